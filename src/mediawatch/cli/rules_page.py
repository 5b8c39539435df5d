"""The page docs/deadlines.md, made from the rules that come with mediawatch.

    python -m mediawatch.cli.rules_page > docs/deadlines.md

A test holds the file against it, so that no rule says one thing in the program and another on paper.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from mediawatch.deadlines import REPORT_STARTS, STARTS, Rule
from mediawatch.journeys.rules import load_bank_holidays, load_rules
from mediawatch.reading.explaining import say_length

HEAD = """\
# Deadlines

For a press officer who wants to know by when, and for whoever has to check that. The first half tells how days are
counted and what the commands do; the second lists every rule with its source and its doubts. This page is made by
`python -m mediawatch.cli.rules_page > docs/deadlines.md`; a test holds the two together.

**This is help with counting, not legal advice.** Rules change, and some of those below could not be checked. Look at
the regulator's own page, or ask a lawyer, before you rely on a day.

## In short

```
mediawatch outlet set "The Northern Courier" --regulator IPSO    who regulates whom, once
mediawatch deadlines                                            what runs out, and when
mediawatch deadlines r12                                        how each day was counted, and what is not sure
mediawatch deadlines --ics deadlines.ics                        the same for your calendar
mediawatch deadline met ipso-complaint r12                      it was done
mediawatch deadline waive defamation-scotland r12 --why "…"     it does not matter
```

Many deadlines begin with the publication, before anything was asked. So they are there as soon as a claim is pinned
in a report, and go when every claim in it is corrected, clarified, withdrawn or found to be true. The others begin
with a step of a request.

## Whose time it is

| word | meaning |
|---|---|
| **ours** | Our last day. After it the right is lost. |
| **theirs** | Their time to answer. After it we may go further. |
| **discretion** | We may ask until then, and have no right to it. |

## How days are counted

- **Within 20 days of 3 March** means: 3 March is not counted, 4 March is the first day, and the last is counted with.
  English courts count so (*Lester v Garland*, 1808; *Marren v Dawson Bentley*, 1961), and no regulator's page that was
  found says otherwise. A rule of your own can say `start_counts = true` for "beginning with the day".
- **Months and years** end on the day with the same number; where a month has no such day, on its last. Four months
  after 31 October end on 28 or 29 February (*Dodds v Walker*, House of Lords, 1981).
- **Working days** leave out Saturdays, Sundays and the bank holidays of the nation that the rule names. Where a rule
  names several nations, only days off in all of them are left out for our own time, and days off in any of them for
  theirs: so you err on no side.
- **A last day that is a Saturday or Sunday stays the last day.** Beside it stands the Friday by which to act.
- **A day is a day on the clock of the regulator's country**, summer time and all. When an event is known to the second
  (23:30 UTC on 30 June is 1 July in London), the day is taken from that clock, and so is today.
- **Of a publication date that is known to the month** the first and the last day are shown that it allows. Where only
  the year is known, or nothing, there is no day, and the list says which date to look up. A day that is counted from a
  guessed date says so.
- **When something happened twice**, our time counts from the first, theirs from the last.
- **The year for a claim in court** counts from the first publication of the claim by that outlet, as far as this record
  knows it. Where a report repeats an older claim beside a new one, its own date is shown, and the older claim's year
  is named beside it.

