"""The timeline as a PDF: tagged as PDF/UA-1 asks (ISO 14289-1), so that a screen reader reads it in order.

It is set by typst, which is an extra (`mediawatch[pdf]`), in a process of its own: what a typesetter needs for ten
thousand entries goes back to the machine with it, and a text that breaks it breaks nothing else.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO, Final, TextIO

from mediawatch.errors import InputError, MediawatchError
from mediawatch.exporters import story
from mediawatch.exporters.moments import find_zone
from mediawatch.exporters.passage import Fact, Passage
from mediawatch.model import TimelineEntry, TimelineHead
from mediawatch.visible import make_visible

MINUTES: Final = 10
"""Longest that setting may take; ten thousand entries take half a minute."""


def is_there() -> bool:
    """Whether typst is installed."""
    return find_spec("typst") is not None


def check_there() -> None:
    """Whether a PDF can be set.

    Raises:
        InputError: typst is not installed.
    """
    if not is_there():
        raise InputError(
            "A PDF needs typst, which is not installed.",
            "Install it with pip install 'mediawatch[pdf]', or write a page (.html) or a document (.docx) and print "
            "that to a PDF.",
        )


def write(head: TimelineHead, entries: Iterable[TimelineEntry], out: BinaryIO) -> None:
    """Write the timeline to `out`.

    Raises:
        InputError: typst is not installed.
        MediawatchError: the text could not be set.
    """
    check_there()
    write_passages(story.TITLE, head, story.tell_all(head, entries), out)


def write_passages(title: str, head: TimelineHead, passages: Iterable[Passage], out: BinaryIO) -> None:
    """Write what is told under a title, with its cover, contents and end.

    Raises:
        InputError: typst is not installed.
        MediawatchError: the text could not be set.
    """
    check_there()
    with tempfile.TemporaryDirectory(prefix="mediawatch-pdf-") as place:
        folder = Path(place)
        with (folder / "data.json").open("w", encoding="utf-8") as data:
            tell(title, head, passages, data)
        set_pages(folder, "timeline.typ", head.made_at)
        with (folder / "made.pdf").open("rb") as made:
            shutil.copyfileobj(made, out)


def set_pages(folder: Path, template: str, made_at: str) -> None:
    """Have data.json set as made.pdf by the process that does it.

    Args:
        template: a file beside this one.

    Raises:
        MediawatchError: it could not be set.
    """
    for name in ("house.typ", template):
        shutil.copyfile(Path(__file__).with_name(name), folder / name)
    moment = str(int(datetime.fromisoformat(made_at).timestamp()))
    command = [sys.executable, "-m", "mediawatch.exporters.pdf_child", str(folder / template), moment]
    try:
        done = subprocess.run(  # noqa: S603 - this program
            command, capture_output=True, text=True, encoding="utf-8", timeout=MINUTES * 60, check=False
        )
        said = done.stderr.strip().splitlines()[-1:]
    except subprocess.TimeoutExpired:
        said = [f"it took longer than {MINUTES} minutes"]
    if not (folder / "made.pdf").is_file():
        raise MediawatchError(
            f"The PDF could not be set ({make_visible(said[0]) if said else 'the typesetter ended early'}).",
            "Narrow the filters, or write a page (.html) or a document (.docx).",
        )


def tell(title: str, head: TimelineHead, passages: Iterable[Passage], out: TextIO) -> None:
    """What timeline.typ reads, as JSON, one passage at a time."""
    zone = find_zone(head.timezone)
    out.write("{")
    for name, value in {
        "title": title,
        "organisation": story.one_line(head.organisation),
        "author": story.one_line(head.made_by),
        "cover": [asdict(fact) for fact in story.introduce(head, zone)],
        "nothing": story.NOTHING,
        "ends": list(tell_ends(head)),
    }.items():
        out.write(f"{say(name)}: {say(value)},\n")
    out.write('"entries": [')
    for number, passage in enumerate(passages):
        told = {
            "headline": passage.headline,
            "section": passage.section,
            "words": [asdict(words) for words in passage.words],
            "facts": [asdict(fact) for fact in passage.facts],
        }
        out.write(f"{',' if number else ''}\n{say(told)}")
    out.write("]}")


def say(value: Any) -> str:
    """JSON with every string's unseen characters made visible."""
    return json.dumps(show(value), ensure_ascii=False)


def show(value: Any) -> Any:
    """The same value with every unseen character in it made visible."""
    if isinstance(value, str):
        return make_visible(value, keep_newlines=True)
    if isinstance(value, dict):
        return {name: show(each) for name, each in value.items()}
    return [show(each) for each in value] if isinstance(value, (list, tuple)) else value


def tell_ends(head: TimelineHead) -> Iterable[dict[str, Any]]:
    """What was left out, and what the record's chain shows."""
    left_out = story.say_left_out(head)
    yield {
        "title": story.LEFT_OUT,
        "items": left_out,
        "facts": [],
        "paragraphs": () if left_out else (story.NOTHING_LEFT_OUT,),
    }
    chain = [asdict(Fact("Head of the record's chain", head.chain_head, "code"))]
    yield {
        "title": story.CHAIN,
        "items": [],
        "facts": chain if story.has_history(head) else [],
        "paragraphs": story.say_chain(head),
    }
