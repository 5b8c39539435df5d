"""Counting lines one work at a time gives what counting all of them gives."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from mediawatch.reading.own_passages import list_repeated
from mediawatch.reading.repeated_lines import RepeatedLines

LINES = st.lists(st.sampled_from(["Home", "Donate now", "HOME", "We never slept.", "", "© 2026"]), max_size=6)


@given(st.lists(st.lists(LINES, min_size=1, max_size=3), max_size=7))
def test_works_taken_in_one_by_one_have_the_repeated_lines_of_all(works: list[list[list[str]]]) -> None:
    texts = [["\n".join(lines) for lines in versions] for versions in works]
    lines = RepeatedLines()
    for number, versions in enumerate(texts):
        for text in versions:
            lines.add(number, text)
    lines = RepeatedLines(json.loads(json.dumps(lines.to_dict())))
    everything = "\n".join(text for versions in texts for text in versions)
    assert lines.list_repeated(everything) == list_repeated(texts)


def test_the_works_whose_line_became_furniture_are_told() -> None:
    lines = RepeatedLines()
    assert lines.add(1, "Home\nOne") == set()
    assert lines.add(1, "Home\nOne, again") == set(), "versions of a work count as one"
    assert lines.add(2, "Home\nTwo") == set()
    assert lines.add(3, "home\nThree") == {1, 2}
    assert lines.add(4, "Home") == set(), "they are known already"
