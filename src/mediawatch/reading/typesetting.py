"""What a typesetter, a page or a newspaper's manner does to words that nobody meant to change."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from mediawatch.reading.quotations import LONGEST_ATTRIBUTION, SAYING
from mediawatch.reading.tokens import Words

MOST_FURNITURE: Final = 20
"""Words of a running head, a foot and a page number between two halves of a sentence."""
_BROKEN: Final = re.compile("[\u00ad\ufffe]\\s*\n\\s*")
_NEW_PAGE: Final = re.compile("\n[ \t\r]*\n|\f")
_LINE: Final = re.compile("[\n\f\r\u2028\u2029]")
_STOPPED: Final = re.compile(r"[.!?:;•]")
_ASIDE: Final = str.maketrans("", "", " \t\n\r\f\xa0\"'“”„‟«»‹›‘’‚‛)]")
_ATTRIBUTION: Final = re.compile(
    rf"[.,!?…]?[\"”»“’'«],?\s+[^\"“”„«»\n]{{1,{LONGEST_ATTRIBUTION}}}[\"“„«‘»'][(\[…]?"
)


def same_characters(theirs: str, ours: str) -> bool:
    """Whether two stretches are the same but for spaces, line breaks, ligatures and what nobody sees."""
    return theirs == ours or _set_plainly(theirs) == _set_plainly(ours)


def _set_plainly(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _BROKEN.sub("", text))
        text = "".join(c for c in text if c != "\ufffe" and unicodedata.category(c) != "Cf")
    return " ".join(text.split())


def ends_alike(theirs: str, ours: str) -> bool:
    """Whether the punctuation behind the last word is the same, a carrier's full stop or comma aside.

    `theirs` and `ours` are what stands between the last word and the next one, or the end.
    """
    mine, yours = theirs.translate(_ASIDE)[:1], ours.translate(_ASIDE)[:1]
    if mine in ("", ".", ","):
        return yours in ("", ".", ",", ";", ":", "–", "—", "-", "(", "[")
    return mine == yours


def is_furniture(words: Words, first: int, last: int) -> bool:
    """Whether some words are a running head or foot: lines of their own at a page break within a sentence."""
    if not 0 < first < last < len(words.words) or last - first > MOST_FURNITURE:
        return False
    text, spans = words.text, words.spans
    before = text[spans[first - 1][1] : spans[first][0]]
    after = text[spans[last - 1][1] : spans[last][0]]
    following = text[spans[last][0]]
    return (
        bool(_LINE.search(before) and _LINE.search(after))
        and bool(_NEW_PAGE.search(text, spans[first - 1][1], spans[last][0]))
        and not _STOPPED.search(before)
        and not _STOPPED.search(after)
        and not following.isupper()
    )


def is_attribution(words: Words, first: int, last: int) -> bool:
    """Whether some words of ours only say who speaks, between two pieces of what that person said."""
    if not 0 < first < last < len(words.words):
        return False
    start, end = words.spans[first - 1][1], words.spans[last][0]
    if end - start > LONGEST_ATTRIBUTION:
        return False
    between = words.text[start:end]
    return bool(_ATTRIBUTION.fullmatch(between) and SAYING.search(between))
