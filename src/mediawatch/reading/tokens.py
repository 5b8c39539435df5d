"""The words of a quotation and of our text, as they are compared with each other.

A word is what `words.WORD` calls one, with these exceptions, all of them because of what carriers do to quotations:
a compound falls into its parts ("non-compliant" is two, so that a "non" that was dropped is seen), a sign that
carries meaning is a word of its own (£ $ € ¥ % ° & + = and a minus), and brackets are read: "[w]e" is one word,
"help[s]" is one word, and a word between brackets knows it. Marks of omission (…, ..., [...], (…)) are no words but
are remembered with their place. All words are folded; case and punctuation are compared separately.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from mediawatch.model import Span
from mediawatch.reading.folding import FoldedText, fold
from mediawatch.reading.words import SPACELESS, WORD

SIGNS: Final = frozenset("£$€¥₹₽₺₩฿%‰°&+=")
_MARKED: Final = (
    r"(?P<omission>[\[(]\s?(?:\.\s?\.\s?\.|…)\s?[\])]|\.(?:\s?\.){{2,}}|…)"
    r"|(?P<mended>\[\w{{1,3}}\][^\W_][\w']*|[^\W_][\w']*\[\w{{1,4}}\])"
    r"|(?P<word>{word})"
    rf"|(?P<sign>[{re.escape(''.join(sorted(SIGNS)))}]|(?<![^\s(])-(?=\d))"
    r"|(?P<open>\[)|(?P<close>\])"
)
_TOKEN: Final = re.compile(_MARKED.format(word=WORD.pattern))
_PLAIN_TOKEN: Final = re.compile(_MARKED.format(word=r"[^\W_]\w*(?:(?:['\-]|(?<=\d)[.,:](?=\d))\w+)*"))
"""The same where no script is written without spaces, which takes half the time."""
_PLAIN: Final = re.compile("[\t\n\r -~\xa0£§©«®°±´·»À-ÖØ-öø-ÿĀ-įı-ıĴ-ľŁ-ňŊ-žЀ-џ‐–—‘’‚“”„•…‹›€]*")
"""Characters that fold one to one, the ellipsis, and ß: most texts have no others."""
_PLAIN_MARKS: Final = (*(("'", mark) for mark in "´‘’‚‹›"), *(("-", dash) for dash in "‐–—"))
"""What plain text may have instead of an apostrophe and a hyphen. Double marks are part of no word."""
_SLOW: Final = re.compile(r"[\[\]…_]|\.\s?\.")
"""What plain text has where brackets or marks of omission are to be read."""
_SIMPLE: Final = re.compile(
    rf"([^\W_]\w*(?:(?:'|(?<=\d)[.,:](?=\d))\w+)*|[{re.escape(''.join(sorted(SIGNS)))}]|(?<![^\s(])-(?=\d))"
)
"""A word or sign of plain text without those. A compound falls into its parts by itself."""
_BRACKETS: Final = re.compile(r"\[\w*\]|[\[\]]")
_LONGEST_BRACKET: Final = 20
"""Words; a bracket that closes later or never is no insertion."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words with their places in the original text. The lists are parallel and are not changed after reading."""

    text: str
    """the original"""
    words: list[str] = field(default_factory=list)
    """folded; of "[w]e" the whole, "we", and of "help[s]" too, "helps" """
    spans: list[tuple[int, int]] = field(default_factory=list)
    """start and end in the original"""
    parts: list[int] = field(default_factory=list)
    """in which part (of a quotation) or window (of our text) each word stands"""
    omissions: set[int] = field(default_factory=set)
    """numbers of words before which a mark of omission stands; the number of words itself for one at the end"""
    bracketed: set[int] = field(default_factory=set)
    """numbers of words that stand in square brackets"""
    mended: dict[int, str] = field(default_factory=dict)
    """for words with brackets inside, what stands outside them: "e", "help" """

    def span(self, first: int, last: int) -> Span:
        """From the first of some words to the one before `last`."""
        return Span(self.spans[first][0], self.spans[last - 1][1])


