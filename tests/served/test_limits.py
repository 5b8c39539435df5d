"""Nobody fills the memory of the machine that serves the pages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from mediawatch.web.limits import LARGEST_BODY
from mediawatch.web.serve import SignIn, build


async def pour(size: int) -> AsyncIterator[bytes]:
    for _ in range(size // 2**16):
        yield b"x" * 2**16


@pytest.mark.parametrize("announced", [True, False])
@pytest.mark.parametrize("cookie", ["", "ds_csrftoken=x"])
def test_a_body_that_is_too_large_is_refused(served_record: Path, announced: bool, cookie: str) -> None:
    app = build(served_record, sign_in=SignIn(required=True)).app()
    size = 2 * LARGEST_BODY

    async def go() -> httpx.Response:
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app), base_url="http://localhost"
        ) as web:
            headers = {"content-type": "application/x-www-form-urlencoded", "cookie": cookie}
            content = b"x" * size if announced else pour(size)
            return await web.post("/sign-in", content=content, headers=headers)

    answer = asyncio.run(go())
    assert answer.status_code == 413
    assert "content-security-policy" in answer.headers


def test_a_length_that_is_no_number_is_refused(served_record: Path) -> None:
    app = build(served_record).app()

    async def go() -> int:
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app), base_url="http://localhost"
        ) as web:
            return (await web.get("/", headers={"content-length": "-1"})).status_code

    assert asyncio.run(go()) == 413
