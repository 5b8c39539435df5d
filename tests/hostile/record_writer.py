"""A process that writes events into a record and says aloud which ones are committed.

Usage: record_writer.py RECORD FIRST COUNT [LIMIT]; with LIMIT no file may grow beyond so many bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from mediawatch.errors import MediawatchError
from mediawatch.model import Actor
from mediawatch.store.documents import find_or_add_text
from mediawatch.store.events import append_event
from mediawatch.store.record import open_record


def main() -> int:
    path, first, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    if len(sys.argv) > 4:
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        limit = int(sys.argv[4])
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    actor = Actor(f"writer {first}", "2026-03-05T10:00:00+00:00", "2026-03-05")
    try:
        with open_record(path) as record:
            for number in range(first, first + count):
                with record.write() as db:
                    find_or_add_text(db, f"text {number} " + "word " * 400)
                    append_event(db, actor, "noted", f"n{number}", {"number": number})
                print(number, flush=True)
    except MediawatchError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
