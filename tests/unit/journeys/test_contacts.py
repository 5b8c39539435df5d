"""A contact is recorded as it was, once, and nothing about it contradicts the rest of the record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desks import OUTLET, add_report
from mediawatch.errors import InputError, NotAllowed, NotFound
from mediawatch.journeys.claims import PinOptions, add_claim
from mediawatch.journeys.contacts import ContactDone, ContactGiven, ContactPlace, add_contact, read_contacts
from mediawatch.journeys.correct import set_fields, withdraw
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.requests import RequestOptions, add_request
from mediawatch.journeys.safety import verify_record
from mediawatch.model import Ref
from mediawatch.store.contacts import read_files
from mediawatch.store.markings import read_level

CALL = ContactGiven(
    direction="in", channel="telephone", on="2026-03-03 16:02", them="Carys Lund", us="Ines Calloway",
    deadline="18:00", summary="Asked how many tenants had to leave.",
)  # fmt: skip
HERE = ContactPlace(report=1)


@pytest.fixture
def desk(courier_desk: Desk) -> Desk:
    """A desk with one report."""
    return courier_desk


def row(desk: Desk, contact: int) -> dict[str, Any]:
    (found,) = [each for each in read_contacts(desk.record.db, 1) if each["contact"] == contact]
    return found


def test_everything_that_was_said_is_there(desk: Desk, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Ms Calloway", encoding="utf-8")
    done = add_contact(
        desk, HERE, replace(CALL, files=[str(letter)], text="Dear Ms Calloway,\n\nwe will say …")
    )
    assert done == ContactDone(
        1,
        True,
        "The Saltmere Courier asked us on 3 March 2026, 16:02, for an answer by 18:00 the same day "
        "(1 hour 58 minutes), before publication",
    )
    found = row(desk, 1)
    assert {key: found[key] for key in ("direction", "channel", "them", "us", "outlet", "stage", "files")} == {
        "direction": "in", "channel": "telephone", "them": "Carys Lund", "us": "Ines Calloway", "outlet": OUTLET,
        "stage": "before", "files": 1,
    }  # fmt: skip
    (file,) = read_files(desk.record.db, 1)
    assert (file["name"], file["media_type"], file["length"]) == ("letter.txt", "text/plain", 16)
    assert verify_record(desk).ok


def test_the_same_contact_twice_adds_nothing_and_says_so(desk: Desk) -> None:
    add_contact(desk, HERE, CALL)
    events = desk.record.db.execute("SELECT count(*) FROM events").fetchone()
    again = add_contact(desk, HERE, CALL)
    assert (again.contact, again.new) == (1, False)
    assert desk.record.db.execute("SELECT count(*) FROM events").fetchone() == events
    withdraw(desk, Ref("k", 1), "entered for the wrong report")
    assert add_contact(desk, HERE, CALL).contact == 2, "a number is never used again"


@pytest.mark.parametrize(
    ("on", "stage", "derived"),
    [
        ("2026-03-03", "unknown", "before"),
        ("2026-03-05", "unknown", "after"),
        ("2026-03-04", "unknown", "unknown"),
        ("2026-03-04", "before", "before"),
        ("2026-03-04", "after", "after"),
        ("2026-03-03", "before", "before"),
    ],
)
def test_before_or_after_follows_from_the_days(desk: Desk, on: str, stage: Any, derived: str) -> None:
    done = add_contact(desk, replace(HERE, stage=stage), replace(CALL, on=on))
    assert row(desk, 1)["stage"] == derived
    assert any("--stage before" in warning for warning in done.warnings) == (derived == "unknown")


@pytest.mark.parametrize(("on", "stage"), [("2026-03-03", "after"), ("2026-03-05", "before")])
def test_what_contradicts_the_day_of_publication_is_refused_and_leaves_nothing(
    desk: Desk, on: str, stage: Any
) -> None:
    with pytest.raises(NotAllowed, match="r1 was published"):
        add_contact(desk, replace(HERE, stage=stage), replace(CALL, on=on))
    assert read_contacts(desk.record.db, 1) == []


def test_a_guessed_day_of_publication_decides_nothing(desk: Desk) -> None:
    number = add_report(desk, "https://courier.example/b", certain=False)
    add_contact(desk, ContactPlace(report=number, stage="after"), CALL)
    (found,) = read_contacts(desk.record.db, number)
    assert found["stage"] == "after"


def test_a_month_of_publication_decides_what_lies_outside_it(desk: Desk) -> None:
    set_fields(desk, Ref("r", 1), {"published": "2026-03"})
    for on, stage in (("2026-02-27", "before"), ("2026-03-01", "unknown"), ("2026-04-01", "after")):
        done = add_contact(desk, HERE, replace(CALL, on=on, deadline=""))
        assert row(desk, done.contact)["stage"] == stage


def test_a_corrected_day_of_publication_is_followed(desk: Desk) -> None:
    add_contact(desk, HERE, CALL)
    set_fields(desk, Ref("r", 1), {"published": "2026-03-02"})
    assert row(desk, 1)["stage"] == "after"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"summary": " \n"}, "few words"),
        ({"on": "2199-01-01"}, "in the future"),
        ({"on": "3/4/2026"}, "two ways"),
        ({"on": "2026-03-29 01:30", "deadline": ""}, "never was"),
        ({"deadline": "15:00"}, "lies before the contact"),
        ({"deadline": "2026-03-02"}, "lies before the contact"),
        ({"channel": "pigeon"}, "cannot be said with --channel"),
        ({"direction": "sideways"}, "cannot be said with --direction"),
        ({"files": ["nowhere.pdf"]}, "cannot be read"),
        ({"files": ["."]}, "cannot be read"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(desk: Desk, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        add_contact(desk, HERE, replace(CALL, **changes))
    assert desk.record.db.execute("SELECT count(*) FROM contacts").fetchone()[0] == 0


def test_a_contact_is_with_somebody_about_something(desk: Desk) -> None:
    with pytest.raises(InputError, match="with whom or about what"):
        add_contact(desk, ContactPlace(), CALL)
    for place in (ContactPlace(report=9), ContactPlace(request=9), ContactPlace(exchange=9)):
        with pytest.raises(NotFound):
            add_contact(desk, place, CALL)
    done = add_contact(desk, ContactPlace(outlet="A New Paper"), CALL)
    assert done.said.startswith("A New Paper asked us")


def test_a_contact_about_a_request_is_about_its_report(desk: Desk) -> None:
    other = add_report(desk, "https://courier.example/b")
    add_claim(desk, 1, "It is said.", PinOptions("The Saltmere Trust."))
    asked = RequestOptions(kind="correction", addressee="publisher")
    add_request(desk, ["1"], asked, on="2026-03-06", text="Please correct it.")
    done = add_contact(
        desk, ContactPlace(request=1), replace(CALL, on="2026-03-06", direction="out", deadline="")
    )
    assert row(desk, done.contact)["request"] == 1
    with pytest.raises(InputError, match="q1 is about nothing in r2"):
        add_contact(desk, ContactPlace(report=other, request=1), replace(CALL, on="2026-03-06"))


def test_a_call_goes_on_from_a_mail_and_takes_over_what_it_is_about_and_who_may_see_it(desk: Desk) -> None:
    first = add_contact(desk, replace(HERE, level="confidential"), CALL)
    second = add_contact(
        desk,
        ContactPlace(exchange=first.contact),
        replace(CALL, direction="out", on="2026-03-03 17:00", deadline=""),
    )
    assert second.level == "confidential"
    assert any("as the rest of its exchange is" in warning for warning in second.warnings)
    assert {each["exchange"] for each in read_contacts(desk.record.db, 1)} == {1}
    assert read_level(desk.record.db, Ref("k", 2)) == "confidential"
    assert verify_record(desk).ok


def test_who_of_us_is_whoever_acts_unless_said(desk: Desk) -> None:
    add_contact(desk, HERE, replace(CALL, us=""))
    assert row(desk, 1)["us"] == "Noor Whitlock"


@pytest.mark.parametrize(
    ("fields", "column", "value"),
    [
        ({"them": " Hattie\nRenshaw "}, "them", "Hattie Renshaw"),
        ({"direction": "out"}, "direction", "out"),
        ({"channel": "in person"}, "channel", "in person"),
        ({"on": "2026-03-02 10:00"}, "occurred_at", "2026-03-02T10:00:00+00:00"),
        ({"on": "2026-03-02", "deadline": "2026-03-03"}, "deadline", "2026-03-03"),
        ({"deadline": ""}, "deadline", ""),
        ({"summary": "Asked for figures.\n"}, "summary", "Asked for figures."),
        ({"subject": "Figures"}, "subject", "Figures"),
        ({"outlet": "Another Paper"}, "outlet", "Another Paper"),
    ],
)
def test_each_field_can_be_set(desk: Desk, fields: dict[str, str], column: str, value: str) -> None:
    add_contact(desk, HERE, CALL)
    changed = set_fields(desk, Ref("k", 1), fields)
    assert changed.after
    assert row(desk, 1)[column] == value
    assert set_fields(desk, Ref("k", 1), fields).after == {}
    assert verify_record(desk).ok


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"summary": " "}, "cannot be empty"),
        ({"report": "9"}, "no report r9"),
        ({"report": "c1"}, "a report is asked for"),
        ({"on": "2026-03-03 19:00"}, "lies before the contact"),
        ({"stage": "after"}, "before r1 was published"),
        ({"report": ""}, "is about a report, a request or an outlet"),
        ({"exchange": "k1"}, "cannot belong with itself"),
        ({"title": "x"}, "cannot be set on k1"),
        ({"channel": "pigeon"}, "cannot be said"),
    ],
)
def test_what_cannot_be_set_changes_nothing(desk: Desk, fields: dict[str, str], said: str) -> None:
    add_contact(desk, HERE, CALL)
    before = row(desk, 1)
    with pytest.raises(InputError, match=said):
        set_fields(desk, Ref("k", 1), fields)
    assert row(desk, 1) == before


def test_a_deadline_counts_as_a_day_of_the_record_where_no_time_is_known(desk: Desk) -> None:
    desk.record.db.execute("UPDATE organisation SET timezone = 'Pacific/Kiritimati'")
    desk.timezone = "Pacific/Kiritimati"
    # 09:00 there is still the day before in UTC
    done = add_contact(desk, HERE, replace(CALL, on="2026-03-03", deadline="09:00"))
    assert "by 09:00 the same day" in done.said
