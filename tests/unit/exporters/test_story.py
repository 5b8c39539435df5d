"""What happened, in plain sentences."""

import zoneinfo
from dataclasses import asdict
from typing import Any

import pytest

from mediawatch.exporters.passage import Passage
from mediawatch.exporters.story import introduce, is_safe_link, one_line, say_chain, tell
from mediawatch.model import TimelineEntry, TimelineHead

LONDON = zoneinfo.ZoneInfo("Europe/London")
HEAD = TimelineHead("Harbour Lane", "Europe/London", (), "2026-06-30T14:05:00+00:00", "Ada", (), "abc", 1)


def tell_of(kind: str, **given: Any) -> Passage:
    blank: dict[str, Any] = {
        "occurred_on": "2026-03-04", "precision": "day", "occurred_at": "",
        "recorded_at": "2026-03-04T09:00:00+00:00", "report": 0, "claim": 0, "rebuttal": 0, "request": 0,
        "outlet": "", "title": "", "address": "", "quote": "", "claim_text": "", "answer": "", "by": "",
        "detail": "", "captured_at": "", "digest": "", "lag_days": None,
    }  # fmt: skip
    return tell(TimelineEntry(kind=kind, **(blank | given)), LONDON)


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        ("published", {"outlet": "The Courier", "title": "Cuts"}, "The Courier published “Cuts”"),
        ("published", {"outlet": "The Courier", "title": "“Cuts”", "detail": "page 7"},
         "The Courier published ‘“Cuts”’, page 7"),
        ("published", {"title": "Cuts"}, "“Cuts” was published"),
        ("published", {"outlet": "The Courier"}, "The Courier published an untitled report"),
        ("published", {}, "An untitled report was published"),
        ("found", {"by": "Ada", "title": "Cuts", "outlet": "The Courier", "detail": "2 mentions"},
         "Found and recorded by Ada: “Cuts”, The Courier (2 mentions)"),
        ("claim made", {"title": "Cuts", "claim_text": "We cut it."}, "Claim made in “Cuts”: We cut it."),
        ("claim made", {"claim_text": "We cut it."}, "Claim made: We cut it."),
        ("approved", {"by": "Mira", "detail": "version 2"}, "Our answer was approved by Mira (version 2)"),
        ("answered", {"lag_days": 2}, "We answered after 2 days"),
        ("answered", {"lag_days": 1, "detail": "published by us"}, "We answered after 1 day (published by us)"),
        ("answered", {"lag_days": 0}, "We answered on the same day"),
        ("answered", {"lag_days": -3}, "We answered 3 days before it was published"),
        ("answered", {}, "We answered"),
        ("sent", {"outlet": "The Courier"}, "We sent our answer to The Courier"),
        ("sent", {"outlet": "The Courier", "detail": "sent to The Courier (the editor) by letter"},
         "We sent our answer to The Courier (the editor) by letter"),
        ("sent", {"detail": "given to Ms Lund by telephone; superseded on 2026-03-20 by b2"},
         "We gave our answer to Ms Lund by telephone"),
        ("sent", {}, "We sent our answer"),
        ("published by us", {}, "We published our answer"),
        ("published by us", {"detail": "published by us"}, "We published our answer"),
        ("published by us", {"detail": "published on our site"}, "We published our answer on our site"),
        ("published by us", {"detail": "sent by mail"}, "We sent our answer by mail"),
        ("published by us", {"title": "Facts", "detail": "published as a post"},
         "We published our statement “Facts” as a post"),
        ("answered", {"title": "Facts", "lag_days": 2, "detail": "published on our site"},
         "We answered after 2 days with our statement “Facts” (published on our site)"),
        ("approved", {"title": "Facts", "by": "Mira", "detail": "version 2"},
         "Our statement “Facts” was approved by Mira (version 2)"),
        ("asked", {"detail": "correction asked of the publisher", "outlet": "The Courier"},
         "Correction asked of the publisher, The Courier"),
        ("corrected", {"outlet": "The Courier"}, "The Courier corrected it"),
        ("corrected", {}, "It was corrected"),
        ("no answer", {"outlet": "The {Courier}"}, "No answer from The {Courier}"),
        ("read aloud", {"title": "Cuts"}, "Read aloud: “Cuts”"),
        ("they contacted us", {"outlet": "The Courier", "particulars": '{"channel": "telephone", "stage": "before"}'},
         "The Courier rang us on 4 March 2026, before publication"),
        ("no contact found", {"outlet": "The Courier", "particulars": '{"places": ["call log"]}'},
         "The Courier did not contact us before publication; searched on 4 March 2026: call log"),
    ],
)  # fmt: skip
def test_each_kind_has_its_sentence(kind: str, given: dict[str, Any], said: str) -> None:
    assert tell_of(kind, **given).happened == said


