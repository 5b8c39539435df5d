"""The table for a reply says at a glance what was left out, and nothing in it is live."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser

from mediawatch.cited import Cited
from mediawatch.exporters.cited import CITED
from mediawatch.model import TimelineHead


def written(form: str, head: TimelineHead, *cited: Cited) -> str:
    out = io.StringIO(newline="")
    CITED[form].write(head, iter(cited), (), out)
    return out.getvalue()


def test_the_row_has_their_words_ours_and_what_was_left_out(head: TimelineHead, cited: Cited) -> None:
    rows = [line for line in written("md", head, cited).splitlines() if line.startswith("|")]
    assert rows[0] == "| What they quoted | What we wrote | What was left out |"
    assert rows[2] == (
        "| “turned nobody”<br>The Courier, “Advice centre closes”, 4 March 2026 (x5)<br>"
        "They stop in the middle of our sentence, and do not show it. "
        "A word that denies was dropped or put in: it may now say the opposite. "
        "| **We** turned nobody **away in winter.**<br>Winter figures (w2) | “away in winter.” |"
    )


def test_a_row_of_a_stranger_stays_one_row(head: TimelineHead, nasty: Cited) -> None:
    rows = [line for line in written("md", head, nasty).splitlines() if line.startswith("|")]
    assert len(rows) == 3
    assert not re.search(r"(?<!\\)<(?!br>)|(?<!\\)\]\(", rows[2])
    assert rows[2].replace("\\|", "").count("|") == 4


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)


def test_the_page_marks_the_same_words_and_runs_nothing(
    head: TimelineHead, cited: Cited, nasty: Cited
) -> None:
    page = written("html", head, cited, nasty)
    assert "<ins>We </ins>turned nobody<ins> away in winter.</ins>" in page
    assert page.count("<tr>") == 3
    elements = Elements()
    elements.feed(page)
    assert not {"script", "a", "img", "iframe"} & set(elements.found)
    assert "default-src 'none'" in page


def test_an_empty_table_says_so(head: TimelineHead) -> None:
    for form in ("md", "html"):
        assert "Nothing in the record fits these filters." in written(form, head)


def test_a_link_has_no_words_to_lay_beside_ours(head: TimelineHead, cited: Cited) -> None:
    from dataclasses import replace

    assert "Nothing in the record" in written("md", head, replace(cited, kind="link", grade=""))
