"""Requests: what we asked of a publisher, regulator or court, and what came of it."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mediawatch.errors import InputError, NotAllowed, NotFound
from mediawatch.journeys.add import add_address, open_path, read_fetched
from mediawatch.journeys.added import AddOptions
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.markings import mark, mark_along
from mediawatch.journeys.receive import receive
from mediawatch.model import Level, Ref
from mediawatch.reading.dates import parse_day
from mediawatch.store import requests as rows
from mediawatch.store.claims import read_appearances
from mediawatch.store.documents import add_file
from mediawatch.store.events import append_event
from mediawatch.store.reports import read_thing
from mediawatch.store.rows import select_one

REQUEST_KINDS = ("correction", "clarification", "reply", "apology", "removal")
ADDRESSEES = ("publisher", "regulator", "court")
OUTCOMES = ("corrected", "clarified", "replied", "apologised", "removed", "refused", "no answer")


@dataclass(frozen=True, slots=True)
class RequestDone:
    """What became of a request."""

    request: int
    appearances: int
    """how many appearances it, or this outcome, is about"""
    outcome: str = ""


def add_request(
    desk: Desk,
    claims: Sequence[str],
    *,
    kind: str,
    addressee: str,
    on: str,
    text: str = "",
    recipient: str = "",
    report: int = 0,
    level: Level = "",
) -> RequestDone:
    """Record what we asked for, about every standing appearance of these claims (in one report).

    Args:
        claims: references ("c1") or bare numbers of claims.
        recipient: who it went to, when that is not the outlet itself.
        level: who may see it.

    Raises:
        NotFound: no such claim, or it appears nowhere.
        InputError: an unknown kind or addressee, a date that is none.
    """
    check_word(kind, REQUEST_KINDS, "--kind")
    check_word(addressee, ADDRESSEES, "--to")
    actor = desk.actor()
    day = one_day(on, actor.today)
    with desk.record.write() as db:
        found = []
        for claim in claims:
            number = int(claim.lower().removeprefix("c")) if claim.lower().removeprefix("c").isdigit() else 0
            read_thing(db, Ref("c", number))
            found += read_appearances(db, number, report)
        if not found:
            raise NotFound(
                "These claims are pinned to no report, so there is nobody to ask.",
                "Pin one first: mediawatch claim pin CLAIM REPORT --quote …",
            )
        outlets = {
            row["outlet_id"]
            for row in (read_thing(db, Ref("r", appearance["report_id"])) for appearance in found)
        }
        if addressee == "publisher" and len(outlets) > 1:
            names = [
                name or "an unknown outlet"
                for (name,) in db.execute(
                    f"SELECT DISTINCT o.name FROM reports r LEFT JOIN outlets o ON o.id = r.outlet_id "
                    f"WHERE r.id IN ({', '.join(str(row['report_id']) for row in found)})"
                )
            ]
            raise InputError(
                f"The claims appear at several publishers ({', '.join(sorted(names))}).",
                "Ask each of them: add --report N.",
            )
        number = rows.insert_request(
            db,
            actor,
            {
                "kind": kind,
                "addressee": addressee,
                "recipient": recipient.strip(),
                "outlet_id": outlets.pop() if len(outlets) == 1 else None,
                "text": text.strip(),
                "asked_on": day,
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
        if level:
            mark(db, actor, Ref("q", number), level)
        return RequestDone(number, len(found))


def set_outcome(
    desk: Desk,
    request: int,
    *,
    outcome: str,
    on: str,
    wording: str = "",
    proof: str = "",
    retrieved: str = "",
    report: int = 0,
) -> RequestDone:
    """Record what came of a request, with proof: an address, a saved page, or a letter.

    Raises:
        NotFound: no such request, or it is about nothing in that report.
        NotAllowed: the outcome lies before the request.
    """
    check_word(outcome, OUTCOMES, "--outcome")
    actor = desk.actor()
    day = one_day(on, actor.today)
    row = read_thing(desk.record.db, Ref("q", request))
    if day < row["asked_on"]:
        raise NotAllowed(
            f"q{request} was asked on {row['asked_on']}; an outcome on {day} would lie before it.",
            "Check the dates.",
            "outcome",
        )
    about = rows.read_request_appearances(desk.record.db, request, report)
    if not about:
        raise NotFound(f"q{request} is about nothing in r{report}.", f"See `mediawatch show q{request}`.")
    capture, file = keep_proof(desk, proof, retrieved, about[0]["report_id"]) if proof else (0, None)
    with desk.record.write() as db:
        file_number = add_file(db, actor, *file)[0] if file else 0
        numbers = [appearance["appearance_id"] for appearance in about]
        columns = {
            "outcome": outcome,
            "outcome_on": day,
            "wording": wording.strip(),
            "proof_capture_id": capture or None,
            "proof_file_id": file_number or None,
        }
        rows.set_outcome(db, actor, request, numbers, columns)
        append_event(db, actor, "outcome", Ref("q", request), {**columns, "appearances": numbers})
        mark_along(db, actor, Ref("q", request))
        return RequestDone(request, len(about), outcome)


def keep_proof(
    desk: Desk, proof: str, retrieved: str, report: int
) -> tuple[int, tuple[str, str, bytes] | None]:
    """Archive a proof: a capture of the report's page (saved or fetched), or else a file.

    Gives the number of the capture, or 0 and the file's name, media type and bytes.
    """
    if "://" in proof:
        return add_address(desk, proof, AddOptions(), kind="evidence").capture, None
    path = Path(proof)
    if not path.is_file():
        raise InputError(f"There is no file {proof!r}.", "The proof is a file or an address.")
    if path.suffix.lower() in (".html", ".htm", ".mhtml", ".mht"):
        fetched = open_path(desk, path, AddOptions(retrieved=retrieved))
        document = read_thing(desk.record.db, Ref("r", report))["document_id"]
        # evidence: the corrected page never takes the place of the text that the quotes are pinned to
        return receive(
            desk, fetched, read_fetched(fetched), AddOptions(), kind="evidence", document=document
        ).capture, None
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return 0, (path.name, media_type, path.read_bytes())


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
