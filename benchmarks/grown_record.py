"""A record as it is after years: made up to a number of reports, for benchmarks of what reads it.

The rows are written straight into the tables, a hundred times as fast as by the commands; only what pages read is made,
and no history, so that `verify` would object. Words are drawn as in a language: a few very common, most of them rare.
"""

from __future__ import annotations

import hashlib
import itertools
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from mediawatch.journeys.init import init_record
from mediawatch.store.record import Record, open_record

ORGANISATION = "Saltmere Trust"
OUTLETS = 400
WORKS = 200
CLAIM_EVERY = 60
"""One claim for so many reports."""
APPEARANCE_EVERY = 12
"""One report in so many makes a claim; a claim appears in five places on average, a few in very many."""
CITATION_EVERY = 20
FIRST_DAY = date(2012, 1, 1)
DAYS = 5_400
CACHE = 1_000_000
"""KiB that a record may take in memory while it is made; as much as a million reports need."""
AT = "2026-10-01T09:00:00+00:00"
SYLLABLES = tuple(
    onset + nucleus for onset in ("b", "cl", "d", "fr", "g", "h", "l", "pl", "s", "t") for nucleus in "aeiou"
)
COMMON = (
    "the",
    "of",
    "to",
    "and",
    "in",
    "that",
    "for",
    "was",
    "on",
    "with",
    "said",
    "not",
    "by",
    "had",
    "this",
    "are",
)
GRADES = ("exact", "normalised", "elided", "silently elided", "cut off", "altered", "not found")


