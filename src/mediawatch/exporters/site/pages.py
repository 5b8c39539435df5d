"""The pages of a public site, each as its path and its HTML."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from mediawatch.exporters.moments import say_day
from mediawatch.exporters.page import escape
from mediawatch.exporters.site.content import PublicAnswer, PublicClaim, PublicPlace, PublicSite
from mediawatch.exporters.site.events import PublicEvent, list_events
from mediawatch.exporters.site.frame import set_page
from mediawatch.exporters.site.linked_data import describe_answer, describe_claim
from mediawatch.exporters.story import one_line

OUTCOMES = {
    "corrected": "Corrected",
    "clarified": "Clarified",
    "apologised": "Apologised for",
    "removed": "Removed",
    "replied": "Our reply was published",
}
"""What a publisher did, as it stands beside the place."""


def write_pages(site: PublicSite) -> Iterator[tuple[str, str]]:
    """Every page of the site: its path below the root, and the whole of it."""
    yield "index.html", front_page(site)
    for claim in site.claims:
        yield f"claims/{claim.number}.html", claim_page(site, claim)
    for answer in site.answers:
        yield f"answers/{answer.number}.html", answer_page(site, answer)
    yield "outlets/index.html", outlets_page(site)
    for outlet in site.outlets:
        yield f"outlets/{outlet.number}.html", outlet_page(site, outlet.number)
    yield "timeline.html", timeline_page(site)


def front_page(site: PublicSite) -> str:
    """The newest answers, then every claim."""
    claims, answers = len(site.claims), sum(not answer.superseded for answer in site.answers)
    said = (
        f"We have answered {say_number(claims, 'claim')} about us, in {say_number(answers, 'statement')}."
        if claims
        else "We have published no answer yet."
    )
    body = [f'<h1>What is said about us, and our answers</h1>\n<p class="lead">{said}</p>\n']
    if site.answers:
        current = [answer for answer in site.answers if not answer.superseded]
        items = "".join(f"<li>{show_answer_line(site, answer)}</li>\n" for answer in current)
        body.append(f'<h2>Our answers</h2>\n<ul class="list">\n{items}</ul>\n')
    if site.claims:
        items = "".join(
            f'<li><h3><a href="claims/{claim.number}.html">{escape(one_line(claim.wording))}</a></h3>'
            f'<p class="soft">{escape(say_places(site, claim))}</p></li>\n'
            for claim in site.claims
        )
        body.append(f'<h2>Claims about us</h2>\n<ul class="list">\n{items}</ul>\n')
    return set_page(
        site, "index.html", "What is said about us, and our answers", "".join(body), description=said
    )


def claim_page(site: PublicSite, claim: PublicClaim) -> str:
    """What was said, what we say, and everywhere it stands."""
    # what is false must not stand alone as a title, least of all where somebody shares the page
    quoted = f"“{one_line(claim.wording)}”"
    body = [f'<p class="soft">A claim about us</p>\n<h1>{escape(quoted)}</h1>\n']
    body.append(f'<p class="lead">{escape(say_places(site, claim))}</p>\n<h2>What we say</h2>\n')
    answers = [site.answer(number) for number in claim.answers]
    current = [answer for answer in answers if not answer.superseded]
    former = [answer for answer in answers if answer.superseded]
    body += [show_answer(site, answer, "../") for answer in current]
    if not current:
        body.append("<p>Our answer to this was taken back, and no other has been published yet.</p>\n")
    if former:
        links = ", ".join(
            f'<a href="../answers/{answer.number}.html">{escape(say_day(answer.published_on, "day"))}</a>'
            for answer in former
        )
        body.append(f'<p class="soft">Earlier answers, no longer current: {links}.</p>\n')
    body.append('<h2>Where it was said</h2>\n<ul class="list">\n')
    body += [f"<li>{show_place(site, place, '../')}</li>\n" for place in claim.places]
    body.append("</ul>\n")
    return set_page(
        site,
        f"claims/{claim.number}.html",
        f"Our answer to the claim {quoted}",
        "".join(body),
        description=one_line(current[0].text)[:200] if current else "Our answer to this was taken back.",
        data=describe_claim(site, claim),
        kind="article",
    )


def answer_page(site: PublicSite, answer: PublicAnswer) -> str:
    """An answer whole, and the claims that it answers."""
    title = name_answer(answer)
    body = [f"<h1>{escape(title)}</h1>\n"]
    if answer.superseded:
        newer = (
            f' <a href="{answer.superseded_by}.html">Read the current one.</a>'
            if answer.superseded_by
            else ""
        )
        body.append(f'<p class="done">This answer is no longer current.{newer}</p>\n')
    body.append(f'<p class="soft">{show_when(answer)}</p>\n')
    body.append(
        f'<div class="answer" dir="auto">{escape(answer.text)}</div>\n<h2>It answers</h2>\n<ul class="list">\n'
    )
    for number in answer.claims:
        claim = site.claim(number)
        body.append(
            f'<li><h3><a href="../claims/{number}.html">{escape(one_line(claim.wording))}</a></h3>'
            f'<p class="soft">{escape(say_places(site, claim))}</p></li>\n'
        )
    body.append("</ul>\n")
    return set_page(
        site,
        f"answers/{answer.number}.html",
        title,
        "".join(body),
        description=one_line(answer.text)[:200],
        data=describe_answer(site, answer),
        kind="article",
    )


def outlets_page(site: PublicSite) -> str:
    """Every outlet, those with most places first."""
    counted = sorted(
        site.outlets, key=lambda outlet: (-len(places_of(site, outlet.number)), outlet.name.casefold())
    )
    items = "".join(
        f'<li><h3><a href="{outlet.number}.html">{escape(one_line(outlet.name))}</a></h3>'
        f'<p class="soft">{escape(say_outlet(site, outlet.number))}</p></li>\n'
        for outlet in counted
    )
    body = "<h1>Who said it</h1>\n" + (
        f'<ul class="list">\n{items}</ul>\n' if items else "<p>No outlet yet.</p>\n"
    )
    return set_page(
        site,
        "outlets/index.html",
        "Who said it",
        body,
        description="Where the claims were made that we answered.",
    )


def outlet_page(site: PublicSite, number: int) -> str:
    """One outlet: everything it said that we answered."""
    name = site.outlet(number)
    places = sorted(
        places_of(site, number), key=lambda place: (place.published, place.appearance), reverse=True
    )
    items = "".join(
        f'<li><h3><a href="../claims/{place.claim}.html">{escape(one_line(site.claim(place.claim).wording))}</a></h3>'
        f"{show_place(site, place, '../', outlet=False)}</li>\n"
        for place in places
    )
    body = (
        f"<h1>{escape(one_line(name))}</h1>\n"
        f'<p class="lead">{escape(say_outlet(site, number))}</p>\n<ul class="list">\n{items}</ul>\n'
    )
    return set_page(
        site, f"outlets/{number}.html", name, body, description=f"{name}: {say_outlet(site, number)}"
    )


def timeline_page(site: PublicSite) -> str:
    """What happened, by month, the newest first."""
    body = ["<h1>Timeline</h1>\n"]
    events = list_events(site)
    if not events:
        body.append("<p>Nothing has happened yet.</p>\n")
    for month, happened in groupby(events, month_of):
        items = "".join(f"<li>{show_event(site, event)}</li>\n" for event in happened)
        body.append(f'<h2>{escape(month)}</h2>\n<ul class="list">\n{items}</ul>\n')
    return set_page(
        site, "timeline.html", "Timeline", "".join(body), description="What was said, and what we answered."
    )


def month_of(event: PublicEvent) -> str:
    """The heading under which an event stands."""
    return say_day(event.occurred_on[:7], "month") if event.occurred_on else "Date unknown"


def show_event(site: PublicSite, event: PublicEvent) -> str:
    """One line of the timeline."""
    claims = ", ".join(
        f'<a href="claims/{number}.html">{escape(one_line(site.claim(number).wording))}</a>'
        for number in event.claims
    )
    day = escape(say_day(event.occurred_on, event.precision, certain=event.certain))
    if event.kind == "answered":
        return (
            f'<p class="soft">{day}</p><p>We answered: <a href="answers/{event.answer}.html">'
            f'{escape(name_answer(site.answer(event.answer)))}</a></p><p class="soft">{claims}</p>'
        )
    who = site.outlet(event.outlet) or "A report"
    did = "said" if event.kind == "said" else f"{OUTCOMES[event.kind].lower()}:"
    if event.kind == "replied":
        did = "published our reply to:"
    return f'<p class="soft">{day}</p><p>{escape(one_line(who))} {did} {claims}</p>'


def show_answer_line(site: PublicSite, answer: PublicAnswer) -> str:
    """An answer in a list."""
    return (
        f'<h3><a href="answers/{answer.number}.html">{escape(name_answer(answer))}</a></h3>'
        f'<p class="soft">{show_when(answer)} It answers {say_number(len(answer.claims), "claim")}.</p>'
    )


def show_answer(site: PublicSite, answer: PublicAnswer, up: str) -> str:
    """An answer whole, on the page of a claim."""
    return (
        f'<div class="answer" dir="auto">{escape(answer.text)}</div>\n'
        f'<p class="soft">{show_when(answer)} '
        f'<a href="{up}answers/{answer.number}.html">Permanent link</a></p>\n'
    )


def show_when(answer: PublicAnswer) -> str:
    """When, and where else, an answer was published, as HTML."""
    said = f"Published on {escape(say_day(answer.published_on, 'day'))}."
    return said + (f" {show_link(answer.address, 'Where we published it')}." if answer.address else "")


def show_place(site: PublicSite, place: PublicPlace, up: str, *, outlet: bool = True) -> str:
    """Their words, and where they stand."""
    said = [f'<blockquote class="said" dir="auto">{escape(place.quote)}</blockquote>\n<p class="soft">']
    if outlet and place.outlet:
        said.append(
            f'<a href="{up}outlets/{place.outlet}.html">{escape(one_line(site.outlet(place.outlet)))}</a>, '
        )
    title = escape(one_line(place.title) or "without a title")
    said.append(f"<cite>{show_link(place.address, title) if place.address else title}</cite>, ")
    said.append(escape(say_day(place.published, place.precision, certain=place.certain)) + "</p>")
    if place.outcome:
        said.append(
            f'\n<p class="done">{OUTCOMES[place.outcome]} on {escape(say_day(place.outcome_on, "day"))}.</p>'
        )
    return "".join(said)


def show_link(address: str, shown: str) -> str:
    """A link to somebody else's page; what is shown is safe already. What is no address is not linked."""
    if not address.startswith(("https://", "http://")):
        return shown
    return f'<a href="{escape(address)}" rel="noopener noreferrer">{shown}</a>'


