"""Works that a report names: a title has to look like one, and "its website" has to be ours."""

from __future__ import annotations

import pytest

from mediawatch.citing import Found, Work
from mediawatch.model import Name, PublicationDate
from mediawatch.reading.catalogue import Catalogue, compile_catalogue
from mediawatch.reading.cited_names import find_named
from mediawatch.reading.folding import fold
from mediawatch.reading.mentions import find_places
from mediawatch.reading.quotations import find_quotations
from mediawatch.reading.speakers import Speakers
from mediawatch.reading.tokens import read_folded

NAMES = [
    Name("Alder House", "organisation"),
    Name("Ruth Imani", "person"),
    Name("alder-house.example", "domain"),
]


def work(number: int, title: str, *short: str, year: int = 2020, doi: str = "", isbn: str = "") -> Work:
    return Work(
        number, title, short, doi=doi, isbn=isbn, published=PublicationDate(f"{year}-05-01", "day", "page")
    )


WORKS = [
    work(1, "Safe Streets for Every Child in the Harbour District", "Safe Streets"),
    work(2, "Impact"),
    work(3, "Working with young people after school"),
    work(4, "Annual Report 2022", year=2023),
    work(5, "Annual Report 2023", year=2024),
    work(
        6,
        "Response to the Harbour Inquiry: “We were never asked”",
        doi="10.1000/182",
        isbn="978-0-306-40615-7",
    ),
    work(7, "What we do"),
]
CATALOGUE = compile_catalogue(WORKS, [], NAMES)


def find(text: str, catalogue: Catalogue = CATALOGUE, published: str = "2024-06-01") -> list[Found]:
    folded = fold(text)
    names = find_places(folded, catalogue.speaking)
    speakers = Speakers(text, names, set(catalogue.people))
    return find_named(read_folded(folded), catalogue, names, find_quotations(text), speakers, published)


def show(text: str) -> list[tuple[str, int, str]]:
    return [(text[one.start : one.end], one.work, one.named_by) for one in find(text)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("It is all in Safe Streets for Every Child in the Harbour District, they say.",
         ("Safe Streets for Every Child in the Harbour District", 1, "title")),
        ("so it is with safe streets for every child in the harbour district, they say.",
         ("safe streets for every child in the harbour district", 1, "title")),
        ("Alder House says so in Safe Streets, its study.", ("Safe Streets", 1, "short title")),
        ("Alder House says so in “Safe streets”.", ("Safe streets", 1, "short title")),
        ("In “Impact”, Alder House says so.", ("Impact", 2, "title")),
        ("Alder House says so in its study Impact of last year.", ("Impact", 2, "title")),
        ("The leaflet “Working with young people after school” says so.",
         ("Working with young people after school", 3, "title")),
        ("Alder House once wrote about working with young people after school.",
         ("working with young people after school", 3, "title")),
        ("The Response to the Harbour Inquiry: ‘We Were Never Asked’ is long.",
         ("Response to the Harbour Inquiry: ‘We Were Never Asked", 6, "title")),
        ("as shown (doi:10.1000/182)", ("10.1000/182", 6, "DOI")),
        ("as shown (ISBN 0-306-40615-2)", ("ISBN 0-306-40615-2", 6, "ISBN")),
    ],
)  # fmt: skip
def test_a_work_is_named(text: str, named: tuple[str, int, str]) -> None:
    assert named in show(text)


@pytest.mark.parametrize(
    "text",
    [
        "Alder House wants safe streets.",
        "Safe streets are what Alder House wants.",
        "SAFE STREETS ARE WHAT ALDER HOUSE WANTS",
        "The party wants “Safe Streets”.",
        "The impact of Alder House is small.",
        "Impact is what Alder House wants.",
        "He likes working with young people after school.",
        "What we do matters to Alder House.",
        "Alder House says so in “What we do”.",
        "Alder House is what we do not know.",
        "See 10.1000/183 and ISBN 0-8044-2957-X.",
        "Alder House was at home.",
    ],
)
def test_ordinary_words_name_nothing(text: str) -> None:
    assert show(text) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Alder House’s website says so.", ("Alder House’s website", 0)),
        ("The website of Alder House says so.", ("website of Alder House", 0)),
        ("Alder House says so on its website.", ("its website", 0)),
        ("Alder House says so in its annual report 2023.", ("its annual report 2023", 5)),
        ("Alder House says so in its 2022 annual report.", ("its 2022 annual report", 4)),
        ("Alder House says so in its annual report.", ("its annual report", 0)),
        ("Alder House says so in its annual report for 2019.", ("its annual report for 2019", 0)),
        ("the 2023 annual report of Alder House", ("2023 annual report of Alder House", 5)),
        ("the accounts filed by Alder House", ("accounts filed by Alder House", 0)),
        ("Alder House moved. The charity’s annual report 2022 says so.", ("The charity’s annual report 2022", 4)),
        ("An Alder House press release says so.", ("Alder House press release", 0)),
        ("Alder House schreibt auf ihrer Website davon.", ("ihrer Website", 0)),
    ],
)  # fmt: skip
def test_what_a_work_is_says_which_where_it_is_ours(text: str, named: tuple[str, int]) -> None:
    assert (*named, "publication") in show(text)


@pytest.mark.parametrize(
    "text",
    [
        "The council says so on its website.",
        "Alder House was asked. The council says so on its website.",
        "Critics of Alder House say so on their website.",
        "Alder House was asked. Harbour Watch says so on its website.",
        "Alder House was asked. Nobody answered. It rained. It was on its website.",
        "A website on Alder House says so.",
        "The report on Alder House says so.",
        "The accounts are wrong.",
    ],
)
def test_websites_of_others_are_not_ours(text: str) -> None:
    assert show(text) == []


def test_the_longest_title_wins_and_gives_one() -> None:
    text = "Alder House wrote “Safe Streets for Every Child in the Harbour District”."
    assert show(text) == [("Safe Streets for Every Child in the Harbour District", 1, "title")]


def test_of_works_of_one_title_the_newest_that_had_appeared_is_meant() -> None:
    catalogue = compile_catalogue(
        [work(n, "Our Year in Numbers", year=n) for n in (2021, 2022, 2023)], [], NAMES
    )
    text = "Alder House says so in “Our Year in Numbers”."
    (found,) = find(text, catalogue, "2022-12-31")
    assert (found.work, sorted(other.work for other in found.others)) == (2022, [2021, 2023])
    (found,) = find(text, catalogue, "")
    assert found.work == 2023


def test_a_text_full_of_titles_is_searched_in_linear_time() -> None:
    assert len(find("Alder House “Impact” " * 4000)) == 4000
