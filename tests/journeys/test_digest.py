"""`mediawatch digest`: what is new and what waits, in one sentence and in full, and nothing that is not for all."""

from __future__ import annotations

import shutil
from pathlib import Path

import lxml.html
import pytest

from command import Mediawatch
from desks import add_report, sit_down
from looks import look_again
from mediawatch.exporters.digest import DIGESTS
from mediawatch.journeys.claims import PinOptions, add_claim, pin_claim
from mediawatch.journeys.desk import Desk, open_desk
from mediawatch.journeys.digest import read_digest
from mediawatch.store.sources import NewSource, insert_source
from planted import LEVELS, plant, words_of

EVIL = "<script>alert(1)</script> [x](javascript:y) \x1b[31m \u202e"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two reports of today, one claim from before that one of them makes again, a quote that was altered."""
    path = tmp_path / "desk.db"
    with sit_down(path) as desk:
        add_claim(desk, 1, "The trust put tenants out.", PinOptions("The Saltmere Trust."))
        add_report(desk, "https://echo.example/again", published="2026-03-09")
        pin_claim(desk, 1, 2, PinOptions("The Saltmere Trust."))
        actor = desk.actor()
        with desk.record.write() as db:
            # two mentions, as the sample names no alias of the trust
            db.execute("UPDATE reports SET mention_count = 1, triage = ''")
            run = look_again(db, actor, 1, 1, 1)
            source = insert_source(
                db, actor, NewSource("feed", "https://a.example/f", "https://a.example/f"), 3600
            )
            db.execute("UPDATE source_states SET failures = 4 WHERE source_id = ?", (source,))
            db.execute(
                "INSERT INTO source_reads (source_id, run_id, read_at, outcome, why, advice) "
                "VALUES (?, ?, ?, 'failed', 'It answered 404.', 'Check the address.')", (source, run, actor.now),
            )  # fmt: skip
    with open_desk(path, "Ada") as opened:
        yield opened


def test_it_begins_with_one_sentence_that_says_it_all(desk: Desk) -> None:
    digest = read_digest(desk)
    assert digest.sentence.startswith(
        "2 new reports about us, 3 changes in what was published, 1 claim made again"
    )
    assert digest.sentence.endswith("1 claim without an answer and 1 source in trouble.")


def test_every_kind_of_thing_stands_in_its_section_with_what_to_do(desk: Desk) -> None:
    told = {section.heading: section for section in read_digest(desk).sections}
    changes = "\n".join(f"{line.said} {line.detail}" for line in told["Altered, corrected, gone"].lines)
    assert "was altered, The Saltmere Courier: “The Saltmere Trust.” Now: “The Saltm”" in changes
    assert "The publisher says, The Saltmere Courier: “This article was amended on 9 March.”" in changes
    assert "“Tenancies ended” was “Tenants out”" in changes
    (again,) = told["Claims that were made again"].lines
    assert again.ref == "c1" and "(r2" in again.said and again.detail == "“The Saltmere Trust.”"
    (trouble,) = told["Sources in trouble"].lines
    assert "It answered 404." in trouble.said and "Check the address." in trouble.detail


def test_what_is_older_is_not_told_again(desk: Desk) -> None:
    told = {section.heading for section in read_digest(desk, since="2099-01-01").sections}
    assert told == {"Claims without an answer of ours", "Sources in trouble"} | (told & {"Deadlines"})


@pytest.mark.parametrize("format", DIGESTS)
def test_the_words_of_strangers_act_in_no_format(desk: Desk, mediawatch: Mediawatch, format: str) -> None:
    with desk.record.write() as db:
        db.execute("UPDATE reports SET title = ?", (EVIL,))
    desk.record.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(desk.record.path, mediawatch.record)
    made = mediawatch("digest", "--format", format, check=0).stdout
    assert "\x1b" not in made and "\u202e" not in made
    if format == "html":
        tree = lxml.html.document_fromstring(made)
        assert not list(tree.iter("script")) and "alert(1)" in tree.text_content()
    elif format == "md":
        assert "<script>" not in made and "[x](" not in made


def test_a_file_is_written_whole_and_nothing_is_said_where_nothing_is(
    mediawatch: Mediawatch, desk: Desk
) -> None:
    desk.record.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(desk.record.path, mediawatch.record)
    mediawatch("digest", "--format", "html", "-o", "monday.html", check=0)
    assert "</html>" in (mediawatch.folder / "monday.html").read_text(encoding="utf-8")
    assert "cannot be written" in mediawatch("digest", "-o", "no/such/folder.txt", check=2).stderr
    mediawatch.record.unlink()
    mediawatch("init", "--organisation", "Saltmere Trust", check=0)
    assert mediawatch("digest", "--if-any", check=0).stdout == ""
    assert "Nothing is new about Saltmere Trust" in mediawatch("digest", check=0).stdout
    assert "Traceback" not in mediawatch("digest", "--since", "soon", check=2).stderr


@pytest.mark.parametrize("format", DIGESTS)
def test_nothing_that_is_marked_reaches_whoever_may_not_see_it(
    mediawatch: Mediawatch, tmp_path: Path, format: str
) -> None:
    plant(mediawatch.record)
    made = mediawatch("digest", "--since", "2020-01-01", "--format", format, check=0).stdout
    assert [word for level in LEVELS for word in words_of(level) if word in made] == []
    assert "confidential" in made, "how much was left out is said"
    staff = mediawatch(
        "digest", "--since", "2020-01-01", "--format", format, "--confidential", check=0
    ).stdout
    assert [word for word in words_of("privileged") if word in staff] == []


def test_the_formats_of_the_command_are_those_that_are_written() -> None:
    from mediawatch.cli.digest import FORMATS

    assert set(FORMATS) == set(DIGESTS)
