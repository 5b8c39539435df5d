"""Whether every citation still stands where it is said to stand, in both texts. Offsets are sacred."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlite_utils import Database

from mediawatch.citing import FLAGS, GRADES
from mediawatch.store.citations import CONTEXT, read_spans
from mediawatch.store.rows import select

JOINTS = (" ", " […] ")
"""What may stand between the parts of a quote: nothing was left out, or a person says that something was."""
PLACES = ("link", "named")
"""Kinds whose parts are several places with the same thing, of which the first is the quote."""


def find_misplaced(db: Database) -> tuple[int, list[str]]:
    """How many citations and gradings were looked at, and a sentence for each thing that is not as it must be."""
    texts = Texts(db)
    failures: list[str] = []
    checked = 0
    for row in select(db, "SELECT * FROM citations ORDER BY id"):
        checked += 1
        failures += [f"citation x{row['id']}: {wrong}" for wrong in check_citation(texts, row)]
    for row in select(
        db,
        "SELECT g.*, x.kind AS kind, x.report_id AS report_id, r.document_id AS their_document, "
        "w.document_id AS our_document FROM citation_grades g JOIN citations x ON x.id = g.citation_id "
        "JOIN reports r ON r.id = x.report_id LEFT JOIN works w ON w.id = g.work_id ORDER BY g.id",
    ):
        checked += 1
        name = f"grading {row['id']} of citation x{row['citation_id']}"
        failures += [f"{name}: {wrong}" for wrong in check_grading(db, texts, row)]
    return checked, failures


class Texts:
    """Texts by their number. The newest few are kept: citations of one report follow each other."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._kept: dict[int, str] = {}

    def __getitem__(self, number: int | None) -> str:
        if not number:
            return ""
        if number not in self._kept:
            if len(self._kept) > 8:
                self._kept.pop(next(iter(self._kept)))
            found = self._db.execute("SELECT text FROM texts WHERE id = ?", (number,)).fetchone()
            self._kept[number] = found[0] if found else ""
        return self._kept[number]