Bank holidays are known from {first_year} to {last_year}. They come with mediawatch as a table that is made from the
package [holidays](https://pypi.org/project/holidays/), since asking that package itself costs every command a second.
A day that is proclaimed later is known after the next version of mediawatch.

## What the record shows by itself

A deadline is met when what it waits for has happened: a request to a regulator meets the time to complain to it, an
answer meets their time to answer. What nobody recorded, `mediawatch deadline met` says. `deadline reopen` takes it
back. What is withdrawn, closed, waived or settled no longer runs; `--all` still shows it.

What a step of a request means depends on where the request went:

| step | to a publisher | to a regulator |
|---|---|---|
| sent | complaint to the publisher; for the BBC, complaint at stage 1a | complaint to the regulator |
| acknowledged | acknowledgement | acknowledgement |
| refused | reply of the publisher | decision not to take it forward |
| offered | reply of the publisher | nothing |
| agreed | reply of the publisher | referral to the publisher: the regulator takes it up |
| ruled | reply of the publisher | decision after an investigation |
| appealed | appeal; for the BBC, complaint at the next stage | appeal |
| closed | nothing about the request runs any more | the same |

The reply of a broadcaster under Ofcom is its final response; the BBC's is the one at stage 2.

## The calendar

`mediawatch deadlines --ics FILE` writes all deadlines that have a day, passed ones too, as all-day events. Each keeps
its UID as long as the record lasts, and its number grows with every change, so that a calendar which reads the file
again moves the event instead of making a second one. What no longer runs is in the file once, as cancelled, so that
it goes from the calendar too. Reminders come at nine in the morning: seven days and one day before our own days, and
the day after theirs. The same record gives the same file to the byte.

The page *Requests and deadlines* of `mediawatch serve` gives the same calendar (`/deadlines.ics`), and what runs as a
table (`/deadlines.csv`).

A record without deadlines gives a calendar without events, the command says so, and the exit code is 0: a program that
fetches the calendar every night has not failed. Confidential requests are in it only with `--confidential`, privileged
ones only when each is named.

## Rules of your own

A file of rules is TOML. `mediawatch rule add our-rules.toml` takes all of it or nothing, and says what contradicts
itself. To change a rule, retire it and add it again under the same key. `mediawatch rule retire KEY` also takes out a
rule of the list below that does not concern you.

```toml
regulator = "Harbour Lane"

[[rule]]
key = "house-chase"
name = "Ask again"
counts_from = "request"
length = 5
unit = "working days"
bank_holidays = ["Scotland"]
whose = "theirs"
met_by = ["acknowledgement", "reply of the publisher"]
means = "Ring the desk when nobody has answered by then."
source = "Our press procedure, section 4"
checked_on = 2026-03-02
status = "checked"
```

Needed are `key`, `name`, `counts_from`, `whose`, `means`, `source` and `checked_on`, and `regulator` for the file or
the rule. `length` and `unit` (days, working days, months, years) belong together; a rule without them says in
`no_date` why it gives no day. Where sources disagree, `[[rule.lengths]]` lists each length with its `source`.
`status` is `unchecked` unless you say `checked`, and then `doubt` says what is not sure. `outlets` names the
regulators of the outlets that it is about, `media` how a thing was published (web, pdf, print, broadcast, mail, post);
without them it is about all. `timezone` is Europe/London unless you say otherwise.

A rule can count from, and be met by:

| word | what that is |
|---|---|
"""


def write_page() -> str:
    """The whole of docs/deadlines.md."""
    known = load_bank_holidays()
    head = HEAD.replace("{first_year}", str(known.first_year)).replace("{last_year}", str(known.last_year))
    starts = [
        f"| {kind} | {meaning}{'; not for `met_by`' if kind in REPORT_STARTS else ''} |"
        for kind, meaning in STARTS.items()
    ]
    return "\n".join([head + "\n".join(starts), "", *list_rules()])


def list_rules() -> Iterator[str]:
    """Every rule, by regulator."""
    yield "## The rules"
    yield ""
    yield "*Checked* means that the rule was compared, on the day that is named, with a stored copy of the page that"
    yield "is named, and agreed with it. It may have changed since. *Unchecked* rules give a day too, and say wherever"
    yield "they show it that they are unchecked."
    regulator = ""
    for rule in load_rules():
        if rule.regulator != regulator:
            regulator = rule.regulator
            yield ""
            yield f"### {regulator}"
        yield ""
        yield f"**{rule.name}** (`{rule.key}`, {rule.status})"
        yield ""
        for label, said in describe(rule):
            yield f"- {label}: {said}"


def describe(rule: Rule) -> Iterator[tuple[str, str]]:
    """One rule, point by point."""
    if rule.lengths:
        of = f" (bank holidays of {' and '.join(rule.bank_holidays)})" if rule.bank_holidays else ""
        yield (
            "How long",
            " or ".join(
                f"**{say_length(length)}**{of}"
                + (f" ({link(length.source, length.address)})" if length.source else "")
                for length in rule.lengths
            ),
        )
    else:
        yield "How long", f"no day is shown. {rule.no_date}"
    yield "Counts from", STARTS[rule.counts_from]
    yield "Whose time", rule.whose
    yield "Met by", ", ".join(rule.met_by) or "nothing that the record shows"
    where = f"outlets under {' or '.join(rule.outlets)}" if rule.outlets else "every outlet"
    yield "About", where + (f", published as {', '.join(rule.media)}" if rule.media else "")
    yield "Means", rule.means
    yield "Source", f"{link(rule.source, rule.address)}, looked at on {rule.checked_on}"
    yield "Found", rule.found
    if rule.doubt:
        yield "Not sure", rule.doubt


def link(title: str, address: str) -> str:
    """A source with its address."""
    return f"[{title}]({address})" if address else title


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
    sys.stdout.write(write_page() + "\n")
