"""What a person says of citations: add one by hand, judge one, reject one, say which work is cited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from mediawatch.citing import Flag, Found
from mediawatch.errors import InputError, NotAllowed
from mediawatch.journeys.assess import attach
from mediawatch.journeys.cite import known_of
from mediawatch.journeys.claims import Pinned, PinOptions, anchor_quote, check_options, pin
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.evidence import gather_evidence
from mediawatch.journeys.graded import regrade, store_by_hand
from mediawatch.journeys.shelf import open_shelf
from mediawatch.journeys.typed import read_scan
from mediawatch.model import Anchor, QuotePart, Ref, Span
from mediawatch.reading.identity import Known, make_key, match_finds
from mediawatch.store import citations as rows
from mediawatch.store import claims
from mediawatch.store.assessments import insert_assessment, read_assessments
from mediawatch.store.chained import update_chained
from mediawatch.store.documents import add_file, read_capture_texts
from mediawatch.store.events import append_event
from mediawatch.store.reports import read_thing

VERDICTS = ("fair", "misleading", "false", "none")
"""What can be said of a citation; "none" takes a judgement back."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A citation that a person added, or of which they said something."""

    citation: int
    report: int
    kind: str
    work: int
    """0 where the words stand in none of our works"""
    grade: str
    """"" where nothing was compared"""
    flags: tuple[Flag, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class ByHand:
    """What a person says of a citation that no program found."""

    quote: str = ""
    """their words as typed; "" for a picture alone"""
    work: int = 0
    """the work that is cited; 0 for whichever has the words"""
    screenshot: Path | None = None
    nth: int = 0
    """which of several places, counted from 1"""
    prefix: str = ""
    suffix: str = ""


def add_citation(desk: Desk, report: int, said: ByHand) -> Noted:
    """Record a citation that no program found: words in the report's text, or a picture of a work of ours.

    Raises:
        NotFound: no such report or work.
        QuoteNotFound, QuoteAmbiguous: the words are not there, or in several places; nothing is stored.
        NotAllowed: they are a citation already, or one that was rejected.
        InputError: neither words nor a picture; a picture without a work; a picture that cannot be read.
    """
    if not said.quote.strip() and said.screenshot is None:
        raise InputError(
            "There are neither words nor a picture.", "Give their words with --quote, or --screenshot FILE."
        )
    if said.screenshot is not None and not said.work:
        raise InputError("It is not said of what the picture is.", "Name the work: --work w2.")
    picture = read_scan(said.screenshot)
    actor = desk.actor()
    with desk.record.write() as db:
        row = read_thing(db, Ref("r", report))
        if said.work:
            read_thing(db, Ref("w", said.work))
        place = rows.Place(report, row["capture_id"], 0, "article", "", ())
        if said.quote.strip():
            options = PinOptions(quote=said.quote, nth=said.nth, prefix=said.prefix, suffix=said.suffix)
            text, anchor = anchor_quote(db, row, options)
            place = rows.Place(
                report, row["capture_id"], text["text_id"], text["role"], text["text"],
                tuple(Span(part.start, part.end) for part in anchor.parts), joint=" […] ",
            )  # fmt: skip
        elif row["capture_id"] is None:
            raise NotAllowed(f"r{report} was never captured, so nothing in it can be shown.", "", "cite")
        kind, file, key = "quotation", 0, make_key("quotation", place.quote)
        known = rows.read_citations_of(db, report)
        if picture is not None:
            file, digest = add_file(db, actor, *picture)
            kind, key = "screenshot", f"screenshot\n{digest}\nw{said.work}\n{key}"
            fingerprint = rows.make_fingerprint(report, f"{key}\n1")
            same = [each["id"] for each in known if each["fingerprint"] == fingerprint]
        else:
            find = Known(0, kind, place.text_id, place.parts[0].start, place.parts[-1].end, key)
            same = [number for number in match_finds([known_of(each) for each in known], [find]) if number]
        for each in known:
            if each["id"] in same:
                refuse_twice(each)
        turn = 1 + sum(known_of(each).key == key for each in known)
        number = rows.insert_citation(
            db, actor, place, kind=kind, found="by hand", key=f"{key}\n{turn}", file=file, work=said.work
        )
        found = store_by_hand(db, actor, open_shelf(desk, db), row, rows.read_citation(db, number), place)
        return noted(number, report, kind, place.quote, found)


def refuse_twice(row: dict[str, object]) -> None:
    """Raise NotAllowed for words that are a citation already, or were one."""
    ref = f"x{row['id']}"
    for what, why in (("rejected", row["rejected_why"]), ("withdrawn", row["withdrawn_why"])):
        if row[f"{what}_at"]:
            raise NotAllowed(
                f"These words are {ref}, which was {what} ({why}).",
                f"Bring it back: mediawatch reinstate {ref}",
                "cite",
            )
    raise NotAllowed(f"These words are a citation already: {ref}.", f"See it: mediawatch show {ref}", "cite")


def noted(number: int, report: int, kind: str, quote: str, found: Found) -> Noted:
    """A citation as it now is."""
    graded = found.graded
    return Noted(
        number,
        report,
        kind,
        found.work,
        graded.grade if graded else "",
        graded.flags if graded else (),
        quote,
    )


def assess_citation(
    desk: Desk, citation: int, verdict: str, reason: str, evidence: Sequence[str] = ()
) -> tuple[str, ...]:
    """Say whether a citation is fair, misleading or false, and why; "none" takes that back. What was said before
    stays. Gives warnings about evidence that could not be archived.

    Raises:
        NotFound: no such citation.
        InputError: another verdict, no reason, evidence that is neither a file nor an address.
        NotAllowed: there is no judgement to take back.
    """
    if verdict not in VERDICTS:
        raise InputError(f"A citation is not judged as {verdict!r}.", f"There are: {', '.join(VERDICTS)}.")
    reason = " ".join(reason.split())
    if not reason:
        raise InputError(
            "A judgement needs a reason.", 'Say it with --reason "The half that is missing says …".'
        )
    read_thing(desk.record.db, Ref("x", citation))
    kept, warnings = gather_evidence(desk, evidence)
    actor = desk.actor()
    with desk.record.write() as db:
        read_thing(db, Ref("x", citation))
        said = read_assessments(db, Ref("x", citation))
        if verdict == "none" and (not said or said[0]["verdict"] == "none"):
            raise NotAllowed(f"x{citation} is not judged, so there is nothing to take back.", "", "assess")
        support = [attach(db, actor, piece) for piece in kept]
        insert_assessment(db, actor, Ref("x", citation), verdict, reason, support)
    return warnings


def reject_citation(desk: Desk, citation: int, why: str) -> None:
    """Say that a find is no citation of ours. It is remembered, so that it is never found again.

    Raises:
        NotFound: no such citation.
        InputError: no reason.
        NotAllowed: it is rejected already.
    """
    why = " ".join(why.split())
    if not why:
        raise InputError("A rejection needs a reason.", 'Say it with --why "a phrase that everybody uses".')
    actor = desk.actor()
    with desk.record.write() as db:
        row = read_thing(db, Ref("x", citation))
        if row["rejected_at"]:
            raise NotAllowed(f"x{citation} is rejected already ({row['rejected_why']}).", "", "reject")
        rows.reject_citation(db, actor, citation, why)


def say_work(desk: Desk, citation: int, work: int | None) -> tuple[str, str]:
    """Say which work a citation is of (None: the one that has the words), and grade it again; gives before and after
    as references, "" for none.

    Raises:
        NotFound: no such citation or work.
    """
    actor = desk.actor()
    with desk.record.write() as db:
        row = read_thing(db, Ref("x", citation))
        if work is not None:
            read_thing(db, Ref("w", work))
        before = row["work_id"]
        if before != work:
            ref = Ref("x", citation)
            update_chained(db, actor, "citations", {"id": citation}, {"work_id": work}, verb="set", ref=ref)
            report = read_thing(db, Ref("r", row["report_id"]), withdrawn=True)
            regrade(db, actor, open_shelf(desk, db), report, rows.read_citation(db, citation))
    return f"w{before}" if before else "", f"w{work}" if work else ""


def add_claim_at(desk: Desk, citation: int, wording: str, options: PinOptions) -> Pinned:
    """Record a claim in our wording that a citation makes, pinned to its words.

    Raises:
        NotFound: no such citation, or its report was withdrawn.
        InputError: no wording, a stance that is none.
        NotAllowed: the citation has no words (a screenshot).
    """
    wording = " ".join(wording.split())
    if not wording:
        raise InputError(
            "The claim needs one sentence in your own words.", 'Say it with --claim "They say that …".'
        )
    check_options(options)
    actor = desk.actor()
    with desk.record.write() as db:
        report, text, anchor = find_place(db, citation)
        claim = claims.insert_claim(db, actor, wording)
        append_event(db, actor, "claimed", Ref("c", claim), {"wording": wording})
        there = replace(options, citation=citation)
        return pin(db, actor, claim, report, text, anchor, there, new_claim=True)


def pin_claim_at(desk: Desk, claim: int, citation: int, options: PinOptions) -> Pinned:
    """Note that a known claim is made by a citation: its words become an appearance of the claim.

    Raises:
        NotFound: no such claim or citation.
        NotAllowed: the claim is pinned there already; the citation has no words (a screenshot).
    """
    check_options(options)
    actor = desk.actor()
    with desk.record.write() as db:
        read_thing(db, Ref("c", claim))
        report, text, anchor = find_place(db, citation)
        if claims.find_appearance(db, claim, report["id"], text["text_id"], anchor.start, anchor.end):
            raise NotAllowed(f"c{claim} is pinned to that place of r{report['id']} already.", "", "pin")
        there = replace(options, citation=citation)
        return pin(db, actor, claim, report, text, anchor, there, new_claim=False)


def find_place(db: Database, citation: int) -> tuple[dict[str, Any], dict[str, Any], Anchor]:
    """The report, the text and the place of a citation, as a claim is pinned to them."""
    row = read_thing(db, Ref("x", citation))
    report = read_thing(db, Ref("r", row["report_id"]))
    at = rows.read_newest_grading(db, citation) or row
    parts = rows.read_spans(at["parts"])
    if not at["text_id"] or not parts:
        raise NotAllowed(
            f"x{citation} has no words to which a claim could be pinned.",
            f"Pin it to the words of the report: mediawatch claim add {report['id']} --quote …",
            "pin",
        )
    if row["kind"] not in ("quotation", "reuse", "screenshot"):
        parts = parts[:1]
    texts = read_capture_texts(db, at["capture_id"])
    text = next(each for each in texts if each["text_id"] == at["text_id"])
    words = text["text"]
    anchor = Anchor(
        tuple(QuotePart(part.start, part.end, words[part.start : part.end]) for part in parts),
        words[max(0, parts[0].start - rows.CONTEXT) : parts[0].start],
        words[parts[-1].end : parts[-1].end + rows.CONTEXT],
        "exact",
    )
    return {**report, "capture_id": at["capture_id"]}, text, anchor