def check_citation(texts: Texts, row: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a citation: its words, and what stands beside them."""
    text = texts[row["text_id"]]
    parts = read_spans(row["parts"])
    yield from check_parts(text, row)
    shown = parts[:1] if row["kind"] in PLACES else parts
    words = [text[part.start : part.end] for part in shown]
    if row["quote"] not in [joint.join(words) for joint in JOINTS]:
        yield "its words no longer equal their place in the report"
    if row["prefix"] != text[max(0, row["start"] - CONTEXT) : row["start"]]:
        yield "what stands before its words is not what stood there"
    if row["suffix"] != text[row["end"] : row["end"] + CONTEXT]:
        yield "what stands behind its words is not what stood there"


def check_parts(text: str, row: dict[str, Any]) -> Iterator[str]:
    """Whether the parts stand in the report's text, one behind the other, and bound the whole."""
    parts = [(part.start, part.end) for part in read_spans(row["parts"])]
    if not is_row(parts, len(text)):
        yield "its parts do not stand in the report's text in a row"
    if parts and (row["start"], row["end"]) != (parts[0][0], parts[-1][1]):
        yield "its beginning and end are not those of its parts"


def check_grading(db: Database, texts: Texts, row: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a grading: places in either text, what differs, and what was left out."""
    theirs, ours = texts[row["text_id"]], texts[row["work_text_id"]]
    yield from check_parts(theirs, row)
    yield from check_words(row)
    if not has_text(db, row["capture_id"], row["text_id"], row["their_document"]):
        yield "its capture is none of the report with that text"
    if row["work_text_id"] and not has_text(
        db, row["work_capture_id"], row["work_text_id"], row["our_document"]
    ):
        yield "its version is none of that work"
    passages = [(span.start, span.end) for span in read_spans(row["passages"])]
    if not all(0 <= start < end <= len(ours) for start, end in passages):
        yield "our passage does not stand in that version"
    elif passages and (row["work_start"], row["work_end"]) != (
        min(start for start, _ in passages),
        max(end for _, end in passages),
    ):
        yield "the beginning and end of our passage are not those of its parts"
    whole, context = (row["whole_start"], row["whole_end"]), (row["context_start"], row["context_end"])
    if not (0 <= context[0] <= whole[0] <= whole[1] <= context[1] <= len(ours)):
        yield "our whole passage does not stand in that version"
    if passages and not any(whole[0] <= start and end <= whole[1] for start, end in passages):
        yield "our whole passage does not hold the passage"
    yield from check_left_out(ours, row)
    yield from check_differences(theirs, ours, row, passages)


def check_words(row: dict[str, Any]) -> Iterator[str]:
    """Whether grades and flags are words that exist, in their order, each once."""
    others, flags = json.loads(row["others"]), json.loads(row["flags"])
    for told, known in ((others, GRADES), (flags, FLAGS)):
        if told != [word for word in known if word in told]:
            yield "it has a grade or a flag that does not exist, or twice"
    if row["grade"] and any(
        GRADES.index(other) <= GRADES.index(row["grade"]) for other in others if other in GRADES
    ):
        yield "a graver grade than the one that names it holds"
    if bool(read_spans(row["passages"])) != (row["grade"] not in ("", "not found")):
        yield "its grade and the passage do not go together"


def check_left_out(ours: str, row: dict[str, Any]) -> Iterator[str]:
    """Whether what was left out stands in our text, word for word."""
    for left in json.loads(row["left_out"]):
        if ours[left["start"] : left["end"]] != left["words"] or not left["words"]:
            yield "what was left out no longer equals its place in our text"


def check_differences(
    theirs: str, ours: str, row: dict[str, Any], passages: Sequence[tuple[int, int]]
) -> Iterator[str]:
    """Whether what differs and what does not cover their words and our passage, with every letter and figure."""
    differences = json.loads(row["differences"])
    if not differences:
        if passages:
            yield "nothing is said of how it differs"
        return
    parts = [(part.start, part.end) for part in read_spans(row["parts"])]
    if not covers(theirs, parts, [place for _, place, _ in differences if place]):
        yield "what differs does not cover their words"
    if not covers(ours, passages, [place for _, _, place in differences if place]):
        yield "what differs does not cover our passage"
    for kind, mine, yours in differences:
        if (mine is None) != (kind == "omitted") or (yours is None) != (kind == "inserted"):
            yield "what differs is told of the wrong side"


def covers(text: str, wanted: Sequence[tuple[int, int]], spans: Sequence[Sequence[int]]) -> bool:
    """Whether spans lie in a text, and have every letter and figure of the wanted places."""
    if not all(0 <= start <= end <= len(text) for start, end in spans):
        return False
    covered = sorted((start, end) for start, end in spans)
    for start, end in wanted:
        at = start
        for low, high in covered:
            if high <= at or low >= end:
                continue
            if any(map(str.isalnum, text[at : max(at, low)])):
                return False
            at = max(at, high)
        if any(map(str.isalnum, text[at:end])):
            return False
    return True


def is_row(spans: Sequence[tuple[int, int]], length: int) -> bool:
    """Whether spans stand one behind the other in a text of that length. A picture that links holds no words."""
    last = 0
    for start, end in spans:
        if not last <= start <= end <= length:
            return False
        last = end
    return True


def has_text(db: Database, capture: int | None, text_id: int | None, document: int | None) -> bool:
    """Whether a capture of a document has a text (or none is asked for)."""
    if not text_id:
        found = db.execute("SELECT 1 FROM captures WHERE id = ? AND document_id = ?", (capture, document))
    else:
        found = db.execute(
            "SELECT 1 FROM captures k JOIN capture_texts ct ON ct.capture_id = k.id "
            "WHERE k.id = ? AND k.document_id = ? AND ct.text_id = ?",
            (capture, document, text_id),
        )
    return found.fetchone() is not None
