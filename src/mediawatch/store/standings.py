"""How each claim stands, kept beside it: worked out once for each change, not once for each look.

Triggers note which claims a transaction touched (`stale_claims`); at its end their standing is worked out anew by the
view `claims_stale`, for each of those who may see more or less. Until then `claims_overview` works it out as it is
asked, so that what is read in mid-transaction, or after a change by another program, is right as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlite_utils import Database

from mediawatch.store.migrations import AUDIENCES, expected_views


def keep_standings(db: Database) -> None:
    """Work out anew how the claims stand that the open transaction touched."""
    if db.execute("SELECT 1 FROM stale_claims LIMIT 1").fetchone() is None:
        return
    for audience in AUDIENCES:
        for table in ("claim_standings", "appearance_standings"):
            db.execute(
                f"DELETE FROM {table} WHERE audience = ? AND claim IN (SELECT claim_id FROM stale_claims)",
                (audience,),
            )
        db.execute(f"INSERT INTO claim_standings SELECT '{audience}', * FROM claims_stale{audience}")
        db.execute(
            f"INSERT INTO appearance_standings SELECT '{audience}', claim, appearance, report, outlet, state "
            # the + lets an index on an expression be used: see claims_stale
            f"FROM appearances_overview{audience} WHERE claim IN (SELECT +claim_id FROM stale_claims)"
        )
    db.execute("DELETE FROM stale_claims")


def keep_anew(db: Database) -> None:
    """Work out anew how every claim stands: a migration may have changed what the views make of it."""
    db.execute("INSERT OR IGNORE INTO stale_claims SELECT id FROM claims")
    keep_standings(db)


def find_untrue(db: Database) -> Iterator[str]:
    """One sentence for each claim whose kept standing is not what the record says."""
    for audience in AUDIENCES:
        view = expected_views()[f"claims_stale{audience}"].partition(" AS\n")[2]
        every = re.sub(r"\bstale_claims\b", "(SELECT id AS claim_id FROM claims)", view)
        kept = f"SELECT * FROM claims_overview{audience}"
        untrue = {
            row[0]
            for sql in (f"{every} EXCEPT {kept}", f"{kept} EXCEPT SELECT * FROM ({every})")
            for row in db.execute(sql).fetchall()
        }
        for claim in sorted(untrue):
            yield f"c{claim} does not stand as is kept{f' for {audience[1:]}' if audience else ''}"
