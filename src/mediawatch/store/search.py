"""Ranked full-text search over the record's indexes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from mediawatch.store.markings import Audience, seen_by
from mediawatch.store.rows import select

NEWEST_RANKED = 2000
"""A common word matches a large part of the record; ranking only its newest matches keeps that fast
(measured on 100,000 reports: 63 ms against 305 ms for ranking all)."""

MENTIONED = """EXISTS (SELECT 1 FROM mentions m JOIN names n ON n.id = m.name_id
                      WHERE m.report_id = {} AND n.form = :name COLLATE NOCASE)"""
"""That a report mentions one of our names."""

REPORTS = f"""
SELECT 'r' || v.report AS ref, 'report' AS kind, v.title AS title,
       snippet(texts_index, 0, char(2), char(3), ' … ', 24) AS snippet,
       v.outlet AS outlet, v.published AS date, bm25(texts_index) AS rank
FROM texts_index JOIN reports_overview v ON v.text = texts_index.rowid
WHERE texts_index MATCH :query AND texts_index.rowid >= :oldest
  AND (:outlet = '' OR v.outlet = :outlet COLLATE NOCASE)
  AND (:since = '' OR v.published >= :since) AND (:until = '' OR (v.published <> '' AND v.published <= :until))
  AND (:name = '' OR {MENTIONED.format("v.report")})
ORDER BY rank LIMIT :limit"""

TITLES = f"""
SELECT 'r' || v.report AS ref, 'report' AS kind, v.title AS title,
       highlight(titles_index, 0, char(2), char(3)) AS snippet,
       v.outlet AS outlet, v.published AS date, bm25(titles_index) AS rank
FROM titles_index JOIN reports_overview v ON v.report = titles_index.rowid
WHERE titles_index MATCH :query AND titles_index.rowid >= :oldest
  AND (:outlet = '' OR v.outlet = :outlet COLLATE NOCASE)
  AND (:since = '' OR v.published >= :since) AND (:until = '' OR (v.published <> '' AND v.published <= :until))
  AND (:name = '' OR {MENTIONED.format("v.report")})
ORDER BY rank LIMIT :limit"""

CLAIMS = f"""
SELECT 'c' || v.claim AS ref, 'claim' AS kind, v.claim_text AS title,
       highlight(claims_index, 0, char(2), char(3)) AS snippet,
       v.outlets AS outlet, v.first_published AS date, bm25(claims_index) AS rank
FROM claims_index JOIN claims c ON c.id = claims_index.rowid
JOIN claims_overview v ON v.claim = coalesce(c.stands_as, c.id)
WHERE claims_index MATCH :query AND claims_index.rowid >= :oldest
  AND (:outlet = '' OR v.claim IN (SELECT claim FROM appearances_overview WHERE outlet = :outlet COLLATE NOCASE))
  AND (:since = '' OR v.first_published >= :since)
  AND (:until = '' OR (v.first_published <> '' AND v.first_published <= :until))
  AND (:name = '' OR v.claim IN (SELECT a.claim FROM standing_places a WHERE {MENTIONED.format("a.report")}))
ORDER BY rank LIMIT :limit"""

REBUTTALS = f"""
SELECT 'b' || v.rebuttal AS ref, 'rebuttal' AS kind,
       CASE v.kind WHEN 'statement' THEN 'Statement' ELSE 'Rebuttal' END || ' b' || v.rebuttal
           || CASE WHEN v.title <> '' THEN ': ' || v.title ELSE '' END || ', ' || v.state AS title,
       snippet(rebuttals_index, -1, char(2), char(3), ' … ', 24) AS snippet,
       '' AS outlet, coalesce(nullif(v.published_on, ''), v.approved_on) AS date, bm25(rebuttals_index) AS rank
FROM rebuttals_index JOIN rebuttals_overview v ON v.rebuttal = rebuttals_index.rowid AND v.approved_by <> ''
WHERE rebuttals_index MATCH :query AND rebuttals_index.rowid >= :oldest AND :outlet = ''
  AND (:since = '' OR coalesce(nullif(v.published_on, ''), v.approved_on) >= :since)
  AND (:until = '' OR coalesce(nullif(v.published_on, ''), v.approved_on) <= :until)
  AND (:name = '' OR v.rebuttal IN (
      SELECT ac.rebuttal_id FROM answered_claims ac JOIN standing_places a ON a.claim = ac.standing_claim
      WHERE {MENTIONED.format("a.report")}))
ORDER BY rank LIMIT :limit"""

WORKS = """
SELECT 'w' || v.work AS ref, 'work' AS kind, v.title AS title,
       snippet(texts_index, 0, char(2), char(3), ' … ', 24) AS snippet,
       '' AS outlet, v.published AS date, bm25(texts_index) AS rank
FROM texts_index JOIN works_overview v ON v.text = texts_index.rowid
WHERE texts_index MATCH :query AND :oldest >= 0 AND :outlet = '' AND :name = ''
  AND (:since = '' OR v.published >= :since) AND (:until = '' OR (v.published <> '' AND v.published <= :until))
ORDER BY rank LIMIT :limit"""

CITATIONS = f"""
SELECT 'x' || v.citation AS ref, 'citation' AS kind,
       CASE WHEN v.grade = '' THEN v.kind ELSE v.grade END || CASE WHEN v.flags <> '' THEN ', ' || v.flags ELSE '' END
           || ', in ' || v.title AS title,
       highlight(citations_index, 0, char(2), char(3)) AS snippet,
       v.outlet AS outlet, v.published AS date, bm25(citations_index) AS rank
