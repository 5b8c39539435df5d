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
    mediawatch serve --sign-in --behind-https
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
@click.option("--sign-in", is_flag=True, help="Ask for a name and a password on this machine too.")
@click.option(
    "--sign-in-header",
    default="",
    metavar="NAME",
    help="A proxy on this machine signs people in, and names them in this header.",
)
@click.option("--behind-https", is_flag=True, help="A proxy on this machine speaks https to browsers.")
@click.option(
    "--staff-sql",
    is_flag=True,
    help="Let staff and editors read the base tables and ask in SQL. What is privileged, and drafts, stand there too.",
)
@db_option
def serve(
    host: str,
    port: int,
    base_url: str,
    open_browser: bool,
    without_sign_in: bool,
    sign_in: bool,
    sign_in_header: str,
    behind_https: bool,
    staff_sql: bool,
) -> None:
    """Show the record in a browser, read-only, until Ctrl-C.

    On this machine alone nobody has to sign in, unless you say --sign-in. With --host others can reach it, and they
    sign in (`mediawatch user add`), unless you say --without-sign-in.
    """
    from mediawatch.web.serve import SignIn
    from mediawatch.web.serve import serve as serve_record

    if without_sign_in and (sign_in or sign_in_header):
        raise InputError("--without-sign-in does not go with --sign-in or --sign-in-header.")
    if sign_in_header and not is_this_machine(host):
        raise InputError(
            f"Whoever reaches {host} could send that header.",
            "Leave out --host, so that only the proxy on this machine reaches the pages.",
        )
    required = bool(sign_in or sign_in_header) or not (without_sign_in or is_this_machine(host))
    if required:
        from mediawatch.journeys.access import can_anybody

        if not can_anybody(read_path()):
            raise InputError(
                "Nobody could sign in.",
                "Add somebody: mediawatch user add NAME --role leader; or say --without-sign-in, and everybody who "
                "reaches it reads the whole record.",
            )

    if staff_sql and not required:
        raise InputError(
            "--staff-sql is for those who sign in.",
            "Say --sign-in too; on this machine alone any SQLite program asks the record's file.",
        )

    def ready(address: str) -> None:
        click.echo(f"Serving at {address} until Ctrl-C.")
        if open_browser:
            click.launch(address)

    path = read_path()
    base_url = "/" + base_url.strip("/")
    serve_record(
        path,
        host=host,
        port=port,
        base_url=base_url if base_url == "/" else base_url + "/",
        sign_in=SignIn(required, sign_in_header, behind_https, staff_sql),
        ready=ready,
    )


def is_this_machine(host: str) -> bool:
    """Whether only programs on this machine reach that host (RFC 1122, 3.2.1.3; RFC 4291, 2.5.3)."""
    from ipaddress import ip_address

    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
