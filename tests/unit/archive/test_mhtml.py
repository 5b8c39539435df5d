"""The page inside an MHTML file is found, and broken files end in a sentence."""

from __future__ import annotations

import pytest

from mediawatch.archive.mhtml import read_mhtml
from mediawatch.errors import ExtractionError

TOP = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"%s\r\n%s\r\n'


def related(*parts: tuple[bytes, bytes], start: bytes = b"", more: bytes = b"") -> bytes:
    """An MHTML file of parts, each its headers and its content."""
    said = b'; start="%s"' % start if start else b""
    body = b"".join(b"--b\r\n%s\r\n\r\n%s\r\n" % part for part in parts)
    return TOP % (said, more) + body + b"--b--\r\n"


def test_the_first_page_is_the_main_one_and_pictures_are_passed_over() -> None:
    page = read_mhtml(
        related(
            (b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64", b"iVBORw=="),
            (
                b"Content-Type: text/html; charset=windows-1252\r\nContent-Location: https://example.org/a",
                b"<p>caf\xe9",
            ),
            (
                b"Content-Type: text/html\r\nContent-Location: https://ads.example.com/",
                b"<p>An advertisement",
            ),
        )
    )
    assert (page.content, page.content_type) == (b"<p>caf\xe9", "text/html; charset=windows-1252")
    assert (page.address, page.saved_at) == ("https://example.org/a", "")


def test_the_part_that_start_names_is_the_main_one() -> None:
    frame = (b"Content-Type: text/html\r\nContent-ID: <frame@x>", b"<p>A frame")
    main = (b"Content-Type: text/html\r\nContent-ID: <main@x>", b"<p>The page")
    assert read_mhtml(related(frame, main, start=b"<main@x>")).content == b"<p>The page"


def test_a_base64_page_is_decoded_and_a_local_address_is_none() -> None:
    headers = (
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\nContent-Location: file:///C:/a.html"
    )
    page = read_mhtml(
        related((headers, b"PHA+VGhlIHBhZ2U="), more=b"Date: Wed, 4 Mar 2026 10:15:30 +0100\r\n")
    )
    assert (page.content, page.address) == (b"<p>The page", "")
    assert page.saved_at == "2026-03-04T09:15:30+00:00"


@pytest.mark.parametrize(
    "content",
    [
        b"words without any headers",
        related((b"Content-Type: image/png", b"\x89PNG")),
        related((b"Content-Type: text/html", b"  ")),
        b'Content-Type: multipart/related; boundary="b"\r\n\r\nno part at all',
        b"Content-Type: message/rfc822\r\n\r\n" * 3000,
    ],
)
def test_a_file_without_a_page_is_refused_with_advice(content: bytes) -> None:
    with pytest.raises(ExtractionError) as raised:
        read_mhtml(content)
    assert "Save the" in raised.value.advice
