"""CSL-JSON (the Citation Style Language's data schema, 1.0.2), which Zotero, pandoc and word processors read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TextIO

from mediawatch.cited import Cited, CitedWork
from mediawatch.exporters.cited.bibliography import Item, list_items
from mediawatch.exporters.rows import write_json
from mediawatch.model import TimelineHead


def write(head: TimelineHead, cited: Iterable[Cited], works: Iterable[CitedWork], out: TextIO) -> None:
    """Write one array, an item to a line."""
    write_json((make_item(item) for item in list_items(head.organisation, cited, works)), out)


def make_item(item: Item) -> dict[str, Any]:
    """An item with the schema's names; what is not known is left away."""
    made: dict[str, Any] = {
        "id": item.key,
        "type": "article-newspaper" if item.report else "report",
        "title": item.title,
        "author": [{"literal": name} for name in item.authors],
        "container-title": item.publisher if item.report else "",
        "publisher": "" if item.report else item.publisher,
        "issued": say_date(item.date),
        "accessed": say_date(item.accessed),
        "URL": item.address,
        "DOI": item.doi,
        "ISBN": item.isbn,
        "note": " ".join(item.notes),
    }
    return {name: value for name, value in made.items() if value}


def say_date(date: tuple[int, ...]) -> dict[str, Any]:
    return {"date-parts": [list(date)]} if date else {}
