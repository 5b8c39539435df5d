"""What the steps of a request mean for its deadlines: what happened that a rule may count from, or be met by.

A step is recorded with one of eight words, whoever took it. To whom the request went, and who regulates the outlet,
says what it was: "refused" by a publisher is its answer, by a regulator the decision not to take the complaint forward.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from mediawatch.deadlines import Start, StartKind

REPLIES: Final = ("refused", "offered", "agreed", "ruled")
"""Steps by which a publisher has answered."""

BY_REGULATOR: Final[dict[str, StartKind]] = {
    "acknowledged": "acknowledgement",
    "agreed": "referral to the publisher",
    "refused": "decision not to take it forward",
    "ruled": "decision after an investigation",
    "appealed": "appeal",
}
"""What a step means where the request went to a regulator. One that agrees to take it up begins by referring it."""

SENT_TO: Final[dict[str, StartKind]] = {
    "publisher": "complaint to the publisher",
    "regulator": "complaint to the regulator",
    "court": "claim in court",
}
"""What the asking is, by whom it went to."""

BBC_STAGES: Final[tuple[tuple[StartKind, StartKind], ...]] = (
    ("complaint at stage 1a", "reply at stage 1a"),
    ("complaint at stage 1b", "reply at stage 1b"),
    ("complaint at stage 2", "final response"),
)
"""What we send and what comes back, stage by stage. "appealed" leads to the next, and so does "sent" after a reply."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a request as it was recorded."""

    number: int
    """of the row; 0 for what is no step of its own: the asking, an outcome"""
    step: str
    """sent, acknowledged, refused, offered, agreed, ruled, appealed, closed"""
    occurred_on: str
    """ISO day"""
    told_by: str = ""
    """what says so, where it is not the step itself ("outcome of q4: refused")"""


def tell_steps(
    ref: str, addressee: str, regulator: str, asked_on: str, steps: Iterable[Step]
) -> Iterator[Start]:
    """What happened in a request, oldest first.

    Args:
        ref: "q4".
        addressee: publisher, regulator or court.
        regulator: of the outlet; the BBC has stages of its own.
        asked_on: ISO day on which we asked; it stands for the first "sent" where there is no such step.
    """
    ordered = sorted(steps, key=lambda step: (step.occurred_on, step.number))
    if not any(step.step == "sent" for step in ordered):
        ordered.insert(0, Step(0, "sent", asked_on, f"asking of {ref}"))
    is_bbc = addressee == "publisher" and regulator.casefold() == "bbc"
    stages = iter(BBC_STAGES if is_bbc else ())
    stage = next(stages, None)
    answered = False
    for step in ordered:
        if step.step == "appealed" or (step.step == "sent" and answered):
            stage, answered = next(stages, None), False
        answered = answered or (is_bbc and step.step in REPLIES)
        for kind in name_step(step.step, addressee, regulator, stage):
            told_by = step.told_by or f"step {step.number} of {ref}: {step.step}"
            yield Start(kind, step.occurred_on, "day", True, told_by, ref)


def name_step(
    step: str, addressee: str, regulator: str, stage: tuple[StartKind, StartKind] | None
) -> list[StartKind]:
    """What one step was; `stage` is the BBC's stage in which it was taken."""
    kinds: list[StartKind] = []
    if step == "sent":
        kinds += ["request", SENT_TO[addressee]]
    elif addressee == "regulator":
        kinds += [BY_REGULATOR[step]] if step in BY_REGULATOR else []
    elif step == "appealed":
        kinds += ["appeal"]
    elif addressee == "publisher" and step == "acknowledged":
        kinds += ["acknowledgement"]
    elif addressee == "publisher" and step in REPLIES:
        kinds += ["reply of the publisher"]
        if regulator.casefold() == "ofcom":
            kinds += ["final response"]
    if stage and step in ("sent", "appealed"):
        kinds += [stage[0]]
    elif stage and step in REPLIES:
        kinds += [stage[1]]
    return kinds
