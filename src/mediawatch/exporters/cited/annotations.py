"""W3C Web Annotation as JSON-LD: each citation points from their words to ours (Web Annotation Data Model, 2017).

The target is the report at their words, the body our work at ours; both with a TextQuoteSelector and a
TextPositionSelector. Positions count code points of the text that mediawatch read; its digest stands with the capture.
Further bodies say the grade, what changed hands, what was left out, and a person's judgement.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, TextIO

from mediawatch.cited import Cited, CitedWork, Missing
from mediawatch.exporters.rows import encode
from mediawatch.model import TimelineHead

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"


def write(head: TimelineHead, cited: Iterable[Cited], works: Iterable[CitedWork], out: TextIO) -> None:
    """Write an AnnotationPage, one annotation after the other."""
    about = {
        "@context": CONTEXT,
        "id": f"{name_record(head)}#citations",
        "type": "AnnotationPage",
    }
    out.write(encode(about, indent=1).rstrip("}\n ") + ',\n "items": [')
    separator = "\n"
    for each in cited:
        out.write(separator + encode(annotate(head, each), indent=1))
        separator = ",\n"
    out.write("\n]\n}\n" if separator == ",\n" else "]\n}\n")


def name_record(head: TimelineHead) -> str:
    """The record's own name, which stays the same wherever its file lies (RFC 9562)."""
    return f"urn:uuid:{head.record_uuid}"


def annotate(head: TimelineHead, cited: Cited) -> dict[str, Any]:
    """One citation as an annotation."""
    bodies: list[dict[str, Any]] = []
    if cited.work is not None:
        bodies.append(point_at_ours(head, cited, cited.work))
    if cited.grade:
        bodies += [say("classifying", word) for word in (cited.grade, *cited.others)]
    bodies += [say("tagging", flag) for flag in cited.flags]
    bodies += [say("describing", say_missing(missing)) for missing in cited.left_out]
    if cited.assessment is not None:
        bodies.append(say("assessing", f"{cited.assessment.verdict}: {cited.assessment.reason}"))
    made = {
        "id": f"{name_record(head)}#{cited.ref}",
        "type": "Annotation",
        "motivation": "linking",
        "creator": {"type": "Organization", "name": head.organisation},
        "created": f"{cited.added_on}T00:00:00Z",
        "body": bodies,
        "target": point_at_theirs(head, cited),
    }
    return {name: value for name, value in made.items() if value}


def point_at_theirs(head: TimelineHead, cited: Cited) -> dict[str, Any]:
    """Their words in the report; without a text, the report."""
    report = cited.report
    source = report.address or f"{name_record(head)}#r{report.number}"
    target: dict[str, Any] = {"type": "SpecificResource", "source": source}
    if report.text and cited.quote:
        quoted = {
            "type": "TextQuoteSelector",
            "exact": cited.quote,
            "prefix": cited.prefix,
            "suffix": cited.suffix,
        }
        target["selector"] = [quoted, position(cited.start, cited.end)]
    if report.captured_at:
        target["state"] = {"type": "TimeState", "sourceDate": report.captured_at}
    return target


def point_at_ours(head: TimelineHead, cited: Cited, work: CitedWork) -> dict[str, Any]:
    """Our words in the version of the work that was compared; without one, the work."""
    body: dict[str, Any] = {
        "type": "SpecificResource",
        "purpose": "linking",
        "source": work.address or f"{name_record(head)}#w{work.number}",
    }
    if cited.passages:
        quoted = {"type": "TextQuoteSelector", "exact": cited.passage}
        start = min(span.start for span in cited.passages)
        end = max(span.end for span in cited.passages)
        body["selector"] = [quoted, position(start, end)]
    if work.captured_at:
        body["state"] = {"type": "TimeState", "sourceDate": work.captured_at}
    return body


def position(start: int, end: int) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": start, "end": end}


def say(purpose: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def say_missing(missing: Missing) -> str:
    how = "shown" if missing.shown else "not shown"
    return f"Left out {missing.where} ({how}): {missing.words}"
