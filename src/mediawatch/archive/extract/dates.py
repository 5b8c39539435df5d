"""When a page was published: what it declares first, what htmldate finds as the fallback.

A date is certain only where the page declares it in a form that can be read in one way. Measured on the 450
pages of the shared data: see benchmarks/reading.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from mediawatch.archive.extract.head import Head
from mediawatch.archive.extract.jsonld import Node, words
from mediawatch.model import UNKNOWN_DATE, Precision, PublicationDate

if TYPE_CHECKING:
    import lxml.html

LONGEST = 100
"""Characters of a date that are looked at: longer ones make date parsers hang (dateparser took minutes)."""
EARLIEST_YEAR = 1990
"""The first web page is of 1991; earlier dates on a page are those of what it tells."""

PUBLISHED = (
    "article:published_time", "article:published", "datepublished", "og:article:published_time",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "citation_publication_date", "citation_online_date", "pubdate", "publishdate", "publish-date",
    "publish_date", "published_time", "article.published", "og:published_time", "rnews:datepublished",
    "originalpublicationdate", "article_date_original", "publication_date", "published_at", "date.issued",
)  # fmt: skip
"""Names of meta tags that say when, most trusted first (Open Graph, schema.org, Parse.ly, Sailthru, Dublin Core)."""
LESS_SAID = ("dc.date", "dc.date.created", "dcterms.date", "date", "article:created_time", "datecreated")
"""Names that mostly mean publication, but also the page's making."""
MODIFIED = (
    "article:modified_time",
    "datemodified",
    "og:updated_time",
    "dcterms.modified",
    "last-modified",
    "lastmod",
)

_ISO = re.compile(r"\A\s*([12]\d{3})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?=\Z|[T\s,Z+;])")
_COMPACT = re.compile(r"\A\s*([12]\d{3})(\d{2})(\d{2})(?=\Z|[T\s]|\d{4,6}\Z)")
_EPOCH = re.compile(r"\A\s*(\d{10})(?:\d{3})?\s*\Z")
_DAY_FIRST = re.compile(r"\A\s*(\d{1,2})\.\s?(\d{1,2})\.\s?([12]\d{3})\b")
_IN_ADDRESS = re.compile(r"[/_-]((?:19|20)\d\d)([/_-])(\d{1,2})\2(\d{1,2})(?=[/_.-]|\Z)")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip
_ENGLISH = re.compile(
    r"\b(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[A-Za-z]{3,9})\.?,?\s+(?P<year>[12]\d{3})"
    r"|(?P<month2>[A-Za-z]{3,9})\.?\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year2>[12]\d{3}))\b"
)


def read_date(written: str) -> tuple[str, Precision]:
    """A written date as ISO value and precision; ("", "unknown") where it cannot be read in one way.

    Reads ISO 8601, compact and epoch forms, RFC 5322, "4.3.2026" (days first wherever dots are written) and
    English month names. "3/4/2026" is left: it is two dates. Never earlier than EARLIEST_YEAR.
    """
    written = written[:LONGEST]
    for pattern in (_ISO, _COMPACT):
        if found := pattern.match(written):
            return _checked(*(int(part) if part else 0 for part in found.groups()))
    if found := _EPOCH.match(written):
        moment = datetime.fromtimestamp(int(found[1]), UTC)
        return _checked(moment.year, moment.month, moment.day)
    if found := _DAY_FIRST.match(written):
        return _checked(int(found[3]), int(found[2]), int(found[1]))
    if found := _ENGLISH.search(written):
        named = (found["month"] or found["month2"]).lower()
        month = next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(named[:3])), 0)
        if month and (_MONTHS[month - 1].startswith(named) or named == "sept"):
            return _checked(int(found["year"] or found["year2"]), month, int(found["day"] or found["day2"]))
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return "", "unknown"
    return _checked(moment.year, moment.month, moment.day)


def _checked(year: int, month: int, day: int) -> tuple[str, Precision]:
    if year < EARLIEST_YEAR or year > 2999:
        return "", "unknown"
    if not month:
        return f"{year:04}", "year"
    if not day:
        return (f"{year:04}-{month:02}", "month") if month <= 12 else ("", "unknown")
    try:
        return date(year, month, day).isoformat(), "day"
    except ValueError:
        return "", "unknown"


