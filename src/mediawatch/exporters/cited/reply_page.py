"""The table for a reply as one HTML file that needs nothing else: no script, nothing fetched; it prints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TextIO

from mediawatch.cited import Cited, CitedWork, Run
from mediawatch.exporters import story
from mediawatch.exporters.cited.reply_words import COLUMNS, EMPTY, TITLE, is_quoted, say_left_out, say_source
from mediawatch.exporters.moments import find_zone
from mediawatch.exporters.page import escape, write_end, write_facts, write_start
from mediawatch.model import TimelineHead

STYLE: Final = """
body { max-width: 72rem; }
table { border-collapse: collapse; width: 100%; margin: 1.5rem 0; }
caption { text-align: start; color: var(--soft); font: .85rem system-ui, sans-serif; }
th, td { text-align: start; vertical-align: top; padding: .6rem .75rem; border-top: 1px solid var(--line); width: 33%; }
th { font: 600 .9rem system-ui, sans-serif; }
ins { text-decoration: none; font-weight: 700; border-bottom: 2px solid currentcolor; }
del { text-decoration: none; font-style: italic; border-bottom: 2px dotted currentcolor; }
small { display: block; margin-top: .4rem; color: var(--soft); font-family: system-ui, sans-serif; }
@media (max-width: 40rem) {
  thead { position: absolute; clip-path: inset(50%); }
  td { display: block; width: auto; border-top: 0; }
  td:first-child { border-top: 2px solid var(--line); }
  td::before { content: attr(data-head); display: block; color: var(--soft); font: 600 .85rem system-ui, sans-serif; }
}
"""
TAGS: Final = {"left out": "ins", "changed": "del", "inserted": "del"}


def write(head: TimelineHead, cited: Iterable[Cited], works: Iterable[CitedWork], out: TextIO) -> None:
    """Write a table with a row for each citation whose words are compared with ours."""
    write_start(TITLE, story.one_line(head.organisation), out, style=STYLE)
    out.write(f"<header>\n<h1>{TITLE}</h1>\n")
    write_facts(story.introduce(head, find_zone(head.timezone)), out)
    out.write("</header>\n<main>\n<table>\n<caption>Bold with a line: words of ours that they left out. ")
    out.write("Slanted with dots: words that are not ours.</caption>\n<thead><tr>")
    out.write("".join(f'<th scope="col">{name}</th>' for name in COLUMNS) + "</tr></thead>\n<tbody>\n")
    rows = 0
    for each in cited:
        if is_quoted(each):
            cells = zip(COLUMNS, (say_theirs(each), say_ours(each), escape(say_left_out(each))), strict=True)
            row = "".join(f'<td data-head="{name}" dir="auto">{cell}</td>' for name, cell in cells)
            out.write(f"<tr>{row}</tr>\n")
            rows += 1
    out.write("</tbody>\n</table>\n")
    out.write("" if rows else f"<p>{EMPTY}</p>\n")
    out.write("</main>\n")
    write_end(head, out)


def say_theirs(cited: Cited) -> str:
    """Their words, with the source and the grade below them."""
    words = set_runs(cited.said) or escape(cited.quote)
    below = (f"{say_source(cited)} ({cited.ref})", cited.headline)
    return f"<q>{words}</q>" + "".join(f"<small>{escape(line)}</small>" for line in below)


def say_ours(cited: Cited) -> str:
    """Our sentence, with the work below it."""
    if cited.work is None or not cited.whole:
        return "none of our works has these words"
    words = set_runs(cited.written) or escape(cited.whole)
    return f"{words}<small>{escape(cited.work.title)} (w{cited.work.number})</small>"


def set_runs(runs: Iterable[Run]) -> str:
    """Runs with the elements that mark them."""
    made = []
    for run in runs:
        tag = TAGS.get(run.role, "")
        words = escape(run.words)
        made.append(f"<{tag}>{words}</{tag}>" if tag and run.words.strip() else words)
    return "".join(made)
