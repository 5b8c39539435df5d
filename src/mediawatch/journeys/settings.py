"""Settings of the record: read them, change one."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from mediawatch.errors import InputError
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.site_content import check_address, parse_left_out
from mediawatch.store.events import append_event
from mediawatch.store.settings import read_settings as read_rows
from mediawatch.store.settings import write_setting

SETTINGS: dict[str, str] = {
    "contact": "an address or mail that publishers can write to; stands in the User-Agent of every fetch",
    "proxy": "one proxy for every fetch (http://proxy.example:3128), for offices that allow nothing else",
    "approval": "who may approve an answer: anybody (as without it), or another-person than those who wrote it",
    "approvers": "the only ones who may approve an answer, their names between semicolons; as without it, anybody",
    "site": "where the public site stands (https://answers.example.org/), for its feed, sitemap and permanent links",
    "site-leaves-out": "what never goes out on the public site: claims, answers and reports, as in c7 b3 r12",
}
"""What can be set, and what it means."""


def read_settings(desk: Desk) -> dict[str, str]:
    """Every setting with its value; "" where none was made."""
    kept = read_rows(desk.record.db)
    return {key: kept.get(key, "") for key in SETTINGS}


def change_setting(desk: Desk, key: str, value: str) -> None:
    """Set or (with an empty value) unset.

    Raises:
        InputError: no such setting, or a value that cannot be one.
    """
    if key not in SETTINGS:
        raise InputError(f"There is no setting {key!r}.", f"There are: {', '.join(SETTINGS)}.")
    if key == "proxy" and value:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise InputError(
                f"{value!r} is no proxy.", "Write http://HOST:PORT, without user name and password."
            )
    if key == "contact" and not re.fullmatch(r"[\x21-\x7e]{0,200}", value):
        raise InputError(f"{value!r} is no contact.", "Write one mail or web address, without spaces.")
    if key == "approval" and value not in ("", "anybody", "another-person"):
        raise InputError(f"{value!r} is no rule of approval.", "Say anybody or another-person.")
    if key == "approvers" and "," in value:
        raise InputError("Names of approvers stand between semicolons.", 'Write "A. Adams; B. Brown".')
    if key == "site":
        value = check_address(value)
    if key == "site-leaves-out":
        value = " ".join(str(ref) for ref in parse_left_out(desk.record.db, value.split()))
    actor = desk.actor()
    with desk.record.write() as db:
        before = read_rows(db).get(key, "")
        if before == value:
            return
        write_setting(db, key, value)
        append_event(db, actor, "set", "record", {"setting": key, "before": before, "after": value})
