"""Passages as somebody else prints them who has read them: words exchanged, dropped, put in, cut off, moved.

How much is edited is a share of the passage's words. Each word that is exchanged, dropped, put in, cut off or moved
counts as one. Nothing here knows how mediawatch finds anything: it imports nothing of it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

LEAST_LEFT: Final = 5
"""Words that are left of a passage at least."""
_TYPESET: Final = (
    ("'", "’"), ("’", "'"), ('"', "“"), ("“", '"'), ("”", '"'), (" - ", " – "), (" – ", "—"), ("-", "\u2011"),
    (" ", "\u00a0"), (" ", "\n"), ("fi", "ﬁ"), ("...", "…"),
)  # fmt: skip
_CORE: Final = re.compile(r"\w(?:.*\w)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A passage and what was done to it."""

    words: str
    edited: int
    """words that were exchanged, dropped, put in, cut off or moved"""


@dataclass(slots=True)
class _Draft:
    """A passage that is being edited."""

    tokens: list[str]
    rng: random.Random
    others: Sequence[str]
    """words to exchange for, and to put in"""


def exchange(draft: _Draft, most: int) -> int:
    """Put another word for one; the marks round it stay."""
    at = draft.rng.randrange(len(draft.tokens))
    found = _CORE.search(draft.tokens[at])
    old = found.group() if found else draft.tokens[at]
    for _ in range(20):
        other = _core(draft.rng.choice(draft.others))
        if other and other.casefold() != old.casefold():
            draft.tokens[at] = draft.tokens[at].replace(old, other, 1)
            return 1
    return 0


def drop(draft: _Draft, most: int) -> int:
    """Leave out one to three words in a row, inside."""
    count = min(draft.rng.randint(1, 3), most, len(draft.tokens) - LEAST_LEFT)
    if count < 1:
        return 0
    at = draft.rng.randint(0, len(draft.tokens) - count)
    del draft.tokens[at : at + count]
    return count


def put_in(draft: _Draft, most: int) -> int:
    """Put in one to three words."""
    count = min(draft.rng.randint(1, 3), most)
    at = draft.rng.randint(0, len(draft.tokens))
    draft.tokens[at:at] = [draft.rng.choice(draft.others) for _ in range(count)]
    return count


def cut(draft: _Draft, most: int) -> int:
    """Cut words off at the beginning or the end: as many as may be edited, or fewer."""
    count = min(draft.rng.randint(1, most), len(draft.tokens) - LEAST_LEFT)
    if count < 1:
        return 0
    if draft.rng.random() < 0.5:
        del draft.tokens[:count]
    else:
        del draft.tokens[-count:]
    return count


def move(draft: _Draft, most: int) -> int:
    """Move words in a row to another place."""
    count = min(draft.rng.randint(1, most), len(draft.tokens) // 2)
    if count < 1:
        return 0
    at = draft.rng.randint(0, len(draft.tokens) - count)
    moved = draft.tokens[at : at + count]
    rest = draft.tokens[:at] + draft.tokens[at + count :]
    to = draft.rng.randint(0, len(rest))
    if to == at:
        return 0
    draft.tokens[:] = rest[:to] + moved + rest[to:]
    return count


EDITS: Final = MappingProxyType(
    {"exchanged": exchange, "dropped": drop, "put in": put_in, "cut off": cut, "moved": move}
)
"""What can be done to a passage: does it to at most so many words and gives how many it was."""


def rewrite(
    passage: str,
    share: float,
    rng: random.Random,
    others: Sequence[str],
    *,
    ways: Sequence[str] = tuple(EDITS),
) -> Rewritten:
    """The passage with this share of its words edited in these ways, one word at least."""
    draft = _Draft(passage.split(), rng, others)
    size = len(draft.tokens)
    wanted = max(1, round(share * size))
    edited = tries = 0
    while edited < wanted and tries < 50:
        edit: Callable[[_Draft, int], int] = EDITS[rng.choice(list(ways))]
        edited += edit(draft, wanted - edited)
        tries += 1
    return Rewritten(" ".join(draft.tokens), edited)


def swap_halves(passage: str, rng: random.Random) -> Rewritten:
    """The second half before the first; cut where a comma or a stop stands, else in the middle."""
    tokens = passage.split()
    middles = [
        at
        for at in range(len(tokens) // 3, 2 * len(tokens) // 3 + 1)
        if tokens[at - 1][-1] in ",.;:" and 0 < at < len(tokens)
    ]
    at = rng.choice(middles) if middles else len(tokens) // 2
    return Rewritten(" ".join([*tokens[at:], *tokens[:at]]), min(at, len(tokens) - at))


def typeset(passage: str, rng: random.Random) -> Rewritten:
    """The same words as another house sets them: other marks, spaces, line breaks, ligatures, or all in capitals."""
    words = passage
    if rng.random() < 0.1:
        words = words.upper()
    for old, new in rng.sample(_TYPESET, 5):
        places = [found.start() for found in re.finditer(re.escape(old), words)]
        for at in sorted(rng.sample(places, min(len(places), 2)), reverse=True):
            words = words[:at] + new + words[at + len(old) :]
    return Rewritten(words, 0)


def _core(token: str) -> str:
    found = _CORE.search(token)
    return found.group() if found else ""
