"""A print or broadcast cutting, as `mediawatch add --typed` is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediawatch.errors import InputError

if TYPE_CHECKING:
    from mediawatch.journeys.typed import TypedReport
    from mediawatch.model import Ref


def read_cutting(
    what: tuple[str, ...],
    url: str,
    retrieved: str,
    outlet: str,
    published: str,
    place: str,
    title: str,
    author: str,
    medium: str | None,
    text_file: str | None,
    scan: str | None,
    report: Ref | None,
) -> TypedReport:
    """A typed cutting, its text from a file, standard input, or the editor."""
    from pathlib import Path

    from mediawatch.cli.long_text import fill_in, read_long_text
    from mediawatch.journeys.rebuttals import read_form_text
    from mediawatch.journeys.typed import TypedReport

    if any(word != "-" for word in what):
        raise InputError(
            "--typed takes no address and no file.", "Say where it comes from with --url or --scan."
        )
    if medium not in (None, "print", "broadcast"):
        raise InputError("A cutting is --medium print or broadcast.")
    text = read_long_text(None, text_file, option="--text", piped=bool(what))
    if text is None:
        text = fill_in(
            lambda: "\n# Type the passage above. Lines that begin with # are not read.\n",
            read_form_text,
            missing="The text of the cutting is missing.",
            advice="Give it with --text-file FILE, or - for standard input.",
        )
    return TypedReport(
        text=text,
        outlet=outlet,
        published=published,
        title=title,
        author=author,
        place=place,
        medium="broadcast" if medium == "broadcast" else "print",
        scan=Path(scan).expanduser() if scan else None,
        address=url,
        retrieved=retrieved,
        report=report.number if report else 0,
    )
