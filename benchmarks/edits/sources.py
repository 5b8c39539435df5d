"""The texts that grading.py quotes from and quotes in, cut into sentences whose borders are certain.

A border is certain when it is a paragraph's end behind ".", "!" or "?", or such a stop before white space and a
capital letter, where the word before the stop is none that is abbreviated. A stretch with a doubtful stop inside
is not used at all, so that "a whole sentence" is one for everybody. This module knows nothing of mediawatch.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

LEAST_WORDS: Final = 5
MOST_WORDS: Final = 60
WORD: Final = re.compile(r"\w+(?:['’]\w+)*")
_PARAGRAPH: Final = re.compile(r"[^\n]+")
_STOP: Final = re.compile(r"[.!?…]+[\"'’”“»«›)\]]*(?=\s|$)")
_NEXT: Final = re.compile(r"\s+[\"'‘“„«»(]*([^\W\d_])")
_SINGLE: Final = re.compile(r"(?<![^\W_])['’‘‚‹›]|['’‘‚‹›](?![^\W_])")
_UNWANTED: Final = re.compile(r"[\[\]…\t•|@{}<>=*_#]|\.\.|https?:|www\.|--|[.!?]\w{2}")
_ABBREVIATIONS: Final = (
    "etc usw bzw inkl evtl ggf resp approx prof capt sept inc ltd corp dept vols govt dipl ing mio mrd tel str nos"
    " fig vgl vol jan feb mar apr jun jul aug sep oct okt nov dec dez mme mlle sra srta dra art núm pág"
)
_ABBREVIATED: Final = frozenset(_ABBREVIATIONS.split())


@dataclass(frozen=True, slots=True)
class Source:
    """A text in one language."""

    number: int
    """as the index knows it; unique"""
    title: str
    text: str
    language: str
    """"en", "de", "fr", "es", or "" for any other"""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A whole sentence in a text."""

    start: int
    end: int
    paragraph: int
    place: int
    """running number among all stretches of the text; neighbours differ by one"""
    marked: bool
    """whether quotation marks stand in it, all of them in pairs"""


def tell_language(text: str, words: dict[str, dict[str, Any]]) -> str:
    """The language of `words` whose commonest words make up most of the text, at least one word in ten."""
    counted = Counter(WORD.findall(text.lower()))
    shares = {
        language: sum(counted[word] for word in entry["known"].split()) for language, entry in words.items()
    }
    best = max(shares, key=lambda language: shares[language])
    return best if shares[best] * 10 >= max(1, counted.total()) else ""


def find_sentences(text: str, language: str = "") -> list[Sentence]:
    """The usable sentences of a text, in order."""
    found: list[Sentence] = []
    place = 0
    for number, paragraph in enumerate(_PARAGRAPH.finditer(text)):
        for start, end, certain in _cut(text, *paragraph.span(), language):
            place += 1
            words = text[start:end]
            marked = has_marks(words)
            if not certain or not _is_usable(words) or (marked and not marks_are_paired(words)):
                continue
            if marked and not has_marks(words[1:-1]):
                start, end, marked = start + 1, end - 1, False
            elif marked and not has_marks(words.rstrip(".!?")[1:-1]):
                continue  # nothing but a quotation, its stop outside: one would quote what is inside its marks
            found.append(Sentence(start, end, number, place, marked))
    return found


def has_marks(words: str) -> bool:
    """Whether a quotation mark stands in the words; an apostrophe inside a word is none."""
    return any(mark in words for mark in '"“”„«»') or bool(_SINGLE.search(words))


def marks_are_paired(words: str) -> bool:
    """Whether the quotation marks in the words are double ones, and all in pairs."""
    german = words.count("„")
    curly = words.count("“") == words.count("”") if not german else words.count("“") == german
    return (
        curly
        and not (german and "”" in words)
        and words.count('"') % 2 == 0
        and words.count("«") == words.count("»")
        and not _SINGLE.search(words)
    )


def count_words(words: str) -> int:
    """How many words there are."""
    return len(WORD.findall(words))


