"""Whom a text lets say a quotation: the words round it tell, or nothing does."""

from __future__ import annotations

import pytest

from mediawatch.citing import Speaker
from mediawatch.model import Name
from mediawatch.reading.folding import fold
from mediawatch.reading.mentions import compile_names, find_places
from mediawatch.reading.quotations import find_quotations
from mediawatch.reading.speakers import Speakers

WATCH = compile_names(
    [Name("Alder House", "organisation"), Name("AH", "alias", True), Name("Ruth Imani", "person")]
)


def tell(text: str, *, own_text: bool = False) -> list[Speaker]:
    """The speaker of each quotation of a text."""
    speakers = Speakers(text, find_places(fold(text), WATCH), {"imani"}, own_text)
    return [speakers.tell(quotation) for quotation in find_quotations(text)]


OURS = [
    "“We close no door,” said Alder House.",
    "“We close no door,” Alder House said on Monday.",
    "Alder House said: “We close no door.”",
    "Alder House “is something that we would pause for”, the organisation has said of its work with Prevent.",
    "“At no time do we seek any engagement”, an Alder House statement once said, which is hard to square with it.",
    "According to Alder House, “no door was closed”.",
    "The website of Alder House says that “no door was closed”.",
    "Alder House’s website describes “a door that stays open”.",
    "“We close no door,” said Anna Berg, chief executive of Alder House.",
    "“We close no door,” said Alder House’s chief executive, Anna Berg.",
    "Anna Berg, who runs Alder House, told the Courier: “We close no door.”",
    "“We close no door,” Ms Imani told the Courier.",
    "Alder House was founded in 2009. “We close no door,” the charity said.",
    "Alder House was founded in 2009. It says that “no door was closed”.",
    "Alder House was founded in 2009. Its website promises “a door that stays open”.",
    "Alder House was founded in 2009. A spokesperson said: “We close no door.”",
    "“We close no door”, Alder House wrote, “and never did.”",
    "Alder House’s “open door policy” is well known.",
    "In a statement, Alder House said:\n\n“We close no door.”",
    "„Wir schließen keine Tür“, sagte eine Sprecherin von Alder House.",
    "Alder House war offen. „Wir schließen keine Tür“, teilte die Organisation mit.",
    "« Nous ne fermons aucune porte », a déclaré Alder House.",
    "«No cerramos ninguna puerta», dijo Alder House.",
]
OTHERS = [
    "“They close every door,” said a minister.",
    "“They close every door,” said critics of Alder House.",
    "Critics of Alder House said that “they close every door”.",
    "“They close every door,” said Jane Doe, who lives next to it.",
    "“They close every door,” Jane Doe told Alder House.",
    "Jane Doe said of Alder House: “They close every door.”",
    "A report on Alder House by the council says: “They close every door.”",
    "Residents said: “They close every door.” Alder House did not reply.",
    "“They close every door,” a former worker said.",
    "“They close every door,” said Councillor John Roe of Alder House.",
    "„Sie schließen jede Tür“, sagte Bürgermeister Roth.",
    "Alder House was founded in 2009. Jane Doe moved in next door. “They close every door,” she said.",
]
UNKNOWN = [
    "“We close no door.”",
    "The words “no door” stand on a wall.",
    "It was a “holistic support” of sorts.",
    "Nothing was said about “the door”.",
]


@pytest.mark.parametrize("text", OURS)
def test_our_words_are_known_by_what_stands_beside_them(text: str) -> None:
    assert set(tell(text)) == {"ours"}


@pytest.mark.parametrize("text", OTHERS)
def test_words_of_others_are_never_ours_since_we_are_named_too(text: str) -> None:
    assert tell(text) == ["other"]


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_nobody_is_named_for_is_unknown(text: str) -> None:
    assert tell(text) == ["unknown"]


def test_a_quotation_without_anything_beside_it_goes_on_with_the_speaker_before() -> None:
    assert tell("“We close no door,” said Alder House. “We never did.”") == ["ours", "ours"]
    assert tell("“They close every door,” said a minister. “They always did.”") == ["other", "other"]
    far = " Nothing was heard of it for long." * 12
    assert tell(f"“We close no door,” said Alder House.{far} “They do.”") == ["ours", "unknown"]


def test_a_person_of_ours_is_known_from_then_on() -> None:
    text = (
        "“We close no door,” said Anna Berg, director of Alder House. Rain fell. “We never did,” Berg said."
    )
    assert tell(text) == ["ours", "ours"]


def test_in_our_own_text_we_are_us() -> None:
    assert tell("“We close no door,” we said in March.", own_text=True) == ["ours"]
    assert tell("Our director, Anna Berg, said: “We close no door.”", own_text=True) == ["ours"]
    assert tell("The charity said: “We close no door.”", own_text=True) == ["ours"]
    assert tell("A spokesperson for the charity said: “We close no door.”", own_text=True) == ["ours"]
    assert tell("Their report says: “They close every door.”", own_text=True) == ["other"]
    assert tell("The report says that “they close every door”.", own_text=True) == ["other"]
    assert tell("Their spokesperson said: “They close every door.”", own_text=True) == ["other"]
    assert tell("Our report says: “We close no door.”", own_text=True) == ["ours"]


def test_the_words_of_the_next_quotation_say_nothing_about_this_one() -> None:
    text = "“They close every door” was one word, “we close no door,” said Alder House."
    first, second = find_quotations(text)
    speakers = Speakers(text, find_places(fold(text), WATCH))
    assert speakers.tell(first, after=second.start) == "unknown"
    assert speakers.tell(second, before=first.end) == "ours"
