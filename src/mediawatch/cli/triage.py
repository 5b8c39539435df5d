"""The inbox on a terminal: one report after the other, one key for each decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from mediawatch.cli.keys import END, Keyboard
from mediawatch.cli.long_text import fill_in
from mediawatch.cli.printing import count, hint, say
from mediawatch.cli.report import describe_decision
from mediawatch.cli.waiting import show_report
from mediawatch.errors import InputError, MediawatchError, NotAllowed
from mediawatch.journeys.inbox import InboxFilters, Waiting, count_waiting, next_waiting, read_waiting
from mediawatch.journeys.triage import decide, undo_decision
from mediawatch.visible import make_visible

if TYPE_CHECKING:
    from mediawatch.journeys.desk import Desk

KEYS = {
    "c": "claim: pin it in the editor",
    "C": "claim: only mark it, pin it later",
    "m": "only a mention",
    "e": "about someone else; the words round the name are remembered",
    "l": "later: it stays in the inbox, at its end",
    "s": "the same story as another report",
    "y": "yes to the first suggestion",
    "n": "no to the first suggestion; it is never made again",
    " ": "go on; a report whose claims are pinned is done",
    "u": "undo the last decision",
    "t": "read the text",
    "o": "open the address in the browser",
    "?": "show these keys",
    "q": "quit",
}


@dataclass
class Session:
    """What one person does at one sitting."""

    desk: Desk
    keys: Keyboard
    filters: InboxFilters
    only: int
    """the one report to decide about; 0 for the inbox"""
    passed: set[int] = field(default_factory=set)
    """reports that were looked at"""
    undo: list[tuple[int, list[Callable[[], str]]]] = field(default_factory=list)
    """the report, and what takes a decision about it back; each step says what it did"""
    decided: int = 0


def walk(desk: Desk, filters: InboxFilters, *, only: int = 0) -> None:
    """Show one report after the other until nothing waits, or somebody quits."""
    waiting = read_waiting(desk, only) if only else next_waiting(desk, filters)
    if waiting is None:
        hint("Nothing waits to be looked at.")
        return
    with Keyboard() as keys:
        session = Session(desk, keys, filters, only)
        while waiting is not None:
            following = look_at(session, waiting)
            if following is None:
                break
            if following:
                waiting = read_waiting(desk, following)
            elif only:
                break
            else:
                waiting = next_waiting(desk, filters, passed=session.passed)
    left = count_waiting(desk, filters)
    said = f"Decided about {count(session.decided, 'report')}." if session.decided else "Nothing was decided."
    hint(f"{said} {f'{left:,} left in the inbox.' if left else 'The inbox is empty.'}")


def look_at(session: Session, waiting: Waiting) -> int | None:
    """Show a report and do what the keys say; gives the report to show next, 0 for the next one, None to quit."""
    show(session, waiting)
    while True:
        key = ask(session.keys, waiting)
        act = ACTS.get(key)
        if act is None:
            say(f"“{key}” does nothing here; ? shows the keys.")
            continue
        try:
            following = act(session, waiting)
        except NotAllowed as error:
            # somebody else was quicker: what they decided stands
            say(error.message)
            session.passed.add(waiting.report)
            return 0
        except MediawatchError as error:
            say(str(error))
            continue
        if following != STAY:
            return None if following == QUIT else following


STAY, QUIT = -1, -2
"""What an act gives besides a report's number: ask again; quit."""


def ask(keys: Keyboard, waiting: Waiting) -> str:
    """The next key. The end of the input quits."""
    choices = "[c]laim [m]ention [e]lse [l]ater [s]tory"
    if waiting.suggestions:
        choices = f"[y]es [n]o to suggestion {waiting.suggestions[0]['suggestion']} · {choices}"
    if waiting.seen.appearances:
        choices = f"[space] done · {choices}"
    click.echo(f"{choices} [u]ndo [?] [q]uit: ", nl=False)
    key = keys.press()
    say({" ": "space", END: "q"}.get(key, key))
    return "q" if key == END else key


def show(session: Session, waiting: Waiting) -> None:
    """A report, under how many are left."""
    show_report(waiting, 0 if session.only else count_waiting(session.desk, session.filters))


