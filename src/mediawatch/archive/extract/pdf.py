"""PDF -> text, read by pdfium in a child process with limits of memory and time.

pdfium is fast and good, and it can abort its process on a hostile file or take gigabytes for 825 bytes. So it
runs in a child (`pdf_child`): whatever happens there costs this one file an ExtractionError.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.metadata import version
from typing import Any

from mediawatch.archive.extract.body import Body
from mediawatch.archive.extract.charset import storable
from mediawatch.archive.extract.lines import join_pages
from mediawatch.errors import ExtractionError
from mediawatch.model import UNKNOWN_DATE, PageFacts, Precision, PublicationDate, Reading, Text

CHILD = "mediawatch.archive.extract.pdf_child"
EXTRACTOR = "pypdfium2"
TIME_LIMIT = 90.0
"""Seconds from start to answer; the child's own limit of processor time (60 s) comes first where there is one."""
TITLE_LENGTH = 300
TYPE_IT = "Type the passage and keep the file as its proof: mediawatch add --typed."
UNLOCK = "Open it with its password, print it to a new PDF and add that, or type the passage: mediawatch add --typed."
BROKEN = "Download or ask for the file again; if it opens in a reader, print it to a new PDF and add that."

_DATE = re.compile(r"(?:D:)?\s*(\d{4})(\d{2})?(\d{2})?")
_FILE_NAME = re.compile(r"\.(?:docx?|pdf|indd|qxd|pptx?|xlsx?|odt|rtf|tex|pages)\Z", re.IGNORECASE)
_MADE_BY = re.compile(
    r"\A(?:Microsoft (?:Word|PowerPoint) - |untitled\b|document\d*\Z|slide 1\Z)", re.IGNORECASE
)
_ACCOUNT = re.compile(
    r"\A(?:admin(?:istrator)?|user|owner|author|default|unknown|anonymous|windows user|microsoft(?: office)? user)\Z",
    re.IGNORECASE,
)


def read(body: Body) -> Reading:
    """The text of a PDF with the start of each page, and what its document information says.

    A PDF without any letter (a scan) gives outcome "no text". Raises ExtractionError with kind "encrypted",
    "unreadable" or "too large".
    """
    found = ask_child(body.content)
    if "error" in found:
        raise _explained(str(found["error"]), str(found.get("detail", "")))
    pages = [storable(page) for page in found["pages"]]
    joined = join_pages(pages)
    if not any(character.isalnum() for character in joined.text):
        return Reading(
            "no text",
            facts=facts_of(found, joined.text, body),
            why=f"The PDF holds no text on its {_counted(len(pages))}: it is probably a scan.",
            advice=TYPE_IT,
            media_type="application/pdf",
        )
    text = Text(joined.text, "article", EXTRACTOR, version(EXTRACTOR), pages=joined.pages)
    empty = [number for number, page in enumerate(pages, start=1) if not page.strip()]
    why = f"Without text (pictures or scans): {_listed(empty)} of {_counted(len(pages))}." if empty else ""
    return Reading("read", (text,), facts_of(found, joined.text, body), why=why, media_type="application/pdf")


def ask_child(content: bytes, *, seconds: float = TIME_LIMIT) -> dict[str, Any]:
    """The object that `pdf_child` writes about a PDF; raises ExtractionError when it died or took too long."""
    # -P keeps the working directory out of the child's path, so that no file there is imported by its name; the
    # parent's own path is handed on, so that the child finds the same packages however the parent was started.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(each for each in sys.path if each)}
    try:
        ended = subprocess.run(  # noqa: S603 - our own module, run by our own interpreter
            [sys.executable, "-P", "-m", CHILD],
            input=content,
            capture_output=True,
            timeout=seconds,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ExtractionError(
            f"The PDF could not be read within {seconds:g} seconds.", TYPE_IT, "unreadable"
        ) from error
    if ended.returncode == 0:
        made: dict[str, Any] = json.loads(ended.stdout)
        return made
    said = storable(ended.stderr.decode("utf-8", "replace")).strip()
    if "Traceback" in said and "MemoryError" not in said:
        # Not the file's fault: a package is missing, or the child has a mistake.
        raise ExtractionError(
            f"The program that reads PDFs failed ({said.rpartition(chr(10))[2][:200]}).",
            "Run `mediawatch doctor`, and report this if it finds nothing.",
            "unreadable",
        )
    raise ExtractionError(
        f"The PDF stopped the program that reads it (code {ended.returncode}): it is damaged, needs more memory than"
        " mediawatch allows, or is made to do harm.",
        BROKEN,
        "unreadable",
    )


def _explained(kind: str, detail: str) -> ExtractionError:
    if kind == "encrypted":
        return ExtractionError("The PDF is encrypted: it opens only with a password.", UNLOCK, kind)
    if kind == "too large":
        return ExtractionError(
            f"The PDF is too large to be read: {detail}.",
            "Add the pages that matter as a PDF of their own.",
            kind,
        )
    return ExtractionError(f"The PDF is broken and cannot be read ({detail.rstrip('.')}).", BROKEN, kind)


def facts_of(found: dict[str, Any], text: str, body: Body) -> PageFacts:
    """What the document information says, checked against the text where it is often wrong.

    `found` is the object that `pdf_child` writes: its "info", "language" and "headline" are looked at.

    Titles are left over from templates and authors are account names: a title that does not stand in the text
    gives way to the largest type on the first page.
    """
    info: dict[str, str] = {key: _line(value) for key, value in found["info"].items()}
    stated = info.get("Title", "")
    if _MADE_BY.search(stated) or _FILE_NAME.search(stated):
        stated = ""
    headline = _line(found["headline"])
    stands = bool(stated) and _plain(stated) in _plain(text[: 20 * TITLE_LENGTH])
    title = stated if stands or not headline else headline
    author = info.get("Author", "")
    named = (
        bool(author)
        and not _ACCOUNT.match(author)
        and not (" " not in author and re.search(r"[\d@_\\]", author))
    )
    return PageFacts(
        title=title[:TITLE_LENGTH],
        authors=tuple(each.strip() for each in re.split(r"[;&]| and ", author) if each.strip())
        if named
        else (),
        language=_line(found["language"]) or body.language,
        published=_date(info.get("CreationDate", "")),
        modified=_iso(info.get("ModDate", "")),
    )


def _line(value: object) -> str:
    """One line without control characters."""
    cleaned = "".join(character if character.isprintable() else " " for character in storable(str(value)))
    return " ".join(cleaned.replace("\x02", "").split())


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _iso(value: str) -> str:
    """The day of a PDF date (ISO 32000-1, 7.9.4: D:YYYYMMDDHHmmSSOHH'mm) as ISO; "" for anything else."""
    found = _DATE.match(value)
    if not found:
        return ""
    year, month, day = found.groups()
    parts = [year]
    for part, most in ((month, 12), (day, 31)):
        if part is None or not 1 <= int(part) <= most:
            break
        parts.append(part)
    return "-".join(parts) if 1985 <= int(year) <= 2100 else ""


def _date(value: str) -> PublicationDate:
    """When the file was made: a guess at when it was published, never more."""
    day = _iso(value)
    if not day:
        return UNKNOWN_DATE
    precisions: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
    return PublicationDate(day, precisions[len(day)], "metadata", certain=False)


def _counted(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"


def _listed(numbers: list[int]) -> str:
    """Page numbers in words, consecutive ones as a range: "page 2", "pages 1, 4–9"."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    shown = [str(first) if first == last else f"{first}–{last}" for first, last in ranges]
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join(shown)}"
