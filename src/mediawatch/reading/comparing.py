"""One quotation that a person points at, compared with our works, or with the one that they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mediawatch.citing import GRADES, CitationKind, Elsewhere, Found, Graded
from mediawatch.model import UNKNOWN_DATE, PublicationDate, Span
from mediawatch.reading.catalogue import Catalogue
from mediawatch.reading.grading import grade
from mediawatch.reading.passages import PassageIndex
from mediawatch.reading.standing import sort_by_nearness, tell_first, tell_standing


def compare_words(
    text: str,
    parts: Sequence[Span],
    index: PassageIndex,
    catalogue: Catalogue,
    texts: Mapping[int, str],
    *,
    work: int = 0,
    kind: CitationKind = "quotation",
    published: PublicationDate = UNKNOWN_DATE,
) -> Found:
    """What the quoted `parts` of a report's text are beside our works: the best grade, and of equal ones the version
    that stood when the report was published.

    Args:
        work: compare with the versions of this one only, whatever the index finds.
        published: of the report.
    """
    near: dict[int, list[Span]] = {}
    for place in index.find_quoted(text, parts):
        near.setdefault(place.work, []).append(Span(place.start, place.end))
    wanted = [number for number in near if not work or catalogue.versions[number].work == work]
    if not wanted and work:
        wanted = [version.number for version in catalogue.versions.values() if version.work == work]
    ordered = sort_by_nearness([catalogue.versions[number] for number in wanted], published.value)
    graded = {one.number: grade(text, parts, texts[one.number], near.get(one.number, ())) for one in ordered}
    best = max(graded, key=lambda number: GRADES.index(graded[number].grade), default=0)
    start, end = parts[0].start, parts[-1].end
    if not best or graded[best].grade == "not found":
        return Found(kind, tuple(parts), start, end, work, 0, Graded("not found"))
    version = catalogue.versions[best]
    day = catalogue.works[version.work].published
    ours = day.value if day.certain else ""
    return Found(
        kind,
        tuple(parts),
        start,
        end,
        version.work,
        best,
        graded[best],
        first=(
            tell_first(ours, published.value)
            if ours and published.certain
            else tell_first(version.since, published.value, seen_only=True)
        ),
        stood=tell_standing(version, published.value),
        since_changed=not _is_in_newest(version.work, graded[best], texts, catalogue, best),
        others=tuple(
            Elsewhere(number, catalogue.versions[number].work, one.passages[0], one.grade)
            for number, one in graded.items()
            if number != best and one.passages and catalogue.versions[number].work != version.work
        ),
    )


def _is_in_newest(
    work: int, graded: Graded, texts: Mapping[int, str], catalogue: Catalogue, version: int
) -> bool:
    """Whether the newest version of a work has the passages of one of its versions, word for word."""
    standing = [one for one in catalogue.versions.values() if one.work == work]
    newest = max(standing, key=lambda one: (not one.until, one.since, one.number)).number
    if newest == version:
        return True
    return all(texts[version][span.start : span.end] in texts[newest] for span in graded.passages)
