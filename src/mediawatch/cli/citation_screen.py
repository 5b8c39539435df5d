"""One citation on one screen: their words over ours, what was left out, our whole passage, and what is known of it.

It has to convince somebody who has ten seconds, on a terminal of any width, in a pipe and without colour. So every
difference is said in words or signs first, and colour is only put on top.
"""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from mediawatch.visible import make_visible

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from mediawatch.cited import Cited, Piece, PieceKind, Run

WIDEST = 100
"""Columns: longer lines are hard to read, and a pipe is given this many."""
NARROWEST = 40
GUTTER = {"theirs": "they print  ", "ours": "we wrote    ", "signs": "            "}
"""What stands before each of the lines that belong together."""
MOST_BEFORE = 4
MOST_AFTER = 12
"""Words of a cut-off beginning or end that stand beside the quotation; all of them stand below. What they stopped
before tells more than what they began after."""
ENOUGH_SEEN = 4
"""Words of what they cut off that tell what it was."""
LEFT_OUT = {"within": "Left out inside", "after": "Left out after", "before": "Left out before"}
SIGNED = {"changed": "changed", "inserted": "put in", "omitted": "left out"}
"""Under what differs stands a row of signs, and behind it what they mean, where there is room."""
COLOURS = {"changed": "yellow", "inserted": "magenta", "omitted": "red", "left out": "red"}


@dataclass(frozen=True, slots=True)
class Cell:
    """Words that stand one over the other, without a break."""

    kind: PieceKind
    theirs: str
    ours: str

    @property
    def width(self) -> int:
        return max(measure(self.theirs), measure(self.ours))


def print_citation(cited: Cited, zone: ZoneInfo) -> None:
    """The whole screen."""
    width = find_width()
    say(cited.headline, width, first=f"{cited.ref}  ", bold=True)
    for line in say_grades(cited):
        say(line, width, first="    ")
    click.echo()
    print_over(cited, width)
    print_left_out(cited, width)
    print_whole(cited, width)
    print_facts(cited, zone, width)


def find_width() -> int:
    """Columns to use."""
    from shutil import get_terminal_size

    return max(NARROWEST, min(WIDEST, get_terminal_size((WIDEST, 24)).columns))


