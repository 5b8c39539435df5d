"""What changed between two wordings, as it is shown."""

from __future__ import annotations

from mediawatch.exporters.changes import Gap, fold_unchanged, mark_line, say_gap, set_lines, to_html
from mediawatch.reading.word_diff import diff_words


def lines_of(before: str, after: str) -> list[str]:
    return [mark_line(line) for line in set_lines(diff_words(before, after))]


def test_marks_stand_at_the_words_and_white_space_outside() -> None:
    assert lines_of("We spent £1.9m on it.", "We spent £1.2m on all of it.") == [
        "We spent [-£1.9m-]{+£1.2m+} on {+all of+} it."
    ]


def test_a_paragraph_that_went_stands_on_lines_of_its_own() -> None:
    assert lines_of("One.\n\nTwo is\nhere.\n\nThree.", "One.\n\nThree.") == [
        "One.", "", "[-Two is-]", "[-here.-]", "", "Three.",
    ]  # fmt: skip


def test_what_is_far_from_a_change_is_counted_and_not_shown() -> None:
    before = "\n\n".join(f"Paragraph {number}." for number in range(10))
    after = before.replace("Paragraph 5.", "Paragraph five.")
    shown = fold_unchanged(set_lines(diff_words(before, after)))
    assert [say_gap(line) if isinstance(line, Gap) else mark_line(line) for line in shown] == [
        "(4 paragraphs as before)", "Paragraph 4.", "", "Paragraph [-5-]{+five+}.", "", "Paragraph 6.",
        "(3 paragraphs as before)",
    ]  # fmt: skip


def test_one_paragraph_alone_is_not_worth_a_gap() -> None:
    shown = fold_unchanged(set_lines(diff_words("A.\n\nB.\n\nC.", "A.\n\nB.\n\nD.")))
    assert not any(isinstance(line, Gap) for line in shown)


def test_nothing_that_was_written_steers_a_terminal_or_a_browser() -> None:
    hostile = '<script>alert(1)</script> \x1b[2J\u202e & "x" \''
    (line,) = lines_of("plain", hostile)
    assert "\x1b" not in line
    assert "\u202e" not in line
    page = to_html(set_lines(diff_words("plain", hostile)))
    assert "<script" not in page
    assert "\x1b" not in page
    assert "<del>plain</del>" in page
    assert "<ins>&lt;script&gt;" in page


def test_html_says_how_much_it_leaves_out() -> None:
    before = "\n\n".join(f"Paragraph {number}." for number in range(9))
    shown = fold_unchanged(set_lines(diff_words(before, before + " More.")))
    assert '<p class="as-before">(7 paragraphs as before)</p>' in to_html(shown)
    assert '<p dir="auto">Paragraph 8. <ins>More.</ins></p>' in to_html(shown)
