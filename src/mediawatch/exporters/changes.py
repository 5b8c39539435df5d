"""What changed between two wordings, line by line, as plain text with marks and as HTML.

The marks are those of `git diff --word-diff`: [-removed-] and {+added+}. White space stands outside of them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from mediawatch.model import WordPiece
from mediawatch.visible import make_visible

MARKS: dict[str, tuple[str, str]] = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
"""What stands before and after words in plain text."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one line that share a fate."""

    kind: Literal["same", "removed", "added"]
    text: str
    """without line breaks; white space only where the kind is "same" """


@dataclass(frozen=True, slots=True)
class Line:
    """One line of both wordings together; an empty line has no runs."""

    runs: tuple[Run, ...]

    @property
    def changed(self) -> bool:
        return any(run.kind != "same" for run in self.runs)


@dataclass(frozen=True, slots=True)
class Gap:
    """Paragraphs that are as they were and are not shown."""

    paragraphs: int
    """lines with words in them, at least 2"""


def set_lines(pieces: Iterable[WordPiece]) -> list[Line]:
    """The lines as they are to be read: what was removed stands before what came in its place."""
    lines: list[list[Run]] = [[]]
    for piece in pieces:
        for run in _runs(piece):
            first, *more = run.text.split("\n")
            _put(lines[-1], run.kind, first)
            for text in more:
                lines.append([])
                _put(lines[-1], run.kind, text)
    return [Line(tuple(runs)) for runs in lines]


def _runs(piece: WordPiece) -> Iterator[Run]:
    """A piece as runs, which may hold line breaks still."""
    if piece.kind == "same":
        yield Run("same", piece.after)
        return
    shown = piece.after or piece.before
    words = shown.strip()
    lead = shown[: len(shown) - len(shown.lstrip())]
    yield Run("same", lead)
    if piece.before:
        yield Run("removed", piece.before.strip())
    if piece.after:
        yield Run("added", piece.after.strip())
    yield Run("same", shown[len(lead) + len(words) :])


def _put(runs: list[Run], kind: Literal["same", "removed", "added"], text: str) -> None:
    """Add words to a line; neighbours of a kind become one."""
    if not text:
        return
    if not text.strip() and kind != "same":
        kind = "same"
    if runs and runs[-1].kind == kind:
        runs[-1] = Run(kind, runs[-1].text + text)
    else:
        runs.append(Run(kind, text))


def fold_unchanged(lines: Sequence[Line], *, round_change: int = 1) -> list[Line | Gap]:
    """The lines with those left out that are far from any change; only where that spares at least two paragraphs.

    Args:
        round_change: unchanged paragraphs that stay before and after each change.
    """
    said = [number for number, line in enumerate(lines) if line.runs]
    kept = set()
    for place, number in enumerate(said):
        if lines[number].changed:
            kept.update(said[max(0, place - round_change) : place + round_change + 1])
    shown: list[Line | Gap] = []
    hidden: list[Line] = []
    for number, line in enumerate(lines):
        if number in kept:
            shown += _hide(hidden)
            hidden = []
            shown.append(line)
        else:
            hidden.append(line)
    return shown + _hide(hidden)


def _hide(lines: Sequence[Line]) -> list[Line | Gap]:
    count = sum(bool(line.runs) for line in lines)
    return [Gap(count)] if count > 1 else list(lines)


def say_gap(gap: Gap) -> str:
    """ "(3 paragraphs as before)"."""
    return f"({gap.paragraphs:,} paragraphs as before)"


def mark_line(line: Line) -> str:
    """A line as plain text, with marks round what changed and every unseen character shown."""
    return "".join(map(mark_run, line.runs)).rstrip()


def mark_run(run: Run) -> str:
    """Words between their marks, every unseen character shown."""
    before, after = MARKS[run.kind]
    return f"{before}{make_visible(run.text)}{after}"


_UNFIT = re.compile(r"\s+")


def to_html(lines: Iterable[Line | Gap]) -> str:
    """The lines as paragraphs in which `del` and `ins` mark what changed: a fragment, everything escaped."""
    parts = ['<div class="changes">']
    for line in lines:
        if isinstance(line, Gap):
            parts.append(f'<p class="as-before">{say_gap(line)}</p>')
        elif line.runs:
            parts.append(f'<p dir="auto">{"".join(map(_tag, line.runs))}</p>')
    return "\n".join([*parts, "</div>"]) + "\n"


def _tag(run: Run) -> str:
    text = html.escape(make_visible(_UNFIT.sub(" ", run.text)), quote=True)
    return {"removed": f"<del>{text}</del>", "added": f"<ins>{text}</ins>"}.get(run.kind, text)
