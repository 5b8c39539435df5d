"""A list as a file: exactly what its page is filtered to, all of it, with every column of its view."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final

from mediawatch.errors import InputError
from mediawatch.exporters import things
from mediawatch.exporters.rows import write_csv, write_json
from mediawatch.exporters.workbook import write_list
from mediawatch.journeys.desk import Desk, open_desk
from mediawatch.store.markings import Audience, seen_by
from mediawatch.store.rows import select

KEPT_IN_MEMORY: Final = 4 * 2**20
"""Bytes of an export before it goes to a temporary file."""
FORMATS: Final = ("csv", "xlsx", "json", "jsonl")
"""Rows as they are, of any list."""
READ: Final = tuple(things.FORMS)
"""In plain English, for the lists of exporters.things."""
BINARY: Final = ("xlsx", *(name for name, form in things.FORMS.items() if form.binary))
NOBODY: Final = "a reader of the pages"
"""Who made an export, where nobody signs in."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What a list shows, before it is cut into pages."""

    noun: str
    """what it lists, as in its address: "claims" """
    view: str
    where: str
    """a condition of SQL"""
    order: str
    values: Mapping[str, Any]
    """bound by name"""
    said: tuple[tuple[str, str], ...] = ()
    """the filters in words, for a cover"""

    def query(self, columns: str = "*") -> str:
        """SQL for all of it, in order."""
        return f"SELECT {columns} FROM {self.view} WHERE {self.where} ORDER BY {self.order}"


def write_selection(
    path: Path,
    selection: Selection,
    format: str,
    notes: list[str],
    *,
    by: str = NOBODY,
    audience: Audience = "",
) -> Any:
    """The whole file, open at its beginning; whoever reads it closes it.

    Args:
        notes: what of the filters could not be used; an export never leaves one out in silence.
        by: who made it.
        audience: for whom it is.

    Raises:
        InputError: there are such notes.
    """
    if notes:
        raise InputError(" ".join(notes), "Take the list away from its page.")

    def write(desk: Desk, out: Any) -> None:
        db = desk.record.db
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({selection.view})")]
        rows: Iterator[dict[str, Any]] = select(
            db, seen_by(db, selection.query(), audience), dict(selection.values)
        )
        if format in READ:
            write_to_be_read(desk, selection, rows, format, out, audience)
        elif format == "xlsx":
            write_list(f"{desk.organisation}: {selection.noun}", columns, rows, out)
        elif format == "csv":
            write_csv(columns, rows, out, for_excel=True)
        elif format == "json":
            write_json(rows, out)
        else:
            for row in rows:
                out.write(json.dumps(row, ensure_ascii=True) + "\n")

    return write_whole(path, by, write, binary=format in BINARY)


def write_whole(path: Path, by: str, write: Callable[[Desk, Any], object], *, binary: bool) -> IO[Any]:
    """The whole file, open at its beginning: an error in the middle must not leave half of it with a reader.

    Args:
        by: who made it.
        write: from the record to the file, of bytes or of text.
    """
    text: dict[str, Any] = {"mode": "w+", "encoding": "utf-8", "newline": ""}
    # closed by whoever streams it
    out: IO[Any] = SpooledTemporaryFile(KEPT_IN_MEMORY, **({"mode": "w+b"} if binary else text))  # noqa: SIM115
    try:
        with open_desk(path, by, read_only=True) as desk:
            write(desk, out)
        out.seek(0)
    except BaseException:
        out.close()
        raise
    return out


def write_to_be_read(
    desk: Desk,
    selection: Selection,
    rows: Iterator[dict[str, Any]],
    format: str,
    out: Any,
    audience: Audience,
) -> None:
    """A list in plain English; citations as a page and as Markdown are the table for a reply, as in the command."""
    from mediawatch.journeys.hand_over import write_citations
    from mediawatch.journeys.look import count_kept_back
    from mediawatch.journeys.markings import Disclosed
    from mediawatch.journeys.things import write_things

    if selection.noun == "citations" and format in ("md", "html"):
        write_citations(desk, [row["citation"] for row in rows], selection.said, format, out, audience)
        return
    disclosed = Disclosed(confidential=audience == "_staff")
    kept_back = count_kept_back(desk, selection.noun, disclosed=disclosed)
    write_things(
        desk, selection.noun, rows, selection.said, format, out, disclosed=disclosed, left_out=kept_back
    )
