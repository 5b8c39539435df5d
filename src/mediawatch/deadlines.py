"""The ground of deadlines: rules, what they count from, and the days that they give.

Rules are data (`rules/*.toml`, and an organisation's own); `reading/rules.py` reads them, `reading/deadlines.py`
counts. Days are ISO dates. Everything here is help with counting, not legal advice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from types import MappingProxyType
from typing import Final, Literal

from mediawatch.model import Medium, Precision

NOT_LEGAL_ADVICE: Final = (
    "This is help with counting, not legal advice. "
    "Check the day with the regulator, or with a lawyer, before you rely on it."
)
"""Stands wherever a deadline is shown."""

Whose = Literal["ours", "theirs", "discretion"]
WHOSE: Final[Mapping[Whose, str]] = MappingProxyType(
    {
        "ours": "our last day: after it the right is lost",
        "theirs": "their time to answer: after it we may go further",
        "discretion": "at their discretion: we may ask, and have no right to it",
    }
)
"""Whose time it is, and what that means."""

Unit = Literal["days", "working days", "months", "years"]
LONGEST: Final[Mapping[Unit, int]] = MappingProxyType(
    {"days": 3660, "working days": 2600, "months": 120, "years": 20}
)
"""The longest that a rule may be: far beyond any regulator's, so that a slip of the keyboard is noticed."""

Nation = Literal["England", "Wales", "Scotland", "Northern Ireland"]
NATIONS: Final[tuple[Nation, ...]] = ("England", "Wales", "Scotland", "Northern Ireland")
"""Each has bank holidays of its own; those of England and Wales are the same."""

StartKind = Literal[
    "publication", "broadcast", "first publication",
    "request", "complaint to the publisher", "acknowledgement", "reply of the publisher", "final response",
    "complaint to the regulator", "referral to the publisher", "decision not to take it forward",
    "decision after an investigation", "appeal", "claim in court",
    "complaint at stage 1a", "reply at stage 1a", "complaint at stage 1b", "reply at stage 1b",
    "complaint at stage 2",
]  # fmt: skip
STARTS: Final[Mapping[StartKind, str]] = MappingProxyType(
    {
        "publication": "the day on which the report was published",
        "broadcast": "the day on which it was broadcast",
        "first publication": "the day on which that publisher first published the claim",
        "request": "the day on which we asked, whomever we asked",
        "complaint to the publisher": "the day on which our request went to the publisher",
        "acknowledgement": "the day on which they said that they have it",
        "reply of the publisher": "the day on which the publisher answered",
        "final response": "the day of the broadcaster's final response",
        "complaint to the regulator": "the day on which our complaint went to the regulator",
        "referral to the publisher": "the day on which the regulator took it up and referred it to the publisher",
        "decision not to take it forward": "the day on which the regulator decided not to take it forward",
        "decision after an investigation": "the day on which the regulator's decision was issued",
        "appeal": "the day on which we asked for a review, or went a stage further",
        "claim in court": "the day on which our claim went to court",
        "complaint at stage 1a": "the day on which our complaint went to the BBC",
        "reply at stage 1a": "the day of the BBC's first reply",
        "complaint at stage 1b": "the day on which we wrote to the BBC a second time",
        "reply at stage 1b": "the day of the BBC's second reply",
        "complaint at stage 2": "the day on which we wrote to the Executive Complaints Unit",
    }
)
"""What a rule may count from, or be met by: always something that happened, and in words what that is."""

REPORT_STARTS: Final[frozenset[StartKind]] = frozenset(("publication", "broadcast", "first publication"))
"""Those that a report has, before there is any request. All others are steps of a request."""

Status = Literal["checked", "unchecked"]
State = Literal["upcoming", "due", "passed", "no date", "met", "waived"]


