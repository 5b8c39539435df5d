"""`/sources`, `/sources/N`, `/leads`, `/runs`: what is watched, how it goes, and what became of what it lists."""

from __future__ import annotations

from mediawatch.journeys.source_health import check_sources
from mediawatch.reading.spans import say_span
from mediawatch.web.asked import Asked
from mediawatch.web.reader import Missing, Page, Reader

LAST_READS = 20
LAST_LEADS = 25

LEADS = {
    "waiting": "Waits to be read",
    "recorded": "Recorded",
    "known": "Known already",
    "no name": "Without a name of ours",
    "refused": "Refused",
    "failed": "Gave nothing",
}
"""What became of a lead, in words."""

TONES = {
    "watched": "answered",
    "new": "refused",
    "failing": "open",
    "paused": "refused",
    "retired": "refused",
}
"""The style of a source's tag; the words say it too."""


async def list_sources(reader: Reader, asked: Asked) -> Page:
    """What is wrong with the sources, then every one that is not retired."""
    pager = asked.pager(await reader.count("SELECT count(*) FROM sources_overview WHERE state <> 'retired'"))
    return Page(
        "sources.html",
        {
            "sources": await reader.rows(
                "SELECT * FROM sources_overview WHERE state <> 'retired' "
                "ORDER BY state <> 'failing', title COLLATE NOCASE, source LIMIT :size OFFSET :offset",
                {"size": pager.size, "offset": pager.offset},
            ),
            "troubles": await reader.read(check_sources),
            "run": await reader.row(
                "SELECT * FROM runs_overview WHERE kind = 'watch' ORDER BY run DESC LIMIT 1"
            ),
            "tones": TONES,
            "pager": pager,
            "notes": asked.notes,
        },
    )


async def show_source(reader: Reader, number: int) -> Page:
    """One source: how it goes, its last reads, and what it listed last.

    Raises:
        Missing: there is none of that number.
    """
    values = {"source": number}
    source = await reader.row("SELECT * FROM sources_overview WHERE source = :source", values)
    if source is None:
        raise Missing(f"There is no source {number} in the record. Look through the sources.")
    return Page(
        "source.html",
        {
            "source": source,
            "span": say_span(source["interval"]),
            "troubles": await reader.read(lambda desk: check_sources(desk, [number])),
            "reads": await reader.rows(
                "SELECT * FROM source_reads_overview WHERE source = :source "
                f"ORDER BY source_read DESC LIMIT {LAST_READS}",
                values,
            ),
            "leads": await reader.rows(
                "SELECT e.* FROM lead_sightings g JOIN leads_overview e ON e.lead = g.lead_id "
                f"WHERE g.source_id = :source ORDER BY g.lead_id DESC LIMIT {LAST_LEADS}",
                values,
            ),
            "tones": TONES,
            "states": LEADS,
        },
    )


async def list_leads(reader: Reader, asked: Asked) -> Page:
    """Addresses that sources listed, the newest first, by what became of them."""
    state = asked.one_of("state", LEADS)
    where = "state = :state" if state else "1"
    counts = await reader.rows("SELECT state, count(*) AS number FROM leads_overview GROUP BY state")
    counted = {row["state"]: row["number"] for row in counts}
    pager = asked.pager(counted.get(state, 0) if state else sum(counted.values()))
    return Page(
        "leads.html",
        {
            "leads": await reader.rows(
                f"SELECT * FROM leads_overview WHERE {where} ORDER BY lead DESC LIMIT :size OFFSET :offset",
                {"state": state, "size": pager.size, "offset": pager.offset},
            ),
            "states": LEADS,
            "state": state,
            "counts": counted,
            "pager": pager,
            "notes": asked.notes,
        },
    )


async def list_runs(reader: Reader, asked: Asked) -> Page:
    """What ran, the newest first."""
    pager = asked.pager(await reader.count("SELECT count(*) FROM runs_overview"))
    runs = await reader.rows(
        "SELECT * FROM runs_overview ORDER BY run DESC LIMIT :size OFFSET :offset",
        {"size": pager.size, "offset": pager.offset},
    )
    return Page("runs.html", {"runs": runs, "pager": pager, "notes": asked.notes})
