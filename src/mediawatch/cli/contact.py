"""`mediawatch contact`: what went between you and an outlet, and the search for an approach before publication."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mediawatch.cli.command import Group
from mediawatch.cli.contact_fields import CHANNELS
from mediawatch.cli.marking import marking_options, read_level
from mediawatch.cli.options import CONTACT, REPORT, REQUEST, changing_options, is_quiet, sit_down
from mediawatch.errors import InputError

if TYPE_CHECKING:
    from mediawatch.journeys.contact_mail import MailDone
    from mediawatch.journeys.contacts import ContactDone, ContactPlace
    from mediawatch.model import Direction, Ref, Stage

F = TypeVar("F", bound=Callable[..., Any])


@click.group(
    cls=Group,
    examples="""
    mediawatch contact add --mail question.eml --report 12
    mediawatch contact add --in --channel telephone --on "2026-03-03 16:02" --report 12 --summary-file call.txt
    mediawatch contact none-found 12 --where mailboxes --where "call log" --from 2026-02-01
    """,
)
def contact() -> None:
    """Record what an outlet asked you and you them, and that you looked for an approach before publication."""


def place_options(function: F) -> F:
    """What a contact is about."""
    for option in (
        click.option(
            "--exchange",
            type=CONTACT,
            metavar="CONTACT",
            help="It goes on from this contact, and is about the same where nothing else is said.",
        ),
        click.option(
            "--outlet", default="", metavar="NAME", help="With which outlet (default: that of the report)."
        ),
        click.option("--request", type=REQUEST, metavar="REQUEST", help="About which request."),
        click.option("--report", type=REPORT, metavar="REPORT", help="About which report."),
    ):
        function = option(function)
    return function


def stage_options(function: F) -> F:
    """Before or after publication."""
    for option in (
        click.option("--after", is_flag=True, help="It came after publication, where the day does not tell."),
        click.option(
            "--before", is_flag=True, help="It came before publication, where the day does not tell."
        ),
    ):
        function = option(function)
    return function


@contact.command(
    "add",
    short_help="Record an exchange with an outlet, typed in or from mails.",
    examples="""
    mediawatch contact add --in --channel telephone --report 12 --on "2026-03-03 16:02" --deadline 18:00
    mediawatch contact add --out --channel letter --request 4 --on 2026-03-09 --file letter.pdf --summary "We asked."
    mediawatch contact add --mail question.eml --mail answer.eml --report 12
    mediawatch contact add --mail press-mailbox.mbox --confidential
    """,
)
@click.option("--in", "incoming", is_flag=True, help="They wrote, rang or came.")
@click.option("--out", "outgoing", is_flag=True, help="We wrote, rang or went.")
@click.option("--channel", type=click.Choice(CHANNELS), help="How.")
@click.option(
    "--on",
    default="",
    metavar="WHEN",
    help='A day, or a day with its time: "2026-03-03 16:02" (default: today).',
)
@click.option("--them", default="", metavar="NAME", help="Who there.")
@click.option("--us", default="", metavar="NAME", help="Who of us (default: who acts).")
@click.option(
    "--deadline",
    default="",
    metavar="WHEN",
    help='By when an answer was wanted: "18:00", "2026-03-04 12:00", 2026-03-05.',
)
@place_options
@stage_options
@click.option("--subject", default="", metavar="TEXT", help="The subject line.")
@click.option(
    "--summary",
    metavar="TEXT",
    help="What it was about, in a few words; for a mail the default is its beginning.",
)
@click.option("--summary-file", metavar="FILE", help="The same from a file; - is standard input.")
@click.option("--text", metavar="TEXT", help="The whole of it: a letter, the notes of a call.")
@click.option("--text-file", metavar="FILE", help="The same from a file; - is standard input.")
@click.option(
    "--file",
    "files",
    multiple=True,
    metavar="FILE",
    help="A file that belongs to it, kept whole; may be given again.",
)
@click.option(
    "--mail",
    "mails",
    multiple=True,
    metavar="FILE",
    help="Record the mails in this file (.eml, .mbox), with their attachments; may be given again.",
)
@marking_options
@changing_options
def add(
    incoming: bool,
    outgoing: bool,
    channel: str | None,
    on: str,
    them: str,
    us: str,
    deadline: str,
    report: Ref | None,
    request: Ref | None,
    outlet: str,
    exchange: Ref | None,
    before: bool,
    after: bool,
    subject: str,
    summary: str | None,
    summary_file: str | None,
    text: str | None,
    text_file: str | None,
    files: tuple[str, ...],
    mails: tuple[str, ...],
    confidential: bool,
    privileged: bool,
) -> None:
    """Record one exchange with an outlet, or every mail in the files that --mail names.

    Whether it came before or after publication follows from the day of the report; on that day itself say --before or
    --after. Mails are put with the exchange that they answer, and are about what that is about. One that is in the
    record already is not recorded again.
    """
    from mediawatch.cli.long_text import read_long_text
    from mediawatch.journeys.contacts import ContactPlace

    if incoming and outgoing:
        raise InputError(
            "--in and --out exclude each other.", "Record the question and the answer one by one."
        )
    if before and after:
        raise InputError("--before and --after exclude each other.")
    direction: Direction | None = "in" if incoming else "out" if outgoing else None
    stage: Stage = "before" if before else "after" if after else "unknown"
    place = ContactPlace(
        report=report.number if report else 0,
        request=request.number if request else 0,
        outlet=outlet,
        exchange=exchange.number if exchange else 0,
        level=read_level(confidential, privileged),
        stage=stage,
    )
    written = read_long_text(summary, summary_file, option="--summary")
    whole = read_long_text(text, text_file, option="--text")
    if mails:
        if channel not in (None, "mail") or subject or whole is not None or files:
            raise InputError(
                "--channel, --subject, --text and --file do not go with --mail: the mail says them itself.",
                "Leave them out.",
            )
        add_from_mails(mails, place, direction, on, them, us, deadline, written or "")
        return
    if direction is None:
        raise InputError(
            "It is not said who came to whom.", "Say --in (they came to us) or --out (we to them)."
        )
    if channel is None:
        raise InputError("It is not said how.", f"Say it with --channel: {', '.join(CHANNELS)}.")
    add_typed(place, direction, channel, on, them, us, deadline, subject, written, whole or "", files)


def add_typed(
    place: ContactPlace,
    direction: Direction,
    channel: str,
    on: str,
    them: str,
    us: str,
    deadline: str,
    subject: str,
    summary: str | None,
    text: str,
    files: tuple[str, ...],
) -> None:
    """Record what a person types in; without a summary a form opens in the editor."""
    from mediawatch.cli.long_text import fill_in
    from mediawatch.journeys.contacts import ContactGiven, add_contact
    from mediawatch.journeys.rebuttals import read_form_text

    with sit_down() as desk:
        when = on or desk.actor().today

        def record(words: str) -> ContactDone:
            given = ContactGiven(
                direction,
                channel,  # type: ignore[arg-type]  # click has checked it
                when,
                words,
                them,
                us,
                deadline,
                subject,
                text,
                files,
            )
            return add_contact(desk, place, given)

        if summary is None:
            done = fill_in(
                lambda: "\n# Write above what it was about. Lines that begin with # are not read.\n",
                lambda form: record(read_form_text(form)),
                missing="The summary is missing.",
                advice="Write it with --summary, --summary-file FILE or --summary -.",
            )
        else:
            done = record(summary)
    tell(done)


def add_from_mails(
    mails: tuple[str, ...],
    place: ContactPlace,
    direction: Direction | None,
    on: str,
    them: str,
    us: str,
    deadline: str,
    summary: str,
) -> None:
    """Record mails, telling of each as soon as it is done; with problems the exit code is 1."""
    from pathlib import Path

    from mediawatch.cli.printing import count, hint, say
    from mediawatch.journeys.contact_mail import MailGiven, add_mails

    given = MailGiven(direction, on, them, us, deadline, summary)

    def tell_mail(done: MailDone) -> None:
        if done.done is None:
            hint(f"Failed: {done.name}: {done.why}")
        else:
            tell(done.done, alone=len(mails) == 1 and mails[0].lower().endswith(".eml"))

    with sit_down() as desk:
        total = add_mails(desk, [Path(mail).expanduser() for mail in mails], place, given, tell_mail)
    if total.total != 1 and not is_quiet():
        following = " Next: mediawatch list contacts" if total.added else ""
        say(
            f"Of {count(total.total, 'mail')}: {total.added:,} added, {total.known:,} known before, "
            f"{total.failed:,} failed.{following}"
        )
    if total.failed:
        raise click.exceptions.Exit(1)


def tell(done: ContactDone, *, alone: bool = True) -> None:
    """One line on what became of a contact, and what has to be known besides."""
    from mediawatch.cli.printing import report, warn

    ref = f"k{done.contact}"
    level = f" It is {done.level}." if done.level else ""
    if not done.new:
        report(ref, f"{ref} is in the record already: {done.said}; nothing was changed.")
    else:
        report(ref, f"Recorded {ref}: {done.said}.{level}", f"mediawatch show {ref}" if alone else "")
    for warning in done.warnings:
        warn(warning)


@contact.command(
    "none-found",
    short_help="Record that you looked for an approach before publication.",
    examples="""
    mediawatch contact none-found 12 --where mailboxes --where "call log" --from 2026-02-01 --to 2026-03-04
    mediawatch contact none-found 12 --where "social media" --searched-by "Ada Okafor" --from 2026-02-01 --found
    """,
)
@click.argument("report", type=REPORT)
@click.option(
    "--where", "places", multiple=True, metavar="PLACE", help="Where you looked; may be given again."
)
@click.option("--searched-by", default="", metavar="NAME", help="Who looked (default: who acts).")
@click.option("--from", "since", required=True, metavar="DAY", help="The first day that was looked at.")
@click.option(
    "--to", "until", default="", metavar="DAY", help="The last day (default: the day of publication)."
)
@click.option("--on", default="", metavar="DAY", help="The day of the search (default: today).")
@click.option("--found", is_flag=True, help="There was an approach after all.")
@click.option("--remark", default="", metavar="TEXT", help="What else is to be known of the search.")
@marking_options
@changing_options
def none_found(
    report: Ref,
    places: tuple[str, ...],
    searched_by: str,
    since: str,
    until: str,
    on: str,
    found: bool,
    remark: str,
    confidential: bool,
    privileged: bool,
) -> None:
    """Record that you looked for an approach by the outlet before REPORT was published, and where.

    The report's page and the timeline then say that they did not contact you before publication, and on which day you
    looked where. That is refused where such a contact is recorded. One that comes to light later can be recorded: it
    then stands beside the search.
    """
    from mediawatch.cli.printing import report as report_change
    from mediawatch.cli.printing import warn
    from mediawatch.journeys.contact_searches import SearchGiven, add_search

    given = SearchGiven(places, since, until, on, searched_by, found, remark)
    with sit_down() as desk:
        done = add_search(desk, report.number, given, read_level(confidential, privileged))
    if done.new:
        report_change(
            str(done.ref),
            f"Recorded {done.ref}: {done.said}.",
            f"mediawatch timeline --report {report.number}",
        )
    else:
        report_change(str(done.ref), f"{done.ref} says that already; nothing was changed.")
    for warning in done.warnings:
        warn(warning)
