"""One quotation that a person points at, compared with our works, or with the one that they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mediawatch.citing import CitationKind, Found, Graded, Passage
from mediawatch.model import UNKNOWN_DATE, PublicationDate, Span
from mediawatch.reading.catalogue import Catalogue
from mediawatch.reading.compared import Comparison
from mediawatch.reading.passages import PassageIndex
from mediawatch.reading.standing import tell_first


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
    """What the quoted `parts` of a report's text are beside our works. Nothing else is asked than whether the words
    stand there: who speaks and how long they are has been judged by whoever pointed at them.

    Args:
        work: compare with the versions of this one only, whatever the index finds.
        published: of the report.
    """
    passages = index.find_quoted(text, parts)
    if work:
        passages = [place for place in passages if catalogue.versions[place.work].work == work]
        if not passages:
            passages = [
                Passage(version.number, 0, len(texts[version.number]))
                for version in catalogue.versions_of.get(work, ())
            ]
    comparison = Comparison(text, catalogue, texts, published.value)
    compared = comparison.compare(parts, passages) if passages else None
    start, end = parts[0].start, parts[-1].end
    if compared is None:
        return Found(kind, tuple(parts), start, end, work, graded=Graded("not found"))
    earliest = compared.earliest
    return Found(
        kind,
        tuple(parts),
        start,
        end,
        work=compared.version.work,
        version=compared.version.number,
        graded=compared.graded,
        first=tell_first(earliest.since, published.value, seen_only=earliest.seen_only),
        stood=compared.stood,
        since_changed=comparison.has_changed(compared),
        others=compared.others,
    )
