"""Claims and answers as schema.org in JSON-LD.

A claim is a Claim (schema.org/Claim), which appears in works of others, and our answer is a work about it. ClaimReview
is not used: it is for independent fact-checkers (Google Search Central, "Fact check structured data").
"""

from __future__ import annotations

from typing import Any

from mediawatch.exporters.site.content import PublicAnswer, PublicClaim, PublicPlace, PublicSite
from mediawatch.exporters.story import one_line


def describe_claim(site: PublicSite, claim: PublicClaim) -> dict[str, Any]:
    """A claim with where it appears, and our answers as what is about it."""
    places = [describe_place(site, place) for place in claim.places]
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Claim",
        **name(site, f"claims/{claim.number}.html"),
        "text": claim.wording,
        "about": {"@type": "Organization", "name": site.organisation},
    }
    if places:
        made |= {"firstAppearance": places[0], "appearance": places}
    made["subjectOf"] = [
        describe_work(site, site.answer(number))
        for number in claim.answers
        if not site.answer(number).superseded
    ]
    return made


def describe_answer(site: PublicSite, answer: PublicAnswer) -> dict[str, Any]:
    """An answer with the claims that it is about."""
    claims = [
        {"@type": "Claim", **name(site, f"claims/{number}.html"), "text": site.claim(number).wording}
        for number in answer.claims
    ]
    return {"@context": "https://schema.org", **describe_work(site, answer), "about": claims}


def describe_work(site: PublicSite, answer: PublicAnswer) -> dict[str, Any]:
    """An answer by itself."""
    made: dict[str, Any] = {
        "@type": "CreativeWork",
        **name(site, f"answers/{answer.number}.html"),
        "text": answer.text,
        "datePublished": answer.published_on,
        "publisher": {"@type": "Organization", "name": site.organisation},
    }
    if answer.title:
        made["headline"] = one_line(answer.title)
    if answer.address:
        made["sameAs"] = answer.address
    return made


def describe_place(site: PublicSite, place: PublicPlace) -> dict[str, Any]:
    """The work of somebody else in which a claim appears."""
    made: dict[str, Any] = {"@type": "CreativeWork", "headline": one_line(place.title)}
    if place.address:
        made["url"] = place.address
    if place.published and place.certain:
        made["datePublished"] = place.published
    if place.outlet:
        made["publisher"] = {"@type": "Organization", "name": site.outlet(place.outlet)}
    return made


def name(site: PublicSite, path: str) -> dict[str, str]:
    """The permanent address as identifier, where the site has one."""
    return {"@id": site.address + path, "url": site.address + path} if site.address else {}
