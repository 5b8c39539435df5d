"""Makes src/mediawatch/rules/bank-holidays.toml from the package holidays, which knows what was proclaimed.

    python tests/rules/make_bank_holidays.py > src/mediawatch/rules/bank-holidays.toml

A test compares the file with what this makes, so that a newer holidays that knows a newly proclaimed day shows.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import holidays

YEARS = range(2000, 2046)
DIVISIONS = {"England and Wales": "ENG", "Scotland": "SCT", "Northern Ireland": "NIR"}
"""As gov.uk/bank-holidays divides them, and the subdivisions of the package."""

HEAD = f"""\
# Bank holidays in the United Kingdom, weekdays only, as month-day and name.
# Made by tests/rules/make_bank_holidays.py from the package holidays {holidays.__version__} (MIT licence).
# Not to be edited by hand. Days to come are those that the law names; a proclamation may add one or move one.
first_year = {YEARS[0]}
last_year = {YEARS[-1]}
"""


def make_file() -> str:
    """The whole file."""
    return "\n".join([HEAD, *make_divisions()]) + "\n"


def make_divisions() -> Iterator[str]:
    for division, code in DIVISIONS.items():
        yield f'["{division}"]'
        known = holidays.country_holidays("GB", subdiv=code, years=YEARS)
        for year in YEARS:
            days = ", ".join(
                f'"{day:%m-%d} {name.replace(" (observed)", " (substitute day)")}"'
                for day, name in sorted(known.items())
                if day.year == year and day.weekday() < 5
            )
            yield f"{year} = [{days}]"
        yield ""


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
    sys.stdout.write(make_file().rstrip("\n") + "\n")
