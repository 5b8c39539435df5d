"""Contacts and searches, told so that somebody understands them who was not there."""

from __future__ import annotations

import json
import zoneinfo
from dataclasses import replace
from typing import Any

import pytest

from mediawatch.exporters.contacts import (
    Exchange,
    LookedFor,
    exchange_of,
    say_entry,
    say_exchange,
    say_period,
    say_search,
    say_span,
    search_of,
)
from mediawatch.model import TimelineEntry

LONDON = zoneinfo.ZoneInfo("Europe/London")
ASKED = Exchange(
    incoming=True, channel="mail", outlet="The Saltmere Courier", them="Carys Lund", us="Noor Whitlock",
    occurred_on="2026-03-03", occurred_at="2026-03-03T16:02:00+00:00", deadline="2026-03-03T18:00:00+00:00",
    stage="unknown",
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "The Saltmere Courier asked us on 3 March 2026, 16:02, for an answer by 18:00 the same day "
             "(1 hour 58 minutes)"),
        ({"stage": "before"}, "The Saltmere Courier asked us on 3 March 2026, 16:02, for an answer by 18:00 the same "
                              "day (1 hour 58 minutes), before publication"),
        ({"deadline": "2026-03-04T10:00:00+00:00"}, "The Saltmere Courier asked us on 3 March 2026, 16:02, for an "
                                                    "answer by 10:00 on 4 March 2026 (17 hours 58 minutes)"),
        ({"deadline": "2026-03-05"}, "The Saltmere Courier asked us on 3 March 2026, 16:02, for an answer by "
                                     "5 March 2026 (2 days)"),
        ({"deadline": "2026-03-03"}, "The Saltmere Courier asked us on 3 March 2026, 16:02, for an answer the same "
                                     "day"),
        ({"occurred_at": ""}, "The Saltmere Courier asked us on 3 March 2026 for an answer by 18:00 the same day"),
        ({"incoming": False}, "We asked The Saltmere Courier on 3 March 2026, 16:02, for an answer by 18:00 the same "
                              "day (1 hour 58 minutes)"),
        ({"deadline": ""}, "The Saltmere Courier wrote to us by mail on 3 March 2026, 16:02"),
        ({"deadline": "", "outlet": ""}, "Carys Lund wrote to us by mail on 3 March 2026, 16:02"),
        ({"deadline": "", "outlet": "", "them": ""}, "Somebody wrote to us by mail on 3 March 2026, 16:02"),
        ({"deadline": "", "channel": "telephone", "stage": "after"},
         "The Saltmere Courier rang us on 3 March 2026, 16:02, after publication"),
        ({"deadline": "", "channel": "telephone", "incoming": False},
         "We rang The Saltmere Courier on 3 March 2026, 16:02"),
        ({"deadline": "", "channel": "in person", "incoming": False, "occurred_at": ""},
         "We spoke to The Saltmere Courier in person on 3 March 2026"),
        ({"deadline": "", "channel": "form", "incoming": False, "outlet": "The {Courier}"},
         "We wrote to The {Courier} through a form on 3 March 2026, 16:02"),
    ],
)  # fmt: skip
def test_a_contact_is_one_sentence(changes: dict[str, Any], said: str) -> None:
    assert say_exchange(replace(ASKED, **changes), LONDON) == said


@pytest.mark.parametrize("channel", ["mail", "letter", "telephone", "in person", "message", "form"])
@pytest.mark.parametrize("incoming", [True, False])
def test_every_channel_has_words_of_its_own(channel: str, incoming: bool) -> None:
    said = say_exchange(replace(ASKED, channel=channel, incoming=incoming, deadline=""), LONDON)
    assert "contacted" not in said


