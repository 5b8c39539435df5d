"""Notice, when a report comes in or a claim is new, what a person may want to know: repeats, one story, someone else.

What was noticed is stored beside what comes in, in the same transaction, and nothing is decided by it. The same thing
is never suggested twice, however often a report is read again: what somebody rejected stays rejected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from mediawatch.journeys.added import Suggested
from mediawatch.journeys.copies import notice_copies
from mediawatch.journeys.desk import Desk
from mediawatch.model import Actor
from mediawatch.reading.folding import fold_words
from mediawatch.reading.neighbours import Neighbourhood, Seen, find_doubt, look_round
from mediawatch.store import suggestions as rows
from mediawatch.store import triage
from mediawatch.store.claims import STANDING, find_standing, read_appearances
from mediawatch.store.events import sha256
from mediawatch.store.names import read_names
from mediawatch.store.rows import select, select_one
from mediawatch.store.suggestions import Noticed

if TYPE_CHECKING:
    from mediawatch.reading.repeats import RepeatIndex
    from mediawatch.suggesting import Repeat

MOST_REPEATS = 40
"""Repeats stored of one report, the likeliest: nobody reads more, and it bounds the work."""

MOST_WORDINGS = 20
"""Wordings by which one claim is known, the newest: a claim in a thousand reports is quoted the same way in most."""

LOOKED_BACK = 200
"""Reports that a new claim is looked for in, the newest that have words of it."""


@dataclass
class Memory:
    """The known claims as they were last read, kept at the desk so that a list of reports reads them once."""

    repeats: RepeatIndex | None
    """None where there are no claims: whoever has none waits for no index"""
    event: int
    """the last event that is in it"""


def notice(
    desk: Desk, db: Database, actor: Actor, report: int, *, former_text: int = 0
) -> tuple[Suggested, ...]:
    """Look a report over inside the transaction in which it came or was read again; gives the new suggestions.

    Args:
        former_text: number of the text that it had until now; one that has it still is not looked over again.
    """
    row = select_one(
        db,
        "SELECT r.id AS report, r.article_id AS text_id, t.text AS text, r.triage AS triage FROM reports r "
        "JOIN texts t ON t.id = r.article_id WHERE r.id = ? AND r.withdrawn_at IS NULL",
        (report,),
    )
    if row is None or row["text_id"] == former_text:
        return ()
    known = rows.read_suggestions_of(db, report)
    noticed = [
        *notice_repeats(desk, db, row),
        *notice_copies(desk, db, actor, row, again=former_text > 0),
        *notice_someone_else(db, row),
    ]
    close_lost(db, actor, row, noticed, known)
    return describe_new(db, keep_new(db, actor, report, noticed, known))


def describe_new(db: Database, numbers: Sequence[int]) -> tuple[Suggested, ...]:
    """New suggestions for the person who caused them."""
    found = [rows.read_suggestion(db, number) for number in numbers]
    return tuple(
        Suggested(
            one["id"],
            one["kind"],
            one["report_id"],
            one["claim"],
            one["other_report_id"] or 0,
            one["passage"],
            one["reason"],
        )
        for one in found
    )


# Repeats


def notice_repeats(desk: Desk, db: Database, row: dict[str, Any]) -> list[Noticed]:
    """Known claims that a report repeats, in the order of the report."""
    memory = recall(desk, db)
    if memory.repeats is None:
        return []
    found = memory.repeats.find(row["text"])
    best = sorted(found, key=lambda one: -one.score)[:MOST_REPEATS]
    return [make_repeat(row, one) for one in found if one in best]


def make_repeat(row: dict[str, Any], repeat: Repeat) -> Noticed:
    """A repeat as it is stored."""
    passage = row["text"][repeat.span.start : repeat.span.end]
    return Noticed(
        kind="repeat",
        report=row["report"],
        fingerprint=sha256(f"repeat|r{row['report']}|c{repeat.claim}|{fold_words(passage)}"),
        how=repeat.how,
        score=repeat.score,
        reason=repeat.reason,
        passage=passage,
        text=row["text_id"],
        start=repeat.span.start,
        end=repeat.span.end,
        claim=repeat.claim,
        flags=tuple({"kind": turn.kind, "theirs": turn.theirs, "known": turn.known} for turn in repeat.turns),
    )


def recall(desk: Desk, db: Database) -> Memory:
    """The known claims, read anew where something about claims or names happened since they were read."""
    last = int(db.execute("SELECT coalesce(max(id), 0) FROM events").fetchone()[0])
    memory = desk.memory
    if memory is not None and not changed_since(db, memory.event):
        memory.event = last
        return memory
    desk.memory = memory = Memory(make_index(db, read_wordings(db)), last)
    return memory


def make_index(db: Database, wordings: Mapping[int, Sequence[str]]) -> RepeatIndex | None:
    """An index of claims by their wordings; None where there are none."""
    if not wordings:
        return None
    from mediawatch.reading.repeats import RepeatIndex

    index = RepeatIndex()
    index.set_names(name.form for name in read_names(db))
    for claim, known in wordings.items():
        index.add(claim, known)
    return index


def changed_since(db: Database, event: int) -> bool:
    """Whether a claim, an appearance or a name changed after an event."""
    return (
        db.execute(
            "SELECT 1 FROM events WHERE id > ? AND (ref LIKE 'appearance %' OR ref LIKE 'name %' "
            "OR ref GLOB 'c[0-9]*') LIMIT 1",
            (event,),
        ).fetchone()
        is not None
    )


def read_wordings(db: Database, claim: int = 0) -> dict[int, list[str]]:
    """By what words each standing claim is known: our sentences for it, then its quotes, the newest of them.

    Args:
        claim: only this one.
    """
    found: dict[int, list[str]] = {}
    only = f" AND coalesce(c.stands_as, c.id) = {int(claim)}" if claim else ""
    for number, wording in db.execute(
        "SELECT coalesce(c.stands_as, c.id), c.wording FROM claims c LEFT JOIN claims s ON s.id = c.stands_as "
        f"WHERE c.withdrawn_at IS NULL AND s.withdrawn_at IS NULL{only} ORDER BY c.stands_as IS NOT NULL, c.id"
    ):
        found.setdefault(number, []).append(wording)
    mine = f" AND {STANDING} = {int(claim)}" if claim else ""
    for number, quote in db.execute(
        f"SELECT {STANDING}, a.quote FROM appearances a JOIN reports r ON r.id = a.report_id "
        f"WHERE a.withdrawn_at IS NULL AND r.withdrawn_at IS NULL{mine} GROUP BY 1, 2 ORDER BY max(a.id) DESC"
    ):
        wordings = found.get(number)
        if wordings is not None and len(wordings) < MOST_WORDINGS and quote not in wordings:
            wordings.append(quote)
    return found


def look_back(
    db: Database, wordings: Sequence[str], *, without: int = 0
) -> list[tuple[dict[str, Any], Repeat]]:
    """Where the newest reports that share words with a claim repeat it; reads only, so that nobody has to wait for it.

    Args:
        wordings: of the claim.
        without: a report that is known to make it.
    """
    candidates = [row for row in find_candidates(db, wordings) if row["report"] != without]
    index = make_index(db, {0: wordings}) if candidates else None
    return [(row, repeat) for row in candidates for repeat in index.find(row["text"])] if index else []


def find_candidates(db: Database, wordings: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The newest LOOKED_BACK reports whose text has some rarer words of one of the wordings."""
    query = make_query(wordings)
    if not query:
        return
    yield from select(
        db,
        "SELECT r.id AS report, r.article_id AS text_id, t.text AS text FROM texts_index i "
        "JOIN texts t ON t.id = i.rowid JOIN reports r ON r.article_id = t.id "
        "WHERE texts_index MATCH ? AND r.withdrawn_at IS NULL ORDER BY i.rowid DESC LIMIT ?",
        (query, LOOKED_BACK),
    )


