"""What is new in a mail, in a few words: without what it quotes, and without its signature."""

from __future__ import annotations

import re
from typing import Final

SUMMARY_LENGTH: Final = 500
"""Characters of a summary; the whole text is kept beside it."""
MAX_ADDRESSES: Final = 100

_QUOTED: Final = re.compile(r"[ \t]*>")
_BELOW: Final = re.compile(
    # what mail programs put before the mail that is answered
    r"[ \t]*(?:-{2,}[ \t]*(?:original message|forwarded message|ursprüngliche nachricht|message d.origine)[ \t]*-{2,}"
    r"|begin forwarded message:|_{20,})[ \t]*",
    re.IGNORECASE,
)
_WROTE: Final = re.compile(
    r"[ \t]*(?:on|am|le|el|il|op|den)\b.{4,200}\b(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|skrev)\b"
    r".{0,80}:[ \t]*",
    re.IGNORECASE | re.DOTALL,
)
_SIGNATURE: Final = re.compile(r"--[ \t]?")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'`{}|\\^\[\]]{4,2000}", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’)]*(?=\s|$)")


def find_new_words(text: str) -> str:
    """The part of a mail's text that its sender wrote on top: up to what it quotes or forwards, or to the signature.

    "" where all of it is quoted. Only for a summary: where the cut is wrong, the whole text still stands beside it.
    """
    kept: list[str] = []
    lines = text.split("\n")
    place = 0
    while place < len(lines):
        line = lines[place]
        if _BELOW.fullmatch(line) or _SIGNATURE.fullmatch(line):
            break
        said = _count_attribution(lines, place)
        if said:
            following = next((after for after in lines[place + said : place + said + 3] if after.strip()), "")
            if not _QUOTED.match(following):
                break  # what follows is theirs, and nothing marks where it ends
            place += said
            continue
        if not _QUOTED.match(line):
            kept.append(line)
        place += 1
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _count_attribution(lines: list[str], place: int) -> int:
    """How many lines from here say "On Tuesday … wrote:"; 0 for none. It is often broken in two."""
    line = lines[place]
    if len(line) > 400:
        return 0
    if _WROTE.fullmatch(line):
        return 1
    both = f"{line} {lines[place + 1]}" if place + 1 < len(lines) else ""
    return 2 if both and len(both) <= 400 and _WROTE.fullmatch(both) else 0


def summarise_mail(subject: str, text: str) -> str:
    """What a mail is about, until a person says it better: the beginning of its new words, else its subject."""
    words = shorten_text(find_new_words(text))
    return words or " ".join(subject.split()) or "(a mail without words)"


def shorten_text(text: str, limit: int = SUMMARY_LENGTH) -> str:
    """The text, or its beginning up to the end of a sentence or a word, with a mark that something follows."""
    text = "\n".join(" ".join(line.split()) for line in text.strip().split("\n"))
    if len(text) <= limit:
        return text
    head = text[:limit]
    ends = [found.end() for found in _SENTENCE_END.finditer(head) if found.end() > limit // 2]
    if ends:
        return f"{head[: ends[-1]]} […]"
    cut = max(head.rfind(" "), head.rfind("\n"))
    return f"{head[: cut if cut > limit // 2 else limit].rstrip()} […]"


def find_web_addresses(text: str) -> list[str]:
    """The web addresses in a text in order, each once, without the full stop or bracket of the sentence round them."""
    found: dict[str, None] = {}
    for match in _ADDRESS.finditer(text):
        address = match.group().rstrip(".,;:!?*_~")
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1].rstrip(".,;:!?*_~")
        found.setdefault(address, None)
        if len(found) >= MAX_ADDRESSES:
            break
    return list(found)
