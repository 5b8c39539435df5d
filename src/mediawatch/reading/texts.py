"""What a text must be before it is stored."""

from __future__ import annotations

import re
from typing import Final

_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
_SURROGATES: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]|[\x00\ud800-\udfff]")


def clean_text(text: str) -> str:
    """The text as it can be stored and encoded: NUL and lone surrogates become U+FFFD, all else is kept.

    A NUL ends a string for much of SQLite, and UTF-8 has no lone surrogates (RFC 3629, section 3). Two
    surrogates that make a pair become the character they stand for, as JSON escapes mean them.
    """
    if not _UNSTORABLE.search(text):
        return text
    return _SURROGATES.sub(_mend, text)


def _mend(found: re.Match[str]) -> str:
    units = found.group()
    if len(units) == 1:
        return "\ufffd"
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
