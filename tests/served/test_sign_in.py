"""Signing in: whoever has not sees nothing, whoever has sees what the role may, and nobody is helped to guess."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from mediawatch.errors import InputError, NotAllowed, NotFound, RecordError
from mediawatch.exporters import BINARY_EXPORTERS, EXPORTERS, things
from mediawatch.journeys import access
from mediawatch.store.access import open_access, place_beside
from mediawatch.web.routes import PAGES
from mediawatch.web.serve import SignIn, build
from mediawatch.web.sign_in import COOKIE
from mediawatch.web.views import PUBLIC_VIEWS

LEADER, STAFF = ("Ama Mensah", "correct horse battery"), ("Kofi Owusu", "staple of another kind")
ORIGIN = {"origin": "http://localhost", "host": "localhost"}


def fill(part: re.Match[str]) -> str:
    """What stands in an address for a part of it: a number, or the first of what it takes."""
    return "1" if part[1] == "number" else part[2].partition("|")[0]


@pytest.fixture(scope="module")
def record(served_record: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented record with a leader and somebody of the staff."""
    path = tmp_path_factory.mktemp("signed") / "record.db"
    shutil.copy(served_record, path)
    for (name, password), role in ((LEADER, "leader"), (STAFF, "staff")):
        access.add_user(path, name, role, password)  # type: ignore[arg-type]
    return path


@pytest.fixture(autouse=True)
def nobody_tried(record: Path) -> Iterator[None]:
    yield
    with open_access(record) as found:
        found.execute("DELETE FROM attempts")


class Browser:
    """A browser with cookies of its own, at the real application."""

    def __init__(self, record: Path, **how: Any) -> None:
        base_url = how.pop("base_url", "/")
        self.app = build(record, base_url=base_url, sign_in=SignIn(**{"required": True, **how})).app()
        self.cookies = httpx.Cookies()

    def __call__(self, method: str, path: str, *, client: str = "10.1.2.3", **more: Any) -> httpx.Response:
        async def go() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, client=(client, 4711))
            async with httpx.AsyncClient(
                transport=transport, base_url="http://localhost", cookies=self.cookies
            ) as web:
                answer = await web.request(method, path, **more)
                self.cookies = web.cookies
                return answer

        return asyncio.run(go())

    def sign_in(
        self, name: str, password: str, *, next: str = "", client: str = "10.1.2.3", **more: Any
    ) -> httpx.Response:
        form = self("GET", "/sign-in").text
        found = re.search(r'name="csrftoken" value="([^"]+)"', form)
        assert found
        data = {"csrftoken": found[1], "name": name, "password": password, "next": next}
        return self("POST", "/sign-in", client=client, data=data, **{"headers": ORIGIN, **more})


@pytest.fixture
def browser(record: Path) -> Browser:
    return Browser(record)


def list_places() -> list[str]:
    """Every address of ours, and of Datasette's that are shown."""
    ours = [re.sub(r"\(\?P<(\w+)>(.*?)\)", fill, pattern) for pattern, _ in PAGES]
    ours = [place.replace("\\", "").rstrip("$").rstrip("?") or "/" for place in ours]
    files = [f"/timeline.{form}" for form in (*EXPORTERS, *BINARY_EXPORTERS)]
    tables = [f"/record/{view}{ending}" for view in PUBLIC_VIEWS for ending in ("", ".json")]
    files += [
        f"/{noun}.{form}"
        for noun in ("claims", "citations", "rebuttals", "reports", "requests")
        for form in ("csv", "xlsx", "json", "jsonl")
    ]
    files += [f"/{noun}.{form}" for noun in things.TITLES for form in things.FORMS]
    return [*ours, *files, *tables, "/record", "/record.json", "/record.json?sql=select+1"]


@pytest.mark.parametrize("place", list_places())
def test_nobody_sees_anything_before_signing_in(browser: Browser, place: str) -> None:
    answer = browser("GET", place)
    assert answer.status_code == 302, place
    assert answer.headers["location"].startswith("/sign-in?next=/"), place


