"""Citations and their gradings. A citation keeps its number; each grading of it is a row that stays."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from mediawatch.citing import Found, Graded
from mediawatch.model import Actor, Ref, Span
from mediawatch.store.chained import insert_chained, update_chained
from mediawatch.store.events import find_or_add_user, sha256
from mediawatch.store.reports import added
from mediawatch.store.rows import select, select_one

CONTEXT = 32
"""Characters kept on either side of a quote, as for claims (W3C TextQuoteSelector)."""
SAME = (
    "text_id", "start", "end", "parts", "work_id", "work_capture_id", "work_text_id", "grade", "others", "flags",
    "passages", "left_out", "differences", "also", "speaker", "first", "stood", "since_changed", "reprint",
    "named_by", "named_work_id",
)  # fmt: skip
"""Columns of a grading in which a new one has to differ from the newest to be kept."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a citation stands: a text of a report, and the words in it."""

    report: int
    capture: int
    text_id: int
    """0 where it stands in no text: a screenshot without words"""
    role: str
    text: str
    parts: tuple[Span, ...]
    joint: str = " "
    """what stands between the parts in the quote; a person who left words out has typed a mark of omission"""
    first_only: bool = False
    """whether the parts are several places with the same thing (a link), of which the first is shown"""

    @property
    def quote(self) -> str:
        """Their words."""
        parts = self.parts[:1] if self.first_only else self.parts
        return self.joint.join(self.text[part.start : part.end] for part in parts)

    def columns(self) -> dict[str, Any]:
        """The place as a row has it."""
        return {
            "capture_id": self.capture,
            "text_id": self.text_id or None,
            "start": self.parts[0].start if self.parts else 0,
            "end": self.parts[-1].end if self.parts else 0,
            "parts": spans_json(self.parts),
        }


@dataclass(frozen=True, slots=True)
class Compared:
    """With what a citation was compared: the version of a work, and its text."""

    work: int = 0
    capture: int = 0
    """the first capture that had the version"""
    text_id: int = 0
    text: str = ""


def insert_citation(
    db: Database,
    actor: Actor,
    place: Place,
    *,
    kind: str,
    found: str,
    key: str,
    address: str = "",
    file: int = 0,
    work: int = 0,
) -> int:
    """A new citation; gives its number.

    Args:
        key: what makes it the same citation when its report is read again, in words.
        work: the work that a person says they cite; 0 for the one that has the words.
    """
    columns = place.columns()
    row = {
        "report_id": place.report,
        **columns,
        "role": place.role,
        "kind": kind,
        "found": found,
        "quote": place.quote,
        "prefix": place.text[max(0, columns["start"] - CONTEXT) : columns["start"]],
        "suffix": place.text[columns["end"] : columns["end"] + CONTEXT],
        "address": address,
        "file_id": file or None,
        "work_id": work or None,
        "fingerprint": make_fingerprint(place.report, key),
        **added(db, actor),
    }
    # the reference is known only when the row is there, and the event has to name it
    number = int(
        db.execute(
            "SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'citations'"
        ).fetchone()[0]
    )
    return insert_chained(db, actor, "citations", {"id": number, **row}, verb="cited", ref=Ref("x", number))


def make_fingerprint(report: int, key: str) -> str:
    """What two finds of the same citation share: 64 hexadecimal digits."""
    return sha256(f"{report}\n{key}")


def insert_grading(
    db: Database, actor: Actor, citation: int, place: Place, compared: Compared, found: Found, rules: str,
    also: Sequence[Mapping[str, Any]] = (),
) -> bool:  # fmt: skip
    """Grade a citation; False where the newest grading says the same already, and nothing is added."""
    graded = found.graded
    shown = graded or Graded("not found")
    row = {
        "citation_id": citation,
        **place.columns(),
        "work_id": compared.work or None,
        "work_capture_id": compared.capture or None,
        "work_text_id": compared.text_id or None,
        "work_start": min((span.start for span in shown.passages), default=0),
        "work_end": max((span.end for span in shown.passages), default=0),
        "grade": graded.grade if graded else "",
        "others": to_json(list(shown.others)),
        "flags": to_json(list(shown.flags)),
        "passages": spans_json(shown.passages),
        "left_out": to_json(
            [
                {
                    "start": left.span.start,
                    "end": left.span.end,
                    "where": left.where,
                    "shown": left.shown,
                    "words": compared.text[left.span.start : left.span.end],
                }
                for left in shown.left_out
            ]
        ),
        "differences": to_json(
            [[one.kind, span_list(one.theirs), span_list(one.ours)] for one in shown.differences]
        ),
        "whole_start": shown.whole.start,
        "whole_end": shown.whole.end,
        "context_start": shown.context.start,
        "context_end": shown.context.end,
        "also": to_json(list(also)),
        "speaker": found.speaker,
        "first": found.first,
        "stood": found.stood,
        "since_changed": int(found.since_changed),
        "reprint": int(found.reprint),
        "named_by": found.named_by,
        "named_work_id": found.named_work or None,
        "rules": rules,
    }
    newest = read_newest_grading(db, citation)
    if newest is not None and all(newest[column] == row[column] for column in SAME):
        return False
    by = {"graded_at": actor.now, "graded_by": find_or_add_user(db, actor)}
    insert_chained(db, actor, "citation_grades", {**row, **by}, verb="graded", ref=Ref("x", citation))
    return True


