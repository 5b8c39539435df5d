"""The situation from which deadlines are counted: reports with claims, requests with their steps, regulators.

Rows come in once, and are looked at as one who may see certain levels of confidentiality sees them. What follows from
them is decided in `reading`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from mediawatch.deadlines import Start, StartKind, Subject
from mediawatch.journeys.desk import Desk
from mediawatch.reading.regulators import Term, find_regulator
from mediawatch.reading.steps import Step, tell_steps
from mediawatch.store import deadlines as rows

SETTLED = ("corrected", "clarified", "replied", "apologised", "removed")
"""Outcomes after which there is nothing more to ask for at that place."""
UNDISPUTED_STANCES = ("disputes", "retracts")
"""Appearances that make no claim against us."""

Row = dict[str, Any]


class Situation:
    """The reports and requests of a record, as those who may see `levels` see them."""

    def __init__(self, desk: Desk, levels: Sequence[str], refs: frozenset[str]) -> None:
        db = desk.record.db
        self.record_uuid = rows.read_record_uuid(db)
        self.now = datetime.fromisoformat(desk.actor().now)
        every = rows.read_requests(db)
        self.requests = {
            row["request"]: row for row in every if row["level"] in levels or f"q{row['request']}" in refs
        }
        self.hidden = [
            row for row in every if row["request"] not in self.requests and not row["withdrawn_at"]
        ]
        self.reports = {row["report"]: row for row in rows.read_claimed_reports(db)}
        self.appearances = rows.read_standing_appearances(db)
        asked = [row for row in rows.read_asked_appearances(db) if row["request"] in self.requests]
        self.asked = group(asked, "request")
        self.settled = {row["appearance"] for row in asked if row["outcome"] in SETTLED and self.stands(row)}
        self.appearances_of = group(self.appearances, "report")
        self.steps = group(rows.read_steps(db), "request")
        self.changes = rows.read_changes(db)
        self.terms: dict[int, list[Term]] = defaultdict(list)
        for row in rows.read_regulators(db):
            term = Term(row["regulator"], row["medium"], row["since"], row["until"], row["id"])
            self.terms[row["outlet_id"]].append(term)

    def left_out(self) -> tuple[str, ...]:
        """How many requests were not looked at, by level."""
        counted = {
            level: sum(row["level"] == level for row in self.hidden)
            for level in ("confidential", "privileged")
        }
        return tuple(
            f"Left out: {number} {level} {'request' if number == 1 else 'requests'}, and what would follow from "
            f"{'it' if number == 1 else 'them'}."
            for level, number in counted.items()
            if number
        )

    def stands(self, row: Row) -> bool:
        """Whether the request of a row is not withdrawn."""
        return not self.requests[row["request"]]["withdrawn_at"]

    def subjects(
        self, wanted: Callable[[Sequence[Start]], bool], since: str = ""
    ) -> Iterator[tuple[Subject, Sequence[Start], Sequence[Start]]]:
        """Each report and each request, with what it counts from, and with what may have met that.

        Args:
            wanted: says by what is counted from whether something is looked at at all.
            since: an ISO day; reports that count from nothing but days of earlier years are not wanted, without asking.
        """
        for number in self.reports:
            if self.is_of_earlier_years(number, since[:4]):
                continue
            starts = self.report_starts(number)
            if wanted(starts):
                happened = [
                    start for request in self.requests_about[number] for start in self.starts_of[request]
                ]
                yield self.describe_report(number), starts, happened
        for number in self.requests:
            if not wanted(self.starts_of[number]):
                continue
            about = self.reports_of[number]
            related = {request for report in about for request in self.requests_about[report]} | {number}
            happened = [start for request in sorted(related) for start in self.starts_of[request]]
            if about:
                yield self.describe_request(number), self.starts_of[number], happened

    @cached_property
    def reports_of(self) -> dict[int, list[int]]:
        """The reports that each request is about, in order."""
        about = {
            number: list(dict.fromkeys(row["report"] for row in self.asked[number]))
            for number in self.requests
        }
        return defaultdict(list, about)

    @cached_property
    def requests_about(self) -> dict[int, list[int]]:
        """The standing requests about each report."""
        about: dict[int, list[int]] = defaultdict(list)
        for request, reports in self.reports_of.items():
            if not self.requests[request]["withdrawn_at"]:
                for report in reports:
                    about[report].append(request)
        return about

    @cached_property
    def starts_of(self) -> dict[int, list[Start]]:
        """What happened in each request."""
        return {
            number: list(
                tell_steps(
                    f"q{number}",
                    row["addressee"],
                    self.regulator_of_request(number),
                    row["asked_on"],
                    self.steps_of(number),
                )
            )
            for number, row in self.requests.items()
        }

    def steps_of(self, number: int) -> list[Step]:
        """The steps of a request. A publisher that refused has answered, also where only the outcome says so."""
        steps = [Step(row["number"], row["step"], row["occurred_on"]) for row in self.steps[number]]
        if self.requests[number]["addressee"] == "publisher":
            days = {row["outcome_on"] for row in self.asked[number] if row["outcome"] == "refused"}
            days -= {step.occurred_on for step in steps}
            steps += [Step(0, "refused", day, f"outcome of q{number}: refused") for day in sorted(days)]
        return steps

    @cached_property
    def open_claims(self) -> dict[int, list[int]]:
        """The claims of each report that are not settled there, and that nobody has found to be true."""
        claims: dict[int, dict[int, None]] = defaultdict(dict)
        for row in self.appearances:
            if (
                row["appearance"] not in self.settled
                and row["stance"] not in UNDISPUTED_STANCES
                and row["verdict"] != "true"
            ):
                claims[row["report"]][row["claim"]] = None
        return defaultdict(list, {report: list(found) for report, found in claims.items()})

    @cached_property
    def first_publications(self) -> dict[tuple[int, int | None], tuple[str, int]]:
        """When an outlet first published a claim, as far as is known: (claim, outlet) -> (date, report)."""
        first: dict[tuple[int, int | None], tuple[str, int]] = {}
        for row in self.appearances:
            report = self.reports[row["report"]]
            # what has no outlet has no other report of the same publisher either
            key = (row["claim"], report["outlet_id"] or -report["report"])
            if report["withdrawn_at"] or not report["published"] or row["stance"] in UNDISPUTED_STANCES:
                continue
            published = (report["published"], report["report"])
            first[key] = min(first.get(key, published), published)
        return first

    @cached_property
    def vague(self) -> frozenset[tuple[int, int | None]]:
        """Claims of an outlet of whose first publication there is the year and no more."""
        return frozenset(
            key for key, (published, _) in self.first_publications.items() if len(published) < len("2026-03")
        )

    def is_of_earlier_years(self, number: int, year: str) -> bool:
        """Whether all that counts from a report is a day or month before this year.

        Its claims were first published when it was, or before: so its own year is enough, unless only the year is
        known of one of these, which then is no day at all.
        """
        report = self.reports[number]
        published = report["published"]
        if len(published) < len("2026-03") or published[:4] >= year:
            return False
        outlet = report["outlet_id"] or -number
        return not self.vague or not any((claim, outlet) in self.vague for claim in self.open_claims[number])

    def report_starts(self, number: int) -> list[Start]:
        """What counts from a report before there is any request."""
        report = self.reports[number]
        published = self.publication(number, "publication")
        starts = [published]
        if report["medium"] == "broadcast":
            starts.append(self.publication(number, "broadcast"))
        return [*starts, self.first_publication(number)]

    def publication(self, number: int, kind: StartKind, remark: str = "") -> Start:
        """The publication date of a report as a start."""
        report = self.reports[number]
        return Start(
            kind,
            report["published"],
            report["published_precision"],
            bool(report["published_certain"]),
            f"publication date of r{number}",
            f"r{number}",
            remark=remark,
        )

    def first_publication(self, number: int) -> Start:
        """When the outlet first published what is claimed in a report.

        The latest of the days on which it first published each claim: an older claim has its day beside the older
        report, and a newer one must not be hidden by it.
        """
        outlet = self.reports[number]["outlet_id"] or -number
        firsts = {
            claim: self.first_publications[(claim, outlet)]
            for claim in self.open_claims[number]
            if (claim, outlet) in self.first_publications
        }
        if not firsts:
            return self.publication(number, "first publication")
        _, report = max(firsts.values())
        older = sorted({f"c{claim} (r{where})" for claim, (_, where) in firsts.items() if where != report})
        remark = (
            f"The outlet had published before: {', '.join(older)}; its time counts from there."
            if older
            else ""
        )
        return self.publication(report, "first publication", remark)

    def describe_report(self, number: int) -> Subject:
        report = self.reports[number]
        ended = ""
        if report["withdrawn_at"]:
            ended = f"r{number} was withdrawn"
        elif not self.open_claims[number]:
            ended = f"no claim in r{number} is open any more"
        requests = (f"q{request}" for request in self.requests_about[number])
        claims = (f"c{row['claim']}" for row in self.appearances_of[number])
        revision, changed_at = self.last_change([f"r{number}", *claims, *requests], report["outlet_id"])
        return Subject(
            f"r{number}",
            report["title"],
            report["outlet"],
            find_regulator(self.terms[report["outlet_id"] or 0], report["medium"], report["published"]),
            (report["medium"],),
            revision=revision,
            changed_at=changed_at,
            ended=ended,
        )

    def describe_request(self, number: int) -> Subject:
        row = self.requests[number]
        about = [self.reports[report] for report in self.reports_of[number]]
        outcomes = [asked["outcome"] for asked in self.asked[number]]
        last = self.steps[number][-1] if self.steps[number] else {"step": ""}
        closed = f"q{number} was closed on {last['occurred_on']}" if last["step"] == "closed" else ""
        ended = ""
        if row["withdrawn_at"]:
            ended = f"q{number} was withdrawn"
        elif all(outcome in SETTLED for outcome in outcomes):
            ended = f"everything that q{number} asked for was done"
        reports = (f"r{report['report']}" for report in about)
        revision, changed_at = self.last_change([f"q{number}", *reports], row["outlet_id"])
        return Subject(
            f"q{number}",
            about[0]["title"],
            row["outlet"] or about[0]["outlet"],
            self.regulator_of_request(number),
            tuple(sorted({report["medium"] for report in about})),
            confidential=row["level"],
            revision=revision,
            changed_at=changed_at,
            ended=ended,
            closed=closed,
        )

    def regulator_of_request(self, number: int) -> str:
        """The regulator of the outlet that a request is about, for its first report."""
        about = self.reports_of[number]
        if not about:
            return ""
        report = self.reports[about[0]]
        outlet = self.requests[number]["outlet_id"] or report["outlet_id"] or 0
        return find_regulator(self.terms[outlet], report["medium"], report["published"])

    def last_change(self, refs: Iterable[str], outlet: int | None) -> tuple[int, str]:
        """The number and time of the last event about any of these."""
        return max(self.changes.get(ref, (0, "")) for ref in (*refs, f"outlet {outlet}"))


def group(found: Iterable[Row], column: str) -> dict[int, list[Row]]:
    """Rows by the number in one of their columns."""
    grouped: dict[int, list[Row]] = defaultdict(list)
    for row in found:
        grouped[row[column]].append(row)
    return grouped
