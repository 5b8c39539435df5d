"""Nothing that is marked reaches anybody through the pages: every route, every format, every table, every byte."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from mediawatch.exporters import BINARY_EXPORTERS
from mediawatch.journeys.desk import open_desk
from mediawatch.journeys.markings import mark_thing
from mediawatch.store.sqlite import sqlite3
from mediawatch.web.routes import PAGES
from mediawatch.web.serve import build
from mediawatch.web.views import PUBLIC_VIEWS
from planted import LEVELS, OPEN, SHORT, WITHHELD, Planted, find_empty_columns, plant, words_of
from taken_apart import read_words

Get = Callable[[str], Any]

NUMBERS = ("1", "2", "3", "4")
"""What the parts of our routes are filled with. A new part has to be named here, so that no route is passed over."""

QUERIES = (
    "", "?page=1", "?report=1", "?claim=1", "?outlet=The+Saltmere+Courier", "?since=2021&until=2023", "?q=zqopen*",
    "?q=tenants", "?q=zqopen*&kind=contact", "?q=comment", "?state=open", "?shown=claims",
)  # fmt: skip
"""Asked of each of our routes."""

HIDDEN = [word for level in LEVELS for word in words_of(level)] + [WITHHELD]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    return plant(tmp_path_factory.mktemp("planted") / "record.db")


@pytest.fixture(scope="module")
def opened(planted: Planted, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same record in which everything was opened: what the other tests look for can be seen there."""
    path = tmp_path_factory.mktemp("opened") / "record.db"
    shutil.copy(planted.path, path)
    with open_desk(path, "Noor Whitlock") as desk:
        for refs in planted.marked.values():
            for ref in refs:
                mark_thing(desk, ref, "")
    return path


def make_get(path: Path) -> Get:
    site = build(path)
    return lambda address: asyncio.run(site.client.get(address))


@pytest.fixture(scope="module")
def get(planted: Planted) -> Get:
    return make_get(planted.path)


def list_routes() -> Iterator[str]:
    """An address for each of our routes, each part of it filled with everything that it takes."""
    for pattern, _ in PAGES:
        addresses = [pattern.removesuffix("$").removesuffix("?").replace("\\.", ".")]
        for part, body in re.findall(r"\(\?P<(\w+)>([^)]*)\)", pattern):
            hole = re.compile(rf"\(\?P<{part}>[^)]*\)")
            takes = (
                NUMBERS
                if part == "number"
                else [each for each in body.split("|") if each not in BINARY_EXPORTERS]
            )
            addresses = [hole.sub(value, address) for address in addresses for value in takes]
        yield from addresses


def list_tables() -> Iterator[str]:
    """An address for each way in which Datasette shows a view of ours."""
    yield from ("/record", "/record.json")
    for name in PUBLIC_VIEWS:
        for query in ("", "?_size=100", "?_shape=array", "?_shape=objects", "?_shape=arrays", "?_nofacet=1",
                      "?_labels=on", "?_next=0"):  # fmt: skip
            yield f"/record/{name}.json{query}"
        yield f"/record/{name}"
        yield f"/record/{name}?_size=100"


def find_shown(answer: Any, words: list[str]) -> list[str]:
    """The words that stand in any byte of an answer, or in its headers."""
    whole = answer.content.decode("utf-8", "replace") + repr(dict(answer.headers))
    return [word for word in words if word.lower() in whole.lower()]


@pytest.mark.parametrize("level", LEVELS)
def test_every_text_of_every_marked_thing_holds_a_planted_word(planted: Planted, level: Any) -> None:
    with open_desk(planted.path, "Noor Whitlock", read_only=True) as desk:
        assert find_empty_columns(desk.record.db, planted.marked[level], level) == []


@pytest.mark.slow
def test_no_page_shows_anything_that_is_marked(get: Get, planted: Planted) -> None:
    seen_open = 0
    for address in list_routes():
        for query in QUERIES:
            answer = get(address + query)
            assert answer.status_code in (200, 302, 400, 404), (address, query, answer.status_code)
            assert find_shown(answer, [*HIDDEN, *planted.digests]) == [], address + query
            seen_open += OPEN in answer.text
    assert seen_open > 10, "what everybody may see is there"


def test_no_table_or_json_of_a_view_shows_anything_that_is_marked(get: Get, planted: Planted) -> None:
    seen_open = 0
    for address in list_tables():
        answer = get(address)
        assert answer.status_code == 200, address
        assert find_shown(answer, [*HIDDEN, *planted.digests]) == [], address
        seen_open += OPEN in answer.text
    assert seen_open > 10


@pytest.mark.slow
def test_no_sort_and_no_facet_of_any_column_shows_anything_that_is_marked(get: Get, planted: Planted) -> None:
    connection = sqlite3.connect(planted.path)
    for name in PUBLIC_VIEWS:
        for column in [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]:
            for query in (f"_sort={column}", f"_sort_desc={column}", f"_facet={column}"):
                answer = get(f"/record/{name}.json?_shape=array&{query}")
                assert find_shown(answer, HIDDEN) == [], (name, query)
    connection.close()


