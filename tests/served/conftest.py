"""A record and the real ASGI application on it, asked without a network."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mediawatch.web.serve import build
from served.records import make_record

Ask = Callable[..., Any]


@pytest.fixture(scope="session")
def served_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented record of tests/served/records.py; nobody changes it."""
    return make_record(tmp_path_factory.mktemp("served") / "press office?.db")


@pytest.fixture(scope="session")
def site(served_record: Path) -> Any:
    """The application that `mediawatch serve` runs."""
    return build(served_record)


@pytest.fixture(scope="session")
def ask(site: Any) -> Ask:
    """`ask("/claims")`: the answer of the real application, redirects not followed."""
    return lambda path, method="get", **more: asyncio.run(getattr(site.client, method)(path, **more))
