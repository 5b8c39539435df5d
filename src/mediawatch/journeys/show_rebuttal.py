"""One rebuttal or statement with everything that belongs to it."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from mediawatch.journeys.rebuttal_done import say_names
from mediawatch.reading.statements import find_placeholders
from mediawatch.store.evidence import name_evidence, read_evidence
from mediawatch.store.markings import select_one_whole as select_one
from mediawatch.store.rebuttals import (
    digest_words,
    read_answered,
    read_comments,
    read_deliveries,
    read_state,
    read_versions,
    read_writers,
)

Layout = tuple[str, list[tuple[str, str]], list[tuple[str, list[dict[str, Any]] | str]]]
"""Title; facts as label and value; sections as heading, and rows or a text."""


def show_rebuttal(db: Database, number: int, row: dict[str, Any]) -> Layout:
    """Its words, what it answers, comments, versions, deliveries and evidence."""

    def name(user: int | None) -> str:
        return str((select_one(db, "SELECT name FROM users WHERE id = ?", (user,)) or {}).get("name", ""))

    noun = "Statement" if row["kind"] == "statement" else "Rebuttal"
    versions = read_versions(db, number)
    writers = versions[-1]["writers"] if row["approved_at"] and versions else []
    facts = [
        ("state", read_state(db, row)),
        ("version", str(row["version"])),
        ("digest", digest_words(row)),
        ("written", f"{row['written_at']} by {say_names(writers or read_writers(db, number))}"),
        ("sent back", f"{row['sent_back_at']} by {name(row['sent_back_by'])}" if row["sent_back_at"] else ""),
        ("approved", f"{row['approved_at']} by {name(row['approved_by'])}" if row["approved_at"] else ""),
        ("to fill in", "\n".join(find_placeholders(f"{row['title']}\n{row['text']}"))),
        ("work", f"w{row['work_id']}" if row["work_id"] else ""),
        ("superseded by", f"b{row['superseded_by']}" if row["superseded_by"] else ""),
    ]
    answers = [{**row, "claim": f"c{row['claim']}"} for row in read_answered(db, number)]
    deliveries = [
        {
            "on": f"{d['occurred_on']}{' (' + d['occurred_at'] + ')' if d['occurred_at'] else ''}",
            "went": d["went"],
            "address": d["address"],
            "version": d["version"],
            "contact": f"k{d['contact']}" if d["contact"] else "",
            "request": f"q{d['request']}" if d["request"] else "",
        }
        for d in read_deliveries(db, number)
    ]
    evidence = [
        {
            "evidence": name_evidence(e),
            "SHA-256": e["sha256"],
            "checked": f"{e['checked_at']}: {e['found']}" if e["checked_at"] else "",
            **({"confidentiality": e["confidentiality"]} if e["confidentiality"] else {}),
        }
        for e in read_evidence(db, number, "_counsel")
    ]
    approvals = [
        {
            "version": v["version"],
            "approved": f"{v['approved_on']} by {v['approved_by']}",
            "written by": say_names(v["writers"]),
        }
        for v in versions
    ]
    return (
        f"{noun} b{number}{': ' + row['title'] if row['title'] else ''}",
        facts,
        [
            ("Text", row["text"]),
            ("Answers", answers),
            ("Comments", read_comments(db, number)),
            ("Versions", approvals),
            ("Delivered", deliveries),
            ("Evidence", evidence),
        ],
    )
