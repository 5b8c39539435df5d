"""Flags: what changed hands between our words and theirs, by the words that differ.

For each stretch that differs, the words of a kind on either side are compared; where they are not the same, the
kind is flagged. So a "not" that moved is flagged (it left one place and came to another), and "don't" for "do not"
is not. What was changed, put in or left out silently counts for every kind. What was left out openly (…), or stands
in the rest of a sentence that was cut off, counts only where it governs the words that are quoted: for negation,
hedge, quantifier and comparison, within the clause next to them.

Negation is wide on purpose: beside not, never, without … it counts verbs that deny what follows (hide, refuse,
fail, prevent …) and pairs such as safe and unsafe. A number is anything with a digit, and number words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from mediawatch.citing import FLAGS, Flag
from mediawatch.reading import flag_words as lists
from mediawatch.reading.spellings import read_number
from mediawatch.reading.stems import split_form
from mediawatch.reading.tokens import Words

GOVERNING: Final[tuple[Flag, ...]] = ("negation", "hedge", "quantifier", "comparison")
"""Kinds that bear on words beyond their own."""
OPENLY: Final[tuple[Flag, ...]] = tuple(flag for flag in FLAGS if flag not in ("name", "tense"))
"""Kinds that count for words in square brackets: a name put there for "we" is what brackets are for."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_DATE_NUMBER: Final = re.compile(r"\d{1,2}(?:st|nd|rd|th)?|(?:19|20)\d\d|\d{1,2}[.:]\d{2}(?:am|pm)?")
_LEAST_STEM: Final = 3
_COMPARED: Final = re.compile(r"(?:i?er|i?est)$")
_BREAK: Final = re.compile(r"[;:–—().!?]|\s-\s")

Kinds = dict[Flag, list[str]]
"""For each kind, what stands for it among some words."""


def find_flags(
    stretches: Iterable[tuple[Words, Sequence[int], Words, Sequence[int], Sequence[Flag]]],
    names: AbstractSet[str],
) -> tuple[Flag, ...]:
    """The flags of all stretches that differ, in the order of FLAGS.

    A stretch is the numbers of their words and of ours, and the kinds that count there. `names` are folded single
    words.
    """
    raised: set[Flag] = set()
    for theirs, left, ours, right, kinds in stretches:
        mine, yours = (_sort_words(*side, names, kinds) for side in ((theirs, left), (ours, right)))
        raised.update(kind for kind in kinds if sorted(mine.get(kind, ())) != sorted(yours.get(kind, ())))
        pairs = _compare_pairs([theirs.words[at] for at in left], [ours.words[at] for at in right])
        raised.update(kind for kind in pairs if kind in kinds)
    return tuple(flag for flag in FLAGS if flag in raised)


def list_bearers(words: Words, numbers: Iterable[int], kind: Flag, names: AbstractSet[str]) -> list[int]:
    """Which of some words stand for a kind by themselves; none where only a pair of words shows it (safe, unsafe)."""
    return [
        at
        for at in numbers
        if any(kind == other for other, _ in _kinds_of(words, at, words.words[at], names))
    ]


def next_clause(words: Words, first: int, last: int, *, before: bool) -> list[int]:
    """Numbers of the words between first and last that stand in the clause next to what was quoted: the end of
    what comes before it, the beginning of what comes after it."""
    numbers = range(last - 1, first - 1, -1) if before else range(first, last)
    kept: list[int] = []
    for at in numbers:
        other = at + 1 if before else at - 1
        if 0 <= other < len(words.words):
            low, high = sorted((at, other))
            between = words.text[words.spans[low][1] : words.spans[high][0]]
            if _BREAK.search(between) or (not before and "," in between and kept):
                break
        if words.words[at] in lists.CLAUSE_BREAKS:
            break
        kept.append(at)
    kept.sort()
    return kept


def _sort_words(
    words: Words, numbers: Sequence[int], names: AbstractSet[str], wanted: Sequence[Flag]
) -> Kinds:
    """What stands for each of the wanted kinds among some words."""
    kinds: Kinds = {}
    some = _governs if wanted is GOVERNING else _kinds_of
    for at in numbers:
        for kind, sign in some(words, at, words.words[at], names):
            kinds.setdefault(kind, []).append(sign)
    if "number" in kinds:
        value = read_number([words.words[at] for at in numbers])
        kinds["number"] = [value] if value else kinds["number"]
    return kinds


def _kinds_of(words: Words, at: int, word: str, names: AbstractSet[str]) -> Iterable[tuple[Flag, str]]:
    yield from _governs(words, at, word, names)
    number = _is_number(word)
    if number:
        yield "number", word
    if word in lists.UNITS or (number and word[-1:].isalpha() and word.lstrip("0123456789.,") in lists.UNITS):
        yield "unit", word.lstrip("0123456789.,")
    if _is_date(words, at, word):
        yield "date", word
    elif word in names or _is_name(words, at):
        yield "name", word
    tense = _tense(word)
    if tense:
        yield "tense", tense