@pytest.mark.slow
def test_every_place_is_there_for_a_leader_and_confidential_views_for_staff_alone(record: Path) -> None:
    leader, staff = Browser(record), Browser(record)
    for one, who in ((leader, LEADER), (staff, STAFF)):
        assert one.sign_in(*who).status_code == 303
        for place in list_places():
            expected = (403,) if "sql=" in place else (200, 302, 404) if place.endswith("/1") else (200,)
            assert one("GET", place).status_code in expected, place
    for view in ("contacts_overview_staff", "requests_overview_staff"):
        assert leader("GET", f"/record/{view}").status_code == 403
        assert staff("GET", f"/record/{view}").status_code == 200
        assert staff("GET", f"/record/{view}.json?_shape=array").status_code == 200
    for table in ("events", "contacts", "contacts_overview_counsel", "subscriptions_overview", "users"):
        assert staff("GET", f"/record/{table}").status_code in (403, 404), table


def test_who_signs_in_goes_where_they_were_going_and_signs_out_for_good(browser: Browser) -> None:
    answer = browser.sign_in(*LEADER, next="/claims?state=open")
    assert answer.headers["location"] == "/claims?state=open"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Secure" not in cookie
    page = browser("GET", "/claims")
    assert page.status_code == 200 and "Signed in as Ama Mensah (leader)" in page.text
    stolen = httpx.Cookies(dict(browser.cookies))
    token = re.search(r'name="csrftoken" value="([^"]+)"', page.text)
    assert token
    out = browser("POST", "/sign-out", data={"csrftoken": token[1]}, headers=ORIGIN)
    assert out.status_code == 303 and browser("GET", "/claims").status_code == 302
    browser.cookies = stolen
    assert browser("GET", "/claims").status_code == 302, "the session has ended, whoever has its cookie"


def test_behind_https_the_cookie_goes_nowhere_else(record: Path) -> None:
    cookie = Browser(record, behind_https=True).sign_in(*LEADER).headers["set-cookie"]
    assert "Secure" in cookie


@pytest.mark.parametrize(
    "next",
    [
        "https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/sign-in", "evil", "/a b",
        "/\n/x",
    ],
)  # fmt: skip
def test_nobody_is_led_elsewhere_after_signing_in(browser: Browser, next: str) -> None:
    assert browser.sign_in(*LEADER, next=next).headers["location"] == "/"


@pytest.mark.parametrize(
    ("name", "password"),
    [(LEADER[0], "wrong"), ("Nobody", LEADER[1]), ("", ""), (LEADER[0], STAFF[1]), ("x" * 5_000, "y" * 5_000)],
)  # fmt: skip
def test_what_was_wrong_is_not_told(browser: Browser, name: str, password: str) -> None:
    answer = browser.sign_in(name, password)
    assert answer.status_code == 403 and "Name or password is wrong." in answer.text
    assert COOKIE not in answer.headers.get("set-cookie", "")


@pytest.mark.slow
def test_guessing_is_slowed_down_from_the_sixth_wrong_try_by_account_and_by_address(browser: Browser) -> None:
    for number in range(5):
        assert browser.sign_in(LEADER[0], "wrong", client=f"10.0.0.{number}").status_code == 403
    slowed = browser.sign_in(*LEADER, client="10.0.0.9")
    assert slowed.status_code == 429 and int(slowed.headers["retry-after"]) >= 1
    assert browser.sign_in(*STAFF, client="10.0.0.9").status_code == 303, "somebody else is let in"
    for number in range(5):
        browser.sign_in(f"Guess {number}", "wrong", client="10.9.9.9")
    assert browser.sign_in(*STAFF, client="10.9.9.9").status_code == 429


