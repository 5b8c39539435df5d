"""`/requests` and `/requests/N`: what we asked for and what came of it, and by when who has to do what."""

from __future__ import annotations

from typing import Any

from mediawatch.deadlines import Deadline
from mediawatch.journeys.deadlines import describe, find_deadlines
from mediawatch.journeys.desk import Desk
from mediawatch.model import Ref
from mediawatch.store.markings import Audience
from mediawatch.web.asked import Asked
from mediawatch.web.lists import Selection
from mediawatch.web.reader import Missing, Page, Reader

MOST_DEADLINES = 50
"""Deadlines on the page; its files and the command have them all."""
WHOSE = {"ours": "our last day", "theirs": "their time to answer", "discretion": "at their discretion"}
"""Whose time it is, in words."""


def find_running(desk: Desk, audience: Audience, refs: tuple[Ref, ...] = ()) -> list[Deadline]:
    """The deadlines that run and have a day, the next one first, as somebody may see them."""
    found = find_deadlines(desk, audience=audience, refs=refs, pressing=True)
    return sorted((each for each in found.deadlines if each.due_on), key=lambda each: (each.due_on, each.uid))


def read_pressing(
    desk: Desk, audience: Audience, refs: tuple[Ref, ...] = ()
) -> tuple[list[dict[str, Any]], int]:
    """At most MOST_DEADLINES of them, for a page, and how many more there are."""
    running = find_running(desk, audience, refs)
    return [describe(each) for each in running[:MOST_DEADLINES]], max(0, len(running) - MOST_DEADLINES)


def select_requests(asked: Asked) -> Selection:
    """What an address asks for: every request, the newest first; or one."""
    number = asked.number("request", "q")
    where = "(:request = 0 OR request = :request)"
    said = (("request", f"q{number}"),) if number else ()
    return Selection(
        "requests", "requests_overview", where, "asked_on DESC, request DESC", {"request": number}, said
    )


async def list_requests(reader: Reader, asked: Asked) -> Page:
    """The deadlines that run, then every request, the newest first, 25 at a time."""
    selection = select_requests(asked)
    counted = f"SELECT count(*) FROM {selection.view} WHERE {selection.where}"
    pager = asked.pager(await reader.count(counted, selection.values))
    requests = await reader.rows(
        f"{selection.query()} LIMIT :size OFFSET :offset",
        {**selection.values, "size": pager.size, "offset": pager.offset},
    )
    deadlines, more = await reader.read(lambda desk: read_pressing(desk, reader.audience))
    return Page(
        "requests.html",
        {
            "requests": requests,
            "deadlines": deadlines,
            "more_deadlines": more,
            "whose": WHOSE,
            "pager": pager,
            "notes": asked.notes,
        },
    )


async def show_request(reader: Reader, number: int) -> Page:
    """One request with its steps, what it is about, and its deadlines.

    Raises:
        Missing: there is no such request, it was withdrawn, or it is not for everybody.
    """
    values = {"request": number}
    request = await reader.row("SELECT * FROM requests_overview WHERE request = :request", values)
    if request is None:
        raise Missing(
            f"There is no request {number} in the record, or it was withdrawn. Look through the requests, or use the "
            "search box above."
        )
    deadlines, _ = await reader.read(lambda desk: read_pressing(desk, reader.audience, (Ref("q", number),)))
    return Page(
        "request.html",
        {
            "made": request,
            "steps": await reader.rows(
                "SELECT * FROM request_steps_overview WHERE request = :request ORDER BY occurred_on, request_step",
                values,
            ),
            "places": await reader.rows(
                "SELECT * FROM request_places WHERE request = :request ORDER BY report, appearance", values
            ),
            "deadlines": deadlines,
            "whose": WHOSE,
        },
    )
