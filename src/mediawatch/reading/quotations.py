"""Every quotation of a text, in whatever marks it stands.

- Marks pair within a paragraph, innermost first; an inner quotation is listed beside the outer one. A mark that
  finds no partner is let go, and the ones round it still pair.
- A quotation that is not closed goes on where the next paragraph begins with the same mark, as newspapers set it;
  each paragraph is a part. It may also run over a page break, a header between, up to its closing mark: at most
  MOST_PARAGRAPHS further and MOST_CHARACTERS long. Single marks do not run over one: they are too often
  apostrophes; only ‘ is taken up again at the next paragraph's beginning.
- An attribution between two quotations makes parts of them ("…", said the charity, "…") when it is short, holds a
  word for saying, ends no sentence, and the second goes on where the first stopped. After a full stop, a colon or
  "and" a new quotation begins.
- Lines that begin with ">" are a block quotation. Other block quotations are not to be seen in plain text, except
  by what comes before: the one paragraph without marks that follows a line which says that somebody said or wrote
  something, and ends in a colon. Whatever follows that paragraph is left to the search for reuse.

An apostrophe is told from a closing single mark by its neighbours; a plural's (the trusts' homes) only by a later
mark that can close. Where that is not enough the quotation may end too late, never too early.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from mediawatch.citing import Quotation
from mediawatch.model import Span
from mediawatch.reading.marks import OPENED_BY, Mark, read_marks, style_of

MOST_CHARACTERS: Final = 6000
"""A quotation longer than this, without a break by its own marks, is an unbalanced mark."""
MOST_PARAGRAPHS: Final = 2
"""Paragraphs' ends that a quotation runs over without a new opening mark: a page's header lies between two."""
MOST_DEPTH: Final = 6
"""Quotations within quotations that are kept in mind; the outermost is let go for a seventh."""
LONGEST_ATTRIBUTION: Final = 120
"""Characters between two parts of one quotation: ", the charity's chief executive, Ms A B, told the paper, "."""
MOST_PARTS: Final = 16
"""Parts that attributions make of one quotation; nobody interrupts a sentence more often."""
LEAST_BLOCK_WORDS: Final = 8

_SINGLE_FORMS: Final = frozenset("‘'‚’")
_BOTH_WAYS: Final = frozenset("\"'“‘”’»«›‹")
"""Marks that open in one country and close in another, or do both."""
_TOO_OFTEN_APOSTROPHES: Final = frozenset("'’")
SAYING: Final = re.compile(
    r"\b(?:said|says|say|saying|told|tells|wrote|writes|writing|stated|states|added|adds|explained|explains|claimed|"
    r"claims|insisted|insists|argued|argues|replied|replies|announced|noted|notes|continued|continues|according|"
    r"declared|declares|warned|admitted|conceded|read|reads|put|asked|observed|concluded|complained|boasted|tweeted|"
    r"posted|sagte|sagt|schrieb|schreibt|erklärte|erklärt|betonte|betont|heißt|hieß|meinte|meint|so|teilte|"
    r"dit|disait|déclare|déclaré|explique|expliqué|écrit|affirme|affirmé|ajoute|ajouté|selon|précise|"
    r"poursuit|indique|indiqué|souligne|assure|assuré|raconte|répond|répondu|fügte|fügt|ergänzte|berichtet|"
    r"dijo|dice|afirmó|afirma|según|añade|añadió|señala|señaló|asegura|aseguró|explica|explicó|declaró|"
    r"zei|zegt|schreef|schrijft|stelt|aldus|volgens|detto|disse|dichiarato|spiega|aggiunge|afferma)\b",
    re.IGNORECASE,
)
_ENDS_SENTENCE: Final = re.compile(r"[.!?;:…](?:\s|$)|[\n\"“”„«»]")
"""Or holds a mark, which belongs to another quotation."""
_NEW_QUOTATION: Final = re.compile(
    r"\b(?:and|und|et|y|adding|added that|but|or|that|while|also)\s*,?\s*$|"
    r"\b(?:in|of|on|at|for|to|by|with|from|about|as|the|an?|its|his|her|their|this|these|those|called|titled|entitled|headed|"
    r"named|under|im|zu|von|der|die|das|dem|den|ein|eine|seine[rm]?|ihre[rm]?|dans|de|du|des|le|la|les|un|une|el|los|las|"
    r"del)\s*$|['’]s\s*$",
    re.IGNORECASE,
)
"""Words after which somebody else's words follow, or a title: the sentence goes on, and what was quoted does not."""
_ABBREVIATED: Final = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Rev|St|Cllr|Sir)\.\s")
_WORD: Final = re.compile(r"\w+")
_INTRODUCES: Final = re.compile(
    r"\b(?:statement|website|report|page|letter|reply|response|leaflet|said|says|wrote|writes|states|stated|reads|"
    r"read|explains|explained|told|claims|claimed|follows|words|erklärte|schreibt|schrieb|heißt|déclaré|écrit)\b"
    r"[^\n:]*:[ \t]*$",
    re.IGNORECASE,
)
_INTRODUCTION: Final = re.compile(r":[ \t\r]*(?:\n[ \t\r]*)+(?=\S)")
_MAIL_LINES: Final = re.compile(r"(?:^[ \t]*>.*(?:\n|\Z))+", re.MULTILINE)
_MAIL_LINE: Final = re.compile(r"^[ \t]*(?:>[ \t]*)+(?P<words>.*?)[ \t\r]*$", re.MULTILINE)
_NO_PROSE: Final = re.compile(r"[\"“„«»‹‘'•●○▪■·*–—>-]|\d{1,2}[.)]\s")


