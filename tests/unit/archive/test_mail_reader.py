"""What a mail says of itself, and what it brings along."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage

import pytest

from mediawatch.archive.mail_reader import Attachment, Mail, MailReader
from mediawatch.errors import ExtractionError


@pytest.fixture(scope="module")
def reader() -> Iterator[MailReader]:
    with MailReader() as made:
        yield made


def message(text: str = "May we have your comment by six?\n", **headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in {"From": "Carys Lund <carys@courier.example>", **headers}.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def test_who_wrote_to_whom_when_about_what(reader: MailReader) -> None:
    made = message(
        "May we have „your“ comment?\n",
        To='"Press, Trust" <Press@Trust.example>, second@trust.example',
        Cc="Third <third@trust.example>",
        Subject="Tenancies at Höhe",
        Date="Tue, 03 Mar 2026 16:02:00 -0500",
        Message_ID="<q1@courier.example>",
        In_Reply_To="<b@trust.example>",
        References="<a@trust.example> <b@trust.example>",
    )
    mail = reader.read(made.as_bytes())
    assert mail == Mail(
        raw=made.as_bytes(),
        message_id="<q1@courier.example>",
        references=("<a@trust.example>", "<b@trust.example>"),
        sent_at="2026-03-03T21:02:00+00:00",
        dated_by="Date",
        subject="Tenancies at Höhe",
        sender=("Carys Lund", "carys@courier.example"),
        recipients=(
            ("Press, Trust", "press@trust.example"),
            ("", "second@trust.example"),
            ("Third", "third@trust.example"),
        ),
        text="May we have „your“ comment?",
        links=(),
        attachments=(),
        remarks=(),
    )


def test_every_attachment_comes_whole_with_its_name_and_type(reader: MailReader) -> None:
    made = message()
    made.add_alternative("<p>The same as a page.</p>", subtype="html")
    made.add_attachment(b"%PDF-1.7 \x00\xff", maintype="application", subtype="pdf", filename="fïgures.pdf")
    made.add_attachment("notes in words", filename="notes.txt")
    made.add_attachment(
        b"\x89PNG", maintype="image", subtype="png", disposition="inline", filename="logo.png"
    )
    mail = reader.read(made.as_bytes())
    assert mail.text == "May we have your comment by six?"
    assert mail.attachments == (
        Attachment("fïgures.pdf", "application/pdf", b"%PDF-1.7 \x00\xff"),
        Attachment("notes.txt", "text/plain", b"notes in words\n"),
        Attachment("logo.png", "image/png", b"\x89PNG"),
    )


def test_a_mail_of_html_alone_is_read_as_its_reader_saw_it(reader: MailReader) -> None:
    made = EmailMessage()
    made["From"] = "carys@courier.example"
    made.set_content(
        "<html><body><p>Dear Noor,</p><p>short &amp; plain: <a HREF = 'https://courier.example/a?b=1&amp;c=2'>here</a>"
        "<a href=https://courier.example/a?b=1&amp;c=2>again</a><a href='javascript:alert(1)'>no</a></p></body></html>",
        subtype="html",
    )
    mail = reader.read(made.as_bytes())
    assert mail.text.split()[:5] == ["Dear", "Noor,", "short", "&", "plain:"]
    assert mail.links == ("https://courier.example/a?b=1&c=2",)


def test_a_forwarded_mail_is_read_with_the_one_that_holds_it_and_gives_its_attachments(
    reader: MailReader,
) -> None:
    inner = message("The words in question.\n", Subject="Inner")
    inner.add_attachment(b"scan", maintype="image", subtype="png", filename="scan.png")
    outer = message("See below.\n")
    outer.add_attachment(inner)
    mail = reader.read(outer.as_bytes())
    assert mail.text == "See below.\n\nThe words in question."
    assert [each.name for each in mail.attachments] == ["scan.png"]


@pytest.mark.parametrize(
    ("date", "received", "at", "by"),
    [
        ("Tue, 03 Mar 2026 16:02:00 +0000", "from a by b; Tue, 03 Mar 2026 16:05:00 +0000",
         "2026-03-03T16:02:00+00:00", "Date"),
        ("", "from a by b; Tue, 03 Mar 2026 16:05:00 +0100", "2026-03-03T15:05:00+00:00", "Received"),
        ("yesterday", "from a by b; Tue, 03 Mar 2026 16:05:00 +0000", "2026-03-03T16:05:00+00:00", "Received"),
        ("Tue, 03 Mar 2199 16:02:00 +0000", "from a by b; Tue, 03 Mar 2026 16:05:00 +0000",
         "2026-03-03T16:05:00+00:00", "Received"),
        ("Thu, 01 Jan 1970 00:00:00 +0000", "", "", ""),
        ("Tue, 03 Mar 99999999999 16:02:00 +0000", "x; y; z", "", ""),
        ("Fri, 31 Dec 9999 23:59:59 -2359", "", "", ""),
        ("", "", "", ""),
    ],
)  # fmt: skip
def test_the_first_date_that_can_be_one_counts(
    reader: MailReader, date: str, received: str, at: str, by: str
) -> None:
    content = b"From: a@courier.example\n"
    content += b"Date: " + date.encode() + b"\n" if date else b""
    content += b"Received: " + received.encode() + b"\n" if received else b""
    mail = reader.read(content + b"\nwords\n")
    assert (mail.sent_at, mail.dated_by) == (at, by)
    assert bool(mail.remarks) == (by == "Received")


def test_a_mail_that_is_encrypted_says_so(reader: MailReader) -> None:
    head = b"From: a@b.example\nContent-Type: multipart/encrypted; boundary=x\n\n"
    content = head + b"--x\nContent-Type: application/pgp\n\n1\n--x--\n"
    mail = reader.read(content)
    assert mail.text == ""
    assert "encrypted" in mail.remarks[0]
    assert mail.attachments[0].content == b"1"


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"%PDF-1.7", b"<html><p>a page</p></html>", b"Subject: alone\n\nwords"]
)
def test_what_is_no_mail_is_refused(reader: MailReader, content: bytes) -> None:
    with pytest.raises(ExtractionError, match="no mail"):
        reader.read(content)


def test_a_long_exchange_keeps_its_first_and_its_last_mails(reader: MailReader) -> None:
    names = " ".join(f"<{number}@courier.example>" for number in range(1000))
    mail = reader.read(f"From: a@b.example\nReferences: {names}\nIn-Reply-To: <last@b.example>\n\nx".encode())
    assert mail.references[0] == "<0@courier.example>"
    assert mail.references[-1] == "<last@b.example>"
    assert len(mail.references) <= 102
