"""`mediawatch notify`: each person is told what they asked for, once, by a real mail server; and nobody what they may
not see."""

from __future__ import annotations

import json
from collections.abc import Iterator
from mailbox import Mailbox, words
from pathlib import Path

import pytest

from command import Mediawatch
from desks import add_report, sit_down
from looks import look_again
from mediawatch.errors import InputError, NotAllowed, NotDelivered, NotFound
from mediawatch.exporters.messages import address_mail, find_secrets, mute, without_secrets
from mediawatch.journeys.claims import PinOptions, add_claim, pin_claim
from mediawatch.journeys.desk import Desk, open_desk
from mediawatch.journeys.news import KINDS
from mediawatch.journeys.notify import notify
from mediawatch.journeys.subscriptions import (
    Wanted,
    add_subscription,
    end_subscription,
    try_subscription,
)
from mediawatch.model import Stance
from mediawatch.store.lock import held
from mediawatch.store.sources import NewSource, insert_source, set_state
from planted import LEVELS, plant, words_of
from world import World

ADA, AMA = "ada@trust.example", "ama@trust.example"


@pytest.fixture
def mailbox(world_host: str) -> Iterator[Mailbox]:
    with Mailbox(world_host) as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path, mailbox: Mailbox) -> Iterator[Desk]:
    """Two reports of today; a claim that the Courier makes and the Echo repeats."""
    with sit_down(tmp_path / "desk.db") as desk:
        desk.environ = {"MEDIAWATCH_MAIL": mailbox.address}
        add_claim(desk, 1, "The trust put tenants out.", PinOptions("The Saltmere Trust."))
        add_report(desk, "https://echo.example/again", published="2026-03-09")
        with desk.record.write() as db:
            echo = db.execute("INSERT INTO outlets (name, kind) VALUES ('The Echo', 'newspaper')").lastrowid
            db.execute(
                "UPDATE reports SET outlet_id = ?, title = 'Out again', mention_count = 1 WHERE id = 2",
                (echo,),
            )
            db.execute("UPDATE reports SET mention_count = 1 WHERE id = 1")
        pin_claim(desk, 1, 2, PinOptions("The Saltmere Trust.", stance="disputes"))
        yield desk


def told(mailbox: Mailbox) -> list[tuple[str, str]]:
    """Who was told what, and the mailbox is empty again."""
    taken = [(recipients[0], words(message)) for recipients, message in mailbox.taken]
    mailbox.taken.clear()
    return taken


def test_each_thing_is_told_once_to_each_person(desk: Desk, mailbox: Mailbox) -> None:
    add_subscription(desk, "Ada Bell", Wanted(mail=ADA, at_once=True))
    add_subscription(desk, "ada bell", Wanted(mail="second@trust.example", at_once=True))
    add_subscription(desk, "Ama Mensah", Wanted(mail=AMA, at_once=True))
    assert [message.failed for message in notify(desk)] == ["", ""]
    first, second = told(mailbox)
    assert (first[0], second[0]) == (ADA, AMA)
    assert first[1] == second[1]
    assert first[1].startswith("2 new reports about us, 1 claim made again and 1 claim without an answer.")
    assert "r2" in first[1] and "Out again (The Echo, 9 March 2026)" in first[1]
    assert notify(desk) == [] and told(mailbox) == []
    add_report(desk, "https://courier.example/third")
    with desk.record.write() as db:
        db.execute("UPDATE reports SET mention_count = 1 WHERE id = 3")
    notify(desk)
    assert [said.splitlines()[0] for _, said in told(mailbox)] == ["1 new report about us."] * 2


def test_a_mail_says_it_as_text_and_as_html_that_does_nothing(desk: Desk, mailbox: Mailbox) -> None:
    with desk.record.write() as db:
        db.execute(
            "UPDATE reports SET title = ? WHERE id = 2", ("<script>alert(1)</script>\r\nBcc: x@evil.example",)
        )
    add_subscription(desk, "Ada", Wanted(mail=ADA, at_once=True))
    notify(desk)
    ((recipients, message),) = mailbox.taken
    assert recipients == [ADA] and message["from"].addresses[0].addr_spec == "press@trust.example"
    assert message["bcc"] is None
    html = message.get_body(("html",))
    assert (
        html is not None and "&lt;script&gt;" in html.get_content() and "<script>" not in html.get_content()
    )


