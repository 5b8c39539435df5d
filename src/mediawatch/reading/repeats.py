"""Known claims in a new report: where it says again what was said before, in the same words or in others.

    index = RepeatIndex()
    index.add(7, ["Half of every pound goes on salaries.", "Harbour Lights spends half of its income on staff."])
    index.find(report)          -> repeats in the order of the report, each with its reason

A claim is known by a number of the caller's, and by its wordings: the quotes of its appearances, and the sentence
that we put it in. To look for one new claim in old reports, make an index of that claim alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mediawatch.suggesting import Repeat


class RepeatIndex:
    """Finds known claims in reports. Adding and removing take effect at the next search; searching changes nothing."""

    def __len__(self) -> int:
        """How many claims it holds."""
        raise NotImplementedError

    def __contains__(self, claim: int) -> bool:
        raise NotImplementedError

    def add(self, claim: int, wordings: Sequence[str]) -> None:
        """Take in a claim with its wordings; one with that number is replaced.

        A wording that is too short to tell anything (`can_be_found`) is passed over.
        """
        raise NotImplementedError

    def remove(self, claim: int) -> None:
        """Take a claim out; nothing happens when it is not in."""
        raise NotImplementedError

    def set_names(self, names: Iterable[str]) -> None:
        """The watched forms of words, in place of those before: they stand in every report about us, and so say little
        about which claim it repeats; and a name that was exchanged may turn a claim round."""
        raise NotImplementedError

    def find(self, text: str) -> list[Repeat]:
        """The claims that a report repeats: by place, then by claim. Of each claim the best wording at each place, and
        MOST_PLACES places at most."""
        raise NotImplementedError


def can_be_found(wording: str, *, names: Iterable[str] = ()) -> bool:
    """Whether a wording has enough words of its own to be looked for in reports."""
    raise NotImplementedError
