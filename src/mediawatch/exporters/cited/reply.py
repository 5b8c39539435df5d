"""A table for a reply, in Markdown: what they quoted, what we wrote, what was left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from mediawatch.cited import Cited, CitedWork, Run
from mediawatch.exporters import story
from mediawatch.exporters.cited.reply_words import COLUMNS, EMPTY, TITLE, is_quoted, say_left_out, say_source
from mediawatch.exporters.markdown import escape, show_code
from mediawatch.exporters.moments import find_zone
from mediawatch.model import TimelineHead


def write(head: TimelineHead, cited: Iterable[Cited], works: Iterable[CitedWork], out: TextIO) -> None:
    """Write a table (GitHub Flavored Markdown) with a row for each citation whose words are compared with ours.

    Words of ours that they left out stand in bold, words of theirs that are not ours in italics.
    """
    out.write(f"# {TITLE}\n\n")
    for fact in story.introduce(head, find_zone(head.timezone)):
        out.write(f"- {fact.label}: {escape(fact.value)}\n")
    out.write(f"\n| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}\n")
    rows = 0
    for each in cited:
        if is_quoted(each):
            cells = (say_theirs(each), say_ours(each), escape(say_left_out(each)))
            out.write(f"| {' | '.join(cells)} |\n")
            rows += 1
    if not rows:
        out.write(f"\n{EMPTY}\n")
    out.write("\nBold: words of ours that they left out. Italics: words that are not ours.\n")
    if story.has_history(head):
        out.write(f"\nHead of the record's chain: {show_code(head.chain_head)}\n")


def say_theirs(cited: Cited) -> str:
    """Their words, with the source and the grade below them."""
    words = set_runs(cited.said) or escape(cited.quote)
    return f"“{words}”<br>{escape(say_source(cited))} ({cited.ref})<br>{escape(cited.headline)}"


def say_ours(cited: Cited) -> str:
    """Our sentence, with the work below it."""
    if cited.work is None or not cited.whole:
        return "none of our works has these words"
    words = set_runs(cited.written) or escape(cited.whole)
    return f"{words}<br>{escape(cited.work.title)} (w{cited.work.number})"


MARKS = {"left out": "**", "changed": "*", "inserted": "*"}


def set_runs(runs: Iterable[Run]) -> str:
    """Runs with their marks. A mark holds no space at its ends, where Markdown would not take it for one."""
    made = []
    for run in runs:
        mark = MARKS.get(run.role, "")
        words = run.words.strip()
        if not mark or not words:
            made.append(escape_run(run.words))
            continue
        before = run.words[: len(run.words) - len(run.words.lstrip())]
        after = run.words[len(run.words.rstrip()) :]
        made.append(f"{escape_run(before)}{mark}{escape_run(words)}{mark}{escape_run(after)}")
    return "".join(made).strip()


def escape_run(words: str) -> str:
    """Words of a run, with the spaces at their ends."""
    inner = escape(words)
    lead = " " if words[:1].isspace() and not inner.startswith(" ") else ""
    tail = " " if len(words) > 1 and words[-1:].isspace() and not inner.endswith(" ") else ""
    return f"{lead}{inner}{tail}"
