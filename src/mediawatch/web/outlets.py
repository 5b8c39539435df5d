"""`/outlets` and `/outlets/N`: each outlet's record with us: what it claimed, what it put right, whether it rang."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mediawatch.web.asked import Asked
from mediawatch.web.reader import Missing, Page, Reader
from mediawatch.web.states import GOOD

MOST_SHOWN = 25
"""Claims, requests and reports on the page of an outlet; the lists have them all."""

RIGHTED = ", ".join(f"'{outcome}'" for outcome in GOOD)

LISTED = """
SELECT l.outlet_number, l.outlet, count(*) AS reports FROM reports_listed r
JOIN outlets_listed l ON l.outlet_number = r.outlet_number
{} GROUP BY l.outlet_number
"""

CLAIMS = """
SELECT outlet, count(*) AS claims, sum(open) AS open FROM (
    SELECT outlet, claim, max(state = 'open') AS open FROM standing_places WHERE outlet IN ({0}) GROUP BY outlet, claim)
GROUP BY outlet
"""

REQUESTS = f"""
SELECT outlet, request, max(outcome IN ({RIGHTED})) AS righted, max(outcome = 'refused') AS refused,
       max(outcome = '' OR outcome = 'no answer') AS silent,
       min(CASE WHEN outcome IN ({RIGHTED}) THEN outcome_on END) AS righted_on
FROM request_places WHERE outlet IN ({{0}}) GROUP BY outlet, request
"""

ASKED_ON = "SELECT request, asked_on, addressee FROM requests_overview WHERE request IN ({0})"

APPROACHES = """
SELECT outlet, sum(came) AS rang, sum(NOT came) AS silent FROM (
    SELECT outlet, report, max(came) AS came FROM (
        SELECT outlet, report, 1 AS came FROM contacts_overview
        WHERE direction = 'in' AND stage = 'before' AND report <> 0 AND outlet IN ({0})
        UNION ALL
        SELECT outlet, report, contact <> 0 FROM contact_searches_overview WHERE found = 0 AND outlet IN ({0}))
    GROUP BY outlet, report)
GROUP BY outlet
"""


@dataclass(frozen=True, slots=True)
class Dealings:
    """How an outlet has dealt with us, as far as it is recorded."""

    number: int
    outlet: str
    reports: int
    claims: int = 0
    open: int = 0
    """claims without an answer in at least one place there"""
    requests: int = 0
    righted: int = 0
    """requests after which something was corrected, clarified, apologised for, removed, or a reply published"""
    refused: int = 0
    days: float | None = None
    """the middle of the days from our asking to the first thing put right; None where nothing was"""
    rang: int = 0
    """reports before which it came to us"""
    silent: int = 0
    """reports for which somebody searched and found no approach"""


async def read_dealings(reader: Reader, outlets: Sequence[Mapping[str, Any]]) -> list[Dealings]:
    """The same outlets in the same order, with what is recorded of each.

    Args:
        outlets: outlet_number, outlet, reports.
    """
    names = {f"o{index}": row["outlet"] for index, row in enumerate(outlets)}
    places = ", ".join(f":{name}" for name in names)
    claims = {row["outlet"]: row for row in await reader.rows(CLAIMS.format(places), names)}
    approaches = {row["outlet"]: row for row in await reader.rows(APPROACHES.format(places), names)}
    asked = await reader.rows(REQUESTS.format(places), names)
    numbers = {f"q{index}": row["request"] for index, row in enumerate(asked)}
    known = await reader.rows(ASKED_ON.format(", ".join(f":{name}" for name in numbers)), numbers)
    asked_on = {row["request"]: row["asked_on"] for row in known}
    found = []
    for row in outlets:
        name = row["outlet"]
        requests = [each for each in asked if each["outlet"] == name and each["request"] in asked_on]
        lags = [
            count_days(asked_on[each["request"]], each["righted_on"]) for each in requests if each["righted"]
        ]
        days = [lag for lag in lags if lag is not None]
        found.append(
            Dealings(
                number=row["outlet_number"],
                outlet=name,
                reports=row["reports"],
                claims=claims[name]["claims"] if name in claims else 0,
                open=claims[name]["open"] if name in claims else 0,
                requests=len(requests),
                righted=sum(each["righted"] for each in requests),
                refused=sum(each["refused"] and not each["righted"] for each in requests),
                days=statistics.median(days) if days else None,
                rang=approaches[name]["rang"] if name in approaches else 0,
                silent=approaches[name]["silent"] if name in approaches else 0,
            )
        )
    return found


def count_days(first: str, last: str | None) -> int | None:
    """Days between two ISO days; None where one is not known."""
    from datetime import date

    try:
        return (date.fromisoformat(last or "") - date.fromisoformat(first)).days
    except ValueError:
        return None


async def list_outlets(reader: Reader, asked: Asked) -> Page:
    """The list, those with most reports first, 25 at a time."""
    pager = asked.pager(await reader.count("SELECT count(*) FROM outlets_listed"))
    outlets = await reader.rows(
        f"{LISTED.format('')} ORDER BY reports DESC, l.outlet COLLATE NOCASE LIMIT :size OFFSET :offset",
        {"size": pager.size, "offset": pager.offset},
    )
    return Page(
        "outlets.html",
        {"outlets": await read_dealings(reader, outlets), "pager": pager, "notes": asked.notes},
    )


async def show_outlet(reader: Reader, number: int) -> Page:
    """One outlet.

    Raises:
        Missing: no report of such an outlet stands in the record.
    """
    values: dict[str, Any] = {"outlet": number, "most": MOST_SHOWN}
    row = await reader.row(LISTED.format("WHERE r.outlet_number = :outlet"), values)
    if row is None:
        raise Missing(
            f"There is no outlet {number} with a report in the record. Look through the outlets, or use the search "
            "box above."
        )
    values["name"] = row["outlet"]
    return Page(
        "outlet.html",
        {
            "dealings": (await read_dealings(reader, [row]))[0],
            "claims": await reader.rows(
                "SELECT claim, claim_text, state, appearances FROM claims_overview WHERE claim IN "
                "(SELECT claim FROM standing_places WHERE outlet = :name) "
                "ORDER BY state <> 'open', first_published DESC, claim DESC LIMIT :most",
                values,
            ),
            "requests": await reader.rows(
                "SELECT request, kind, addressee, recipient, asked_on, outcomes, state, confidentiality "
                "FROM requests_overview WHERE request IN (SELECT request FROM request_places WHERE outlet = :name) "
                "ORDER BY asked_on DESC, request DESC LIMIT :most",
                values,
            ),
            "reports": await reader.rows(
                "SELECT report, title, published, published_precision, published_certain FROM reports_overview "
                "WHERE report IN (SELECT report FROM reports_listed WHERE outlet_number = :outlet "
                "ORDER BY published DESC, report DESC LIMIT :most) ORDER BY published DESC, report DESC",
                values,
            ),
            "most": MOST_SHOWN,
        },
    )
