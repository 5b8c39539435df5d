"""What a person may want to say of a mail that was recorded: which report it is about, and what it goes on from.

Only offered: an address or a subject proves nothing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlite_utils import Database

from mediawatch.archive.mail_reader import Mail
from mediawatch.errors import InvalidAddress
from mediawatch.reading.addresses import normalise
from mediawatch.reading.exchanges import DAYS_APART, are_alike
from mediawatch.reading.mail_words import find_web_addresses
from mediawatch.store import contacts as rows
from mediawatch.store.documents import find_document
from mediawatch.store.reports import find_report


def list_offers(db: Database, mail: Mail, columns: dict[str, Any], contact: int) -> list[str]:
    """What a person may say of a mail next: the reports that it links to, the mail that it is like."""
    offers = []
    if not columns["report_id"]:
        reports = find_reports(db, (*find_web_addresses(mail.text), *mail.links))
        offers += [
            f"k{contact} links to r{report}. If it is about that: mediawatch set k{contact} --report {report}"
            for report in reports
        ]
        if not reports and not columns["request_id"]:
            offers.append(f"k{contact} is about no report yet: mediawatch set k{contact} --report N")
    if not rows.is_in_company(db, contact):
        offers += [
            f"k{contact} has the subject and the people of k{like}. If it goes on from there: "
            f"mediawatch set k{contact} --exchange {like}"
            for like in find_alike(db, mail, columns, contact)[:1]
        ]
    return offers


def list_without_report(exchange: Sequence[dict[str, Any]], columns: dict[str, Any]) -> list[str]:
    """A sentence for each contact of the exchange that came before its report was known."""
    report = columns["report_id"]
    return [
        f"k{contact['id']} of the same exchange is about no report yet: "
        f"mediawatch set k{contact['id']} --report {report}"
        for contact in exchange
        if report and not contact["report_id"] and contact["withdrawn_at"] is None
    ]


def find_reports(db: Database, addresses: Sequence[str]) -> list[int]:
    """The standing reports that these addresses serve, each once."""
    found: dict[int, None] = {}
    for address in addresses:
        try:
            document = find_document(db, normalise(address))
        except InvalidAddress:
            continue  # a text may call anything an address
        report = find_report(db, document) if document else 0
        if (
            report
            and db.execute(
                "SELECT 1 FROM reports WHERE id = ? AND withdrawn_at IS NULL", (report,)
            ).fetchone()
        ):
            found.setdefault(report, None)
    return list(found)


def find_alike(db: Database, mail: Mail, columns: dict[str, Any], contact: int) -> list[int]:
    """The contacts, newest first, that have the subject and people of a mail and lie not far from it."""
    people = columns["participants"]
    if not people:
        return []
    day = date.fromisoformat(columns["occurred_on"])
    since, until = (day + timedelta(days=days) for days in (-DAYS_APART, DAYS_APART))
    return [
        other["id"]
        for other in rows.find_like(db, people, since.isoformat(), until.isoformat())
        if other["id"] != contact
        and are_alike(mail.subject, people, other["subject"], json.loads(other["participants"]))
    ]
