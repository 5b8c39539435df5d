"""Claims: pin an assertion to the exact words of a report."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, get_args

from sqlite_utils import Database

from mediawatch.errors import InputError, NotAllowed, QuoteAmbiguous, QuoteNotFound
from mediawatch.journeys.added import Suggested
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.suggest import keep_looked_back, look_back, read_wordings
from mediawatch.model import Actor, Anchor, Ref, Stance
from mediawatch.reading.anchoring import find_quote
from mediawatch.reading.folding import fold, fold_words
from mediawatch.reading.search_words import to_fts
from mediawatch.store import claims as rows
from mediawatch.store.documents import read_capture_texts
from mediawatch.store.events import append_event
from mediawatch.store.reports import read_thing
from mediawatch.store.suggestions import overtake_repeats


@dataclass(frozen=True, slots=True)
class PinOptions:
    """Where and how a claim appears."""

    quote: str
    """as typed; an omission mark inside pins its parts in order"""
    speaker: str = ""
    stance: str = "asserts"
    place: str = ""
    """page or time code; found by itself in a paged file"""
    translation: str = ""
    nth: int = 0
    """which of several places, counted from 1"""
    prefix: str = ""
    suffix: str = ""
    citation: int = 0
    """the citation whose place it is; 0 for none"""


@dataclass(frozen=True, slots=True)
class Pinned:
    """A claim with its place."""

    claim: int
    appearance: int
    report: int
    quote: str
    how: str
    """exact, or folded: the same words in another typography"""
    role: str
    """article, or page: outside the article text"""
    new_claim: bool
    suggestions: tuple[Suggested, ...] = ()
    """where else it may stand, for a person to confirm or reject"""


def add_claim(desk: Desk, report: int, wording: str, options: PinOptions) -> Pinned:
    """Record a claim in our wording, pinned to its quote.

    Raises:
        NotFound: no such report.
        QuoteNotFound, QuoteAmbiguous: the quote is not there, or in several places; nothing is stored.
    """
    wording = " ".join(wording.split())
    if not wording:
        raise InputError(
            "The claim needs one sentence in your own words.", 'Say it with --claim "They say that …".'
        )
    check_options(options)
    elsewhere = look_back(desk.record.db, [wording, strip_omissions(options.quote)], without=report)
    actor = desk.actor()
    with desk.record.write() as db:
        row = read_thing(db, Ref("r", report))
        text, anchor = anchor_quote(db, row, options)
        claim = rows.insert_claim(db, actor, wording)
        append_event(db, actor, "claimed", Ref("c", claim), {"wording": wording})
        pinned = pin(db, actor, claim, row, text, anchor, options, new_claim=True)
        return replace(pinned, suggestions=keep_looked_back(db, actor, claim, elsewhere))


OMISSION = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.")
"""How people write that something was left out."""


def strip_omissions(quote: str) -> str:
    """A quote as typed without its omission marks, as words to look for."""
    return " ".join(OMISSION.sub(" ", quote).split())


def pin_claim(desk: Desk, claim: int, report: int, options: PinOptions) -> Pinned:
    """Note that a known claim appears in another report, or at another place.

    Raises:
        NotFound: no such claim or report.
        NotAllowed: it is pinned there already.
        QuoteNotFound, QuoteAmbiguous: the quote is not there, or in several places; nothing is stored.
    """
    check_options(options)
    words = strip_omissions(options.quote)
    known = read_wordings(desk.record.db, rows.find_standing(desk.record.db, claim))
    said_before = any(fold_words(words) == fold_words(other) for one in known.values() for other in one)
    elsewhere = [] if said_before else look_back(desk.record.db, [words], without=report)
    actor = desk.actor()
    with desk.record.write() as db:
        read_thing(db, Ref("c", claim))
        read_thing(db, Ref("c", rows.find_standing(db, claim)))
        row = read_thing(db, Ref("r", report))
        text, anchor = anchor_quote(db, row, options)
        if rows.find_appearance(db, claim, report, text["text_id"], anchor.start, anchor.end):
            raise NotAllowed(f"c{claim} is pinned to that place of r{report} already.", "", "pin")
        pinned = pin(db, actor, claim, row, text, anchor, options, new_claim=False)
        return replace(pinned, suggestions=keep_looked_back(db, actor, claim, elsewhere))


def check_options(options: PinOptions) -> None:
    """Raise InputError for a stance that is none."""
    if options.stance not in get_args(Stance):
        raise InputError(f"{options.stance!r} is no stance.", f"There are: {', '.join(get_args(Stance))}.")
    if options.nth < 0:
        raise InputError("--nth counts places from 1.")


def anchor_quote(db: Database, report: dict[str, Any], options: PinOptions) -> tuple[dict[str, Any], Anchor]:
    """The text of a report that holds the quote, and where: the article first, then the whole page."""
    texts = read_capture_texts(db, report["capture_id"]) if report["capture_id"] else []
    if not texts:
        raise QuoteNotFound(
            f"r{report['id']} has no text, so nothing can be quoted from it.",
            f"Type the passage first: mediawatch add --typed --report {report['id']} --text-file FILE",
        )
    best, likeness = "", 0.0
    for text in texts:
        try:
            anchor = find_quote(
                fold(text["text"]),
                options.quote,
                prefix=options.prefix,
                suffix=options.suffix,
                nth=options.nth,
            )
        except QuoteNotFound as error:
            if error.likeness > likeness:
                best, likeness = error.best, error.likeness
            continue
        except QuoteAmbiguous:
            if text["role"] == "page" and best:
                # the article has something near it; the page's places would only confuse
                break
            raise
        return text, anchor
    elsewhere = find_elsewhere(db, report["id"], options.quote)
    advice = f"Copy the words from `mediawatch show r{report['id']}`; nothing was stored."
    if elsewhere:
        advice = f"The words stand in {', '.join(f'r{number}' for number in elsewhere)}. {advice}"
    raise QuoteNotFound(f"These words do not stand in r{report['id']}.", advice, best, likeness)


def find_elsewhere(db: Database, report: int, quote: str) -> list[int]:
    """Up to three other reports whose text has the words of a quote in a row."""
    words = to_fts('"' + quote.replace('"', " ") + '"')
    if not words:
        return []
    return [
        row[0]
        for row in db.execute(
            "SELECT DISTINCT r.id FROM texts_index i JOIN capture_texts ct ON ct.text_id = i.rowid "
            "JOIN reports r ON r.capture_id = ct.capture_id "
            "WHERE texts_index MATCH ? AND r.id <> ? AND r.withdrawn_at IS NULL ORDER BY r.id LIMIT 3",
            (words, report),
        )
    ]


def pin(
    db: Database,
    actor: Actor,
    claim: int,
    report: dict[str, Any],
    text: dict[str, Any],
    anchor: Anchor,
    options: PinOptions,
    *,
    new_claim: bool,
) -> Pinned:
    """Store an appearance and chain it."""
    appearance = rows.insert_appearance(
        db,
        actor,
        anchor,
        {
            "claim_id": claim,
            "report_id": report["id"],
            "capture_id": report["capture_id"],
            "text_id": text["text_id"],
            "role": text["role"],
            "typed": options.quote,
            "place": options.place or find_page(text["pages"], anchor.start) or report["place"],
            "speaker": options.speaker,
            "stance": options.stance,
            "translation": options.translation,
            "citation_id": options.citation or None,
        },
    )
    described = rows.describe_appearance(db, appearance)
    append_event(
        db, actor, "pinned", f"appearance {appearance}", {"claim": f"c{claim}", "appearance": described}
    )
    overtake_repeats(db, actor, described, rows.find_standing(db, claim))
    return Pinned(claim, appearance, report["id"], anchor.quote, anchor.how, text["role"], new_claim)


def find_page(pages: list[int], start: int) -> str:
    """The page of a paged file on which an offset lies, as "page 3"; "" where there are no pages."""
    if not pages:
        return ""
    return f"page {sum(1 for first in pages if first <= start)}"


FORM_FIELDS = ("quote", "claim", "speaker", "stance", "place", "translation")


def claim_form(desk: Desk, report: int) -> str:
    """The form that opens in the editor, with the mentions and the text beside it."""
    db = desk.record.db
    row = read_thing(db, Ref("r", report))
    lines = [
        f"# A claim in r{report}: {row['title']}",
        "# Copy the exact words after «quote:», and say the claim in one sentence of your own.",
        f"# Stances: {', '.join(get_args(Stance))}. Lines that begin with # are not read.",
        "",
        *(f"{name}: {'asserts' if name == 'stance' else ''}".rstrip() for name in FORM_FIELDS),
        "",
        "# Where we are named:",
    ]
    for (sentence,) in db.execute(
        "SELECT DISTINCT sentence FROM mentions WHERE report_id = ? ORDER BY start", (report,)
    ):
        lines.append(f"#   {' '.join(sentence.split())}")
    lines += ["#", "# The text:"]
    if row["article_id"]:
        (text,) = db.execute("SELECT text FROM texts WHERE id = ?", (row["article_id"],)).fetchone()
        lines += [f"#   {line}" for line in text.splitlines()]
    return "\n".join(lines) + "\n"


def read_claim_form(form: str) -> tuple[str, PinOptions]:
    """The wording and the options that somebody wrote into the form. A field may run over several lines."""
    fields: dict[str, list[str]] = {}
    current = ""
    for line in form.splitlines():
        if line.startswith("#"):
            continue
        found = re.match(rf"({'|'.join(FORM_FIELDS)}):\s*(.*)", line)
        if found:
            current = found[1]
            fields[current] = [found[2]]
        elif current:
            fields[current].append(line)
    values = {name: "\n".join(lines).strip() for name, lines in fields.items()}
    return values.get("claim", ""), PinOptions(
        quote=values.get("quote", ""),
        speaker=values.get("speaker", ""),
        stance=values.get("stance", "") or "asserts",
        place=values.get("place", ""),
        translation=values.get("translation", ""),
    )
