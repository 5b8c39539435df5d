"""Lists that are handed over to be read: claims, citations and requests in plain English, in any format of text.

Each row becomes a passage as the timeline's are, so that a lawyer gets the same cover, the same kinds of particulars
and the same end whichever of them it is.
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final, cast

from mediawatch.cited import Cited
from mediawatch.exporters.cited.reply_words import say_left_out, say_source
from mediawatch.exporters.moments import say_day, say_days, say_time
from mediawatch.exporters.passage import Entry, Fact, Passage, Words
from mediawatch.exporters.story import one_line, quote_title, read_day, say_address
from mediawatch.model import TimelineHead

Row = Mapping[str, Any]
Change = tuple[int, str]
"""The number and the time (UTC) of the last event about a thing; (0, "") where nothing says it."""
Write = Callable[[str, TimelineHead, Iterable[Passage], Any], None]

TITLES: Final[Mapping[str, str]] = MappingProxyType(
    {"claims": "Claims and answers", "citations": "How we are quoted", "requests": "What we asked for"}
)
"""What can be handed over so, and what stands on its cover."""

MOST_PLACES: Final = 20
"""Places of a claim or request that are told with their words; how many more there are is said."""


@dataclass(frozen=True, slots=True)
class Form:
    """One format."""

    module: str
    binary: bool
    """whether it writes bytes"""

    def write(self, title: str, head: TimelineHead, passages: Iterable[Passage], out: Any) -> None:
        """Write passages under a title; the module is imported only when needed."""
        found = import_module(f"mediawatch.exporters.{self.module}")
        cast("Write", found.write_passages)(title, head, passages, out)


FORMS: Final[Mapping[str, Form]] = MappingProxyType(
    {
        "md": Form("markdown", binary=False),
        "html": Form("page", binary=False),
        "docx": Form("document", binary=True),
        "pdf": Form("pdf", binary=True),
        "ics": Form("calendar", binary=False),
        "atom": Form("atom", binary=False),
    }
)
"""By the ending of the file."""


def tell_claim(
    claim: Row, places: Iterable[Row], answers: Iterable[Row], changed: Change, zone: zoneinfo.ZoneInfo
) -> Passage:
    """A claim with where it was said, word for word, and what we answered.

    Args:
        claim: a row of claims_overview.
        places: rows of appearances_overview with `address`, the first first; at most MOST_PLACES are told.
        answers: rows of approved answers: rebuttal, title, text, approved_by, approved_on, published_on.
    """
    told = list(places)
    words = [Words(f"Said in {say_place(place)}", place["quote"]) for place in told[:MOST_PLACES]]
    for answer in answers:
        went = (
            f", published on {say_day(answer['published_on'], 'day')}"
            if answer["published_on"]
            else ", not sent yet"
        )
        named = f"Our statement {quote_title(answer['title'])}" if answer["title"] else "Our answer"
        words.append(Words(f"{named} (b{answer['rebuttal']}{went})", answer["text"]))
    more = int(claim["appearances"]) - min(len(told), MOST_PLACES)
    lag = claim["lag_days"]
    judged = f"{claim['assessment']}, says {claim['assessed_by']}" if claim["assessment"] else ""
    facts = (
        Fact("Where it stands", say_state(claim["state"])),
        Fact("Judged", one_line(judged)),
        Fact("First published", say_first(claim)),
        Fact("First answer", "" if lag is None else say_lag(int(lag))),
        *(say_address(f"Source, {say_outlet(place)}", place["address"]) for place in told[:MOST_PLACES]),
        Fact("More places", f"{more:,}" if more > 0 else ""),
        say_recorded(claim, zone),
        Fact("In the record", f"c{claim['claim']}"),
    )
    section = "Without an answer" if claim["state"] == "open" else "Answered"
    first = claim["first_published"]
    entry = dated("claim", claim["claim"], first, bool(claim["first_published_certain"]), changed)
    return make(section, one_line(claim["claim_text"]), words, facts, entry)


def tell_request(
    request: Row, places: Iterable[Row], steps: Iterable[Row], changed: Change, zone: zoneinfo.ZoneInfo
) -> Passage:
    """What we asked for, word for word, the words it is about, and what came of it.

    Args:
        request: a row of requests_overview.
        places: rows of request_places.
        steps: rows of request_steps_overview.
    """
    told = list(places)
    whom = request["recipient"] or request["outlet"]
    happened = (
        f"{request['kind'].capitalize()} asked of the {request['addressee']}{f', {whom}' if whom else ''}"
    )
    words = [Words("What we wrote", request["text"])]
    facts: list[Fact] = []
    for place in told[:MOST_PLACES]:
        words.append(Words(f"About their words in {say_outlet(place)}", place["quote"]))
        if place["wording"]:
            words.append(Words(f"{place['outcome'].capitalize()} in these words", place["wording"]))
        if place["outcome"]:
            came = f"{place['outcome']}, {say_day(place['outcome_on'], 'day')}, {say_outlet(place)}"
            where = ", ".join(part for part in (place["place"], place["prominence"]) if part)
            facts.append(Fact("What came of it", one_line(f"{came}{f' ({where})' if where else ''}")))
    facts += [Fact(step["step"].capitalize(), one_line(say_step(step))) for step in steps]
    facts += [
        Fact("Confidentiality", request["confidentiality"]),
        Fact("Where it stands", request["state"]),
        Fact("For", one_line(request["person"])),
        Fact("Their reference", one_line(request["their_reference"])),
        say_recorded(request, zone),
        Fact("In the record", f"q{request['request']}"),
    ]
    asked_on = request["asked_on"]
    entry = dated("request", request["request"], asked_on, True, changed)
    day = say_day(asked_on, "day")
    return make(say_day(asked_on[:7], "month"), one_line(happened), words, facts, entry, day)


def tell_citation(cited: Cited, changed: Change, zone: zoneinfo.ZoneInfo) -> Passage:
    """Where they quote us: their words, ours, and what was left out."""
    words = [Words("What they wrote", cited.quote)]
    if cited.work is not None and cited.whole:
        words.append(Words(f"What we wrote in {quote_title(cited.work.title)}", cited.whole))
    left_out = say_left_out(cited)
    judged = cited.assessment
    facts = (
        Fact("Report", say_source(cited)),
        Fact("What was left out", left_out if left_out != "–" else ""),
        Fact("Grade", cited.grade),
        Fact("What changed hands", ", ".join(cited.flags)),
        Fact("Judged", one_line(f"{judged.verdict}, says {judged.by}: {judged.reason}") if judged else ""),
        say_address("Source", cited.report.address),
        say_address("Our publication", cited.work.address if cited.work else ""),
        Fact("Captured", say_time(cited.report.captured_at, zone) if cited.report.captured_at else ""),
        Fact("SHA-256 of what was captured", cited.report.digest, "code"),
        Fact("In the record", f"x{cited.number}, r{cited.report.number}"),
    )
    published, certain = cited.report.published, cited.report.published_certain
    entry = dated("citation", cited.number, published, certain, changed)
    day = say_day(published, cited.report.published_precision, certain=certain) if published else ""
    month = say_day(published[:7], "month") if published else "Date unknown"
    happened = f"{cited.report.outlet or quote_title(cited.report.title) or 'A report'}: {cited.headline}"
    return make(month, one_line(happened), words, facts, entry, day)


def dated(noun: str, number: int, day: str, certain: bool, changed: Change) -> Entry:
    """How a thing stands in a calendar and in a feed: by the day, month or year of what it is about."""
    on = read_day(day)
    unsure = "" if on and certain else say_day(day, "day", certain=certain) if day else "date unknown"
    revision, changed_at = changed
    return Entry(f"{noun}-{number}", on, unsure, changed_at, noun, revision)


def make(
    section: str, happened: str, words: Iterable[Words], facts: Iterable[Fact], entry: Entry, day: str = ""
) -> Passage:
    """A passage without what is empty."""
    return Passage(
        section,
        day[:1].upper() + day[1:],
        happened,
        tuple(each for each in words if each.text.strip()),
        tuple(fact for fact in facts if fact.value),
        entry,
    )


def say_state(state: str) -> str:
    """Where a claim stands, in words."""
    return "no answer yet" if state == "open" else one_line(state)


def say_outlet(place: Row) -> str:
    """The outlet, else the title."""
    return one_line(place["outlet"] or place["title"] or "a report without a title")


def say_place(place: Row) -> str:
    """Outlet, title and day."""
    day = say_day(place["published"], place["published_precision"], certain=bool(place["published_certain"]))
    parts = (place["outlet"], quote_title(place["title"]), day if place["published"] else "")
    return one_line(", ".join(part for part in parts if part)) or "a report without a title"


def say_first(claim: Row) -> str:
    """The day, month or year of the first publication, as exactly as it is known; "" where nothing is."""
    first = claim["first_published"]
    return say_day(first, "day", certain=bool(claim["first_published_certain"])) if first else ""


def say_lag(days: int) -> str:
    """From the first publication to our first answer."""
    if days == 0:
        return "on the same day"
    return f"{say_days(days)} {'after' if days > 0 else 'before'} publication"


def say_step(step: Row) -> str:
    """The day of a step of a request, and what it was."""
    return f"{say_day(step['occurred_on'], 'day')}{': ' + step['detail'] if step['detail'] else ''}"


def say_recorded(row: Row, zone: zoneinfo.ZoneInfo) -> Fact:
    """When and by whom it was recorded."""
    return Fact("Recorded", one_line(f"{say_time(row['recorded_at'], zone)} by {row['recorded_by']}"))
