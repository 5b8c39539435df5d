"""From the bytes of a page to its characters.

The order is: byte order mark, UTF-16 that is plain from its zero bytes, UTF-8 that holds, the HTTP header, what
the page declares, charset_normalizer. No declaration is believed that does not decode strictly: servers add
"charset=iso-8859-1" by default, and pages are moved from one charset to another without their declarations.
Names of charsets are read as browsers read them (WHATWG Encoding Standard, section 4.2).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

REPLACEMENT = "\ufffd"
DAMAGE = 4
"""UTF-8 with at most one broken place for so many whole non-ASCII characters is damaged UTF-8, not another charset.
In another charset next to no characters are whole by chance; the damaged pages of the shared data have 1 in 30
and fewer broken."""
DECLARED_WITHIN = 4096
"""Bytes searched for a declaration. The standard says 1024; real pages put scripts before it."""
SAMPLE = 16_000
"""Bytes of running text that charset_normalizer gets; more made it slower, not better."""
FEW = 24
"""With fewer non-ASCII bytes than this a guess among 90 charsets is noise: windows-1252 is taken."""

_LABELS = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "l1": "cp1252",
    "us-ascii": "cp1252", "ascii": "cp1252", "ansi": "cp1252", "x-cp1252": "cp1252", "iso-8859-9": "cp1254",
    "tis-620": "cp874", "iso-8859-11": "cp874", "windows-874": "cp874",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "ms_kanji": "cp932", "x-euc-jp": "euc_jp", "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030",
    "x-gbk": "gb18030", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "ksc5601": "cp949", "windows-949": "cp949",
    "big5": "big5hkscs", "x-x-big5": "big5hkscs", "iso-8859-8-i": "iso8859_8", "macintosh": "mac_roman",
    "x-mac-roman": "mac_roman", "x-mac-cyrillic": "mac_cyrillic", "unicode-1-1-utf-8": "utf_8", "utf8": "utf_8",
    "utf-16": "utf_16_le", "unicode": "utf_16_le", "utf-16le": "utf_16_le", "utf-16be": "utf_16_be",
}  # fmt: skip
WESTERN = "cp1252"
_OF_THE_WEB = (
    "cp1252", "cp1250", "iso8859_2", "cp1251", "koi8_r", "koi8_u", "cp1253", "iso8859_7", "cp1254", "cp1255",
    "cp1256", "cp1257", "cp1258", "cp874", "cp932", "euc_jp", "gb18030", "big5hkscs", "cp949", "iso8859_5",
)  # fmt: skip
"""What a page without a declaration may be in: charsets that browsers know and that pages really use. Free
choice among all of Python's codecs takes German for DOS code page 852."""
_CENTRAL = ("iso8859_2", "cp1250")
_BY_LANGUAGE: Mapping[bytes, tuple[str, ...]] = {
    **dict.fromkeys((b"en", b"de", b"fr", b"es", b"it", b"nl", b"sv", b"da", b"no", b"nb", b"pt", b"fi"), (WESTERN,)),
    **dict.fromkeys((b"pl", b"cs", b"sk", b"hu", b"sl", b"hr"), _CENTRAL),
    **dict.fromkeys((b"ru", b"uk", b"bg"), ("cp1251", "koi8_r")),
    b"el": ("cp1253",), b"tr": ("cp1254",), b"ja": ("cp932", "euc_jp"), b"ko": ("cp949",),
    b"zh": ("gb18030", "big5hkscs"),
}  # fmt: skip
"""Charsets to try first for the language that a page declares. ISO 8859-2 before windows-1250: text in the
latter has bytes that are control characters in the former, and is told by them."""
_LANGUAGE = re.compile(rb"""<html\b[^>]{0,300}?\slang\s*=\s*["']?([A-Za-z]{2})\b""", re.IGNORECASE)
_NEVER = frozenset({"utf_7", "utf_8_sig", "idna", "punycode", "unicode_escape", "raw_unicode_escape"})
_MANY_BYTES = frozenset({"cp932", "euc_jp", "iso2022_jp", "gb18030", "cp949", "big5hkscs"})
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{2,40})""", re.IGNORECASE)
_TAG = re.compile(rb"<[^<>]*+>")
_CODE = re.compile(rb"<(script|style)\b", re.IGNORECASE)
_CODE_END = re.compile(rb"</(?:script|style)\b", re.IGNORECASE)
_HIGH = re.compile(rb"[\x80-\xff]")
_ESCAPED_JAPANESE = re.compile(rb"\x1b\$[@B]|\x1b\(J")
_BOMS = (
    (codecs.BOM_UTF8, "utf_8"),
    (codecs.BOM_UTF32_LE, "utf_32_le"),
    (codecs.BOM_UTF32_BE, "utf_32_be"),
    (codecs.BOM_UTF16_LE, "utf_16_le"),
    (codecs.BOM_UTF16_BE, "utf_16_be"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page as characters. It holds no NUL and no lone surrogate, so that SQLite can keep it as UTF-8."""

    text: str
    charset: str
    """Python's name of the codec ("utf_8", "cp1252", "cp932")"""
    how: str
    """"mark", "zeros", "utf-8", "header", "declared", "guessed" """


