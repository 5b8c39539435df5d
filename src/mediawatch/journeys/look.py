"""Look: lists with filters. Never changes anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mediawatch.errors import InputError
from mediawatch.journeys.desk import Desk
from mediawatch.reading.dates import END_OF_TIME, parse_day
from mediawatch.store.rows import select


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; "" and 0 mean everything."""

    outlet: str = ""
    since: str = ""
    """day, month or year as typed"""
    until: str = ""
    status: str = ""
    name: str = ""
    """a watched name"""
    limit: int = 0
    grade: str = ""
    """of a citation"""
    flag: str = ""
    work: str = ""
    """number of a work"""


@dataclass(frozen=True, slots=True)
class NounView:
    """A list: where it comes from, what people see of it, what it can be narrowed by."""

    source: str
    """a view, or a query in brackets"""
    letter: str
    """of its references; "" where its rows have none"""
    key: str
    """the column that numbers it"""
    columns: tuple[str, ...]
    """what a table for people shows"""
    date: str = ""
    """the column that since and until compare"""
    filters: dict[str, str] | None = None
    """filter -> condition with one placeholder"""
    order: str = ""


NOUNS: dict[str, NounView] = {
    "reports": NounView(
        "reports_overview", "r", "report",
        ("report", "published", "outlet", "title", "mentions", "claims"), "published",
        {
            "outlet": "outlet = ? COLLATE NOCASE",
            "name": "report IN (SELECT report FROM mentions_overview WHERE name = ? COLLATE NOCASE)",
            "status": "CASE WHEN claims > 0 THEN 'claimed' WHEN mentions > 0 THEN 'mentioned' ELSE 'unnamed' END = ?",
        },
    ),
    "claims": NounView(
        "claims_overview", "c", "claim",
        ("claim", "claim_text", "state", "appearances", "outlets", "first_published", "first_answered_on"),
        "first_published",
        {
            "outlet": "claim IN (SELECT claim FROM appearances_overview WHERE outlet = ? COLLATE NOCASE)",
            "status": "(state = ?1 OR (?1 = 'corrected' AND corrected > 0))",
        },
    ),
    "appearances": NounView(
        """(SELECT a.appearance, a.claim, a.report, d.address, a.title, a.outlet, a.published, a.published_precision,
            a.published_certain, r.authors, r.medium, r.language, a.quote, a.claim_text, a.speaker, a.stance, a.place,
            a.translation, a.state, a.anchor_state FROM appearances_overview a JOIN reports r ON r.id = a.report
            LEFT JOIN document_addresses d ON d.document_id = r.document_id)""",
        "", "appearance", ("claim", "report", "outlet", "published", "quote", "stance", "state"), "published",
        {"outlet": "outlet = ? COLLATE NOCASE", "status": "state = ?"},
    ),
    "mentions": NounView(
        "mentions_overview", "", "mention",
        ("report", "name", "surface", "sentence", "outlet", "published"), "published",
        {"outlet": "outlet = ? COLLATE NOCASE", "name": "name = ? COLLATE NOCASE"},
        "report, start",
    ),
    "rebuttals": NounView(
        "rebuttals_overview", "b", "rebuttal",
        ("rebuttal", "state", "text", "written_by", "approved_by", "published_on"), "written_on",
        {"status": "state = ?"},
    ),
    "works": NounView(
        "works_overview", "w", "work", ("work", "published", "title", "citations", "versions", "address"), "published",
        {"status": "CASE WHEN retired_on = '' THEN 'published' ELSE 'retired' END = ?"},
    ),
    "citations": NounView(
        "citations_overview", "x", "citation",
        (
            "citation", "report", "outlet", "published", "kind", "grade", "flags", "quote", "left_out", "work",
            "assessment",
        ),
        "published",
        {
            "outlet": "outlet = ? COLLATE NOCASE",
            "grade": "(grade = ?1 OR ', ' || other_grades || ',' LIKE '%, ' || ?1 || ',%')",
            "flag": "', ' || flags || ',' LIKE '%, ' || ? || ',%'",
            "work": "work = CAST(? AS INTEGER)",
            "status": "CASE WHEN assessment = '' THEN 'not assessed' ELSE assessment END = ?",
        },
    ),
    "requests": NounView(
        "requests_overview", "q", "request",
        ("request", "kind", "addressee", "outlet", "asked_on", "state", "appearances", "outcomes"), "asked_on",
        {"outlet": "outlet = ? COLLATE NOCASE", "status": "(state = ?1 OR outcomes = ?1)"},
    ),
    "names": NounView(
        """(SELECT id AS name_id, form AS name, kind, case_sensitive, near, not_near, added_at,
            CASE WHEN retired_at IS NULL THEN 'watched' ELSE 'retired' END AS state,
            (SELECT count(*) FROM mentions m WHERE m.name_id = names.id) AS mentions FROM names)""",
        "", "name_id", ("name", "kind", "state", "mentions", "near", "not_near"), "",
        {"status": "state = ?", "name": "name = ? COLLATE NOCASE"},
    ),
    "outlets": NounView(
        """(SELECT o.id AS outlet_id, o.name AS outlet, o.kind,
            coalesce((SELECT group_concat(domain, ' ') FROM outlet_domains d WHERE d.outlet_id = o.id), '') AS domains,
            (SELECT count(*) FROM reports r WHERE r.outlet_id = o.id AND r.withdrawn_at IS NULL) AS reports
            FROM outlets o)""",
        "", "outlet_id", ("outlet", "kind", "domains", "reports"), "", {"outlet": "outlet = ? COLLATE NOCASE"},
    ),
    "problems": NounView(
        "problems_overview", "", "problem", ("problem", "noticed_at", "kind", "address", "message", "advice"),
        "noticed_at", {"status": "CASE WHEN solved_at = '' THEN 'open' ELSE 'solved' END = ?"},
    ),
    "notes": NounView(
        """(SELECT n.id AS note_id, n.ref, n.body AS note, u.name AS by, n.added_at AS at
            FROM notes n JOIN users u ON u.id = n.added_by)""",
        "", "note_id", ("ref", "note", "by", "at"), "at",
    ),
}  # fmt: skip
"""Everything that can be listed."""