@pytest.mark.parametrize(
    ("wanted", "expected", "absent"),
    [
        (Wanted(outlet="The Echo"), ["Out again", "made again", "without an answer"], ["Tenants out ("]),
        (Wanted(outlet="The Echo", kinds=("reports",)), ["Out again"], ["without an answer", "made again"]),
        (Wanted(stance="disputes"), ["Out again", "made again"], ["Tenants out ("]),
        (Wanted(name="saltmere trust"), ["Out again", "Tenants out ("], ["Sources"]),
        (Wanted(needs_answer=True), ["made again", "without an answer"], ["new report", "Sources"]),
        (Wanted(kinds=("sources",)), ["1 source in trouble"], ["report", "claim"]),
    ],
)
def test_a_subscription_tells_what_it_asks_for_and_nothing_else(
    desk: Desk, mailbox: Mailbox, wanted: Wanted, expected: list[str], absent: list[str]
) -> None:
    watch_a_broken_source(desk)
    with desk.record.write() as db:
        db.execute("UPDATE mentions SET report_id = 1 WHERE report_id = 1")
    given = {name: getattr(wanted, name) for name in ("outlet", "kinds", "stance", "name", "needs_answer")}
    add_subscription(desk, "Ada", Wanted(mail=ADA, at_once=True, **given))
    notify(desk)
    ((_, said),) = told(mailbox)
    assert [words for words in expected if words not in said] == []
    assert [words for words in absent if words in said] == []


def watch_a_broken_source(desk: Desk) -> int:
    """A source that failed when it was read last."""
    actor = desk.actor()
    with desk.record.write() as db:
        source = insert_source(
            db, actor, NewSource("feed", "https://a.example/f", "https://a.example/f"), 3600
        )
        run = look_again(db, actor, 1, 1, 1)
        set_state(db, source, failures=4)
        db.execute(
            "INSERT INTO source_reads (source_id, run_id, read_at, outcome, why) VALUES (?, ?, ?, 'failed', '404')",
            (source, run, actor.now),
        )
    return source


def test_a_source_that_is_well_and_fails_again_is_told_again(desk: Desk, mailbox: Mailbox) -> None:
    source = watch_a_broken_source(desk)
    add_subscription(desk, "Kofi", Wanted(mail=ADA, at_once=True, kinds=("sources",)))
    for failures, messages in ((4, 1), (4, 0), (0, 0), (4, 1)):
        with desk.record.write() as db:
            set_state(db, source, failures=failures)
        notify(desk)
        assert len(told(mailbox)) == messages, (failures, messages)


def test_a_daily_one_goes_once_a_day_from_its_hour_on(desk: Desk, mailbox: Mailbox) -> None:
    add_subscription(desk, "Ada", Wanted(mail=ADA, hour=0))
    assert len(notify(desk)) == 1
    add_report(desk, "https://courier.example/third")
    with desk.record.write() as db:
        db.execute("UPDATE reports SET mention_count = 1")
    assert notify(desk) == [], "it was told today"
    with desk.record.write() as db:
        db.execute("UPDATE subscription_states SET told_on = '2026-01-01'")
        db.execute("UPDATE subscriptions SET hour = 23")
    before_eleven = desk.minute_of(desk.actor().now)[11:13] != "23"
    assert (notify(desk) == []) is before_eleven
    told(mailbox)
    with desk.record.write() as db:
        db.execute("UPDATE subscription_states SET told_on = '2026-01-01'")
        db.execute("UPDATE subscriptions SET hour = 0")
    notify(desk)
    assert len(told(mailbox)) == before_eleven


