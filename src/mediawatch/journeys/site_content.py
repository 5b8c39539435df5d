"""Which of the record goes out in public, and why the rest does not.

An answer is public when it was approved and we published it ourselves, on our site or in a post: what went to one
outlet by mail or letter is not. A claim is public when a public answer answers it; a place, when its claim
is. Of each only what exporters.site.content has a place for is read, through the views that everybody may see.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sqlite_utils import Database

from mediawatch.errors import InputError, NotFound
from mediawatch.exporters.site.content import PublicAnswer, PublicClaim, PublicOutlet, PublicPlace, PublicSite
from mediawatch.journeys.desk import Desk
from mediawatch.model import Ref
from mediawatch.reading.references import parse_ref
from mediawatch.store.rows import select, select_one
from mediawatch.store.settings import read_settings

MOST_QUOTED = 150
"""Words of a quote that go out. A quote is somebody's text: UK law allows no more of it than the purpose needs
(Copyright, Designs and Patents Act 1988, section 30 (1ZA))."""

OUTCOMES = ("corrected", "clarified", "apologised", "removed", "replied")
"""What a publisher did for all to see; that one refused, or has not answered, is correspondence."""

ANSWERS = """
SELECT v.rebuttal_id AS number, v.title AS title, v.text AS text, d.occurred_on AS published_on, d.address AS address,
       b.superseded_on AS superseded_on, coalesce(b.superseded_by, 0) AS superseded_by
FROM deliveries d
JOIN rebuttals b ON b.id = d.rebuttal_id AND b.withdrawn_at IS NULL
JOIN rebuttal_versions v ON v.rebuttal_id = d.rebuttal_id AND v.version = d.version
WHERE d.channel IN ('', 'our site', 'post') AND d.outlet_id IS NULL AND d.recipient = ''
ORDER BY d.version DESC, d.occurred_on, d.id
"""

PLACES = """
SELECT a.appearance AS appearance, a.claim AS claim, a.report AS report, coalesce(r.outlet_id, 0) AS outlet,
       a.title AS title, v.address AS address, a.published AS published, a.published_precision AS precision,
       a.published_certain AS certain, a.quote AS quote, a.state AS state
