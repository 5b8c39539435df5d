"""One row of a spreadsheet becomes a report, a claim in it, our answer, a note."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, get_args

from sqlite_utils import Database

from mediawatch.errors import InputError, NotAllowed
from mediawatch.journeys.add import add_address
from mediawatch.journeys.added import AddOptions
from mediawatch.journeys.claims import PinOptions, add_claim, pin_claim
from mediawatch.journeys.correct import add_note
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.rebuttals import add_rebuttal, approve_rebuttal, publish_rebuttal
from mediawatch.journeys.typed import TypedReport, add_typed
from mediawatch.model import Medium, Ref
from mediawatch.reading.addresses import normalise, outlet_domain
from mediawatch.store.documents import find_document
from mediawatch.store.reports import find_report
from mediawatch.store.rows import select_one

Fields = Mapping[str, str]


class Told(Protocol):
    """A row of a spreadsheet, by fields."""

    @property
    def fields(self) -> dict[str, str]: ...


@dataclass
class Known:
    """What the record knows, and what this import added to it so far."""

    rows: dict[str, str]
    """digest of each row that was imported, and its report"""
    claims: dict[str, int]
    """our wording of each standing claim, and its number"""
    quotes: dict[tuple[str, ...], list[str]]
    """what the spreadsheet quotes of each report: its text where the page is not fetched"""
    made: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("report", "claim", "place", "answer"), 0)
    )
    _new_claims: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, db: Database, entries: Iterable[Told]) -> Known:
        """What there is, before the first row."""
        rows = dict(db.execute("SELECT digest, ref FROM imported_rows").fetchall())
        claims = dict(
            db.execute("SELECT claim_text, claim FROM claims_overview ORDER BY claim DESC").fetchall()
        )
        quotes: dict[tuple[str, ...], list[str]] = {}
        for entry in entries:
            if not entry.fields.get("text") and entry.fields.get("quote"):
                said = quotes.setdefault(identify(entry.fields), [])
                if entry.fields["quote"] not in said:
                    said.append(entry.fields["quote"])
        return cls(rows, claims, quotes)

    def forget(self, made: dict[str, int]) -> None:
        """A row was undone: nothing of it counts."""
        self.made = made
        for wording in self._new_claims:
            self.claims.pop(wording, None)
        self._new_claims.clear()

    def keep(self) -> None:
        """A row was taken in."""
        self._new_claims.clear()

    def add_claim(self, wording: str, number: int) -> None:
        self.claims[wording] = number
        self._new_claims.append(wording)


def identify(fields: Fields) -> tuple[str, ...]:
    """What makes two rows be about the same report."""
    if fields.get("address"):
        return (fields["address"],)
    return tuple(fields.get(name, "") for name in ("outlet", "title", "published", "place"))


def take_in(desk: Desk, fields: Fields, known: Known, *, fetch: bool) -> tuple[str, tuple[str, ...]]:
    """Record what one row says; gives the report, and references of all that came into the record.

    Raises:
        InputError, FetchError, ReadError: it cannot be.
    """
    known.keep()
    check_fields(fields)
    report, made = bring_in(desk, fields, known, fetch=fetch)
    if fields.get("claim"):
        claim, new = pin_down(desk, fields, report, known)
        made += [f"c{claim}"] if new else []
        if fields.get("answer"):
            made += answer(desk, fields, claim, known)
    elif fetch and fields.get("quote"):
        add_note(desk, Ref("r", report), f"Quoted in the spreadsheet: {fields['quote']}")
    if fields.get("note"):
        add_note(desk, Ref("r", report), fields["note"])
    return f"r{report}", tuple(made)


def check_fields(fields: Fields) -> None:
    """Raise InputError for a row in which something stands without what it belongs to."""
    if fields.get("claim") and not fields.get("quote"):
        raise InputError(
            "The row has a claim and no quote, and a claim is pinned to their exact words.",
            "Give the words a column, or take the claims in as notes: --map claim= --map note=COLUMN.",
        )
    if fields.get("answer") and not fields.get("claim"):
        raise InputError(
            "The row has an answer and no claim that it answers.",
            "Give the claim a column, or take the answers in as notes: --map answer= --map note=COLUMN.",
        )


def bring_in(desk: Desk, fields: Fields, known: Known, *, fetch: bool) -> tuple[int, list[str]]:
    """The report of a row: the one that is there, else a new one."""
    there = find_there(desk.record.db, fields)
    if there:
        return there, []
    medium = find_medium(fields.get("medium", ""))
    if fetch and fields.get("address"):
        added = add_address(desk, fields["address"], say_options(fields, medium))
        if not added.ref:
            raise InputError(added.why, added.advice)
    else:
        text = (
            fields.get("text")
            or "\n\n".join(known.quotes.get(identify(fields), ()))
            or fields.get("title", "")
        )
        if not text:
            raise InputError(
                "The row has no text, no quote and no title that could be recorded.",
                "Import it with fetching, or give it one of them.",
            )
        added = add_typed(
            desk,
            TypedReport(
                text=text,
                outlet=fields.get("outlet") or outlet_of(fields.get("address", "")),
                published=fields.get("published", ""),
                title=fields.get("title", ""),
                author=fields.get("authors", ""),
                place=fields.get("place", ""),
                medium=medium or ("web" if fields.get("address") else "print"),
                address=fields.get("address", ""),
                language=fields.get("language", ""),
            ),
        )
    known.made["report"] += added.new
    return int(added.ref[1:]), [added.ref] if added.new else []


def outlet_of(address: str) -> str:
    """The domain of an address, as an outlet's name; "" without an address."""
    return outlet_domain(normalise(address)) if address else ""


