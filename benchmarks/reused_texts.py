"""Texts for benchmarks/reuse.py: works, and documents with passages of the works in them, at known places.

The texts are made of the paragraphs of real pages, half of the pages for works and half for documents, and of
paragraphs that only sound like the works: words that follow each other there, in chains that break off after a few.
Stock phrases stand in both. This file knows nothing of how passages are found.
"""

from __future__ import annotations

import gzip
import random
import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import trafilatura

from mediawatch.model import Span

STOCK_PHRASES = (
    "The charity is registered in England and Wales under the number given below.",
    "We take all concerns of this kind very seriously and are looking into them.",
    "A spokesperson said they did not wish to comment any further at this time.",
    "The organisation did not respond to a request for comment before this was published.",
    "Please do not hesitate to get in touch with us if you need any more information.",
    "All figures are for the financial year and have been rounded to the nearest thousand.",
    "We would like to thank everybody who took part and made the day such a success.",
    "The views expressed here are those of the author and not of the organisation.",
    "You can find out more about what we do and how to support us on our website.",
    "It is important that those affected get the help that they need when they need it.",
    "More and more people are turning to us for help as the cost of living goes up.",
    "At the end of the day it is up to all of us to make a difference.",
    "There is still a long way to go but we are moving in the right direction.",
    "The police have asked anybody with information to come forward as soon as possible.",
    "The names of those who are quoted in this article have been changed to protect them.",
    "For the first time in the history of the organisation the numbers have gone down.",
)
"""The first half stands in many works, the other half in two works and in many documents."""
_GAP = re.compile(r"\s+")


@dataclass(frozen=True)
class Planted:
    """A passage of a work in a document."""

    place: Span
    """in the document"""
    work: int
    source: Span
    """in the work"""
    words: int
    changed: bool


@dataclass(frozen=True)
class Document:
    text: str
    planted: tuple[Planted, ...]


@dataclass(frozen=True)
class Paragraphs:
    """What texts are made of."""

    works: list[str]
    documents: list[str]
    chain: dict[str, list[str]]
    words: list[str]


def read_paragraphs(folder: Path, rng: random.Random) -> Paragraphs:
    """The paragraphs of eight words or more of every page in a folder, each once; none for documents that has eight
    words in a row from one for works."""
    pages = read_pages(folder)
    rng.shuffle(pages)
    ours = [paragraph for page in pages[::2] for paragraph in page]
    runs = {run for paragraph in ours for run in list_runs(paragraph)}
    # pages of one outlet share sentences: a document that has one of them by itself would be no false find
    theirs = [
        paragraph for page in pages[1::2] for paragraph in page if runs.isdisjoint(list_runs(paragraph))
    ]
    chain: dict[str, list[str]] = defaultdict(list)
    words = [word for paragraph in ours for word in paragraph.split()]
    for word, following in pairwise(words):
        chain[word].append(following)
    return Paragraphs(ours, theirs, dict(chain), words)


def read_pages(folder: Path) -> list[list[str]]:
    """The paragraphs of eight words or more of each page in a folder; those that stood on an earlier page left out."""
    pages = []
    seen: set[str] = set()
    for path in sorted([*folder.glob("*.html.gz"), *folder.glob("*.html")]):
        body = path.read_bytes()
        text = trafilatura.extract(gzip.decompress(body) if path.suffix == ".gz" else body) or ""
        paragraphs = [line.strip() for line in text.splitlines() if len(line.split()) >= 8]
        fresh = [paragraph for paragraph in paragraphs if paragraph.casefold() not in seen]
        seen.update(paragraph.casefold() for paragraph in fresh)
        if fresh:
            pages.append(fresh)
    return pages


def list_runs(text: str) -> list[tuple[str, ...]]:
    """Every eight words in a row, without case and marks."""
    words = re.findall(r"\w+", text.casefold())
    return [tuple(words[at : at + 8]) for at in range(len(words) - 7)]


def make_paragraph(texts: Paragraphs, rng: random.Random, size: int) -> str:
    """Words that sound like our works and are from nowhere: chains of two to four words of theirs."""
    words: list[str] = []
    while len(words) < size:
        word = rng.choice(texts.words)
        for _ in range(rng.randint(2, 4)):
            words.append(word)
            word = rng.choice(texts.chain.get(word) or texts.words)
    return " ".join(words)


