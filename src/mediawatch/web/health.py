"""`/health`: whether the record can be read, for whoever restarts and watches; it tells nothing else to anybody."""

from __future__ import annotations

from typing import Any

from mediawatch.errors import MediawatchError
from mediawatch.store.sqlite import sqlite3
from mediawatch.web.headers import HEADERS
from mediawatch.web.place import find_record


async def show_health(datasette: Any, request: Any) -> Any:
    """200 and "ok"; 503 (RFC 9110, 15.6.4) where there is no record or it cannot be read."""
    from datasette.utils.asgi import Response

    try:
        database = await find_record(datasette)
        well = database is not None and bool(
            (await database.execute("SELECT count(*) FROM organisation")).first()[0]
        )
    except (MediawatchError, sqlite3.Error):
        well = False
    headers = {**dict(HEADERS), "cache-control": "no-store"}
    return Response.text(
        "ok\n" if well else "the record cannot be read\n", status=200 if well else 503, headers=headers
    )
