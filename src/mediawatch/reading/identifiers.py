"""DOIs and ISBNs: read out of a text, and brought into one form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from mediawatch.model import Span

_DOI: Final = re.compile(r"(?<![\w.])10\.\d{4,9}(?:\.\d{1,9}){0,3}/[^\s\"<>“”„«»]{1,300}")
"""The form that Crossref recommends to look for (Crossref blog, "DOIs and matching regular expressions", 2015), with
what closes a sentence or a bracket taken off its end."""
_DOI_END: Final = ".,;:!?'’”»)]}"
_ISBN: Final = re.compile(
    r"(?<![\w-])(?:ISBN(?:-?1[03])?:?\s*((?:97[89][\s-]?)?\d(?:[\s-]?\d){8}[\s-]?[\dXx])|(97[89](?:-\d+){3}-\d))(?![\w-])",
    re.IGNORECASE,
)
"""After the word ISBN in any writing; without it, only with its four joints (ISO 2108)."""
_NO_DIGIT: Final = re.compile(r"[^\dXx]")


def find_dois(text: str) -> Iterator[tuple[Span, str]]:
    """Every DOI in a text with its place, as `normalise_doi` gives it."""
    for found in _DOI.finditer(text):
        doi = found.group()
        while doi and doi[-1] in _DOI_END and not (doi[-1] == ")" and doi.count("(") >= doi.count(")")):
            doi = doi[:-1]
        if not doi.endswith("/"):
            yield Span(found.start(), found.start() + len(doi)), doi.lower()


def normalise_doi(typed: str) -> str:
    """The DOI in "10.1000/182", "doi:10.1000/182" or "https://doi.org/10.1000%2F182", in lower case, since DOIs do not
    tell case (DOI Handbook, section 2.4); "" where there is none."""
    return next((doi for _, doi in find_dois(unquote(typed))), "")


def find_isbns(text: str) -> Iterator[tuple[Span, str]]:
    """Every ISBN in a text with its place, the word before it included, as thirteen digits."""
    for found in _ISBN.finditer(text):
        isbn = normalise_isbn(found[1] or found[2])
        if isbn:
            yield Span(*found.span()), isbn


def normalise_isbn(typed: str) -> str:
    """Thirteen digits; "" for what is no ISBN or has a wrong check digit (ISO 2108)."""
    digits = _NO_DIGIT.sub("", typed).upper()
    if len(digits) == 10 and digits[:9].isdecimal():
        values = [10 if digit == "X" else int(digit) for digit in digits]
        if sum(value * weight for value, weight in zip(values, range(10, 0, -1), strict=True)) % 11:
            return ""
        return f"978{digits[:9]}{_check_digit(f'978{digits[:9]}')}"
    if len(digits) != 13 or not digits.isdecimal() or _check_digit(digits[:12]) != digits[12]:
        return ""
    return digits


def _check_digit(digits: str) -> str:
    total = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits))
    return str(-total % 10)
