"""How well web pages are read: article text, facts, and quotations that can be pinned to the character.

    python benchmarks/reading.py [FOLDER] [--seed N]

FOLDER (default ../shared/data/pages) holds gzipped pages and labels.json: by file name `text` (whole article) or
`with` and `without` (snippets that belong to the main text, and that must not be in it), and `title`, `authors`,
`date` where known. Beside every figure stands its bar or what trafilatura or htmldate gives on the same pages.
Exits with 1 when a bar is missed. Takes some two minutes on one core.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import logging
import random
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import htmldate
import trafilatura
from trafilatura.meta import reset_caches
from trafilatura.settings import Document

from mediawatch.archive.extract import read
from mediawatch.archive.extract.charset import decode
from mediawatch.errors import InputError, QuoteAmbiguous
from mediawatch.model import Reading
from mediawatch.reading.anchoring import find_quote
from mediawatch.reading.folding import FoldedText, fold, fold_words
from mediawatch.reading.words import count_words

DEFAULT = Path(__file__).parents[2] / "shared" / "data" / "pages"
CERTAIN_RIGHT = 0.95
PINNED = 0.995
SLOWEST = 1.2
"""Of the time that trafilatura with metadata takes on the same pages in the same process."""

CODE = re.compile(r"<(script|style|template)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
BLOCK = re.compile(
    r"<(?=/?(?:p|div|br|h\d|li|td|th|tr|ul|ol|section|article|blockquote|figcaption)\b)", re.IGNORECASE
)
TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w+")
QUOTATION = re.compile(
    r"“([^“”]{3,600})”|„([^„“”]{3,600})[“”]|«([^«»]{3,600})»|»([^«»]{3,600})«|\"([^\"]{3,600})\"|"
    r"”([^“”]{3,600})”|「([^「」]{3,600})」|(?<!\w)‘([^‘’]{3,600})’(?!\w)|(?<!\w)'([^']{12,600})'(?!\w)"
)


@dataclass
class Tally:
    """What was counted, over all pages."""

    f1: list[tuple[float, float]] = field(default_factory=list)
    """ours and trafilatura's, one pair for each page with a labelled text"""
    snippets: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)
    quotes: Counter[str] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)
    false_pins: list[str] = field(default_factory=list)
    scripted: list[str] = field(default_factory=list)


def main(folder: Path, seed: int) -> int:
    logging.disable(logging.CRITICAL)
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    chance = random.Random(seed)
    tally = Tally()
    warm_up(folder, next(iter(labels)))
    for number, (name, label) in enumerate(labels.items()):
        body = gzip.decompress((folder / name).read_bytes())
        address = label.get("url", "").strip()
        # By turns and without what trafilatura and htmldate remember: the second to read a page would gain by it.
        if number % 2:
            reading, theirs = read_ours(tally, body, address), read_theirs(tally, body)
        else:
            theirs, reading = read_theirs(tally, body), read_ours(tally, body, address)
        if reading.outcome != "read":
            kind = "whole text" if "text" in label else "snippets"
            tally.refused.append(f"{name} (label: {kind}): {reading.outcome}: {reading.why}")
        score_text(tally, name, label, reading, theirs.text if theirs else "")
        score_facts(tally, label, reading, theirs, body)
        if "text" in label:
            score_quotes(tally, name, label["text"], reading, body, chance)
    return report(tally, len(labels))


def read_ours(tally: Tally, body: bytes, address: str) -> Reading:
    reset_caches()
    started = time.process_time()
    reading = read(body, media_type="text/html", address=address)
    tally.seconds["ours"] += time.process_time() - started
    return reading


def read_theirs(tally: Tally, body: bytes) -> Document | None:
    reset_caches()
    started = time.process_time()
    document = trafilatura.bare_extraction(body, with_metadata=True)
    tally.seconds["theirs"] += time.process_time() - started
    return document


def warm_up(folder: Path, name: str) -> None:
    """Imports, and patterns that are compiled at first use, count for neither side.

    The date here makes dateparser compile those of all its 200 languages, which takes 3 s once a process.
    """
    body = gzip.decompress((folder / name).read_bytes())
    read(body)
    dated = "<html><body><p class='date'>Puerto Azul, Isla 26, Abril, 2022 7:43</p></body></html>"
    for page in (body, dated):
        trafilatura.bare_extraction(page, with_metadata=True)


