"""A person at a terminal, for tests that press single keys: waits for what stands on the screen, then presses."""

from __future__ import annotations

import os
import re
import select
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from command import Mediawatch

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Sitting:
    """One command on a pseudo-terminal of its own, 100 columns wide.

    `see` waits until words stand on the screen that were not there when a key was pressed last; `press` sends keys.
    """

    def __init__(
        self, mediawatch: Mediawatch, *args: str | Path | int, env: Mapping[str, str | None] | None = None
    ) -> None:
        import fcntl
        import pty
        import struct
        import termios

        self.ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 100, 0, 0))
        self.process = subprocess.Popen(
            [mediawatch.command, *map(str, args)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=mediawatch.folder,
            env=mediawatch.environment({"TERM": "xterm-256color", "NO_COLOR": "1", **(env or {})}),
            start_new_session=True,
            # the terminal becomes the session's own, so that Ctrl-C is a signal as it is for a person
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(theirs)
        self.raw = ""
        self.at = 0

    @property
    def screen(self) -> str:
        """Everything that stood there, without colour."""
        return COLOUR.sub("", self.raw).replace("\r\n", "\n")

    def read(self, seconds: float) -> bool:
        """Read what comes within that time; False when the other end is gone."""
        ready, _, _ = select.select([self.ours], [], [], seconds)
        if not ready:
            return True
        try:
            part = os.read(self.ours, 65536)
        except OSError:  # how Linux says that nobody holds the other end any more
            return False
        self.raw += part.decode("utf-8", "replace")
        return bool(part)

    def see(self, *words: str, within: float = 60) -> Sitting:
        """Wait until all these words stand on the screen since the last key."""
        until = time.monotonic() + within
        while not all(word in self.screen[self.at :] for word in words):
            if time.monotonic() > until or not self.read(0.1):
                pytest.fail(f"never seen: {words}; on the screen:\n{self.screen[self.at :]}")
        return self

    def press(self, keys: str) -> Sitting:
        """Press keys; what is on the screen by now counts as seen."""
        self.at = len(self.screen)
        os.write(self.ours, keys.encode())
        return self

    def end(self, within: float = 30) -> int:
        """Wait for the end; gives the exit code."""
        until = time.monotonic() + within
        while time.monotonic() < until and self.read(0.1):
            pass
        try:
            return self.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            pytest.fail(f"it did not end; on the screen:\n{self.screen}")

    def close(self) -> None:
        """End what still runs."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(10)
        os.close(self.ours)
