"""Rows of a timeline in plain English, before any format has touched them.

Everything here is raw: the strings of strangers are escaped by the format that writes them.
"""

from __future__ import annotations

import hashlib
import re
import zoneinfo
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import get_args

from mediawatch.exporters import contacts
from mediawatch.exporters.moments import find_zone, say_day, say_days, say_time
from mediawatch.exporters.passage import Entry, Fact, Passage, Words
from mediawatch.model import Stance, TimelineEntry, TimelineHead

TITLE = "Rebuttal timeline"
NOTHING = "Nothing in the record fits these filters."
LEFT_OUT = "What was left out"
NOTHING_LEFT_OUT = "Nothing was left out."
FILTERED_OUT = "Whatever does not fit the filters"
CHAIN = "What this rests on"

OUTCOMES: dict[str, tuple[str, str]] = {
    "corrected": ("{} corrected it", "It was corrected"),
    "clarified": ("{} clarified it", "It was clarified"),
    "replied": ("{} replied", "There was a reply"),
    "apologised": ("{} apologised", "There was an apology"),
    "removed": ("{} removed it", "It was removed"),
    "refused": ("{} refused", "It was refused"),
    "no answer": ("No answer from {}", "No answer came"),
}
"""Outcomes of a request, with and without the name of whom we asked."""

STEPS: dict[str, tuple[str, str]] = {
    "request acknowledged": ("{} acknowledged our request", "Our request was acknowledged"),
    "request refused": ("{} refused our request", "Our request was refused"),
    "request offered": ("{} made an offer", "An offer was made"),
    "request agreed": ("We and {} agreed", "There was an agreement"),
    "request ruled": ("{} ruled on our request", "There was a ruling on our request"),
    "request appealed": ("We appealed to {}", "We appealed"),
    "request closed": ("Our request to {} was closed", "Our request was closed"),
}
"""Steps of a request, with and without the name of whom we asked."""

STANCES: tuple[str, ...] = get_args(Stance)

DELIVERED = ("answered", "sent", "published by us")


def tell(entry: TimelineEntry, zone: zoneinfo.ZoneInfo) -> Passage:
    """What happened, who said what, and the particulars that prove it; times on the clocks of `zone`."""
    day = _capital(say_day(entry.occurred_on, entry.precision, certain=entry.certain))
    on = read_day(entry.occurred_on) if entry.precision == "day" else None
    return Passage(
        section=say_day(entry.occurred_on[:7], "month") if entry.occurred_on else "Date unknown",
        day=day,
        happened=one_line(_say_what(entry, zone)),
        words=tuple(_whose_words(entry)),
        facts=tuple(fact for fact in _particulars(entry, zone) if fact.value),
        entry=Entry(
            _name(entry), on, "" if on and entry.certain else day, entry.recorded_at, kind=entry.kind
        ),
    )


def tell_all(head: TimelineHead, entries: Iterable[TimelineEntry]) -> Iterator[Passage]:
    """The same for a whole timeline, one at a time, none with the key of another."""
    zone = find_zone(head.timezone)
    seen: Counter[str] = Counter()
    for entry in entries:
        passage = tell(entry, zone)
        key = passage.entry.key
        yield replace(passage, entry=replace(passage.entry, key=f"{key}-{seen[key]}"))
        seen[key] += 1


