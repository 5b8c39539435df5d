"""Citations and works as files: for reference managers, for annotation tools, and for a reply.

A new format is one function `write(head, cited, works, out)` in one new file and one line in CITED. It reads what it is
given once and in the order given, and writes nothing that is not in its input. `out` should be opened with
`encoding="utf-8", newline=""`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TextIO, cast

from mediawatch.cited import Cited, CitedWork
from mediawatch.model import TimelineHead

__all__ = ["CITED", "CitedExporter", "Form"]

CitedExporter = Callable[[TimelineHead, Iterable[Cited], Iterable[CitedWork], TextIO], None]


@dataclass(frozen=True, slots=True)
class Form:
    """One format."""

    write: CitedExporter
    ending: str
    """of the file, without a dot"""
    nouns: tuple[str, ...]
    """what can be written so: citations, works"""
    said: str
    """what it is for, in a few words"""


def _in(module: str) -> CitedExporter:
    """The `write` of a module that is imported only when needed: `--help` costs no exporter."""

    def write(head: TimelineHead, cited: Iterable[Cited], works: Iterable[CitedWork], out: TextIO) -> None:
        found = import_module(f"{__name__}.{module}")
        cast("CitedExporter", found.write)(head, cited, works, out)

    return write


CITED: Mapping[str, Form] = MappingProxyType(
    {
        "md": Form(_in("reply"), "md", ("citations",), "what they quoted, what we wrote, what was left out"),
        "html": Form(_in("reply_page"), "html", ("citations",), "the same as a page"),
        "jsonld": Form(_in("annotations"), "jsonld", ("citations",), "W3C Web Annotation"),
        "csl": Form(_in("csl"), "csl.json", ("citations", "works"), "CSL-JSON, for reference managers"),
        "bibtex": Form(_in("bibtex"), "bib", ("citations", "works"), "BibTeX"),
        "ris": Form(_in("ris"), "ris", ("citations", "works"), "RIS"),
    }
)
"""Formats of `list citations --format` and `list works --format`."""
