"""Characters come out right whatever the page declares, and what cannot be kept as UTF-8 is visible."""

from __future__ import annotations

import pytest

from mediawatch.archive.extract.charset import decode, storable

GERMAN = (
    "Die Stiftung erklärte am Donnerstag, sie habe „keine Kenntnis“ von den Vorwürfen; Größe, Maß, Übung."
)
JAPANESE = (
    "財団は木曜日に声明を発表し、報道の内容は事実と異なると述べた。再生支援センターは調査を求めている。"
)
POLISH = (
    "Zarządzająca fundacją powiedziała w środę, że zarzuty są całkowicie nieprawdziwe i żądała sprostowania."
)
RUSSIAN = "Фонд заявил в четверг, что сведения в статье не соответствуют действительности, и потребовал опровержения."


def page(words: str, declared: str = "", language: str = "") -> str:
    meta = f'<meta charset="{declared}">' if declared else ""
    attribute = f' lang="{language}"' if language else ""
    head = f"<head>{meta}<title>{words}</title></head>"
    return f"<!doctype html><html{attribute}>{head}<body><p>{words}</p></body></html>"


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_is_no_text(mark: str) -> None:
    decoded = decode(page(GERMAN).encode(mark), "iso-8859-1")
    assert decoded.text == page(GERMAN)
    assert decoded.how == "mark"


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_told_by_its_zeros(charset: str) -> None:
    assert decode(page(GERMAN).encode(charset)).text == page(GERMAN)


@pytest.mark.parametrize(
    ("words", "charset", "language"),
    [
        (GERMAN, "windows-1252", "de"),
        (JAPANESE, "shift_jis", "ja"),
        (JAPANESE, "euc-jp", "ja"),
        (JAPANESE, "iso-2022-jp", "ja"),
        (POLISH, "iso-8859-2", "pl"),
        (RUSSIAN, "windows-1251", "ru"),
    ],
)
@pytest.mark.parametrize(
    "where", ["header", "page", "nowhere", "wrongly in the header", "wrongly in the page"]
)
def test_a_page_comes_out_right_wherever_its_charset_is_declared(
    words: str, charset: str, language: str, where: str
) -> None:
    declared = {"page": charset, "wrongly in the page": "utf-8"}.get(where, "")
    header = {"header": charset, "wrongly in the header": "utf-8"}.get(where, "")
    wanted = page(words, declared, language)
    assert decode(wanted.encode(charset), header).text == wanted


def test_a_header_that_names_latin1_by_default_does_not_spoil_a_utf8_page() -> None:
    assert decode(page(GERMAN, "utf-8").encode(), "ISO-8859-1").text == page(GERMAN, "utf-8")


def test_a_latin1_header_does_not_spoil_a_shift_jis_page_that_declares_itself() -> None:
    wanted = page(JAPANESE, "Shift_JIS")
    assert decode(wanted.encode("shift_jis"), "iso-8859-1").text == wanted


def test_latin1_is_read_as_browsers_read_it() -> None:
    assert "“quoted”" in decode(page("It said “quoted” – once").encode("cp1252"), "iso-8859-1").text


def test_one_broken_byte_does_not_turn_a_whole_utf8_page_into_another_charset() -> None:
    body = page(GERMAN).encode().replace(b"Donnerstag", b"Donn\xffrstag")
    assert decode(body).text == page(GERMAN).replace("Donnerstag", "Donn\ufffdrstag")


@pytest.mark.parametrize("header", ["x-unheard-of", "utf-7", "rot13", "zlib", "utf-8; drop", ""])
def test_a_charset_that_is_unknown_or_unsafe_is_not_believed(header: str) -> None:
    wanted = page(GERMAN)
    assert decode(wanted.encode("cp1252"), header).text == wanted


def test_nul_and_lone_surrogates_become_visible_and_can_be_stored() -> None:
    decoded = decode(b"<p>one\x00two</p>")
    assert decoded.text == "<p>one\ufffdtwo</p>"
    assert storable("a\ud800b\x00c") == "a\ufffdb\ufffdc"


def test_bidi_overrides_stay_as_they_are() -> None:
    assert storable("a\u202eb\u2066c") == "a\u202eb\u2066c"


def test_unclosed_scripts_in_another_charset_do_not_hang() -> None:
    body = ("<script " * 40_000 + "é").encode("latin-1")
    assert decode(body).text.endswith("é")
