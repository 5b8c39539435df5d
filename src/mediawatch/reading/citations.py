"""Everything in which one report cites us: quotations and reuse with their grades, links, works that it names.

    catalogue = compile_catalogue(works, versions, names)
    index.set_names(names and titles)
    index.add(version.number, text, own=find_own(text, catalogue.speaking, repeated=…), work=version.work)
    find_citations(text, index, catalogue, texts, published=date)    -> list of citing.Found

What counts, besides what the single searches say (`quotations.py`, `reuse.py`, `cited_links.py`, `cited_names.py`):

**A quotation** cites us when its words stand in a work of ours and

- FEWEST_WORDS of them or more do, LEAST_CONTENT of these content words, whoever is said to speak (unless somebody else
  is, and hardly more words than that are the same, and they were changed too); or
- two words or more do, and the report lets us speak, or names or links that very work in the sentence.

A quotation that stands in no work cites us when the report lets us speak and it has LEAST_NOT_FOUND words: its grade is
"not found". Words of others are no citation of ours, wherever they stand, and neither is one word.

**Nothing is found twice.** A quotation within a quotation that cites us is part of it, and so are reuse and names
within it. A title of ours between marks is a named citation and no quotation. A link or a name in the sentence of a
quotation says so (`beside`), and the quotation says which work it names (`named_work`).

**A reprint** is one citation: where finds from one work make up REPRINTED of a report's words, or have that share of
the work's words in a stretch of the report that is hardly anything else, they become one reuse, graded as a whole.
Pieces of reuse with nothing between them but the same words become one likewise: there we quoted somebody.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mediawatch.citing import CitationKind, Found, Graded, Passage, Quotation, Speaker
from mediawatch.model import UNKNOWN_DATE, PublicationDate, Span, Text
from mediawatch.reading.catalogue import Catalogue
from mediawatch.reading.cited_links import find_links
from mediawatch.reading.cited_names import find_named, is_title
from mediawatch.reading.compared import Comparison
from mediawatch.reading.folding import fold
from mediawatch.reading.mentions import find_places
from mediawatch.reading.passages import PassageIndex
from mediawatch.reading.quotations import find_quotations
from mediawatch.reading.reprints import find_reprints, join_pieces
from mediawatch.reading.speakers import Speakers
from mediawatch.reading.standing import tell_first
from mediawatch.reading.stop_words import STOP_WORDS
from mediawatch.reading.tokens import FoldedWords, read_folded

FEWEST_WORDS: Final = 5
LEAST_CONTENT: Final = 3
"""Words, and content words among them, of a quotation that can only be ours."""
SURELY_OURS: Final = 10
"""Words that are ours in a quotation that was changed and that somebody else is said to have spoken."""
MOST_LINKED: Final = 500
"""Characters of a link's words before the sentence in which it ends."""
LEAST_NOT_FOUND: Final = 3
"""Words of a quotation that stands in no work: less than that is a way of speaking."""