def to_json(value: object) -> str:
    """JSON as the tables have it."""
    return json.dumps(value, ensure_ascii=False)


def spans_json(spans: Sequence[Span]) -> str:
    """Spans as JSON: [[310, 352], …]."""
    return to_json([[span.start, span.end] for span in spans])


def span_list(span: Span | None) -> list[int] | None:
    """A span as JSON has it."""
    return None if span is None else [span.start, span.end]


def read_spans(stored: str) -> tuple[Span, ...]:
    """Spans from JSON."""
    return tuple(Span(start, end) for start, end in json.loads(stored))


def read_citation(db: Database, citation: int) -> dict[str, Any]:
    """The row of a citation that is there."""
    return select_one(db, "SELECT * FROM citations WHERE id = ?", (citation,)) or {}


def read_newest_grading(db: Database, citation: int) -> dict[str, Any] | None:
    """The grading that counts; None where there is none."""
    return select_one(
        db, "SELECT * FROM citation_grades WHERE citation_id = ? ORDER BY id DESC LIMIT 1", (citation,)
    )


def read_gradings(db: Database, citation: int) -> list[dict[str, Any]]:
    """Every grading, newest first, with the name of who had it graded."""
    return list(
        select(
            db,
            "SELECT g.*, u.name AS by FROM citation_grades g JOIN users u ON u.id = g.graded_by "
            "WHERE g.citation_id = ? ORDER BY g.id DESC",
            (citation,),
        )
    )


def read_citations_of(db: Database, report: int) -> list[dict[str, Any]]:
    """Every citation of a report, rejected and withdrawn ones too, with the place of its newest grading."""
    return list(
        select(
            db,
            "SELECT x.*, coalesce(g.text_id, x.text_id, 0) AS at_text, coalesce(g.start, x.start) AS at_start, "
            'coalesce(g."end", x."end") AS at_end, g.work_id AS graded_work FROM citations x '
            "LEFT JOIN citation_grades g ON g.id = "
            "(SELECT max(n.id) FROM citation_grades n WHERE n.citation_id = x.id) WHERE x.report_id = ? ORDER BY x.id",
            (report,),
        )
    )


def list_reports_citing(db: Database, work: int) -> list[int]:
    """The standing reports with a citation that was compared with a work, or is of it by what a person says."""
    return [
        row[0]
        for row in db.execute(
            "SELECT DISTINCT x.report_id FROM citations x JOIN reports r ON r.id = x.report_id "
            "LEFT JOIN citation_grades g ON g.citation_id = x.id "
            "WHERE r.withdrawn_at IS NULL AND (g.work_id = ?1 OR x.work_id = ?1) ORDER BY x.report_id",
            (work,),
        )
    ]


def reject_citation(db: Database, actor: Actor, citation: int, why: str) -> None:
    """Note that a person says it is none. It is remembered, so that it is not found again."""
    columns = {"rejected_at": actor.now, "rejected_by": find_or_add_user(db, actor), "rejected_why": why}
    update_chained(db, actor, "citations", {"id": citation}, columns, verb="rejected", ref=Ref("x", citation))


def restore_citation(db: Database, actor: Actor, citation: int) -> None:
    """Take a rejection back."""
    columns = {"rejected_at": None, "rejected_by": None, "rejected_why": None}
    update_chained(db, actor, "citations", {"id": citation}, columns, verb="accepted", ref=Ref("x", citation))
