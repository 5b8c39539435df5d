"""What was fetched comes back from its WARC records as it was; other programs read them too."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from dataclasses import replace
from datetime import UTC

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from mediawatch.archive.warc import read, read_page, write
from mediawatch.archive.warc_records import read_parts
from mediawatch.errors import WarcError
from mediawatch.model import Fetched, Hop

PAGE = b"<!doctype html><p>The trust sold two meadows. Caf\xe9 \x00\xff\r\n\r\nWARC/1.1\r\n"
FETCHED = Fetched(
    address="http://example.org/a",
    final_address="https://www.example.org/a",
    status=200,
    headers=(
        ("Content-Type", "text/html; charset=iso-8859-1"),
        ("Set-Cookie", "a=1"),
        ("set-cookie", "b=2"),
        ("X-Odd", "caf\xe9"),
        ("Transfer-Encoding", "chunked"),
        ("Content-Encoding", "gzip"),
    ),
    body=PAGE,
    raw_body=gzip.compress(PAGE, mtime=0),
    retrieved_at="2026-03-04T09:15:00+00:00",
    hops=(Hop("http://example.org/a", 301, "https://www.example.org/a"),),
    peer="192.0.2.7",
    reason="OK",
    robots="overridden",
    proxy="http://proxy.example.org:3128",
    networks=("127.0.1.0/24",),
)

TEXT = st.text(max_size=30)
PAIRS = st.lists(st.tuples(TEXT, TEXT), max_size=5).map(tuple)
TIMES = st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.isoformat(timespec="seconds"))
FETCHES = st.builds(
    Fetched,
    address=TEXT,
    final_address=TEXT | st.just("https://example.org/ä?b=1#c"),
    status=st.integers(0, 999),
    headers=PAIRS
    | st.just((("Content-Encoding", "gzip"),))
    | st.just((("Transfer-Encoding", "chunked"), ("X-Archive-Orig-Transfer-Encoding", "none"))),
    body=st.binary(max_size=200),
    raw_body=st.binary(max_size=200),
    retrieved_at=TIMES,
    hops=st.lists(st.builds(Hop, TEXT, st.integers(100, 999), TEXT), max_size=3).map(tuple),
    complete=st.booleans(),
    peer=TEXT | st.just("2001:db8::1") | st.just("192.0.2.7"),
    http_version=st.sampled_from(["HTTP/1.0", "HTTP/1.1", "HTTP/2"]) | TEXT,
    reason=TEXT,
    robots=st.sampled_from(["allowed", "overridden", "not asked"]),
    proxy=TEXT,
    networks=st.lists(TEXT, max_size=2).map(tuple),
    how=st.sampled_from(["fetched", "given", "typed"]),
    file_name=TEXT,
)


@settings(max_examples=200, deadline=None)
@given(FETCHES)
def test_every_field_comes_back(fetched: Fetched) -> None:
    record = write(fetched)
    assert read(record) == fetched
    assert write(fetched) == record


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate"]), st.integers(0, 12))
def test_an_encoded_body_comes_back_even_when_it_was_cut_off(body: bytes, encoding: str, cut: int) -> None:
    raw = gzip.compress(body, mtime=0) if encoding == "gzip" else zlib.compress(body)
    raw = raw[: len(raw) - cut]
    fetched = replace(
        FETCHED, headers=(("Content-Encoding", encoding),), body=body, raw_body=raw, complete=cut == 0
    )
    assert read(write(fetched)) == fetched


def test_another_program_reads_it_and_finds_every_digest_right() -> None:
    both = write(FETCHED) + write(replace(FETCHED, final_address="https://www.example.org/b"))
    seen = []
    for record in ArchiveIterator(io.BytesIO(both), check_digests="raise"):
        seen.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI")))
        if record.rec_type == "response" and record.http_headers.get_statuscode() == "200":
            assert record.raw_stream.read() == FETCHED.raw_body
            assert ("X-Odd", "caf\xe9") in record.http_headers.headers
            assert ("set-cookie", "b=2") in record.http_headers.headers
        else:
            record.content_stream().read()
    assert seen == [
        ("response", "http://example.org/a"),
        ("response", "https://www.example.org/a"),
        ("metadata", "https://www.example.org/a"),
        ("response", "http://example.org/a"),
        ("response", "https://www.example.org/b"),
        ("metadata", "https://www.example.org/b"),
    ]


def test_a_page_that_came_in_chunks_is_read_whole_by_another_program() -> None:
    record = write(replace(FETCHED, body=b"5\r\nhello", raw_body=b"5\r\nhello", headers=FETCHED.headers[:5]))
    bodies = [
        each.content_stream().read()
        for each in ArchiveIterator(io.BytesIO(record))
        if each.rec_type == "response"
    ]
    assert bodies == [b"", b"5\r\nhello"]


def test_each_record_is_one_member_with_the_fields_of_the_standard() -> None:
    hop, response, metadata = read_parts(write(FETCHED))
    raw = hashlib.sha256(FETCHED.raw_body).hexdigest()
    assert response.field("WARC-Payload-Digest") == f"sha256:{raw}"
    assert response.field("WARC-Date") == "2026-03-04T09:15:00Z"
    assert response.field("WARC-IP-Address") == "192.0.2.7"
    assert response.field("Content-Type") == "application/http; msgtype=response"
    assert response.field("WARC-Truncated") == ""
    assert hop.block == b"HTTP/1.1 301 \r\nLocation: https://www.example.org/a\r\n\r\n"
    assert metadata.field("WARC-Refers-To") == response.field("WARC-Record-ID")
    assert len({each.field("WARC-Record-ID") for each in (hop, response, metadata)}) == 3
    assert write(FETCHED).count(b"\x1f\x8b\x08\x00\x00\x00\x00\x00") == 3


def test_an_incomplete_body_is_marked() -> None:
    record = write(replace(FETCHED, complete=False))
    assert [part.field("WARC-Truncated") for part in read_parts(record)] == ["", "unspecified", ""]


def test_a_given_file_is_a_resource_with_its_own_type() -> None:
    given = Fetched(
        "", "", 200, (("Content-Type", "text/html; charset=utf-8"),), b"<p>inside", b"MIME-Version: 1.0",
        "2026-03-04T09:15:00+00:00", how="given", file_name="a b.mhtml",
    )  # fmt: skip
    resource, conversion, _ = read_parts(write(given))
    assert (resource.kind, resource.block) == ("resource", b"MIME-Version: 1.0")
    assert resource.field("Content-Type") == "multipart/related"
    assert resource.field("WARC-Target-URI") == "file:///a%20b.mhtml"
    assert (conversion.kind, conversion.block) == ("conversion", b"<p>inside")


def test_a_record_identifier_can_be_given() -> None:
    wanted = "12345678-1234-5678-1234-567812345678"
    parts = list(read_parts(write(FETCHED, record_id=f"<urn:uuid:{wanted}>")))
    assert parts[1].field("WARC-Record-ID") == f"<urn:uuid:{wanted}>"
    with pytest.raises(ValueError, match="UUID"):
        write(FETCHED, record_id="seven")


def test_every_changed_byte_of_a_response_is_noticed() -> None:
    plain = gzip.decompress(write(FETCHED))
    block = next(part.block for part in read_parts(plain) if b"200 OK" in part.block)
    for place in range(plain.index(block), plain.index(block) + len(block)):
        changed = bytearray(plain)
        changed[place] ^= 1
        with pytest.raises(WarcError):
            read(bytes(changed))


@pytest.mark.parametrize("cut", [1, 9, 40, 300, 600])
def test_a_record_that_is_cut_off_is_refused(cut: int) -> None:
    with pytest.raises(WarcError):
        read(write(FETCHED)[:-cut])


@pytest.mark.parametrize(
    "content", [b"", b"WARC/1.1\r\n\r\n", b"nothing", b"\x1f\x8bnothing", gzip.compress(b"<html>", mtime=0)]
)
def test_what_is_no_warc_is_refused(content: bytes) -> None:
    with pytest.raises(WarcError):
        read(content)
    with pytest.raises(WarcError):
        read_page(content)


def test_records_of_two_fetches_are_not_taken_for_one() -> None:
    with pytest.raises(WarcError):
        read(write(FETCHED) + write(replace(FETCHED, status=500)))


def warc_by_another(*responses: tuple[str, str, str, bytes], packed: bool = True) -> bytes:
    """A WARC file by warcio: (address, status, content type, body) for each response."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed, warc_version="1.1")
    writer.write_record(writer.create_warcinfo_record("x.warc.gz", {"software": "another"}))
    for address, status, media_type, body in responses:
        headers = StatusAndHeaders(
            status, [("Content-Type", media_type), ("Server", "x")], protocol="HTTP/1.1"
        )
        named = {"WARC-Date": "2025-12-24T18:00:00Z", "WARC-IP-Address": "192.0.2.9"}
        writer.write_record(
            writer.create_warc_record(
                address, "response", payload=io.BytesIO(body), http_headers=headers, warc_headers_dict=named
            )
        )
    return out.getvalue()


