"""The installed command as a person's machine would run it, for the fixture `mediawatch`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import network_watch
from world import WORLD_NETWORK

WATCHED = Path(__file__).parent / "watched"
"""On PYTHONPATH of each command: its sitecustomize watches what the command dials."""


class Mediawatch:
    """The installed command, run as a process in an empty folder with an environment of its own.

    The record is `record.db` in that folder; the user is "Test Officer"; of all private networks only the
    test world's can be reached.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.record = folder / "record.db"
        self.command = Path(sys.executable).with_name("mediawatch.exe" if os.name == "nt" else "mediawatch")
        self.env = make_environment(folder)
        self.started: list[subprocess.Popen[str]] = []

    def __call__(
        self,
        *args: str | Path | int,
        input: str | bytes | None = None,
        env: Mapping[str, str | None] | None = None,
        check: int | None = None,
        timeout: float = 120,
        cwd: Path | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """Run one command line to its end.

        Args:
            input: what stands on standard input; nothing and closed where None.
            env: variables on top of the fixture's; one that is None is unset.
            check: the exit code that must come out; the outputs are shown when another does.
            timeout: seconds after which the command is killed and the test fails.
        """
        given = input.encode("utf-8") if isinstance(input, str) else input
        raw = subprocess.run(
            [self.command, *map(str, args)],
            input=given if given is not None else b"",
            capture_output=True,
            cwd=cwd or self.folder,
            env=self.environment(env),
            timeout=timeout,
            check=False,
        )
        done = subprocess.CompletedProcess(
            raw.args, raw.returncode, raw.stdout.decode("utf-8"), raw.stderr.decode("utf-8")
        )
        if check is not None and done.returncode != check:
            pytest.fail(
                f"`mediawatch {' '.join(map(str, args))}` gave {done.returncode}, not {check}.\n"
                f"--- stdout\n{done.stdout}\n--- stderr\n{done.stderr}"
            )
        return done

    def start(
        self, *args: str | Path | int, env: Mapping[str, str | None] | None = None, cwd: Path | None = None
    ) -> subprocess.Popen[str]:
        """Start one that goes on (`serve`), with its outputs as pipes; it is ended after the test."""
        started = subprocess.Popen(
            [self.command, *map(str, args)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=cwd or self.folder,
            env=self.environment(env),
            encoding="utf-8",
        )
        self.started.append(started)
        return started

    def environment(self, env: Mapping[str, str | None] | None) -> dict[str, str]:
        """The fixture's environment with changes."""
        merged: dict[str, str | None] = {**self.env, **(env or {})}
        return {key: value for key, value in merged.items() if value is not None}

    def close(self) -> None:
        """End what still runs."""
        for started in self.started:
            if started.poll() is None:
                started.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
                try:
                    started.wait(10)
                except subprocess.TimeoutExpired:
                    started.kill()
                    started.wait(10)
            for pipe in (started.stdout, started.stderr):
                if pipe is not None:
                    pipe.close()


def make_environment(folder: Path) -> dict[str, str]:
    """An environment in which nothing of the person who runs the tests is seen or touched."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", network_watch.LOG_VARIABLE)
    return {
        **{key: os.environ[key] for key in kept if key in os.environ},
        "HOME": str(home),
        "USERPROFILE": str(home),
        "APPDATA": str(home / "appdata"),
        "LOCALAPPDATA": str(home / "localappdata"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_STATE_HOME": str(home / "state"),
        "LANG": "C.UTF-8",
        "TERM": "dumb",
        "PYTHONPATH": str(WATCHED),
        "MEDIAWATCH_DB": str(folder / "record.db"),
        "MEDIAWATCH_USER": "Test Officer",
        "MEDIAWATCH_ALLOW_NETWORKS": WORLD_NETWORK,
    }
