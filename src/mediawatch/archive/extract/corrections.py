"""Notes by which a publisher says that it changed an article, as they stand in the page's mark-up."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup

from mediawatch.archive.extract.jsonld import Node, types_of, words
from mediawatch.archive.extract.markup import places

LONGEST = 2_000
"""Characters of one note; longer ones are pages of many corrections."""
MOST = 10

_MARKING = (
    "correction", "amendment", "clarification", "corrigend", "erratum", "errata", "berichtigung", "korrektur",
    "rectificati", "rettifica", "rectificac", "rättelse",
)  # fmt: skip
_STEMS = (
    "correct", "amend", "clarif", "corrig", "errat", "berichtig", "korr", "rectif", "rettif", "rettel", "rättelse",
    "version", "fassung", "editor", "redaktion", "mise au point", "modifi", "precisazione", "nota del", "revised",
    "edited",
)  # fmt: skip
"""Looked for first, in lower case: a search for plain words takes a tenth of the time of the patterns."""
_OPENING = re.compile(
    r"<(?!body|html|article|main|script|style|input|button|form|a\b|link|meta)(\w{1,12})\b", re.IGNORECASE
)
_TELLING = re.compile(
    r"""\b(?:class|id|itemprop|data-component|data-testid)\s*=\s*["']?[^"'=<>]*\Z""", re.IGNORECASE
)
_SAYS_SO = re.compile(
    r"""\A\W{0,3}(?:
      this\s(?:article|story|report|headline|piece|page|post|column|caption)\s(?:was|has\sbeen|is)\s
        (?:\w+\s){0,3}(?:amended|corrected|clarified|revised|edited)
    | (?:an?\s(?:earlier|previous)|the\soriginal)\sversion\sof\sthis\s\w+
    | (?:correction|corrections|clarification|corrigendum|erratum|editor['’]s\snote)\b[^\n]{0,40}?[:—–-]
    | (?:in\seiner\s(?:früheren|vorherigen)\s(?:version|fassung)|korrektur(?:hinweis)?\s?:|berichtigung\s?:|
        anmerkung\sder\sredaktion\s?:|wir\shaben\s(?:den|die|diesen|diese)\s\w+\s(?:korrigiert|berichtigt))
    | (?:rectificatif|erratum|correction|mise\sau\spoint)\s?:
    | (?:une\sversion\s(?:précédente|antérieure)|cet\sarticle\sa\sété\s(?:modifié|corrigé))
    | (?:fe\sde\serr(?:atas?|ores)|correcci[óo]n|rectificaci[óo]n|nota\sdel?\s(?:editor|la\sredacci[óo]n))\s?:
    | (?:rettifica|errata\scorrige|precisazione)\s?:
    | (?:rectificatie|correctie|in\seen\seerdere\sversie)\b
    | (?:rättelse|rettelse|korrigering|i\sen\stidigare\sversion)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def find_corrections(nodes: list[Node], text: str, page_text: str) -> tuple[str, ...]:
    """The notes, each once, in order: JSON-LD, marked elements, paragraphs that say so themselves.

    `text` is the page without code, `page_text` everything on it as plain text.
    """
    found: list[str] = []
    for node in nodes:
        notes = _listed(node.get("correction"))
        found += [_note(each) if isinstance(each, dict) else words(each) for each in notes]
        if "CorrectionComment" in types_of(node):
            found.append(_note(node))
    found += _marked(text)
    found += _said(page_text)
    return _each_once(found)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value] if value else []


def _said(page_text: str) -> list[str]:
    """Paragraphs that begin as such notes do."""
    lowered = page_text.lower()
    stems = [stem for stem in _STEMS if stem in lowered]
    notes = []
    for line in page_text.split("\n") if stems else ():
        beginning = line[:300].lower()
        if any(stem in beginning for stem in stems) and _SAYS_SO.match(line[:300].strip()):
            notes.append(line.strip())
    return notes


def _note(node: Node) -> str:
    return words(node.get("text") or node.get("description"))


def _marked(text: str) -> list[str]:
    """Words of the elements whose class, id or itemprop says that they are corrections."""
    notes: list[str] = []
    for place in places(text.lower(), _MARKING)[: 6 * MOST]:
        start = text.rfind("<", max(0, place - 1_000), place)
        opening = _OPENING.match(text, start) if start >= 0 else None
        if opening and _TELLING.search(text[start:place]):
            element = BeautifulSoup(text[start : start + 3 * LONGEST], "lxml").find(opening[1].lower())
            note = " ".join(element.get_text(" ").split()) if element else ""
            # A heading or a link to the corrections page is no note.
            if len(note.split()) >= 5:
                notes.append(note)
            if len(notes) == MOST:
                break
    return notes


def _each_once(found: list[str]) -> tuple[str, ...]:
    """Without repeats, and without notes that are whole within another."""
    notes: list[str] = []
    for note in found:
        if 10 <= len(note) <= LONGEST and not any(note in other for other in notes):
            notes = [other for other in notes if other not in note]
            notes.append(note)
    return tuple(notes[:MOST])
