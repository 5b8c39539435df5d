"""Quotations are found in every mark, and apostrophes are none."""

from __future__ import annotations

import time

import pytest

from mediawatch.reading.quotations import MOST_CHARACTERS, find_quotations


def read(text: str) -> list[tuple[str, list[str]]]:
    return [
        (found.style, [text[part.start : part.end] for part in found.parts])
        for found in find_quotations(text)
    ]


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("It says “we help families” here.", "double"),
        ("It says ‘we help families’ here.", "single"),
        ('It says "we help families" here.', "straight"),
        ("It says 'we help families' here.", "straight single"),
        ("It says „we help families“ here.", "german"),
        ("It says „we help families” here.", "german"),
        ('It says „we help families" here.', "german"),
        ("It says ,,we help families'' here.", "german"),
        ("It says ‚we help families‘ here.", "german single"),
        ("It says ”we help families” here.", "swedish"),
        ("It says « we help families » here.", "guillemets"),
        ("It says «\u202fwe help families\u202f» here.", "guillemets"),
        ("It says <<we help families>> here.", "guillemets"),
        ("It says »we help families« here.", "reversed guillemets"),
        ("It says ‹we help families› here.", "angle"),
        ("It says ›we help families‹ here.", "reversed angle"),
        ("It says 「we help families」 here.", "corner"),
        ("It says ``we help families'' here.", "double"),
        ("It says “ we help families ” here.", "double"),
        ('("we help families")', "straight"),
        ('It says:"we help families".', "straight"),
    ],
)
def test_a_quotation_is_found_in_any_mark(text: str, style: str) -> None:
    assert read(text) == [(style, ["we help families"])]


def test_start_and_end_include_the_marks() -> None:
    text = "So “we help” here."
    (found,) = find_quotations(text)
    assert text[found.start : found.end] == "“we help”"


def test_an_inner_quotation_is_listed_behind_the_outer_one() -> None:
    assert read("“He said ‘we never close’ and left.”") == [
        ("double", ["He said ‘we never close’ and left."]),
        ("single", ["we never close"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "We don't know the trusts' homes of the '90s, 'tis said.",
        "We don’t know the trusts’ homes of the ’90s, rock ’n’ roll.",
        "The pipe is 6\" wide and 5' long.",
        "Since the ‘90s it's the charity's.",
    ],
)
def test_an_apostrophe_opens_and_closes_nothing(text: str) -> None:
    assert read(text) == []


def test_an_apostrophe_within_single_marks_does_not_end_the_quotation() -> None:
    assert read("‘We don’t hide the trusts’ work,’ he said.") == [
        ("single", ["We don’t hide the trusts’ work,"])
    ]
    assert read("the ‘bad boys’ of the town, then") == [("single", ["bad boys"])]


def test_paragraphs_with_only_opening_marks_are_one_quotation() -> None:
    assert read("“One.\n\n“Two.\n\n“Three.” End.") == [("double", ["One.", "Two.", "Three."])]
    assert read('"One.\n\n"Two." End.') == [("straight", ["One.", "Two."])]
    assert read("« Un.\n» Deux. » Fin.") == [("guillemets", ["Un.", "Deux."])]


def test_a_quotation_runs_over_a_page_break_with_a_header() -> None:
    text = "He said: “We help\n\nReport 14\n\nall families.” End."
    assert read(text) == [("double", ["We help\n\nReport 14\n\nall families."])]


def test_a_mark_that_was_never_closed_ends_no_later_quotation() -> None:
    assert read("“Never closed.\n\nA paragraph with “its own” words.") == [("double", ["its own"])]
    assert read("“Never closed. " + "word " * MOST_CHARACTERS + "” and “its own”") == [
        ("double", ["its own"])
    ]


@pytest.mark.parametrize(
    "between",
    [
        ", said the charity, ",
        " the charity said, ",
        ", according to Ms A. Roe, who chairs it, ",
        ", so der Verein, ",
        ", a déclaré la présidente, ",
    ],
)
def test_an_attribution_splits_a_quotation_into_parts(between: str) -> None:
    assert read(f"“We help”{between}“all families”.") == [("double", ["We help", "all families"])]


@pytest.mark.parametrize(
    "text",
    [
        "“We help,” it said. “We never close.”",
        "“We help” and “we never close”, it said.",
        "“We help,” it said, adding: “We never close.”",
        "“We help,” and the sky was grey over the harbour, “we never close”.",
        "“We help.” So it said, “We never close.”",
    ],
)
def test_two_quotations_stay_two(text: str) -> None:
    assert [len(parts) for _, parts in read(text)] == [1, 1]


def test_lines_of_a_mail_are_a_block_quotation() -> None:
    assert read("You wrote:\n> We help\n> all families\nWhy?") == [("block", ["We help", "all families"])]


def test_the_paragraph_that_a_colon_introduces_is_a_block_quotation() -> None:
    words = "We help all the families that come to us in winter."
    assert read(f"The charity said in a statement:\n\n{words}\n\nThe council disagrees.") == [
        ("block", [words])
    ]
    assert read(f"We bought:\n\n{words}") == []
    assert read("The statement says:\n\n• a list of things that are not a quotation at all") == []


def test_marks_without_words_are_no_quotation() -> None:
    assert read("“ ” \"\" '' „“ «» ‘…’ '\"“”„‘’«»" * 50) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "“",
        "“”",
        "“a ",
        '"',
        '"a\n',
        "\n“",
        "‘as’ b",
        "a' ",
        "“‘„«\"'",
        "“a\n ",
        "> a\n",
        "said:\n",
        '"a" said, ',
        "“a\n\n",
    ],
)
def test_time_is_linear_in_the_text(unit: str) -> None:
    def measure(length: int) -> float:
        text = (unit * length)[:length]
        began = time.process_time()
        find_quotations(text)
        return time.process_time() - began

    small, large = measure(50_000), measure(400_000)
    assert large < 0.5 + 24 * small


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('heißt es: „"Kraft", findet Kerstin Wahl.“ Und', ['"Kraft", findet Kerstin Wahl.']),
        ("‘Das Fazit: „Sie waren minderwertig.“’.", ["Das Fazit: „Sie waren minderwertig.“"]),
        ("He said: „We make leaderboards ‚credible.‘“.", ["We make leaderboards ‚credible.‘"]),
        ("«\xa0Il dit “nous aidons”.\xa0».", ["Il dit “nous aidons”."]),
    ],
)
def test_marks_that_open_in_one_country_and_close_in_another_are_told_by_their_neighbours(
    text: str, parts: list[str]
) -> None:
    assert read(text)[0][1] == parts


def test_a_quotation_that_single_marks_take_up_again_is_one() -> None:
    assert read("‘We don’t close.\n\n‘We help.’ End.") == [("single", ["We don’t close.", "We help."])]
