"""Quotation marks in running text: which open, which close, and which are apostrophes.

A mark is judged by its form and its two neighbours alone; what it pairs with is decided in `quotations.py`.
Forms are those of Unicode's list of quotation marks (Unicode Standard, section 6.2, table 6-4) with what
keyboards put for them: ", ', <<, >>, `` and ''.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from mediawatch.citing import QuotationStyle

MARK: Final = re.compile(
    "(?P<paragraph>\n[ \t\xa0\r]*\n\\s*|\f\\s*|\u2029)|(?P<line>\r\n|[\n\r\x85\u2028])"
    "|(?P<mark>\u2018\u2018|\u2019\u2019|``|''|,,(?=\\w)|<<|>>|[\"“”„‟«»‹›‘’‚‛'\uff02\uff07\u05f4\u05f3「」『』])"
)
_WRITTEN_OTHERWISE: Final = {
    "``": "“", "\u2018\u2018": "“", "''": "”", "\u2019\u2019": "”", ",,": "„", "<<": "«", ">>": "»",
    "‟": "“", "‛": "‘", "\uff02": '"', "\uff07": "'", "\u05f4": '"', "\u05f3": "'",
}  # fmt: skip
OPENED_BY: Final[dict[str, tuple[str, ...]]] = {
    "”": ("“", "„", "”"), "“": ("„",), "»": ("«", "»"), "«": ("»",), "›": ("‹", "›"), "‹": ("›",),
    "’": ("‘", "‚", "’"), "‘": ("‚",), '"': ('"', "„", "“"), "'": ("'",), "」": ("「",), "』": ("『",),
}  # fmt: skip
"""Which marks a closing one can answer, the likeliest first. „…" and “…" are half-converted typing."""
_STYLES: Final[dict[str, QuotationStyle]] = {
    "“": "double", "‘": "single", '"': "straight", "'": "straight single", "„": "german", "‚": "german single",
    "”": "swedish", "’": "swedish", "«": "guillemets", "»": "reversed guillemets", "‹": "angle",
    "›": "reversed angle", "「": "corner", "『": "corner",
}  # fmt: skip
_SPACED: Final = frozenset("«»‹›")
"""Marks that French sets off by a space, thin or not."""
_ONE_WAY: Final = frozenset("“”„")
"""Marks whose form says enough, so that a space that a scan put inside them does no harm."""
_BEFORE_OPENING: Final = frozenset(" \t\n\r\f\xa0\u2028\u2029\u202f\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
                                   "\u2008\u2009\u200a\u200b\u3000([{—–-―/:;=>|•*_…\"“„«‹‘‚'»›\ufeff"
                                   "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e"
                                   "\u2066\u2067\u2068\u2069")  # fmt: skip
_ELISION: Final = re.compile(
    r"[’‘'](?:\d\ds?\b(?! per| %|%)|(?:(?:tis|twas|em|til)\b(?=[ ,.])|n(?=['’])))", re.IGNORECASE
)
"""An apostrophe that begins a word: '90s, 'tis, 'em, rock 'n' roll."""
_SINGLE: Final = frozenset("‘’'‚")
_HEBREW: Final = re.compile("[\u05d0-\u05ea]")


class Mark(NamedTuple):
    """A quotation mark, or the end of a line or paragraph."""

    form: str
    """as a single character; "\\n" ends a line, "\\f" a paragraph"""
    start: int
    end: int
    opens: bool
    """whether its neighbours allow that it opens"""
    closes: bool
    first: bool
    """whether nothing but white space stands before it in its line"""


def style_of(opening: str) -> QuotationStyle:
    """What a quotation with this opening mark is called."""
    return _STYLES[opening]


def read_marks(text: str) -> Iterator[Mark]:
    """Every mark that can open or close, and every end of a line, in order. Apostrophes inside words, and
    those that begin one, are left out. Linear."""
    line = 0
    for found in MARK.finditer(text):
        start, end = found.span()
        if found.lastgroup != "mark":
            yield Mark("\n" if found.lastgroup == "line" else "\f", start, end, False, False, False)
            line = end
            continue
        form = _WRITTEN_OTHERWISE.get(found.group(), found.group())
        before = text[start - 1] if start else "\n"
        after = text[end] if end < len(text) else "\n"
        if form == '"' and _HEBREW.match(before) and _HEBREW.match(after):
            continue  # an abbreviation
        if form in _SINGLE and ((before.isalnum() and after.isalnum()) or _ELISION.match(text, start)):
            continue
        # the slice is bounded: a line may be as long as the text
        first = start - line < 8 and not text[line:start].strip()
        spaced = form in _SPACED
        opens = (before in _BEFORE_OPENING or first) and (spaced or form in _ONE_WAY or not after.isspace())
        closes = (not before.isspace() or spaced or form in _ONE_WAY) and not (
            after.isalnum() and before in " \n\t("
        )
        yield Mark(form, start, end, opens, closes, first)
