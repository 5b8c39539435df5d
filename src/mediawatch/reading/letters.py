"""Letters that ask for something: a draft with their words, our answers and the evidence, for a person to finish.

A draft says what the record says and argues nothing. What only a person can know stands in square brackets, so that
nobody sends it unread: `find_gaps` names them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mediawatch.model import RequestKind

_ASKED: Final[dict[RequestKind, str]] = {
    "correction": "We ask you to correct {it}, to say in a note with it what was wrong, and to give the correction a "
    "prominence that is due to what it corrects.",
    "clarification": "We ask you to clarify {it}, so that readers can tell what is meant, with a note that says so.",
    "reply": "We ask you to publish our reply, which follows, with {it} and with the same prominence.",
    "apology": "We ask you to apologise for {it}, in words that you agree with us beforehand.",
    "removal": "We ask you to remove {it}, and to confirm to us that you have done so.",
    "right to erasure": "On behalf of {person}, who has asked us to, we ask you to erase the personal data described "
    "above (Article 17 UK GDPR). [Enclose the person's authority to act.]",
}
"""What each kind of request asks, in one sentence. The right to erasure is a person's, not an organisation's: UK GDPR,
article 17."""
_GAP: Final = re.compile(r"\[[^\[\]\n]{3,}\]")
_OMISSION: Final = re.compile(r"\[\s*(?:…|\.\s?\.\s?\.)\s*\]")


@dataclass(frozen=True, slots=True)
class Point:
    """One place that a letter is about."""

    quote: str
    """their words"""
    title: str
    """of the report"""
    outlet: str
    published: str
    """the day as people say it"""
    address: str
    place: str
    """page or time code"""
    wording: str
    """the claim in our own words"""
    answer: str
    """our approved answer; "" while there is none"""
    answered_at: str
    """an address where it stands, or "" """
    evidence: tuple[str, ...]
    """addresses and names of files that support it"""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who asks whom."""

    organisation: str
    name: str
    """who signs"""
    recipient: str
    """who it goes to: an editor, a regulator, a court"""
    today: str
    """the day as people say it"""
    person: str = ""
    """whose right it is, for an erasure"""
    their_reference: str = ""


def compose_letter(kind: RequestKind, sender: Sender, points: Sequence[Point]) -> str:
    """The draft of a letter, as plain text: to whom, what they published, point by point, and what we ask."""
    parts = [sender.today, f"To {sender.recipient or '[name of the editor]'}"]
    if sender.their_reference:
        parts.append(f"Your reference: {sender.their_reference}")
    parts += _name_reports(points)
    for number, point in enumerate(points, start=1):
        parts.append(_tell_point(point, number if len(points) > 1 else 0))
    several = len({(point.title, point.address) for point in points}) > 1
    it = "these reports" if several else "this report"
    parts.append(_ASKED[kind].format(it=it, person=sender.person or "[name of the person]"))
    if kind == "reply":
        parts.append("[Our reply, in the words that are to be published.]")
    parts.append("[Say by when you ask for an answer.]")
    parts.append(f"{sender.name}\n{sender.organisation}")
    return "\n\n".join(parts) + "\n"


def find_gaps(letter: str) -> tuple[str, ...]:
    """What stands in square brackets and is still to be written, in order, each once. An omission mark is none."""
    return tuple(dict.fromkeys(gap for gap in _GAP.findall(letter) if not _OMISSION.fullmatch(gap)))


def _name_reports(points: Sequence[Point]) -> list[str]:
    """What they published: a line for each report."""
    lines = []
    for point in points:
        when = f", {point.published}" if point.published else ""
        where = f"\n{point.address}" if point.address else ""
        lines.append(f"“{point.title}”{f', {point.outlet}' if point.outlet else ''}{when}{where}")
    return ["\n".join(dict.fromkeys(lines))]


def _tell_point(point: Point, number: int) -> str:
    """What they said, and what we say to it. `number` is 0 where there is one point only."""
    place = f" ({point.place})" if point.place else ""
    begin = f"{number}. " if number else ""
    lines = [f"{begin}You wrote{place}:", _indent(f"“{point.quote}”")]
    lines += ["Our answer:", _indent(point.answer or f"[Say what is true. The claim is: {point.wording}]")]
    if point.answered_at:
        lines.append(f"It is published at {point.answered_at}")
    if point.evidence:
        lines.append("Evidence: " + "; ".join(point.evidence))
    return "\n".join(lines)


def _indent(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.splitlines())