def decode(content: bytes, header: str = "") -> Decoded:
    """The characters of a page; `header` is the charset that the HTTP header declares, or "".

    Never raises: what cannot be decoded stands as U+FFFD, visibly.
    """
    for mark, codec in _BOMS:
        if content.startswith(mark):
            return _made(content[len(mark) :], codec, "mark")
    wide = _wide(content)
    if wide:
        return _made(content, wide, "zeros")
    if (
        b"\x1b" in content
        and _ESCAPED_JAPANESE.search(content)
        and _strict(content, "iso2022_jp") is not None
    ):
        return _made(content, "iso2022_jp", "declared")
    text = _strict(content, "utf_8")
    if text is not None:
        return Decoded(text.replace("\x00", REPLACEMENT), "utf_8", "utf-8")
    if _is_damaged_utf8(content):
        return _made(content, "utf_8", "utf-8")
    return _from_declarations(content, header)


def storable(text: str) -> str:
    """The text with NUL and lone surrogates as U+FFFD: neither can be kept as UTF-8 text in SQLite."""
    if "\x00" in text:
        text = text.replace("\x00", REPLACEMENT)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = _SURROGATE.sub(REPLACEMENT, text)
    return text


_SURROGATE = re.compile("[\ud800-\udfff]")


def _made(content: bytes, codec: str, how: str) -> Decoded:
    return Decoded(storable(content.decode(codec, "replace")), codec, how)


def _strict(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except (UnicodeError, LookupError):
        return None


def _codec(label: str) -> str:
    """Python's codec for a charset's name, as browsers read it; "" for none that is safe and known."""
    name = label.strip().strip("\"'").lower()
    name = _LABELS.get(name, name)
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    codec = found.name.replace("-", "_")
    # Python's registry also holds byte-to-byte codecs (rot13, zlib) under such names.
    return codec if found._is_text_encoding and codec not in _NEVER else ""


def _wide(content: bytes) -> str:
    """UTF-16 without a mark: markup is mostly ASCII, so every second byte is zero."""
    head = content[:512]
    if len(head) < 8 or head.count(0) < len(head) // 4:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 4 * even:
        return "utf_16_le"
    return "utf_16_be" if even > 4 * odd else ""


def _is_damaged_utf8(content: bytes) -> bool:
    text = content.decode("utf_8", "replace")
    broken = text.count(REPLACEMENT)
    whole = len(text) - len(text.encode("ascii", "ignore")) - broken
    return broken * DAMAGE <= whole


def _declared(content: bytes) -> Iterator[str]:
    """Codecs that the page itself declares, in order."""
    for label in _DECLARED.findall(content[:DECLARED_WITHIN]):
        codec = _codec(label.decode("ascii", "replace"))
        # A page in UTF-16 could not have been searched for these bytes (WHATWG HTML, prescan).
        if codec and not codec.startswith("utf_16"):
            yield codec


def _from_declarations(content: bytes, header: str) -> Decoded:
    """Header first, then the page's own declaration; a one-byte charset decodes anything and is checked."""
    named = [(_codec(header), "header"), *((codec, "declared") for codec in _declared(content))]
    believed = [
        (codec, how) for codec, how in dict(named).items() if codec and _strict(content, codec) is not None
    ]
    for codec, how in believed:
        if codec in _MANY_BYTES:
            return _made(content, codec, how)
    sample = running_text(content)
    for codec, how in believed:
        if _reads_well(sample, codec):
            return _made(content, codec, how)
    return _made(content, _guess(sample, content), "guessed")


def running_text(content: bytes) -> bytes:
    """Up to SAMPLE bytes of the words of a page in which non-ASCII bytes stand, without mark-up.

    Only whole lines: a cut inside a character of two bytes would rule its charset out.
    """
    lines: list[bytes] = []
    length = 0
    for line in _TAG.sub(b"\n", _without_code(content)).split(b"\n"):
        if not line.isascii():
            lines.append(b" ".join(line.split()))
            length += len(lines[-1])
            if length > SAMPLE:
                break
    return b"\n".join(lines)


def _without_code(content: bytes) -> bytes:
    out: list[bytes] = []
    position = 0
    while found := _CODE.search(content, position):
        out.append(content[position : found.start()])
        closed = _CODE_END.search(content, found.end())
        position = closed.start() if closed else len(content)
    return b"".join(out) + content[position:]


def _reads_well(sample: bytes, codec: str) -> bool:
    """Whether the words look like words of some language, not like those of a charset read as another."""
    from charset_normalizer.md import mess_ratio

    text = sample.decode(codec, "replace")
    if re.search("[\x80-\x9f]", text):
        return False
    return float(mess_ratio(text, 0.4)) < 0.2


def _guess(sample: bytes, content: bytes) -> str:
    """charset_normalizer's choice among the charsets of the web; windows-1252 where nothing speaks against it."""
    from charset_normalizer import from_bytes

    if len(_HIGH.findall(sample)) < FEW:
        return WESTERN
    language = _LANGUAGE.search(content[:DECLARED_WITHIN])
    for codec in _BY_LANGUAGE.get(language[1].lower(), ()) if language else ():
        if (codec not in _MANY_BYTES or _strict(sample, codec) is not None) and _reads_well(sample, codec):
            return codec
    best = from_bytes(sample, cp_isolation=list(_OF_THE_WEB)).best()
    return (_codec(best.encoding) or best.encoding) if best is not None else WESTERN
