"""Subscriptions: somebody wants to be told, wants it no longer, or wants to see whether it arrives."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from mediawatch.errors import InputError, NotAllowed
from mediawatch.exporters.digest import Digest, Line, Section
from mediawatch.exporters.messages import address_mail, send
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.keys import read_key
from mediawatch.journeys.news import KINDS
from mediawatch.model import Stance
from mediawatch.store import subscriptions
from mediawatch.store.names import read_names
from mediawatch.store.reports import find_outlet

STANCES = get_args(Stance)
_PLACE = re.compile(r"[a-z][a-z0-9-]{0,30}")
_MAIL = re.compile(r"[^\s@,;<>\"?&]+@[^\s@,;<>\"?&]+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person wants to be told, and where."""

    mail: str = ""
    place: str = ""
    """name of a place that is kept outside the record"""
    at_once: bool = False
    hour: int = 7
    kinds: tuple[str, ...] = ()
    outlet: str = ""
    name: str = ""
    stance: str = ""
    needs_answer: bool = False
    confidential: bool = False


def add_subscription(desk: Desk, person: str, wanted: Wanted) -> int:
    """Tell a person from now on; gives the number of the subscription.

    Raises:
        InputError: nowhere to write to, two places, or an unknown outlet, name, stance or kind.
    """
    check(desk, person, wanted)
    actor = desk.actor()
    with desk.record.write() as db:
        outlet = find_outlet(db, wanted.outlet) if wanted.outlet else 0
        if wanted.outlet and not outlet:
            raise InputError(f"There is no outlet {wanted.outlet!r}.", "See `mediawatch list outlets`.")
        new = subscriptions.NewSubscription(
            " ".join(person.split()), wanted.mail, wanted.place, "at once" if wanted.at_once else "daily", wanted.hour,
            wanted.kinds, outlet, wanted.name, wanted.stance, wanted.needs_answer, wanted.confidential,
        )  # fmt: skip
        return subscriptions.insert_subscription(db, actor, new)


def check(desk: Desk, person: str, wanted: Wanted) -> None:
    """What can be said of a subscription before anything is written.

    Raises:
        InputError: see add_subscription().
    """
    if not person.strip():
        raise InputError("Nobody is named.", "Say who is told, as in: subscription add “Ada Bell” --mail …")
    if bool(wanted.mail) == bool(wanted.place):
        raise InputError(
            "A subscription has one place.",
            "Say --mail ada@northgate.example, or --to and the name of a place.",
        )
    if wanted.mail and not _MAIL.fullmatch(wanted.mail):
        raise InputError(f"{wanted.mail!r} is no mail address.", "Write one, as in ada@northgate.example.")
    if wanted.place and not _PLACE.fullmatch(wanted.place):
        raise InputError(
            f"{wanted.place!r} is no name of a place.",
            "Use small letters, digits and dashes, as in press-room: MEDIAWATCH_PLACE_PRESS_ROOM holds its address.",
        )
    for kind in wanted.kinds:
        if kind not in KINDS:
            raise InputError(f"{kind!r} is no kind of news.", f"There are: {', '.join(KINDS)}.")
    if wanted.stance and wanted.stance not in STANCES:
        raise InputError(f"{wanted.stance!r} is no stance.", f"There are: {', '.join(STANCES)}.")
    if wanted.name and wanted.name.casefold() not in {
        name.form.casefold() for name in read_names(desk.record.db)
    }:
        raise InputError(f"“{wanted.name}” is not watched.", "See `mediawatch list names`.")


def end_subscription(desk: Desk, number: int, why: str = "") -> None:
    """Tell no longer.

    Raises:
        NotFound: there is none. NotAllowed: it has ended.
    """
    actor = desk.actor()
    with desk.record.write() as db:
        if subscriptions.read_subscription(db, number)["ended_at"]:
            raise NotAllowed(f"Subscription {number} has ended already.", "", "end")
        subscriptions.end_subscription(db, actor, number, why)


def try_subscription(desk: Desk, number: int) -> str:
    """Send a message that says it is one to try; gives where it went.

    Raises:
        NotFound: there is none. InputError: its place is not known. NotDelivered: it was not taken.
    """
    row = subscriptions.read_subscription(desk.record.db, number)
    line = Line("", "This message shows that news of mediawatch arrives here.")
    digest = Digest(
        desk.organisation,
        f"A message to try subscription {number}, for {row['person']}",
        "now",
        (Section("Nothing has happened", (line,), 1, ""),),
        (),
    )
    send(find_place(desk.environ, row), digest)
    return str(row["mail"] or row["place"])


def find_place(environ: Mapping[str, str], row: Mapping[str, Any]) -> str:
    """The address to which a subscription's messages go.

    Raises:
        InputError: it is not known on this machine.
    """
    if row["mail"]:
        return address_mail(read_key(environ, "mail", "The mail server"), row["mail"])
    return read_key(environ, f"place-{row['place']}", f"The address of the place “{row['place']}”")
