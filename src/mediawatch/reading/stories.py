"""Same story: reports that were copied from each other, or from one agency, whatever head they stand under.

    index = StoryIndex()
    index.add(12, text, aside=[...])
    candidates = index.find(text, aside=[...])                     -> other reports that share passages with it
    compare(text, other, common=candidates[0].common)              -> how much they share, and where

The index keeps a sample of each report's phrases, not the texts: `find` names the few reports that are worth a look,
and the caller fetches their texts for `compare`, which decides. `aside` are passages that are not the report's own:
those from our works (`passages.PassageIndex.find_reused`). Quotations are put aside by themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mediawatch.model import Span
from mediawatch.suggesting import SameStory


@dataclass(frozen=True, slots=True)
class Candidate:
    """A report that may be the same story."""

    report: int
    estimate: float
    """what SameStory.score will be, judged by the sample, 0 to 1"""


@dataclass(frozen=True, slots=True)
class Found:
    """What the index knows about a text."""

    candidates: tuple[Candidate, ...]
    """the likeliest first, then by number"""
    common: tuple[Span, ...]
    """passages of the text that many reports have which have little else in common with it: boilerplate, stock phrases,
    statements that everybody printed. To be given to `compare`"""


class StoryIndex:
    """Finds reports that share passages with a text, among tens of thousands."""

    def __len__(self) -> int:
        """How many reports it holds."""
        raise NotImplementedError

    def __contains__(self, report: int) -> bool:
        raise NotImplementedError

    def add(self, report: int, text: str, *, aside: Sequence[Span] = ()) -> None:
        """Take in the text of a report; one with that number is replaced."""
        raise NotImplementedError

    def remove(self, report: int) -> None:
        """Take a report out; nothing happens when it is not in."""
        raise NotImplementedError

    def find(self, text: str, *, aside: Sequence[Span] = (), ignored: int = 0) -> Found:
        """The reports that may be the same story as a text. `ignored`: the number of the text's own report."""
        raise NotImplementedError

    def to_bytes(self) -> bytes:
        """The index as bytes, for from_bytes."""
        raise NotImplementedError

    @classmethod
    def from_bytes(cls, data: bytes) -> StoryIndex:
        """The index that gave these bytes. Raises ReadError when they are damaged or of another format; the index is
        then to be made again from the reports."""
        raise NotImplementedError


def compare(
    text: str,
    other: str,
    *,
    aside: Sequence[Span] = (),
    other_aside: Sequence[Span] = (),
    common: Sequence[Span] = (),
) -> SameStory:
    """How much two reports have in common beyond what anybody may have. `common`: as `StoryIndex.find` gave it."""
    raise NotImplementedError
