"""The timeline as Markdown (CommonMark 0.31), for mails, wikis and repositories.

Every string of the record is escaped, so that it shows its own characters and makes no link, heading, list,
table, picture or HTML, in CommonMark and in the extensions that people meet (GitHub's tables, bare links,
strike-through, sums; templates in double braces). The only links are addresses of the record, in <…>.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TextIO

from mediawatch.exporters import story
from mediawatch.exporters.moments import find_zone
from mediawatch.exporters.passage import Fact, Passage
from mediawatch.model import TimelineEntry, TimelineHead
from mediawatch.visible import make_visible

_ACTIVE = re.compile(
    r"[\\`*_\[\]<>&~|#${}@]"  # CommonMark 0.31, 6 and 4; GFM; sums; templates
    r"|:(?=//)|\.(?=[^\W\d_])"  # http://… and example.org, which some readers link by themselves
)
_LINE_START = re.compile(r"(?=[-+=:])|[0-9]{1,9}(?=[.)])")
"""Lists, underlines of headings, definition lists; numbered lists."""


def write(head: TimelineHead, entries: Iterable[TimelineEntry], out: TextIO) -> None:
    """Write the timeline to `out`, one entry at a time."""
    write_passages(story.TITLE, head, story.tell_all(head, entries), out)


def write_passages(title: str, head: TimelineHead, passages: Iterable[Passage], out: TextIO) -> None:
    """Write what is told under a title, with its cover and its end, one passage at a time."""
    out.write(f"# {title}\n\n")
    _write_facts(story.introduce(head, find_zone(head.timezone)), out)
    day = None
    for passage in passages:
        if (passage.day or passage.section) != day:
            day = passage.day or passage.section
            out.write(f"\n## {escape(day)}\n")
        _write_passage(passage, out)
    if day is None:
        out.write(f"\n{story.NOTHING}\n")
    out.write(f"\n## {story.LEFT_OUT}\n\n")
    left_out = story.say_left_out(head)
    for said in left_out:
        out.write(f"- {_escape_line(said)}\n")
    if not left_out:
        out.write(f"{story.NOTHING_LEFT_OUT}\n")
    out.write(f"\n## {story.CHAIN}\n\n")
    if story.has_history(head):
        out.write(f"Head of the record's chain: {show_code(head.chain_head)}\n\n")
    out.write("\n\n".join(story.say_chain(head)) + "\n")


def _write_passage(passage: Passage, out: TextIO) -> None:
    out.write(f"\n### {escape(passage.happened)}\n")
    for words in passage.words:
        out.write(f"\n{_escape_line(words.whose)}:\n\n{quote(words.text)}\n")
    if passage.facts:
        out.write("\n")
        _write_facts(passage.facts, out)


def _write_facts(facts: Iterable[Fact], out: TextIO) -> None:
    for fact in facts:
        if fact.kind == "link":
            shown = f"<{fact.value}>"
        elif fact.kind == "code":
            shown = show_code(fact.value)
        else:
            shown = escape(fact.value)
        out.write(f"- {_escape_line(fact.label)}: {shown}\n")


def escape(text: str) -> str:
    """The text on one line, for a place inside a line, with nothing in it that Markdown acts on."""
    return _ACTIVE.sub(lambda found: "\\" + found.group(), make_visible(story.one_line(text)))


def _escape_line(text: str) -> str:
    """The text on one line, for the start of a line."""
    escaped = escape(text)
    mark = _LINE_START.match(escaped)
    return f"{escaped[: mark.end()]}\\{escaped[mark.end() :]}" if mark else escaped


def quote(text: str) -> str:
    """The text as a block quote: its paragraphs and its line breaks stay, spaces at the ends of lines do not."""
    lines = [line.strip(" ") for line in make_visible(text, keep_newlines=True).split("\n")]
    made = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if not line:
            made.append(">")
        else:
            made.append(f"> {_escape_line(line)}" + ("\\" if following else ""))
    return "\n".join(made)


def show_code(text: str) -> str:
    """The text letter by letter as a code span, in which nothing is live."""
    shown = make_visible(story.one_line(text))
    if not shown:
        return ""
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", shown)), default=0))
    pad = " " if "`" in (shown[0], shown[-1]) else ""
    return f"{fence}{pad}{shown}{pad}{fence}"
