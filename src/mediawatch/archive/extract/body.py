"""What an extractor is given: the bytes of one body, and what came with them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Body:
    """One body as it was received or given, after transfer and content decoding."""

    content: bytes
    media_type: str = ""
    """what the body really is after sniffing, in lower case without parameters ("text/html")"""
    charset: str = ""
    """as the HTTP header declares it; "" when it does not"""
    address: str = ""
    """where it was found; "" for a file without an address"""
    file_name: str = ""
    """for a given file: its name without folders"""
    language: str = ""
    """BCP 47 tag from the Content-Language header or from a person; "" when unknown"""
