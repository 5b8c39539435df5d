"""Where an answer went: channel, recipient, address and time, and what that means for its claims."""

from __future__ import annotations

import pytest

from mediawatch.cli.rebuttal_out import CHANNELS as OFFERED
from mediawatch.errors import InputError, NotAllowed, NotFound
from mediawatch.journeys.approval import approve_rebuttal
from mediawatch.journeys.correct import withdraw
from mediawatch.journeys.deliveries import CHANNELS, Delivery, deliver_rebuttal, publish_rebuttal
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.rebuttals import add_rebuttal, change_rebuttal, supersede_rebuttal
from mediawatch.journeys.requests import RequestOptions, add_request
from mediawatch.journeys.timeline import TimelineFilters, read_timeline
from mediawatch.model import Ref
from mediawatch.store.rows import select_one
from mediawatch.store.verify import run_checks


@pytest.fixture
def approved(ama: Desk) -> Desk:
    """Rebuttal 1 answers claims 1 and 2, and is approved."""
    add_rebuttal(ama, [1, 2], "Nobody was turned away.")
    approve_rebuttal(ama, 1)
    return ama


@pytest.mark.parametrize(("told", "went"), [
    (Delivery("2026-03-06", address="https://www.harbourlane.example/news"), "published on our site"),
    (Delivery("2026-03-06", address="https://social.example/@us/1"), "published by us"),
    (Delivery("2026-03-06", channel="post", address="https://social.example/@us/1"), "published as a post"),
    (Delivery("2026-03-06"), "published by us"),
    (Delivery("2026-03-06", outlet="the gazette"), "sent to The Gazette"),
    (Delivery("2026-03-06", channel="letter", outlet="The Gazette", to="the editor"),
     "sent to The Gazette (the editor) by letter"),
    (Delivery("2026-03-06", channel="mail", to="letters@gazette.example"), "sent to letters@gazette.example by mail"),
    (Delivery("2026-03-06", channel="mail", to="the courier"), "sent to The Courier by mail"),
    (Delivery("2026-03-06", channel="telephone", outlet="The Gazette"), "given to The Gazette by telephone"),
    (Delivery("2026-03-06", channel="in person", to="Ms Lund"), "given to Ms Lund in person"),
    (Delivery("2026-03-06", channel="form", outlet="New Paper"), "sent to New Paper through a form"),
    (Delivery("2026-03-06", channel="mail"), "sent by mail"),
    (Delivery("2026-03-06", channel="telephone"), "given by telephone"),
])  # fmt: skip
def test_where_it_went_is_said_in_words(approved: Desk, told: Delivery, went: str) -> None:
    assert deliver_rebuttal(approved, 1, told).went == went
    _, entries = read_timeline(approved, TimelineFilters())
    (entry,) = [entry for entry in entries if entry.kind == "answered" and entry.claim == 1]
    assert entry.detail == went


def test_the_time_of_day_is_kept_in_utc_and_orders_the_day(approved: Desk) -> None:
    publish_rebuttal(approved, 1, on="2026-06-08", to="The Gazette", at="16:05")
    publish_rebuttal(approved, 1, on="2026-06-08", address="https://harbourlane.example/a", at="9.30")
    _, entries = read_timeline(approved, TimelineFilters(claim=1))
    delivered = [
        (entry.kind, entry.occurred_at) for entry in entries if entry.rebuttal and entry.kind != "approved"
    ]
    assert delivered == [("answered", "2026-06-08T08:30:00+00:00"), ("sent", "2026-06-08T15:05:00+00:00")]