def test_both_texts_are_there_in_full_and_whose_they_are_is_said() -> None:
    words = tell_of("answered", quote="They cut\n\nit.", answer="We did not.\n" * 400).words
    assert [(each.whose, each.text) for each in words] == [
        ("Their words", "They cut\n\nit."),
        ("Our answer", "We did not.\n" * 400),
    ]


def test_whose_words_a_statement_is_and_that_it_was_superseded_is_said() -> None:
    told = tell_of(
        "published by us", title="Facts", answer="It is so.",
        detail="published on our site; superseded on 2026-03-20 by b2",
    )  # fmt: skip
    assert [(each.whose, each.text) for each in told.words] == [("Our statement", "It is so.")]
    assert [fact.value for fact in told.facts if fact.label == "Details"] == [
        "superseded on 2026-03-20 by b2"
    ]
    assert (
        tell_of("approved", title="Facts", answer="It is so.").words[0].whose == "Our statement, as approved"
    )


def test_a_correction_keeps_its_wording() -> None:
    words = tell_of("corrected", detail="This article was amended.", outlet="The Courier").words
    assert [(each.whose, each.text) for each in words] == [("In these words", "This article was amended.")]


def test_the_particulars_prove_it() -> None:
    facts = tell_of(
        "claim made", address="https://courier.example/a", captured_at="2026-06-04T09:00:00+00:00", digest="ab12",
        by="Ada", report=12, claim=7, detail="asserts, page 3",
    ).facts  # fmt: skip
    assert [(fact.label, fact.value, fact.kind) for fact in facts] == [
        ("The report", "asserts it (page 3)", "text"),
        ("Source", "https://courier.example/a", "link"),
        ("Captured", "4 June 2026, 10:00:00 BST", "text"),
        ("SHA-256 of what was captured", "ab12", "code"),
        ("Recorded", "4 March 2026, 09:00:00 GMT by Ada", "text"),
        ("In the record", "r12, c7", "text"),
    ]


def test_what_a_contact_was_about_is_not_called_their_words() -> None:
    told = tell_of(
        "they contacted us", detail="Asked for figures.", contact=9, report=1, title="Cuts", outlet="The Courier",
        occurred_at="2026-03-04T16:02:00+00:00", confidentiality="privileged",
        particulars='{"channel": "mail", "them": "Carys Lund", "us": "Ada", "subject": "Figures"}',
    )  # fmt: skip
    assert [(each.whose, each.text) for each in told.words] == [("What it was about", "Asked for figures.")]
    assert [(fact.label, fact.value) for fact in told.facts] == [
        ("Report", "Cuts, The Courier"),
        ("Confidentiality", "privileged"),
        ("For them", "Carys Lund"),
        ("For us", "Ada"),
        ("Channel", "mail"),
        ("Subject", "Figures"),
        ("Recorded", "4 March 2026, 09:00:00 GMT"),
        ("In the record", "r1, k9"),
    ]


