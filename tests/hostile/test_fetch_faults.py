"""Each way in which a server can misbehave ends in time, within its size, with an error that says what happened."""

from __future__ import annotations

import gzip
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hostile.faulty_server import CHUNKED, FAULTS, GZIPPED, OK, PAGE, FaultyServer, encoded, length, plainly
from mediawatch.archive.fetch import Door, FetchSettings
from mediawatch.errors import FetchError, MediawatchError, Refused, TimedOut
from mediawatch.model import Fetched

LIMIT = 1 << 17
OPEN = FetchSettings(networks=("127.0.1.0/24",), max_bytes=LIMIT, connect_seconds=5, total_seconds=20)
HURRIED = FetchSettings(networks=("127.0.1.0/24",), max_bytes=LIMIT, connect_seconds=5, total_seconds=0.3)

WHOLE = [
    "/page",
    "/gzip",
    "/x-gzip",
    "/gzip-in-members",
    "/gzip-padded",
    "/gzip-chunked",
    "/deflate",
    "/deflate-bare",
    "/identity",
    "/until-close",
    "/chunked",
    "/early-hints",
    "/twice-the-same-header",
    "/moved",
    "/moved-for-good",
    "/moved-in-utf-8",
    "/h%C3%A4fen",
    "/one",
    "/two",
    "/three",
    "/four",
    "/five",
    "/moved-with-endless-body",
    "/moved-with-drip",
    "/moved-with-bomb",
]
REFUSALS_OF_THEIRS = {
    "/not-found": 404,
    "/forbidden": 403,
    "/broken": 503,
    "/unchanged": 304,
    "/moved-nowhere": 302,
}
INCOMPLETE = [
    "/short-body",
    "/gzip-cut-off",
    "/gzip-one-byte",
    "/gzip-broken",
    "/gzip-wrong-sum",
    "/gzip-that-is-none",
    "/deflate-cut-off",
    "/partial",
    "/chunk-missing",
    "/chunk-cut-off",
    "/chunk-size-nonsense",
    "/chunk-size-minus-one",
    "/chunk-size-negative",
    "/endless-chunk-size",
    "/reset-in-body",
]
TOO_MUCH = [
    "/endless",
    "/endless-chunks",
    "/endless-tiny-chunks",
    "/endless-trailer",
    "/endless-gzip",
    "/claims-to-be-huge",
    "/gzip-bomb",
    "/deflate-bomb",
    "/deflate-bare-bomb",
    "/gzip-bomb-on-404",
    "/huge-headers",
    "/many-headers",
    "/endless-header",
    "/endless-headers",
    "/endless-continue",
    "/gzip-twice",
    "/gzip-twice-in-two-headers",
]
TOO_SLOW = [
    "/drip",
    "/drip-chunks",
    "/drip-chunk-size",
    "/drip-headers",
    "/drip-one-header",
    "/drip-status",
    "/drip-gzip",
    "/drip-hints",
    "/stall",
    "/stall-in-headers",
    "/stall-in-body",
]
NO_HTTP = {
    "/empty": "broke the connection off",
    "/reset": "broke the connection off",
    "/bad-status": "not give an answer that is HTTP",
    "/bad-number": "not give an answer that is HTTP",
    "/endless-hints": "not give an answer that is HTTP",
    "/smtp": "not give an answer that is HTTP",
    "/binary": "not give an answer that is HTTP",
    "/header-without-colon": "headers that cannot be read",
    "/two-lengths": "two different lengths",
    "/length-nonsense": "how long it is",
    "/transfer-nonsense": "how long it is",
    "/brotli": "encoded as 'br'",
    "/unknown-encoding": "encoded as 'rot13'",
}
LEADS_AWAY = {
    "/loop": "redirects more than 5 times",
    "/six": "redirects more than 5 times",
    "/to-private": "10.0.0.1 is not public",
    "/to-metadata": "169.254.169.254 is not public",
    "/to-decimal": "unusual notation",
    "/to-localhost": "127.0.0.1, which is not public",
    "/to-file": "does not begin with http",
    "/to-credentials": "user name or password",
    "/to-backslash": "backslash",
    "/to-brackets": "cannot be read",
    "/to-long": "longer than 8192",
}


@pytest.fixture(scope="module")
def server(world_host: str) -> Iterator[FaultyServer]:
    with FaultyServer(world_host) as running:
        yield running


@pytest.fixture(scope="module")
def door() -> Iterator[Door]:
    with Door(OPEN) as opened:
        yield opened


