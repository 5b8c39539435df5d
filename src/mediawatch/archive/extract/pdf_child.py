"""The process in which pdfium reads one PDF: bytes on standard input, one JSON object on standard output.

It runs as `python -m mediawatch.archive.extract.pdf_child` and is thrown away afterwards: a hostile file can make
pdfium take gigabytes, loop, or abort the process, and must cost nothing but itself. What it writes:

    {"pages": [text, …], "info": {"Title": …, "Author": …, "CreationDate": …}, "language": …, "headline": …}
    {"error": "encrypted" | "unreadable" | "too large", "detail": …}

The text of a page is as pdfium gives it (CRLF at line ends, U+0002 for a hyphen at a line's end).
"""

from __future__ import annotations

import ctypes
import json
import statistics
import sys
from typing import Any

MEMORY_LIMIT = 1 << 30
"""Bytes of address space. The largest of the real PDFs measured (3 MB, 65 pages) needs 170 MB with Python."""
CPU_LIMIT = 60
"""Seconds of processor time; pdfium reads some 500 pages in one second."""
MAX_PAGES = 20_000
MAX_CHARACTERS = 30_000_000
"""A text of ten thousand full pages; a page drawn again and again must not fill the memory of the parent."""
HEADLINE_WITHIN = 3_000
"""Characters of the first page that are searched for the largest type, and of the next ones that tell the usual."""
FIRST_PAGES = 4
"""A title page has no running text: the usual size of type is that of the first four pages."""
LARGER = 1.2
"""A headline's type is at least so many times as large as the type of the running text."""


Sized = list[tuple[str, float]]
"""Characters, each with the height of its type in points."""


def main() -> int:
    """Read standard input, write the JSON object; 0 also when it says that the file cannot be read."""
    limit_self()
    content = sys.stdin.buffer.read()
    try:
        made = read_pdf(content)
    except MemoryError:
        made = {"error": "unreadable", "detail": "it needs more memory than mediawatch allows"}
    sys.stdout.write(json.dumps(made))
    return 0


def limit_self() -> None:
    """Limit memory and processor time where the system can; on Windows the parent's time limit stands alone."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY_LIMIT),
        (resource.RLIMIT_CPU, CPU_LIMIT),
        (resource.RLIMIT_CORE, 0),
    ):
        ceiling = resource.getrlimit(kind)[1]
        wanted = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
        try:
            resource.setrlimit(kind, (wanted, ceiling))
        except (ValueError, OSError) as error:
            # macOS refuses RLIMIT_AS; the parent's time limit still holds, and the parent can show this line.
            sys.stderr.write(f"no limit set: {error}\n")


def read_pdf(content: bytes) -> dict[str, Any]:
    """Pages and document information of a PDF, or why there are none; the object that `main` writes."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        return {"error": "encrypted" if locked else "unreadable", "detail": str(error)}
    count = len(document)
    if count > MAX_PAGES:
        return {"error": "too large", "detail": f"it has {count} pages"}
    pages: list[str] = []
    broken: list[int] = []
    sized: list[Sized] = []
    length = 0
    for number in range(count):
        try:
            page = document[number]
            shown = page.get_textpage()
            text = shown.get_text_bounded(errors="replace")
        except pypdfium2.PdfiumError:
            pages.append("")
            broken.append(number + 1)
            continue
        length += len(text)
        if length > MAX_CHARACTERS:
            return {"error": "too large", "detail": f"it holds more than {MAX_CHARACTERS} characters"}
        pages.append(text)
        if number < FIRST_PAGES:
            sized.append(measure(shown))
        shown.close()
        page.close()
    if count and len(broken) == count:
        return {"error": "unreadable", "detail": "none of its pages can be opened"}
    info = {key: document.get_metadata_value(key) for key in ("Title", "Author", "CreationDate", "ModDate")}
    return {
        "pages": pages,
        "broken": broken,
        "info": info,
        "language": declared_language(document),
        "headline": find_headline(sized),
    }


def declared_language(document: Any) -> str:
    """The /Lang of the document's catalogue, or ""."""
    import pypdfium2.raw as pdfium

    size = pdfium.FPDFCatalog_GetLanguage(document, None, 0)
    if not 2 < size < 200:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium.FPDFCatalog_GetLanguage(document, buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")


def measure(shown: Any) -> Sized:
    """The first characters of a page with the height of their type in points, 0 where they do not stand upright."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    sized: Sized = []
    for index in range(min(shown.count_chars(), HEADLINE_WITHIN)):
        character = chr(pdfium.FPDFText_GetUnicode(shown, index) or 0xFFFD)
        upright = abs(pdfium.FPDFText_GetCharAngle(shown, index)) < 0.01
        boxed = upright and pdfium.FPDFText_GetLooseCharBox(shown, index, box)
        sized.append((character, round(box.top - box.bottom, 1) if boxed else 0.0))
    return sized


def find_headline(pages: list[Sized]) -> str:
    """The first run of the largest type on the first page that has text, or "" where no type is larger than usual."""
    heights = [height for sized in pages for character, height in sized if character.isalpha() and height]
    if not heights:
        return ""
    usual = statistics.median(heights)
    first = next(sized for sized in pages if any(character.isalpha() for character, _ in sized))
    for height in sorted({height for character, height in first if character.isalpha()}, reverse=True):
        if height < LARGER * usual:
            return ""
        run = _first_run(first, height)
        if sum(character.isalpha() for character in run) >= 8:
            return run
    return ""


def _first_run(sized: Sized, height: float) -> str:
    """The first characters of about this height, with the spaces and line breaks between them."""
    run: list[str] = []
    for character, found in sized:
        if character.isspace() or abs(found - height) <= height / 50:
            run.append(character)
        elif any(each.isalpha() for each in run):
            break
        else:
            run.clear()
    return "".join(run).strip()


if __name__ == "__main__":
    sys.exit(main())
