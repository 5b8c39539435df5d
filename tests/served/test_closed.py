"""What the pages do not give away, and nonsense that does not break them."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from datasette.database import QueryInterrupted

from mediawatch.errors import InputError, RecordError
from mediawatch.store.sqlite import sqlite3
from mediawatch.web.hosts import for_this_machine, is_own_name
from mediawatch.web.reader import open_reader
from mediawatch.web.serve import build, listen
from mediawatch.web.trouble import explain
from mediawatch.web.views import COLUMNS, PUBLIC_VIEWS
from served.pages import Page

TABLES = (
    "rebuttals", "events", "event_payloads", "texts", "captures", "archived", "users", "texts_index",
    "texts_index_data", "rebuttals_index", "rebuttals_index_content", "log", "claim_answers", "document_addresses",
    "settings", "organisation", "sqlite_master",
)  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("ending", ["", ".json", "/1", "?_search=zanzibar"])
def test_base_tables_index_and_history_are_refused(ask: Any, table: str, ending: str) -> None:
    answer = ask(f"/record/{table}{ending}")
    assert answer.status_code in (403, 404)
    assert "zanzibar ledger" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/record?sql=select+text+from+rebuttals",
        "/record.json?sql=select+text+from+rebuttals",
        "/record/claims_overview?_where=1=1",
        "/record/claims_overview.json?_where=1%3D1",
        "/record.db",
        "/record/claims_overview.csv",
        "/_internal",
        "/_internal/tables.json",
        "/_memory?sql=select+1",
        "/-/metadata",
        "/-/settings.json",
        "/-/databases.json",
        "/-/versions",
        "/-/plugins.json",
        "/-/threads",
        "/-/actor",
        "/-/permissions",
        "/-/allow-debug",
        "/-/patterns",
        "/-/messages",
        "/-/auth-token",
        "/-/logout",
        "/-/config",
        "/.json",
        "/record/timeline.csv?_stream=1",
    ],
)
def test_no_sql_box_no_download_no_page_for_administrators(ask: Any, path: str) -> None:
    answer = ask(path)
    assert answer.status_code in (400, 403, 404), answer.text[:300]
    assert "zanzibar" not in answer.text


@pytest.mark.parametrize("words", ["zanzibar", "engineer"])
def test_no_search_of_a_table_tells_which_words_a_draft_holds(ask: Any, words: str) -> None:
    answer = ask(
        f"/record/rebuttals_overview.json?_shape=array&_search={words}&_fts_table=rebuttals_index&_fts_pk=rebuttal"
    )
    assert answer.status_code == 400


def test_the_documented_views_can_be_read_with_facets_and_descriptions(ask: Any, served_record: Path) -> None:
    with sqlite3.connect(served_record) as connection:
        for name, view in PUBLIC_VIEWS.items():
            answer = ask(f"/record/{name}")
            assert answer.status_code == 200
            page = Page(answer.text)
            assert view.title in page.text
            assert ask(f"/record/{name}.json").status_code == 200
            columns = {row[1] for row in connection.execute(f"PRAGMA table_info({name})")}
            assert {*view.facets, view.newest_by} <= columns, name
    connection.close()
    claims = Page(ask("/record/claims_overview").text)
    assert "open 4" in claims.text
    assert "/claims/3" in claims.links
    assert COLUMNS["claim_text"] in claims.text


def test_control_characters_of_strangers_are_visible_in_tables_too(ask: Any) -> None:
    text = ask("/record/reports_overview").text
    assert "\u202e" not in text
    assert "\x1b" not in text
    assert "‹U+202E›" in text


NONSENSE = (
    "",
    "abc",
    "-1",
    "0",
    "99999999999999999999",
    "1e9",
    "'",
    '"><script>',
    "%00",
    "2026-13-45",
    "é",
    "[]",
)


@pytest.mark.parametrize("value", NONSENSE)
@pytest.mark.parametrize(
    "path",
    ["/reports?page=", "/reports?since=", "/reports?outlet=", "/reports?shown=", "/claims?state=", "/claims?page=",
     "/timeline?claim=", "/timeline?report=", "/timeline?since=", "/timeline?until=", "/timeline?outlet=",
     "/timeline?page=", "/search?kind=claim&q=heating&page=", "/search?q=heating&kind=", "/claims/", "/reports/",
     "/works/", "/timeline.md?claim=", "/timeline.csv?since=", "/record/claims_overview?_next=",
     "/record/claims_overview?_size=", "/record/claims_overview?_sort=", "/record/claims_overview?_facet=",
     "/record/claims_overview?_through=", "/record/claims_overview?_col=", "/record/claims_overview?_timelimit=",
     "/record/claims_overview?_shape=", "/record/claims_overview.json?_shape=", "/record/claims_overview?claim__gt=",
     "/record/claims_overview?_filter_column=", "/record/claims_overview?_search=", "/record/claims_overview?_nocol=",
     "/record/claims_overview?claim__nonsense=", "/record/claims_overview?_facet_size=",
     "/record/claims_overview?_label=", "/record/claims_overview?_labels=", "/record/claims_overview?_json=",
     "/record/"],
)  # fmt: skip
def test_nonsense_is_answered_with_a_sentence_and_never_a_500(ask: Any, path: str, value: str) -> None:
    answer = ask(path + value)
    assert answer.status_code < 500, answer.text[-400:]
    if "html" in answer.headers["content-type"]:
        assert "<script>" not in answer.text


def test_a_filter_that_cannot_be_used_is_said_and_not_passed_over(ask: Any) -> None:
    text = Page(ask("/timeline?claim=77&since=3/4/2026").text).text
    assert "There is no c77" in text or "There is no claim" in text
    assert "can be read in two ways" in text
    assert ask("/timeline.md?claim=77").status_code == 404
    assert ask("/timeline.md?since=3/4/2026").status_code == 400


def test_nothing_can_be_posted(ask: Any) -> None:
    for path in ("/", "/claims", "/claims/1", "/timeline.md", "/search"):
        assert ask(path, "post").status_code in (403, 405)


def test_a_missing_page_prints_nothing_to_the_terminal(ask: Any, capfd: pytest.CaptureFixture[str]) -> None:
    assert ask("/nowhere").status_code == 404
    assert ask("/record/nowhere").status_code == 404
    assert capfd.readouterr() == ("", "")


def test_a_question_that_takes_too_long_is_ended_and_explained(served_record: Path) -> None:
    site = build(served_record)
    site.sql_time_limit_ms = 50
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"

    async def ask_endlessly() -> None:
        await site.invoke_startup()
        reader = await open_reader(site)
        await reader.read(lambda desk: desk.record.db.execute(endless).fetchall())

    with pytest.raises(QueryInterrupted) as raised:
        asyncio.run(ask_endlessly())
    assert explain(raised.value)[:2] == (503, "This took too long")


@pytest.mark.slow
def test_everything_works_behind_a_prefix(served_record: Path) -> None:
    site = build(served_record, base_url="/mw")
    targets: set[str] = set()
    for path in ("/", "/reports/1", "/claims/1", "/timeline", "/search?q=heating", "/about", "/record",
                 "/record/claims_overview", "/nowhere"):  # fmt: skip
        page = Page(asyncio.run(site.client.get(path)).text)
        own = [
            link
            for link in [*page.links, *page.attributes("link", "href"), *page.attributes("script", "src"),
                         *page.attributes("form", "action")]
            if not link.startswith(("#", "http:", "https:"))
        ]  # fmt: skip
        assert own
        for link in own:
            assert link.startswith("/mw/"), (path, link)
            targets.add(link.partition("#")[0])
    for target in targets:
        answer = asyncio.run(site.client.request("GET", target, avoid_path_rewrites=True))
        assert answer.status_code == 200, target
    slash = asyncio.run(site.client.get("/record/"))
    assert slash.headers["location"] == "/mw/record"
    bare = asyncio.run(site.client.request("GET", "/claims/1", avoid_path_rewrites=True))
    assert bare.status_code == 200, "a proxy may take the prefix off itself"


def test_a_place_that_is_no_record_is_explained(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="There is no record"):
        build(tmp_path / "none.db")
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    with pytest.raises(RecordError, match="no mediawatch record"):
        build(other)
    with pytest.raises(InputError, match="no path"):
        build(other, base_url="mw")


def test_a_port_that_is_taken_is_explained() -> None:
    first = listen("127.0.0.1", 0)
    try:
        with pytest.raises(InputError, match="cannot be used"):
            listen("127.0.0.1", first.getsockname()[1])
    finally:
        first.close()
    with pytest.raises(InputError):
        listen("127.0.0.1", 99999)
    with pytest.raises(InputError):
        listen("203.0.113.7", 8001)


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1:8001", True), ("localhost", True), ("LOCALHOST:80", True), ("[::1]:8001", True),
        ("127.9.9.9", True),
        ("press.localhost:8001", True), ("evil.example:8001", False), ("127.0.0.1.evil.example", False), ("", False),
        ("localhost.evil.example", False), ("10.0.0.1", False), ("[::1", True), ("2130706433", False),
    ],
)  # fmt: skip
def test_a_name_of_somebody_elses_does_not_lead_to_a_record_on_this_machine(host: str, own: bool) -> None:
    assert is_own_name(host) is own


def test_such_a_request_is_refused_before_anything_is_read(site: Any) -> None:
    async def ask_as(host: str) -> int:
        transport = httpx.ASGITransport(app=for_this_machine(site.app()))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return (await client.get("/", headers={"Host": host})).status_code

    assert asyncio.run(ask_as("127.0.0.1:8001")) == 200
    assert asyncio.run(ask_as("evil.example:8001")) == 421


def test_the_served_record_cannot_be_written_to(site: Any) -> None:
    def write(connection: Any) -> None:
        connection.execute("DELETE FROM claims")

    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        asyncio.run(site.get_database("record").execute_fn(write))


def test_the_plugin_itself_imports_nothing_heavy() -> None:
    import subprocess

    code = "import sys, mediawatch.web; print([m for m in ('datasette', 'jinja2', 'sqlite_utils') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
