"""Recheck: known reports are read again; what became of their texts, of the quotes in them, and of themselves.

A failed fetch never becomes "gone": only a page that is missing, time and again, is. The article text is compared, so
that an advertisement, a counter or a list of related links is no change.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from mediawatch.archive import warc
from mediawatch.archive.fetch import Door
from mediawatch.errors import FetchError, InputError, NotFound
from mediawatch.journeys.add import NOT_MODIFIED, read_fetched, read_validators
from mediawatch.journeys.added import AddOptions
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.outcome_suggestions import suggest_outcomes
from mediawatch.journeys.receive import record_received
from mediawatch.journeys.workers import open_door, open_reader, work
from mediawatch.model import Actor, Anchor, Fetched, QuotePart, Reading, Span
from mediawatch.reading.addresses import host_of
from mediawatch.reading.changed_text import TextChange, compare_articles
from mediawatch.reading.folding import FoldedText, fold, fold_words
from mediawatch.reading.intervals import AGAIN, later, next_look
from mediawatch.reading.reanchoring import Reanchored, reanchor
from mediawatch.reading.removal import is_another_page, is_gone
from mediawatch.store import problems, rechecks
from mediawatch.store.events import append_event, sha256
from mediawatch.store.lock import held

MISSING = (404, 410)
"""RFC 9110, 15.5.5 and 15.5.11."""

OTHER_PAGE = (
    "The page shows hardly anything of what stood there: a wall, an error or another page. Open it in a browser; "
    "if it is the report as it is now, save it and add it: mediawatch add saved.html --url ADDRESS."
)


@dataclass(frozen=True, slots=True)
class RecheckOptions:
    """What is looked at again, and how."""

    reports: tuple[int, ...] = ()
    """only these; empty for all that are due"""
    every: bool = False
    """every report, due or not"""
    pause: float = 2.0
    """seconds between two visits to a host"""
    workers: int = 8


@dataclass(frozen=True, slots=True)
class Found:
    """Something that became of a report."""

    report: int
    kind: str
    """altered, gone, moved (of a quote); correction, title, removed, back, text (of the report)"""
    said: str


@dataclass
class RecheckDone:
    """What a run found."""

    run: int = 0
    looked: int = 0
    unchanged: int = 0
    changed: int = 0
    missing: int = 0
    failed: list[tuple[int, str]] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    suggestions: int = 0


@dataclass(frozen=True, slots=True)
class _Look:
    """One report as it was found."""

    report: Mapping[str, Any]
    fetched: Fetched | None = None
    reading: Reading | None = None
    failed: str = ""


def recheck(desk: Desk, options: RecheckOptions | None = None) -> RecheckDone:
    """Look at reports again.

    Raises:
        NotAllowed: another run works on this record.
        NotFound: a report that is wanted is not there, or has no address.
    """
    options = options or RecheckOptions()
    with held(desk.record.path, "recheck"):
        due = rechecks.list_due(desk.record.db, desk.actor().now, options.reports, every=options.every)
        missing = set(options.reports) - {row["report"] for row in due}
        if missing:
            number = min(missing)
            raise NotFound(
                f"r{number} cannot be looked at again: it is not there, was withdrawn, or has no address.",
                f"See mediawatch show r{number}",
            )
        door = open_door(desk, options.pause)
        actor = desk.actor()
        with desk.record.write() as db:
            done = RecheckDone(run=problems.start_run(db, actor, "recheck", alone=True))
        asked = {row["report"]: read_validators(desk.record.db, row["capture"]) for row in due}
        by_host = sorted(due, key=lambda row: host_of(row["address"]))
        hosts = [list(rows) for _, rows in groupby(by_host, lambda row: host_of(row["address"]))]
        try:
            with open_reader(len(due)) as read:
                tasks = [partial(look_at_host, door, rows, asked, read) for rows in hosts]
                work(options.workers, tasks, partial(take, desk, done))
        finally:
            door.close()
            with desk.record.write() as db:
                problems.end_run(db, desk.actor(), done.run, done.looked, len(done.failed))
    return done


def look_at_host(
    door: Door,
    rows: Sequence[Mapping[str, Any]],
    asked: Mapping[int, dict[str, str]],
    read: Callable[..., Reading],
) -> Iterator[_Look]:
    """The reports of one host, one after the other."""
    for row in rows:
        try:
            fetched = door.fetch(row["address"], headers=asked[row["report"]])
        except (FetchError, InputError) as error:
            yield _Look(row, failed=str(error))
            continue
        if fetched.status == NOT_MODIFIED:
            yield _Look(row, fetched)
        else:
            yield _Look(row, fetched, read_fetched(fetched, read))


def take(desk: Desk, done: RecheckDone, looks: Sequence[Any]) -> None:
    """Write what was found, each report whole or not at all."""
    actor = desk.actor()
    for look in looks:
        with desk.record.together() as db:
            record(desk, db, actor, done, look)


def record(desk: Desk, db: Database, actor: Actor, done: RecheckDone, look: _Look) -> None:
    """Write what became of one report."""
    row = look.report
    number = row["report"]
    done.looked += 1
    if not look.failed:
        problems.solve_problems(db, row["address"], actor.now)
    if look.failed or look.fetched is None:
        note_failure(db, actor, done, row, look.failed, 0)
        return
    status = look.fetched.status
    if look.reading is None:
        note_same(db, actor, done, row, look.fetched)
    elif status in MISSING or look.reading.outcome == "soft 404":
        note_missing(db, actor, done, row, look.reading.why, status)
    elif look.reading.outcome != "read" or not look.reading.texts:
        note_failure(db, actor, done, row, look.reading.why, status)
    else:
        former = rechecks.read_texts(db, row["capture"])
        title = look.reading.facts.title or row["title"]
        article = former.get("article", (0, ""))[1]
        before, after = fold_words(article), fold_words(look.reading.texts[0].text)
        if is_another_page(before, after):
            note_failure(db, actor, done, row, OTHER_PAGE, status)
            return
        same_text = before == after or not find_change(former, look.reading)
        notices = [each for each in look.reading.facts.corrections if is_new_notice(db, number, each)]
        quotes_stand = same_text and page_quotes_stand(db, number, look.reading)
        if same_text and quotes_stand and not notices and not differs(title, row["title"]):
            note_same(db, actor, done, row, look.fetched)
        else:
            note_change(desk, db, actor, done, row, look.fetched, look.reading, same_text=same_text)


def find_change(former: Mapping[str, tuple[int, str]], reading: Reading) -> TextChange:
    """What became of a report's article."""
    page = next((text.text for text in reading.texts if text.role == "page"), "")
    article = former.get("article", (0, ""))[1]
    return compare_articles(article, reading.texts[0].text, former.get("page", (0, ""))[1], page)


