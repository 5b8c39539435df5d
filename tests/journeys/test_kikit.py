"""The KIKIT case, from a web server to a timeline and into the browser: the case the tool was made for."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

NAMES = [
    "--organisation", "KIKIT Pathways to Recovery", "--alias", "KIKIT", "--person", "Mohammed Ashfaq",
    "--domain", "kikitproject.org", "--timezone", "Europe/London",
]  # fmt: skip


@pytest.fixture
def kikit(shared: Path, world: Any, mediawatch: Callable[..., Any]) -> dict[str, str]:
    """The case on a loopback server, and an empty record."""
    pages = {
        name: world.page(f"/{name}", (shared / "kikit" / f"{name}.html").read_bytes())
        for name in ("statement", "bbc-feature", "mee-article", "report-standin")
    }
    mediawatch("init", *NAMES, check=0)
    return pages


def rows(mediawatch: Callable[..., Any], *words: str) -> list[dict[str, Any]]:
    return json.loads(mediawatch(*words, "--json", check=0).stdout)


@pytest.mark.slow
@pytest.mark.shared
def test_the_case_from_end_to_end(
    kikit: dict[str, str], mediawatch: Callable[..., Any], tmp_path: Path
) -> None:
    mediawatch("add", "--work", kikit["statement"], check=0)
    mediawatch("add", kikit["report-standin"], kikit["bbc-feature"], check=0)
    named_nobody = mediawatch("add", kikit["mee-article"], check=0)
    assert "names nobody" in named_nobody.stdout + named_nobody.stderr

    mentioned = {row["report"] for row in rows(mediawatch, "list", "mentions")}
    assert mentioned == {1, 2}, "mentions in the report and the feature, none in the article"
    reports = rows(mediawatch, "list", "reports")
    assert [row["published"] for row in reports[:2]] == ["2016-05-02", "2007-03-05"]
    (work,) = rows(mediawatch, "list", "works")
    text = mediawatch("show", work["ref"], check=0).stdout
    assert "something we consider our duty" in text
    assert "News & Media" not in text, "teasers are not part of the statement"

    mediawatch(
        "claim", "add", "1", "--quote", "is something we consider our duty and not something that we would pause",
        "--claim", "KIKIT does not question its engagement with Prevent.", "--stance", "reports", check=0,
    )  # fmt: skip
    mediawatch(
        "claim", "add", "r1", "--quote", '"At no time do we seek any engagement with Prevent"',
        "--claim", "KIKIT denied any engagement with Prevent.", check=0,
    )  # fmt: skip
    refused = mediawatch(
        "claim", "add", "1", "--quote", "At no time do we seek to hide any engagement with Prevent",
        "--claim", "Something they never wrote.", check=2,
    )  # fmt: skip
    assert "At no time do we seek any engagement" in refused.stderr, "the nearest passage is shown"
    assert len(rows(mediawatch, "list", "claims")) == 2

    answer = tmp_path / "answer.txt"
    answer.write_text("Our statement said that we do not seek to hide any engagement.", encoding="utf-8")
    mediawatch(
        "rebuttal", "add", "c1", "c2", "--text-file", str(answer), "--evidence", kikit["statement"], check=0
    )
    mediawatch("rebuttal", "approve", "1", "--by", "A Director", check=0)
    mediawatch(
        "rebuttal", "publish", "1", "--on", "2016-05-09", "--url", "https://kikitproject.org/answer", check=0
    )

    states = {row["ref"]: (row["state"], row["lag_days"]) for row in rows(mediawatch, "list", "claims")}
    assert states == {"c1": ("answered", 7), "c2": ("answered", 7)}
    found = rows(mediawatch, "search", "engagement")
    assert {"report", "claim", "rebuttal", "work"} <= {hit["kind"] for hit in found}

    for format in ("md", "html", "csv", "json"):
        target = tmp_path / f"timeline.{format}"
        mediawatch("timeline", "--format", format, "-o", str(target), check=0)
        written = target.read_text(encoding="utf-8-sig")
        assert "At no time do we seek any engagement with Prevent" in written
        assert "Our statement said that we do not seek to hide any engagement" in written
    told = json.loads((tmp_path / "timeline.json").read_text(encoding="utf-8"))["entries"]
    kinds = [entry["kind"] for entry in told]
    assert kinds.index("published") < kinds.index("claim made") < kinds.index("answered")
    assert mediawatch("verify", check=0)


@pytest.mark.shared
def test_the_case_in_the_browser(kikit: dict[str, str], mediawatch: Any) -> None:
    mediawatch("add", kikit["report-standin"], check=0)
    mediawatch(
        "claim", "add", "1", "--quote", "At no time do we seek any engagement with Prevent",
        "--claim", "KIKIT denied any engagement with Prevent.", check=0,
    )  # fmt: skip
    from mediawatch.web.serve import build

    datasette = build(mediawatch.record)

    async def fetch(path: str) -> str:
        answer = await datasette.client.get(path)
        assert answer.status_code == 200, path
        return str(answer.text)

    async def look() -> None:
        assert "1 claim" in await fetch("/")
        assert "At no time do we seek any engagement with Prevent" in await fetch("/reports/1")
        assert "KIKIT denied any engagement" in await fetch("/claims/1")
        assert "KIKIT denied any" in await fetch("/search?q=engagement")
        assert "claim" in await fetch("/timeline")

    asyncio.run(look())


@pytest.mark.slow
@pytest.mark.shared
def test_the_two_quotations_are_compared_with_the_statement_and_answered(
    kikit: dict[str, str], mediawatch: Callable[..., Any], tmp_path: Path
) -> None:
    """What ../shared/data/kikit/README.md says must come out, from the report and the statement to the answer."""
    mediawatch("add", "--work", kikit["statement"], "--published", "2016-05-02", check=0)
    added = mediawatch("add", kikit["report-standin"], check=0)
    assert "silently elided, negation (w1)" in added.stdout, "who adds the report sees it at once"
    quoted = {
        row["quote"]: row for row in rows(mediawatch, "list", "citations") if row["kind"] == "quotation"
    }

    cut = quoted["is something we consider our duty and not something that we would pause"]
    assert (cut["grade"], cut["flags"]) == ("cut off", "")
    assert cut["left_out"].startswith("for and question when our workers are being directly challenged.")

    short = quoted["At no time do we seek any engagement with Prevent"]
    assert short["grade"] == "silently elided"
    assert "negation" in short["flags"].split(", ")
    assert short["left_out"].startswith("to hide"), "what is missing inside stands first"
    assert short["whole_passage"].endswith("at no time do we seek to hide any engagement with Prevent.")
    assert [
        row["ref"]
        for row in rows(mediawatch, "list", "citations", "--flag", "negation", "--grade", short["grade"])
    ]

    shown = mediawatch("show", short["ref"], env={"COLUMNS": "100"}, check=0).stdout
    assert "They leave words out of our sentence, and do not show it. A word that denies was dropped" in shown
    theirs, ours, signs = next(
        (line, *following)
        for line, *following in zip(*(shown.splitlines()[n:] for n in range(3)), strict=False)
        if line.startswith("they print") and "At no time" in line
    )
    hidden = ours.index("to hide")
    assert theirs[hidden : hidden + 7] == " " * 7, "nothing of theirs stands over the words that are missing"
    assert signs[hidden : hidden + 7] == "^" * 7
    assert ours.index("any engagement") == theirs.index("any engagement")
    assert "Left out inside: “to hide”" in shown
    assert "at no time do we seek [-to hide-] any engagement with Prevent." in shown
    assert "    We see Prevent as safeguarding and will continue to operate with this belief." in shown, (
        "what follows"
    )

    reason = "Without “to hide” the sentence says the opposite of what we wrote."
    mediawatch("citation", "assess", short["ref"], "--as", "misleading", "--reason", reason, check=0)
    mediawatch("claim", "add", short["ref"], "--claim", "KIKIT denied any engagement with Prevent.", check=0)
    mediawatch("claim", "add", cut["ref"], "--claim", "KIKIT never pauses its engagement.", check=0)
    mediawatch("claim", "pin", "c1", cut["ref"], check=0)
    answer = tmp_path / "answer.txt"
    answer.write_text("Our statement says that we do not seek to hide any engagement.", encoding="utf-8")
    mediawatch(
        "rebuttal", "add", "c1", "c2", "--text-file", str(answer), "--evidence", short["ref"],
        "--evidence", cut["ref"], check=0,
    )  # fmt: skip
    assert f"{short['ref']}: “At no time do we seek" in mediawatch("show", "b1", check=0).stdout
    mediawatch("rebuttal", "approve", "1", check=0)
    mediawatch(
        "rebuttal", "publish", "1", "--on", "2016-05-09", "--url", "https://kikitproject.org/a", check=0
    )
    assert [row["state"] for row in rows(mediawatch, "list", "claims")] == ["answered", "answered"]
    known = json.loads(mediawatch("show", short["ref"], "--json", check=0).stdout)
    assert (known["claims"], known["rebuttals"], known["assessment"]["verdict"]) == ([1], [1], "misleading")

    told = mediawatch("timeline", "--report", "1", check=0).stdout
    assert "quoted us in" in told
    assert "(silently elided)" in told
    assert "What we wrote:" in told
    assert mediawatch("verify", check=0)


@pytest.mark.slow
@pytest.mark.shared
def test_the_pages_are_found_from_a_feed_and_a_sitemap_and_an_altered_quotation_reaches_the_digest(
    kikit: dict[str, str], shared: Path, world: Any, mediawatch: Callable[..., Any]
) -> None:
    def entry(name: str) -> str:
        return f"<item><title>{name}</title><link>{kikit[name]}</link></item>"

    feed = world.page(
        "/feed",
        f"<rss version='2.0'><channel>{entry('report-standin')}</channel></rss>",
        "application/rss+xml",
    )
    listed = "".join(f"<url><loc>{kikit[name]}</loc></url>" for name in ("bbc-feature", "mee-article"))
    sitemap = world.page(
        "/sitemap.xml",
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>',
        "text/xml",
    )
    for address in (feed, sitemap):
        mediawatch("source", "add", address, "--yes", check=0)
    assert "2 recorded, 1 without a name of yours" in mediawatch("watch", "--pause", "0", check=0).stdout
    reports = {row["address"]: row["ref"] for row in rows(mediawatch, "list", "reports")}
    assert set(reports) == {kikit["report-standin"], kikit["bbc-feature"]}
    why = mediawatch("source", "explain", kikit["mee-article"], check=0).stdout
    assert "It was read and not recorded" in why

    report = reports[kikit["report-standin"]]
    mediawatch(
        "claim", "add", report, "--quote", "At no time do we seek any engagement with Prevent",
        "--claim", "KIKIT denied any engagement with Prevent.", check=0,
    )  # fmt: skip
    page = (shared / "kikit" / "report-standin.html").read_bytes()
    altered = page.replace(b"seek any engagement with Prevent", b"seek to hide any engagement with Prevent")
    assert altered != page
    world.page("/report-standin", altered)
    said = mediawatch("recheck", report, "--pause", "0", check=0).stdout
    assert "altered" in said
    told = mediawatch("digest", check=0).stdout
    assert "A quote was altered" in told and "At no time do we seek any engagement with Prevent" in told
    assert "seek to hide any engagement with Prevent" in told
    mediawatch("verify", check=0)
