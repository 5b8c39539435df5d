"""The sentence round a place, for showing a mention with enough to judge it by.

A sentence ends at ".", "!", "?", "…" or their sisters in other scripts, with the quotation marks and brackets
that close behind it, when what follows begins like a sentence; at "。", "！" or "？" in any case; and at a
paragraph's end. A full stop after an abbreviation, an initial or an ordinal ends none, unless a word follows
that hardly ever stands behind one ("… of KIKIT Ltd. The charity …"). Abbreviations are those of English,
German, French, Spanish, Italian and Dutch newspapers.

A sentence that was found wrongly shows too much or too little beside a mention; nothing is decided by it.
"""

from __future__ import annotations

import re
from typing import Final

from mediawatch.model import Span

REACH: Final = 1000
"""Characters looked at on either side: sentences of newspapers rarely pass 300, and it bounds the work."""
_USUAL_REACHES: Final = (120, 300)
"""Tried first: most sentences are that short."""
_LONGEST_ABBREVIATION: Final = 20
"""Characters before a full stop that are looked at."""
_ASIDE: Final = 60
"""Characters on the other side of a place that are looked at, for abbreviations and quotation marks there."""
_LONGEST_FOLLOWING: Final = 12
"""Characters behind it by which an abbreviation is told; no word that matters is longer."""

_CLOSERS: Final = "\"'’”»›“‘«‹)\\]』」）】"  # German closes with “ and ‘, and with « where it opens with »
_OPENERS: Final = "\"'‘“„«‹([¿¡『「（【–—-"
_STOPS: Final = ".!?…؟۔।॥"
_WIDE_STOPS: Final = "。！？｡"
_BREAKS: Final = "\n\r\u2028\u2029"
_END: Final = re.compile(
    f"([{_STOPS}{_WIDE_STOPS}{_BREAKS}])"  # one class at the front, so that the scan for it is fast
    rf"(?:(?<=[{_STOPS}])[{_STOPS}]*[{_CLOSERS}]*(?=[ \t\xa0\u2000-\u200a\u202f])"
    rf"|(?<=[{_WIDE_STOPS}])[{_WIDE_STOPS}]*[{_CLOSERS}]*"
    rf"|(?<=[{_BREAKS}])\s*)"
)
_LEAD: Final = re.compile(rf"[\s{re.escape(_OPENERS)}]*")
_LAST_WORD: Final = re.compile(r"[^\W_](?:[\w.]*\w)?$")
_SPACE: Final = re.compile(r"\s+")
_FIRST_WORD: Final = re.compile(r"\w+")
_BLANK_LINE: Final = re.compile(r"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)|\u2029")
_SENTENCE_SIGNS: Final = frozenset(".!?…؟۔।॥。！？｡:" + "\"'’”»)")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TITLES: Final = _listed(
    "Mr Mrs Ms Mx Messrs Dr Prof St Rev Hon Rt Fr Sr Br Gen Col Maj Capt Cpt Lt Sgt Cllr Cpl Insp Supt Gov Sen Rep "
    "Pres Amb Adm Hr Dipl Ing Mag Mme Mlle MM Me Sra Srta Dra Dña Sig Avv On Dott Dhr Mevr Drs"
)
"""Abbreviations that stand before a name, as they are written."""
_CONNECTING: Final = _listed(
    "cf vgl vs v e.g i.e viz z.b d.h u.a o.ä i.d.r p.ex bzw sog inkl zzgl evtl ggf resp"
)
"""Abbreviations that never end a sentence, in lower case."""
_COUNTED: Final = _listed(
    "no nos nr nrn núm n p pp fig figs ch sect art abs vol bd ca c circa tel ext est jan feb mar apr jun jul aug sep "
    "sept oct nov dec okt dez janv févr avr juil déc ene abr ago dic mon tue tues wed thu thurs fri sat sun"
)
"""Words that are abbreviations where a number follows."""
_ANYWHERE: Final = _listed(
    "inc ltd co corp llc plc bros jr snr jnr etc al a.m p.m ph.d gmbh str ave blvd rd sq ed eds usw ecc"
)
"""Abbreviations that can also end a sentence."""
_STARTERS: Final = _listed(
    "the a an this that these those it its he she they we you i his her their our there in on at for from with but "
    "and yet so however when while if as after before since according although what who why how der die das ein eine "
    "es er sie wir ich und aber doch le la les un une il elle ils elles nous mais el los las una pero lo gli het een "
    "de hij zij wij maar"
)
"""Words that begin sentences and hardly ever stand, capitalised, behind an abbreviation."""
_AFTER_ORDINALS: Final = _listed(
    "januar jänner februar märz april mai juni juli august september oktober november dezember jahrhundert"
)
"""What follows a German ordinal ("3. März")."""


