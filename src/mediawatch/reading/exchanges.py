"""Which mails belong together: by the mails they name (RFC 5322, 3.6.4), or perhaps by subject and people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

DAYS_APART: Final = 60
"""Mails with one subject and the same people that lie further apart are taken for two exchanges."""
SUBJECT_LENGTH: Final = 300
"""Characters of a subject that are looked at."""

_PREFIX: Final = re.compile(
    # replies and forwards as mail programs write them: English, German, Scandinavian, French, Italian, Spanish, Dutch
    r"(?:re|fwd?|aw|wg|antw(?:ort)?|sv|vs|tr|réf?|ri?f?|rv|enc|doorst|betr)(?:\s*[\[(][0-9]{1,3}[\])])?\s*:\s*"
    # names of lists: [press]
    r"|\[[^\[\]]{1,40}\]\s*",
    re.IGNORECASE,
)


def choose_thread(message_id: str, references: Sequence[str], threads: Sequence[str]) -> str:
    """The mail with which an exchange began, as far as is known.

    Args:
        message_id: of the new mail; "" where it has none.
        references: the mails that it names, the first of the exchange first.
        threads: what is said so far of the contacts with which it belongs together, oldest first.

    Gives the oldest of `threads`, else the first mail that is named (References begins with it), else the mail itself.
    """
    known = next((thread for thread in threads if thread), "")
    return known or next((name for name in references if name), "") or message_id


def plain_subject(subject: str) -> str:
    """A subject without Re:, Fwd:, [list] and the like before it, case and blanks made one; "" for an empty one."""
    rest = " ".join(subject[:SUBJECT_LENGTH].split())
    while found := _PREFIX.match(rest):
        rest = rest[found.end() :]
    return rest.casefold().strip()


def are_alike(subject: str, people: Sequence[str], other_subject: str, other_people: Sequence[str]) -> bool:
    """Whether two mails may belong to one exchange: the same subject, and people at both ends in common.

    `people` are addresses. A subject of few letters ("Hello", "Question") says nothing, and two people are needed,
    since one of them is always us. Only ever a suggestion: a subject can be chosen.
    """
    plain = plain_subject(subject)
    return (
        sum(letter.isalnum() for letter in plain) >= 12
        and plain == plain_subject(other_subject)
        and len(set(people) & set(other_people)) >= 2
    )