def done_with(session: Session, waiting: Waiting, steps: list[Callable[[], str]]) -> int:
    """Note that a report was decided about, and go on."""
    session.undo.append((waiting.report, steps))
    session.passed.add(waiting.report)
    session.decided += 1
    return 0


def make_decision(decision: str) -> Callable[[Session, Waiting], int]:
    """The act for a key that decides at once."""

    def act(session: Session, waiting: Waiting) -> int:
        return settle(session, waiting, decision)

    return act


def settle(session: Session, waiting: Waiting, decision: str, story_of: int = 0) -> int:
    """Decide about a report, say so, and go on."""
    done = decide(session.desk, waiting.report, decision, story_of=story_of, seen=waiting.seen)
    say(describe_decision(done, undone=False, zone=session.desk.timezone))
    session.passed.update(done.together)
    return done_with(session, waiting, [taking_back(session, waiting.report)])


def taking_back(session: Session, report: int) -> Callable[[], str]:
    """What takes a decision about a report back."""

    def back() -> str:
        undone = undo_decision(session.desk, report)
        session.passed.difference_update(undone.together)
        return describe_decision(undone, undone=True, zone=session.desk.timezone)

    return back


def pin_claim_in(session: Session, waiting: Waiting) -> int:
    """Mark that it makes a claim, so that nobody else begins on it, and pin the claim in the editor."""
    from mediawatch.journeys.claims import Pinned, add_claim, claim_form, read_claim_form
    from mediawatch.journeys.correct import withdraw
    from mediawatch.model import Ref

    desk, report = session.desk, waiting.report
    fresh = waiting.seen.triage != "claim"
    if fresh:
        decide(desk, report, "claim", seen=waiting.seen)

    def act(form: str) -> Pinned:
        sentence, options = read_claim_form(form)
        return add_claim(desk, report, sentence, options)

    try:
        with session.keys.lent():
            pinned = fill_in(
                lambda: claim_form(desk, report),
                act,
                missing="The claim and its quote are missing.",
                advice="C marks it, and `mediawatch claim add` pins it later.",
            )
    except (MediawatchError, click.exceptions.Exit) as error:
        if fresh:
            undo_decision(desk, report)
        if isinstance(error, MediawatchError):
            say(str(error))
        say(f"r{report} is as it was.")
        return report
    say(f"Recorded c{pinned.claim} in r{report}: “{pinned.quote}”.")
    for one in pinned.suggestions:
        say(f"  Suggestion {one.suggestion}: r{one.report} repeats it: “{' '.join(one.passage.split())}”.")

    def back() -> str:
        withdraw(desk, Ref("c", pinned.claim), "taken back while looking through the inbox")
        return f"Withdrew c{pinned.claim}."

    session.undo.append((report, [back, *([taking_back(session, report)] if fresh else [])]))
    if fresh:
        session.decided += 1
    session.passed.add(report)
    return report


def ask_for_story(session: Session, waiting: Waiting) -> int:
    """Ask which report tells the same story."""
    from mediawatch.reading.references import parse_ref

    likely = next((one["other_report"] for one in waiting.suggestions if one["kind"] == "same story"), 0)
    with session.keys.lent():
        typed = click.prompt(
            "The same story as which report? (Enter alone: none)",
            default=f"r{likely}" if likely else "",
            show_default=bool(likely),
        ).strip()
    if not typed:
        return STAY
    return settle(session, waiting, "same-story", parse_ref(typed, letter="r").number)


def confirm_first(session: Session, waiting: Waiting) -> int:
    """Confirm the first suggestion; where words turned, ask what the report does with the claim."""
    from mediawatch.cli.suggestion import describe_decision as say_decision
    from mediawatch.journeys.suggestions import confirm_suggestion

    one = first_suggestion(waiting)
    stance = ""
    kinds = read_turns(one)
    if kinds:
        say(f"      The words that changed may turn it round: {', '.join(kinds)}.")
        click.echo(
            "      [d] it disputes the claim · [a] it says the same all the same · any other key: not now: ",
            nl=False,
        )
        key = session.keys.press()
        say(key)
        if key not in ("d", "a"):
            return STAY
        stance = "disputes" if key == "d" else ""
    number = int(str(one["suggestion"]))
    done = confirm_suggestion(session.desk, number, stance=stance, although=() if stance else kinds)
    say(say_decision(done, session.desk.timezone))
    return after_suggestion(session, waiting, number)