@pytest.mark.parametrize("trouble", ["refused", "no server", "no address", "no such service"])
def test_what_was_not_taken_is_told_later_and_the_reason_holds_no_password(
    desk: Desk, mailbox: Mailbox, world_host: str, trouble: str
) -> None:
    environ = {
        "refused": {"MEDIAWATCH_MAIL": mailbox.address.replace("mailto://", "mailto://press:secret-word@")},
        "no server": {
            "MEDIAWATCH_MAIL": f"mailto://press:secret-word@{world_host}:9?from=a@b.example&mode=insecure"
        },
        "no address": {},
        "no such service": {"MEDIAWATCH_MAIL": "gopher://secret-word"},
    }[trouble]
    desk.environ = environ
    mailbox.refusing = "452 the disk is full"
    add_subscription(desk, "Ada", Wanted(mail=ADA, at_once=True))
    (message,) = notify(desk)
    assert message.failed and "secret-word" not in message.failed and "Traceback" not in message.failed
    state = desk.record.db.execute("SELECT state, why, told FROM subscriptions_overview").fetchone()
    assert state == ("failing", message.failed, 0)
    mailbox.refusing, desk.environ = "", {"MEDIAWATCH_MAIL": mailbox.address}
    assert notify(desk) == [], "it is left alone for a while"
    with desk.record.write() as db:
        db.execute("UPDATE subscription_states SET due_at = '2026-01-01'")
    notify(desk)
    ((_, said),) = told(mailbox)
    assert "2 new reports about us" in said
    assert desk.record.db.execute("SELECT state FROM subscriptions_overview").fetchone() == ("running",)


@pytest.mark.parametrize("entitled", [False, True])
def test_nobody_is_told_what_they_may_not_see(tmp_path: Path, mailbox: Mailbox, entitled: bool) -> None:
    planted = plant(tmp_path / "planted.db")
    with open_desk(planted.path, "Ada", environ={"MEDIAWATCH_MAIL": mailbox.address}) as desk:
        add_subscription(desk, "Ada", Wanted(mail=ADA, at_once=True, confidential=entitled))
        with desk.record.write() as db:
            db.execute("UPDATE subscriptions SET added_on = '2020-01-01'")
        notify(desk)
    ((_, message),) = mailbox.taken
    said = message.as_string() + words(message)
    levels = ("privileged",) if entitled else LEVELS
    assert [word for level in levels for word in words_of(level) if word in said] == []


def test_a_chat_is_told_as_text_and_calls_nobody(desk: Desk, world: World) -> None:
    with desk.record.write() as db:
        db.execute("UPDATE reports SET title = '@everyone <!channel> look' WHERE id = 2")
    desk.environ = {"MEDIAWATCH_PLACE_PRESS_ROOM": world.page("/chat", "{}").replace("http://", "json://")}
    add_subscription(desk, "Press room", Wanted(place="press-room", at_once=True))
    (message,) = notify(desk)
    assert message.failed == ""
    (asked,) = world.asked("/chat")
    body = json.loads(asked.body)
    assert "2 new reports about us" in body["title"]
    assert (
        "Out again" not in body["message"]
        and "@\u2060everyone <\u2060!\u2060channel> look" in body["message"]
    )


def test_one_run_at_a_time_and_a_dry_run_sends_and_records_nothing(desk: Desk, mailbox: Mailbox) -> None:
    add_subscription(desk, "Ada", Wanted(mail=ADA))
    (message,) = notify(desk, dry_run=True)
    assert message.digest.sections and told(mailbox) == []
    assert desk.record.db.execute("SELECT count(*) FROM told").fetchone() == (0,)
    with held(desk.record.path, "notify"), pytest.raises(NotAllowed):
        notify(desk)
    with pytest.raises(NotFound, match="no subscription 9"):
        notify(desk, wanted=(9,))


