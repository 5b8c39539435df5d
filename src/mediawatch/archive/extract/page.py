"""The page: everything on it, in the order of its mark-up, for pinning quotes that the article text lost."""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import version as version_of

from mediawatch.archive.extract.charset import storable

EXTRACTOR = "resiliparse"

_BLANK_LINES = re.compile(r"\n[ \t\n]*\n")
_LINE_ENDS = re.compile(r"(?<![ \t])[ \t]++\n")


def read_page(text: str) -> str:
    """Everything on a page as plain text; inline elements join as in a browser, blocks stand on lines of their own.

    Without bullets and pictures' alternative words: neither is on the page as people read it, and an icon's
    words would stand in the midst of a sentence. Holds pages of any depth (lexbor has no limit).
    """
    return _BLANK_LINES.sub("\n\n", _LINE_ENDS.sub("\n", read_plain(text))).strip()


def read_plain(text: str) -> str:
    """The same with white space as the mark-up leaves it."""
    from resiliparse.extract.html2text import extract_plain_text

    return storable(
        extract_plain_text(
            text,
            preserve_formatting=True,
            main_content=False,
            list_bullets=False,
            alt_texts=False,
            hidden_elements=True,
        )
    )


def read_main(text: str) -> str:
    """The main part of a page as lexbor's tree shows it, for pages that no other tree can hold; "" for none."""
    from resiliparse.extract.html2text import extract_plain_text

    plain = extract_plain_text(
        text, preserve_formatting=True, main_content=True, list_bullets=False, alt_texts=False
    )
    return storable(_BLANK_LINES.sub("\n\n", _LINE_ENDS.sub("\n", plain)).strip())


@cache
def version() -> str:
    """The version of the extractor."""
    return version_of("resiliparse")
