"""`/rebuttals` and `/rebuttals/N`: what we answer; for staff drafts too, and for editors where they approve them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from mediawatch.errors import NotAllowed
from mediawatch.exporters.changes import fold_unchanged, set_lines
from mediawatch.journeys.approval import check_complete, check_may_approve
from mediawatch.journeys.desk import Desk
from mediawatch.model import Actor, Ref
from mediawatch.reading.statements import find_placeholders
from mediawatch.reading.word_diff import diff_words
from mediawatch.store import rebuttals as rows
from mediawatch.store.evidence import read_evidence
from mediawatch.store.markings import Audience
from mediawatch.store.reports import read_thing
from mediawatch.web.asked import Asked
from mediawatch.web.lists import Selection
from mediawatch.web.reader import Missing, Moved, Page, Reader
from mediawatch.web.states import Group

GROUPS: Mapping[str, Group] = MappingProxyType(
    {
        "waiting": Group("Wait for approval", "state IN ('draft', 'sent back')"),
        "approved": Group("Approved, not sent", "state = 'approved'"),
        "published": Group("Published", "state = 'published'"),
        "superseded": Group("Superseded", "state = 'superseded'"),
    }
)
"""The groups are disjoint and together hold every state of rebuttals_overview."""

APPROVED = "approved_by <> ''"
"""What everybody may see."""

ORDER = (
    "state NOT IN ('draft', 'sent back'), coalesce(nullif(published_on, ''), approved_on) DESC, rebuttal DESC"
)
"""What waits for approval first, then the newest."""

COLUMNS = "rebuttal, kind, state, title, text, version, written_by, written_on, approved_by, approved_on, published_on"

TONES: Mapping[str, str] = MappingProxyType(
    {"draft": "open", "sent back": "open", "approved": "asked", "published": "answered"}
)
"""The style of a state's tag; the words say it too."""


@dataclass(frozen=True, slots=True)
class Words:
    """A rebuttal's words as they stand, approved or not, with everything beside them."""

    row: dict[str, Any]
    """the row of rebuttals"""
    state: str
    digest: str
    """of title and text, so that nobody approves other words than those that were read"""
    writers: list[str]
    claims: list[dict[str, Any]]
    """claim and wording"""
    to_fill: list[str]
    """places that are left for a person to fill in"""
    refused: str
    """why this reader could not approve it, in a sentence; "" where nothing stands against it"""
    changed: list[Any]
    """against the version that was approved last: lines and gaps as exporters.changes has them; [] for none"""
    versions: list[dict[str, Any]]
    comments: list[dict[str, Any]]
    deliveries: list[dict[str, Any]]
    evidence: list[dict[str, Any]]


def select_rebuttals(asked: Asked, *, staff: bool = False) -> Selection:
    """What an address asks for.

    Args:
        staff: with drafts.
    """
    group = asked.one_of("state", tuple(GROUPS) if staff else tuple(GROUPS)[1:])
    where = " AND ".join([*([] if staff else [APPROVED]), *([GROUPS[group].where] if group else [])] or ["1"])
    return Selection("rebuttals", "rebuttals_overview", where, ORDER, {})


async def list_rebuttals(reader: Reader, asked: Asked) -> Page:
    """The list, 25 at a time."""
    selection = select_rebuttals(asked, staff=reader.staff)
    state = asked.words("state") if asked.words("state") in GROUPS else ""
    sums = ", ".join(f"coalesce(sum({group.where}), 0) AS {name}" for name, group in GROUPS.items())
    everything = "1" if reader.staff else APPROVED
    counts = await reader.row(f'SELECT count(*) AS "all", {sums} FROM rebuttals_overview WHERE {everything}')
    pager = asked.pager(
        await reader.count(f"SELECT count(*) FROM rebuttals_overview WHERE {selection.where}")
    )
    found = await reader.rows(
        f"{selection.query(COLUMNS)} LIMIT :size OFFSET :offset", {"size": pager.size, "offset": pager.offset}
    )
    return Page(
        "rebuttals.html",
        {
            "rebuttals": await fill_drafts(reader, found),
            "groups": GROUPS,
            "counts": counts,
            "tones": TONES,
            "filters": {"state": state if selection.where not in ("1", APPROVED) else ""},
            "pager": pager,
            "notes": asked.notes,
        },
    )


