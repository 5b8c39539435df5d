"""Notify: each person is told what is new, by what they asked for, and each thing once.

A thing counts as told when the message that holds it was taken. What was not taken is tried again at a later run, with
whatever is new by then. Where the machine goes down between the two, a message may come twice; none is lost.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from mediawatch.errors import InputError, NotDelivered
from mediawatch.exporters.digest import Digest
from mediawatch.exporters.messages import send
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.digest import make_digest
from mediawatch.journeys.news import TROUBLE, Item, list_news, trouble_key
from mediawatch.journeys.source_health import check_sources
from mediawatch.journeys.subscriptions import find_place
from mediawatch.reading.intervals import back_off, later
from mediawatch.store import subscriptions
from mediawatch.store.lock import held
from mediawatch.store.markings import Audience, seen_by

BACK = 14
"""Days for which news is kept for those who could not be reached."""
RETRY = 300
"""Seconds after which a message that was not taken is tried again for the first time."""
LONGEST_WAIT = 4 * 3_600
"""Seconds: somebody waits for it."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a subscription was told, or would be."""

    subscription: int
    person: str
    place: str
    digest: Digest
    failed: str = ""
    """why it was not taken; "" where it was"""


def notify(desk: Desk, *, dry_run: bool = False, wanted: Sequence[int] = ()) -> list[Message]:
    """Tell everybody what they have not been told.

    Args:
        dry_run: send nothing and record nothing; daily ones too, whatever the hour.
        wanted: only these subscriptions, whether they are due or not.

    Raises:
        NotAllowed: another run tells people from this record.
        NotFound: a subscription that is not there.
    """
    for number in wanted:
        subscriptions.read_subscription(desk.record.db, number)
    if dry_run:
        return [message for _, _, message in find_messages(desk, wanted, every=True)]
    with held(desk.record.path, "notify"):
        still = [trouble_key(trouble) for trouble in check_sources(desk)]
        with desk.record.write() as db:
            subscriptions.forget_over(db, TROUBLE, still)
        return list(tell_all(desk, wanted))


def tell_all(desk: Desk, wanted: Sequence[int]) -> Iterator[Message]:
    """Send what is due, one message after the other."""
    for row, items, message in find_messages(desk, wanted, every=bool(wanted)):
        failed = ""
        if not items and row["pace"] == "at once" and not row["failures"]:
            continue
        if items:
            try:
                send(find_place(desk.environ, row), message.digest)
            except (NotDelivered, InputError) as error:
                failed = str(error)
        actor = desk.actor()
        with desk.record.write() as db:
            if failed:
                wait = min(LONGEST_WAIT, back_off(row["failures"] + 1, first=RETRY))
                subscriptions.set_telling(
                    db, row["id"], due_at=later(actor.now, wait), failures=row["failures"] + 1, why=failed
                )
            else:
                subscriptions.keep_told(db, row["person"], [item.key for item in items], actor.now, row["id"])
                subscriptions.set_telling(db, row["id"], told_on=actor.today, due_at="", failures=0, why="")
        if items:
            yield Message(row["id"], row["person"], message.place, message.digest, failed)


def find_messages(
    desk: Desk, wanted: Sequence[int], *, every: bool
) -> Iterator[tuple[dict[str, Any], list[Item], Message]]:
    """Each subscription that is due, with what is new for it, and the message that says so."""
    db = desk.record.db
    actor = desk.actor()
    first = (date.fromisoformat(actor.today) - timedelta(days=BACK)).isoformat()
    hour = datetime.fromisoformat(actor.now).astimezone(ZoneInfo(desk.timezone)).hour
    news: dict[Audience, list[Item]] = {}
    for row in subscriptions.list_running(db):
        if wanted and row["id"] not in wanted:
            continue
        if not every and not is_due(row, actor.now, actor.today, hour):
            continue
        audience: Audience = "_staff" if row["confidential"] else ""
        if audience not in news:
            news[audience] = list(list_news(desk, first, audience))
        told = subscriptions.read_told(db, row["person"])
        since = max(first, row["added_on"])
        fits = choose(db, row, audience)
        items = [
            item
            for item in news[audience]
            if item.key not in told and (not item.on or item.on >= since) and fits(item)
        ]
        digest = make_digest(desk.organisation, items, since)
        yield row, items, Message(row["id"], row["person"], row["mail"] or row["place"], digest)


def is_due(row: Mapping[str, Any], now: str, today: str, hour: int) -> bool:
    """Whether a subscription is told now: what could not be sent after its wait, a daily one once from its hour on."""
    if row["due_at"] > now:
        return False
    return bool(row["pace"] == "at once" or (row["told_on"] < today and hour >= row["hour"]))


def choose(db: Database, row: Mapping[str, Any], audience: Audience) -> Callable[[Item], bool]:
    """Whether a subscription asks for an item.

    What concerns no report and no claim (a source in trouble, suggestions) goes to those who ask for everything.
    """
    kinds = set(json.loads(row["kinds"]))
    open_claims = set(numbers(db, "SELECT claim FROM claims_overview WHERE state = 'open'", {}, audience))
    conditions = {
        "outlet": "a.outlet = :outlet COLLATE NOCASE",
        "name": "a.report IN (SELECT m.report FROM mentions_overview m WHERE m.name = :name COLLATE NOCASE)",
        "stance": "a.stance = :stance",
    }
    asked = {column: row[column] for column in conditions if row[column]}
    reports, claims = set(), set()
    if asked:
        meant = " AND ".join(conditions[column] for column in asked)
        places = f"FROM appearances_overview a WHERE {meant}"
        claims = set(numbers(db, f"SELECT DISTINCT a.claim {places}", asked, audience))
        reports = set(numbers(db, f"SELECT DISTINCT a.report {places}", asked, audience))
        if "stance" not in asked:  # a report in which nothing is pinned yet takes no stance
            named = f"SELECT a.report FROM reports_overview a WHERE {meant}"
            reports |= set(numbers(db, named, asked, audience))

    def fits(item: Item) -> bool:
        if kinds and item.kind not in kinds:
            return False
        if row["needs_answer"] and not needs_answer(item, open_claims):
            return False
        if not asked:
            return True
        return bool(reports & set(item.reports)) if item.reports else bool(claims & set(item.claims))

    return fits


def needs_answer(item: Item, open_claims: set[int]) -> bool:
    """Whether something is for us to answer: a claim without an answer, wherever it was made, and what runs out."""
    return item.kind in ("waiting", "deadlines") or bool(open_claims & set(item.claims))


def numbers(db: Database, sql: str, values: Mapping[str, Any], audience: Audience) -> Iterator[int]:
    """The first column of a query as its readers may see it."""
    for (number,) in db.execute(seen_by(db, sql, audience), dict(values)):
        yield int(number)
