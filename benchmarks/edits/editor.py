"""Quotations of known kind, made from texts of ours by edits that are known because they were made here.

This module knows nothing of how mediawatch finds, aligns or grades. The kinds are those of the words themselves:

- exact: one or more whole sentences, character by character;
- normalised: the same with other quotation marks, dashes or apostrophes, a first letter in the other case, the last
  full stop left to the reporting sentence, or something in square brackets for a pronoun or name, or added;
- elided: words left out inside, and shown by "…", "[...]" or their like;
- silently elided: words left out inside a sentence, not shown;
- cut off: begins or ends in mid-sentence;
- reordered or joined: two neighbours swapped, or two sentences or halves from places far apart run together;
- altered: words changed or put in, numbers changed, negation put in or taken away.

Where two edits are made in one quotation, its kind is the one that comes first in PRECEDENCE. What would be two
kinds at once by these words is not made: an omission mark at the very edge; whole sentences left out unshown
between neighbours; sentences from far apart with an omission mark between; a spelling mistake; sentences of two
works in one quotation; a cut at a colon or semicolon. A negation that is left out, with no other word changed, is an
omission ("silently elided"), and it must be flagged all the same.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Literal

from edits.sources import Sentence, Source, find_sentences, has_marks, list_words

Kind = Literal[
    "reordered or joined", "altered", "silently elided", "cut off", "elided", "normalised", "exact"
]
PRECEDENCE: Final[tuple[Kind, ...]] = (
    "reordered or joined",
    "altered",
    "silently elided",
    "cut off",
    "elided",
    "normalised",
    "exact",
)
LEAST_LEFT: Final = 7
"""Words that are left at least when words were left out or cut off."""
_CORE: Final = re.compile(r"\w(?:.*\w)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Edit:
    """A quotation and what was done to it."""

    kind: Kind
    how: str
    parts: tuple[str, ...]
    """their words without marks; several where something stands between"""
    between: Literal["", "attribution", "paragraphs", "stop outside", "comma inside"]
    """what stands between the parts, or behind the only one"""
    work: int
    language: str
    ours: str
    """what stands in the work, for reading a miss"""
    flags: frozenset[str] = frozenset()
    """one of these says what changed hands; empty when nothing is promised"""
    reverses: bool = False
    """whether a flag must be raised: a negation put in or taken away, a number changed"""
    as_right: frozenset[str] = frozenset()
    """other kinds that name it as well"""
    besides: frozenset[str] = frozenset()
    """kinds that hold too and come later in PRECEDENCE"""


@dataclass(frozen=True, slots=True)
class Piece:
    """One to three neighbouring sentences of a work, without quotation marks, as tokens."""

    source: Source
    start: int
    end: int
    tokens: tuple[str, ...]
    borders: frozenset[int]
    """tokens that end a sentence"""


class Editor:
    """Makes edits of texts of ours; the same seed and texts give the same edits."""

    def __init__(self, works: Sequence[Source], words: dict[str, dict[str, Any]], rng: random.Random) -> None:
        self.rng = rng
        self.words = words
        self.sentences: dict[str, list[tuple[Source, list[Sentence], int]]] = {}
        self.content: dict[str, list[str]] = {}
        found = [(work, find_sentences(work.text, work.language)) for work in works if work.language]
        seen = Counter(_key(work, one) for work, sentences in found for one in sentences)
        for work, sentences in found:
            once = [one for one in sentences if seen[_key(work, one)] == 1]
            rows = self.sentences.setdefault(work.language, [])
            rows += [(work, once, position) for position in range(len(once))]
            tokens = set(re.findall(r"\b[^\W\d_]{6,}\b", work.text))
            self.content[work.language] = sorted(tokens.union(self.content.get(work.language, [])))
        self.languages = sorted(self.sentences)
        self.weights = [len(self.sentences[language]) ** 0.6 for language in self.languages]

    def pick(self) -> tuple[Source, list[Sentence], int]:
        """A place: a work, its usable sentences, and the number of one of them."""
        language = self.rng.choices(self.languages, self.weights)[0]
        return self.rng.choice(self.sentences[language])

    def piece(self, most: int = 2) -> Piece | None:
        """One to `most` neighbouring sentences of one paragraph, without quotation marks."""
        work, sentences, at = self.pick()
        wanted = self.rng.randint(1, most)
        run = sentences[at : at + wanted]
        while not are_neighbours(run):
            run.pop()
        return take_piece(work, run)

    def chance(self, share: float) -> bool:
        """True in this share of the calls."""
        return self.rng.random() < share


def _key(work: Source, one: Sentence) -> tuple[str, ...]:
    return tuple(list_words(work.text[one.start : one.end]))


def are_neighbours(run: Sequence[Sentence]) -> bool:
    """Whether these are sentences of one paragraph with nothing between them."""
    return all(a.paragraph == b.paragraph and a.place + 1 == b.place for a, b in pairwise(run))


def take_piece(work: Source, run: Sequence[Sentence]) -> Piece | None:
    """These sentences as a piece, or None where quotation marks stand in them."""
    start, end = run[0].start, run[-1].end
    words = work.text[start:end]
    if has_marks(words):
        return None
    tokens: list[str] = []
    borders: set[int] = set()
    for one in run:
        tokens += work.text[one.start : one.end].split()
        borders.add(len(tokens) - 1)
    return Piece(work, start, end, tuple(tokens), frozenset(borders))


def finish(
    piece: Piece, tokens: Sequence[str] | str, flags: Sequence[str] = (), reverses: bool = False
) -> Edit:
    """An edit of this piece; its kind and its way are set by make_edit."""
    words = tokens if isinstance(tokens, str) else " ".join(tokens)
    ours = piece.source.text[piece.start : piece.end]
    return Edit(
        "exact",
        "",
        (words,),
        "",
        piece.source.number,
        piece.source.language,
        ours,
        frozenset(flags),
        reverses,
    )


def core(token: str) -> str:
    """The word in a token, without the signs round it."""
    found = _CORE.search(token)
    return found.group() if found else ""


def swap_core(token: str, new: str) -> str:
    """The token with another word in it, and the first letter in the same case."""
    old = core(token)
    if old[:1].isupper() and not old[1:2].isupper():
        new = new[:1].upper() + new[1:]
    return token.replace(old, new, 1)


def pick_name(editor: Editor, piece: Piece) -> int | None:
    """A capitalised word that stands alone in mid-sentence, and so is a name; none in German."""
    entry = editor.words[piece.source.language]
    common = {word.lower() for key in ("months", "starters", "known") for word in entry[key].split()}
    found = [
        i
        for i in range(2, len(piece.tokens) - 1)
        if re.fullmatch(r"[A-ZÀ-Þ][a-zà-ÿ]{3,}", piece.tokens[i])
        and piece.tokens[i - 1].islower()
        and piece.tokens[i + 1][:1].islower()
        and piece.tokens[i].lower() not in common
    ]
    return editor.rng.choice(found) if found else None
