"""A report that was looked at again, as `mediawatch recheck` would have recorded it."""

from __future__ import annotations

from sqlite_utils import Database

from mediawatch.model import Actor
from mediawatch.store import rechecks
from mediawatch.store.problems import start_run


def look_again(db: Database, actor: Actor, report: int, appearance: int, capture: int) -> int:
    """It was changed: a quote was altered, its publisher says so, its title is another one; the number of the look."""
    (text, words) = db.execute("SELECT id, text FROM texts ORDER BY id DESC").fetchone()
    run = start_run(db, actor, "recheck")
    found = {"outcome": "changed", "title_before": "Tenants out", "title_after": "Tenancies ended"}
    check = rechecks.insert_check(db, actor, report, run, found, b"revisit")
    anchor = {"check_id": check, "appearance_id": appearance, "text_id": text, "state": "altered"}
    rechecks.insert_anchors(db, actor, report, [{**anchor, "start": 0, "end": 9, "wording": words[:9]}])
    rechecks.insert_notices(db, actor, check, report, capture, ["This article was amended on 9 March."])
    return run
