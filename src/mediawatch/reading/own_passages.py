"""Which passages of a work are ours: without what a site puts round every page, and without what others said.

Not ours are

- lines that only a site's furniture has: notes about cookies, consent and copyright, "share this", "read more", calls
  to subscribe; also where they stand in one work alone, as far as their words tell;
- lines that stand in FEWEST_WORKS works or more and are no prose: menus, teasers, addresses, telephone numbers;
- words in quotation marks that somebody else said or wrote (`speakers.py`), and those of FEWEST_WORDS to MOST_WORDS
  words for which nobody is named: titles of reports, and words that we hold against somebody. Longer ones without a
  name beside them are our own statement, set in marks.

Ours stays the paragraph "about us" that ends every press release: whoever quotes it quotes us. Since it stands in many
works, the index takes its phrases for stock, and shared use of them without marks shows nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from mediawatch.citing import Quotation
from mediawatch.model import Span
from mediawatch.reading.folding import fold, fold_words
from mediawatch.reading.mentions import Watch, find_places
from mediawatch.reading.quotations import find_quotations
from mediawatch.reading.speakers import Speakers, people_of

FEWEST_WORKS: Final = 3
"""Works in which a line stands that is furniture unless it is prose: two may be a statement and its press release."""
LEAST_PROSE: Final = 8
"""Words of a line that ends in a full stop; shorter ones are headings, captions and buttons."""
FEWEST_WORDS: Final = 3
MOST_WORDS: Final = 25
_LONGEST_FURNITURE: Final = 60
"""Words; a longer line is no furniture, but an article about the matter."""
_LINE: Final = re.compile(r"[^\n\r\f\u2028\u2029]+")
_WORD: Final = re.compile(r"\w+")
_STOPPED: Final = re.compile(r"[.!?…۔।。！？][\"'”’»“)\]]*\s*$")
_NOTICE: Final = re.compile(
    r"\W*(?:(?:this|our|the) (?:web ?)?site (?:uses|may use|makes use of) cookies|we (?:use|may use) (?:\w+ )?cookies|"
    r"by (?:continuing|using|clicking)\b.{0,60}\b(?:cookies|consent|agree)|(?:manage|accept|reject)(?: all)?(?: of)?"
    r"(?: our)? cookies|(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:\d{4}|\w+ \d{4})|.{0,80}\ball rights reserved\b|"
    r"please enable javascript|"
    r"(?:diese|unsere) (?:website|webseite|seite) (?:verwendet|nutzt|benutzt) cookies|wir (?:verwenden|nutzen) cookies|"
    r"alle rechte vorbehalten|(?:ce site|nous) utilis(?:e|ons) des cookies|tous droits réservés|"
    r"(?:este sitio|esta web) utiliza cookies|utilizamos cookies|todos los derechos reservados)",
    re.IGNORECASE,
)
"""Beginnings of what a site has to say to everybody, prose or not."""
_BUTTON: Final = re.compile(
    r"\W*(?:cookie (?:policy|settings|notice|preferences)|privacy (?:policy|notice|settings)|"
    r"terms (?:and|&) conditions|"
    r"(?:sign up|subscribe|register) (?:to|for|here)\b|join our mailing list|follow us\b|"
    r"(?:share|tweet|print|email)(?: this)?(?: (?:page|article|post|story|on .{0,30}|via .{0,30}))?\W*$|"
    r"read (?:more|on|next)\b|click here\b|skip to (?:main )?content|back to (?:top|news|home)\W*$|"
    r"you (?:may|might) also like|related (?:posts|articles|news|stories|content)\b|"
    r"(?:next|previous) (?:post|article|page)\b|leave a (?:reply|comment)|powered by\b|"
    r"weiterlesen\b|mehr (?:lesen|erfahren)\b|teilen(?: auf .{0,30})?\W*$|zum inhalt springen|"
    r"lire (?:la suite|aussi)\b|partager\W*$|leer más\b|compartir\W*$)",
    re.IGNORECASE,
)
"""Beginnings of what is no prose."""


def list_repeated(works: Iterable[Iterable[str]]) -> frozenset[str]:
    """The lines, folded, that stand in FEWEST_WORKS works or more.

    Args:
        works: for each work the texts of its versions, which count as one.
    """
    counts: Counter[str] = Counter()
    for versions in works:
        counts.update({line for text in versions for line in list_lines(text)})
    return frozenset(line for line, count in counts.items() if count >= FEWEST_WORKS)


def list_lines(text: str) -> set[str]:
    """The lines of a text, folded, each once; without those that hold nothing."""
    return {_level(line.group()) for line in _LINE.finditer(text)} - {""}


def find_own(text: str, watch: Watch, *, repeated: Collection[str] = frozenset()) -> list[Span]:
    """The passages of a work's text that are ours, in order and apart from each other, as PassageIndex.add takes them.

    Args:
        text: of one version.
        watch: our names, organisation and people at least: those who speak for us.
        repeated: lines that stand in many works, as list_repeated gives them.
    """
    cuts = sorted([*_find_furniture(text, repeated), *_find_quoted(text, watch)], key=lambda cut: cut.start)
    own: list[Span] = []
    at = 0
    for cut in (*cuts, Span(len(text), len(text))):
        if at < cut.start and _WORD.search(text, at, cut.start):
            own.append(Span(at, cut.start))
        at = max(at, cut.end)
    return own


def _level(line: str) -> str:
    return fold_words(line).strip()


def _find_furniture(text: str, repeated: Collection[str]) -> Iterator[Span]:
    """Lines that a site puts round its pages."""
    for line in _LINE.finditer(text):
        words = len(_WORD.findall(line.group()))
        prose = words >= LEAST_PROSE and _STOPPED.search(line.group()) is not None
        if words <= _LONGEST_FURNITURE and (
            _NOTICE.match(line.group())
            or (not prose and (_BUTTON.match(line.group()) or _level(line.group()) in repeated))
        ):
            yield Span(*line.span())


def _find_quoted(text: str, watch: Watch) -> Iterator[Span]:
    """Words in marks that are not ours, their marks aside; an inner quotation goes with its outer one."""
    quotations = find_quotations(text)
    if not quotations:
        return
    speakers = Speakers(text, find_places(fold(text), watch), people_of(watch), own_text=True)
    end = 0
    for at, quotation in enumerate(quotations):
        if quotation.end <= end:
            continue
        after = quotations[at + 1].start if at + 1 < len(quotations) else len(text)
        speaker = speakers.tell(quotation, end, after if after >= quotation.end else len(text))
        end = quotation.end
        if speaker == "other" or (speaker == "unknown" and _is_anybodys(text, quotation)):
            yield from quotation.parts


def _is_anybodys(text: str, quotation: Quotation) -> bool:
    """Whether a quotation for which nobody is named is of a length at which it is a title or somebody's words."""
    words = sum(len(_WORD.findall(text, part.start, part.end)) for part in quotation.parts)
    mail = quotation.style == "block" and text[
        quotation.start : quotation.parts[0].start
    ].lstrip().startswith(">")
    return mail or FEWEST_WORDS <= words <= MOST_WORDS
