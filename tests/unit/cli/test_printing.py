"""What is printed is for people, in the record's time, and harmless."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mediawatch.cli.printing import (
    CELL_LENGTH,
    count,
    open_whole,
    print_facts,
    print_table,
    say_minute,
    say_times,
    say_value,
)
from mediawatch.cli.search import mark_hits
from mediawatch.errors import InputError

LONDON = ZoneInfo("Europe/London")
Captured = pytest.CaptureFixture[str]


def test_recorded_times_are_shown_on_the_clocks_of_the_record() -> None:
    assert say_minute("2026-07-04T09:15:00+00:00", LONDON) == "2026-07-04 10:15"
    assert say_minute("2026-01-04T09:15:00+00:00", LONDON) == "2026-01-04 09:15"
    assert say_minute("yesterday", LONDON) == "yesterday"
    assert say_times("2026-07-04T23:15:00+00:00 by Ama", LONDON) == "2026-07-05 00:15 by Ama"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("report", 3, "r3"),
        ("claim", 0, ""),
        ("reports", 3, "3"),
        ("title", None, ""),
        ("near", '["food bank", "charity"]', "food bank, charity"),
        ("captured_at", "2026-07-04T09:15:00+00:00", "2026-07-04 10:15"),
        ("title", "2026-07-04T09:15:00+00:00", "2026-07-04T09:15:00+00:00"),
        ("certain", True, "yes"),
    ],
)
def test_a_cell_says_its_value_as_people_do(name: str, value: object, said: str) -> None:
    assert say_value(name, value, LONDON) == said


def test_a_table_in_a_pipe_has_a_line_for_each_row(capsys: Captured) -> None:
    rows = [{"ref": "r1", "title": "One\nline"}, {"ref": "r22", "title": "Another"}]
    assert print_table(rows, ("ref", "title"), LONDON) == 2
    assert capsys.readouterr().out.splitlines() == ["ref  title", "r1   One line", "r22  Another"]


def test_wide_signs_do_not_push_a_table_out_of_line(capsys: Captured) -> None:
    print_table([{"a": "報道", "b": "x"}, {"a": "abcd", "b": "y"}], ("a", "b"), LONDON)
    assert capsys.readouterr().out.splitlines()[1:] == ["報道  x", "abcd  y"]


def test_an_empty_table_prints_nothing(capsys: Captured) -> None:
    assert print_table([], ("ref",), LONDON) == 0
    assert capsys.readouterr().out == ""


def test_a_guessed_date_says_that_it_is_one(capsys: Captured) -> None:
    print_table([{"published": "2026-03-04", "published_certain": 0}], ("published",), LONDON)
    assert "2026-03-04 (a guess)" in capsys.readouterr().out


def test_a_long_cell_is_cut_where_one_can_see_it(capsys: Captured) -> None:
    print_table([{"text": "word " * 200}], ("text",), LONDON)
    line = capsys.readouterr().out.splitlines()[1]
    assert line.endswith("…")
    assert len(line) <= CELL_LENGTH


def test_no_control_character_of_a_title_reaches_the_terminal(capsys: Captured) -> None:
    hostile = "".join(map(chr, [*range(32), *range(127, 160)])) + "\u202e\u2066\u200b end"
    print_table([{"title": hostile}], ("title",), LONDON)
    print_facts([("title", hostile)])
    out = capsys.readouterr().out
    assert not {ord(sign) for sign in out if sign != "\n"} & {
        *range(32),
        *range(127, 160),
        0x202E,
        0x2066,
        0x200B,
    }


def test_hits_are_marked_without_the_marks_of_the_index() -> None:
    assert mark_hits("the \x02food bank\x03 in\ntown \x1b") == "the «food bank» in town ␛"
    assert mark_hits("an end without \x02its mark") == "an end without its mark"


def test_facts_without_a_value_are_left_out_and_lines_stay_under_their_label(capsys: Captured) -> None:
    print_facts([("title", "One"), ("author", ""), ("addresses", "a\nb")])
    assert capsys.readouterr().out.splitlines() == ["title      One", "addresses  a", "           b"]


@pytest.mark.parametrize(("number", "said"), [(0, "0 mentions"), (1, "1 mention"), (1234, "1,234 mentions")])
def test_a_count_agrees_with_its_noun(number: int, said: str) -> None:
    assert count(number, "mention") == said


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    place = tmp_path / "claims.csv"
    place.write_text("before")
    with pytest.raises(ZeroDivisionError), open_whole(str(place)) as out:
        out.write("half")
        raise ZeroDivisionError
    assert place.read_text() == "before"
    with open_whole(str(place)) as out:
        out.write("whole")
    assert place.read_text() == "whole"
    assert [path.name for path in tmp_path.iterdir()] == ["claims.csv"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"), open_whole(str(tmp_path / "no" / "x.csv")):
        pass
