"""The timeline as a document (.docx, ECMA-376): a cover, contents by month, headings, page numbers, links.

The package with its styles is python-docx's; the body is written into it as it comes, since a tree of ten thousand
entries takes that library minutes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, Final
from xml.sax.saxutils import escape as escape_xml

from mediawatch.exporters import story
from mediawatch.exporters.moments import find_zone
from mediawatch.exporters.package import KEPT_IN_MEMORY, MARK, fill
from mediawatch.exporters.passage import Fact, Passage
from mediawatch.model import TimelineEntry, TimelineHead
from mediawatch.visible import make_visible

BODY: Final = "word/document.xml"
CONTENTS: Final = r'TOC \o "1-1" \h \z \u'
"""The field that makes contents of the first headings, with links (ECMA-376, part 1, 17.16.5.68)."""
INK: Final = "0B5FA5"
"""Colour of links: 6.4 to 1 on white (WCAG 2.2, 1.4.3 asks for 4.5)."""


def write(head: TimelineHead, entries: Iterable[TimelineEntry], out: BinaryIO) -> None:
    """Write the timeline to `out`, one entry at a time."""
    write_passages(story.TITLE, head, story.tell_all(head, entries), out)


def write_passages(title: str, head: TimelineHead, passages: Iterable[Passage], out: BinaryIO) -> None:
    """Write what is told under a title, with its cover, contents and end, one passage at a time."""
    organisation = story.one_line(head.organisation)
    sections: list[str] = []
    with SpooledTemporaryFile(KEPT_IN_MEMORY, "w+", encoding="utf-8", newline="") as body:
        for passage in passages:
            if not sections or sections[-1] != passage.section:
                sections.append(passage.section)
                body.write(heading(1, passage.section, f"m{len(sections)}"))
            for part in tell(passage):
                body.write(part)
        if not sections:
            body.write(paragraph(text(story.NOTHING)))
        for part in tell_end(head):
            body.write(part)
        body.seek(0)
        whole = chain(tell_start(title, head, organisation, sections), iter(lambda: body.read(2**16), ""))
        write_body(f"{title}: {organisation}", story.one_line(head.made_by), whole, out)


def write_body(title: str, author: str, body: Iterable[str], out: BinaryIO) -> None:
    """Write a document with this title, in its properties and on top of each page, and this body."""
    words = {"{TITLE}": escape_xml(make_visible(title)), "{AUTHOR}": escape_xml(make_visible(author))}
    fill(make_package(), BODY, ("<w:p>", "</w:p>"), body, out, words)


def tell_start(title: str, head: TimelineHead, organisation: str, sections: list[str]) -> Iterator[str]:
    """The cover and the contents."""
    yield paragraph(text(title), "Title")
    yield paragraph(text(organisation), "Subtitle")
    for fact in story.introduce(head, find_zone(head.timezone)):
        yield show_fact(fact)
    yield paragraph(text("Contents"), "TOCHeading")
    yield f"<w:p>{field_start(CONTENTS)}</w:p>"
    for number, section in enumerate(sections, 1):
        yield (
            f'<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:hyperlink w:anchor="m{number}" w:history="1">'
            f"{text(section)}</w:hyperlink></w:p>"
        )
    yield f"<w:p>{field_end()}</w:p>"


def tell(passage: Passage) -> Iterator[str]:
    """One thing that happened or is listed."""
    yield heading(2, passage.headline)
    for words in passage.words:
        yield paragraph(text(words.whose), "Caption")
        yield paragraph(text(words.text), "Quote")
    for fact in passage.facts:
        yield show_fact(fact)


def tell_end(head: TimelineHead) -> Iterator[str]:
    """What was left out, and what the record's chain shows."""
    yield heading(1, story.LEFT_OUT)
    for said in story.say_left_out(head):
        yield paragraph(text(said), "ListBullet")
    if not story.say_left_out(head):
        yield paragraph(text(story.NOTHING_LEFT_OUT))
    yield heading(1, story.CHAIN)
    if story.has_history(head):
        yield show_fact(Fact("Head of the record's chain", head.chain_head, "code"))
    for sentence in story.say_chain(head):
        yield paragraph(text(sentence))


