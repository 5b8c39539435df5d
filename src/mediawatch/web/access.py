"""What of a record may be seen.

Confidential and unfinished things are kept out by the views, so the views are all that is shown: base
tables, the search index and the history are refused, and so is SQL of one's own. Staff may have all of it where whoever
serves the record says so; they then see what is privileged too.
"""

from __future__ import annotations

from typing import Any

from mediawatch.web.place import OWN_ROOT, PLUGIN, find_record, is_house, is_record
from mediawatch.web.reader import STAFF
from mediawatch.web.views import PUBLIC_VIEWS, is_shown

TABLE_WORDS = ("_next", "_timelimit", "_size")
"""Parameters of Datasette's table pages that must be whole numbers; it fails on others."""


async def decide(datasette: Any, actor: dict[str, str] | None, action: str, resource: Any) -> bool | None:
    """Whether something of a record may be seen: False, or None for "not for us to say"."""
    if action == "view-instance":
        from mediawatch.web.sign_in import is_required

        return False if actor is None and is_required(datasette) else None
    staff = (actor or {}).get("role") in STAFF
    everything = staff and may_ask(datasette)
    if action == "view-table":
        name, table = resource
        if everything or is_shown(table, staff=staff):
            return None
    elif action == "execute-sql" and everything:
        return True
    elif action in ("execute-sql", "view-database-download"):
        name = resource
    else:
        return None
    return False if await is_record(datasette.databases.get(name)) else None


def may_ask(datasette: Any) -> bool:
    """Whether whoever serves the record lets staff read its base tables and ask in SQL."""
    return bool((datasette.plugin_config(PLUGIN) or {}).get("staff_sql"))


async def may_look(datasette: Any, actor: dict[str, str] | None) -> bool:
    """Whether somebody may see anything at all, by Datasette's own permissions, before its version 1.0 and since."""
    if hasattr(datasette, "allowed"):
        return bool(await datasette.allowed(action="view-instance", actor=actor))
    return bool(await datasette.permission_allowed(actor, "view-instance", default=True))


async def list_rules(datasette: Any, action: str) -> Any:
    """The same as `decide` says, as rules of Datasette 1.0: of a record its public views, no SQL, no download.

    A rule for a table goes before one for its database.
    """
    from datasette.permissions import PermissionSQL

    if action not in ("view-table", "execute-sql", "view-database-download"):
        return None
    rules = []
    for name, database in datasette.databases.items():
        if not await is_record(database):
            continue
        rows = ["SELECT :record AS parent, NULL AS child, 0 AS allow, :why AS reason"]
        values = {"record": name, "why": "mediawatch shows the documented views"}
        if action == "view-table":
            for number, view in enumerate(PUBLIC_VIEWS):
                rows.append(f"SELECT :record, :view{number}, 1, :why")
                values[f"view{number}"] = view
        rules.append(PermissionSQL(sql=" UNION ALL ".join(rows), params=values))
    return rules


async def check_table_request(datasette: Any, request: Any, database: str) -> Any:
    """Refuse a request for a table page that reads past the views, or that Datasette would fail on.

    `_fts_table` searches any index, and so would tell which words an unapproved draft holds.

    Raises:
        BadRequest: with a sentence that says what to change.
    """
    from datasette.filters import FilterArguments
    from datasette.utils.asgi import BadRequest

    if await is_record(datasette.databases.get(database)):
        for name in ("_fts_table", "_fts_pk", "_through", "_where"):
            if name in request.args:
                raise BadRequest(f"{name} is not offered here. Use the search box above.")
        for name in TABLE_WORDS:
            value = request.args.get(name)
            if value and not (value.isascii() and value.isdigit() and len(value) < 10):
                raise BadRequest(f"{name} must be a whole number, not “{value}”.")
    return FilterArguments([])


async def list_menu(datasette: Any) -> list[dict[str, str]]:
    """The entry in Datasette's own menu, where there is a record and our pages are not all there is."""
    if is_house(datasette) or await find_record(datasette) is None:
        return []
    return [{"href": str(datasette.urls.path(f"{OWN_ROOT}/")), "label": "Media record"}]
