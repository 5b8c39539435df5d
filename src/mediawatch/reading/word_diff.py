"""Two wordings of a text laid beside each other: which words stayed, which went, which came.

White space is laid beside the words it stands before and never compared, so that a paragraph that was wrapped
anew is the same. Everything else counts, case and the kind of quotation mark too: this is for people who ask what
exactly was changed. (Whether two spellings are the same words is `folding.py`'s question.)

The words in common are a longest common subsequence (Hunt and Szymanski's problem, by rapidfuzz's bit-parallel
Indel distance). It is exact where both sides have at most some 14,000 words; longer texts are first laid beside each
other by their lines, and a stretch of lines that is still too long counts as changed whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from mediawatch.model import WordPiece
from mediawatch.reading.folding import DOUBLE_QUOTES, SINGLE_QUOTES
from mediawatch.reading.words import WORD

_LARGEST_TABLE: Final = 200_000_000
"""Words of one side times words of the other that are compared exactly: 25 MB of bits, a fraction of a second."""
_LEVEL: Final = str.maketrans(
    {
        **dict.fromkeys(SINGLE_QUOTES, "'"),
        **dict.fromkeys(DOUBLE_QUOTES, '"'),
        **dict.fromkeys("\u2010\u2011\uff0d\ufe63", "-"),
    }
)
"""One sign for one, so that places stay: "don’t" and "non‑compliant" are then one word each."""
_STOPS: Final = ".!?…。"
_FARTHEST: Final = 400
"""Tokens by which a gap is moved at most, to a better border."""
_BETWEEN: Final = re.compile(r"\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Tokens:
    """The words and signs of a text."""

    text: str
    keys: list[str]
    """what is compared"""
    ends: list[int]
    """where each ends; it begins, with the white space before it, where the one before ends"""

    def slice(self, first: int, last: int) -> str:
        """The text of the tokens from `first` to before `last`."""
        start = self.ends[first - 1] if first else 0
        return self.text[start : self.ends[last - 1]] if last > first else ""


@dataclass(slots=True)
class _Stretch:
    """Tokens of both sides: the same ones, or some that differ."""

    same: bool
    a0: int
    a1: int
    b0: int
    b1: int


def diff_words(before: str, after: str) -> tuple[WordPiece, ...]:
    """What became of the words, in the order of the texts; no pieces for two empty texts.

    Neighbours are never of the same kind. Words in common that are fewer than what changed on either side of them
    count as changed too ("it was the end" says more than four words of which "the" stayed).
    """
    a, b = _tokenise(before), _tokenise(after)
    stretches = _join(_compare(a, b))
    _slide(a, b, stretches)
    pieces = [_to_piece(a, b, stretch) for stretch in stretches]
    return tuple(_close(pieces, before[_end(a) :], after[_end(b) :]))


def count_changes(pieces: Sequence[WordPiece]) -> tuple[int, int]:
    """Words that were removed and words that were added."""
    removed = sum(_count(piece.before) for piece in pieces if piece.kind != "same")
    return removed, sum(_count(piece.after) for piece in pieces if piece.kind != "same")


def _count(text: str) -> int:
    return sum(1 for _ in WORD.finditer(text.translate(_LEVEL)))


def _tokenise(text: str) -> _Tokens:
    keys: list[str] = []
    ends: list[int] = []
    for start, end in _borders(text):
        piece = text[start:end]
        if piece.isspace():
            continue
        if keys and ends[-1] == start and _belongs(keys[-1], piece):
            keys[-1] += piece
            ends[-1] = end
            continue
        keys.append(piece)
        ends.append(end)
    return _Tokens(text, keys, ends)


def _belongs(before: str, piece: str) -> bool:
    """Whether what follows without a space is part of the same: a combining mark, a sum after its currency, a %."""
    if unicodedata.category(piece[0])[0] == "M":
        return True
    return (unicodedata.category(before[-1]) == "Sc" and piece[0].isdigit()) or (
        piece in "%‰°" and before[-1].isdigit()
    )


def _borders(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each word, of each sign between words, and of each run of white space."""
    place = 0
    for word in WORD.finditer(text.translate(_LEVEL)):
        for between in _BETWEEN.finditer(text, place, word.start()):
            yield between.span()
        yield word.span()
        place = word.end()
    for between in _BETWEEN.finditer(text, place):
        yield between.span()