def score_text(tally: Tally, name: str, label: dict, reading: Reading, theirs: str) -> None:
    ours = reading.texts[0].text if reading.texts else ""
    if "text" in label:
        tally.f1.append((bag_f1(ours, label["text"]), bag_f1(theirs, label["text"])))
        if reading.texts and reading.texts[0].extractor in ("json-ld", "state"):
            tally.scripted.append(
                f"{name}: {reading.texts[0].extractor}, F1 {tally.f1[-1][0]:.3f} (trafilatura {tally.f1[-1][1]:.3f})"
            )
    for who, text in (("ours", squeeze(ours)), ("theirs", squeeze(theirs))):
        for snippet in label.get("with", ()):
            tally.snippets[f"{who} {'kept' if squeeze(snippet) in text else 'lost'}"] += 1
        for snippet in label.get("without", ()):
            tally.snippets[f"{who} wrong"] += squeeze(snippet) in text


def score_facts(tally: Tally, label: dict, reading: Reading, theirs: Document | None, body: bytes) -> None:
    facts, count = reading.facts, tally.facts
    if label.get("title"):
        count["title"] += 1
        count["title ours"] += letters(facts.title) == letters(label["title"])
        count["title theirs"] += letters(getattr(theirs, "title", "") or "") == letters(label["title"])
    if label.get("authors"):
        count["authors"] += 1
        wanted = set(map(letters, label["authors"]))
        named = filter(None, map(letters, (getattr(theirs, "author", "") or "").split(";")))
        count["authors ours"] += set(map(letters, facts.authors)) == wanted
        count["authors theirs"] += set(named) == wanted
    if label.get("date"):
        page = decode(body).text
        count["date"] += 1
        count["date ours"] += facts.published.value == label["date"]
        count["date htmldate"] += htmldate.find_date(page) == label["date"]
        count["date htmldate original"] += htmldate.find_date(page, original_date=True) == label["date"]
        if facts.published.certain:
            count["certain"] += 1
            count["certain right"] += facts.published.value == label["date"]


def score_quotes(
    tally: Tally, name: str, labelled: str, reading: Reading, body: bytes, chance: random.Random
) -> None:
    """Pin every quotation of the labelled text that the mark-up holds, then every one changed by a word or number."""
    joined = list(markup_texts(decode(body).text))
    raw = fold_words(html.unescape(decode(body).text))
    texts = [fold(text.text) for text in reading.texts]
    vocabulary = sorted(set(re.findall(r"\w{4,}", labelled)))
    for quote in sorted(set(quotations(labelled))):
        wanted = fold_words(quote).strip()
        in_page = any(wanted in text for text in joined)
        where = "page" if in_page else "script" if wanted in raw else "nowhere"
        tally.quotes[where] += 1
        pinned = any(pin(text, quote) for text in texts)
        tally.quotes[f"{where} pinned"] += pinned
        if in_page and not pinned:
            tally.misses.append(f"{name}: {quote}")
        changed = change(quote, vocabulary, chance)
        if changed and not any(fold_words(changed).strip() in text for text in [*joined, raw]):
            tally.quotes["changed"] += 1
            if any(pin(text, changed) for text in texts):
                tally.false_pins.append(f"{name}: {changed} (was: {quote})")


def pin(text: FoldedText, quote: str) -> bool:
    """Whether the quote can be pinned, and the pinned characters are the quote's words and the text's own."""
    try:
        anchor = find_quote(text, quote)
    except QuoteAmbiguous:
        anchor = find_quote(text, quote, nth=1)
    except InputError:
        return False
    stands = all(text.original[part.start : part.end] == part.exact for part in anchor.parts)
    same = only_words("".join(part.exact for part in anchor.parts)) == only_words(quote)
    return stands and same


def only_words(text: str) -> str:
    """The folded text without the marks that may be typed round a quote or for words left out."""
    return re.sub(r"[\s\"'.…\[\]()]+", "", fold_words(text))


def markup_texts(page: str) -> Iterator[str]:
    """The page's words outside scripts, by stripping tags in three ways: no space, spaces at blocks, at every tag."""
    shown = CODE.sub("", page)
    for replaced, spaced in ((shown, ""), (BLOCK.sub(" <", shown), ""), (shown, " ")):
        yield fold_words(html.unescape(TAG.sub(spaced, replaced)))


def quotations(text: str) -> Iterator[str]:
    """Quotations of two or more words, as the claims that are pinned must have."""
    for paragraph in text.split("\n"):
        for found in QUOTATION.finditer(paragraph):
            quote = next(group for group in found.groups() if group).strip()
            if count_words(fold_words(quote)) >= 2:
                yield quote


