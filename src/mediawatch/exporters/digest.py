"""What is new, for people who were asleep: as plain text, as Markdown, and as one HTML file that a mail can hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TextIO

from mediawatch.exporters.markdown import escape as escape_markdown
from mediawatch.exporters.page import escape, write_start
from mediawatch.exporters.story import one_line
from mediawatch.visible import make_visible


def plain(text: str) -> str:
    """The text in one line, with nothing unseen in it, for where nothing is escaped."""
    return one_line(make_visible(text, keep_newlines=True))


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is new, or waits."""

    ref: str
    """its reference; "" for none"""
    said: str
    """one line; may hold the words of strangers"""
    detail: str = ""
    """a second line: a sentence that names us, what to do"""


@dataclass(frozen=True, slots=True)
class Section:
    """Things of one kind."""

    heading: str
    lines: tuple[Line, ...]
    total: int
    """how many there are; more than lines where only the first are told"""
    everything: str
    """the command that lists them all"""


@dataclass(frozen=True, slots=True)
class Digest:
    """What is new since a day, and what waits."""

    organisation: str
    sentence: str
    """the whole in one sentence, to be read on a telephone's lock screen"""
    since: str
    """in words"""
    sections: tuple[Section, ...]
    """those that have something"""
    left_out: tuple[str, ...]
    """what is not in it, since not everybody may see it"""


def write_text(digest: Digest, out: TextIO) -> None:
    """Plain text, for a terminal and for the mail that cron sends."""
    out.write(f"{plain(digest.organisation)}, since {digest.since}\n\n{plain(digest.sentence)}\n")
    for section in digest.sections:
        out.write(f"\n{section.heading} ({section.total:,})\n")
        for line in section.lines:
            out.write(f"  {line.ref + '  ' if line.ref else ''}{plain(line.said)}\n")
            if line.detail:
                out.write(f"      {plain(line.detail)}\n")
        if section.total > len(section.lines):
            out.write(f"  … and {section.total - len(section.lines):,} more: {section.everything}\n")
    for said in digest.left_out:
        out.write(f"\nLeft out: {said}.\n")


def write_markdown(digest: Digest, out: TextIO) -> None:
    """Markdown, for a chat or a wiki; nothing of what strangers wrote acts in it."""
    mark = escape_markdown
    out.write(
        f"# {mark(one_line(digest.sentence))}\n\n{mark(one_line(digest.organisation))}, since {digest.since}\n"
    )
    for section in digest.sections:
        out.write(f"\n## {section.heading} ({section.total:,})\n\n")
        for line in section.lines:
            out.write(f"- {f'**{line.ref}** ' if line.ref else ''}{mark(one_line(line.said))}\n")
            if line.detail:
                out.write(f"  {mark(one_line(line.detail))}\n")
        if section.total > len(section.lines):
            out.write(f"- … and {section.total - len(section.lines):,} more: `{section.everything}`\n")
    for said in digest.left_out:
        out.write(f"\nLeft out: {mark(said)}.\n")


STYLE = """
ul { list-style: none; padding: 0; margin: 0; }
li { padding: .7rem 0; border-top: 1px solid var(--line); }
h1 { font-size: 1.5rem; }
h2 { border-top: 0; }
small { display: block; color: var(--soft); font: .9rem/1.45 system-ui, sans-serif; margin-top: .2rem; }
"""


def write_html(digest: Digest, out: TextIO) -> None:
    """One HTML file: no script, no picture, nothing fetched."""
    write_start("What is new", one_line(digest.organisation), out, style=STYLE)
    out.write(f"<header>\n<h1>{escape(one_line(digest.sentence))}</h1>\n")
    out.write(
        f"<p>{escape(one_line(digest.organisation))}, since {escape(digest.since)}</p>\n</header>\n<main>\n"
    )
    for section in digest.sections:
        out.write(f"<section>\n<h2>{escape(section.heading)} ({section.total:,})</h2>\n<ul>\n")
        for line in section.lines:
            ref = f"<code>{escape(line.ref)}</code> " if line.ref else ""
            detail = f'<small dir="auto">{escape(one_line(line.detail))}</small>' if line.detail else ""
            out.write(f'<li><span dir="auto">{ref}{escape(one_line(line.said))}</span>{detail}</li>\n')
        out.write("</ul>\n")
        if section.total > len(section.lines):
            more = section.total - len(section.lines)
            out.write(f"<p>… and {more:,} more: <code>{escape(section.everything)}</code></p>\n")
        out.write("</section>\n")
    out.write("</main>\n")
    if digest.left_out:
        out.write(
            "<footer>"
            + "".join(f"<p>Left out: {escape(said)}.</p>" for said in digest.left_out)
            + "</footer>\n"
        )
    out.write("</body>\n</html>\n")


DIGESTS: Mapping[str, Callable[[Digest, TextIO], None]] = MappingProxyType(
    {"text": write_text, "html": write_html, "md": write_markdown}
)
"""Formats of `digest --format`."""
