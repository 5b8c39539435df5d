"""Evidence: files and addresses that support a rebuttal, kept when they are named."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from mediawatch.errors import FetchError, InputError, MediawatchError, NotAllowed, NotFound, Refused
from mediawatch.journeys.add import MAX_FILE_BYTES, add_address
from mediawatch.journeys.added import AddOptions
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.rebuttal_done import RebuttalDone, describe
from mediawatch.model import Actor, Level, Ref
from mediawatch.reading.addresses import normalise
from mediawatch.reading.references import parse_ref
from mediawatch.store import evidence as rows
from mediawatch.store.answers import tell_rows
from mediawatch.store.documents import add_file, find_document
from mediawatch.store.events import append_event
from mediawatch.store.markings import raise_level
from mediawatch.store.problems import insert_problem
from mediawatch.store.rebuttals import was_approved
from mediawatch.store.reports import read_thing


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of evidence that was gathered before the transaction."""

    address: str = ""
    found: str = ""
    """what the address just gave: reachable, gone, refused, unreachable; "" where it was not asked"""
    name: str = ""
    content: bytes = b""
    citation: int = 0


CITATION = re.compile(r"[xX][1-9][0-9]*")
"""A citation as evidence: x5."""


def gather_evidence(
    desk: Desk, evidence: Sequence[str], *, citations: bool = False
) -> tuple[list[Evidence], tuple[str, ...]]:
    """Read files, and capture addresses; an address that cannot be reached is kept with a warning.

    With `citations` a reference such as x5 is one of those, unless there is a file of that name.

    Raises:
        InputError: neither a file that can be read nor an address; a file that is too large.
    """
    kept, warnings = [], []
    for what in evidence:
        if citations and CITATION.fullmatch(what) and not Path(what).exists():
            ref = parse_ref(what, letter="x")
            read_thing(desk.record.db, ref)
            kept.append(Evidence(citation=ref.number))
            continue
        if "://" in what:
            piece, warning = gather_address(desk, what)
            kept.append(piece)
            warnings += [warning] if warning else []
            continue
        path = Path(what)
        try:
            size = path.stat().st_size
            if size > MAX_FILE_BYTES:
                raise InputError(
                    f"{what} has {size // 2**20} MB, more than the {MAX_FILE_BYTES // 2**20} MB that the record takes.",
                    "Keep it elsewhere, and name its address or the page that matters.",
                )
            kept.append(Evidence(name=path.name, content=path.read_bytes()))
        except OSError as error:
            raise InputError(
                f"The evidence {what!r} cannot be read ({error.strerror}).",
                "Name a file, or an address that begins with https://.",
            ) from error
    return kept, tuple(warnings)


def gather_address(desk: Desk, address: str) -> tuple[Evidence, str]:
    """Capture an address that is not in the record yet; gives it with a warning where that failed."""
    if find_document(desk.record.db, normalise(address)):
        return Evidence(address=address), ""
    try:
        done = add_address(desk, address, AddOptions(), kind="evidence")
    except FetchError as error:
        found = "refused" if isinstance(error, Refused) else "unreachable"
        return Evidence(address, found), f"{address} was noted but not archived: {error}"
    if done.why and done.outcome != "read":
        return Evidence(address), f"{address} was noted, but what came is no evidence: {done.why}"
    return Evidence(address, "reachable"), ""


def attach(
    db: Database, actor: Actor, rebuttal: int, kept: Sequence[Evidence], level: Level = ""
) -> list[int]:
    """Note gathered evidence at a rebuttal, each piece once; gives the numbers of the new rows.

    Args:
        level: who may see the files among it.
    """
    made = []
    for piece in kept:
        if piece.citation:
            if not rows.find_evidence(db, rebuttal, citation=piece.citation):
                made.append(rows.add_evidence(db, actor, rebuttal, citation=piece.citation))
            continue
        if piece.address:
            if not rows.find_evidence(db, rebuttal, address=piece.address):
                document = find_document(db, normalise(piece.address))
                made.append(
                    rows.add_evidence(
                        db, actor, rebuttal, document=document, address=piece.address, found=piece.found
                    )
                )
            continue
        media_type = mimetypes.guess_type(piece.name)[0] or "application/octet-stream"
        file, _ = add_file(db, actor, piece.name, media_type, piece.content)
        raise_level(db, actor, Ref("file", file), level)
        if not rows.find_evidence(db, rebuttal, file=file):
            made.append(rows.add_evidence(db, actor, rebuttal, file=file))
    return made


def tell_evidence(db: Database, actor: Actor, rebuttal: int, verb: str, numbers: Sequence[int]) -> None:
    """Chain rows of evidence as they now are, where the rebuttal leaves traces: a version of it was approved."""
    if numbers and was_approved(db, rebuttal):
        told = tell_rows(db, "evidence", rebuttal, numbers)
        append_event(db, actor, verb, Ref("b", rebuttal), {"evidence": told})


def support_rebuttal(
    desk: Desk, rebuttal: int, evidence: Sequence[str] = (), drop: Sequence[int] = (), level: Level = ""
) -> RebuttalDone:
    """Add evidence to a rebuttal, whatever its state; take some from one that nobody approved yet.

    Args:
        drop: pieces counted from 1, as `show` lists them.
        level: who may see the files that are added.

    Raises:
        InputError: nothing to do, or evidence that is neither a file nor an address.
        NotFound: a piece that is not there.
        NotAllowed: taking evidence from what was approved.
    """
    if not (evidence or drop):
        raise InputError(
            "It is not said what supports it.", "Name a file or an address, or say --drop NUMBER."
        )
    kept, warnings = gather_evidence(desk, evidence, citations=True)
    actor = desk.actor()
    with desk.record.write() as db:
        row = read_thing(db, Ref("b", rebuttal))
        drop_evidence(db, rebuttal, drop)
        made = attach(db, actor, rebuttal, kept, level)
        tell_evidence(db, actor, rebuttal, "supported", made)
        changed = ("evidence",) if made or drop else ()
        return describe(db, row, warnings=warnings, changed=changed)


def drop_evidence(db: Database, rebuttal: int, drop: Sequence[int]) -> None:
    """Take pieces of evidence from a draft; the files themselves stay in the record."""
    there = rows.read_evidence(db, rebuttal, "_counsel")
    for number in sorted(set(drop), reverse=True):
        if was_approved(db, rebuttal):
            raise NotAllowed(
                f"b{rebuttal} was approved with its evidence, so that stays.",
                f"Add what is better: mediawatch rebuttal support {rebuttal} FILE|URL",
                "drop",
            )
        if not 1 <= number <= len(there):
            raise NotFound(
                f"b{rebuttal} has no piece of evidence {number}.", f"See `mediawatch show b{rebuttal}`."
            )
        rows.drop_evidence(db, there[number - 1]["id"])


def note_once(db: Database, actor: Actor, address: str, error: MediawatchError) -> None:
    """Record that an address gave nothing, unless the same problem is open already."""
    known = db.execute(
        "SELECT 1 FROM problems WHERE address = ? AND message = ? AND solved_at IS NULL",
        (address, error.message),
    ).fetchone()
    if not known:
        document = 0 if isinstance(error, InputError) else find_document(db, normalise(address))
        insert_problem(
            db,
            actor,
            document=document,
            address=address,
            kind=type(error).__name__,
            message=error.message,
            advice=error.advice,
        )
