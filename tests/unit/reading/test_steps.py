"""What a step of a request was follows from to whom the request went."""

from __future__ import annotations

import pytest

from mediawatch.reading.steps import Step, tell_steps


def tell(addressee: str, regulator: str, *steps: str) -> list[str]:
    """The kinds of start that come of these steps, a day apart from 2 March 2026 on."""
    rows = [Step(number, step, f"2026-03-{number + 1:02}") for number, step in enumerate(steps, start=1)]
    return [start.kind for start in tell_steps("q4", addressee, regulator, "2026-03-01", rows)]


def test_asking_is_a_start_where_no_step_says_that_it_was_sent() -> None:
    (request, complaint) = tell_steps("q4", "publisher", "IPSO", "2026-03-01", [])
    assert (request.kind, complaint.kind) == ("request", "complaint to the publisher")
    assert (complaint.value, complaint.told_by, complaint.ref) == ("2026-03-01", "asking of q4", "q4")
    (_, sent) = tell_steps("q4", "publisher", "IPSO", "2026-03-01", [Step(7, "sent", "2026-03-03")])
    assert (sent.value, sent.told_by) == ("2026-03-03", "step 7 of q4: sent")


@pytest.mark.parametrize(
    ("addressee", "regulator", "steps", "kinds"),
    [
        ("publisher", "Impress", ["acknowledged"], ["acknowledgement"]),
        ("publisher", "Impress", ["offered", "agreed"], ["reply of the publisher"] * 2),
        ("publisher", "IPSO", ["refused", "appealed"], ["reply of the publisher", "appeal"]),
        ("publisher", "Ofcom", ["refused"], ["reply of the publisher", "final response"]),
        ("regulator", "IPSO", ["acknowledged", "agreed"], ["acknowledgement", "referral to the publisher"]),
        ("regulator", "IPSO", ["refused", "appealed"], ["decision not to take it forward", "appeal"]),
        ("regulator", "BBC", ["ruled"], ["decision after an investigation"]),
        ("regulator", "IPSO", ["offered", "closed"], []),
        ("court", "IPSO", ["acknowledged", "ruled", "closed"], []),
        ("court", "BBC", ["appealed"], ["appeal"]),
    ],
)
def test_a_step_is_what_the_addressee_makes_it(
    addressee: str, regulator: str, steps: list[str], kinds: list[str]
) -> None:
    sent = {"publisher": "complaint to the publisher", "regulator": "complaint to the regulator"}
    assert tell(addressee, regulator, *steps) == ["request", sent.get(addressee, "claim in court"), *kinds]


@pytest.mark.parametrize("again", ["appealed", "sent"])
def test_the_bbc_has_three_stages(again: str) -> None:
    kinds = tell(
        "publisher", "BBC", "sent", "acknowledged", "refused", again, "refused", again, "ruled", again
    )
    staged = [kind for kind in kinds if "stage" in kind or kind == "final response"]
    assert staged == [
        "complaint at stage 1a",
        "reply at stage 1a",
        "complaint at stage 1b",
        "reply at stage 1b",
        "complaint at stage 2",
        "final response",
    ]


def test_a_reminder_before_any_reply_is_no_new_stage() -> None:
    kinds = tell("publisher", "bbc", "sent", "sent", "refused")
    assert kinds.count("complaint at stage 1a") == 2
    assert "complaint at stage 1b" not in kinds
    assert kinds[-1] == "reply at stage 1a"


def test_steps_are_taken_in_the_order_in_which_they_happened() -> None:
    steps = [
        Step(1, "appealed", "2026-03-20"),
        Step(2, "refused", "2026-03-10"),
        Step(3, "sent", "2026-03-02"),
    ]
    told = [(start.kind, start.value) for start in tell_steps("q4", "publisher", "BBC", "2026-03-02", steps)]
    assert told == [
        ("request", "2026-03-02"),
        ("complaint to the publisher", "2026-03-02"),
        ("complaint at stage 1a", "2026-03-02"),
        ("reply of the publisher", "2026-03-10"),
        ("reply at stage 1a", "2026-03-10"),
        ("appeal", "2026-03-20"),
        ("complaint at stage 1b", "2026-03-20"),
    ]
