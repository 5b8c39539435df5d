"""Whether the record still says what was recorded. Each check gives what it looked at and what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from mediawatch.store.answers import find_untold
from mediawatch.store.chained import agrees, find_unchained
from mediawatch.store.claims import describe_appearance
from mediawatch.store.documents import describe_capture, describe_file
from mediawatch.store.events import START, canonical, link_hash, payload_digest, sha256
from mediawatch.store.migrations import expected_triggers
from mediawatch.store.replay import find_unexplained
from mediawatch.store.rows import select
from mediawatch.store.standings import find_untrue
from mediawatch.store.verify_citations import find_misplaced


@dataclass(frozen=True, slots=True)
class Check:
    """One question that was put to the record."""

    name: str
    checked: int
    """how many things were looked at"""
    failures: tuple[str, ...]
    """one sentence for each that is wrong"""

    @property
    def ok(self) -> bool:
        return not self.failures


def run_checks(db: Database) -> Iterator[Check]:
    """Every check in turn, cheapest first."""
    for check in CHECKS:
        yield check(db)


def check_file(db: Database) -> Check:
    """SQLite's own check of pages, indexes and foreign keys."""
    said = [row[0] for row in db.execute("PRAGMA integrity_check").fetchall()]
    failures = [f"SQLite: {line}" for line in said if line != "ok"]
    failures += [
        f"table {row[0]}, row {row[1]} refers to something that is not in {row[2]}"
        for row in db.execute("PRAGMA foreign_key_check").fetchall()
    ]
    return Check("file", int(db.execute("PRAGMA page_count").fetchone()[0]), tuple(failures))


def check_triggers(db: Database) -> Check:
    """The triggers that keep the evidence append-only stand as they were made."""
    there = {
        row[0]: row[1] for row in db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    }
    wanted = expected_triggers()
    failures = [f"the trigger {name} is missing" for name in wanted if name not in there]
    failures += [
        f"the trigger {name} was changed"
        for name, sql in wanted.items()
        if name in there and " ".join(there[name].split()) != " ".join(sql.split())
    ]
    return Check("triggers", len(wanted), tuple(failures))


def check_chain(db: Database) -> Check:
    """Every event follows from the one before it, and its payload is the one that was chained."""
    failures = []
    previous, count = START, 0
    for row in select(
        db,
        "SELECT e.*, p.salt AS salt, p.payload AS payload FROM events e "
        "LEFT JOIN event_payloads p ON p.event_id = e.id ORDER BY e.id",
    ):
        count += 1
        if row["id"] != count:
            failures.append(f"event {count} is missing")
            count = row["id"]
        if row["previous"] != previous:
            failures.append(f"event {row['id']} does not follow from the one before it")
        expected = link_hash(
            row["id"], row["at"], row["user_id"], row["verb"], row["ref"], row["digest"], row["previous"]
        )
        if row["hash"] != expected:
            failures.append(f"event {row['id']} is not what was chained")
        if row["payload"] is None:
            failures.append(f"the content of event {row['id']} is gone")
        elif payload_digest(row["salt"], row["payload"]) != row["digest"]:
            failures.append(f"the content of event {row['id']} is not what was chained")
        previous = row["hash"]
    return Check("history", count, tuple(failures))


def check_texts(db: Database) -> Check:
    """Each text has the digest by which it is kept."""
    failures, count = [], 0
    for row in select(db, "SELECT id, sha256, text FROM texts"):
        count += 1
        if sha256(row["text"]) != row["sha256"]:
            failures.append(f"text {row['id']} is not the text that was read")
    return Check("texts", count, tuple(failures))


NOT_FIRST = """
SELECT k.document_id FROM (SELECT document_id, min(retrieved_on) AS first FROM captures GROUP BY document_id) k
LEFT JOIN first_captures f ON f.document_id = k.document_id WHERE f.retrieved_on IS NOT k.first
"""
"""Documents whose kept day of first reading is another than that of their captures."""


def check_captures(db: Database) -> Check:
    """Each capture, its archived bytes and its texts are those in the history, and the bytes open."""
    chained = chained_payloads(db, "captured", "capture ")
    numbers = [row[0] for row in db.execute("SELECT id FROM captures ORDER BY id").fetchall()]
    failures = [f"capture {number} is gone" for number in sorted(set(chained) - set(numbers))]
    for number in numbers:
        if number not in chained:
            failures.append(f"capture {number} is not in the history")
        elif without_author(chained[number]) != canonical(describe_capture(db, number)):
            failures.append(f"capture {number} is not what was recorded")
    failures += [
        f"the day on which document {document} was first read is not that of its first capture"
        for (document,) in db.execute(NOT_FIRST)
    ]
    return Check("captures", len(numbers), tuple(failures))


def check_files(db: Database) -> Check:
    """Each file has its digest, and is in the history as it is."""
    chained = chained_payloads(db, "kept", "file ")
    failures, count = [], 0
    for number, digest, content in db.execute("SELECT id, sha256, content FROM files ORDER BY id"):
        count += 1
        if sha256(content) != digest:
            failures.append(f"file {number} is not the file that was kept")
        elif without_author(chained.get(number, "{}")) != canonical(describe_file(db, number)):
            failures.append(f"file {number} is not what was recorded")
    return Check("files", count, tuple(failures))


