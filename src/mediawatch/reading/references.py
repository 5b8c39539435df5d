"""References as people type them: "r12" is report 12, "note 3" (or note-3) the third note."""

from __future__ import annotations

import re
from typing import Final

from mediawatch.errors import InputError
from mediawatch.model import KINDS, WORDED_KINDS, Ref

_REF: Final = re.compile(r"([A-Za-z]?)0*([1-9][0-9]{0,17})")
"""A letter and a number; 18 digits are the most that surely fit a rowid of SQLite (2**63 - 1)."""
_WORDED: Final = re.compile(r"(note|file|(?:contact[ -]+)?search)[ -]*0*([1-9][0-9]{0,17})", re.IGNORECASE)
"""A word and a number; the hyphen spares people the quotation marks in a shell."""
_ALL_KINDS: Final = ", ".join(f"{letter} {kind}" for letter, kind in KINDS.items())


def parse_ref(typed: str, *, letter: str = "") -> Ref:
    """The reference that was typed: "r12", "R12", "note 3", or bare "12" where `letter` fixes the kind.

    Raises InputError for what is no reference, for a bare number where several kinds are possible, and
    for another kind than `letter`.
    """
    worded = _WORDED.fullmatch(typed.strip())
    if worded is not None:
        typed_word = worded[1].lower()
        word = next(kind for kind in WORDED_KINDS if typed_word.endswith(kind.split()[-1]))
        if letter:
            raise InputError(
                f"{word} {worded[2]} is no {KINDS[letter]}, and one is asked for here.",
                f"Write {_example(letter)}.",
            )
        return Ref(word, int(worded[2]))
    found = _REF.fullmatch(typed.strip())
    if found is None or (found[1] and found[1].lower() not in KINDS):
        raise InputError(
            f"{_shorten(typed)!r} is no reference.",
            f"Write {_example(letter)}."
            if letter
            else f"Write a letter and a number, as in r12: {_ALL_KINDS}; or note-3, file-3, search-3.",
        )
    number = int(found[2])
    kind = found[1].lower() or letter
    if not kind:
        raise InputError(
            f"{number} could be of any kind.", f"Write its letter too, as in r{number}: {_ALL_KINDS}."
        )
    if letter and kind != letter:
        raise InputError(
            f"{kind}{number} is a {KINDS[kind]}, and a {KINDS[letter]} is asked for here.",
            f"Write {_example(letter)}.",
        )
    return Ref(kind, number)


def _example(letter: str) -> str:
    return f"the number of a {KINDS[letter]}, as in 12 or {letter}12"


def _shorten(typed: str) -> str:
    return typed if len(typed) <= 40 else typed[:39] + "…"