def make_query(wordings: Sequence[str]) -> str:
    """What the search index is asked for: of each wording its longest words, two of which have to stand in a text."""
    from itertools import combinations

    from mediawatch.reading.stop_words import STOP_WORDS
    from mediawatch.reading.words import WORD

    pairs = []
    for wording in wordings:
        words = {
            word for word in WORD.findall(fold_words(wording)) if word not in STOP_WORDS and word.isalnum()
        }
        telling = sorted(words, key=lambda word: (-len(word), word))[:5]
        pairs += [f'("{one}" AND "{other}")' for one, other in combinations(telling, 2)] or [
            f'"{word}"' for word in telling
        ]
    return " OR ".join(dict.fromkeys(pairs))


def keep_looked_back(
    db: Database, actor: Actor, claim: int, found: Sequence[tuple[dict[str, Any], Repeat]]
) -> tuple[Suggested, ...]:
    """Store where earlier reports repeat a claim; gives the new suggestions."""
    standing = find_standing(db, claim)
    numbers: list[int] = []
    for row, repeat in found:
        noticed = make_repeat(row, replace(repeat, claim=standing))
        known = rows.read_suggestions_of(db, row["report"])
        numbers += keep_new(db, actor, row["report"], [noticed], known)
    return describe_new(db, numbers)


