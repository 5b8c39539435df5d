"""`mediawatch work`: your own publications: a whole site, what has changed, what is no longer published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mediawatch.cli.command import Group
from mediawatch.cli.options import WORK, changing_options, is_quiet, json_option, pause_option, sit_down
from mediawatch.errors import InputError

if TYPE_CHECKING:
    from mediawatch.journeys.desk import Desk
    from mediawatch.journeys.works import Choice, Planned, WorksDone
    from mediawatch.model import Ref
    from mediawatch.sources.source import Source

LEFT_SHOWN = 20
"""Addresses that are left alone, shown by --dry-run."""


@click.group(
    cls=Group,
    examples="""
    mediawatch add --work https://northgate.example/statement
    mediawatch work add --sitemap https://northgate.example/sitemap.xml --match /news/ --dry-run
    mediawatch work check
    mediawatch list works
    """,
)
def work() -> None:
    """Take in, read again and retire your own publications: what others cite, and what you answer with.

    One page or file is added with `mediawatch add --work`. Each text that a work has had is kept as a version, so
    that a quotation is compared with what stood there then.
    """


@work.command(
    "add",
    short_help="Take in the publications that a site lists.",
    examples="""
    mediawatch work add --sitemap https://northgate.example/sitemap.xml --dry-run
    mediawatch work add --sitemap https://northgate.example/sitemap.xml --match /news/ --match /reports/
    mediawatch work add --feed https://northgate.example/feed --since 2026-01
    """,
)
@click.option("--sitemap", metavar="URL", help="A sitemap of your site, or a list of sitemaps.")
@click.option("--feed", metavar="URL", help="A feed of your site (RSS or Atom).")
@click.option(
    "--match", multiple=True, metavar="TEXT", help="Only addresses with this in them; may be given again."
)
@click.option(
    "--since", default="", metavar="DATE", help="Only what is of this day, month or year, or later."
)
@click.option("--limit", type=click.IntRange(min=1), help="At most so many pages.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and fetch none of the pages.")
@pause_option(0.5, "pages")
@json_option
@changing_options
def add(
    sitemap: str | None,
    feed: str | None,
    match: tuple[str, ...],
    since: str,
    limit: int | None,
    dry_run: bool,
    pause: float,
    as_json: bool,
) -> None:
    """Take in the publications that a site of yours lists, and read those again that have changed.

    Only addresses on the same site, or on your watched domains, are fetched. A page that fails does not keep the
    others out; `mediawatch list problems` has it.
    """
    from dataclasses import asdict

    from mediawatch.cli.printing import count, print_json, print_object
    from mediawatch.cli.progress import watched, write_line
    from mediawatch.journeys.works import Choice, add_works, plan_works
    from mediawatch.sources.source import Source

    if (sitemap is None) == (feed is None):
        raise InputError("It is not said which site.", "Name its --sitemap or its --feed, one of them.")
    source = Source("sitemap", sitemap) if sitemap is not None else Source("feed", feed or "")
    choice = Choice(match, since, limit or 0)
    with sit_down() as desk:
        warn_of_stranger(desk, source)
        if dry_run:
            planned, trouble = plan_works(desk, source, choice)
            if as_json:
                print_json({"address": one.address, "what": one.what, "work": one.work} for one in planned)
            else:
                tell_plan(planned, trouble, choice)
            return
        with watched(desk, "looked through"):
            done = add_works(
                desk, source, choice, pause=pause,
                progress=lambda at, total, address: write_line(f"{at + 1} of {total}: {address}"),
            )  # fmt: skip
    if as_json:
        print_object(asdict(done))
    else:
        tell_done(done, f"Of {count(done.listed, 'address', 'addresses')} listed")
    if done.failed:
        raise click.exceptions.Exit(1)


@work.command(
    "check",
    short_help="Read works again, and keep what has changed as a new version.",
    examples="""
    mediawatch work check
    mediawatch work check w2 w5
    """,
)
@click.argument("works", nargs=-1, type=WORK, metavar="[WORK]...")
@pause_option(0.5, "pages")
@json_option
@changing_options
def check(works: tuple[Ref, ...], pause: float, as_json: bool) -> None:
    """Read each WORK again, or all that stand on your site.

    Where the text is another one it becomes a new version, and what reports quote is compared again: so it shows
    that a passage was changed since. Where it is the same nothing is stored but that it was seen.
    """
    from dataclasses import asdict

    from mediawatch.cli.printing import count, print_object
    from mediawatch.cli.progress import watched, write_line
    from mediawatch.journeys.works import check_works

    with sit_down() as desk, watched(desk, "looked through"):
        done = check_works(
            desk, [one.number for one in works], pause=pause,
            progress=lambda at, total, address: write_line(f"{at + 1} of {total}: {address}"),
        )  # fmt: skip
    if as_json:
        print_object(asdict(done))
    else:
        tell_done(done, f"Of {count(done.listed, 'work')}")
    if done.failed:
        raise click.exceptions.Exit(1)


@work.command(
    "retire",
    short_help="Note that you no longer publish a work.",
    examples="""
    mediawatch work retire 2 --on 2026-03-31 --why "replaced by the report for 2026"
    """,
)
@click.argument("work", type=WORK)
@click.option(
    "--on", default="", metavar="DATE", help="The day from which on it did not stand there (default: today)."
)
@click.option("--why", default="", metavar="REASON", help="Why; it stands in the log.")
@changing_options
def retire(work: Ref, on: str, why: str) -> None:
    """Note that WORK is no longer published. What was cited of it stays cited, and is compared as before."""
    from mediawatch.cli.printing import report
    from mediawatch.exporters.moments import say_day
    from mediawatch.journeys.works import retire_work

    with sit_down() as desk:
        day = retire_work(desk, work.number, on=on, why=why)
    report(str(work), f"{work} is retired from {say_day(day, 'day')} on.", f"mediawatch show {work}")


def warn_of_stranger(desk: Desk, source: Source) -> None:
    """Say so where a site is none of the domains that are watched as ours."""
    from mediawatch.cli.printing import warn
    from mediawatch.reading.addresses import host_of, is_within
    from mediawatch.store.names import read_names

    host = host_of(source.address)
    domains = [name.form for name in read_names(desk.record.db) if name.kind == "domain"]
    if host and not any(is_within(host, domain) for domain in domains):
        warn(
            f"{host} is none of your watched domains, so that links to it are not noticed. If it is yours: "
            f"mediawatch name add {host} --kind domain"
        )


def tell_plan(planned: list[Planned], trouble: str, choice: Choice) -> None:
    """What would be done about each address."""
    from mediawatch.cli.printing import count, say, warn

    todo = [one for one in planned if one.what in ("add", "read again")]
    for one in todo:
        say(f"{one.what if not one.work else f'read w{one.work} again'}  {one.address}")
    left: dict[str, int] = {}
    for one in planned:
        if one not in todo:
            left[one.what] = left.get(one.what, 0) + 1
    for what, number in left.items():
        say(f"{count(number, 'address', 'addresses')}: {what}")
    if trouble:
        warn(trouble)
    say(f"{count(len(todo), 'page')} would be fetched; nothing was. Next: the same without --dry-run")


def tell_done(done: WorksDone, beginning: str) -> None:
    """What became of a site's publications."""
    from mediawatch.cli.citation import tell_seen
    from mediawatch.cli.printing import count, hint, say

    if is_quiet():
        for number in (*done.added, *done.changed):
            say(f"w{number}")
    else:
        parts = [
            f"{len(done.added):,} added" if done.added else "",
            f"{len(done.changed):,} changed" if done.changed else "",
            f"{done.unchanged:,} as they were" if done.unchanged else "",
            f"{done.left:,} left alone" if done.left else "",
            f"{len(done.failed):,} failed" if done.failed else "",
        ]
        following = " Next: mediawatch list works" if done.added or done.changed else ""
        say(f"{beginning}: {', '.join(part for part in parts if part) or 'nothing to do'}.{following}")
        if done.reports:
            say(f"Looked through {count(done.reports, 'report')}: {count(len(done.citations), 'citation')}.")
            tell_seen(done.citations, "mediawatch list citations")
    for address, why in done.failed:
        hint(f"Failed: {why}" if address in why else f"Failed: {address}: {why}")
