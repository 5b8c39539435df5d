"""Alert mails and newsletters: what they link to, and not what they say about themselves."""

from __future__ import annotations

import os
from email.message import EmailMessage
from pathlib import Path

import pytest

from mediawatch.archive.fetch import Door, FetchSettings
from mediawatch.errors import InputError
from mediawatch.journeys.outside import Outside
from mediawatch.sources import READERS
from mediawatch.sources.source import Source

HTML = """<a href="https://www.google.com/url?rct=j&amp;url=https://paper.example/story&amp;ct=ga">Trust</a>
<a href="https://paper.example/second?utm_source=alert">More</a><a href="https://paper.example/">Home</a>
<a href="https://list.example/unsubscribe?u=1">Stop</a><a href="https://www.google.com/alerts/remove?s=1">x</a>
<a href="https://twitter.com/share?url=x">Share</a><a href="https://paper.example/logo.png">Logo</a>
<a href="mailto:a@b.example">Write</a><a href="javascript:alert(1)">x</a><a href="https://[broken">x</a>"""


def mail(
    number: int, html: str = HTML, text: str = "See https://paper.example/plain.", day: int = 4
) -> bytes:
    message = EmailMessage()
    message["From"] = "Google Alerts <googlealerts-noreply@google.com>"
    message["Subject"] = f"Alert {number}"
    message["Date"] = f"{day} Mar 2026 07:00:00 +0000"
    message["Message-ID"] = f"<{number}@google.com>"
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    return message.as_bytes()


def read(place: Path, since: str = "") -> list[str]:
    with Door(FetchSettings()) as door:
        source = Source("mails", place.as_uri(), since=since)
        return [lead.address for lead in READERS["mails"](source, Outside(door))]


FOUND = [
    "https://www.google.com/url?rct=j&url=https://paper.example/story&ct=ga",
    "https://paper.example/second?utm_source=alert",
    "https://paper.example/plain",
]


def test_the_links_of_a_mail_are_read_whatever_keeps_it(tmp_path: Path) -> None:
    single = tmp_path / "alert.eml"
    single.write_bytes(mail(1))
    assert read(single) == FOUND
    assert read(tmp_path) == FOUND
    maildir = tmp_path / "Maildir"
    for part in ("cur", "new", "tmp"):
        (maildir / part).mkdir(parents=True)
    (maildir / "new" / "1.host").write_bytes(mail(1))
    (maildir / "cur" / "2.host:2,S").write_bytes(
        mail(2, '<a href="https://paper.example/third-story">x</a>', "-")
    )
    (maildir / "tmp" / "3.host").write_bytes(mail(3, '<a href="https://paper.example/not-yet">x</a>', "-"))
    assert sorted(read(maildir)) == sorted([*FOUND, "https://paper.example/third-story"])
    box = tmp_path / "alerts.mbox"
    box.write_bytes(b"".join(b"From a@b Wed Mar  4 07:00:00 2026\n" + mail(n) + b"\n" for n in (1, 2)))
    assert read(box) == FOUND


def test_only_what_came_since_the_last_read_is_read(tmp_path: Path) -> None:
    old, new = tmp_path / "old.eml", tmp_path / "new.eml"
    old.write_bytes(mail(1, '<a href="https://paper.example/old-story">x</a>', "-", day=1))
    new.write_bytes(mail(2, '<a href="https://paper.example/new-story">x</a>', "-", day=9))
    os.utime(old, (1, 1))
    assert read(tmp_path, "2026-03-09T00:00:00+00:00") == ["https://paper.example/new-story"]
    assert len(read(tmp_path)) == 2


def test_a_mail_that_cannot_be_read_keeps_no_other_out(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(b"\x00\xff" * 500)
    (tmp_path / "b.eml").write_bytes(mail(1))
    (tmp_path / "notes.txt").write_text("https://paper.example/not-a-mail", encoding="utf-8")
    assert read(tmp_path) == FOUND


@pytest.mark.parametrize(
    "place", ["file:///no/such/folder", "file://server/share", "https://a.example/", "file:"]
)
def test_a_place_that_is_none_gets_a_sentence(place: str) -> None:
    with Door(FetchSettings()) as door, pytest.raises(InputError):
        list(READERS["mails"](Source("mails", place), Outside(door)))
