"""What a table for a reply says, before any format has touched it."""

from __future__ import annotations

from typing import Final

from mediawatch.cited import Cited
from mediawatch.exporters.moments import say_day
from mediawatch.exporters.story import quote_title

TITLE: Final = "How we are quoted"
COLUMNS: Final = ("What they quoted", "What we wrote", "What was left out")
EMPTY: Final = "Nothing in the record fits these filters."


def is_quoted(cited: Cited) -> bool:
    """Whether there are words to lay beside ours: a link and a name have none."""
    return bool(cited.quote) and cited.kind in ("quotation", "reuse", "screenshot")


def say_source(cited: Cited) -> str:
    """The outlet, the title and the day of the report."""
    report = cited.report
    day = (
        say_day(report.published, report.published_precision, certain=report.published_certain)
        if report.published
        else ""
    )
    return ", ".join(part for part in (report.outlet, quote_title(report.title), day) if part)


def say_left_out(cited: Cited) -> str:
    """The words that they left out, one after the other; a dash where they left out none."""
    said = [f"“{missing.words.strip()}”{' (shown)' if missing.shown else ''}" for missing in cited.left_out]
    return "; ".join(said) or "–"
