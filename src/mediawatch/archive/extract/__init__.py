"""HTML, PDF, office files and plain text -> texts and facts.

A new kind of file is one function `read(body: Body) -> Reading` in one new file and one line in EXTRACTORS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import cast, get_args

from mediawatch.archive.extract import sniff
from mediawatch.archive.extract.body import Body
from mediawatch.errors import ExtractionError
from mediawatch.model import Outcome, Reading

__all__ = ["EXTRACTORS", "Body", "read"]


def _in(module: str) -> Callable[[Body], Reading]:
    """The `read` of a module that is imported only when needed: reading HTML costs no docx."""

    def read_lazily(body: Body) -> Reading:
        found = import_module(f"{__name__}.{module}")
        return cast("Callable[[Body], Reading]", found.read)(body)

    return read_lazily


EXTRACTORS: Mapping[str, Callable[[Body], Reading]] = MappingProxyType(
    {
        sniff.HTML: _in("html"),
        sniff.PDF: _in("pdf"),
        sniff.PLAIN: _in("plain"),
        sniff.DOCX: _in("docx"),
        sniff.MAIL: _in("mail"),
    }
)


def read(
    body: bytes,
    *,
    media_type: str = "",
    charset: str = "",
    address: str = "",
    file_name: str = "",
    language: str = "",
) -> Reading:
    """What a body says: its texts and facts, or why it is no article.

    `media_type`, `charset` and `language` are what the HTTP header declares ("" when unknown); they are hints,
    and the bytes decide. A reading that failed is returned with its outcome, a sentence and an advice; nothing
    is raised for a body that cannot be read.
    """
    found = sniff.sniff(body, media_type, file_name)
    if not found:
        return Reading("no text", why="The page is empty.", advice=SAVE_IT, media_type=media_type)
    extractor = EXTRACTORS.get(found)
    if extractor is None:
        why = f"This is {_called(found)}, which has no text that mediawatch can read."
        # A picture is whole and can be kept for somebody to type from; anything else is a file of a wrong kind.
        outcome: Outcome = "no text" if found.startswith("image/") else "unreadable"
        return Reading(outcome, why=why, advice=TYPE_IT, media_type=found)
    try:
        return extractor(Body(body, found, charset, address, file_name, language))
    except ExtractionError as error:
        outcome = cast("Outcome", error.kind) if error.kind in get_args(Outcome) else "unreadable"
        return Reading(outcome, why=error.message, advice=error.advice, media_type=found)


SAVE_IT = "Save the page in your browser and add the file: mediawatch add saved.html --url ADDRESS."
TYPE_IT = "Type the passage and keep the file as proof: mediawatch add --typed."


def _called(media_type: str) -> str:
    """A media type in words for a person."""
    kind = media_type.partition("/")[0]
    named = {"image": "a picture", "video": "a video", "audio": "a sound recording", "font": "a font"}
    return named.get(kind) or f"a file of type {media_type}"
