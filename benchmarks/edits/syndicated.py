"""Copies of a report as other houses print them, and reports that only have something in common.

Copies: under another head, cut at the end, with an introduction of their own, with a paragraph added, without some
paragraphs, edited throughout, or all of that. Others: two reports that quote the same statement, in marks or set as
a block; reports of one house with the same words above and below; reports that print our statement. Nothing here
knows how mediawatch tells them apart: it imports nothing of it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from edits.rewritten import rewrite, typeset

AGENCIES: Final = ("Reuters", "dpa", "AP", "PA Media", "AFP", "EFE")
PLACES: Final = ("BIRMINGHAM", "BERLIN", "PARIS", "LONDON", "MADRID", "SALTMERE")
VERBS: Final = ("said", "told reporters", "wrote in a statement", "said on Friday", "told the paper")


@dataclass(frozen=True, slots=True)
class Material:
    """What is put into copies."""

    write: Callable[[], str]
    """gives another paragraph each time"""
    words: Sequence[str]
    """of the same language"""

    def write_head(self, rng: random.Random) -> str:
        """A line of six to twelve words."""
        return " ".join(self.write().split()[: rng.randint(6, 12)])


def change_head(report: list[str], material: Material, rng: random.Random) -> list[str]:
    """Another head, and the agency named before the first sentence."""
    head = material.write_head(rng)
    first = report[1:] if len(report[0].split()) < 16 and len(report) > 1 else report
    return [head, f"{rng.choice(PLACES)} ({rng.choice(AGENCIES)}) – {first[0]}", *first[1:]]


def cut_end(report: list[str], material: Material, rng: random.Random) -> list[str]:
    """The first 35 to 90 % of the paragraphs, three at least."""
    return report[: max(3, round(len(report) * rng.uniform(0.35, 0.9)))]


def add_introduction(report: list[str], material: Material, rng: random.Random) -> list[str]:
    """One or two paragraphs of their own for the first one."""
    return [*(material.write() for _ in range(rng.randint(1, 2))), *report[1:]]


def add_paragraph(report: list[str], material: Material, rng: random.Random) -> list[str]:
    """A paragraph of their own somewhere."""
    at = rng.randint(1, len(report))
    return [*report[:at], material.write(), *report[at:]]


def drop_paragraphs(report: list[str], material: Material, rng: random.Random) -> list[str]:
    """Without one to three paragraphs in ten, one at least."""
    count = max(1, round(len(report) * rng.uniform(0.1, 0.3)))
    dropped = set(rng.sample(range(len(report)), min(count, len(report) - 2))) if len(report) > 2 else set()
    return [paragraph for at, paragraph in enumerate(report) if at not in dropped]


def edit_throughout(report: list[str], material: Material, rng: random.Random) -> list[str]:
    """One word in a hundred to one in twelve edited, and set as another house does."""
    share = rng.uniform(0.01, 0.08)
    edited = [
        rewrite(paragraph, share, rng, material.words).words if len(paragraph.split()) > 12 else paragraph
        for paragraph in report
    ]
    return [typeset(paragraph, rng).words if rng.random() < 0.3 else paragraph for paragraph in edited]


def do_all(report: list[str], material: Material, rng: random.Random) -> list[str]:
    """Edited, the last third cut off, with an introduction and a paragraph of their own, under another head."""
    edited = edit_throughout(report, material, rng)
    kept = edited[1 : max(4, round(len(edited) * rng.uniform(0.6, 0.9)))]
    return [material.write_head(rng), material.write(), *add_paragraph(kept, material, rng)]


COPIES: Final = MappingProxyType(
    {
        "head changed": change_head,
        "cut at the end": cut_end,
        "own introduction": add_introduction,
        "paragraph added": add_paragraph,
        "paragraphs dropped": drop_paragraphs,
        "edited throughout": edit_throughout,
        "all of it": do_all,
    }
)
"""Each way to copy a report."""


def quote(report: list[str], statement: Sequence[str], rng: random.Random) -> list[str]:
    """The report with a statement in it, each paragraph in quotation marks and with an attribution."""
    opening, closing = rng.choice((("“", "”"), ('"', '"'), ("„", "“"), ("«", "»")))
    paragraphs = [
        f"{opening}{words.strip('“”„«»')}{closing}, {rng.choice(VERBS)}."
        for words in (paragraph.replace('"', "'") for paragraph in statement)
    ]
    return _spread(report, paragraphs, rng)


def set_as_block(report: list[str], statement: Sequence[str], rng: random.Random) -> list[str]:
    """The report with a statement in it as paragraphs without marks."""
    at = rng.randint(1, len(report))
    return [
        *report[:at],
        f"The statement {rng.choice(('in full', 'read', 'said'))}:",
        *statement,
        *report[at:],
    ]


def _spread(report: list[str], paragraphs: Sequence[str], rng: random.Random) -> list[str]:
    places = sorted(rng.randint(1, len(report)) for _ in paragraphs)
    made: list[str] = []
    at = 0
    for place, paragraph in zip(places, paragraphs, strict=True):
        made += [*report[at:place], paragraph]
        at = place
    return [*made, *report[at:]]
