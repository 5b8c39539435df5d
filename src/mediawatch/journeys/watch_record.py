"""What a watch writes: what a source lists, how it went, and what became of each page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from mediawatch.errors import MediawatchError, NotAllowed
from mediawatch.journeys.added import AddOptions
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.receive import receive
from mediawatch.journeys.watch_read import Chunk, LeadDone, SourceDone
from mediawatch.model import UNKNOWN_DATE, Actor, Fetched, PublicationDate, Reading
from mediawatch.reading.addresses import normalise, outlet_domain
from mediawatch.reading.intervals import LONGEST_ASKED, MOST_ATTEMPTS, back_off, later, learn_interval
from mediawatch.store import documents, leads, problems, sources
from mediawatch.store.events import append_event, sha256
from mediawatch.store.rows import select_one

if TYPE_CHECKING:
    from mediawatch.journeys.watch import WatchDone


class Recorder:
    """Writes the results of one run."""

    def __init__(self, desk: Desk, done: WatchDone, names: int, retry: int) -> None:
        """`names`: the number under which the names that are looked for are kept; `retry`: seconds after which what
        failed is tried again for the first time."""
        self.desk = desk
        self.done = done
        self.retry = retry
        self.names = names
        self._counts: dict[int, tuple[int, int]] = {}

    def take(
        self, results: Sequence[Chunk | SourceDone | LeadDone], tell: Callable[[WatchDone], None]
    ) -> None:
        """Write some results, together or not at all."""
        actor = self.desk.actor()
        with self.desk.record.together() as db:
            for result in results:
                if isinstance(result, Chunk):
                    self.keep_chunk(db, actor, result)
                elif isinstance(result, SourceDone):
                    self.end_source(db, actor, result)
                else:
                    self.settle(db, actor, result)
        tell(self.done)

    def keep_chunk(self, db: Database, actor: Actor, chunk: Chunk) -> None:
        """Keep some of what a source lists."""
        new = leads.keep_leads(db, chunk.source, chunk.leads, actor.now)
        listed, before = self._counts.get(chunk.source, (0, 0))
        self._counts[chunk.source] = (listed + len(chunk.leads), before + new)
        self.done.new_leads += new

    def end_source(self, db: Database, actor: Actor, result: SourceDone) -> None:
        """Note how reading a source went, and when it is due again."""
        source = sources.read_source(db, result.source)
        listed, new = self._counts.pop(result.source, (0, 0))
        error = result.error
        self.done.sources += 1
        columns: dict[str, Any] = {"read_at": actor.now}
        if result.outcome == "failed" and error is not None:
            failures = source["failures"] + 1
            wait = max(
                back_off(failures, asked=result.retry_after), source["shortest"] if failures > 1 else 0
            )
            columns |= {"failures": failures, "due_at": later(actor.now, wait)}
            self.done.failed.append((result.source, str(error)))
        else:
            interval = learn_interval(
                source["interval"], yielded=new > 0, shortest=source["shortest"], longest=source["longest"]
            )
            columns |= {
                "failures": 0, "interval": interval, "due_at": later(actor.now, interval), "etag": result.etag,
                "last_modified": result.last_modified,
            }  # fmt: skip
            if result.outcome == "changed":
                columns |= {"listed": listed, "most_listed": max(listed, source["most_listed"])}
            if new:
                columns["yielded_at"] = actor.now
            self.done.unchanged += result.outcome == "unchanged"
        sources.set_state(db, result.source, **columns)
        sources.insert_read(
            db, result.source, self.done.run, actor.now, result.outcome, listed=listed, new=new,
            why=error.message if error else "", advice=error.advice if error else "",
        )  # fmt: skip
        note_source(db, actor, result.source, source["address"], self.done.run, error)

    def settle(self, db: Database, actor: Actor, result: LeadDone) -> None:
        """Write what became of a page."""
        lead = result.lead
        self.done.read += 1
        if result.found == "later":
            self.put_off(db, actor, result)
            return
        leads.forget_host(db, lead["host"])
        if result.found == "name" and result.fetched is not None and result.reading is not None:
            state, why, document = self.record(
                db, actor, lead, result.fetched, result.reading, copied=result.copied
            )
            why = why or result.why
            leads.settle_lead(
                db, lead["id"], state, actor.now, why=why, how="whole", names=self.names, document=document
            )
            return
        self.done.without_name += result.found == "no name"
        self.done.given_up += result.found in ("refused", "failed")
        names = self.names if result.found == "no name" else 0
        leads.settle_lead(
            db, lead["id"], result.found, actor.now, why=result.why, how=result.how, names=names
        )

    def put_off(self, db: Database, actor: Actor, result: LeadDone) -> None:
        """Try a page again later, or give it up where that was done often enough."""
        lead = result.lead
        attempts = lead["attempts"] + 1
        if attempts >= MOST_ATTEMPTS:
            self.done.given_up += 1
            leads.settle_lead(
                db, lead["id"], "failed", actor.now, why=f"tried {attempts} times: {result.why}"
            )
            problems.insert_problem(
                db, actor, address=lead["address"], kind="lead", message=result.why, run=self.done.run,
                advice="Open it in a browser; if it is of use: mediawatch add " + lead["address"],
            )  # fmt: skip
            return
        self.done.put_off += 1
        wait = back_off(attempts, asked=result.retry_after, first=self.retry)
        leads.put_off(db, lead["id"], later(actor.now, wait), result.why, actor.now)
        if result.of_host and result.retry_after:
            known = leads.read_host(db, lead["host"])
            until = later(actor.now, min(result.retry_after, LONGEST_ASKED))
            leads.set_host(db, lead["host"], until, known["failures"] + 1, result.why)

    def record(
        self,
        db: Database,
        actor: Actor,
        lead: Any,
        fetched: Fetched,
        reading: Reading,
        *,
        copied: bool = False,
    ) -> tuple[str, str, int]:
        """Add a page as a report, unless it is one already: its state as a lead, why, and its document.

        Args:
            copied: the page came from an archive, and stood at the lead's own address.
        """
        stood = (lead["address"],) if copied else (fetched.address, fetched.final_address)
        twin = find_twin(db, stood[-1], reading)
        if twin:
            for address in stood:
                normalised = normalise(address)
                if not documents.find_document(db, normalised):
                    documents.add_address(db, twin, address, normalised, actor.now)
                    append_event(db, actor, "found again", f"document {twin}", {"address": address})
            return "known", "the same text is in the record from another address of the same site", twin
        listed = PublicationDate(lead["published"], "day", "feed") if lead["published"] else UNKNOWN_DATE
        options = AddOptions(listed=listed, address=lead["address"] if copied else "")
        try:
            added = receive(self.desk, fetched, reading, options)
        except NotAllowed as error:
            return "known", error.message, documents.find_document(db, normalise(stood[-1]))
        row = select_one(db, "SELECT document_id FROM captures WHERE id = ?", (added.capture,)) or {}
        document = int(row.get("document_id") or 0)
        if not added.ref:
            return "failed", added.why, document
        if not added.new:
            return "known", f"it is in the record as {added.ref}", document
        self.done.recorded.append((added.ref, added.title, added.outlet))
        return "recorded", "", document


def find_twin(db: Database, stood: str, reading: Reading) -> int:
    """The document of the same site whose newest article is the very same text, at another address; 0 for none.

    Sites show one article under several addresses (print versions, sections, tracking). rel=canonical says so of itself
    and is not believed alone; the same words on the same site are.
    """
    row = db.execute(
        "SELECT t.id FROM texts t WHERE t.sha256 = ?", (sha256(reading.texts[0].text.encode("utf-8")),)
    ).fetchone()
    if row is None:
        return 0
    site = outlet_domain(stood)
    for document, address in db.execute(
        "SELECT r.document_id, a.found FROM reports r JOIN addresses a ON a.document_id = r.document_id "
        "WHERE r.article_id = ? AND r.withdrawn_at IS NULL",
        (row[0],),
    ).fetchall():
        if outlet_domain(address) == site:
            return int(document)
    return 0


def note_source(
    db: Database, actor: Actor, source: int, address: str, run: int, error: MediawatchError | None
) -> None:
    """A source that failed is a problem until it is read again."""
    if error is None:
        problems.solve_source(db, source, actor.now)
    elif not problems.has_problem(db, source=source):
        problems.insert_problem(
            db, actor, address=address, kind=f"source: {type(error).__name__}", message=error.message,
            advice=error.advice, run=run, source=source,
        )  # fmt: skip
