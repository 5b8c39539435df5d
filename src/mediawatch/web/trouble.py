"""What a person sees when a page is missing, refused or broken: what happened, and what to do."""

from __future__ import annotations

import sys
import traceback
from typing import Any

from mediawatch import errors
from mediawatch.errors import InputError, MediawatchError
from mediawatch.store.sqlite import sqlite3
from mediawatch.web.reader import Missing, Page, Reader, open_anyway
from mediawatch.web.render import render_page


def explain(exception: Exception) -> tuple[int, str, str]:
    """Status, heading and one or two sentences for anything that went wrong.

    What Datasette raises for a wrong parameter is the asker's to mend, whatever status it carries.
    """
    from datasette.database import QueryInterrupted
    from datasette.utils.asgi import Base400, Forbidden, NotFound
    from datasette.views.base import DatasetteError

    if isinstance(exception, QueryInterrupted):
        return (
            503,
            "This took too long",
            "The record is large for this question. Narrow the filters or the words, and ask again.",
        )
    if isinstance(exception, Missing):
        return 404, "Not in the record", str(exception)
    if isinstance(exception, InputError):
        status = 404 if isinstance(exception, errors.NotFound) else 400
        return status, "This cannot be shown as asked", str(exception)
    if isinstance(exception, MediawatchError):
        return 503, "The record cannot be read just now", f"{exception.message} {exception.advice}".strip()
    if isinstance(exception, sqlite3.OperationalError) and "locked" in str(exception):
        return 503, "The record cannot be read just now", "Another program holds it. Ask again in a moment."
    if isinstance(exception, OverflowError):  # SQLite holds whole numbers of 64 bits
        return 400, "This address cannot be understood", "A number in it is too large."
    if isinstance(exception, NotFound):
        return (
            404,
            "There is no such page",
            "Look for it with the search box above, or begin at the overview.",
        )
    if isinstance(exception, Forbidden):
        return 403, "This is not shown here", "Only the documented views of the record can be read as tables."
    if isinstance(exception, Base400):
        return 400, "This address cannot be understood", str(exception.args[0])
    if isinstance(exception, DatasetteError):
        status = exception.status if 400 <= (exception.status or 400) < 500 else 400
        return status, "This address cannot be understood", str(exception.message)
    return (
        500,
        "Something went wrong here",
        "It is not your doing. Whoever runs this finds the details where `mediawatch serve` was started.",
    )


def without_place(reader: Reader, said: str) -> str:
    """A sentence for somebody at another machine, whom it does not concern where the record lies on this one."""
    return said.replace(str(reader.database.path), "The record")


async def show_explained(reader: Reader, request: Any, exception: Exception) -> Any:
    """The page for an exception; an unknown one is also written to standard error."""
    from datasette.utils.asgi import Response

    status, heading, advice = explain(exception)
    advice = without_place(reader, advice)
    if status == 500:
        traceback.print_exception(exception, file=sys.stderr)
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "status": status, "error": f"{heading}. {advice}"}, status=status)
    return await render_page(
        reader, request, Page("trouble.html", {"heading": heading, "advice": advice}, status)
    )


async def show_trouble(datasette: Any, request: Any, exception: Exception) -> Any:
    """For Datasette's own pages in `mediawatch serve`."""
    return await show_explained(await open_anyway(datasette, request.actor), request, exception)


async def show_forbidden(datasette: Any, request: Any) -> Any:
    """For what permissions refuse; whoever has not signed in is led to where that is done."""
    from datasette.utils.asgi import Forbidden

    from mediawatch.web.sign_in import is_required, lead_to_sign_in

    if request.actor is None and is_required(datasette):
        return lead_to_sign_in(datasette, request)

    return await show_trouble(datasette, request, Forbidden())
