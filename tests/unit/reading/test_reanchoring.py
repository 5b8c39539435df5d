"""What became of a quote in a newer text, told from its words, its neighbours and its place."""

from __future__ import annotations

from mediawatch.model import Anchor, Span
from mediawatch.reading.anchoring import check_anchor, find_quote
from mediawatch.reading.folding import fold
from mediawatch.reading.reanchoring import Reanchored, reanchor

TEXT = (
    "The council met on Monday. In 2025 the trust put eleven people in recovery out of their homes, the report says. "
    "The trust said that it had nothing to add. It raised £15 in the street. Nobody was asked about it."
)
QUOTE = "put eleven people in recovery out of their homes"


def pin(quote: str, text: str = TEXT, nth: int = 0) -> Anchor:
    return find_quote(fold(text), quote, nth=nth)


def look(newer: str, anchor: Anchor | None = None) -> Reanchored:
    found = reanchor(fold(newer), anchor or pin(QUOTE))
    assert (found.anchor is not None) == (found.state in ("anchored", "moved"))
    assert (found.offer is not None) == bool(found.changes) == (found.state == "altered")
    assert (found.likeness is None) == (found.state == "gone")
    if found.anchor:
        assert check_anchor(newer, found.anchor.parts) == ()
    return found


def test_the_same_text_leaves_it_anchored_as_it_was() -> None:
    anchor = pin(QUOTE)
    found = look(TEXT)
    assert (found.state, found.anchor) == ("anchored", anchor)
    assert found.likeness is not None
    assert (found.likeness.context, found.likeness.position) == (1, 1)


def test_words_put_in_before_shift_it() -> None:
    newer = f"Updated on Tuesday. {TEXT}"
    found = look(newer)
    assert found.state == "anchored"
    assert found.anchor is not None
    assert found.anchor.start == pin(QUOTE).start + 20


def test_other_typography_is_no_change() -> None:
    found = look(TEXT.replace("put eleven people in", "Put eleven\npeople in"))
    assert found.state == "anchored"
    assert found.anchor is not None
    assert (found.anchor.how, found.anchor.quote) == ("folded", QUOTE.replace("put eleven ", "Put eleven\n"))


def test_one_neighbour_that_is_long_is_enough_to_know_the_place() -> None:
    assert look(f"Updated. {TEXT.replace('the report says', 'a charity claims')}").state == "anchored"
    assert (
        look(f"Updated. {TEXT.replace('In 2025 the trust', 'Clear Streets says that it')}").state
        == "anchored"
    )


def test_between_other_neighbours_at_another_offset_it_has_moved() -> None:
    found = look("They put eleven people in recovery out of their homes! Nothing else is left of it.")
    assert found.state == "moved"
    assert found.instead is None


def test_words_that_stand_elsewhere_too_are_known_by_their_neighbours() -> None:
    twice = f"They say we {QUOTE}, twice. {TEXT}"
    found = look(twice)
    assert found.state == "anchored"
    assert found.anchor is not None
    assert found.anchor.start == twice.rindex(QUOTE)


def test_what_moved_tells_what_stands_in_its_old_place() -> None:
    newer = (
        TEXT.replace(QUOTE, "helped eleven people to move") + f" An earlier version said that they {QUOTE}."
    )
    found = look(newer)
    assert found.state == "moved"
    assert found.instead is not None
    assert newer[found.instead.start : found.instead.end] == "helped eleven people to move"


def test_a_changed_word_is_altered_and_shown_beside_the_old_one() -> None:
    newer = TEXT.replace("eleven", "two")
    found = look(newer)
    assert found.state == "altered"
    assert found.offer is not None
    assert found.offer.words == "put two people in recovery out of their homes"
    assert [(each.before, each.after) for each in found.changes if each.kind != "same"] == [
        ("eleven ", "two ")
    ]
    assert "".join(each.before for each in found.changes) == QUOTE
    assert "".join(each.after for each in found.changes) == found.offer.words


def test_a_number_that_went_on_is_no_longer_the_same() -> None:
    found = look(TEXT.replace("£15 in", "£15,000 in"), pin("It raised £15"))
    assert found.state == "altered"
    assert found.offer is not None
    assert found.offer.words == "It raised £15,000"


def test_a_quote_that_was_cut_out_is_gone_and_its_place_is_empty() -> None:
    newer = TEXT.replace(f" {QUOTE}", "")
    found = look(newer)
    assert found.state == "gone"
    assert found.instead is not None
    assert found.instead.start == found.instead.end == newer.index(", the report")


def test_a_quote_that_was_replaced_is_gone_and_what_replaced_it_is_told() -> None:
    newer = TEXT.replace(QUOTE, "asked nobody to leave")
    found = look(newer)
    assert found.state == "gone"
    assert found.instead == Span(newer.index("asked nobody"), newer.index(", the report"))


def test_nothing_is_known_of_a_text_without_any_of_it() -> None:
    assert look("Another article altogether, about the weather on the coast.") == Reanchored("gone")
    assert look("") == Reanchored("gone")


def test_parts_are_anchored_together() -> None:
    anchor = pin("In 2025 the trust … out of their homes")
    assert look(f"New. {TEXT}", anchor).state == "anchored"
    altered = look(TEXT.replace("out of their homes", "out of the house"), anchor)
    assert altered.state == "altered"
    assert altered.offer is not None
    assert altered.offer.words == "In 2025 the trust […] out of the house"
    assert look(TEXT.replace("In 2025 the trust", "They").replace("out of", "from"), anchor).state == "gone"


def test_the_place_that_was_chosen_is_kept_though_a_tighter_one_is_spelt_otherwise() -> None:
    text = "We say so. WE SAY SO and they do that, we SAY so."
    anchor = pin("We say so … they do that", text)
    assert anchor.start == 0
    assert look(text, anchor).anchor == anchor


def test_a_place_among_very_many_is_kept() -> None:
    text = "so it went. " * 12_000
    anchor = pin("so it went", text, nth=9000)
    found = look(text, anchor)
    assert (found.state, found.anchor) == ("anchored", anchor)
