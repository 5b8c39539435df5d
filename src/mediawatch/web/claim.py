"""`/claims/N`: what was said beside what we said; then what happened, and everywhere it appeared."""

from __future__ import annotations

from typing import Any

from mediawatch.journeys.timeline import TimelineFilters
from mediawatch.model import Ref
from mediawatch.store.assessments import CLAIM_VERDICTS, read_assessments
from mediawatch.web.answers import read_answers, read_evidence_of
from mediawatch.web.passages import read_passage
from mediawatch.web.reader import Missing, Moved, Page, Reader
from mediawatch.web.timeline import gather, read_part

SHOWN_WHOLE = 5
"""Appearances shown with the words round them; the table has them all."""

MOST_APPEARANCES = 50
"""Rows of the table of appearances; the data page has them all."""


async def show_claim(reader: Reader, number: int) -> Page:
    """One claim.

    Raises:
        Missing: there is no such claim, or it was withdrawn.
    """
    values = {"claim": number}
    claim = await reader.row("SELECT * FROM claims_overview WHERE claim = :claim", values)
    if claim is None:
        standing = await reader.count("SELECT max(stands_as) FROM claims WHERE id = :claim", values)
        if standing:
            raise Moved(f"/claims/{standing}")
        raise Missing(
            f"There is no claim {number} in the record, or it was withdrawn. "
            "Look through the claims, or use the search box above."
        )
    appearances = await reader.rows(
        "SELECT * FROM appearances_overview WHERE claim = :claim "
        "ORDER BY published = '', published, report, start LIMIT :most",
        {**values, "most": MOST_APPEARANCES},
    )
    answers = (await read_answers(reader, [number])).get(number, [])
    current = [answer for answer in answers if answer.state != "superseded"]
    part = await reader.read(
        lambda desk: read_part(
            desk,
            TimelineFilters(claim=number),
            page=1,
            size=MOST_APPEARANCES,
            newest_first=False,
            audience=reader.audience,
        )
    )
    return Page(
        "claim.html",
        {
            "claim": claim,
            "wordings": await reader.rows(
                "SELECT id AS claim, wording FROM claims WHERE stands_as = :claim AND withdrawn_at IS NULL ORDER BY id",
                values,
            ),
            "suggestions": await reader.count(
                "SELECT count(DISTINCT report) FROM suggestions_overview WHERE claim = :claim AND state = 'open'",
                values,
            ),
            "judgement": await read_judgement(reader, number),
            "verdicts": CLAIM_VERDICTS,
            "said": "",
            "typed": {},
            "passages": [await read_passage(reader, row) for row in appearances[:SHOWN_WHOLE]],
            "appearances": appearances,
            "answers": answers,
            "evidence": await read_evidence_of(reader, [answer.rebuttal for answer in answers]),
            "drafts": max(0, claim["rebuttals"] - len(current)),
            "happened": gather(part.entries),
            "more_entries": part.total - len(part.entries),
            "before": await reader.count(
                "SELECT max(claim) FROM claims_overview WHERE claim < :claim", values
            ),
            "after": await reader.count(
                "SELECT min(claim) FROM claims_overview WHERE claim > :claim", values
            ),
        },
    )


async def read_judgement(reader: Reader, number: int) -> dict[str, Any] | None:
    """What somebody judges of a claim: verdict, reason, by, on, evidence; None where nobody does."""
    judged = await reader.read(lambda desk: read_assessments(desk.record.db, Ref("c", number))[:1])
    return judged[0] if judged and judged[0]["verdict"] != "none" else None
