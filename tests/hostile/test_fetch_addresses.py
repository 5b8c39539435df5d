"""No connection to a special address, however it is written; public ones are let through."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator

import pytest
import requests

from hostile.bad_addresses import BAD, GOOD, SPECIAL_IPV4, SPECIAL_IPV6
from mediawatch.archive.fetch import Door, FetchSettings
from mediawatch.archive.guard import read_target
from mediawatch.errors import FetchError, InvalidAddress, Refused

PUBLIC = "93.184.215.14"


@pytest.fixture
def dialled(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """What is dialled during a test; nothing of it is reached."""
    found: list[object] = []

    def refuse(line: socket.socket, address: object) -> None:
        found.append(address)
        raise ConnectionRefusedError("watched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    yield found


def answering(*ips: str) -> tuple[object, list[str]]:
    asked: list[str] = []

    def resolver(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [(socket.AF_INET6 if ":" in ip else socket.AF_INET, 1, 6, "", (ip, port)) for ip in ips]

    return resolver, asked


def test_no_bad_address_is_dialled_or_looked_up(dialled: list[object]) -> None:
    resolver, asked = answering("127.0.0.1")
    passed = []
    with Door(FetchSettings(), resolver=resolver) as door:
        for address in BAD:
            for ignore_robots in (False, True):
                with contextlib.suppress(InvalidAddress):
                    door.fetch(address, ignore_robots=ignore_robots)
                    passed.append(address)
    assert len(set(BAD)) >= 176
    assert (passed, asked, dialled) == ([], [], [])


def test_canary_plain_requests_dials_most_of_them(
    dialled: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that the test above is known to be able to fail."""
    numeric = socket.getaddrinfo

    def without_dns(host: str, port: int, *args: int) -> object:
        if host.rstrip(".").lower() == "localhost":
            host = "127.0.0.1"
        return numeric(host, port, *args[:1], type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)

    monkeypatch.setattr(socket, "getaddrinfo", without_dns)
    leaked = 0
    with requests.Session() as session:
        session.trust_env = False
        for address in BAD:
            before = len(dialled)
            with contextlib.suppress(requests.RequestException, ValueError):
                session.get(address, timeout=1)
            leaked += len(dialled) > before
    assert leaked > 100


@pytest.mark.parametrize("address", GOOD)
def test_a_public_address_passes_and_is_asked_for_in_one_spelling(address: str) -> None:
    assert read_target(address).address == GOOD[address]


def test_a_public_address_is_dialled_as_it_was_resolved(dialled: list[object]) -> None:
    resolver, asked = answering(PUBLIC)
    with (
        Door(FetchSettings(), resolver=resolver) as door,
        pytest.raises(FetchError, match="refuses connections"),
    ):
        door.fetch("http://example.org:8080/x", ignore_robots=True)
    assert dialled == [(PUBLIC, 8080)]
    assert asked == ["example.org"]


@pytest.mark.parametrize("ip", [*SPECIAL_IPV4, *SPECIAL_IPV6, "::1%lo", "not an address"])
def test_a_name_that_leads_to_a_special_address_is_refused(ip: str, dialled: list[object]) -> None:
    resolver, _ = answering(ip)
    with Door(FetchSettings(), resolver=resolver) as door, pytest.raises(Refused) as caught:
        door.fetch("http://example.org/", ignore_robots=True)
    assert caught.value.exit_code == 1
    assert dialled == []


@pytest.mark.parametrize(
    "ips", [(PUBLIC, "10.0.0.1"), ("127.0.0.1", PUBLIC), (PUBLIC, "2606:4700::1", "::1")]
)
def test_mixed_answers_are_refused_as_a_whole(ips: tuple[str, ...], dialled: list[object]) -> None:
    resolver, _ = answering(*ips)
    with Door(FetchSettings(), resolver=resolver) as door, pytest.raises(Refused, match="not public"):
        door.fetch("http://example.org/", ignore_robots=True)
    assert dialled == []


def test_each_of_several_public_answers_is_tried_but_not_more_than_four(dialled: list[object]) -> None:
    resolver, _ = answering(*(f"93.184.215.{number}" for number in range(1, 8)), "93.184.215.1")
    with Door(FetchSettings(), resolver=resolver) as door, pytest.raises(FetchError):
        door.fetch("http://example.org/", ignore_robots=True)
    assert dialled == [(f"93.184.215.{number}", 80) for number in range(1, 5)]


def test_an_opened_network_opens_that_network_only(dialled: list[object]) -> None:
    resolver, _ = answering("127.0.2.1")
    opened = ("127.0.1.0/24",)
    with Door(FetchSettings(networks=opened), resolver=resolver) as door:
        for address in BAD:
            with contextlib.suppress(InvalidAddress, Refused):
                door.fetch(address, ignore_robots=True)
        assert dialled == []
        with pytest.raises(FetchError, match="refuses connections"):
            door.fetch("http://127.0.1.7:81/", ignore_robots=True)
        for odd in (
            "http://127.0.263/",
            "http://0x7f000107/",
            "http://[::ffff:127.0.1.7]/",
            "http://127.0.1.07/",
        ):
            with pytest.raises(InvalidAddress):
                door.fetch(odd, ignore_robots=True)
    assert dialled == [("127.0.1.7", 81)]


def test_the_error_never_shows_the_password() -> None:
    with Door(FetchSettings()) as door, pytest.raises(InvalidAddress) as caught:
        door.fetch("https://press:hunter2@example.org/")
    assert "hunter2" not in str(caught.value)
    assert caught.value.exit_code == 2
