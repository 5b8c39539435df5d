"""Words without their endings, so that "claims", "claimed" and "claiming" are kin.

No list of words and no language is asked for: endings of English verbs and plurals are taken off, and of long words
the beginning is kept, which does for English, German, French and Spanish what their stemmers do, near enough for
comparing passages (McNamee and Mayfield, "Character N-Gram Tokenization for European Language Text Retrieval", 2004).
Kin is not the same: "community" and "communication" are kin here. Nothing is decided by one word.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from mediawatch.reading import flag_words as lists
from mediawatch.reading.spellings import american, bare, read_number

Form = Literal["past", "going on", "present"]
KEPT: Final = 6
"""Letters of a long word that are kept."""
_FORM: Final = re.compile(r"(?:ing|ied|ed|ies|es|s|d)$")
_LEAST_STEM: Final = 3
_MOST_ENDINGS: Final = 3


def stem(word: str) -> str:
    """What a folded word has in common with its kin; a number word gives its digits."""
    if word in lists.NUMBER_WORDS or not word.isalpha():
        number = read_number([word])
        if number is not None:
            return number
    stripped = bare(american(word.partition("'")[0] or word))
    for _ in range(_MOST_ENDINGS):  # spends, spend: a d that is no ending goes from both
        stripped, before = split_form(stripped)[0], stripped
        if stripped == before:
            break
    return stripped[:KEPT]


def split_form(word: str) -> tuple[str, Form]:
    """A verb's stem and which form it is: past, going on, or present."""
    if word in lists.IRREGULAR:
        return _strip_ending(lists.IRREGULAR[word]), "past"
    found = _FORM.search(word)
    if found is None or found.start() < _LEAST_STEM:
        return _strip_ending(word), "present"
    ending = found.group()
    form: Form = "past" if ending in ("ed", "ied", "d") else "going on" if ending == "ing" else "present"
    return _strip_ending(word[: found.start()] + ("y" if ending in ("ied", "ies") else "")), form


def _strip_ending(stripped: str) -> str:
    """Without a silent e or a doubled consonant: provid(e), plan(n)."""
    if stripped.endswith("e"):
        return stripped[:-1]
    return stripped[:-1] if len(stripped) > _LEAST_STEM and stripped[-1] == stripped[-2] else stripped
