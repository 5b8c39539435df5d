"""The process in which pages are read beside the one that fetches and records them.

It runs as `python -m mediawatch.archive.page_child` until its input ends, which it also does when its parent dies. What
passes, with lengths as eight bytes, most significant first: a pickled dictionary of the arguments of extract.read; back
comes a pickled Reading. Both ends are this program: nothing of what a stranger wrote is unpickled as such.
"""

from __future__ import annotations

import pickle
import sys

from mediawatch.archive import extract


def main() -> int:
    """Read pages from standard input until it ends."""
    source, out = sys.stdin.buffer, sys.stdout.buffer
    while head := source.read(8):
        asked = pickle.loads(source.read(int.from_bytes(head, "big")))  # noqa: S301 - of our own parent
        made = pickle.dumps(extract.read(**asked), protocol=pickle.HIGHEST_PROTOCOL)
        out.write(len(made).to_bytes(8, "big") + made)
        out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
