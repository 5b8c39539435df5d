"""What a reading again shows of a request that is open: suggested as its outcome, with the change as proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from mediawatch.journeys.markings import mark_along
from mediawatch.model import Actor, Ref
from mediawatch.store import requests as rows
from mediawatch.store.events import append_event, sha256
from mediawatch.store.rechecks import find_open_requests
from mediawatch.store.rows import select_one
from mediawatch.store.suggestions import Noticed, insert_suggestions, is_known

REMOVED = "the report is not there any more"


def suggest_outcomes(
    db: Database, actor: Actor, report: int, pinned: Sequence[Mapping[str, Any]], outcome: str, check: int,
    anchors: Mapping[int, Mapping[str, Any]],
) -> int:  # fmt: skip
    """Suggest an outcome for each open request about these quotes; gives how many are new.

    Args:
        outcome: corrected, or removed.
        check: number of the look that showed it.
        anchors: for each appearance what became of its words.
    """
    noticed = []
    for row in pinned:
        anchor = anchors.get(row["id"], {})
        now = " ".join(str(anchor.get("wording", "")).split())
        if outcome == "removed":
            reason = REMOVED
        elif anchor.get("state") == "altered":
            reason = f"their words were changed: was “{row['quote']}”, now “{now}”"
        else:
            reason = f"the words “{row['quote']}” stand there no longer"
        noticed += [
            Noticed(
                kind="outcome",
                report=report,
                claim=row["claim_id"],
                request=asked["request"],
                text=anchor.get("text_id", 0),
                start=anchor.get("start", 0),
                end=anchor.get("end", 0),
                passage=now,
                how=outcome,
                score=1.0,
                reason=reason,
                fingerprint=sha256(f"outcome|q{asked['request']}|a{row['id']}|{outcome}|{now}"),
            )
            for asked in find_open_requests(db, row["id"])
        ]
    taken = is_known(db, [one.fingerprint for one in noticed]) if noticed else set()
    new = [one for one in noticed if one.fingerprint not in taken]
    return len(insert_suggestions(db, actor, report, new))


def record_outcome(db: Database, actor: Actor, one: Mapping[str, Any]) -> None:
    """Record a suggested outcome for the appearances that it is about, with the capture that shows it."""
    request = int(one["request_id"])
    numbers = [
        row[0]
        for row in db.execute(
            "SELECT a.id FROM request_appearances ra JOIN appearances a ON a.id = ra.appearance_id "
            "WHERE ra.request_id = ? AND a.report_id = ? AND a.claim_id = ? AND a.withdrawn_at IS NULL",
            (request, one["report_id"], one["claim_id"]),
        ).fetchall()
    ]
    capture = select_one(
        db,
        "SELECT max(capture_id) AS capture FROM capture_texts WHERE text_id = ?",
        (one["text_id"] or 0,),
    )
    columns = {
        "outcome": one["how"],
        "outcome_on": one["suggested_on"],
        "wording": one["passage"],
        "place": "",
        "prominence": "",
        "proof_capture_id": (capture or {}).get("capture"),
        "proof_file_id": None,
    }
    rows.set_outcome(db, actor, request, numbers, columns)
    append_event(db, actor, "outcome", Ref("q", request), {**columns, "appearances": numbers})
    mark_along(db, actor, Ref("q", request))