def reject_first(session: Session, waiting: Waiting) -> int:
    """Reject the first suggestion."""
    from mediawatch.cli.suggestion import describe_decision as say_decision
    from mediawatch.journeys.suggestions import reject_suggestion

    number = int(str(first_suggestion(waiting)["suggestion"]))
    done = reject_suggestion(session.desk, number)
    say(say_decision(done, session.desk.timezone))
    return after_suggestion(session, waiting, number)


def first_suggestion(waiting: Waiting) -> dict[str, object]:
    """The suggestion that y and n are about; raises InputError where there is none."""
    if not waiting.suggestions:
        raise InputError("There is no suggestion to say yes or no to.")
    return waiting.suggestions[0]


def read_turns(one: dict[str, object]) -> tuple[str, ...]:
    """The kinds of changes that may turn a claim round."""
    import json

    return tuple(dict.fromkeys(flag["kind"] for flag in json.loads(str(one["flags"]))))


def after_suggestion(session: Session, waiting: Waiting, number: int) -> int:
    """Stay with a report whose suggestion was decided, unless that has decided about the report."""
    from mediawatch.cli.suggestion import describe_decision as say_decision
    from mediawatch.journeys.suggestions import take_back

    def back() -> str:
        return say_decision(take_back(session.desk, number), session.desk.timezone)

    now = read_waiting(session.desk, waiting.report)
    if now.seen.triage not in ("", "later"):
        return done_with(session, waiting, [back])
    session.undo.append((waiting.report, [back]))
    return waiting.report


def go_on(session: Session, waiting: Waiting) -> int:
    """Leave a report: done where its claims are pinned, else as it is."""
    if waiting.seen.appearances and waiting.seen.triage in ("", "later"):
        return settle(session, waiting, "claim")
    session.passed.add(waiting.report)
    return 0


def undo_last(session: Session, waiting: Waiting) -> int:
    """Take the last decision of this sitting back, and show that report again."""
    if not session.undo:
        raise InputError("There is nothing to undo: nothing was decided at this sitting.")
    report, steps = session.undo.pop()
    for step in steps:
        say(step())
    session.passed.discard(report)
    return report


def read_text(session: Session, waiting: Waiting) -> int:
    """Show the whole text in the pager."""
    row = session.desk.record.db.execute("SELECT text FROM texts WHERE id = ?", (waiting.text,)).fetchone()
    if row is None:
        raise InputError(f"r{waiting.report} has no text.")
    with session.keys.lent():
        click.echo_via_pager(make_visible(row[0], keep_newlines=True))
    return STAY


def open_address(session: Session, waiting: Waiting) -> int:
    """Open the address in the browser of this machine."""
    if not waiting.address.lower().startswith(("http://", "https://")):
        raise InputError(f"r{waiting.report} has no address that a browser could open; t shows its text.")
    if click.launch(waiting.address) != 0:
        say(f"No browser could be opened here. The address is {waiting.address}")
    return STAY


def show_keys(session: Session, waiting: Waiting) -> int:
    """The keys and what they do."""
    for key, what in KEYS.items():
        say(f"  {'space' if key == ' ' else key:<5}  {what}")
    return STAY


def quit_(session: Session, waiting: Waiting) -> int:
    """Leave the inbox; what was decided is recorded already."""
    return QUIT


ACTS: dict[str, Callable[[Session, Waiting], int]] = {
    "c": pin_claim_in,
    "C": make_decision("claim"),
    "m": make_decision("mention"),
    "e": make_decision("someone-else"),
    "l": make_decision("later"),
    "s": ask_for_story,
    "y": confirm_first,
    "n": reject_first,
    " ": go_on,
    "u": undo_last,
    "t": read_text,
    "o": open_address,
    "?": show_keys,
    "q": quit_,
}
"""What each key does."""
