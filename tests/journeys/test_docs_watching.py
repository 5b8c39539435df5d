"""Every command of docs/watching.md does what the page says; its newspaper is played by a server on loopback."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from command import Mediawatch
from world import World

PAGE = (Path(__file__).parents[2] / "docs" / "watching.md").read_text(encoding="utf-8")
PAPER = "https://gazette.example"
STORY = "/2026/food-bank"


def article(text: str) -> str:
    title = "Shelves are bare"
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article></body></html>"


@pytest.mark.slow
def test_the_page_works_as_it_stands(mediawatch: Mediawatch, world: World) -> None:
    quote = "Northgate Food Bank turned forty families away last week"
    rest = (
        "<p>It was not asked before this was printed, and nobody at the town hall would say a word about it.</p>"
        * 12
    )
    world.page(STORY, article(f"<p>{quote}, a councillor says.</p>{rest}"))
    world.page(
        "/", f"<html><body><h3><a href='{STORY}'>Shelves are bare at the food bank</a></h3>"
        f"<h3><a href='{STORY}?utm_source=front'>Shelves are bare at the food bank, our report</a></h3></body></html>",
    )  # fmt: skip
    world.page("/local", f"<html><body><h3><a href='{STORY}'>Shelves</a></h3></body></html>")
    mediawatch("init", "--organisation", "Northgate Food Bank", check=0)
    blocks = re.findall(r"```sh\n(.*?)```", PAGE, flags=re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    assert len(lines) > 6
    said = {}
    for line in lines:
        program, *words = shlex.split(line.replace(PAPER, world.address))
        assert program == "mediawatch"
        if words[:2] == ["source", "add"] and "--selector" not in words:
            words.append("--yes")  # on a terminal it asks
        if words[0] in ("watch", "recheck"):
            words += ["--pause", "0"]
        if words[0] == "recheck":
            mediawatch("claim", "add", "r1", "--quote", quote, "--claim", "We turn people away.", check=0)
            altered = quote.replace("forty", "four")
            world.page(STORY, article(f"<p>{altered}, a councillor says.</p>{rest}"))
        said[words[0]] = mediawatch(*words, check=0).stdout
    assert "1 recorded" in said["watch"]
    assert "quote altered" in said["recheck"] and "four families" in said["recheck"]
    told = mediawatch("digest", check=0).stdout
    assert "was altered" in told and "four families" in told
    assert (mediawatch.folder / "monday.html").exists()
