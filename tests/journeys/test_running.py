"""Running it for others: health, logs, an orderly end, and a real nginx and Caddy with https; docs/running.md."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from command import Mediawatch

DOCS = Path(__file__).parents[2] / "docs" / "running"


def start(mediawatch: Mediawatch, *options: str) -> tuple[subprocess.Popen[str], str]:
    started = mediawatch.start("serve", "--port", "0", *options)
    assert started.stdout is not None
    found = re.search(r"http://\S+/", started.stdout.readline())
    assert found
    return started, found[0]


def ask(session: requests.Session, address: str, **how: object) -> requests.Response:
    return session.get(address, timeout=30, **how)  # type: ignore[arg-type]


@pytest.fixture
def web() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        yield session


def test_health_is_for_everybody_and_says_nothing_but_that(
    mediawatch: Mediawatch, record: Path, web: requests.Session
) -> None:
    mediawatch("user", "add", "Ama Mensah", check=0)
    _, address = start(mediawatch, "--sign-in")
    answer = ask(web, f"{address}health")
    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert not answer.cookies
    assert ask(web, f"{address}claims", allow_redirects=False).status_code == 302, "all else asks who it is"
    for path in (record, *record.parent.glob(f"{record.name}-*")):
        path.write_bytes(b"no record " * 1000)
    answer = ask(web, f"{address}health")
    assert answer.status_code == 503
    assert answer.text == "the record cannot be read\n"


@pytest.mark.skipif(
    not hasattr(signal, "SIGKILL"), reason="not on this operating system: there is no SIGTERM to catch"
)
def test_it_ends_when_it_is_asked_to_and_what_is_being_answered_is_answered(
    mediawatch: Mediawatch, record: Path, web: requests.Session
) -> None:
    started, address = start(mediawatch)
    answer = web.get(f"{address}timeline.json", stream=True, timeout=30)
    started.send_signal(signal.SIGTERM)
    assert answer.json()["entries"] == [], "whole"
    assert started.wait(20) in (0, -signal.SIGTERM)
    assert started.stderr is not None
    assert started.stderr.read() == ""
    with pytest.raises(requests.ConnectionError):
        ask(web, f"{address}health")
    mediawatch("verify", check=0)


def test_no_log_names_who_read_what(mediawatch: Mediawatch, record: Path, web: requests.Session) -> None:
    mediawatch("user", "add", "Ama Mensah", check=0)
    started, address = start(mediawatch, "--sign-in")
    for path in ("search?q=zqsecret", "claims/1", "no/such/page", "claims?state=zqsecret", "reports/%00"):
        ask(web, address + path)
    web.post(f"{address}sign-in", data={"name": "Ama Mensah", "password": "zqsecret"}, timeout=30)
    started.send_signal(signal.SIGINT)
    started.wait(20)
    assert started.stdout is not None
    assert started.stderr is not None
    written = started.stdout.read() + started.stderr.read()
    for word in ("zqsecret", "Ama", "127.0.0.1", "claims", "GET"):
        assert word not in written


def test_the_units_are_ones_that_systemd_takes() -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not installed (Debian: apt-get install systemd)")
    for unit in DOCS.glob("mediawatch*.*"):
        done = subprocess.run([program, "verify", str(unit)], capture_output=True, text=True, check=False)
        said = [line for line in done.stderr.splitlines() if "is not executable" not in line]
        assert [line for line in said if unit.name in line] == []


def certify(folder: Path) -> tuple[Path, Path]:
    """A certificate of localhost, and its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed (Debian: apt-get install openssl)")
    certificate, key = folder / "press.pem", folder / "press.key"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    return certificate, key


def fill(name: str, *replaced: tuple[str, str]) -> str:
    """A file of docs/running with what is of this machine in it."""
    text = (DOCS / name).read_text(encoding="utf-8")
    for given, here in replaced:
        assert given in text
        text = text.replace(given, here)
    return text


