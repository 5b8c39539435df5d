"""What reference managers call an item: a report that cites us, or a work of ours.

CSL-JSON, BibTeX and RIS say the same. Names of authors are kept as they stand: the record does not know which part of a
name is the family's, and an author may be a press office.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mediawatch.cited import Cited, CitedWork, CitingReport
from mediawatch.visible import make_visible


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a bibliography."""

    key: str
    """the reference in the record: "r12", "w2" """
    report: bool
    """whether it is a report of others; else a work of ours"""
    title: str
    authors: tuple[str, ...]
    publisher: str
    """the outlet, or the organisation"""
    date: tuple[int, ...]
    """year, month, day, as far as they are known and certain"""
    accessed: tuple[int, ...]
    """the day on which it was captured"""
    address: str
    doi: str
    isbn: str
    notes: tuple[str, ...]
    """for a report: each citation in it, in a sentence"""


def list_items(organisation: str, cited: Iterable[Cited], works: Iterable[CitedWork]) -> Iterator[Item]:
    """The works and reports that the citations are about, and the works by themselves; each once, works first.

    All citations are held until the last is read, since a report's notes tell of all of its citations.
    """
    reports: dict[int, CitingReport] = {}
    notes: dict[int, list[str]] = {}
    ours: dict[int, CitedWork] = {work.number: work for work in works}
    for each in cited:
        reports.setdefault(each.report.number, each.report)
        notes.setdefault(each.report.number, []).append(say_citation(each))
        if each.work is not None:
            ours.setdefault(each.work.number, each.work)
    for number in sorted(ours):
        yield make_work(organisation, ours[number])
    for number in sorted(reports):
        yield make_report(reports[number], notes[number])


def make_work(organisation: str, work: CitedWork) -> Item:
    """A work of ours as an item."""
    return Item(
        key=f"w{work.number}",
        report=False,
        title=clean(work.title),
        authors=(clean(organisation),),
        publisher=clean(organisation),
        date=split_date(work.published) if work.published_certain else (),
        accessed=split_date(work.captured_at[:10]),
        address=clean(work.address),
        doi=clean(work.doi),
        isbn=clean(work.isbn),
        notes=(f"Retired on {work.retired_on}.",) if work.retired_on else (),
    )


def make_report(report: CitingReport, notes: list[str]) -> Item:
    """A report that cites us as an item."""
    return Item(
        key=f"r{report.number}",
        report=True,
        title=clean(report.title),
        authors=tuple(clean(name) for name in report.authors.split(", ") if name.strip()),
        publisher=clean(report.outlet),
        date=split_date(report.published) if report.published_certain else (),
        accessed=split_date(report.captured_at[:10]),
        address=clean(report.address),
        doi="",
        isbn="",
        notes=tuple(notes),
    )


def say_citation(cited: Cited) -> str:
    """A citation in one line: "x5 cites w2: “…”. They cut our sentence off, and do not show it." """
    work = f" cites w{cited.work.number}" if cited.work else ""
    quote = f": “{clean(cited.quote)}”" if cited.quote.strip() else ""
    return f"{cited.ref}{work}{quote}. {clean(cited.headline)}".replace("?”.", "?”").replace(".”.", ".”")


def split_date(value: str) -> tuple[int, ...]:
    """ "2026-03-04" as (2026, 3, 4), "2026-03" as (2026, 3); what is no date as nothing."""
    parts = value.split("-")
    return tuple(int(part) for part in parts) if value and all(part.isdigit() for part in parts) else ()


def clean(text: str) -> str:
    """Words on one line, with nothing unseen in them."""
    return make_visible(" ".join(text.split()))