def test_every_fault_is_tried() -> None:
    tried = {*WHOLE, *REFUSALS_OF_THEIRS, *INCOMPLETE, *TOO_MUCH, *TOO_SLOW, *NO_HTTP, *LEADS_AWAY}
    assert tried == {*FAULTS, "/reset", "/reset-in-body"}
    assert len(tried) - len(WHOLE) - len(REFUSALS_OF_THEIRS) >= 50


@pytest.mark.parametrize("path", WHOLE)
def test_a_whole_body_arrives_exactly(path: str, server: FaultyServer, door: Door) -> None:
    fetched = door.fetch(server.address(path), ignore_robots=True)
    assert (fetched.status, fetched.body, fetched.complete) == (200, PAGE, True)


@pytest.mark.parametrize("path", REFUSALS_OF_THEIRS)
def test_an_answer_is_given_whatever_its_status(path: str, server: FaultyServer, door: Door) -> None:
    fetched = door.fetch(server.address(path), ignore_robots=True)
    assert (fetched.status, fetched.complete) == (REFUSALS_OF_THEIRS[path], True)
    assert fetched.reason


@pytest.mark.parametrize("path", INCOMPLETE)
def test_a_body_that_is_not_whole_is_flagged(path: str, server: FaultyServer, door: Door) -> None:
    fetched = door.fetch(server.address(path), ignore_robots=True)
    assert fetched.complete is False


@pytest.mark.parametrize("path", TOO_MUCH)
def test_too_much_is_refused(path: str, server: FaultyServer, door: Door) -> None:
    started, before = time.monotonic(), server.sent
    with pytest.raises(Refused) as caught:
        door.fetch(server.address(path), ignore_robots=True)
    assert caught.value.exit_code == 1
    assert time.monotonic() - started < OPEN.total_seconds + 1
    assert server.sent - before < 16 * 2**20


@pytest.mark.parametrize("path", TOO_SLOW)
def test_what_is_slow_ends_at_the_deadline(path: str, server: FaultyServer) -> None:
    started = time.monotonic()
    with Door(HURRIED) as door, pytest.raises(TimedOut, match=r"within 0\.3 seconds") as caught:
        door.fetch(server.address(path), ignore_robots=True)
    assert time.monotonic() - started < HURRIED.total_seconds + 1
    assert caught.value.advice


def test_the_deadline_is_that_of_all_hops_together(server: FaultyServer) -> None:
    def slowly(location: bytes) -> object:
        def fault(send: object) -> None:
            time.sleep(0.2)
            send(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + b"\r\n\r\n")  # type: ignore[operator]

        return fault

    server.faults.update({f"/slow{n}": slowly(b"/slow%d" % (n + 1)) for n in range(5)})  # type: ignore[misc]
    started = time.monotonic()
    with Door(HURRIED) as door, pytest.raises(TimedOut):
        door.fetch(server.address("/slow0"), ignore_robots=True)
    assert time.monotonic() - started < 0.9


@pytest.mark.parametrize("path", NO_HTTP)
def test_what_is_no_answer_is_said_in_words(path: str, server: FaultyServer, door: Door) -> None:
    with pytest.raises(FetchError, match=NO_HTTP[path]) as caught:
        door.fetch(server.address(path), ignore_robots=True)
    assert caught.value.advice


@pytest.mark.parametrize("path", LEADS_AWAY)
def test_a_redirect_to_what_is_not_fetched_is_refused(path: str, server: FaultyServer, door: Door) -> None:
    with pytest.raises(Refused, match=LEADS_AWAY[path]) as caught:
        door.fetch(server.address(path), ignore_robots=True)
    assert "secret" not in str(caught.value)


def test_the_body_of_a_redirect_is_not_read(server: FaultyServer, door: Door) -> None:
    before = server.sent
    door.fetch(server.address("/moved-with-endless-body"), ignore_robots=True)
    assert (
        server.sent - before < 16 * 2**20
    )  # what the two sockets' buffers take, not what the server would send


def test_the_raw_body_is_what_came_over_the_wire(server: FaultyServer, door: Door) -> None:
    for path in ("/gzip", "/gzip-chunked"):
        fetched = door.fetch(server.address(path), ignore_robots=True)
        assert (fetched.raw_body, fetched.body) == (GZIPPED, PAGE)
    assert fetched.header("content-encoding") == "gzip"


def test_headers_come_in_order_with_doubles(server: FaultyServer, door: Door) -> None:
    fetched = door.fetch(server.address("/twice-the-same-header"), ignore_robots=True)
    assert fetched.headers[:4] == (
        ("Content-Type", "text/html"),
        ("Set-Cookie", "a=1"),
        ("X-Between", "y"),
        ("Set-Cookie", "b=2"),
    )