def find_published(
    article: Node,
    page: Node,
    head: Head,
    address: str,
    text: str,
    shown: str,
    tree: lxml.html.HtmlElement | None,
) -> PublicationDate:
    """The publication date of a page, as certain as it is.

    `text` is the page without code, `shown` its plain text; `tree` is for htmldate, which does not change it.

    Certain is a day that the page declares, when nothing else that it declares, and no date in its address,
    says otherwise. Where the page shows the day of its last change and not this one, it was published again
    or the declaration was not kept up: such dates were right in one case of six.
    """
    declared = [
        *_days(head.all(*PUBLISHED)),
        *_days([words(article.get("datePublished"))]),
        *_days(
            moment.value
            for moment in head.times
            if "datepublished" in moment.kind or "pubdate" in moment.kind
        ),
        *_days([words(page.get("datePublished"))]),
    ]
    in_address = _day_in(address or head.canonical or head.first("og:url"))
    if in_address and declared:
        sure = any(
            abs((date.fromisoformat(each) - date.fromisoformat(in_address)).days) <= 1 for each in declared
        )
        return PublicationDate(in_address, "day", "metadata", sure)
    if declared:
        less = [*_days(head.all(*LESS_SAID)), *_days([words(article.get("dateCreated"))])]
        if not set(declared + less) - {declared[0]}:
            modified = read_date(find_modified(article, page, head))[0]
            shows_other = not _is_shown(declared[0], shown) and _is_shown(modified, shown)
            return PublicationDate(declared[0], "day", "metadata", not shows_other)
        named = _days(head.all("article:published_time"))
        return PublicationDate((named + less + declared)[0], "day", "metadata", False)
    found = _search(tree, address)
    if found:
        return PublicationDate(*_without_invented_parts(found, text), "page", False)
    partly = [read_date(each) for each in (words(article.get("datePublished")), *head.all(*PUBLISHED))]
    return next((PublicationDate(*each, "metadata", False) for each in partly if each[0]), UNKNOWN_DATE)


def _is_shown(day: str, shown: str) -> bool:
    """Whether a whole day stands in the words of the page, in figures or with the month's name."""
    if len(day) != 10:
        return False
    year, month, number = day.split("-")
    in_month = rf"(?:0?{int(month)}|[^\W\d_]{{3,10}})"
    between = r"[.\s/,-]{1,3}(?:de\s)?"
    days = rf"(?<!\d)0?{int(number)}(?:st|nd|rd|th|er)?"
    return bool(
        re.search(rf"{days}{between}{in_month}{between}(?:{year}|{year[2:]})(?!\d)", shown)
        or re.search(rf"[^\W\d_]{{3,10}}\.?\s0?{int(number)}(?:st|nd|rd|th)?,?\s{year}", shown)
        or re.search(rf"{year}[-/.年]\s?0?{int(month)}[-/.月]\s?0?{int(number)}(?!\d)", shown)
    )


def find_modified(article: Node, page: Node, head: Head) -> str:
    """When the page says that it was changed, as it writes it; "" where it does not, or not readably."""
    written = [words(article.get("dateModified")), *head.all(*MODIFIED), words(page.get("dateModified"))]
    return next((each[:LONGEST] for each in written if each and read_date(each)[0]), "")


def _days(written: Iterable[str]) -> list[str]:
    """Those that are whole days, in order."""
    read = [read_date(each) for each in written if each]
    return [value for value, precision in read if precision == "day"]


def _day_in(address: str) -> str:
    """The day in an address such as /2026/03/04/ or /2026-03-04-, "" where there is none."""
    found = _IN_ADDRESS.search(address)
    return _checked(int(found[1]), int(found[3]), int(found[4]))[0] if found else ""


def _search(tree: lxml.html.HtmlElement | None, address: str) -> str:
    """htmldate's find; "" where it finds nothing."""
    if tree is None:
        return ""
    from htmldate import find_date

    return find_date(tree, extensive_search=True, original_date=True, url=address or None) or ""


def _without_invented_parts(found: str, text: str) -> tuple[str, Precision]:
    """htmldate writes a bare year as its first of January and a bare month as its first: such days are looked up."""
    year, month, day = found.split("-")
    if day == "01":
        number, name = f"0?{int(month)}", r"[^\W\d_]{3,10}"
        if not re.search(
            rf"\b0?1(?:st|er|º)?[.\s/-]{{1,3}}(?:{number}|{name})[.\s/-]{{1,3}}{year}\b", text
        ) and (
            not re.search(rf"\b{year}[-/.]?{number}[-/.]?0?1\b", text)
            and not re.search(rf"(?i)[^\W\d_]{{3,10}}\.? 0?1(?:st)?,? {year}\b", text)
        ):
            return (year, "year") if month == "01" else (f"{year}-{month}", "month")
    return found, "day"
