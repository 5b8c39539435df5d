"""`mediawatch serve`'s pages in a process of their own, as the browser needs them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SERVE = """
import sys
from pathlib import Path
from mediawatch.web.serve import SignIn, serve
serve(
    Path(sys.argv[1]),
    port=0,
    base_url=sys.argv[2],
    sign_in=SignIn(required=sys.argv[3] == "sign in"),
    ready=lambda address: print(address, flush=True),
)
"""


@contextmanager
def serving(record: Path, base_url: str = "/", *, sign_in: bool = False) -> Iterator[str]:
    """The pages of a record, in a process of their own; gives their address."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(record), base_url, "sign in" if sign_in else ""],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(timeout=20)
        assert process.stdout is not None
        process.stdout.close()