def differs(after: str, before: str) -> bool:
    """Whether a title was changed, in more than its signs."""
    return fold_words(after) != fold_words(before)


def is_new_notice(db: Database, report: int, words: str) -> bool:
    """Whether a publisher says of a correction what neither the first reading nor a later one had."""
    known = db.execute(
        "SELECT 1 FROM report_notices WHERE report_id = ?1 AND words = ?2 UNION "
        "SELECT 1 FROM captures k JOIN reports r ON r.document_id = k.document_id WHERE r.id = ?1 "
        "AND k.outcome = 'read' AND EXISTS (SELECT 1 FROM json_each(k.facts, '$.corrections') WHERE value = ?2)",
        (report, words),
    ).fetchone()
    return known is None


def page_quotes_stand(db: Database, report: int, reading: Reading) -> bool:
    """Whether the quotes that are pinned beside the article still stand on the page."""
    beside = [row for row in rechecks.read_pinned(db, report) if row["role"] == "page"]
    if not beside:
        return True
    page = next((text.text for text in reading.texts if text.role == "page"), reading.texts[0].text)
    folded = fold(page)
    return all(reanchor(folded, make_anchor(row)).state in ("anchored", "moved") for row in beside)


def plan_next(row: Mapping[str, Any], actor: Actor) -> str:
    """When a report that is there is looked at again."""
    since = row["published"] if len(row["published"]) == 10 else row["added_on"]
    wait = next_look(since, actor.today, expected=bool(row["requested"]))
    return later(actor.now, wait)


