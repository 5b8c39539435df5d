"""Who may approve, what exactly is approved, and how a text goes back."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from mediawatch.errors import InputError, NotAllowed
from mediawatch.journeys.approval import approve_rebuttal, comment_on_rebuttal, send_back
from mediawatch.journeys.deliveries import publish_rebuttal
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.rebuttals import add_rebuttal, change_rebuttal, delete_rebuttal
from mediawatch.journeys.settings import change_setting
from mediawatch.model import Ref
from mediawatch.store.rebuttals import digest_words, read_comments, read_versions
from mediawatch.store.reports import read_thing
from mediawatch.store.verify import run_checks

SitDown = Callable[[str], Desk]


def failures(desk: Desk) -> list[str]:
    return [failure for check in run_checks(desk.record.db) for failure in check.failures]


def events(desk: Desk) -> list[str]:
    return [
        verb for (verb,) in desk.record.db.execute("SELECT verb FROM events WHERE ref GLOB 'b*' ORDER BY id")
    ]


def digest_of(desk: Desk, number: int) -> str:
    return digest_words(read_thing(desk.record.db, Ref("b", number)))


def test_without_a_rule_anybody_approves(ama: Desk) -> None:
    add_rebuttal(ama, [1], "Nobody was turned away.")
    assert approve_rebuttal(ama, 1).state == "approved"


def test_who_wrote_it_may_not_approve_it_where_another_person_has_to(ama: Desk, ines: Desk) -> None:
    change_setting(ama, "approval", "another-person")
    add_rebuttal(ama, [1], "Nobody was turned away.")
    with pytest.raises(NotAllowed, match="was written by Ama, and in this record") as refused:
        approve_rebuttal(ama, 1)
    assert refused.value.advice == "Anybody else may: mediawatch --by NAME rebuttal approve 1"
    assert approve_rebuttal(ines, 1).state == "approved"


def test_who_changed_a_word_of_it_wrote_it_too(ama: Desk, ines: Desk, sit_down: SitDown) -> None:
    change_setting(ama, "approval", "another-person")
    add_rebuttal(ama, [1], "Nobody was turned away.")
    change_rebuttal(ines, 1, "Nobody at all was turned away.")
    for desk in (ama, ines):
        with pytest.raises(NotAllowed, match="written by Ama and Ines"):
            approve_rebuttal(desk, 1)
    approve_rebuttal(sit_down("Mira"), 1)
    (version,) = read_versions(ama.record.db, 1)
    assert version["writers"] == ["Ama", "Ines"]
    assert version["approved_by"] == "Mira"


def test_after_an_approval_only_those_who_write_on_are_the_writers(ama: Desk, ines: Desk) -> None:
    change_setting(ama, "approval", "another-person")
    add_rebuttal(ama, [1], "Nobody was turned away.")
    approve_rebuttal(ines, 1)
    change_rebuttal(ines, 1, "Nobody was ever turned away.")
    with pytest.raises(NotAllowed, match="written by Ines"):
        approve_rebuttal(ines, 1)
    assert approve_rebuttal(ama, 1).version == 2
    assert [version["writers"] for version in read_versions(ama.record.db, 1)] == [["Ama"], ["Ines"]]


@pytest.mark.parametrize("typed", ["ama", " AMA ", "Ａｍａ"])
def test_a_name_typed_otherwise_is_no_other_person(sit_down: SitDown, ama: Desk, typed: str) -> None:
    change_setting(ama, "approval", "another-person")
    add_rebuttal(ama, [1], "Nobody was turned away.")
    with pytest.raises(NotAllowed, match="was written by"):
        approve_rebuttal(sit_down(typed), 1)


def test_only_those_who_are_named_may_approve(ama: Desk, ines: Desk, sit_down: SitDown) -> None:
    change_setting(ama, "approvers", "Ines; Mira Solano")
    add_rebuttal(ama, [1], "Nobody was turned away.")
    with pytest.raises(
        NotAllowed, match="Ama may not approve here: in this record Ines and Mira Solano may"
    ) as no:
        approve_rebuttal(ama, 1)
    assert no.value.advice == "Ask Ines or Mira Solano: mediawatch --by NAME rebuttal approve 1"
    change_setting(ama, "approval", "another-person")
    change_rebuttal(ines, 1, "Nobody was ever turned away.")
    with pytest.raises(NotAllowed, match="was written by Ama and Ines") as refused:
        approve_rebuttal(ines, 1)
    assert refused.value.advice.startswith("Ask Mira Solano:")
    assert approve_rebuttal(sit_down("mira solano"), 1).state == "approved"


def test_where_nobody_is_left_to_approve_that_is_said(ama: Desk, ines: Desk) -> None:
    change_setting(ama, "approvers", "Ines")
    change_setting(ama, "approval", "another-person")
    add_rebuttal(ines, [1], "Nobody was turned away.")
    with pytest.raises(NotAllowed) as refused:
        approve_rebuttal(ines, 1)
    assert "name another: mediawatch settings approvers" in refused.value.advice


@pytest.mark.parametrize(("key", "value"), [("approval", "nobody"), ("approvers", "Ines, Mira")])
def test_a_rule_that_is_none_is_refused(ama: Desk, key: str, value: str) -> None:
    with pytest.raises(InputError):
        change_setting(ama, key, value)


def test_what_was_read_is_what_is_approved(ama: Desk, ines: Desk) -> None:
    add_rebuttal(ama, [1], "Nobody was turned away.")
    read = digest_of(ines, 1)
    change_rebuttal(ama, 1, "Everybody was turned away.")
    with pytest.raises(
        NotAllowed, match="Ama has changed b1 since these words were read; nothing was changed"
    ):
        approve_rebuttal(ines, 1, digest=read)
    assert events(ama) == []
    with pytest.raises(NotAllowed, match="at version 1 now, not 2"):
        approve_rebuttal(ines, 1, version=2)
    assert approve_rebuttal(ines, 1, version=1, digest=digest_of(ines, 1)).state == "approved"


def test_what_is_left_to_fill_in_blocks_approval(ama: Desk) -> None:
    add_rebuttal(ama, [1], "Nobody was turned away.\n[FILL IN: the figure]\n[fill in]")
    with pytest.raises(NotAllowed, match=r"2 places are left to fill in, first: \[FILL IN: the figure\]"):
        approve_rebuttal(ama, 1)
    change_rebuttal(ama, 1, "Nobody was turned away, [as we said].")
    assert approve_rebuttal(ama, 1).state == "approved"


def test_a_text_goes_back_with_a_reason_and_comes_again(ama: Desk, ines: Desk) -> None:
    add_rebuttal(ama, [1], "Nobody was turned away.")
    with pytest.raises(InputError, match="comment is empty"):
        send_back(ines, 1, "  ")
    assert send_back(ines, 1, "Give the figure.").state == "sent back"
    assert [row["comment"] for row in read_comments(ama.record.db, 1)] == ["Give the figure."]
    assert events(ama) == [], "a draft leaves no trace"
    assert change_rebuttal(ama, 1, "312 people came.").state == "draft"
    assert approve_rebuttal(ines, 1).state == "approved"


def test_what_was_approved_and_goes_back_needs_approval_again(ama: Desk, ines: Desk) -> None:
    add_rebuttal(ama, [1], "Nobody was turned away.")
    approve_rebuttal(ines, 1)
    back = send_back(ines, 1, "Counsel wants another word.")
    assert (back.state, back.version) == ("sent back", 2)
    with pytest.raises(NotAllowed, match="not approved yet"):
        publish_rebuttal(ama, 1, on="2026-03-06")
    assert events(ama) == ["approved", "sent back"]
    approve_rebuttal(ines, 1)
    publish_rebuttal(ama, 1, on="2026-03-06")
    with pytest.raises(NotAllowed, match="published, so it cannot be sent back"):
        send_back(ines, 1, "Too late.")
    assert failures(ama) == []


def test_comments_of_a_draft_go_with_it_and_those_of_an_answer_stay(ama: Desk, ines: Desk) -> None:
    add_rebuttal(ama, [1], "An unspeakable draft.")
    comment_on_rebuttal(ines, 1, "A zymurgical remark.")
    assert delete_rebuttal(ama, 1).state == "deleted"
    assert ama.record.db.execute("SELECT count(*) FROM rebuttal_comments").fetchone() == (0,)
    ama.record.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"zymurgical" not in ama.record.path.read_bytes()
    add_rebuttal(ama, [1], "Nobody was turned away.")
    comment_on_rebuttal(ines, 2, "Before approval.")
    approve_rebuttal(ines, 2)
    comment_on_rebuttal(ama, 2, "After approval.")
    told = [row["comment"] for row in read_comments(ama.record.db, 2)]
    assert told == ["Before approval.", "After approval."]
    assert events(ama) == ["approved", "commented"]
    assert failures(ama) == []


def test_a_comment_does_not_pass_the_record_s_check_when_it_is_altered(ama: Desk) -> None:
    add_rebuttal(ama, [1], "Nobody was turned away.")
    comment_on_rebuttal(ama, 1, "Before approval.")
    approve_rebuttal(ama, 1)
    ama.record.db.execute("UPDATE rebuttal_comments SET body = 'Fine by me.'")
    assert failures(ama) == ["comments 1 of b1 is not what was recorded"]


def test_deleting_a_draft_says_what_stays(ama: Desk, tmp_path: object) -> None:
    from mediawatch.journeys.correct import add_note

    file = ama.record.path.with_name("accounts.txt")
    file.write_text("figures", encoding="utf-8")
    add_rebuttal(ama, [1], "A draft.", [str(file)])
    add_note(ama, Ref("b", 1), "A note.")
    warnings = delete_rebuttal(ama, 1).warnings
    assert "accounts.txt" in warnings[0]
    assert "Notes beside it stay in the log (1)" in warnings[1]


def test_an_approval_tells_the_history_everything_that_belongs_to_the_answer(ama: Desk) -> None:
    add_rebuttal(ama, [1, 2], "Nobody was turned away.")
    comment_on_rebuttal(ama, 1, "A remark.")
    approve_rebuttal(ama, 1)
    (payload,) = ama.record.db.execute(
        "SELECT p.payload FROM events e JOIN event_payloads p ON p.event_id = e.id WHERE e.verb = 'approved'"
    ).fetchone()
    said = json.loads(payload)
    assert said["claims"] == [1, 2]
    assert [row["body"] for row in said["comments"]] == ["A remark."]
    assert said["evidence"] == []
    assert json.loads(said["row"]["writers"]) == ["Ama"]
