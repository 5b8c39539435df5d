"""An invented affair in a record, for tests of deadlines: reports with claims, and requests with their steps."""

from __future__ import annotations

from pathlib import Path

from mediawatch.journeys.claims import PinOptions, add_claim, pin_claim
from mediawatch.journeys.correct import set_fields
from mediawatch.journeys.deadlines import find_deadlines
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.init import init_record
from mediawatch.journeys.request_steps import add_step
from mediawatch.journeys.requests import OutcomeOptions, RequestOptions, add_request, set_outcome
from mediawatch.journeys.typed import TypedReport, add_typed
from mediawatch.model import Ref
from mediawatch.store.chained import insert_chained
from mediawatch.store.events import find_or_add_user

QUOTE = "Harbour Lane turned people away"


def make_record(path: Path) -> Path:
    """An empty record of Harbour Lane, in London."""
    init_record(path, organisation="Harbour Lane", names=[], timezone="Europe/London", by="Ada Okafor")
    return path


class Affair:
    """Adds to a record as a press officer would; each method gives the number of what it added."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def report(
        self, published: str, outlet: str = "The Courier", medium: str = "print", words: str = ""
    ) -> int:
        """A report that says that we turned people away, and these words."""
        kind = "broadcast" if medium == "broadcast" else "print"
        text = f"{QUOTE} on {published} at {outlet}. {words}"
        added = add_typed(
            self.desk,
            TypedReport(
                text=text, outlet=outlet, published=published, title=f"Turned away {words}", medium=kind
            ),
        )
        number = int(added.ref[1:])
        if medium != kind:
            set_fields(self.desk, Ref("r", number), {"medium": medium})
        return number

    def claim(
        self,
        report: int,
        wording: str = "We turned people away.",
        quote: str = QUOTE,
        stance: str = "asserts",
    ) -> int:
        return add_claim(self.desk, report, wording, PinOptions(quote, stance=stance)).claim

    def pin(self, claim: int, report: int) -> None:
        pin_claim(self.desk, claim, report, PinOptions(QUOTE))

    def request(self, claim: int, on: str, to: str = "publisher", report: int = 0) -> int:
        options = RequestOptions(kind="correction", addressee=to, report=report)
        return add_request(self.desk, [f"c{claim}"], options, on=on, text="Please correct.").request

    def step(self, request: int, step: str, on: str) -> None:
        add_step(self.desk, request, step, on=on)

    def outcome(self, request: int, outcome: str, on: str) -> None:
        set_outcome(self.desk, request, OutcomeOptions(outcome), on=on)

    def assess(self, claim: int, verdict: str) -> None:
        """Judge a claim."""
        actor = self.desk.actor()
        with self.desk.record.write() as db:
            row = {
                "ref": f"c{claim}",
                "verdict": verdict,
                "reason": "We looked.",
                "assessed_at": actor.now,
                "assessed_on": actor.today,
                "assessed_by": find_or_add_user(db, actor),
            }
            insert_chained(db, actor, "assessments", row, verb="assessed", ref=Ref("c", claim))

    def mark(self, ref: str, level: str) -> None:
        """Mark something as confidential or privileged."""
        actor = self.desk.actor()
        with self.desk.record.write() as db:
            row = {
                "ref": ref,
                "level": level,
                "marked_at": actor.now,
                "marked_by": find_or_add_user(db, actor),
            }
            insert_chained(db, actor, "markings", row, verb="marked", ref=ref)

    def days(self, *, audience: str = "", refs: tuple[Ref, ...] = (), courts: bool = False) -> dict[str, str]:
        """ "ipso-complaint r1" -> its day, of deadlines that run; courts' rules only when asked for."""
        found = find_deadlines(self.desk, audience=audience, refs=refs)
        return {
            f"{deadline.rule.key} {deadline.subject.ref}": deadline.due_on
            for deadline in found.deadlines
            if not deadline.cancelled and (courts or deadline.rule.outlets)
        }

    def states(self) -> dict[str, str]:
        """ "ipso-complaint r1" -> its state, or why it no longer runs."""
        return {
            f"{deadline.rule.key} {deadline.subject.ref}": deadline.cancelled or deadline.state
            for deadline in find_deadlines(self.desk, audience="_staff").deadlines
        }