@pytest.mark.parametrize(
    ("person", "wanted", "said"),
    [
        (" ", Wanted(mail=ADA), "Nobody is named"),
        ("Ada", Wanted(), "one place"),
        ("Ada", Wanted(mail=ADA, place="x"), "one place"),
        ("Ada", Wanted(mail="ada@trust.example?bcc=x@evil.example"), "no mail address"),
        ("Ada", Wanted(mail="ada at trust"), "no mail address"),
        ("Ada", Wanted(place="slack://token"), "no name of a place"),
        ("Ada", Wanted(mail=ADA, outlet="The Moon"), "no outlet"),
        ("Ada", Wanted(mail=ADA, name="Moon"), "not watched"),
        ("Ada", Wanted(mail=ADA, stance="shouts"), "no stance"),
        ("Ada", Wanted(mail=ADA, kinds=("gossip",)), "no kind of news"),
    ],
)
def test_what_cannot_be_told_is_refused_in_a_sentence(
    desk: Desk, person: str, wanted: Wanted, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        add_subscription(desk, person, wanted)
    assert desk.record.db.execute("SELECT count(*) FROM subscriptions").fetchone() == (0,)


def test_a_subscription_can_be_tried_and_ended(desk: Desk, mailbox: Mailbox) -> None:
    number = add_subscription(desk, "Ada", Wanted(mail=ADA, at_once=True))
    assert try_subscription(desk, number) == ADA
    ((_, said),) = told(mailbox)
    assert "A message to try subscription 1, for Ada" in said
    end_subscription(desk, number, "has left")
    with pytest.raises(NotAllowed):
        end_subscription(desk, number)
    assert notify(desk) == []
    mailbox.refusing = "550 no such person"
    with pytest.raises(NotDelivered):
        try_subscription(desk, number)


def test_secrets_leave_no_address_and_calls_no_text() -> None:
    place = "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#press"
    assert "TIiajkdn" not in without_secrets("Slack at /A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ said no", place)
    assert "pa%3Ass" in find_secrets("mailto://me:pa%3Ass@host") and "pa:ss" in find_secrets(
        "mailto://me:pa%3Ass@host"
    )
    assert mute("@everyone <!here> a@b 2 < 3") == "@\u2060everyone <\u2060!\u2060here> a@\u2060b 2 < 3"
    assert address_mail("mailto://h?from=a@b&to=x@y", ADA) == f"mailto://h?from=a@b&to={ADA}"
    with pytest.raises(InputError):
        address_mail("https://h", ADA)


@pytest.mark.slow
def test_the_command_tells_people_and_its_words_are_those_of_the_record(
    mediawatch: Mediawatch, mailbox: Mailbox, init_arguments: tuple[str, ...]
) -> None:
    from typing import get_args

    from mediawatch.cli.subscription import KINDS as words_of_kinds
    from mediawatch.cli.subscription import STANCES

    assert words_of_kinds == tuple(KINDS) and get_args(Stance) == STANCES
    env = {"MEDIAWATCH_MAIL": mailbox.address}
    mediawatch(*init_arguments, check=0)
    assert "Nobody has to be told" in mediawatch("notify", env=env, check=0).stdout
    mediawatch("subscription", "add", "Ada Bell", "--mail", ADA, "--at-once", check=0)
    mediawatch("subscription", "try", 1, env=env, check=0)
    told(mailbox)
    mediawatch("add", "--typed", "-", "--outlet", "The Gazette", "--title", "Out", "--published", "2026-11-02",
               input="The Saltmere Recovery and Housing Trust put tenants out.", check=0)  # fmt: skip
    assert "Ada Bell (ada@trust.example) would be told:" in mediawatch("notify", "--dry-run", check=0).stdout
    failed = mediawatch("notify", check=1)
    assert "MEDIAWATCH_MAIL" in failed.stderr and "1 message was not taken" in failed.stderr
    mailbox.refusing = "452 the disk is full"
    assert "was not told" in mediawatch("notify", 1, env=env, check=1).stderr
    mailbox.refusing = ""
    assert "1 new report about us" in mediawatch("notify", 1, env=env, check=0).stdout
    ((recipient, said),) = told(mailbox)
    assert recipient == ADA and "put tenants out" in said
    listed = mediawatch("list", "subscriptions", check=0).stdout
    assert "Ada Bell" in listed and "running" in listed
    mediawatch("subscription", "end", 1, check=0)
    assert "subscribed" in mediawatch("log", check=0).stdout
    assert mediawatch("verify", check=0).returncode == 0
