"""Nothing is taken from the environment or .netrc; one proxy may be set on purpose, and targets are checked still."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from hostile.faulty_server import CERTIFICATES, PAGE, FaultyServer, plainly, server_tls
from mediawatch.archive.fetch import Door, FetchSettings
from mediawatch.errors import FetchError, InputError, InvalidAddress, Refused, TimedOut

OPEN = FetchSettings(networks=("127.0.1.0/24",), total_seconds=10)
PUBLIC = "93.184.215.14"


def leading_to(ip: str, **others: str) -> object:
    def resolver(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, 1, 6, "", (others.get(host.split(".", maxsplit=1)[0], ip), port))]

    return resolver


class Tunnel:
    """A proxy that knows CONNECT alone and passes everything on to one server."""

    def __init__(
        self, host: str, server: FaultyServer, answer: bytes = b"HTTP/1.1 200 Connected\r\n\r\n"
    ) -> None:
        self.server, self.answer = server, answer
        self.asked: list[str] = []
        self.listener = socket.create_server((host, 0))
        self.address = f"http://{host}:{self.listener.getsockname()[1]}"

    def __enter__(self) -> Tunnel:
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.listener.close()

    def accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                line, _ = self.listener.accept()
                threading.Thread(target=self.serve, args=(line,), daemon=True).start()

    def serve(self, line: socket.socket) -> None:
        with line, contextlib.suppress(OSError):
            self.asked.append(line.recv(65536).split(b"\r\n")[0].decode())
            line.sendall(self.answer)
            if b"200" not in self.answer:
                return
            with socket.create_connection((self.server.host, self.server.port)) as onward:
                back = threading.Thread(target=self.pump, args=(onward, line), daemon=True)
                back.start()
                self.pump(line, onward)
                back.join(2)

    def pump(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)


@pytest.fixture
def server(world_host: str) -> Iterator[FaultyServer]:
    with FaultyServer(world_host) as running:
        yield running


@pytest.fixture
def temptations(
    server: FaultyServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FaultyServer]:
    """An environment full of proxies, passwords and certificates; gives the proxy that it names."""
    netrc = tmp_path / "netrc"
    netrc.write_text(f"machine {server.host} login press password hunter2\n")
    netrc.chmod(0o600)
    with FaultyServer(server.host) as proxy:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.address(""))
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("NETRC", str(netrc))
        monkeypatch.setenv("HOME", str(tmp_path))
        (tmp_path / ".netrc").write_text(netrc.read_text())
        for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
            monkeypatch.setenv(name, str(CERTIFICATES / "authority.pem"))
        yield proxy


def test_proxies_and_passwords_of_the_environment_are_not_used(
    server: FaultyServer, temptations: FaultyServer
) -> None:
    with Door(OPEN) as door:
        fetched = door.fetch(server.address("/page"))
    assert (fetched.body, fetched.proxy, temptations.asked) == (PAGE, "", [])
    assert all("Authorization" not in request for _, request in server.asked)


def test_certificates_of_the_environment_are_not_trusted(temptations: FaultyServer, world_host: str) -> None:
    with (
        FaultyServer(world_host, tls=server_tls()) as server,
        Door(OPEN, resolver=leading_to(world_host)) as door,
        pytest.raises(FetchError, match="not valid"),
    ):
        door.fetch(f"https://news.example.org:{server.port}/page")


def test_canary_plain_requests_takes_all_of_them(server: FaultyServer, temptations: FaultyServer) -> None:
    requests.get(server.address("/page"), timeout=5)
    assert [path for path, _ in temptations.asked] == ["/page"]
    assert "Authorization: Basic" in temptations.asked[0][1]


def test_a_proxy_set_on_purpose_is_used_and_told(world_host: str) -> None:
    with FaultyServer(world_host) as proxy:
        settings = FetchSettings(proxy=proxy.address(""), total_seconds=10)
        with Door(settings, resolver=leading_to(PUBLIC)) as door:
            fetched = door.fetch("http://news.example.org/page")
    assert (fetched.body, fetched.proxy, fetched.peer) == (PAGE, proxy.address(""), world_host)
    assert (
        fetched.networks == ()
    )  # the proxy may be private because it was set, not because a network is open
    assert proxy.asked[1][1].startswith("GET http://news.example.org/page HTTP/1.1\r\n")


def test_a_proxy_may_be_named(world_host: str) -> None:
    with FaultyServer(world_host) as proxy:
        settings = FetchSettings(proxy=f"http://proxy.office.example:{proxy.port}", total_seconds=10)
        with Door(settings, resolver=leading_to(PUBLIC, proxy=world_host)) as door:
            assert door.fetch("http://news.example.org/page").body == PAGE


def test_behind_a_proxy_targets_are_checked_as_ever(world_host: str) -> None:
    with FaultyServer(world_host) as proxy:
        proxy.faults["/inside"] = plainly(b"HTTP/1.1 302 Found\r\nLocation: http://10.0.0.9/\r\n\r\n")
        settings = FetchSettings(proxy=proxy.address(""), total_seconds=10)
        with Door(settings, resolver=leading_to("10.0.0.1", good=PUBLIC)) as door:
            with pytest.raises(InvalidAddress):
                door.fetch("http://127.0.0.1/page", ignore_robots=True)
            with pytest.raises(Refused, match=r"leads to 10\.0\.0\.1"):
                door.fetch("http://bad.example.org/page", ignore_robots=True)
            assert proxy.asked == []
            with pytest.raises(Refused, match=r"10\.0\.0\.9 is not public"):
                door.fetch("http://good.example.org/inside", ignore_robots=True)


def test_https_goes_through_a_tunnel_and_is_verified_end_to_end(world_host: str) -> None:
    with FaultyServer(world_host, tls=server_tls()) as server, Tunnel(world_host, server) as tunnel:
        settings = FetchSettings(
            proxy=tunnel.address, ca_file=str(CERTIFICATES / "authority.pem"), total_seconds=10
        )
        with Door(settings, resolver=leading_to(PUBLIC)) as door:
            fetched = door.fetch("https://news.example.org/page")
            assert (fetched.body, fetched.proxy) == (PAGE, tunnel.address)
            assert (
                tunnel.asked == ["CONNECT news.example.org:443 HTTP/1.0"] * 2
                or tunnel.asked == ["CONNECT news.example.org:443 HTTP/1.1"] * 2
            )
            with pytest.raises(FetchError, match="certificate"):
                door.fetch("https://other.example.org/page")


def test_a_proxy_that_refuses_is_named(world_host: str, server: FaultyServer) -> None:
    answer = b"HTTP/1.1 403 Forbidden\r\n\r\n"
    with Tunnel(world_host, server, answer) as tunnel:
        settings = FetchSettings(proxy=tunnel.address, total_seconds=10)
        with Door(settings, resolver=leading_to(PUBLIC)) as door, pytest.raises(FetchError) as caught:
            door.fetch("https://news.example.org/page")
    assert tunnel.address in caught.value.message
    assert "403" in caught.value.message


def test_a_proxy_that_stalls_ends_at_the_deadline(world_host: str, server: FaultyServer) -> None:
    with Tunnel(world_host, server, b"HTTP/1.1 200 OK\r\nX-Wait: ") as tunnel:
        settings = FetchSettings(proxy=tunnel.address, total_seconds=0.3)
        with Door(settings, resolver=leading_to(PUBLIC)) as door, pytest.raises(TimedOut):
            door.fetch("https://news.example.org/page")


@pytest.mark.parametrize(
    "proxy",
    [
        "proxy.example.org:3128",
        "socks5://127.0.0.1:1080",
        "http://user:secret@127.0.0.1:3128",
        "https://127.0.0.1:3128",
        "http://127.0.0.1:3128/path",
        "http://127.1:3128",
        "http://:3128",
        "http://127.0.0.1:99999",
    ],
)
def test_a_proxy_that_is_none_is_wrong_input(proxy: str) -> None:
    with pytest.raises(InputError, match="cannot be used") as caught:
        Door(FetchSettings(proxy=proxy))
    assert "secret" not in str(caught.value)
    assert "HOST:PORT" in caught.value.advice
