"""Whatever a person gives is kept as it is, and opened for what it is."""

from __future__ import annotations

import gzip
import io
import zipfile
from email.message import EmailMessage

import docx
import pytest

from mediawatch.archive.extract import read as read_body
from mediawatch.archive.files import open_file
from mediawatch.archive.warc import read, write
from mediawatch.errors import ExtractionError, InputError, WarcError
from mediawatch.model import Fetched
from pdfs import make_pdf

NOW = "2026-11-23T10:00:00+00:00"
PAGE = b"<!doctype html><html><head><title>T</title></head><body><p>The trust sold two meadows.</p></body></html>"
SAVED = PAGE.replace(
    b"<html>",
    b'<html lang="en"><!--\n Page saved with SingleFile \n url: https://example.org/a?b=1&amp;c=2 \n'
    b" saved date: Wed Mar 04 2026 10:15:30 GMT+0100 (Central European Standard Time)\n-->",
)


def docx_bytes() -> bytes:
    document = docx.Document()
    document.add_paragraph("The trust sold two meadows.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zip_bytes() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.txt", "x")
    return out.getvalue()


def mail_bytes() -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = (
        "a@example.org",
        "S",
        "Wed, 04 Mar 2026 09:00:00 +0000",
    )
    message.set_content("The trust sold two meadows.\n")
    message.add_alternative("<html><p>The trust sold two meadows.</p></html>", subtype="html")
    return message.as_bytes()


def mhtml_bytes() -> bytes:
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/a\r\nSubject: T\r\n"
        b"Date: Wed, 4 Mar 2026 10:15:30 +0100\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/html\r\nContent-ID: <1@x>\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        b"Content-Location: https://example.org/a\r\n\r\n<html><p>The trust sold =\r\ntwo meadows. Caf=C3=A9</html>\r\n"
        b"--b--\r\n"
    )


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.html", PAGE, "text/html"),
        ("a.htm", PAGE.decode().encode("utf-16"), "text/html"),
        ("without-ending", PAGE, "text/html"),
        ("a.pdf", make_pdf(["words"]), "application/pdf"),
        ("wrong-ending.txt", make_pdf(["words"]), "application/pdf"),
        ("a.txt", "Wörter".encode(), "text/plain"),
        ("a.eml", mail_bytes(), "message/rfc822"),
        (
            "a.docx",
            docx_bytes(),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("a.png", b"\x89PNG\r\n\x1a\n0000", "image/png"),
        ("a.jpg", b"\xff\xd8\xff\xe0 a scan", "image/jpeg"),
    ],
)
def test_a_file_is_kept_as_it_is_and_known_for_what_it_is(name: str, content: bytes, expected: str) -> None:
    fetched = open_file(content, f"/home/ada/{name}", retrieved_at=NOW)
    assert (fetched.raw_body, fetched.body) == (content, content)
    assert fetched.header("Content-Type") == expected
    assert (fetched.how, fetched.file_name, fetched.status) == ("given", name, 200)
    assert (fetched.address, fetched.final_address, fetched.retrieved_at) == ("", "", NOW)
    assert read(write(fetched)) == fetched


def test_singlefile_says_where_and_when() -> None:
    fetched = open_file(SAVED, "a.html", retrieved_at=NOW)
    assert fetched.address == "https://example.org/a?b=1&c=2"
    assert fetched.retrieved_at == "2026-03-04T09:15:30+00:00"
    assert (fetched.body, fetched.raw_body) == (SAVED, SAVED)


def test_the_address_that_a_person_gives_goes_first() -> None:
    fetched = open_file(SAVED, "a.html", address="https://example.net/real", retrieved_at=NOW)
    assert (fetched.address, fetched.final_address) == ("https://example.net/real",) * 2


@pytest.mark.parametrize(
    "date",
    [b"Wed Mar 04 2026", b"Wed Mrz 04 2026 10:15:30 GMT+0100", b"Wed Mar 44 2026 10:15:30 GMT+0100", b""],
)
def test_a_saved_date_that_is_none_leaves_the_time_that_was_given(date: bytes) -> None:
    content = SAVED.replace(b"Wed Mar 04 2026 10:15:30 GMT+0100 (Central European Standard Time)", date)
    assert open_file(content, "a.html", retrieved_at=NOW).retrieved_at == NOW


def test_nothing_was_saved_after_it_was_given() -> None:
    assert (
        open_file(SAVED, "a.html", retrieved_at="2026-03-01T00:00:00+00:00").retrieved_at
        == "2026-03-01T00:00:00+00:00"
    )


def test_a_comment_inside_the_page_is_not_taken_for_singlefile() -> None:
    forged = PAGE.replace(b"<p>", SAVED[SAVED.index(b"<!--") : SAVED.index(b"-->") + 3] + b"<p>")
    assert open_file(forged, "a.html", retrieved_at=NOW).address == ""