@dataclass(frozen=True, slots=True)
class Length:
    """How long a rule gives."""

    number: int
    """1 to LONGEST[unit]"""
    unit: Unit
    source: str = ""
    """title of the page that says this, where sources disagree; else empty"""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule about time, with where it comes from and how far it was checked."""

    key: str
    """lower-case letters, digits and hyphens ("ipso-complaint"); never used again for another rule"""
    regulator: str
    """whose rule it is: "IPSO", "BBC", "Courts of Scotland", or the organisation itself"""
    name: str
    """a few words ("Complaint to IPSO")"""
    counts_from: StartKind
    lengths: tuple[Length, ...]
    """one; several where sources disagree; none where no day can be given, and then `no_date` says why"""
    whose: Whose
    means: str
    """what it means for us, in a sentence"""
    status: Status
    checked_on: str
    """ISO day on which it was last compared with its source"""
    source: str
    """title of the page or law"""
    address: str = ""
    """where that stands; empty where it has no address"""
    found: str = ""
    """what was found there, and how old it is"""
    doubt: str = ""
    """what is not sure; never empty when `status` is "unchecked" """
    no_date: str = ""
    """shown instead of a day"""
    met_by: tuple[StartKind, ...] = ()
    """what has to happen in time; it is met when one of these has happened"""
    outlets: tuple[str, ...] = ()
    """regulators: it applies to what outlets under them publish; empty: to every outlet, regulated or not"""
    media: tuple[Medium, ...] = ()
    """how a thing was published; empty: in any way"""
    bank_holidays: tuple[Nation, ...] = ()
    """for working days: whose bank holidays are left out"""
    start_counts: bool = False
    """True: "beginning with the day of"; else the first day counted is the one after"""
    timezone: str = "Europe/London"
    """IANA name of the clock by which its days begin and end"""
    own: bool = False
    """True: made by the organisation itself"""


@dataclass(frozen=True, slots=True)
class BankHolidays:
    """The bank holidays that are known, weekdays only."""

    first_year: int
    last_year: int
    """outside these years nothing is known, and nothing is counted"""
    days: Mapping[Nation, Mapping[date, str]]
    """each day with its name, by nation"""


@dataclass(frozen=True, slots=True)
class Basis:
    """What every count of a record rests on."""

    record_uuid: str
    now: datetime
    """with a time zone"""
    zones: Mapping[str, tzinfo]
    """the clocks of every rule, by IANA name"""
    holidays: BankHolidays


@dataclass(frozen=True, slots=True)
class Subject:
    """What a deadline is about: a report, or a request."""

    ref: str
    """ "r12" or "q4" """
    title: str
    """of the report; written by strangers"""
    outlet: str
    """name, or empty"""
    regulator: str
    """of the outlet, for this medium, on that day; "" when not known, "none" when it has none"""
    media: tuple[Medium, ...]
    """how the reports that it is about were published"""
    confidential: str = ""
    """"confidential" or "privileged" where it is; else empty"""
    revision: int = 0
    """grows whenever something about it changes; 0 and up"""
    changed_at: str = ""
    """UTC time of that change, or empty"""
    ended: str = ""
    """why nothing about it runs any more ("r12 was withdrawn"); else empty"""
    closed: str = ""
    """why they need not answer any more ("q4 was closed on 2026-04-01"); our own time may still run; else empty"""


@dataclass(frozen=True, slots=True)
class Start:
    """Something that happened, and from which a rule may count."""

    kind: StartKind
    value: str
    """ISO day, month or year; "" when unknown"""
    precision: Precision
    certain: bool
    """False: a guess"""
    told_by: str
    """what says so ("publication date of r12", "step 3 of q4: refused")"""
    ref: str
    """the thing whose date that is ("r12"), which need not be the deadline's own subject"""
    remark: str = ""
    """a sentence about it that belongs beside every day counted from it, or empty"""
    at: str = ""
    """UTC time, where one is known: the day is then that of the rule's own clock"""


@dataclass(frozen=True, slots=True)
class Mark:
    """That a deadline was met, or that it does not matter: as a person said, or as the record shows."""

    state: Literal["met", "waived"]
    on: str
    """ISO day"""
    by: str
    """name of a user; "" where the record itself shows it"""
    why: str = ""
    """why, or what shows it ("step 2 of q5: sent")"""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day that a rule gives, with everything that explains it."""

    uid: str
    """ "ipso-complaint-r12@" and the record's UUID: the same as long as the record lasts"""
    rule: Rule
    subject: Subject
    start: Start
    due_on: str
    """ISO day: the last day of the time; "" when there is none to show. Of a range, the first"""
    latest_on: str
    """the same as `due_on`, or the last day of a range"""
    counted: str
    """how it was counted, or why there is no day: sentences"""
    state: State
    doubts: tuple[str, ...] = ()
    """what is not sure about it, a sentence each"""
    mark: Mark | None = None

    @property
    def whose(self) -> Whose:
        return self.rule.whose

    @property
    def cancelled(self) -> str:
        """Why it runs no longer, or "": its subject ended, or somebody waived it."""
        if self.subject.ended:
            return self.subject.ended
        if self.subject.closed and self.whose == "theirs" and self.mark is None:
            return self.subject.closed
        if self.mark and self.mark.state == "waived":
            return f"waived on {self.mark.on} by {self.mark.by}" + (
                f": {self.mark.why}" if self.mark.why else ""
            )
        return ""


@dataclass(frozen=True, slots=True)
class CalendarHead:
    """What a calendar of deadlines says about itself."""

    organisation: str
    record_uuid: str
    made_at: str
    """UTC time"""
    left_out: tuple[str, ...]
    """one sentence for each kind of deadline that is not in it, with its count"""
    version: str = ""
    """of mediawatch"""
