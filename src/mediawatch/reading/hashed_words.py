"""The words of a text as rows of numbers, so that thousands of texts are compared in a second.

Words are those of the folded text (`folding.fold`), as `words.WORD` counts them, with two differences: words joined
by a dash are two ("well-known" and "well known" are the same words, and so is a dash that typesetting lost), and "_"
stands between words. "don't" and "15,000" are one word each; so is every character of the scripts that are written
without spaces.

A word's number is 32 bits of a polynomial over its folded code points, modulo 2**64. It is the same on every
machine and in every release that keeps FORMAT. Two numbers are kept free: BREAK, for what no shared passage may
cross, and BLANK, for words of a report that are left out.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from mediawatch.model import Span
from mediawatch.reading.folding import FoldedText, fold, fold_words
from mediawatch.reading.words import WORD

FORMAT: Final = 1
"""Raised when the same text would give other numbers."""
BREAK: Final = 0
BLANK: Final = 1

Row = npt.NDArray[Any]

_BASE: Final = 0x9E3779B97F4A7C15
"""Odd, so that it has an inverse modulo 2**64; its bits are those of the golden ratio, which repeat nothing."""
_INVERSE: Final = pow(_BASE, -1, 1 << 64)
_MIX: Final = np.uint64(0xD6E8FEB86659FD93)
"""Odd multiplier that spreads every bit over the upper half; its bits have no pattern."""
_HALF: Final = np.uint64(32)
_FEWEST_POWERS: Final = 1 << 17

_GAP, _APOSTROPHE, _SEPARATOR, _LETTER, _DIGIT, _ALONE, _UNSEEN, _GROWS, _SLOW, _UNKNOWN = range(10)
"""Kinds of characters, ordered so that one comparison tells parts of words from the rest. A code point folds to one
in most cases; _UNSEEN folds to none, _GROWS to several, and _SLOW depends on its neighbours (combining marks)."""
_KIND_AT: Final = 56
"""The bit of a letter's number from which its kind stands; its folded code point stands below."""
(
    _SEPARATORS_FROM,
    _LETTERS_FROM,
    _DIGITS_FROM,
    _ALONE_FROM,
    _UNSEEN_FROM,
    _GROWS_FROM,
    _SLOW_FROM,
    _UNKNOWN_FROM,
) = (
    np.uint64(kind << _KIND_AT)
    for kind in (_SEPARATOR, _LETTER, _DIGIT, _ALONE, _UNSEEN, _GROWS, _SLOW, _UNKNOWN)
)
"""The lowest numbers of letters of these kinds."""
_JOINTS_FROM: Final = np.uint64(_APOSTROPHE << _KIND_AT)
_BETWEEN: Final = "\n"
_BREAK_IN_WORD: Final = re.compile("[\u00ad\ufffe][ \t]*[\n\r]")
"""Where a line break fell into a word, which folding takes out."""
_WHOLE_RANGE: Final = 0x110000


@dataclass(frozen=True, slots=True)
class HashedWords:
    """The words of a text in their order."""

    hashes: Row
    """uint32, one for each word, 2 or more"""
    _starts: Row
    _ends: Row
    _folded: FoldedText | None = None
    """where the offsets count in a folded text; None: they count in the original"""
    _offset: int = 0
    """where the text begins in what they count in"""

    def __len__(self) -> int:
        return len(self.hashes)

    def place(self, first: int, last: int) -> Span:
        """From the beginning of one word to the end of another, in code points of the original text."""
        start, end = int(self._starts[first]) - self._offset, int(self._ends[last]) - self._offset
        return Span(start, end) if self._folded is None else self._folded.to_original(start, end)

    def find_inside(self, spans: Sequence[Span]) -> list[tuple[int, int]]:
        """For each span that has any, the words that lie wholly in it: first, and one past the last."""
        firsts = self._starts.searchsorted([self._count_from(span.start) for span in spans], "left")
        pasts = self._ends.searchsorted([self._count_from(span.end) for span in spans], "right")
        return _list_ranges(firsts, pasts)

    def find_touched(self, spans: Sequence[Span]) -> list[tuple[int, int]]:
        """For each span that has any, the words of which a character lies in it: first, and one past the last."""
        firsts = self._ends.searchsorted([self._count_from(span.start) for span in spans], "right")
        pasts = self._starts.searchsorted([self._count_from(span.end) for span in spans], "left")
        return _list_ranges(firsts, pasts)

    def _count_from(self, offset: int) -> int:
        """An offset of the original in what the words' offsets count in."""
        return offset + self._offset if self._folded is None else self._folded.from_original(offset)

    def list_starts(self) -> Row:
        """Where each word begins in the original: int64."""
        if self._folded is None:
            return self._starts - self._offset
        return np.array([self.place(at, at).start for at in range(len(self))], dtype=np.int64)

    def list_ends(self) -> Row:
        """Where each word ends in the original: int64."""
        if self._folded is None:
            return self._ends - self._offset
        return np.array([self.place(at, at).end for at in range(len(self))], dtype=np.int64)


