"""Bank holidays from the table that comes with mediawatch (`rules/bank-holidays.toml`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from mediawatch.deadlines import BankHolidays, Nation

DIVISION_OF: Final[Mapping[Nation, str]] = {
    "England": "England and Wales",
    "Wales": "England and Wales",
    "Scotland": "Scotland",
    "Northern Ireland": "Northern Ireland",
}
"""Nations, and the divisions under which gov.uk/bank-holidays lists them."""


def parse_bank_holidays(tables: Mapping[str, Any]) -> BankHolidays:
    """The bank holidays by nation.

    Raises:
        KeyError, ValueError: the file is not of the form in which it is made; it is made by a program.
    """
    divisions = {
        division: {
            date.fromisoformat(f"{year}-{entry[:5]}"): entry[6:]
            for year, entries in tables[division].items()
            for entry in entries
        }
        for division in set(DIVISION_OF.values())
    }
    return BankHolidays(
        first_year=tables["first_year"],
        last_year=tables["last_year"],
        days={nation: divisions[division] for nation, division in DIVISION_OF.items()},
    )
