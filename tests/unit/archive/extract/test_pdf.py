"""A PDF's words come out as they are read; a hostile one costs only itself."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from mediawatch.archive.extract.body import Body
from mediawatch.archive.extract.pdf import ask_child, facts_of, read
from mediawatch.errors import ExtractionError
from mediawatch.model import UNKNOWN_DATE, PageFacts, PublicationDate
from pdfs import Line, build_pdf, column, make_bomb, make_pdf, map_characters


def text_of(content: bytes) -> str:
    reading = read(Body(content))
    assert reading.outcome == "read"
    return reading.texts[0].text


def facts_with(**info: str) -> PageFacts:
    """The facts of a PDF with this document information and nothing else."""
    return facts_of({"info": info, "language": "", "headline": ""}, "words", Body(b""))


def test_a_paragraph_comes_out_as_one_line_and_each_page_knows_its_start() -> None:
    pages = (
        [
            "The river trust sold two meadows last spring and",
            "told nobody about it until the autumn came and",
            "the leaves had fallen.",
        ],
        [],
        ["The council was not asked."],
    )
    reading = read(Body(make_pdf(*pages)))
    (article,) = reading.texts
    assert (article.role, article.extractor) == ("article", "pypdfium2")
    first = (
        "The river trust sold two meadows last spring and told nobody about it until the autumn came and "
        "the leaves had fallen."
    )
    assert article.text == first + "\n\nThe council was not asked."
    assert article.pages == (0, len(first), len(first) + 2)
    assert article.text[article.pages[2] :] == "The council was not asked."
    assert reading.why == "Without text (pictures or scans): page 2 of 3 pages."


def test_a_word_broken_at_a_line_end_is_made_whole() -> None:
    assert "the communication failed" in text_of(
        make_pdf(["After the floods had gone the communi-", "cation failed."])
    )


def test_a_hyphen_that_the_document_writes_elsewhere_stays() -> None:
    lines = [
        "They run a mixed-mode service. In the north the mixed-",
        "mode service was closed at once by the trust.",
    ]
    assert "In the north the mixed-mode service" in text_of(make_pdf(lines))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["The rule of the Asia-", "Pacific office"], "the Asia-Pacific office".lower()),
        (["It was filed under number 2018\u2013", "23 by the clerk"], "number 2018\u201323 by"),
        (
            ["The report is found at https://", "www.example.org for all"],
            "at https://www.example.org for all",
        ),
        (["They waited \u2013", "and waited"], "waited \u2013 and waited"),
    ],
)
def test_dashes_and_addresses_at_line_ends_are_joined_as_they_are_read(
    lines: list[str], expected: str
) -> None:
    assert expected in text_of(make_pdf(lines)).replace("\n", " ").lower()


def test_what_the_document_information_says_is_a_guess() -> None:
    info = {
        "Title": "Meadows sold in silence",
        "Author": "Ada Example; Ben Sample",
        "CreationDate": "D:20260304093000+01'00'",
        "ModDate": "D:202603",
    }
    facts = read(
        Body(make_pdf(["Meadows sold in silence", "by our staff"], info=info, language="en-GB"))
    ).facts
    assert facts.title == "Meadows sold in silence"
    assert facts.authors == ("Ada Example", "Ben Sample")
    assert facts.published == PublicationDate("2026-03-04", "day", "metadata", certain=False)
    assert (facts.modified, facts.language) == ("2026-03", "en-GB")


@pytest.mark.parametrize("date", ["", "yesterday", "D:0000", "D:99999999", "20", "D:\u0662\u0660"])
def test_a_date_that_is_none_is_unknown(date: str) -> None:
    assert facts_with(CreationDate=date).published == UNKNOWN_DATE


@pytest.mark.parametrize("account", ["Administrator", "office-2007", "jdoe3", "Windows User", "CORP\\jdoe"])
def test_an_account_name_is_no_author(account: str) -> None:
    assert facts_with(Author=account).authors == ()


def test_a_title_left_over_from_a_template_gives_way_to_the_largest_type() -> None:
    page = [
        Line(60, 780, "Meadows sold", 24),
        Line(60, 750, "in silence", 24),
        *column(["By our staff"] * 9, top=700),
    ]
    facts = read(Body(make_pdf(page, info={"Title": "Annual plan 2011"}))).facts
    assert facts.title == "Meadows sold in silence"


def test_a_title_that_is_a_file_name_is_none() -> None:
    assert facts_with(Title="final_v3.docx").title == ""


def test_an_encrypted_file_says_what_to_do() -> None:
    with pytest.raises(ExtractionError) as raised:
        read(Body(make_pdf(["secret"], encrypted=True)))
    assert raised.value.kind == "encrypted"
    assert "password" in raised.value.message
    assert raised.value.advice


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\nnothing", make_pdf(["cut off"])[:300], b"%PDF-1.7" + b"\xff" * 999]
)
def test_a_broken_file_is_unreadable(content: bytes) -> None:
    with pytest.raises(ExtractionError) as raised:
        read(Body(content))
    assert raised.value.kind == "unreadable"


def test_a_scan_has_no_text_and_says_to_type_the_passage() -> None:
    reading = read(Body(build_pdf([b"60 60 400 700 re f"] * 2)))
    assert (reading.outcome, reading.texts) == ("no text", ())
    assert "scan" in reading.why
    assert "mediawatch add --typed" in reading.advice


def test_nul_controls_and_half_characters_are_stored_safely() -> None:
    mapped = map_characters(A="0000", B="D83D", C="0007", D="D835DC9C")
    text = text_of(build_pdf([b"BT /F 11 Tf 60 700 Td (xAxBxCxDx) Tj ET"], to_unicode=mapped))
    assert text.encode()
    assert "\x00" not in text and "\x07" not in text
    assert text.endswith("x\U0001d49cx")


@pytest.mark.skipif(sys.platform != "linux", reason="not on this operating system: no limit of address space")
def test_a_small_file_that_unpacks_to_gigabytes_costs_only_itself() -> None:
    import resource

    bomb = make_bomb()
    assert len(bomb) < 1100
    with pytest.raises(ExtractionError) as raised:
        read(Body(bomb))
    assert raised.value.kind == "unreadable"
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1.1 * 2**20
    assert text_of(make_pdf(["The next one is read."])) == "The next one is read."


def test_a_file_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(ExtractionError, match=r"within 0\.01 seconds"):
        ask_child(make_pdf(["words"]), seconds=0.01)


def test_nothing_in_the_working_directory_is_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pypdfium2.py").write_text("raise SystemExit(7)")
    (tmp_path / "json.py").write_text("raise SystemExit(8)")
    monkeypatch.chdir(tmp_path)
    assert text_of(make_pdf(["Safe and sound."])) == "Safe and sound."
