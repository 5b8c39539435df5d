"""PDF files made by hand for tests: lines of text at places, document information, and the odd trap."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


@dataclass(frozen=True)
class Line:
    """A line of text; x and y in points from the lower left corner of an A4 page."""

    x: int
    y: int
    text: str
    size: int = 11


def column(
    lines: Sequence[str], *, x: int = 60, top: int = 760, leading: int = 14, size: int = 11
) -> list[Line]:
    """Lines below one another."""
    return [Line(x, top - number * leading, text, size) for number, text in enumerate(lines)]


def make_pdf(
    *pages: Sequence[Line] | Sequence[str],
    info: dict[str, str] | None = None,
    language: str = "",
    font: bytes = FONT,
    encrypted: bool = False,
) -> bytes:
    """A PDF with these pages; plain strings are set as one column."""
    contents = [_content(page) for page in pages]
    return build_pdf(contents, info=info, language=language, font=font, encrypted=encrypted)


def build_pdf(
    contents: Sequence[bytes],
    *,
    filters: bytes = b"",
    info: dict[str, str] | None = None,
    language: str = "",
    font: bytes = FONT,
    to_unicode: bytes = b"",
    encrypted: bool = False,
) -> bytes:
    """A PDF whose pages have these content streams; `filters` is the value of /Filter, such as "[/FlateDecode]"."""
    first = 6
    kids = b" ".join(b"%d 0 R" % (first + 2 * number) for number in range(len(contents)))
    spoken = b"/Lang(%s)" % language.encode() if language else b""
    named = b"".join(b"/%s%s" % (key.encode(), _string(value)) for key, value in (info or {}).items())
    objects = [
        b"<</Type/Catalog/Pages 2 0 R%s>>" % spoken,
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(contents)),
        font[:-2] + (b"/ToUnicode 5 0 R>>" if to_unicode else b">>"),
        b"<<%s>>" % named,
        _stream(to_unicode),
    ]
    for number, content in enumerate(contents):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>"
            % (first + 2 * number + 1)
        )
        objects.append(_stream(content, filters))
    lock = b""
    if encrypted:
        # No password gives these entries, so that no reader opens the file without one.
        lock = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>/ID[<00><00>]" % (
            b"5a" * 32,
            b"a5" * 32,
        )
    return _assemble(objects, b"/Root 1 0 R/Info 4 0 R" + lock)


def make_bomb() -> bytes:
    """A PDF of less than 1 kB whose one page unpacks to 1.9 GB of spaces, packed three times over."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = packer.compress(b" " * 10**7) + packer.flush(zlib.Z_FULL_FLUSH)
    # A fully flushed block can be repeated as it is; the checksum at the end is never reached.
    packed = b"\x78\x9c" + block * 190 + b"\x03\x00" + b"\x00" * 4
    twice = zlib.compress(zlib.compress(packed, 9), 9)
    return build_pdf([twice], filters=b"[/FlateDecode/FlateDecode/FlateDecode]")


def map_characters(**codes: str) -> bytes:
    """A ToUnicode map: each letter shows the UTF-16 code units given in hexadecimal."""
    mapped = b"".join(b"<%02X> <%s> " % (ord(letter), code.encode()) for letter, code in codes.items())
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def "
        b"1 begincodespacerange <00> <FF> endcodespacerange %d beginbfchar %s endbfchar endcmap end end"
        % (len(codes), mapped)
    )


def _content(page: Sequence[Line] | Sequence[str]) -> bytes:
    lines = [line for line in page if isinstance(line, Line)]
    lines = lines or column([line for line in page if isinstance(line, str)])
    return b"\n".join(
        b"BT /F %d Tf %d %d Td %s Tj ET" % (line.size, line.x, line.y, _shown(line.text)) for line in lines
    )


def _shown(text: str) -> bytes:
    return b"<%s>" % text.encode("cp1252").hex().encode()


def _string(text: str) -> bytes:
    return b"<%s>" % (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode()


def _stream(content: bytes, filters: bytes = b"") -> bytes:
    packed = b"/Filter%s" % filters if filters else b""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), packed, content)


def _assemble(objects: Sequence[bytes], trailer: bytes) -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d%s>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, len(objects) + 1, trailer, len(out),
    )  # fmt: skip