def read_day(value: str) -> date | None:
    """An ISO day; None for a month, a year or nothing."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _name(entry: TimelineEntry) -> str:
    """What an entry is called in every export, as long as the record lasts."""
    about = (
        entry.kind, entry.occurred_on, entry.report, entry.claim, entry.rebuttal, entry.request, entry.contact,
        entry.citation, entry.contact_search, entry.recorded_at, entry.detail,
    )  # fmt: skip
    # "surrogatepass": a name is made of whatever a record holds, also of what no file could
    return hashlib.sha256("\x00".join(map(str, about)).encode(errors="surrogatepass")).hexdigest()[:24]


def introduce(head: TimelineHead, zone: zoneinfo.ZoneInfo) -> tuple[Fact, ...]:
    """The cover: whose timeline this is, what was asked for, and who made it when."""
    filters = "; ".join(f"{name}: {value}" for name, value in head.filters)
    facts = (
        Fact("Organisation", one_line(head.organisation)),
        Fact("Confidentiality", one_line(head.confidentiality)),
        Fact("Filters", one_line(filters) or "none"),
        Fact("Made", one_line(f"{say_time(head.made_at, zone)} by {head.made_by}")),
        Fact("Days and times", f"in the record's time zone, {head.timezone}"),
        Fact("Program", f"mediawatch {head.version}" if head.version else ""),
    )
    return tuple(fact for fact in facts if fact.value)


def say_left_out(head: TimelineHead) -> tuple[str, ...]:
    """What is not in the timeline, a line for each kind; empty when it holds everything."""
    filtered = (FILTERED_OUT,) if head.filters else ()
    return (*filtered, *(one_line(said) for said in head.left_out))


def has_history(head: TimelineHead) -> bool:
    """Whether there is an event whose hash can be shown; a chain without one begins with zeros."""
    return head.chain_length > 0 and bool(one_line(head.chain_head))


def say_chain(head: TimelineHead) -> tuple[str, ...]:
    """What the chain's head shows, and what it does not, in sentences."""
    if not has_history(head):
        return ("The record has no history yet, so there is no head of its chain to compare.",)
    events = "1 event" if head.chain_length == 1 else f"{head.chain_length:,} events"
    return (
        f"The record's history had {events} when this was made. Each event carries a hash that covers the one "
        "before it, so the hash of the last stands for them all.",
        "This shows consistency only: it does not show who wrote the record, nor that what it says is true, and "
        "somebody who rewrote the whole history could make a chain that agrees with itself.",
        "To rely on it, compare it with the hash of the same event in a copy kept elsewhere: an earlier export, "
        "a mail, a time stamp. Where they are equal, nothing up to that event was changed in between.",
    )


def say_all(head: TimelineHead) -> tuple[str, ...]:
    """Cover and end, a line for each thing, for a format that has one place for both."""
    facts = [f"{fact.label}: {fact.value}" for fact in introduce(head, find_zone(head.timezone))]
    left_out = [f"{LEFT_OUT}: {said}" for said in say_left_out(head)] or [NOTHING_LEFT_OUT]
    chain = [f"Head of the record's chain: {head.chain_head}"] if has_history(head) else []
    return (*facts, *left_out, *chain, *say_chain(head))


def one_line(text: str) -> str:
    """The text with line breaks and tabs, and the spaces round them, as single spaces."""
    if "\n" not in text and "\t" not in text and "\r" not in text:
        return text.strip(" ")
    pieces = (piece.strip(" ") for piece in re.split("[\\t\\r\\n]", text))
    return " ".join(piece for piece in pieces if piece)


_SAFE_LINK = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?"
    r"(?:[/?#][A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*)?"
)
"""The characters of RFC 3986 in an address with a plain host: no user name before an @ that could be taken
for a host, no letters that look like others."""


def is_safe_link(address: str) -> bool:
    """Whether an address may be made a link: http or https, nothing in it that misleads or breaks out."""
    if len(address) > 2000 or not _SAFE_LINK.fullmatch(address):
        return False
    # a Markdown reader decodes "&copy;" inside <…>, and the link would lead elsewhere
    return not re.search(r"&#?\w+;", address)


