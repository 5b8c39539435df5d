"""`/works` and `/works/N`: our own publications, which others cite and with which we answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mediawatch.web.asked import Asked
from mediawatch.web.marks import Mark, set_text
from mediawatch.web.reader import Missing, Page, Reader
from mediawatch.web.report import say_language
from mediawatch.web.states import KINDS_SAID, tone_of_grade

MOST_CITATIONS = 100
"""Citations on the page of a work; the list has them all."""


@dataclass(frozen=True, slots=True)
class Card:
    """A passage of ours that somebody cites."""

    citation: dict[str, Any]
    """a row of citations_overview"""

    @property
    def tone(self) -> str:
        return tone_of_grade(self.citation["grade"])

    @property
    def said(self) -> str:
        return str(self.citation["grade"] or KINDS_SAID[self.citation["kind"]])


async def list_works(reader: Reader, asked: Asked) -> Page:
    """The list, newest first, 25 at a time."""
    pager = asked.pager(await reader.count("SELECT count(*) FROM works_overview"))
    works = await reader.rows(
        "SELECT work, title, authors, published, published_precision, published_certain FROM works_overview "
        "ORDER BY published = '', published DESC, work DESC LIMIT :size OFFSET :offset",
        {"size": pager.size, "offset": pager.offset},
    )
    return Page("works.html", {"works": works, "pager": pager, "notes": asked.notes})


async def show_work(reader: Reader, number: int) -> Page:
    """One work.

    Raises:
        Missing: there is no such work, or it was withdrawn.
    """
    work = await reader.row("SELECT * FROM works_overview WHERE work = :work", {"work": number})
    if work is None:
        raise Missing(
            f"There is no publication {number} of ours in the record, or it was withdrawn. "
            "Look through our publications, or use the search box above."
        )
    text = await reader.row("SELECT text FROM texts WHERE id = :text", {"text": work["text"] or 0})
    citations = await reader.rows(
        "SELECT * FROM citations_overview WHERE work = :work "
        "ORDER BY work_text <> :text, work_start, published = '', published, citation LIMIT :most",
        {"work": number, "text": work["text"] or 0, "most": MOST_CITATIONS},
    )
    cards = {at: Card(row) for at, row in enumerate(citations, start=1)}
    marks = [
        Mark(card.citation["work_start"], card.citation["work_end"], at)
        for at, card in cards.items()
        if card.citation["work_text"] == work["text"] and card.citation["work_end"]
    ]
    return Page(
        "work.html",
        {
            "work": work,
            "language": say_language(work["language"]),
            "paragraphs": set_text(text["text"], marks) if text else [],
            "cards": cards,
            "grades": await reader.rows(
                "SELECT grade, count(*) AS number, sum(flags <> '') AS flagged FROM citations_overview "
                "WHERE work = :work GROUP BY grade ORDER BY number DESC",
                {"work": number},
            ),
            "kinds": KINDS_SAID,
            "tone_of_grade": tone_of_grade,
            "most": MOST_CITATIONS,
        },
    )
