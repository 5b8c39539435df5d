"""The Datasette plugin: pages on a record, in `mediawatch serve` and in anybody's own Datasette.

Only hooks stand here. Each does nothing unless a mediawatch record is served; other databases and other
pages are left as they are. Everything heavier is imported when a hook needs it: `from datasette import
hookimpl` would cost 79 ms, the marker costs 19.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from typing import Any

from pluggy import HookimplMarker

hookimpl = HookimplMarker("datasette")

Hook = Callable[[], Awaitable[Any]]


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Callable[..., Any]]]:
    """Our pages: at the root when `mediawatch serve` runs, else under /-/mediawatch/."""
    from mediawatch.web.routes import list_routes

    return list_routes(datasette)


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """An environment of our own for our templates, which leaves the given one as it is."""
    from mediawatch.web.render import add_environment

    add_environment(env)


@hookimpl(trylast=True)
def permission_allowed(datasette: Any, actor: dict[str, str] | None, action: str, resource: Any) -> Hook:
    """In a record: the documented views only, no SQL, no download. Last, so that nobody overrules it."""
    from mediawatch.web.access import decide

    return lambda: decide(datasette, actor, action, resource)


@hookimpl
def permission_resources_sql(datasette: Any, action: str) -> Hook:
    """The same for Datasette 1.0, whose pre-releases ask so."""
    from mediawatch.web.access import list_rules

    return lambda: list_rules(datasette, action)


@hookimpl
def actor_from_request(datasette: Any, request: Any) -> Hook:
    """Who is signed in, in a `mediawatch serve` that asks for it."""
    from mediawatch.web.sign_in import find_actor

    return lambda: find_actor(datasette, request)


@hookimpl(tryfirst=True)
def filters_from_request(datasette: Any, request: Any, database: str) -> Hook:
    """Refuses what would read past the views, and nonsense, before Datasette acts on it."""
    from mediawatch.web.access import check_table_request

    return lambda: check_table_request(datasette, request, database)


@hookimpl
def render_cell(value: Any, column: str, table: str | None, database: str, datasette: Any) -> Any:
    """In our views: links to our pages, control characters made visible. In `mediawatch serve` in every answer."""
    from mediawatch.web.place import is_house
    from mediawatch.web.views import is_shown, render_value

    if not (is_house(datasette) or is_shown(table or "", staff=True)):
        return None
    return lambda: render_value(datasette, database, column, value)


@hookimpl
def get_metadata(datasette: Any, key: str | None, database: str | None, table: str | None) -> dict[str, Any]:
    """Titles, descriptions and facets of the documented views, in `mediawatch serve`."""
    from mediawatch.web.place import is_house
    from mediawatch.web.views import describe_views

    # "tables" is asked for once for each table of a list, for permissions alone, which stand elsewhere
    return describe_views() if key not in ("plugins", "tables") and is_house(datasette) else {}


@hookimpl
def extra_template_vars(datasette: Any, request: Any) -> Hook:
    """What our frame needs round Datasette's table pages, in `mediawatch serve`."""
    from mediawatch.web.place import is_house
    from mediawatch.web.render import frame_of

    async def nothing() -> dict[str, Any]:
        return {}

    return (lambda: frame_of(datasette, request)) if is_house(datasette) else nothing


@hookimpl
def menu_links(datasette: Any) -> Hook:
    """In somebody's own Datasette: the way to our pages."""
    from mediawatch.web.access import list_menu

    return lambda: list_menu(datasette)


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    """In `mediawatch serve`: strict headers, no large bodies, links that are right behind a prefix."""
    from mediawatch.web.headers import with_headers
    from mediawatch.web.limits import with_limit
    from mediawatch.web.place import is_house
    from mediawatch.web.prefix import under_prefix

    if not is_house(datasette):
        return lambda app: app
    base_url = datasette.setting("base_url")
    return lambda app: with_headers(with_limit(app if base_url == "/" else under_prefix(app, base_url)))


@hookimpl(tryfirst=True)
def forbidden(datasette: Any, request: Any) -> Hook | None:
    """A refusal in our style, in `mediawatch serve`."""
    from mediawatch.web.place import is_house
    from mediawatch.web.trouble import show_forbidden

    return (lambda: show_forbidden(datasette, request)) if is_house(datasette) else None


@hookimpl(hookwrapper=True)
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Generator[None, Any, None]:
    """Errors in our style, in `mediawatch serve`.

    A wrapper, since Datasette runs every handler, and its own prints each missing page with all local
    variables to the terminal where rich is installed.
    """
    from mediawatch.web.place import is_house
    from mediawatch.web.trouble import show_trouble

    outcome = yield
    if is_house(datasette):
        outcome.force_result([lambda: show_trouble(datasette, request, exception)])