def change(quote: str, vocabulary: list[str], chance: random.Random) -> str:
    """The quote with one number raised by one or one word replaced by another of the article; "" if there is none."""
    numbers = list(re.finditer(r"\d+", quote))
    if numbers and chance.random() < 0.5:
        found = chance.choice(numbers)
        return quote[: found.start()] + str(int(found.group()) + 1) + quote[found.end() :]
    found_words = list(re.finditer(r"\w{2,}", quote))
    others = [word for word in vocabulary if fold_words(word) not in fold_words(quote)]
    if not found_words or not others:
        return ""
    found = chance.choice(found_words)
    return quote[: found.start()] + chance.choice(others) + quote[found.end() :]


def bag_f1(text: str, wanted: str) -> float:
    """F1 over the words as a bag; characters for scripts without spaces."""
    ours, theirs = Counter(WORD.findall(text.lower())), Counter(WORD.findall(wanted.lower()))
    common = sum((ours & theirs).values())
    if not common:
        return 0.0
    return 2 * common / (sum(ours.values()) + sum(theirs.values()))


def snippet_f1(counts: Counter[str], who: str) -> float:
    kept, lost, wrong = (counts[f"{who} {what}"] for what in ("kept", "lost", "wrong"))
    return 2 * kept / (2 * kept + lost + wrong) if kept else 0.0


def squeeze(text: str) -> str:
    return " ".join(text.split())


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def report(tally: Tally, pages: int) -> int:
    """Print every figure beside its bar; 1 when one is missed."""
    missed: list[str] = []

    def hold(what: str, value: float, bar: float, note: str = "", *, at_most: bool = False) -> None:
        held = value <= bar if at_most else value >= bar
        sign = "≤" if at_most else "≥"
        print(f"{what:<58} {value:8.4f}   bar {sign} {bar:.4f}   {'met' if held else 'MISSED'}{note}")
        if not held:
            missed.append(what)

    def share(part: int, whole: int) -> float:
        return part / whole if whole else 1.0

    print(f"{pages} pages")
    if tally.f1:
        ours, theirs = (sum(pair[side] for pair in tally.f1) / len(tally.f1) for side in (0, 1))
        hold("article text, F1 on labelled texts", ours, theirs, f"  (trafilatura's; {len(tally.f1)} pages)")
    if tally.snippets:
        ours, theirs = snippet_f1(tally.snippets, "ours"), snippet_f1(tally.snippets, "theirs")
        hold("article text, F1 on snippets", ours, theirs, "  (trafilatura's)")
    facts, quotes = tally.facts, tally.quotes
    hold(
        "title right",
        share(facts["title ours"], facts["title"]),
        share(facts["title theirs"], facts["title"]),
        "  (trafilatura's)",
    )
    hold(
        "authors right",
        share(facts["authors ours"], facts["authors"]),
        share(facts["authors theirs"], facts["authors"]),
        "  (trafilatura's)",
    )
    best = max(facts["date htmldate"], facts["date htmldate original"])
    hold(
        "date right",
        share(facts["date ours"], facts["date"]),
        share(best, facts["date"]),
        f"  (htmldate's best; {facts['date']} dates)",
    )
    hold(
        "dates called certain that are right",
        share(facts["certain right"], facts["certain"]),
        CERTAIN_RIGHT,
        f"  ({facts['certain']} certain)",
    )
    hold(
        "quotations pinned",
        share(quotes["page pinned"], quotes["page"]),
        PINNED,
        f"  ({quotes['page pinned']} of {quotes['page']})",
    )
    hold("false pins", len(tally.false_pins), 0, f"  ({quotes['changed']} changed quotations)", at_most=True)
    whole = [each for each in tally.refused if "whole text" in each]
    hold("pages with a labelled text taken for no article", len(whole), 0, at_most=True)
    ratio = tally.seconds["ours"] / tally.seconds["theirs"]
    hold(
        "time beside trafilatura with metadata",
        ratio,
        SLOWEST,
        f"  ({1000 * tally.seconds['ours'] / pages:.1f} ms a page)",
        at_most=True,
    )
    listed("quotations not pinned", tally.misses)
    listed("false pins", tally.false_pins)
    listed("pages taken for no article", tally.refused)
    listed("articles read out of scripts", tally.scripted)
    print(
        f"quotations that stand only in a script: {quotes['script']}, pinned {quotes['script pinned']}; "
        f"only in the label: {quotes['nowhere']}, pinned {quotes['nowhere pinned']}"
    )
    print(f"reading: {'all bars met' if not missed else 'MISSED: ' + '; '.join(missed)}")
    return 1 if missed else 0


def listed(what: str, items: Iterable[str]) -> None:
    for item in items:
        print(f"  {what}: {item}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="How well web pages are read.")
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--seed", type=int, default=7, help="for the changed quotations")
    arguments = parser.parse_args()
    sys.exit(main(arguments.folder, arguments.seed))