def _say_what(entry: TimelineEntry, zone: zoneinfo.ZoneInfo) -> str:
    title = quote_title(entry.title)
    where = ", ".join(part for part in (title, entry.outlet) if part)
    match entry.kind:
        case "published":
            named = title or "an untitled report"
            said = f"{entry.outlet} published {named}" if entry.outlet else f"{_capital(named)} was published"
            return f"{said}, {entry.detail}" if entry.detail else said
        case "found":
            mentions = f" ({entry.detail})" if entry.detail else ""
            return (
                f"Found and recorded by {entry.by or 'somebody'}: {where or 'an untitled report'}{mentions}"
            )
        case "claim made":
            return f"Claim made{f' in {where}' if where else ''}: {entry.claim_text}"
        case "quoted us":
            how = entry.detail.partition(";")[0]
            graded = f" ({how})" if how else ""
            return f"{entry.outlet or 'They'} quoted us{f' in {title}' if title else ''}{graded}"
        case "approved":
            version = f" ({entry.detail})" if entry.detail else ""
            return f"{_capital(_say_ours(entry))} was approved by {entry.by or 'somebody'}{version}"
        case "answered":
            with_it = f" with {_say_ours(entry)}" if title else ""
            how = f" ({entry.detail})" if entry.detail else ""
            return f"We answered{_say_answer_lag(entry.lag_days)}{with_it}{how}"
        case "sent" | "published by us":
            return _say_went(entry)
        case "asked":
            return ", ".join(part for part in (_capital(entry.detail) or "We asked", entry.outlet) if part)
        case "assessed":
            verdict, _, reason = entry.detail.partition(": ")
            return f"{entry.by or 'Somebody'} judged the claim {verdict}{f': {reason}' if reason else ''}"
        case kind if kind in STEPS:
            named, unnamed = STEPS[kind]
            return named.format(entry.outlet) if entry.outlet else unnamed
        case kind if kind in (*contacts.CONTACTS, *contacts.SEARCHES):
            return contacts.say_entry(entry, zone)
        case kind if kind in OUTCOMES:
            named, unnamed = OUTCOMES[kind]
            return named.format(entry.outlet) if entry.outlet else unnamed
        case kind:
            return f"{_capital(kind)}{f': {where}' if where else ''}"


def _say_ours(entry: TimelineEntry) -> str:
    """What of ours it was: an answer, or a statement with its title."""
    return f"our statement {quote_title(entry.title)}" if entry.title else "our answer"


def _say_went(entry: TimelineEntry) -> str:
    """Where one more delivery went. The detail says it as "sent to The Gazette by letter", "published on our site"."""
    went, _, _ = entry.detail.partition(_SUPERSEDED)
    for begins, said in (("sent", "We sent"), ("given", "We gave"), ("published", "We published")):
        if went.startswith(f"{begins} "):
            rest = went.removeprefix(begins).removesuffix(" by us")
            return f"{said} {_say_ours(entry)}{rest}"
    if entry.kind == "published by us":
        return f"We published {_say_ours(entry)}"
    return f"We sent {_say_ours(entry)}" + (f" to {entry.outlet}" if entry.outlet else "")


_SUPERSEDED = "; superseded on "
"""What may stand in the detail of a delivery behind where it went."""


def _whose_words(entry: TimelineEntry) -> list[Words]:
    what = "Our statement" if entry.title else "Our answer"
    ours = {"asked": "What we asked", "approved": f"{what}, as approved", "quoted us": "What we wrote"}.get(
        entry.kind, what if entry.kind in DELIVERED else "Our answer"
    )
    wording = entry.detail if entry.kind in (*OUTCOMES, *STEPS) else ""
    about = entry.detail if entry.kind in contacts.CONTACTS else ""
    found = (
        Words("Their words", entry.quote),
        Words(ours, entry.answer),
        Words("In these words", wording),
        Words("What it was about", about),
    )
    return [words for words in found if words.text]


