"""Show a contact, a search for one, a note or a file; and what a report's right of reply came to."""

from __future__ import annotations

import json
from typing import Any
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from mediawatch.exporters.contacts import exchange_of, say_deadline, say_exchange, say_search, search_of
from mediawatch.exporters.moments import find_zone, say_day, say_time
from mediawatch.journeys.right_of_reply import read_right_of_reply
from mediawatch.store.contacts import read_files
from mediawatch.store.markings import list_uses, select_one_whole, select_whole

Layout = tuple[str, list[tuple[str, str]], list[tuple[str, list[dict[str, Any]] | str]]]


def read_zone(db: Database) -> ZoneInfo:
    """The record's time zone."""
    return find_zone(db.execute("SELECT timezone FROM organisation").fetchone()[0])


def show_contact(db: Database, number: int, row: dict[str, Any]) -> Layout:
    """A contact with its text, its files and what else belongs to its exchange."""
    zone = read_zone(db)
    seen = select_one_whole(db, "SELECT * FROM contacts_overview WHERE contact = ?", (number,))
    # a withdrawn one is in no view, and can be shown all the same
    told = {**row, "outlet": "", "title": "", **(seen or {})}
    exchange = exchange_of(told)
    facts = [
        ("direction", {"in": "they contacted us", "out": "we contacted them"}[row["direction"]]),
        ("channel", row["channel"]),
        ("outlet", told["outlet"]),
        ("them", row["them"]),
        ("us", row["us"]),
        (
            "when",
            say_time(row["occurred_at"], zone) if row["occurred_at"] else say_day(row["occurred_on"], "day"),
        ),
        ("publication", "" if told["stage"] == "unknown" else told["stage"]),
        ("answer wanted", say_deadline(exchange, zone) if row["deadline"] else ""),
        ("report", f"r{row['report_id']} {told['title']}".strip() if row["report_id"] else ""),
        ("request", f"q{row['request_id']}" if row["request_id"] else ""),
        ("subject", row["subject"]),
        ("Message-ID", row["message_id"]),
        ("recorded", describe_author(db, row["added_at"], row["added_by"])),
    ]
    files = [{key: value for key, value in file.items() if value != ""} for file in read_files(db, number)]
    others = list(
        select_whole(
            db,
            'SELECT contact, direction, occurred_on AS "on", summary FROM contacts_overview '
            "WHERE contact <> ?1 AND exchange = (SELECT exchange FROM contacts_overview WHERE contact = ?1) "
            "ORDER BY occurred_on, occurred_at, contact",
            (number,),
        )
    )
    return (
        say_exchange(exchange, zone),
        facts,
        [
            ("What it was about", row["summary"]),
            ("Text", row["text"]),
            ("Files", files),
            ("In the same exchange", others),
        ],
    )


def show_contact_search(db: Database, number: int, row: dict[str, Any]) -> Layout:
    """A search for an approach before publication."""
    seen = select_one_whole(db, "SELECT * FROM contact_searches_overview WHERE contact_search = ?", (number,))
    found = "an approach" if row["found"] else "none"
    facts = [
        ("report", f"r{row['report_id']} {seen['title'] if seen else ''}".strip()),
        ("searched on", row["searched_on"]),
        ("searched by", row["searched_by"]),
        ("days searched", f"{row['since']} to {row['until']}"),
        ("where", "\n".join(json.loads(row["places"]))),
        ("found", found),
        ("approach recorded", f"k{seen['contact']}" if seen and seen["contact"] else ""),
        ("remark", row["remark"]),
        ("recorded", describe_author(db, row["added_at"], row["added_by"])),
    ]
    return say_search(search_of(seen)) if seen else f"Contact search {number}", facts, []


def show_note(db: Database, number: int, row: dict[str, Any]) -> Layout:
    """A note."""
    facts = [("about", row["ref"]), ("written", describe_author(db, row["added_at"], row["added_by"]))]
    return f"Note {number}", facts, [("Text", row["body"])]


def show_file(db: Database, number: int, row: dict[str, Any]) -> Layout:
    """What is known of a file, without its bytes."""
    facts = [
        ("media type", row["media_type"]),
        ("bytes", str(row["length"])),
        ("SHA-256", row["sha256"]),
        ("belongs to", ", ".join(list_uses(db, number))),
        ("kept", describe_author(db, row["added_at"], row["added_by"])),
    ]
    return row["name"], facts, []


def describe_author(db: Database, at: str, user: int) -> str:
    """When and by whom."""
    (name,) = db.execute("SELECT name FROM users WHERE id = ?", (user,)).fetchone()
    return f"{at} by {name}"


def describe_right_of_reply(db: Database, report: int) -> list[dict[str, Any]]:
    """What went between us and them about a report, and where was looked for an approach, a row for each."""
    told = read_right_of_reply(db, report, read_zone(db), "_counsel")
    return [
        {
            "reference": one.ref,
            "what happened": f"{one.said}.",
            "about": one.about,
            "between": one.between,
            **({"confidentiality": one.level} if one.level else {}),
        }
        for one in (*told.before, *told.searches, *told.after)
    ]
