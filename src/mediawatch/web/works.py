"""`/works` and `/works/N`: our own publications, which others cite and with which we answer."""

from __future__ import annotations

from mediawatch.web.asked import Asked
from mediawatch.web.marks import set_text
from mediawatch.web.reader import Missing, Page, Reader
from mediawatch.web.report import say_language


async def list_works(reader: Reader, asked: Asked) -> Page:
    """The list, newest first, 25 at a time."""
    pager = asked.pager(await reader.count("SELECT count(*) FROM works_overview"))
    works = await reader.rows(
        "SELECT work, title, authors, published, published_precision, published_certain FROM works_overview "
        "ORDER BY published = '', published DESC, work DESC LIMIT :size OFFSET :offset",
        {"size": pager.size, "offset": pager.offset},
    )
    return Page("works.html", {"works": works, "pager": pager, "notes": asked.notes})


async def show_work(reader: Reader, number: int) -> Page:
    """One work.

    Raises:
        Missing: there is no such work, or it was withdrawn.
    """
    work = await reader.row("SELECT * FROM works_overview WHERE work = :work", {"work": number})
    if work is None:
        raise Missing(
            f"There is no publication {number} of ours in the record, or it was withdrawn. "
            "Look through our publications, or use the search box above."
        )
    text = await reader.row("SELECT text FROM texts WHERE id = :text", {"text": work["text"] or 0})
    return Page(
        "work.html",
        {
            "work": work,
            "language": say_language(work["language"]),
            "paragraphs": set_text(text["text"], []) if text else [],
        },
    )
