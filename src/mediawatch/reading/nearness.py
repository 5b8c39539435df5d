"""Whether a place of a text is near enough to a quote to be offered: a floor under approximate anchoring.

A place has a likeness, from 0 to 1: the share of the quote's characters that stand there in their order, less a little
for what stands between. It is near enough by its characters, all over the quote, or by its words, of which it may lack
one. Both work on folded words (`folding.py`).

The figures were set on 7,700 quotes in documents of 10 kB to 1 MB (benchmarks/anchoring.py, seeds 3 and 11 to 13). Of
the 1,300 places that were most like a quote that stands nowhere, and of which up to 55 % stand in a row, none is near
enough, nor with floors lower by .05. Of the 2,950 places of quotes from which words were dropped, or of which 2 to 8 %
of the characters were misread, five are not.
"""

from __future__ import annotations

from typing import Final

from rapidfuzz.distance import LCSseq

from mediawatch.reading.words import WORD

FLOOR: Final = 0.74
"""Least likeness of a place, for a long quote."""
FLOOR_OF_SHORT: Final = 1.0
"""By how much the floor is higher for a shorter quote, times one in so many characters as it has."""
FLOOR_OF_HALF: Final = 0.6
"""Least share of either half of a quote that stands there, in rows of LEAST_ROW characters. What has only the beginning
or the end of a quote is another sentence; where it was misread, that is so all over."""
ONE_WORD_OF: Final = 6
"""From so many words on a place is near enough that lacks only one of them, and has LEAST_OF_LETTERS of them all."""
LEAST_OF_LETTERS: Final = 0.66
BETWEEN: Final = 0.3
"""What a character that stands between those of a quote takes away from its likeness, in characters of the quote."""
LEAST_ROW: Final = 3

_HALVES_FROM: Final = 24
"""Characters; half of a shorter quote is a word or two."""
_MOST_PUT_IN: Final = 2
"""Words that a place may have beyond those of a quote of which it lacks one."""


def least_likeness(size: int) -> float:
    """The floor for a quote of so many characters."""
    return FLOOR + FLOOR_OF_SHORT / max(1, size)


def rate(wanted: str, there: str) -> float:
    """How like the wanted words some others are, from 0 to 1.

    A character that agrees without a neighbour does so by chance.
    """
    common = sum(end - start for start, end in _find_rows(wanted, there) if end - start > 1)
    return max(0.0, (common - BETWEEN * (len(there) - common)) / max(1, len(wanted)))


def is_near(wanted: str, there: str) -> bool:
    """Whether some words are so like the wanted ones that they may have been meant."""
    if rate(wanted, there) >= least_likeness(len(wanted)) and _has_both_halves(wanted, there):
        return True
    return _lacks_one_word(wanted, there)


def _find_rows(wanted: str, there: str) -> list[tuple[int, int]]:
    """Where the wanted words have characters in a row that stand in the others too, all in their order."""
    steps = LCSseq.opcodes(wanted, there)
    return [(step.src_start, step.src_end) for step in steps if step.tag == "equal"]


def _has_both_halves(wanted: str, there: str) -> bool:
    if len(wanted) < _HALVES_FROM:
        return True
    half = len(wanted) / 2
    rows = [(start, end) for start, end in _find_rows(wanted, there) if end - start >= LEAST_ROW]
    first = sum(max(0.0, min(end, half) - start) for start, end in rows)
    second = sum(end - start for start, end in rows) - first
    return min(first, second) >= FLOOR_OF_HALF * half


def _lacks_one_word(wanted: str, there: str) -> bool:
    words, standing = WORD.findall(wanted), WORD.findall(there)
    if len(words) < ONE_WORD_OF or len(standing) > len(words) + _MOST_PUT_IN:
        return False
    steps = LCSseq.opcodes(words, standing)
    same = [word for step in steps if step.tag == "equal" for word in words[step.src_start : step.src_end]]
    letters = sum(map(len, same)) / sum(map(len, words))
    return len(same) >= len(words) - 1 and letters >= LEAST_OF_LETTERS
