"""What editors do on the pages: approve a rebuttal, send it back, judge a claim.

The served record is never written to: an action opens the record anew, as the command line does, and closes it. Each
is a POST with Datasette's token and from one of our own pages; who acts is who has signed in, and the history says so.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mediawatch import errors
from mediawatch.errors import InputError, MediawatchError
from mediawatch.journeys.desk import Desk, open_desk
from mediawatch.web.headers import HEADERS
from mediawatch.web.reader import Missing, Page, Reader, open_reader
from mediawatch.web.render import render_page
from mediawatch.web.trouble import show_explained, without_place

Typed = Mapping[str, str]
Work = Callable[[Desk, int, Typed], object]
Show = Callable[[Reader, int], Awaitable[Page]]

NOT_YOURS: Mapping[str, str] = MappingProxyType(
    {
        "heading": "This is for editors",
        "advice": "Whoever runs this record can make you one (mediawatch user role).",
    }
)
"""What somebody reads who has signed in and is no editor."""


def approve(desk: Desk, number: int, typed: Typed) -> object:
    """Approve the words that were read, whose digest the form holds."""
    from mediawatch.journeys.approval import approve_rebuttal

    return approve_rebuttal(desk, number, digest=need_digest(typed))


def send_back(desk: Desk, number: int, typed: Typed) -> object:
    """Send them back with what has to change."""
    from mediawatch.journeys.approval import send_back as send_text_back

    return send_text_back(desk, number, typed.get("comment", ""), digest=need_digest(typed))


def assess(desk: Desk, number: int, typed: Typed) -> object:
    """Judge a claim, with the reason."""
    from mediawatch.journeys.assess import assess_claim

    return assess_claim(desk, number, typed.get("verdict", ""), typed.get("reason", ""))


def need_digest(typed: Typed) -> str:
    """The digest of the words that somebody read; without one it is not known which they were.

    Raises:
        InputError: the form has none.
    """
    digest = typed.get("digest", "").strip()
    if not digest:
        raise InputError("The form does not say which words were read.", "Open the page again.")
    return digest


async def show_rebuttal(reader: Reader, number: int) -> Page:
    from mediawatch.web.rebuttals import show_rebuttal

    return await show_rebuttal(reader, number)


async def show_claim(reader: Reader, number: int) -> Page:
    from mediawatch.web.claim import show_claim

    return await show_claim(reader, number)


ACTIONS: tuple[tuple[str, str, Work, Show], ...] = (
    ("rebuttal", "approve", approve, show_rebuttal),
    ("rebuttal", "send-back", send_back, show_rebuttal),
    ("claim", "assess", assess, show_claim),
)
"""To what, the end of the address, what is done, and how the page is shown again where it could not be."""


def list_actions() -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    """The routes."""
    return [
        (rf"/{kind}s/(?P<number>[^/]+)/{action}$", act(kind, work, show))
        for kind, action, work, show in ACTIONS
    ]


def act(kind: str, work: Work, show: Show) -> Callable[..., Awaitable[Any]]:
    """A Datasette view from an action."""

    async def view(datasette: Any, request: Any) -> Any:
        from datasette.utils.asgi import Response

        from mediawatch.web.routes import to_number
        from mediawatch.web.sign_in import FOREIGN, is_same_origin, lead_to_sign_in

        if request.actor is None:
            return lead_to_sign_in(datasette, request)
        reader = await open_reader(datasette, request.actor)
        try:
            number = to_number(request.url_vars, kind, f"{kind}s")
        except Missing as missing:
            return await show_explained(reader, request, missing)
        back = reader.link(f"/{kind}s/{number}")
        if request.method != "POST":
            return Response.redirect(back, headers=dict(HEADERS))
        if not reader.editor:
            return await render_page(reader, request, Page("trouble.html", NOT_YOURS, 403))
        typed = await request.post_vars()
        if not is_same_origin(request):
            return await show_again(reader, request, show, number, typed, FOREIGN, 403)
        try:
            await asyncio.to_thread(do, Path(reader.database.path), reader.who, work, number, typed)
        except MediawatchError as error:
            said = without_place(reader, error.message)
            return await show_again(reader, request, show, number, typed, said, find_status(error))
        return Response.redirect(back, status=303, headers=dict(HEADERS))

    return view


def do(path: Path, who: str, work: Work, number: int, typed: Typed) -> None:
    """Work at a desk of one's own, in one transaction."""
    with open_desk(path, who, signed_in=True) as desk:
        work(desk, number, typed)


def find_status(error: MediawatchError) -> int:
    """The status that says whose fault it was (RFC 9110, 15.5 and 15.6)."""
    if isinstance(error, errors.NotFound):
        return 404
    if isinstance(error, errors.NotAllowed):
        return 409
    return 400 if isinstance(error, InputError) else 503


async def show_again(
    reader: Reader, request: Any, show: Show, number: int, typed: Typed, said: str, status: int
) -> Any:
    """The page with the form as it was filled in, and what was wrong."""
    try:
        page = await show(reader, number)
    except Exception as exception:
        return await show_explained(reader, request, exception)
    context = {**page.context, "said": said, "typed": typed}
    return await render_page(reader, request, replace(page, context=context, status=status))
