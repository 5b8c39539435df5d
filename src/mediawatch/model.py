"""The ground: one frozen dataclass per thing that passes between rooms. Words are those of docs/words.md.

Offsets are Unicode code points into one immutable text, start inclusive, end exclusive. Times are
UTC, ISO 8601 with offset and whole seconds ("2026-03-04T09:15:00+00:00"). Days are ISO dates in the
record's time zone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

NameKind = Literal["organisation", "alias", "person", "programme", "domain", "publication"]
TextRole = Literal["article", "page"]
Stance = Literal["asserts", "repeats", "reports", "disputes", "retracts"]
Precision = Literal["day", "month", "year", "unknown"]
DateOrigin = Literal["page", "metadata", "feed", "typed in", "none"]
AnchorState = Literal["anchored", "moved", "altered", "gone", "unchecked"]
Outcome = Literal[
    "read",
    "refused",
    "consent wall",
    "paywall stub",
    "login page",
    "soft 404",
    "http status",
    "incomplete",
    "too large",
    "no text",
    "encrypted",
    "unreadable",
]
"""What became of a capture. Only "read" has texts; everything else is a failed capture."""
OutletKind = Literal[
    "newspaper", "broadcaster", "magazine", "campaign group", "charity", "government body", "blog", "other"
]
Medium = Literal["web", "pdf", "print", "broadcast", "mail", "post"]
RequestKind = Literal["correction", "clarification", "reply", "apology", "removal", "right to erasure"]
Addressee = Literal["publisher", "regulator", "court"]
RequestStep = Literal["sent", "acknowledged", "refused", "offered", "agreed", "ruled", "appealed", "closed"]
"""What happens to a request on its way. "sent" is the day on which it was made."""


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    """A watched form of words."""

    form: str
    """as it is written; a domain without scheme ("example.org")"""
    kind: NameKind
    case_sensitive: bool = False
    """True for acronyms that are also words"""
    near: tuple[str, ...] = ()
    """at least one of these words must stand within reading.mentions.NEAR_WORDS words; empty: no condition"""
    not_near: tuple[str, ...] = ()
    """none of these words may stand that near"""
    id: int = 0
    """number in the record, 0 before it is recorded"""


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of a text that bears one of our names, or that links to one of our domains."""

    name_id: int
    kind: Literal["text", "link"]
    start: int
    end: int
    surface: str
    """the text from start to end, as it stands there"""
    sentence: Span
    """the sentence round it"""
    address: str = ""
    """for a link: where it leads"""


@dataclass(frozen=True, slots=True)
class Link:
    """Words of a text that lead to an address."""

    start: int
    end: int
    address: str


@dataclass(frozen=True, slots=True)
class PublicationDate:
    """When something was published, as exactly as is known."""

    value: str
    """"2026-03-04", "2026-03" or "2026"; "" when unknown"""
    precision: Precision
    origin: DateOrigin
    certain: bool = True
    """False: shown as a guess"""


UNKNOWN_DATE = PublicationDate("", "unknown", "none", False)


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text as an extractor read it: paragraphs separated by one blank line or one line break."""

    text: str
    role: TextRole
    extractor: str
    """"trafilatura", "resiliparse", "pypdfium2", …; "typed by NAME" for what a person typed"""
    version: str
    """the extractor's version"""
    pages: tuple[int, ...] = ()
    """start offset of each page of a paged file, pages[0] == 0; empty where there are no pages"""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page or file says about itself. Empty strings where it says nothing."""

    title: str = ""
    authors: tuple[str, ...] = ()
    outlet: str = ""
    language: str = ""
    """BCP 47 tag as declared or detected ("en-GB", "de")"""
    published: PublicationDate = UNKNOWN_DATE
    modified: str = ""
    """ISO date or time, as the page gives it"""
    canonical: str = ""
    """rel=canonical: a fact about the page; never merges two reports"""
    corrections: tuple[str, ...] = ()
    """correction and amendment notes in its mark-up"""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of a body: its texts, and what it says about itself; or why it is no article."""

    outcome: Outcome
    texts: tuple[Text, ...] = ()
    """the article first, then the page; empty unless outcome is "read" """
    facts: PageFacts = PageFacts()
    why: str = ""
    """for a failed capture: one sentence for a person"""
    advice: str = ""
    """what to do next, one sentence"""
    media_type: str = ""
    """what the body really is ("text/html", "application/pdf"), after sniffing"""


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect on the way to a body."""

    address: str
    status: int
    location: str
    """where it sent us, as an absolute address"""


@dataclass(frozen=True, slots=True)
class Fetched:
    """One archived fetch: the exact bytes as received, and how they came."""

    address: str
    """as asked for"""
    final_address: str
    status: int
    """HTTP status; 200 for a file that a person gave"""
    headers: tuple[tuple[str, str], ...]
    """as received, in order, of the last response"""
    body: bytes
    """the body after transfer and content decoding"""
    raw_body: bytes
    """the body as it came, still content-encoded (gzip, deflate); the evidence"""
    retrieved_at: str
    hops: tuple[Hop, ...] = ()
    complete: bool = True
    """False: the body ended early; never evidence"""
    peer: str = ""
    """the network address that was dialled"""
    http_version: str = "HTTP/1.1"
    reason: str = ""
    robots: Literal["allowed", "overridden", "not asked"] = "not asked"
    proxy: str = ""
    networks: tuple[str, ...] = ()
    """networks that were opened on purpose for this fetch"""
    how: Literal["fetched", "given", "typed"] = "fetched"
    file_name: str = ""
    """for a given file: its name without folders"""

    def header(self, name: str) -> str:
        """The first header of that name, whatever its case; "" when there is none."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")


