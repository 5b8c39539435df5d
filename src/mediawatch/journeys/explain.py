"""What became of an address, from the record alone."""

from __future__ import annotations

import json
from collections.abc import Iterator

from mediawatch.journeys.desk import Desk
from mediawatch.reading.addresses import find_targets, normalise
from mediawatch.store import leads
from mediawatch.store.documents import find_document
from mediawatch.store.rows import select

HOW = {"quick": "everything on the page was looked through", "whole": "its article was read"}


def explain_address(desk: Desk, address: str) -> Iterator[str]:
    """One sentence after the other: seen when and from where, fetched or refused and why, what was looked for.

    Raises:
        InvalidAddress: it is none.
    """
    db = desk.record.db
    wrapped = [address, *find_targets(address)[1:]]
    meant = wrapped[-1]
    normalised = normalise(meant)
    if meant != address:
        yield f"It leads to {meant}."
    if normalised != meant:
        yield f"It is known as {normalised}."
    lead = leads.read_lead(db, normalised)
    document = find_document(db, normalised) or (lead["document_id"] if lead else 0)
    if lead is None and not document:
        yield "No source has listed it, and nobody has added it. Add it: mediawatch add " + meant
        return
    if lead is None:
        yield "No source has listed it; somebody added it."
    else:
        for seen in leads.read_sightings(db, lead["id"]):
            named, since = seen["title"] or seen["address"], desk.minute_of(seen["seen_at"])
            yield f"s{seen['source']} ({named}) listed it first on {since}."
        yield from tell_lead(desk, lead)
    for row in select(
        db,
        "SELECT retrieved_at, outcome, why, status FROM captures WHERE document_id = ? ORDER BY id",
        (document or 0,),
    ):
        got = (
            "it was archived"
            if row["outcome"] == "read"
            else f"it gave nothing ({row['outcome']}): {row['why']}"
        )
        yield f"Fetched on {desk.minute_of(row['retrieved_at'])} with status {row['status']}: {got}."
    for row in select(
        db,
        "SELECT id, mention_count, withdrawn_at, withdrawn_why FROM reports WHERE document_id = ?",
        (document or 0,),
    ):
        if row["withdrawn_at"]:
            yield f"It was recorded as r{row['id']}, which was withdrawn: {row['withdrawn_why']}."
        else:
            yield f"It is recorded as r{row['id']}, with {row['mention_count']} mentions: mediawatch show r{row['id']}"


def tell_lead(desk: Desk, lead: dict[str, object]) -> Iterator[str]:
    """What became of a lead."""
    state, why, at = str(lead["state"]), str(lead["why"]), str(lead["read_at"])
    when = f" on {desk.minute_of(at)}" if at else ""
    if state == "waiting":
        if lead["attempts"]:
            yield (
                f"It was tried {lead['attempts']} times, the last time{when}: {why} It is tried again from "
                f"{desk.minute_of(str(lead['next_at']))} on."
            )
        else:
            yield "It waits to be read by the next run of mediawatch watch."
        return
    said = {
        "recorded": "It was read and recorded",
        "known": "It was known already",
        "no name": "It was read and not recorded",
        "refused": "It was not read",
        "failed": "It gave nothing",
    }[state]
    yield f"{said}{when}{': ' + why.rstrip('.') if why else ''}."
    if lead["how"]:
        yield f"How it was read: {HOW[str(lead['how'])]}."
    forms = json.loads(str(lead["names"]))
    if forms:
        yield f"Names that were looked for: {', '.join(forms)}."
    if state == "no name":
        yield "If it is about you all the same: mediawatch add " + str(lead["address"])
