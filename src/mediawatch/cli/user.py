"""`mediawatch user`: who may sign in to the served pages."""

from __future__ import annotations

import click

from mediawatch.cli.command import Group
from mediawatch.cli.options import db_option, json_option, quiet_option, read_path

ROLES = ("leader", "staff", "editor")
"""Held against journeys.access by a test."""
password_option = click.option(
    "--password-file", default="", metavar="FILE", help="The password, from a file; - is standard input."
)


@click.group(
    cls=Group,
    examples="""
    mediawatch user add "Ama Mensah" --role leader
    mediawatch user reset "Ama Mensah"
    mediawatch user list
    mediawatch serve --sign-in
    """,
)
def user() -> None:
    """Say who may sign in to the pages of `serve`. Users lie in access.db beside the record, and are no part of it.

    A leader sees the pages and the public views; staff and editors also the views with what is confidential, as tables.
    """


@user.command(
    "add",
    short_help="Let somebody sign in.",
    examples="""
    mediawatch user add "Ama Mensah" --role leader
    mediawatch user add "Kofi Owusu" --role staff --password-file -
    """,
)
@click.argument("name")
@click.option(
    "--role", type=click.Choice(ROLES), default="leader", show_default=True, help="What NAME may see."
)
@password_option
@db_option
@quiet_option
def add(name: str, role: str, password_file: str) -> None:
    """Let NAME sign in. Without --password-file a password is made up and printed, once."""
    from typing import cast

    from mediawatch.journeys.access import Role, add_user

    given = read_password(password_file)
    chosen = add_user(read_path(), name, cast(Role, role), given)
    tell(f"{name} can sign in as {role}.", "" if given else chosen)


@user.command(
    "role",
    short_help="Give somebody another role.",
    examples="""
    mediawatch user role "Ama Mensah" staff
    """,
)
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
@db_option
@quiet_option
def role_(name: str, role: str) -> None:
    """Make NAME a leader, staff or an editor; whoever is signed in has to do so again."""
    from typing import cast

    from mediawatch.journeys.access import Role, set_role

    set_role(read_path(), name, cast(Role, role))
    tell(f"{name} is {role} now.", "")


@user.command(
    "reset",
    short_help="Give somebody a new password.",
    examples="""
    mediawatch user reset "Ama Mensah"
    """,
)
@click.argument("name")
@password_option
@db_option
@quiet_option
def reset(name: str, password_file: str) -> None:
    """Give NAME a new password; whoever is signed in with the old one has to do so again."""
    from mediawatch.journeys.access import reset_password

    given = read_password(password_file)
    chosen = reset_password(read_path(), name, given)
    tell(f"{name} has a new password.", "" if given else chosen)


@user.command(
    "remove",
    short_help="Let somebody sign in no longer.",
    examples="""
    mediawatch user remove "Ama Mensah"
    """,
)
@click.argument("name")
@db_option
@quiet_option
def remove(name: str) -> None:
    """Let NAME sign in no longer, from this moment on. What NAME did stays in the record."""
    from mediawatch.journeys.access import remove_user

    remove_user(read_path(), name)
    tell(f"{name} can sign in no longer.", "")


@user.command(
    "list",
    short_help="List who can sign in.",
    examples="""
    mediawatch user list
    """,
)
@db_option
@json_option
def list_(as_json: bool) -> None:
    """List who can sign in."""
    from mediawatch.cli.printing import print_json, say
    from mediawatch.journeys.access import list_users

    found = list_users(read_path())
    if as_json:
        print_json(found)
        return
    for row in found:
        say(f"{row['name']}  {row['role']}")


def read_password(file: str) -> str:
    """The first line of a file or of standard input; "" without one."""
    from mediawatch.cli.long_text import read_long_text

    read = read_long_text(None, file, option="--password-file") if file else None
    return (read or "").splitlines()[0] if read else ""


def tell(sentence: str, password: str) -> None:
    """What happened; a password that was made up alone on standard output, so that a program can take it."""
    from mediawatch.cli.options import is_quiet
    from mediawatch.cli.printing import hint, say

    if not is_quiet():
        hint(sentence)
    if password:
        say(password)
        if not is_quiet():
            hint("That is the password. It is printed once.")
