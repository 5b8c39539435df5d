"""Passages that were never ours, among them such as come as near to ours as other people's words do.

A passage was never ours when no six words in a row stand in any work. Near misses are of three sorts: the passages
of other people that are nearest in topic and stock phrases to a sentence of ours; such passages with two or three
stretches of three or four of our words grafted in; and phrases that every press office uses, about a name that
stands in our works.
"""

from __future__ import annotations

import math
import random
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from edits.sources import Source, count_words, find_sentences, has_marks, list_words, runs

OURS: Final = 6
"""Words in a row that are ours when they stand in a work."""
LEAST: Final = 6
"""Words of a passage, at least."""
PARTS: Final = 2
"""Parts that are taken of one long sentence."""
_PHRASE: Final = (3, 4)
_NAME: Final = re.compile(r"(?<=[a-zà-ÿ,] )[A-ZÀ-Þ][a-zà-ÿ]{2,}(?: [A-ZÀ-Þ][a-zà-ÿ]{2,})+")


@dataclass(frozen=True, slots=True)
class Stranger:
    """A passage that was never ours."""

    words: str
    how: str
    language: str


class Ours:
    """What stands in the works, for holding passages against it."""

    def __init__(self, works: Sequence[Source]) -> None:
        self.runs = {run for work in works for run in runs(list_words(work.text), OURS)}
        self.phrases = {
            run for work in works for length in _PHRASE for run in runs(list_words(work.text), length)
        }
        self.sentences = [
            (work.language, work.text[one.start : one.end])
            for work in works
            for one in find_sentences(work.text, work.language)
            if not one.marked
        ]
        self.with_word: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, (language, sentence) in enumerate(self.sentences):
            for word in set(list_words(sentence)):
                self.with_word[language, word].append(number)

    def has(self, words: str) -> bool:
        """Whether six words of these in a row stand in a work."""
        listed = list_words(words)
        return any(run in self.runs for run in runs(listed, OURS))

    def weigh(self, word: str, language: str) -> float:
        """How much it says that a sentence of ours has this word; 0 where none has it."""
        found = len(self.with_word.get((language, word), ()))
        return math.log(len(self.sentences) / found) if found else 0.0

    def nearness(self, words: str, language: str) -> float:
        """How near a sentence of ours comes: the weight of the words that it shares, and its stock phrases."""
        listed = list_words(words)
        shared: dict[int, float] = defaultdict(float)
        whole = 0.0
        for word in set(listed):
            weight = self.weigh(word, language)
            whole += weight or math.log(len(self.sentences) + 1)
            if weight > 1.5:
                for number in self.with_word[language, word]:
                    shared[number] += weight
        phrases = sum(run in self.phrases for length in _PHRASE for run in runs(listed, length))
        return (max(shared.values(), default=0.0) / whole if whole else 0.0) + phrases / len(listed)


def make_strangers(
    outside: Sequence[Source],
    works: Sequence[Source],
    words: Mapping[str, Mapping[str, Any]],
    number: int,
    near: int,
    rng: random.Random,
) -> tuple[list[Stranger], list[Stranger]]:
    """`number` passages that were never ours, and `near` near misses. Fewer where the texts hold fewer."""
    ours = Ours(works)
    passages = _take_passages(outside, ours, rng)
    rng.shuffle(passages)
    ranked = sorted(passages, key=lambda one: (-ours.nearness(one.words, one.language), one.words))
    nearest = [Stranger(one.words, "nearest in topic", one.language) for one in ranked[: near * 2 // 5]]
    stock = _fill_phrases(works, words, ours, near // 5, rng)
    grafted = _graft(ranked, ours, near - len(nearest) - len(stock), rng)
    taken = {one.words for one in nearest}
    plain = [one for one in passages if one.words not in taken][:number]
    return plain, [*nearest, *grafted, *stock]


def _take_passages(outside: Sequence[Source], ours: Ours, rng: random.Random) -> list[Stranger]:
    """Sentences, pairs of neighbours and parts of sentences of other people, all different."""
    found: dict[str, Stranger] = {}
    for source in outside:
        if not source.language:
            continue
        sentences = [one for one in find_sentences(source.text, source.language) if not one.marked]
        for one, following in zip(sentences, [*sentences[1:], None], strict=True):
            whole = source.text[one.start : one.end]
            shapes = [(whole, "a sentence")]
            if following and following.place == one.place + 1 and following.paragraph == one.paragraph:
                shapes.append((source.text[one.start : following.end], "two sentences"))
            tokens = whole.split()
            for _ in range(PARTS if len(tokens) > LEAST + 4 else 0):
                start = rng.randint(0, len(tokens) - LEAST - 2)
                end = rng.randint(start + LEAST + 1, len(tokens))
                shapes.append((" ".join(tokens[start:end]).rstrip(",;:–- "), "part of a sentence"))
            for words, how in shapes:
                if count_words(words) >= LEAST and not has_marks(words) and not ours.has(words):
                    found[words] = Stranger(words, how, source.language)
    return list(found.values())


def _graft(ranked: Sequence[Stranger], ours: Ours, number: int, rng: random.Random) -> list[Stranger]:
    """Passages of others in which two or three stretches of three or four words are ours."""
    made: dict[str, Stranger] = {}
    for one in [*ranked, *ranked, *ranked]:
        if len(made) >= number:
            break
        tokens = one.words.split()
        if len(tokens) < 16:
            continue
        near = [
            (language, sentence)
            for language, sentence in rng.sample(ours.sentences, 12)
            if language == one.language
        ]
        for (_, sentence), at in zip(near, range(2, len(tokens) - 6, 7), strict=False):
            from_us = sentence.split()
            if len(from_us) > 8 and len(made) < number:
                start = rng.randint(1, len(from_us) - 6)
                tokens[at : at + 4] = from_us[start : start + rng.randint(3, 4)]
        words = " ".join(tokens)
        if words != one.words and not has_marks(words) and not ours.has(words):
            made[words] = Stranger(words, "words of ours grafted in", one.language)
    return list(made.values())


def _fill_phrases(
    works: Sequence[Source],
    words: Mapping[str, Mapping[str, Any]],
    ours: Ours,
    number: int,
    rng: random.Random,
) -> list[Stranger]:
    """What every press office says, about names that stand in the works."""
    made: dict[str, Stranger] = {}
    names = {
        language: sorted(
            {name for work in works if work.language == language for name in _NAME.findall(work.text)}
        )
        for language in words
    }
    languages = [language for language in words if names[language]]
    for _ in range(number * 20):
        if len(made) >= number or not languages:
            break
        language = rng.choice(languages)
        said = rng.choice(words[language]["stock"]).format(name=rng.choice(names[language])) + "."
        if not ours.has(said):
            made[said] = Stranger(said, "stock phrase about a name of ours", language)
    return list(made.values())
