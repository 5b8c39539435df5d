"""Templates of ours, rendered: everything escaped, every unseen character made visible."""

from __future__ import annotations

import hashlib
import re
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from mediawatch import __version__
from mediawatch.exporters.contacts import say_entry
from mediawatch.exporters.moments import say_day, say_days, say_time
from mediawatch.exporters.pdf import is_there
from mediawatch.visible import make_visible
from mediawatch.web.headers import HEADERS
from mediawatch.web.reader import Page, Reader, open_anyway
from mediawatch.web.states import say_state, tone_of

_EMPTY_LINES = re.compile(r"\n\s*\n")

LONGEST_NOTE = 320
"""Characters of an answer in a margin or on the timeline; the claim's page has it whole."""

MARKS = '“”„"«»'
"""Quotation marks of the first level."""

OWN_ENVIRONMENT = "mediawatch_environment"
"""Under this name Datasette's environment keeps ours."""


STATIC_STAMP = "mediawatch_static_stamp"
"""Under this name it keeps the digest of our style sheet and script."""


def show(value: Any) -> Any:
    """What a template prints: strings with unseen characters made visible; everything else as it is."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return make_visible(value, keep_newlines=True)
    return value


def live_address(address: str) -> str:
    """The address if a browser may follow it (http, https), else "": `javascript:` and the like are text only."""
    plain = address.strip()
    return plain if plain.lower().startswith(("http://", "https://")) else ""


def local(address: str) -> str:
    """One of Datasette's absolute addresses without scheme and host, which a proxy may have changed."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def say_lag(days: int) -> str:
    """ "+2 days", "same day"; "-3 days" for an answer that came before publication."""
    return "same day" if days == 0 else f"{'+' if days > 0 else '−'}{say_days(days)}"


def shorten(text: str, limit: int = LONGEST_NOTE) -> str:
    """The text without empty lines, or its beginning up to a word's end with an ellipsis."""
    text = _EMPTY_LINES.sub("\n", text)
    if len(text) <= limit:
        return text
    head = text[: limit + 1]
    return head[: max(head.rfind(" "), head.rfind("\n"), limit // 2)].rstrip(" ,;:–—\n") + " …"


def quoted(text: str, limit: int = 0) -> str:
    """The text, shortened where there is a limit, in quotation marks; not in more where it brings its own."""
    own = [place for place, sign in enumerate(text) if sign in MARKS] == [0, len(text) - 1]
    shown = shorten(text, limit) if limit else text
    return shown if own else f"“{shown}”"


def count(number: int, one: str, many: str = "") -> str:
    """ "1 claim", "1,204 claims"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def add_environment(env: Any) -> None:
    """An overlay for our templates: the given environment stays as it is for everybody else's."""
    own = env.overlay(finalize=show, trim_blocks=True, lstrip_blocks=True)
    own.filters = {
        **env.filters,
        "live_address": live_address,
        "say_lag": say_lag,
        "say_days": say_days,
        "count": count,
        "shorten": shorten,
        "quoted": quoted,
    }
    own.globals = {**env.globals, "say_state": say_state, "tone_of": tone_of}
    env.globals[OWN_ENVIRONMENT] = own
    env.globals[STATIC_STAMP] = stamp_static()


def find_environment(datasette: Any) -> Any:
    """Datasette's environment for templates, before its version 1.0 and since."""
    found = getattr(datasette, "jinja_env", None)
    return datasette.get_jinja_environment() if found is None else found


def compile_templates(datasette: Any) -> None:
    """Compile our templates, which is most of what the first answer of each page takes otherwise."""
    own = find_environment(datasette).globals[OWN_ENVIRONMENT]
    for name in own.list_templates(filter_func=lambda name: name.startswith("mediawatch/")):
        own.get_template(name)


def stamp_static() -> str:
    """A short digest of our style sheet and script, so that a browser takes the new one after an update."""
    folder = Path(__file__).with_name("static")
    body = b"".join(path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file())
    return hashlib.sha256(body).hexdigest()[:10]


def frame(reader: Reader) -> dict[str, Any]:
    """What the base template needs on every page."""
    stamp = find_environment(reader.datasette).globals[STATIC_STAMP]
    return {
        "organisation": reader.organisation,
        "local": local,
        "link": reader.link,
        "static": lambda name: f"{reader.datasette.urls.static_plugins('mediawatch', name)}?{stamp}",
        "all_data": str(reader.datasette.urls.database(reader.database.name)),
        "mediawatch_version": __version__,
        "pdf": is_there(),
        "staff": reader.staff,
        "editor": reader.editor,
    }


async def frame_of(datasette: Any, request: Any) -> dict[str, Any]:
    """The same for Datasette's own pages round our views.

    Args:
        request: None where Datasette renders something by itself.
    """
    return frame(await open_anyway(datasette, request.actor if request else None))


def day_of(row: Any, column: str = "published") -> str:
    """A row's publication date as people write it: "4 March 2026", "March 2026 (a guess)", "date unknown"."""
    return say_day(row[column], row[f"{column}_precision"], certain=bool(row[f"{column}_certain"]))


async def render_page(reader: Reader, request: Any, page: Page) -> Any:
    """The answer to a request: HTML with our headers, never kept by a cache that others share."""
    from datasette.utils.asgi import Response

    datasette = reader.datasette
    template = (
        find_environment(datasette).globals[OWN_ENVIRONMENT].get_template(f"mediawatch/{page.template}")
    )
    body = await datasette.render_template(
        template,
        {
            **frame(reader),
            "day_of": day_of,
            "say_day": say_day,
            "say_iso_day": partial(say_day, precision="day"),
            "say_time": lambda value: say_time(value, reader.zone),
            "days_since": reader.days_since,
            "say_contact": lambda entry: say_entry(entry, reader.zone),
            **page.context,
        },
        request=request,
    )
    return Response.html(
        body, status=page.status, headers={**dict(HEADERS), "cache-control": "private, no-cache"}
    )
