"""Single keys from a terminal. What is typed ahead is kept: whoever knows the next key need not wait for the question.

click.getchar() empties the terminal's input each time (`tty.setraw` with TCSAFLUSH), and so loses keys of quick hands;
it is used where there is no termios (Windows).
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import Any

import click

END = "\x04"
"""Ctrl-D, and what is given at the end of the input."""


class Keyboard:
    """The keys of this terminal, one at a time, not shown as they are typed."""

    def __init__(self) -> None:
        self._fd = sys.stdin.fileno()
        self._before: list[Any] | None = None

    def __enter__(self) -> Keyboard:
        self.take()
        return self

    def __exit__(self, *reason: object) -> None:
        self.give_back()

    def take(self) -> None:
        """From now on keys come one by one. Ctrl-C still stops."""
        with contextlib.suppress(ImportError):
            import termios
            import tty

            self._before = termios.tcgetattr(self._fd)
            tty.setcbreak(self._fd, termios.TCSADRAIN)

    def give_back(self) -> None:
        """The terminal as it was: for a line that is typed, for the editor, for the pager."""
        if self._before is not None:
            import termios

            termios.tcsetattr(self._fd, termios.TCSADRAIN, self._before)
            self._before = None

    @contextlib.contextmanager
    def lent(self) -> Iterator[None]:
        """The terminal is somebody else's for a while."""
        self.give_back()
        try:
            yield
        finally:
            self.take()

    def press(self) -> str:
        """The next key: one character; the whole sequence of a key that sends several (an arrow); END at the end."""
        if self._before is None:
            try:
                return click.getchar()
            except EOFError:
                return END
        key = os.read(self._fd, 1)
        if not key:
            return END
        if key == b"\x1b":
            while self._waits():
                key += os.read(self._fd, 1)
        elif key[0] >= 0xC0:  # the first byte of a character of several (RFC 3629)
            key += os.read(self._fd, 1 if key[0] < 0xE0 else 2 if key[0] < 0xF0 else 3)
        return key.decode("utf-8", "replace")

    def _waits(self) -> bool:
        """Whether more has come already, as it has of a sequence."""
        import select

        return bool(select.select([self._fd], [], [], 0.02)[0])
