"""What we said to claims: approved texts, where they went, who approved them, what supports them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mediawatch.web.reader import Reader


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where an answer went."""

    on: str
    """ISO day"""
    went: str
    """in words: "sent to The Gazette by letter", "published on our site" """
    address: str
    lag_days: int | None
    """days from the first publication of the claim"""


@dataclass(frozen=True, slots=True)
class Answer:
    """One rebuttal, as it answers one claim."""

    rebuttal: int
    title: str
    """of a statement; "" for an answer"""
    text: str
    """as it was delivered; else as it was approved"""
    state: str
    """published, approved, superseded"""
    superseded_by: int
    work: int
    """our publication on which it stands; 0 for none"""
    approved_by: str
    approved_on: str
    version: str
    """"version 2"; "" where the approval is not known"""
    deliveries: tuple[Delivery, ...]
    """oldest first"""


ROWS = """
SELECT t.claim, t.rebuttal, t.kind, t.occurred_on, t.title, t.address, t.answer, t.lag_days, t.by, t.detail,
       b.state, b.superseded_by, b.work
FROM timeline t JOIN rebuttals_overview b ON b.rebuttal = t.rebuttal
WHERE t.claim IN ({places}) AND t.kind IN ('approved', 'answered', 'sent', 'published by us')
ORDER BY t.claim, t.rebuttal, t.occurred_on, t.step, t.occurred_at
"""


async def read_answers(reader: Reader, claims: Sequence[int]) -> dict[int, list[Answer]]:
    """The approved answers to each claim: published ones by day, then those not sent yet, then superseded ones."""
    places = ", ".join(f":c{index}" for index in range(len(claims)))
    rows = await reader.rows(
        ROWS.format(places=places), {f"c{index}": number for index, number in enumerate(claims)}
    )
    gathered: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for row in rows:
        gathered.setdefault((row["claim"], row["rebuttal"]), []).append(row)
    found: dict[int, list[Answer]] = {}
    for (claim, _), steps in gathered.items():
        found.setdefault(claim, []).append(make_answer(steps))
    order = {"published": 0, "approved": 1, "superseded": 2}
    for answers in found.values():
        answers.sort(
            key=lambda answer: (
                order.get(answer.state, 3),
                answer.deliveries[0].on if answer.deliveries else "",
            )
        )
    return found


def make_answer(steps: Sequence[dict[str, Any]]) -> Answer:
    """One answer from its rows of the timeline: each version's approval, each delivery."""
    approvals = [step for step in steps if step["kind"] == "approved"]
    sent = [step for step in steps if step["kind"] != "approved"]
    text = (sent or approvals)[-1]["answer"]
    # a later version may be approved and not sent: the approval shown is that of the words shown
    approval = next((step for step in approvals if step["answer"] == text), None)
    return Answer(
        rebuttal=steps[0]["rebuttal"],
        title=(sent or approvals)[-1]["title"],
        text=text,
        state=steps[0]["state"],
        superseded_by=steps[0]["superseded_by"],
        work=steps[0]["work"],
        approved_by=approval["by"] if approval else "",
        approved_on=approval["occurred_on"] if approval else "",
        version=approval["detail"] if approval else "",
        deliveries=tuple(
            Delivery(
                step["occurred_on"],
                step["detail"].partition("; superseded on ")[0],
                step["address"],
                step["lag_days"],
            )
            for step in sent
        ),
    )


async def read_evidence_of(reader: Reader, rebuttals: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """The evidence for each rebuttal: `file` and `sha256`, or `address`."""

    from mediawatch.store.evidence import read_evidence

    return await reader.read(
        lambda desk: {number: read_evidence(desk.record.db, number) for number in rebuttals}
    )
