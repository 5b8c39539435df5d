"""The timeline as one HTML file that needs nothing else: no script, no picture, nothing fetched; it prints."""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Iterable
from importlib import resources
from typing import TextIO

from mediawatch.exporters import story
from mediawatch.exporters.moments import find_zone
from mediawatch.exporters.passage import Fact, Passage
from mediawatch.model import TimelineEntry, TimelineHead
from mediawatch.visible import make_visible


def write(head: TimelineHead, entries: Iterable[TimelineEntry], out: TextIO) -> None:
    """Write the timeline to `out`, one entry at a time."""
    write_passages(story.TITLE, head, story.tell_all(head, entries), out)


def write_passages(title: str, head: TimelineHead, passages: Iterable[Passage], out: TextIO) -> None:
    """Write what is told under a title, with its cover and its end, one passage at a time."""
    write_start(title, story.one_line(head.organisation), out)
    out.write(f"<header>\n<h1>{title}</h1>\n")
    write_facts(story.introduce(head, find_zone(head.timezone)), out)
    out.write("</header>\n<main>\n")
    day = None
    for passage in passages:
        if (passage.day or passage.section) != day:
            out.write("</section>\n" if day is not None else "")
            day = passage.day or passage.section
            out.write(f"<section>\n<h2>{escape(day)}</h2>\n")
        _write_passage(passage, out)
    out.write("</section>\n" if day is not None else f"<p>{story.NOTHING}</p>\n")
    out.write("</main>\n")
    write_end(head, out)


def escape(text: str) -> str:
    """The text for a place between tags or in a quoted attribute: its own characters, and none that acts."""
    return html.escape(make_visible(text, keep_newlines=True), quote=True)


def read_house_style() -> str:
    """The style of every page that stands by itself."""
    return (resources.files("mediawatch.exporters") / "page.css").read_text(encoding="utf-8")


def make_policy(style: str) -> str:
    """The Content-Security-Policy of such a page: its style is named by its digest, so that no other style and no
    script can run even where an escape were missed."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def write_start(title: str, organisation: str, out: TextIO, *, style: str = "") -> None:
    """The head of a page with the house's style, and `style` after it."""
    style = read_house_style() + style
    policy = make_policy(style)
    out.write(
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}: {escape(organisation)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    )


def _write_passage(passage: Passage, out: TextIO) -> None:
    out.write(f"<article>\n<h3>{escape(passage.happened)}</h3>\n")
    for words in passage.words:
        out.write(
            f"<figure>\n<figcaption>{escape(words.whose)}</figcaption>\n"
            f'<blockquote dir="auto">{escape(words.text)}</blockquote>\n</figure>\n'
        )
    write_facts(passage.facts, out)
    out.write("</article>\n")


def write_facts(facts: Iterable[Fact], out: TextIO) -> None:
    """Labels and values as a description list; nothing where there are none."""
    rows = [f"<div><dt>{escape(fact.label)}</dt><dd>{_show(fact)}</dd></div>\n" for fact in facts]
    if rows:
        out.write(f"<dl>\n{''.join(rows)}</dl>\n")


def _show(fact: Fact) -> str:
    shown = escape(fact.value)
    if fact.kind == "link":
        return f'<a href="{shown}" rel="noopener noreferrer nofollow">{shown}</a>'
    return f"<code>{shown}</code>" if fact.kind == "code" else shown


def write_end(head: TimelineHead, out: TextIO) -> None:
    """What was left out, what the record's chain shows, and the end of the page."""
    out.write(f"<footer>\n<section>\n<h2>{story.LEFT_OUT}</h2>\n")
    left_out = "".join(f"<li>{escape(said)}</li>\n" for said in story.say_left_out(head))
    if left_out:
        out.write(f"<ul>\n{left_out}</ul>\n")
    else:
        out.write(f"<p>{story.NOTHING_LEFT_OUT}</p>\n")
    out.write(f"</section>\n<section>\n<h2>{story.CHAIN}</h2>\n")
    if story.has_history(head):
        out.write(f"<p>Head of the record's chain: <code>{escape(head.chain_head)}</code></p>\n")
    out.write("".join(f"<p>{escape(sentence)}</p>\n" for sentence in story.say_chain(head)))
    out.write("</section>\n</footer>\n</body>\n</html>\n")
