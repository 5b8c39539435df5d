"""Alert mails and newsletters in a mailbox on this machine: the links in them.

The place is `file:///path`: a folder of .eml files, a Maildir, or one .mbox or .eml file, as a mail program keeps them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from mediawatch.model import UNKNOWN_DATE, Lead, PublicationDate
from mediawatch.sources.source import Outside, Source

_ABOUT_THE_MAIL: Final = re.compile(
    r"unsubscri|opt-?out|preferences|manage[-_]?(alert|subscription|email)|privacy|view[-_]?(in|online|as)|"
    r"/(signin|login|account|settings|help|support|feedback|terms)(/|\?|$)",
    re.IGNORECASE,
)
"""Addresses that are about the mail and not in it."""
_PICTURES: Final = re.compile(r"\.(png|gif|jpe?g|webp|svg|ico|css|js)$", re.IGNORECASE)
_SHARING: Final = re.compile(
    r"^(www\.|m\.)?((facebook|twitter|x|linkedin|instagram|pinterest|youtube)\.com|t\.me|wa\.me|"
    r"(apps\.apple|play\.google)\.com)$"
)
"""Hosts to which newsletters lead so that one shares or follows them."""


def leads(source: Source, fetch: Outside) -> Iterator[Lead]:
    """What the mails that came since the last read link to, in their order, each address once.

    Raises:
        InputError: there is no such place.
    """
    seen: set[str] = set()
    for mail in fetch.mails(source.address, source.since):
        # an alert is sent when it was found, which is not when it was published
        told = PublicationDate(mail.sent_on, "day", "feed", certain=False) if mail.sent_on else UNKNOWN_DATE
        for link in mail.links:
            if link not in seen and leads_to_reading(link):
                seen.add(link)
                yield Lead(link, "", told)


def leads_to_reading(link: str) -> bool:
    """Whether a link of a mail may lead to something to be read."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not parts.hostname or _PICTURES.search(parts.path):
        return False
    if parts.hostname.endswith("google.com") and parts.path.startswith("/alerts"):
        return False
    if parts.path in ("", "/") and not parts.query:
        return False  # the front page of whoever sent it
    return not _ABOUT_THE_MAIL.search(f"{parts.path}?{parts.query}") and not _SHARING.match(parts.hostname)