def test_a_search_says_who_searched_which_days() -> None:
    told = tell_of(
        "no contact found", contact_search=2, report=1, detail="The switchboard keeps calls for 30 days.",
        particulars='{"places": ["call log"], "searched_from": "2026-02-01", "searched_to": "2026-03-03", '
        '"searched_by": "Ada"}',
    )  # fmt: skip
    facts = {fact.label: fact.value for fact in told.facts}
    assert facts["Searched by"] == "Ada"
    assert facts["Days searched"] == "1 February 2026 to 3 March 2026"
    assert facts["Details"] == "The switchboard keeps calls for 30 days."
    assert facts["In the record"] == "r1, contact search 2"


@pytest.mark.parametrize(
    ("kind", "days", "said"),
    [
        ("answered", 2, "2 days after the claim"),
        ("sent", 0, "on the day of the claim"),
        ("asked", -1, "1 day before the claim"),
        ("corrected", 26, "26 days after we asked"),
        ("corrected", 0, "on the day we asked"),
    ],
)
def test_a_lag_says_from_what_it_is_counted(kind: str, days: int, said: str) -> None:
    assert {fact.label: fact.value for fact in tell_of(kind, lag_days=days).facts}["Lag"] == said


def test_the_day_stands_as_it_is_known() -> None:
    assert (
        tell_of("published", occurred_on="2026-03", precision="month", certain=False).day
        == "March 2026 (a guess)"
    )
    assert tell_of("published", occurred_on="", precision="unknown").day == "Date unknown"


def test_a_time_that_differs_from_the_recording_is_told() -> None:
    facts = {
        fact.label: fact.value for fact in tell_of("approved", occurred_at="2026-03-04T08:00:00+00:00").facts
    }
    assert facts["Time of day"] == "4 March 2026, 08:00:00 GMT"


def test_the_cover_says_whose_what_when_and_by_whom() -> None:
    cover = {fact.label: fact.value for fact in introduce(HEAD, LONDON)}
    assert cover["Organisation"] == "Harbour Lane"
    assert cover["Filters"] == "none"
    assert "Confidentiality" not in cover
    marked = TimelineHead(**{**asdict(HEAD), "confidentiality": "Not for everybody"})
    assert ("Confidentiality", "Not for everybody") in [
        (fact.label, fact.value) for fact in introduce(marked, LONDON)
    ]
    assert cover["Made"] == "30 June 2026, 15:05:00 BST by Ada"


def test_the_chain_promises_consistency_and_no_more() -> None:
    said = " ".join(say_chain(HEAD))
    assert "1 event when" in said
    assert "consistency only" in said
    assert "kept elsewhere" in said


def test_a_record_without_history_has_no_head() -> None:
    empty = TimelineHead("Harbour Lane", "Europe/London", (), "", "", (), "", 0)
    assert "no history" in " ".join(say_chain(empty))


@pytest.mark.parametrize(
    "address",
    [
        "https://courier.example", "http://courier.example:8080/a?b=c&d=e#f", "https://courier.example/%C3%A4(1)",
        "https://127.0.0.1/a", "https://xn--hflein-bua.example/",
    ],
)  # fmt: skip
def test_plain_addresses_may_be_followed(address: str) -> None:
    assert is_safe_link(address)


@pytest.mark.parametrize(
    "address",
    [
        "", "javascript:alert(1)", "data:text/html,x", "ftp://courier.example", "//courier.example", "HTTPS:courier",
        "https://", "https:///a", "https://bank.example@trap.example/", "https://bank.example:pw@trap.example/",
        "https://courier.example/a b", "https://courier.example/<b>", 'https://courier.example/"x', "https://сourier.example/",
        "https://courier.example/\n", "https://courier.example\\@trap.example", "https://courier.example/&copy;=1",
        "https://courier.example/" + "a" * 2000, " https://courier.example/", "https://-.example",
    ],
)  # fmt: skip
def test_addresses_that_mislead_or_break_out_may_not(address: str) -> None:
    assert not is_safe_link(address)


def test_one_line_keeps_the_words_and_the_spaces_between_them() -> None:
    assert one_line(" a \r\n\t b  c\n") == "a b  c"
