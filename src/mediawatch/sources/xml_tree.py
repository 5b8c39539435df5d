"""XML of strangers as a tree: no entities, no network, no more than there is room for."""

from __future__ import annotations

import zlib
from typing import Any, Final

from mediawatch.errors import ListingError

MAX_BYTES: Final = 50 * 1024 * 1024
"""What sitemaps may have at most when unpacked (sitemaps.org, "Sitemaps XML format")."""
_GZIP: Final = b"\x1f\x8b"
_GZIP_WINDOW: Final = 31


def unpack(body: bytes, address: str) -> bytes:
    """The body, unpacked where it is a gzip file; an XML file is often stored so.

    Raises:
        ListingError: it is broken, or unpacks to more than MAX_BYTES.
    """
    if not body.startswith(_GZIP):
        return body
    unpacker = zlib.decompressobj(_GZIP_WINDOW)
    try:
        made = unpacker.decompress(body, MAX_BYTES + 1)
    except zlib.error as error:
        raise ListingError(f"{address} is a gzip file that is broken.", "Try again in a while.") from error
    if len(made) > MAX_BYTES:
        raise ListingError(
            f"{address} unpacks to more than {MAX_BYTES // 2**20} MB.", "Name one of its parts instead."
        )
    if not unpacker.eof:
        raise ListingError(f"{address} is a gzip file that breaks off.", "Try again in a while.")
    return made


def read_tree(body: bytes, address: str) -> Any:
    """The root element; faults in the XML are mended as far as they can be.

    Raises:
        ListingError: it is no XML.
    """
    from lxml import etree

    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise no_listing(address) from error
    if root is None:
        raise no_listing(address)
    return root


def no_listing(address: str) -> ListingError:
    """What to say of something that lists nothing."""
    return ListingError(
        f"{address} is neither a sitemap nor a feed.",
        "A site names its sitemap in robots.txt, behind “Sitemap:”; a page names its feed in its head.",
    )


def name_of(element: Any) -> str:
    """The name of an element without its namespace, in small letters; "" for a comment. A prefix that nobody declared
    is part of the tag for the parser, and none for us."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""