@pytest.mark.parametrize("packed", [True, False])
def test_the_one_page_of_another_archive_is_found_among_its_pictures(packed: bool) -> None:
    content = warc_by_another(
        ("http://example.org/", "301 Moved", "text/html", b"moved"),
        ("https://example.org/robots.txt", "200 OK", "text/plain", b"User-agent: *"),
        ("https://example.org/", "200 OK", "text/html; charset=utf-8", b"<p>The page"),
        ("https://example.org/a.png", "200 OK", "image/png", b"\x89PNG"),
        packed=packed,
    )
    page = read_page(content)
    assert (page.address, page.body, page.status) == ("https://example.org/", b"<p>The page", 200)
    assert page.retrieved_at == "2025-12-24T18:00:00+00:00"
    assert page.header("content-type") == "text/html; charset=utf-8"
    assert page.peer == "192.0.2.9"


def test_several_pages_are_listed_and_one_can_be_chosen() -> None:
    content = warc_by_another(
        ("https://example.org/a", "200 OK", "text/html", b"a"),
        ("https://example.org/b", "200 OK", "text/html", b"b"),
    )
    with pytest.raises(
        WarcError, match=r"2 pages: https://example\.org/a .*https://example\.org/b"
    ) as raised:
        read_page(content)
    assert "--url" in raised.value.advice
    assert read_page(content, address="https://example.org/b").body == b"b"


def test_a_page_in_chunks_and_packed_is_decoded() -> None:
    packed = gzip.compress(b"<p>The page", mtime=0)
    payload = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    block = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
        + payload
    )
    warc = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:12345678-1234-5678-1234-567812345678>\r\n"
        b"WARC-Date: 2025-12-24T18:00:00Z\r\nWARC-Target-URI: <https://example.org/>\r\n"
        b"Content-Type: application/http;msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
        % (len(block), block)
    )
    page = read_page(warc)
    assert page.body == b"<p>The page"
    assert page.raw_body == payload
    assert page.address == "https://example.org/"


def test_an_archive_without_a_page_says_so() -> None:
    with pytest.raises(WarcError, match="no page"):
        read_page(warc_by_another(("https://example.org/a.png", "200 OK", "image/png", b"\x89PNG")))


def test_our_own_records_are_an_archive_with_one_page() -> None:
    page = read_page(write(FETCHED))
    assert (page.body, page.raw_body) == (FETCHED.body, FETCHED.raw_body)
    assert page.address == FETCHED.final_address
