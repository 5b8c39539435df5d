"""What all tests stand on: the world answers as told, the watch sees what leaves the machine, skips are counted."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from command import Mediawatch
from network_watch import Dialled
from world import World

TESTS = Path(__file__).parents[1]


def fetch(world: World, path: str, timeout: float = 5) -> tuple[int, bytes]:
    """Status and body of a path of the world."""
    connection = http.client.HTTPConnection(world.host, world.port, timeout=timeout)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def test_the_world_serves_what_it_is_told_and_keeps_what_was_asked(world: World) -> None:
    address = world.page("/a", "<p>“Grüße”</p>", headers={"ETag": '"1"'})
    assert address == f"http://{world.host}:{world.port}/a"
    assert fetch(world, "/a") == (200, "<p>“Grüße”</p>".encode())
    assert fetch(world, "/robots.txt")[0] == 404
    assert [asked.path for asked in world.requests] == ["/a", "/robots.txt"]


def test_the_world_listens_in_the_network_that_commands_may_reach(
    world: World, mediawatch: Mediawatch
) -> None:
    assert world.host.startswith("127.0.1.")
    assert mediawatch.env["MEDIAWATCH_ALLOW_NETWORKS"] == "127.0.1.0/24"


def test_a_short_body_ends_before_its_length(world: World) -> None:
    world.short("/short", "<p>half</p>", missing=50)
    with pytest.raises(http.client.IncompleteRead):
        fetch(world, "/short")


def test_a_chunked_body_comes_whole(world: World) -> None:
    world.chunked("/chunks", b"<p>one ", b"two</p>")
    assert fetch(world, "/chunks") == (200, b"<p>one two</p>")


def test_a_slow_page_keeps_one_waiting_and_the_world_still_ends_at_once(world: World) -> None:
    world.slow("/slow", wait=60)
    with pytest.raises(TimeoutError):
        fetch(world, "/slow", timeout=0.2)


def test_a_redirect_leads_on(world: World) -> None:
    world.redirect("/old", world.url("/new"), status=301)
    connection = http.client.HTTPConnection(world.host, world.port, timeout=5)
    connection.request("GET", "/old")
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, world.url("/new"))
    connection.close()


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1", "169.254.169.254"])
def test_a_dial_out_of_this_machine_is_refused_and_seen(address: str, dials: Callable[[], list[str]]) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as dialling, pytest.raises(Dialled):
        dialling.connect((address, 9))
    assert len(dials()) == 1
    assert address in dials()[0]


def test_a_dial_out_of_this_machine_by_a_child_process_is_refused_and_seen(
    mediawatch: Mediawatch, dials: Callable[[], list[str]]
) -> None:
    code = "import socket; socket.create_connection(('192.0.2.1', 9), 1)"
    done = subprocess.run(
        [sys.executable, "-c", code], env=mediawatch.env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Dialled" in done.stderr
    assert dials() == ["('192.0.2.1', 9)"]


@pytest.mark.parametrize(
    ("reason", "strict", "passes"),
    [
        ("not on this operating system: symbolic links", "1", True),
        ("Chromium is not installed", "1", False),
        ("Chromium is not installed", "", True),
    ],
)
def test_a_skip_that_could_have_been_avoided_fails_the_strict_run(
    tmp_path: Path, reason: str, strict: str, passes: bool
) -> None:
    (tmp_path / "test_two.py").write_text(
        f"import pytest\ndef test_runs(): pass\ndef test_skips(): pytest.skip({reason!r})\n", encoding="utf-8"
    )
    done = run_pytest(tmp_path, strict)
    assert (done.returncode == 0) == passes, done.stdout
    assert f"test_two.py::test_skips: {reason}" in done.stdout
    assert "1 passed, 1 skipped" in done.stdout


def test_a_swallowed_dial_fails_its_test(tmp_path: Path) -> None:
    (tmp_path / "test_dial.py").write_text(
        "import socket\n"
        "def test_swallows():\n"
        "    try:\n"
        "        socket.create_connection(('192.0.2.1', 9), 1)\n"
        "    except Exception:\n"
        "        pass\n",
        encoding="utf-8",
    )
    done = run_pytest(tmp_path, "")
    assert done.returncode == 1, done.stdout
    assert "dialled outside this machine: ('192.0.2.1', 9)" in done.stdout


def run_pytest(folder: Path, strict: str) -> subprocess.CompletedProcess[str]:
    """A run of pytest of its own, with the shared conftest, on the tests of a folder."""
    environment = {
        **os.environ,
        "MEDIAWATCH_NO_AVOIDABLE_SKIPS": strict,
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONPATH": os.pathsep.join((str(TESTS), str(TESTS / "watched"))),
    }
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "conftest",
            "-p",
            "no:cacheprovider",
            "--rootdir",
            folder,
            folder,
        ],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
