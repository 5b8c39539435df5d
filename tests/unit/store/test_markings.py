"""What is marked is in no view of those who may not see it, and every marking is in the history."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlite_utils import Database

from mediawatch.model import Actor, Ref
from mediawatch.store.chained import find_unchained
from mediawatch.store.contacts import attach_files, insert_contact, insert_search
from mediawatch.store.documents import add_file
from mediawatch.store.markings import (
    find_file,
    list_marked,
    list_uses,
    raise_level,
    read_level,
    seen_by,
    select_one_whole,
    select_whole,
    set_level,
)
from mediawatch.store.migrations import AUDIENCES, expected_views
from mediawatch.store.record import Record
from mediawatch.store.verify import check_desk

CONTACT: dict[str, Any] = {
    "report_id": None, "request_id": None, "outlet_id": None, "direction": "in", "channel": "letter",
    "stage": "unknown", "them": "Carys Lund", "us": "Noor", "occurred_on": "2026-03-03", "occurred_at": "",
    "deadline": "", "subject": "", "summary": "They asked.", "text": "",
}  # fmt: skip


def events(db: Database) -> list[tuple[str, str]]:
    return db.execute("SELECT verb, ref FROM events ORDER BY id").fetchall()


def test_a_thing_is_marked_raised_and_opened_and_each_step_is_an_event(record: Record, actor: Actor) -> None:
    ref = Ref("note", 3)
    with record.write() as db:
        assert set_level(db, actor, ref, "confidential") == ""
        assert set_level(db, actor, ref, "confidential") == "confidential"
        assert raise_level(db, actor, ref, "privileged") == "privileged"
        assert raise_level(db, actor, ref, "confidential") == "privileged"
        assert read_level(db, ref) == "privileged"
        assert set_level(db, actor, ref, "") == "privileged"
        assert set_level(db, actor, ref, "") == ""
    assert read_level(record.db, ref) == ""
    assert events(record.db) == [("marked", "note 3"), ("marked", "note 3"), ("opened", "note 3")]
    assert find_unchained(record.db) == (0, [])


def test_a_marking_that_is_taken_out_behind_our_back_is_found_out(record: Record, actor: Actor) -> None:
    with record.write() as db:
        set_level(db, actor, Ref("k", 1), "confidential")
    with record.write() as db:
        db.execute("DELETE FROM markings")
    (failure,) = check_desk(record.db).failures
    assert failure == "marking k1 is gone"


@pytest.mark.parametrize(
    ("level", "seen"), [("", (1, 1, 1)), ("confidential", (0, 1, 1)), ("privileged", (0, 0, 1))]
)
def test_each_audience_sees_what_it_may(
    record: Record, actor: Actor, level: Any, seen: tuple[int, ...]
) -> None:
    with record.write() as db:
        contact = insert_contact(db, actor, CONTACT)
        set_level(db, actor, Ref("k", contact), level)
    found = tuple(
        record.db.execute(seen_by(record.db, "SELECT count(*) FROM contacts_overview", audience)).fetchone()[
            0
        ]
        for audience in ("", "_staff", "_counsel")
    )
    assert found == seen
    assert len(list(select_whole(record.db, "SELECT * FROM contacts_overview"))) == 1
    assert (select_one_whole(record.db, "SELECT * FROM timeline") or {})["confidentiality"] == level


def test_every_view_that_may_hold_something_marked_is_there_for_each_audience() -> None:
    views = expected_views()
    for name, sql in views.items():
        reads = set(re.findall(r"\w+", sql)) & set(views)
        ending = next((each for each in AUDIENCES if each and name.endswith(each)), "")
        for read in reads - {name}:
            other = next((each for each in AUDIENCES if each and read.endswith(each)), "")
            assert other == ending or f"{read}{ending}" not in views, f"{name} reads {read}"
    for name in (
        "timeline",
        "contacts_overview",
        "rebuttals_overview",
        "claims_overview",
        "requests_overview",
    ):
        assert {f"{name}{ending}" for ending in AUDIENCES} <= set(views)


def test_no_view_reads_a_table_of_things_that_can_be_marked_past_the_mark() -> None:
    # contact_stages tells days and stages only, and one view asks whether there is a contact that it must not show
    allowed = {"contact_stages", "contact_searches_overview", "contact_searches_overview_staff",
               "contact_searches_overview_counsel"}  # fmt: skip
    for name, sql in expected_views().items():
        if name.startswith("seen_") or name in allowed:
            continue
        for table in ("contacts", "contact_searches", "requests", "notes", "files"):
            assert not re.search(rf"\b(?:FROM|JOIN) {table}\b", sql), f"{name} reads {table}"


def test_a_query_for_somebody_else_names_their_views_and_nothing_more(record: Record) -> None:
    sql = "SELECT seen_notes.id, works_overview.work FROM seen_notes, works_overview, timeline_core"
    assert seen_by(record.db, sql, "") == sql
    assert seen_by(record.db, sql, "_staff") == (
        "SELECT seen_notes_staff.id, works_overview.work FROM seen_notes_staff, works_overview, timeline_core_staff"
    )


def test_a_search_is_withheld_from_those_who_may_not_see_the_contact_that_contradicts_it(
    record: Record, actor: Actor
) -> None:
    search = {
        "report_id": 1, "since": "2026-02-01", "until": "2026-03-04", "places": '["mailboxes"]', "remark": "",
        "searched_on": "2026-03-05", "searched_by": "Ada", "found": 0,
    }  # fmt: skip
    with record.write() as db:
        db.execute("INSERT INTO documents (id, kind, first_seen_at) VALUES (1, 'report', '')")
        number = insert_contact(db, actor, {**CONTACT})
        db.execute(
            "INSERT INTO reports (id, document_id, medium, title, authors, language, published, published_precision, "
            "published_origin, published_certain, added_at, added_on, added_by) "
            "VALUES (1, 1, 'web', 'Cuts', '', '', '2026-03-04', 'day', 'page', 1, '', '', 1)"
        )
        db.execute("UPDATE contacts SET report_id = 1")
        insert_search(db, actor, search)

    def count(audience: Any) -> tuple[int, ...]:
        sql = seen_by(record.db, "SELECT contact FROM contact_searches_overview", audience)
        return tuple(row[0] for row in record.db.execute(sql))

    assert count("") == count("_staff") == (number,)
    with record.write() as db:
        set_level(db, actor, Ref("k", number), "confidential")
    assert (count(""), count("_staff")) == ((), (number,))
    with record.write() as db:
        set_level(db, actor, Ref("k", number), "privileged")
    assert (count(""), count("_staff"), count("_counsel")) == ((), (), (number,))
    with record.write() as db:
        db.execute("UPDATE contacts SET withdrawn_at = 'x'")
    assert count("") == (0,), "withdrawn, it contradicts nothing"


def test_marked_things_are_counted_by_kind_and_withdrawn_ones_are_not(record: Record, actor: Actor) -> None:
    with record.write() as db:
        for level in ("confidential", "privileged", "confidential"):
            set_level(db, actor, Ref("k", insert_contact(db, actor, CONTACT)), level)
        set_level(db, actor, Ref("note", 1), "confidential")
        db.execute("UPDATE contacts SET withdrawn_at = 'x' WHERE id = 3")
    assert list_marked(record.db) == [("k1", "confidential"), ("k2", "privileged")]


def test_a_file_is_found_by_the_beginning_of_its_digest_and_knows_its_uses(
    record: Record, actor: Actor
) -> None:
    with record.write() as db:
        contact = insert_contact(db, actor, CONTACT)
        (number,) = attach_files(
            db, actor, contact, [("a.txt", "text/plain", b"a"), ("b.txt", "text/plain", b"a")]
        )
        add_file(db, actor, "c.txt", "text/plain", b"c")
    digest = record.db.execute("SELECT sha256 FROM files WHERE id = ?", (number,)).fetchone()[0]
    assert find_file(record.db, digest[:8]) == find_file(record.db, digest.upper()) == [number]
    assert find_file(record.db, "0" * 64) == []
    assert len(find_file(record.db, "")) == 2
    assert list_uses(record.db, number) == [f"k{contact}"]
    assert list_uses(record.db, 2) == []
