"""A statement from its layout to the page on which it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mediawatch.errors import InputError, NotAllowed, NotFound
from mediawatch.journeys.add import add_address
from mediawatch.journeys.added import AddOptions
from mediawatch.journeys.approval import approve_rebuttal
from mediawatch.journeys.claims import PinOptions, add_claim
from mediawatch.journeys.compare import compare
from mediawatch.journeys.correct import set_fields
from mediawatch.journeys.deliveries import Delivery, publish_rebuttal
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.forms import END, read_form_text, read_titled_form
from mediawatch.journeys.publication import publish_statement
from mediawatch.journeys.rebuttals import add_rebuttal, change_rebuttal, supersede_rebuttal
from mediawatch.journeys.statements import add_statement, lay_out_statement, statement_form
from mediawatch.model import Ref
from mediawatch.reading.statements import find_placeholders
from mediawatch.store.evidence import read_evidence
from mediawatch.store.reports import read_thing
from mediawatch.store.rows import select, select_one
from mediawatch.store.verify import run_checks

TEXT = (
    "Nobody was turned away from our doors last winter: 312 people were seen in Quay Street.\n\n"
    "Our director earns £64,000 a year, as our audited accounts say on page 12."
)
PAGE = """<!doctype html><html lang="en-GB"><head><title>What the figures say</title></head><body>
<nav>Home News</nav><article><h1>What the figures say</h1>
<p>Nobody was turned away from our doors last winter: 312 people were seen in Quay Street.</p>
<p>Our director earns £64,000 a year, as our audited accounts say on page&nbsp;12.</p></article></body></html>"""
OTHER_PAGE = PAGE.replace("£64,000", "£84,000")


def failures(desk: Desk) -> list[str]:
    return [failure for check in run_checks(desk.record.db) for failure in check.failures]


def counts(desk: Desk) -> dict[str, int]:
    tables = ("deliveries", "works", "captures", "problems")
    return {name: desk.record.db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}


@pytest.fixture
def approved(ama: Desk, ines: Desk) -> Desk:
    """Statement 1 on report 1 is approved."""
    add_statement(ama, lay_out_statement(ama, report=1, title="What the figures say"), text=TEXT)
    approve_rebuttal(ines, 1)
    return ama


def test_a_report_is_answered_point_by_point_in_its_own_order(ama: Desk) -> None:
    laid_out = lay_out_statement(ama, report=1)
    assert laid_out.claims == (1, 2)
    assert laid_out.title == "Our answer to ‘Turned away’ in The Gazette"
    said = laid_out.text
    assert (
        "“turned away three hundred people last winter”\n(The Gazette, “Turned away”, page 7, 4 March 2026)"
        in said
    )
    assert said.index("turned away three hundred") < said.index("Its director earns £180,000 a year")
    assert "Courier" not in said, "the same claim elsewhere is not what this report said"


def test_claims_are_answered_wherever_they_were_made(ama: Desk) -> None:
    laid_out = lay_out_statement(ama, claims=[2, 1, 2])
    assert laid_out.claims == (2, 1)
    assert laid_out.title == "Our answer to what was said about Harbour Lane Trust"
    assert (
        "The same was said here too:\n- “Three hundred people were turned away” (a report in The Courier"
        in laid_out.text
    )


def test_an_approved_answer_and_its_evidence_stand_in_it(ama: Desk, tmp_path: Path) -> None:
    accounts = tmp_path / "accounts.csv"
    accounts.write_text("pay;64000", encoding="utf-8")
    add_rebuttal(ama, [2], "She earns £64,000.", [str(accounts)])
    assert "She earns" not in lay_out_statement(ama, report=1).text, "a draft is nobody's word"
    approve_rebuttal(ama, 1)
    laid_out = lay_out_statement(ama, report=1)
    assert "What is true\n\nShe earns £64,000.\n\nEvidence:\n- accounts.csv" in laid_out.text
    done = add_statement(ama, laid_out)
    (piece,) = read_evidence(ama.record.db, done.rebuttal)
    assert piece["file"] == "accounts.csv"
    assert done.to_fill == len(find_placeholders(laid_out.text)) == 4
    with pytest.raises(NotAllowed, match="4 places are left to fill in"):
        approve_rebuttal(ama, done.rebuttal)


def test_a_report_without_claims_has_nothing_to_answer(ama: Desk) -> None:
    with pytest.raises(NotFound, match="r9"):
        lay_out_statement(ama, report=9)
    with pytest.raises(NotFound, match="c9"):
        lay_out_statement(ama, claims=[9])
    with pytest.raises(InputError, match="which claims"):
        lay_out_statement(ama)
    ama.record.db.execute("UPDATE appearances SET withdrawn_at = '2026-03-05T00:00:00+00:00'")
    with pytest.raises(NotFound, match="No claim is pinned in r1"):
        lay_out_statement(ama, report=1)


def test_a_title_is_asked_for_and_only_statements_have_one(ama: Desk) -> None:
    done = add_statement(ama, lay_out_statement(ama, report=1), text=TEXT, title=" ")
    with pytest.raises(NotAllowed, match="has no title"):
        approve_rebuttal(ama, done.rebuttal)
    set_fields(ama, Ref("b", 1), {"title": "What the \n figures say"})
    assert approve_rebuttal(ama, 1).title == "What the figures say"
    add_rebuttal(ama, [1], "An answer.")
    with pytest.raises(InputError, match="only a statement has a title"):
        change_rebuttal(ama, 2, title="A title")


def test_the_form_gives_back_title_and_text_as_they_were_written(ama: Desk) -> None:
    form = statement_form(ama, lay_out_statement(ama, report=1))
    title, text = read_titled_form(form.replace("[FILL IN: in one", "# A line of ours\n[FILL IN: in one"))
    assert title == "Our answer to ‘Turned away’ in The Gazette"
    assert text.startswith("# A line of ours\n[FILL IN: in one")
    assert END not in text
    assert "c2: The director earns £180,000." in form
    with pytest.raises(InputError, match="first line"):
        read_titled_form("A text without its title")
    assert read_form_text("# gone\nkept\n#gone too") == "kept"


def test_a_published_statement_is_a_work_in_one_step(approved: Desk, world: Any) -> None:
    address = world.page("/figures", PAGE)
    done = publish_statement(approved, 1, Delivery("2026-03-06", "16:05", address))
    assert (done.state, done.work, done.warnings) == ("published", "w1", ())
    work = read_thing(approved.record.db, Ref("w", 1))
    assert (work["title"], work["published"]) == ("What the figures say", "2026-03-06")
    assert read_thing(approved.record.db, Ref("b", 1))["work_id"] == 1
    assert dict(approved.record.db.execute("SELECT claim, state FROM claims_overview")) == {
        1: "answered",
        2: "answered",
    }
    assert failures(approved) == []
    with pytest.raises(NotAllowed, match="recorded already"):
        publish_statement(approved, 1, Delivery("2026-03-06", "16:05", address))


def test_a_page_that_says_something_else_than_was_approved_is_told(approved: Desk, world: Any) -> None:
    address = world.page("/figures", OTHER_PAGE)
    done = publish_statement(approved, 1, Delivery("2026-03-06", address=address))
    assert done.work == "w1"
    (warning,) = done.warnings
    assert warning.startswith("1 of 2 paragraphs that were approved do not stand on that page word for word")
    assert "first: “Our director earns £64,000" in warning
    found = compare(approved, Ref("b", 1), "w1")
    assert found is not None
    assert ("changed", " £64,000", " £84,000") in [(p.kind, p.before, p.after) for p in found.pieces]


@pytest.mark.parametrize("how", ["nothing listens", "not found", "broken off", "refused by robots"])
def test_a_page_that_cannot_be_read_does_not_keep_the_publication_out(
    approved: Desk, world: Any, how: str
) -> None:
    address = world.url("/figures")
    if how == "nothing listens":
        address = f"http://{world.host}:1/figures"
    elif how == "broken off":
        world.short("/figures", PAGE)
    elif how == "refused by robots":
        world.page("/figures", PAGE)
        world.robots("User-agent: *\nDisallow: /")
    done = publish_statement(approved, 1, Delivery("2026-03-06", address=address))
    assert (done.state, done.work) == ("published", "")
    assert "The page is not recorded as a work:" in done.warnings[0]
    assert "Run the same command again" in done.warnings[0]
    assert counts(approved)["deliveries"] == 1
    assert counts(approved)["problems"] == 1
    again = publish_statement(approved, 1, Delivery("2026-03-06", address=address), text_only=True)
    assert (again.work, again.went) == ("w1", "")
    assert counts(approved)["deliveries"] == 1
    open_problems = approved.record.db.execute(
        "SELECT count(*) FROM problems WHERE solved_at IS NULL"
    ).fetchone()
    assert open_problems == (0,)
    assert failures(approved) == []


def test_run_again_it_records_the_page_alone(approved: Desk, world: Any) -> None:
    address = world.url("/figures")
    publish_statement(approved, 1, Delivery("2026-03-06", address=address))
    world.page("/figures", PAGE)
    done = publish_statement(approved, 1, Delivery("2026-03-06", address=address))
    assert (done.work, done.went) == ("w1", "")
    assert read_thing(approved.record.db, Ref("w", 1))["article_id"]


def test_a_saved_page_or_nothing_but_the_text_will_do(approved: Desk, tmp_path: Path, world: Any) -> None:
    saved = tmp_path / "saved.html"
    saved.write_text(PAGE, encoding="utf-8")
    address = world.page("/figures", "unseen")
    done = publish_statement(
        approved, 1, Delivery("2026-03-06", address=address), file=saved, retrieved="2026-03-06"
    )
    assert (done.work, done.warnings) == ("w1", ())
    assert world.requests == []
    assert select_one(approved.record.db, "SELECT address FROM works_overview") == {"address": address}
    add_statement(approved, lay_out_statement(approved, claims=[2], title="On pay"), text=TEXT)
    approve_rebuttal(approved, 2)
    handed_out = publish_statement(approved, 2, Delivery("2026-03-07"))
    assert (handed_out.work, handed_out.went) == ("w2", "published by us")
    with pytest.raises(InputError, match="exclude each other"):
        publish_statement(approved, 2, Delivery("2026-03-07"), file=saved, text_only=True)


def test_a_saved_page_that_cannot_be_read_changes_nothing(approved: Desk, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 broken")
    with pytest.raises(InputError):
        publish_statement(approved, 1, Delivery("2026-03-06"), file=broken)
    with pytest.raises(InputError):
        publish_statement(approved, 1, Delivery("2026-03-06"), file=tmp_path / "missing.html")
    assert counts(approved)["deliveries"] == 0


def test_a_report_s_address_is_nowhere_to_publish(approved: Desk, world: Any) -> None:
    address = world.page("/theirs", PAGE)
    add_address(approved, address, AddOptions())
    before = counts(approved)
    with pytest.raises(NotAllowed, match="in the record as a report"):
        publish_statement(approved, 1, Delivery("2026-03-06", address=address))
    assert counts(approved) == before, "all of it or nothing"


def test_only_an_approved_statement_is_published(ama: Desk) -> None:
    add_rebuttal(ama, [1], "An answer.")
    approve_rebuttal(ama, 1)
    with pytest.raises(NotAllowed, match="is an answer, not a statement"):
        publish_statement(ama, 1, Delivery("2026-03-06"))
    add_statement(ama, lay_out_statement(ama, report=1), text=TEXT)
    with pytest.raises(NotAllowed, match="not approved yet"):
        publish_statement(ama, 2, Delivery("2026-03-06"))


def test_what_supersedes_a_statement_is_the_newest_text_of_its_page(approved: Desk, world: Any) -> None:
    address = world.page("/figures", PAGE)
    publish_statement(approved, 1, Delivery("2026-03-06", address=address))
    better = TEXT.replace("312", "314")
    draft = supersede_rebuttal(approved, 1, better)
    assert (draft.kind, draft.title) == ("statement", "What the figures say")
    approve_rebuttal(approved, 2)
    world.page("/figures", PAGE.replace("312", "314"))
    done = publish_statement(approved, 2, Delivery("2026-03-09", address=address))
    assert (done.work, done.warnings) == ("w1", ())
    assert read_thing(approved.record.db, Ref("b", 1))["superseded_on"] == "2026-03-09"
    found = compare(approved, Ref("w", 1))
    assert found is not None
    assert [(p.before, p.after) for p in found.pieces if p.kind == "changed"] == [(" 312", " 314")]
    assert failures(approved) == []


def test_the_views_tell_a_statement_with_its_title_and_never_that_of_a_draft(
    approved: Desk, ines: Desk
) -> None:
    publish_rebuttal(approved, 1, on="2026-03-06", to="The Gazette")
    add_statement(approved, lay_out_statement(approved, claims=[2], title="A zymurgical title"), text=TEXT)
    (first, second) = select(approved.record.db, "SELECT * FROM rebuttals_overview ORDER BY rebuttal")
    assert (first["kind"], first["title"], first["deliveries"]) == ("statement", "What the figures say", 1)
    assert (second["state"], second["title"], second["text"]) == ("draft", "", "")
    kinds = {(row["kind"], row["title"]) for row in select(
        approved.record.db, "SELECT kind, title FROM timeline WHERE rebuttal = 1"
    )}  # fmt: skip
    assert kinds == {("approved", "What the figures say"), ("answered", "What the figures say")}


def test_the_title_of_a_statement_is_searched(approved: Desk) -> None:
    from mediawatch.journeys.search import search_record

    (hit,) = search_record(approved, "figures", kind="rebuttal")
    assert hit.title == "Statement b1: What the figures say, approved"
    set_fields(approved, Ref("b", 1), {"title": "Something new"})
    assert search_record(approved, "new", kind="rebuttal") == [], "a draft again"
    assert search_record(approved, "figures", kind="rebuttal") == []


def test_a_claim_that_was_merged_is_answered_as_the_one_it_became(ama: Desk) -> None:
    add_claim(ama, 2, "They say 300 were turned away.", PinOptions("says a report"))
    ama.record.db.execute("UPDATE claims SET merged_into = 1, stands_as = 1 WHERE id = 3")
    ama.record.db.execute("UPDATE appearances SET standing_claim_id = 1 WHERE claim_id = 3")
    laid_out = lay_out_statement(ama, claims=[3])
    assert laid_out.claims == (1,)
    assert "“says a report”" in laid_out.text