def make_works(texts: Paragraphs, rng: random.Random, *, characters: int, count: int = 0) -> list[str]:
    """Works of 1 to 8 kB, until they have so many characters, or `count` of them; every paragraph stands once, and
    when they are used up, further ones sound like them."""
    waiting = texts.works[:]
    rng.shuffle(waiting)
    works: list[str] = []
    total = 0
    while (len(works) < count) if count else (total < characters):
        size = rng.randint(1000, 8000)
        paragraphs: list[str] = []
        while sum(map(len, paragraphs)) < size:
            made = make_paragraph(texts, rng, rng.randint(20, 90))
            paragraphs.append(waiting.pop() if waiting else made)
        works.append("\n\n".join(paragraphs))
        total += len(works[-1])
    for at, phrase in enumerate(STOCK_PHRASES):
        many = at < len(STOCK_PHRASES) // 2
        for number in rng.sample(range(len(works)), min(len(works), max(8, len(works) // 20) if many else 2)):
            works[number] += f"\n\n{phrase}"
    return works


def make_document(
    texts: Paragraphs,
    works: list[str],
    rng: random.Random,
    *,
    size: int,
    passages: list[tuple[int, int, bool]],
) -> Document:
    """A document of about `size` characters with these passages in it: fewest and most words, and whether one word in
    ten is changed."""
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < size:
        if rng.random() < 0.5:
            paragraphs.append(rng.choice(texts.documents))
        else:
            paragraphs.append(make_paragraph(texts, rng, rng.randint(20, 90)))
        if rng.random() < 0.1:
            paragraphs[-1] += " " + rng.choice(STOCK_PHRASES)
    takers = sorted(rng.sample(range(len(paragraphs)), min(len(paragraphs), len(passages))))
    out: list[str] = []
    planted: list[Planted] = []
    at = 0
    for number, paragraph in enumerate(paragraphs):
        if number in takers:
            fewest, most, changed = passages[takers.index(number)]
            work, source, words = take_passage(works, rng, rng.randint(fewest, most))
            count = len(words)
            if changed:
                words = change_words(words, texts, rng)
            before = paragraph.split(" ")
            middle = rng.randint(0, len(before))
            head = " ".join(before[:middle])
            start = at + len(head) + bool(head)
            passage = " ".join(words)
            planted.append(Planted(Span(start, start + len(passage)), work, source, count, changed))
            paragraph = " ".join(part for part in (head, passage, " ".join(before[middle:])) if part)
        out.append(paragraph)
        at += len(paragraph) + 2
    return Document("\n\n".join(out), tuple(planted))


def take_passage(works: list[str], rng: random.Random, words: int) -> tuple[int, Span, list[str]]:
    """Words in a row from one paragraph of a work that is no stock phrase: the work, the place, and the words."""
    while True:
        work = rng.randrange(len(works))
        text = works[work]
        spans = [found.span() for found in re.finditer(r"\S+", text)]
        if len(spans) < words:
            continue
        first = rng.randrange(len(spans) - words + 1)
        start, end = spans[first][0], spans[first + words - 1][1]
        passage = text[start:end]
        if "\n" not in passage and not any(
            phrase[:30] in passage or passage in phrase for phrase in STOCK_PHRASES
        ):
            return work, Span(start, end), _GAP.split(passage)


def change_words(words: list[str], texts: Paragraphs, rng: random.Random) -> list[str]:
    """One word in ten, at least one: six of ten exchanged, two dropped, two put in."""
    changed = words[:]
    for at in sorted(rng.sample(range(len(words)), max(1, round(len(words) / 10))), reverse=True):
        how = rng.random()
        if how < 0.6:
            changed[at] = _choose_other(changed[at], texts, rng)
        elif how < 0.8:
            del changed[at]
        else:
            changed.insert(at, rng.choice(texts.words))
    return changed


def _choose_other(word: str, texts: Paragraphs, rng: random.Random) -> str:
    while True:
        other = rng.choice(texts.words)
        if other.casefold() != word.casefold():
            return other