def note_same(
    db: Database, actor: Actor, done: RecheckDone, row: Mapping[str, Any], fetched: Fetched
) -> None:
    """A report says what it said."""
    done.unchanged += 1
    body = sha256(fetched.raw_body) if fetched.status != NOT_MODIFIED else row["body_sha256"]
    revisit = (
        warc.write_revisit(fetched, row["body_sha256"], row["retrieved_at"])
        if body == row["body_sha256"]
        else b""
    )
    back = bool(row["gone_on"])
    columns = {
        "outcome": "back" if back else "unchanged", "status": fetched.status, "capture_id": row["capture"],
        "body_sha256": body,
    }  # fmt: skip
    rechecks.insert_check(db, actor, row["report"], done.run, columns, revisit)
    if back:
        done.found.append(Found(row["report"], "back", "It is there again, as it was."))
    rechecks.set_state(db, row["report"], plan_next(row, actor), 0, "", "")


def note_failure(
    db: Database, actor: Actor, done: RecheckDone, row: Mapping[str, Any], why: str, status: int
) -> None:
    """A report could not be read: nothing is known of it, and nothing changes."""
    done.failed.append((row["report"], why))
    if not problems.has_problem(db, document=row["document"]):
        problems.insert_problem(
            db, actor, address=row["address"], kind="recheck", message=why, document=row["document"], run=done.run,
            advice=f"Nothing is concluded from it; it is looked at again. Now: mediawatch recheck r{row['report']}",
        )  # fmt: skip
    columns = {"outcome": "failed", "status": status, "why": why}
    rechecks.insert_check(db, actor, row["report"], done.run, columns)
    rechecks.set_state(
        db, row["report"], later(actor.now, AGAIN), row["missing"], row["missing_since"], row["gone_on"]
    )


def note_missing(
    db: Database, actor: Actor, done: RecheckDone, row: Mapping[str, Any], why: str, status: int
) -> None:
    """A report is not there: gone only when that was so several times, a day apart."""
    done.missing += 1
    misses, since = row["missing"] + 1, row["missing_since"] or actor.now
    gone = not row["gone_on"] and is_gone(misses, since, actor.now)
    columns = {"outcome": "gone" if gone else "missing", "status": status, "why": why}
    check = rechecks.insert_check(db, actor, row["report"], done.run, columns)
    gone_on = row["gone_on"] or (actor.today if gone else "")
    wait = plan_next(row, actor) if gone_on else later(actor.now, AGAIN)
    rechecks.set_state(db, row["report"], wait, misses, since, gone_on)
    if gone:
        done.found.append(Found(row["report"], "removed", why))
        append_event(db, actor, "gone", f"r{row['report']}", {"why": why})
        done.suggestions += suggest_outcomes(
            db, actor, row["report"], rechecks.read_pinned(db, row["report"]), "removed", check, {}
        )