def test_the_time_that_was_given_is_counted_as_it_passed_not_as_the_clocks_show_it() -> None:
    # the clocks go forward in between
    night = replace(
        ASKED,
        occurred_on="2026-03-28",
        occurred_at="2026-03-28T22:00:00+00:00",
        deadline="2026-03-29T08:00:00+00:00",
    )
    assert say_exchange(night, LONDON).endswith(
        "on 28 March 2026, 22:00, for an answer by 09:00 on 29 March 2026 (10 hours)"
    )


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "less than a minute"), (59, "less than a minute"), (60, "1 minute"), (3600, "1 hour"),
        (7080, "1 hour 58 minutes"), (86400, "1 day"), (86400 + 59 * 60, "1 day"), (90000, "1 day 1 hour"),
        (2 * 86400 + 7200, "2 days 2 hours"), (-5, "less than a minute"),
    ],
)  # fmt: skip
def test_a_span_is_said_as_people_say_it(seconds: int, said: str) -> None:
    assert say_span(seconds) == said


SEARCH = LookedFor(
    outlet="The Saltmere Courier", searched_on="2026-03-05", searched_from="2026-02-01", searched_to="2026-03-04",
    searched_by="Ada Okafor", places=["mailboxes", "call log"], found=False, contact=0,
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "The Saltmere Courier did not contact us before publication; searched on 5 March 2026: mailboxes, "
             "call log"),
        ({"outlet": ""}, "The publisher did not contact us before publication; searched on 5 March 2026: mailboxes, "
                         "call log"),
        ({"contact": 9}, "A search on 5 March 2026 found no contact by The Saltmere Courier before publication: "
                         "mailboxes, call log; one was recorded besides"),
        ({"found": True, "contact": 9}, "A search on 5 March 2026 found that The Saltmere Courier had contacted us "
                                        "before publication: mailboxes, call log"),
        ({"found": True}, "A search on 5 March 2026 found that The Saltmere Courier had contacted us before "
                          "publication: mailboxes, call log; the contact itself is not recorded"),
    ],
)  # fmt: skip
def test_a_search_says_what_it_found_and_never_more(changes: dict[str, Any], said: str) -> None:
    assert say_search(replace(SEARCH, **changes)) == said


def test_the_days_that_were_searched_are_said() -> None:
    assert say_period(SEARCH) == "1 February 2026 to 4 March 2026"
    assert say_period(replace(SEARCH, searched_from="2026-03-04")) == "4 March 2026"


def make_entry(kind: str, particulars: str) -> TimelineEntry:
    return TimelineEntry(
        kind=kind, occurred_on="2026-03-03", precision="day", occurred_at="", recorded_at="", report=1, claim=0,
        rebuttal=0, request=0, outlet="The Courier", title="", address="", quote="", claim_text="", answer="", by="",
        detail="", captured_at="", digest="", lag_days=None, contact=9, particulars=particulars,
    )  # fmt: skip


@pytest.mark.parametrize(
    "particulars", ["", "{", "[]", "null", '{"channel": 7, "places": "x", "contact": "y"}']
)
@pytest.mark.parametrize(
    "kind", ["they contacted us", "we contacted them", "no contact found", "contact found"]
)
def test_an_entry_whose_particulars_are_spoilt_is_still_told(kind: str, particulars: str) -> None:
    assert "The Courier" in say_entry(make_entry(kind, particulars), LONDON)


def test_rows_of_the_views_and_entries_of_the_timeline_say_the_same() -> None:
    row = {
        "direction": "in", "channel": "mail", "outlet": "The Courier", "them": "Carys", "us": "Noor",
        "occurred_on": "2026-03-03", "occurred_at": "", "deadline": "2026-03-04", "stage": "before", "subject": "",
    }  # fmt: skip
    entry = make_entry("they contacted us", json.dumps(row))
    assert say_exchange(exchange_of(row), LONDON) == say_entry(entry, LONDON)
    searched = {
        "outlet": "The Courier", "searched_on": "2026-03-03", "searched_from": "2026-02-01",
        "searched_to": "2026-03-03", "searched_by": "Ada", "places": '["mailboxes"]', "found": 0, "contact": 0,
    }  # fmt: skip
    told = make_entry("no contact found", json.dumps({**searched, "places": ["mailboxes"]}))
    assert say_search(search_of(searched)) == say_entry(told, LONDON)
