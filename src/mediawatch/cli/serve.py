"""`mediawatch serve`: the record in a browser."""

from __future__ import annotations

import click

from mediawatch.cli.command import Command
from mediawatch.cli.options import db_option, read_path
from mediawatch.errors import InputError


@click.command(
    cls=Command,
    examples="""
    mediawatch serve
    mediawatch serve --open
    mediawatch serve --port 8002 --base-url /press/
    """,
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="PORT",
    default=8001,
    show_default=True,
    help="0 takes any free one.",
)
@click.option("--base-url", default="/", show_default=True, metavar="PREFIX", help="The path behind a proxy.")
@click.option("--open", "open_browser", is_flag=True, help="Open the browser.")
@click.option(
    "--without-sign-in", is_flag=True, help="Listen on a network, where anybody can then read the record."
)
@db_option
def serve(host: str, port: int, base_url: str, open_browser: bool, without_sign_in: bool) -> None:
    """Show the record in a browser, read-only, until Ctrl-C.

    It listens on this machine alone: nobody has to sign in yet, so whoever reaches it can read everything.
    """
    if not (without_sign_in or is_this_machine(host)):
        raise InputError(
            f"On {host} others could read the whole record, and nobody has to sign in yet.",
            "Leave out --host to listen on this machine alone, or say --without-sign-in if that is what you want.",
        )
    from mediawatch.web.serve import serve as serve_record

    def ready(address: str) -> None:
        click.echo(f"Serving at {address} until Ctrl-C.")
        if open_browser:
            click.launch(address)

    path = read_path()
    base_url = "/" + base_url.strip("/")
    serve_record(
        path, host=host, port=port, base_url=base_url if base_url == "/" else base_url + "/", ready=ready
    )


def is_this_machine(host: str) -> bool:
    """Whether only programs on this machine reach that host (RFC 1122, 3.2.1.3; RFC 4291, 2.5.3)."""
    from ipaddress import ip_address

    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
