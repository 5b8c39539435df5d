"""Links of a report to our works and our domains, through redirectors and archives, and addresses written out in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from mediawatch.citing import Found, NamedBy
from mediawatch.model import Span, Text
from mediawatch.reading.addresses import find_targets, host_of, is_within
from mediawatch.reading.catalogue import Catalogue, find_address, is_ours
from mediawatch.reading.identifiers import normalise_doi

_CLOSING: Final = ".,;:!?…'’”»\"*_"
_BRACKETS: Final = {")": "(", "]": "[", "}": "{"}
_DISGUISES: Final = ("doi.org", ".translate.goog", "bing.com", ".ampproject.org", "%2e", "xn--")
"""What stands in addresses that can lead to us without our host in them."""
_DOI_HOSTS: Final = ("doi.org", "dx.doi.org", "www.doi.org")


def find_links(report: Text, catalogue: Catalogue, address: str) -> list[Found]:
    """Every place of a report that leads to a work of ours or to one of our domains, in order.

    A link is told by where it leads in the end, as far as its address shows it (`wrapped.py`); a DOI of ours leads to
    its work. Addresses written out count where no link lies on them. `address` is the report's own.
    """
    found = list(_follow_links(report, catalogue, address))
    linked = [Span(one.start, one.end) for one in found]
    found += _find_written(report.text, catalogue, linked)
    return sorted(found, key=lambda one: (one.start, one.end))


def _follow_links(report: Text, catalogue: Catalogue, address: str) -> Iterator[Found]:
    known: dict[str, tuple[str, int, NamedBy]] = {}
    signs = (*catalogue.domains, *catalogue.hosts, *_DISGUISES)
    length = len(report.text)
    for link in report.links:
        start, end = max(link.start, 0), min(link.end, length)
        if start >= end:
            continue
        if link.address not in known:
            if not _may_be_ours(link.address, address, signs):
                known[link.address] = "", 0, ""
                continue
            known[link.address] = _follow(catalogue, find_targets(link.address, base_address=address))
        target, work, named_by = known[link.address]
        if target:
            yield Found("link", (Span(start, end),), start, end, work=work, named_by=named_by, address=target)


def _may_be_ours(address: str, base: str, signs: Sequence[str]) -> bool:
    """Whether an address could lead to us: most do not name us in any way, and this is soon seen."""
    level = address.lower()
    if "://" not in level and not level.startswith("//"):
        level += base.lower()  # it leads to the report's own site
    return not level.isascii() or any(sign in level for sign in signs)


def _follow(catalogue: Catalogue, targets: Sequence[str]) -> tuple[str, int, NamedBy]:
    """Where a link leads of ours: the address, the work and what tells it; nothing for what is not ours. The innermost
    address is where it leads in the end."""
    for target in reversed(targets):
        host = host_of(target)
        if host in _DOI_HOSTS:
            work = catalogue.dois.get(normalise_doi(target), 0)
            if work:
                return target, work, "DOI"
        if host.removeprefix("www.") in catalogue.hosts:
            work = find_address(catalogue, target)
            if work:
                return target, work, "address"
    for target in reversed(targets):
        if is_ours(catalogue, target):
            return target, 0, "domain"
    return "", 0, ""


def _find_written(text: str, catalogue: Catalogue, linked: Sequence[Span]) -> Iterator[Found]:
    """Addresses that are written out; no mail addresses."""
    hosts = sorted({*catalogue.domains, *catalogue.hosts}, key=lambda host: (-len(host), host))
    level = text.lower()
    present = [host for host in hosts if host in level]
    if not present:
        return
    pattern = re.compile(
        rf"(?<![\w@./-])(?:https?://)?(?:[\w-]{{1,63}}\.){{0,4}}(?:{'|'.join(map(re.escape, present))})"
        r"(?![\w-]|\.[a-z])(?::\d{1,5})?(?:[/?#][^\s<>\"“”„«»]{0,2000})?",
        re.IGNORECASE,
    )
    at = 0
    for place in pattern.finditer(text):
        end = _without_closing(text, place.start(), place.end())
        while at < len(linked) and linked[at].end <= place.start():
            at += 1
        if at < len(linked) and linked[at].start < end:
            continue
        written = text[place.start() : end]
        leads = written if "://" in written else f"https://{written}"
        work = find_address(catalogue, leads)
        if work or any(is_within(host_of(leads), domain) for domain in catalogue.domains):
            yield Found(
                "link",
                (Span(place.start(), end),),
                place.start(),
                end,
                work=work,
                named_by="address" if work else "domain",
                address=leads,
            )


def _without_closing(text: str, start: int, end: int) -> int:
    """Where an address ends: before the stops and brackets that close the sentence round it."""
    while end > start:
        last = text[end - 1]
        opening = _BRACKETS.get(last)
        unpaired = opening is not None and text.count(opening, start, end) < text.count(last, start, end)
        if last not in _CLOSING and not unpaired:
            break
        end -= 1
    return end
