"""The timeline as a PDF: tagged, whole, with every character shown or named; read by PDFium, which made none of it."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from mediawatch.exporters import BINARY_EXPORTERS
from mediawatch.exporters.pdf_child import read_missing
from mediawatch.exporters.pdf_child import replace as put_numbers
from mediawatch.model import TimelineEntry
from taken_apart import read_words
from unit.exporters.test_taken_apart import ENTRY, HEAD


def export(*entries: TimelineEntry) -> bytes:
    out = io.BytesIO()
    BINARY_EXPORTERS["pdf"](HEAD, iter(entries), out)
    return out.getvalue()


def test_it_is_tagged_as_pdf_ua_asks_with_title_language_contents_and_links() -> None:
    made = export(ENTRY, replace(ENTRY, occurred_on="2026-04-01"))
    read = pypdfium2.PdfDocument(made)
    assert pdfium.FPDFCatalog_IsTagged(read)
    assert b"pdfuaid:part" in made, "it says that it is PDF/UA (ISO 14289-1, 5)"
    assert b"/Lang" in made
    assert [mark.get_title() for mark in read.get_toc()][:2] == ["March 2026", "April 2026"]
    assert read.get_metadata_dict()["Title"] == "Rebuttal timeline: Harbour Lane & <Sons>"
    words = read_words(made, "pdf")
    assert "Page 1 of" in words and "6 March 2026: We answered after 2 days" in words
    assert b"/URI" in made


def test_what_no_font_shows_stands_as_its_number_and_the_cover_says_so() -> None:
    # no font has a character that nobody has assigned
    made = read_words(export(replace(ENTRY, quote="Before \U0003fffd\U0003fffe after", title="")), "pdf")
    assert "Before [U+3FFFD" in made.replace("\n", " ") and "after" in made
    assert "shown as numbers" in made
    assert "shown as numbers" not in read_words(export(ENTRY), "pdf")


@pytest.mark.parametrize(
    "words", ["日本語の記事", "😀 👍🏽", "שלום עליכם", "Ελληνικά и русский", "नमस्ते", "\u200d\u0301"]
)
def test_no_writing_of_the_world_stops_it(words: str) -> None:
    made = read_words(export(replace(ENTRY, quote=f"They said {words} there.")), "pdf")
    assert "They said" in made and "there." in made


def test_markup_of_the_typesetter_is_text() -> None:
    evil = '#panic("x") $x$ *bold* @ref <label> `code` [#eval("1")] \\u{41} // no'
    assert '#panic("x") $x$ *bold* @ref <label>' in read_words(export(replace(ENTRY, quote=evil)), "pdf")


def test_the_missing_ones_are_read_from_what_typst_says() -> None:
    said = (
        'error: the text `"日"` could not be displayed with font `"A"`\n'
        'the text `"\\u{5d0}a\\""` could not be displayed'
    )
    assert read_missing(said) == {"日", "א"}
    counted: dict[str, int] = {}
    assert put_numbers({"a": ["x日本y"]}, {"日", "本"}, counted) == {"a": ["x[U+65E5 U+672C]y"]}
    assert counted == {"日": 1, "本": 1}


def test_without_typst_it_says_what_to_install(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['typst'] = None; sys.meta_path.insert(0, type('No', (), {'find_spec': staticmethod("
        "lambda name, *_: (_ for _ in ()).throw(ImportError) if name == 'typst' else None)}));"
        "from importlib import util; from mediawatch.exporters import pdf;"
        "import io; pdf.find_spec = lambda name: None;"
        "pdf.write(None, (), io.BytesIO())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert done.returncode == 1
    assert "pip install 'mediawatch[pdf]'" in done.stderr
