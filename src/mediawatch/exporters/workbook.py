"""The timeline as a workbook (.xlsx, ECMA-376): typed days and numbers, a head that stays, filters; no formula."""

from __future__ import annotations

import datetime
import io
import zoneinfo
from collections.abc import Iterable, Iterator, Mapping, Sequence
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any, BinaryIO, Final
from xml.sax.saxutils import escape

from mediawatch.exporters import story
from mediawatch.exporters.moments import find_zone
from mediawatch.exporters.package import KEPT_IN_MEMORY, MARK, fill
from mediawatch.exporters.rows import encode
from mediawatch.model import TimelineEntry, TimelineHead
from mediawatch.visible import make_visible

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

LONGEST: Final = 32_767
"""Characters of one cell (Excel specifications and limits)."""
SHEET: Final = "xl/worksheets/sheet1.xml"
DAY_ZERO: Final = datetime.date(1899, 12, 30)
"""What days are counted from, after February 1900 (ECMA-376, part 1, 18.17.4.1)."""
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
    zone = find_zone(head.timezone)
    title = f"{story.TITLE}: {story.one_line(head.organisation)}"
    rows = (make_row(entry, zone) for entry in entries)
    about = say_about(head, zone)
    write_book("Timeline", COLUMNS, rows, out, title=title, creator=story.one_line(head.made_by), about=about)


Value = str | int | datetime.date | None


def write_list(
    title: str, columns: Sequence[str], rows: Iterable[Mapping[str, object]], out: BinaryIO
) -> int:
    """Write any list to `out`, a row for each mapping; gives their number. Days are days, and numbers numbers."""
    long = ("text", "quote", "title", "sentence", "address", "summary", "why")
    widths = [(name, 50 if any(word in name for word in long) else 16) for name in columns]
    values = ((read_value(row[name]) for name in columns) for row in rows)
    return write_book("List", widths, values, out, title=title)


def write_book(
    name: str,
    columns: Sequence[tuple[str, int]],
    rows: Iterable[Iterable[Value]],
    out: BinaryIO,
    *,
    title: str,
    creator: str = "",
    about: Iterable[tuple[str, str]] = (),
) -> int:
    """Write a sheet with these heads and widths, and one with what there is to say of it; gives the number of rows."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(name)
    letters = [get_column_letter(number) for number in range(1, len(columns) + 1)]
    day, time = WriteOnlyCell(sheet, 0), WriteOnlyCell(sheet, 0)
    day.number_format, time.number_format = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
    days, times = day.style_id, time.style_id
    with SpooledTemporaryFile(KEPT_IN_MEMORY, "w+", encoding="utf-8", newline="") as body:
        last = 1
        for last, row in enumerate(rows, 2):
            cells = zip(letters, row, strict=True)
            made = "".join(make_cell(f"{letter}{last}", value, days, times) for letter, value in cells)
            body.write(f'<row r="{last}">{made}</row>')
        sheet.freeze_panes = "B2"
        for letter, (_, width) in zip(letters, columns, strict=True):
            sheet.column_dimensions[letter].width = width
        sheet.append([make_text(sheet, head, bold=True) for head, _ in columns])
        sheet.append([MARK])
        sheet.auto_filter.ref = f"A1:{letters[-1]}{last}"
        if said := list(about):
            other = book.create_sheet("About")
            other.column_dimensions["A"].width = 28
            other.column_dimensions["B"].width = 100
            for label, value in said:
                other.append([make_text(other, label, bold=True), make_text(other, value)])
        book.properties.title = make_visible(title)
        book.properties.creator = make_visible(creator) if creator else None
        saved = io.BytesIO()
        book.save(saved)
        body.seek(0)
        fill(saved.getvalue(), SHEET, ("<row ", "</row>"), iter(lambda: body.read(2**16), ""), out)
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


def make_cell(place: str, value: Value, days: int, times: int) -> str:
    """A cell as XML that holds just that: what a stranger wrote is always text, whatever it begins with.

    Args:
        days, times: numbers of the styles of days and times.
    """
    if isinstance(value, int):
        return f'<c r="{place}"><v>{int(value)}</v></c>'
    if not value:
        return ""
    if isinstance(value, str):
        shown = escape(cut(value))
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'
    if isinstance(value, datetime.datetime):
        since = value - datetime.datetime.combine(DAY_ZERO, datetime.time())
        return f'<c r="{place}" s="{times}"><v>{since / datetime.timedelta(days=1):.10f}</v></c>'
    return f'<c r="{place}" s="{days}"><v>{(value - DAY_ZERO).days}</v></c>'


def cut(value: str) -> str:
    """A text as a cell can hold it, with every unseen character made visible."""
    shown = make_visible(value, keep_newlines=True)
    return shown if len(shown) <= LONGEST else shown[: LONGEST - len(CUT)] + CUT


def make_text(sheet: WriteOnlyWorksheet, value: str, *, bold: bool = False) -> Any:
    """A cell of openpyxl's that is text whatever stands in it."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, cut(value))
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
