"""BibTeX, as BibTeX, biber and pandoc read it: UTF-8, every sign that TeX acts on spelt out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from mediawatch.cited import Cited, CitedWork
from mediawatch.exporters.cited.bibliography import Item, list_items
from mediawatch.model import TimelineHead

_SPELT = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_ACTIVE = re.compile("[" + re.escape("".join(_SPELT)) + "]")


def write(head: TimelineHead, cited: Iterable[Cited], works: Iterable[CitedWork], out: TextIO) -> None:
    """Write an entry for each item, keyed by its reference in the record."""
    for item in list_items(head.organisation, cited, works):
        out.write(f"@{'article' if item.report else 'techreport'}{{{item.key},\n")
        for name, value in list_fields(item):
            out.write(f"  {name} = {{{value}}},\n")
        out.write("}\n\n")


def list_fields(item: Item) -> Iterator[tuple[str, str]]:
    """The fields of an entry that hold something, ready to stand in braces."""
    # braces round a name or title keep it whole and its capitals as they are
    yield "title", f"{{{escape(item.title)}}}"
    if item.authors:
        yield "author", " and ".join(f"{{{escape(name)}}}" for name in item.authors)
    if item.publisher:
        yield "journal" if item.report else "institution", escape(item.publisher)
    for name, value in zip(("year", "month", "day"), item.date, strict=False):
        yield name, str(value)
    if item.address:
        yield "url", write_address(item.address)
    if item.accessed:
        yield "urldate", "-".join(f"{part:02}" for part in item.accessed)
    if item.doi:
        yield "doi", write_address(item.doi)
    if item.isbn:
        yield "isbn", escape(item.isbn)
    if item.notes:
        yield "note", escape(" ".join(item.notes))


def escape(text: str) -> str:
    """The text with every sign that TeX or BibTeX acts on spelt out, so that braces always balance."""
    return _ACTIVE.sub(lambda found: _SPELT[found.group()], text)


def write_address(address: str) -> str:
    """An address letter by letter, as url and doi fields are read; what could end the field is percent-encoded."""
    return address.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D").replace(" ", "%20")
