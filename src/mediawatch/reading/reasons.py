"""Why something is suggested, in one sentence for a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mediawatch.suggesting import Likeness, Turn

MOST_TURNS: Final = 3
"""Turns that are named; the rest are counted."""


def tell_repeat(how: Likeness, same: int, words: int) -> str:
    """How a report repeats a claim of so many words, of which so many are the same; without the full stop."""
    if how == "verbatim":
        return "The words of the claim, character by character"
    if how == "folded":
        return "The words of the claim; only case, marks or spaces differ"
    if how == "edited":
        return f"{same} of the claim’s {words} words stand here"
    return f"{same} of the claim’s {words} words, or their kin, stand together here, put otherwise"


def tell_turns(turns: Sequence[Turn]) -> str:
    """What may turn the claim round, as the end of a sentence; "." for nothing."""
    if not turns:
        return "."
    told = [_tell_turn(turn) for turn in turns[:MOST_TURNS]]
    if len(turns) > MOST_TURNS:
        told.append(f"{len(turns) - MOST_TURNS} more")
    return f"; it may say something else: {', '.join(told)}."


def _tell_turn(turn: Turn) -> str:
    if turn.theirs and turn.known:
        return f"“{turn.theirs}” for “{turn.known}” ({turn.kind})"
    if turn.theirs:
        return f"“{turn.theirs}” only in the report ({turn.kind})"
    return f"“{turn.known}” only in the claim ({turn.kind})" if turn.known else turn.kind


def tell_story(same: int, of: int, *, is_short: bool) -> str:
    """Why two reports may be one story, or not."""
    if is_short:
        return f"The shorter report has {of} words of its own, too few to tell."
    return f"{same} of the shorter report’s {of} own words stand in the other one, in long runs."