@pytest.mark.slow
def test_whoever_asks_for_a_secret_word_learns_nothing_by_the_answer(get: Get) -> None:
    """The answer is that to a word which stands nowhere, but for the word itself."""
    asked = [
        *("/search?q={}", "/search?q={}&kind=contact", "/search?q={}*", "/timeline?outlet={}", "/reports?outlet={}"),
        *("/claims?outlet={}", "/timeline.json?outlet={}", "/timeline.csv?outlet={}"),
        *(f"/record/{name}.json?_shape=array&{column}__contains={{}}" for name, column in (
            ("contacts_overview", "summary"), ("contacts_overview", "them"), ("timeline", "detail"),
            ("timeline", "particulars"), ("requests_overview", "text"), ("problems_overview", "address"),
        )),
        "/record/contacts_overview.json?_shape=array&_search={}",
        "/record/timeline?_filter_column=outlet&_filter_op=exact&_filter_value={}",
    ]  # fmt: skip
    for short in SHORT.values():
        for secret in ("summary", "text", "outlet", "subject", "letter", "detail", "remark", "advice"):
            for address in asked:
                real, control = f"{short}{secret}", f"zqx{secret}"
                found, nothing = get(address.format(real)), get(address.format(control))
                assert found.status_code == nothing.status_code, address
                assert found.text.replace(real, "?") == nothing.text.replace(control, "?"), (address, real)


def test_every_other_table_view_and_index_is_refused(get: Get, planted: Planted) -> None:
    connection = sqlite3.connect(planted.path)
    names = [
        row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
    ]
    connection.close()
    refused = [name for name in names if name not in PUBLIC_VIEWS]
    assert {"contacts", "timeline_staff", "timeline_counsel", "seen_notes", "markings"} <= set(refused)
    for name in refused:
        for ending in ("", ".json", "/1.json"):
            answer = get(f"/record/{name}{ending}")
            assert answer.status_code in (403, 404), name
            assert find_shown(answer, HIDDEN) == [], name


def test_what_is_marked_is_counted_and_no_more(get: Get) -> None:
    left_out = get("/timeline.json").json()["head"]["left_out"]
    assert "3 confidential entries" in left_out
    assert "3 privileged entries" in left_out
    for format in ("md", "html", "csv", "jsonl", "atom", "ics"):
        assert "3 confidential entries" in get(f"/timeline.{format}").text.replace("\r\n ", "")


@pytest.mark.parametrize("format", BINARY_EXPORTERS)
def test_no_file_of_bytes_holds_what_is_marked(get: Get, format: str) -> None:
    answer = get(f"/timeline.{format}")
    assert answer.headers["content-disposition"].endswith(f'.{format}"') and answer.content[:2] in (
        b"PK",
        b"%P",
    )
    words = read_words(answer.content, format)
    assert [word for word in HIDDEN if word in words] == [] and "3 confidential entries" in words


@pytest.mark.slow
def test_in_somebodys_own_datasette_it_is_the_same(planted: Planted, tmp_path: Path) -> None:
    record = tmp_path / "press.db"
    shutil.copy(planted.path, record)
    site = Datasette([str(record)])
    for address in [*(f"/-/mediawatch{route}" for route in list_routes()),
                    *(f"/press/{name}.json?_shape=array" for name in PUBLIC_VIEWS),
                    *(f"/press/{name}" for name in PUBLIC_VIEWS), "/press", "/press.json",
                    "/press.json?sql=select+*+from+contacts", "/press/contacts.json", "/press/contacts.csv",
                    "/press/timeline_counsel.json", "/press/contacts_overview.csv", "/press/timeline.csv?_stream=1",
                    "/press.db"]:  # fmt: skip
        answer = asyncio.run(site.client.get(address))
        assert find_shown(answer, HIDDEN) == [], address


SHOWN = (
    "them", "us", "subject", "summary", "outlet", "letter", "court", "wording", "place", "searcher", "remark", "detail",
    "evidence.txt", "text", "shot.png", "cited.txt",
)  # fmt: skip
"""What the pages show of these things where they are open; the rest (a Message-ID, bytes, notes) is on no page."""


@pytest.mark.slow
def test_the_same_looking_finds_it_all_where_it_was_opened(opened: Path) -> None:
    look = make_get(opened)
    whole = "".join(
        look(address).text
        for address in [*list_routes(), *list_tables(), "/search?q=zqctext", "/search?q=zqptext"]
    )
    for short in SHORT.values():
        assert [word for word in SHOWN if f"{short}{word}" not in whole] == []
    assert "3 February 2021" in whole
    assert WITHHELD in whole
