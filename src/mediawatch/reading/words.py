"""Where words begin and end: the one definition, on folded text.

Letters, digits, combining marks and "_" are word characters; everything else stands between words.
Names and quotes look at a border differently, and on purpose:

- A **name** may stand in a compound: "KIKIT-led" and "KIKIT's" are about KIKIT. Scripts that are written
  without spaces (Han, Hiragana, Thai, Lao, Khmer, Myanmar) have no border that one could ask for, so a
  name may touch them. A run of Katakana is one word, as loanwords are written in it. Korean sets particles
  right behind a name, so that a name may be followed by Hangul but not preceded by it.
- A **quote** may not begin or end inside a compound: "compliant with the law" is not what somebody said
  who said "non-compliant with the law", nor is "raised £15" what "raised £15,000" says.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from mediawatch.reading.folding import FoldedText

_SPACELESS_RANGES: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u309f\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
SPACELESS: Final = re.compile(f"[{_SPACELESS_RANGES}]")
_IN_WORD: Final = rf"[^\W{_SPACELESS_RANGES}]"
WORD: Final = re.compile(
    rf"[{_SPACELESS_RANGES}]|[^\W_{_SPACELESS_RANGES}]{_IN_WORD}*(?:(?:['\-]|(?<=\d)[.,:](?=\d)){_IN_WORD}+)*"
)
"""A word of a folded text, for counting: "well-known", "don't" and "15,000" are one each, and so is every character
of the scripts that are written without spaces."""
BORDER: Final = re.compile(rf"(?!(?<={_IN_WORD})(?={_IN_WORD}))")
"""Every place of a folded text at which a word may begin or end, compounds aside."""
_KATAKANA: Final = re.compile("[\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff]")
_HANGUL: Final = re.compile("[\u1100-\u11ff\uac00-\ud7af]")
_JOINTS: Final = "'-&\u00b7"
"""What makes one word of two that it touches: don't, well-known, R&D, and the middle dot of Catalan."""
_JOINING_DASHES: Final = frozenset("-\u2010\u2011\uff0d\ufe63\u058a\u05be")
"""What is written inside a word. En and em dashes stand between words, also without spaces round them."""


def is_word_character(character: str) -> bool:
    """Whether a character is part of words."""
    return character.isalnum() or character == "_" or unicodedata.category(character)[0] == "M"


def count_words(folded: str) -> int:
    """Words in a folded text."""
    return sum(1 for _ in WORD.finditer(folded))


def splits_name(text: str, position: int, *, at_end: bool) -> bool:
    """Whether a name that begins (or, `at_end`, ends) at `position` of a folded text would be part of a word."""
    if not 0 < position < len(text):
        return False
    left, right = text[position - 1], text[position]
    if not (is_word_character(left) and is_word_character(right)):
        return False
    if SPACELESS.match(left) or SPACELESS.match(right):
        return unicodedata.category(right)[0] == "M"
    if _KATAKANA.match(left) or _KATAKANA.match(right):
        return bool(_KATAKANA.match(left) and _KATAKANA.match(right))
    if _HANGUL.match(right) and at_end:
        return False
    return bool(_HANGUL.match(left)) == bool(_HANGUL.match(right))


def splits_quote(text: FoldedText, position: int) -> bool:
    """Whether a quote that begins or ends at `position` of a folded text would cut a word or number in two."""
    folded = text.text
    if not 0 < position < len(folded):
        return False
    left, right = folded[position - 1], folded[position]
    if is_word_character(left) and is_word_character(right):
        return not (SPACELESS.match(left) or SPACELESS.match(right)) or unicodedata.category(right)[0] == "M"
    return _is_joint(text, position - 1) or _is_joint(text, position)


def _is_joint(text: FoldedText, position: int) -> bool:
    """Whether the character there joins its neighbours into one word (well-known, don't) or number (15,000)."""
    folded = text.text
    if not 0 < position < len(folded) - 1:
        return False
    joint, before, after = folded[position], folded[position - 1], folded[position + 1]
    if joint in ",.:":
        return before.isdecimal() and after.isdecimal()
    if joint not in _JOINTS or not (is_word_character(before) and is_word_character(after)):
        return False
    place = text.to_original(position, position + 1)
    return joint != "-" or text.original[place.start] in _JOINING_DASHES
