"""`mediawatch rule`: an organisation's own rules about time, and those that it does not count by."""

from __future__ import annotations

import click

from mediawatch.cli.command import Group
from mediawatch.cli.options import changing_options, sit_down


@click.group(
    cls=Group,
    examples="""
    mediawatch deadlines --rules
    mediawatch rule add our-rules.toml
    mediawatch rule retire defamation-scotland
    """,
)
def rule() -> None:
    """Add rules of your own, and retire those that do not concern you.

    docs/deadlines.md shows what a file of rules looks like. `mediawatch deadlines --rules` lists all.
    """


@rule.command(
    "add",
    short_help="Add rules from a file.",
    examples="""
    mediawatch rule add our-rules.toml
    """,
)
@click.argument("file", metavar="FILE")
@changing_options
def add(file: str) -> None:
    """Add the rules of FILE (TOML; - is standard input), all or none.

    A rule without a source, or one that contradicts itself, is refused. To change one, retire it and add it again:
    its deadlines stay the same, and calendars move them.
    """
    from mediawatch.cli.long_text import read_long_text
    from mediawatch.cli.printing import count, report
    from mediawatch.journeys.rules import add_rules

    text = read_long_text(None, file, option="FILE") or ""
    with sit_down() as desk:
        added = add_rules(desk, text)
    keys = ", ".join(used.rule.key for used in added)
    report(
        "\n".join(used.rule.key for used in added),
        f"Added {count(len(added), 'rule')}: {keys}.",
        "mediawatch deadlines",
    )


@rule.command(
    "retire",
    short_help="Count no more by a rule.",
    examples="""
    mediawatch rule retire defamation-scotland
    """,
)
@click.argument("key")
@changing_options
def retire(key: str) -> None:
    """Count no more by the rule KEY: one of your own, or one that comes with mediawatch."""
    from mediawatch.cli.printing import report
    from mediawatch.journeys.rules import retire_rule

    with sit_down() as desk:
        retired = retire_rule(desk, key)
    report(key, f"{retired.name} is not counted any more; `mediawatch rule reinstate {key}` brings it back.")


@rule.command(
    "reinstate",
    short_help="Count by a retired rule again.",
    examples="""
    mediawatch rule reinstate defamation-scotland
    """,
)
@click.argument("key")
@changing_options
def reinstate(key: str) -> None:
    """Count by the rule KEY again."""
    from mediawatch.cli.printing import report
    from mediawatch.journeys.rules import reinstate_rule

    with sit_down() as desk:
        reinstated = reinstate_rule(desk, key)
    report(key, f"{reinstated.name} is counted again.", "mediawatch deadlines")
