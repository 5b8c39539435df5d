"""What the columns of somebody's spreadsheet mean: guessed by their heads and by what stands in them.

Each of FIELDS is what `mediawatch import` can take in. A guess is only offered; a person's word (`--map`) wins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal

from mediawatch.errors import InputError
from mediawatch.reading.folding import fold_words

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "address": ("address", "url", "link", "web address", "article url", "permalink", "lien", "adresse"),
    "title": ("title", "headline", "article", "article title", "heading", "titel", "titre", "subject"),
    "outlet": ("outlet", "publication", "publisher", "source", "paper", "newspaper", "media", "media outlet",
               "source name", "medium name", "zeitung", "journal"),
    "published": ("published", "date", "publication date", "published on", "date published", "datum", "day"),
    "authors": ("authors", "author", "journalist", "byline", "reporter", "written by", "autor", "auteur"),
    "medium": ("medium", "media type", "type of media"),
    "place": ("place", "page", "page number", "time code", "seite"),
    "language": ("language", "lang", "sprache", "langue"),
    "text": ("text", "full text", "body", "content", "article text", "extract", "excerpt", "snippet", "hit sentence"),
    "quote": ("quote", "quotation", "their words", "exact words", "what they said", "what they wrote", "zitat"),
    "claim": ("claim text", "claim", "allegation", "assertion", "issue", "our wording", "accusation", "behauptung"),
    "speaker": ("speaker", "said by", "who said it", "spokesperson"),
    "stance": ("stance",),
    "translation": ("translation", "in english"),
    "answer": ("answer", "rebuttal", "response", "our response", "our answer", "reply", "antwort", "reponse"),
    "answered_on": ("answered on", "answered", "response date", "date of response", "replied on", "date answered"),
    "answer_address": ("answer address", "response url", "response link", "where answered"),
    "note": ("note", "notes", "comment", "comments", "remarks", "bemerkung"),
}  # fmt: skip
"""Each field and what people call its column, as folded words."""

DATES: Final = ("published", "answered_on")
_WEB: Final = re.compile(r"https?://\S+", re.IGNORECASE)
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d(T.*)?|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}\.? \w+ \d{4}")
_NUMBERS: Final = re.compile(r"\s*(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d\d)\s*")
_EPOCH: Final = re.compile(r"1\d{12}")
_SPACES: Final = re.compile(r"[\s_\-/:.*#]+")
HEAD_WITHIN: Final = 20
"""Rows searched for the heads of the columns: a title and some words may stand above them."""
Order = Literal["day first", "month first", ""]


@dataclass(frozen=True, slots=True)
class Head:
    """Where the heads of the columns stand, and what they say."""

    first: int
    """index of the first row with heads; -1 where there is none"""
    data: int
    """index of the first row with data"""
    names: tuple[str, ...]
    """a name for each column; "column C" where it has none"""


@dataclass(frozen=True, slots=True)
class Mapped:
    """What one field is read from."""

    field: str
    column: int
    """from 0"""
    name: str
    """of the column"""
    why: str
    """"you said so", "by its name", "by what stands in it" """


def find_head(rows: Sequence[Sequence[str]]) -> Head:
    """The heads: the row among the first whose cells are most like names of fields; two rows where the upper one
    spans several columns of the lower one (merged cells), and then both words make the name."""
    best, score = -1, 0
    for number, row in enumerate(rows[:HEAD_WITHIN]):
        known = sum(1 for cell in row if _field_of(cell))
        if known > score:
            best, score = number, known
    width = max((len(row) for row in rows), default=0)
    if best < 0:
        return Head(-1, 0, tuple(f"column {_letters(column)}" for column in range(width)))
    names = list(rows[best]) + [""] * (width - len(rows[best]))
    first = best
    if best and _spans(rows[best - 1], rows[best]):
        first = best - 1
        above = ""
        for column in range(width):
            over = rows[best - 1][column] if column < len(rows[best - 1]) else ""
            above = over.strip() or above
            if above and not _field_of(names[column]):
                names[column] = f"{above} {names[column]}".strip()
    return Head(
        first, best + 1, tuple(name.strip() or f"column {_letters(at)}" for at, name in enumerate(names))
    )


def guess_columns(head: Head, rows: Sequence[Sequence[str]]) -> list[Mapped]:
    """What each field is read from, in the order of FIELDS: by the column's name, else by what stands in it."""
    found: dict[str, Mapped] = {}
    taken: set[int] = set()
    for field, words in FIELDS.items():
        ranked = [
            (words.index(folded), column)
            for column, name in enumerate(head.names)
            if column not in taken and (folded := _fold(name)) in words
        ]
        if ranked:
            column = min(ranked)[1]
            taken.add(column)
            found[field] = Mapped(field, column, head.names[column], "by its name")
    for field, pattern in (("address", _WEB), ("published", _DAY)):
        if field in found:
            continue
        for column in range(len(head.names)):
            cells = [row[column].strip() for row in rows if column < len(row) and row[column].strip()]
            if (
                column not in taken
                and cells
                and sum(bool(pattern.fullmatch(cell)) for cell in cells) > len(cells) / 2
            ):
                taken.add(column)
                found[field] = Mapped(field, column, head.names[column], "by what stands in it")
                break
    return [found[field] for field in FIELDS if field in found]


