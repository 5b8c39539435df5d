"""What a body really is, whatever its header says.

Signatures are those of the WHATWG MIME Sniffing Standard, sections 5 to 7, as far as they matter for what
mediawatch reads.
"""

from __future__ import annotations

import codecs
import re

HTML = "text/html"
PLAIN = "text/plain"
PDF = "application/pdf"
MAIL = "message/rfc822"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

SNIFF_BYTES = 1445
"""The length of a resource header (WHATWG MIME Sniffing, section 5.2)."""

_TAG = re.compile(
    rb"\A(?:\s++|(?><!--.*?-->)|<\?xml[^>]*+>)*+"
    rb"<(?:!doctype\s+html|html|head|script|iframe|h1|div|font|table|a|style|title|"
    rb"b|body|br|p|meta|link|article|main|section)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
_MARKED_UP = re.compile(rb"<(?:html|head|body)[\s>]", re.IGNORECASE)
_FEED = re.compile(
    rb"\A(?:\s++|(?><!--.*?-->)|<\?[^>]*+>)*+<(?:rss|feed|rdf:RDF|urlset|sitemapindex)[\s>]", re.DOTALL
)
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"OggS", "application/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"Rar!", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
    (b"{\\rtf", "application/rtf"),
    (b"wOFF", "font/woff"),
    (b"wOF2", "font/woff2"),
)
_WIDE_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BY_SUFFIX = {
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".txt": PLAIN,
    ".text": PLAIN,
    ".md": PLAIN,
}


def sniff(content: bytes, media_type: str = "", file_name: str = "") -> str:
    """The media type of a body: from its bytes first, then its header, then its file name.

    `media_type` is the header's value, with or without parameters. Gives "" for an empty body and
    "application/octet-stream" for bytes that are nothing known.
    """
    declared = media_type.partition(";")[0].strip().lower()
    if not content.strip(b" \t\r\n\f\x00"):
        return ""
    if declared == MAIL:
        # A message has no signature, and its HTML part looks like a page.
        return MAIL
    head = content[:SNIFF_BYTES]
    if b"%PDF-" in content[:1024] and not _TAG.match(_narrow(head)):
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return DOCX if _is_docx(content) else "application/zip"
    for magic, found in _MAGIC:
        if head.startswith(magic) and not (magic == b"BM" and not _binary(head)):
            return found
    if head[:4] == b"RIFF":
        return "image/webp" if head[8:12] == b"WEBP" else "audio/wav"
    if head[4:8] == b"ftyp":
        return "image/avif" if head[8:12] in (b"avif", b"avis") else "video/mp4"
    narrow = _narrow(head)
    if _FEED.match(narrow):
        return "application/xml"
    if _TAG.match(narrow) or _MARKED_UP.search(narrow):
        return HTML
    if _binary(narrow):
        return "application/octet-stream"
    if narrow.lstrip()[:1] in (b"{", b"[") and declared.endswith("json"):
        return "application/json"
    if declared in (HTML, "application/xhtml+xml"):
        return HTML
    by_name = _BY_SUFFIX.get(file_name[file_name.rfind(".") :].lower()) if "." in file_name else None
    if by_name:
        return by_name
    if declared.endswith(("xml", "javascript", "css", "csv")):
        return declared
    return PLAIN


def _is_docx(content: bytes) -> bool:
    """A Word document is a zip with a member word/document.xml; member names stand in the clear."""
    return b"word/document.xml" in content


def _narrow(head: bytes) -> bytes:
    """The head with every second byte of UTF-16 left out, so that ASCII marks can be found in it."""
    if head.startswith(codecs.BOM_UTF8):
        return head[3:]
    if head.startswith(_WIDE_BOMS):
        return head[2:].replace(b"\x00", b"")
    if head[:64].count(b"\x00") >= len(head[:64]) * 2 // 5:
        return head.replace(b"\x00", b"")
    return head


def _binary(head: bytes) -> bool:
    """Whether there are bytes that no text holds (WHATWG MIME Sniffing, "binary data byte")."""
    narrow = _narrow(head)
    return bool(re.search(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]", narrow))