# Someone else


def notice_someone_else(db: Database, row: dict[str, Any]) -> list[Noticed]:
    """That a report may be about somebody of our name, where words round it say so."""
    if (
        row["triage"]
        or db.execute("SELECT 1 FROM someone_else WHERE withdrawn_at IS NULL").fetchone() is None
    ):
        return []
    places = triage.read_named(db, row["report"])
    names = sorted({place["name_id"] for place in places})
    others = [
        Seen(name, kept["surface"], Neighbourhood.from_text(kept["words"]), kept["report"])
        for name in names
        for kept in triage.read_someone_else(db, name)
        if kept["report"] != row["report"]
    ]
    if not others:
        return []
    ours = [
        see(place)
        for name in names
        for place in triage.read_ours(db, name)
        if place["report"] != row["report"]
    ]
    doubt = find_doubt([see(place) for place in places], others, ours)
    if doubt is None:
        return []
    return [
        Noticed(
            kind="someone else",
            report=row["report"],
            fingerprint=sha256(f"someone else|r{row['report']}"),
            how=doubt.how,
            score=doubt.score,
            reason=doubt.reason,
            passage=places[doubt.mention]["sentence"],
            other_report=doubt.report,
        )
    ]


def see(place: dict[str, Any]) -> Seen:
    """A place of a name as reading takes it."""
    near = look_round(place["sentence"], place["start"], place["end"])
    return Seen(place["name_id"], place["surface"], near, place.get("report", 0))


# Keeping


def keep_new(
    db: Database, actor: Actor, report: int, noticed: Sequence[Noticed], known: Sequence[dict[str, Any]]
) -> list[int]:
    """Store what nobody was told yet; gives the numbers. What is open already follows its passage into a newer text."""
    new: list[Noticed] = []
    for one in noticed:
        same = [other for other in known if is_same(one, other)]
        if same or any(one.fingerprint == other.fingerprint for other in new):
            for other in same:
                if other["state"] == "open" and other["text_id"] != one.text and one.text:
                    rows.move_suggestion(db, actor, other, one)
        elif not is_settled(db, one):
            new.append(one)
    taken = rows.is_known(db, [one.fingerprint for one in new]) if new else set()
    return rows.insert_suggestions(db, actor, report, [one for one in new if one.fingerprint not in taken])


def is_same(noticed: Noticed, known: dict[str, Any]) -> bool:
    """Whether something was suggested already: the same claim at the same words, or at a place that overlaps."""
    if noticed.kind != known["kind"]:
        return False
    if noticed.kind != "repeat":
        return bool(noticed.fingerprint == known["fingerprint"])
    if noticed.claim != known["claim"]:
        return False
    if noticed.text == known["text_id"] and noticed.start < known["end"] and known["start"] < noticed.end:
        return True
    return fold_words(noticed.passage) == fold_words(known["passage"])


def is_settled(db: Database, noticed: Noticed) -> bool:
    """Whether a person has said it by themselves: the claim is pinned to that place."""
    if noticed.kind != "repeat":
        return False
    passage = fold_words(noticed.passage)
    return any(
        (place["text_id"] == noticed.text and place["start"] < noticed.end and noticed.start < place["end"])
        or fold_words(place["quote"]) in passage
        for place in read_appearances(db, noticed.claim, noticed.report)
    )


def close_lost(
    db: Database,
    actor: Actor,
    row: dict[str, Any],
    noticed: Sequence[Noticed],
    known: Sequence[dict[str, Any]],
) -> None:
    """Close open repeats whose passage is not in the newest text any more."""
    for one in known:
        lost = (
            one["kind"] == "repeat"
            and one["state"] == "open"
            and one["text_id"] != row["text_id"]
            and not any(is_same(other, one) for other in noticed)
        )
        if lost:
            rows.decide_suggestion(db, actor, one, "overtaken", "it is not in the newest text")
