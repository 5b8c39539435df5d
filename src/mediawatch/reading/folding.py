"""Folding: the one definition of when two spellings are the same words.

Names are found and quotes are pinned on folded text. Two strings fold to the same words when they
differ only in what typesetting, keyboards and PDF files change: case, ligatures and full-width forms
(NFKC), the kind of dash or quotation mark, white space and line breaks, and marks that nobody sees.
Accents are kept: they are letters.

The steps, in this order, until nothing changes any more:

1. what nobody sees is dropped: soft hyphens, zero-width characters, bidi marks, variation selectors,
   and U+FFFE, which PDFium puts where a line break fell into a word; a line break right after a soft
   hyphen or U+FFFE goes with it;
2. dashes become "-", double quotation marks '"', single ones, primes and apostrophes "'", and every
   white space character a space;
3. NFKC (Unicode Standard Annex 15) and full case folding (Unicode Standard, section 3.13);
4. a run of spaces becomes one. Spaces at the ends are kept, so that a slice folds as it did in place.

Letters are folded together with the combining marks that follow them, at most 31 at a time: longer runs
are no writing, and sorting them would take quadratic time (the Stream-Safe Text Format of Annex 15
draws its line at 30).
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from mediawatch.model import Span

_DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d\u058a\u05be"
SINGLE_QUOTES: Final = (
    "'`\u00b4\u02b9\u02bb\u02bc\u02bd\u02ca\u02cb\u2018\u2019\u201a\u201b"
    "\u2032\u2035\u2039\u203a\u275b\u275c\u275f\uff07\u05f3"
)
DOUBLE_QUOTES: Final = (
    '"\u00ab\u00bb\u02ba\u201c\u201d\u201e\u201f\u2033\u2036\u275d\u275e\u2760'
    "\u300c\u300d\u300e\u300f\u301d\u301e\u301f\uff02\ufe41\ufe42\ufe43\ufe44\uff62\uff63\u05f4"
)
_SPACES: Final = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_UNSEEN: Final = (
    "\u00ad\u034f\u061c\u115f-\u1160\u17b4-\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
"""Unicode's Default_Ignorable_Code_Point, the interlinear annotation marks and U+FFFE, as a character class."""

