"""Look: lists with filters. Never changes anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from mediawatch.errors import InputError
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.markings import Disclosed, check_disclosed
from mediawatch.reading.dates import END_OF_TIME, parse_day
from mediawatch.store.markings import seen_by
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
    owner: str = ""
    """who looks after it"""
    assessed: str = ""
    """a judgement; "none" for what nobody has judged"""
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
    standing: str = ""
    """a condition that holds where no status is asked for"""


NOUNS: dict[str, NounView] = {
    "reports": NounView(
        "reports_overview", "r", "report",
        ("report", "published", "outlet", "title", "mentions", "claims"), "published",
        {
            "outlet": "outlet = ? COLLATE NOCASE",
            "name": "report IN (SELECT report FROM mentions_overview WHERE name = ? COLLATE NOCASE)",
            "status": "?1 IN (triage, CASE WHEN claims > 0 THEN 'claimed' WHEN mentions > 0 THEN 'mentioned' "
                      "ELSE 'unnamed' END)",
            "owner": "owner = ? COLLATE NOCASE",
        },
    ),
    "claims": NounView(
        "claims_overview", "c", "claim",
        ("claim", "claim_text", "state", "assessment", "appearances", "outlets", "first_published",
         "first_answered_on"),
        "first_published",
        {
            "outlet": "claim IN (SELECT claim FROM appearances_overview WHERE outlet = ? COLLATE NOCASE)",
            # "answered; corrected in 3 of 9" is answered, and corrected, and corrected in 3 of 9
            "status": "(instr('; ' || state || ';', '; ' || ?1 || ';') > 0"
                      " OR instr('; ' || state, '; ' || ?1 || ' in ') > 0)",
            "owner": "owner = ? COLLATE NOCASE",
            "assessed": "coalesce(nullif(assessment, ''), 'none') = ?",
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
        ("rebuttal", "kind", "state", "version", "text", "written_by", "approved_by", "published_on"), "written_on",
        {"status": "state = ?"},
    ),
    "statements": NounView(
        "(SELECT * FROM rebuttals_overview WHERE kind = 'statement')", "b", "rebuttal",
        ("rebuttal", "state", "version", "title", "written_by", "approved_by", "published_on", "work"), "written_on",
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
            "assessed": "coalesce(nullif(assessment, ''), 'none') = ?",
        },
    ),
    "requests": NounView(
        "requests_overview", "q", "request",
        ("request", "kind", "addressee", "outlet", "asked_on", "state", "appearances", "outcomes", "confidentiality"),
        "asked_on",
        {"outlet": "outlet = ? COLLATE NOCASE", "status": "(state = ?1 OR outcomes = ?1)"},
    ),
    "suggestions": NounView(
        "suggestions_overview", "", "suggestion",
        ("suggestion", "kind", "report", "outlet", "claim", "other_report", "passage", "reason"), "suggested_on",
        {"outlet": "outlet = ? COLLATE NOCASE", "status": "state = ?"}, "", "state = 'open'",
    ),
    "stories": NounView(
        "stories_overview", "", "story", ("story", "title", "reports", "outlets", "first_published", "first_report"),
        "first_published", {"outlet": "instr(',' || outlets || ',', ',' || ? || ',') > 0"},
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
            coalesce((SELECT group_concat(trim(g.medium || ' ' || g.regulator
                      || CASE WHEN g.since <> '' THEN ' since ' || g.since ELSE '' END
                      || CASE WHEN g.until <> '' THEN ' until ' || g.until ELSE '' END), '; ')
                      FROM outlet_regulators g WHERE g.outlet_id = o.id), '') AS regulator,
            (SELECT count(*) FROM reports r WHERE r.outlet_id = o.id AND r.withdrawn_at IS NULL) AS reports
            FROM outlets o
            -- not those that only a contact names which the reader may not see
            WHERE o.id NOT IN (SELECT k.outlet_id FROM contacts k WHERE k.outlet_id IS NOT NULL
                               AND k.withdrawn_at IS NULL AND k.id NOT IN (SELECT n.id FROM seen_contacts n))
               OR o.id IN (SELECT r.outlet_id FROM reports r)
               OR o.id IN (SELECT d.outlet_id FROM deliveries d)
               OR o.id IN (SELECT k.outlet_id FROM seen_contacts k)
               OR o.id IN (SELECT q.outlet_id FROM seen_requests q))""",
        "", "outlet_id", ("outlet", "kind", "regulator", "domains", "reports"), "",
        {"outlet": "outlet = ? COLLATE NOCASE"},
    ),
    "problems": NounView(
        "problems_overview", "", "problem", ("problem", "noticed_at", "kind", "address", "message", "advice"),
        "noticed_at", {"status": "CASE WHEN solved_at = '' THEN 'open' ELSE 'solved' END = ?"},
    ),
    "sources": NounView(
        "sources_overview", "s", "source",
        ("source", "kind", "title", "address", "state", "read_at", "listed", "leads", "reports"), "added_on",
        {"outlet": "outlet = ? COLLATE NOCASE", "status": "state = ?"}, "source", "state <> 'retired'",
    ),
    "leads": NounView(
        "leads_overview", "", "lead", ("lead", "address", "title", "state", "why", "read_at", "report"),
        "first_seen_at",
        {"status": "state = ?"},
    ),
    "runs": NounView(
        "runs_overview", "", "run", ("run", "kind", "started_at", "ended_at", "sources", "new", "done", "failed"),
        "started_at", {"status": "kind = ?"},
    ),
    "subscriptions": NounView(
        "subscriptions_overview", "", "subscription",
        ("subscription", "person", "place", "pace", "state", "why", "told", "told_at"), "added_on",
        {"outlet": "outlet = ? COLLATE NOCASE", "name": "name = ? COLLATE NOCASE", "status": "state = ?"}, "",
        "state <> 'ended'",
    ),
    "notes": NounView(
        """(SELECT n.id AS note_id, n.ref, n.body AS note, u.name AS by, n.added_at AS at, n.confidentiality
            FROM seen_notes n JOIN users u ON u.id = n.added_by)""",
        "", "note_id", ("note_id", "ref", "note", "by", "at", "confidentiality"), "at",
    ),
    "contacts": NounView(
        "contacts_overview", "k", "contact",
        ("contact", "occurred_on", "direction", "channel", "outlet", "them", "report", "stage", "summary",
         "confidentiality"),
        "occurred_on",
        {"outlet": "outlet = ? COLLATE NOCASE", "status": "stage = ?"},
    ),
    "contact-searches": NounView(
        "contact_searches_overview", "", "contact_search",
        ("contact_search", "report", "outlet", "searched_on", "searched_by", "places", "found", "contact",
         "confidentiality"),
        "searched_on",
        {"outlet": "outlet = ? COLLATE NOCASE", "status": "CASE found WHEN 1 THEN 'found' ELSE 'none found' END = ?"},
    ),
    "files": NounView(
        """(SELECT f.id AS file_id, f.name, f.media_type, f.length, f.sha256, f.added_at, u.name AS added_by,
            f.confidentiality FROM seen_files f JOIN users u ON u.id = f.added_by)""",
        "", "file_id", ("file_id", "name", "media_type", "length", "sha256", "confidentiality"), "added_at",
    ),
}  # fmt: skip
"""Everything that can be listed."""