def _list_ranges(firsts: Row, pasts: Row) -> list[tuple[int, int]]:
    pairs = zip(firsts.tolist(), pasts.tolist(), strict=True)
    return [(first, past) for first, past in pairs if first < past]


class WordReader:
    """Reads texts into hashed words. Keeps what it learnt about characters, since texts use the same few."""

    def __init__(self) -> None:
        self._letters = np.full(_WHOLE_RANGE, _UNKNOWN_FROM, dtype=np.uint64)
        self._grown: dict[int, Row] = {}
        self._powers = _raise(_BASE, _FEWEST_POWERS)
        self._inverses = _raise(_INVERSE, _FEWEST_POWERS)

    def read(self, text: str) -> HashedWords:
        """The words of a text: those of fold(text), many times as fast. Linear in its length."""
        return self.read_all([text])[0]

    def read_all(self, texts: Sequence[str]) -> list[HashedWords]:
        """The words of each text. Many short texts together take a quarter of the time that each alone takes."""
        joined = _BETWEEN.join(texts)
        codes = _list_codes(joined)
        letters, highest = self._look_up(codes)
        bounds = [0]
        for text in texts:
            bounds.append(bounds[-1] + len(text) + len(_BETWEEN))
        slow: set[int] = set()
        if highest >= _SLOW_FROM:
            places = (letters >= _SLOW_FROM).nonzero()[0]
            slow.update((np.array(bounds).searchsorted(places, "right") - 1).tolist())
        if "\u00ad" in joined or "\ufffe" in joined:
            slow.update(bisect_right(bounds, found.start()) - 1 for found in _BREAK_IN_WORD.finditer(joined))
        for at in slow:
            letters[bounds[at] : bounds[at + 1]] = _GAP
        read = self._read_letters(codes, letters, bounds)
        for at in slow:
            read[at] = self._read_folded(texts[at])
        return read

    def _read_letters(self, codes: Row, letters: Row, bounds: Sequence[int]) -> list[HashedWords]:
        """The words of texts that begin at `bounds` in a row of folded letters."""
        if letters.max(initial=_JOINTS_FROM) < _UNSEEN_FROM:
            hashes, starts, ends = self._hash(letters)
        else:
            letters, origins = self._spell_out(codes, letters)
            hashes, starts, ends = self._hash(letters)
            starts, ends = origins[starts], origins[ends - 1] + 1
        firsts = starts.searchsorted(bounds).tolist()
        return [
            HashedWords(hashes[first:past], starts[first:past], ends[first:past], None, bound)
            for first, past, bound in zip(firsts, firsts[1:], bounds, strict=False)
        ]

    def _read_folded(self, text: str) -> HashedWords:
        folded = fold(text)
        letters, _ = self._look_up(_list_codes(folded.text))
        # marks that found no letter to combine with fold to themselves
        letters = np.where(letters >= _SLOW_FROM, letters - _SLOW_FROM + _LETTERS_FROM, letters)
        return HashedWords(*self._hash(letters), folded)

    def _look_up(self, codes: Row) -> tuple[Row, int]:
        """The number of each letter, which is what it folds to and its kind; and the highest of them."""
        letters = self._letters.take(codes)
        highest = int(letters.max()) if len(letters) else 0
        if highest >= _UNKNOWN_FROM:
            for code in np.unique(codes[letters >= _UNKNOWN_FROM]).tolist():
                self._learn(code)
            letters = self._letters.take(codes)
            highest = int(letters.max())
        return letters, highest

    def _learn(self, code: int) -> None:
        """Keep what a code point folds to."""
        folded = fold_words(chr(code))
        kind = _tell_kind(chr(code), folded)
        self._letters[code] = _number(kind, folded if len(folded) == 1 else chr(code))
        if kind in (_UNSEEN, _GROWS):
            numbers = [_number(_tell_kind(part, part), part) for part in folded]
            self._grown[code] = np.array(numbers, dtype=np.uint64)

    def _spell_out(self, codes: Row, letters: Row) -> tuple[Row, Row]:
        """Without what nobody sees, and with ligatures and the like as the letters that they fold to: the letters,
        and for each of them its offset in the original."""
        grid = np.arange(len(codes))
        if letters.max() < _GROWS_FROM:
            seen = letters < _UNSEEN_FROM
            return letters[seen], grid[seen]
        spelt: list[Row] = []
        origins: list[Row] = []
        at = 0
        for place in (letters >= _UNSEEN_FROM).nonzero()[0].tolist():
            grown = self._grown[int(codes[place])]
            spelt += (letters[at:place], grown)
            origins += (grid[at:place], grid[place : place + 1].repeat(len(grown)))
            at = place + 1
        return np.concatenate((*spelt, letters[at:])), np.concatenate((*origins, grid[at:]))

    def _hash(self, letters: Row) -> tuple[Row, Row, Row]:
        """The hash, start and end of each word in a row of folded letters."""
        starts, ends = _find_words(letters, with_alone=bool(letters.max(initial=_JOINTS_FROM) >= _ALONE_FROM))
        sums = np.zeros(len(letters) + 1, dtype=np.uint64)
        powers, inverses = self._give_powers(len(letters))
        (letters * powers).cumsum(out=sums[1:])
        values = (sums[ends] - sums[starts]) * inverses[starts]
        values ^= values >> _HALF
        values *= _MIX
        values >>= _HALF
        hashes = values.astype(np.uint32)
        np.maximum(hashes, np.uint32(BLANK + 1), out=hashes)
        return hashes, starts, ends

    def _give_powers(self, size: int) -> tuple[Row, Row]:
        """As many powers of the base and of its inverse; they are kept for most lengths of text."""
        if size <= len(self._powers):
            return self._powers[:size], self._inverses
        return _raise(_BASE, size), _raise(_INVERSE, size)


