"""GDELT and Bluesky as their documentation describes them, played by a real server: pages, limits, errors, sign-in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from mediawatch.archive.fetch import Door, FetchSettings
from mediawatch.errors import HTTPStatus, InputError, ListingError, MediawatchError, Refused
from mediawatch.journeys.outside import Outside
from mediawatch.sources import READERS, bluesky, gdelt
from mediawatch.sources.source import Source
from world import WORLD_NETWORK, World

QUERY = quote('"Saltmere Trust"')


@pytest.fixture
def outside() -> Iterator[Outside]:
    with Door(FetchSettings(networks=(WORLD_NETWORK,))) as door:
        yield Outside(door)


def ask_gdelt(world: World, outside: Outside, since: str = "") -> list[str]:
    address = gdelt.make_address('"Saltmere Trust"', world.url("/api/v2/doc/doc"))
    return [lead.address for lead in READERS["gdelt"](Source("gdelt", address, since=since), outside)]


def articles(first: int, number: int) -> str:
    """An answer with so many articles, each seen a minute before the one above it."""
    found = [
        {
            "url": f"https://paper.example/{n}",
            "url_mobile": "",
            "title": f"Trust \x0b story {n}",
            "seendate": f"20260304T{23 - n // 60:02}{59 - n % 60:02}00Z",
            "domain": "paper.example",
            "language": "English",
            "sourcecountry": "United Kingdom",
        }
        for n in range(first, first + number)
    ]
    return json.dumps({"articles": found}, ensure_ascii=False).replace("\\u000b", "\x0b")


def gdelt_path(span: str) -> str:
    return f"/api/v2/doc/doc?query={QUERY}&mode=artlist&format=json&maxrecords=250&sort=datedesc{span}"


def test_gdelt_is_asked_on_until_all_came(world: World, outside: Outside) -> None:
    world.page(gdelt_path("&timespan=7d"), articles(0, 250), "application/json")
    world.page(gdelt_path("&enddatetime=20260304195000"), articles(249, 40), "application/json")
    found = ask_gdelt(world, outside)
    assert found == [f"https://paper.example/{n}" for n in range(289)]
    assert world.asked("/robots.txt") == [], "an interface is there to be asked by programs"


def test_gdelt_titles_and_days_are_read_and_the_day_is_a_guess(world: World, outside: Outside) -> None:
    world.page(gdelt_path("&timespan=7d"), articles(0, 1), "application/json")
    address = gdelt.make_address('"Saltmere Trust"', world.url("/api/v2/doc/doc"))
    (lead,) = READERS["gdelt"](Source("gdelt", address), outside)
    assert lead.title == "Trust story 0" and lead.published.value == "2026-03-04"
    assert not lead.published.certain


def test_gdelt_is_asked_for_what_came_since_the_last_read(world: World, outside: Outside) -> None:
    from datetime import UTC, datetime, timedelta

    moment = datetime.now(UTC).replace(microsecond=0) - timedelta(days=2)
    begin = f"{moment - timedelta(hours=1):%Y%m%d%H%M%S}"
    world.page(gdelt_path(f"&startdatetime={begin}"), articles(0, 2), "application/json")
    assert len(ask_gdelt(world, outside, moment.isoformat())) == 2
    # longer ago than it keeps anything
    world.page(gdelt_path("&timespan=7d"), "{}", "application/json")
    assert ask_gdelt(world, outside, "2020-01-01T00:00:00+00:00") == []


@pytest.mark.parametrize(
    ("body", "status", "error", "said"),
    [
        (
            "The specified phrase is too short.\n",
            200,
            ListingError,
            "does not take the query: The specified phrase",
        ),
        ("<html><body>Your query was too long</body></html>", 200, ListingError, "too long"),
        ("Please limit requests to one every 5 seconds", 429, HTTPStatus, "answered 429"),
        ("[" * 100_000, 200, ListingError, "does not take"),
    ],
)
def test_what_gdelt_does_not_answer_is_said(
    world: World, outside: Outside, body: str, status: int, error: type[MediawatchError], said: str
) -> None:
    world.page(gdelt_path("&timespan=7d"), body, "text/html", status)
    with pytest.raises(error, match=said):
        ask_gdelt(world, outside)


@pytest.mark.parametrize("body", ["", "{}", '{"articles": null}', '{"articles": [7, {"title": "no url"}]}'])
def test_nothing_found_is_no_error(world: World, outside: Outside, body: str) -> None:
    world.page(gdelt_path("&timespan=7d"), body, "application/json")
    assert ask_gdelt(world, outside) == []


def test_a_search_needs_words(world: World, outside: Outside) -> None:
    for kind in ("gdelt", "bluesky"):
        with pytest.raises(InputError, match="has no query"):
            list(READERS[kind](Source(kind, world.url("/x?query=%20&q=")), outside))


def post(number: int, **record: object) -> dict[str, object]:
    said = {"text": f"On the trust, {number}", "createdAt": f"2026-03-04T10:{number:02}:00.000Z", **record}
    return {
        "uri": f"at://did:plc:abc/app.bsky.feed.post/3k{number}",
        "author": {"handle": "carys.example", "did": "did:plc:abc"},
        "record": said,
    }


def search_path(more: str = "") -> str:
    return f"/xrpc/app.bsky.feed.searchPosts?q={QUERY}&sort=latest&limit=100{more}"


def ask_bluesky(
    world: World, outside: Outside, key: str = "ada.example:app-pass", since: str = ""
) -> list[str]:
    address = bluesky.make_address('"Saltmere Trust"', world.url("/xrpc/app.bsky.feed.searchPosts"))
    source = Source("bluesky", address, key=key, since=since)
    assert "app-pass" not in repr(source)
    return [lead.address for lead in READERS["bluesky"](source, outside)]


def sign_in(world: World) -> None:
    world.page("/xrpc/com.atproto.server.createSession", '{"accessJwt": "token-1"}', "application/json")


def test_bluesky_is_signed_in_to_and_searched_page_by_page(world: World, outside: Outside) -> None:
    sign_in(world)
    link = {"features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://paper.example/a"}]}
    card = {"$type": "app.bsky.embed.external", "external": {"uri": "https://paper.example/b"}}
    first = {"posts": [post(1, facets=[link]), post(2, embed=card)], "cursor": "100"}
    world.page(search_path(), json.dumps(first), "application/json")
    last = {"posts": [post(3, embed={"media": card}), {"record": 3}, 4, post(1)]}
    world.page(search_path("&cursor=100"), json.dumps(last), "application/json")
    site = "https://bsky.app/profile/carys.example/post/3k"
    assert ask_bluesky(world, outside) == [
        f"{site}1", "https://paper.example/a", f"{site}2", "https://paper.example/b", f"{site}3",
    ]  # fmt: skip
    (asked,) = world.asked("/xrpc/com.atproto.server.createSession")
    assert asked.method == "POST" and json.loads(asked.body) == {
        "identifier": "ada.example",
        "password": "app-pass",
    }
    assert world.asked(search_path("&cursor=100"))[0].headers["Authorization"] == "Bearer token-1"


def test_bluesky_is_asked_for_what_came_since_the_last_read(world: World, outside: Outside) -> None:
    sign_in(world)
    world.page(search_path("&since=2026-03-04T10%3A00%3A00Z"), '{"posts": []}', "application/json")
    assert ask_bluesky(world, outside, since="2026-03-04T10:00:00+00:00") == []


def test_nobody_is_searched_for_without_a_key_and_a_refusal_is_told(world: World, outside: Outside) -> None:
    with pytest.raises(InputError, match="signed in"):
        ask_bluesky(world, outside, key="")
    world.page(
        "/xrpc/com.atproto.server.createSession",
        '{"error": "AuthenticationRequired", "message": "Invalid identifier or password"}',
        "application/json", 401,
    )  # fmt: skip
    with pytest.raises(HTTPStatus, match="Invalid identifier or password") as raised:
        ask_bluesky(world, outside)
    assert "app-pass" not in str(raised.value) and "app password" in raised.value.advice


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        ('{"error": "RateLimitExceeded"}', 429, HTTPStatus),
        ("<html>busy</html>", 502, HTTPStatus),
        ("<html>hello</html>", 200, ListingError),
        ("[]", 200, ListingError),
        ('{"posts": 3}', 200, ListingError),
    ],
)
def test_what_is_no_answer_of_bluesky_is_said(
    world: World, outside: Outside, body: str, status: int, error: type[MediawatchError]
) -> None:
    sign_in(world)
    world.page(search_path(), body, "application/json", status)
    with pytest.raises(error):
        ask_bluesky(world, outside)


def test_a_token_follows_no_redirect(world: World, outside: Outside) -> None:
    sign_in(world)
    world.redirect(search_path(), "https://elsewhere.example/")
    with pytest.raises(Refused, match="asked where it stands"):
        ask_bluesky(world, outside)
