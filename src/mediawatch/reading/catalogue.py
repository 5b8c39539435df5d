"""What is known of our works beside their words: titles, addresses, identifiers, versions. Made once, used for many
reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from mediawatch.citing import NamedBy, Version, Work
from mediawatch.errors import InvalidAddress
from mediawatch.model import Name, Span
from mediawatch.reading.addresses import host_of, normalise
from mediawatch.reading.folding import fold_words
from mediawatch.reading.grading import fold_names
from mediawatch.reading.identifiers import normalise_doi, normalise_isbn
from mediawatch.reading.mentions import Watch, compile_names
from mediawatch.reading.speakers import people_of
from mediawatch.reading.standing import sort_by_age
from mediawatch.reading.stop_words import STOP_WORDS
from mediawatch.reading.tokens import read_words

LONGEST_TITLE: Final = 40
"""Words; a longer title is no title but a text."""
KINDS: Final = (
    r"annual\s+(?:report|review|accounts)|impact\s+report|trustees['’]\s+report|financial\s+statements|accounts|strategy|"
    r"Jahresbericht|Tätigkeitsbericht|rapport\s+annuel|rapport\s+d['’]activité|informe\s+anual|memoria\s+anual|jaarverslag"
)
"""What a work can be told by, with its year."""
_KIND: Final = re.compile(rf"\b(?:{KINDS})\b", re.IGNORECASE)
_SITE_MARKS: Final = re.compile(r"\s+(?:[|–—·»«-]|::)\s+|:\s+")
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s?[-–—/]\s?((?:19|20)?\d\d)(?!\d))?")


@dataclass(frozen=True, slots=True)
class Title:
    """A title of a work, made ready for looking."""

    words: tuple[str, ...]
    """folded, as `tokens.read_words` reads them"""
    capitals: tuple[bool, ...]
    """which of them are written with a capital"""
    all_capitals: bool
    """whether no letter of it is small"""
    content: int
    """how many are no stop words"""
    work: int
    named_by: NamedBy


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Our works made ready for find_citations."""

    works: dict[int, Work]
    """by number"""
    versions: dict[int, Version]
    """by the number of their text"""
    versions_of: dict[int, tuple[Version, ...]]
    """by the number of the work, in the order in which they stood"""
    watch: Watch
    """all names that are watched"""
    speaking: Watch
    """those by which a text lets us speak: organisation, aliases, people, programmes"""
    name_words: frozenset[str]
    """the words of all names, folded"""
    people: frozenset[str]
    """last names of our people, folded"""
    domains: tuple[str, ...]
    hosts: frozenset[str]
    """of the works' addresses, without "www." """
    addresses: dict[str, int]
    """the work at each address, by `address_key`"""
    dois: dict[str, int]
    isbns: dict[str, int]
    titles: dict[tuple[str, str], tuple[Title, ...]]
    """by their first two words, the longest first; those of one word by that and "" """
    of_kind: dict[str, tuple[int, ...]]
    """the works whose title says what they are, by that: "annual report" """
    years: dict[int, frozenset[int]]
    """the years that a work is about: those of its title, else the one in which it was published and the one before"""


def compile_catalogue(works: Sequence[Work], versions: Iterable[Version], names: Sequence[Name]) -> Catalogue:
    """The catalogue of some works, their versions, and the names that are watched.

    Where two works have the same address or identifier, the one that was given first has it. Addresses that are none
    are left out.
    """
    by_text = {version.number: version for version in versions}
    of_work: dict[int, list[Version]] = {work.number: [] for work in works}
    for version in by_text.values():
        of_work.setdefault(version.work, []).append(version)
    addresses: dict[str, int] = {}
    dois: dict[str, int] = {}
    isbns: dict[str, int] = {}
    for work in works:
        for known, key in (
            *((addresses, address_key(address)) for address in work.addresses),
            (dois, normalise_doi(work.doi)),
            (isbns, normalise_isbn(work.isbn)),
        ):
            if key:
                known.setdefault(key, work.number)
    watch = compile_names(names)
    speaking = Watch(
        tuple(
            form for form in watch.forms if form.name.kind in ("organisation", "alias", "person", "programme")
        )
    )
    return Catalogue(
        works={work.number: work for work in works},
        versions=by_text,
        versions_of={number: tuple(sort_by_age(some)) for number, some in of_work.items()},
        watch=watch,
        speaking=speaking,
        name_words=fold_names([form.name.form for form in watch.forms]),
        people=frozenset(people_of(watch)),
        domains=tuple(form.domain for form in watch.forms if form.domain),
        hosts=frozenset(key.partition("/")[0].partition("?")[0] for key in addresses),
        addresses=addresses,
        dois=dois,
        isbns=isbns,
        titles=_gather_titles(works, frozenset(form.folded for form in watch.forms)),
        of_kind=_sort_by_kind(works),
        years={work.number: _years_of(work) for work in works},
    )


