"""`mediawatch settings`: what can be set, and what it is set to."""

from __future__ import annotations

import click

from mediawatch.cli.command import Command
from mediawatch.cli.options import changing_options, sit_down


@click.command(
    cls=Command,
    examples="""
    mediawatch settings
    mediawatch settings contact press@northgate.example
    mediawatch settings proxy http://proxy.office.example:3128
    mediawatch settings proxy ""
    """,
)
@click.argument("key", required=False)
@click.argument("value", required=False)
@changing_options
def settings(key: str | None, value: str | None) -> None:
    """Show all settings, show KEY, or set KEY to VALUE (empty quotes take it back)."""
    from mediawatch.cli.printing import print_facts, report, say
    from mediawatch.errors import InputError
    from mediawatch.journeys.settings import SETTINGS, change_setting, read_settings

    if key is not None and value is not None:
        with sit_down() as desk:
            change_setting(desk, key, value)
        said = f"{key} is now {value}." if value else f"{key} is not set any more."
        report(key, said, "mediawatch settings")
        return
    with sit_down(read_only=True) as desk:
        kept = read_settings(desk)
    if key is None:
        print_facts((name, f"{kept[name] or '(not set)'}\n{meaning}") for name, meaning in SETTINGS.items())
    elif key in SETTINGS:
        say(kept[key])
    else:
        raise InputError(f"There is no setting {key!r}.", f"There are: {', '.join(SETTINGS)}.")