def _end(tokens: _Tokens) -> int:
    return tokens.ends[-1] if tokens.ends else 0


def _compare(a: _Tokens, b: _Tokens) -> list[_Stretch]:
    """The stretches of both sides in order."""
    if len(a.keys) * len(b.keys) <= _LARGEST_TABLE:
        return _match(a.keys, b.keys, 0, 0)
    lines_a, lines_b = _split_lines(a), _split_lines(b)
    keys_a = [tuple(a.keys[first:last]) for first, last in lines_a]
    keys_b = [tuple(b.keys[first:last]) for first, last in lines_b]
    if len(keys_a) * len(keys_b) > _LARGEST_TABLE:
        return _trim(keys_a, keys_b, lines_a, lines_b)
    found: list[_Stretch] = []
    for stretch in _match(keys_a, keys_b, 0, 0):
        a0, a1 = _reach(lines_a, stretch.a0, stretch.a1)
        b0, b1 = _reach(lines_b, stretch.b0, stretch.b1)
        if stretch.same or (a1 - a0) * (b1 - b0) > _LARGEST_TABLE:
            found.append(_Stretch(stretch.same, a0, a1, b0, b1))
        else:
            found += _match(a.keys[a0:a1], b.keys[b0:b1], a0, b0)
    return found


def _match(a: Sequence[Hashable], b: Sequence[Hashable], a_from: int, b_from: int) -> list[_Stretch]:
    """The longest common subsequence of two sequences, as stretches whose numbers begin at `a_from` and `b_from`."""
    from rapidfuzz.distance import Indel  # not before something is compared

    found: list[_Stretch] = []
    for code in Indel.opcodes(a, b):
        same = code.tag == "equal"
        if found and not same and not found[-1].same:  # what went and what came there are one change
            found[-1].a1, found[-1].b1 = a_from + code.src_end, b_from + code.dest_end
            continue
        found.append(
            _Stretch(
                same,
                a_from + code.src_start,
                a_from + code.src_end,
                b_from + code.dest_start,
                b_from + code.dest_end,
            )
        )
    return found


def _trim(
    a: Sequence[Hashable],
    b: Sequence[Hashable],
    lines_a: Sequence[tuple[int, int]],
    lines_b: Sequence[tuple[int, int]],
) -> list[_Stretch]:
    """Lines that both texts begin and end with; what lies between counts as changed whole."""
    shorter = min(len(a), len(b))
    head = next((at for at in range(shorter) if a[at] != b[at]), shorter)
    tail = next((at for at in range(shorter - head) if a[-1 - at] != b[-1 - at]), shorter - head)
    parts = (
        (True, 0, head, 0, head),
        (False, head, len(a) - tail, head, len(b) - tail),
        (True, len(a) - tail, len(a), len(b) - tail, len(b)),
    )
    return [
        _Stretch(same, *_reach(lines_a, a0, a1), *_reach(lines_b, b0, b1)) for same, a0, a1, b0, b1 in parts
    ]


def _split_lines(tokens: _Tokens) -> list[tuple[int, int]]:
    """First token, and the one after the last, of each line that has any."""
    lines = []
    first = 0
    for number in range(1, len(tokens.keys)):
        if "\n" in tokens.text[tokens.ends[number - 1] : tokens.ends[number]]:
            lines.append((first, number))
            first = number
    if tokens.keys:
        lines.append((first, len(tokens.keys)))
    return lines


