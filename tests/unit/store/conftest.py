"""A record in a folder of its own, and a capture to put into it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mediawatch.model import Actor, Fetched, PageFacts, Reading, Text
from mediawatch.store import documents
from mediawatch.store.record import Record, create_record

NOW = "2026-03-05T10:00:00+00:00"


@pytest.fixture
def actor() -> Actor:
    return Actor("Amira Osei", NOW, "2026-03-05")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with create_record(tmp_path / "record.db", "Harbour Trust", "Europe/London", NOW) as made:
        yield made


def fetched(body: bytes = b"<p>Harbour Trust closed the line.</p>") -> Fetched:
    return Fetched(
        address="https://courier.example/a",
        final_address="https://courier.example/a",
        status=200,
        headers=(("Content-Type", "text/html"),),
        body=body,
        raw_body=body,
        retrieved_at=NOW,
    )


def reading(text: str = "Harbour Trust closed the line.") -> Reading:
    return Reading("read", (Text(text, "article", "trafilatura", "2"),), PageFacts(title="Closed"))


@pytest.fixture
def capture(record: Record, actor: Actor) -> int:
    with record.write() as db:
        document = documents.insert_document(db, "report", actor.now)
        return documents.insert_capture(
            db, actor, document, fetched(), reading(), b"archived bytes", "2026-03-05"
        )
