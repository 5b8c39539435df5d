"""Mails that were joined come apart as they were, whatever stands in them."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from mediawatch.archive.mails import split_mbox

STAMP = b"From a@b.example Tue Mar  3 16:02:00 2026\n"
LINES = st.lists(
    st.sampled_from(
        [b"", b"words", b"From here", b">From there", b">>From", STAMP.rstrip(b"\n"), b"\xff\x00", b"From "]
    )
    | st.binary(max_size=20).map(lambda line: line.replace(b"\n", b"").replace(b"\r", b"")),
    max_size=12,
)


@given(st.lists(LINES, min_size=1, max_size=6))
def test_what_was_joined_comes_apart_as_it_was(mails: list[list[bytes]]) -> None:
    contents = [b"Subject: x\n\n" + b"".join(line + b"\n" for line in lines) for lines in mails]
    joined = b""
    for content in contents:
        lines = [part + b"\n" for part in content.split(b"\n")[:-1]]
        joined += STAMP
        joined += b"".join(b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in lines)
        joined += b"\n"
    assert [found.content for found in split_mbox(io.BytesIO(joined))] == contents


@given(
    st.binary(max_size=400)
    | st.lists(st.sampled_from([STAMP, b"\n", b"From ", b"x"]), max_size=30).map(b"".join)
)
def test_no_bytes_break_it_and_none_but_separators_are_lost(content: bytes) -> None:
    found = list(split_mbox(io.BytesIO(content)))
    assert [each.number for each in found] == list(range(1, len(found) + 1))
    assert sum(each.length for each in found) <= len(content)