def name_answer(answer: PublicAnswer) -> str:
    """What an answer is called: its title, else how it begins."""
    if answer.title:
        return one_line(answer.title)
    begins = one_line(answer.text)
    return begins if len(begins) <= 90 else begins[:90].rsplit(" ", 1)[0] + " …"


def places_of(site: PublicSite, outlet: int) -> tuple[PublicPlace, ...]:
    """The places of one outlet."""
    return tuple(place for place in site.places if place.outlet == outlet)


def say_number(number: int, thing: str) -> str:
    """ "1 claim", "3 claims"."""
    return f"{number:,} {thing}" + ("" if number == 1 else "s")


def say_places(site: PublicSite, claim: PublicClaim) -> str:
    """ "Said in 3 places, first on 4 March 2026; put right in 1." """
    said = f"Said in {say_number(len(claim.places), 'place')}"
    first = next((place for place in claim.places if place.published), None)
    if first is not None:
        said += f", first on {say_day(first.published, first.precision, certain=first.certain)}"
    right = sum(place.outcome not in ("", "replied") for place in claim.places)
    return said + (f"; put right in {right}." if right else ".")


def say_outlet(site: PublicSite, number: int) -> str:
    """What an outlet said that we answered, and what it put right."""
    places = places_of(site, number)
    claims = len({place.claim for place in places})
    right = sum(place.outcome not in ("", "replied") for place in places)
    said = f"Made {say_number(claims, 'claim')} that we answered, in {say_number(len(places), 'place')}"
    return said + (f"; put right in {right}." if right else ".")