def read_words(text: str, parts: Sequence[Span]) -> Words:
    """The words of some parts of a text, in their order. Only the parts are looked at."""
    read = Words(text)
    for number, part in enumerate(parts):
        _read_part(read, text[part.start : part.end], part.start, number)
    return read


@dataclass(frozen=True, slots=True)
class FoldedWords:
    """The words of a whole text, brackets and marks of omission aside. The lists are parallel."""

    folded: FoldedText
    words: list[str]
    starts: list[int]
    """where each begins in the folded text"""
    ends: list[int]

    def span(self, first: int, last: int) -> Span:
        """From the first of some words to the one before `last`, in the original."""
        return self.folded.to_original(self.starts[first], self.ends[last - 1])

    def range_of(self, span: Span) -> tuple[int, int]:
        """The numbers of the words that begin in a span of the original: the first, and one past the last."""
        start, end = self.folded.from_original(span.start), self.folded.from_original(span.end)
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


def read_folded(folded: FoldedText) -> FoldedWords:
    """The words of a text that was folded already."""
    if SPACELESS.search(folded.text):
        read = Words(folded.text)
        _read_tokens(read, FoldedText.unchanged(folded.text), 0, 0, _TOKEN)
        starts, ends = ([span[at] for span in read.spans] for at in (0, 1))
        return FoldedWords(folded, read.words, starts, ends)
    pieces = _SIMPLE.split(folded.text)
    places = list(accumulate(map(len, pieces), initial=0))
    return FoldedWords(folded, pieces[1::2], places[1:-1:2], places[2:-1:2])


def _read_part(read: Words, original: str, offset: int, number: int) -> None:
    """Add the words of a part that begins at `offset`."""
    if not _PLAIN.fullmatch(original):
        _read_tokens(read, fold(original), offset, number, _TOKEN)
        return
    level = original.lower()
    if not level.isascii():
        for mark, written in _PLAIN_MARKS:
            level = level.replace(written, mark)
    level = level.replace("`", "'")
    first = len(read.words)
    if _SLOW.search(level):
        _read_tokens(read, FoldedText.unchanged(level), offset, number, _PLAIN_TOKEN)
    else:
        # between the matches of one group a split gives what lies between, so that the lengths tell the places
        pieces = _SIMPLE.split(level)
        places = list(accumulate(map(len, pieces), initial=offset))
        read.words.extend(pieces[1::2])
        read.spans.extend(zip(places[1:-1:2], places[2:-1:2], strict=True))
        read.parts.extend([number] * (len(pieces) // 2))
    if "ß" in level:
        read.words[first:] = [word.replace("ß", "ss") for word in read.words[first:]]


def _read_tokens(read: Words, folded: FoldedText, offset: int, number: int, token: re.Pattern[str]) -> None:
    """Add the words of a folded part, its brackets and its marks of omission."""
    bracket = -1
    places: list[tuple[int, int]] = []
    for found in token.finditer(folded.text):
        kind = found.lastgroup
        if kind == "omission":
            read.omissions.add(len(read.words))
            continue
        if kind == "open":
            bracket = len(read.words)
            continue
        if kind == "close":
            if bracket >= 0 and len(read.words) - bracket <= _LONGEST_BRACKET:
                read.bracketed.update(range(bracket, len(read.words)))
            bracket = -1
            continue
        word = found.group()
        if kind == "mended":
            read.mended[len(read.words)] = _BRACKETS.sub("", word)
            word = word.replace("[", "").replace("]", "")
        start, end = found.span()
        pieces = [(word, start, end)]
        if "-" in word and len(word) > 1:
            pieces = _split_compound(word, start)
        for piece, first, last in pieces:
            read.words.append(piece)
            read.parts.append(number)
            places.append((first, last))
    read.spans.extend((offset + start, offset + end) for start, end in folded.to_originals(places))


def _split_compound(word: str, start: int) -> list[tuple[str, int, int]]:
    pieces = []
    for half in word.split("-"):
        if half:
            pieces.append((half, start, start + len(half)))
        start += len(half) + 1
    return pieces