_MARKS: Final = {
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, SINGLE_QUOTES), "'"),
    **dict.fromkeys(map(ord, DOUBLE_QUOTES), '"'),
    **dict.fromkeys(map(ord, _SPACES), " "),
}
_UNSEEN_ONE: Final = re.compile(f"[{_UNSEEN}]")
_SPACE_RUN: Final = re.compile("  +")
_BREAK_IN_WORD: Final = re.compile("(?<=[\u00ad\ufffe])[ \t]*(?:\r\n|[\n\r])[ \t]*")
_ASCII_MARKS: Final = frozenset(
    chr(code) for code, mark in _MARKS.items() if code < 128 and chr(code) != mark
)
_LONGEST_CLUSTER: Final = 31
_UNSEEN_IN_CLUSTER: Final = 8
_MOST_REPLACEMENTS: Final = 24


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A folded text that knows where each of its characters came from."""

    text: str
    """the folded text"""
    original: str
    _starts: array[int] = field(repr=False, compare=False)
    """folded offset at which each piece begins"""
    _origins: array[int] = field(repr=False, compare=False)
    """offset in the original at which each piece begins"""
    _ends: array[int] = field(repr=False, compare=False)
    """end of the piece in the original; -1 where the piece maps character by character"""

    @classmethod
    def unchanged(cls, text: str) -> FoldedText:
        """A text that was folded already, or as long as its original: every character comes from its own place."""
        return cls(text, text, array("l", [0]), array("l", [0]), array("l", [-1]))

    def to_original(self, start: int, end: int) -> Span:
        """The span of the original that folded to text[start:end].

        A character that came from part of an original one (the "f" of a ligature) gives that whole
        character. Unseen characters at the borders are left out. Raises ValueError for a slice that is
        not in the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"no slice of a text of {len(self.text)} characters: {start}:{end}")
        if start == len(self.text):
            return Span(len(self.original), len(self.original))
        piece = bisect_right(self._starts, start) - 1
        first = self._origins[piece]
        if self._ends[piece] < 0:
            first += start - self._starts[piece]
        if start == end:
            return Span(first, first)
        piece = bisect_right(self._starts, end - 1) - 1
        last = self._ends[piece]
        if last < 0:
            last = self._origins[piece] + end - self._starts[piece]
        return Span(first, last)

    def to_originals(self, slices: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Start and end of what to_original gives, for each of many slices, none of them empty, in their order."""
        starts, origins, ends = self._starts, self._origins, self._ends
        if len(starts) == 1 and ends[0] < 0:  # all of it is one stretch
            by = origins[0]
            return [(start + by, end + by) for start, end in slices]
        found = []
        piece, last = 0, len(starts) - 1
        for start, end in slices:
            while piece < last and starts[piece + 1] <= start:
                piece += 1
            first = origins[piece] if ends[piece] >= 0 else origins[piece] + start - starts[piece]
            while piece < last and starts[piece + 1] < end:
                piece += 1
            found.append((first, ends[piece] if ends[piece] >= 0 else origins[piece] + end - starts[piece]))
        return found

    def from_original(self, offset: int) -> int:
        """The folded offset of the first character that came from `offset` of the original or later."""
        piece = bisect_right(self._origins, offset) - 1
        if piece < 0:
            return 0
        following = self._starts[piece + 1] if piece + 1 < len(self._starts) else len(self.text)
        inside = offset - self._origins[piece]
        if self._ends[piece] >= 0:
            return self._starts[piece] if inside == 0 else following
        return min(self._starts[piece] + inside, following)


def fold(text: str) -> FoldedText:
    """The folded text with its offsets. Linear in the length of the text."""
    starts, origins, ends = array("l"), array("l"), array("l")
    folded = _fold_pieces(text, starts, origins, ends)
    return FoldedText(folded, text, starts, origins, ends)


def fold_words(text: str) -> str:
    """fold(text).text, without the offsets and so faster."""
    if text.isascii():
        return _SPACE_RUN.sub(" ", text.lower().translate(_MARKS))
    return _fold_pieces(text, array("l"), array("l"), array("l"))


def fold_keeping_case(text: str) -> str:
    """The text folded in everything but case, for names that compare case."""
    return _settle(text, lower=False)


def _fold_pieces(text: str, starts: array[int], origins: array[int], ends: array[int]) -> str:
    """The folded text; fills the three arrays as FoldedText describes them."""
    level, places = _fold_one_to_one(text)
    settled: dict[str, str] = {}
    out: list[str] = []
    length = 0
    position = 0
    for place in places.finditer(level):
        begin, end = place.span()
        if position < begin:
            length = _add_stretch(level[position:begin], position, length, out, starts, origins, ends)
        found = place.group()
        piece = settled.get(found)
        if piece is None:
            piece = settled[found] = _settle(found)
        if piece.startswith(" ") and out and out[-1].endswith(" "):
            piece = piece[1:]
        if piece:
            starts.append(length)
            origins.append(begin)
            ends.append(end)
            out.append(piece)
            length += len(piece)
        position = end
    if position < len(level):
        _add_stretch(level[position:], position, length, out, starts, origins, ends)
    return "".join(out)


def _add_stretch(
    stretch: str,
    origin: int,
    length: int,
    out: list[str],
    starts: array[int],
    origins: array[int],
    ends: array[int],
) -> int:
    """Add characters that fold one to one; gives the new length of the folded text."""
    if stretch[0] == " " and out and out[-1].endswith(" "):
        stretch = stretch[1:]
        origin += 1
        if not stretch:
            return length
    starts.append(length)
    origins.append(origin)
    ends.append(-1)
    out.append(stretch.casefold())
    return length + len(stretch)


def _fold_one_to_one(text: str) -> tuple[str, re.Pattern[str]]:
    """The text with all that folds to one character folded, as long as before, and what finds the rest.

    What is left between the places that the pattern finds is folded by str.casefold one to one.
    """
    if text.isascii():
        return text.lower().translate(_MARKS), _SPACE_RUN
    if "\u00ad" in text or "\ufffe" in text:
        text = _BREAK_IN_WORD.sub(lambda found: "\u200b" * len(found.group()), text)
    unseen: list[str] = []
    growing: list[str] = []
    attaching: list[str] = []
    moved: dict[str, str] = {}
    for character in set(text):
        if "\u4e00" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7a3":
            continue  # ideographs and Hangul syllables fold to themselves, and a page has hundreds of them
        if character.isascii():
            if character in _ASCII_MARKS:
                moved[character] = _MARKS[ord(character)]
        elif _UNSEEN_ONE.match(character):
            unseen.append(character)
        elif _attaches(character):
            attaching.append(character)
        else:
            folded = _settle(character)
            if len(folded.casefold()) > 1:
                growing.append(character)
            elif folded != character.casefold():
                moved[character] = folded
    return _move(text, moved), _compile_places(unseen, growing, attaching)


def _move(text: str, moved: Mapping[str, str]) -> str:
    """The text with characters exchanged. A few replacements are faster than one translation, many are not."""
    if len(moved) > _MOST_REPLACEMENTS:
        return text.translate({ord(character): folded for character, folded in moved.items()})
    for character, folded in moved.items():
        text = text.replace(character, folded)
    return text


def _compile_places(unseen: list[str], growing: list[str], attaching: list[str]) -> re.Pattern[str]:
    """What finds the places that do not fold one to one, in a text that has these characters."""
    if not unseen and not growing and not attaching:
        return _SPACE_RUN
    hidden = re.escape("".join(sorted(unseen)))
    pattern = f" [ {hidden}]+"
    if unseen:
        pattern = f"{pattern}|[{hidden}]+"
    if growing or attaching:
        pattern = f"{pattern}|[{re.escape(''.join(sorted(growing + attaching)))}]"
    if attaching:
        mark = f"[{re.escape(''.join(sorted(attaching)))}]"
        if unseen:
            mark = f"(?:[{hidden}]{{0,{_UNSEEN_IN_CLUSTER}}}{mark})"
        pattern = f"(?s:.){mark}{{1,{_LONGEST_CLUSTER}}}|{pattern}"
    return re.compile(pattern)


def _attaches(character: str) -> bool:
    """Whether it can combine with the character before it: combining marks, and vowels and finals of Hangul."""
    first = unicodedata.normalize("NFKD", character)[0]
    return unicodedata.category(first)[0] == "M" or "\u1160" <= first <= "\u11ff"


def _settle(text: str, *, lower: bool = True) -> str:
    """Steps 1 to 4 on a short string, until nothing changes."""
    while True:
        folded = unicodedata.normalize("NFKC", _UNSEEN_ONE.sub("", text).translate(_MARKS))
        if lower:
            folded = unicodedata.normalize("NFKC", folded.casefold())
        folded = _SPACE_RUN.sub(" ", folded)
        if folded == text:
            return folded
        text = folded
