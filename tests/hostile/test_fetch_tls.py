"""Certificates are always verified, for the name that was asked for and not for the number that is dialled."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterator

import pytest

from hostile.faulty_server import CERTIFICATES, PAGE, FaultyServer, server_tls
from mediawatch.archive.fetch import Door, FetchSettings
from mediawatch.errors import FetchError, InputError, TimedOut

TRUSTING = FetchSettings(
    networks=("127.0.1.0/24",),
    total_seconds=10,
    ca_file=str(CERTIFICATES / "authority.pem"),
    max_bytes=1 << 20,
)


@pytest.fixture
def server(world_host: str) -> Iterator[FaultyServer]:
    with FaultyServer(world_host, tls=server_tls()) as running:
        yield running


def leading_to(ip: str) -> object:
    def resolver(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]

    return resolver


def test_the_name_is_verified_and_sent(server: FaultyServer) -> None:
    names: list[str | None] = []
    assert server.tls is not None
    server.tls.sni_callback = lambda _line, name, _context: names.append(name)
    with Door(TRUSTING, resolver=leading_to(server.host)) as door:
        fetched = door.fetch(f"https://news.example.org:{server.port}/gzip")
    assert (fetched.body, fetched.complete, fetched.peer) == (PAGE, True, server.host)
    assert names == ["news.example.org"] * 2  # robots.txt and the page
    assert f"Host: news.example.org:{server.port}" in server.asked[-1][1]


@pytest.mark.parametrize("name", ["other.example.org", "example.org", "sub.news.example.org"])
def test_a_certificate_for_another_name_is_refused(name: str, server: FaultyServer) -> None:
    with (
        Door(TRUSTING, resolver=leading_to(server.host)) as door,
        pytest.raises(FetchError, match=f"certificate of {name} is not valid"),
    ):
        door.fetch(f"https://{name}:{server.port}/page")
    assert server.asked == []


def test_a_certificate_by_nobody_known_is_refused(server: FaultyServer) -> None:
    settings = FetchSettings(networks=("127.0.1.0/24",), total_seconds=10)
    with (
        Door(settings, resolver=leading_to(server.host)) as door,
        pytest.raises(FetchError, match="not valid"),
    ):
        door.fetch(f"https://news.example.org:{server.port}/page")
    assert server.asked == []


def test_a_number_is_no_name_of_the_certificate(server: FaultyServer) -> None:
    with Door(TRUSTING) as door, pytest.raises(FetchError, match="not valid"):
        door.fetch(server.address("/page"))


def test_plain_http_behind_https_is_said_so(world_host: str) -> None:
    with (
        FaultyServer(world_host) as plain,
        Door(TRUSTING) as door,
        pytest.raises(FetchError, match="encrypted connection"),
    ):
        door.fetch(f"https://{plain.host}:{plain.port}/page")


@pytest.mark.parametrize("path", ["/drip", "/drip-headers", "/stall", "/stall-in-body"])
def test_a_slow_answer_under_tls_ends_at_the_deadline(path: str, server: FaultyServer) -> None:
    settings = FetchSettings(networks=TRUSTING.networks, ca_file=TRUSTING.ca_file, total_seconds=0.5)
    started = time.monotonic()
    with Door(settings, resolver=leading_to(server.host)) as door, pytest.raises(TimedOut):
        door.fetch(f"https://news.example.org:{server.port}{path}", ignore_robots=True)
    assert time.monotonic() - started < 1.5


def test_a_stalled_handshake_ends_with_the_time_for_connecting(world_host: str) -> None:
    settings = FetchSettings(networks=TRUSTING.networks, connect_seconds=0.3, total_seconds=20)
    started = time.monotonic()
    with (
        FaultyServer(world_host, mute=True) as mute,
        Door(settings, resolver=leading_to(world_host)) as door,
        pytest.raises(TimedOut),
    ):
        door.fetch(f"https://news.example.org:{mute.port}/page")
    assert time.monotonic() - started < 1.3


@pytest.mark.parametrize(
    ("path", "complete"), [("/short-body", False), ("/gzip-cut-off", False), ("/chunked", True)]
)
def test_a_body_cut_off_under_tls_is_flagged(path: str, complete: bool, server: FaultyServer) -> None:
    with Door(TRUSTING, resolver=leading_to(server.host)) as door:
        fetched = door.fetch(f"https://news.example.org:{server.port}{path}", ignore_robots=True)
    assert fetched.complete is complete


def test_old_tls_is_not_spoken(world_host: str) -> None:
    old = server_tls()
    old.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning):
        old.minimum_version = ssl.TLSVersion.TLSv1
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    with (
        FaultyServer(world_host, tls=old) as server,
        Door(TRUSTING, resolver=leading_to(world_host)) as door,
        pytest.raises(FetchError, match="encrypted connection"),
    ):
        door.fetch(f"https://news.example.org:{server.port}/page")


def test_certificates_that_cannot_be_read_are_wrong_input(tmp_path: object) -> None:
    for file in (f"{tmp_path}/none.pem", __file__):
        with pytest.raises(InputError, match="cannot be read"):
            Door(FetchSettings(ca_file=file))
