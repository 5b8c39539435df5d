"""Quotations of known kind, passages that were never ours, and reports that bear them.

`make_edits` makes the first, `strangers.make_strangers` the second, `planting.plant` puts both into reports.
Nothing here knows how mediawatch finds, aligns or grades: it imports nothing of it.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from edits import changed, kept, shortened
from edits.editor import PRECEDENCE, Edit, Editor, Kind
from edits.sources import LEAST_WORDS, MOST_WORDS, Source, count_words, list_words

__all__ = ["PRECEDENCE", "WAYS", "Edit", "Editor", "Kind", "make_edit", "make_edits", "read_words"]

WAYS: Final[Mapping[str, tuple[Kind, int, Callable[[Editor], Edit | None]]]] = MappingProxyType(
    {
        "sentences copied": ("exact", 66, kept.copy_sentences),
        "copied with marks inside": ("exact", 10, kept.copy_marked_sentence),
        "copied over two paragraphs": ("exact", 10, kept.copy_two_paragraphs),
        "split by an attribution": ("exact", 14, kept.split_by_attribution),
        "other apostrophes": ("normalised", 10, kept.change_apostrophes),
        "other dashes": ("normalised", 10, kept.change_dashes),
        "other marks inside": ("normalised", 10, kept.change_inner_marks),
        "first letter in the other case": ("normalised", 20, kept.change_first_letter),
        "bracket for a pronoun": ("normalised", 16, kept.bracket_pronoun),
        "bracket for a name": ("normalised", 8, kept.bracket_name),
        "remark in brackets": ("normalised", 16, kept.add_remark),
        "last full stop outside, or a comma": ("normalised", 10, kept.leave_stop_outside),
        "words left out, shown": ("elided", 60, shortened.leave_out_shown),
        "left out over a full stop, shown": ("elided", 20, shortened.leave_out_over_a_stop),
        "a sentence left out, shown": ("elided", 20, shortened.leave_out_sentence_shown),
        "words left out": ("silently elided", 55, shortened.leave_out_silently),
        "negation left out": ("silently elided", 21, shortened.leave_out_negation),
        "left out, and the end too": ("silently elided", 12, shortened.leave_out_silently_and_cut),
        "left out here, shown there": ("silently elided", 12, shortened.leave_out_shown_and_silently),
        "end left off": ("cut off", 30, shortened.cut_end),
        "end left off, full stop put": ("cut off", 10, shortened.cut_and_close),
        "beginning left off": ("cut off", 20, shortened.cut_beginning),
        "beginning left off, capital put": ("cut off", 10, shortened.cut_and_raise),
        "both ends left off": ("cut off", 20, shortened.cut_both),
        "end left off, omission shown": ("cut off", 10, shortened.leave_out_shown_and_cut),
        "neighbours swapped": ("reordered or joined", 25, changed.swap_neighbours),
        "halves swapped": ("reordered or joined", 15, changed.swap_halves),
        "sentences joined": ("reordered or joined", 25, changed.join_sentences),
        "sentences joined with a word": ("reordered or joined", 15, changed.join_with_word),
        "halves joined": ("reordered or joined", 20, changed.join_halves),
        "words changed": ("altered", 18, changed.change_words),
        "word put in": ("altered", 10, changed.insert_word),
        "number changed": ("altered", 16, changed.change_number),
        "number word changed": ("altered", 8, changed.change_number_word),
        "negation put in": ("altered", 16, changed.add_negation),
        "negation dropped": ("altered", 10, changed.drop_negation),
        "French negation dropped": ("altered", 1, changed.drop_french_negation),
        "tense changed": ("altered", 5, changed.change_tense),
        "hedge dropped": ("altered", 5, changed.drop_hedge),
        "quantifier changed": ("altered", 4, changed.change_quantifier),
        "name changed": ("altered", 4, changed.change_name),
        "date changed": ("altered", 3, changed.change_month),
    }
)
"""Each way to make a quotation: its kind, its share of the kind, and what makes it."""

_TRIES: Final = 400
"""Places tried for one more quotation of a way before it is held for exhausted."""


def read_words() -> dict[str, dict[str, Any]]:
    """The words of each language that edits are made with."""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def make_edit(editor: Editor, way: str) -> Edit | None:
    """One edit made in this way, or None when the place that was picked does not lend itself."""
    kind, _, make = WAYS[way]
    edit = make(editor)
    if edit is None or count_words(" ".join(edit.parts)) > 2 * MOST_WORDS:
        return None
    if min(count_words(part) for part in edit.parts) < (LEAST_WORDS if len(edit.parts) == 1 else 3):
        return None
    return replace(edit, kind=kind, how=way)


def make_edits(works: Sequence[Source], each: int, rng: random.Random) -> list[Edit]:
    """`each` different quotations of every kind from these works, shuffled.

    A way for which the works hold too few places gives what it can, and the other ways of its kind give the rest.
    Raises ValueError where a kind cannot be filled.
    """
    editor = Editor(works, read_words(), rng)
    made: list[Edit] = []
    for kind in PRECEDENCE:
        ways = {way: share for way, (of, share, _) in WAYS.items() if of == kind}
        of_kind: dict[tuple[str, ...], Edit] = {}
        wanted = {way: round(each * share / sum(ways.values())) for way, share in ways.items()}
        for way, number in wanted.items():
            _add(editor, way, min(number, each - len(of_kind)), of_kind)
        for way in sorted(ways, key=lambda way: -ways[way]):
            _add(editor, way, each - len(of_kind), of_kind)
        if len(of_kind) < each:
            raise ValueError(
                f"These texts give {len(of_kind)} quotations that are {kind}, and {each} are wanted."
            )
        made += of_kind.values()
    rng.shuffle(made)
    return made


def _add(editor: Editor, way: str, number: int, made: dict[tuple[str, ...], Edit]) -> None:
    """Add `number` edits of this way that differ from each other in their words."""
    tries = 0
    while number > 0 and tries < _TRIES:
        tries += 1
        edit = make_edit(editor, way)
        if edit is None:
            continue
        key = (edit.kind, *(word for part in edit.parts for word in list_words(part)))
        if way in ("other apostrophes", "other dashes", "other marks inside"):
            key = edit.parts
        if key not in made:
            made[key] = edit
            number -= 1
            tries = 0