def level_kind(words: str) -> str:
    """What a work is, as it is compared: "Annual  Report" as "annual report"."""
    return " ".join(fold_words(words).split())


def address_key(address: str) -> str:
    """What two addresses of one page have in common: host and path without "www.", a slash at the end and an AMP mark,
    and the query; "" for what is no address. On a site of ours no two works differ in these alone."""
    try:
        normal = normalise(address)
    except InvalidAddress:
        return ""  # an old address that nobody can follow any more, or a mail's
    rest = normal.removeprefix("https://").removeprefix("www.")
    path, mark, query = rest.partition("?")
    path = path.rstrip("/").removesuffix("/amp").rstrip("/")
    return f"{path}{mark}{query}"


def find_address(catalogue: Catalogue, address: str) -> int:
    """The work at an address, now or formerly; 0 for none. Parameters that no work has are passed over, unless the
    address is a front page's: there they say which page is meant."""
    key = address_key(address)
    found = catalogue.addresses.get(key, 0)
    if found or "?" not in key:
        return found
    path = key.partition("?")[0]
    return catalogue.addresses.get(path, 0) if "/" in path else 0


def is_ours(catalogue: Catalogue, address: str) -> bool:
    """Whether an address lies on one of our domains."""
    host = host_of(address)
    return any(host == domain or host.endswith(f".{domain}") for domain in catalogue.domains)


def _gather_titles(works: Sequence[Work], names: frozenset[str]) -> dict[tuple[str, str], tuple[Title, ...]]:
    by_first: dict[tuple[str, str], list[Title]] = {}
    for work in works:
        titles: list[tuple[str, NamedBy]] = [(_without_site(work.title, names), "title")]
        titles += [(short, "short title") for short in work.short_titles]
        known: set[tuple[str, ...]] = set()
        for written, named_by in titles:
            title = _make_title(written, work.number, named_by, names)
            if title is not None and title.words not in known:
                known.add(title.words)
                by_first.setdefault((title.words[0], "".join(title.words[1:2])), []).append(title)
    return {
        first: tuple(sorted(titles, key=lambda title: -len(title.words)))
        for first, titles in by_first.items()
    }


def _sort_by_kind(works: Sequence[Work]) -> dict[str, tuple[int, ...]]:
    by_kind: dict[str, list[int]] = {}
    for work in works:
        for kind in {level_kind(found) for found in _KIND.findall(work.title)}:
            by_kind.setdefault(kind, []).append(work.number)
    return {kind: tuple(numbers) for kind, numbers in by_kind.items()}


def _without_site(title: str, names: frozenset[str]) -> str:
    """A title without the site's name that pages set before or behind it."""
    for mark in _SITE_MARKS.finditer(title):
        if fold_words(title[mark.end() :]).strip() in names:
            return title[: mark.start()]
        if fold_words(title[: mark.start()]).strip() in names:
            return title[mark.end() :]
    return title


def _make_title(written: str, work: int, named_by: NamedBy, names: frozenset[str]) -> Title | None:
    """The title made ready; None for one that names nothing: no words, stop words alone, or nothing but a name."""
    read = read_words(written, [Span(0, len(written))])
    words = tuple(read.words)
    content = sum(word not in STOP_WORDS for word in words)
    if not content or len(words) > LONGEST_TITLE or fold_words(written).strip(" .!?") in names:
        return None
    capitals = tuple(written[start : start + 1].isupper() for start, _ in read.spans)
    return Title(words, capitals, written.isupper(), content, work, named_by)


def _years_of(work: Work) -> frozenset[int]:
    years: set[int] = set()
    for first, second in _YEAR.findall(work.title):
        years.add(int(first))
        if second:
            years.add(int(second) if len(second) == 4 else int(first[:2] + second))
    if not years and work.published.value:
        year = int(work.published.value[:4])
        years = {year, year - 1}
    return frozenset(years)