def check_quotes(db: Database) -> Check:
    """Each part of each quote is exactly the span of the text that it was pinned to."""
    failures, count = [], 0
    chained = chained_payloads(db, "pinned", "appearance ")
    for row in select(
        db,
        "SELECT a.id, a.parts, a.claim_id, t.text FROM appearances a "
        "LEFT JOIN texts t ON t.id = a.text_id ORDER BY a.id",
    ):
        count += 1
        text = row["text"] or ""
        if any(text[part["start"] : part["end"]] != part["exact"] for part in json.loads(row["parts"])):
            failures.append(f"a quote of claim c{row['claim_id']} no longer equals its place in the text")
        recorded = json.loads(chained.get(row["id"], "{}")).get("appearance")
        if recorded is None or not agrees(describe_appearance(db, row["id"]), recorded):
            failures.append(f"appearance {row['id']} of claim c{row['claim_id']} is not what was recorded")
    return Check("quotes", count, tuple(failures))


def check_answers(db: Database) -> Check:
    """Each approved version and each delivery is in the history as it is, and so is what belongs to an answer."""
    failures, count = [], 0
    for verb, what, sql in (
        ("approved", "version {version} of rebuttal b{rebuttal_id}", "SELECT * FROM rebuttal_versions"),
        ("delivered", "a delivery of rebuttal b{rebuttal_id}", "SELECT * FROM deliveries"),
    ):
        recorded = [
            json.loads(payload)["row"]
            for (payload,) in db.execute(
                "SELECT p.payload FROM events e JOIN event_payloads p ON p.event_id = e.id WHERE e.verb = ?",
                (verb,),
            )
        ]
        known = {canonical(row): row for row in recorded}
        numbered = {(row.get("id"), row.get("rebuttal_id"), row.get("version")): row for row in recorded}
        for row in select(db, sql):
            count += 1
            same = numbered.get((row.get("id"), row["rebuttal_id"], row["version"]))
            if canonical(row) not in known and (same is None or not agrees(row, same)):
                failures.append(f"{what.format(**row)} is not what was recorded")
    answers, untold = find_untold(db)
    return Check("answers", count + answers, (*failures, *untold))


def check_corrections(db: Database) -> Check:
    """Each report, work, claim and request is what its events add up to."""
    checked, failures = find_unexplained(db)
    return Check("corrections", checked, tuple(failures))


def check_desk(db: Database) -> Check:
    """Each row of the desk and of citations is what the history tells of it."""
    checked, failures = find_unchained(db)
    return Check("desk", checked, tuple(failures))


def check_citations(db: Database) -> Check:
    """Each citation stands where it is said to stand, in the report's text and in ours."""
    checked, failures = find_misplaced(db)
    return Check("citations", checked, tuple(failures))


def chained_payloads(db: Database, verb: str, prefix: str) -> dict[int, str]:
    """The payloads of one kind of event by the number in its reference."""
    rows = db.execute(
        "SELECT e.ref, p.payload FROM events e JOIN event_payloads p ON p.event_id = e.id WHERE e.verb = ?",
        (verb,),
    )
    return {int(ref.removeprefix(prefix)): payload for ref, payload in rows if ref.startswith(prefix)}


def without_author(payload: str) -> str:
    """A payload as it was described, before the user's name was added."""
    described = json.loads(payload)
    described.pop("by", None)
    return canonical(described)


def check_looks(db: Database) -> Check:
    """What was found when reports were read again stands where it is said to stand, and the revisits are those."""
    failures, count = [], 0
    for row in select(
        db, "SELECT n.*, t.text FROM anchor_checks n LEFT JOIN texts t ON t.id = n.text_id ORDER BY n.id"
    ):
        count += 1
        if (row["text"] or "")[row["start"] : row["end"]] != row["wording"]:
            failures.append(f"anchor check {row['id']} does not stand at its place in text {row['text_id']}")
    for number, state, found in db.execute(
        "SELECT a.id, a.anchor_state, coalesce((SELECT n.state FROM anchor_checks n WHERE n.appearance_id = a.id "
        "ORDER BY n.id DESC LIMIT 1), 'anchored') FROM appearances a"
    ).fetchall():
        count += 1
        if state != found:
            failures.append(f"appearance {number} is called {state}, and was found {found}")
    for number, digest, record in db.execute(
        "SELECT k.id, k.revisit_sha256, v.record FROM report_checks k LEFT JOIN revisits v ON v.check_id = k.id "
        "WHERE k.revisit_sha256 <> '' OR v.check_id IS NOT NULL"
    ).fetchall():
        count += 1
        if record is None or sha256(record) != digest:
            failures.append(f"the revisit of report check {number} is not what was recorded")
    return Check("looks", count, tuple(failures))


def check_standings(db: Database) -> Check:
    """What is kept of how each claim stands is what its appearances, answers and requests say."""
    (claims,) = db.execute("SELECT count(*) FROM claims_overview").fetchone()
    return Check("standings", claims, tuple(find_untrue(db)))


CHECKS: tuple[Callable[[Database], Check], ...] = (
    check_file,
    check_triggers,
    check_chain,
    check_texts,
    check_captures,
    check_files,
    check_quotes,
    check_answers,
    check_corrections,
    check_desk,
    check_citations,
    check_looks,
    check_standings,
)