def _list_codes(text: str) -> Row:
    """The code points of a text."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), dtype=np.uint8).astype(np.intp)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.intp)


def _number(kind: int, folded: str) -> int:
    return kind << _KIND_AT | ord(folded)


def _tell_kind(character: str, folded: str) -> int:
    """What a code point is for finding words, from what it folds to."""
    if not folded:
        return _UNSEEN
    if any(_attaches(part) for part in (character, *folded)):
        return _SLOW
    if len(folded) > 1:
        parts = {_tell_kind(part, part) for part in folded}
        return _GAP if parts <= {_GAP, _SEPARATOR} else _GROWS  # "…" folds to three full stops
    if folded == "'":
        return _APOSTROPHE
    if folded in ".,:":
        return _SEPARATOR
    if not WORD.match(folded):
        return _GAP
    if folded.isdecimal():
        return _DIGIT
    return _ALONE if _SPACELESS_ONE.fullmatch(folded + "a") is None else _LETTER


_SPACELESS_ONE: Final = re.compile(WORD.pattern)
"""Matches a letter with another behind it; a character that is a word by itself never takes a second one."""


def _attaches(character: str) -> bool:
    """Whether it can combine with the character before it: combining marks, and vowels and finals of Hangul."""
    first = unicodedata.normalize("NFKD", character)[:1]
    return unicodedata.category(first)[0] == "M" or "\u1160" <= first <= "\u11ff"


def _find_words(letters: Row, *, with_alone: bool) -> tuple[Row, Row]:
    """Start and end of each word in a row of folded letters."""
    padded = np.zeros(len(letters) + 2, dtype=bool)
    inside = padded[1:-1]
    np.greater_equal(letters, _LETTERS_FROM, out=inside)
    joints = ((letters >= _JOINTS_FROM) > inside).nonzero()[0]
    if joints.size:
        _join(letters, padded, joints)
    borders = (padded[1:] != padded[:-1]).nonzero()[0]
    starts, ends = borders[::2], borders[1::2]
    if not with_alone:
        return starts, ends
    return _set_apart(starts, ends, (letters >= _ALONE_FROM).nonzero()[0], inside)


def _join(letters: Row, padded: Row, joints: Row) -> None:
    """Make an apostrophe between letters, and a point, comma or colon between digits, part of the word."""
    between = padded[joints] & padded[joints + 2]
    inner = joints[between]  # so that each has a letter on either side
    numeric = _are_digits(letters[inner - 1]) & _are_digits(letters[inner + 1])
    padded[inner[(letters[inner] < _SEPARATORS_FROM) | numeric] + 1] = True


def _are_digits(letters: Row) -> Row:
    return (letters >= _DIGITS_FROM) & (letters < _ALONE_FROM)


def _set_apart(starts: Row, ends: Row, alone: Row, inside: Row) -> tuple[Row, Row]:
    """The words with every character of a script without spaces as one of its own."""
    size = len(inside)
    starting = np.zeros(size + 1, dtype=bool)
    ending = np.zeros(size + 1, dtype=bool)
    starting[starts] = True
    ending[ends] = True
    starting[alone] = True
    ending[alone + 1] = True
    ending[alone[(alone > 0) & (inside[alone - 1])]] = True
    following = alone + 1
    following = following[following < size]
    starting[following[inside[following]]] = True
    return np.flatnonzero(starting), np.flatnonzero(ending)


def _raise(base: int, size: int) -> Row:
    """The powers of a number modulo 2**64, from the zeroth."""
    powers = np.full(size, base, dtype=np.uint64)
    powers[:1] = 1
    return np.cumprod(powers, out=powers)
