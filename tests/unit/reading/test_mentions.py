"""Names are found where they are written, at every border that was decided, and nowhere inside a word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mediawatch.model import Link, Name, Text
from mediawatch.reading.mentions import NEAR_WORDS, Watch, compile_names, find_mentions

CAGE = Name("Cage", "alias", id=1)


def article(text: str, *links: Link) -> Text:
    return Text(text, "article", "invented", "1", links=links)


def surfaces(text: str, *names: Name) -> list[str]:
    return [mention.surface for mention in find_mentions(article(text), names)]


@pytest.mark.parametrize(
    "text",
    [
        "Cage",
        "cage",
        "CAGE",
        "(Cage)",
        "Cage's",
        "Cage’s",
        "Cage-backed",
        "pre-Cage",
        "“Cage”",
        "Cage.",
        "Ca\u00adge",
        "C\u200bage",
        "Ｃａｇｅ",
        "该Cage报告",
        "Cage은",
    ],
)
def test_a_name_is_found_at_every_border_that_counts(text: str) -> None:
    assert len(surfaces(text, CAGE)) == 1


@pytest.mark.parametrize(
    "text", ["Cagey", "Cages", "4Cage", "Cage2", "Cage_2", "_Cage", "Uncage", "Cagé", "Cage\u0301", "Ca ge"]
)
def test_a_name_is_never_found_inside_a_word(text: str) -> None:
    assert surfaces(text, CAGE) == []


def test_a_name_may_run_over_a_line_break_and_shows_as_it_stands() -> None:
    name = Name("Harbour House Trust", "organisation")
    assert surfaces("the Harbour\nHouse\u00a0 Trust said", name) == ["Harbour\nHouse\u00a0 Trust"]


def test_the_longest_name_at_a_place_is_the_only_mention() -> None:
    long, short = Name("Harbour House Trust", "organisation", id=1), Name("Harbour", "alias", id=2)
    found = find_mentions(article("Harbour House Trust is Harbour"), [short, long])
    assert [(mention.name_id, mention.start) for mention in found] == [(1, 0), (2, 23)]


def test_a_short_name_is_found_where_the_long_one_does_not_fit() -> None:
    long, short = Name("Harbour House", "organisation"), Name("Harbour", "alias")
    assert surfaces("Harbour Houses", long, short) == ["Harbour"]


def test_of_two_spellings_the_one_that_stands_there_is_mentioned() -> None:
    names = [Name("KITE", "alias", id=1), Name("Kite", "alias", id=2)]
    found = find_mentions(article("Kite and KITE and kite"), names)
    assert [mention.name_id for mention in found] == [2, 1, 1]


def test_an_acronym_that_compares_case_is_not_the_word() -> None:
    name = Name("AID", "alias", case_sensitive=True)
    assert surfaces("aid, Aid, AID and ＡＩＤ", name) == ["AID", "ＡＩＤ"]


def test_words_that_must_stand_near_do() -> None:
    name = Name("Cage", "alias", near=("campaign group", "report"))
    assert surfaces("the Cage report", name) == ["Cage"]
    assert surfaces("the campaign\ngroup Cage", name) == ["Cage"]
    assert surfaces("the Cage reporter", name) == []
    assert surfaces("a cage", name) == []


def test_words_that_must_not_stand_near_do_not() -> None:
    name = Name("Cage", "alias", not_near=("bird",))
    assert surfaces("a bird in a cage", name) == []
    assert surfaces("the birds of Cage", name) == ["Cage"]


def test_a_condition_does_not_count_words_of_the_name_itself() -> None:
    name = Name("Harbour House", "alias", near=("house",))
    assert surfaces("Harbour House", name) == []
    assert surfaces("the house of Harbour House", name) == ["Harbour House"]


@pytest.mark.parametrize(("between", "found"), [(NEAR_WORDS - 1, 1), (NEAR_WORDS, 0)])
@pytest.mark.parametrize(
    "order", [lambda name, far: f"{name} {far} report", lambda name, far: f"report {far} {name}"]
)
def test_near_reaches_so_many_words_and_no_further(
    between: int, found: int, order: Callable[[str, str], str]
) -> None:
    name = Name("Cage", "alias", near=("report",))
    assert len(surfaces(order("Cage", " ".join(["word"] * between)), name)) == found


def test_a_mention_carries_its_sentence() -> None:
    text = "First. Then Cage spoke. Last."
    (mention,) = find_mentions(article(text), [CAGE])
    assert text[mention.sentence.start : mention.sentence.end] == "Then Cage spoke."
    assert text[mention.start : mention.end] == mention.surface == "Cage"


DOMAIN = Name("harbour.example", "domain", id=9)


@pytest.mark.parametrize(
    "form", ["harbour.example", "www.harbour.example", "https://www.harbour.example/", "HARBOUR.example"]
)
@pytest.mark.parametrize(
    "address",
    [
        "https://harbour.example/a",
        "http://WWW.harbour.example",
        "//news.harbour.example/",
        "https://archive.example/web/2016/http://harbour.example/a",
        "https://out.example/?url=https%3A%2F%2Fharbour.example%2F",
    ],
)
def test_a_domain_is_mentioned_where_a_link_leads_to_it(form: str, address: str) -> None:
    (mention,) = find_mentions(article("see their page", Link(4, 14, address)), [Name(form, "domain", id=9)])
    assert (mention.kind, mention.surface) == ("link", "their page")
    assert "harbour.example" in mention.address.lower()


@pytest.mark.parametrize(
    "address",
    [
        "https://notharbour.example/",
        "https://harbour.example.evil.example/",
        "/harbour.example",
        "mailto:desk@harbour.example",
        "https://[::1",
    ],
)
def test_a_lookalike_is_no_mention_of_the_domain(address: str) -> None:
    assert find_mentions(article("see their page", Link(4, 14, address)), [DOMAIN]) == []


def test_a_relative_link_leads_to_the_page_it_stands_on() -> None:
    text = article("see their page", Link(4, 14, "/about"))
    (mention,) = find_mentions(text, [DOMAIN], base_address="https://harbour.example/news")
    assert mention.address == "https://harbour.example/about"


@pytest.mark.parametrize(
    "text",
    ["go to harbour.example.", "https://www.harbour.example/a", "desk@harbour.example", "(Harbour.example)"],
)
def test_a_domain_is_found_where_it_is_written_out(text: str) -> None:
    assert [surface.lower() for surface in surfaces(text, DOMAIN)] == ["harbour.example"]


@pytest.mark.parametrize(
    "text",
    [
        "harbour.example.org",
        "my-harbour.example",
        "harbour.examples",
        "harbour.example-shop.test",
        "xharbour.example",
    ],
)
def test_another_host_name_is_not_the_domain(text: str) -> None:
    assert surfaces(text, DOMAIN) == []


def test_a_domain_that_is_written_out_and_linked_is_one_mention() -> None:
    text = article("see harbour.example today", Link(4, 19, "https://harbour.example/"))
    assert [mention.kind for mention in find_mentions(text, [DOMAIN])] == ["link"]


def test_a_linked_name_and_its_domain_are_two_mentions() -> None:
    text = article("see Cage today", Link(4, 8, "https://harbour.example/"))
    assert [(mention.kind, mention.name_id) for mention in find_mentions(text, [CAGE, DOMAIN])] == [
        ("link", 9),
        ("text", 1),
    ]


def test_a_link_that_reaches_out_of_the_text_is_kept_inside_it() -> None:
    (mention,) = find_mentions(article("short", Link(2, 99, "https://harbour.example/")), [DOMAIN])
    assert (mention.start, mention.end, mention.surface) == (2, 5, "ort")


def test_names_made_ready_once_find_the_same() -> None:
    text = article("Cage and harbour.example")
    watch = compile_names([CAGE, DOMAIN])
    assert isinstance(watch, Watch)
    assert find_mentions(text, watch) == find_mentions(text, [CAGE, DOMAIN])
    assert len(find_mentions(text, watch)) == 2


def test_a_name_that_nobody_can_see_is_never_found() -> None:
    assert surfaces("any \u200b text", Name("\u200b", "alias"), Name(" ", "alias")) == []


def test_a_name_of_a_script_without_spaces_is_found_between_its_neighbours() -> None:
    assert surfaces("今天港湾之家回应了", Name("港湾之家", "organisation")) == ["港湾之家"]


def test_the_case_this_was_made_for(shared: object) -> None:
    from pathlib import Path

    assert isinstance(shared, Path)
    names = [
        Name("KIKIT Pathways to Recovery", "organisation", id=1),
        Name("KIKIT", "alias", id=2),
        Name("Kikit", "alias", id=3),
        Name("Mohammed Ashfaq", "person", id=4),
        Name("kikitproject.org", "domain", id=5),
    ]
    statement = (shared / "kikit" / "statement.txt").read_text(encoding="utf-8")
    found = find_mentions(article(statement), names)
    assert [(mention.name_id, mention.surface) for mention in found] == [
        (1, "KIKIT Pathways to Recovery"),
        (4, "Mohammed Ashfaq"),
        (2, "KIKIT"),
        (2, "KIKIT"),
    ]
