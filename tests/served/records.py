"""An invented record for the pages: made through the journeys, with everything a page has to cope with."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from mediawatch.journeys.added import AddOptions
from mediawatch.journeys.claims import PinOptions, add_claim, pin_claim
from mediawatch.journeys.contact_searches import SearchGiven, add_search
from mediawatch.journeys.contacts import ContactGiven, ContactPlace, add_contact
from mediawatch.journeys.correct import withdraw
from mediawatch.journeys.desk import Desk, open_desk
from mediawatch.journeys.init import init_record
from mediawatch.journeys.rebuttals import (
    add_rebuttal,
    approve_rebuttal,
    publish_rebuttal,
    supersede_rebuttal,
)
from mediawatch.journeys.receive import receive
from mediawatch.journeys.requests import OutcomeOptions, RequestOptions, add_request, set_outcome
from mediawatch.journeys.typed import TypedReport, add_typed
from mediawatch.model import Fetched, Name, PageFacts, PublicationDate, Reading, Ref, Text
from mediawatch.store.documents import add_address
from mediawatch.store.problems import insert_problem

ORGANISATION = "Harbour Lane Trust"

COURIER = """\
More than four hundred complaints about heating were made by tenants of Harbour Lane Trust last winter, according \
to figures seen by the Courier.

The Trust closed two thirds of heating complaints without sending anybody, the documents suggest. One tenant, who \
asked not to be named, said she had “heard nothing but the hold music” since October.

Staff were told to file repeat calls as duplicates, a former call handler said, which kept them out of the figures \
sent to the regulator. Harbour Lane Trust said that it did not recognise the claim.

Councillor Edda Marlowe, who chairs the scrutiny committee, said the board had spent £1.9m on consultants while \
repairs were cut. She has called for the accounts to be published in full before the annual meeting in June.

The Trust manages 8,200 homes across five estates. Its most recent annual report calls its tenants’ satisfaction \
“strong and improving”."""

COURIER_PAGE = (
    COURIER
    + "\n\nPicture: a boiler at Quayside House, cold since November, say neighbours of the Trust.\n\nComments (14)"
)

WATCH = """\
This briefing looks at how five associations, Harbour Lane Trust among them, dealt with heating between 2023 and 2025.

The average time from a first call to a finished repair at Harbour Lane was 97 days, the longest of the five. The \
median of the sector in the same time was 41 days.

The Trust closed two thirds of heating complaints without sending anybody.

Compensation is rare. Harbour Lane paid it in only 3 of 118 complaints that were upheld, and in none of them \
within 28 days."""

HOSTILE_TITLE = (
    "<script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\"> "
    "“Harbour\u202eLane\x1b[31m"
)
HOSTILE_TEXT = """\
<script>document.title = 'ran'</script> Harbour Lane Trust doubled the chief executive's pay, {{ 7*7 }} times over.

