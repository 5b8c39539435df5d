"""Citations in the case that the tool was made for."""

from __future__ import annotations

from pathlib import Path

import pytest

from mediawatch.archive.extract import read
from mediawatch.citing import Found, Version, Work
from mediawatch.model import Name
from mediawatch.reading.catalogue import compile_catalogue
from mediawatch.reading.citations import find_citations
from mediawatch.reading.own_passages import find_own
from mediawatch.reading.passages import PassageIndex


@pytest.mark.shared
def test_the_kikit_pair_comes_out_as_its_readme_says(shared: Path) -> None:
    folder = shared / "kikit"
    names = [
        Name("KIKIT Pathways to Recovery", "organisation"),
        Name("KIKIT", "alias"),
        Name("Mohammed Ashfaq", "person"),
        Name("kikitproject.org", "domain"),
    ]
    address = "https://kikitproject.org/response-cage-report-completely-independent/"
    statement = read((folder / "statement.html").read_bytes(), media_type="text/html", address=address)
    ours = statement.texts[0].text
    catalogue = compile_catalogue(
        [Work(1, statement.facts.title, (), (address,))], [Version(1, 1, "2016-05-09")], names
    )
    index = PassageIndex()
    index.add(1, ours, own=find_own(ours, catalogue.speaking))

    def find(name: str) -> tuple[str, list[Found]]:
        page = read(
            (folder / f"{name}.html").read_bytes(),
            media_type="text/html",
            address="https://www.example.org/a",
        )
        report = page.texts[0]
        return report.text, find_citations(
            report, index, catalogue, {1: ours}, published=page.facts.published
        )

    theirs, found = find("report-standin")
    first, second = (one for one in found if one.kind == "quotation")
    assert first.graded is not None and second.graded is not None
    assert (first.speaker, second.speaker) == ("ours", "ours")
    assert first.graded.grade == "cut off"
    after = [ours[left.span.start : left.span.end] for left in first.graded.left_out if left.where == "after"]
    assert after == ["for and question when our workers are being directly challenged."]
    assert second.graded.grade == "silently elided"
    within = [
        ours[left.span.start : left.span.end] for left in second.graded.left_out if left.where == "within"
    ]
    assert within == ["to hide"]
    assert "negation" in second.graded.flags, "it reverses the meaning"
    assert (first.first, first.stood) == ("theirs", "after"), "the statement answers the report"
    assert not any("We are completely independent" in theirs[one.start : one.end] for one in found)
    assert {theirs[one.start : one.end] for one in found if one.kind == "named"} == {
        "website of KIKIT Pathways to Recovery", "accounts filed by Kikit", "KIKIT statement",
    }  # fmt: skip
    for name in ("bbc-feature", "mee-article"):
        assert find(name)[1] == [], "reports that quote nothing of ours"
