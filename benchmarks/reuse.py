"""Finding what documents have from our works: how much of it, how fast, and with how many false finds.

    python benchmarks/reuse.py [FOLDER] [--seed N] [--documents N] [--megabytes N] [--reports N]

FOLDER holds pages as *.html or *.html.gz (default: ../shared/data/pages), from which works and documents are made.

- documents: passages of the works, exact and with one word in ten changed, in every fourth document. A passage is
  found when half of it and half of its source are named; a find is false when it touches no planted passage. Times
  are those of this process on one core; the fastest of three passes counts, since other programs disturb.
- quotations: two to seven words, and longer ones misquoted; found when the first place given has the very words, or
  when a place given touches the source.
- reports of 8 kB with quotations, reuse and links, against 500 works and 5,000: everything found and graded by
  find_citations, as the journeys call it. "Start" is the index read from its bytes, and the catalogue made.

Ends with exit code 1 when a bar is missed. Takes three to six minutes.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from reused_texts import (
    STOCK_PHRASES,
    Document,
    Paragraphs,
    Planted,
    change_words,
    make_document,
    make_paragraph,
    make_works,
    read_paragraphs,
    take_passage,
)

from mediawatch.citing import Version, Work
from mediawatch.model import Link, Name, PublicationDate, Span, Text
from mediawatch.reading.catalogue import Catalogue, compile_catalogue
from mediawatch.reading.citations import find_citations
from mediawatch.reading.passages import PassageIndex, Reuse

HERE = Path(__file__).resolve().parent.parent
KINDS = {
    "15 words and more, exact": (15, 60, False, 0.98),
    "15 words and more, one word in ten changed": (15, 60, True, 0.95),
    "8 to 14 words, exact": (8, 14, False, 0.95),
    "8 to 14 words, one word changed": (8, 14, True, None),
}
FALSE_BAR = 0.01
SPEED_BAR = 4000
START_BAR = 100.0
REPORT_BARS = {500: 20.0, 5000: 60.0}
REPORT_CHARACTERS = 8000
MEAN_DOCUMENT = 2000
LEARNT_FROM = 2000
PASSES = 3
LINKS = 16
OUR_NAMES = [
    Name("Alder House", "organisation"),
    Name("Ruth Imani", "person"),
    Name("alder-house.example", "domain"),
]
TODAY = PublicationDate("2024-01-01", "day", "page")


class Bars:
    """The figures beside their bars, and whether one was missed."""

    def __init__(self) -> None:
        self.missed: list[str] = []

    def show(self, name: str, value: float, bar: float | None, *, least: bool, form: str = ".3f") -> None:
        """Print a figure; `least`: the bar is the least that it may be, else the most."""
        line = f"  {name:58} {value:{form}}"
        if bar is not None:
            held = value >= bar if least else value <= bar
            line += f"   bar {'>=' if least else '<='} {bar:{form}}   {'held' if held else 'MISSED'}"
            if not held:
                self.missed.append(name)
        print(line, flush=True)


def make_index(works: Sequence[str]) -> PassageIndex:
    """The index over some works."""
    index = PassageIndex()
    for number, work in enumerate(works):
        index.add(number, work)
    return index


def touches(found: Span, wanted: Span) -> bool:
    """Whether a place has at least half of another."""
    return 2 * (min(found.end, wanted.end) - max(found.start, wanted.start)) >= wanted.end - wanted.start


def is_found(planted: Planted, found: Sequence[Reuse]) -> bool:
    """Whether a planted passage is among the finds, with its source."""
    return any(
        touches(reuse.span, planted.place)
        and any(
            passage.work == planted.work and touches(Span(passage.start, passage.end), planted.source)
            for passage in reuse.passages
        )
        for reuse in found
    )


def is_false(reuse: Reuse, document: Document) -> bool:
    """Whether a find touches no planted passage."""
    return not any(
        reuse.span.start < planted.place.end and planted.place.start < reuse.span.end
        for planted in document.planted
    )


def make_documents(texts: Paragraphs, works: list[str], rng: random.Random, count: int) -> list[Document]:
    """Documents of 0.5 to 8 kB, most of them short, every fourth with a passage."""
    kinds = [kind[:3] for kind in KINDS.values()]
    return [
        make_document(
            texts,
            works,
            rng,
            size=int(min(8000, max(500, rng.expovariate(1 / MEAN_DOCUMENT)))),
            passages=[kinds[number // 4 % len(kinds)]] if number % 4 == 0 else [],
        )
        for number in range(count)
    ]


def measure_documents(
    texts: Paragraphs, rng: random.Random, count: int, megabytes: float, bars: Bars
) -> None:
    """Recall, false finds and speed over many documents."""
    works = make_works(texts, rng, characters=int(megabytes * 1e6))
    index = make_index(works)
    for document in make_documents(texts, works, rng, LEARNT_FROM):
        index.learn_report(document.text)
    documents = make_documents(texts, works, rng, count)
    size = statistics.mean(len(document.text) for document in documents)
    print(
        f"\n{len(documents):,} documents of {size:,.0f} characters on average; {len(works)} works, {megabytes} MB"
    )
    seconds = []
    for _ in range(PASSES):
        began = time.process_time()
        found = index.find_reused_in([document.text for document in documents])
        seconds.append(time.process_time() - began)
    right: Counter[tuple[bool, bool]] = Counter()
    all_of: Counter[tuple[bool, bool]] = Counter()
    false = []
    for document, reuses in zip(documents, found, strict=True):
        for planted in document.planted:
            kind = (planted.words >= 15, planted.changed)
            all_of[kind] += 1
            right[kind] += is_found(planted, reuses)
        false += [
            document.text[reuse.span.start : reuse.span.end] for reuse in reuses if is_false(reuse, document)
        ]
    for name, (fewest, _, changed, bar) in KINDS.items():
        kind = (fewest >= 15, changed)
        bars.show(f"recall, {name} ({all_of[kind]:,})", right[kind] / all_of[kind], bar, least=True)
    finds = sum(map(len, found))
    bars.show(
        f"false finds ({len(false)} of {finds:,})", len(false) / finds, FALSE_BAR, least=False, form=".4f"
    )
    bars.show(
        "documents a second and core, verified", count / min(seconds), SPEED_BAR, least=True, form=",.0f"
    )
    for text in false[:3]:
        print(f"    false: {text[:150]!r}")


def measure_quotations(
    texts: Paragraphs, rng: random.Random, count: int, megabytes: float, bars: Bars
) -> None:
    """Whether the place of one quotation is given."""
    works = make_works(texts, rng, characters=int(megabytes * 1e6))
    index = make_index(works)
    print(f"\nPlaces of {count:,} quotations of each kind")
    took = []
    for name, fewest, most, change in QUOTED:
        all_of = first = given = places = 0
        for _ in range(count):
            work, source, words = take_passage(works, rng, rng.randint(fewest, most))
            quote = " ".join(change(words, texts, rng) if change else words)
            if len(list_words(quote)) < fewest:
                continue  # a dash between spaces is no word
            all_of += 1
            began = time.process_time()
            found = index.find_quoted(quote, [Span(0, len(quote))])
            took.append(time.process_time() - began)
            places += len(found)
            if found and change is None:
                text = works[found[0].work][found[0].start : found[0].end]
                first += list_words(text) == list_words(quote)
            touched = [
                character
                for place in found
                if place.work == work
                for character in range(max(place.start, source.start), min(place.end, source.end))
            ]
            given += 2 * len(set(touched)) >= source.end - source.start
        if change is None:
            bars.show(f"{name}: the first place has the words", first / all_of, 0.99, least=True)
        bars.show(f"{name}: the source is among the places", given / all_of, None, least=True)
        print(f"    {places / all_of:.1f} places on average")
    never = sum(
        bool(index.find_quoted(quote, [Span(0, len(quote))]))
        for quote in (
            " ".join(paragraph.split()[:size])
            for size in (5, 8, 15)
            for paragraph in rng.sample(texts.documents, min(300, len(texts.documents)))
        )
    )
    bars.show("words never ours: share for which a place is offered", never / 900, None, least=False)
    bars.show("milliseconds for one quotation", 1000 * statistics.mean(took), None, least=False)


def list_words(text: str) -> list[str]:
    """The words of a text without case and marks."""
    return re.findall(r"\w+", text.casefold())


def swap_halves(words: list[str], texts: Paragraphs, rng: random.Random) -> list[str]:
    """The second half first."""
    middle = len(words) // 2
    return words[middle:] + words[:middle]


def drop_words(words: list[str], texts: Paragraphs, rng: random.Random) -> list[str]:
    """A quarter of the words left out, in one place."""
    dropped = max(1, len(words) // 4)
    first = rng.randint(1, len(words) - dropped - 1)
    return words[:first] + words[first + dropped :]


Change = Callable[[list[str], Paragraphs, random.Random], list[str]]
QUOTED: tuple[tuple[str, int, int, Change | None], ...] = (
    ("2 or 3 words", 2, 3, None),
    ("4 to 7 words", 4, 7, None),
    ("4 to 7 words, one changed", 4, 7, change_words),
    ("8 to 30 words, one in ten changed", 8, 30, change_words),
    ("8 to 30 words, a quarter left out", 8, 30, drop_words),
    ("8 to 30 words, halves exchanged", 8, 30, swap_halves),
)


def make_report(texts: Paragraphs, works: list[str], rng: random.Random) -> Text:
    """A report of 8 kB with ten quotations of our works, four of others, two passages without marks, and links, one in
    four of them to a work."""
    document = make_document(
        texts, works, rng, size=REPORT_CHARACTERS - 2500, passages=[(15, 40, False), (15, 40, True)]
    )
    paragraphs = document.text.split("\n\n")
    for number in range(14):
        _, _, words = take_passage(works, rng, rng.randint(4, 25))
        speaker = "Alder House"
        if number % 2:
            words = change_words(words, texts, rng)
        if number >= 10:
            words, speaker = make_paragraph(texts, rng, 12).split(), "a minister"
        at = rng.randrange(len(paragraphs))
        paragraphs[at] += f" “{' '.join(words)},” said {speaker}."
    paragraphs[rng.randrange(len(paragraphs))] += " On its website Alder House said nothing of it."
    text = "\n\n".join(paragraphs)
    links = []
    for number, start in enumerate(sorted(rng.sample(range(len(text) - 20), LINKS))):
        address = f"https://elsewhere.example/{start}?utm_source=news"
        if number % 4 == 0:
            address = f"https://web.archive.org/web/2024/{address_of(rng.randrange(len(works)))}"
        links.append(Link(start, start + 20, address))
    return Text(text, "article", "benchmark", "1", links=tuple(links))


def address_of(work: int) -> str:
    """Where a work stands."""
    return f"https://www.alder-house.example/news/{work}/page"


def make_catalogue(works: Sequence[str]) -> Catalogue:
    """What is known of the works: a title of their first words, an address, one version, published on a day."""
    known, versions = [], []
    for number, work in enumerate(works):
        day = f"20{10 + number % 10}-03-0{1 + number % 9}"
        published = PublicationDate(day, "day", "page")
        title = " ".join(work.split()[:8])
        known.append(Work(number, title, (), (address_of(number),), published=published))
        versions.append(Version(number, number, day))
    return compile_catalogue(known, versions, OUR_NAMES)


def measure_reports(texts: Paragraphs, rng: random.Random, count: int, bars: Bars) -> None:
    """The time for one report, for starting up and for a work that changed: what `mediawatch citation find` does."""
    for many, bar in REPORT_BARS.items():
        works = make_works(texts, rng, characters=0, count=many)
        index = make_index(works)
        catalogue = make_catalogue(works)
        by_number = dict(enumerate(works))
        reports = [make_report(texts, works, rng) for _ in range(count)]
        find_citations(reports[0], index, catalogue, by_number, published=TODAY)
        data = index.to_bytes()
        print(
            f"\n{many:,} works, {sum(map(len, works)) / 1e6:.1f} MB; the index has {len(data) / 1e6:.1f} MB"
        )
        took: list[float] = []
        kinds: Counter[str] = Counter()
        for report in reports:
            tries = []
            for _ in range(PASSES):
                began = time.process_time()
                found = find_citations(report, index, catalogue, by_number, published=TODAY)
                tries.append(time.process_time() - began)
            kinds.update(one.kind for one in found)
            took.append(1000 * min(tries))
        size = statistics.mean(len(report.text) for report in reports)
        each = ", ".join(f"{number / count:.1f} {kind}" for kind, number in sorted(kinds.items()))
        print(f"    reports of {size:,.0f} characters; found in each: {each}")
        bars.show("milliseconds for a report, median", statistics.median(took), bar, least=False, form=".1f")
        bars.show(
            "  of the slowest in twenty",
            sorted(took)[int(0.95 * (len(took) - 1))],
            None,
            least=False,
            form=".1f",
        )
        starts = []
        for _ in range(5):
            began = time.process_time()
            PassageIndex.from_bytes(data)
            make_catalogue(works)
            starts.append(1000 * (time.process_time() - began))
        start_bar = START_BAR if many == 500 else None
        bars.show("milliseconds to start", statistics.median(starts), start_bar, least=False, form=".1f")
        began = time.process_time()
        index.add(0, works[0] + "\n\nThis paragraph is new in the work.")
        index.find_reused("This paragraph is new in the work.")
        bars.show("milliseconds when a work changed", 1000 * (time.process_time() - began), None, least=False)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=HERE.parent / "shared" / "data" / "pages")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--megabytes", type=float, default=1.0)
    parser.add_argument("--quotations", type=int, default=500)
    parser.add_argument("--reports", type=int, default=40)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    texts = read_paragraphs(options.folder, rng)
    if len(texts.works) < 100 or len(texts.documents) < 100:
        print(f"{options.folder} holds too few pages with text.", file=sys.stderr)
        return 2
    print(
        f"seed {options.seed}; {len(texts.works):,} paragraphs for works, {len(texts.documents):,} for documents, "
    )
    print(f"{len(STOCK_PHRASES)} stock phrases")
    bars = Bars()
    measure_documents(texts, rng, options.documents, options.megabytes, bars)
    measure_quotations(texts, rng, options.quotations, options.megabytes, bars)
    measure_reports(texts, rng, options.reports, bars)
    print("\n" + (f"Missed: {'; '.join(bars.missed)}." if bars.missed else "Every bar is held."))
    return 1 if bars.missed else 0


if __name__ == "__main__":
    sys.exit(main())