@dataclass(slots=True)
class _Open:
    """A mark that waits for its partner."""

    mark: Mark
    paragraph: int
    """number of the paragraph in which its last part began"""
    part: int
    """where that part begins"""
    done: list[Span] = field(default_factory=list)
    apostrophe: int = -1
    """where a mark stands that may have closed it, or may be a plural's apostrophe"""


def find_quotations(text: str) -> list[Quotation]:
    """Every quotation with at least one letter or digit, by its start; an outer one comes before its inner ones.

    Linear in the length of the text, also where nothing is balanced.
    """
    found = [quotation for quotation in _pair(text) if _has_words(text, quotation)]
    found.sort(key=lambda quotation: (quotation.start, -quotation.end))
    found = _join_attributed(text, found)
    found.extend(_find_blocks(text, found))
    found.sort(key=lambda quotation: (quotation.start, -quotation.end))
    return found


def _pair(text: str) -> Iterator[Quotation]:
    """Quotations as their marks pair, in the order in which they close."""
    waiting: list[_Open] = []
    paragraph = 0
    for mark in read_marks(text):
        if mark.form in "\n\f":
            if mark.form == "\f":
                yield from _close_at_apostrophes(text, waiting)
                paragraph += 1
            continue
        waiting = [
            each
            for each in waiting
            if paragraph - each.paragraph <= MOST_PARAGRAPHS and mark.start - each.part <= MOST_CHARACTERS
        ]
        if mark.first and mark.opens and _goes_on(waiting, mark, text, paragraph):
            continue
        closed = _find_opening(waiting, mark, text, paragraph)
        if closed is not None:
            each = waiting[closed]
            if _may_be_plural(text, mark):
                each.apostrophe = mark.start if each.apostrophe < 0 else each.apostrophe
                continue
            yield from _close_at_apostrophes(text, waiting[closed + 1 :])
            del waiting[closed:]
            yield _make(text, each, mark.start, mark.end)
        elif mark.opens and mark.form not in "’」』":
            same = next((at for at, each in enumerate(waiting) if each.mark.form == mark.form), None)
            if same is not None:
                # a mark within its like: the earlier one was never closed, unless at a plural's apostrophe
                yield from _close_at_apostrophes(text, waiting[same:])
                del waiting[same:]
            waiting.append(_Open(mark, paragraph, mark.end))
            if len(waiting) > MOST_DEPTH:
                del waiting[0]
    yield from _close_at_apostrophes(text, waiting)


def _goes_on(waiting: list[_Open], mark: Mark, text: str, paragraph: int) -> bool:
    """Whether a mark at a line's beginning takes an open quotation up again; its earlier part is closed then.

    French repeats the closing mark too.
    """
    for at, each in enumerate(waiting):
        alike = mark.form == each.mark.form or (mark.form == "»" and each.mark.form == "«")
        later_line = text.rfind("\n", each.part, mark.start) >= 0
        if alike and mark.form not in "'’" and later_line and paragraph - each.paragraph <= 1:
            each.done.append(_strip(text, each.part, mark.start))
            each.part, each.paragraph = mark.end, paragraph
            del waiting[at + 1 :]
            return True
    return False


def _find_opening(waiting: list[_Open], mark: Mark, text: str, paragraph: int) -> int | None:
    """Which waiting mark this one closes."""
    if not mark.closes or _opens_here(waiting, mark, text):
        return None
    answers = OPENED_BY.get(mark.form, ())
    for at in range(len(waiting) - 1, -1, -1):
        each = waiting[at]
        if each.mark.form not in answers or (each.mark.form in _SINGLE_FORMS and each.paragraph != paragraph):
            continue
        return at
    return None