@pytest.mark.parametrize(("on", "at", "why"), [
    ("2026-03-06", "25:00", "no time of day"),
    ("2026-03-06", "noon", "no time of day"),
    ("2026-03-29", "01:30", "clocks were changed"),
    ("2025-10-26", "01:30", "clocks were changed"),
    ("2026-03", "", "not one day"),
    ("31 February 2026", "", "no day 31"),
])  # fmt: skip
def test_a_time_that_is_none_is_refused(approved: Desk, on: str, at: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        publish_rebuttal(approved, 1, on=on, at=at)


def test_a_time_to_come_is_refused(approved: Desk) -> None:
    actor = approved.actor()
    if actor.now[11:16] < "22:00":
        with pytest.raises(InputError, match="lies in the future"):
            publish_rebuttal(approved, 1, on=actor.today, at="23:59")
    with pytest.raises(InputError, match="in the future"):
        publish_rebuttal(approved, 1, on="2999-01-01")


def test_our_own_site_is_nobody_s(approved: Desk) -> None:
    with pytest.raises(InputError, match="goes to nobody in particular"):
        deliver_rebuttal(approved, 1, Delivery("2026-03-06", channel="our site", outlet="The Gazette"))
    with pytest.raises(InputError, match="is no channel"):
        deliver_rebuttal(approved, 1, Delivery("2026-03-06", channel="pigeon"))
    assert tuple(OFFERED) == CHANNELS


def test_the_same_delivery_is_recorded_once_and_another_channel_is_another(approved: Desk) -> None:
    letter = Delivery("2026-03-06", channel="letter", outlet="The Gazette")
    deliver_rebuttal(approved, 1, letter)
    with pytest.raises(NotAllowed, match="recorded already"):
        deliver_rebuttal(approved, 1, letter)
    deliver_rebuttal(approved, 1, Delivery("2026-03-06", channel="mail", outlet="The Gazette"))


def test_a_delivery_belongs_to_a_request_that_is_there(approved: Desk) -> None:
    with pytest.raises(NotFound):
        deliver_rebuttal(approved, 1, Delivery("2026-03-06", channel="mail", to="X", request=7))
    with pytest.raises(NotFound):
        deliver_rebuttal(approved, 1, Delivery("2026-03-06", channel="mail", to="X", contact=7))
    add_request(approved, ["2"], RequestOptions("correction", "publisher"), on="2026-03-06")
    deliver_rebuttal(approved, 1, Delivery("2026-03-06", channel="mail", to="X", request=1))
    row = select_one(approved.record.db, "SELECT request_id, contact_id FROM deliveries")
    assert row == {"request_id": 1, "contact_id": None}


def test_a_draft_and_a_superseded_answer_do_not_go_out(approved: Desk) -> None:
    add_rebuttal(approved, [2], "A draft.")
    with pytest.raises(NotAllowed, match="not approved yet"):
        publish_rebuttal(approved, 2, on="2026-03-06")
    publish_rebuttal(approved, 1, on="2026-03-06")
    supersede_rebuttal(approved, 1, "Nobody was ever turned away.")
    approve_rebuttal(approved, 3)
    publish_rebuttal(approved, 3, on="2026-03-09")
    with pytest.raises(NotAllowed, match="superseded by b3"):
        publish_rebuttal(approved, 1, on="2026-03-10")
    assert not [failure for check in run_checks(approved.record.db) for failure in check.failures]


def test_what_is_published_is_not_edited_and_one_is_told_what_to_do(approved: Desk) -> None:
    publish_rebuttal(approved, 1, on="2026-03-06")
    with pytest.raises(NotAllowed, match="not edited") as refused:
        change_rebuttal(approved, 1, "Other words.")
    assert refused.value.advice.endswith("mediawatch rebuttal supersede 1")
    supersede_rebuttal(approved, 1, "Better words.")
    with pytest.raises(NotAllowed) as refused:
        change_rebuttal(approved, 1, "Other words.")
    assert refused.value.advice.endswith("mediawatch set b2 --text …")
    with pytest.raises(NotAllowed, match="b2 is being written"):
        supersede_rebuttal(approved, 1, "Others still.")
    approve_rebuttal(approved, 2)
    publish_rebuttal(approved, 2, on="2026-03-07")
    with pytest.raises(NotAllowed) as refused:
        change_rebuttal(approved, 1, "Other words.")
    assert refused.value.advice.endswith("mediawatch rebuttal supersede 2")
    with pytest.raises(NotAllowed, match="superseded already"):
        supersede_rebuttal(approved, 1, "Others still.")


def test_a_successor_that_was_withdrawn_takes_nobody_s_place(approved: Desk) -> None:
    publish_rebuttal(approved, 1, on="2026-03-06")
    supersede_rebuttal(approved, 1, "Better words.")
    withdraw(approved, Ref("b", 2), "not needed")
    assert supersede_rebuttal(approved, 1, "Better words still.").rebuttal == 3


def test_claims_of_an_answer_are_put_right_and_what_is_published_tells_it(approved: Desk) -> None:
    def states() -> dict[int, str]:
        return dict(approved.record.db.execute("SELECT claim, state FROM claims_overview"))

    publish_rebuttal(approved, 1, on="2026-03-06")
    assert states() == {1: "answered", 2: "answered"}
    change_rebuttal(approved, 1, claims=[1])
    assert states() == {1: "answered", 2: "open"}
    with pytest.raises(InputError, match="at least one claim"):
        change_rebuttal(approved, 1, claims=[])
    with pytest.raises(NotFound):
        change_rebuttal(approved, 1, claims=[9])
    told = approved.record.db.execute("SELECT count(*) FROM events WHERE verb = 'answers'").fetchone()
    change_rebuttal(approved, 1, claims=[1])
    assert (
        approved.record.db.execute("SELECT count(*) FROM events WHERE verb = 'answers'").fetchone()
        == told
        == (1,)
    )
    assert not [failure for check in run_checks(approved.record.db) for failure in check.failures]
    approved.record.db.execute("INSERT INTO rebuttal_claims VALUES (1, 2)")
    failures = [failure for check in run_checks(approved.record.db) for failure in check.failures]
    assert failures == ["b1 does not answer the claims that the history tells"]
