"""Small things said on pages, and what an address asks for."""

from __future__ import annotations

import pytest

from mediawatch.model import TimelineEntry
from mediawatch.reading.lags import measure_speed, say_median
from mediawatch.web.asked import Asked
from mediawatch.web.export import name_file
from mediawatch.web.passages import WORDS_AROUND, frame_quote
from mediawatch.web.prefix import cut_prefix
from mediawatch.web.render import count, live_address, local, quoted, say_lag, shorten
from mediawatch.web.report import say_language
from mediawatch.web.search import split_marked
from mediawatch.web.states import GROUPS, say_state, tone_of
from mediawatch.web.timeline import gather, month_of


@pytest.mark.parametrize(
    ("address", "live"),
    [
        ("https://a.example/x", "https://a.example/x"),
        (" HTTP://a.example ", "HTTP://a.example"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//a.example", ""),
        ("", ""),
    ],
)
def test_only_http_and_https_addresses_are_live(address: str, live: str) -> None:
    assert live_address(address) == live


def test_lags_and_counts_read_as_people_say_them() -> None:
    assert [say_lag(days) for days in (-3, 0, 1, 12)] == ["−3 days", "same day", "+1 day", "+12 days"]
    assert [count(1, "claim"), count(1204, "claim"), count(2, "reply", "replies")] == [
        "1 claim", "1,204 claims", "2 replies",
    ]  # fmt: skip


def test_half_of_our_answers_is_the_median_and_unknown_days_are_left_out() -> None:
    speed = measure_speed([0, 1, 4, 9, None])
    assert speed.median == 2.5
    assert speed.uncounted == 1
    assert dict(speed.buckets) == {
        "Same day": 1, "1 day": 1, "2 days": 0, "3 days": 0, "4 to 7 days": 1, "8 to 14 days": 1,
    }  # fmt: skip
    assert dict(measure_speed([-2, 40]).buckets)["Before publication"] == 1
    assert measure_speed([]).median is None
    assert measure_speed([None]).buckets == ()
    assert [say_median(days) for days in (-1, 0, 1, 2.5)] == [
        "before publication",
        "on the day of publication",
        "within 1 day of publication",
        "within 2.5 days of publication",
    ]


def test_states_are_plain_adjectives() -> None:
    assert say_state("open") == "No answer yet"
    assert say_state("answered; corrected in 3 of 9") == "Answered; corrected in 3 of 9"
    assert say_state("answered; refused") == "Answered; correction refused"
    assert say_state("apology asked") == "Apology asked"
    said = ("open", "answered", "corrected in 3 of 9", "reply asked", "refused")
    assert [tone_of(state) for state in said] == ["open", "answered", "put-right", "asked", "refused"]
    both = (
        "answered; corrected in 3 of 9",
        "answered; corrected",
        "answered; correction asked",
        "answered; refused",
    )
    assert [tone_of(state) for state in both] == ["put-right", "put-right", "asked", "answered"]
    assert set(GROUPS) == {"open", "answered", "asked", "corrected", "refused"}


def test_a_long_answer_is_cut_at_a_word() -> None:
    assert shorten("short") == "short"
    assert shorten("one\n \n\ntwo\nthree") == "one\ntwo\nthree"
    cut = shorten("word " * 200, 100)
    assert cut.endswith("word …")
    assert len(cut) <= 102
    assert shorten("x" * 300, 100).startswith("x" * 50)


def test_words_that_bring_their_own_marks_get_no_others() -> None:
    assert quoted("never") == "“never”"
    for own in ("“never”", '"never"', "„nie“", "«jamais»"):
        assert quoted(own) == own
    for not_all in ("“No,” she said", "“No,” she said, “never”", '"', "", "he said “no”"):
        assert quoted(not_all) == f"“{not_all}”"
    assert quoted("word " * 200, 100).startswith("“word ") and quoted("word " * 200, 100).endswith(" …”")


def test_hits_are_marked_and_stray_signs_of_a_text_do_no_harm() -> None:
    assert split_marked("a \x02hit\x03 b") == (("a ", False), ("hit", True), (" b", False))
    assert split_marked("\x03 a \x02 b") == (("\x03 a ", False), (" b", False))
    assert "".join(text for text, _ in split_marked("\x02\x02a\x03\x03")) == "a\x03"


def test_a_quote_is_shown_in_its_paragraph_or_cut_at_words() -> None:
    text = "Before.\nThe words we want here.\nAfter."
    shown, left, before, after = frame_quote(text, 12, 17)
    assert (shown, text[left:], before, after) == (
        "The words we want here.", "The words we want here.\nAfter.", False, False,
    )  # fmt: skip
    window = "x" * 20 + " " + "y" * (WORDS_AROUND - 21) + "QUOTE" + "z" * (WORDS_AROUND - 11) + " " + "w" * 10
    shown, left, before, after = frame_quote(window, WORDS_AROUND, WORDS_AROUND + 5)
    assert (before, after, left) == (True, True, 21)
    assert shown.startswith("y")
    assert shown.endswith("z")


def test_an_address_is_asked_for_what_it_can_mean() -> None:
    asked = Asked(
        {"page": "3", "claim": "C12", "since": "2026-02-30", "until": "2026-02", "state": "odd", "q": " a "}
    )
    assert asked.number("page") == 3
    assert asked.number("claim", "c") == 12
    assert asked.day("since") == ""
    assert asked.day("until") == "2026-02"
    assert asked.one_of("state", ("open",)) == ""
    assert asked.words("q") == "a"
    assert len(asked.notes) == 2
    assert asked.pager(30).number == 2, "a page beyond the last one is the last"
    assert (asked.pager(60).first, asked.pager(60).last, asked.pager(60).pages) == (51, 60, 3)
    assert Asked({}).pager(0).first == 0


def test_language_tags_that_are_none_are_left_out() -> None:
    assert [say_language(tag) for tag in ("en-GB", "de", "", 'x" onload="', "english language")] == [
        "en-GB", "de", "", "", "",
    ]  # fmt: skip


def test_small_addresses() -> None:
    assert cut_prefix(b"/mw/claims", b"/mw/") == b"/claims"
    assert cut_prefix(b"/claims", b"/mw/") == b"/claims"
    assert local("http://a.example:80/mw/x?y=1") == "/mw/x?y=1"
    assert name_file("Häfen & Söhne / ../", "2026-03-04", "md") == "timeline-h-fen-s-hne-2026-03-04.md"
    assert name_file("", "2026-03-04", "csv") == "timeline-2026-03-04.csv"


def entry(claim: int, rebuttal: int, kind: str = "answered", on: str = "2026-03-04") -> TimelineEntry:
    return TimelineEntry(
        kind, on, "day", "", "", 0, claim, rebuttal, 0, "", "", "", "", f"claim {claim}", "ours", "", "", "", "", 1
    )  # fmt: skip


def test_an_answer_to_three_claims_is_told_once() -> None:
    happened = gather(
        [entry(1, 7), entry(2, 8), entry(3, 7), entry(4, 0, "claim made"), entry(4, 0, "claim made")]
    )
    assert [[one.claim for one in happening.all] for happening in happened] == [[1, 3], [2], [4], [4]]
    assert month_of(entry(1, 1)) == "March 2026"
    assert month_of(entry(1, 1, on="2026")) == "2026"
    assert month_of(entry(1, 1, on="")) == "Date unknown"