def note_change(
    desk: Desk, db: Database, actor: Actor, done: RecheckDone, row: Mapping[str, Any], fetched: Fetched,
    reading: Reading, *, same_text: bool,
) -> None:  # fmt: skip
    """A report says something else: a new capture, its quotes looked for, its corrections and title noted."""
    done.changed += 1
    number = row["report"]
    pinned = rechecks.read_pinned(db, number)
    added = record_received(
        desk,
        db,
        actor,
        fetched,
        reading,
        warc.write(fetched),
        AddOptions(),
        document=row["document"],
        again=True,
    )
    texts = rechecks.read_texts(db, added.capture)
    title = reading.facts.title
    changed_title = bool(title) and differs(title, row["title"])
    columns = {
        "outcome": "back" if row["gone_on"] else "changed", "status": fetched.status, "capture_id": added.capture,
        "body_sha256": sha256(fetched.raw_body), "title_before": row["title"] if changed_title else "",
        "title_after": title if changed_title else "",
    }  # fmt: skip
    check = rechecks.insert_check(db, actor, number, done.run, columns)
    found = list(find_quotes(pinned, texts, check))
    rechecks.insert_anchors(db, actor, number, [anchor for anchor, _ in found])
    for anchor, result in found:
        if result.state != "anchored":
            done.found.append(Found(number, result.state, say_quote(anchor, pinned)))
    notices = rechecks.insert_notices(db, actor, check, number, added.capture, reading.facts.corrections)
    done.found += [Found(number, "correction", words) for words in notices]
    if changed_title:
        done.found.append(Found(number, "title", f"was “{row['title']}”, now “{title}”"))
    if not same_text and all(result.state == "anchored" for _, result in found):
        done.found.append(
            Found(number, "text", "its text was changed, and the quotes in it stand as they did")
        )
    if row["gone_on"]:
        done.found.append(Found(number, "back", "it is there again"))
    rechecks.set_state(db, number, plan_next(row, actor), 0, "", "")
    altered = {
        anchor["appearance_id"]: anchor for anchor, result in found if result.state in ("altered", "gone")
    }
    done.suggestions += suggest_outcomes(
        db, actor, number, [each for each in pinned if each["id"] in altered], "corrected", check, altered
    )


def find_quotes(
    pinned: Sequence[Mapping[str, Any]], texts: Mapping[str, tuple[int, str]], check: int
) -> Iterator[tuple[dict[str, Any], Reanchored]]:
    """For each quote what became of it, as a row of anchor_checks."""
    folded: dict[str, FoldedText] = {}
    for row in pinned:
        role = row["role"] if row["role"] in texts else "article"
        number, text = texts[role]
        if role not in folded:
            folded[role] = fold(text)
        result = reanchor(folded[role], make_anchor(row))
        place = find_place(result)
        yield (
            {
                "check_id": check, "appearance_id": row["id"], "text_id": number, "state": result.state,
                "start": place.start, "end": place.end, "wording": text[place.start : place.end],
                "parts": [asdict(part) for part in result.anchor.parts] if result.anchor else [],
            },
            result,
        )  # fmt: skip


def find_place(result: Reanchored) -> Span:
    """Where a quote's words stand, or what is offered for them, or what stands in their place; nowhere is 0 to 0."""
    if result.anchor is not None:
        return Span(result.anchor.start, result.anchor.parts[-1].end)
    if result.offer is not None:
        return Span(result.offer.parts[0].start, result.offer.parts[-1].end)
    return result.instead or Span(0, 0)


def make_anchor(row: Mapping[str, Any]) -> Anchor:
    """An appearance's anchor, from its row."""
    parts = tuple(QuotePart(part["start"], part["end"], part["exact"]) for part in json.loads(row["parts"]))
    return Anchor(parts, row["prefix"], row["suffix"], row["how"])


def say_quote(anchor: Mapping[str, Any], pinned: Sequence[Mapping[str, Any]]) -> str:
    """A quote's old and new wording."""
    quote = next(row["quote"] for row in pinned if row["id"] == anchor["appearance_id"])
    now = " ".join(str(anchor["wording"]).split())
    if anchor["state"] == "altered":
        return f"was “{quote}”, now “{now}”"
    if anchor["state"] == "moved":
        return f"“{quote}” stands elsewhere in the text"
    return f"“{quote}” stands there no longer" + (f"; in its place: “{now}”" if now else "")
