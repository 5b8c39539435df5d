"""`/citations` and `/citations/N`: where they quote us, their words beside ours, and what they left out."""

from __future__ import annotations

from typing import Any, Final

from mediawatch.cited import FLAGS_SAID, GRADES_SAID, Cited
from mediawatch.citing import FLAGS, GRADES, Grade
from mediawatch.errors import NotFound
from mediawatch.journeys.citation_read import read_citation
from mediawatch.web.asked import Asked
from mediawatch.web.lists import Selection
from mediawatch.web.offered import note_unknown_outlet, offer_outlets
from mediawatch.web.reader import Missing, Page, Reader
from mediawatch.web.report import say_language
from mediawatch.web.states import KINDS_SAID, tone_of_grade

FILTERS: Final = (
    "(:outlet = '' OR outlet = :outlet COLLATE NOCASE) AND (:work = 0 OR work = :work) "
    "AND (:citation = 0 OR citation = :citation) "
    "AND (:flag = '' OR ', ' || flags || ',' LIKE '%, ' || :flag || ',%')"
)


ORDER: Final = (
    "flags = '', grade IN ('', 'exact', 'normalised', 'elided'), published = '', published DESC, "
    "citation DESC"
)
"""Those that change our words first, then by day."""


def select_citations(asked: Asked) -> Selection:
    """What an address asks for."""
    values = {
        "outlet": asked.words("outlet"),
        "work": asked.number("work", "w"),
        "citation": asked.number("citation", "x"),
        "flag": asked.one_of("flag", FLAGS),
        "grade": asked.one_of("grade", GRADES),
    }
    where = f"{FILTERS} AND (:grade = '' OR grade = :grade)"
    letters = {"work": "w", "citation": "x"}
    said = tuple((name, f"{letters.get(name, '')}{value}") for name, value in values.items() if value)
    return Selection("citations", "citations_overview", where, ORDER, values, said)


async def list_citations(reader: Reader, asked: Asked) -> Page:
    """The list, 25 at a time."""
    selection = select_citations(asked)
    await note_unknown_outlet(reader, asked)
    values = dict(selection.values)
    grade = values.pop("grade")
    grades = await reader.rows(
        f"SELECT grade, count(*) AS number FROM citations_overview WHERE {FILTERS} GROUP BY grade", values
    )
    counts = {row["grade"]: row["number"] for row in grades}
    total = counts.get(grade, 0) if grade else sum(counts.values())
    pager = asked.pager(total)
    rows = await reader.rows(
        f"{selection.query()} LIMIT :size OFFSET :offset",
        {**selection.values, "size": pager.size, "offset": pager.offset},
    )
    return Page(
        "citations.html",
        {
            "citations": rows,
            "grades": [name for name in (*GRADES, "") if counts.get(name)],
            "counts": counts,
            "total": sum(counts.values()),
            "filters": {
                **values,
                "work": values["work"] or "",
                "citation": values["citation"] or "",
                "grade": grade,
            },
            "flags": FLAGS,
            "outlets": await offer_outlets(reader),
            "kinds": KINDS_SAID,
            "tone_of_grade": tone_of_grade,
            "pager": pager,
            "notes": asked.notes,
        },
    )


async def show_citation(reader: Reader, number: int) -> Page:
    """One citation.

    Raises:
        Missing: there is no such citation, or it was withdrawn or rejected.
    """
    cited = await reader.read(lambda desk: find(desk, number))
    if cited is None:
        raise Missing(
            f"There is no citation {number} in the record, or it was withdrawn or rejected. "
            "Look through the citations, or use the search box above."
        )
    languages = await reader.row(
        "SELECT r.language AS theirs, coalesce(w.language, '') AS ours FROM reports_overview r "
        "LEFT JOIN works_overview w ON w.work = :work WHERE r.report = :report",
        {"report": cited.report.number, "work": cited.work.number if cited.work else 0},
    )
    return Page(
        "citation.html",
        {
            "cited": cited,
            "grades_said": {grade: GRADES_SAID[grade] for grade in list_grades(cited)},
            "flags_said": FLAGS_SAID,
            "kinds": KINDS_SAID,
            "tone_of_grade": tone_of_grade,
            "their_language": say_language(languages["theirs"]) if languages else "",
            "our_language": say_language(languages["ours"]) if languages else "",
        },
    )


def list_grades(cited: Cited) -> list[Grade]:
    """The grades that hold, the one that names the citation first."""
    return [cited.grade, *cited.others] if cited.grade else []


def find(desk: Any, number: int) -> Cited | None:
    """The citation where it may be shown; None where there is none."""
    there = desk.record.db.execute(
        "SELECT 1 FROM citations_overview WHERE citation = ?", (number,)
    ).fetchone()
    if not there:
        return None
    try:
        return read_citation(desk, number, withdrawn=False)
    except NotFound:
        return None
