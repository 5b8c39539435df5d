"""A record in which each text of each thing that is marked holds a word that stands nowhere else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from desks import OUTLET, Letterbox, add_report, add_work, make_mail, sit_down
from mediawatch.archive.mail_reader import Attachment
from mediawatch.archive.mails import MailFound
from mediawatch.errors import NotFound
from mediawatch.journeys.add import note_problem
from mediawatch.journeys.assess import assess_claim
from mediawatch.journeys.citations import ByHand, add_citation, assess_citation
from mediawatch.journeys.claims import PinOptions, add_claim
from mediawatch.journeys.contact_mail import MailGiven, add_mail
from mediawatch.journeys.contact_searches import SearchGiven, add_search
from mediawatch.journeys.contacts import ContactGiven, ContactPlace, add_contact
from mediawatch.journeys.correct import add_note
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.markings import mark_thing
from mediawatch.journeys.rebuttals import add_rebuttal, approve_rebuttal, publish_rebuttal
from mediawatch.journeys.request_steps import add_step
from mediawatch.journeys.requests import OutcomeOptions, RequestOptions, add_request, set_outcome
from mediawatch.model import Level, Ref
from mediawatch.store.chained import insert_chained
from mediawatch.store.events import append_event, find_or_add_user
from mediawatch.store.reports import read_thing
from mediawatch.store.rows import select, select_one

LEVELS: tuple[Level, ...] = ("confidential", "privileged")
SHORT = {"confidential": "zqc", "privileged": "zqp"}
DAYS = {
    "confidential": ("2021-02-03", "2021-02-05", "2021-02-07", "2021-02-09", "2021-02-11", "2021-02-13"),
    "privileged": ("2022-02-03", "2022-02-05", "2022-02-07", "2022-02-09", "2022-02-11", "2022-02-13"),
}
"""Days that stand nowhere else: of the contact, of its deadline, of the request, of its outcome, that a search looked
at, and on which it was made."""
OPEN = "zqopen"
"""What stands in things that everybody may see, so that a test knows that it would see them."""
WITHHELD = "zqwithheld"
"""What stands in a search that is open, and that a confidential contact makes untrue."""

PICTURE = b"\x89PNG\r\n\x1a\n"
"""How a picture begins."""

PLAIN = {
    "direction", "channel", "stage", "added_at", "added_on", "withdrawn_at", "withdrawn_why", "recorded_at", "kind",
    "addressee", "outcome", "outcome_at", "ref", "sha256", "media_type", "state", "how", "flags", "fingerprint",
    "suggested_at", "suggested_on", "decided_at", "why", "step", "occurred_at", "noticed_at", "solved_at", "thread",
}  # fmt: skip
"""Columns that hold a word out of a few, a moment of recording, or a digest; an `occurred_at` holds a planted day."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A record with planted words."""

    path: Path
    marked: dict[Level, tuple[Ref, ...]]
    """what is marked, by level"""
    digests: tuple[str, ...]
    """SHA-256 of the files that are"""


def words_of(level: Level) -> list[str]:
    """Everything that only things of a level hold: the beginning of each planted word, and days as they are written."""
    months = {"02": "February"}
    spoken = [f"{int(day[8:])} {months[day[5:7]]} {day[:4]}" for day in DAYS[level]]
    return [SHORT[level], *DAYS[level], *spoken]


def plant(path: Path) -> Planted:
    """Make the record: reports 1 and 2, a claim, answers, and of each level a contact, a request, and all the rest."""
    with sit_down(path) as desk:
        add_report(desk, "https://courier.example/second", published="2026-03-05")
        add_claim(desk, 1, "The trust put tenants out.", PinOptions("The Saltmere Trust."))
        add_work(desk)
        marked: dict[Level, tuple[Ref, ...]] = {level: tuple(plant_level(desk, level)) for level in LEVELS}
        plant_open(desk)
        digests = tuple(
            read_thing(desk.record.db, ref)["sha256"]
            for refs in marked.values()
            for ref in refs
            if ref.letter == "file"
        )
    return Planted(path, marked, digests)