def show_fact(fact: Fact) -> str:
    """A label and its value on a line."""
    value = text(fact.value)
    if fact.kind == "link":
        # is_safe_link lets no quotation mark through, which would end the address
        shown = text(fact.value, f'<w:rPr><w:color w:val="{INK}"/><w:u w:val="single"/></w:rPr>')
        leads_to = f'HYPERLINK "{fact.value}"'
        value = f"{field_start(leads_to)}{shown}{field_end()}"
    elif fact.kind == "code":
        value = text(
            fact.value, '<w:rPr><w:rFonts w:ascii="Consolas" w:hAnsi="Consolas"/><w:noProof/></w:rPr>'
        )
    return paragraph(text(f"{fact.label}: ", "<w:rPr><w:b/></w:rPr>") + value, "Facts")


def heading(level: int, said: str, anchor: str = "") -> str:
    """A heading, which contents and navigation find."""
    content = text(said)
    if anchor:
        number = anchor[1:]
        content = (
            f'<w:bookmarkStart w:id="{number}" w:name="{anchor}"/>{content}<w:bookmarkEnd w:id="{number}"/>'
        )
    return paragraph(content, f"Heading{level}")


def paragraph(runs: str, style: str = "") -> str:
    """A paragraph; in one that is for its style alone, `style` is the style's id."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{runs}</w:p>"


def text(said: str, properties: str = "") -> str:
    """A run with its own characters, line breaks kept."""
    shown = escape_xml(make_visible(said, keep_newlines=True))
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in shown.split("\n"))
    return f"<w:r>{properties}{lines}</w:r>"


def field_start(instruction: str) -> str:
    """What a field does; what it shows stands behind this (ECMA-376, part 1, 17.16)."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape_xml(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def field_end() -> str:
    """The end of a field."""
    return '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


@cache
def make_package() -> bytes:
    """The package with its styles, header and footer; {TITLE} and {AUTHOR} stand where those come."""
    from docx import Document
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn
    from docx.shared import Cm, Pt, RGBColor

    made = Document()
    made.core_properties.title = "{TITLE}"
    made.core_properties.author = "{AUTHOR}"
    made.core_properties.language = "en-GB"
    made.core_properties.comments = ""
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    styles: Any = made.styles
    styles["Normal"].font.name = "Calibri"
    styles["Normal"].font.size = Pt(11)
    for name in ("Title", "Subtitle", "Heading 1", "Heading 2", "Caption", "Quote"):
        styles[name].font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)
        styles[name].font.italic = False
    styles["Quote"].paragraph_format.left_indent = Cm(0.8)
    styles["Caption"].paragraph_format.space_after = Pt(0)
    for name, bold in (("TOC Heading", True), ("TOC 1", False), ("Facts", False)):
        style = (
            styles[name]
            if name in [each.name for each in styles]
            else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        )
        style.base_style = style.base_style or styles["Normal"]
        style.font.bold = bold
        style.font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)
    styles["Facts"].font.size = Pt(9.5)
    styles["Facts"].paragraph_format.space_after = Pt(1)
    language = styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:val"), "en-GB")
    section.header.paragraphs[0].text = "{TITLE}"
    footer = section.footer.paragraphs[0]._p
    page = f"{text('Page ')}{field_start('PAGE')}{text('1')}{field_end()}"
    pages = f"{text(' of ')}{field_start('NUMPAGES')}{text('1')}{field_end()}"
    for run in parse_xml(f"<w:p {nsdecls('w')}>{page}{pages}</w:p>"):
        footer.append(run)
    made.add_paragraph(MARK)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()
