"""Requests: what we asked of a publisher, regulator or court, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, get_args

from sqlite_utils import Database

from mediawatch.errors import InputError, NotAllowed, NotFound
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.markings import mark, mark_along
from mediawatch.journeys.proofs import Proof, keep_proof, record_proof
from mediawatch.model import Addressee, Level, Ref, RequestKind
from mediawatch.reading.dates import parse_day
from mediawatch.reading.references import parse_ref
from mediawatch.store import requests as rows
from mediawatch.store.claims import read_appearances
from mediawatch.store.events import append_event
from mediawatch.store.reports import read_thing
from mediawatch.store.rows import select_one

REQUEST_KINDS: Final[tuple[RequestKind, ...]] = get_args(RequestKind)
ADDRESSEES: Final[tuple[Addressee, ...]] = get_args(Addressee)
ERASURE: Final = "right to erasure"
OUTCOMES = ("corrected", "clarified", "replied", "apologised", "removed", "refused", "no answer")


@dataclass(frozen=True, slots=True)
class RequestDone:
    """What became of a request."""

    request: int
    appearances: int
    """how many appearances it, or this outcome, is about"""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class RequestOptions:
    """What is asked, and of whom."""

    kind: RequestKind
    addressee: Addressee
    recipient: str = ""
    """who it goes to, where that is not the outlet itself"""
    report: int = 0
    """only what stands in this report; 0 for everywhere"""
    person: str = ""
    """whose right it is, for an erasure"""
    their_reference: str = ""
    """the number that they gave it"""
    level: Level = ""
    """who may see it"""


def add_request(
    desk: Desk, claims: Sequence[str], options: RequestOptions, *, on: str, text: str = ""
) -> RequestDone:
    """Record what we asked for, about every standing appearance of these claims (in one report).

    Args:
        claims: references ("c1") or bare numbers of claims.

    Raises:
        NotFound: no such claim, or it appears nowhere.
        InputError: an unknown kind or addressee, a date that is none, an erasure without the person whose right it is.
    """
    check_options(options)
    actor = desk.actor()
    day = one_day(on, actor.today)
    with desk.record.write() as db:
        found = find_places(db, claims, options)
        outlets = {row["outlet_id"] for row in found}
        number = rows.insert_request(
            db,
            actor,
            {
                "kind": options.kind,
                "addressee": options.addressee,
                "recipient": options.recipient.strip(),
                "outlet_id": outlets.pop() if len(outlets) == 1 else None,
                "text": text.strip(),
                "asked_on": day,
                "person": options.person.strip(),
                "their_reference": options.their_reference.strip(),
            },
            [row["id"] for row in found],
        )
        described = select_one(db, "SELECT * FROM requests WHERE id = ?", (number,))
        append_event(
            db,
            actor,
            "asked",
            Ref("q", number),
            {"request": described, "appearances": [row["id"] for row in found]},
        )
        if options.level:
            mark(db, actor, Ref("q", number), options.level)
        return RequestDone(number, len(found))


def check_options(options: RequestOptions) -> None:
    """Raise InputError for a kind or addressee that there is not, and where a person is missing or out of place."""
    check_word(options.kind, REQUEST_KINDS, "--kind")
    check_word(options.addressee, ADDRESSEES, "--to")
    person = options.person.strip()
    if options.kind == ERASURE and not person:
        raise InputError(
            "The right to erasure is a person's, not an organisation's (UK GDPR, article 17).",
            "Name the person who asks with --person.",
        )
    if person and options.kind != ERASURE:
        raise InputError(
            f"A {options.kind} is asked by the organisation, so --person does not belong to it.",
            f'To ask for a person: --kind "{ERASURE}".',
        )


def find_places(db: Database, claims: Sequence[str], options: RequestOptions) -> list[dict[str, Any]]:
    """The appearances that a request is about, each with the outlet of its report.

    Raises:
        NotFound: no such claim, or it appears nowhere.
        InputError: a publisher is asked about what stands at several.
    """
    found: dict[int, dict[str, Any]] = {}
    for claim in claims:
        ref = parse_ref(claim, letter="c")
        read_thing(db, ref)
        for row in read_appearances(db, ref.number, options.report):
            report = read_thing(db, Ref("r", row["report_id"]))
            found[row["id"]] = row | {"outlet_id": report["outlet_id"]}
    if not found:
        where = f" in r{options.report}" if options.report else ""
        raise NotFound(
            f"These claims are pinned to no report{where}, so there is nobody to ask.",
            "Pin one first: mediawatch claim pin CLAIM REPORT --quote …",
        )
    outlets = {row["outlet_id"] for row in found.values()}
    if options.addressee == "publisher" and len(outlets) > 1:
        places = ", ".join(str(number) for number in sorted({row["report_id"] for row in found.values()}))
        names = [
            name or "an unknown outlet"
            for (name,) in db.execute(
                "SELECT DISTINCT o.name FROM reports r LEFT JOIN outlets o ON o.id = r.outlet_id "
                f"WHERE r.id IN ({places})"
            )
        ]
        raise InputError(
            f"The claims appear at several publishers ({', '.join(sorted(names))}).",
            "Ask each of them: add --report N.",
        )
    return list(found.values())


@dataclass(frozen=True, slots=True)
class OutcomeOptions:
    """What came of a request, and where."""

    outcome: str
    wording: str = ""
    """what they wrote"""
    place: str = ""
    """where a correction stands: "page 2", "below the article" """
    prominence: str = ""
    """how it is shown beside what it corrects: "same size, same page" """
    proof: str = ""
    """an address, a saved page, or another file"""
    retrieved: str = ""
    """when a saved page was saved"""
    report: int = 0
    """only in this report"""
    claim: int = 0
    """only of this claim"""


def set_outcome(desk: Desk, request: int, options: OutcomeOptions, *, on: str) -> RequestDone:
    """Record what came of a request for each appearance (in one report, of one claim), with proof.

    Raises:
        NotFound: no such request, or it is about nothing there.
        NotAllowed: the outcome lies before the request.
    """
    check_word(options.outcome, OUTCOMES, "--outcome")
    if (options.place or options.prominence) and options.outcome in ("refused", "no answer"):
        raise InputError(
            f"“{options.outcome}” has no place and no prominence.", "Leave --place and --prominence away."
        )
    actor = desk.actor()
    day = one_day(on, actor.today)
    row = read_thing(desk.record.db, Ref("q", request))
    if day < row["asked_on"]:
        raise NotAllowed(
            f"q{request} was asked on {row['asked_on']}; an outcome on {day} would lie before it.",
            "Check the dates.",
            "outcome",
        )
    about = find_about(desk.record.db, request, options)
    proof = (
        keep_proof(desk, options.proof, options.retrieved, about[0]["report_id"])
        if options.proof
        else Proof()
    )
    with desk.record.write() as db:
        about = find_about(db, request, options)
        capture, file = record_proof(db, actor, proof)
        numbers = [appearance["appearance_id"] for appearance in about]
        columns = {
            "outcome": options.outcome,
            "outcome_on": day,
            "wording": options.wording.strip(),
            "place": options.place.strip(),
            "prominence": options.prominence.strip(),
            "proof_capture_id": capture or None,
            "proof_file_id": file or None,
        }
        rows.set_outcome(db, actor, request, numbers, columns)
        append_event(db, actor, "outcome", Ref("q", request), {**columns, "appearances": numbers})
        mark_along(db, actor, Ref("q", request))
        return RequestDone(request, len(about), options.outcome)


def find_about(db: Database, request: int, options: OutcomeOptions) -> list[dict[str, Any]]:
    """The appearances of which an outcome is told; NotFound where there are none."""
    read_thing(db, Ref("q", request))
    about = rows.read_request_appearances(db, request, options.report, options.claim)
    if not about:
        places = [f"r{options.report}"] * bool(options.report) + [f"c{options.claim}"] * bool(options.claim)
        where = f" in {' of '.join(places)}" if places else " that still stands"
        raise NotFound(f"q{request} is about nothing{where}.", f"See `mediawatch show q{request}`.")
    return about


def check_word(word: str, words: Sequence[str], option: str) -> None:
    """Raise InputError unless the word is one of those that can be said."""
    if word not in words:
        raise InputError(f"{word!r} cannot be said with {option}.", f"There are: {', '.join(words)}.")


def one_day(typed: str, today: str) -> str:
    """A day as typed, ISO 8601."""
    day = parse_day(typed, today=today)
    if day.precision != "day":
        raise InputError(f"{typed!r} is not one day.", "Write it as 2026-03-04.")
    return day.value
