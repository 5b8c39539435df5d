"""The command `mediawatch` and the table of its commands: name, place, one line of help."""

from __future__ import annotations

import click

from mediawatch.cli.command import LazyGroup
from mediawatch.cli.options import by_option, db_option, quiet_option

PLACES: dict[str, dict[str, tuple[str, str]]] = {
    "Running it": {
        "init": ("mediawatch.cli.init:init", "Make the record of your organisation."),
        "demo": ("mediawatch.cli.demo:demo", "Work an invented case from start to end, and look at it."),
        "serve": ("mediawatch.cli.serve:serve", "Show the record in a browser."),
        "user": ("mediawatch.cli.user:user", "Say who may sign in to the pages."),
        "settings": ("mediawatch.cli.settings:settings", "Show or change the settings of the record."),
        "doctor": ("mediawatch.cli.doctor:doctor", "Say whether everything mediawatch needs is in order."),
        "completion": (
            "mediawatch.cli.completion:completion",
            "Print what makes the shell complete commands.",
        ),
    },
    "Bringing in": {
        "add": ("mediawatch.cli.add:add", "Add addresses, files or a print cutting."),
        "import": ("mediawatch.cli.spreadsheet:import_", "Take in an old spreadsheet, row by row."),
        "source": ("mediawatch.cli.source:source", "Watch feeds, sitemaps and pages that list articles."),
        "watch": ("mediawatch.cli.watch:watch", "Read the sources that are due, and record what names you."),
        "recheck": ("mediawatch.cli.recheck:recheck", "Read known reports again: altered, corrected, gone."),
        "work": ("mediawatch.cli.work:work", "Take in and read again your own publications."),
        "name": ("mediawatch.cli.name:name", "Watch, retire and try names."),
    },
    "The day's work": {
        "inbox": ("mediawatch.cli.inbox:inbox", "List what names you and nobody has looked at."),
        "today": ("mediawatch.cli.today:today", "Say what waits longest, what falls due, what is new."),
        "summary": (
            "mediawatch.cli.summary:summary",
            "Write a month for the board: a sentence, charts, what is open.",
        ),
        "digest": ("mediawatch.cli.digest:digest", "Say what is new since yesterday, and what waits."),
        "notify": ("mediawatch.cli.notify:notify", "Tell each person what is new, once."),
        "subscription": ("mediawatch.cli.subscription:subscription", "Say who is told what, and where."),
        "report": ("mediawatch.cli.report:report", "Look through the inbox; group reports of one story."),
        "suggestion": ("mediawatch.cli.suggestion:suggestion", "Confirm or reject what was noticed."),
    },
    "Looking": {
        "list": ("mediawatch.cli.listing:list_", "List reports, claims, rebuttals, …"),
        "show": ("mediawatch.cli.show:show", "Show one thing whole."),
        "search": (
            "mediawatch.cli.search:search",
            "Find words in reports, claims, rebuttals, works, citations and contacts.",
        ),
        "timeline": ("mediawatch.cli.timeline:timeline", "Tell what happened, oldest first."),
        "deadlines": ("mediawatch.cli.deadlines:deadlines", "List what runs out, and when."),
        "diff": ("mediawatch.cli.diff:diff", "Show what was changed, word by word."),
        "log": ("mediawatch.cli.log:log", "Tell who did what when."),
    },
    "Claims and answers": {
        "claim": ("mediawatch.cli.claim:claim", "Pin what they say to their exact words."),
        "rebuttal": ("mediawatch.cli.rebuttal:rebuttal", "Write, approve and publish the answer."),
        "statement": (
            "mediawatch.cli.statement:statement",
            "Answer a report point by point, and publish that.",
        ),
        "request": (
            "mediawatch.cli.request:request",
            "Record what was asked of a publisher, and what came of it.",
        ),
        "citation": (
            "mediawatch.cli.citation:citation",
            "Find where they quote you, and whether they quote you right.",
        ),
    },
    "Deadlines": {
        "deadline": ("mediawatch.cli.deadline:deadline", "Say that a deadline was met, or does not matter."),
        "outlet": ("mediawatch.cli.outlet:outlet", "Say who regulates an outlet."),
        "rule": ("mediawatch.cli.rule:rule", "Add and retire rules about time."),
    },
    "Contacts": {
        "contact": ("mediawatch.cli.contact:contact", "Record what an outlet asked you, and you them."),
    },
    "Handing over": {
        "site": ("mediawatch.cli.site:site", "Build a public site of your answers."),
    },
    "Anything at all": {
        "set": ("mediawatch.cli.anything:set_", "Correct a title, outlet, date or text."),
        "note": ("mediawatch.cli.anything:note", "Write a note beside anything."),
        "withdraw": ("mediawatch.cli.anything:withdraw", "Take something out of lists and counts."),
        "reinstate": ("mediawatch.cli.anything:reinstate", "Bring back what was withdrawn."),
    },
    "Safety": {
        "verify": ("mediawatch.cli.safety:verify", "Check that nothing in the record was altered."),
        "backup": ("mediawatch.cli.safety:backup", "Copy the record, checked, into one file."),
        "restore": ("mediawatch.cli.safety:restore", "Bring the record back from a backup."),
    },
}


def print_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    """`--version`: the name and number, and nothing else runs."""
    if not value or ctx.resilient_parsing:
        return
    from mediawatch import __version__

    click.echo(f"mediawatch {__version__}")
    ctx.exit()


@click.group(
    cls=LazyGroup,
    places=PLACES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    examples="""
    mediawatch demo
    mediawatch init --organisation "Northgate Food Bank" --domain northgate.example
    mediawatch add https://paper.example/2026/food-bank-story
    mediawatch list claims --status open
    """,
)
@db_option
@by_option
@quiet_option
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=print_version,
    help="Print the version and leave.",
)
def mediawatch() -> None:
    """Keep your organisation's record of what others publish about it, and of how it answered.

    A reference names a thing by the letter of its kind and its number: r12 is a report, c7 a claim, b3 a
    rebuttal, w2 one of your own works, x5 a citation of one, q4 a request, k9 a contact. Where the kind is
    clear a bare number will do.
    """