def sentence_around(text: str, start: int, end: int) -> Span:
    """The sentence that holds text[start:end], or the sentences, where that reaches over a border.

    Never longer than REACH characters on either side; cut at white space there. Raises ValueError for a span
    that is not in the text.
    """
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"no span of a text of {len(text)} characters: {start}:{end}")
    return Span(start_of_sentence(text, start), end_of_sentence(text, end, behind=start))


def start_of_sentence(text: str, place: int) -> int:
    """Where the sentence begins in which a place lies, as in sentence_around."""
    _check(text, place)
    for reach in (*_USUAL_REACHES, REACH):
        low = max(0, place - reach)
        window = text[low : place + _ASIDE]
        first, cut = place - low, place + _ASIDE < len(text)
        begin = 0 if low == 0 else -1
        # the last border before the place is the first of these
        for found in reversed([found for found in _END.finditer(window) if found.end() <= first]):
            cut_word = low > 0 and found.start() < _LONGEST_ABBREVIATION
            if not cut_word and _is_border(window, found, cut=cut):
                begin = found.end()
                break
        if begin >= 0:
            break
    else:
        begin = _skip_cut_word(window, first)
    while begin < first and window[begin].isspace():
        begin += 1
    return low + min(begin, first)


def end_of_sentence(text: str, place: int, *, behind: int = -1) -> int:
    """Where the sentence ends in which a place lies, as in sentence_around; no end that lies at `behind` or before."""
    _check(text, place)
    low = max(0, place - _ASIDE)
    last = place - low
    for reach in (*_USUAL_REACHES, REACH):
        high = min(len(text), place + reach)
        window, cut = text[low:high], high < len(text)
        finish = -1 if cut else len(window)
        for found in _END.finditer(window):
            if found.end() >= last and low + found.end() > behind and _is_border(window, found, cut=cut):
                finish = found.start() if found[1] in _BREAKS else found.end()
                break
        if finish >= 0:
            break
    else:
        finish = _drop_cut_word(window, last)
    while finish > last and window[finish - 1].isspace():
        finish -= 1
    return low + max(finish, last)


def _check(text: str, place: int) -> None:
    if not 0 <= place <= len(text):
        raise ValueError(f"no place in a text of {len(text)} characters: {place}")


def _is_border(window: str, found: re.Match[str], *, cut: bool) -> bool:
    """Whether a sentence ends where a stop or a line break was found. Where the text goes on behind the window (`cut`),
    what follows has to be seen for that."""
    lead = _LEAD.match(window, found.end())
    following = lead.end() if lead else found.end()
    if cut and following + _LONGEST_FOLLOWING > len(window):
        return False
    if found[1] in _BREAKS:
        return _is_paragraph_end(window, found, following)
    if following >= len(window) or found[1] in _WIDE_STOPS:
        return True
    if window[following].islower():
        return False
    if found[1] != "." or found.group().startswith(".."):
        return True
    return not _is_abbreviation(window, found.start(), following)


def _is_paragraph_end(window: str, found: re.Match[str], following: int) -> bool:
    """Whether a line break ends a paragraph: always, unless the line runs on, as lines of a PDF do."""
    if _BLANK_LINE.search(found.group()) or following >= len(window) or found.start() == 0:
        return True
    return window[found.start() - 1] in _SENTENCE_SIGNS or not window[following].islower()


def _is_abbreviation(window: str, stop: int, following: int) -> bool:
    """Whether the full stop at `stop` belongs to the word before it and ends no sentence."""
    found = _LAST_WORD.search(window, max(0, stop - _LONGEST_ABBREVIATION), stop)
    if found is None:
        return False
    word = found.group()
    lowered = word.lower()
    next_word = _FIRST_WORD.match(window, following)
    after = next_word.group().lower() if next_word else ""
    if word.isdecimal():
        starts_line = not window[: found.start()].rpartition("\n")[2].strip()
        return starts_line or (len(word) <= 2 and after in _AFTER_ORDINALS)
    if word in _TITLES or lowered in _CONNECTING:
        return True
    if lowered in _COUNTED:
        return after[:1].isdecimal()
    letters = word.split(".")
    initials = all(len(letter) == 1 for letter in letters) and word.isupper()
    return (initials or lowered in _ANYWHERE) and after not in _STARTERS


def _skip_cut_word(window: str, first: int) -> int:
    """Where the first whole word of a cut window begins, at most at `first`."""
    found = _SPACE.search(window, 0, first)
    return found.end() if found else 0


def _drop_cut_word(window: str, last: int) -> int:
    """Where the last whole word of a cut window ends, at least at `last`."""
    place = max(window.rfind(" ", last), window.rfind("\n", last))
    return place if place >= 0 else len(window)
