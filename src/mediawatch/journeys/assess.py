"""Assess a claim: what a person judges of it, with reason and evidence, apart from what has become of it."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from mediawatch.errors import InputError, NotAllowed
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.evidence import Evidence, gather_evidence
from mediawatch.model import Actor, Ref
from mediawatch.reading.addresses import normalise
from mediawatch.reading.dates import parse_day
from mediawatch.reading.texts import clean_text
from mediawatch.store import assessments as rows
from mediawatch.store.documents import add_file, find_document
from mediawatch.store.reports import read_thing


@dataclass(frozen=True, slots=True)
class Assessed:
    """A judgement that was recorded."""

    claim: int
    verdict: str
    before: str
    """the judgement that stood until now; "" for none"""
    evidence: int
    """pieces of it"""
    warnings: tuple[str, ...]


def assess_claim(
    desk: Desk, claim: int, verdict: str, reason: str, *, evidence: Sequence[str] = (), on: str = ""
) -> Assessed:
    """Record what somebody judges of a claim. An earlier judgement stays in the record; the newest stands.

    Args:
        verdict: one of CLAIM_VERDICTS; "none" takes the judgement back.
        evidence: files and addresses that support it.
        on: the day on which it was made, for what is entered later; "" is today.

    Raises:
        NotFound: no such claim.
        InputError: no reason, a verdict that is none, a date that is not one day.
        NotAllowed: the claim is another wording of one; or there is no judgement to take back.
    """
    if verdict not in rows.CLAIM_VERDICTS:
        raise InputError(f"{verdict!r} is no judgement.", f"There are: {', '.join(rows.CLAIM_VERDICTS)}.")
    reason = clean_text(reason).strip()
    if not reason:
        raise InputError("A judgement needs its reason.", "Say it with --reason, --reason-file FILE or -.")
    actor = desk.actor()
    day = parse_day(on, today=actor.today) if on else None
    if day is not None and day.precision != "day":
        raise InputError(f"{on!r} is not one day.", "Write the day of the judgement as 2026-03-04.")
    check_claim(desk.record.db, claim)
    kept, warnings = gather_evidence(desk, evidence)
    with desk.record.write() as db:
        check_claim(db, claim)
        ref = Ref("c", claim)
        said = rows.read_assessments(db, ref)
        before = said[0]["verdict"] if said and said[0]["verdict"] != "none" else ""
        if verdict == "none" and not before:
            raise NotAllowed(f"c{claim} is not judged, so there is nothing to take back.", "", "assess")
        pieces = [attach(db, actor, piece) for piece in kept]
        rows.insert_assessment(db, actor, ref, verdict, reason, pieces, on=day.value if day else "")
        return Assessed(claim, verdict, before, len(pieces), warnings)


def check_claim(db: Database, claim: int) -> None:
    """Raise NotFound where there is no such claim, NotAllowed where it does not stand by itself."""
    row = read_thing(db, Ref("c", claim))
    if row["merged_into"]:
        raise NotAllowed(
            f"c{claim} is another wording of c{row['stands_as']}; that one is judged.",
            f"mediawatch claim assess {row['stands_as']} …, or take it out first: mediawatch claim split {claim}",
            "assess",
        )


def attach(db: Database, actor: Actor, piece: Evidence) -> rows.Support:
    """Keep a gathered piece of evidence."""
    if piece.address:
        return rows.Support(document=find_document(db, normalise(piece.address)), address=piece.address)
    media_type = mimetypes.guess_type(piece.name)[0] or "application/octet-stream"
    return rows.Support(file=add_file(db, actor, piece.name, media_type, piece.content)[0])