@dataclass(frozen=True, slots=True)
class Monitor:
    """What a commercial service calls the columns of its export."""

    key: str
    name: str
    status: Literal["checked", "unverified"]
    """whether the maker's documentation of the export was read"""
    source: str
    """a sentence: where the names of the columns come from"""
    known_by: tuple[str, ...]
    """columns that its exports have and others mostly have not"""
    columns: Mapping[str, tuple[str, ...]]
    """a field, and the columns that may hold it, the best first"""


def find_monitor(head: Head, monitors: Sequence[Monitor]) -> Monitor | None:
    """Whose export has these heads: that of which all known columns are there, and most of them."""
    there = {_fold(name) for name in head.names}
    fitting = [one for one in monitors if {_fold(name) for name in one.known_by} <= there]
    return max(fitting, key=lambda one: len(one.known_by), default=None)


def map_monitor(monitor: Monitor, head: Head, rows: Sequence[Sequence[str]]) -> list[Mapped]:
    """What each field of a service's export is read from: the first of its columns that is there and holds something.

    Only what the service is known by is mapped; a guess by other words would take its numbers for something else.
    """
    places = {_fold(name): column for column, name in reversed(list(enumerate(head.names)))}
    found = []
    for field in FIELDS:
        there = [places[_fold(name)] for name in monitor.columns.get(field, ()) if _fold(name) in places]
        filled = [at for at in there if not rows or any(at < len(row) and row[at].strip() for row in rows)]
        if there:
            column = (filled or there)[0]
            found.append(Mapped(field, column, head.names[column], f"as {monitor.name} calls it"))
    return found


def read_mapping(said: Sequence[str], head: Head, guessed: Sequence[Mapped]) -> list[Mapped]:
    """The guesses with what a person said in place of them.

    Args:
        said: "title=Headline", "title=C" (a column's letter), or "title=" for a field that is not to be read.

    Raises:
        InputError: no such field or column, or one column for two fields.
    """
    found = {mapped.field: mapped for mapped in guessed}
    spoken: dict[str, int] = {}
    for line in said:
        field, separator, name = (part.strip() for part in line.partition("="))
        if not separator or field not in FIELDS:
            raise InputError(
                f"{line!r} says no field.", f"Write FIELD=COLUMN. Fields are: {', '.join(FIELDS)}."
            )
        if not name:
            found.pop(field, None)
            continue
        column = _find_column(name, head)
        spoken[field] = column
        found[field] = Mapped(field, column, head.names[column], "you said so")
    for field, column in spoken.items():
        for other, mapped in list(found.items()):
            if other != field and mapped.column == column:
                if other in spoken:
                    raise InputError(
                        f"The column {mapped.name!r} is given for {other} and for {field}.", "Choose one."
                    )
                del found[other]
    return [found[field] for field in FIELDS if field in found]


def order_dates(values: Sequence[str]) -> Order:
    """In which order the days of a column are written: 3/4/2026 alone does not tell, 25/4/2026 in the same column
    does. "" where nothing tells, or the column contradicts itself."""
    first = second = False
    for value in values:
        match = _NUMBERS.fullmatch(value)
        if match:
            first |= int(match[1]) > 12
            second |= int(match[3]) > 12
    if first == second:
        return ""
    return "day first" if first else "month first"


def write_day(value: str, order: Order) -> str:
    """A day as `parse_day` takes it: 3/4/2026 by the order of its column, a time without its hours, milliseconds since
    1970 as programs write them; else as it is."""
    value = value.strip()
    if _EPOCH.fullmatch(value):
        return datetime.fromtimestamp(int(value[:10]), UTC).date().isoformat()
    if re.match(r"\d{4}-\d\d-\d\d[T ]", value):
        return value[:10]
    match = _NUMBERS.fullmatch(value)
    if match is None or not order:
        return value
    day, month = (match[1], match[3]) if order == "day first" else (match[3], match[1])
    year = match[4] if len(match[4]) == 4 else f"20{match[4]}"
    return f"{year}-{int(month):02}-{int(day):02}"


def _find_column(name: str, head: Head) -> int:
    exactly = [column for column, known in enumerate(head.names) if known == name]
    alike = exactly or [column for column, known in enumerate(head.names) if _fold(known) == _fold(name)]
    if len(alike) == 1:
        return alike[0]
    letters = [column for column in range(len(head.names)) if _letters(column) == name.upper()]
    if letters and not alike:
        return letters[0]
    if alike:
        places = ", ".join(_letters(column) for column in alike)
        raise InputError(f"Several columns are called {name!r}.", f"Say which by its letter: {places}.")
    raise InputError(f"There is no column {name!r}.", f"There are: {', '.join(head.names)}.")


def _field_of(name: str) -> str:
    folded = _fold(name)
    return next((field for field, words in FIELDS.items() if folded in words), "")


def _fold(name: str) -> str:
    return _SPACES.sub(" ", fold_words(name)).strip()


def _spans(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether the upper row has heads over several columns: fewer words than the lower one, first where it has one."""
    filled = [column for column, cell in enumerate(upper) if cell.strip()]
    return 2 <= len(filled) < sum(1 for cell in lower if cell.strip()) and all(
        len(upper[at]) < 60 for at in filled
    )


def _letters(column: int) -> str:
    """The column's letters as spreadsheets have them: 0 is A, 26 is AA."""
    said = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        said = chr(ord("A") + rest) + said
    return said
