"""Documents for benchmarks/anchoring.py, with passages at known places and quotes of them as people and programs
make them; and quotes of nothing that stands there.

Documents are made of the paragraphs of real pages. A passage is typeset, broken into lines or damaged in the document
while its quote is clean, or else is copied, retyped, shortened or misquoted from it. This file knows nothing of how
quotes are found.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reused_texts import Paragraphs, make_paragraph

from mediawatch.model import Span

KINDS = ("exact", "typographic", "line-broken", "OCR-damaged", "elided", "dropped words")
ABSENT = ("absent", "absent, sounds alike", "absent, joined")
FEWEST_WORDS, MOST_WORDS = 5, 60
FEWEST_ELIDED = 9
MOST_STANDING = 0.55
"""Of the letters of an absent quote: a little over half in a row, so that halves of two places can be joined."""
OCR_SHARE = (0.02, 0.08)
"""Of characters: from a clean scan to one that is hard to read."""

_TOKEN = re.compile(r"\S+")
_MISREAD = {
    "m": "rn", "rn": "m", "l": "1", "i": "l", "e": "c", "o": "0", "h": "b", "b": "h", "c": "e", "n": "u", "u": "n",
    "d": "cl", "s": "5", "t": "f", "a": "o", "g": "q", "w": "vv", "v": "y", "f": "t", "r": "i", "p": "n",
}  # fmt: skip
_AS_TYPED = str.maketrans(
    {**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’‚", "'"), "–": "-", "—": "-", "\xa0": " ", "…": "..."}
)
_LIGATURES = (("ffi", "ﬃ"), ("fi", "ﬁ"), ("fl", "ﬂ"))
_OMISSIONS = ("…", " … ", "...", " ... ", " [...] ", " […] ", " (…) ")


@dataclass(frozen=True)
class Quote:
    """A quote, and where its words stand."""

    kind: str
    words: str
    place: Span | None
    """in the document; None when they stand nowhere"""


@dataclass(frozen=True)
class Document:
    text: str
    quotes: tuple[Quote, ...]


def make_document(texts: Paragraphs, rng: random.Random, size: int, number: int) -> Document:
    """A document of about `size` characters, with so many quotes of each kind, each from a paragraph of its own."""
    paragraphs = rng.sample(texts.works, len(texts.works))
    while sum(map(len, paragraphs)) < size:
        paragraphs.append(make_paragraph(texts, rng, rng.randint(20, 90)))
    total, count = 0, 0
    while total < size:
        total += len(paragraphs[count]) + 2
        count += 1
    paragraphs = paragraphs[:count]
    waiting = [kind for kind in KINDS for _ in range(number)]
    rng.shuffle(waiting)
    takers = {}
    for at in rng.sample(range(count), count):
        if waiting and count_words(paragraphs[at]) >= FEWEST_ELIDED + 4:
            takers[at] = waiting.pop()
    out: list[str] = []
    quotes: list[Quote] = []
    offset = 0
    for at, paragraph in enumerate(paragraphs):
        if at in takers:
            paragraph, quote = plant(paragraph, takers[at], rng)
            place = Span(offset + quote.place.start, offset + quote.place.end)
            quotes.append(Quote(quote.kind, quote.words, place))
        out.append(paragraph)
        offset += len(paragraph) + 2
    text = "\n\n".join(out)
    alone = stand_once(quotes, text)
    return Document(text, (*alone, *make_absent(texts, out, text, rng, number)))


def stand_once(quotes: Sequence[Quote], text: str) -> list[Quote]:
    """The quotes whose words stand at their place alone, neither as printed nor as quoted elsewhere too."""
    letters = only_letters(text)
    kept = []
    for quote in quotes:
        printed, quoted = only_letters(text[quote.place.start : quote.place.end]), only_letters(quote.words)
        elsewhere = letters.count(quoted) - printed.count(quoted)
        if letters.count(printed) == 1 and elsewhere == 0:
            kept.append(quote)
    return kept


def only_letters(text: str) -> str:
    """Letters and digits, whatever their typography; for telling whether words stand twice."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def plant(paragraph: str, kind: str, rng: random.Random) -> tuple[str, Quote]:
    """The paragraph as it shall stand in the document, and a quote of a passage of it, with its place there."""
    tokens = [found.span() for found in _TOKEN.finditer(paragraph)]
    fewest = FEWEST_ELIDED if kind in ("elided", "dropped words") else FEWEST_WORDS
    passage = ""
    while count_words(passage) < fewest:
        first, last = draw_words(len(tokens), fewest, rng)
        start, end = tokens[first][0], tokens[last][1]
        passage = paragraph[start:end]
    printed, quoted = passage, passage
    if kind == "typographic":
        printed, quoted = typeset(passage, rng), retype(passage, rng)
    elif kind == "line-broken":
        printed = break_lines(passage, rng)
    elif kind == "OCR-damaged":
        printed = misread(passage, rng)
    elif kind == "elided":
        quoted = elide(passage.split(), rng)
    elif kind == "dropped words":
        quoted = drop_words(passage.split(), rng)
    whole = paragraph[:start] + printed + paragraph[end:]
    return whole, Quote(kind, quoted, Span(start, start + len(printed)))


