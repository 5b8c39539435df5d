"""How well a quotation quotes: one grade by written rules. docs/citations.md gives each with an example.

Where several grades hold, the first of GRADES names it and the others are listed. In short:

- **not found**: too few of their words stand in our text in their order (`_is_ours`).
- **reordered or joined**: two places, the second before the first or more than 2000 characters behind it; words
  that were moved; or an unmarked gap that holds words of two sentences of ours.
- **altered**: words changed or put in, outside square brackets, that are not the same words otherwise spelt.
- **silently elided**: words of one sentence of ours, or one whole sentence, are missing inside and nothing shows it.
- **cut off**: begins or ends within a sentence of ours and nothing shows it.
- **elided**: something is missing, and a mark of omission stands there.
- **normalised**: the same words; marks, dashes, case, spelling, final punctuation or bracketed words differ.
- **exact**: the same characters. Aside are what a typesetter does to any text: line breaks and spaces, soft hyphens,
  ligatures, a page's head within a sentence, the marks round the quotation, and a final full stop or comma.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from mediawatch.citing import Graded
from mediawatch.model import Span
from mediawatch.reading.alignment import Alignment, Op, align
from mediawatch.reading.borders import begins_sentence, ends_sentence
from mediawatch.reading.chains import FARTHEST
from mediawatch.reading.findings import judge
from mediawatch.reading.folding import fold_words
from mediawatch.reading.sentences import sentence_around
from mediawatch.reading.stop_words import STOP_WORDS
from mediawatch.reading.tokens import Words, read_words
from mediawatch.reading.typesetting import is_furniture
from mediawatch.reading.words import WORD

RULES: Final = "2"
"""Raised whenever a rule changes, so that a stored grade says by which rules it was given."""
MARGIN: Final = 240
"""Characters looked at on either side of a place, beside those by which it is shorter than the quotation: two
sentences."""
LEAST_SHARE: Final = 0.7
"""Share of their words, and of their content words, that must stand in ours in order."""
LEAST_ROW: Final = 4
"""Words in a row that must be the same, two of them content words; a shorter quotation must stand there whole."""
LEAST_CONTENT: Final = 3
"""Content words of ours that a quotation has which is not ours word for word; twice as many where words were put in or
are missing beside changed ones."""
LEAST_OF_SENTENCE: Final = 2
_ROUNDING: Final = 0.35
"""Two of three content words are enough."""
_LONGEST_QUOTE: Final = 2000
_WORTH_LOOKING: Final = 0.25
"""Share of the words that must be found near before a wider look is worth its time."""
_MOST_LOOKED_FOR: Final = 40
_LEAST_LOOKED_FOR: Final = 12
"""Characters; three shorter words stand everywhere."""
_LONG_WORD: Final = 60


def grade(
    theirs: str,
    parts: Sequence[Span],
    ours: str,
    near: Sequence[Span],
    *,
    names: Sequence[str] | frozenset[str] = (),
) -> Graded:
    """The quotation that `parts` of a report's text make, compared with our text round the places `near`.

    Places may be rough: MARGIN characters round them are read and more, and FARTHEST where words are missing there.
    Without any, all of our text is read. `names` are watched forms of words, or what `fold_names` made of them, for
    whoever grades much; a capitalised word counts as a name too.
    Raises ValueError for a part that is not in the report's text.
    """
    if any(not 0 <= part.start <= part.end <= len(theirs) for part in parts):
        raise ValueError(f"no span of a text of {len(theirs)} characters among {list(parts)}")
    words = names if isinstance(names, frozenset) else fold_names(names)
    said = read_words(theirs, parts)
    if not said.words:
        return Graded("not found")
    exact = _align_word_for_word(said, ours, near)
    if exact is not None:
        return judge(said, parts, *exact, words)
    length = min(_LONGEST_QUOTE, sum(part.end - part.start for part in parts))
    # a place that is shorter than the quotation has only some of its words, and the others may stand on either side
    shortest = min((place.end - place.start for place in near), default=0)
    written, alignment = _align_within(said, ours, near, max(0, length - shortest) + MARGIN)
    if near and _is_worth_a_wider_look(said, alignment):
        near = [*near, *_look_elsewhere(said, ours, alignment)]
        written, alignment = _align_within(said, ours, near, length + FARTHEST)
    if not _is_ours(said, written, alignment):
        return Graded("not found")
    return judge(said, parts, written, alignment, words)


def fold_names(names: Sequence[str]) -> frozenset[str]:
    """The words of watched names, as flags are told by them."""
    # "to" in "Pathways to Recovery" is no name
    return frozenset(
        word for name in names for word in WORD.findall(fold_words(name)) if word not in STOP_WORDS
    )


def _align_word_for_word(said: Words, ours: str, near: Sequence[Span]) -> tuple[Words, Alignment] | None:
    """The words round the first place that has the quotation's words as they are, and nothing else, and how they
    align; None where there is no such place. The same as the long way round gives, which most quotations need not
    go."""
    if said.omissions or said.bracketed or said.mended:
        return None
    count = len(said.words)
    for place in sorted(near, key=lambda span: span.start):
        if not 0 <= place.start <= place.end <= len(ours):
            continue
        if read_words(ours, [place]).words != said.words:
            continue
        sentence = sentence_around(ours, place.start, place.end)
        around = Span(sentence.start, min(len(ours), sentence.end + _LONG_WORD))
        written = read_words(ours, _open_windows(ours, [around], 0))
        first = bisect_left(written.spans, (place.start, 0))
        if written.words[first : first + count] == said.words:  # else a border of the place fell into a word
            op = Op("same", 0, count, first, first + count)
            return written, Alignment(((op,),))
    return None


def _look_elsewhere(said: Words, ours: str, alignment: Alignment) -> list[Span]:
    """Where else in our text three of their words stand in a row that were not found near, letter for letter."""
    missing = [
        (op.t0, op.t1)
        for stretch in alignment.stretches
        for op in stretch
        if op.kind in ("changed", "inserted") and op.t1 - op.t0 >= LEAST_ROW
    ]
    places = []
    for first, last in missing:
        for at in range(first, min(last - 2, first + _MOST_LOOKED_FOR), 2):
            words = said.text[said.spans[at][0] : said.spans[at + 2][1]]
            place = ours.find(words) if len(words) >= _LEAST_LOOKED_FOR else -1
            if place >= 0:
                places.append(Span(place, place + len(words)))
    return places


def _align_within(said: Words, ours: str, near: Sequence[Span], margin: int) -> tuple[Words, Alignment]:
    """The words of ours round the places, and the alignment with them."""
    windows = _open_windows(ours, near, margin) if near else [Span(0, len(ours))]
    written = read_words(ours, windows)
    starts = [start for start, _ in written.spans]

    def find_bounds(first: int, last: int) -> tuple[int, int]:
        sentence = sentence_around(ours, written.spans[first][0], written.spans[last][1])
        window = written.parts[first]
        low, high = bisect_left(starts, sentence.start), bisect_right(starts, sentence.end - 1)
        return (
            max(low, bisect_left(written.parts, window)),
            min(high, bisect_right(written.parts, written.parts[last])),
        )

    return written, align(said, written, find_bounds)


def _open_windows(text: str, near: Sequence[Span], margin: int) -> list[Span]:
    """The stretches round some places, in order, those that touch as one, cut between words."""
    windows: list[Span] = []
    for place in sorted(near, key=lambda span: span.start):
        low, high = min(max(0, place.start - margin), len(text)), min(len(text), place.end + margin)
        stop = max(0, low - _LONG_WORD)
        while low > stop and not text[low - 1].isspace():
            low -= 1
        stop = min(len(text), high + _LONG_WORD)
        while high < stop and not text[high].isspace():
            high += 1
        if windows and low <= windows[-1].end:
            windows[-1] = Span(windows[-1].start, max(high, windows[-1].end))
        else:
            windows.append(Span(low, high))
    return windows


def _count_same(said: Words, ops: Sequence[Op]) -> tuple[int, int]:
    """How many of their words are ours, and how many of these are content words; brackets aside."""
    same = content = 0
    for op in ops:
        if op.kind in ("same", "written otherwise"):
            for at in range(op.t0, op.t1):
                if at not in said.bracketed:
                    same += 1
                    content += said.words[at] not in STOP_WORDS
    return same, content


def _is_worth_a_wider_look(said: Words, alignment: Alignment) -> bool:
    """Whether a stretch that was not found near could stand farther off."""
    if not alignment.stretches:
        return True
    ops = [op for stretch in alignment.stretches for op in stretch]
    if _count_same(said, ops)[0] < _WORTH_LOOKING * len(said.words):
        return False
    return any(op.t1 - op.t0 >= LEAST_ROW for op in ops if op.kind in ("changed", "inserted"))


def _is_ours(said: Words, written: Words, alignment: Alignment) -> bool:
    """Whether enough of their words stand in our text, in order and in a row, for it to be our passage.

    All of them in a row will do, or a whole sentence of five words and more with one exchanged, of nine and more with
    one put in. From four words on, LEAST_CONTENT content words must be ours (LEAST_OF_SENTENCE where it is a whole
    sentence of ours: a piece of one may be a stock phrase), and LEAST_SHARE of them all with LEAST_ROW in a row, two
    of these content words; or all but one, or one in six, with hardly anything of ours between; or all of them, with
    not much more between.
    """
    ops = [op for stretch in alignment.stretches for op in stretch]
    same, content = _count_same(said, ops)
    aside = set(said.bracketed)
    for op in ops:
        if op.kind == "inserted" and is_furniture(said, op.t0, op.t1):
            aside.update(range(op.t0, op.t1))
    own = [at for at in range(len(said.words)) if at not in aside]
    own_content = sum(said.words[at] not in STOP_WORDS for at in own)
    nearly = same == len(own) - 1 >= LEAST_ROW and content > 0
    if nearly and (_is_exchanged(ops) or same >= 2 * LEAST_ROW) and _is_sentence(written, ops):
        return True
    if not own or same < LEAST_SHARE * len(own) or content < LEAST_SHARE * own_content - _ROUNDING:
        return False
    in_a_row = same == len(own) and sum(op.kind != "inserted" for op in ops) == 1
    if in_a_row or len(own) < LEAST_ROW:
        return in_a_row
    least = _least_content(said, ops, all_same=same == len(own))
    least_of_sentence = 1 if same == len(own) else LEAST_OF_SENTENCE
    if content < least and (content < least_of_sentence or not _is_sentence(written, ops)):
        return False
    rows = [op for op in ops if op.kind == "same" and op.t1 - op.t0 >= LEAST_ROW]
    if any(sum(said.words[at] not in STOP_WORDS for at in range(op.t0, op.t1)) >= 2 for op in rows):
        return True
    if len(alignment.stretches) > 1:
        return False
    stretch = ops[-1].o1 - ops[0].o0
    if same == len(own):
        return stretch <= 2 * len(own) + 8
    return same >= len(own) - 1 - len(own) // 6 and stretch <= len(own) + 3


def _least_content(said: Words, ops: Sequence[Op], *, all_same: bool) -> int:
    """How many content words must be ours: few where they show that they left something out, most where they put
    words in, as stock phrases come with words put in (did not immediately respond to a request)."""
    if all_same:
        return 1 if said.omissions else LEAST_CONTENT
    return LEAST_CONTENT if _is_exchanged(ops) else 2 * LEAST_CONTENT


def _is_exchanged(ops: Sequence[Op]) -> bool:
    """Whether words were changed one for one, and none put in or left out."""
    return all(op.t1 - op.t0 == op.o1 - op.o0 for op in ops)


def _is_sentence(written: Words, ops: Sequence[Op]) -> bool:
    """Whether what was aligned is all of a sentence of ours, or of several."""
    ours = [op for op in ops if op.o0 < op.o1]
    start = min(written.spans[op.o0][0] for op in ours)
    end = max(written.spans[op.o1 - 1][1] for op in ours)
    sentence = sentence_around(written.text, start, end)
    return begins_sentence(written.text, sentence, start) and ends_sentence(written.text, sentence, end)
