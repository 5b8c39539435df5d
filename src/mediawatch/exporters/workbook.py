"""The timeline as a workbook (.xlsx, ECMA-376): typed days and numbers, a head that stays, filters; no formula."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from mediawatch.exporters import story
from mediawatch.exporters.moments import find_zone
from mediawatch.exporters.rows import encode
from mediawatch.model import TimelineEntry, TimelineHead
from mediawatch.visible import make_visible

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

LONGEST: Final = 32_767
"""Characters of one cell (Excel specifications and limits)."""
CUT: Final = " … (cut here: a cell holds no more; the other formats have it whole)"
COLUMNS: Final = (
    ("Day", 12), ("What happened", 60), ("Their words", 60), ("Claim, in our words", 40), ("Our words", 60),
    ("Outlet", 22), ("Title", 40), ("Address", 40), ("Days after", 10), ("By", 18), ("Particulars", 40),
    ("Captured", 18), ("SHA-256 of what was captured", 24), ("Recorded", 18), ("Confidentiality", 14), ("Report", 8),
    ("Claim", 8), ("Rebuttal", 9), ("Request", 8), ("Contact", 8), ("Citation", 8),
)  # fmt: skip
"""Heads and widths, in characters."""
ELSEWHERE: Final = frozenset(
    {
        "Claim", "Source", "Our answer stands at", "Captured", "SHA-256 of what was captured", "Lag", "Recorded",
        "In the record", "Confidentiality",
    }
)  # fmt: skip
"""Particulars that have a column of their own."""


def write(head: TimelineHead, entries: Iterable[TimelineEntry], out: BinaryIO) -> None:
    """Write the timeline to `out`; rows are written as they come. Times are on the record's clocks."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    zone = find_zone(head.timezone)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Timeline")
    sheet.freeze_panes = "B2"
    for number, (_, width) in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([make_cell(sheet, name, bold=True) for name, _ in COLUMNS])
    rows = 1
    for rows, entry in enumerate(entries, 2):  # noqa: B007 - the count outlives the loop
        sheet.append([make_cell(sheet, value) for value in make_row(entry, zone)])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{rows}"
    about = book.create_sheet("About")
    about.column_dimensions["A"].width = 28
    about.column_dimensions["B"].width = 100
    for label, value in say_about(head, zone):
        about.append([make_cell(about, label, bold=True), make_cell(about, value)])
    book.properties.title = make_visible(f"{story.TITLE}: {story.one_line(head.organisation)}")
    book.properties.creator = make_visible(story.one_line(head.made_by))
    book.save(out)


Value = str | int | datetime.date | None


def write_list(
    title: str, columns: Sequence[str], rows: Iterable[Mapping[str, object]], out: BinaryIO
) -> int:
    """Write any list to `out`, a row for each mapping; gives their number. Days are days, and numbers numbers."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("List")
    sheet.freeze_panes = "B2"
    for number, name in enumerate(columns, 1):
        wide = any(
            word in name for word in ("text", "quote", "title", "sentence", "address", "summary", "why")
        )
        sheet.column_dimensions[get_column_letter(number)].width = 50 if wide else 16
    sheet.append([make_cell(sheet, name, bold=True) for name in columns])
    last = 1
    for last, row in enumerate(rows, 2):  # noqa: B007 - the count outlives the loop
        sheet.append([make_cell(sheet, read_value(row[name])) for name in columns])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"
    book.properties.title = make_visible(title)
    book.save(out)
    return last - 1


def read_value(value: object) -> Value:
    """What a cell holds of a value: an ISO day as a day, a list or a mapping as JSON."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or isinstance(value, int):
        return value
    if not isinstance(value, str):
        return encode(value)
    try:
        day = datetime.date.fromisoformat(value) if len(value) == 10 else None
    except ValueError:
        return value
    return day if day is not None and day.year > 1900 else value


def make_row(entry: TimelineEntry, zone: zoneinfo.ZoneInfo) -> Iterator[Value]:
    """The cells of an entry, in the order of COLUMNS."""
    passage = story.tell(entry, zone)
    yield read_day(entry) or passage.day
    yield passage.happened
    yield entry.quote
    yield entry.claim_text
    yield entry.answer
    yield story.one_line(entry.outlet)
    yield story.one_line(entry.title)
    yield story.one_line(entry.address)
    yield entry.lag_days
    yield story.one_line(entry.by)
    shown = [f"{fact.label}: {fact.value}" for fact in passage.facts if fact.label not in ELSEWHERE]
    wording = [words.text for words in passage.words if words.text not in (entry.quote, entry.answer)]
    yield "\n".join((*wording, *shown))
    yield read_time(entry.captured_at, zone)
    yield entry.digest
    yield read_time(entry.recorded_at, zone)
    yield entry.confidentiality
    for number in (entry.report, entry.claim, entry.rebuttal, entry.request, entry.contact, entry.citation):
        yield number or None


def say_about(head: TimelineHead, zone: zoneinfo.ZoneInfo) -> Iterator[tuple[str, str]]:
    """Cover and end of the other formats, a row each."""
    yield story.TITLE, ""
    for fact in story.introduce(head, zone):
        yield fact.label, fact.value
    for said in story.say_left_out(head) or (story.NOTHING_LEFT_OUT,):
        yield story.LEFT_OUT, said
    if story.has_history(head):
        yield "Head of the record's chain", head.chain_head
    for sentence in story.say_chain(head):
        yield story.CHAIN, sentence


def read_day(entry: TimelineEntry) -> datetime.date | None:
    """A day that is known to be one, as a day; None for a month, a year, a guess or none."""
    if entry.precision != "day" or not entry.certain:
        return None
    try:
        day = datetime.date.fromisoformat(entry.occurred_on)
    except ValueError:
        return None
    # a workbook begins in 1900, and takes that for a leap year
    return day if day.year > 1900 else None


def read_time(moment: str, zone: zoneinfo.ZoneInfo) -> datetime.datetime | str:
    """A time as a time on the clocks of `zone` (a workbook knows no time zones); as it stands where it is none."""
    try:
        found = datetime.datetime.fromisoformat(moment).astimezone(zone).replace(tzinfo=None, microsecond=0)
    except (ValueError, OverflowError):
        return moment
    return found if found.year > 1900 else moment


def make_cell(sheet: WriteOnlyWorksheet, value: Value, *, bold: bool = False) -> Any:
    """A cell that holds just that: what a stranger wrote is always text, whatever it begins with.

    A value that openpyxl takes for what it is goes as it is: a cell of its own costs ten times as much.
    """
    if isinstance(value, int):
        return value
    if not value:
        return None
    if isinstance(value, str):
        shown = make_visible(value, keep_newlines=True)
        shown = shown if len(shown) <= LONGEST else shown[: LONGEST - len(CUT)] + CUT
        # a formula, or the name of an error
        return shown if shown[0] not in "=#" and not bold else make_text(sheet, shown, bold=bold)
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value)  # type: ignore[arg-type]  # its stub knows times and no days
    cell.number_format = "yyyy-mm-dd hh:mm" if isinstance(value, datetime.datetime) else "yyyy-mm-dd"
    return cell


def make_text(sheet: WriteOnlyWorksheet, shown: str, *, bold: bool) -> Any:
    """A cell that is text whatever stands in it."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, shown)
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
