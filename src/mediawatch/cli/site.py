"""`mediawatch site`: what is approved and public, as a folder of static pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mediawatch.cli.command import Command
from mediawatch.cli.options import looking_options, sit_down

if TYPE_CHECKING:
    from mediawatch.journeys.site_content import Selection


@click.command(
    cls=Command,
    examples="""
    mediawatch site public --dry-run
    mediawatch site public --address https://answers.northgate.example/
    mediawatch site public --leave-out c7 --leave-out r12
    """,
)
@click.argument("out", type=click.Path())
@click.option(
    "--address", metavar="URL", default="", help="Where the site will stand (default: the setting `site`)."
)
@click.option(
    "--leave-out", metavar="REF", multiple=True, help="A claim, answer or report that stays (repeatable)."
)
@click.option("--dry-run", is_flag=True, help="List what would go out and what would stay, with the reasons.")
@looking_options
def site(out: str, address: str, leave_out: tuple[str, ...], dry_run: bool) -> None:
    """Build a public site in the folder OUT from what is approved and public.

    An answer goes out when it was approved and you published it yourselves, on your site or in a post; a claim
    when such an answer answers it, with the quotes, titles and links of the reports that made it. Nothing else
    goes out: no text of a report, no draft, note, contact or request, no name of a user or a speaker.
    """
    from pathlib import Path

    from mediawatch.cli.printing import count, report, say
    from mediawatch.journeys.site import build_site, plan_site
    from mediawatch.journeys.site_content import read_left_out

    folder = Path(out)
    with sit_down(read_only=True) as desk:
        selection = plan_site(desk, address=address, left_out=read_left_out(desk.record.db, leave_out))
        if dry_run:
            tell(selection)
            return
        files = build_site(desk, folder, selection)
    if not selection.site.address:
        say("No feed and no sitemap: they need to know where the site will stand. Say it with --address URL.")
    report(
        out,
        f"{out} has {files} files: {count(len(selection.site.answers), 'answer')} to "
        f"{count(len(selection.site.claims), 'claim')}.",
        f"open {folder / 'index.html'} and read it before you publish it",
    )


def tell(selection: Selection) -> None:
    """What goes out and why, then what stays and why."""
    from mediawatch.cli.printing import count, say
    from mediawatch.exporters.site.pages import name_answer

    public = selection.site
    say(
        "Goes out:"
        if public.answers
        else "Nothing goes out: no answer that you published yourselves is in the record."
    )
    for answer in public.answers:
        where = f" at {answer.address}" if answer.address else ""
        old = "; superseded" if answer.superseded else ""
        say(f"  b{answer.number}  {name_answer(answer)} (published on {answer.published_on}{where}{old})")
    for claim in public.claims:
        by = ", ".join(f"b{number}" for number in claim.answers)
        places = count(len(claim.places), "place")
        say(f"  c{claim.number}  {claim.wording} (answered by {by}; quoted from {places})")
    if selection.shortened:
        say(f"  Long quotes are cut: {', '.join(dict.fromkeys(selection.shortened))}")
    say("Stays:")
    for kept in selection.kept:
        say(f"  {kept.ref}  {kept.why}")
    say(
        "  everything else: texts, drafts, notes, contacts, requests, files, and the names of users and speakers"
    )
