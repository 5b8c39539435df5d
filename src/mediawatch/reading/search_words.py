"""What people type into a search box, as a query for SQLite's FTS5 that is never a syntax error."""

from __future__ import annotations

import re
from typing import Final

from mediawatch.reading.folding import DOUBLE_QUOTES
from mediawatch.reading.texts import clean_text

MOST_WORDS: Final = 100
"""Words beyond these are not searched for: FTS5 refuses expressions that are too deep, and nobody types so many."""
_STRAIGHT: Final = str.maketrans(dict.fromkeys(DOUBLE_QUOTES, '"'))
_TERM: Final = re.compile(r'"([^"]*)"|([^\s"]+)')


def to_fts(words: str) -> str:
    """An FTS5 query for rows that hold all of the words; "" when there is nothing to look for.

    "Exact phrases" stay phrases, a trailing * looks for words that begin so, and everything else is a
    word: AND, OR, NOT and NEAR too, and brackets, colons and hyphens mean nothing. Each term is an FTS5
    string (SQLite documentation, "FTS5 Strings"), in which the tokenizer makes a phrase of "well-known"
    and of "don't". Terms without a letter or digit hold no token and are left out.
    """
    terms = []
    for found in _TERM.finditer(clean_text(words).replace("\ufffd", " ").translate(_STRAIGHT)):
        phrase, word = found[1], found[2]
        term = phrase if word is None else word
        if any(character.isalnum() for character in term):
            star = "*" if word is not None and word.endswith("*") else ""
            terms.append(f'"{term.strip()}"{star}')
    return " ".join(terms[:MOST_WORDS])
