"""A month for the board, in each format, from the sample case; read back by other programs."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pypdfium2
import pytest

from command import Mediawatch
from mediawatch.cli.summary import BINARY, FORMATS
from mediawatch.exporters.summary import BINARY_SUMMARIES, SUMMARIES

SENTENCE = (
    "In March 2026, 4 reports about Saltmere Recovery and Housing Trust were published, with 3 new claims; we answered "
    "2 claims for the first time, and 1 thing was put right. 1 claim has no answer yet."
)
PARTS = (
    "Claims by month", "How fast we answered", "Claims by outlet", "Answered in March 2026", "Put right in March 2026",
    "The trust evicted eleven tenants in 2025.", "3 days after publication", "corrected, 12 March 2026",
    "Open now, the longest waiting first", "No nurse has come to Second Landing", "an answer is drafted",
)  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("summary")
    runner = Mediawatch(folder)
    runner("demo", "--no-serve", "--db", folder / "demo.db", check=0)
    runner.close()
    return folder / "demo.db"


def read(path: Path) -> str:
    if path.suffix == ".pdf":
        pages = pypdfium2.PdfDocument(path.read_bytes())
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pages)
    if path.suffix == ".docx":
        made = docx.Document(io.BytesIO(path.read_bytes()))
        return "\n".join(paragraph.text for paragraph in made.paragraphs)
    return path.read_text(encoding="utf-8")


def test_the_command_offers_what_there_is() -> None:
    assert set(FORMATS) == {*SUMMARIES, *BINARY_SUMMARIES}
    assert set(BINARY) == set(BINARY_SUMMARIES)


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_says_the_sentence_the_charts_and_what_is_open(
    mediawatch: Mediawatch, record: Path, form: str
) -> None:
    out = mediawatch.folder / f"march.{form}"
    done = mediawatch("--db", record, "summary", "--month", "2026-03", "-o", out, check=0)
    assert SENTENCE in done.stdout + done.stderr
    made = read(out)
    plain = made.replace("\\", "")
    for said in (SENTENCE, *PARTS):
        assert said in plain, said
    if form == "docx":
        tables = docx.Document(io.BytesIO(out.read_bytes())).tables
        assert [cell.text for cell in tables[2].rows[0].cells] == [
            "Outlet",
            "",
            "No answer",
            "Answered",
            "Put right",
        ]
        assert tables[2].rows[1].cells[1].text.count("█") == 20
    if form == "html":
        assert made.count("<svg ") == 3
        assert "<script" not in made
        assert "http-equiv" in made
    if form == "pdf":
        assert len(pypdfium2.PdfDocument(out.read_bytes())) == 2, "two pages for a board"


@pytest.mark.slow
def test_another_month_and_an_empty_record(
    mediawatch: Mediawatch, record: Path, init_arguments: tuple[str, ...]
) -> None:
    told = mediawatch("--db", record, "summary", "--month", "January 2020", check=0).stdout
    assert "In January 2020, no reports" in told
    assert "Nothing was put right." in told
    mediawatch(*init_arguments, check=0)
    for form in FORMATS:
        mediawatch("summary", "-o", f"empty.{form}", check=0)
    assert "Every claim has an answer." in mediawatch("summary", check=0).stdout


@pytest.mark.parametrize("typed", ["2026", "2026-03-04", "2026-13", "soon", "'"])
def test_what_is_no_month_is_said(mediawatch: Mediawatch, record: Path, typed: str) -> None:
    done = mediawatch("--db", record, "summary", "--month", typed, "-o", "x.html", check=2)
    assert "Traceback" not in done.stderr
    assert "date" in done.stderr or "month" in done.stderr
    assert not (mediawatch.folder / "x.html").exists()


@pytest.mark.parametrize(
    "words", [("summary", "--month", "2026-03"), ("timeline",)], ids=lambda words: words[0]
)
def test_a_file_is_not_given_what_its_name_does_not_say(
    mediawatch: Mediawatch, record: Path, words: tuple[str, ...]
) -> None:
    refused = mediawatch("--db", record, *words, "-o", "march.doc", check=2)
    assert "march.doc does not say what to write. End it in one of .md, .html," in refused.stderr
    assert not (mediawatch.folder / "march.doc").exists()
    mediawatch("--db", record, *words, "-o", "march.doc", "--format", "md", check=0)
    mediawatch("--db", record, *words, "-o", "MARCH.HTM", check=0)
    assert (mediawatch.folder / "MARCH.HTM").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    mediawatch("--db", record, *words, "-o", "march", check=0)
    assert (mediawatch.folder / "march").read_text(encoding="utf-8").startswith("# ")


def test_of_a_month_without_corrections_it_says_that_nothing_was_put_right(
    mediawatch: Mediawatch, record: Path
) -> None:
    told = mediawatch("--db", record, "summary", "--month", "2020-01", check=0).stdout
    assert "and nothing was put right." in told
