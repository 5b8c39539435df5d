"""The address that was checked is the address that is dialled: one look-up for each hop, whatever follows."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import pytest

from hostile.faulty_server import PAGE, FaultyServer, plainly, redirect
from mediawatch.archive.fetch import Door, FetchSettings
from mediawatch.errors import FetchError, Refused, TimedOut

OPEN = FetchSettings(networks=("127.0.1.0/24",), total_seconds=10)


class Turncoat:
    """A resolver whose answers change with each look-up; the last one stays."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        self.asked.append(host)
        ip = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if not ip:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]


@pytest.fixture
def server(world_host: str) -> Iterator[FaultyServer]:
    with FaultyServer(world_host) as running:
        yield running


@pytest.fixture
def dialled(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What is dialled; loopback is reached."""
    found: list[object] = []
    connect = socket.socket.connect

    def note(line: socket.socket, address: tuple[str, int]) -> None:
        found.append(address[0])
        connect(line, address)

    monkeypatch.setattr(socket.socket, "connect", note)
    return found


def test_a_second_answer_is_never_asked_for(server: FaultyServer, dialled: list[object]) -> None:
    resolver = Turncoat(server.host, "10.0.0.1")
    with Door(OPEN, resolver=resolver) as door:
        fetched = door.fetch(f"http://news.example.org:{server.port}/page", ignore_robots=True)
    assert (resolver.asked, dialled) == (["news.example.org"], [server.host])
    assert (fetched.body, fetched.peer, fetched.networks) == (PAGE, server.host, ("127.0.1.0/24",))
    assert f"Host: news.example.org:{server.port}" in server.asked[0][1]


def test_the_page_is_checked_again_after_robots(server: FaultyServer, dialled: list[object]) -> None:
    resolver = Turncoat(server.host, "10.0.0.1")
    with Door(OPEN, resolver=resolver) as door, pytest.raises(Refused, match=r"leads to 10\.0\.0\.1"):
        door.fetch(f"http://news.example.org:{server.port}/page")
    assert dialled == [server.host]


def test_each_hop_of_a_redirect_is_checked_alike(server: FaultyServer, dialled: list[object]) -> None:
    resolver = Turncoat(server.host, "169.254.169.254")
    with Door(OPEN, resolver=resolver) as door, pytest.raises(Refused, match=r"leads to 169\.254\.169\.254"):
        door.fetch(f"http://news.example.org:{server.port}/moved", ignore_robots=True)
    assert len(resolver.asked) == 2
    assert dialled == [server.host]


def test_one_look_up_for_each_of_five_hops(server: FaultyServer, dialled: list[object]) -> None:
    resolver = Turncoat(server.host)
    with Door(OPEN, resolver=resolver) as door:
        fetched = door.fetch(f"http://news.example.org:{server.port}/five", ignore_robots=True)
    site = f"http://news.example.org:{server.port}"
    assert len(resolver.asked) == len(dialled) == 6
    assert [(hop.address, hop.status, hop.location) for hop in fetched.hops] == [
        (f"{site}/five", 302, f"{site}/four"),
        (f"{site}/four", 302, f"{site}/three"),
        (f"{site}/three", 302, f"{site}/two"),
        (f"{site}/two", 302, f"{site}/one"),
        (f"{site}/one", 302, f"{site}/page"),
    ]
    assert fetched.final_address == f"{site}/page"


def test_a_literal_address_is_never_looked_up(server: FaultyServer) -> None:
    resolver = Turncoat("10.0.0.1")
    with Door(OPEN, resolver=resolver) as door:
        assert door.fetch(server.address("/page")).status == 200
    assert resolver.asked == []


def test_a_redirect_to_another_port_of_the_same_host_is_followed(
    server: FaultyServer, world_host: str
) -> None:
    with FaultyServer(world_host) as other, Door(OPEN) as door:
        server.faults["/away"] = plainly(redirect(other.address("/page").encode()))
        fetched = door.fetch(server.address("/away"))
    assert fetched.final_address == other.address("/page")
    assert [path for path, _ in other.asked] == ["/robots.txt", "/page"]


def test_cookies_last_for_one_fetch_only(server: FaultyServer) -> None:
    server.faults["/wall"] = plainly(
        redirect(b"/page").replace(b"\r\n\r\n", b"\r\nSet-Cookie: seen=1\r\n\r\n")
    )
    with Door(OPEN) as door:
        door.fetch(server.address("/wall"), ignore_robots=True)
        door.fetch(server.address("/page"), ignore_robots=True)
    sent = ["Cookie: seen=1" in request for _, request in server.asked]
    assert sent == [False, True, False]


def test_a_name_that_does_not_resolve_is_said_so() -> None:
    with (
        Door(OPEN, resolver=Turncoat("")) as door,
        pytest.raises(FetchError, match="does not resolve") as caught,
    ):
        door.fetch("http://news.example.org/")
    assert "spelling" in caught.value.advice


def test_a_look_up_that_hangs_is_left_behind() -> None:
    def hang(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        time.sleep(2)
        return []

    started = time.monotonic()
    settings = FetchSettings(connect_seconds=0.2, total_seconds=5)
    with (
        Door(settings, resolver=hang) as door,
        pytest.raises(TimedOut, match=r"look-up of news\.example\.org"),
    ):
        door.fetch("http://news.example.org/")
    assert time.monotonic() - started < 1.2


def test_a_port_where_nobody_listens_is_said_so(world_host: str) -> None:
    with socket.create_server((world_host, 0)) as listener:
        port = listener.getsockname()[1]
    with Door(OPEN) as door, pytest.raises(FetchError, match=f"refuses connections on port {port}"):
        door.fetch(f"http://{world_host}:{port}/")