def test_the_mark_of_the_web_gives_the_address() -> None:
    marked = PAGE.replace(b"<html>", b"<!-- saved from url=(0021)https://example.org/a -->\r\n<html>")
    assert open_file(marked, "a.html", retrieved_at=NOW).address == "https://example.org/a"
    wrong = marked.replace(b"0021", b"0099")
    assert open_file(wrong, "a.html", retrieved_at=NOW).address == ""


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "without-ending"])
def test_an_mhtml_file_gives_the_page_inside(name: str) -> None:
    fetched = open_file(mhtml_bytes(), name, retrieved_at=NOW)
    assert fetched.body == "<html><p>The trust sold two meadows. Café</html>".encode()
    assert fetched.raw_body == mhtml_bytes()
    assert fetched.header("Content-Type") == "text/html"
    assert fetched.address == "https://example.org/a"
    assert fetched.retrieved_at == "2026-03-04T09:15:30+00:00"
    assert read(write(fetched)) == fetched


def test_the_page_of_a_warc_file_keeps_its_own_headers_address_and_time() -> None:
    page = Fetched(
        "https://example.org/a", "https://example.org/a", 200, (("Content-Type", "text/html"), ("Server", "x")),
        PAGE, PAGE, "2025-12-24T18:00:00+00:00", peer="192.0.2.9",
    )  # fmt: skip
    for name, content in (
        ("a.warc.gz", write(page)),
        ("a.warc", gzip.decompress(write(page))),
        ("x", write(page)),
    ):
        fetched = open_file(content, name, retrieved_at=NOW)
        assert (fetched.body, fetched.raw_body) == (PAGE, content)
        assert fetched.headers == page.headers
        assert (fetched.address, fetched.retrieved_at) == (page.address, page.retrieved_at)
        assert (fetched.how, fetched.file_name) == ("given", name)
        assert read(write(fetched)) == fetched


def test_a_warc_file_with_several_pages_lists_them_and_url_chooses() -> None:
    pages = [
        Fetched(
            f"https://example.org/{name}", f"https://example.org/{name}", 200, (("Content-Type", "text/html"),),
            PAGE + name.encode(), PAGE + name.encode(), NOW,
        )
        for name in "ab"
    ]  # fmt: skip
    content = b"".join(map(write, pages))
    with pytest.raises(WarcError, match=r"https://example\.org/a"):
        open_file(content, "a.warc.gz", retrieved_at=NOW)
    chosen = open_file(content, "a.warc.gz", address="https://example.org/b", retrieved_at=NOW)
    assert chosen.body == PAGE + b"b"


@pytest.mark.parametrize("content", [b"", b" \r\n ", b"\x00" * 20])
@pytest.mark.parametrize("name", ["a.html", "a.pdf", "a.eml", "a.mhtml", "a.txt"])
def test_an_empty_file_is_refused(name: str, content: bytes) -> None:
    with pytest.raises((InputError, ExtractionError)) as raised:
        open_file(content, name, retrieved_at=NOW)
    assert raised.value.advice


@pytest.mark.parametrize(
    ("name", "content", "advice"),
    [
        ("a.zip", zip_bytes(), "Unpack"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, ".docx or PDF"),
        ("a.rtf", b"{\\rtf1 words}", ".docx or PDF"),
        ("a.mp3", b"ID3\x04\x00" + b"\x00" * 50, "--typed"),
        ("a.html.gz", gzip.compress(PAGE, mtime=0), "Unpack"),
        ("a.bin", bytes(range(256)), "mediawatch reads HTML"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_a_way_out(name: str, content: bytes, advice: str) -> None:
    with pytest.raises(InputError, match=name) as raised:
        open_file(content, name, retrieved_at=NOW)
    assert advice in raised.value.advice


def test_an_encrypted_office_file_says_so() -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(ExtractionError) as raised:
        open_file(content, "a.docx", retrieved_at=NOW)
    assert raised.value.kind == "encrypted"


@pytest.mark.parametrize(
    ("name", "content", "outcome"),
    [
        ("a.pdf", make_pdf(["The trust sold two meadows."]), "read"),
        ("a.txt", b"The trust sold two meadows.", "read"),
        ("a.eml", mail_bytes(), "read"),
        ("a.docx", docx_bytes(), "read"),
        ("a.png", b"\x89PNG\r\n\x1a\n0000", "no text"),
        ("a.pdf", make_pdf(["secret"], encrypted=True), "encrypted"),
        ("a.pdf", b"%PDF-1.7 cut off", "unreadable"),
    ],
)
def test_what_was_opened_is_read_or_explained(name: str, content: bytes, outcome: str) -> None:
    fetched = open_file(content, name, retrieved_at=NOW)
    reading = read_body(fetched.body, media_type=fetched.header("Content-Type"), file_name=name)
    assert reading.outcome == outcome
    if outcome == "read":
        assert "The trust sold two meadows." in reading.texts[0].text
    else:
        assert reading.why and reading.advice