@dataclass(slots=True)
class _Report:
    """What is known of a report while it is searched."""

    text: str
    words: FoldedWords
    quotations: list[Quotation]
    named: list[Found]
    """links and named citations, in order"""
    named_from: list[int]
    """where each of them begins"""
    speakers: Speakers
    comparison: Comparison
    day: str

    def count(self, spans: Sequence[Span]) -> int:
        """How many words stand in some spans."""
        return sum(past - first for first, past in map(self.words.range_of, spans))


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

    Raises KeyError for a text of the index that the catalogue or `texts` do not have.
    """
    text = report.text
    folded = fold(text)
    words = read_folded(folded)
    quotations = find_quotations(text)
    names = find_places(folded, catalogue.speaking)
    speakers = Speakers(text, names, set(catalogue.people))
    named = sorted(
        [
            *find_links(report, catalogue, address),
            *find_named(words, catalogue, names, quotations, speakers, published.value),
        ],
        key=_place,
    )
    read = _Report(
        text=text,
        words=words,
        quotations=quotations,
        named=named,
        named_from=[one.start for one in named],
        speakers=speakers,
        comparison=Comparison(text, catalogue, texts, published.value),
        day=published.value,
    )
    quoted = list(_judge_quotations(read, index))
    reuses = index.find_reused(text, quoted=[Span(one.start, one.end) for one in quoted])
    pieces = join_pieces(text, reuses, texts)
    reused = [
        one for piece in pieces for one in _judge(read, "reuse", (piece.span,), piece.span, piece.passages)
    ]
    found = sorted([*_leave_out(quoted, reused), *reused], key=_place)
    for reprint in find_reprints(found, len(words.words), read.count, index.count_words):
        whole = _judge(read, "reuse", (reprint.span,), reprint.span, [reprint.passage])
        if whole:
            found = [one for one in found if not _lies_in(one, reprint.span)]
            found = sorted([*found, *(replace(one, reprint=True) for one in whole)], key=_place)
    return _put_together(read, found)


def _judge_quotations(read: _Report, index: PassageIndex) -> Iterator[Found]:
    """The quotations that cite us, the outermost of those that lie in each other."""
    some = [one for one in read.quotations if read.count(one.parts) >= 2]
    places = index.find_quoted_in(read.text, [one.parts for one in some])
    before = end = 0
    for at, (quotation, near) in enumerate(zip(some, places, strict=True)):
        if quotation.end <= end:
            continue
        named = _list_beside(read, quotation)
        if any(is_title(one, quotation) for one in named):
            continue
        following = some[at + 1].start if at + 1 < len(some) else len(read.text)
        if following < quotation.end:  # an inner one
            following = len(read.text)
        speaker = read.speakers.tell(quotation, before if before <= quotation.start else 0, following)
        before = max(before, quotation.end)
        for found in _judge_quotation(read, quotation, near, speaker, named):
            end = quotation.end
            yield found


def _judge_quotation(
    read: _Report, quotation: Quotation, near: Sequence[Passage], speaker: Speaker, named: Sequence[Found]
) -> Iterator[Found]:
    place = Span(quotation.start, quotation.end)
    for found in _judge(read, "quotation", quotation.parts, place, near):
        if _cites_us(read, found, speaker, named):
            yield replace(found, speaker=speaker, named_work=_choose_named(place, named))
        return
    if speaker == "ours" and read.count(quotation.parts) >= LEAST_NOT_FOUND:
        yield Found(
            "quotation",
            quotation.parts,
            place.start,
            place.end,
            graded=Graded("not found"),
            speaker=speaker,
            named_work=_choose_named(place, named),
        )


def _judge(
    read: _Report, kind: CitationKind, parts: tuple[Span, ...], place: Span, passages: Sequence[Passage]
) -> list[Found]:
    """Words of a report beside our works: one find, or none where they stand in none of them after all."""
    compared = read.comparison.compare(parts, passages) if passages else None
    if compared is None:
        return []
    earliest = compared.earliest
    return [
        Found(
            kind,
            parts,
            place.start,
            place.end,
            work=compared.version.work,
            version=compared.version.number,
            graded=compared.graded,
            first=tell_first(earliest.since, read.day, seen_only=earliest.seen_only),
            stood=compared.stood,
            since_changed=read.comparison.has_changed(compared),
            others=compared.others,
        )
    ]


def _cites_us(read: _Report, found: Found, speaker: Speaker, named: Sequence[Found]) -> bool:
    """Whether a quotation whose words stand in a work of ours was taken from us."""
    if speaker == "ours" or any(one.work == found.work for one in named):
        return True
    same = content = 0
    for difference in found.graded.differences if found.graded else ():
        if difference.kind == "same" and difference.theirs is not None:
            first, past = read.words.range_of(difference.theirs)
            same += past - first
            content += sum(word not in STOP_WORDS for word in read.words.words[first:past])
    if same < FEWEST_WORDS or content < LEAST_CONTENT:
        return False
    changed = found.graded is not None and found.graded.grade in ("altered", "reordered or joined")
    return not (changed and speaker == "other" and same < SURELY_OURS)


def _list_beside(read: _Report, place: Span | Quotation) -> list[Found]:
    """The links and names on the words of a quotation or in its sentence."""
    if not read.named:
        return []
    sentence = read.speakers.sentence_of(place.start, place.end)
    low = bisect_left(read.named_from, sentence.start - MOST_LINKED)
    high = bisect_left(read.named_from, sentence.end)
    return [one for one in read.named[low:high] if sentence.start < one.end]


def _choose_named(place: Span, named: Sequence[Found]) -> int:
    """The work that a quotation is said to come from: of what its words link to, else of what is named nearest."""
    works = [one for one in named if one.work]
    return min(works, key=lambda one: _distance(one, place)).work if works else 0


def _leave_out(quoted: Sequence[Found], reused: Sequence[Found]) -> list[Found]:
    """The quotations that are no part of a passage of ours that was taken over with the marks in it."""
    starts = [one.start for one in reused]
    return [
        one
        for one in quoted
        if not (at := bisect_right(starts, one.start)) or not _lies_in(one, reused[at - 1])
    ]


def _distance(one: Found, place: Span) -> int:
    return max(0, one.start - place.end, place.start - one.end)


def _lies_in(one: Found, span: Span | Found) -> bool:
    return span.start <= one.start and one.end <= span.end


def _place(one: Found) -> tuple[int, int]:
    return one.start, -one.end


def _put_together(read: _Report, found: Sequence[Found]) -> list[Found]:
    """All finds in the order of the report, each name and link beside its quotation."""
    kept: list[Found] = list(found)
    beside: dict[int, Found] = {}
    known: set[str] = set()
    starts = [one.start for one in found]
    quotations = [one for one in found if one.kind == "quotation"]
    sentences = [read.speakers.sentence_of(one.start, one.end) for one in quotations]
    ends = [sentence.end for sentence in sentences]
    for one in read.named:
        around = bisect_right(starts, one.start) - 1
        if one.kind == "named" and around >= 0 and _lies_in(one, found[around]):
            continue
        goes_with = _find_nearest(one, quotations, sentences, bisect_right(ends, one.start))
        if goes_with is not None:
            beside[id(one)] = goes_with
        elif one.named_by == "publication" and not one.work:
            words = read.text[one.start : one.end].lower()
            if words in known:
                continue
            known.add(words)
        kept.append(one)
    kept.sort(key=_place)
    numbers = {id(one): number for number, one in enumerate(kept)}
    return [replace(one, beside=numbers[id(beside[id(one)])]) if id(one) in beside else one for one in kept]


def _find_nearest(
    one: Found, quotations: Sequence[Found], sentences: Sequence[Span], at: int
) -> Found | None:
    """Of the quotations from number `at` on whose sentence a name or link lies in, the nearest."""
    best: Found | None = None
    while at < len(quotations) and sentences[at].start < one.end:
        place = Span(quotations[at].start, quotations[at].end)
        if best is None or _distance(one, place) < _distance(one, Span(best.start, best.end)):
            best = quotations[at]
        at += 1
    return best
