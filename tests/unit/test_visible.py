"""What strangers wrote is shown whole, and nothing in it acts."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawatch.visible import UNSEEN, make_visible

ORDINARY = {
    "English": "“It’s £3.50 – or so,” she said… and left.",
    "German with a soft hyphen": "Straßen\xadbahn\xa0und Öl",
    "Hebrew": "שלום עולם",
    "Arabic": "مرحبا بالعالم",
    "Persian with a non-joiner": "می‌خواهم کتاب‌ها را بخوانم",
    "Persian abbreviation with a joiner": "ه\u200d.ش.",
    "Hindi with a joiner": "क्‍ष और श्‌र",
    "Bengali with a non-joiner": "র‌্যাব",
    "Sinhala": "ශ්‍රී ලංකා",
    "Khmer with word breaks": "ភាសា\u200bខ្មែរ",
    "Thai": "ภาษาไทย",
    "Chinese with a variant": "葛\U000e0100城市",
    "Japanese": "「東京」は、",
    "Korean": "한국어",
    "a family": "👨‍👩‍👧‍👦",
    "a skin tone": "👩🏽‍⚕️",
    "a rainbow flag": "🏳️‍🌈",
    "a key": "#️⃣ ❤️",
    "Scotland's flag": "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "combining marks": "e\u0301 and n\u0303",
}


@pytest.mark.parametrize("text", ORDINARY.values(), ids=ORDINARY.keys())
def test_ordinary_text_of_every_script_stays_as_it_is(text: str) -> None:
    assert make_visible(text) == text


SHOWN = {
    "ESC": ("\x1b[31mred", "␛[31mred"),
    "NUL": ("a\x00b", "a␀b"),
    "bell": ("\x07", "␇"),
    "tab": ("a\tb", "a␉b"),
    "DEL": ("a\x7fb", "a␡b"),
    "C1 sequence introducer": ("\x9b31m", "‹U+009B›31m"),
    "next line": ("a\x85b", "a‹U+0085›b"),
    "right-to-left override": ("gpj\u202eexe", "gpj‹U+202E›exe"),
    "isolate": ("\u2066x\u2069", "‹U+2066›x‹U+2069›"),
    "marks": ("\u200e\u200f\u061c", "‹U+200E›‹U+200F›‹U+061C›"),
    "zero-width space in Latin": ("pay\u200bpal", "pay‹U+200B›pal"),
    "joiner in Latin": ("pay\u200dpal", "pay‹U+200D›pal"),
    "non-joiner at the start": ("\u200cm", "‹U+200C›m"),
    "two joiners in Hindi": ("क\u200d\u200dष", "क\u200d‹U+200D›ष"),
    "byte order mark": ("\ufeffa", "‹U+FEFF›a"),
    "line separator": ("a\u2028b\u2029c", "a‹U+2028›b‹U+2029›c"),
    "lone surrogate": ("a\ud83db", "a‹U+D83D›b"),
    "tags": ("a\U000e0041\U000e007f", "a‹U+E0041›‹U+E007F›"),
    "tags after a flag that is none": ("🏴\U000e0078\U000e007f", "🏴‹U+E0078›‹U+E007F›"),
    "variation selectors in a row": ("a\ufe01\ufe02", "a\ufe01‹U+FE02›"),
    "Hangul filler": ("\u3164", "‹U+3164›"),
    "noncharacter": ("\ufffe", "‹U+FFFE›"),
    "line feed": ("a\nb", "a␊b"),
}


@pytest.mark.parametrize(("text", "shown"), SHOWN.values(), ids=SHOWN.keys())
def test_what_is_unseen_or_steers_is_shown(text: str, shown: str) -> None:
    assert make_visible(text) == shown


def test_line_feeds_stay_where_the_caller_wants_them() -> None:
    assert make_visible("one\r\ntwo\n\nthree\rfour", keep_newlines=True) == "one\ntwo\n\nthree␍four"


@given(st.text(st.characters()))
def test_no_control_bidi_or_surrogate_is_left_and_twice_is_once(text: str) -> None:
    shown = make_visible(text)
    assert not [sign for sign in shown if unicodedata.category(sign) in ("Cc", "Cs")]
    assert not [sign for sign in shown if unicodedata.bidirectional(sign) in BIDI_CONTROLS]
    assert make_visible(shown) == shown
    shown.encode("utf-8")


BIDI_CONTROLS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@given(
    st.text(
        st.characters(exclude_characters=[chr(code) for code in range(0x110000) if UNSEEN.match(chr(code))])
    )
)
def test_text_without_unseen_characters_comes_back_the_same(text: str) -> None:
    assert make_visible(text) == text
