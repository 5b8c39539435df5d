"""Works of ours that a report names: by title, by DOI or ISBN, or by what they are ("its annual report 2023").

Words that a report has in common with a title are no proof. A title counts

- anywhere, with LONG_TITLE words of which FOUR or more are content words;
- with four words, three of them content words: where it is set as a title, or one of our names is near;
- shorter: where it is set as a title and one of our names is near.

Set as a title is what stands between quotation marks by itself, or has its capitals: every content word has one, or
all that have one in our title, the first not only since a sentence begins with it. Near is within NEAR characters.
A title that is nothing but one of our names is none.

Works that are named by what they are ("its website") are found in `cited_kinds.py`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from mediawatch.citing import NOWHERE, Elsewhere, Found, NamedBy, Quotation
from mediawatch.model import Span
from mediawatch.reading.catalogue import Catalogue, Title
from mediawatch.reading.cited_kinds import find_kinds
from mediawatch.reading.identifiers import find_dois, find_isbns
from mediawatch.reading.sentences import start_of_sentence
from mediawatch.reading.speakers import Speakers
from mediawatch.reading.standing import tell_first
from mediawatch.reading.stop_words import STOP_WORDS
from mediawatch.reading.tokens import FoldedWords

LONG_TITLE: Final = 8
"""Words; as many in a row as are reuse by themselves."""
NEAR: Final = 250
"""Characters: the sentence, and about one on either side."""
_MARKS: Final = "\"'“”„‟‘’‚«»‹›「」『』"


def find_named(
    words: FoldedWords,
    catalogue: Catalogue,
    names: Sequence[Span],
    quotations: Sequence[Quotation],
    speakers: Speakers,
    published: str,
) -> list[Found]:
    """Every place of a report that names a work of ours, in order; of several that name the same thing, all.

    Args:
        words: of the whole report.
        names: where our names stand in it, in order.
        quotations: of the report.
        speakers: of the report, for whom "its" means.
        published: ISO day, month or year of the report; of works of one title that had appeared by then the newest is
            meant.
    """
    text = words.folded.original
    found = list(_find_titles(words, catalogue, names, quotations, published))
    found += _find_identified(text, catalogue)
    taken = [one.parts[0] for one in found]
    found += (
        one for one in find_kinds(words, catalogue, names, speakers) if not _touches(one.parts[0], taken)
    )
    return sorted(found, key=lambda one: (one.start, one.end))


def is_title(one: Found, quotation: Quotation) -> bool:
    """Whether a named citation is all that a quotation says: a title set between marks."""
    return (
        one.named_by in ("title", "short title")
        and len(quotation.parts) == 1
        and abs(one.start - quotation.parts[0].start) <= 1
        and abs(one.end - quotation.parts[0].end) <= 1
    )


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _find_titles(
    words: FoldedWords,
    catalogue: Catalogue,
    names: Sequence[Span],
    quotations: Sequence[Quotation],
    published: str,
) -> Iterator[Found]:
    if not catalogue.titles:
        return
    marked = {(part.start, part.end) for quotation in quotations for part in quotation.parts}
    starts = [span.start for span in names]
    end = 0
    for at, titles in _look_up(words.words, catalogue):
        here = [title for title in titles if tuple(words.words[at : at + len(title.words)]) == title.words]
        longest = [title for title in here if len(title.words) == len(here[0].words)]
        if longest and at >= end and _counts(words, at, longest[0], starts, marked):
            yield _choose(words, at, longest, catalogue, published)
            end = at + len(longest[0].words)


def _look_up(read: Sequence[str], catalogue: Catalogue) -> Iterator[tuple[int, tuple[Title, ...]]]:
    """Where titles may begin, and which: those of two words and more before those of one."""
    known = catalogue.titles
    for at, pair in enumerate(pairwise([*read, ""])):
        if pair in known:
            yield at, known[pair]
        if pair[1] and (pair[0], "") in known:
            yield at, known[pair[0], ""]


def _counts(
    words: FoldedWords, at: int, title: Title, starts: Sequence[int], marked: set[tuple[int, int]]
) -> bool:
    """Whether words of a report that are those of a title name it."""
    count = len(title.words)
    if count >= LONG_TITLE and title.content >= 4:
        return True
    span = words.span(at, at + count)
    is_set = _stands_in_marks(words.folded.original, span, marked) or _has_capitals(words, at, title)
    low, high = bisect_left(starts, span.start - NEAR), bisect_left(starts, span.end + NEAR)
    near = low < high
    if count >= 4 and title.content >= 3:
        return is_set or near
    return is_set and near


def _stands_in_marks(text: str, span: Span, marked: set[tuple[int, int]]) -> bool:
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 2]
    inside = bool(before) and before in _MARKS and any(mark in after for mark in _MARKS)
    return inside or (span.start, span.end) in marked


def _has_capitals(words: FoldedWords, at: int, title: Title) -> bool:
    """Whether the words have a title's capitals, where others have none."""
    text, count = words.folded.original, len(title.words)
    starts = [words.span(number, number + 1).start for number in range(at, at + count)]
    capital = [text[start : start + 1].isupper() for start in starts]
    whole = words.span(at, at + count)
    if text[whole.start : whole.end].isupper() and not title.all_capitals:
        return False  # a heading, all of it in capitals
    content = [number for number, word in enumerate(title.words) if word not in STOP_WORDS]
    begins = start_of_sentence(text, whole.start) >= whole.start - 1
    own = [number for number in content if not (begins and number == 0)]
    if own and len(content) > 1 and all(capital[number] for number in own):
        return True
    as_written = [number for number, upper in enumerate(title.capitals) if upper]
    if not as_written or not all(capital[number] for number in as_written):
        return False
    return not begins or len(as_written) > 1


def _choose(
    words: FoldedWords, at: int, titles: Sequence[Title], catalogue: Catalogue, published: str
) -> Found:
    """The named citation for titles of the same words: the newest work that had appeared, the others listed."""
    span = words.span(at, at + len(titles[0].words))

    def rank(title: Title) -> tuple[bool, str, int]:
        day = catalogue.works[title.work].published.value
        return (tell_first(day, published) != "theirs", day, -title.work)

    best, *rest = sorted(titles, key=rank, reverse=True)
    others = tuple(Elsewhere(0, title.work, NOWHERE) for title in rest if title.work != best.work)
    return Found(
        "named", (span,), span.start, span.end, work=best.work, named_by=best.named_by, others=others
    )


def _find_identified(text: str, catalogue: Catalogue) -> Iterator[Found]:
    """DOIs and ISBNs of ours."""
    known: list[tuple[NamedBy, dict[str, int], Iterator[tuple[Span, str]]]] = []
    if catalogue.dois:
        known.append(("DOI", catalogue.dois, find_dois(text)))
    if catalogue.isbns:
        known.append(("ISBN", catalogue.isbns, find_isbns(text)))
    for named_by, works, places in known:
        for span, identifier in places:
            if identifier in works:
                yield Found("named", (span,), span.start, span.end, work=works[identifier], named_by=named_by)
