"""Is the evidence still there? Each address that supports an answer is fetched, and what it gave is noted.

A page that is there is captured again where its bytes changed. One that is not leaves a problem. Files need no such
check: they are kept in the record, and `verify` compares their digests.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from mediawatch.errors import FetchError, InputError, MediawatchError, ReadError, Refused
from mediawatch.journeys.add import read_fetched
from mediawatch.journeys.added import AddOptions
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.evidence import note_once, tell_evidence
from mediawatch.journeys.receive import receive
from mediawatch.model import Actor, Fetched, Reading, Ref
from mediawatch.reading.addresses import normalise
from mediawatch.store import evidence as rows
from mediawatch.store import problems
from mediawatch.store.documents import find_document
from mediawatch.store.events import sha256
from mediawatch.store.reports import read_thing
from mediawatch.store.rows import select, select_one

MISSING = ("gone", "refused", "unreachable")
"""What is found where nobody can look the evidence up any more."""

ADDRESSES = """
SELECT e.id AS id, e.address AS address, e.rebuttal_id AS rebuttal, e.capture_id AS capture_id
FROM evidence e JOIN rebuttals b ON b.id = e.rebuttal_id
WHERE e.address <> '' AND b.withdrawn_at IS NULL AND {condition}
ORDER BY e.address, e.id
"""


@dataclass(frozen=True, slots=True)
class Found:
    """What one address gave."""

    address: str
    rebuttals: tuple[int, ...]
    """whose evidence it is"""
    found: str
    """reachable, changed, gone, refused, unreachable"""
    why: str
    """one sentence, where it is not as it was"""


def check_evidence(
    desk: Desk,
    rebuttals: Sequence[int] = (),
    progress: Callable[[int, int, str], None] = lambda done, total, address: None,
) -> list[Found]:
    """Fetch each address that supports these rebuttals, once; gives what was found, in the order of addresses.

    Args:
        rebuttals: their numbers; none are all that stand and were not superseded.
        progress: called before each address with how many are done, how many there are, and which comes.

    Raises:
        NotFound: no such rebuttal.
    """
    db = desk.record.db
    for number in rebuttals:
        read_thing(db, Ref("b", number))
    chosen = ", ".join(str(number) for number in rebuttals)
    condition = f"b.id IN ({chosen})" if rebuttals else "b.superseded_on IS NULL"
    supported: dict[str, list[dict[str, Any]]] = {}
    for row in select(db, ADDRESSES.format(condition=condition)):
        supported.setdefault(row["address"], []).append(row)
    if not supported:
        return []
    actor = desk.actor()
    with desk.record.write() as db:
        run = problems.start_run(db, actor, "check evidence")
    found: list[Found] = []
    for address, pieces in supported.items():
        progress(len(found), len(supported), address)
        found.append(check_address(desk, address, pieces))
    failed = sum(one.found in MISSING for one in found)
    actor = desk.actor()
    with desk.record.write() as db:
        problems.end_run(db, actor, run, len(found) - failed, failed)
    return found


def check_address(desk: Desk, address: str, pieces: Sequence[dict[str, Any]]) -> Found:
    """Fetch one address, keep what came where it is new, and note at each piece of evidence what was found."""
    error: MediawatchError | None = None
    fetched = reading = None
    try:
        fetched = desk.door().fetch(address)
        reading = read_fetched(fetched)
    except (FetchError, ReadError, InputError) as caught:
        error = caught
    if fetched is not None and reading is not None:
        word, why = judge(fetched, reading)
        if is_new(desk.record.db, address, fetched, reading):
            receive(desk, fetched, reading, AddOptions(address=address), kind="evidence")
    else:
        word = "refused" if isinstance(error, Refused | InputError) else "unreachable"
        why = error.message if error else ""
    actor = desk.actor()
    with desk.record.write() as db:
        words = note_found(db, actor, address, pieces, word, reading, error)
    worst = "changed" if "changed" in words else word
    if worst == "changed":
        why = f"{address} does not say what it said when it was named as evidence."
    numbers = tuple(dict.fromkeys(piece["rebuttal"] for piece in pieces))
    return Found(address, numbers, worst, why)


def judge(fetched: Fetched, reading: Reading) -> tuple[str, str]:
    """What an answer means for somebody who wants to look the evidence up, and one sentence about it."""
    outcome = reading.outcome
    if outcome == "http status":
        gone = fetched.status in (404, 410)
        word = "gone" if gone else "unreachable" if fetched.status >= 500 else "refused"
        return word, reading.why
    if outcome == "soft 404":
        return "gone", reading.why
    if outcome in ("refused", "consent wall", "paywall stub", "login page"):
        return "refused", reading.why
    if outcome in ("incomplete", "too large"):
        return "unreachable", reading.why
    # a table or a picture has no text that could be read, and is there all the same
    return "reachable", ""


def is_new(db: Database, address: str, fetched: Fetched, reading: Reading) -> bool:
    """Whether a capture would add something: other bytes than the last ones, or another failure; evidence alone."""
    number = find_document(db, normalise(address))
    if not number:
        return True
    row = select_one(
        db,
        "SELECT k.body_sha256 AS body, k.outcome AS outcome, k.status AS status, d.kind AS kind FROM captures k "
        "JOIN documents d ON d.id = k.document_id WHERE d.id = ? ORDER BY k.id DESC LIMIT 1",
        (number,),
    )
    if row is None:
        return True
    if row["kind"] != "evidence":
        return False  # our own works and others' reports are read again by journeys of their own
    if reading.outcome != "read" and (row["outcome"], row["status"]) == (reading.outcome, fetched.status):
        return False
    return bool(row["body"] != sha256(fetched.raw_body))


def note_found(
    db: Database,
    actor: Actor,
    address: str,
    pieces: Sequence[dict[str, Any]],
    word: str,
    reading: Reading | None,
    error: MediawatchError | None,
) -> list[str]:
    """Note what was found at each piece of evidence, and that problems are solved; gives the words noted."""
    if error is not None:
        note_once(db, actor, address, error)
    elif word == "reachable":
        problems.solve_problems(db, address, actor.now)
    noted = []
    for piece in pieces:
        said = word
        if word == "reachable" and reading is not None and was_otherwise(db, piece, reading):
            said = "changed"
        rows.mark_checked(db, actor, piece["id"], said)
        tell_evidence(db, actor, piece["rebuttal"], "checked", [piece["id"]])
        noted.append(said)
    return noted


def was_otherwise(db: Database, piece: dict[str, Any], reading: Reading) -> bool:
    """Whether the text differs from the one that the address had when it was named as evidence."""
    before = select_one(
        db,
        "SELECT t.text AS text FROM capture_texts ct JOIN texts t ON t.id = ct.text_id "
        "WHERE ct.capture_id = ? AND ct.role = 'article'",
        (piece["capture_id"],),
    )
    article = next((text.text for text in reading.texts if text.role == "article"), None)
    return before is not None and article is not None and before["text"] != article
