"""Whether an article says something else than before, and not only shows something else.

Pages are never the same twice: advertisements, counters and lists of related links stand in them, and some of it is
taken for part of the article. So sentences are compared, not texts. An article has changed where one of its sentences
is not on the page any more, or where a new one stands between two that stayed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from mediawatch.reading.folding import fold_words

_WORDS: Final = re.compile(r"\w+")
LEAST_WORDS: Final = 5
"""Words of a line that counts as a sentence; shorter ones are labels."""
_ENDS: Final = re.compile(r"(?<=[.!?…])[\"'”’»)]*\s+|\n+")


@dataclass(frozen=True, slots=True)
class TextChange:
    """What became of an article, as sentences folded to words."""

    removed: tuple[str, ...]
    added: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.removed or self.added)


def compare_articles(before: str, after: str, page_before: str, page_after: str) -> TextChange:
    """What was taken from an article and what was put into it.

    Args:
        page_before: everything that was on the page, the article included.
        page_after: everything that is on it now; what was read as part of the article once, and not again, is no
            change.
    """
    folded_before, folded_after = fold_line(f"{page_before} {before}"), fold_line(f"{page_after} {after}")
    old = split(before)
    new = split(after)
    removed = tuple(sentence for sentence in old if f" {sentence} " not in folded_after)
    kept = {number for number, sentence in enumerate(new) if f" {sentence} " in folded_before}
    first, last = min(kept, default=len(new)), max(kept, default=-1)
    added = tuple(
        sentence for number, sentence in enumerate(new) if first < number < last and number not in kept
    )
    return TextChange(removed, added)


def split(text: str) -> list[str]:
    """The sentences of a text, each folded to its words."""
    folded = (fold_line(part).strip() for part in _ENDS.split(text))
    return [sentence for sentence in folded if sentence.count(" ") + 1 >= LEAST_WORDS]


def fold_line(text: str) -> str:
    """The words of a text, folded, without any signs, with a space at either end: quotation marks and dashes are set
    anew by every redesign."""
    return f" {' '.join(_WORDS.findall(fold_words(text)))} "