NAMED = {
    "contacts": "k",
    "requests": "q",
    "contact-searches": "contact search",
    "notes": "note",
    "files": "file",
}
"""Lists of things that can be marked, and how their references begin."""


def list_things(
    desk: Desk, noun: str, filters: Filters | None = None, disclosed: Disclosed | None = None
) -> Iterator[dict[str, Any]]:
    """The rows of a list in the order of their numbers, each with `ref` first where it has one.

    Args:
        disclosed: for a list that is handed over: what is in it of the things that not everybody may see. None for one
            that is looked at by whoever has the record's file: all of them, each with its level.

    Raises:
        InputError: no such list, or a filter that it does not take. Raised at the call, not later.
    """
    view, where, values, limit = narrow(noun, filters or Filters())
    db = desk.record.db
    if disclosed is None:
        source = seen_by(db, view.source, "_counsel")
    else:
        source = disclose(db, noun, view, disclosed)
    rows = select(db, f"SELECT * FROM {source}{where} ORDER BY {view.order or view.key}{limit}", values)
    return (with_ref(view, row) for row in rows)


def disclose(db: Database, noun: str, view: NounView, disclosed: Disclosed) -> str:
    """The source of a list that is handed over: what its audience may see, and the privileged things that are named."""
    source = seen_by(db, view.source, disclosed.audience)
    if not disclosed.privileged:
        return source
    letter = NAMED.get(noun, "")
    check_disclosed(db, disclosed, (letter,))
    named = ", ".join(str(ref.number) for ref in disclosed.privileged)
    whole = seen_by(db, view.source, "_counsel")
    return (
        f"(SELECT * FROM {source} UNION ALL SELECT * FROM {whole} "
        f"WHERE confidentiality = 'privileged' AND {view.key} IN ({named}))"
    )


def count_kept_back(
    desk: Desk, noun: str, filters: Filters | None = None, disclosed: Disclosed | None = None
) -> dict[str, int]:
    """How many rows of a list are not handed over, by their level."""
    if noun not in NAMED or disclosed is None:
        return {}
    view, where, values, _ = narrow(noun, filters or Filters())
    db = desk.record.db
    sql = "SELECT confidentiality, count(*) FROM {}{} GROUP BY confidentiality"
    whole = dict(db.execute(sql.format(seen_by(db, view.source, "_counsel"), where), values).fetchall())
    given = dict(db.execute(sql.format(disclose(db, noun, view, disclosed), where), values).fetchall())
    return {
        level: number - given.get(level, 0) for level, number in whole.items() if number > given.get(level, 0)
    }


def narrow(noun: str, filters: Filters) -> tuple[NounView, str, list[Any], str]:
    """The list, its condition with what is bound in it, and its limit.

    Raises:
        InputError: no such list, or a filter that it does not take.
    """
    view = NOUNS.get(noun)
    if view is None:
        raise InputError(f"There is no list of {noun!r}.", f"There are: {', '.join(NOUNS)}.")
    conditions: list[str] = []
    values: list[Any] = []
    for name in ("outlet", "status", "name", "grade", "flag", "work", "owner", "assessed"):
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
    if view.standing and not filters.status:
        conditions.append(view.standing)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    limit = f" LIMIT {int(filters.limit)}" if filters.limit > 0 else ""
    return view, where, values, limit


def with_ref(view: NounView, row: dict[str, Any]) -> dict[str, Any]:
    """A row that begins with its reference."""
    return {"ref": f"{view.letter}{row[view.key]}", **row} if view.letter else row


def describe_filters(view: NounView) -> str:
    """The filters that a list takes, as options."""
    names = [*(view.filters or {}), *(("since", "until") if view.date else ()), "limit"]
    return ", ".join(f"--{name}" for name in names)