def test_a_form_from_elsewhere_is_refused(browser: Browser) -> None:
    for headers in (
        {"origin": "https://evil.example", "host": "localhost"},
        {"origin": "null", "host": "localhost"},
        {"sec-fetch-site": "cross-site", "origin": "http://localhost", "host": "localhost"},
        {"host": "localhost"},
    ):
        assert browser.sign_in(*LEADER, headers=headers).status_code == 403, headers
    assert (
        browser(
            "POST", "/sign-in", data={"name": LEADER[0], "password": LEADER[1]}, headers=ORIGIN
        ).status_code
        == 403
    )
    assert browser("GET", "/sign-out").status_code == 405


def test_a_session_ends_with_the_password_the_role_and_the_user(record: Path) -> None:
    access.add_user(record, "Temp", "leader", "some words for a while")
    for end in (
        lambda: access.reset_password(record, "temp", "some words for a while"),
        lambda: access.set_role(record, "Temp", "leader"),
        lambda: access.remove_user(record, "Temp"),
    ):
        browser = Browser(record)
        assert browser.sign_in("TEMP", "some words for a while").status_code == 303
        assert browser("GET", "/").status_code == 200
        end()
        assert browser("GET", "/").status_code == 302


def test_a_session_ends_after_a_working_day(record: Path, browser: Browser) -> None:
    browser.sign_in(*LEADER)
    with open_access(record) as found:
        found.execute("UPDATE sessions SET expires_at = '2026-01-01T00:00:00+00:00'")
    assert browser("GET", "/").status_code == 302


@pytest.mark.parametrize("cookie", ["x", "", "é", 'a"; b=1', "A" * 9_000, "../../etc"])
def test_a_made_up_session_is_none(browser: Browser, cookie: str) -> None:
    raw = f"{COOKIE}={cookie}".encode()
    assert browser("GET", "/", headers=[(b"cookie", raw)]).status_code == 302


def test_a_proxy_that_signs_people_in_names_them_in_its_header(record: Path) -> None:
    browser = Browser(record, header="X-Forwarded-User")
    assert browser("GET", "/claims").status_code == 302
    assert browser("GET", "/claims", headers={"x-forwarded-user": "Somebody Else"}).status_code == 302
    page = browser("GET", "/claims", headers={"x-forwarded-user": "ama mensah"})
    assert page.status_code == 200 and "Signed in as Ama Mensah" in page.text
    assert browser("GET", "/sign-in").status_code == 404


def test_under_a_prefix_everything_stays_under_it(record: Path) -> None:
    browser = Browser(record, base_url="/press/")
    assert browser("GET", "/claims").headers["location"].startswith("/press/sign-in?next=")


def test_the_pages_are_in_no_frame_and_run_nothing(browser: Browser) -> None:
    answer = browser("GET", "/sign-in")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "<script>" not in answer.text and "style=" not in answer.text


def test_no_password_lies_readable_in_the_file(record: Path) -> None:
    raw = place_beside(record).read_bytes()
    assert LEADER[1].encode() not in raw and place_beside(record).stat().st_mode & 0o077 == 0
    stored = access.hash_password("x" * 12)
    assert access.is_right("x" * 12, stored) and not access.is_right("x" * 13, stored)
    assert not access.is_right("x", "") and stored != access.hash_password("x" * 12)


@pytest.mark.parametrize(
    ("do", "said"),
    [
        (lambda path: access.add_user(path, " ", "leader"), "no name"),
        (lambda path: access.add_user(path, "a\x00b", "leader"), "no name"),
        (lambda path: access.add_user(path, "Ada", "king"), "no role"),  # type: ignore[arg-type]
        (lambda path: access.add_user(path, "Ada", "leader", "short"), "12 to 200"),
        (lambda path: access.add_user(path, "Ada", "leader", "ada ada ada ada"), "user's name"),
        (lambda path: access.add_user(path, "AMA MENSAH", "leader"), "already"),
        (lambda path: access.set_role(path, "Nobody", "staff"), "Nobody called"),
        (lambda path: access.list_users(path.with_name("elsewhere") / "r.db"), "there is no"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said(record: Path, do: Callable[[Path], object], said: str) -> None:
    with pytest.raises((InputError, NotAllowed, NotFound, RecordError), match=said):
        do(record)
