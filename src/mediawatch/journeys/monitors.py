"""Exports of commercial monitors: what each service calls its columns, from a file of its own in `monitors/`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from mediawatch.errors import InputError
from mediawatch.reading.columns import FIELDS, Head, Monitor, find_monitor

FILES = ("meltwater", "cision", "muck-rack", "brandwatch", "talkwalker")


@cache
def load_monitors() -> tuple[Monitor, ...]:
    """Every service that is known."""
    return tuple(load_monitor(name) for name in FILES)


def load_monitor(key: str) -> Monitor:
    """One file of the folder `monitors`.

    Raises:
        ValueError: it maps a field that there is not.
    """
    text = (resources.files("mediawatch") / "monitors" / f"{key}.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)
    columns = {field: tuple(names) for field, names in told["columns"].items()}
    unknown = sorted(columns.keys() - FIELDS.keys())
    if unknown:
        raise ValueError(f"{key}.toml maps no field of ours: {', '.join(unknown)}")
    return Monitor(key, told["name"], told["status"], told["source"], tuple(told["known_by"]), columns)


def choose_monitor(said: str, head: Head) -> Monitor | None:
    """Whose export a spreadsheet is; None for nobody's.

    Args:
        said: a key, "none" for nobody's, "" for whoever's columns these are.

    Raises:
        InputError: no such service.
    """
    if said == "none":
        return None
    if not said:
        return find_monitor(head, load_monitors())
    found = next((one for one in load_monitors() if one.key == said), None)
    if found is None:
        raise InputError(f"{said!r} is no monitor that is known.", f"There are: {', '.join(FILES)}, none.")
    return found
