"""The words of a quotation and of our text, as they are compared with each other.

A word is what `words.WORD` calls one, with these exceptions, all of them because of what carriers do to quotations:
a compound falls into its parts ("non-compliant" is two, so that a "non" that was dropped is seen), a sign that
carries meaning is a word of its own (£ $ € ¥ % ° & + = and a minus), and brackets are read: "[w]e" is one word,
"help[s]" is one word, and a word between brackets knows it. Marks of omission (…, ..., [...], (…)) are no words but
are remembered with their place. All words are folded; case and punctuation are compared separately.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from mediawatch.model import Span
from mediawatch.reading.folding import DOUBLE_QUOTES, SINGLE_QUOTES, FoldedText, fold
from mediawatch.reading.words import WORD

SIGNS: Final = frozenset("£$€¥₹₽₺₩฿%‰°&+=")
_TOKEN: Final = re.compile(
    r"(?P<omission>[\[(]\s?(?:\.\s?\.\s?\.|…)\s?[\])]|\.(?:\s?\.){2,}|…)"
    r"|(?P<mended>\[\w{1,3}\][^\W_][\w']*|[^\W_][\w']*\[\w{1,4}\])"
    rf"|(?P<word>{WORD.pattern})"
    rf"|(?P<sign>[{re.escape(''.join(sorted(SIGNS)))}]|(?<![^\s(])-(?=\d))"
    r"|(?P<open>\[)|(?P<close>\])"
)
_PLAIN: Final = re.compile("[\t\n\r -~\xa0£©«®°»À-ÖØ-Þà-öø-ÿ–—‘’‚“”„•…‹›€]*")
"""Characters that fold one to one, and the ellipsis: most texts have no others."""
_PLAIN_MARKS: Final = str.maketrans(
    {
        **dict.fromkeys(DOUBLE_QUOTES, '"'),
        **dict.fromkeys(SINGLE_QUOTES, "'"),
        **dict.fromkeys("–—", "-"),
    }
)
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


def _read_part(read: Words, original: str, offset: int, number: int) -> None:
    """Add the words of a part that begins at `offset`. Plain text is read in place, without the folding of offsets."""
    folded: FoldedText | None = None
    if _PLAIN.fullmatch(original):
        level = original.translate(_PLAIN_MARKS).lower()
    else:
        folded = fold(original)
        level = folded.text
    words, spans, parts = read.words, read.spans, read.parts
    bracket = -1
    for found in _TOKEN.finditer(level):
        kind = found.lastgroup
        if (
            kind == "word" and folded is None and "-" not in (word := found.group())
        ):  # most words of most texts
            start, end = found.span()
            words.append(word)
            parts.append(number)
            spans.append((offset + start, offset + end))
            continue
        if kind == "omission":
            read.omissions.add(len(words))
            continue
        if kind == "open":
            bracket = len(words)
            continue
        if kind == "close":
            if bracket >= 0 and len(words) - bracket <= _LONGEST_BRACKET:
                read.bracketed.update(range(bracket, len(words)))
            bracket = -1
            continue
        word = found.group()
        start, end = found.span()
        if kind == "mended":
            read.mended[len(words)] = _BRACKETS.sub("", word)
            word = word.replace("[", "").replace("]", "")
        pieces = [(word, start, end)]
        if "-" in word and len(word) > 1:
            pieces = _split_compound(word, start)
        for piece, first, last in pieces:
            words.append(piece)
            parts.append(number)
            if folded is not None:
                place = folded.to_original(first, last)
                first, last = place.start, place.end
            spans.append((offset + first, offset + last))


def _split_compound(word: str, start: int) -> list[tuple[str, int, int]]:
    pieces = []
    for half in word.split("-"):
        if half:
            pieces.append((half, start, start + len(half)))
        start += len(half) + 1
    return pieces
