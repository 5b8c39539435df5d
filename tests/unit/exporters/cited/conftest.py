"""A citation as the record gives it, and one made of what strangers write."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mediawatch.cited import Assessed, Cited, CitedWork, CitingReport, Missing, Run
from mediawatch.model import Span, TimelineHead

NASTY = (
    "50% of {all} $5 & #1 \\emph{x} _a_ ~b^ <script>alert(1)</script> | “q” \u202eevil\u202c *b* [l](javascript:x)\n"
    "ER  - "
)


@pytest.fixture
def head() -> TimelineHead:
    return TimelineHead(
        organisation="Harbour Lane & Friends",
        timezone="Europe/London",
        filters=(("outlet", "The Courier"),),
        made_at="2026-04-01T09:00:00+00:00",
        made_by="Ada Okafor",
        left_out=(),
        chain_head="ab" * 32,
        chain_length=12,
        version="0.1.0",
        record_uuid="6d5931a1-0000-4000-8000-000000000001",
    )


@pytest.fixture
def work() -> CitedWork:
    return CitedWork(
        number=2, title="Winter figures", short_title="Figures", address="https://harbour-lane.example/figures",
        published="2026-02", published_precision="month", published_certain=True, doi="10.5555/12345678",
        isbn="9780000000002", retired_on="", capture=18, captured_at="2026-03-06T09:29:58+00:00", digest="cd" * 32,
        text=11, stood_from="2026-03-06T09:29:58+00:00", stood_until="",
    )  # fmt: skip


@pytest.fixture
def cited(work: CitedWork) -> Cited:
    report = CitingReport(
        number=12, title="Advice centre closes", authors="Carys Lund, Óscar Vega", outlet="The Courier",
        address="https://courier.example/a?b=1&c=2", published="2026-03-04", published_precision="day",
        published_certain=True, capture=15, captured_at="2026-03-04T17:45:09+00:00", digest="9c" * 32, text=9,
        role="article",
    )  # fmt: skip
    return Cited(
        number=5, kind="quotation", found="by machine", report=report, work=work, quote="turned nobody", prefix="it ",
        suffix=", it", start=310, end=323, parts=(Span(310, 323),), their_context="It says “turned nobody”.",
        address="", grade="cut off", others=("elided",), flags=("negation",), passage="turned nobody away",
        passages=(Span(3, 21),), whole="We turned nobody away in winter.", whole_span=Span(0, 32), before="", after="",
        said=(Run("turned nobody", "same"),),
        written=(Run("We ", "left out"), Run("turned nobody", "same"), Run(" away in winter.", "left out")),
        pieces=(), left_out=(Missing("away in winter.", "after", False, Span(17, 32)),), speaker="ours", first="ours",
        stood="stood", since_changed=False, still_there=True, reprint=False, named_by="", named_work=0, also=(),
        gradings=(), assessment=Assessed("misleading", "The rest says the opposite.", "Ada Okafor", "2026-03-07", ()),
        claims=(7,), rebuttals=(), file="", file_digest="", added_on="2026-03-05", added_by="Ada Okafor",
    )  # fmt: skip


@pytest.fixture
def nasty(cited: Cited) -> Cited:
    """A report in which every word is a stranger's attempt at something."""
    report = replace(cited.report, number=13, title=NASTY, authors=NASTY, outlet=NASTY)
    run = Run(NASTY, "inserted")
    return replace(
        cited, number=6, report=report, quote=NASTY, said=(run,), work=None, whole="", assessment=None
    )
