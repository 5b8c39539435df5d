"""Pages -> what they say, read in processes of their own, so that reading one keeps no other from being fetched.

Python runs one thread at a time, and reading a page's article takes ten times as long as fetching it. A page that stops
its process, or takes too long, costs a Reading that says so, and the next page gets a new process.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from typing import Any

from mediawatch.model import Reading

CHILD = "mediawatch.archive.page_child"
TIME_LIMIT = 120.0
"""Seconds for one page; the slowest of the 450 pages of the shared data takes two."""


class PageReader:
    """Reads pages in processes: `with PageReader() as reader: reader.read(body, address=…)`. For several threads."""

    def __init__(self, processes: int = 0, *, seconds: float = TIME_LIMIT) -> None:
        """`processes`: how many; 0 is one less than the machine has processors. Each starts when it is first needed."""
        self.seconds = seconds
        self._closed = False
        self._idle: queue.LifoQueue[subprocess.Popen[bytes] | None] = queue.LifoQueue()
        for _ in range(processes or max(1, (os.cpu_count() or 2) - 1)):
            self._idle.put(None)

    def __enter__(self) -> PageReader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, body: bytes, **hints: str) -> Reading:
        """What a body says; takes what extract.read takes, waits for a process that is free, and never raises for what
        the body holds."""
        child = self._idle.get()
        began = time.monotonic()
        try:
            if child is None or child.poll() is not None:
                child = start()
            return self._exchange(child, {"body": body, **hints})
        except (OSError, EOFError, pickle.UnpicklingError):
            late = time.monotonic() - began > self.seconds
            if child is not None:
                stop(child)
                child = None
            why = "took too long to be read" if late else "stopped the program that reads it"
            return Reading(
                "unreadable",
                why=f"The page {why}: it is broken, or is made to do harm.",
                advice="Open it in a browser; if it is of use, save it there and add the file.",
            )
        finally:
            if self._closed and child is not None:
                stop(child)
                child = None
            self._idle.put(child)

    def _exchange(self, child: subprocess.Popen[bytes], asked: dict[str, Any]) -> Reading:
        """Send a page and take what comes back; EOFError where the process died over it."""
        if child.stdin is None or child.stdout is None:
            raise EOFError
        # a pipe cannot be waited for with a limit on every system: the timer ends the process, and so the reading
        timer = threading.Timer(self.seconds, child.kill)
        timer.start()
        try:
            sent = pickle.dumps(asked, protocol=pickle.HIGHEST_PROTOCOL)
            child.stdin.write(len(sent).to_bytes(8, "big") + sent)
            child.stdin.flush()
            head = child.stdout.read(8)
            made = child.stdout.read(int.from_bytes(head, "big")) if len(head) == 8 else b""
            if not made:
                raise EOFError
            found: Reading = pickle.loads(made)  # noqa: S301 - of our own child
            return found
        finally:
            timer.cancel()

    def close(self) -> None:
        """End the processes that are idle; one that reads ends with its page."""
        self._closed = True
        with contextlib.suppress(queue.Empty):
            while True:
                child = self._idle.get_nowait()
                if child is not None:
                    stop(child)


def start() -> subprocess.Popen[bytes]:
    """A process that reads pages."""
    # -P and PYTHONPATH as for the process that reads PDFs: see extract/pdf.py
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(each for each in sys.path if each)}
    return subprocess.Popen(  # noqa: S603 - our own module, run by our own interpreter
        [sys.executable, "-P", "-m", CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        # Ctrl-C is for the parent, which ends the process when it has written what it has
        start_new_session=True,
    )


def stop(child: subprocess.Popen[bytes]) -> None:
    """End a process, and wait for it."""
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    child.kill()
    child.wait()
