"""Which mails belong together does not depend on the order in which they come in."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desks import Letterbox, make_mail, sit_down
from mediawatch.archive.mail_reader import Mail
from mediawatch.archive.mails import MailFound
from mediawatch.journeys.contact_mail import MailGiven, add_mail
from mediawatch.journeys.contacts import ContactPlace
from mediawatch.store.verify import check_desk

NAMES = [f"<{letter}@courier.example>" for letter in "abcdefgh"]
MAILS = st.lists(
    st.tuples(st.booleans(), st.lists(st.sampled_from(NAMES), max_size=3, unique=True)),
    min_size=1,
    max_size=7,
)
"""For each mail: whether it has a Message-ID of its own, and the mails that it names."""


def make_mails(drawn: list[tuple[bool, list[str]]]) -> list[Mail]:
    return [
        make_mail(
            NAMES[place] if named else "",
            tuple(name for name in references if name != NAMES[place]),
            text=f"mail {place}",
            subject=f"mail {place}",
            sent_at=f"2026-03-03T16:{place:02}:00+00:00",
        )
        for place, (named, references) in enumerate(drawn)
    ]


def join(mails: list[Mail]) -> set[frozenset[str]]:
    """The groups of mails that are connected by what they name (RFC 5322, 3.6.4), worked out from all of them."""
    groups: list[tuple[set[str], set[str]]] = []
    for mail in mails:
        names = {mail.message_id, *mail.references} - {""}
        subjects = {mail.subject}
        for other in [each for each in groups if each[0] & names]:
            groups.remove(other)
            names |= other[0]
            subjects |= other[1]
        groups.append((names, subjects))
    return {frozenset(subjects) for _, subjects in groups}


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_threads_are_those_that_the_mails_name_in_whatever_order_they_come(data: st.DataObject) -> None:
    mails = make_mails(data.draw(MAILS))
    order = data.draw(st.permutations(mails))
    with tempfile.TemporaryDirectory() as folder, sit_down(Path(folder) / "record.db") as desk:
        letterbox = Letterbox({mail.raw: mail for mail in mails})
        for mail in order:
            found = MailFound(1, mail.raw, len(mail.raw), "")
            done = add_mail(desk, letterbox, found, Path("a.eml"), ContactPlace(), MailGiven())  # type: ignore[arg-type]
            assert done.new
        threads: dict[str, set[str]] = {}
        for number, thread, subject in desk.record.db.execute("SELECT id, thread, subject FROM contacts"):
            threads.setdefault(thread or f"alone {number}", set()).add(subject)
        assert {frozenset(group) for group in threads.values()} == join(mails)
        assert check_desk(desk.record.db).ok
