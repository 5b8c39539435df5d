"""`/reports/N`: the archived text as people read it, its quotes numbered, our answers beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mediawatch.journeys.right_of_reply import CONTACTS, SEARCHES, RightOfReply, tell_right_of_reply
from mediawatch.web.answers import Answer, read_answers
from mediawatch.web.marks import Mark, set_text
from mediawatch.web.passages import read_passage
from mediawatch.web.reader import Missing, Page, Reader
from mediawatch.web.states import KINDS_SAID, say_state, tone_of, tone_of_grade

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE | re.ASCII)
"""A language tag as HTML takes it (RFC 5646, shortened)."""


MOST_CONTACTS = 100
"""Contacts that stand on the page; the data page has them all."""


@dataclass(frozen=True, slots=True)
class Note:
    """What stands beside one quote."""

    number: int
    """of the quote, from 1, in the order of the page"""
    appearance: dict[str, Any]
    """a row of appearances_overview"""
    answers: tuple[Answer, ...]
    became: dict[str, Any] | None
    """a row of anchors_now, where its words do not stand any more as they stood"""
    same_as: int
    """an earlier quote of the same claim, whose note has the answers; 0 where this is the first"""

    @property
    def tone(self) -> str:
        return tone_of(self.appearance["state"])

    @property
    def said(self) -> str:
        return say_state(self.appearance["state"])


def say_language(language: str) -> str:
    """The language tag for a `lang` attribute; "" where the report gives none that a browser knows."""
    return language if _LANGUAGE.fullmatch(language) else ""


def place_now(
    appearances: Sequence[dict[str, Any]], anchors: dict[int, dict[str, Any]], text_id: int
) -> list[dict[str, Any]]:
    """The appearances in the order in which they are shown, those whose words were found in the newest text with their
    place there."""
    placed = []
    for row in appearances:
        anchor = anchors.get(row["appearance"])
        if anchor and anchor["text"] == text_id and anchor["state"] in ("anchored", "moved"):
            row = {**row, **{name: anchor[name] for name in ("text", "start", "end", "parts")}}
        placed.append(row)
    return sorted(
        placed, key=lambda row: (row["text"] != text_id, row["start"], row["end"], row["appearance"])
    )


def make_notes(
    appearances: Sequence[dict[str, Any]],
    answers: dict[int, list[Answer]],
    anchors: dict[int, dict[str, Any]],
) -> list[Note]:
    """Number the quotes in the order in which they are shown."""
    first: dict[int, int] = {}
    notes = []
    for number, appearance in enumerate(appearances, start=1):
        claim = appearance["claim"]
        notes.append(
            Note(
                number=number,
                appearance=appearance,
                answers=tuple(answer for answer in answers.get(claim, []) if answer.state != "superseded"),
                became=find_became(anchors.get(appearance["appearance"])),
                same_as=first.get(claim, 0),
            )
        )
        first.setdefault(claim, number)
    return notes


def find_became(anchor: dict[str, Any] | None) -> dict[str, Any] | None:
    """What became of a quote whose words do not stand any more as they stood."""
    return anchor if anchor and anchor["state"] in ("altered", "gone") else None


def mark_text(text_id: int, notes: Sequence[Note], mentions: Sequence[dict[str, Any]]) -> list[Mark]:
    """The spans of one text to be marked: each part of each quote, each mention."""
    marks = [
        Mark(part["start"], part["end"], note.number)
        for note in notes
        if note.appearance["text"] == text_id
        for part in json.loads(note.appearance["parts"])
    ]
    return marks + [Mark(row["start"], row["end"]) for row in mentions]


async def show_report(reader: Reader, number: int) -> Page:
    """One report.

    Raises:
        Missing: there is no such report, or it was withdrawn.
    """
    values = {"report": number}
    report = await reader.row("SELECT * FROM reports_overview WHERE report = :report", values)
    if report is None:
        raise Missing(
            f"There is no report {number} in the record, or it was withdrawn. "
            "Look through the reports, or use the search box above."
        )
    text_id = report["text"] or 0
    text = await reader.row("SELECT text FROM texts WHERE id = :text", {"text": text_id})
    appearances = await reader.rows(
        "SELECT * FROM appearances_overview WHERE report = :report "
        'ORDER BY text <> :text, start, "end", appearance',
        {**values, "text": text_id},
    )
    found = await reader.rows("SELECT * FROM anchors_now WHERE report = :report", values)
    anchors = {row["appearance"]: row for row in found}
    appearances = place_now(appearances, anchors, text_id)
    answers = await read_answers(reader, sorted({row["claim"] for row in appearances}))
    notes = make_notes(appearances, answers, anchors)
    mentions = await reader.rows(
        'SELECT start, "end" FROM mentions_overview WHERE report = :report AND text = :text ORDER BY start',
        {**values, "text": text_id},
    )
    paragraphs = set_text(text["text"], mark_text(text_id, notes, mentions)) if text else []
    return Page(
        "report.html",
        {
            "report": report,
            "language": say_language(report["language"]),
            "paragraphs": paragraphs,
            "cards": {note.number: note for note in notes},
            "elsewhere": [
                (note, await read_passage(reader, note.appearance, note.number))
                for note in notes
                if note.appearance["text"] != text_id
            ],
            "claims": len({row["claim"] for row in appearances}),
            "open_claims": len({row["claim"] for row in appearances if row["state"] == "open"}),
            "story": await read_story(reader, report["report"]),
            "suggestions": await reader.count(
                "SELECT count(*) FROM suggestions_overview WHERE report = :report AND state = 'open'", values
            ),
            "problems": await read_problems(reader, report["report"]),
            "citations": await reader.rows(
                'SELECT * FROM citations_overview WHERE report = :report ORDER BY start, "end", citation LIMIT 200',
                values,
            ),
            "kinds": KINDS_SAID,
            "tone_of_grade": tone_of_grade,
            "reply": await read_reply(reader, report["report"]),
            "looks": await read_looks(reader, report["report"]),
        },
    )


async def read_looks(reader: Reader, number: int) -> dict[str, Any]:
    """What was found when the report was read again."""
    values = {"report": number}
    return {
        "last": await reader.row(
            "SELECT * FROM report_checks_overview WHERE report = :report ORDER BY report_check DESC LIMIT 1",
            values,
        ),
        "removed": await reader.row("SELECT * FROM removals WHERE report = :report", values),
        "notices": await reader.rows(
            "SELECT * FROM notices_overview WHERE report = :report ORDER BY notice", values
        ),
        "titles": await reader.rows(
            "SELECT * FROM report_checks_overview WHERE report = :report AND title_after <> '' ORDER BY report_check",
            values,
        ),
    }


async def read_reply(reader: Reader, number: int) -> RightOfReply:
    """What went between us and the outlet, and where was looked for an approach, as far as everybody may see it."""
    values = {"report": number, "most": MOST_CONTACTS}
    return tell_right_of_reply(
        await reader.rows(f"{CONTACTS} LIMIT :most", values),
        await reader.rows(f"{SEARCHES} LIMIT :most", values),
        reader.zone,
    )


async def read_problems(reader: Reader, number: int) -> list[dict[str, Any]]:
    """What failed with a report and was not solved."""
    return await reader.rows(
        "SELECT * FROM problems_overview WHERE report = :report AND solved_at = '' ORDER BY problem",
        {"report": number},
    )


async def read_story(reader: Reader, number: int) -> list[dict[str, Any]]:
    """The other reports of a report's story, the one that was published first first."""
    return await reader.rows(
        "SELECT r.report, r.title, r.outlet, r.published, r.published_precision, r.published_certain, "
        "m.first_report = m.report AS first, s.first_report = s.report AS mine_first "
        "FROM story_members s JOIN story_members m ON m.story = s.story AND m.report <> s.report "
        "JOIN reports_overview r ON r.report = m.report WHERE s.report = :report "
        "ORDER BY m.first_report <> m.report, r.published = '', r.published, r.report",
        {"report": number},
    )
