"""What a director finds in the browser."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from mediawatch.exporters import BINARY_EXPORTERS
from mediawatch.journeys.desk import open_desk
from mediawatch.journeys.init import init_record
from mediawatch.web.headers import CONTENT_SECURITY_POLICY
from mediawatch.web.serve import build
from served.pages import Page
from served.records import ORGANISATION, add_many
from taken_apart import read_words

PAGES = (
    "/", "/reports", "/reports/1", "/reports/2", "/reports/3", "/reports/4", "/claims", "/claims/1", "/claims/2",
    "/claims/3", "/claims/4", "/claims/5", "/claims/6", "/claims/7", "/timeline", "/search", "/search?q=heating",
    "/works", "/works/1", "/citations",
    "/requests", "/requests/1", "/requests/2", "/about",
    "/record", "/record/claims_overview", "/record/timeline", "/nowhere", "/claims/99",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole_in_one_language_and_loads_nothing_from_elsewhere(ask: Any, path: str) -> None:
    answer = ask(path)
    assert answer.status_code in (200, 404), answer.text[-600:]
    page = Page(answer.text)
    assert page.wrong == []
    assert ("html", {"lang": "en-GB"}) in page.tags
    assert sum(tag == "h1" for tag, _ in page.tags) == 1
    assert sum(tag == "main" for tag, _ in page.tags) == 1
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids)), "an id stands twice"
    for tag, attributes in page.tags:
        assert "style" not in attributes, tag
        assert not [name for name in attributes if name.startswith("on")], tag
        assert tag != "style"
        if tag == "script":
            assert attributes["src"].startswith("/-/static-plugins/mediawatch/")
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"


@pytest.mark.slow
def test_every_link_of_ours_leads_somewhere(ask: Any) -> None:
    led: dict[str, int] = {}
    for path in PAGES:
        page = Page(ask(path).text)
        anchors = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
        for link in page.links:
            if link.startswith("#"):
                assert link[1:] in anchors, (path, link)
            elif not link.startswith("http"):
                assert link.startswith("/"), (path, link)
                target = link.partition("#")[0]
                if target not in led:
                    led[target] = ask(target).status_code
                assert led[target] == 200, (path, link)
    assert len(led) > 100


def test_the_front_page_says_one_sentence_that_can_be_forwarded(ask: Any) -> None:
    text = Page(ask("/").text).text
    assert f"4 claims about {ORGANISATION} have no answer yet." in text
    assert "4 reports and 7 claims recorded." in text
    assert "an answer is drafted" in text
    assert "The Saltmarsh Courier 3 2 –" in text
    assert "2 days 1" in text


def test_the_claim_that_waits_longest_stands_first(ask: Any) -> None:
    text = Page(ask("/").text).text
    assert text.index("consultants while repairs") < text.index("chief executive's pay")


def test_a_report_shows_its_text_with_numbered_quotes_and_the_answers_beside_them(ask: Any) -> None:
    page = Page(ask("/reports/1").text)
    assert (
        "The Trust closed two thirds of heating complaints without sending anybody1, the documents suggest"
        in page.text
    )
    assert "An engineer went to 71 per cent of heating complaints" in page.text
    assert (
        "published on our site, 6 March 2026 (+2 days); sent to The Saltmarsh Courier, 7 March 2026 (+3 days)"
        in page.text
    )
    numbers = [a["href"] for tag, a in page.tags if tag == "a" and a.get("class") == "number"]
    assert [link for link in numbers if link.startswith("#note-")] == [
        f"#note-{number}" for number in range(1, 6)
    ]
    assert "Ellen Pryce, 4 March 2026" in page.text
    assert "17 June 2026, 10:15:00 BST" in page.text, "times are shown on the record's clocks"
    assert "The page answered 503. Try again later." in page.text


def test_a_report_says_whether_they_asked_before_they_published_and_how_long_we_were_given(ask: Any) -> None:
    page = Page(ask("/reports/1").text)
    assert (
        "The Saltmarsh Courier asked us on 3 March 2026, 16:02, for an answer by 18:00 the same day "
        "(1 hour 58 minutes), before publication. They asked how many <b>complaints</b>‹U+202E› were closed. "
        "mail, for them Ellen Pryce, for us Amira Dent"
    ) in page.text
    assert "We rang The Saltmarsh Courier on 5 March 2026, after publication." in page.text
    assert (
        "Tenants Watch did not contact us before publication; searched on 20 March 2026: mailboxes, call log. "
        "searched by Amira Dent for 1 February 2026 to 19 March 2026"
    ) in Page(ask("/reports/2").text).text
    assert "Right of reply" not in ask("/reports/3").text


def test_a_contact_is_found_and_leads_to_its_report(ask: Any) -> None:
    page = Page(ask("/search?q=figures").text)
    assert "/reports/1#k2" in page.links
    assert "Contacts with outlets" in page.text
    assert 'id="k2"' in ask("/reports/1").text


def test_the_timeline_tells_of_contacts_in_sentences(ask: Any) -> None:
    text = Page(ask("/timeline?report=2").text).text
    assert "Tenants Watch did not contact us before publication; searched on 20 March 2026" in text


def test_overlapping_quotes_keep_every_word_once(ask: Any) -> None:
    text = Page(ask("/reports/1").text).text
    assert (
        "Staff were told to file repeat calls as duplicates2, a former call handler said, which kept them out of "
        "the figures3 sent to the regulator." in text
    )


def test_a_quote_outside_the_article_is_listed_with_the_words_round_it(ask: Any) -> None:
    text = Page(ask("/reports/1").text).text
    assert "Pinned outside this text" in text
    assert "Picture: a boiler at Quayside House, cold since November5, say neighbours of the Trust." in text


def test_a_guessed_date_and_a_year_are_shown_as_no_more_than_that(ask: Any) -> None:
    assert "Tenants Watch, 19 March 2026 (a guess)" in Page(ask("/reports").text).text
    assert "Saltmarsh Weekly, 2026 · print" in Page(ask("/reports").text).text
    assert "May 2026" in Page(ask("/reports/3").text).text


def test_a_claim_stands_beside_our_answer_with_who_approved_it_and_the_evidence(ask: Any) -> None:
    text = Page(ask("/claims/1").text).text
    assert "Published on our site, 6 March 2026 +2 days" in text
    assert "Approved by Amira Dent" in text
    assert "engineers.txt" in text
    assert "Everywhere it appeared" in text
    assert "Left in the cold" in text


def test_a_superseded_answer_is_kept_and_says_what_took_its_place(ask: Any) -> None:
    text = Page(ask("/claims/2").text).text
    assert "Superseded answer (rebuttal 2), 9 March 2026" in text
    assert "Superseded by rebuttal 3." in text


def test_a_draft_is_counted_and_never_quoted(ask: Any) -> None:
    assert "A draft is being written." in Page(ask("/claims/7").text).text
    for path in (*PAGES, "/search?q=zanzibar", "/timeline.json", "/record/rebuttals_overview.json"):
        assert "zanzibar ledger" not in ask(path).text, path
    assert "Nothing found for “zanzibar”" in Page(ask("/search?q=zanzibar").text).text


def test_what_was_withdrawn_is_nowhere(ask: Any) -> None:
    for path in (*PAGES, "/search?q=secret", "/timeline.csv", "/record/claims_overview.json"):
        if path != "/reports/4":
            assert "meets in secret." not in ask(path).text, path
    assert ask("/claims/8").status_code == 404


def test_claims_are_filtered_by_where_they_stand_and_by_outlet(ask: Any) -> None:
    assert "Corrected 1" in Page(ask("/claims").text).text
    corrected = Page(ask("/claims?state=corrected").text).text
    assert "Repairs took 97 days" in corrected
    assert "two thirds" not in corrected
    watch = Page(ask("/claims?outlet=Tenants%20Watch").text).text
    assert "All 2" in watch
    assert "consultants" not in watch


def test_the_timeline_runs_from_the_newest_and_says_how_long_we_took(ask: Any) -> None:
    text = Page(ask("/timeline").text).text
    months = ["November 2026", "May 2026", "April 2026", "March 2026"]
    places = [text.index(f" {month} ") for month in months]
    assert places == sorted(places)
    assert "We answered +2 days" in text
    assert "The Saltmarsh Courier refused +4 days" in text
    assert "Tenants Watch corrected it +10 days" in text


def test_the_timeline_and_its_exports_are_filtered_alike(ask: Any) -> None:
    page = Page(ask("/timeline?claim=c5&since=2026-03-10&until=2026-04-30").text)
    assert "corrected it" in page.text
    assert "consultants" not in page.text
    exports = [link for link in page.links if link.startswith("/timeline.")]
    assert len(exports) == 9
    for link in exports:
        answer = ask(link)
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].startswith(
            'attachment; filename="timeline-harbour-lane-trust-'
        )
        ending = link.partition("?")[0].rpartition(".")[2]
        words = read_words(answer.content, ending) if ending in BINARY_EXPORTERS else answer.text
        words = words.replace("\r\n ", "")  # lines of a calendar are folded
        assert "consultants" not in words and "it was 38" in words, ending
    rows = ask(next(link for link in exports if ".json" in link)).json()
    total = page.text.split(" events,")[0].split()[-1]
    assert len(rows["entries"]) == int(total)


@pytest.mark.parametrize(("words", "found"), [
    ("heating", ("two thirds of heating", "Rebuttal 1", "Left in the cold", "Statement on heating")),
    ("“hold music”", ("Hundreds of heating complaints",)),
    ("consult*", ("consultants",)),
])  # fmt: skip
def test_one_search_looks_through_claims_rebuttals_reports_and_works(
    ask: Any, words: str, found: tuple[str, ...]
) -> None:
    text = Page(ask("/search", params={"q": words}).text).text
    for piece in found:
        assert piece in text


@pytest.mark.parametrize(
    "words", ['"', "AND", "a OR", "(", "*", "NEAR(a", "x:y", "-", "'", "heating -", "\x00", "%", "é" * 400]
)
def test_nothing_that_people_type_breaks_the_search(ask: Any, words: str) -> None:
    assert ask("/search", params={"q": words}).status_code == 200


def test_a_number_that_is_not_there_says_so_and_what_to_do(ask: Any) -> None:
    for path in ("/reports/99", "/claims/0", "/works/7", "/reports/abc", "/claims/" + "9" * 40, "/claims/-1"):
        answer = ask(path)
        assert answer.status_code == 404
        assert "search box above" in Page(answer.text).text


@pytest.mark.slow
def test_long_lists_come_in_parts(tmp_path: Path) -> None:
    path = tmp_path / "many.db"
    init_record(path, organisation=ORGANISATION, timezone="Europe/London", by="Amira Dent")
    with open_desk(path, "Amira Dent") as desk:
        add_many(desk, 60)
    site = build(path)
    seen: list[str] = []
    for kind in ("reports", "claims"):
        link: str | None = f"/{kind}"
        while link:
            page = Page(asyncio.run(site.client.get(link)).text)
            seen += [found for found in page.links if found.startswith(f"/{kind}/")]
            link = next((a["href"] for tag, a in page.tags if tag == "a" and a.get("rel") == "next"), None)
    assert len(seen) == len(set(seen)) == 120
    last = Page(asyncio.run(site.client.get("/reports?page=999")).text)
    assert "51 to 60 of 60" in last.text


def test_an_empty_record_says_which_command_comes_first(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    init_record(path, organisation=ORGANISATION, timezone="Europe/London", by="Amira Dent")
    site = build(path)
    for link, command in (
        ("/", "mediawatch add https://…"),
        ("/reports", "mediawatch add https://…"),
        ("/claims", "mediawatch claim add 1"),
        ("/timeline", "mediawatch add https://…"),
        ("/works", "mediawatch add --work"),
    ):
        answer = asyncio.run(site.client.get(link))
        assert answer.status_code == 200
        assert command in Page(answer.text).text


def test_the_pages_show_what_was_recorded_since_they_were_opened(tmp_path: Path) -> None:
    path = tmp_path / "growing.db"
    init_record(path, organisation=ORGANISATION, timezone="Europe/London", by="Amira Dent")
    site = build(path)
    assert "Nothing is recorded" in Page(asyncio.run(site.client.get("/")).text).text
    with open_desk(path, "Amira Dent") as desk:
        add_many(desk, 1)
    assert (
        "1 claim about Harbour Lane Trust has no answer yet."
        in Page(asyncio.run(site.client.get("/")).text).text
    )


def test_a_request_shows_its_way_and_what_came_of_it_in_each_place(ask: Any) -> None:
    listed = Page(ask("/requests").text).text
    assert "Requests and deadlines" in listed
    assert "Correction, asked of the publisher: The Saltmarsh Courier" in listed
    page = Page(ask("/requests/1").text).text
    assert "Please correct this." in page
    assert "refused" in page.lower()
    assert "We stand by our reporting." in page
    for number in ("0", "99", "x", "%00"):
        assert ask(f"/requests/{number}").status_code == 404
