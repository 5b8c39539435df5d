"""Watches every connection that a test opens, in the test process and in the commands that it runs.

It is an audit hook (PEP 578), so that nothing has to be patched and nothing gets round it from Python: a
connection to anything but loopback is refused before it is dialled, and written down. `sitecustomize` beside
this file installs it in child processes. It imports nothing at the start, so that commands start as fast, and
with as few modules, as without it.
"""

from __future__ import annotations

import os
import sys

LOG_VARIABLE = "MEDIAWATCH_TEST_DIALS"
"""Names the file in which refused connections are written down, one address a line."""


class Dialled(RuntimeError):
    """A test tried to reach something outside this machine."""


def is_loopback(family: int, address: object) -> bool:
    """Whether a connection stays on this machine; sockets that are not IP always do."""
    import ipaddress
    import socket

    if family not in (socket.AF_INET, socket.AF_INET6) or not isinstance(address, tuple):
        return True
    host = str(address[0]).split("%", 1)[0]
    if host == "localhost":
        return True
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return False
    return (getattr(found, "ipv4_mapped", None) or found).is_loopback


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """The hook: refuses a connection that leaves this machine."""
    if event != "socket.connect":
        return
    dialling, address = arguments
    if is_loopback(int(getattr(dialling, "family", 0)), address):
        return
    log = os.environ.get(LOG_VARIABLE)
    if log:
        with open(log, "a", encoding="utf-8") as out:  # noqa: PTH123 - pathlib would cost each command its import
            out.write(f"{address!r}\n")
    raise Dialled(f"A test dialled {address!r}; tests may only reach this machine.")


def install() -> None:
    """Watch this process from now on; an audit hook stays until the process ends."""
    sys.addaudithook(watch)
