"""robots.txt is asked of each host that is fetched from, and kept for a day at most (RFC 9309)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from hostile.faulty_server import OK, PAGE, FaultyServer, length, plainly, redirect, silence
from mediawatch.archive.fetch import Door, FetchSettings
from mediawatch.errors import FetchError, Refused, TimedOut

OPEN = FetchSettings(networks=("127.0.1.0/24",), total_seconds=10)
NO = b"User-agent: *\nDisallow: /\n"
YES = b"User-agent: *\nDisallow:\n"


def answer(body: bytes, status: bytes = b"200 OK") -> Callable[..., None]:
    return plainly(b"HTTP/1.1 " + status + b"\r\n" + length(body) + body)


@pytest.fixture
def server(world_host: str) -> Iterator[FaultyServer]:
    with FaultyServer(world_host) as running:
        yield running


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def asked(server: FaultyServer) -> list[str]:
    return [path for path, _ in server.asked]


def test_what_robots_forbids_is_not_asked_for(server: FaultyServer) -> None:
    server.faults["/robots.txt"] = answer(
        b"User-agent: mediawatch\nDisallow: /page\n\nUser-agent: *\nDisallow:\n"
    )
    with Door(OPEN) as door:
        with pytest.raises(Refused, match=r"robots\.txt does not allow it") as caught:
            door.fetch(server.address("/page"))
        assert "--ignore-robots" in caught.value.advice
        assert door.fetch(server.address("/gzip")).robots == "allowed"
    assert asked(server) == ["/robots.txt", "/gzip"]


def test_an_override_asks_nothing_of_robots(server: FaultyServer) -> None:
    server.faults["/robots.txt"] = answer(NO)
    with Door(OPEN) as door:
        fetched = door.fetch(server.address("/moved"), ignore_robots=True)
    assert (fetched.robots, fetched.body) == ("overridden", PAGE)
    assert asked(server) == ["/moved", "/page"]


@pytest.mark.parametrize(
    "status", [b"400 Bad", b"401 No", b"403 No", b"404 None", b"410 Gone", b"429 Slow", b"302 X"]
)
def test_no_robots_allows_everything(status: bytes, server: FaultyServer) -> None:
    server.faults["/robots.txt"] = answer(NO, status)
    with Door(OPEN) as door:
        assert door.fetch(server.address("/page")).robots == "allowed"


@pytest.mark.parametrize("status", [b"500 Oh", b"503 Later", b"599 What"])
def test_robots_in_trouble_allows_nothing(status: bytes, server: FaultyServer) -> None:
    server.faults["/robots.txt"] = answer(YES, status)
    with Door(OPEN) as door, pytest.raises(Refused, match=f"answered {status[:3].decode()}"):
        door.fetch(server.address("/page"))
    assert asked(server) == ["/robots.txt"]


@pytest.mark.parametrize(
    "path", ["/short-body", "/gzip-cut-off", "/reset", "/bad-status", "/many-headers", "/brotli"]
)
def test_robots_that_cannot_be_read_allows_nothing(path: str, server: FaultyServer) -> None:
    server.faults["/robots.txt"] = plainly(redirect(path.encode()))
    with Door(OPEN) as door, pytest.raises(Refused, match="nothing may be fetched") as caught:
        door.fetch(server.address("/page"))
    assert "--ignore-robots" in caught.value.advice
    assert "/page" not in asked(server)


@pytest.mark.parametrize(("start", "read"), [("/four", True), ("/five", False)])
def test_five_redirects_are_followed_for_robots_and_a_sixth_means_none(
    start: str, read: bool, server: FaultyServer
) -> None:
    server.faults["/robots.txt"] = plainly(redirect(start.encode()))
    server.faults["/page"] = answer(NO)  # where the redirects end
    with Door(OPEN) as door:
        if read:
            with pytest.raises(Refused, match="does not allow"):
                door.fetch(server.address("/gzip"))
        else:
            assert door.fetch(server.address("/gzip")).status == 200
    assert ("/page" in asked(server)) is read


def test_robots_elsewhere_is_fetched_through_the_same_guard(server: FaultyServer) -> None:
    server.faults["/robots.txt"] = plainly(redirect(b"http://169.254.169.254/"))
    with Door(OPEN) as door, pytest.raises(Refused, match="could not be read"):
        door.fetch(server.address("/page"))
    assert asked(server) == ["/robots.txt"]


def test_robots_is_asked_once_in_a_day(server: FaultyServer) -> None:
    clock = Clock()
    with Door(OPEN, clock=clock) as door:
        for hours in (0, 12, 11.9):
            clock.now += timedelta(hours=hours)
            door.fetch(server.address("/page"))
        assert asked(server).count("/robots.txt") == 1
        clock.now += timedelta(hours=0.1)
        door.fetch(server.address("/page"))
        assert asked(server).count("/robots.txt") == 2


def test_trouble_is_remembered_for_minutes_only(server: FaultyServer) -> None:
    clock = Clock()
    server.faults["/robots.txt"] = answer(b"", b"503 Later")
    with Door(OPEN, clock=clock) as door:
        for _ in range(2):
            with pytest.raises(Refused):
                door.fetch(server.address("/page"))
        assert asked(server) == ["/robots.txt"]
        server.faults["/robots.txt"] = answer(YES)
        clock.now += timedelta(minutes=6)
        assert door.fetch(server.address("/page")).status == 200


def test_a_redirect_asks_the_other_hosts_robots_and_ours_for_the_new_path(server: FaultyServer) -> None:
    with FaultyServer(server.host) as other, Door(OPEN) as door:
        other.faults["/robots.txt"] = answer(NO)
        server.faults["/away"] = plainly(redirect(other.address("/page").encode()))
        with pytest.raises(Refused, match=f"{other.port}/page was not fetched"):
            door.fetch(server.address("/away"))
        assert asked(other) == ["/robots.txt"]
    server.faults["/robots.txt"] = answer(b"User-agent: *\nDisallow: /page\n")
    with Door(OPEN) as door, pytest.raises(Refused, match="/page was not fetched"):
        door.fetch(server.address("/moved"))


def test_the_first_500_kilobytes_of_robots_count(server: FaultyServer) -> None:
    padding = b"# hardly anything\n" * 30_000
    for body, refused in ((NO + padding, True), (padding + NO, False)):
        server.faults["/robots.txt"] = plainly(OK + length(body) + body)
        with Door(OPEN) as door:
            if refused:
                with pytest.raises(Refused):
                    door.fetch(server.address("/page"))
            else:
                assert door.fetch(server.address("/page")).status == 200


@pytest.mark.parametrize("path", ["/endless", "/gzip-bomb", "/endless-chunks"])
def test_endless_robots_are_cut(path: str, server: FaultyServer) -> None:
    server.faults["/robots.txt"] = server.faults[path]
    before = server.sent
    with Door(OPEN) as door:
        assert door.fetch(server.address("/page")).status == 200
    assert server.sent - before < 16 * 2**20


def test_robots_that_stalls_ends_at_the_deadline_and_names_the_way_out(server: FaultyServer) -> None:
    server.faults["/robots.txt"] = silence(b"")
    started = time.monotonic()
    settings = FetchSettings(networks=OPEN.networks, total_seconds=0.3)
    with Door(settings) as door, pytest.raises(TimedOut, match=r"/robots\.txt did not come") as caught:
        door.fetch(server.address("/page"))
    assert time.monotonic() - started < 1.3
    assert "--ignore-robots" in caught.value.advice


def test_a_host_that_is_not_there_is_told_as_that(world_host: str) -> None:
    with FaultyServer(world_host) as gone:
        address = gone.address("/page")
    with Door(OPEN) as door, pytest.raises(FetchError, match="refuses connections") as caught:
        door.fetch(address)
    assert "--ignore-robots" not in caught.value.advice
