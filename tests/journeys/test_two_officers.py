"""Two officers at one answer at once, each in a process of their own: nothing is approved that was not read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from command import Mediawatch
from mediawatch.store.record import open_record

pytestmark = pytest.mark.slow

ROUNDS = 40
"""Times each of them tries; with the pauses below every run of the test has met both outcomes many times over."""

HEAD = """
import json, random, sys, time
from pathlib import Path
from mediawatch.errors import InputError, StoreError
from mediawatch.journeys.approval import approve_rebuttal
from mediawatch.journeys.deliveries import publish_rebuttal
from mediawatch.journeys.desk import open_desk
from mediawatch.journeys.rebuttals import change_rebuttal, supersede_rebuttal
from mediawatch.model import Ref
from mediawatch.store.rebuttals import digest_words
from mediawatch.store.reports import read_thing
path, by, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
pick = random.Random(by)
done, refused = [], []
sys.stdin.readline()  # both begin together
with open_desk(path, by, environ={}) as desk:
    for turn in range(rounds):
        time.sleep(pick.random() * 0.01)
        try:
"""
TAIL = """
        except InputError as error:
            refused.append(str(error))
print(json.dumps({"done": done, "refused": refused}))
"""

EDIT = """
            text = f"The text of {by}, number {turn}."
            change_rebuttal(desk, 1, text)
            done.append(text)
"""
READ_AND_APPROVE = """
            row = read_thing(desk.record.db, Ref("b", 1))
            read = (row["version"], row["text"])
            digest = digest_words(row)
            time.sleep(pick.random() * 0.01)
            approve_rebuttal(desk, 1, digest=digest)
            done.append(read)
"""
PUBLISH = """
            publish_rebuttal(desk, 1, on="2026-03-10", to="The Gazette")
            done.append(turn)
"""
SUPERSEDE = """
            done.append(supersede_rebuttal(desk, 1, f"By {by}.").rebuttal)
"""


@pytest.fixture
def desk(mediawatch: Mediawatch, record: Path) -> Mediawatch:
    """The command, on a record with a draft that answers one claim."""
    mediawatch(
        *("add", "--typed", "--outlet", "The Gazette", "--published", "2026-03-09", "-"),
        input="The Saltmere Trust closed.",
        check=0,
    )
    mediawatch("claim", "add", 1, "--quote", "Trust closed", "--claim", "We closed.", check=0)
    mediawatch("rebuttal", "add", 1, "--text", "We did not.", check=0)
    return mediawatch


def run_together(
    desk: Mediawatch, *bodies: tuple[str, str], rounds: int = ROUNDS
) -> list[dict[str, list[object]]]:
    """Run several officers at once, each in a process; gives what each did and what was refused."""
    started = [
        subprocess.Popen(
            [sys.executable, "-c", HEAD + body + TAIL, str(desk.record), by, str(rounds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=desk.environment(None),
            text=True,
        )
        for by, body in bodies
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    found = []
    for process in started:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        found.append(json.loads(out))
    return found


def test_only_what_was_read_is_approved_while_another_edits(desk: Mediawatch) -> None:
    edits, approvals = run_together(desk, ("Ama", EDIT), ("Ines", READ_AND_APPROVE))
    assert edits["done"]
    assert approvals["done"], "some were approved"
    assert any("has changed b1 since these words were read" in str(said) for said in approvals["refused"])
    with open_record(desk.record) as record:
        kept = record.db.execute("SELECT version, text FROM rebuttal_versions ORDER BY version").fetchall()
    assert kept == [tuple(read) for read in approvals["done"]], (
        "each approved version is the one that was read"
    )
    desk("verify", check=0)


def test_one_of_two_approves(desk: Mediawatch) -> None:
    found = run_together(desk, ("Ines", READ_AND_APPROVE), ("Mira", READ_AND_APPROVE), rounds=3)
    assert sum(len(one["done"]) for one in found) == 1
    assert all("approved already" in str(said) for one in found for said in one["refused"])
    desk("verify", check=0)


def test_what_goes_out_was_approved_whoever_edits_meanwhile(desk: Mediawatch) -> None:
    run_together(desk, ("Ama", EDIT), ("Ines", READ_AND_APPROVE), ("Bea", PUBLISH))
    desk("rebuttal", "approve", 1)
    desk("rebuttal", "publish", 1, "--on", "2026-03-11")
    with open_record(desk.record) as record:
        delivered = record.db.execute(
            "SELECT d.version, b.version, b.text = v.text FROM deliveries d JOIN rebuttals b ON b.id = d.rebuttal_id "
            "JOIN rebuttal_versions v ON v.rebuttal_id = b.id AND v.version = d.version"
        ).fetchall()
    assert delivered
    assert all(sent == stands and same for sent, stands, same in delivered), (
        "nothing was edited after it went out"
    )
    desk("verify", check=0)


def test_two_who_record_the_same_delivery_record_it_once(desk: Mediawatch) -> None:
    desk("rebuttal", "approve", 1, check=0)
    found = run_together(desk, ("Ama", PUBLISH), ("Bea", PUBLISH), rounds=5)
    assert sum(len(one["done"]) for one in found) == 1
    desk("verify", check=0)


def test_two_who_supersede_write_one_successor(desk: Mediawatch) -> None:
    desk("rebuttal", "approve", 1, check=0)
    desk("rebuttal", "publish", 1, check=0)
    found = run_together(desk, ("Ama", SUPERSEDE), ("Bea", SUPERSEDE), rounds=5)
    assert sum(len(one["done"]) for one in found) == 1
    assert any(
        "is being written to take the place of b1" in str(said) for one in found for said in one["refused"]
    )


def test_the_installed_commands_at_once_do_one_thing_after_the_other(desk: Mediawatch) -> None:
    digest = json.loads(desk("show", "b1", "--json", check=0).stdout)["digest"]
    editing = desk.start("--by", "Ama", "set", "b1", "--text", "Other words.")
    approving = desk.start("--by", "Ines", "rebuttal", "approve", "1", "--digest", digest)
    assert editing.wait(60) == 0
    code = approving.wait(60)
    with open_record(desk.record) as record:
        kept = record.db.execute("SELECT text FROM rebuttal_versions").fetchall()
    assert (code, kept) in ((0, [("We did not.",)]), (2, []))