def list_things(desk: Desk, noun: str, filters: Filters | None = None) -> Iterator[dict[str, Any]]:
    """The rows of a list in the order of their numbers, each with `ref` first where it has one.

    Raises:
        InputError: no such list, or a filter that it does not take. Raised at the call, not later.
    """
    filters = filters or Filters()
    view = NOUNS.get(noun)
    if view is None:
        raise InputError(f"There is no list of {noun!r}.", f"There are: {', '.join(NOUNS)}.")
    conditions, values = [], []
    for name in ("outlet", "status", "name", "grade", "flag", "work"):
        value = getattr(filters, name)
        if not value:
            continue
        if name not in (view.filters or {}):
            raise InputError(f"`list {noun}` takes no --{name}.", f"It takes: {describe_filters(view)}.")
        # ?1 may stand twice in a condition; numbered anew since several conditions meet
        condition = (view.filters or {})[name]
        values += [value] * max(1, condition.count("?"))
        conditions.append(condition.replace("?1", "?"))
    for name, sign in (("since", ">="), ("until", "<=")):
        value = getattr(filters, name)
        if not value:
            continue
        if not view.date:
            raise InputError(f"`list {noun}` takes no --{name}.", f"It takes: {describe_filters(view)}.")
        day = parse_day(value, today=END_OF_TIME).value
        # "until 2026-03" means the whole of March, also for a row whose date has a day or a time
        bound = day if name == "since" else day + "~"
        conditions.append(f"{view.date} {sign} ? AND {view.date} <> ''")
        values.append(bound)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    limit = f" LIMIT {int(filters.limit)}" if filters.limit > 0 else ""
    rows = select(
        desk.record.db, f"SELECT * FROM {view.source}{where} ORDER BY {view.order or view.key}{limit}", values
    )
    return (with_ref(view, row) for row in rows)


def with_ref(view: NounView, row: dict[str, Any]) -> dict[str, Any]:
    """A row that begins with its reference."""
    return {"ref": f"{view.letter}{row[view.key]}", **row} if view.letter else row


def describe_filters(view: NounView) -> str:
    """The filters that a list takes, as options."""
    names = [*(view.filters or {}), *(("since", "until") if view.date else ()), "limit"]
    return ", ".join(f"--{name}" for name in names)
