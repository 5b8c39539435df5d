"""The views that everybody may read as tables, described: the contract of docs/data-dictionary.md on a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from mediawatch.visible import make_visible


@dataclass(frozen=True, slots=True)
class PublicView:
    """One view as its table page shows it."""

    title: str
    description: str
    facets: tuple[str, ...] = ()
    """columns to count values of: few values, or one row per report at most"""
    newest_by: str = ""
    """the column that puts the newest first"""


PUBLIC_VIEWS: Mapping[str, PublicView] = MappingProxyType(
    {
        "claims_overview": PublicView(
            "Claims",
            "One row per claim: our wording of it, where it stands, when it first appeared, how long we took.",
            ("state", "answer"),
            "claim",
        ),
        "appearances_overview": PublicView(
            "Appearances of claims",
            "One row per place where a claim was made: the exact quote, who said it, and what became of it.",
            ("state", "stance", "outlet"),
            "appearance",
        ),
        "reports_overview": PublicView(
            "Reports",
            "One row per outside publication in the record.",
            ("outlet", "medium", "language"),
            "report",
        ),
        "rebuttals_overview": PublicView(
            "Rebuttals",
            "One row per answer. The text of a draft is not shown until it is approved.",
            ("state", "kind"),
            "rebuttal",
        ),
        "deliveries_overview": PublicView(
            "Deliveries", "One row per time that an answer went out, and where.", ("channel",), "occurred_on"
        ),
        "requests_overview": PublicView(
            "Requests", "One row per correction, clarification, reply, apology or removal that we asked for.",
            ("kind", "addressee"), "request",
        ),
        "contacts_overview": PublicView(
            "Contacts",
            "One row per exchange with an outlet, before and after publication: what they asked, and by when.",
            ("direction", "channel", "stage", "outlet"),
            "occurred_on",
        ),
        "contact_searches_overview": PublicView(
            "Searches for a contact",
            "One row per search for an approach before publication: where was looked, by whom, and for which days.",
            ("found", "outlet"),
            "contact_search",
        ),
        "works_overview": PublicView(
            "Our publications", "One row per statement, page or report of our own.", ("language",), "work"
        ),
        "work_versions": PublicView(
            "Versions of our publications",
            "One row per text that a publication of ours has had, with the time in which it was seen to stand.",
            ("newest",),
            "first_seen_at",
        ),
        "citations_overview": PublicView(
            "Citations",
            "One row per place where a report quotes, reuses, links or names a publication of ours: how well it "
            "quotes, what changed hands, what was left out.",
            ("kind", "grade", "outlet", "assessment"),
            "citation",
        ),
        "mentions_overview": PublicView(
            "Mentions",
            "One row per place in a report that bears one of our names or links to us.",
            ("name", "kind"),
            "mention",
        ),
        "problems_overview": PublicView(
            "Problems", "One row per thing that failed, with what to do about it.", ("kind",), "problem"
        ),
        "timeline": PublicView(
            "Timeline", "What happened, one row for each thing that happened to one report, claim or request.",
            ("kind",), "occurred_on",
        ),
    }
)  # fmt: skip
"""What may be read, by name of the view."""

COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "address": "where it is, or where our answer was published",
        "anchor_state": "whether the quote still stands in the latest text: anchored, moved, altered, gone, unchecked",
        "answer": "how far our answer is: none, drafted, approved, delivered (in the timeline: its text)",
        "answered_on": "day of the delivery",
        "appearances": "number of places where it was made",
        "approved_by": "who approved the latest version",
        "assessed_because": "the reason of the judgement",
        "assessed_by": "who judged",
        "assessment": "a person's judgement: fair, misleading or false for a citation",
        "by": "who recorded, approved or sent it",
        "capture": "number of the archived fetch",
        "captured_at": "when it was archived (UTC)",
        "certain": "0 where the day is a guess",
        "citation": "number of the citation",
        "citations": "number of citations of it",
        "cited_address": "the address of ours that they link to",
        "channel": "how it went: mail, letter, telephone, in person, message, form; of an answer also our site, post",
        "claim": "number of the claim",
        "claim_text": "the claim in our wording",
        "comments": "number of remarks beside it, which are not shown here",
        "confidentiality": "empty: what is marked confidential or privileged is in none of these tables",
        "contact": "number of the contact (of a search: the approach that is recorded)",
        "contact_search": "number of the search",
        "corrected": "in how many appearances it was corrected, clarified, apologised for or removed",
        "deadline": "day or time (UTC) by which an answer was wanted",
        "deliveries": "how often it went out",
        "detail": "place, recipient, the wording of an outcome, or what a contact was about",
        "digest": "SHA-256 of the archived bytes",
        "direction": "in: they came to us; out: we to them",
        "end": "where it ends in the text, in Unicode code points (exclusive)",
        "evidence": "number of files and addresses that support it",
        "exchange": "number of the contact with which the exchange began",
        "files": "number of files that belong to it",
        "first": "who had the words first: ours, theirs, unknown",
        "first_answered_on": "day of our first delivery",
        "first_published": "day of the first report that makes it",
        "first_seen_at": "when it was first seen (UTC)",
        "flags": "what changed hands: negation, number, unit, date, name, hedge, quantifier, tense, comparison",
        "found": "by machine or by hand; of a search: 1 where an approach was found, 0 where none was",
        "grade": "how the quoted words differ from ours (docs/citations.md)",
        "kind": "what sort of thing it is",
        "last_seen_at": "when it was last seen to stand (UTC)",
        "left_out": "our words that they left out, verbatim",
        "lag_days": "days from publication, or from our request, to this",
        "medium": "web, pdf, print, broadcast, mail or post",
        "mentions": "number of places that bear one of our names",
        "named_by": "by what the report names the publication",
        "named_work": "number of the publication that they name or link to with their words",
        "newest": "1 where it stands now",
        "occurred_on": "day, month or year, as exactly as is known",
        "other_grades": "further grades that hold",
        "particulars": "what else is known of a contact or a search, as JSON",
        "passage": "our words",
        "parts": "the unbroken parts of the quote with their places, as JSON",
        "place": "page or time code",
        "places": "where was looked, as JSON",
        "precision": "how exactly the day is known: day, month, year, unknown",
        "prefix": "up to 32 characters before the quote",
        "published": "day, month or year of publication",
        "published_certain": "0 where the day is a guess",
        "published_origin": "where the day of publication was read",
        "published_precision": "how exactly it is known: day, month, year, unknown",
        "quote": "their words, exactly as they stand",
        "recorded_at": "when it was recorded (UTC)",
        "recorded_by": "who recorded it",
        "replaced_at": "when another text was first seen there (UTC)",
        "report": "number of the report",
        "reprint": "1 where the report is hardly more than this passage, or has nearly all of our text",
        "role": "article: the text as one reads it; page: everything on the page",
        "remark": "what else is to be known of it",
        "searched_by": "who looked",
        "searched_from": "the first day that was looked at",
        "searched_on": "day of the search",
        "searched_to": "the last day that was looked at",
        "sentence": "the sentence round it",
        "since_changed": "1 where our newest version no longer has the passage",
        "speaker": "whom the report lets say the words: ours, other, unknown",
        "stage": "whether it came before or after publication; unknown where nobody said",
        "stance": "what the report does with the claim: asserts, repeats, reports, disputes, retracts",
        "start": "where it begins in the text, in Unicode code points",
        "state": "where it stands",
        "step": "order of things on one day",
        "still_there": "1 where the newest text of the report still has the words",
        "stood": "when our version stood, seen from their publication: then, before, after, unknown",
        "subject": "the subject line",
        "suffix": "up to 32 characters after the quote",
        "summary": "what it was about",
        "surface": "the words as they stand there",
        "text": "number of the text (for a rebuttal: its words)",
        "them": "who there",
        "translation": "their words in translation",
        "turn": "which of the versions it is, oldest first",
        "us": "who of us",
        "version": "number of the approved version",
        "versions": "how many texts it has had",
        "waiting_since": "the day from which a claim without an answer waits",
        "whole_passage": "our whole sentences round the passage",
        "work": "number of our publication",
        "work_end": "where our passage ends in our text, in Unicode code points (exclusive)",
        "work_start": "where our passage begins in our text, in Unicode code points",
        "work_text": "number of the text of our publication",
        "work_title": "title of our publication",
        "went": "where it went, and how, in words",
    }
)
"""What a column holds, the same in every view that has it."""

PAGES: Mapping[str, str] = MappingProxyType(
    {"claim": "claims", "report": "reports", "work": "works", "citation": "citations", "request": "requests"}
)
"""Columns that hold the number of something that has a page."""


STAFF_ENDING: Final = "_staff"
"""What the views end in that have confidential things in them (store.migrations.AUDIENCES)."""


def is_shown(table: str, *, staff: bool) -> bool:
    """Whether a view may be read as a table: one of PUBLIC_VIEWS, or for staff the same with what is confidential."""
    return table in PUBLIC_VIEWS or (
        staff and table.endswith(STAFF_ENDING) and table.removesuffix(STAFF_ENDING) in PUBLIC_VIEWS
    )


def describe_views() -> dict[str, Any]:
    """Datasette's metadata for the views: titles, descriptions, columns, facets, newest first."""
    described = {name: describe_view(view) for name, view in PUBLIC_VIEWS.items()}
    for name, about in tuple(described.items()):
        described[name + STAFF_ENDING] = {
            **about,
            "title": f"{about['title']}, with what is confidential",
        }
    return {"databases": {"record": {"title": "All the data", "tables": described}}}


def describe_view(view: PublicView) -> dict[str, Any]:
    """The same for one view."""
    return {
        "title": view.title,
        "description": view.description,
        "facets": list(view.facets),
        "sort_desc": view.newest_by,
        "columns": dict(COLUMNS),
    }


async def render_value(datasette: Any, database: str, column: str, value: Any) -> Any:
    """A cell of one of our views: a link to the page of what it numbers, no unseen characters, else None."""
    from markupsafe import Markup

    from mediawatch.web.place import find_root, is_record

    if not await is_record(datasette.databases.get(database)):
        return None
    if column in PAGES and isinstance(value, int) and value:
        path = datasette.urls.path(f"{find_root(datasette)}/{PAGES[column]}/{value}")
        return Markup('<a href="{}">{}</a>').format(str(path), value)
    if isinstance(value, str) and (shown := make_visible(value, keep_newlines=True)) != value:
        limit = datasette.setting("truncate_cells_html")
        return shown if not limit or len(shown) <= limit else f"{shown[:limit]}…"
    return None
