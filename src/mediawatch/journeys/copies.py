"""Notice that a report was copied from another one, or from the same agency: that both tell one story.

The index of stories knows every report by a sample of its phrases. It is kept in the record as bytes, and brought up to
date from the texts when it is opened; it is no evidence, and can be made again at any time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from mediawatch.errors import ReadError
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.stories import pair_mark, read_ours, read_text
from mediawatch.model import Actor
from mediawatch.store import stories as rows
from mediawatch.store import suggestions
from mediawatch.store.rows import select
from mediawatch.store.suggestions import Noticed

if TYPE_CHECKING:
    from mediawatch.reading.stories import StoryIndex
    from mediawatch.suggesting import SameStory

MOST_COMPARED = 8
"""Reports whose texts are fetched and compared, the likeliest first: it bounds the work."""

MOST_CAUGHT_UP = 200
"""Reports that one command takes into the index, the newest first, where it was not kept up."""

FEWEST_UNKEPT, SHARE_UNKEPT = 10, 0.02
"""One command keeps the index again after so many new reports, or so large a share of it: writing it costs as much as
it is large (1.2 kB a report)."""

MOST_CAUGHT_UP_EACH_TIME = 25
"""Where opening takes more reports in than this, the index is kept at once: each costs 3 ms, and the next command would
pay for them again."""

PASSAGE_SHOWN = 400
"""Characters of the shared passage that a suggestion shows; the marks have all of it."""


@dataclass
class Stories:
    """The index, open at a desk."""

    index: StoryIndex
    newest: int
    """the highest number of a report that was looked at"""
    unkept: int = 0
    """reports that are in it and not in what the record keeps"""
    caught_up: int = 0
    """those of them that were taken in when it was opened"""


def notice_copies(
    desk: Desk, db: Database, actor: Actor, row: dict[str, Any], *, again: bool
) -> list[Noticed]:
    """That a report tells the same story as one before: the earliest that it does. Takes it into the index.

    Args:
        row: report, text_id, text.
        again: it was in the record before, with another text.
    """
    stories = open_stories(desk, db, before=row["report"])
    aside = read_ours(db, row["report"], row["text_id"])
    found = stories.index.find(row["text"], aside=aside, ignored=row["report"])
    best: Noticed | None = None
    for other, text in choose(db, row["report"], [one.report for one in found.candidates]):
        theirs = read_ours(db, other, text)
        same = stories.index.compare(
            row["text"], read_text(db, text), aside=aside, other_aside=theirs, common=found.common
        )
        if same.is_same and (best is None or other < best.other_report):
            best = make_noticed(row, other, same)
    stories.index.add(row["report"], row["text"], aside=aside)
    stories.newest = max(stories.newest, row["report"])
    stories.unkept += 1
    # a text that was read again would be forgotten with the process: opening takes in only what is not there
    much = max(FEWEST_UNKEPT, SHARE_UNKEPT * len(stories.index))
    if again or stories.unkept - stories.caught_up >= much or stories.caught_up >= MOST_CAUGHT_UP_EACH_TIME:
        rows.keep_index(db, stories.index.to_bytes(), actor.now)
        stories.unkept = stories.caught_up = 0
    return [best] if best else []


def choose(db: Database, report: int, candidates: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The reports that are worth comparing, with the numbers of their texts: that stand, that are not known to be the
    same story, and that nobody took apart from this one."""
    apart = find_apart(db, report)
    closed = {rows.find_story(db, one) for one in (report, *apart)} - {0}
    number = 0
    for other in candidates:
        if other in apart or rows.find_story(db, other) in closed:
            continue
        text = db.execute(
            "SELECT article_id FROM reports WHERE id = ? AND withdrawn_at IS NULL AND article_id IS NOT NULL",
            (other,),
        ).fetchone()
        if text is None:
            continue
        number += 1
        yield other, int(text[0])
        if number == MOST_COMPARED:
            return


def find_apart(db: Database, report: int) -> set[int]:
    """Reports of which somebody said that they are not the same story as this one."""
    return {
        one["other_report_id"] if one["report_id"] == report else one["report_id"]
        for one in suggestions.find_suggestions(
            db,
            "g.kind = 'same story' AND g.state = 'rejected' AND (g.report_id = ?1 OR g.other_report_id = ?1)",
            (report,),
        )
    }


def make_noticed(row: dict[str, Any], other: int, same: SameStory) -> Noticed:
    """A same story as it is stored, with the longest passage that both have."""
    longest = max(same.shared, key=lambda shared: shared.here.end - shared.here.start, default=None)
    start, end = (longest.here.start, longest.here.end) if longest else (0, 0)
    return Noticed(
        kind="same story",
        report=row["report"],
        fingerprint=pair_mark(row["report"], other),
        how="the same passages",
        score=same.score,
        reason=same.reason,
        passage=row["text"][start : min(end, start + PASSAGE_SHOWN)],
        text=row["text_id"],
        start=start,
        end=end,
        other_report=other,
    )


def open_stories(desk: Desk, db: Database, *, before: int) -> Stories:
    """The index as it is kept in the record, with the reports that came since.

    Args:
        before: reports from this number on are not taken in.
    """
    if desk.stories is None:
        index = read_index(db)
        desk.stories = Stories(index, 0)
    stories = desk.stories
    for row in find_missing(db, stories, before):
        stories.index.add(row["report"], row["text"], aside=read_ours(db, row["report"], row["text_id"]))
        stories.unkept += 1
        stories.caught_up += 1
    stories.newest = max(stories.newest, before - 1)
    return stories


def read_index(db: Database) -> StoryIndex:
    """The index that the record keeps; an empty one where it keeps none, or one of another form."""
    from mediawatch.reading.stories import StoryIndex

    kept = rows.read_index(db)
    try:
        return StoryIndex.from_bytes(kept) if kept else StoryIndex()
    except ReadError:
        return StoryIndex()


def find_missing(db: Database, stories: Stories, before: int) -> Iterator[dict[str, Any]]:
    """Reports that are not in the index, the newest first, MOST_CAUGHT_UP at most."""
    numbers = [
        number
        for (number,) in db.execute(
            "SELECT id FROM reports WHERE id > ? AND id < ? AND article_id IS NOT NULL AND withdrawn_at IS NULL "
            "ORDER BY id DESC",
            (stories.newest, before),
        )
        if number not in stories.index
    ][:MOST_CAUGHT_UP]
    for number in numbers:
        yield from select(
            db,
            "SELECT r.id AS report, t.id AS text_id, t.text AS text FROM reports r JOIN texts t ON t.id = r.article_id "
            "WHERE r.id = ?",
            (number,),
        )
