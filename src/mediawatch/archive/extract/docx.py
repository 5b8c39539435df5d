"""Word documents (.docx) -> text: paragraphs, tables, text boxes and notes in the order of the document.

python-docx opens the package; its own paragraph texts leave out tracked insertions, content controls and text
boxes, so that the words are taken from the elements (ECMA-376, part 1, section 17) instead.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Any

from mediawatch.archive.extract.body import Body
from mediawatch.archive.extract.charset import storable
from mediawatch.archive.extract.plain import tidy, title_of
from mediawatch.errors import ExtractionError
from mediawatch.model import UNKNOWN_DATE, PageFacts, PublicationDate, Reading, Text

EXTRACTOR = "python-docx"
MAX_UNPACKED = 200 * 1024 * 1024
"""Bytes of all parts together once unpacked."""
MAX_XML = 40 * 1024 * 1024
"""Bytes of all XML parts together once unpacked; lxml needs some ten times as much. A book of 500 pages has 10 MB."""
MAX_PARTS = 10_000
OPEN_AND_SAVE = "Open it in a word processor, save it as PDF or as a new .docx, and add that."

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr", _FALLBACK})
"""What a reader of the document does not see: deleted and moved-away text, field codes, properties; and the second
form of a text box, which repeats the first for older programs."""
_MARKS = {
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "\u2011",
    f"{_W}softHyphen": "\xad",
}
_NOTES = ("footnotes", "endnotes")


def read(body: Body) -> Reading:
    """The text of a Word document, notes at its end, and its core properties; raises ExtractionError."""
    check_size(body.content)
    document = _opened(body.content)
    paragraphs = [*_paragraphs(document.element.body), *_notes(document.part)]
    text = tidy(storable("\n".join(paragraphs)))
    facts = _facts(document, text, body)
    if not any(character.isalnum() for character in text):
        why = "The Word document holds no text: it may hold pictures only."
        advice = "Type the passage and keep the file as its proof: mediawatch add --typed."
        return Reading("no text", facts=facts, why=why, advice=advice, media_type=body.media_type)
    article = Text(text, "article", EXTRACTOR, version(EXTRACTOR))
    return Reading("read", (article,), facts, media_type=body.media_type)


def check_size(content: bytes) -> None:
    """Raise ExtractionError for a package that would unpack to too much (a zip bomb), or that is no zip file.

    The sizes are those that the package states; Python's zipfile never unpacks more of a part than that.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _broken(str(error)) from error
    unpacked = sum(part.file_size for part in parts)
    xml = sum(part.file_size for part in parts if part.filename.lower().endswith((".xml", ".rels")))
    if unpacked > MAX_UNPACKED or xml > MAX_XML or len(parts) > MAX_PARTS:
        raise ExtractionError(
            f"The Word document unpacks to {unpacked // 2**20} MB in {len(parts)} parts, more than mediawatch reads.",
            OPEN_AND_SAVE,
            "too large",
        )
    if any(part.flag_bits & 1 for part in parts):
        advice = "Save it without a password and add that."
        raise ExtractionError("The Word document is encrypted.", advice, "encrypted")


def _opened(content: bytes) -> Any:
    """python-docx's document; it raises many kinds of errors for broken packages, all of them the file's fault."""
    import docx

    try:
        document = docx.Document(io.BytesIO(content))
        # A package whose main part is no document fails only here.
        document.element.body.tag  # noqa: B018
    except MemoryError:
        raise
    except Exception as error:
        raise _broken(f"{type(error).__name__}: {error}") from error
    return document


def _broken(detail: str) -> ExtractionError:
    return ExtractionError(f"The Word document is broken and cannot be read ({detail[:200]}).", OPEN_AND_SAVE)


def _paragraphs(parent: Any) -> Iterator[str]:
    """The paragraphs under an element in order; a table gives one line for each row, its cells parted by tabs."""
    for element in parent:
        if element.tag in _LEFT_OUT:
            continue
        if element.tag == f"{_W}p":
            words, boxes = _words(element)
            yield words
            for box in boxes:
                yield from _paragraphs(box)
        elif element.tag == f"{_W}tr":
            yield "\t".join("\n".join(_paragraphs(cell)) for cell in _cells(element))
        else:
            # Tables, content controls and whatever else may hold paragraphs.
            yield from _paragraphs(element)


def _cells(row: Any) -> Iterator[Any]:
    for element in row:
        if element.tag == f"{_W}tc":
            yield element
        elif element.tag not in _LEFT_OUT:
            yield from _cells(element)


def _words(paragraph: Any) -> tuple[str, list[Any]]:
    """The words of a paragraph as they stand, and the text boxes that hang on it."""
    made: list[str] = []
    boxes: list[Any] = []

    def walk(parent: Any) -> None:
        for element in parent:
            tag = element.tag
            if tag in _LEFT_OUT or not isinstance(tag, str):
                continue
            if tag == f"{_W}t":
                made.append(element.text or "")
            elif tag in _MARKS:
                made.append(_MARKS[tag])
            elif tag == f"{_W}txbxContent":
                boxes.append(element)
            else:
                walk(element)

    walk(paragraph)
    return "".join(made), boxes


def _notes(part: Any) -> Iterator[str]:
    """The paragraphs of footnotes and endnotes, without the separators that Word keeps among them."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for relation in part.rels.values():
        if relation.is_external or relation.reltype.rpartition("/")[2] not in _NOTES:
            continue
        try:
            notes = etree.fromstring(relation.target_part.blob, parser)
        except etree.XMLSyntaxError as error:
            raise _broken(f"its notes: {error}") from error
        for note in notes:
            if note.get(f"{_W}type", "normal") == "normal":
                yield from _paragraphs(note)


@dataclass(frozen=True, slots=True)
class _Core:
    """The core properties that are looked at (ECMA-376, part 2, section 8)."""

    title: str = ""
    author: str = ""
    language: str = ""
    created: datetime | None = None
    modified: datetime | None = None


def _core(document: Any) -> _Core:
    """The core properties, or none of them where they are broken: the text stands without them.

    python-docx parses each on access and raises TypeError, ValueError or AttributeError for what it did not expect.
    """
    try:
        stated = document.core_properties
        return _Core(
            _line(stated.title), _line(stated.author), _line(stated.language), stated.created, stated.modified
        )
    except (AttributeError, TypeError, ValueError):
        return _Core()


def _facts(document: Any, text: str, body: Body) -> PageFacts:
    """Core properties as facts; the day the file was made is only a guess at its publication."""
    core = _core(document)
    published = UNKNOWN_DATE
    if core.created:
        published = PublicationDate(core.created.date().isoformat(), "day", "metadata", certain=False)
    # python-docx's own template signs with its name.
    names = [name.strip() for name in re.split("[;,]", core.author)]
    return PageFacts(
        title=core.title or _heading(document) or title_of(text),
        authors=tuple(name for name in names if name and name != EXTRACTOR),
        language=core.language or body.language,
        published=published,
        modified=core.modified.date().isoformat() if core.modified else "",
    )


def _heading(document: Any) -> str:
    """The first paragraph in the style Title or Heading 1; "" where the styles are broken or there is none."""
    for paragraph in document.paragraphs[:50]:
        try:
            style = paragraph.style.name if paragraph.style is not None else ""
        except (AttributeError, KeyError, TypeError, ValueError):
            return ""
        if style in ("Title", "Heading 1") and paragraph.text.strip():
            return _line(paragraph.text)
    return ""


def _line(value: str | None) -> str:
    return " ".join(storable(value or "").split())
