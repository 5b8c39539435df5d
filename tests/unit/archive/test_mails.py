"""A file of mails is read mail by mail, and never more of it than one mail at a time."""

from __future__ import annotations

import io
import tracemalloc
from pathlib import Path

import pytest

from mediawatch.archive.mails import MailFound, open_mails, split_mbox
from mediawatch.errors import InputError

ONE = b"From: a@courier.example\nSubject: One\n\nFirst words.\n"
TWO = b"From: b@courier.example\nSubject: Two\n\nFrom here on it is ours.\n\nFrom you we heard nothing.\n"
STAMP = b"From a@courier.example Tue Mar  3 16:02:00 2026\n"


def mbox(*mails: bytes, stamp: bytes = STAMP) -> bytes:
    """Mails as programs join them: lines that begin with "From " get a ">" before them (mboxrd)."""
    made = []
    for mail in mails:
        lines = mail.splitlines(keepends=True)
        quoted = [b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in lines]
        made.append(stamp + b"".join(quoted) + b"\n")
    return b"".join(made)


def test_each_mail_comes_out_as_it_went_in() -> None:
    found = list(split_mbox(io.BytesIO(mbox(ONE, TWO, ONE))))
    assert [(each.number, each.content) for each in found] == [(1, ONE), (2, TWO), (3, ONE)]
    assert {each.stamp for each in found} == {"2026-03-03T16:02:00+00:00"}


def test_a_line_that_begins_like_a_separator_splits_no_mail() -> None:
    loose = (
        STAMP + b"Subject: x\n\nFrom the mayor we heard this.\nFrom a@b.example Tue Mar  3 16:02:00 2026\n"
    )
    (found,) = split_mbox(io.BytesIO(loose))
    assert found.content.endswith(b"From a@b.example Tue Mar  3 16:02:00 2026\n"), "no empty line before it"


@pytest.mark.parametrize(
    ("stamp", "at"),
    [
        (b"From - Tue Mar  3 16:02:00 2026\n", "2026-03-03T16:02:00+00:00"),
        (b"From 1234567890@xxx Tue Mar 03 16:02:00 +0100 2026\n", "2026-03-03T16:02:00+01:00"),
        (b"From a@b.example Tue Mar  3 16:02:00 2026 remote from c\n", "2026-03-03T16:02:00+00:00"),
        (b"From Tue Mar 33 16:02:00 2026\n", ""),
    ],
)
def test_the_time_of_a_separator_is_read_where_it_is_one(stamp: bytes, at: str) -> None:
    (found,) = split_mbox(io.BytesIO(mbox(ONE, stamp=stamp)))
    assert found.content == ONE
    assert found.stamp == at


def test_line_ends_of_windows_are_kept() -> None:
    crlf = ONE.replace(b"\n", b"\r\n")
    made = STAMP.replace(b"\n", b"\r\n") + crlf + b"\r\n" + STAMP.replace(b"\n", b"\r\n") + crlf
    assert [each.content for each in split_mbox(io.BytesIO(made))] == [crlf, crlf]


def test_one_that_is_too_large_is_named_and_the_next_is_read() -> None:
    large = b"Subject: large\n\n" + b"words and words\n" * 1000
    found = list(split_mbox(io.BytesIO(mbox(ONE, large, TWO)), limit=5000))
    assert [each.content for each in found] == [ONE, b"", TWO]
    assert found[1].length >= len(large)


class Endless(io.RawIOBase):
    """An mbox of so many bytes that is nowhere in memory: ordinary mails, and then one line without an end."""

    def __init__(self, mails: int, line: int) -> None:
        self.left = [mbox(b"Subject: x\n\n" + (b"words and words " * 10 + b"\n") * 400)] * mails
        self.line = line

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        if self.left:
            piece = self.left.pop()
            head, rest = piece[: len(buffer)], piece[len(buffer) :]
            if rest:
                self.left.append(rest)
        else:
            head = b"x" * min(len(buffer), self.line)
            self.line -= len(head)
        buffer[: len(head)] = head
        return len(head)


def test_memory_stays_flat_however_long_the_file_is() -> None:
    source = io.BufferedReader(Endless(mails=400, line=60_000_000))
    tracemalloc.start()
    try:
        count = sum(1 for _ in split_mbox(source, limit=200_000))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 400
    assert peak < 4_000_000, "85 MB went through"


def test_a_file_with_one_mail_and_one_with_many_are_told_apart(tmp_path: Path) -> None:
    single, many = tmp_path / "a.eml", tmp_path / "without-an-ending"
    single.write_bytes(b"\xef\xbb\xbf" + ONE)
    many.write_bytes(mbox(ONE, TWO))
    assert list(open_mails(single)) == [MailFound(1, ONE, len(ONE), "")]
    assert [each.content for each in open_mails(many)] == [ONE, TWO]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "empty"), (b" \n", "empty"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "Outlook")],
)
def test_a_file_of_another_kind_is_refused_with_what_to_do(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "mail.msg"
    path.write_bytes(content)
    with pytest.raises(InputError, match=said):
        list(open_mails(path))
    with pytest.raises(InputError, match="cannot be read"):
        list(open_mails(tmp_path))
