"""Which address shows which page."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from mediawatch.errors import MediawatchError
from mediawatch.store.sqlite import sqlite3
from mediawatch.web.access import may_look
from mediawatch.web.asked import Asked
from mediawatch.web.place import find_root, is_house
from mediawatch.web.reader import Missing, Moved, Page, Reader, open_anyway, open_reader
from mediawatch.web.render import render_page
from mediawatch.web.trouble import show_explained

Make = Callable[[Reader, Asked, dict[str, str]], Awaitable[Any]]


async def overview(reader: Reader, asked: Asked, parts: dict[str, str]) -> Page:
    from mediawatch.web.overview import show_overview

    return await show_overview(reader)


async def reports(reader: Reader, asked: Asked, parts: dict[str, str]) -> Page:
    from mediawatch.web.reports import list_reports

    return await list_reports(reader, asked)


async def report(reader: Reader, asked: Asked, parts: dict[str, str]) -> Page:
    from mediawatch.web.report import show_report

    return await show_report(reader, to_number(parts, "report", "reports"))


async def claims(reader: Reader, asked: Asked, parts: dict[str, str]) -> Page:
    from mediawatch.web.claims import list_claims

    return await list_claims(reader, asked)


async def claim(reader: Reader, asked: Asked, parts: dict[str, str]) -> Page:
    from mediawatch.web.claim import show_claim

    return await show_claim(reader, to_number(parts, "claim", "claims"))


async def outlets(reader: Reader, asked: Asked, parts: dict[str, str]) -> Page:
    from mediawatch.web.outlets import list_outlets

    return await list_outlets(reader, asked)


async def outlet(reader: Reader, asked: Asked, parts: dict[str, str]) -> Page:
    from mediawatch.web.outlets import show_outlet

    return await show_outlet(reader, to_number(parts, "outlet", "outlets"))


async def works(reader: Reader, asked: Asked, parts: dict[str, str]) -> Page:
    from mediawatch.web.works import list_works

    return await list_works(reader, asked)


async def work(reader: Reader, asked: Asked, parts: dict[str, str]) -> Page:
    from mediawatch.web.works import show_work

    return await show_work(reader, to_number(parts, "work", "works"))


async def citations(reader: Reader, asked: Asked, parts: dict[str, str]) -> Page:
    from mediawatch.web.citations import list_citations

    return await list_citations(reader, asked)


async def citation(reader: Reader, asked: Asked, parts: dict[str, str]) -> Page:
    from mediawatch.web.citations import show_citation

    return await show_citation(reader, to_number(parts, "citation", "citations"))


async def requests(reader: Reader, asked: Asked, parts: dict[str, str]) -> Page:
    from mediawatch.web.requests import list_requests

    return await list_requests(reader, asked)


async def request(reader: Reader, asked: Asked, parts: dict[str, str]) -> Page:
    from mediawatch.web.requests import show_request

    return await show_request(reader, to_number(parts, "request", "requests"))


async def sources(reader: Reader, asked: Asked, parts: dict[str, str]) -> Page:
    from mediawatch.web.sources import list_sources

    return await list_sources(reader, asked)


async def source(reader: Reader, asked: Asked, parts: dict[str, str]) -> Page:
    from mediawatch.web.sources import show_source

    return await show_source(reader, to_number(parts, "source", "sources"))


async def leads(reader: Reader, asked: Asked, parts: dict[str, str]) -> Page:
    from mediawatch.web.sources import list_leads

    return await list_leads(reader, asked)


async def runs(reader: Reader, asked: Asked, parts: dict[str, str]) -> Page:
    from mediawatch.web.sources import list_runs

    return await list_runs(reader, asked)


async def rebuttals(reader: Reader, asked: Asked, parts: dict[str, str]) -> Page:
    from mediawatch.web.rebuttals import list_rebuttals

    return await list_rebuttals(reader, asked)


async def rebuttal(reader: Reader, asked: Asked, parts: dict[str, str]) -> Page:
    from mediawatch.web.rebuttals import show_rebuttal

    return await show_rebuttal(reader, to_number(parts, "rebuttal", "rebuttals"))


async def timeline(reader: Reader, asked: Asked, parts: dict[str, str]) -> Page:
    from mediawatch.web.timeline import show_timeline

    return await show_timeline(reader, asked)


async def export(reader: Reader, asked: Asked, parts: dict[str, str]) -> Any:
    from mediawatch.web.export import export_timeline

    return await export_timeline(reader, asked, parts["format"])


async def list_file(reader: Reader, asked: Asked, parts: dict[str, str]) -> Any:
    from mediawatch.web.citations import select_citations
    from mediawatch.web.claims import select_claims
    from mediawatch.web.export import export_list
    from mediawatch.web.rebuttals import select_rebuttals
    from mediawatch.web.reports import select_whole_reports
    from mediawatch.web.requests import select_requests

    select = {
        "claims": select_claims,
        "citations": select_citations,
        "rebuttals": select_rebuttals,
        "reports": select_whole_reports,
        "requests": select_requests,
    }[parts["noun"]]
    return await export_list(reader, asked, select, parts["format"])


async def deadlines_file(reader: Reader, asked: Asked, parts: dict[str, str]) -> Any:
    from mediawatch.web.export import export_deadlines

    return await export_deadlines(reader, asked, parts["format"])


async def search(reader: Reader, asked: Asked, parts: dict[str, str]) -> Page:
    from mediawatch.web.search import show_search

    return await show_search(reader, asked)


async def about(reader: Reader, asked: Asked, parts: dict[str, str]) -> Page:
    from mediawatch.web.about import show_about

    return await show_about(reader)


async def nowhere(reader: Reader, asked: Asked, parts: dict[str, str]) -> Page:
    raise Missing("There is no such page. Look for it with the search box above, or begin at the overview.")


PAGES: tuple[tuple[str, Make], ...] = (
    (r"/?$", overview),
    (r"/reports$", reports),
    (r"/reports/(?P<number>[^/]+)$", report),
    (r"/claims$", claims),
    (r"/claims/(?P<number>[^/]+)$", claim),
    (r"/rebuttals$", rebuttals),
    (r"/rebuttals/(?P<number>[^/]+)$", rebuttal),
    (r"/outlets$", outlets),
    (r"/outlets/(?P<number>[^/]+)$", outlet),
    (r"/works$", works),
    (r"/works/(?P<number>[^/]+)$", work),
    (r"/citations$", citations),
    (r"/citations/(?P<number>[^/]+)$", citation),
    (r"/requests$", requests),
    (r"/requests/(?P<number>[^/]+)$", request),
    (r"/sources$", sources),
    (r"/sources/(?P<number>[^/]+)$", source),
    (r"/leads$", leads),
    (r"/runs$", runs),
    (r"/timeline$", timeline),
    (r"/timeline\.(?P<format>md|html|csv|json|jsonl|atom|ics|xlsx|docx|pdf)$", export),
    (r"/(?P<noun>claims|citations|rebuttals|reports|requests)\.(?P<format>csv|xlsx|json|jsonl)$", list_file),
    (r"/(?P<noun>claims|citations|requests)\.(?P<format>html|md|docx|pdf|ics|atom)$", list_file),
    (r"/deadlines\.(?P<format>ics|csv)$", deadlines_file),
    (r"/search$", search),
    (r"/about$", about),
)
"""Addresses below our root."""

CLOSED: tuple[tuple[str, Make], ...] = (
    (r"/-/(?!static/|static-plugins/).*$", nowhere),
    (r"/index\.jsono?$|/\.jsono?$|/record/[^/]+\.csv$", nowhere),
)
"""What `mediawatch serve` does not offer: Datasette's pages for administrators, and its CSV, in which a cell
that begins with `=` runs as a formula (OWASP, "CSV Injection"); our exports do not have that."""


def to_number(parts: dict[str, str], kind: str, listed: str) -> int:
    """The number in an address.

    Raises:
        Missing: it is none that SQLite could hold.
    """
    asked = parts["number"]
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 15):
        raise Missing(
            f"“{asked}” is no number of a {kind}. Look through the {listed}, or use the search box above."
        )
    return int(asked)


def answer(make: Make) -> Callable[..., Awaitable[Any]]:
    """A Datasette view from a page of ours: reads only, and explains what goes wrong."""

    async def view(datasette: Any, request: Any) -> Any:
        from datasette.utils.asgi import Response

        if request.method not in ("GET", "HEAD"):
            return Response.text("These pages can only be read.", status=405, headers={"allow": "GET, HEAD"})
        if not await may_look(datasette, request.actor):
            from mediawatch.web.sign_in import lead_to_sign_in

            return lead_to_sign_in(datasette, request)
        try:
            reader = await open_reader(datasette, request.actor)
        except (MediawatchError, sqlite3.Error) as exception:
            return await show_explained(await open_anyway(datasette, request.actor), request, exception)
        asked = Asked(request.args)
        try:
            made = await make(reader, asked, request.url_vars)
        except Moved as moved:
            return Response.redirect(reader.link(str(moved)))
        except Exception as exception:
            return await show_explained(reader, request, exception)
        if isinstance(made, Page):
            return await render_page(reader, request, made)
        return made

    return view


def serves_record(datasette: Any) -> bool:
    """Whether there is a record among the databases, asked before Datasette has started."""
    from mediawatch.store.connection import APPLICATION_ID

    for database in datasette.databases.values():
        if database.is_memory:
            continue
        connection = database.connect()
        try:
            if connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID:
                return True
        except sqlite3.DatabaseError:  # not a database: for Datasette to say
            continue
        finally:
            connection.close()
    return False


def list_routes(datasette: Any) -> list[tuple[str, Callable[..., Any]]]:
    """Our routes, before Datasette's own; none where no record is served."""
    if is_house(datasette):
        from mediawatch.web.actions import list_actions
        from mediawatch.web.health import show_health
        from mediawatch.web.sign_in import is_required, sign_in, sign_out

        doors = (
            [(r"/sign-in$", sign_in), (r"/sign-out$", sign_out), *list_actions()]
            if is_required(datasette)
            else []
        )
        health = (r"/health$", show_health)
        return [health, *doors, *((pattern, answer(make)) for pattern, make in (*PAGES, *CLOSED))]
    if not serves_record(datasette):
        return []
    root = re.escape(find_root(datasette))
    return [(root + pattern, answer(make)) for pattern, make in PAGES]