def _reach(lines: Sequence[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    """The tokens of some lines; an empty place between tokens where there are no lines."""
    if first < last:
        return lines[first][0], lines[last - 1][1]
    place = lines[first - 1][1] if first else 0
    return place, place


def _join(stretches: Sequence[_Stretch]) -> list[_Stretch]:
    """Neighbours of a kind as one, and too few words in common between two changes as part of the change."""
    joined: list[_Stretch] = []
    for stretch in stretches:
        if stretch.a0 == stretch.a1 and stretch.b0 == stretch.b1:
            continue
        if joined and joined[-1].same == stretch.same:
            joined[-1].a1, joined[-1].b1 = stretch.a1, stretch.b1
        else:
            joined.append(_Stretch(stretch.same, stretch.a0, stretch.a1, stretch.b0, stretch.b1))
        while _is_lost(joined):
            last, _, first = joined.pop(), joined.pop(), joined[-1]
            first.a1, first.b1 = last.a1, last.b1
    return joined


def _is_lost(joined: Sequence[_Stretch]) -> bool:
    """Whether the last stretches are a change, fewer words in common than that, and a change as large."""
    if len(joined) < 3 or joined[-1].same or joined[-3].same:
        return False
    left, kept, right = joined[-3:]
    return kept.a1 - kept.a0 < min(_size(left), _size(right))


def _size(stretch: _Stretch) -> int:
    """Tokens that a change is about: of its larger side."""
    return max(stretch.a1 - stretch.a0, stretch.b1 - stretch.b0)


def _slide(a: _Tokens, b: _Tokens, stretches: Sequence[_Stretch]) -> None:
    """Move what was only removed or only added to the likeliest of its places, in place.

    Of "One. Two. Two and a half." as well "Two." can have come as " Two": whole paragraphs are likelier than whole
    sentences, and those than anything else.
    """
    for number in range(1, len(stretches) - 1):
        left, gap, right = stretches[number - 1 : number + 2]
        one_sided = (gap.a0 == gap.a1) != (gap.b0 == gap.b1)
        if gap.same or not (left.same and right.same and one_sided):
            continue
        tokens, first, last = (a, gap.a0, gap.a1) if gap.a0 < gap.a1 else (b, gap.b0, gap.b1)
        low = -_run(tokens.keys, first - 1, last - 1, -1, min(_FARTHEST, left.a1 - left.a0 - 1))
        high = _run(tokens.keys, first, last, 1, min(_FARTHEST, right.a1 - right.a0 - 1))
        _, _, by = max((_border(tokens, first + by, last + by), -abs(by), by) for by in range(low, high + 1))
        left.a1, left.b1 = left.a1 + by, left.b1 + by
        right.a0, right.b0 = right.a0 + by, right.b0 + by
        gap.a0, gap.a1, gap.b0, gap.b1 = gap.a0 + by, gap.a1 + by, gap.b0 + by, gap.b1 + by


def _run(keys: Sequence[str], one: int, other: int, step: int, most: int) -> int:
    """How many tokens are the same from two places on, in one direction; at most so many."""
    count = 0
    while count < most and keys[one + step * count] == keys[other + step * count]:
        count += 1
    return count


def _border(tokens: _Tokens, first: int, last: int) -> int:
    """How likely tokens come or go between these two places."""
    fitness = 0
    for place in (first, last):
        space = tokens.text[tokens.ends[place - 1] : tokens.ends[place]] if place < len(tokens.ends) else "\n"
        before = tokens.keys[place - 1] if place else "."
        fitness += 4 if "\n" in space else 2 if before in _STOPS else 1 if before in ",;:–—" else 0
    return fitness


def _to_piece(a: _Tokens, b: _Tokens, stretch: _Stretch) -> WordPiece:
    before, after = a.slice(stretch.a0, stretch.a1), b.slice(stretch.b0, stretch.b1)
    if stretch.same:
        return WordPiece("same", before, after)
    return WordPiece("changed" if before and after else "removed" if before else "added", before, after)


def _close(pieces: list[WordPiece], before: str, after: str) -> list[WordPiece]:
    """The pieces with the white space that is left at the ends of both texts."""
    if not (before or after):
        return pieces
    if pieces and pieces[-1].kind == "same":
        last = pieces.pop()
        return [*pieces, WordPiece("same", last.before + before, last.after + after)]
    return [*pieces, WordPiece("same", before, after)]