FROM citations_index JOIN citations_overview v ON v.citation = citations_index.rowid
WHERE citations_index MATCH :query AND citations_index.rowid >= :oldest
  AND (:outlet = '' OR v.outlet = :outlet COLLATE NOCASE)
  AND (:since = '' OR v.published >= :since) AND (:until = '' OR (v.published <> '' AND v.published <= :until))
  AND (:name = '' OR {MENTIONED.format("v.report")})
ORDER BY rank LIMIT :limit"""

CONTACTS = f"""
SELECT 'k' || v.contact AS ref, 'contact' AS kind,
       CASE WHEN v.subject <> '' THEN v.subject ELSE substr(v.summary, 1, 100) END AS title,
       snippet(contacts_index, -1, char(2), char(3), ' … ', 24) AS snippet,
       v.outlet AS outlet, v.occurred_on AS date, bm25(contacts_index) AS rank, v.report AS report,
       v.confidentiality AS confidentiality
FROM contacts_index JOIN contacts_overview v ON v.contact = contacts_index.rowid
WHERE contacts_index MATCH :query AND contacts_index.rowid >= :oldest
  AND (:outlet = '' OR v.outlet = :outlet COLLATE NOCASE)
  AND (:since = '' OR v.occurred_on >= :since) AND (:until = '' OR v.occurred_on <= :until)
  AND (:name = '' OR {MENTIONED.format("v.report")})
ORDER BY rank LIMIT :limit"""

QUERIES: dict[str, tuple[tuple[str, str], ...]] = {
    "report": (("texts_index", REPORTS), ("titles_index", TITLES)),
    "claim": (("claims_index", CLAIMS),),
    "rebuttal": (("rebuttals_index", REBUTTALS),),
    "work": (("texts_index", WORKS),),
    "citation": (("citations_index", CITATIONS),),
    "contact": (("contacts_index", CONTACTS),),
}
"""For each kind: the indexes that are asked, and how."""


def find_matches(
    db: Database,
    kind: str,
    query: str,
    *,
    outlet: str,
    since: str,
    until: str,
    limit: int,
    name: str = "",
    audience: Audience = "",
) -> Iterator[dict[str, Any]]:
    """Matches of one kind among what somebody may see, best first; a report found by text and by title comes once.

    Args:
        name: one of our names: reports that mention it, what they claim, how they cite us, what we answered to that,
            and contacts about them.
    """
    seen = set()
    for index, sql in QUERIES[kind]:
        values = {
            "query": query,
            "oldest": find_oldest(db, index, query),
            "name": name,
            "outlet": outlet,
            "since": since,
            "until": until,
            "limit": limit,
        }
        for row in select(db, seen_by(db, sql, audience), values):
            if row["ref"] not in seen:
                seen.add(row["ref"])
                yield row


def find_oldest(db: Database, index: str, query: str) -> int:
    """The row of an index from which its matches are ranked."""
    found = db.execute(
        f"SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET {NEWEST_RANKED}",
        (query,),
    ).fetchone()
    return int(found[0]) if found else 0


MATCHING = """
WITH matching AS (
    SELECT r.id AS report, r.outlet_id AS outlet FROM reports r
    WHERE r.withdrawn_at IS NULL
      AND (r.article_id IN (SELECT rowid FROM texts_index WHERE texts_index MATCH :query AND rowid >= :oldest)
           OR r.id IN (SELECT rowid FROM titles_index WHERE titles_index MATCH :query AND rowid >= :oldest_title))
      AND (:since = '' OR r.published >= :since) AND (:until = '' OR (r.published <> '' AND r.published <= :until)))
"""

OUTLETS = f"""{MATCHING}
SELECT o.name, count(*) FROM matching JOIN outlets o ON o.id = matching.outlet
WHERE :name = '' OR {MENTIONED.format("matching.report")}
GROUP BY o.name ORDER BY 2 DESC, 1 COLLATE NOCASE LIMIT :most"""

NAMES = f"""{MATCHING}
SELECT n.form, count(DISTINCT m.report_id) FROM matching
JOIN mentions m ON m.report_id = matching.report JOIN names n ON n.id = m.name_id
WHERE :outlet = '' OR matching.outlet IN (SELECT id FROM outlets WHERE name = :outlet COLLATE NOCASE)
GROUP BY n.form ORDER BY 2 DESC, 1 COLLATE NOCASE LIMIT :most"""


@dataclass(frozen=True, slots=True)
class Spread:
    """Over what the reports that match are spread: value and number of reports, the most frequent first."""

    outlets: tuple[tuple[str, int], ...]
    names: tuple[tuple[str, int], ...]
    """of ours, that they mention"""


def count_spread(
    db: Database, query: str, *, outlet: str, name: str, since: str, until: str, most: int
) -> Spread:
    """The same filters as find_matches has, but that each is counted as if it were not set itself.

    Args:
        most: values of each.
    """
    values = {
        "query": query,
        "oldest": find_oldest(db, "texts_index", query),
        "oldest_title": find_oldest(db, "titles_index", query),
        "outlet": outlet,
        "name": name,
        "since": since,
        "until": until,
        "most": most,
    }
    return Spread(tuple(db.execute(OUTLETS, values).fetchall()), tuple(db.execute(NAMES, values).fetchall()))
