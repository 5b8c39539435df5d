"""What is no article must not be taken for one: refusals, consent walls, paywall stubs, login pages, soft 404s.

A page is judged only by strong signs together with the lack of an article: a long text is never a refusal,
whatever words are in it. Each rule was held against the 450 real pages of the shared data (benchmarks/reading.py
prints what it would refuse there). Words are known in English, German, French, Spanish, Italian, Dutch and
Swedish.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mediawatch.archive.extract import refusal_words as words
from mediawatch.archive.extract.head import Head
from mediawatch.archive.extract.jsonld import Node, article_of
from mediawatch.model import Outcome

SHORT = 1_500
"""Characters of article text up to which a page can be a stub, a login page or a soft 404."""
MOST_MARKUP = 100_000
"""Characters of mark-up in which a notice that scripts are needed is looked for."""
WALL = 14
"""In a consent wall at least one word in so many is of its own kind (cookies, consent, partners)."""
NAMED_WALL = 40
"""The same for a page whose title says that it is one."""
LEAST = 12
"""Letters below which a page has no text."""

SAVE_IT = "Open the page in your browser, save it, and add the file: mediawatch add saved.html --url ADDRESS."
CONSENT = (
    "Open the page in your browser, answer the consent question, save the page, "
    "and add the file: mediawatch add saved.html --url ADDRESS."
)
SUBSCRIBE = (
    "If you may read the whole article, open it in your browser, save it, "
    "and add the file: mediawatch add saved.html --url ADDRESS."
)
CHECK_ADDRESS = (
    "Check the address; if the page opens in your browser, save it "
    "and add the file: mediawatch add saved.html --url ADDRESS."
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a page is no article, and what to do."""

    outcome: Outcome
    why: str
    advice: str


_PASSWORD = re.compile(r"""<input\b[^<>]{0,500}\btype\s*=\s*["']?password""", re.IGNORECASE)
_BAR = re.compile(r"\s+[|–—·•-]\s+|\s*[|｜]\s*")


def judge(
    article: str, page: str, head: Head, nodes: Sequence[Node], text: str, *, structured: bool = False
) -> Refusal | None:
    """Why the page is no article; None when it is one as far as can be seen.

    `article` and `page` are its texts, `text` its mark-up without code. `structured` says that the article came
    whole out of JSON-LD or a state object.
    """
    if structured:
        return None
    length = len(article)
    headlines = [
        part[:200] for title in (head.title, *head.headings) for part in (title, _BAR.split(title)[0]) if part
    ]

    def says(pattern: re.Pattern[str]) -> bool:
        return any(pattern.search(each) for each in headlines)

    if length <= SHORT:
        if says(words.REFUSED_TITLE) or (len(page) <= SHORT and words.REFUSED_TEXT.search(page)):
            why = "The site did not show the article: it asks for a check or refuses access."
            return Refusal("refused", why, SAVE_IT)
        if length <= 400 and words.REFUSED_TEXT.search(text[:MOST_MARKUP]) and len(page) <= 400:
            return Refusal("refused", "The page shows nothing without JavaScript.", SAVE_IT)
        if says(words.GONE) and not _is_dated(nodes):
            return Refusal("soft 404", "The site says that there is no such page.", CHECK_ADDRESS)
    if _is_consent_wall(article, page, text, headlines):
        return Refusal(
            "consent wall", "The site shows a question about cookies in place of the article.", CONSENT
        )
    if length <= SHORT and _is_stub(article, page, nodes):
        why = "The site shows only the beginning of the article; the rest is for subscribers."
        return Refusal("paywall stub", why, SUBSCRIBE)
    if length <= SHORT and says(words.LOGIN) and _PASSWORD.search(text) and not _is_dated(nodes):
        return Refusal("login page", "The site asks for a login in place of the article.", SAVE_IT)
    if sum(map(str.isalnum, page)) < LEAST and sum(map(str.isalnum, article)) < LEAST:
        return Refusal("no text", "There is no text on the page.", SAVE_IT)
    return None


def judge_status(status: int) -> Refusal | None:
    """What an HTTP status says before anything is read; None for 200 and 203.

    401, 402, 403, 407, 429, 451 and 503 are refusals (RFC 9110, section 15; RFC 6585; RFC 7725), others failures.
    """
    if status in (200, 203):
        return None
    if status in (404, 410):
        return Refusal(
            "http status", f"The site says that there is no such page (HTTP {status}).", CHECK_ADDRESS
        )
    if status in (401, 402, 403, 407, 429, 451, 503):
        return Refusal("refused", f"The site refused to show the page (HTTP {status}).", SAVE_IT)
    why = f"The site did not give the page (HTTP {status})."
    return Refusal("http status", why, "Try again later, or add a saved copy of the page.")


def _is_dated(nodes: Sequence[Node]) -> bool:
    """Whether the page declares an article with a date: refusals are not published."""
    return bool(article_of(list(nodes)).get("datePublished"))


def _is_consent_wall(article: str, page: str, text: str, headlines: Sequence[str]) -> bool:
    """A wall is short, full of its own words, and has its button; an article about cookies is longer or has none."""
    shown = article or page
    if len(shown) > 4_000 or len(page) > 12_000:
        return False
    lowered = shown.lower()
    if not any(stem in lowered for stem in words.CONSENT_STEMS):
        return False
    count = len(words.CONSENT_WORD.findall(shown))
    named = any(words.CONSENT_TITLE.search(each) for each in headlines)
    if named and count >= 3 and count * NAMED_WALL >= len(shown.split()):
        return True
    return count >= 4 and count * WALL >= len(shown.split()) and bool(words.CONSENT_BUTTON.search(text))


def _is_stub(article: str, page: str, nodes: Sequence[Node]) -> bool:
    """Declared as not free and short, or asking for a subscription right where the short text ends."""
    declared = any(
        str(node.get("isAccessibleForFree", "")).strip().lower() in ("false", "no", "0") for node in nodes
    )
    asks = bool(words.PAY.search(article)) or (len(page) <= 3 * SHORT and bool(words.PAY.search(page)))
    if declared:
        return asks or len(article) <= SHORT // 2
    return asks and len(article) <= SHORT // 2
