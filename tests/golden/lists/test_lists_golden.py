"""Lists of claims, requests and citations of an invented case in each format, to be read beside input.json.

After a change that is meant, write the files anew with
`PYTHONPATH=tests python tests/golden/lists/test_lists_golden.py` and read the difference.

Files of bytes are kept as what other programs find in them.
"""

from __future__ import annotations

import io
import json
import types
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import feedparser
import icalendar
import pytest

from mediawatch.cited import Cited
from mediawatch.exporters import things
from mediawatch.exporters.cited import CITED
from mediawatch.exporters.moments import find_zone
from mediawatch.exporters.passage import Passage
from mediawatch.exporters.rows import write_csv, write_json
from mediawatch.exporters.workbook import write_list
from mediawatch.model import TimelineHead
from taken_apart import READERS, show_read

HERE = Path(__file__).parent
ROWS = ("csv", "json", "xlsx")
FILES = [(noun, ending) for noun in things.TITLES for ending in (*ROWS, *things.FORMS)]
FILES += [("citations", form) for form in CITED if form not in things.FORMS]


def build(kind: Any, value: Any) -> Any:
    """What JSON has of a dataclass, as one."""
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        made = [each for each in typing.get_args(kind) if is_dataclass(each)]
        return build(made[0], value) if made and value is not None else value
    if typing.get_origin(kind) is tuple:
        return tuple(build(typing.get_args(kind)[0], each) for each in value)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = typing.get_type_hints(kind)
        return kind(**{field.name: build(hints[field.name], value[field.name]) for field in fields(kind)})
    return value


CASE = json.loads((HERE / "input.json").read_text(encoding="utf-8"))
HEAD = TimelineHead(
    **(
        CASE["head"]
        | {"filters": tuple(map(tuple, CASE["head"]["filters"])), "left_out": tuple(CASE["head"]["left_out"])}
    )
)
ZONE = find_zone(HEAD.timezone)


def tell(noun: str) -> Iterator[Passage]:
    for each in CASE[noun]:
        changed = (int(each["changed"][0]), str(each["changed"][1]))
        if noun == "claims":
            yield things.tell_claim(each["row"], each["places"], each["answers"], changed, ZONE)
        elif noun == "requests":
            yield things.tell_request(each["row"], each["places"], each["steps"], changed, ZONE)
        else:
            yield things.tell_citation(build(Cited, each["cited"]), changed, ZONE)


def export(noun: str, ending: str) -> bytes:
    """The list as it is handed over; of bytes what other programs find in it."""
    rows = [each["row"] for each in CASE[noun]]
    if ending in READERS:
        made = io.BytesIO()
        if ending == "xlsx":
            write_list(f"{HEAD.organisation}: {noun}", tuple(rows[0]), rows, made)
        else:
            things.FORMS[ending].write(things.TITLES[noun], HEAD, tell(noun), made)
        return show_read(made.getvalue(), ending)
    out = io.StringIO(newline="")
    if ending == "csv":
        write_csv(tuple(rows[0]), rows, out, for_excel=True)
    elif ending == "json":
        write_json(rows, out)
    elif noun == "citations" and ending in CITED:  # as a page and as Markdown they are a table for a reply
        cited = [build(Cited, each["cited"]) for each in CASE[noun]]
        CITED[ending].write(HEAD, cited, [each.work for each in cited if each.work], out)
    else:
        things.FORMS[ending].write(things.TITLES[noun], HEAD, tell(noun), out)
    return out.getvalue().encode()


def name(noun: str, ending: str) -> Path:
    kept = CITED[ending].ending if noun == "citations" and ending in CITED else ending
    return HERE / f"{noun}.{kept}{'.txt' if ending in READERS else ''}"


@pytest.mark.parametrize(("noun", "ending"), FILES)
def test_a_list_comes_out_as_it_was_read_and_approved(noun: str, ending: str) -> None:
    assert export(noun, ending).decode() == name(noun, ending).read_bytes().decode()


@pytest.mark.parametrize("noun", things.TITLES)
def test_a_calendar_and_a_feed_have_each_thing_once_under_a_name_of_its_own(noun: str) -> None:
    there = CASE[noun]
    calendar = icalendar.Calendar.from_ical(export(noun, "ics").decode())
    events = [each for each in calendar.walk() if each.name in ("VEVENT", "VJOURNAL")]
    assert len({str(each["UID"]) for each in events}) == len(events) == len(there)
    assert all(each.errors == [] for each in calendar.walk())
    assert [int(each.get("SEQUENCE", 0)) for each in events] == [each["changed"][0] for each in there]
    feed = feedparser.parse(export(noun, "atom").decode())
    assert not feed.bozo
    assert len({each.id for each in feed.entries}) == len(feed.entries) == len(there)
    assert not [each for each in feed.entries if each.get("link", "").startswith("javascript")]


if __name__ == "__main__":
    for each in FILES:
        name(*each).write_bytes(export(*each))
