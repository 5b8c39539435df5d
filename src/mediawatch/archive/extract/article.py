"""The article: what one reads on a page, without what surrounds it.

trafilatura's default settings give the best reading text of those measured (F1 .94 on the news pages of the
shared data; its "fast" and "favor_recall" settings less). It keeps lines such as "Read more: …" and some lists
of other articles; names must not be found in those, so they are taken out here, by what the page links.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from mediawatch.archive.extract.charset import storable

if TYPE_CHECKING:
    import lxml.html

EXTRACTOR = "trafilatura"
LONGEST_LABEL = 60
"""Characters of a line that can be the heading of a list of other articles."""
LINKED_SHARE = 0.4
"""A list under such a heading goes when at least this share of its lines are links to the last word: teasers
are a linked headline with or without a line below."""

_POINTS_ELSEWHERE = (
    r"read\s(?:more|also|next|this)|see\salso|also\sread|more(?:\son\sthis(?:\sstory)?)?|related(?:\s\w+)?|don['’]t\smiss|"
    r"recommended(?:\sreading)?|further\sreading|lesen\ssie\s(?:auch|hier|mehr|dazu)|lies\sauch|auch\slesen|"
    r"mehr\s(?:zum\sthema|lesen|dazu)|weiterlesen|siehe\sauch|auch\sinteressant|passend\sdazu|"
    r"[àa]\slire(?:\saussi)?|lire\s(?:aussi|également)|voir\saussi|sur\sle\smême\ssujet|"
    r"le[ae]\s(?:también|m[áa]s)|lea|vea\stambién|ver\stambién|mir[ae]|[lt]e\spuede\sinteresar|"
    r"leggi\sanche|guarda\sanche|lees\s(?:ook|meer)|läs\s(?:också|mer|även)|les\sogså|læs\sogså|"
    r"lue\s(?:myös|lisää|aiheesta\slisää)|leia\s(?:também|mais)|czytaj\s(?:też|także|więcej|również)|"
    r"zobacz\s(?:też|także|również)|dowiedz\ssię\swięcej|читайте\sтакже"
)
_LABELLED = re.compile(rf"\A[-–•>»\W]{{0,4}}(?:{_POINTS_ELSEWHERE})\s*[:：>»–—|-]+\s*(?=\S)", re.IGNORECASE)
_LABEL = re.compile(rf"\A\W{{0,4}}(?:{_POINTS_ELSEWHERE})\W{{0,4}}\Z", re.IGNORECASE)
_LIST_HEADING = re.compile(
    r"""\A\W{0,3}(?:
      (?:related|recommended|popular|trending|latest|top|more|most\s(?:read|popular|viewed)|other)
        (?:\s(?:articles?|stories|news|posts?|content|reading|topics|headlines|from\b.*|on\b.*|in\b.*))?
    | you\s(?:may|might)\s(?:also\s)?(?:like|be\sinterested\sin)|read\s(?:more|next)(?:\s.*)?|what\sto\sread\snext
    | (?:das\skönnte|dies\skönnte)\s(?:sie|dich|euch)\s.*|mehr\s(?:zum\sthema|von|aus|zu|auf)\b.*
    | weitere\s(?:artikel|beiträge|themen|nachrichten|meldungen)\b.*
    | auch\s(?:interessant|auf)\b.*|ähnliche\s(?:artikel|beiträge)|meistgelesen\w*
    | (?:articles?|sujets?|contenus?)\s(?:liés?|similaires?|associés?|connexes?)
    | sur\sle\smême\s(?:sujet|thème)|à\slire\s.*|lire\saussi
    | (?:notas?|noticias?|art[íi]culos?|contenidos?|entradas?)\s(?:relacionad[oa]s?|recomendad[oa]s?)
    | te\spuede\sinteresar.*
    | (?:articoli|contenuti|notizie)\s(?:correlati|correlate|simili)|leggi\sanche|potrebbe\sinteressarti.*
    | (?:gerelateerde|meer)\s(?:artikelen|nieuws|over\b.*)|lees\sook
    | (?:relaterade|mer)\s(?:artiklar|nyheter|om\b.*|från\b.*)|läs\s(?:också|mer|även).*
    | news\s(?:&|and)\smedia
    )\W{0,3}\Z""",
    re.IGNORECASE | re.VERBOSE,
)


def read_article(tree: lxml.html.HtmlElement, labels: Iterable[str]) -> str:
    """The article text: paragraphs on lines of their own; "" where there is none. The tree is not changed.

    `labels` are the words of the page's links.
    """
    text, _ = extract(tree)
    return leave_out_teasers(text, linked_words(labels)) if text else ""


def extract(tree: lxml.html.HtmlElement) -> tuple[str, str]:
    """trafilatura's article text as it is, and the comments under it."""
    import trafilatura

    # What it has to say goes to whoever configures logging, not to a person's terminal.
    for name in ("trafilatura", "htmldate", "readability"):
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
    document = trafilatura.bare_extraction(tree, with_metadata=False)
    if document is None:
        return "", ""
    return storable((document.text or "").strip()), storable((document.comments or "").strip())


@cache
def version() -> str:
    """The version of the extractor."""
    import trafilatura

    return str(trafilatura.__version__)


def linked_words(labels: Iterable[str]) -> frozenset[str]:
    """The words of every link of the page, in letters only."""
    return frozenset(map(_letters, set(labels))) - {""}


def leave_out_teasers(text: str, linked: frozenset[str]) -> str:
    """The text without what only points to other articles.

    Out goes a line "Read more: …" whose rest is a link; such a label alone with the linked lines after it; and
    at the end a list of linked headlines under a heading such as "Related articles". What is not linked stays.
    """
    lines = text.split("\n")
    lines = lines[: _end_of_article(lines, linked)]
    return "\n".join(_without_pointers(lines, linked)).strip()


def _end_of_article(lines: list[str], linked: frozenset[str]) -> int:
    """The number of lines before the list of other articles that ends the text."""
    following, teasers = [0] * (len(lines) + 1), [0] * (len(lines) + 1)
    for at in range(len(lines) - 1, -1, -1):
        following[at] = following[at + 1] + bool(lines[at].strip())
        teasers[at] = teasers[at + 1] + (bool(lines[at].strip()) and _is_linked(lines[at], linked))
    for at in range(max(len(lines) // 3, 1), len(lines)):
        line = lines[at].strip()
        is_heading = len(line) <= LONGEST_LABEL and following[at + 1] and _LIST_HEADING.match(line)
        if is_heading and teasers[at + 1] >= LINKED_SHARE * following[at + 1]:
            return at
    return len(lines)


def _without_pointers(lines: list[str], linked: frozenset[str]) -> Iterator[str]:
    after_label = False
    for line in lines:
        labelled = _LABELLED.match(line)
        if labelled and (_is_linked(line[labelled.end() :], linked) or _is_linked(line, linked)):
            continue
        if len(line) <= LONGEST_LABEL and _LABEL.match(line):
            after_label = True
            continue
        if after_label and line.strip() and _is_linked(line, linked):
            continue
        after_label = after_label and not line.strip()
        yield line


def _is_linked(line: str, linked: frozenset[str]) -> bool:
    letters = _letters(line)
    half = letters[: len(letters) // 2]
    return letters in linked or (half in linked and half * 2 == letters)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
