"""The draft of a letter for a request, filled from the record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from mediawatch.exporters.moments import say_day
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.requests import RequestOptions, check_options, find_places
from mediawatch.reading.letters import Point, Sender, compose_letter
from mediawatch.store.evidence import read_evidence
from mediawatch.store.rows import select, select_one


def draft_letter(desk: Desk, claims: Sequence[str], options: RequestOptions) -> str:
    """The draft of a letter that asks for something: their words, our answers, the evidence. Nothing is recorded.

    Raises:
        NotFound, InputError: as add_request.
    """
    check_options(options)
    db = desk.record.db
    places = find_places(db, claims, options)
    outlets = {row["outlet_id"] for row in places}
    outlet = (
        select_one(db, "SELECT name FROM outlets WHERE id = ?", (outlets.pop(),))
        if len(outlets) == 1
        else None
    )
    recipient = options.recipient.strip()
    if not recipient and outlet and options.addressee == "publisher":
        recipient = f"the editor of {outlet['name']}"
    actor = desk.actor()
    sender = Sender(
        organisation=desk.organisation,
        name=actor.name,
        recipient=recipient,
        today=say_day(actor.today, "day"),
        person=options.person.strip(),
        their_reference=options.their_reference.strip(),
    )
    return compose_letter(options.kind, sender, [make_point(db, row["id"]) for row in places])


def make_point(db: Database, appearance: int) -> Point:
    """One appearance as a letter tells it, with the answer that went out last or else was approved last."""
    row = (
        select_one(
            db,
            "SELECT a.*, coalesce(d.address, '') AS address FROM appearances_overview a "
            "JOIN reports r ON r.id = a.report LEFT JOIN document_addresses d "
            "ON d.document_id = r.document_id WHERE a.appearance = ?",
            (appearance,),
        )
        or {}
    )
    answer = find_answer(db, row["claim"])
    kept = read_evidence(db, answer["rebuttal"]) if answer else []
    return Point(
        quote=row["quote"],
        title=row["title"],
        outlet=row["outlet"],
        published=say_day(row["published"], row["published_precision"]) if row["published"] else "",
        address=row["address"],
        place=row["place"],
        wording=row["claim_text"],
        answer=answer["text"] if answer else "",
        answered_at=answer["address"] if answer else "",
        evidence=tuple(piece["address"] or piece["file"] for piece in kept if not piece["citation"]),
    )


def find_answer(db: Database, claim: int) -> dict[str, Any] | None:
    """The newest approved words to a claim that were not superseded, and where we published them."""
    return next(
        select(
            db,
            "SELECT b.id AS rebuttal, v.text AS text, coalesce((SELECT d.address FROM deliveries d "
            "WHERE d.rebuttal_id = b.id AND d.address <> '' ORDER BY d.id LIMIT 1), '') AS address "
            "FROM answered_claims rc JOIN rebuttals b ON b.id = rc.rebuttal_id AND b.withdrawn_at IS NULL "
            "AND b.superseded_on IS NULL JOIN rebuttal_versions v ON v.rebuttal_id = b.id "
            "WHERE rc.standing_claim = ? ORDER BY v.approved_at DESC, b.id DESC LIMIT 1",
            (claim,),
        ),
        None,
    )
