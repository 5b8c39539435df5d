"""Everything in which one report cites us: quotations and reuse with their grades, links, works that it names.

catalogue = compile_catalogue(works, versions, names)
find_citations(text, index, catalogue, texts, published=date)    -> list of citing.Found
"""

from __future__ import annotations

from collections.abc import Mapping

from mediawatch.citing import GRADES, Elsewhere, Found, Graded
from mediawatch.model import UNKNOWN_DATE, PublicationDate, Span, Text
from mediawatch.reading.catalogue import Catalogue
from mediawatch.reading.grading import grade
from mediawatch.reading.passages import PassageIndex
from mediawatch.reading.quotations import find_quotations


def find_citations(
    report: Text,
    index: PassageIndex,
    catalogue: Catalogue,
    texts: Mapping[int, str],
    *,
    published: PublicationDate = UNKNOWN_DATE,
    address: str = "",
) -> list[Found]:
    """What a report cites of ours, in the order of its text.

    Args:
        report: one of its texts, with the links that were read from it.
        index: holds the texts of our works under the numbers of their versions.
        catalogue: titles, addresses and versions of the works, and the names that are watched.
        texts: the text of each version, by its number. Only those are asked for that are compared.
        published: when the report was published: which of our versions stood then, and who was first.
        address: the report's own, for links that are relative to it.
    """
    text = report.text
    quotations = find_quotations(text)
    places = index.find_quoted_in(text, [quotation.parts for quotation in quotations])
    found: list[Found] = []
    for quotation, near in zip(quotations, places, strict=True):
        best, of = Graded("not found"), 0
        for number in dict.fromkeys(place.work for place in near):
            spans = [Span(place.start, place.end) for place in near if place.work == number]
            graded = grade(text, quotation.parts, texts[number], spans)
            if GRADES.index(graded.grade) > GRADES.index(best.grade):
                best, of = graded, number
        if of:
            work = catalogue.versions[of].work
            found.append(Found("quotation", quotation.parts, quotation.start, quotation.end, work, of, best))
    for reuse in index.find_reused(text, quoted=[Span(one.start, one.end) for one in quotations]):
        first, *rest = reuse.passages
        graded = grade(text, [reuse.span], texts[first.work], [Span(first.start, first.end)])
        others = [
            Elsewhere(place.work, catalogue.versions[place.work].work, Span(place.start, place.end))
            for place in rest
        ]
        work = catalogue.versions[first.work].work
        found.append(
            Found(
                "reuse",
                (reuse.span,),
                reuse.span.start,
                reuse.span.end,
                work,
                first.work,
                graded,
                others=tuple(others),
            )  # fmt: skip
        )
    return sorted(found, key=lambda one: (one.start, -one.end))