def _governs(words: Words, at: int, word: str, names: AbstractSet[str]) -> Iterable[tuple[Flag, str]]:
    """The kinds of GOVERNING."""
    negation = _negation(word)
    if negation and (
        negation == "not"
        or word in lists.NEGATIONS
        or not (word in names or _is_name(words, at))  # Prevent is a programme
    ):
        yield "negation", negation
    if _is_hedge(words, at, word):
        yield "hedge", word
    if word in lists.QUANTIFIERS:
        yield "quantifier", word
    if word in lists.COMPARISONS:
        yield "comparison", word


def _is_number(word: str) -> bool:
    return (
        word in lists.NUMBER_WORDS
        or word == "-"
        or any(character.isdecimal() for character in word)
        or lists.NUMBER_STEMS.fullmatch(word) is not None
    )


def _is_hedge(words: Words, at: int, word: str) -> bool:
    """Whether a word hedges: not May the month, and "about" or "around" only where a number is among the next three
    words."""
    if word not in lists.HEDGES or _is_date(words, at, word):
        return False
    return word not in lists.BEFORE_NUMBERS or any(
        word in lists.NUMBER_WORDS or word[0].isdecimal() for word in words.words[at + 1 : at + 4]
    )


def _negation(word: str) -> str:
    """The negation in a word, or ""; what is contracted counts as "not"."""
    if word in ("not", "cannot", "cant", "dont", "wont") or word.endswith("n't"):
        return "not"
    if word in lists.NEGATIONS:
        return "not" if word.endswith("nt") else word
    if word in lists.WHOLE_NEGATING:
        return word
    if not word.startswith(lists.NEGATING_STEMS):
        return ""
    return max((stem for stem in lists.NEGATING_STEMS if word.startswith(stem)), key=len)


def _tense(word: str) -> str:
    """The word that carries tense, or ""; a contracted one written out."""
    if word in lists.AUXILIARIES:
        return lists.AUXILIARIES[word]
    if word.endswith("n't"):
        return "will" if word == "won't" else lists.AUXILIARIES.get(word[:-3], "")
    mark = word.rfind("'")
    return lists.CONTRACTED.get(word[mark:], "") if mark > 0 and word[mark:] != "'s" else ""


def _is_date(words: Words, at: int, word: str) -> bool:
    if word in lists.DAYS or _YEAR.fullmatch(word):
        return True
    if word in lists.MONTHS:
        beside = any(
            0 <= other < len(words.words) and _DATE_NUMBER.fullmatch(words.words[other])
            for other in (at - 1, at + 1)
        )
        capital = (
            words.text[words.spans[at][0]].isupper() and at > 0 and words.words[at - 1] in lists.BEFORE_MONTHS
        )
        return beside or capital or len(word) > 5 or not word.isascii() or word in lists.NO_OTHER_WORD
    if _DATE_NUMBER.fullmatch(word):
        return any(
            0 <= other < len(words.words) and words.words[other] in lists.MONTHS
            for other in (at - 2, at - 1, at + 1, at + 2)
        )
    return False


def _is_name(words: Words, at: int) -> bool:
    """Whether a word is capitalised where a sentence would not ask for it, or is all capitals."""
    start, end = words.spans[at]
    surface = words.text[start:end]
    if not surface[:1].isupper() or surface in (
        "I",
        "I'm",
        "I’m",
        "I've",
        "I’ve",
        "I'd",
        "I’d",
        "I'll",
        "I’ll",
    ):
        return False
    if len(surface) > 1 and surface.isupper():
        return True
    return not _begins_sentence(words, at)


def _begins_sentence(words: Words, at: int) -> bool:
    """Whether nothing, a stop, a line break or an opening mark stands before a word."""
    start = words.spans[at][0]
    if at == 0 or words.parts[at - 1] != words.parts[at]:
        return True
    between = words.text[words.spans[at - 1][1] : start]
    return any(character in '.!?:\n\r\u2028\u2029•“"„«‘[' for character in between)


def _compare_pairs(left: Sequence[str], right: Sequence[str]) -> Iterable[Flag]:
    """Flags that only a pair of words shows: safe and unsafe, works and worked, high and higher."""
    for mine in left:
        for yours in right:
            if mine == yours:
                continue
            if _is_opposite(mine, yours) or _is_opposite(yours, mine):
                yield "negation"
            base, other = split_form(mine), split_form(yours)
            if base[0] == other[0] and base[1] != other[1]:
                yield "tense"
            if _is_compared(mine, yours) or _is_compared(yours, mine):
                yield "comparison"


def _is_opposite(longer: str, shorter: str) -> bool:
    """Whether one word is the other with a negating beginning, or -less for -ful."""
    for prefix in lists.NEGATING_PREFIXES:
        if longer == prefix + shorter and len(shorter) > _LEAST_STEM:
            return True
    return longer.endswith("less") and len(longer) > 6 and shorter.startswith(longer[:-4])


def _is_compared(longer: str, shorter: str) -> bool:
    found = _COMPARED.search(longer)
    if found is None or len(shorter) < _LEAST_STEM:
        return False
    stem = longer[: found.start()]
    return shorter in (stem, stem + "e", stem + "y", stem[:-1])