async def fill_drafts(reader: Reader, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with the words of drafts, which the view shows to nobody."""
    if not reader.staff:
        return found
    numbers = {f"b{index}": row["rebuttal"] for index, row in enumerate(found) if not row["approved_by"]}
    places = ", ".join(f":{name}" for name in numbers)
    drafts = {
        row["id"]: row
        for row in await reader.rows(f"SELECT id, title, text FROM rebuttals WHERE id IN ({places})", numbers)
    }
    return [
        {**row, **{name: drafts[row["rebuttal"]][name] for name in ("title", "text")}}
        if row["rebuttal"] in drafts
        else row
        for row in found
    ]


async def count_waiting(reader: Reader) -> int:
    """How many drafts wait for approval; 0 for whoever does not see them."""
    if not reader.staff:
        return 0
    return await reader.count(f"SELECT count(*) FROM rebuttals_overview WHERE {GROUPS['waiting'].where}")


async def show_rebuttal(reader: Reader, number: int) -> Page:
    """One rebuttal, for staff. Everybody else finds an approved one on the page of its claim.

    Raises:
        Missing: there is none that this reader may see.
        Moved: to the page of the claim.
    """
    seen = await reader.row("SELECT * FROM rebuttals_overview WHERE rebuttal = :number", {"number": number})
    if seen is None or not (reader.staff or seen["approved_by"]):
        raise Missing(
            f"There is no approved rebuttal {number} in the record. Look through the rebuttals, or use the search "
            "box above."
        )
    if not reader.staff:
        claim = await reader.count(
            "SELECT min(standing_claim) FROM answered_claims WHERE rebuttal_id = :number", {"number": number}
        )
        if not claim:
            raise Missing(f"Rebuttal {number} answers no claim that stands. Look through the rebuttals.")
        raise Moved(f"/claims/{claim}#b{number}")
    words = await reader.read(lambda desk: read_words(desk, number, reader.who, reader.audience))
    return Page("rebuttal.html", {"rebuttal": seen, "text": words, "tones": TONES, "said": "", "typed": ""})


def read_words(desk: Desk, number: int, who: str, audience: Audience) -> Words:
    """A rebuttal with everything beside it.

    Args:
        who: who reads, and may want to approve it.

    Raises:
        NotFound: there is none, or it was withdrawn.
    """
    db = desk.record.db
    row = read_thing(db, Ref("b", number))
    versions = rows.read_versions(db, number)
    now = desk.actor()
    actor = Actor(who, now.now, now.today)
    refused = ""
    if not row["approved_at"]:
        try:
            check_complete(row)
            check_may_approve(db, row, actor)
        except NotAllowed as error:
            refused = error.message
    before = versions[-1]["text"] if versions and not row["approved_at"] else None
    changed = [] if before is None else fold_unchanged(set_lines(diff_words(before, row["text"])))
    approved_writers = versions[-1]["writers"] if row["approved_at"] and versions else []
    return Words(
        row=row,
        state=rows.read_state(db, row),
        digest=rows.digest_words(row),
        writers=approved_writers or rows.read_writers(db, number),
        claims=rows.read_answered(db, number),
        to_fill=find_placeholders(f"{row['title']}\n{row['text']}"),
        refused=refused,
        changed=list(changed),
        versions=versions,
        comments=rows.read_comments(db, number),
        deliveries=rows.read_deliveries(db, number, audience),
        evidence=read_evidence(db, number, audience),
    )
