"""Signing in and out of `mediawatch serve`: who asks, and what becomes of those whom nobody knows."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlsplit

from mediawatch.errors import MediawatchError
from mediawatch.journeys import access
from mediawatch.web.headers import HEADERS
from mediawatch.web.place import PLUGIN, is_house
from mediawatch.web.reader import Page, open_reader
from mediawatch.web.render import render_page

COOKIE: Final = "mediawatch_session"
WRONG: Final = "Name or password is wrong."
FOREIGN: Final = "This form was sent from elsewhere. Open the page here and send it again."


def settings_of(datasette: Any) -> Mapping[str, Any]:
    """How people sign in: `sign_in` ("", "required"), `header` (of a proxy that has signed them in), `secure`."""
    return (datasette.plugin_config(PLUGIN) or {}) if is_house(datasette) else {}


def is_required(datasette: Any) -> bool:
    """Whether nobody sees anything who is not signed in."""
    return settings_of(datasette).get("sign_in") == "required"


def record_of(datasette: Any) -> Path:
    """The record's file."""
    return Path(next(database.path for database in datasette.databases.values() if database.path))


async def find_actor(datasette: Any, request: Any) -> dict[str, str] | None:
    """Who asks, for Datasette: name and role; None for nobody that is known."""
    if not is_required(datasette):
        return None
    settings, record = settings_of(datasette), record_of(datasette)
    try:
        if settings.get("header"):
            name = request.headers.get(settings["header"].lower(), "")
            found = await asyncio.to_thread(access.find_named, record, name) if name else None
        else:
            found = await asyncio.to_thread(access.find_session, record, read_token(request))
    except MediawatchError:
        return None  # there is no access.db any more: nobody is known
    return {"id": found.name, "name": found.name, "role": found.role} if found else None


def read_token(request: Any) -> str:
    """The token of the session that a browser has; "" for none."""
    cookie: SimpleCookie = SimpleCookie()
    try:
        cookie.load(request.headers.get("cookie", ""))
    except Exception:  # whatever a stranger's cookies hold
        return ""
    found = cookie.get(COOKIE)
    return str(found.value) if found else ""


def is_same_origin(request: Any) -> bool:
    """Whether a form was sent from one of our own pages (Fetch, "Origin header"; W3C, Fetch Metadata).

    Datasette's token is asked for only where a cookie comes along, and the first sign-in has none.
    """
    site = request.headers.get("sec-fetch-site", "")
    if site and site != "same-origin":
        return False
    origin = request.headers.get("origin", "")
    if not origin:
        return bool(site == "same-origin")
    return bool(urlsplit(origin).netloc == request.headers.get("host", ""))


def find_next(datasette: Any, typed: str) -> str:
    """Where somebody goes after signing in: a path of ours; whatever leads elsewhere leads to the overview."""
    root = str(datasette.urls.path("/"))
    plain = typed.strip()
    safe = re.fullmatch(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*", plain) is not None
    return plain if safe and plain.startswith(root) and "sign-in" not in plain else root


def lead_to_sign_in(datasette: Any, request: Any) -> Any:
    """The answer to somebody who has to sign in first."""
    from datasette.utils.asgi import Response

    asked = request.path + (f"?{request.query_string}" if request.query_string else "")
    place = str(datasette.urls.path("/sign-in"))
    return Response.redirect(f"{place}?next={quote(asked)}", headers=dict(HEADERS))


async def show_form(
    datasette: Any, request: Any, typed: Any, said: str = "", status: int = 200, wait: int = 0
) -> Any:
    """The page on which people sign in.

    Args:
        typed: what was asked or filled in; a body is read once.
        said: what was wrong.
    """
    reader = await open_reader(datasette)
    page = Page(
        "sign_in.html",
        {"said": said, "name": typed.get("name", ""), "next": find_next(datasette, typed.get("next") or "")},
        status,
    )
    answer = await render_page(reader, request, page)
    if wait:
        answer.headers["retry-after"] = str(wait)
    return answer


async def sign_in(datasette: Any, request: Any) -> Any:
    """`/sign-in`: the form, and what becomes of it."""
    from datasette.utils.asgi import Response

    if settings_of(datasette).get("header"):
        return Response.text("People sign in at the proxy here.", status=404, headers=dict(HEADERS))
    if request.method != "POST":
        return await show_form(datasette, request, request.args)
    typed = await request.post_vars()
    if not is_same_origin(request):
        return await show_form(datasette, request, typed, FOREIGN, 403)
    client = (request.scope.get("client") or ("", 0))[0]
    try:
        found = await asyncio.to_thread(
            access.sign_in, record_of(datasette), typed.get("name", ""), typed.get("password", ""), client
        )
    except access.SlowDown as slow:
        return await show_form(datasette, request, typed, slow.message, 429, slow.seconds)
    if found is None:
        return await show_form(datasette, request, typed, WRONG, 403)
    answer = Response.redirect(find_next(datasette, typed.get("next", "")), status=303, headers=dict(HEADERS))
    set_cookie(datasette, answer, found.token, access.HOURS * 3600)
    return answer


async def sign_out(datasette: Any, request: Any) -> Any:
    """`/sign-out`: the session ends, for this browser and for whoever copied its cookie."""
    from datasette.utils.asgi import Response

    if request.method != "POST":
        return Response.text("Signing out is a form.", status=405, headers={**dict(HEADERS), "allow": "POST"})
    if not is_same_origin(request):
        return await show_form(datasette, request, {}, FOREIGN, 403)
    token = read_token(request)
    if token:
        await asyncio.to_thread(access.sign_out, record_of(datasette), token)
    answer = Response.redirect(str(datasette.urls.path("/sign-in")), status=303, headers=dict(HEADERS))
    set_cookie(datasette, answer, "", 0)
    return answer


def set_cookie(datasette: Any, answer: Any, token: str, seconds: int) -> None:
    """Give a browser its session, or take it away."""
    answer.set_cookie(
        COOKIE, token, max_age=seconds, path=str(datasette.urls.path("/")), httponly=True, samesite="lax",
        secure=bool(settings_of(datasette).get("secure")),
    )  # fmt: skip
