"""Mails that mean harm, or that are merely broken, cost nothing but themselves: the next one is read."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

import pytest

from mediawatch.archive.mail_reader import MAIL_LIMIT, Mail, MailReader
from mediawatch.errors import ExtractionError

GOOD = b"From: carys@courier.example\nDate: Tue, 03 Mar 2026 16:02:00 +0000\n\nMay we have your comment?\n"
LINE = b"words and words and words and words and words and words and words and words\n"


@pytest.fixture(scope="module")
def reader() -> Iterator[MailReader]:
    with MailReader() as made:
        yield made


@pytest.fixture(autouse=True)
def next_one_is_read(reader: MailReader) -> Iterator[None]:
    """After every test: an ordinary mail goes through the same reader."""
    yield
    assert reader.read(GOOD).text == "May we have your comment?"


def nest(depth: int, words: bytes = b"the innermost words\n") -> bytes:
    """A mail without a date, with so many parts within one another."""
    head = b"From: carys@courier.example\nSubject: nested\n"
    parts = (
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (number, number)
        for number in range(depth)
    )
    return head + b"".join(parts) + b"Content-Type: text/plain\n\n" + words


def with_attachment(*headers: bytes, body: bytes = b"content") -> bytes:
    return (
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nwords\n--x\n"
        + b"".join(header + b"\n" for header in headers)
        + b"\n"
        + body
        + b"\n--x--\n"
    )


def test_a_mail_of_fifty_megabytes_nested_two_hundred_deep_without_a_date(reader: MailReader) -> None:
    content = nest(200, LINE * ((MAIL_LIMIT - 20_000) // len(LINE)))
    assert MAIL_LIMIT - 100_000 < len(content) <= MAIL_LIMIT
    mail = reader.read(content)
    assert (mail.subject, mail.sent_at, mail.raw) == ("nested", "", content)
    assert mail.remarks == ("Only its headers were read: it has too many parts for its length.",)


def test_a_mail_of_fifty_megabytes_with_one_attachment_is_read_whole(reader: MailReader) -> None:
    body = bytes(range(256)) * (36 * 1024 * 1024 // 256)
    mail = reader.read(
        with_attachment(
            b"Content-Type: video/mp4", b"Content-Disposition: attachment; filename=interview.mp4",
            b"Content-Transfer-Encoding: base64", body=base64.encodebytes(body),
        )
    )  # fmt: skip
    assert mail.text == "words"
    (attachment,) = mail.attachments
    assert attachment.content == body


def test_a_mail_beyond_the_limit_is_refused_unread(reader: MailReader) -> None:
    with pytest.raises(ExtractionError, match="larger than 50 MB") as raised:
        reader.read(GOOD + b"x" * MAIL_LIMIT)
    assert raised.value.advice


@pytest.mark.parametrize("depth", [1, 40, 60, 200])
def test_parts_within_one_another_are_read_as_far_as_is_sensible(reader: MailReader, depth: int) -> None:
    mail = reader.read(nest(depth))
    if depth <= 50:
        assert mail.text == "the innermost words"
        assert mail.remarks == ()
    else:
        assert mail.text == ""
        assert "deep" in mail.remarks[0]


@pytest.mark.parametrize(
    "content",
    [
        nest(20_000),
        b"From: a@b.example\n" + b"Content-Type: message/rfc822\n\n" * 5000 + b"Subject: x\n\nwords",
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=\"\"\n\n--\n--\n--\n",
        b"From: a@b.example\nContent-Type: multipart/mixed\n\nno boundary at all",
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\n" * 60_000,
        b"From: a@b.example\n" + b"X-Header: y\n" * 300_000 + b"\nwords",
        b"From: a@b.example\nX-Folded: " + b"a\n " * 300_000 + b"\n\nwords",
        b"From: " + b"<a@b.example>, " * 200_000 + b"\n\nwords",
        b"From: a@b.example\nTo: " + b"(" * 500_000 + b"\n\nwords",
        b"From: a@b.example\nTo: " + b'"' * 500_001 + b"\n\nwords",
        b"From: a@b.example\nCc: " + b"a:" * 500_001 + b"\n\nwords",
        b"From: a@b.example\nSubject: " + b"=?utf-8?q?a?= " * 100_000 + b"\n\nwords",
        b"From: a@b.example\nDate: " + b"1 " * 500_000 + b"\n\nwords",
        b"From: a@b.example\nReferences: " + b"<" * 500_000 + b"\n\nwords",
        b"From: a@b.example\nContent-Type: text/html\n\n" + b"<div>" * 200_000 + b"words",
        b"From: a@b.example\nContent-Type: text/plain; charset=" + b"x" * 500_000 + b"\n\nwords",
        b"From: a@b.example\n\n" + b"\0" * 1_000_000,
        b"From: a@b.example\nContent-Transfer-Encoding: base64\n\n" + b"=" * 1_000_000,
        b"From: a@b.example\r\r\r\n\r\nwords",
    ],
    ids=range(19),
)  # fmt: skip
def test_what_is_built_to_be_costly_ends_as_a_mail_or_a_reason(reader: MailReader, content: bytes) -> None:
    try:
        mail = reader.read(content)
    except ExtractionError as error:
        assert error.message.endswith(".")
        assert error.advice
    else:
        assert mail.raw == content
        assert len(mail.text) <= 500_000
        assert len(mail.recipients) <= 200
        assert len(mail.references) <= 102


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        (b'filename="../../../etc/passwd"', "passwd"),
        (b'filename="C:\\\\Windows\\\\system32\\\\calc.exe"', "calc.exe"),
        (b'filename="/"', "without a name"),
        (b'filename=".."', "without a name"),
        (b'filename="  "', "without a name"),
        (b"filename*=utf-8''%0d%0aX-Injected:%20yes.pdf", "X-Injected: yes.pdf"),
        (b"filename*=utf-8''invoice%E2%80%AEfdp.exe", "invoice\u202efdp.exe"),
        (b"filename*=x-none''a%FFb.pdf", "a\xffb.pdf"),
        (b'filename="=?utf-8?b?bm90ZXM=?=.pdf"', "notes.pdf"),
        (b'filename="=?utf-8?b?bm90ZXMucGRm?="', "notes.pdf"),
        (b'filename="=?utf-8?b?broken"', "=?utf-8?b?broken"),
        (b'filename="nul\x00l.pdf"', "nul\ufffdl.pdf"),
    ],
)
def test_names_of_attachments_lead_nowhere_and_break_no_line(
    reader: MailReader, name: bytes, kept: str
) -> None:
    mail = reader.read(
        with_attachment(b"Content-Type: application/pdf", b"Content-Disposition: attachment; " + name)
    )
    (attachment,) = mail.attachments
    assert attachment.name == kept
    assert not re.search(r"[/\\\r\n\x00]", attachment.name)
    assert attachment.content == b"content"


def test_a_name_without_end_is_cut_and_keeps_its_ending(reader: MailReader) -> None:
    mail = reader.read(
        with_attachment(b"Content-Disposition: attachment; filename=" + b"n" * 100_000 + b".pdf")
    )
    assert len(mail.attachments[0].name) <= 150
    assert mail.attachments[0].name.endswith(".pdf")


@pytest.mark.parametrize(
    "kind", [b"../../x", b"text", b"image/" + b"x" * 5000, b"a/b/c", b'"; drop', b"\xff/\xfe"]
)
def test_a_media_type_that_is_none_is_called_so(reader: MailReader, kind: bytes) -> None:
    mail = reader.read(
        with_attachment(b"Content-Type: " + kind, b"Content-Disposition: attachment; filename=a.bin")
    )
    assert mail.attachments[0].media_type in ("application/octet-stream", "text/plain")


@pytest.mark.parametrize("header", ["subject", "sender", "message_id"])
@pytest.mark.parametrize(
    "value",
    [b"=?utf-8?q?a=0D=0ABcc=3A_evil@trap.example?=", b"a\r\n b", b"\x1b[31mred", b"caf\xe9", b"=?x?y?z?="],
)
def test_no_header_breaks_its_line(reader: MailReader, header: str, value: bytes) -> None:
    name = {"subject": b"Subject", "sender": b"From", "message_id": b"Message-ID"}[header]
    content = b"Date: Tue, 03 Mar 2026 16:02:00 +0000\n" + name + b": " + value + b"\n\nwords"
    mail: Mail = reader.read(content)
    said = [mail.subject, *mail.sender, mail.message_id]
    assert not [piece for piece in said if "\n" in piece or "\r" in piece]
    for piece in said:
        piece.encode("utf-8")


@pytest.mark.parametrize(
    ("encoding", "body", "text"),
    [
        (b"base64", b"d29yZHMgaGVyZQ", "words here"),
        (b"base64", b"!!!not base64!!!", ""),
        (b"quoted-printable", b"caf=C3=A9 =ZZ =", "café =ZZ"),
        (b"x-uuencode", b"begin 644 x\ngarbage\nend", ""),
        (b"x-none", b"words here", "words here"),
    ],
)
def test_a_broken_encoding_gives_what_can_be_had(
    reader: MailReader, encoding: bytes, body: bytes, text: str
) -> None:
    mail = reader.read(
        b"From: a@b.example\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
        + encoding
        + b"\n\n"
        + body
    )
    assert text in mail.text
    mail.text.encode("utf-8")


def test_one_over_which_time_runs_out_costs_itself_alone(reader: MailReader) -> None:
    usual = reader.seconds
    reader.seconds = 1
    try:
        with pytest.raises(ExtractionError, match="could not be read within 1 seconds") as raised:
            reader.read(nest(190, LINE * 150_000))
    finally:
        reader.seconds = usual
    assert "contact add" in raised.value.advice


def test_the_process_may_be_gone_before_the_next_one(reader: MailReader) -> None:
    reader.read(GOOD)
    assert reader._child is not None
    reader._child.kill()
    reader._child.wait()
    assert reader.read(GOOD).subject == ""


def test_nothing_is_left_running_when_the_reader_is_closed() -> None:
    with MailReader() as made:
        made.read(GOOD)
        child = made._child
    assert child is not None
    assert child.poll() is not None
