"""What is known of a citation beside its words: who, where, when, and what a person says of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from mediawatch.cited import Cited, CitedWork, OtherPlace
    from mediawatch.model import Precision


def list_facts(cited: Cited, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    """Labels and values, in the order to read them."""
    from mediawatch.exporters.moments import say_day, say_time

    report = cited.report
    day = say_day(report.published, report.published_precision, certain=report.published_certain)
    where = ", ".join(part for part in (report.outlet, day) if part)
    yield "they", f"r{report.number} {quote_title(report.title)} ({where})\n{report.address}".rstrip()
    if cited.work is not None:
        yield "ours", say_work(cited.work, zone)
    yield (
        "who was first",
        {"ours": "we were", "theirs": "they were: we quote them", "unknown": ""}[cited.first],
    )
    yield (
        "who speaks",
        {"ours": "they give the words as ours", "other": "they let somebody else say it"}.get(
            cited.speaker, ""
        ),
    )
    yield (
        "stood there",
        {
            "then": "when they published",
            "before": "before they published; it had been changed by then",
            "after": "only after they published",
        }.get(cited.stood, ""),
    )
    if cited.since_changed:
        yield "since then", "our page was changed: its newest version no longer has the passage"
    if not cited.still_there:
        yield "their newest text", "no longer has these words"
    if cited.reprint:
        yield "reprint", "the report is hardly more than this passage, or has nearly all of our text"
    if cited.named_by:
        yield "named by", cited.named_by
    yield "links to", cited.address
    if cited.file:
        yield "picture", f"{cited.file} (SHA-256 {cited.file_digest})"
    ours = cited.work.number if cited.work else 0
    yield "also in", "\n".join(say_other(place) for place in cited.also if place.work != ours)
    yield (
        "read otherwise",
        "\n".join(
            f"as it was seen on {say_time(place.seen_from, zone)}: {place.grade}"
            for place in cited.also
            if place.work == ours
        ),
    )
    if cited.assessment is not None:
        # what it says stands under the headline
        yield "it rests on", "\n".join(cited.assessment.evidence)
    yield "claims", ", ".join(f"c{claim}" for claim in cited.claims)
    yield "evidence for", ", ".join(f"b{rebuttal}" for rebuttal in cited.rebuttals)
    yield "earlier grades", "\n".join(say_gradings(cited, zone))
    yield "found", f"{cited.found}, {say_day(cited.added_on, 'day')}, recorded by {cited.added_by}"
    yield "rejected", cited.rejected_why
    yield "withdrawn", cited.withdrawn_why


def quote_title(title: str) -> str:
    """A title in quotation marks that differ from its own."""
    return f"‘{title}’" if "“" in title else f"“{title}”"


def say_first(cited: Cited) -> str:
    """Who had the words first, and why that is not known."""
    if cited.first == "ours":
        return "we were"
    if cited.first == "theirs":
        return "they were: we quote them"
    if not cited.grade or cited.work is None:
        return ""
    undated = [
        f"{ref} has no date: mediawatch set {ref} --published DATE"
        for ref, published in (
            (f"r{cited.report.number}", cited.report.published),
            (f"w{cited.work.number}", cited.work.published),
        )
        if not published
    ]
    return "; ".join(["not known", *undated])


def say_other(place: OtherPlace) -> str:
    """Another work with the same passage."""
    from mediawatch.exporters.moments import say_day

    day = f" ({say_day(place.published, PRECISION[len(place.published)])})" if place.published else ""
    grade = f", {place.grade} there" if place.grade else ""
    return f"w{place.work} {quote_title(place.title)}{day}{grade}"


PRECISION: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
"""How exactly a date is known, by its length."""


def say_work(work: CitedWork, zone: ZoneInfo) -> str:
    """The work, and when the version stood that was compared."""
    from mediawatch.exporters.moments import say_day, say_time

    day = say_day(work.published, work.published_precision, certain=work.published_certain)
    lines = [f"w{work.number} {quote_title(work.title)} ({day})", work.address]
    if work.stood_from:
        until = f", changed by {say_time(work.stood_until, zone)}" if work.stood_until else ""
        lines.append(f"as it was seen on {say_time(work.stood_from, zone)}{until}")
    if work.retired_on:
        lines.append(f"retired on {say_day(work.retired_on, 'day')}")
    return "\n".join(line for line in lines if line)


def say_gradings(cited: Cited, zone: ZoneInfo) -> Iterator[str]:
    """Every grading but the newest."""
    from mediawatch.exporters.moments import say_time

    for each in cited.gradings[1:]:
        flags = f" ({', '.join(each.flags)})" if each.flags else ""
        of = f" beside w{each.work}" if each.work else ""
        yield f"{each.grade or 'not compared'}{flags}{of}, {say_time(each.graded_at, zone)}"
