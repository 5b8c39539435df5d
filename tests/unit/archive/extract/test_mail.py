"""A message is read as its reader saw it; a hostile one ends in a sentence."""

from __future__ import annotations

import time
from email.message import EmailMessage

import pytest

from mediawatch.archive.extract.body import Body
from mediawatch.archive.extract.mail import read
from mediawatch.errors import ExtractionError
from mediawatch.model import UNKNOWN_DATE, PublicationDate


def message(text: str = "We have sold two meadows.\n", **headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def test_text_subject_sender_and_date_are_read() -> None:
    made = message(
        "We have sold „zwei“ meadows.\n",
        From="Ada Exämple <ada@example.org>",
        Subject="Meadows söld",
        Date="Wed, 04 Mar 2026 23:30:00 -0500",
    )
    made.add_alternative("<p>Not this.</p>", subtype="html")
    reading = read(Body(made.as_bytes(), "message/rfc822"))
    (article,) = reading.texts
    assert (article.text, article.role) == ("We have sold „zwei“ meadows.", "article")
    assert (reading.facts.title, reading.facts.authors) == ("Meadows söld", ("Ada Exämple",))
    assert reading.facts.published == PublicationDate("2026-03-04", "day", "metadata")


def test_a_newsletter_is_from_an_outlet() -> None:
    made = message(From="The Example Post <news@example.org>", List_Unsubscribe="<mailto:off@example.org>")
    facts = read(Body(made.as_bytes())).facts
    assert (facts.outlet, facts.authors) == ("The Example Post", ())


def test_an_attachment_is_named_and_not_read() -> None:
    made = message()
    made.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="mïnutes.pdf")
    made.add_attachment("secret words", filename="notes.txt")
    reading = read(Body(made.as_bytes()))
    assert reading.texts[0].text == "We have sold two meadows."
    assert reading.why == "Attachments are not read: mïnutes.pdf, notes.txt."


def test_a_forwarded_message_is_read_with_the_one_that_holds_it() -> None:
    made = message("See below.\n")
    made.make_mixed()
    made.attach(message("The words in question.\n", Subject="Inner"))
    assert read(Body(made.as_bytes())).texts[0].text == "See below.\n\nThe words in question."


@pytest.mark.parametrize("date", ["", "yesterday", "32 Foo 99999", "Wed, 04 Mar 99999999999999 09:00:00"])
def test_without_a_date_it_is_unknown(date: str) -> None:
    content = b"Subject: x\nDate: " + date.encode() + b"\n\nwords"
    assert read(Body(content)).facts.published == UNKNOWN_DATE


def test_raw_bytes_and_broken_words_in_headers_are_shown_safely() -> None:
    content = b"Subject: caf\xe9 and more \x00 =?utf-8?b?broken?=\nFrom: =?x-none?q?A=20B?= <a@example.org>\n\nwords"
    facts = read(Body(content)).facts
    assert facts.title.startswith("caf\xe9 and more \ufffd")
    assert facts.authors == ("A B",)


@pytest.mark.parametrize("sender", ["(" * 3000, "a:" * 3000, ":" * 3000])
def test_a_sender_that_is_built_to_break_the_reading_is_shown_as_it_stands(sender: str) -> None:
    facts = read(Body(b"From: " + sender.encode() + b"\n\nwords")).facts
    assert facts.authors[0].startswith(sender[:50])


def test_an_unknown_charset_and_a_broken_encoding_still_give_the_words() -> None:
    content = b"Content-Type: text/plain; charset=x-none\nContent-Transfer-Encoding: base64\n\nd29yZHMgaGVyZQ"
    assert "words her" in read(Body(content)).texts[0].text


@pytest.mark.parametrize(
    "content", [b"Subject: nothing\n\n", b"Subject: x\nContent-Type: image/png\n\n\x89PNG"]
)
def test_a_message_without_words_has_no_text(content: bytes) -> None:
    with pytest.raises(ExtractionError) as raised:
        read(Body(content))
    assert raised.value.kind == "no text"


def test_messages_within_messages_without_end_are_refused() -> None:
    content = b"Content-Type: message/rfc822\n\n" * 3000 + b"Subject: x\n\nwords"
    with pytest.raises(ExtractionError) as raised:
        read(Body(content))
    assert raised.value.kind == "unreadable"


def test_boundaries_within_boundaries_cost_no_time() -> None:
    content = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (number, number)
        for number in range(20_000)
    )
    started = time.perf_counter()
    with pytest.raises(ExtractionError):
        read(Body(content))
    assert time.perf_counter() - started < 2


def test_a_message_of_html_alone_is_read_as_a_page() -> None:
    made = EmailMessage()
    made["Subject"] = "Meadows sold"
    words = "The trust sold two meadows last spring and told nobody about it until the autumn. " * 4
    made.set_content(
        f"<html><body><article><p>{words}</p><p>{words}</p></article></body></html>", subtype="html"
    )
    reading = read(Body(made.as_bytes(), "message/rfc822"))
    assert reading.outcome == "read"
    assert "sold two meadows last spring" in reading.texts[0].text
    assert reading.facts.title == "Meadows sold"
    assert reading.media_type == "message/rfc822"
