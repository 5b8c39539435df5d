"""Plain text -> text: its characters, its lines as they stand, and its first line as a title."""

from __future__ import annotations

import re
from importlib.metadata import version

from mediawatch.archive.extract.body import Body
from mediawatch.archive.extract.charset import decode
from mediawatch.errors import ExtractionError
from mediawatch.model import PageFacts, Reading, Text

TITLE_LENGTH = 150
"""Characters; a longer first line is a paragraph, not a title."""

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def read(body: Body) -> Reading:
    """The text of a plain text file, as an article; raises ExtractionError (kind "no text") where there is none."""
    text = tidy(decode(body.content, body.charset).text)
    if not any(character.isalnum() for character in text):
        raise ExtractionError(
            "The file holds no text.",
            "Check that it is the right file; it may have been saved empty.",
            "no text",
        )
    article = Text(text, "article", "mediawatch plain", version("mediawatch"))
    facts = PageFacts(title=title_of(text), language=body.language)
    return Reading("read", (article,), facts, media_type=body.media_type or "text/plain")


def tidy(text: str) -> str:
    """The text with line ends as "\\n", at most one blank line between paragraphs, and no space at either end."""
    return _BLANK_LINES.sub("\n\n", _LINE_ENDS.sub("\n", text)).strip()


def title_of(text: str) -> str:
    """The first line where it is short and stands alone like a heading, else ""."""
    first, _, rest = text.partition("\n")
    first = " ".join(first.split())
    if not rest.strip() or len(first) > TITLE_LENGTH or first.endswith((".", ",", ";", ":")):
        return ""
    return first
