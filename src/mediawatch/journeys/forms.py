"""Forms that open in the editor, and what somebody wrote into them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from mediawatch.errors import InputError
from mediawatch.journeys.desk import Desk
from mediawatch.model import Ref
from mediawatch.store.claims import read_appearances
from mediawatch.store.rebuttals import digest_words, read_claims_of, read_comments
from mediawatch.store.reports import read_thing
from mediawatch.store.rows import select_one

END = "# ------------------------ >8 ------------------------"
"""Nothing below this line is read, and everything above it is: a text may have lines that begin with #."""

TITLE = "Title: "
"""How the first line of a statement's form begins."""


@dataclass(frozen=True, slots=True)
class OpenedForm:
    """A form with the words of a draft, and what they were when it was opened."""

    form: str
    digest: str
    """stands for the title and text that the form began with"""
    titled: bool
    """its first line is the title"""


def read_form_text(form: str) -> str:
    """What somebody wrote into a form: everything above END; without END, every line that does not begin with #."""
    above, end, _ = form.partition(END)
    if end:
        return above.strip()
    return "\n".join(line for line in form.splitlines() if not line.startswith("#")).strip()


def read_titled_form(form: str) -> tuple[str, str]:
    """Title and text of a form whose first line is the title.

    Raises:
        InputError: the first line is no title.
    """
    first, _, rest = read_form_text(form).partition("\n")
    if not first.startswith(TITLE.strip()):
        raise InputError(
            "The first line of the form is no title.", f"Begin it with “{TITLE.strip()}”, then the title."
        )
    return " ".join(first.removeprefix(TITLE.strip()).split()), rest.strip()


def make_form(text: str, hints: Sequence[str], title: str | None = None) -> str:
    """A form that begins with a text (below its title, where it has one), with what helps to write it below."""
    head = [f"{TITLE}{title}", ""] if title is not None else []
    return "\n".join([*head, text, "", END, "# Nothing from the line above on is read.", *hints]) + "\n"


def rebuttal_form(desk: Desk, claims: Sequence[int]) -> str:
    """The form for a new answer, with what they said beside it."""
    return make_form("", ["# Write the answer above.", "#", *say_claims(desk.record.db, claims)])


def editing_form(desk: Desk, rebuttal: int) -> OpenedForm:
    """The form with the words of a draft as they stand, and beside them the claims and the comments.

    Raises:
        NotFound: there is no such rebuttal.
    """
    db = desk.record.db
    row = read_thing(db, Ref("b", rebuttal))
    titled = row["kind"] == "statement"
    hints = [f"# b{rebuttal}, version {row['version']}", "#"]
    for comment in read_comments(db, rebuttal):
        hints += [f"# {comment['by']}: {' '.join(comment['comment'].split())}"]
    hints += say_claims(db, read_claims_of(db, rebuttal))
    form = make_form(row["text"], hints, row["title"] if titled else None)
    return OpenedForm(form, digest_words(row), titled)


def reopened_form(desk: Desk, rebuttal: int, left: str, opened: OpenedForm) -> OpenedForm:
    """The form as somebody left it; where somebody else changed the words meanwhile, with those below to merge."""
    row = read_thing(desk.record.db, Ref("b", rebuttal))
    digest = digest_words(row)
    if digest == opened.digest:
        return OpenedForm(left, opened.digest, opened.titled)
    theirs = f"{row['title']}\n\n{row['text']}" if opened.titled else str(row["text"])
    above, _, below = left.partition(END)
    lines = [
        "# Somebody changed the words while the form was open. What stands above is yours and will be stored;",
        "# take over what you need of theirs:",
        *(f"#   {line}".rstrip() for line in theirs.splitlines()),
    ]
    return OpenedForm("\n".join([above.rstrip(), "", END, *lines]) + below, digest, opened.titled)


def superseding_form(desk: Desk, rebuttal: int) -> OpenedForm:
    """The form for what takes a published rebuttal's place: it begins with the words that were published."""
    opened = editing_form(desk, rebuttal)
    return OpenedForm(
        opened.form.replace(f"{END}\n", f"{END}\n# This takes the place of b{rebuttal}.\n", 1),
        opened.digest,
        opened.titled,
    )


def say_claims(db: Database, claims: Sequence[int]) -> list[str]:
    """Each claim with the words in which it was made and what somebody judged of it, as lines of a form."""
    lines = []
    for claim in claims:
        row = read_thing(db, Ref("c", claim), withdrawn=True)
        lines.append(f"# c{claim}: {row['wording']}")
        lines += [f"#   they said: {' '.join(said['quote'].split())}" for said in read_appearances(db, claim)]
        judged = select_one(db, "SELECT * FROM assessments_overview WHERE ref = ?", (f"c{claim}",))
        if judged:
            reason = " ".join(judged["reason"].split())
            lines.append(f"#   {judged['assessed_by']} holds it to be {judged['verdict']}: {reason}")
    return lines
