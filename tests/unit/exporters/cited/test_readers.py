"""What is handed over is read back by programs of others, and says the same."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from typing import Any

import pytest
import rispy
from pyld import jsonld

from mediawatch.cited import Cited, CitedWork
from mediawatch.exporters.cited import CITED
from mediawatch.exporters.cited.bibliography import clean
from mediawatch.model import TimelineHead


def written(form: str, head: TimelineHead, *cited: Cited, works: tuple[CitedWork, ...] = ()) -> str:
    out = io.StringIO(newline="")
    CITED[form].write(head, iter(cited), iter(works), out)
    return out.getvalue()


def read_with_pandoc(form: str, text: str) -> dict[str, dict[str, Any]]:
    pandoc = shutil.which("pandoc")
    if pandoc is None:
        pytest.skip("pandoc is not installed (Debian: apt-get install pandoc)")
    done = subprocess.run(
        [pandoc, "-f", form, "-t", "csljson"],
        input=text,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return {item["id"]: item for item in json.loads(done.stdout)}


def plain(item: dict[str, Any]) -> dict[str, Any]:
    """An item without what pandoc writes in its own way."""
    return {name: value for name, value in item.items() if name not in ("note", "type", "accessed")}


@pytest.mark.parametrize("form", ["csl", "bibtex"])
def test_pandoc_reads_back_what_the_record_says(form: str, head: TimelineHead, cited: Cited) -> None:
    items = read_with_pandoc("csljson" if form == "csl" else "bibtex", written(form, head, cited))
    assert plain(items["r12"]) == {
        "id": "r12",
        "title": "Advice centre closes",
        "author": [{"literal": "Carys Lund"}, {"literal": "Óscar Vega"}],
        "container-title": "The Courier",
        "issued": {"date-parts": [[2026, 3, 4]]},
        "URL": "https://courier.example/a?b=1&c=2",
    }
    assert plain(items["w2"]) == {
        "id": "w2",
        "title": "Winter figures",
        "author": [{"literal": "Harbour Lane & Friends"}],
        "publisher": "Harbour Lane & Friends",
        "issued": {"date-parts": [[2026, 2]]},
        "URL": "https://harbour-lane.example/figures",
        "DOI": "10.5555/12345678",
        "ISBN": "9780000000002",
    }


@pytest.mark.parametrize("form", ["csl", "bibtex"])
def test_nothing_that_a_stranger_wrote_breaks_out_of_its_field(
    form: str, head: TimelineHead, nasty: Cited, cited: Cited
) -> None:
    items = read_with_pandoc("csljson" if form == "csl" else "bibtex", written(form, head, nasty, cited))
    assert set(items) == {"r12", "r13", "w2"}
    letters = "".join(ch for ch in clean(nasty.report.title) if ch.isalnum())
    assert "".join(ch for ch in items["r13"]["title"] if ch.isalnum()) == letters


def test_rispy_reads_back_what_the_record_says(head: TimelineHead, cited: Cited, nasty: Cited) -> None:
    work, report, stranger = rispy.loads(written("ris", head, cited, nasty))
    assert (work["id"], work["type_of_reference"], work["doi"]) == ("w2", "RPRT", "10.5555/12345678")
    assert report["authors"] == ["Carys Lund", "Óscar Vega"]
    assert (report["title"], report["secondary_title"], report["date"]) == (
        "Advice centre closes", "The Courier", "2026/03/04/",
    )  # fmt: skip
    assert report["urls"] == ["https://courier.example/a?b=1&c=2"]
    assert report["notes"] == [f"x5 cites w2: “turned nobody”. {cited.headline}"]
    assert stranger["title"] == clean(nasty.report.title)


ANNO = {
    "id": "@id", "type": "@type", "oa": "http://www.w3.org/ns/oa#", "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "foaf": "http://xmlns.com/foaf/0.1/", "schema": "http://schema.org/", "xsd": "http://www.w3.org/2001/XMLSchema#",
    "as": "http://www.w3.org/ns/activitystreams#", "AnnotationPage": "as:OrderedCollectionPage",
    "items": {"@id": "as:items", "@container": "@list"}, "Annotation": "oa:Annotation",
    "SpecificResource": "oa:SpecificResource", "TextualBody": "oa:TextualBody",
    "TextQuoteSelector": "oa:TextQuoteSelector", "TextPositionSelector": "oa:TextPositionSelector",
    "TimeState": "oa:TimeState", "Organization": "schema:Organization",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"}, "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "linking": "oa:linking", "classifying": "oa:classifying", "tagging": "oa:tagging", "describing": "oa:describing",
    "assessing": "oa:assessing", "body": "oa:hasBody", "target": "oa:hasTarget",
    "source": {"@id": "oa:hasSource", "@type": "@id"}, "selector": "oa:hasSelector", "state": "oa:hasState",
    "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix", "start": "oa:start", "end": "oa:end",
    "value": "rdf:value", "creator": "dcterms:creator", "created": {"@id": "dcterms:created", "@type": "xsd:dateTime"},
    "sourceDate": {"@id": "oa:sourceDate", "@type": "xsd:dateTime"}, "name": "foaf:name",
}  # fmt: skip
"""The terms that we use, as the Web Annotation Vocabulary means them: the context itself is not fetched."""


def test_a_json_ld_processor_keeps_every_statement(head: TimelineHead, cited: Cited, nasty: Cited) -> None:
    page = json.loads(written("jsonld", head, cited, nasty))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    local = page | {"@context": ANNO}
    expanded = jsonld.expand(local)
    assert jsonld.compact(expanded, ANNO, {"compactArrays": True}) == local, "no statement is lost or made up"
    (first, _) = page["items"]
    quote, position = first["target"]["selector"]
    assert (quote["exact"], position["start"], position["end"]) == ("turned nobody", 310, 323)
    assert first["body"][0]["selector"][0]["exact"] == "turned nobody away"
    assert {
        "type": "TextualBody",
        "purpose": "assessing",
        "value": "misleading: The rest says the opposite.",
    } in first["body"]


def test_works_are_written_by_themselves(head: TimelineHead, work: CitedWork) -> None:
    assert [item["id"] for item in json.loads(written("csl", head, works=(work,)))] == ["w2"]
    assert json.loads(written("csl", head)) == []
    assert json.loads(written("jsonld", head))["items"] == []
    assert rispy.loads(written("ris", head)) == []


def test_a_guessed_day_is_not_given_as_a_day(head: TimelineHead, cited: Cited) -> None:
    from dataclasses import replace

    guessed = replace(cited, report=replace(cited.report, published_certain=False))
    (_, item) = json.loads(written("csl", head, guessed))
    assert "issued" not in item
