"""Where a record is, in our own server or in somebody's Datasette."""

from __future__ import annotations

from typing import Any

PLUGIN = "mediawatch"

OWN_ROOT = "/-/mediawatch"
"""Where our pages are in somebody's own Datasette, which has a front page of its own."""


def is_house(datasette: Any) -> bool:
    """Whether this Datasette was built by `mediawatch serve`."""
    return bool((datasette.plugin_config(PLUGIN) or {}).get("house"))


def find_root(datasette: Any) -> str:
    """What stands before the path of our pages: nothing in `mediawatch serve`."""
    return "" if is_house(datasette) else OWN_ROOT


async def is_record(database: Any) -> bool:
    """Whether a database is a mediawatch record, by its `application_id`."""
    from mediawatch.store.connection import APPLICATION_ID

    if database is None or database.is_memory:
        return False
    if getattr(database, "is_record", False):  # it has looked itself (web.served)
        return True
    return bool((await database.execute("PRAGMA application_id")).first()[0] == APPLICATION_ID)


async def find_record(datasette: Any) -> Any:
    """The first database that is a record, or None."""
    for database in datasette.databases.values():
        if await is_record(database):
            return database
    return None
