"""Mails become contacts: once, in their exchange, about their report; nobody's word is taken for more than it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desks import ADDRESS, Letterbox, add_report, make_mail
from mediawatch.archive.mail_reader import Attachment, Mail
from mediawatch.archive.mails import MailFound
from mediawatch.errors import InputError, NotFound
from mediawatch.journeys.contact_mail import MailGiven, add_mail, add_mails
from mediawatch.journeys.contacts import ContactDone, ContactPlace
from mediawatch.journeys.correct import set_fields, withdraw
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.markings import mark_thing
from mediawatch.journeys.safety import verify_record
from mediawatch.model import Ref
from mediawatch.store.contacts import read_files
from mediawatch.store.markings import read_level
from mediawatch.store.rows import select_one

QUESTION = make_mail("<q@courier.example>")
ANSWER = make_mail(
    "<a@trust.example>", ("<q@courier.example>",), sender=("Press", "press@trust.example"),
    recipients=(("Carys Lund", "carys@courier.example"),), text="Three tenancies ended.",
    sent_at="2026-03-03T17:30:00+00:00", subject="Re: Your comment on eleven tenancies",
)  # fmt: skip


@pytest.fixture
def desk(courier_desk: Desk) -> Desk:
    """A desk with one report."""
    return courier_desk


def post(desk: Desk, mail: Mail, place: ContactPlace | None = None, **given: Any) -> ContactDone:
    """Record one mail; its file is called question.eml."""
    found = MailFound(1, mail.raw, len(mail.raw), given.pop("stamp", ""))
    letterbox: Any = Letterbox({mail.raw: mail})
    return add_mail(desk, letterbox, found, Path("question.eml"), place or ContactPlace(), MailGiven(**given))


def row(desk: Desk, contact: int) -> dict[str, Any]:
    return select_one(desk.record.db, "SELECT * FROM contacts WHERE id = ?", (contact,)) or {}


def test_a_mail_is_kept_whole_with_its_attachments(desk: Desk) -> None:
    mail = make_mail("<q@x>", attachments=(Attachment("figures.pdf", "application/pdf", b"%PDF"),))
    post(desk, mail, ContactPlace(report=1))
    assert [(file["name"], file["media_type"], file["length"]) for file in read_files(desk.record.db, 1)] == [
        ("question.eml", "message/rfc822", len(mail.raw)),
        ("figures.pdf", "application/pdf", 4),
    ]
    kept = row(desk, 1)
    assert (kept["them"], kept["us"], kept["direction"]) == ("Carys Lund", "Press", "in")
    assert kept["summary"] == kept["text"] == "May we have your comment by six?"
    assert verify_record(desk).ok


def test_who_wrote_is_told_by_our_domains_or_asked(desk: Desk) -> None:
    assert row(desk, post(desk, ANSWER).contact)["direction"] == "out"
    strange = make_mail("<s@x>", sender=("", "a@elsewhere.example"), recipients=(("", "b@else.example"),))
    with pytest.raises(InputError, match=r"none of its addresses is at trust\.example"):
        post(desk, strange)
    assert row(desk, post(desk, strange, direction="in").contact)["them"] == "a@elsewhere.example"


def test_a_look_alike_of_our_domain_is_not_ours(desk: Desk) -> None:
    fake = make_mail("<s@x>", sender=("", "press@trust.example.trap.example"))
    assert row(desk, post(desk, fake).contact)["direction"] == "in"


@pytest.mark.parametrize("copy", ["the same bytes", "another copy"])
def test_the_same_mail_twice_adds_nothing_and_says_so(desk: Desk, copy: str) -> None:
    post(desk, QUESTION)
    events = desk.record.db.execute("SELECT count(*) FROM events").fetchone()
    again = (
        QUESTION if copy == "the same bytes" else make_mail("<q@courier.example>", raw=b"by way of a list")
    )
    assert post(desk, again) == ContactDone(
        1, False, "The Saltmere Courier wrote to us by mail on 3 March 2026, 16:02", ""
    )
    assert desk.record.db.execute("SELECT count(*) FROM events").fetchone() == events


def test_without_a_message_id_a_mail_is_known_by_its_bytes(desk: Desk) -> None:
    bare, other = make_mail(), make_mail(text="Something else.")
    assert [post(desk, mail).contact for mail in (bare, other, bare, other)] == [1, 2, 1, 2]


def test_a_mail_that_borrows_a_message_id_keeps_no_other_out(desk: Desk) -> None:
    forged = make_mail("<q@courier.example>", text="Never mind.")
    post(desk, forged)
    genuine = post(desk, QUESTION)
    assert (genuine.contact, genuine.new) == (2, True)
    assert (
        "It has the Message-ID of k1, which says something else: one of them is not genuine."
        in genuine.warnings
    )
    assert row(desk, 2)["message_id"] == ""
    assert not post(desk, QUESTION).new
    assert not post(desk, forged).new


def test_a_withdrawn_mail_is_not_brought_back_in_silence(desk: Desk) -> None:
    post(desk, QUESTION)
    withdraw(desk, Ref("k", 1), "private")
    with pytest.raises(InputError, match="k1, which was withdrawn"):
        post(desk, QUESTION)


def test_an_answer_is_about_what_the_question_is_about(desk: Desk) -> None:
    post(desk, QUESTION, ContactPlace(report=1))
    answer = post(desk, ANSWER)
    assert row(desk, answer.contact)["report_id"] == 1
    assert row(desk, answer.contact)["thread"] == row(desk, 1)["thread"] == "<q@courier.example>"


def test_where_the_answer_comes_first_it_is_offered(desk: Desk) -> None:
    post(desk, ANSWER)
    question = post(desk, QUESTION, ContactPlace(report=1))
    assert "k1 of the same exchange is about no report yet: mediawatch set k1 --report 1" in question.warnings
    assert row(desk, 1)["thread"] == row(desk, 2)["thread"]


def test_a_report_that_a_mail_links_to_is_offered_and_not_assumed(desk: Desk) -> None:
    add_report(desk, "https://courier.example/other")
    withdraw(desk, Ref("r", 2), "twice")
    text = f"See <{ADDRESS}?utm_source=mail>. And https://courier.example/other, and https://nowhere.example/"
    done = post(desk, make_mail("<q@x>", text=text))
    assert row(desk, 1)["report_id"] is None
    assert [warning for warning in done.warnings if "links" in warning] == [
        "k1 links to r1. If it is about that: mediawatch set k1 --report 1"
    ]


def test_a_report_to_which_only_the_html_of_a_mail_leads_is_offered_too(desk: Desk) -> None:
    done = post(desk, make_mail("<q@x>", links=(f"{ADDRESS}#comments", "https://[broken")))
    assert "k1 links to r1. If it is about that: mediawatch set k1 --report 1" in done.warnings


def test_a_mail_that_is_only_like_another_is_suggested_and_not_joined(desk: Desk) -> None:
    post(desk, QUESTION, ContactPlace(report=1))
    like = make_mail("<later@courier.example>", subject="RE: your comment on eleven tenancies", text="And?")
    done = post(desk, like)
    assert row(desk, 2)["thread"] != row(desk, 1)["thread"]
    assert (
        "k2 has the subject and the people of k1. If it goes on from there: mediawatch set k2 --exchange 1"
        in done.warnings
    )
    set_fields(desk, Ref("k", 2), {"exchange": "1"})
    assert row(desk, 2)["thread"] == row(desk, 1)["thread"]
    assert verify_record(desk).ok


def test_the_outlet_is_that_of_the_address_where_nothing_else_is_said(desk: Desk) -> None:
    post(desk, QUESTION)
    assert row(desk, 1)["outlet_id"] == 1
    post(desk, make_mail("<s@x>", sender=("", "a@news.courier.example")))
    assert row(desk, 2)["outlet_id"] == 1
    post(desk, make_mail("<t@x>", sender=("", "a@notcourier.example")))
    assert row(desk, 3)["outlet_id"] is None


def test_without_a_date_the_mbox_or_a_person_says_when_or_it_is_refused(desk: Desk) -> None:
    dateless = make_mail(sent_at="", dated_by="")
    with pytest.raises(InputError, match="no date"):
        post(desk, dateless)
    with pytest.raises(InputError, match="no date"):
        post(desk, dateless, stamp="2199-01-01T00:00:00+00:00")
    assert row(desk, post(desk, dateless, on="3 March 2026").contact)["occurred_on"] == "2026-03-03"
    stamped = make_mail(sent_at="", text="another")
    done = post(desk, stamped, stamp="2026-03-03T23:30:00+00:00")
    assert row(desk, done.contact)["occurred_at"] == "2026-03-03T23:30:00+00:00"


def test_a_reply_quotes_what_it_answers_and_so_is_as_secret(desk: Desk) -> None:
    post(desk, QUESTION, ContactPlace(report=1, level="privileged"))
    done = post(desk, ANSWER)
    assert done.level == "privileged"
    levels = [
        read_level(desk.record.db, Ref("file", file["number"])) for file in read_files(desk.record.db, 2)
    ]
    assert levels == ["privileged"]
    mark_thing(desk, Ref("k", 2), "")
    assert read_level(desk.record.db, Ref("k", 2)) == ""


def test_an_open_mail_of_a_secret_exchange_is_pointed_out(desk: Desk) -> None:
    post(desk, ANSWER)
    done = post(desk, QUESTION, ContactPlace(level="confidential"))
    assert (
        "k1 of the same exchange may quote it and is not confidential: mediawatch set k1 --confidential"
        in done.warnings
    )


def test_hostile_names_and_subjects_are_kept_as_one_line_without_folders(desk: Desk) -> None:
    mail = make_mail("<q@x>", subject="../../a\\b\u202e\x00 c", sender=("Ca\nrys", "x@courier.example"))
    found = MailFound(1, mail.raw, len(mail.raw), "")
    letterbox: Any = Letterbox({mail.raw: mail})
    add_mail(desk, letterbox, found, Path("all.mbox"), ContactPlace(), MailGiven())
    assert row(desk, 1)["them"] == "Ca rys"
    (file,) = read_files(desk.record.db, 1)
    assert file["name"] == "a b\u202e\ufffd c.eml"


def test_of_many_recipients_the_first_are_named(desk: Desk) -> None:
    crowd = tuple(("", f"{number}@trust.example") for number in range(80))
    post(desk, make_mail("<q@x>", recipients=crowd))
    assert row(desk, 1)["us"] == "0@trust.example, 1@trust.example, 2@trust.example and 77 more"
    assert len(row(desk, 1)["participants"]) < 2000


def test_a_summary_and_a_deadline_are_those_of_one_mail(desk: Desk, tmp_path: Path) -> None:
    single, many = tmp_path / "a.eml", tmp_path / "all.mbox"
    single.write_bytes(b"From: a@courier.example\n\nx")
    many.write_bytes(b"From a@b.example Tue Mar  3 16:02:00 2026\nFrom: a@courier.example\n\nx")
    for paths in ([single, single], [many]):
        with pytest.raises(InputError, match="those of one mail"):
            add_mails(desk, paths, ContactPlace(), MailGiven(deadline="18:00"))
    assert row(desk, 1) == {}


def test_files_that_are_not_there_are_named_before_anything_is_read(desk: Desk, tmp_path: Path) -> None:
    there = tmp_path / "a.eml"
    there.write_bytes(b"From: a@courier.example\n\nx")
    with pytest.raises(InputError, match="no file"):
        add_mails(desk, [there, tmp_path / "none.eml"], ContactPlace(), MailGiven())
    with pytest.raises(NotFound, match="no report r9"):
        add_mails(desk, [there], ContactPlace(report=9), MailGiven())
    assert row(desk, 1) == {}
