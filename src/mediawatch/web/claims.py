"""`/claims`: every claim, those without an answer first."""

from __future__ import annotations

from typing import Any

from mediawatch.web.asked import Asked
from mediawatch.web.lists import Selection
from mediawatch.web.offered import note_unknown_outlet, offer_outlets
from mediawatch.web.reader import Page, Reader
from mediawatch.web.states import GROUPS

BY_OUTLET = (
    "(:outlet = '' OR claim IN (SELECT claim FROM standing_places WHERE outlet = :outlet COLLATE NOCASE))"
)

ORDER = "state <> 'open', CASE WHEN state = 'open' THEN waiting_since END, first_published DESC, claim DESC"
"""Without an answer first, of these the longest waiting first; then the newest."""


async def count_groups(reader: Reader, values: dict[str, str]) -> dict[str, int]:
    """How many claims there are of each group, under the other filters."""
    sums = ", ".join(f"coalesce(sum({group.where}), 0) AS {name}" for name, group in GROUPS.items())
    row = await reader.row(f'SELECT count(*) AS "all", {sums} FROM claims_overview WHERE {BY_OUTLET}', values)
    return dict(row or {})


async def find_first_seen(reader: Reader, claims: list[int]) -> dict[int, dict[str, Any]]:
    """For each claim that appeared anywhere: the report that made it first, with its day as exactly as is known."""
    places = ", ".join(f":c{index}" for index in range(len(claims)))
    rows = await reader.rows(
        "SELECT claim, report, title, outlet, published, published_precision, published_certain "
        f"FROM appearances_overview WHERE claim IN ({places}) ORDER BY published = '', published, appearance",
        {f"c{index}": number for index, number in enumerate(claims)},
    )
    first: dict[int, dict[str, Any]] = {}
    for row in rows:
        first.setdefault(row["claim"], row)
    return first


def select_claims(asked: Asked) -> Selection:
    """What an address asks for."""
    state = asked.one_of("state", GROUPS)
    where = f"{BY_OUTLET} AND {GROUPS[state].where}" if state else BY_OUTLET
    values = {"outlet": asked.words("outlet")}
    said = (("state", GROUPS[state].label if state else ""), ("outlet", values["outlet"]))
    told = tuple(each for each in said if each[1])
    return Selection("claims", "claims_overview", where, ORDER, values, told)


async def list_claims(reader: Reader, asked: Asked) -> Page:
    """The list, 25 at a time."""
    state = asked.words("state") if asked.words("state") in GROUPS else ""
    selection = select_claims(asked)
    await note_unknown_outlet(reader, asked)
    counts = await count_groups(reader, dict(selection.values))
    pager = asked.pager(counts[state or "all"])
    columns = "claim, claim_text, state, answer, appearances, reports, lag_days, waiting_since, assessment"
    rows = await reader.rows(
        f"{selection.query(columns)} LIMIT :size OFFSET :offset",
        {**selection.values, "size": pager.size, "offset": pager.offset},
    )
    return Page(
        "claims.html",
        {
            "claims": rows,
            "first_seen": await find_first_seen(reader, [row["claim"] for row in rows]),
            "groups": GROUPS,
            "counts": counts,
            "outlets": await offer_outlets(reader),
            "filters": {**selection.values, "state": state},
            "pager": pager,
            "notes": asked.notes,
        },
    )
