"""A word planted in every column of every table: only what is public by name is in the site, in any of its bytes."""

from __future__ import annotations

import re
from pathlib import Path

import lxml.html
import pytest
from sqlite_utils import Database

from desks import sit_down as sit_down_at_desk
from mediawatch.journeys.claims import PinOptions, add_claim
from mediawatch.journeys.desk import open_desk
from mediawatch.journeys.rebuttals import add_rebuttal, approve_rebuttal, publish_rebuttal
from mediawatch.journeys.site import build_site, plan_site
from mediawatch.store.sqlite import sqlite3
from planted import plant

SECRET = "zqleak"
PUBLIC = {
    ("organisation", "name"), ("outlets", "name"), ("claims", "wording"), ("reports", "title"),
    ("appearances", "quote"), ("deliveries", "address"), ("addresses", "found"), ("rebuttal_versions", "text"),
    ("rebuttal_versions", "title"),
}  # fmt: skip
"""Columns whose words go out, of what is public. Words in them are planted too, in the rows of what is not."""
DECIDES = {
    ("organisation", "timezone"), ("organisation", "record_uuid"), ("reports", "published"),
    ("deliveries", "occurred_on"), ("deliveries", "channel"), ("deliveries", "recipient"), ("markings", "ref"),
    ("markings", "level"), ("settings", "key"), ("settings", "value"), ("request_appearances", "outcome_on"),
}  # fmt: skip
"""Columns by which it is decided what goes out, or whose day does: they hold no words."""


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """A record with public claims 1, and claim 2, report 3 and answer 4, which are not; words everywhere."""
    path = tmp_path / "record.db"
    plant(path)
    with open_desk(path, "Noor Whitlock") as desk:
        add_claim(desk, 2, "A claim that nobody answered.", PinOptions("The Saltmere Trust."))
        add_rebuttal(desk, [2], "A draft that nobody approved.")
        add_rebuttal(desk, [2], "An answer that went to one paper.")
        drafted = desk.record.db.execute("SELECT max(id) FROM rebuttals").fetchone()[0]
        approve_rebuttal(desk, drafted)
        publish_rebuttal(desk, drafted, on="2026-03-07", to="The Saltmere Courier")
    return path


def plant_everywhere(path: Path) -> list[str]:
    """Add a word of its own to each text of each row that no constraint holds; gives those words."""
    raw = sqlite3.connect(str(path))
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER [{name}]")
    words = []
    tables = raw.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
    ).fetchall()
    for (table,) in tables:
        if table.startswith(("sqlite_", "_sqlite")) or re.search("_index(_|$)", table):
            continue
        for _, column, kind, *_ in raw.execute(f"PRAGMA table_info([{table}])").fetchall():
            if kind not in ("TEXT", "BLOB") or (table, column) in DECIDES:
                continue
            where = keep_public(table) if (table, column) in PUBLIC else "1"
            word = f"{SECRET}{table}{column}"
            try:
                done = raw.execute(f"UPDATE [{table}] SET [{column}] = [{column}] || ' {word}' WHERE {where}")
            except sqlite3.IntegrityError:
                continue  # one of a few words, or a key
            if done.rowcount:
                words.append(word)
    raw.commit()
    raw.close()
    return words


def keep_public(table: str) -> str:
    """The rows of a table whose words stay here."""
    return {
        "organisation": "0",
        "outlets": "id NOT IN (SELECT outlet_id FROM reports WHERE id = 1)",
        "claims": "id <> 1",
        "reports": "id <> 1",
        "appearances": "claim_id <> 1",
        "deliveries": "rebuttal_id NOT IN (SELECT rebuttal_id FROM rebuttal_claims WHERE claim_id = 1)",
        "rebuttal_versions": "rebuttal_id NOT IN (SELECT rebuttal_id FROM rebuttal_claims WHERE claim_id = 1)",
        "addresses": "document_id NOT IN (SELECT document_id FROM reports WHERE id = 1)",
    }[table]


def read_bytes(folder: Path) -> bytes:
    """Every byte of the site, and every value of its record."""
    whole = b"".join(each.read_bytes() for each in sorted(folder.rglob("*")) if each.is_file())
    copy = Database(folder / "record.db")
    rows = [str(row) for table in copy.table_names() for row in copy[table].rows]
    copy.close()
    return whole + "\n".join(rows).encode()


def test_no_word_of_anything_that_is_not_public_is_in_any_byte_of_the_site(
    planted: Path, tmp_path: Path
) -> None:
    words = plant_everywhere(planted)
    assert len(words) > 150, "words stand in most columns"
    assert (
        f"{SECRET}textstext" in words
        and f"{SECRET}usersname" in words
        and f"{SECRET}appearancesspeaker" in words
    )
    raw = sqlite3.connect(str(planted))
    raw.execute("INSERT INTO stale_claims SELECT id FROM claims")
    raw.commit()
    raw.close()
    with open_desk(planted, "Noor Whitlock", read_only=True) as desk:
        plan = plan_site(desk, address="https://answers.example/")
        build_site(desk, tmp_path / "out", plan)
    assert [claim.number for claim in plan.site.claims] == [1]
    whole = read_bytes(tmp_path / "out")
    assert b"The trust put tenants out." in whole and b"We did not, says answer" in whole
    assert re.findall(rb"zqleak\w+|zqc\w*|zqp\w+|zqwithheld\w*|zqopen\w*", whole) == []
    for secret in (b"nobody answered", b"nobody approved", b"went to one paper", b"Noor Whitlock"):
        assert secret not in whole


def test_hostile_words_are_shown_and_do_nothing(tmp_path: Path) -> None:
    evil = "</title></script><script>alert(1)</script><img src=x onerror=alert(2)> \u202egnp.exe\x00"
    with sit_down_at_desk(tmp_path / "record.db") as desk:
        add_claim(desk, 1, "They say <b>so</b> & more.", PinOptions("The Saltmere Trust."))
        add_rebuttal(desk, [1], f"No. {evil}")
        approve_rebuttal(desk, 1)
        publish_rebuttal(desk, 1, on="2026-03-06", address='https://trust.example/a"onclick="alert(3)')
        with desk.record.write() as db:
            db.execute("UPDATE reports SET title = ?", (evil,))
            db.execute("UPDATE outlets SET name = ?", (evil,))
        build_site(desk, tmp_path / "out", plan_site(desk, address="https://answers.example/"))
    for page in (tmp_path / "out").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        tree = lxml.html.document_fromstring(text)
        assert {script.get("type") for script in tree.iter("script")} <= {"application/ld+json"}
        assert not list(tree.iter("img"))
        assert [name for each in tree.iter() for name in each.attrib if name.startswith("on")] == []
        assert "\u202e" not in text and "\x00" not in text
