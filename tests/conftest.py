"""Fixtures shared by all tests, the watch on the network, and the account of skipped tests.

CONTRIBUTING.md says which kind of test belongs where.
"""

from __future__ import annotations

import os
import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

import network_watch
from command import Mediawatch
from world import World, find_obstacle, pick_host

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]

# What lands is judged by the same examples as what was tried; new ones are looked for in every other run.
hypothesis.settings.register_profile("landing", derandomize=True)
if os.environ.get("CI"):
    hypothesis.settings.load_profile("landing")
SAMPLE = ROOT / "src" / "mediawatch" / "sample"

STRICT_VARIABLE = "MEDIAWATCH_NO_AVOIDABLE_SKIPS"
"""Set to 1 (as .ci/run does), a skip that could have been avoided fails the run."""

UNAVOIDABLE = ("not on this operating system", "not with this Python")
"""Beginnings of reasons for a skip that no preparation of the machine could have avoided."""

CHROMIUM_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def world_host() -> str:
    """The loopback address on which the test world listens."""
    host = pick_host()
    obstacle = find_obstacle(host)
    if obstacle:
        pytest.skip(obstacle)
    return host


@pytest.fixture
def world(world_host: str) -> Iterator[World]:
    """A real HTTP server on loopback that serves what the test tells it to; see tests/world.py."""
    with World(world_host) as running:
        yield running


@pytest.fixture
def mediawatch(tmp_path: Path) -> Iterator[Mediawatch]:
    """Runs the installed command: `mediawatch("list", "claims", check=0).stdout`."""
    runner = Mediawatch(tmp_path)
    if not runner.command.exists():
        pytest.fail(f"{runner.command} is not there: the tests run the installed command. Run `make test`.")
    yield runner
    runner.close()


@pytest.fixture(scope="session")
def init_arguments() -> tuple[str, ...]:
    """The command line that makes the record of the invented organisation: the first of the sample case."""
    case: dict[str, Any] = tomllib.loads((SAMPLE / "case.toml").read_text(encoding="utf-8"))
    return tuple(case["step"][0]["argv"])


@pytest.fixture(scope="session")
def new_record(tmp_path_factory: pytest.TempPathFactory, init_arguments: tuple[str, ...]) -> Path:
    """The same as `record`, made once and never changed: each test gets a copy, which takes no process."""
    runner = Mediawatch(tmp_path_factory.mktemp("new"))
    runner(*init_arguments, check=0)
    runner.close()
    return runner.record


@pytest.fixture
def record(mediawatch: Mediawatch, new_record: Path) -> Path:
    """An initialised, empty record of the sample case's organisation, which `mediawatch` then uses."""
    shutil.copy(new_record, mediawatch.record)
    return mediawatch.record


@pytest.fixture(scope="session")
def sample() -> Path:
    """The folder of the sample case."""
    return SAMPLE


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pages and files, which is no part of the project: ../shared/data."""
    folder = Path(os.environ.get("MEDIAWATCH_SHARED") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"the folder of real data is not there: ../shared/data (looked at {folder})")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The distribution's Chromium, driven by Playwright.

    Its event loop stays in this thread as long as it runs, so that `asyncio.run` does not work beside it: tests with a
    browser start `mediawatch serve` as a process, and those of other modules have none of it in their way.
    """
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(CHROMIUM_ARGUMENTS))
        yield chromium
        chromium.close()


Dials = Callable[[], list[str]]


@pytest.fixture(scope="session")
def dial_log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Watches the network for the whole run; refused connections are written into this file."""
    log = tmp_path_factory.mktemp("network") / "dials.txt"
    log.touch()
    before = os.environ.get(network_watch.LOG_VARIABLE)
    os.environ[network_watch.LOG_VARIABLE] = str(log)
    network_watch.install()
    yield log
    if before is None:
        del os.environ[network_watch.LOG_VARIABLE]
    else:
        os.environ[network_watch.LOG_VARIABLE] = before


@pytest.fixture
def dials(dial_log: Path) -> Dials:
    """For tests about dialling: gives what this test dialled outside the machine, and lets it have tried."""
    seen_before = len(dial_log.read_text(encoding="utf-8"))
    return lambda: dial_log.read_text(encoding="utf-8")[seen_before:].splitlines()


@pytest.fixture(autouse=True)
def stay_on_this_machine(dial_log: Path, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that dialled anything but loopback, even where the code under test swallowed the refusal."""
    before = dial_log.stat().st_size
    yield
    if "dials" in request.fixturenames or dial_log.stat().st_size == before:
        return
    dialled = dial_log.read_bytes()[before:].decode("utf-8").splitlines()
    pytest.fail(f"dialled outside this machine: {', '.join(dialled)}")


def list_skips(config: pytest.Config) -> list[tuple[str, str]]:
    """Each skipped test, or file, with its reason."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:
        return []
    found = []
    for report in reporter.stats.get("skipped", []):
        text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        found.append((report.nodeid, text.removeprefix("Skipped: ")))
    return found


def is_avoidable(reason: str) -> bool:
    """Whether a machine could have been prepared so that the test runs."""
    return not reason.startswith(UNAVOIDABLE)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """With MEDIAWATCH_NO_AVOIDABLE_SKIPS=1, a skip that could have been avoided fails the run."""
    if os.environ.get(STRICT_VARIABLE) != "1" or exitstatus != pytest.ExitCode.OK:
        return
    if any(is_avoidable(reason) for _, reason in list_skips(session.config)):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Count and name what was skipped."""
    skips = list_skips(config)
    if not skips:
        return
    avoidable = sum(is_avoidable(reason) for _, reason in skips)
    terminalreporter.section(f"skipped: {len(skips)}, of which {avoidable} could have run")
    for test, reason in sorted(skips):
        terminalreporter.line(f"{test}: {reason}")
    if avoidable and os.environ.get(STRICT_VARIABLE) == "1":
        terminalreporter.line(
            f"{STRICT_VARIABLE} is set: a skip that could have been avoided fails the run.", red=True
        )