def count_words(words: str) -> int:
    """Words with a letter or digit, by the white space between them."""
    return sum(any(map(str.isalnum, word)) for word in words.split())


def draw_words(count: int, fewest: int, rng: random.Random) -> tuple[int, int]:
    """The first and last of some words in a row: short quotes are more frequent than long ones."""
    most = min(MOST_WORDS, count)
    length = min(most, round(fewest * (most / fewest) ** rng.random()))
    first = rng.randint(0, count - length)
    return first, first + length - 1


def typeset(passage: str, rng: random.Random) -> str:
    """As a typesetter or a content system changes it: curly marks, dashes, ligatures, hard spaces, soft hyphens."""
    passage = re.sub(r'(?<!\S)"', "“", passage).replace('"', "”").replace("'", "’").replace(" - ", " – ")
    passage = passage.replace("...", "…")
    for letters, ligature in _LIGATURES:
        passage = passage.replace(letters, ligature)
    passage = re.sub(r"(?<=\d) (?=\w)", "\xa0", passage)
    return re.sub(
        r"(?<=[a-z]{4})(?=[a-z]{4})",
        lambda _: "\u00ad" if rng.random() < 0.1 else "",
        passage,
        flags=re.ASCII,
    )


def retype(passage: str, rng: random.Random) -> str:
    """As a keyboard has it; some people also set marks round a quote, or begin it with a capital letter."""
    typed = " ".join(passage.translate(_AS_TYPED).split())
    if rng.random() < 0.3:
        typed = typed[0].upper() + typed[1:]
    if rng.random() < 0.3 and typed.isascii() and '"' not in typed:
        typed = f'"{typed}"'
    return typed


def break_lines(passage: str, rng: random.Random) -> str:
    """As a PDF has it: line ends for spaces, and hyphens within words, soft, of PDFium, or (rarely) hard."""
    out, width = "", 0
    for token in passage.split():
        if width + len(token) > 45:
            letters = token if token.isalpha() and len(token) > 7 else ""
            if letters and rng.random() < 0.5:
                middle = len(token) // 2
                hyphen = rng.choices(["\u00ad\n", "\ufffe\r\n", "\u00ad", "-\n"], [3, 4, 2, 1])[0]
                out, width = f"{out}{' ' if out else ''}{token[:middle]}{hyphen}{token[middle:]}", len(token)
                continue
            out, width = f"{out}\n{rng.choice(['', '', '   '])}{token}", len(token)
            continue
        out, width = f"{out}{' ' if out else ''}{token}", width + len(token) + 1
    return out


def misread(passage: str, rng: random.Random) -> str:
    """As character recognition gives it: letters taken for others, lost, doubled, and spaces likewise."""
    share = rng.uniform(*OCR_SHARE)
    out = []
    for character in passage:
        if rng.random() >= share:
            out.append(character)
            continue
        turn = rng.random()
        if character.isspace():
            out.append("" if turn < 0.5 else "  " if turn < 0.7 else " . ")
        elif turn < 0.7:
            out.append(_MISREAD.get(character.lower(), rng.choice("il1tfr")))
        elif turn < 0.85:
            out.append("")
        else:
            out.append(character + rng.choice(".,'il "))
    return "".join(out).strip() or passage