def find_there(db: Database, fields: Fields) -> int:
    """The report that a row is about, when it is in the record; 0 when it is not."""
    if fields.get("address"):
        document = find_document(db, normalise(fields["address"]))
        return find_report(db, document) if document else 0
    row = select_one(
        db,
        "SELECT report FROM reports_overview WHERE title = :title AND outlet = :outlet COLLATE NOCASE "
        "AND published = :published AND place = :place AND address = '' ORDER BY report LIMIT 1",
        {name: fields.get(name, "") for name in ("title", "outlet", "published", "place")},
    )
    return int(row["report"]) if row and fields.get("title") else 0


MEDIA: Mapping[str, Medium] = {
    **{medium: medium for medium in get_args(Medium)},
    "online": "web",
    "website": "web",
    "newspaper": "print",
    "tv": "broadcast",
    "television": "broadcast",
    "radio": "broadcast",
}
"""Words for a medium, and the record's own."""


def find_medium(word: str) -> Medium | Literal[""]:
    """The medium that a spreadsheet names; "" where it names none that the record has."""
    return MEDIA.get(word.strip().lower(), "")


def say_options(fields: Fields, medium: Medium | Literal[""]) -> AddOptions:
    """What the row says of a page that is fetched; it wins over what the page says."""
    return AddOptions(
        outlet=fields.get("outlet", ""),
        published=fields.get("published", ""),
        title=fields.get("title", ""),
        author=fields.get("authors", ""),
        place=fields.get("place", ""),
        medium=medium,
        language=fields.get("language", ""),
    )


def pin_down(desk: Desk, fields: Fields, report: int, known: Known) -> tuple[int, bool]:
    """Pin the claim of a row to its quote; gives its number, and whether it is new. Same wording, same claim."""
    wording = " ".join(fields["claim"].split())
    options = PinOptions(
        quote=fields["quote"],
        speaker=fields.get("speaker", ""),
        stance=fields.get("stance", "asserts").lower(),
        place=fields.get("place", ""),
        translation=fields.get("translation", ""),
    )
    number = known.claims.get(wording, 0)
    if not number:
        number = add_claim(desk, report, wording, options).claim
        known.add_claim(wording, number)
        known.made["claim"] += 1
        known.made["place"] += 1
        return number, True
    try:
        pin_claim(desk, number, report, options)
        known.made["place"] += 1
    except NotAllowed as error:
        if error.step != "pin":
            raise
    return number, False


def answer(desk: Desk, fields: Fields, claim: int, known: Known) -> list[str]:
    """Record our answer to a claim: published where the row says when, else a draft. The same words once."""
    text = fields["answer"]
    if find_answer(desk.record.db, claim, text):
        return []
    number = add_rebuttal(desk, [claim], text).rebuttal
    if fields.get("answered_on"):
        approve_rebuttal(desk, number, on=fields["answered_on"])
        publish_rebuttal(desk, number, on=fields["answered_on"], address=fields.get("answer_address", ""))
    known.made["answer"] += 1
    return [f"b{number}"]


def find_answer(db: Database, claim: int, text: str) -> Sequence[Any] | None:
    """Whether a claim has an answer in these words."""
    found: Sequence[Any] | None = db.execute(
        "SELECT b.id FROM answered_claims a JOIN rebuttals b ON b.id = a.rebuttal_id AND b.withdrawn_at IS NULL "
        "WHERE a.standing_claim = ? AND b.text = ?",
        (claim, text.strip()),
    ).fetchone()
    return found
