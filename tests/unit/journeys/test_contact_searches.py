"""That nobody contacted us is said only where somebody looked and nothing that is recorded speaks against it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from desks import OUTLET, add_report
from mediawatch.errors import InputError, NotAllowed, NotFound
from mediawatch.journeys.contact_searches import SearchGiven, add_search
from mediawatch.journeys.contacts import ContactGiven, ContactPlace, add_contact
from mediawatch.journeys.correct import reinstate, set_fields, withdraw
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.right_of_reply import read_right_of_reply
from mediawatch.journeys.safety import verify_record
from mediawatch.model import Ref

LOOKED = SearchGiven(
    places=["mailboxes", "call log"], since="2026-02-01", on="2026-03-05", searched_by="Ada Okafor"
)
CALL = ContactGiven(direction="in", channel="telephone", on="2026-03-03", summary="Asked for figures.")
NONE = "The Saltmere Courier did not contact us before publication; searched on 5 March 2026: mailboxes, call log"


@pytest.fixture
def desk(courier_desk: Desk) -> Desk:
    """A desk with one report."""
    return courier_desk


def told(desk: Desk, audience: Any = "_counsel") -> list[str]:
    found = read_right_of_reply(desk.record.db, 1, ZoneInfo("Europe/London"), audience)
    return [one.said for one in (*found.before, *found.searches, *found.after)]


def test_a_search_is_recorded_once_and_told(desk: Desk) -> None:
    done = add_search(desk, 1, LOOKED)
    assert (str(done.ref), done.new, done.said, done.warnings) == ("contact search 1", True, NONE, ())
    again = add_search(desk, 1, LOOKED)
    assert (again.search, again.new) == (1, False)
    assert told(desk) == [NONE]
    events = desk.record.db.execute("SELECT verb FROM events WHERE ref = 'contact search 1'").fetchall()
    assert events == [("searched",)]
    assert verify_record(desk).ok


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"places": []}, "not said where"),
        ({"places": [" "]}, "not said where"),
        ({"since": "2026-03"}, "not one day"),
        ({"since": "2026-03-04", "until": "2026-03-01"}, "before they begin"),
        ({"until": "2026-03-09"}, "cannot have looked"),
        ({"since": "2026-03-05", "until": "2026-03-05"}, "after r1 was published"),
        ({"on": "2199-01-01"}, "in the future"),
        ({"on": "2026-03-03"}, "cannot have looked"),
    ],
)
def test_a_search_that_cannot_be_is_refused(desk: Desk, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        add_search(desk, 1, replace(LOOKED, **changes))
    assert told(desk) == []


def test_of_a_report_without_a_day_it_must_be_said_up_to_when(desk: Desk) -> None:
    other = add_report(desk, "https://courier.example/b", published="")
    with pytest.raises(InputError, match="not known"):
        add_search(desk, other, LOOKED)
    assert add_search(desk, other, replace(LOOKED, until="2026-03-04")).new
    with pytest.raises(NotFound):
        add_search(desk, 99, LOOKED)


def test_days_that_end_before_publication_are_pointed_out(desk: Desk) -> None:
    (warning,) = add_search(desk, 1, replace(LOOKED, until="2026-03-01")).warnings
    assert "what came in between was not looked for" in warning


def test_none_found_is_refused_where_a_contact_is_recorded(desk: Desk) -> None:
    add_contact(desk, ContactPlace(report=1), CALL)
    with pytest.raises(NotAllowed, match=r"They did contact us before r1 was published: k1"):
        add_search(desk, 1, LOOKED)
    done = add_search(desk, 1, replace(LOOKED, found=True))
    assert done.said == (
        "A search on 5 March 2026 found that The Saltmere Courier had contacted us before publication: mailboxes, "
        "call log"
    )


def test_none_found_asks_first_what_came_on_the_day_itself(desk: Desk) -> None:
    add_contact(desk, ContactPlace(report=1), replace(CALL, on="2026-03-04"))
    with pytest.raises(NotAllowed, match="before or after"):
        add_search(desk, 1, LOOKED)
    set_fields(desk, Ref("k", 1), {"stage": "after"})
    assert add_search(desk, 1, LOOKED).new


def test_what_comes_to_light_later_stands_beside_the_search(desk: Desk) -> None:
    add_search(desk, 1, LOOKED)
    done = add_contact(desk, ContactPlace(report=1), CALL)
    assert any("Contact search 1 had found no approach" in warning for warning in done.warnings)
    assert told(desk) == [
        "The Saltmere Courier rang us on 3 March 2026, before publication",
        "A search on 5 March 2026 found no contact by The Saltmere Courier before publication: mailboxes, call log; "
        "one was recorded besides",
    ]
    withdraw(desk, Ref("k", 1), "another trust was meant")
    assert told(desk) == [NONE]


@pytest.mark.parametrize("level", ["confidential", "privileged"])
def test_nobody_is_told_that_they_did_not_ask_where_a_secret_contact_says_they_did(
    desk: Desk, level: Any
) -> None:
    add_search(desk, 1, LOOKED)
    add_contact(desk, ContactPlace(report=1, level=level), CALL)
    assert told(desk, "") == []
    assert len(told(desk, "_counsel")) == 2


def test_what_makes_one_doubt_is_pointed_out(desk: Desk) -> None:
    add_contact(desk, ContactPlace(report=1), replace(CALL, direction="out"))
    add_contact(desk, ContactPlace(outlet=OUTLET), replace(CALL, on="2026-03-02"))
    first, second = add_search(desk, 1, LOOKED).warnings
    assert first == "k1 went out to them before publication: was it an answer?"
    assert "k2 came from The Saltmere Courier on 2026-03-02 and is about no report" in second


def test_found_without_a_contact_asks_for_it(desk: Desk) -> None:
    done = add_search(desk, 1, replace(LOOKED, found=True))
    assert done.said.endswith("; the contact itself is not recorded")
    assert "contact add --in --report 1" in done.warnings[0]


def test_a_search_is_withdrawn_and_comes_back(desk: Desk) -> None:
    add_search(desk, 1, LOOKED)
    ref = Ref("contact search", 1)
    withdraw(desk, ref, "the call log was not looked at")
    assert told(desk) == []
    reinstate(desk, ref)
    assert told(desk) == [NONE]
    assert verify_record(desk).ok


def test_whoever_records_it_looked_today_unless_said(desk: Desk) -> None:
    add_search(desk, 1, SearchGiven(places=["mailboxes"], since="2026-02-01"))
    row = desk.record.db.execute("SELECT searched_by, searched_on, until FROM contact_searches").fetchone()
    assert row == ("Noor Whitlock", desk.actor().today, "2026-03-04")
