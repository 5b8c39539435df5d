"""A Word document gives every word that its reader sees, and none that was deleted."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml

from mediawatch.archive.extract.body import Body
from mediawatch.archive.extract.docx import MAX_XML, check_size, read
from mediawatch.errors import ExtractionError
from mediawatch.model import UNKNOWN_DATE, PublicationDate

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(build: Callable[[Document], object]) -> bytes:
    """A document as bytes, built by a function."""
    document = docx.Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(content: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The package with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            text = old.read(part)
            new.writestr(part, change(text.decode()) if part == name else text)
    return out.getvalue()


def text_of(content: bytes) -> str:
    reading = read(Body(content))
    assert reading.outcome == "read"
    return reading.texts[0].text


def test_headings_paragraphs_and_tables_come_in_order() -> None:
    def build(document: Document) -> None:
        document.add_heading("Meadows sold", 1)
        document.add_paragraph("The trust sold two meadows.")
        table = document.add_table(2, 2)
        for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
            cell.text = f"cell {number}"
        document.add_paragraph("Nobody was told.")

    reading = read(Body(saved(build)))
    assert reading.texts[0].text == (
        "Meadows sold\nThe trust sold two meadows.\ncell 0\tcell 1\ncell 2\tcell 3\nNobody was told."
    )
    assert (reading.texts[0].role, reading.texts[0].extractor) == ("article", "python-docx")
    assert reading.facts.title == "Meadows sold"


def test_insertions_links_boxes_and_controls_are_read_and_deletions_are_not() -> None:
    marked = f"""<w:p {W}><w:r><w:t xml:space="preserve">The trust </w:t></w:r>
      <w:del w:id="1" w:author="x"><w:r><w:delText>kept</w:delText></w:r></w:del>
      <w:ins w:id="2" w:author="x"><w:r><w:t>sold</w:t></w:r></w:ins>
      <w:hyperlink w:anchor="a"><w:r><w:t xml:space="preserve"> its </w:t></w:r></w:hyperlink>
      <w:sdt><w:sdtContent><w:r><w:t>meadows</w:t></w:r></w:sdtContent></w:sdt>
      <w:r><w:noBreakHyphen/><w:tab/><w:instrText>PAGE</w:instrText></w:r>
      <w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"""
    block = f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"

    def build(document: Document) -> None:
        last = document.element.body[-1]
        last.addprevious(parse_xml(marked))
        last.addprevious(parse_xml(block))

    assert text_of(saved(build)) == "The trust sold its meadows\u2011\t\nIn a box.\nIn a control."


def test_a_text_box_kept_in_two_forms_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
    marked = f"""<w:p {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r>
      <mc:AlternateContent><mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>
      </mc:AlternateContent></w:r></w:p>"""
    content = saved(lambda document: document.element.body[-1].addprevious(parse_xml(marked)))
    assert text_of(content) == "In a box."


def test_footnotes_are_read_at_the_end() -> None:
    notes = f"""<w:footnotes {W}>
      <w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>----</w:t></w:r></w:p></w:footnote>
      <w:footnote w:id="2"><w:p><w:r><w:t>See the minutes.</w:t></w:r></w:p></w:footnote></w:footnotes>"""
    content = saved(lambda document: document.add_paragraph("They sold it."))
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    content = with_part(
        content,
        "[Content_Types].xml",
        lambda text: text.replace(
            "</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
        ),
    )
    content = with_part(
        content,
        "word/_rels/document.xml.rels",
        lambda text: text.replace(
            "</Relationships>",
            f'<Relationship Id="rId99" Type="{relation}" Target="footnotes.xml"/></Relationships>',
        ),
    )
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("word/footnotes.xml", notes)
    assert text_of(out.getvalue()) == "They sold it.\nSee the minutes."


def test_core_properties_are_facts_and_the_day_is_a_guess() -> None:
    def build(document: Document) -> None:
        document.add_paragraph("words")
        properties = document.core_properties
        properties.title, properties.author, properties.language = (
            "  Meadows\nsold ",
            "Ada Example; Ben Sample",
            "en-GB",
        )
        properties.created, properties.modified = datetime(2026, 3, 4, 9), datetime(2026, 3, 5, 9)

    facts = read(Body(saved(build))).facts
    assert (facts.title, facts.authors, facts.language) == (
        "Meadows sold",
        ("Ada Example", "Ben Sample"),
        "en-GB",
    )
    assert facts.published == PublicationDate("2026-03-04", "day", "metadata", certain=False)
    assert facts.modified == "2026-03-05"


def test_a_template_that_signs_with_the_name_of_a_program_has_no_author() -> None:
    assert read(Body(saved(lambda document: document.add_paragraph("words")))).facts.authors == ()


def test_a_document_of_pictures_has_no_text() -> None:
    reading = read(Body(saved(lambda document: None)))
    assert (reading.outcome, reading.texts) == ("no text", ())
    assert "--typed" in reading.advice


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    content = saved(lambda document: document.add_paragraph("words"))
    bomb = with_part(content, "word/document.xml", lambda text: text + " " * (MAX_XML + 1))
    assert len(bomb) < 200_000
    with pytest.raises(ExtractionError) as raised:
        check_size(bomb)
    assert raised.value.kind == "too large"


def test_entities_are_not_blown_up() -> None:
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    content = saved(lambda document: document.add_paragraph("words"))
    attacked = with_part(
        content,
        "word/document.xml",
        lambda text: text.replace("?>", "?>" + entities, 1).replace("words", "words &b;"),
    )
    assert "aaa" not in text_of(attacked)


@pytest.mark.parametrize("content", [b"PK\x03\x04 word/document.xml", b"", b"not a zip file at all"])
def test_what_is_no_package_is_unreadable(content: bytes) -> None:
    with pytest.raises(ExtractionError) as raised:
        read(Body(content))
    assert raised.value.kind == "unreadable"


@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "_rels/.rels"])
def test_a_broken_part_is_unreadable(part: str) -> None:
    content = saved(lambda document: document.add_paragraph("words"))
    with pytest.raises(ExtractionError) as raised:
        read(Body(with_part(content, part, lambda text: text[: len(text) // 2])))
    assert raised.value.kind == "unreadable"


@pytest.mark.parametrize("date", ["9999-99-99T99:99:99Z", "yesterday", ""])
def test_broken_properties_cost_the_properties_only(date: str) -> None:
    content = saved(lambda document: document.add_paragraph("words"))
    broken = with_part(
        content,
        "docProps/core.xml",
        lambda text: re.sub(r"(<dcterms:created[^>]*>)[^<]*", rf"\g<1>{date}", text),
    )
    reading = read(Body(broken))
    assert reading.texts[0].text == "words"
    assert reading.facts.published == UNKNOWN_DATE


def test_a_package_whose_main_part_is_no_document_is_unreadable() -> None:
    content = saved(lambda document: document.add_paragraph("words"))
    with pytest.raises(ExtractionError):
        read(Body(with_part(content, "word/document.xml", lambda text: "<x/>")))