def find_program(name: str, package: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed (Debian: apt-get install {package})")
    return found


def set_up_nginx(folder: Path, port: int, upstream: str, at: str) -> list[str]:
    """The command that runs the nginx of docs/running on `port`."""
    nginx = find_program("nginx", "nginx-light")
    certificate, key = certify(folder)
    server = fill(
        "nginx.conf",
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("press.northgate.example", "localhost"),
        ("/etc/ssl/press.pem", str(certificate)),
        ("/etc/ssl/press.key", str(key)),
        ("http://127.0.0.1:8001", upstream),
        ("location /press/", f"location {at}"),
    )
    temporary = "".join(
        f"{kind}_temp_path {folder / kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    configuration = folder / "nginx.conf"
    configuration.write_text(
        f"daemon off;\npid {folder / 'nginx.pid'};\nerror_log {folder / 'error.log'};\nevents {{}}\n"
        f"http {{\n{temporary}{server}}}\n",
        encoding="utf-8",
    )
    return [nginx, "-c", str(configuration), "-e", str(folder / "error.log")]


def set_up_caddy(folder: Path, port: int, upstream: str, at: str) -> list[str]:
    """The command that runs the Caddy of docs/running on `port`, with a certificate that it need not get."""
    caddy = find_program("caddy", "caddy")
    certificate, key = certify(folder)
    site = fill(
        "Caddyfile",
        (
            "press.northgate.example {",
            f"https://localhost:{port} {{\n\tbind 127.0.0.1\n\ttls {certificate} {key}",
        ),
        ("127.0.0.1:8001", upstream.removeprefix("http://")),
    )
    configuration = folder / "Caddyfile"
    configuration.write_text(
        f"{{\n\tadmin off\n\tauto_https disable_redirects\n\tstorage file_system {folder}\n}}\n{site}",
        encoding="utf-8",
    )
    return [caddy, "run", "--config", str(configuration), "--adapter", "caddyfile"]


SetUp = Callable[[Path, int, str, str], list[str]]


@contextmanager
def proxied(set_up: SetUp, folder: Path, upstream: str, at: str) -> Iterator[tuple[str, Path]]:
    """A proxy in front of `upstream`, as a process of its own; gives its address and certificate."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (folder / "proxy.log").open("w") as log:
        process = subprocess.Popen(set_up(folder, port, upstream, at), stdout=log, stderr=log)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"https://localhost:{port}{at}", folder / "press.pem"
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.parametrize(
    ("set_up", "at"),
    [(set_up_nginx, "/press/"), (set_up_nginx, "/"), (set_up_caddy, "/")],
    ids=["nginx under a path", "nginx at the root", "Caddy"],
)
def test_a_colleague_signs_in_through_a_proxy(
    mediawatch: Mediawatch, record: Path, web: requests.Session, tmp_path: Path, set_up: SetUp, at: str
) -> None:
    password = mediawatch("user", "add", "Ama Mensah", check=0).stdout.strip()
    base = ("--base-url", at) if at != "/" else ()
    _, inner = start(mediawatch, "--sign-in", "--behind-https", *base)
    upstream = inner.removesuffix("/").removesuffix(at.rstrip("/"))
    with proxied(set_up, tmp_path, upstream, at) as (address, certificate):
        web.verify = str(certificate)
        assert ask(web, f"{address}health").text == "ok\n"
        asked = ask(web, f"{address}claims?state=open")
        assert asked.url.startswith(f"{address}sign-in?next=")
        token = re.search(r'name="csrftoken" value="([^"]+)"', asked.text)
        assert token
        typed = {
            "csrftoken": token[1],
            "name": "Ama Mensah",
            "password": password,
            "next": f"{at}claims?state=open",
        }
        origin = {"origin": address.removesuffix(at)}
        foreign = web.post(
            f"{address}sign-in", data=typed, headers={"origin": "https://evil.example"}, timeout=30
        )
        assert foreign.status_code == 403
        inside = web.post(f"{address}sign-in", data=typed, headers=origin, timeout=30)
        assert inside.url == f"{address}claims?state=open"
        assert "Signed in as Ama Mensah" in inside.text
        cookie = next(each for each in web.cookies if each.name == "mediawatch_session")
        assert cookie.secure
        assert cookie.path == at
        assert inside.headers["strict-transport-security"]
        links = re.findall(r'(?:href|src|action)="(/[^"]*)"', inside.text)
        assert links
        assert [link for link in links if not link.startswith(at)] == []
        assert ask(web, f"{address}timeline.csv").headers["content-type"].startswith("text/csv")
        assert ask(web, f"{address}record/claims_overview").status_code == 200
