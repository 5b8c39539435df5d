"""Statements: an answer to a report, or to several claims, point by point; a rebuttal with a title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from mediawatch.errors import InputError, NotFound
from mediawatch.exporters.moments import say_day
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.forms import make_form, say_claims
from mediawatch.journeys.rebuttal_done import RebuttalDone, describe
from mediawatch.journeys.rebuttals import check_claims, check_text, check_title
from mediawatch.model import Ref
from mediawatch.reading.statements import Point, Said, lay_out
from mediawatch.store import rebuttals as rows
from mediawatch.store.evidence import add_evidence, find_evidence, name_evidence, read_evidence
from mediawatch.store.reports import read_thing
from mediawatch.store.rows import select, select_one

MADE = "stance NOT IN ('disputes', 'retracts')"
"""Where a report makes a claim; one that disputes it or takes it back is on our side of it."""

NO_CLAIMS = "It is not said which claims the statement answers."


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A statement as it is laid out before anybody wrote in it."""

    title: str
    text: str
    claims: tuple[int, ...]
    answers: tuple[int, ...]
    """the rebuttals whose words stand in it; their evidence goes with them"""


def lay_out_statement(desk: Desk, *, report: int = 0, claims: Sequence[int] = (), title: str = "") -> LaidOut:
    """Lay out a statement on all claims in a report, or on some claims (in that report, where one is named too).

    Raises:
        InputError: neither a report nor claims.
        NotFound: no such thing, or the report makes no claim.
    """
    db = desk.record.db
    if not (report or claims):
        raise InputError(NO_CLAIMS, "Say --report NUMBER or --claims c1,c2.")
    wanted = find_claims(db, report, claims)
    points: list[Point] = []
    used: dict[int, int] = {}
    for number, claim in enumerate(wanted, 1):
        said = find_said(db, claim, report)
        answer = find_answer(db, claim)
        same_as = used.get(answer["rebuttal"], 0) if answer else 0
        evidence: list[str] = []
        if answer and not same_as:
            used[answer["rebuttal"]] = number
            evidence = [name_evidence(piece) for piece in read_evidence(db, answer["rebuttal"])]
        (wording,) = db.execute("SELECT wording FROM claims WHERE id = ?", (claim,)).fetchone()
        points.append(Point(wording, said, answer["text"] if answer else "", same_as, tuple(evidence)))
    return LaidOut(check_title(title) or make_title(desk, points), lay_out(points), wanted, tuple(used))


def find_claims(db: Database, report: int, claims: Sequence[int]) -> tuple[int, ...]:
    """The claims that the statement answers, as they stand after all merges: those named, else all in the report."""
    if claims:
        standing = []
        for claim in check_claims(db, claims):
            row = read_thing(db, Ref("c", claim))
            standing.append(row["stands_as"] or claim)
        return tuple(dict.fromkeys(standing))
    read_thing(db, Ref("r", report))
    found = tuple(
        dict.fromkeys(
            claim
            for (claim,) in db.execute(
                f"SELECT claim FROM appearances_overview WHERE report = ? AND {MADE} ORDER BY start, appearance",
                (report,),
            )
        )
    )
    if not found:
        raise NotFound(
            f"No claim is pinned in r{report}, so there is nothing to answer.",
            f'Pin what it says first: mediawatch claim add {report} --quote "…" --claim "…"',
        )
    return found


def find_said(db: Database, claim: int, report: int) -> tuple[Said, ...]:
    """Where the claim was said, the oldest first; in one report only, where one is named and it stands there."""
    found = list(
        select(
            db,
            "SELECT a.*, r.address AS address FROM appearances_overview a "
            "JOIN reports_overview r ON r.report = a.report "
            f"WHERE a.claim = ? AND {MADE} "
            "ORDER BY a.published = '', a.published, a.report, a.start",
            (claim,),
        )
    )
    here = [row for row in found if row["report"] == report]
    return tuple(
        Said(
            quote=row["quote"],
            outlet=row["outlet"],
            day=say_day(row["published"], row["published_precision"], certain=bool(row["published_certain"])),
            title=row["title"],
            address=row["address"],
            place=row["place"],
            speaker=row["speaker"],
            translation=row["translation"],
        )
        for row in here or found
    )


def find_answer(db: Database, claim: int) -> dict[str, Any] | None:
    """The approved answer to a claim that stands: the newest, and no statement."""
    return select_one(
        db,
        "SELECT b.rebuttal AS rebuttal, b.text AS text FROM rebuttals_overview b "
        "JOIN answered_claims rc ON rc.rebuttal_id = b.rebuttal WHERE rc.standing_claim = ? AND b.kind = 'answer' "
        "AND b.state IN ('approved', 'published') ORDER BY b.approved_on DESC, b.rebuttal DESC",
        (claim,),
    )


def make_title(desk: Desk, points: Sequence[Point]) -> str:
    """A title to begin with: by the report, where all points are about one."""
    reports = {(said.title, said.outlet) for point in points for said in point.said}
    if len(reports) == 1:
        title, outlet = reports.pop()
        return f"Our answer to ‘{title}’" + (f" in {outlet}" if outlet else "")
    return f"Our answer to what was said about {desk.organisation}"


def add_statement(
    desk: Desk, laid_out: LaidOut, *, text: str | None = None, title: str | None = None
) -> RebuttalDone:
    """Store a statement as a draft, with the evidence of the answers whose words it took over.

    Args:
        text: what somebody made of the layout; None is the layout itself.
        title: likewise.

    Raises:
        InputError: an empty text.
        NotFound: a claim was withdrawn meanwhile.
    """
    text = check_text(laid_out.text if text is None else text)
    title = check_title(laid_out.title if title is None else title)
    actor = desk.actor()
    with desk.record.write() as db:
        check_claims(db, laid_out.claims)
        number = rows.insert_draft(db, actor, text, laid_out.claims, kind="statement", title=title)
        for answer in laid_out.answers:
            for piece in read_evidence(db, answer, "_counsel"):
                file = piece["file_id"] or 0
                citation = piece["citation"]
                if not find_evidence(db, number, file=file, address=piece["address"], citation=citation):
                    add_evidence(
                        db,
                        actor,
                        number,
                        file=file,
                        document=piece["document_id"] or 0,
                        address=piece["address"],
                        citation=citation,
                    )
        return describe(db, read_thing(db, Ref("b", number)))


def statement_form(desk: Desk, laid_out: LaidOut) -> str:
    """The form with the layout, and beside it the claims with what they said."""
    hints = ["# What stands in [FILL IN: …] has to be written before the statement can be approved.", "#"]
    return make_form(laid_out.text, [*hints, *say_claims(desk.record.db, laid_out.claims)], laid_out.title)