</mark></p><svg onload="document.title='ran'"> javascript:alert(1) =HYPERLINK("http://x.example","click")"""


def receive_page(
    desk: Desk,
    address: str,
    article: str,
    page: str = "",
    *,
    title: str,
    outlet: str,
    published: PublicationDate,
    author: str = "",
    language: str = "en-GB",
    as_work: bool = False,
) -> int:
    """Record a page as if it had been fetched, with the texts that were read from it; gives its number."""
    body = f"<html><body>{article}</body></html>".encode()
    fetched = Fetched(
        address=address,
        final_address=address,
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body=body,
        raw_body=body,
        retrieved_at="2026-06-17T09:15:00+00:00",
    )
    texts = [Text(article, "article", "trafilatura", "2.0")]
    if page:
        texts.append(Text(page, "page", "resiliparse", "0.15"))
    facts = PageFacts(
        title=title,
        authors=(author,) if author else (),
        outlet=outlet,
        language=language,
        published=published,
    )
    options = AddOptions(outlet=outlet, as_work=as_work)
    added = receive(desk, fetched, Reading("read", tuple(texts), facts, media_type="text/html"), options)
    return int(added.ref[1:])


def make_record(path: Path) -> Path:
    """A record with reports, claims in every state, answers, a correction, drafts and withdrawn things."""
    init_record(
        path,
        organisation=ORGANISATION,
        names=[Name("Harbour Lane", "alias"), Name("harbourlane.example", "domain")],
        timezone="Europe/London",
        by="Amira Dent",
    )
    with open_desk(path, "Amira Dent") as desk:
        fill(desk)
    return path


def fill(desk: Desk) -> None:
    """Reports 1 to 6, claims 1 to 8, rebuttals 1 to 6, request 1, work 1."""
    courier = receive_page(
        desk,
        "https://courier.example/heating",
        COURIER,
        COURIER_PAGE,
        title="Hundreds of heating complaints ‘ignored’ at Harbour Lane",
        outlet="The Saltmarsh Courier",
        author="Ellen Pryce",
        published=PublicationDate("2026-03-04", "day", "metadata"),
    )
    watch = receive_page(
        desk,
        "https://tenantswatch.example/briefing",
        WATCH,
        title="Left in the cold: heating, delay and redress in five associations",
        outlet="Tenants Watch",
        published=PublicationDate("2026-03-19", "day", "page", certain=False),
    )
    hostile = receive_page(
        desk,
        "https://blog.example/pay?x=<b>&y='\"",
        HOSTILE_TEXT,
        title=HOSTILE_TITLE,
        outlet="<b>Harbour</b> Voice & Co",
        published=PublicationDate("2026-05", "month", "page"),
    )
    cutting = add_typed(
        desk,
        TypedReport(
            text="The board of Harbour Lane Trust meets in secret, our reader finds.\n\nNobody was asked.",
            outlet="Saltmarsh Weekly",
            published="2026",
            place="page 7",
            title="Letters",
        ),
    )
    work = receive_page(
        desk,
        "https://www.harbourlane.example/statement",
        "We sent an engineer to 71 per cent of heating complaints in 2025.\n\nThe figures by month are in the annexe.",
        title="Statement on heating",
        outlet=ORGANISATION,
        published=PublicationDate("2026-03-06", "day", "page"),
        as_work=True,
    )
    assert (courier, watch, hostile, work) == (1, 2, 3, 1), "the tests name these by number"
    letters = int(cutting.ref[1:])
    add_claim(
        desk,
        courier,
        "The trust closed two thirds of heating complaints without a visit.",
        PinOptions("The Trust closed two thirds of heating complaints without sending anybody"),
    )
    add_claim(
        desk,
        courier,
        "Staff were told to file repeat calls as duplicates.",
        PinOptions(
            "Staff were told to file repeat calls as duplicates",
            speaker="a former call handler",
            stance="reports",
        ),
    )
    add_claim(
        desk,
        courier,
        "The board spent £1.9m on consultants while repairs were cut.",
        PinOptions("the board had spent £1.9m on consultants while repairs were cut", speaker="Edda Marlowe"),
    )
    add_claim(
        desk,
        courier,
        "A boiler at Quayside House has been cold since November.",
        PinOptions("a boiler at Quayside House, cold since November"),
    )
    add_claim(
        desk,
        watch,
        "Repairs took 97 days on average, the longest of five associations.",
        PinOptions(
            "The average time from a first call to a finished repair at Harbour Lane was 97 days, "
            "the longest of the five"
        ),
    )
    pin_claim(
        desk,
        1,
        watch,
        PinOptions("The Trust closed two thirds of heating complaints without sending anybody"),
    )
    add_claim(
        desk,
        hostile,
        "<i>The chief executive's pay</i> doubled.",
        PinOptions("Harbour Lane Trust doubled the chief executive's pay"),
    )
    # overlaps with claim 2, and runs into the next paragraph
    add_claim(
        desk,
        courier,
        "Calls were filed so that the regulator would not see them.",
        PinOptions(
            "to file repeat calls as duplicates, a former call handler said, which kept them out of the figures"
        ),
    )
    add_claim(
        desk,
        letters,
        "The board meets in secret.",
        PinOptions("The board of Harbour Lane Trust meets in secret"),
    )
    answer(desk)
    correspond(desk)


def answer(desk: Desk) -> None:
    """Claim 1 answered twice, 2 asked and refused, 5 corrected, 3 and 6 without an answer, 7 drafted, 8 withdrawn."""
    scan = desk.record.path.with_name("engineers.txt")
    scan.write_text("Visits by month: an invented table.", encoding="utf-8")
    add_rebuttal(
        desk,
        [1],
        "An engineer went to 71 per cent of heating complaints in 2025.\n\n"
        "The two thirds count follow-up calls on jobs that were open already as if each were a complaint.",
        [str(scan)],
    )
    approve_rebuttal(desk, 1)
    publish_rebuttal(desk, 1, on="2026-03-06", address="https://www.harbourlane.example/statement")
    publish_rebuttal(desk, 1, on="2026-03-07", to="The Saltmarsh Courier")
    add_rebuttal(
        desk, [2, 5], "No such instruction exists. Each repeat call goes to a team leader the same day."
    )
    approve_rebuttal(desk, 2)
    publish_rebuttal(desk, 2, on="2026-03-09", to="The Saltmarsh Courier")
    supersede_rebuttal(
        desk, 2, "No such instruction exists, and none ever did. The guide of May 2025 says the opposite."
    )
    approve_rebuttal(desk, 3)
    publish_rebuttal(desk, 3, on="2026-03-12", address="https://www.harbourlane.example/guide")
    add_rebuttal(desk, [7], "A secret draft about the zanzibar ledger that nobody may read.")
    add_rebuttal(desk, [4], "The boiler was mended on 2 December.")
    approve_rebuttal(desk, 5)
    correction = RequestOptions("correction", "publisher")
    add_request(desk, ["2"], correction, on="2026-03-10", text="Please correct this.")
    set_outcome(desk, 1, OutcomeOptions("refused", "We stand by our reporting."), on="2026-03-14")
    add_request(desk, ["5"], correction, on="2026-03-24", text="The method is wrong.")
    corrected = OutcomeOptions("corrected", "An earlier version gave 97 days; it was 38.")
    set_outcome(desk, 2, corrected, on="2026-04-03")
    withdraw(desk, Ref("c", 8), "the same as another one")
    actor = desk.actor()
    with desk.record.write() as db:
        # no journey would let it in: the pages must not rely on that
        document = db.execute("SELECT document_id FROM reports WHERE id = 4").fetchone()[0]
        add_address(db, document, "javascript:document.title='ran'", "javascript:", actor.now)
        insert_problem(
            db,
            actor,
            address="https://courier.example/heating",
            kind="http status",
            message="The page answered 503.",
            advice="Try again later.",
            document=db.execute("SELECT document_id FROM reports WHERE id = 1").fetchone()[0],
        )


def correspond(desk: Desk) -> None:
    """The Courier asked before it published and rang again; for Tenants Watch somebody looked and found nothing."""
    add_contact(
        desk,
        ContactPlace(report=1),
        ContactGiven(
            "in",
            "mail",
            "2026-03-03 16:02",
            "They asked how many <b>complaints</b>\u202e were closed.",
            them="Ellen Pryce",
            us="Amira Dent",
            deadline="18:00",
        ),
    )
    add_contact(
        desk,
        ContactPlace(report=1),
        ContactGiven("out", "telephone", "2026-03-05", "We rang to say that the figures are wrong."),
    )
    add_search(
        desk,
        2,
        SearchGiven(["mailboxes", "call log"], since="2026-02-01", until="2026-03-19", on="2026-03-20"),
    )


def add_many(desk: Desk, number: int) -> None:
    """Many more reports of one outlet, each with a claim: lists get pages."""
    first = date(2025, 1, 1)
    for index in range(number):
        day = first + timedelta(days=index % 365)
        report = receive_page(
            desk,
            f"https://daily.example/{index}",
            f"Story {index} of the daily.\n\nHarbour Lane Trust sold house number {index} to a friend.",
            title=f"Story {index}",
            outlet="Daily Example",
            published=PublicationDate(day.isoformat(), "day", "metadata"),
        )
        add_claim(
            desk,
            report,
            f"The trust sold house number {index} to a friend.",
            PinOptions(f"Harbour Lane Trust sold house number {index} to a friend"),
        )
