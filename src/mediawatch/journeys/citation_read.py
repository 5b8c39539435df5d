"""Read one citation whole: both texts, our passage with what stands round it, what differs, what was left out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from mediawatch.cited import (
    Assessed,
    Cited,
    CitedWork,
    CitingReport,
    Grading,
    OtherPlace,
)
from mediawatch.citing import Difference, Graded, LeftOut
from mediawatch.errors import NotFound
from mediawatch.journeys.desk import Desk
from mediawatch.model import Ref, Span
from mediawatch.reading.marking import Marked, mark
from mediawatch.reading.sentences import sentence_around
from mediawatch.store.assessments import read_assessments
from mediawatch.store.citations import read_gradings, read_spans
from mediawatch.store.markings import Audience, seen_by
from mediawatch.store.reports import read_thing
from mediawatch.store.rows import select, select_one
from mediawatch.store.works import read_text

NOTHING_MARKED = Marked((), (), (), (), "", "", "", "")
CITATIONS = (
    "SELECT citation FROM citations_overview WHERE (?1 = 0 OR report = ?1) AND (?2 = 0 OR work = ?2) "
    "AND (?3 = '' OR kind = ?3) ORDER BY citation"
)


def read_citation(desk: Desk, number: int, *, withdrawn: bool = True, audience: Audience = "") -> Cited:
    """One citation with everything that belongs to it.

    Raises:
        NotFound: there is none of that number (or it was withdrawn, where `withdrawn` is False).
    """
    return read_row(
        desk.record.db, read_thing(desk.record.db, Ref("x", number), withdrawn=withdrawn), audience
    )


def read_citations(desk: Desk, *, report: int = 0, work: int = 0, kind: str = "") -> Iterator[Cited]:
    """The standing citations of a report, of a work, or all of them, each whole."""
    for (number,) in desk.record.db.execute(CITATIONS, (report, work, kind)).fetchall():
        yield read_citation(desk, number)


def read_row(db: Database, row: dict[str, Any], audience: Audience = "") -> Cited:
    """A row of `citations` with everything that belongs to it and that somebody may see: its files may be marked."""
    number = row["id"]
    gradings = read_gradings(db, number)
    newest = gradings[0] if gradings else None
    at = newest or row
    their_text = read_text(db, at["text_id"] or 0)
    parts = read_spans(at["parts"])
    our_text = read_text(db, newest["work_text_id"] or 0) if newest else ""
    graded = read_graded(newest) if newest else Graded("not found")
    marked = mark(their_text, parts, our_text, graded) if newest and newest["grade"] else NOTHING_MARKED
    judged = read_assessments(db, Ref("x", number), audience)
    if judged and judged[0]["verdict"] == "none":
        judged = []
    seen = seen_by(db, "SELECT name, sha256 FROM seen_files WHERE id = ?", audience)
    file = select_one(db, seen, (row["file_id"],)) or {}
    user = select_one(db, "SELECT name FROM users WHERE id = ?", (row["added_by"],)) or {}
    return Cited(
        number=number,
        kind=row["kind"],
        found=row["found"],
        report=read_report(db, row["report_id"], at, row["role"]),
        work=read_work(db, newest, row["work_id"]),
        quote=row["quote"],
        prefix=row["prefix"],
        suffix=row["suffix"],
        start=at["start"],
        end=at["end"],
        parts=parts,
        their_context=find_context(their_text, at["start"], at["end"]),
        address=row["address"],
        grade=newest["grade"] if newest else "",
        others=graded.others,
        flags=graded.flags,
        passage=marked.passage,
        passages=graded.passages,
        whole=marked.whole,
        whole_span=graded.whole,
        before=marked.before,
        after=marked.after,
        said=marked.said,
        written=marked.written,
        pieces=marked.pieces,
        left_out=marked.left_out,
        speaker=newest["speaker"] if newest else "unknown",
        first=newest["first"] if newest else "unknown",
        stood=newest["stood"] if newest else "unknown",
        since_changed=bool(newest and newest["since_changed"]),
        still_there=is_there(db, row["report_id"], at["text_id"]),
        reprint=bool(newest and newest["reprint"]),
        named_by=newest["named_by"] if newest else "",
        named_work=(newest["named_work_id"] or 0) if newest else 0,
        also=read_also(db, newest),
        gradings=tuple(
            Grading(
                each["grade"], tuple(json.loads(each["flags"])), each["work_id"] or 0, each["rules"],
                each["graded_at"], each["by"],
            )
            for each in gradings
        ),
        assessment=(
            Assessed(
                judged[0]["verdict"], judged[0]["reason"], judged[0]["by"], judged[0]["on"],
                tuple(judged[0]["evidence"]),
            )
            if judged
            else None
        ),
        claims=read_claims(db, number),
        rebuttals=read_rebuttals(db, number),
        file=file.get("name", ""),
        file_digest=file.get("sha256", ""),
        added_on=row["added_on"],
        added_by=user.get("name", ""),
        rejected_why=row["rejected_why"] or "",
        withdrawn_why=row["withdrawn_why"] or "",
    )  # fmt: skip


def read_graded(row: dict[str, Any]) -> Graded:
    """A stored grading as it was made."""
    return Graded(
        row["grade"] or "not found",
        tuple(json.loads(row["others"])),
        tuple(json.loads(row["flags"])),
        read_spans(row["passages"]),
        Span(row["whole_start"], row["whole_end"]),
        Span(row["context_start"], row["context_end"]),
        tuple(
            LeftOut(Span(left["start"], left["end"]), left["where"], left["shown"])
            for left in json.loads(row["left_out"])
        ),
        tuple(
            Difference(kind, Span(*theirs) if theirs else None, Span(*ours) if ours else None)
            for kind, theirs, ours in json.loads(row["differences"])
        ),
    )


def read_report(db: Database, number: int, at: dict[str, Any], role: Any) -> CitingReport:
    """The report, and the capture in which the words were read."""
    row = select_one(
        db,
        "SELECT r.*, coalesce(o.name, '') AS outlet, coalesce(d.address, '') AS address FROM reports r "
        "LEFT JOIN outlets o ON o.id = r.outlet_id "
        "LEFT JOIN document_addresses d ON d.document_id = r.document_id WHERE r.id = ?",
        (number,),
    )
    if row is None:
        raise NotFound(f"There is no report r{number}.")
    capture = select_one(
        db, "SELECT retrieved_at, body_sha256 FROM captures WHERE id = ?", (at["capture_id"],)
    )
    capture = capture or {}
    return CitingReport(
        number=number,
        title=row["title"],
        authors=row["authors"],
        outlet=row["outlet"],
        address=row["address"],
        published=row["published"],
        published_precision=row["published_precision"],
        published_certain=bool(row["published_certain"]),
        capture=at["capture_id"],
        captured_at=capture.get("retrieved_at", ""),
        digest=capture.get("body_sha256", ""),
        text=at["text_id"] or 0,
        role=role,
    )


def read_work(db: Database, grading: dict[str, Any] | None, said: int | None) -> CitedWork | None:
    """The work that was compared, or that a person says they cite; None for none."""
    number = (grading["work_id"] if grading else None) or said
    row = select_one(
        db,
        "SELECT w.*, coalesce(d.address, '') AS address FROM works w "
        "LEFT JOIN document_addresses d ON d.document_id = w.document_id WHERE w.id = ?",
        (number,),
    )
    if row is None:
        return None
    capture = (grading["work_capture_id"] if grading else None) or 0
    text = (grading["work_text_id"] if grading else None) or 0
    kept = select_one(db, "SELECT retrieved_at, body_sha256 FROM captures WHERE id = ?", (capture,)) or {}
    version = (
        select_one(
            db,
            "SELECT first_seen_at, replaced_at FROM work_versions WHERE work = ? AND text = ?",
            (number, text),
        )
        or {}
    )
    return CitedWork(
        number=row["id"],
        title=row["title"],
        short_title=row["short_title"],
        address=row["address"],
        published=row["published"],
        published_precision=row["published_precision"],
        published_certain=bool(row["published_certain"]),
        doi=row["doi"],
        isbn=row["isbn"],
        retired_on=row["retired_on"],
        capture=capture,
        captured_at=kept.get("retrieved_at", ""),
        digest=kept.get("body_sha256", ""),
        text=text,
        stood_from=version.get("first_seen_at", ""),
        stood_until=version.get("replaced_at", ""),
    )


def find_context(text: str, start: int, end: int) -> str:
    """The sentences round their words."""
    if end <= start:
        return ""
    span = sentence_around(text, start, end)
    return text[span.start : span.end].strip()


def is_there(db: Database, report: int, text_id: int | None) -> bool:
    """Whether a text is one of those that the report has now."""
    if not text_id:
        return True
    return bool(
        select_one(
            db,
            "SELECT 1 FROM capture_texts ct JOIN reports r ON r.capture_id = ct.capture_id "
            "WHERE r.id = ? AND ct.text_id = ?",
            (report, text_id),
        )
    )


def read_also(db: Database, grading: dict[str, Any] | None) -> tuple[OtherPlace, ...]:
    """Where else the passage stands; works that were withdrawn are left away."""
    places = []
    for each in json.loads(grading["also"]) if grading else ():
        work = select_one(
            db, "SELECT title, published FROM works WHERE id = ? AND withdrawn_at IS NULL", (each["work"],)
        )
        if work is not None:
            version = select_one(
                db,
                "SELECT first_seen_at FROM work_versions WHERE work = ? AND text = ?",
                (each["work"], each["text"]),
            )
            places.append(
                OtherPlace(
                    work=each["work"],
                    title=work["title"],
                    text=each["text"],
                    span=Span(each["start"], each["end"]),
                    published=work["published"],
                    seen_from=version["first_seen_at"] if version else "",
                    grade=each["grade"] or "",
                )
            )
    return tuple(places)


def read_claims(db: Database, citation: int) -> tuple[int, ...]:
    """The standing claims that are pinned to a citation."""
    return tuple(
        row["claim"]
        for row in select(
            db,
            "SELECT DISTINCT v.claim AS claim FROM appearances a JOIN appearances_overview v ON v.appearance = a.id "
            "WHERE a.citation_id = ? ORDER BY v.claim",
            (citation,),
        )
    )


def read_rebuttals(db: Database, citation: int) -> tuple[int, ...]:
    """The standing rebuttals that have a citation as evidence."""
    return tuple(
        row["rebuttal"]
        for row in select(
            db,
            "SELECT DISTINCT b.id AS rebuttal FROM evidence e JOIN rebuttals b ON b.id = e.rebuttal_id "
            "WHERE e.citation_id = ? AND b.withdrawn_at IS NULL ORDER BY b.id",
            (citation,),
        )
    )
