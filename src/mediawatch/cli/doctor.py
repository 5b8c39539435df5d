"""`mediawatch doctor`: whether everything that mediawatch needs is in order."""

from __future__ import annotations

import click

from mediawatch.cli.command import Command
from mediawatch.cli.options import json_option, looking_options, read_path


@click.command(
    cls=Command,
    examples="""
    mediawatch doctor
    mediawatch --db ~/records/northgate.db doctor
    """,
)
@json_option
@looking_options
def doctor(as_json: bool) -> None:
    """Say whether the program, SQLite, the disk, the editor and the record are in order, and what to do if not."""
    from dataclasses import asdict

    from mediawatch.cli.printing import print_facts, print_json
    from mediawatch.journeys.doctor import examine

    findings = examine(read_path())
    if as_json:
        print_json(asdict(finding) for finding in findings)
    else:
        print_facts(
            (
                f"{'ok ' if finding.ok else 'NOT'} {finding.name}",
                "\n".join(part for part in (finding.value, finding.advice) if part),
            )
            for finding in findings
        )
    if not all(finding.ok for finding in findings):
        raise click.exceptions.Exit(1)