def _opens_here(waiting: list[_Open], mark: Mark, text: str) -> bool:
    """Whether a mark that could close too stands as only an opening one does: between a space, a bracket or another
    opening mark and a word."""
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    if mark.form not in _BOTH_WAYS or not mark.opens or after.isspace():
        return False
    if mark.form in "«»‹›" and not after.isalnum():
        return False
    inner = bool(waiting) and waiting[-1].mark.end == mark.start
    return inner or before.isspace() or before in "(["


def _may_be_plural(text: str, mark: Mark) -> bool:
    """Whether a closing single mark could be the apostrophe of a plural: trusts' homes."""
    return (
        mark.form in "’'"
        and text[mark.start - 1 : mark.start] == "s"
        and text[mark.end : mark.end + 1] == " "
        and text[mark.end + 1 : mark.end + 2].islower()
    )


def _close_at_apostrophes(text: str, waiting: list[_Open]) -> Iterator[Quotation]:
    """Quotations for which nothing came after what looked like a plural's apostrophe: it did close them."""
    for each in waiting:
        if each.apostrophe >= 0:
            yield _make(text, each, each.apostrophe, each.apostrophe + 1)
    waiting[:] = [
        each for each in waiting if each.apostrophe < 0 and each.mark.form not in _TOO_OFTEN_APOSTROPHES
    ]


def _make(text: str, opened: _Open, words_end: int, end: int) -> Quotation:
    parts = [*opened.done, _strip(text, opened.part, words_end)]
    kept = tuple(part for part in parts if part.start < part.end)
    return Quotation(kept, style_of(opened.mark.form), opened.mark.start, end)


def _strip(text: str, start: int, end: int) -> Span:
    """Without white space at the ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _has_words(text: str, quotation: Quotation) -> bool:
    return any(_WORD.search(text, part.start, part.end) for part in quotation.parts)


def _join_attributed(text: str, found: list[Quotation]) -> list[Quotation]:
    """Two neighbours with a short attribution between become one quotation of two parts, and so on."""
    joined: list[Quotation] = []
    last: dict[str, int] = {}
    for quotation in found:
        at = last.get(quotation.style, -1)
        if at >= 0 and len(joined[at].parts) < MOST_PARTS and _is_attribution(text, joined[at], quotation):
            before = joined[at]
            joined[at] = replace(before, parts=before.parts + quotation.parts, end=quotation.end)
            continue
        last[quotation.style] = len(joined)
        joined.append(quotation)
    return joined


def _is_attribution(text: str, before: Quotation, after: Quotation) -> bool:
    """Whether what stands between two quotations only says who speaks, and the second goes on in the sentence."""
    if not 0 < after.start - before.end <= LONGEST_ATTRIBUTION:
        return False
    between = text[before.end : after.start]
    last = text[before.end - 2 : before.end - 1]
    if last == "." or (last in "!?" and not text[after.parts[0].start].islower()):
        return False
    spoken = _ABBREVIATED.sub(" ", between)
    if _ENDS_SENTENCE.search(spoken) or _NEW_QUOTATION.search(between) or not SAYING.search(between):
        return False
    return between.rstrip().endswith(",") or last == "," or between.lstrip().startswith(",")


def _find_blocks(text: str, marked: list[Quotation]) -> Iterator[Quotation]:
    """Block quotations: lines behind ">", and the paragraph after one that introduces somebody's words."""
    for block in _MAIL_LINES.finditer(text):
        lines = [Span(*line.span("words")) for line in _MAIL_LINE.finditer(text, *block.span())]
        parts = tuple(line for line in lines if _WORD.search(text, line.start, line.end))
        if parts:
            yield Quotation(parts, "block", block.start(), parts[-1].end)
    taken = {quotation.start for quotation in marked}
    for colon in _INTRODUCTION.finditer(text):
        start = colon.end()
        line = text.rfind("\n", max(0, colon.start() - 400), colon.start()) + 1
        if start in taken or _NO_PROSE.match(text, start):
            continue
        if not _INTRODUCES.search(text[max(line, colon.start() - 400) : colon.start() + 1]):
            continue
        end = text.find("\n", start, start + MOST_CHARACTERS)
        part = _strip(text, start, end if end >= 0 else min(len(text), start + MOST_CHARACTERS))
        if len(_WORD.findall(text, part.start, part.end)) >= LEAST_BLOCK_WORDS:
            yield Quotation((part,), "block", part.start, part.end)
