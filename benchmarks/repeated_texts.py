"""Texts for benchmarks/repeats.py: claims, reports that repeat some of them with edits, and passages that do not.

Claims are one or two sentences, or a part of one, from half of each real page. What is unrelated has the same topics:
the other paragraphs of the same pages, with the same names in them; passages that only sound like the claims, made of
words that follow each other there; and passages into which stretches of three to five words of claims were grafted.
Both are about one organisation, and both have stock phrases in them. Nothing unrelated has six words in a row from
a claim, stock phrases aside: pages say things twice, and what is a repeat is not to be counted as unrelated. This
file knows nothing of how repeats are found.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from edits import read_words
from edits.rewritten import EDITS, Rewritten, rewrite, swap_halves, typeset
from edits.sources import list_words, runs, tell_language
from reused_texts import STOCK_PHRASES, read_pages

from mediawatch.model import Span

TOPIC: Final = (
    "Harbour Lights", "the charity Harbour Lights", "its director Ruth Calloway", "the night shelter in Saltmere",
    "the local authority", "taxpayers’ money", "the Charity Commission", "vulnerable people", "the trustees",
    "donors and volunteers", "according to the report", "a spokesperson for the charity", "the Home Office",
    "a grant of £15,000", "the annual accounts", "Ms Calloway", "the county council", "people who sleep rough",
)  # fmt: skip
"""What stands in claims and unrelated passages alike, since both are about one organisation."""
FEWEST: Final = 8
MOST: Final = 45
"""Words of a claim."""
OWN: Final = 6
"""Words in a row that are a claim's own, as in edits/strangers.py."""
IN_REPORT: Final = 13
"""Passages of a report that repeats nothing."""
ENOUGH: Final = 50
"""Claims of a language from which passages are made that sound like them: of fewer, their words would be the same."""
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_SENTENCE: Final = re.compile(r"(?<=[.!?…])[\"'”’»)]*\s+(?=[\"'“‘„«(]*[A-ZÀ-Þ\d])")


@dataclass(frozen=True, slots=True)
class Claim:
    number: int
    text: str
    language: str
    """of its page; pages in others than those of edits/words.toml have each a language of their own"""


@dataclass(frozen=True, slots=True)
class Planted:
    """A claim in a report."""

    claim: int
    place: Span
    how: str
    """what was done to it"""
    words: int


@dataclass(frozen=True, slots=True)
class Report:
    text: str
    planted: tuple[Planted, ...]
    passages: int
    """unrelated passages in it"""


@dataclass(frozen=True, slots=True)
class Language:
    """What passages of one language are made of."""

    claims: list[Claim]
    words: list[str]
    """of its claims, in their order"""
    chain: dict[str, list[str]]
    """which words follow each"""
    paragraphs: list[str]
    """of real pages, unrelated"""


@dataclass(frozen=True, slots=True)
class Pool:
    """What reports are made of."""

    claims: list[Claim]
    unrelated: list[str]
    earlier: list[str]
    """unrelated passages of reports that the record has already"""
    paragraphs: int
    """how many of both are paragraphs of real pages"""
    languages: dict[str, Language]


def make_pool(folder: Path, rng: random.Random, *, claims: int, unrelated: int, earlier: int) -> Pool:
    """Claims and unrelated passages. Raises ValueError where the pages do not give so many claims."""
    known = read_words()
    sentences: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    for number, page in enumerate(read_pages(folder)):
        language = tell_language("\n".join(page), known) or f"page {number}"
        shuffled = rng.sample(page, len(page))
        half = (len(page) + 1) // 2
        sentences += [(language, piece) for paragraph in shuffled[:half] for piece in _cut(paragraph, rng)]
        others += [(language, paragraph) for paragraph in shuffled[half:]]
    rng.shuffle(sentences)
    made, known_runs = _choose_claims(sentences, rng, claims)
    others = [
        (language, text) for language, text in others if known_runs.isdisjoint(runs(list_words(text), OWN))
    ]
    languages = {
        language: _gather(language, made, others) for language in sorted({claim.language for claim in made})
    }
    kept = [_dress(text, rng) for _, text in others]
    names = [name for name, language in languages.items() if len(language.claims) >= ENOUGH]
    sizes = [len(languages[name].claims) for name in names]
    while len(kept) < unrelated + earlier:
        language = languages[rng.choices(names, sizes)[0]]
        passage = graft(language, rng) if rng.random() < 0.3 else make_passage(language, rng)
        if known_runs.isdisjoint(runs(list_words(passage), OWN)):
            kept.append(_dress(passage, rng))
    rng.shuffle(kept)
    return Pool(made, kept[:unrelated], kept[unrelated:], len(others), languages)


def _gather(language: str, claims: Sequence[Claim], others: Sequence[tuple[str, str]]) -> Language:
    own = [claim for claim in claims if claim.language == language]
    words = [word for claim in own for word in claim.text.split()]
    chain: dict[str, list[str]] = defaultdict(list)
    for word, following in pairwise(words):
        chain[word].append(following)
    return Language(own, words, dict(chain), [text for of, text in others if of == language])


def _cut(paragraph: str, rng: random.Random) -> list[str]:
    """Pieces of a paragraph such as people quote: a sentence, two, or a part of one."""
    sentences = _SENTENCE.split(paragraph)
    pieces: list[str] = []
    at = 0
    while at < len(sentences):
        count = rng.choice((1, 1, 1, 2))
        words = " ".join(sentences[at : at + count]).split()
        if len(words) > MOST or rng.random() < 0.2:
            size = min(len(words), rng.randint(FEWEST, 25))
            first = rng.randint(0, len(words) - size)
            words = words[first : first + size]
        if _is_prose(words):
            pieces.append(" ".join(words))
        at += count
    return pieces


