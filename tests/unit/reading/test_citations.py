"""What a report cites of ours: each rule of citations.py, and what must not upset it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from mediawatch.citing import Found, Version, Work
from mediawatch.model import UNKNOWN_DATE, Link, Name, PublicationDate, Text
from mediawatch.reading.catalogue import Catalogue, compile_catalogue
from mediawatch.reading.citations import find_citations
from mediawatch.reading.own_passages import find_own
from mediawatch.reading.passages import PassageIndex

NAMES = [
    Name("Alder House", "organisation"),
    Name("Ruth Imani", "person"),
    Name("alder-house.example", "domain"),
]
WINTER = (
    "At no time do we seek to hide any visit by the inspectors. Every report is on our website, and it stays there "
    "for ten years.\n\nThe kitchen gave 15,000 meals to families in the harbour district last winter, and nobody who "
    "came to its door was ever asked for a paper.\n\nWe work with schools, with the police and with the council, and "
    "we shall go on working with whoever wants children to be safe on their way home."
)
ADDRESS = "https://www.alder-house.example/news/winter"
DAY = PublicationDate("2024-06-01", "day", "page")


@dataclass
class House:
    """Our works, and what a report finds in them."""

    works: list[Work] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    texts: dict[int, str] = field(default_factory=dict)

    def add(self, text: str, title: str = "", since: str = "2024-01-05", address: str = "") -> House:
        number = len(self.works) + 1
        day = PublicationDate(since, "day", "page")
        self.works.append(Work(number, title, (), (address,) if address else (), published=day))
        self.versions.append(Version(number, number, since))
        self.texts[number] = text
        return self

    def find(self, text: str, links: Sequence[Link] = (), published: PublicationDate = DAY) -> list[Found]:
        catalogue = self.catalogue()
        index = PassageIndex()
        for version in self.versions:
            own = find_own(self.texts[version.number], catalogue.speaking)
            index.add(version.number, self.texts[version.number], own=own, work=version.work)
        report = Text(text, "article", "test", "1", links=tuple(links))
        found = find_citations(report, index, catalogue, self.texts, published=published)
        check(found, text, self.texts)
        return found

    def catalogue(self) -> Catalogue:
        return compile_catalogue(self.works, self.versions, NAMES)


def check(found: Sequence[Found], text: str, texts: dict[int, str]) -> None:
    """Every place of every find lies where it says."""
    assert [(one.start, -one.end) for one in found] == sorted((one.start, -one.end) for one in found)
    for number, one in enumerate(found):
        assert 0 <= one.start < one.end <= len(text)
        assert one.parts
        assert all(one.start <= part.start < part.end <= one.end for part in one.parts)
        assert (one.version > 0) == (one.graded is not None and one.graded.grade != "not found")
        assert one.beside < 0 or (one.beside != number and found[one.beside].kind == "quotation")
        for passage in one.graded.passages if one.graded else ():
            assert 0 <= passage.start < passage.end <= len(texts[one.version])


@pytest.fixture
def house() -> House:
    return House().add(WINTER, "Our Winter in the Harbour District", address=ADDRESS)


def show(found: Sequence[Found], text: str) -> list[tuple[str, str, str]]:
    return [(one.kind, text[one.start : one.end], one.graded.grade if one.graded else "") for one in found]


# quotations


def test_a_quotation_is_found_and_graded_whoever_speaks(house: House) -> None:
    for speaker, said in (("ours", ", said Alder House"), ("other", ", said a minister"), ("unknown", "")):
        text = f"“Every report is on our website, and it stays there for ten years”{said}."
        (found,) = house.find(text)
        assert (found.kind, found.work, found.version, found.speaker) == ("quotation", 1, 1, speaker)
        assert found.graded is not None
        assert found.graded.grade == "exact"
        assert (found.first, found.stood, found.since_changed, found.others) == ("ours", "then", False, ())


def test_a_short_quotation_is_ours_only_if_we_are_said_to_speak_or_the_work_is_named(house: House) -> None:
    assert house.find("They said that it stays there “for ten years”.") == []
    (found,) = house.find("Alder House says that it stays there “for ten years”.")
    assert found.graded is not None
    assert found.graded.grade == "cut off"
    text = "In “Our Winter in the Harbour District” it is kept “for ten years”."
    named, found = house.find(text)
    assert (named.kind, named.work, named.beside) == ("named", 1, 1)
    assert (found.kind, found.named_work) == ("quotation", 1)


def test_one_word_is_no_citation(house: House) -> None:
    assert house.find("Alder House is “open”, and “website” is a word.") == []


def test_words_that_are_in_no_work_are_recorded_only_if_we_are_said_to_speak(house: House) -> None:
    text = "“The inspectors are not welcome in this house,” said Alder House."
    (found,) = house.find(text)
    assert found.graded is not None
    assert (found.graded.grade, found.work, found.version, found.speaker) == ("not found", 0, 0, "ours")
    assert house.find("“The inspectors are not welcome in this house,” said a minister.") == []
    assert house.find("“The inspectors are not welcome in this house.”") == []
    assert house.find("“Not welcome,” said Alder House.") == [], "two words are a way of speaking"


def test_a_quotation_of_words_that_others_said_in_our_work_is_none_of_ours() -> None:
    house = House().add(f"The minister said: “They have closed every door in this town.” {WINTER}")
    assert house.find("“They have closed every door in this town,” the minister said.") == []


def test_changed_words_of_somebody_else_are_not_ours_by_chance(house: House) -> None:
    text = "“Every report is in our library, and it stays,” said a minister."
    assert house.find(text) == []
    assert [
        one.graded.grade for one in house.find(text.replace("a minister", "Alder House")) if one.graded
    ] == ["altered"]


def test_a_quotation_within_a_quotation_is_part_of_it(house: House) -> None:
    text = "“At no time do we seek to ‘hide any visit by the inspectors’,” said Alder House."
    (found,) = house.find(text)
    assert text[found.start] == "“"


def test_a_quotation_within_somebody_elses_is_ours_by_itself(house: House) -> None:
    inner = "‘at no time do we seek to hide any visit by the inspectors’"
    text = f"“They told me {inner}, and I believed it,” said a minister."
    (found,) = house.find(text)
    assert text[found.start : found.end] == inner


def test_the_work_that_a_sentence_names_is_said_also_where_the_words_are_not_there() -> None:
    house = (
        House()
        .add(WINTER, "Our Winter in the Harbour District")
        .add("Something else.", "Schools and Children in Winter")
    )
    sentence = "Every report is on our website, and it stays there for ten years."
    text = f"In “Schools and Children in Winter” it says: “{sentence}”"
    named, found = house.find(text)
    assert (named.work, found.work, found.named_work) == (2, 1, 2)
    text = "In “Schools and Children in Winter” Alder House says: “The inspectors are not welcome in this house.”"
    named, found = house.find(text)
    assert (found.graded is not None and found.graded.grade, found.work, found.named_work) == (
        "not found",
        0,
        2,
    )


def test_a_link_on_quoted_words_goes_with_them(house: House) -> None:
    text = "It says “every report is on our website” today."
    start = text.index("every")
    quotation, link = house.find(
        text, [Link(start, start + 12, f"https://web.archive.org/web/2024/{ADDRESS}")]
    )
    assert (link.kind, link.work, link.address, link.beside) == ("link", 1, ADDRESS, 0)
    assert quotation.named_work == 1


# reuse


def test_words_without_marks_are_reuse(house: House) -> None:
    text = "It is known that the kitchen gave 15,000 meals to families in the harbour district last winter. Good."
    (found,) = house.find(text)
    assert (found.kind, found.work, found.speaker, found.reprint) == ("reuse", 1, "unknown", False)
    assert text[found.start : found.end].startswith("the kitchen gave")
    assert found.graded is not None
    assert found.graded.grade == "cut off"


def test_a_passage_in_which_we_quote_somebody_is_one_reuse() -> None:
    passage = (
        "The kitchen gave meals to families in the harbour district all winter long, which the minister called “a "
        "great waste of public money at a bad time”, and we shall go on giving them to whoever comes to its door."
    )
    house = House().add(passage)
    text = f"Some news first, so that nobody takes this for a reprint of ours. {'More of it. ' * 25}\n\n{passage}"
    (found,) = house.find(text)
    assert text[found.start : found.end] == passage.rstrip(".")
    assert found.graded is not None
    assert found.graded.grade in ("exact", "normalised")


def test_marks_of_ours_in_a_passage_that_was_taken_over_make_no_second_citation() -> None:
    passage = (
        "The kitchen gave meals to families in the harbour district all winter long, which is what we call “an open "
        "door for every family”, and we shall go on giving them to whoever comes to its door."
    )
    house = House().add(f"We said so: “an open door for every family”. {passage}")
    text = f"News of the town first. {'More of it. ' * 25}\n\n{passage}"
    (found,) = house.find(text)
    assert (found.kind, text[found.start : found.end]) == ("reuse", passage.rstrip("."))


def test_reuse_in_a_quotation_is_not_found_twice(house: House) -> None:
    text = (
        "“Nobody knows. The kitchen gave 15,000 meals to families in the harbour district,” said Alder House."
    )
    found = house.find(text)
    assert [one.kind for one in found] == ["quotation"]


# bad input


def test_a_work_without_a_text_is_still_linked_and_named() -> None:
    house = House().add("", "Our Winter in the Harbour District", address=ADDRESS)
    text = "“Every report is on our website,” said Alder House in “Our Winter in the Harbour District”, its study."
    assert show(house.find(text), text) == [
        ("quotation", "“Every report is on our website,”", "not found"),
        ("named", "Our Winter in the Harbour District", ""),
    ]


def test_of_two_works_with_the_same_passage_the_earlier_is_named_and_the_other_listed() -> None:
    house = House().add(WINTER, since="2024-02-01").add(f"News.\n\n{WINTER}", since="2024-01-01")
    for text in (
        "“Every report is on our website, and it stays there for ten years.”",
        "So the kitchen gave 15,000 meals to families in the harbour district last winter. Good.",
    ):
        (found,) = house.find(text)
        assert found.work == 2
        assert [other.work for other in found.others] == [1]


def test_who_was_first_is_said_and_hides_nothing() -> None:
    text = "“Every report is on our website, and it stays there for ten years.”"
    for since, first, stood in (
        ("2024-01-05", "ours", "then"),
        ("2024-07-01", "theirs", "after"),
        ("", "unknown", "unknown"),
    ):
        (found,) = House().add(WINTER, since=since).find(text)
        assert (found.first, found.stood) == (first, stood)
    (found,) = House().add(WINTER).find(text, published=UNKNOWN_DATE)
    assert (found.first, found.stood) == ("unknown", "unknown")


def test_our_statement_printed_whole_is_one_citation(house: House) -> None:
    text = f"Winter\n\nFrom our reporter\n\n{WINTER}"
    (found,) = house.find(text)
    assert (found.kind, found.reprint, found.work) == ("reuse", True, 1)
    assert text[found.start : found.end] == WINTER.rstrip(".")
    assert found.graded is not None
    assert found.graded.grade == "exact"


def test_a_reprint_with_changes_is_one_citation_that_shows_them(house: House) -> None:
    changed = (
        WINTER.replace("15,000", "1,500")
        .replace("At no time do we", "We never")
        .replace(" with the police and", " and")
    )
    (found,) = house.find(f"{changed}\n\nThe paper adds a line.")
    assert found.reprint
    assert found.graded is not None
    assert found.graded.grade == "altered"
    assert "number" in found.graded.flags


def test_a_reprint_in_marks_by_paragraph_is_one_citation(house: House) -> None:
    text = "\n\n".join(f"“{paragraph}”" for paragraph in WINTER.split("\n\n"))
    (found,) = house.find(text)
    assert found.reprint


def test_a_statement_reprinted_within_a_long_report_is_one_citation(house: House) -> None:
    around = "Something else was said in the town that has nothing to do with it at all. " * 40
    text = f"{around}\n\n{WINTER}\n\n{around}"
    (found,) = house.find(text)
    assert found.reprint
    assert text[found.start : found.end] == WINTER.rstrip(".")


@pytest.mark.parametrize("text", ["“” „“ «» ‘’ \"\" ''", "“”" * 300, "“" * 500, "’" * 500, "", " \n\n ", "…"])
def test_nothing_but_marks_gives_nothing(house: House, text: str) -> None:
    assert house.find(text) == []


@pytest.mark.parametrize("mark", ["“", '"', "„", "«", "‘", "'", "> “", "said:\n\n“"])
def test_unbalanced_marks_through_400_kb_are_read_to_the_end(house: House, mark: str) -> None:
    """Anything that is not linear in the text takes hours for this, and so ends the run."""
    sentence = f"{mark}Alder House said on its website that nothing of it was true. "
    end = f"\n\n\n\n\n\n{mark}Every report is on our website, and it stays there for ten years."
    text = sentence * (400_000 // len(sentence)) + end
    assert any(one.work == 1 and one.kind in ("reuse", "quotation") for one in house.find(text))


def test_a_quotation_over_a_page_break_with_a_header_between_is_whole(house: House) -> None:
    text = (
        "Alder House said: “The kitchen gave 15,000 meals to families in the\n\nTHE COURIER 12\n\nharbour district "
        "last winter, and nobody who came to its door was ever asked for a paper.”"
    )
    (found,) = house.find(text)
    assert found.graded is not None
    assert found.graded.grade == "exact"


@pytest.mark.parametrize("hyphen", ["\u00ad\n", "\ufffe\n"])
def test_hyphenation_by_a_typesetter_changes_nothing(house: House, hyphen: str) -> None:
    text = f"“The kitchen gave 15,000 meals to fami{hyphen}lies in the harbour dis{hyphen}trict last winter”, it said."
    (found,) = house.find(text)
    assert found.graded is not None
    assert found.graded.grade == "cut off"
    assert not any(one.kind in ("changed", "inserted") for one in found.graded.differences)


def test_damage_by_a_scanner_is_seen_through(house: House) -> None:
    text = "“The kitchen gave 15,000 rneals to farnilies in the harb0ur district last vvinter, and nobody” …"
    (found,) = house.find(text)
    assert found.graded is not None
    assert found.graded.grade == "cut off"
    assert found.graded.others == ("normalised",)


HEBREW = "אנחנו לא מסתירים שום ביקור של המפקחים בבית. כל הדוחות נמצאים באתר שלנו במשך עשר שנים."
ARABIC = "نحن لا نخفي أي زيارة للمفتشين إلى البيت. كل التقارير موجودة على موقعنا لمدة عشر سنوات."


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (HEBREW, "בעיתון נכתב: \"אנחנו לא מסתירים שום ביקור של המפקחים בבית.\""),
        (HEBREW, "בעיתון נכתב: ״אנחנו לא מסתירים שום ביקור של המפקחים בבית.״"),
        (HEBREW, "צה\"ל וארה\"ב: “אנחנו לא מסתירים שום ביקור של המפקחים בבית.”"),
        (ARABIC, "كتبت الصحيفة: «نحن لا نخفي أي زيارة للمفتشين إلى البيت.»"),
        (ARABIC, "كتبت الصحيفة: “نحن لا نخفي أي زيارة للمفتشين إلى البيت.”"),
    ],
)  # fmt: skip
def test_text_from_right_to_left_is_quoted_as_any(ours: str, theirs: str) -> None:
    (found,) = House().add(ours).find(theirs)
    assert found.kind == "quotation"
    assert found.graded is not None
    assert found.graded.grade == "exact"


def test_bidi_marks_change_nothing() -> None:
    theirs = "\u202b«\u200fنحن لا نخفي أي زيارة للمفتشين إلى البيت.\u200f»\u202c"
    (found,) = House().add(ARABIC).find(theirs)
    assert found.kind == "quotation"
    assert found.graded is not None
    assert found.graded.grade == "exact"


def test_a_work_that_was_changed_since_is_compared_as_it_stood_and_says_so() -> None:
    house = House().add(WINTER, since="2024-01-05")
    house.versions = [Version(1, 1, "2024-01-05", "2024-09-01"), Version(2, 1, "2024-09-01")]
    house.texts[2] = WINTER.replace("ten years", "one year")
    text = "“Every report is on our website, and it stays there for ten years.”"
    (found,) = house.find(text)
    assert (found.version, found.stood, found.since_changed) == (1, "then", True)
    assert found.graded is not None
    assert found.graded.grade == "exact"
    (found,) = house.find(text, published=PublicationDate("2024-10-01", "day", "page"))
    assert (found.version, found.stood, found.since_changed) == (2, "then", False)
    assert found.graded is not None
    assert found.graded.grade == "altered"
    assert [(other.version, other.grade) for other in found.others] == [(1, "exact")]


def test_an_index_that_knows_more_than_the_catalogue_is_an_error() -> None:
    index = PassageIndex()
    index.add(7, WINTER)
    report = Text("“Every report is on our website, and it stays there.”", "article", "test", "1")
    with pytest.raises(KeyError):
        find_citations(report, index, compile_catalogue([], [], NAMES), {})


def test_without_works_only_names_and_words_of_ours_are_found() -> None:
    text = "“The inspectors are not welcome here,” said Alder House on its website."
    assert show(House().find(text), text) == [
        ("quotation", "“The inspectors are not welcome here,”", "not found"),
        ("named", "its website", ""),
    ]


def test_finding_twice_gives_the_same(house: House) -> None:
    text = f"“Every report is on our website,” said Alder House. {WINTER} On its website it said so."
    assert house.find(text) == house.find(text)