def plant_level(desk: Desk, level: Level) -> Iterator[Ref]:
    """One of each kind of thing that can be marked, and what hangs on it."""
    short, days = SHORT[level], DAYS[level]
    mail = make_mail(
        f"<{short}message@{short}.example>",
        (f"<{short}reference@{short}.example>",),
        sent_at=f"{days[0]}T03:04:05+00:00",
        subject=f"{short}subject of a long affair",
        sender=(f"{short}them", f"{short}sender@{short}.example"),
        recipients=((f"{short}us", f"{short}recipient@trust.example"),),
        text=f"{short}text\n\nhttps://courier.example/tenants",
        attachments=(Attachment(f"{short}attachment.pdf", "application/pdf", f"{short}bytes".encode()),),
    )
    letterbox: Any = Letterbox({mail.raw: mail})
    done = add_mail(
        desk,
        letterbox,
        MailFound(1, mail.raw, len(mail.raw), ""),
        Path(f"{short}mail.eml"),
        ContactPlace(report=1, outlet=f"{short}outlet", level=level),
        MailGiven(deadline=f"{days[1]} 06:07", summary=f"{short}summary"),
    )
    yield Ref("k", done.contact)
    file = desk.record.path.with_name(f"{short}proof.txt")
    file.write_text(f"{short}proof bytes", encoding="utf-8")
    asked = RequestOptions(kind="apology", addressee="court", recipient=f"{short}court", level=level)
    request = add_request(desk, ["1"], asked, on=days[2], text=f"{short}letter").request
    came = OutcomeOptions(
        "apologised", f"{short}wording", place=f"{short}where", prominence=f"{short}how", proof=str(file)
    )
    set_outcome(desk, request, came, on=days[3])
    yield Ref("q", request)
    search = add_search(
        desk,
        2,
        SearchGiven(
            [f"{short}place"],
            since=days[4],
            until=days[4],
            on=days[5],
            searched_by=f"{short}searcher",
            remark=f"{short}remark",
        ),
        level,
    )
    yield search.ref
    yield Ref("note", add_note(desk, Ref("r", 1), f"{short}note", level))
    evidence = desk.record.path.with_name(f"{short}evidence.txt")
    evidence.write_text(f"{short}evidence bytes", encoding="utf-8")
    add_rebuttal(desk, [1], f"We did not, says answer {level}.", [str(evidence)], level)
    rebuttal = len(LEVELS[: LEVELS.index(level) + 1])
    approve_rebuttal(desk, rebuttal)
    publish_rebuttal(desk, rebuttal, on="2026-03-06", address=f"https://trust.example/{level[0]}")
    plant_judged(desk, level)
    plant_rest(desk, level, done.contact, request)
    for (number,) in desk.record.db.execute(
        "SELECT id FROM files WHERE name LIKE ?", (f"{short}%",)
    ).fetchall():
        yield Ref("file", number)


def plant_judged(desk: Desk, level: Level) -> None:
    """Judgements of a claim and of a citation with evidence that is marked, and a picture of the citation that is."""
    short = SHORT[level]
    made = {}
    for name in ("judged.txt", "cited.txt", "shot.png"):
        made[name] = desk.record.path.with_name(f"{short}{name}")
        made[name].write_bytes(PICTURE + short.encode() if name == "shot.png" else f"{short}{name}".encode())
    assess_claim(
        desk, 1, "false", f"It is not so, says judgement {level}.", evidence=[str(made["judged.txt"])]
    )
    cited = add_citation(desk, 1, ByHand(work=1, screenshot=made["shot.png"])).citation
    reason = f"Half of it is missing, says judgement {level}."
    assess_citation(desk, cited, "misleading", reason, [str(made["cited.txt"])])
    for name in made:
        (number,) = desk.record.db.execute(
            "SELECT id FROM files WHERE name = ?", (f"{short}{name}",)
        ).fetchone()
        mark_thing(desk, Ref("file", number), level)


def plant_rest(desk: Desk, level: Level, contact: int, request: int) -> None:
    """What hangs on the request: a step, an outcome that was noticed, a proof that could not be fetched."""
    short, days = SHORT[level], DAYS[level]
    ruling = desk.record.path.with_name(f"{short}ruling.txt")
    ruling.write_text(f"{short}ruling bytes", encoding="utf-8")
    add_step(
        desk, request, "ruled", on=days[3], detail=f"{short}detail", proof=str(ruling), contact=contact,
        their_reference=f"{short}their_reference",
    )  # fmt: skip
    actor = desk.actor()
    with desk.record.write() as db:
        suggestion = {
            "kind": "outcome", "report_id": 1, "request_id": request, "start": 0, "end": 1, "score": 1.0,
            "passage": f"{short}passage", "how": "verbatim", "reason": f"{short}reason", "flags": "[]",
            "fingerprint": short, "suggested_at": actor.now, "suggested_on": actor.today,
        }  # fmt: skip
        insert_chained(db, actor, "suggestions", suggestion, verb="suggested")
        # whatever else a row of these tables can say, also what comes to it later
        for table, key in (("requests", "id"), ("request_appearances", "request_id")):
            row = select_one(db, f"SELECT * FROM {table} WHERE {key} = ?", (request,)) or {}
            later = {column: f"{short}{column}" for column in text_columns(db, table) if row[column] == ""}
            if later:
                sets = ", ".join(f"{column} = :{column}" for column in later)
                db.execute(f"UPDATE {table} SET {sets} WHERE {key} = :key", {**later, "key": request})
            if table == "requests":
                before = dict.fromkeys(later, "")
                append_event(db, actor, "set", Ref("q", request), {"before": before, "after": later})
    note_problem(
        desk,
        f"https://{short}evidence.example/",
        NotFound(f"https://{short}evidence.example/ answered 404.", f"{short}advice"),
        kind="evidence",
    )


