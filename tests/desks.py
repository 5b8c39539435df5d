"""A desk with one report, published on 4 March 2026 by a paper that the record knows by its domain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mediawatch.archive.mail_reader import Mail
from mediawatch.journeys.added import AddOptions
from mediawatch.journeys.desk import Desk, open_desk
from mediawatch.journeys.init import init_record
from mediawatch.journeys.receive import receive
from mediawatch.model import Fetched, Name, PageFacts, PublicationDate, Reading, Text

ADDRESS = "https://courier.example/tenants"
OUTLET = "The Saltmere Courier"


@contextmanager
def sit_down(path: Path) -> Iterator[Desk]:
    """A desk on a new record with that report."""
    init_record(
        path,
        organisation="Saltmere Trust",
        names=[Name("trust.example", "domain")],
        timezone="Europe/London",
        by="Noor Whitlock",
    )
    with open_desk(path, "Noor Whitlock") as desk:
        add_report(desk)
        yield desk


def add_report(desk: Desk, address: str = ADDRESS, published: str = "2026-03-04", **facts: Any) -> int:
    """Record a report as if its page had been fetched; gives its number."""
    body = f"<p>{address}</p>".encode()
    fetched = Fetched(
        address, address, 200, (("Content-Type", "text/html"),), body, body, "2026-03-05T09:00:00+00:00"
    )
    date = PublicationDate(published, "day", "metadata", facts.pop("certain", True)) if published else None
    told = PageFacts(title="Tenants out", outlet=OUTLET, **({"published": date} if date else {}), **facts)
    reading = Reading("read", (Text(f"The Saltmere Trust. {address}", "article", "x", "1"),), told)
    return int(receive(desk, fetched, reading, AddOptions()).ref[1:])


def add_work(desk: Desk, address: str = "https://trust.example/figures") -> int:
    """Record a work of ours as if its page had been fetched; gives its number."""
    body = f"<p>{address}</p>".encode()
    fetched = Fetched(
        address, address, 200, (("Content-Type", "text/html"),), body, body, "2026-02-01T09:00:00+00:00"
    )
    told = PageFacts(title="Winter figures", published=PublicationDate("2026-02-01", "day", "metadata", True))
    reading = Reading("read", (Text("Three tenancies ended last winter.", "article", "x", "1"),), told)
    return int(receive(desk, fetched, reading, AddOptions(), kind="work").ref[1:])


class Letterbox:
    """Gives mails as they were put in, as a MailReader would have read them."""

    def __init__(self, mails: Mapping[bytes, Mail]) -> None:
        self.mails = mails

    def read(self, content: bytes) -> Mail:
        return self.mails[content]


def make_mail(message: str = "", references: tuple[str, ...] = (), **changes: Any) -> Mail:
    """A mail of the paper to us, unless something else is said."""
    said: dict[str, Any] = {
        "raw": repr((message, references, changes)).encode(),
        "message_id": message,
        "references": references,
        "sent_at": "2026-03-03T16:02:00+00:00",
        "dated_by": "Date",
        "subject": "Your comment on eleven tenancies",
        "sender": ("Carys Lund", "carys@courier.example"),
        "recipients": (("Press", "press@trust.example"),),
        "text": "May we have your comment by six?",
        "links": (),
        "attachments": (),
        "remarks": (),
    }
    return Mail(**{**said, **changes})