def elide(words: list[str], rng: random.Random) -> str:
    """One to eight words left out, or that twice of a long passage, with a mark there; two words and more on every
    side."""
    for _ in range(100):
        cuts = 2 if len(words) > 20 and rng.random() < 0.4 else 1
        bounds = sorted(rng.sample(range(2, len(words) - 2), cuts))
        parts, begin = [], 0
        for at in bounds:
            parts.append(" ".join(words[begin:at]))
            begin = at + rng.randint(1, 8)
        parts.append(" ".join(words[begin:]))
        if all(count_words(part) >= 2 for part in parts):
            return rng.choice(_OMISSIONS).join(parts)
    return " ".join(words)


def drop_words(words: list[str], rng: random.Random) -> str:
    """One to three words left out inside, and nothing to show it."""
    kept = words[:]
    for _ in range(rng.randint(1, min(3, len(words) // 6))):
        kept.pop(rng.randint(1, len(kept) - 2))
    return " ".join(kept)


def make_absent(
    texts: Paragraphs, paragraphs: Sequence[str], text: str, rng: random.Random, number: int
) -> list[Quote]:
    """Quotes of other pages, words that only sound like these, and halves of two places joined; of none more than a
    little over half stands in a row in the document, and no place there has three quarters of its words by chance."""
    makers = (
        lambda: take_passage(rng.choice(texts.documents), rng),
        lambda: make_paragraph(texts, rng, rng.randint(FEWEST_WORDS + 1, MOST_WORDS)),
        lambda: join_halves(paragraphs, rng),
    )
    standing = Standing(text)
    quotes: list[Quote] = []
    for kind, make in zip(ABSENT, makers, strict=True):
        made = 0
        while made < number:
            words = make()
            if count_words(words) >= FEWEST_WORDS and not standing.has(words):
                quotes.append(Quote(kind, words, None))
                made += 1
    return quotes


class Standing:
    """What stands in a document, by its words."""

    def __init__(self, text: str) -> None:
        self.words = re.findall(r"\w+", text.casefold())
        self.joined = " ".join(self.words)
        self.places: dict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(self.words):
            self.places[word].append(at)

    def has(self, quote: str) -> bool:
        """Whether so much of a quote stands there that it would be no wonder if it were found."""
        listed = re.findall(r"\w+", quote.casefold())
        if any(row in self.joined for row in list_rows(listed)):
            return True
        # a place with three quarters of the words has one of the rarest quarter
        length = len(listed) + 2
        rarest = sorted(listed, key=lambda word: len(self.places.get(word, ())))[: len(listed) // 4 + 1]
        near = {at for word in rarest for at in self.places.get(word, ())}
        return any(
            self.share(listed, start, length) >= 0.75
            for at in near
            for start in range(at - length + 1, at + 1)
        )

    def share(self, listed: Sequence[str], start: int, length: int) -> float:
        """Of the words of a quote, those that stand among some words in a row of the document."""
        common = Counter(listed) & Counter(self.words[max(0, start) : start + length])
        return common.total() / len(listed)


def list_rows(listed: Sequence[str]) -> Iterator[str]:
    """From every word on, as few in a row as have more than MOST_STANDING of the letters."""
    most = MOST_STANDING * len(" ".join(listed))
    for first in range(len(listed)):
        for last in range(first + 1, len(listed) + 1):
            row = " ".join(listed[first:last])
            if len(row) > most:
                yield row
                break


def take_passage(paragraph: str, rng: random.Random) -> str:
    """Some words in a row."""
    tokens = [found.span() for found in _TOKEN.finditer(paragraph)]
    first, last = draw_words(len(tokens), FEWEST_WORDS, rng)
    return paragraph[tokens[first][0] : tokens[last][1]]


def join_halves(paragraphs: Sequence[str], rng: random.Random) -> str:
    """The beginning of one passage and the end of another, far from it, with as many letters or hardly more."""
    one = rng.randrange(len(paragraphs))
    other = (one + rng.randint(3, max(3, len(paragraphs) - 3))) % len(paragraphs)
    left, right = take_passage(paragraphs[one], rng), take_passage(paragraphs[other], rng)
    half = min(len(left), len(right)) // 2
    begin = left[: left.rfind(" ", 0, half)]
    end = right[right.find(" ", len(right) - len(begin) - 1) + 1 :]
    return f"{begin} {end}"