def _is_prose(words: Sequence[str]) -> bool:
    """Whether enough of them are words: no row of a table, and no list of results."""
    return len(words) >= FEWEST and 5 * sum(bool(_LETTERS.search(word)) for word in words) >= 4 * len(words)


def _choose_claims(
    sentences: Sequence[tuple[str, str]], rng: random.Random, count: int
) -> tuple[list[Claim], set[tuple[str, ...]]]:
    """Claims no two of which have six words in a row in common, stock phrases aside, with those runs."""
    made: list[Claim] = []
    seen: set[tuple[str, ...]] = set()
    for language, sentence in sentences:
        own = set(runs(list_words(sentence), OWN))
        if not seen.isdisjoint(own):
            continue
        seen |= own
        made.append(Claim(len(made) + 1, _dress(sentence, rng), language))
        if len(made) == count:
            return made, seen
    raise ValueError(f"These pages give {len(made)} claims, and {count} are wanted.")


def _dress(passage: str, rng: random.Random) -> str:
    """The passage with a word of the topic in it, in two of five cases, and a stock phrase, in one of ten."""
    tokens = passage.split(" ")
    if rng.random() < 0.4:
        at = rng.randint(0, len(tokens))
        tokens[at:at] = rng.choice(TOPIC).split(" ")
    passage = " ".join(tokens)
    if rng.random() < 0.1:
        passage = f"{passage} {rng.choice(STOCK_PHRASES)}"
    return passage


def make_passage(language: Language, rng: random.Random) -> str:
    """A passage that sounds like the claims and is from nowhere: chains of two to four words of theirs."""
    words: list[str] = []
    size = rng.randint(20, 90)
    while len(words) < size:
        word = rng.choice(language.words)
        for _ in range(rng.randint(2, 4)):
            words.append(word)
            word = rng.choice(language.chain.get(word) or language.words)
    return " ".join(words)


def graft(language: Language, rng: random.Random) -> str:
    """A paragraph of a page into which stretches of three to five words were grafted: of each of two claims one, and
    never more than a third of it."""
    tokens = rng.choice(language.paragraphs or [make_passage(language, rng)]).split()
    for _ in range(2):
        claim = rng.choice(language.claims).text.split()
        size = min(rng.randint(3, 5), max(2, len(claim) // 3))
        first = rng.randint(0, len(claim) - size)
        at = rng.randint(0, len(tokens))
        tokens[at : at + size] = claim[first : first + size]
    return " ".join(tokens)


def edit(claim: str, how: str, rng: random.Random, words: Sequence[str]) -> Rewritten:
    """A claim edited in one of HOWS."""
    if how == "verbatim":
        return Rewritten(claim, 0)
    if how == "typeset":
        return typeset(claim, rng)
    if how == "halves exchanged":
        return swap_halves(claim, rng)
    low, high = (0.15, 0.40) if how.endswith("15-40 %") else (0.01, 0.15)
    ways = [way for way in EDITS if how.startswith(way)] or list(EDITS)
    return rewrite(claim, rng.uniform(low, high), rng, words, ways=ways)


LIGHTLY: Final = ("mixed, 1-15 %", *(f"{way}, 1-15 %" for way in EDITS), "halves exchanged")
HEAVILY: Final = ("mixed, 15-40 %", *(f"{way}, 15-40 %" for way in EDITS))
HOWS: Final = ("verbatim", "typeset", *LIGHTLY, *HEAVILY)


def make_earlier(pool: Pool) -> list[str]:
    """Reports that repeat nothing."""
    return ["\n\n".join(pool.earlier[at : at + IN_REPORT]) for at in range(0, len(pool.earlier), IN_REPORT)]


def make_reports(
    pool: Pool, hows: Sequence[str], rng: random.Random, *, planted: int, in_each: int = 2
) -> list[Report]:
    """Reports that have all unrelated passages between them, each once, and `planted` edited claims, some in the midst
    of a passage and some as paragraphs of their own."""
    count = max(1, planted // in_each)
    reports = []
    shares = [len(pool.unrelated) * number // count for number in range(count + 1)]
    for low, high in pairwise(shares):
        passages = pool.unrelated[low:high]
        chosen = rng.sample(pool.claims, in_each)
        pieces: list[str] = list(passages)
        marks: dict[int, tuple[Claim, str, Rewritten]] = {}
        for claim in chosen:
            how = rng.choice(hows)
            marks[len(marks)] = (claim, how, edit(claim.text, how, rng, pool.languages[claim.language].words))
            marker = f"\0{len(marks) - 1}\0"
            at = rng.randint(0, len(pieces))
            if at < len(pieces) and rng.random() < 0.6:
                tokens = pieces[at].split(" ")
                tokens.insert(rng.randint(0, len(tokens)), marker)
                pieces[at] = " ".join(tokens)
            else:
                pieces.insert(at, marker)
        reports.append(_set(pieces, marks, len(passages)))
    return reports


def _set(pieces: Sequence[str], marks: dict[int, tuple[Claim, str, Rewritten]], passages: int) -> Report:
    """The report with edited claims where the marks stood."""
    text = ""
    planted = []
    for piece in re.split("(\0\\d+\0)", "\n\n".join(pieces)):
        if piece.startswith("\0"):
            claim, how, rewritten = marks[int(piece.strip("\0"))]
            place = Span(len(text), len(text) + len(rewritten.words))
            planted.append(Planted(claim.number, place, how, len(claim.text.split())))
            piece = rewritten.words
        text += piece
    return Report(text, tuple(planted), passages)