FROM appearances_overview a
JOIN reports r ON r.id = a.report
JOIN reports_overview v ON v.report = a.report
WHERE a.claim = :claim ORDER BY a.published = '', a.published, a.appearance
"""

OUTCOME_ON = """
SELECT max(outcome_on) AS day FROM request_places WHERE appearance = :appearance AND outcome = :outcome
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that stays in the record, and why."""

    ref: str
    why: str


@dataclass(frozen=True, slots=True)
class Selection:
    """What goes out, and what stays."""

    site: PublicSite
    kept: tuple[Kept, ...]
    shortened: tuple[str, ...]
    """references of reports whose quote was cut to MOST_QUOTED words"""


def select_public(desk: Desk, *, address: str, left_out: Collection[Ref]) -> Selection:
    """What of the record is public.

    Args:
        address: where the site will stand; ends with a slash, or is "".
        left_out: claims (c7), answers (b3) and reports (r12) that shall stay though they could go out.

    Raises:
        NotFound: something to be left out is not in the record.
    """
    db = desk.record.db
    kept: list[Kept] = []
    answers = read_answers(db, left_out, kept)
    claims = read_claims(db, answers, left_out, kept)
    standing = {claim["claim"] for claim in claims}
    public_answers = make_answers(db, answers, standing)
    shortened: list[str] = []
    made = tuple(
        PublicClaim(
            claim["claim"],
            claim["claim_text"],
            tuple(read_places(db, claim["claim"], left_out, shortened)),
            tuple(answer.number for answer in public_answers if claim["claim"] in answer.claims),
        )
        for claim in claims
    )
    (record,) = db.execute("SELECT record_uuid FROM organisation").fetchone()
    site = PublicSite(
        organisation=desk.organisation,
        address=address,
        record=record,
        timezone=desk.timezone,
        made_at=desk.actor().now,
        claims=made,
        answers=public_answers,
        outlets=tuple(read_outlets(db, made)),
    )
    return Selection(site, tuple(kept), tuple(shortened))


def read_answers(db: Database, left_out: Collection[Ref], kept: list[Kept]) -> dict[int, dict[str, Any]]:
    """The answers that we published, by number: the newest version of each that went out, with its first day."""
    found: dict[int, dict[str, Any]] = {}
    for row in select(db, ANSWERS):
        found.setdefault(row["number"], row)
    for row in select(db, "SELECT id, approved_at FROM rebuttals WHERE withdrawn_at IS NULL ORDER BY id"):
        ref = Ref("b", row["id"])
        if ref in left_out:
            found.pop(ref.number, None)
            kept.append(Kept(str(ref), "you said so"))
        elif row["approved_at"] is None:
            kept.append(Kept(str(ref), "nobody has approved it"))
        elif row["id"] not in found:
            kept.append(Kept(str(ref), "we did not publish it ourselves, on our site or in a post"))
    return found


def read_claims(
    db: Database, answers: dict[int, dict[str, Any]], left_out: Collection[Ref], kept: list[Kept]
) -> list[dict[str, Any]]:
    """The claims that one of these answers answers."""
    answered = {
        row["standing_claim"]
        for row in select(db, "SELECT rebuttal_id, standing_claim FROM answered_claims")
        if row["rebuttal_id"] in answers
    }
    found = []
    for row in select(db, "SELECT claim, claim_text FROM claims_overview ORDER BY claim"):
        ref = Ref("c", row["claim"])
        if ref in left_out:
            kept.append(Kept(str(ref), "you said so"))
        elif row["claim"] not in answered:
            kept.append(Kept(str(ref), "no answer to it is public"))
        else:
            found.append(row)
    return found


def make_answers(
    db: Database, answers: dict[int, dict[str, Any]], standing: Collection[int]
) -> tuple[PublicAnswer, ...]:
    """The answers to these claims, the newest first. One that answers none of them has nothing to stand beside."""
    claims: dict[int, list[int]] = {}
    for row in select(db, "SELECT rebuttal_id, standing_claim FROM answered_claims ORDER BY standing_claim"):
        if row["standing_claim"] in standing:
            claims.setdefault(row["rebuttal_id"], []).append(row["standing_claim"])
    made = [
        PublicAnswer(
            number=row["number"],
            title=row["title"],
            text=row["text"],
            published_on=row["published_on"],
            address=row["address"],
            claims=tuple(claims[row["number"]]),
            superseded_by=row["superseded_by"]
            if row["superseded_by"] in answers and row["superseded_by"] in claims
            else 0,
            superseded=row["superseded_on"] is not None,
        )
        for row in answers.values()
        if row["number"] in claims
    ]
    return tuple(sorted(made, key=lambda answer: (answer.published_on, answer.number), reverse=True))


def read_places(
    db: Database, claim: int, left_out: Collection[Ref], shortened: list[str]
) -> Iterator[PublicPlace]:
    """Where a claim was made, the oldest first."""
    for row in select(db, PLACES, {"claim": claim}):
        report = Ref("r", row.pop("report"))
        if report in left_out:
            continue
        state = row.pop("state")
        outcome = state if state in OUTCOMES else ""
        day = select_one(db, OUTCOME_ON, {"appearance": row["appearance"], "outcome": outcome}) or {}
        words = row["quote"].split()
        if len(words) > MOST_QUOTED:
            row["quote"] = " ".join(words[:MOST_QUOTED]) + " […]"
            shortened.append(str(report))
        yield PublicPlace(
            **{**row, "certain": bool(row["certain"])},
            outcome=outcome,
            outcome_on=(day.get("day") or "") if outcome else "",
        )


def read_outlets(db: Database, claims: Sequence[PublicClaim]) -> Iterator[PublicOutlet]:
    """The outlets of these claims' places."""
    wanted = {place.outlet for claim in claims for place in claim.places}
    for row in select(db, "SELECT id, name FROM outlets ORDER BY id"):
        if row["id"] in wanted:
            yield PublicOutlet(row["id"], row["name"])


def check_address(address: str) -> str:
    """The address with a slash at its end.

    Raises:
        InputError: it is none that a site could stand at.
    """
    if not address:
        return ""
    parts = urlsplit(address)
    if (
        parts.scheme not in ("https", "http")
        or not parts.hostname
        or parts.query
        or parts.fragment
        or parts.username
    ):
        raise InputError(
            f"{address!r} is no address for a site.", "Write it as https://answers.example.org/."
        )
    return address.rstrip("/") + "/"


def read_left_out(db: Database, typed: Sequence[str]) -> frozenset[Ref]:
    """What shall stay: what the setting says, and what is said now.

    Raises:
        InputError, NotFound: see parse_left_out().
    """
    return frozenset(parse_left_out(db, [*read_settings(db).get("site-leaves-out", "").split(), *typed]))


def parse_left_out(db: Database, typed: Sequence[str]) -> list[Ref]:
    """References of what shall stay, in order, each once.

    Raises:
        InputError: a reference that is none, or of a kind that is not left out by itself.
        NotFound: it is not in the record.
    """
    found = list(dict.fromkeys(parse_ref(each) for each in typed))
    for ref in found:
        table = {"c": "claims", "b": "rebuttals", "r": "reports"}.get(ref.letter)
        if table is None:
            raise InputError(
                f"{ref} cannot be left out by itself.", "Name claims (c7), answers (b3) or reports (r12)."
            )
        if not db.execute(f"SELECT 1 FROM {table} WHERE id = ?", (ref.number,)).fetchone():
            raise NotFound(f"There is no {ref} in the record.", "See `mediawatch list claims`.")
    return found