@dataclass(frozen=True, slots=True)
class QuotePart:
    """One unbroken part of a quote, where it stands."""

    start: int
    end: int
    exact: str
    """the text from start to end"""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A quote with its place: W3C TextQuoteSelector and TextPositionSelector in one."""

    parts: tuple[QuotePart, ...]
    """in order; more than one where the quote was typed with an omission mark"""
    prefix: str
    """up to 32 characters before the first part"""
    suffix: str
    """up to 32 characters after the last part"""
    how: Literal["exact", "folded"]

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end

    @property
    def quote(self) -> str:
        """The words as they stand, parts joined by an omission mark."""
        return " […] ".join(part.exact for part in self.parts)


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference: the letter of a kind and a number; for what has no letter, its word (WORDED_KINDS)."""

    letter: str
    number: int

    def __str__(self) -> str:
        return f"{self.letter} {self.number}" if len(self.letter) > 1 else f"{self.letter}{self.number}"

    @property
    def typed(self) -> str:
        """The same as one word, as it is typed in a shell: "r12", "note-3"."""
        return str(self).replace(" ", "-")


KINDS: dict[str, str] = {
    "r": "report",
    "c": "claim",
    "b": "rebuttal",
    "w": "work",
    "x": "citation",
    "k": "contact",
    "q": "request",
    "s": "source",
}
"""Letters of references and what they count."""

WORDED_KINDS = ("note", "file", "contact search")
"""Kinds whose references are a word and a number, as they stand in the log: "note 3"."""

Level = Literal["", "confidential", "privileged"]
"""Who may see a thing: everybody, staff, or those who give and get legal advice."""
Direction = Literal["in", "out"]
"""Who wrote or rang: they did, or we did."""
Channel = Literal["mail", "letter", "telephone", "in person", "message", "form"]
Stage = Literal["before", "after", "unknown"]
"""Whether a contact came before or after publication."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and when."""

    name: str
    now: str
    """UTC, ISO 8601"""
    today: str
    """the day of `now` in the record's time zone"""
    signed_in: bool = False
    """whether the pages know by a password, or a proxy, that it is them; else a name that somebody stated"""


@dataclass(frozen=True, slots=True)
class WordPiece:
    """A stretch of two wordings of a text. All `before` joined are the older wording; all `after` the newer one."""

    kind: Literal["same", "changed", "removed", "added"]
    before: str
    """as it stood; "" for what was added"""
    after: str
    """as it stands; "" for what was removed; where the kind is "same" only white space may differ"""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One row of the view `timeline`: what happened on a day. Empty strings where a column has nothing."""

    kind: str
    """published, found, claim made, approved, answered, sent, published by us, asked, they contacted us, we contacted
    them, no contact found, contact found, and outcomes (corrected, refused, …)"""
    occurred_on: str
    """ISO day, month or year; "" when unknown"""
    precision: Precision
    occurred_at: str
    """UTC time, where one is known"""
    recorded_at: str
    report: int
    """0 where none"""
    claim: int
    rebuttal: int
    request: int
    outlet: str
    title: str
    """of the report; of our statement where an answer is one"""
    address: str
    """source address of the report, or of the delivery"""
    quote: str
    """their words, in full"""
    claim_text: str
    """the claim in our wording"""
    answer: str
    """our words, in full"""
    by: str
    """who recorded, approved or sent it"""
    detail: str
    """place, recipient, outcome wording; what a contact was about"""
    captured_at: str
    digest: str
    """SHA-256 of the archived body"""
    lag_days: int | None
    """whole days from the claim to this answer; None where it does not apply"""
    certain: bool = True
    """False: occurred_on is a guess"""
    confidentiality: str = ""
    """"", confidential or privileged"""
    contact: int = 0
    """0 where none"""
    citation: int = 0
    contact_search: int = 0
    particulars: str = ""
    """JSON object with what else is known of a contact or a contact search; "" for everything else"""


@dataclass(frozen=True, slots=True)
class TimelineHead:
    """What a timeline says about itself: on its cover and at its end."""

    organisation: str
    timezone: str
    filters: tuple[tuple[str, str], ...]
    """what was asked for, as (name, value)"""
    made_at: str
    made_by: str
    left_out: tuple[str, ...]
    """one sentence for each kind of thing that is not in it, with its count"""
    chain_head: str
    """hash of the last event"""
    chain_length: int
    version: str = ""
    record_uuid: str = ""
    """the record's own name"""
    confidentiality: str = ""
    """what of it is not for everybody, in words; "" where everybody may see it"""


@dataclass(frozen=True, slots=True)
class Lead:
    """A found address that has not been read yet."""

    address: str
    title: str = ""
    published: PublicationDate = field(default=UNKNOWN_DATE)
    modified: str = ""
    """when the listing says that it last changed: UTC, ISO 8601, or a day; "" where it does not"""
    copy: str = ""
    """where a web archive has a copy of it"""
