"""When different letters are the same words: what houses, keyboards and scanners change without meaning to.

- the same letters with other joints: well known, well-known, wellknown; in formation for a broken "information";
- British and American spelling, by endings and a short list;
- numbers of the same value: ten and 10, 15,000 and 15 000 and fifteen thousand, 1.5m and 1.5 million; per cent and %;
- letters without their accents, and German ä as ae;
- damage by a scanner, where it shows: a digit within a word (h0me), rn read as m and vv as w in a word of six
  letters or more. One word that a scanner's error would make of another (fail, fall) is no such case: it is changed.

A misprint (recieve) is a changed word. No list of words can tell it from an intended one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

_ENDING: Final = re.compile(
    r"(?<=\w\w\w)(?:is(?=(?:e[drs]?|ers|ing|ation|ations|ational|able)$)|ys(?=(?:e[drs]?|ers|ing)$)|ogue(?=s?$)"
    r"|our(?=(?:s|ed|ing|ite|ites|able|ful|hood|hoods|ly|er|ers)?$)|(?<=[bt])re(?=s?$))"
)
_AMERICAN: Final = {"is": "iz", "ys": "yz", "ogue": "og", "our": "or", "re": "er"}
_DOUBLED: Final = re.compile(r"(?<=\w\w\w)ll(?=(?:ed|ing|er|ers|or|ors)$)")
_LEAST_DOUBLED: Final = 8
"""Letters of travelled; shorter words can be others (filled, filed)."""
_LISTED: Final = {
    "programme": "program", "programmes": "programs", "defence": "defense", "offence": "offense",
    "offences": "offenses", "licence": "license", "licences": "licenses", "pretence": "pretense", "grey": "gray",
    "judgement": "judgment", "judgements": "judgments", "practise": "practice", "practised": "practiced",
    "practising": "practicing", "ageing": "aging", "sceptical": "skeptical", "ok": "okay",
    "skilful": "skillful", "enrol": "enroll", "fulfil": "fulfill", "learnt": "learned", "spelt": "spelled",
    "whilst": "while", "amongst": "among", "towards": "toward", "percent": "%", "&": "and", "mum": "mom",
    "counsellor": "counselor", "counsellors": "counselors", "jewellery": "jewelry",
}  # fmt: skip
_UNITS: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES: Final = {
    "hundred": 100, "thousand": 1_000, "k": 1_000, "million": 1_000_000, "m": 1_000_000, "mn": 1_000_000,
    "billion": 1_000_000_000, "bn": 1_000_000_000, "b": 1_000_000_000, "trillion": 1_000_000_000_000,
}  # fmt: skip
_SHORT: Final = 4
"""Letters of a word that no ending changes."""
_ORDINALS: Final = {
    "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "sixth": "6th",
    "seventh": "7th", "eighth": "8th", "ninth": "9th", "tenth": "10th",
}  # fmt: skip
_NUMBER_WORDS: Final = frozenset((*_UNITS, *_SCALES, *_ORDINALS))
_NUMBER: Final = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(k|m|mn|bn|b)?")
_OFTEN_MISREAD: Final = (("rn", "m"), ("vv", "w"))
_LEAST_MISREAD: Final = 6
_SURE_LETTERS: Final = 3
"""Letters at the beginning of a word that no rule for endings changes."""
_CHANGED_LETTERS: Final = ("ae", "oe", "ue", "rn", "vv")
"""What other rules write with one letter."""
_CHANGED_ENDS: Final = "egmnrwvk"
"""Last letters that a rule puts or takes: centre and center, catalogue and catalog, programme and program, and what a
scanner reads as others."""
_DIGIT_AS_LETTER: Final = str.maketrans("015|", "olsl")
_LETTER_AS_DIGIT: Final = str.maketrans("oilsb", "01158")
_OTHER_WITHOUT_APOSTROPHE: Final = frozenset({
    "were", "we're", "well", "we'll", "hell", "he'll", "shell", "she'll", "wed", "we'd", "shed", "she'd", "ill",
    "i'll", "id", "i'd",
})  # fmt: skip
"""Words that an apostrophe makes others of."""
_MILLIONTHS: Final = 1_000_000
"""Values are counted in millionths, so that 1.5 million is a whole number."""
_MOST_NUMBER_WORDS: Final = 8


def same_words(theirs: Sequence[str], ours: Sequence[str]) -> bool:
    """Whether two runs of folded words are the same words written otherwise."""
    left, right = "".join(theirs), "".join(ours)
    if not left or not right:
        return False
    if left != right and left not in _OTHER_WITHOUT_APOSTROPHE and right not in _OTHER_WITHOUT_APOSTROPHE:
        left, right = left.replace("'", ""), right.replace("'", "")
    if _is_plain(left) and _is_plain(right) and not any(word in _NUMBER_WORDS for word in (*theirs, *ours)):
        return _same_plain(left, right)
    values = read_number(theirs), read_number(ours)
    if None not in values:
        return values[0] == values[1]
    if any(character.isdecimal() for character in left + right):
        one_word = min(len(theirs), len(ours)) == 1  # 5 15 is not 51 5
        return (one_word and left == right) or _is_misread_number(left, right)
    return (
        left == right
        or american(left) == american(right)
        or (not (left + right).isascii() and bare(left) == bare(right))
        or _is_misread(left, right)
    )


def _is_plain(word: str) -> bool:
    return word.isascii() and word.isalpha() and word not in _LISTED


def _same_plain(left: str, right: str) -> bool:
    """Whether two words of plain letters, no numbers and on no list, are the same: what same_words says, and sooner."""
    if left == right:
        return True
    if min(len(left), len(right)) <= _SHORT and "ae" not in left and "ae" not in right:
        return False
    if begin_apart(left, right):
        return False
    return american(left) == american(right) or _is_misread(left, right)


def begin_apart(left: str, right: str) -> bool:
    """Whether two folded words are so different at their beginning that no rule makes them the same, nor any words that
    go on from them. Most words that differ do so, and this is soon seen."""
    if left[:_SURE_LETTERS] == right[:_SURE_LETTERS] or not _are_plain(left, right):
        return False
    begin = f"{left[: _SURE_LETTERS + 2]} {right[: _SURE_LETTERS + 2]}"
    return not any(two in begin for two in _CHANGED_LETTERS)


def end_apart(left: str, right: str) -> bool:
    """The same for the ends of words, and whatever stands before them."""
    if left[-1:] == right[-1:] or not _are_plain(left, right):
        return False
    return left[-1] not in _CHANGED_ENDS and right[-1] not in _CHANGED_ENDS


def _are_plain(left: str, right: str) -> bool:
    """Whether two words are of plain letters, long enough to be told apart by some of them, and on no list."""
    if not (left.isalpha() and right.isalpha() and left.isascii() and right.isascii()):
        return False
    if len(left) <= _SURE_LETTERS or len(right) <= _SURE_LETTERS:
        return False
    return not any(word in _LISTED or word in _NUMBER_WORDS for word in (left, right))


def read_number(words: Sequence[str]) -> str | None:
    """The value of a number in digits or English words, "15000", "1.5", "3rd"; None for anything else."""
    if not 0 < len(words) <= _MOST_NUMBER_WORDS:
        return None
    if len(words) == 1 and words[0] in _ORDINALS:
        return _ORDINALS[words[0]]
    if len(words) == 1 and re.fullmatch(r"\d+(?:st|nd|rd|th)", words[0]):
        return words[0]
    total, group, seen = 0, 0, False
    for at, word in enumerate(words):
        digits = _NUMBER.fullmatch(word)
        if digits:
            follows = at > 0 and len(word) == 3 and word.isdecimal() and words[at - 1].isdecimal()
            if seen and not follows:
                return None
            if seen:
                group = group * 1000 + int(word) * _MILLIONTHS  # 15 000: groups of three set off by spaces
            else:
                group = _in_millionths(digits)
        elif word in _UNITS:
            group += _UNITS[word] * _MILLIONTHS
        elif word in _SCALES and (seen or word == "hundred"):
            if word == "hundred":
                group = max(group, _MILLIONTHS) * 100
            else:
                total, group = total + group * _SCALES[word], 0
        elif word == "and" and seen and at + 1 < len(words):
            continue
        else:
            return None
        seen = True
    value = total + group
    whole, rest = divmod(value, _MILLIONTHS)
    return f"{whole}.{rest:06d}".rstrip("0").rstrip(".")


def _in_millionths(digits: re.Match[str]) -> int:
    fraction = (digits[2] or "")[:6].ljust(6, "0")
    value = int(digits[1].replace(",", "")) * _MILLIONTHS + int(fraction)
    return value * _SCALES[digits[3]] if digits[3] else value


def american(word: str) -> str:
    """The word as American English spells it, near enough to be compared."""
    listed = _LISTED.get(word)
    if listed is not None:
        return listed
    if len(word) < 5:
        return word
    if len(word) >= _LEAST_DOUBLED:
        word = _DOUBLED.sub("l", word)
    return _ENDING.sub(lambda found: _AMERICAN[found.group()], word).replace("ae", "e")


def bare(word: str) -> str:
    """The word without its accents; umlauts are the same as the two letters that stand for them."""
    stripped = word
    if not word.isascii():
        stripped = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return stripped.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _is_misread(left: str, right: str) -> bool:
    """Whether letters were read as others that look like them."""
    if min(len(left), len(right)) < _LEAST_MISREAD - 1 or max(len(left), len(right)) < _LEAST_MISREAD:
        return False
    return any(left.replace(two, one) == right.replace(two, one) for two, one in _OFTEN_MISREAD)


def _is_misread_number(left: str, right: str) -> bool:
    """Whether one is a word with digits for letters (h0me), or a number with letters for digits (l5)."""
    if left.isalpha() or right.isalpha():
        mixed, word = (right, left) if left.isalpha() else (left, right)
        letters = sum(character.isalpha() for character in mixed)
        return letters >= 2 and mixed.translate(_DIGIT_AS_LETTER) == word.translate(_DIGIT_AS_LETTER)
    number, mixed = (left, right) if left.isdecimal() else (right, left)
    if not number.isdecimal() or mixed.isdecimal():
        return False
    return mixed.translate(_LETTER_AS_DIGIT) == number