def _particulars(entry: TimelineEntry, zone: zoneinfo.ZoneInfo) -> list[Fact]:
    numbers = (
        ("r", entry.report), ("c", entry.claim), ("b", entry.rebuttal), ("q", entry.request), ("x", entry.citation),
        ("k", entry.contact), ("contact search ", entry.contact_search),
    )  # fmt: skip
    in_sentence = entry.kind in ("found", "approved", "assessed")
    recorded = say_time(entry.recorded_at, zone)
    shown_claim = "" if entry.kind == "claim made" else entry.claim_text
    shown_detail = entry.detail if entry.kind not in (*_DETAIL_IS_SAID, "claim made") else ""
    if entry.kind == "quoted us":
        # the grade stands in the sentence
        shown_detail = entry.detail.partition("; ")[2]
    if entry.kind in ("sent", "published by us"):
        _, superseded, later = entry.detail.partition(_SUPERSEDED)
        shown_detail = f"{superseded}{later}".removeprefix("; ")
    shown_report = ", ".join(part for part in (entry.title, entry.outlet) if part)
    about_report = ("asked", *OUTCOMES, *contacts.CONTACTS, *contacts.SEARCHES)
    return [
        Fact("Report", one_line(shown_report if entry.kind in about_report and entry.title else "")),
        Fact("Claim", one_line(shown_claim)),
        Fact("Confidentiality", one_line(entry.confidentiality)),
        Fact("The report", one_line(_say_stance(entry.detail)) if entry.kind == "claim made" else ""),
        *_say_contact(entry),
        Fact("Details", one_line(shown_detail)),
        say_address("Our answer stands at" if entry.kind in DELIVERED else "Source", entry.address),
        Fact("Captured", say_time(entry.captured_at, zone) if entry.captured_at else ""),
        Fact("SHA-256 of what was captured", one_line(entry.digest), "code"),
        Fact("Lag", _say_lag(entry)),
        Fact("Time of day", "" if entry.contact else _when_it_differs(entry, zone)),
        Fact("Recorded", one_line(recorded if in_sentence or not entry.by else f"{recorded} by {entry.by}")),
        Fact("In the record", ", ".join(f"{letter}{number}" for letter, number in numbers if number)),
    ]


def _say_stance(detail: str) -> str:
    """ "asserts, Carys Lund, page 3" as "asserts it (Carys Lund, page 3)": what the report does with the claim."""
    stance, _, rest = detail.partition(", ")
    stance, semicolon, translation = stance.partition("; ")
    said = f"{stance} it" if stance in STANCES else stance
    return f"{said}{f' ({rest})' if rest else ''}{semicolon}{translation}"


def _say_contact(entry: TimelineEntry) -> list[Fact]:
    """Who spoke with whom and how; or who looked for an approach, and through which days."""
    if entry.kind in contacts.CONTACTS:
        exchange = contacts.read_exchange(entry)
        return [
            Fact("For them", one_line(exchange.them)),
            Fact("For us", one_line(exchange.us)),
            Fact("Channel", one_line(exchange.channel)),
            Fact("Subject", one_line(exchange.subject)),
        ]
    if entry.kind in contacts.SEARCHES:
        search = contacts.read_search(entry)
        return [
            Fact("Searched by", one_line(search.searched_by)),
            Fact("Days searched", one_line(contacts.say_period(search))),
        ]
    return []


_DETAIL_IS_SAID = (
    "published", "found", "approved", "answered", "assessed", "asked", *contacts.CONTACTS, *OUTCOMES, *STEPS,
)  # fmt: skip
"""Kinds whose detail stands in the sentence or among the words."""


def quote_title(title: str) -> str:
    """A title in quotation marks, single ones where it has double ones itself; "" without a title."""
    if not title:
        return ""
    return f"‘{title}’" if "“" in title else f"“{title}”"


def say_address(label: str, address: str) -> Fact:
    """An address, live where that is safe."""
    shown = one_line(address)
    return Fact(label, shown, "link" if is_safe_link(shown) else "code")


def _when_it_differs(entry: TimelineEntry, zone: zoneinfo.ZoneInfo) -> str:
    if not entry.occurred_at or entry.occurred_at == entry.recorded_at:
        return ""
    return say_time(entry.occurred_at, zone)


def _say_answer_lag(days: int | None) -> str:
    if days is None:
        return ""
    if days < 0:
        return f" {say_days(days)} before it was published"
    return " on the same day" if days == 0 else f" after {say_days(days)}"


def _say_lag(entry: TimelineEntry) -> str:
    """Outcomes are counted from the day we asked, everything else from the day the claim was published."""
    if entry.lag_days is None:
        return ""
    since, same = (
        ("we asked", "we asked") if entry.kind in (*OUTCOMES, *STEPS) else ("the claim", "of the claim")
    )
    if entry.lag_days == 0:
        return f"on the day {same}"
    return f"{say_days(entry.lag_days)} {'after' if entry.lag_days > 0 else 'before'} {since}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