def has_colour() -> bool:
    """Whether colour may be put on top (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def paint(text: str, kind: str, *, bold: bool = False) -> str:
    """Text in the colour of its kind, where there is colour."""
    if not has_colour() or not text.strip():
        return text
    return click.style(text, fg=COLOURS.get(kind), bold=bold or kind in COLOURS)


def measure(text: str) -> int:
    """Columns that a text takes: wide signs take two."""
    from rich.cells import cell_len

    return cell_len(text)


def flow(text: str) -> str:
    """Words of strangers on one line, with nothing unseen in them."""
    return make_visible(" ".join(text.split()))


def say(text: str, width: int, *, first: str = "", bold: bool = False) -> None:
    """A sentence, broken at the width; what follows stands under what came first, or below it where that is long."""
    if 2 * measure(first) > width:
        click.echo(first.rstrip())
        first = "    "
    lines = textwrap.wrap(
        flow(text), max(20, width - len(first)), break_on_hyphens=False, break_long_words=False
    ) or [""]
    for at, line in enumerate(lines):
        click.echo((first if not at else " " * len(first)) + (paint(line, "", bold=True) if bold else line))


def say_grades(cited: Cited) -> Iterator[str]:
    """The grade, other grades that hold, and the flags, in words."""
    from mediawatch.cited import FLAGS_SAID
    from mediawatch.exporters.moments import say_day

    if cited.assessment is not None:
        judged = cited.assessment
        yield f"Assessed as {judged.verdict} by {judged.by} on {say_day(judged.on, 'day')}: {judged.reason}"
    if cited.grade:
        others = f"; also {', '.join(cited.others)}" if cited.others else ""
        yield f"Grade: {cited.grade}{others}"
    for flag in cited.flags[1:]:
        yield f"Also: {FLAGS_SAID[flag]}"
    if cited.flags:
        yield f"Flags: {', '.join(cited.flags)}"


def print_over(cited: Cited, width: int) -> None:
    """Their words over ours."""
    if not cited.pieces:
        for gutter, words in (("theirs", cited.quote), ("ours", cited.passage)):
            if words:
                say(f"“{' '.join(words.split())}”", width, first=GUTTER[gutter])
        click.echo()
        return
    room = width - len(GUTTER["theirs"])
    for line in drop_rest(list(break_lines(list(make_cells(cited.pieces)), room))):
        print_line(line)
    click.echo()


def make_cells(pieces: Sequence[Piece]) -> Iterator[Cell]:
    """Pieces as cells that a line can break between. Long beginnings and ends that were cut off are shortened."""
    for at, piece in enumerate(pieces):
        theirs, ours = flow(piece.theirs).split(), flow(piece.ours).split()
        if piece.kind == "omitted" and len(pieces) > 1:
            if at == 0 and len(ours) > MOST_BEFORE:
                ours = ["…", *ours[-MOST_BEFORE:]]
            elif at == len(pieces) - 1 and len(ours) > MOST_AFTER:
                ours = [*ours[:MOST_AFTER], "…"]
        if piece.kind == "changed" or (piece.kind == "same" and len(theirs) != len(ours)):
            yield from pair_up(piece.kind, theirs, ours)
        elif piece.kind == "same":
            for mine, yours in zip(theirs, ours, strict=True):
                yield Cell("same", mine, yours)
        else:
            for word in theirs or ours:
                yield Cell(piece.kind, word if theirs else "", word if ours else "")


def pair_up(kind: PieceKind, theirs: list[str], ours: list[str]) -> Iterator[Cell]:
    """Other words for other words: as one cell where they are few, else in steps of the same share."""
    steps = max(1, min(len(theirs), len(ours), max(len(theirs), len(ours)) // 3))
    for step in range(steps):
        mine = theirs[step * len(theirs) // steps : (step + 1) * len(theirs) // steps]
        yours = ours[step * len(ours) // steps : (step + 1) * len(ours) // steps]
        yield Cell(kind, " ".join(mine), " ".join(yours))


def break_lines(cells: Sequence[Cell], room: int) -> Iterator[list[Cell]]:
    """Cells in lines that fit."""
    line: list[Cell] = []
    used = 0
    for cell in cells:
        if line and used + 1 + cell.width > room:
            yield line
            line, used = [], 0
        used += cell.width + (1 if line else 0)
        line.append(cell)
    if line:
        yield line


def drop_rest(lines: list[list[Cell]]) -> list[list[Cell]]:
    """Lines without a last one that only goes on with what they cut off, where enough of that was seen."""
    while len(lines) > 1 and all(cell.kind == "omitted" for cell in lines[-1]):
        seen = sum(cell.kind == "omitted" for cell in lines[-2])
        if seen < ENOUGH_SEEN:
            break
        lines.pop()
        lines[-1][-1] = Cell("omitted", "", "…")
    return lines


def print_line(cells: Sequence[Cell]) -> None:
    """Two rows, and a third with signs under what differs. Neighbours of one kind stay together."""
    rows = {"theirs": "", "ours": "", "signs": ""}
    bare = ""
    previous = ""
    for cell in cells:
        gap = " " if bare else ""
        joined = gap if cell.kind != previous else ("^" if cell.kind != "same" and gap else gap)
        rows["theirs"] += gap + pad(cell.theirs, cell.width, cell.kind)
        rows["ours"] += gap + pad(cell.ours, cell.width, cell.kind)
        sign = " " if cell.kind == "same" else "^"
        rows["signs"] += joined + sign * cell.width
        bare += gap + " " * cell.width
        previous = cell.kind
    kinds = list(dict.fromkeys(SIGNED[cell.kind] for cell in cells if cell.kind != "same"))
    for name in ("theirs", "ours"):
        # a row without words is kept where the other has some: an empty one says that they print nothing
        click.echo((GUTTER[name] + rows[name]).rstrip())
    if kinds:
        click.echo(f"{GUTTER['signs']}{paint(rows['signs'].rstrip(), 'omitted')}  {', '.join(kinds)}")


def pad(words: str, width: int, kind: str) -> str:
    """Words in their colour, filled up to a width."""
    return paint(words, kind) + " " * (width - measure(words))


def print_left_out(cited: Cited, width: int) -> None:
    """What they left out, verbatim: what is missing inside first, then what they stopped before."""
    order = {"within": 0, "after": 1, "before": 2}
    told = [
        (f"{LEFT_OUT[missing.where]}{', as they show' if missing.shown else ''}: ", missing.words)
        for missing in sorted(cited.left_out, key=lambda missing: order[missing.where])
    ]
    column = max((len(label) for label, _ in told), default=0)
    for label, words in told:
        say(f"“{' '.join(words.split())}”", width, first=label.ljust(column))
    if told:
        click.echo()


def print_whole(cited: Cited, width: int) -> None:
    """Our whole passage with the sentences round it; what they left out or changed stands in square brackets."""
    if not cited.written:
        return
    say(f"Our whole passage{say_marks(cited.written)}:", width)
    for words in (cited.before, None, cited.after):
        if words is None:
            for line in wrap_runs(cited.written, width - 4):
                click.echo("  | " + line)
        elif words:
            for line in textwrap.wrap(flow(words), width - 4, break_on_hyphens=False):
                click.echo("    " + line)
    click.echo()


def say_marks(runs: Sequence[Run]) -> str:
    """What the brackets mean that occur."""
    roles = {run.role for run in runs}
    told = [
        name
        for role, name in (("left out", "[- … -] they left out"), ("changed", "[~ … ~] they changed"))
        if role in roles
    ]
    return f" ({', '.join(told)})" if told else ""


BRACKETS = {"left out": ("[-", "-]"), "changed": ("[~", "~]")}


def wrap_runs(runs: Sequence[Run], width: int) -> Iterator[str]:
    """Runs as lines; what is marked stands in brackets, and in colour."""
    words: list[tuple[str, str]] = []
    glued = False
    for run in runs:
        opening, closing = BRACKETS.get(run.role, ("", ""))
        shown = flow(run.words).split()
        if shown and opening:
            shown[0] = opening + shown[0]
            shown[-1] += closing
        if shown and glued and not run.words[:1].isspace() and words:
            words[-1] = (words[-1][0] + paint(shown[0], run.role), words[-1][1] + shown[0])
            shown = shown[1:]
        words += [(paint(word, run.role), word) for word in shown]
        glued = bool(run.words) and not run.words[-1:].isspace()
    line: list[str] = []
    used = 0
    for coloured, bare in words:
        if line and used + 1 + measure(bare) > width:
            yield " ".join(line)
            line, used = [], 0
        used += measure(bare) + (1 if line else 0)
        line.append(coloured)
    if line:
        yield " ".join(line)


def print_facts(cited: Cited, zone: ZoneInfo, width: int) -> None:
    """Who, where, when, and what a person says of it."""
    from mediawatch.cli.citation_facts import list_facts

    facts = [(label, value) for label, value in list_facts(cited, zone) if value]
    column = max(len(label) for label, _ in facts) + 2
    for label, value in facts:
        for at, line in enumerate(value.split("\n")):
            say(line, width, first=f"{label if not at else '':<{column}}")