def list_words(text: str) -> list[str]:
    """The words in lower case, for comparing texts."""
    return WORD.findall(text.lower().replace("’", "'"))


def runs(words: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    """Every run of `length` words."""
    return (tuple(words[i : i + length]) for i in range(len(words) - length + 1))


def read_folder(
    folder: Path, sample: Path, words: dict[str, dict[str, Any]]
) -> tuple[list[Source], list[Source]]:
    """The texts that must be works (statements and the package's sample works), and all others.

    `folder` may hold pages/labels.json (entries with "text") and any *.txt. A text file whose name begins with
    "statement" is a work. Raises FileNotFoundError where there is no text.
    """
    ours: list[tuple[str, str]] = [(sample.name, _paragraphs_of(sample.joinpath("statement.html")))]
    ours += [(path.name, path.read_text(encoding="utf-8")) for path in sorted(sample.glob("rebuttal*.txt"))]
    others: list[tuple[str, str]] = []
    labels = folder / "pages" / "labels.json"
    if labels.exists():
        entries = json.loads(labels.read_text(encoding="utf-8"))
        others += [(name, entry["text"]) for name, entry in sorted(entries.items()) if entry.get("text")]
    for path in sorted(folder.rglob("*.txt")):
        (ours if path.name.startswith("statement") else others).append(
            (path.name, path.read_text(encoding="utf-8"))
        )
    if not others:
        raise FileNotFoundError(f"No texts in {folder}: neither pages/labels.json nor *.txt.")
    made = [
        Source(number, title, text, tell_language(text, words))
        for number, (title, text) in enumerate(ours + others, start=1)
    ]
    return made[: len(ours)], made[len(ours) :]


def _cut(text: str, begin: int, finish: int, language: str) -> Iterator[tuple[int, int, bool]]:
    """The stretches of a paragraph between certain borders, and whether each is one whole sentence."""
    start, certain = begin, True
    for stop in _STOP.finditer(text, begin, finish):
        if not _ends_sentence(text, stop, finish, language):
            certain = certain and text[stop.end() : stop.end() + 2].strip() == ""
            continue
        yield start, stop.end(), certain
        start, certain = stop.end(), True
        while start < finish and text[start].isspace():
            start += 1
    if start < finish:
        yield start, finish, False


def _ends_sentence(text: str, stop: re.Match[str], finish: int, language: str) -> bool:
    """Whether a sentence certainly ends at this stop."""
    sign = stop.group()
    if sign[0] == "…" or sign[:2] in ("..", "!?", "?!"):
        return False
    if not text[stop.end() : finish].strip():
        return True
    following = _NEXT.match(text, stop.end(), finish)
    if not following or not following[1].isupper():
        return False
    if sign[0] in "!?":
        return len(sign) == 1 or language != "de"
    before = re.search(r"[^\s\"'’“”„«»(]+$", text[max(0, stop.start() - 30) : stop.start()])
    word = before.group() if before else ""
    if word.endswith("%") or re.fullmatch(r"(?:19|20)\d\d", word):
        return True
    return word.isalpha() and len(word) >= 4 - word.islower() and word.lower() not in _ABBREVIATED


def _is_usable(words: str) -> bool:
    """Whether a stretch reads as a sentence."""
    letters = sum(character.isalpha() for character in words)
    first = next((character for character in words if character.isalnum()), "")
    return (
        first.isupper()
        and (words[0].isalpha() or words[0] in '"“„«¿¡')
        and LEAST_WORDS <= count_words(words) <= MOST_WORDS
        and letters * 10 >= len(words) * 6
        and not _UNWANTED.search(words)
        and words.count("(") == words.count(")")
    )


class _Paragraphs(HTMLParser):
    """Collects the text of every <p> and heading."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("p", "h1", "h2", "h3", "li"):
            self.inside = True
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "h1", "h2", "h3", "li"):
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[-1] += data


def _paragraphs_of(page: Path) -> str:
    reader = _Paragraphs()
    reader.feed(page.read_text(encoding="utf-8"))
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in reader.found if paragraph.strip())