def plant_open(desk: Desk) -> None:
    """The same kinds of things for everybody, one of them in the exchange of the confidential mail."""
    add_contact(
        desk,
        ContactPlace(report=2),
        ContactGiven(
            direction="in", channel="telephone", on="2026-03-04 10:00", summary=f"{OPEN}summary", them=f"{OPEN}them",
            deadline="12:00",
        ),
    )  # fmt: skip
    reply = make_mail(
        "<open@trust.example>", ("<zqcmessage@zqc.example>",), text=f"{OPEN}reply", subject="Re: x"
    )
    letterbox: Any = Letterbox({reply.raw: reply})
    found = MailFound(1, reply.raw, len(reply.raw), "")
    done = add_mail(
        desk, letterbox, found, Path(f"{OPEN}.eml"), ContactPlace(report=1, outlet=OUTLET), MailGiven()
    )
    mark_thing(desk, Ref("k", done.contact), "")
    actor = desk.actor()
    with desk.record.write() as db:
        search = {
            "report_id": 1, "since": "2026-02-01", "until": "2026-03-04", "places": f'["{WITHHELD}place"]',
            "searched_on": "2026-03-05", "searched_by": f"{WITHHELD}searcher", "found": 0,
            "remark": f"{WITHHELD}remark",
            "added_at": actor.now, "added_on": actor.today, "added_by": find_or_add_user(db, actor),
        }  # fmt: skip
        insert_chained(db, actor, "contact_searches", search, verb="searched")
    add_note(desk, Ref("r", 1), f"{OPEN}note")
    asked = RequestOptions(kind="reply", addressee="publisher")
    request = add_request(desk, ["1"], asked, on="2026-03-07", text=f"{OPEN}letter").request
    add_step(desk, request, "acknowledged", on="2026-03-08", detail=f"{OPEN}detail")


def text_columns(db: Database, table: str) -> list[str]:
    """The columns of a table that hold words of somebody."""
    return [
        name
        for _, name, kind, *_ in db.execute(f"PRAGMA table_info({table})").fetchall()
        if kind == "TEXT" and name not in PLAIN
    ]


ROWS = {
    "contacts": "SELECT * FROM contacts WHERE id IN ({k})",
    "contact_references": "SELECT * FROM contact_references WHERE contact_id IN ({k})",
    "requests": "SELECT * FROM requests WHERE id IN ({q})",
    "request_appearances": "SELECT * FROM request_appearances WHERE request_id IN ({q})",
    "request_steps": "SELECT * FROM request_steps WHERE request_id IN ({q})",
    "suggestions": "SELECT * FROM suggestions WHERE request_id IN ({q})",
    "contact_searches": "SELECT * FROM contact_searches WHERE id IN ({search})",
    "notes": "SELECT * FROM notes WHERE id IN ({note})",
    "files": "SELECT * FROM files WHERE id IN ({file})",
}
"""The rows in which marked things say something."""


def find_empty_columns(db: Database, marked: Sequence[Ref], level: Level) -> list[str]:
    """Columns of marked things that hold no planted word: a test that looks for words would not miss them."""
    numbers = {
        letter.split()[-1]: ", ".join(str(ref.number) for ref in marked if ref.letter == letter)
        for letter in ("k", "q", "contact search", "note", "file")
    }
    empty = []
    for table, sql in ROWS.items():
        found = list(select(db, sql.format(**numbers)))
        assert found, f"nothing is planted in {table}"
        for row in found:
            empty += [
                f"{table}.{column}"
                for column in text_columns(db, table)
                if not any(word in str(row[column]) for word in words_of(level))
            ]
    return empty


PASSWORD = "the words of a test"


def plant_with_users(path: Path) -> Planted:
    """The same, with a user of each role, called as the role is; PASSWORD lets each of them in."""
    from mediawatch.journeys import access

    made = plant(path)
    for role in access.ROLES:
        access.add_user(made.path, role, role, PASSWORD)
    return made