class Writer:
    """Makes sentences whose words are spread by Zipf's law."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        made: dict[str, None] = dict.fromkeys(COMMON)
        while len(made) < 20_000:
            made["".join(chance.choices(SYLLABLES, k=chance.choice((2, 2, 3, 3, 4))))] = None
        self.words = list(made)
        self.cumulated = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(self.words))))

    def sentence(self) -> str:
        """One of 8 to 22 words."""
        words = self.chance.choices(self.words, cum_weights=self.cumulated, k=self.chance.randint(8, 22))
        return " ".join(words).capitalize() + "."

    def day(self) -> str:
        """A day, the later ones more often."""
        return (FIRST_DAY + timedelta(days=int(DAYS * self.chance.random() ** 0.6))).isoformat()


def grow(path: Path, reports: int, seed: int) -> None:
    """Make a record with so many reports at `path`, each of about a hundred and fifty words."""
    init_record(path, organisation=ORGANISATION, timezone="Europe/London", by="Ada Bell")
    with open_record(path) as record:
        # indexes of what has no order, such as digests, go all over the file: without room for them each row reads it
        record.db.execute(f"PRAGMA cache_size = -{CACHE}")
        writer = Writer(random.Random(seed))  # the same for the same seed
        claims = max(1, reports // CLAIM_EVERY)
        with record.write() as db:
            add_outlets(db, writer)
            add_works(db, writer)
            add_claims(db, writer, claims)
        # where claims stand is worked out anew at the end of each: so there are no more of them where there is more
        at_once = max(5_000, reports // 20)
        for first in range(0, reports, at_once):
            with record.write() as db:
                for number in range(first + 1, min(first + at_once, reports) + 1):
                    add_report(db, writer, number, claims)
        with record.write() as db:
            add_answers(db, writer, claims)
            add_requests(db, writer)
        settle(record)


def insert(db: Database, table: str, **values: Any) -> int:
    """One row; its number."""
    names = ", ".join(f'"{name}"' for name in values)
    places = ", ".join("?" * len(values))
    return int(
        db.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", tuple(values.values())).lastrowid
    )


def add_outlets(db: Database, writer: Writer) -> None:
    """Outlets with names of their own."""
    for number in range(1, OUTLETS + 1):
        town = writer.chance.choice(writer.words[50:5_000]).title()
        paper = writer.chance.choice(("Courier", "Echo", "Post", "Herald", "Watch"))
        insert(db, "outlets", id=number, name=f"{town} {paper} {number}", kind="newspaper")


def add_document(db: Database, kind: str, address: str, day: str, text: str) -> tuple[int, int, int]:
    """A document with one capture and one text; their numbers."""
    document = insert(db, "documents", kind=kind, first_seen_at=AT)
    insert(db, "addresses", document_id=document, found=address, normalised=address, since=AT)
    digest = hashlib.sha256(text.encode()).hexdigest()
    capture = insert(
        db, "captures", document_id=document, how="fetched", requested_address=address, final_address=address,
        redirects="[]", retrieved_at=AT, retrieved_on=day, recorded_at=AT, recorded_by=1, status=200, outcome="read",
        why="", media_type="text/html", body_sha256=digest, body_length=len(text), file_name="", robots="", proxy="",
        networks="[]", facts="{}",
    )  # fmt: skip
    number = insert(db, "texts", sha256=digest, text=text)
    insert(
        db, "capture_texts", capture_id=capture, role="article", text_id=number, extractor="trafilatura", version="2",
        pages="[]", links="[]",
    )  # fmt: skip
    return document, capture, number


def add_works(db: Database, writer: Writer) -> None:
    """Publications of ours."""
    for number in range(1, WORKS + 1):
        text = "\n\n".join(" ".join(writer.sentence() for _ in range(4)) for _ in range(8))
        day = writer.day()
        document, capture, text_id = add_document(db, "work", f"https://saltmere.example/{number}", day, text)
        insert(
            db, "works", id=number, document_id=document, title=writer.sentence()[:70], authors="", language="en",
            published=day, published_precision="day", published_origin="page", published_certain=1, capture_id=capture,
            article_id=text_id, added_at=AT, added_on=day, added_by=1,
        )  # fmt: skip


def add_claims(db: Database, writer: Writer, count: int) -> None:
    """Claims that wait to appear."""
    for number in range(1, count + 1):
        insert(
            db, "claims", id=number, wording=writer.sentence(), added_at=AT, added_on=writer.day(), added_by=1
        )


def add_report(db: Database, writer: Writer, number: int, claims: int) -> None:
    """One report with a mention; every twelfth with a claim, every twentieth with a citation."""
    chance = writer.chance
    day = writer.day()
    named = f"The {ORGANISATION} {writer.sentence().lower()}"
    sentences = [writer.sentence() for _ in range(9)]
    sentences.insert(chance.randint(0, 9), named)
    text = "\n\n".join(" ".join(sentences[at : at + 3]) for at in range(0, 10, 3))
    address = f"https://outlet{number % OUTLETS}.example/{number}"
    document, capture, text_id = add_document(db, "report", address, day, text)
    insert(
        db, "reports", id=number, document_id=document, outlet_id=int(OUTLETS * chance.random() ** 2) + 1, medium="web",
        title=writer.sentence()[:80], authors="", language="en", published=day, published_precision="day",
        published_origin="page", published_certain=1, capture_id=capture, article_id=text_id, mention_count=1,
        added_at=AT, added_on=day, added_by=1, triage=chance.choice(("", "only a mention", "only a mention", "claim")),
    )  # fmt: skip
    start = text.index(named)
    insert(
        db, "mentions", report_id=number, text_id=text_id, name_id=1, kind="text", start=start + 4,
        end=start + 4 + len(ORGANISATION), surface=ORGANISATION, sentence=named, sentence_start=start, address="",
    )  # fmt: skip
    if number % APPEARANCE_EVERY == 0:
        add_appearance(db, writer, number, int(claims * chance.random() ** 2) + 1, (capture, text_id, text))
    if number % CITATION_EVERY == 0:
        add_citation(db, writer, number, day, (capture, text_id, text))


def add_appearance(
    db: Database, writer: Writer, report: int, claim: int, place: tuple[int, int, str]
) -> None:
    """A claim in a report: one of its sentences."""
    capture, text_id, text = place
    quote = writer.chance.choice(text.replace("\n\n", " ").split(". "))[:120].rstrip(".")
    start = text.find(quote[:20])
    insert(
        db, "appearances", claim_id=claim, report_id=report, capture_id=capture, text_id=text_id, role="article",
        typed=quote, quote=text[start : start + len(quote)], how="exact", prefix="", suffix="", start=start,
        end=start + len(quote), parts="[]", place="", speaker="",
        stance=writer.chance.choice(("asserts", "repeats", "repeats", "reports", "disputes")), translation="",
        added_at=AT, added_on="2026-10-01", added_by=1,
    )  # fmt: skip


def add_citation(db: Database, writer: Writer, report: int, day: str, place: tuple[int, int, str]) -> None:
    """A quotation of ours in a report, graded."""
    capture, text_id, text = place
    work = writer.chance.randint(1, WORKS)
    theirs = {"start": 0, "end": 60}
    number = insert(
        db, "citations", report_id=report, capture_id=capture, text_id=text_id, role="article", kind="quotation",
        found="by machine", **theirs, parts="[]", quote=text[:60], prefix="", suffix="", fingerprint=f"made {report}",
        added_at=AT, added_on=day, added_by=1,
    )  # fmt: skip
    row = db.execute("SELECT capture_id, article_id FROM works WHERE id = ?", (work,)).fetchone()
    insert(
        db, "citation_grades", citation_id=number, capture_id=capture, text_id=text_id, **theirs, parts="[]",
        work_id=work,        work_capture_id=row[0], work_text_id=row[1],
        work_start=0, work_end=60, grade=writer.chance.choice(GRADES),
        others="[]", flags="[]", passages="[]", left_out="[]", differences="[]", whole_start=0, whole_end=90,
        context_start=0, context_end=180, also="[]", first="ours", rules="1", graded_at=AT, graded_by=1,
    )  # fmt: skip


def add_answers(db: Database, writer: Writer, claims: int) -> None:
    """An answer to two claims in three; one in four of these went out twice."""
    for claim in range(1, claims + 1):
        if writer.chance.random() > 0.66:
            continue
        text, day = f"{writer.sentence()} {writer.sentence()}", writer.day()
        number = insert(
            db, "rebuttals", text=text, written_at=AT, written_on=day, written_by=1, approved_at=AT, approved_on=day,
            approved_by=1,
        )  # fmt: skip
        insert(
            db, "rebuttal_versions", rebuttal_id=number, version=1, text=text, approved_at=AT, approved_on=day,
            approved_by=1, writers="[]",
        )  # fmt: skip
        insert(db, "rebuttal_claims", rebuttal_id=number, claim_id=claim)
        for _ in range(writer.chance.choice((1, 1, 1, 2))):
            insert(
                db, "deliveries", rebuttal_id=number, version=1, occurred_on=day, recorded_at=AT, recorded_by=1,
                address=f"https://saltmere.example/answers/{number}", channel="our site",
            )  # fmt: skip


def add_requests(db: Database, writer: Writer) -> None:
    """A correction asked for one appearance in six; half of them have an outcome."""
    for appearance, outlet in db.execute(
        "SELECT a.id, r.outlet_id FROM appearances a JOIN reports r ON r.id = a.report_id WHERE a.id % 6 = 0"
    ).fetchall():
        day = writer.day()
        number = insert(
            db, "requests", kind="correction", addressee="publisher", recipient="", outlet_id=outlet,
            text=writer.sentence(), asked_on=day, recorded_at=AT, recorded_by=1,
        )  # fmt: skip
        outcome = writer.chance.choice(("", "", "corrected", "refused"))
        insert(
            db, "request_appearances", request_id=number, appearance_id=appearance, outcome=outcome,
            outcome_on=day if outcome else "", outcome_at=AT if outcome else None, outcome_by=1 if outcome else None,
        )  # fmt: skip


def settle(record: Record) -> None:
    """What a record has after years of use: statistics for the planner, and a log that is in its place."""
    record.db.execute("ANALYZE")
    record.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
