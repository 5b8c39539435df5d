"""Our works made ready: addresses that are the same, titles that name something."""

from __future__ import annotations

import pytest

from mediawatch.citing import Version, Work
from mediawatch.model import Name, PublicationDate
from mediawatch.reading.catalogue import address_key, compile_catalogue, find_address, is_ours

NAMES = [
    Name("Alder House", "organisation"),
    Name("alder-house.example", "domain"),
    Name("Ruth Imani", "person"),
]


@pytest.mark.parametrize(
    "address",
    [
        "https://alder-house.example/news/1",
        "http://www.alder-house.example/news/1/",
        "https://www.ALDER-house.example:443/news/1?utm_source=x#top",
        "https://alder-house.example/news/1/amp/",
    ],
)
def test_addresses_of_one_page_have_one_key(address: str) -> None:
    assert address_key(address) == "alder-house.example/news/1"


def test_what_is_no_address_has_no_key() -> None:
    assert address_key("mailto:a@b.example") == address_key("") == ""


def test_a_work_is_found_by_its_old_address_too_and_by_unknown_parameters() -> None:
    work = Work(1, "A", (), ("https://alder-house.example/?p=12", "https://old.example/a", "no address"))
    catalogue = compile_catalogue([work], [], NAMES)
    assert find_address(catalogue, "http://old.example/a/") == 1
    assert find_address(catalogue, "http://old.example/a?lang=en") == 1
    assert find_address(catalogue, "https://alder-house.example/?p=12") == 1
    assert find_address(catalogue, "https://alder-house.example/?p=13") == 0
    assert find_address(catalogue, "https://old.example/b") == 0


def test_of_two_works_at_one_address_the_first_has_it() -> None:
    works = [
        Work(n, f"T{n}", (), ("https://old.example/a",), doi="10.1000/1", isbn="0306406152") for n in (5, 4)
    ]
    catalogue = compile_catalogue(works, [], NAMES)
    assert (catalogue.addresses["old.example/a"], catalogue.dois["10.1000/1"]) == (5, 5)
    assert catalogue.isbns == {"9780306406157": 5}


def test_hosts_below_a_domain_are_ours() -> None:
    catalogue = compile_catalogue([], [], NAMES)
    assert is_ours(catalogue, "https://blog.alder-house.example/x")
    assert not is_ours(catalogue, "https://not-alder-house.example/x")


def titles(*works: Work) -> set[tuple[str, ...]]:
    return {title.words for some in compile_catalogue(works, [], NAMES).titles.values() for title in some}


def test_a_title_loses_the_name_of_the_site() -> None:
    for written in (
        "Safe Streets | Alder House",
        "Alder House – Safe Streets",
        "Alder House: Safe Streets",
        "Safe Streets",
    ):
        assert titles(Work(1, written)) == {("safe", "streets")}
    assert titles(Work(1, "Safe Streets | A guide")) == {("safe", "streets", "a", "guide")}


def test_a_title_that_names_nothing_is_none() -> None:
    assert titles(Work(1, "Alder House"), Work(2, "Alder House!"), Work(3, ""), Work(4, "The … and")) == set()
    assert titles(Work(1, " ".join(["word"] * 50))) == set()


def test_short_titles_stand_beside_the_title() -> None:
    assert titles(Work(1, "Safe Streets for Everybody", ("Safe Streets", "Safe Streets"))) == {
        ("safe", "streets", "for", "everybody"),
        ("safe", "streets"),
    }


def test_years_come_from_the_title_or_else_from_the_date() -> None:
    day = PublicationDate("2024-03-01", "day", "page")
    catalogue = compile_catalogue(
        [
            Work(1, "Annual Report 2022/23"),
            Work(2, "Annual report", published=day),
            Work(3, "Jahresbericht 2019–2020"),
        ],
        [],
        NAMES,
    )
    assert catalogue.years == {1: {2022, 2023}, 2: {2024, 2023}, 3: {2019, 2020}}
    assert catalogue.of_kind == {"annual report": (1, 2), "jahresbericht": (3,)}


def test_versions_are_kept_by_their_text_and_by_age() -> None:
    new, old = Version(7, 1, "2024-01-01"), Version(8, 1, "2020-01-01", "2024-01-01")
    catalogue = compile_catalogue([Work(1)], [new, old], NAMES)
    assert catalogue.versions == {7: new, 8: old}
    assert catalogue.versions_of[1] == (old, new)
    assert catalogue.people == {"imani"}
