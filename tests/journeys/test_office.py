"""What is handed over opens in LibreOffice, whole: documents as pages with their words, workbooks with their rows."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from command import Mediawatch

DOCUMENTS = ("timeline", "claims", "citations", "requests", "summary")
BOOKS = ("timeline", "claims", "reports")


def convert(folder: Path, to: str, *names: str) -> None:
    """Have LibreOffice write these files of a folder as something else, into the same folder."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip(
            "LibreOffice is not installed (Debian: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui)"
        )
    done = subprocess.run(
        [
            office,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            to,
            "--outdir",
            str(folder),
            *(str(folder / name) for name in names),
        ],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample case, handed over in every form of an office program."""
    folder = tmp_path_factory.mktemp("office")
    runner = Mediawatch(folder)
    record = folder / "demo.db"
    runner("demo", "--no-serve", "--db", record, check=0)
    runner.env["MEDIAWATCH_DB"] = str(record)
    runner("timeline", "-o", folder / "timeline.docx", check=0)
    runner("timeline", "-o", folder / "timeline.xlsx", check=0)
    for noun in ("claims", "citations", "requests"):
        runner("list", noun, "-o", folder / f"{noun}.docx", check=0)
    for noun in ("claims", "reports"):
        runner("list", noun, "-o", folder / f"{noun}.xlsx", check=0)
    runner("summary", "--month", "2026-03", "-o", folder / "summary.docx", check=0)
    runner.close()
    convert(folder, "pdf", *(f"{name}.docx" for name in DOCUMENTS))
    # the first sheet of each
    convert(folder, "csv:Text - txt - csv (StarCalc):44,34,76,1", *(f"{name}.xlsx" for name in BOOKS))
    return folder


def read_pages(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("timeline", ("Rebuttal timeline", "Contents", "What was left out", "What this rests on", "Made")),
        ("claims", ("Claims and answers", "Said in", "Our answer", "Where it stands", "What was left out")),
        ("citations", ("How we are quoted", "What they wrote", "What we wrote", "What was left out")),
        ("requests", ("What we asked for", "What we wrote", "Where it stands")),
        ("summary", ("March 2026",)),
    ],
)
def test_a_document_opens_with_its_words_and_numbers_of_pages(
    written: Path, name: str, said: tuple[str, ...]
) -> None:
    pages = read_pages(written / f"{name}.pdf")
    whole = " ".join(pages)
    assert [words for words in said if words not in whole] == []
    assert "Saltmere Recovery and Housing Trust" in whole
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
    assert "Error" not in whole and "{TITLE}" not in whole


@pytest.mark.parametrize("name", BOOKS)
def test_a_workbook_opens_with_its_rows(written: Path, name: str) -> None:
    with (written / f"{name}.csv").open(encoding="utf-8", newline="") as opened:
        head, *rows = csv.reader(opened)
    assert len(rows) >= 2 and len(head) >= 8
    assert not [cell for row in rows for cell in row if cell.startswith(("Err:", "#"))]
    assert any("2026" in cell for row in rows for cell in row)


def test_claims_are_handed_over_with_the_words_and_the_answers(written: Path) -> None:
    whole = " ".join(read_pages(written / "claims.pdf"))
    assert "Nobody was put out of their home" in whole, "our answer, word for word"
    assert "Without an answer" in whole or "Answered" in whole
