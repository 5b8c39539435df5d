"""Where it is said so, staff read the base tables and ask in SQL; nobody else does, and nobody writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from command import Mediawatch
from mediawatch.web.headers import CONTENT_SECURITY_POLICY
from planted import PASSWORD, Planted, plant_with_users
from served.pages import Page
from served.test_sign_in import Browser


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    return plant_with_users(tmp_path_factory.mktemp("asked") / "record.db")


def enter(planted: Planted, role: str, *, staff_sql: bool = True) -> Browser:
    browser = Browser(planted.path, staff_sql=staff_sql)
    assert browser.sign_in(role, PASSWORD).status_code == 303
    return browser


@pytest.mark.parametrize("role", ["staff", "editor"])
def test_staff_ask_in_sql_and_read_base_tables(planted: Planted, role: str) -> None:
    browser = enter(planted, role)
    page = browser("GET", "/record?sql=select+count(*)+as+contacts+from+contacts+where+1=:one&one=1")
    assert page.status_code == 200 and "contacts" in page.text
    assert Page(page.text).wrong == []
    assert page.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert "style=" not in page.text and "<script>" not in page.text
    assert browser("GET", "/record.json?sql=select+1+as+one&_shape=array").json() == [{"one": 1}]
    for place in ("/record/claims", "/record/claims/1", "/record/contacts", "/record/events/1"):
        found = browser("GET", place)
        assert found.status_code == 200, place
        assert Page(found.text).wrong == [], place
        assert "style=" not in found.text, place
    listed = browser("GET", "/record")
    assert 'name="sql"' in listed.text and "/record/contacts" in Page(listed.text).links


@pytest.mark.parametrize("role", ["leader", "staff"])
def test_nobody_does_who_may_not(planted: Planted, role: str) -> None:
    browser = enter(planted, role, staff_sql=role == "leader")
    asked = ("/record?sql=select+1", "/record.json?sql=select+1")
    for place in (*asked, "/record/claims", "/record/claims/1", "/record/events"):
        assert browser("GET", place).status_code == 403, place
    assert 'name="sql"' not in browser("GET", "/record").text


@pytest.mark.slow
@pytest.mark.parametrize(
    "sql",
    [
        "delete from claims", "insert into notes (ref) values (1)", "drop table claims", "pragma query_only = off",
        "attach database '/tmp/x.db' as x", "select load_extension('x')", "vacuum into '/tmp/x.db'",
        "select * from nowhere",
        "select", "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n", "",
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_explained_and_changes_nothing(planted: Planted, sql: str) -> None:
    before = planted.path.read_bytes()
    browser = enter(planted, "staff")
    answer = browser("GET", "/record", params={"sql": sql})
    assert answer.status_code in (200, 400, 503), answer.status_code
    assert "Traceback" not in answer.text
    if sql:
        assert answer.status_code != 200 or 'role="alert"' in answer.text
    assert planted.path.read_bytes() == before
    assert not Path("/tmp/x.db").exists()


def test_there_is_no_way_round_and_no_download(planted: Planted) -> None:
    browser = enter(planted, "staff")
    round_it = ("/record/claims?_where=1", "/record/claims_overview?_where=1", "/record/claims.csv")
    for place in (*round_it, "/record.db", "/-/databases"):
        assert browser("GET", place).status_code in (400, 403, 404), place


def test_unseen_characters_of_an_answer_are_visible(planted: Planted) -> None:
    page = enter(planted, "staff")("GET", "/record?sql=select+char(8238)+||+'gpj.exe'+as+name").text
    assert "\u202e" not in page and "‹U+202E›gpj.exe" in page


def test_it_goes_with_signing_in_alone(mediawatch: Mediawatch, record: Path) -> None:
    done = mediawatch("serve", "--staff-sql", check=2)
    assert "--staff-sql is for those who sign in." in done.stderr
