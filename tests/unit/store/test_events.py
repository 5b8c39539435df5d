"""The history is a chain: what is changed behind its back shows."""

from __future__ import annotations

from mediawatch.model import Actor, Ref
from mediawatch.store.events import START, append_event, canonical, read_head
from mediawatch.store.record import Record
from mediawatch.store.verify import check_chain


def test_an_empty_history_has_a_head(record: Record) -> None:
    assert read_head(record.db) == (START, 0)


def test_each_event_follows_from_the_one_before(record: Record, actor: Actor) -> None:
    with record.write() as db:
        first = append_event(db, actor, "added", Ref("r", 1), {"title": "Closed"})
        second = append_event(db, actor, "noted", Ref("r", 1), {"note": "ü"})
    rows = record.db.execute("SELECT previous, hash FROM events ORDER BY id").fetchall()
    assert rows == [(START, first), (first, second)]
    assert read_head(record.db) == (second, 2)
    assert check_chain(record.db).ok


def test_equal_payloads_have_different_digests(record: Record, actor: Actor) -> None:
    # otherwise an erased payload could be guessed by trying
    with record.write() as db:
        append_event(db, actor, "noted", "c1", {"note": "same"})
        append_event(db, actor, "noted", "c1", {"note": "same"})
    digests = [row[0] for row in record.db.execute("SELECT digest FROM events")]
    assert len(set(digests)) == 2


def test_who_acted_is_under_the_chain(record: Record, actor: Actor) -> None:
    with record.write() as db:
        append_event(db, actor, "noted", "c1", {})
    (payload,) = record.db.execute("SELECT payload FROM event_payloads").fetchone()
    assert payload == '{"by":"Amira Osei"}'


def test_canonical_json_has_one_spelling() -> None:
    assert canonical({"b": [1, "ü"], "a": None}) == '{"a":null,"b":[1,"ü"]}'
