"""Lines of a paged file -> running text: broken words joined, lines of a paragraph joined, pages kept.

A typesetter's hyphen and a hyphen that belongs to the word look alike at a line's end, and pdfium marks both
alike. So the document itself is asked: a word that it writes "mixed-mode" elsewhere keeps its hyphen, one that
it writes "compile" elsewhere loses it; the rules for words that stand nowhere else are in `_keeps_hyphen`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BREAK = "\x02"
"""What pdfium's GetBoundedText gives for a hyphen at a line's end between letters; its GetText gives U+FFFE."""
SHORT_LINE = 0.72
"""A line shorter than this share of the lines round it ends its paragraph: ragged right margins stay above .8."""
ROUND = 4
"""So many lines before and after are the ones round a line: fewer than a column has, more than a heading."""
PREFIXES = frozenset({
    "anti", "auto", "circum", "contra", "counter", "electro", "extra", "hyper", "infra", "inter",
    "intra", "macro", "micro", "multi", "over", "photo", "post", "proto", "pseudo", "radio", "retro",
    "semi", "super", "supra", "tele", "trans", "ultra", "under",
})  # fmt: skip
"""Prefixes of five letters and more, or common ones, that English writes without a hyphen."""
COMPOUNDING = ("und", "der", "een", "het", "och", "og", "ja")
"""Frequent words of languages that write compounds as one word, where two known words prove nothing."""
SPACING = ("and", "the", "et", "les", "que", "di", "il", "los")
"""Frequent words of languages that do not."""

_PART = r"[^\W_]+"
_WORD = re.compile(rf"{_PART}(?:[-‐’']{_PART})*")
_BROKEN = re.compile(rf"[\w‐’'-]*{BREAK}\s*[\w‐’'-]*")
_TAIL = re.compile(rf"{_PART}(?:[-‐’']{_PART})*\Z")
_LINE_ENDS = re.compile(rf"(?<={BREAK})(?:\r\n|\n)?|\r\n|[\n\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_DASH_AT_END = re.compile(r"\w[-‐‑–—]\Z")
_ADDRESS_AT_END = re.compile(r"https?://(?:\S*[/\-._=&?])?\Z", re.IGNORECASE)
_ITEM = re.compile(r"(?:[•●○◦▪■·*–—\ue000-\uf8ff]|\(?(?:\d{1,2}(?:\.\d{1,2})*[.)]|[a-z]\)|[ivx]{1,5}\)))\s")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*\Z")


@dataclass(frozen=True, slots=True)
class Paged:
    """Running text, and where each page begins in it."""

    text: str
    pages: tuple[int, ...]
    """start offset of each page in code points; pages[0] == 0"""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The unbroken words of a document, in lower case, to judge its broken ones by."""

    words: Counter[str]
    ordered: tuple[str, ...]
    """the same words in order, so that those which begin alike stand together"""
    compounding: bool
    """whether the document's language writes compounds as one word (German, Dutch, Swedish, …)"""

    @classmethod
    def of(cls, pages: Iterable[str]) -> Vocabulary:
        """The words of the pages outside their broken places."""
        words: Counter[str] = Counter()
        for page in pages:
            words.update(word.lower() for word in _WORD.findall(_BROKEN.sub(" ", page)))
        compounding = sum(words[word] for word in COMPOUNDING) > sum(words[word] for word in SPACING)
        return cls(words, tuple(sorted(words)), compounding)

    def beginning(self, stem: str) -> int:
        """How many different words begin with the stem."""
        return bisect_left(self.ordered, stem + "\U0010ffff") - bisect_left(self.ordered, stem)


def join_pages(pages: Sequence[str]) -> Paged:
    """One text of the pages in their order, a blank line between them; an empty page begins where it would stand.

    Line breaks may be of any kind; BREAK or U+FFFE marks a hyphen at a line's end. Within a page a paragraph's
    lines are joined by spaces, and paragraphs stand on lines of their own. Characters that cannot be read
    (glyphs that a font maps to control characters) stand as U+FFFD.
    """
    marked = [page.replace("\ufffe", BREAK) for page in pages]
    vocabulary = Vocabulary.of(marked)
    made: list[str] = []
    starts: list[int] = []
    length = 0
    for page in marked:
        text = _join_lines(_lines(page), vocabulary)
        if text and length:
            made.append("\n\n")
            length += 2
        starts.append(length)
        made.append(text)
        length += len(text)
    return Paged("".join(made), tuple(starts))


def _lines(page: str) -> list[str]:
    """The lines of a page without empty ones; a broken line ends with BREAK."""
    # A lone CR is a glyph of a badly mapped font, not a line end.
    lines = (" ".join(line.replace("\r", " ").split()) for line in _LINE_ENDS.split(page))
    return [line for line in lines if line]


def _join_lines(lines: Sequence[str], vocabulary: Vocabulary) -> str:
    """Lines joined by spaces within a paragraph and by line breaks between paragraphs, broken words made whole."""
    made: list[str] = []
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if line.endswith(BREAK):
            left, right = _TAIL.search(line[:-1]), _WORD.match(following)
            joined = left and right and not _keeps_hyphen(left[0], right[0], vocabulary)
            made.append(line[:-1] if joined else f"{line[:-1]}-")
        else:
            made.append(line)
            made.append(_between(lines, number) if following else "")
    return _CONTROLS.sub("\ufffd", "".join(made))


def _keeps_hyphen(left: str, right: str, vocabulary: Vocabulary) -> bool:
    """Whether the hyphen between two halves at a line's end belongs to the word."""
    words = vocabulary.words
    capital = not right[0].islower()
    left, right = left.lower(), right.lower()
    hyphened, joined = words[f"{left}-{right}"], words[left + right]
    if hyphened != joined:
        return hyphened > joined
    if capital or left[-1].isdigit() or len(left) == 1:
        # "Franco-German", "737-8"; typesetters leave at least two letters before a break.
        return True
    before, after = re.split("[-‐]", left)[-1], re.split("[-‐]", right)[0]
    if (before, after) != (left, right):
        # "dynamically-typ|ed" breaks a part of a compound, "stop-the|world" stands at its seam.
        return not words[before + after] and bool(words[before] or words[after])
    if vocabulary.beginning(left + right[:3]):
        return False
    apart = vocabulary.beginning(f"{left}-")
    if not words[left] and apart > 1 and apart * 2 >= vocabulary.beginning(left):
        # A prefix that this document sets off by a hyphen ("non-executive").
        return True
    if vocabulary.compounding or len(right) < 4 or not words[right] or left in PREFIXES:
        return False
    return bool(words[left]) or len(left) >= 5


def _between(lines: Sequence[str], number: int) -> str:
    """What stands between a line and the next one: nothing, a space or a line break."""
    line, following = lines[number], lines[number + 1]
    if _ADDRESS_AT_END.search(line) or (_DASH_AT_END.search(line) and following[0].isalnum()):
        return ""
    if _ITEM.match(following):
        return "\n"
    near = sorted(len(each) for each in lines[max(0, number - ROUND) : number + ROUND + 1])
    usual = near[len(near) * 3 // 4]
    if len(line) < SHORT_LINE * usual:
        return "\n"
    starts_anew = following[0].isupper() and len(line) < 0.9 * usual
    return "\n" if starts_anew and _SENTENCE_END.search(line) else " "
