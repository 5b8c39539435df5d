"""The record's safety: `verify`, `backup`, `restore`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mediawatch.cli.command import Command
from mediawatch.cli.options import (
    changing_options,
    is_quiet,
    json_option,
    read_path,
    sit_down,
)
from mediawatch.errors import IntegrityError

if TYPE_CHECKING:
    from mediawatch.store.verify import Check

FAILURES_SHOWN = 5
"""Failures that are named for each check; JSON has them all."""


@click.command(
    cls=Command,
    examples="""
    mediawatch verify
    mediawatch verify --json
    mediawatch verify --note
    """,
)
@click.option("--note", is_flag=True, help="Where all agrees, note in the history that it was verified.")
@json_option
@changing_options
def verify(note: bool, as_json: bool) -> None:
    """Check that nothing in the record was altered: database, digests, texts, quotes, chain of events.

    It ends with exit code 3 when something does not agree. The head of the chain, noted elsewhere, shows later
    that nothing was rewritten. Without --note the file stays as it is, byte for byte.
    """
    from mediawatch.cli.printing import hint, print_json, say
    from mediawatch.journeys.safety import note_verified, verify_record

    def tell(check: Check) -> None:
        if as_json:
            return
        say(f"{'ok    ' if check.ok else 'FAILED'}  {check.name} ({check.checked:,} looked at)")
        for failure in check.failures[:FAILURES_SHOWN]:
            say(f"        {failure}")
        if len(check.failures) > FAILURES_SHOWN:
            say(f"        … and {len(check.failures) - FAILURES_SHOWN:,} more: mediawatch verify --json")

    with sit_down(read_only=True) as desk:
        found = verify_record(desk, tell)
        path = desk.record.path
    if as_json:
        print_json(
            {"check": check.name, "ok": check.ok, "checked": check.checked, "failures": list(check.failures)}
            for check in found.checks
        )
    elif not is_quiet():
        say(f"Head of the chain: {found.chain_head} ({found.events:,} events)")
    wrong = [check.name for check in found.checks if not check.ok]
    if wrong:
        raise IntegrityError(
            f"{path} does not agree with itself: {', '.join(wrong)}.",
            "Keep this file as it is, and compare it with a backup: mediawatch --db BACKUP verify.",
        )
    if note:
        with sit_down() as desk:
            note_verified(desk, found)
        hint("Noted in the history that all agreed.")


@click.command(
    cls=Command,
    examples="""
    mediawatch backup ~/backups/northgate-2026-03-04.db
    mediawatch backup ~/backups/
    """,
)
@click.argument("file", metavar="FILE")
@changing_options
def backup(file: str) -> None:
    """Copy the record, checked, into FILE; into a folder under a name with the time.

    It may be used meanwhile. The copy is a record itself: mediawatch --db FILE list reports.
    """
    from pathlib import Path

    from mediawatch.cli.printing import report
    from mediawatch.journeys.safety import back_up

    with sit_down(read_only=True) as desk:
        done = back_up(desk, Path(file).expanduser())
    report(
        str(done.path),
        f"Backed up to {done.path} ({done.bytes / 2**20:,.1f} MB, SHA-256 {done.sha256}). "
        f"Keep it on another machine; `mediawatch restore {done.path}` brings it back.",
    )


@click.command(
    cls=Command,
    examples="""
    mediawatch restore ~/backups/northgate-2026-03-04.db
    """,
)
@click.argument("file", metavar="FILE")
@changing_options
def restore(file: str) -> None:
    """Put the backup FILE, once verified, in the record's place. What stood there is kept beside it."""
    from pathlib import Path

    from mediawatch.cli.printing import count, report
    from mediawatch.journeys.safety import restore as restore_record

    done = restore_record(read_path(), Path(file).expanduser())
    kept = f" The record that stood there is kept as {done.previous}." if done.previous else ""
    report(
        str(done.path), f"Restored {done.path} ({count(done.events, 'event')}).{kept}", "mediawatch verify"
    )