def test_a_part_that_was_asked_for_is_whole(server: FaultyServer, door: Door) -> None:
    fetched = door.fetch(server.address("/partial"), ignore_robots=True, headers={"Range": "bytes=0-9"})
    assert (fetched.status, fetched.complete) == (206, True)


def test_a_body_of_just_the_limit_is_kept(server: FaultyServer, door: Door) -> None:
    server.faults["/limit"] = plainly(OK + length(bytes(LIMIT)) + bytes(LIMIT))
    server.faults["/limit-gzip"] = plainly(encoded(b"gzip", gzip.compress(bytes(LIMIT))))
    server.faults["/over-gzip"] = plainly(encoded(b"gzip", gzip.compress(bytes(LIMIT + 1))))
    for path in ("/limit", "/limit-gzip"):
        fetched = door.fetch(server.address(path), ignore_robots=True)
        assert (len(fetched.body), fetched.complete) == (LIMIT, True)
    with pytest.raises(Refused, match=r"larger than 0\.125 MiB"):
        door.fetch(server.address("/over-gzip"), ignore_robots=True)


def test_garbled_answers_never_end_in_anything_but_an_error_of_ours(server: FaultyServer, door: Door) -> None:
    chance = random.Random(20260304)
    seeds = [
        OK + length(PAGE) + PAGE,
        encoded(b"gzip", GZIPPED),
        CHUNKED + b"5\r\nabcde\r\n0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: /page\r\nSet-Cookie: a=b; Path=/\r\n\r\n",
    ]
    kinds: dict[str, int] = {}
    for _ in range(400):
        answer = bytearray(chance.choice(seeds))
        for _ in range(chance.randint(1, 6)):
            spot = chance.randrange(len(answer))
            answer[spot : spot + chance.randint(0, 2)] = chance.choice(
                (b"", b"\r\n", b"\x00", b":", b"-1", b"\xff")
            )
        server.faults["/garbled"] = plainly(bytes(answer))
        try:
            found: object = door.fetch(server.address("/garbled"), ignore_robots=True)
        except MediawatchError as error:
            found = error
        kinds[type(found).__name__] = kinds.get(type(found).__name__, 0) + 1
    assert set(kinds) <= {"Fetched", "FetchError", "Refused"}
    assert min(kinds["Fetched"], kinds["FetchError"]) > 20


def test_a_caller_cannot_set_the_doors_own_headers(door: Door) -> None:
    for name in ("Authorization", "cookie", "Host", "Accept-Encoding", "User-Agent"):
        with pytest.raises(ValueError, match="door's own"):
            door.fetch("http://example.org/", headers={name: "x"})


MEASURE = """
import resource, sys
from mediawatch.archive.fetch import Door, FetchSettings
from mediawatch.errors import FetchError
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)
with Door(FetchSettings(networks=("127.0.1.0/24",), total_seconds=20)) as door:
    door.fetch(sys.argv[1] + "/page", ignore_robots=True)
    before = peak()
    for path in ("/endless", "/endless-chunks", "/gzip-bomb", "/deflate-bomb", "/endless-chunk-size"):
        try:
            door.fetch(sys.argv[1] + path, ignore_robots=True)
        except FetchError:
            pass
print((peak() - before) // 1024)
"""


def test_a_bomb_costs_less_than_50_megabytes(server: FaultyServer, tmp_path: Path) -> None:
    pytest.importorskip("resource", reason="not on this operating system: no way to measure memory")
    command = [sys.executable, "-c", MEASURE, server.address("")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert int(done.stdout) < 50


def test_what_is_fetched_tells_how_it_came(server: FaultyServer) -> None:
    with Door(FetchSettings(networks=("127.0.1.0/24", "10.0.0.0/8"), contact="press@example.org")) as door:
        fetched = door.fetch(server.address("/page"))
    assert isinstance(fetched, Fetched)
    assert (fetched.address, fetched.final_address) == (server.address("/page"), server.address("/page"))
    assert (fetched.peer, fetched.http_version, fetched.reason) == (server.host, "HTTP/1.1", "OK")
    assert (fetched.robots, fetched.proxy, fetched.networks) == ("allowed", "", ("127.0.1.0/24",))
    assert fetched.retrieved_at.endswith("+00:00")
    request = server.asked[-1][1]
    assert "User-Agent: mediawatch/0.1.0 (+press@example.org)\r\n" in request
    assert "Accept-Encoding: gzip, deflate\r\n" in request
