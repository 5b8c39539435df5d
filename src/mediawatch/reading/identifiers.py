"""DOI and ISBN as people type and print them, checked and in one form."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

from mediawatch.errors import InputError

_DOI: Final = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\"<>]+")
"""The DOI Handbook, 2.2: a prefix that begins with 10., a slash, and any characters."""
_BEFORE_DOI: Final = re.compile(r"\A(?:https?://)?(?:(?:dx|www)\.)?doi\.org/|\Adoi:\s*", re.IGNORECASE)
_BEFORE_ISBN: Final = re.compile(r"\AISBN(?:-1[03])?:?\s*", re.IGNORECASE)


def read_doi(typed: str) -> str:
    """A DOI in small letters, since it means the same in all ("10.1000/182"), from itself or from its address.

    Raises InputError for what is none. "" is none on purpose.
    """
    bare = unquote(_BEFORE_DOI.sub("", typed.strip())).lower()
    if not bare:
        return ""
    if not _DOI.fullmatch(bare):
        raise InputError(f"{typed!r} is no DOI.", "Write it as 10.1000/182 or https://doi.org/10.1000/182.")
    return bare


def read_isbn(typed: str) -> str:
    """An ISBN of ten or thirteen digits without its joints.

    Raises InputError for what is none, and for one whose last digit does not fit the others (ISO 2108, the check
    digit: weights 10 to 1 modulo 11 for ten digits, 1 and 3 in turn modulo 10 for thirteen). "" is none on purpose.
    """
    bare = re.sub(r"[\s\u2010-\u2015-]", "", _BEFORE_ISBN.sub("", typed.strip())).upper()
    if not bare:
        return ""
    if re.fullmatch(r"[0-9]{9}[0-9X]", bare):
        total = sum((10 - at) * (10 if digit == "X" else int(digit)) for at, digit in enumerate(bare))
        fits = total % 11 == 0
    elif re.fullmatch(r"97[89][0-9]{10}", bare):
        fits = sum((1 + 2 * (at % 2)) * int(digit) for at, digit in enumerate(bare)) % 10 == 0
    else:
        raise InputError(
            f"{typed!r} is no ISBN.", "It has ten digits, or thirteen that begin with 978 or 979."
        )
    if not fits:
        raise InputError(
            f"{typed!r} is no ISBN: its last digit does not fit the others.", "Copy it once more."
        )
    return bare
