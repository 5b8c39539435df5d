"""What one worker of a watch does, without the record: read a source's listing, or one page that it lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from mediawatch.archive import extract, warc_page
from mediawatch.archive.extract.glance import glance
from mediawatch.archive.fetch import Door
from mediawatch.asking import Call
from mediawatch.errors import (
    FetchError,
    HTTPStatus,
    InputError,
    InvalidAddress,
    MediawatchError,
    ReadError,
    Refused,
    TimedOut,
)
from mediawatch.journeys.add import NOT_MODIFIED, read_content_type, read_fetched
from mediawatch.journeys.outside import Outside
from mediawatch.model import Fetched, Lead, Reading, Text
from mediawatch.reading.addresses import find_targets, host_of, is_within, normalise
from mediawatch.reading.mentions import Watch, find_mentions, may_bear
from mediawatch.sources import BY_TIME, READERS
from mediawatch.sources.cdx import say_archive
from mediawatch.sources.source import Source
from mediawatch.store.leads import Listed

ReadPage = Callable[..., Reading]
SHORT_PAGE = 2_500
"""Characters of a page below which it is read whole though it bears no name: consent walls, logins and stubs are short,
and a page that is one of these says nothing of what the article names."""
CHUNK = 1_000
"""Leads that are kept at a time."""
WALLS = ("consent wall", "paywall stub", "login page")
"""Outcomes of a page that stands in place of the article, and may be gone next time."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some of what a source lists."""

    source: int
    leads: tuple[Listed, ...]
    passed_over: int = 0
    """links that lead to no page: javascript:, mailto:, broken ones"""


@dataclass(frozen=True, slots=True)
class SourceDone:
    """A source was read to its end, or failed."""

    source: int
    outcome: Literal["changed", "unchanged", "failed"]
    error: MediawatchError | None = None
    etag: str = ""
    last_modified: str = ""
    retry_after: int = 0


@dataclass(frozen=True, slots=True)
class LeadDone:
    """A lead was read."""

    lead: Mapping[str, Any]
    found: Literal["name", "no name", "known", "refused", "failed", "later"]
    why: str = ""
    how: str = ""
    fetched: Fetched | None = None
    reading: Reading | None = None
    retry_after: int = 0
    """seconds that the server asks for"""
    of_host: bool = False
    """whether the trouble is the host's rather than the page's"""
    gone: bool = False
    """whether the page is not there, or nothing answers at its address"""
    copied: bool = False
    """whether it was read from an archive's copy"""


class _Unchanged(Exception):
    """The source stands as it did when it was read last (304)."""


class _Asker(Outside):
    """Fetches for a source; its own address conditionally."""

    def __init__(self, door: Door, source: Mapping[str, Any]) -> None:
        super().__init__(door)
        self.source = source
        self.etag = ""
        self.last_modified = ""
        self.retry_after = 0

    def __call__(self, address: str, call: Call | None = None) -> Fetched:
        if call is not None:
            fetched = super().__call__(address, call)
            self.retry_after = max(self.retry_after, read_retry_after(fetched))
            return fetched
        own = address == self.source["address"]
        asked = (
            {"If-None-Match": self.source["etag"], "If-Modified-Since": self.source["last_modified"]}
            if own
            else {}
        )
        fetched = self.door.fetch(address, headers={name: value for name, value in asked.items() if value})
        if own and fetched.status == NOT_MODIFIED:
            raise _Unchanged
        if own and fetched.status == 200 and fetched.complete:
            self.etag, self.last_modified = fetched.header("etag"), fetched.header("last-modified")
        self.retry_after = max(self.retry_after, read_retry_after(fetched))
        return fetched


def read_source(door: Door, source: Mapping[str, Any], key: str = "") -> Iterator[Chunk | SourceDone]:
    """What a source lists, some at a time, and at the end how it went. Never raises for what the source gives."""
    number = source["id"]
    asker = _Asker(door, source)
    waiting: list[Listed] = []
    passed_over = 0
    error: MediawatchError | None = None
    any_listed = False
    try:
        for lead in READERS[source["kind"]](
            Source(source["kind"], source["address"], source["selector"], key, source["since"]), asker
        ):
            any_listed = True
            try:
                waiting.append(prepare(lead))
            except InvalidAddress:
                passed_over += 1
            if len(waiting) >= CHUNK:
                yield Chunk(number, tuple(waiting), passed_over)
                waiting, passed_over = [], 0
    except _Unchanged:
        yield SourceDone(number, "unchanged", etag=source["etag"], last_modified=source["last_modified"])
        return
    except (FetchError, ReadError, InputError) as raised:
        error = raised
    if waiting or passed_over:
        yield Chunk(number, tuple(waiting), passed_over)
    if error is not None and (not any_listed or source["kind"] in BY_TIME):
        yield SourceDone(number, "failed", error, retry_after=asker.retry_after)
    else:
        # a listing of several parts gives what it has before it says what is missing
        yield SourceDone(number, "changed", error, asker.etag, asker.last_modified)


def prepare(lead: Lead) -> Listed:
    """A lead as it is kept: with the address that it means where it is wrapped in another (an alert's, a redirector's).

    Raises:
        InvalidAddress: it leads to no page.
    """
    meant = next(iter(find_targets(lead.address)[1:]), lead.address)
    try:
        normalised = normalise(meant)
    except InvalidAddress:
        meant = lead.address
        normalised = normalise(meant)
    return Listed(meant, normalised, host_of(meant), lead.title[:500], lead.published.value, lead.copy)


def read_lead(
    door: Door, lead: Mapping[str, Any], watch: Watch, own: tuple[str, ...], read: ReadPage = extract.read
) -> LeadDone:
    """One page: does it bear a name of ours? Only one that does is read whole. Where it is gone and an archive has a
    copy, that is read.

    Args:
        own: our domains; what stands there is no report about us.
        read: as archive.extract.read, or in another process.
    """
    done = read_page(door, lead, watch, own, read)
    if not done.gone or not lead["copy"]:
        return done
    copied = read_copy(door, lead, watch, read)
    if copied.found in ("name", "no name"):
        return copied
    # an archive that is busy is asked again later; that says nothing of the site
    found = "later" if copied.found == "later" else done.found
    return replace(done, found=found, why=f"{done.why} {copied.why}")


def read_copy(door: Door, lead: Mapping[str, Any], watch: Watch, read: ReadPage) -> LeadDone:
    """The same from the copy that an archive has."""
    try:
        fetched = fetch_copy(door, lead["copy"], lead["address"])
    except MediawatchError as error:
        return LeadDone(lead, "failed", str(error))
    trouble = judge_answer(lead, fetched)
    if trouble is not None:
        return trouble
    done = look_at(lead, fetched, watch, read)
    told = f"the page is gone; this is {say_archive(lead['copy'])}"
    return replace(done, copied=True, why=f"{told}: {done.why}" if done.why else told)


def fetch_copy(door: Door, copy: str, address: str) -> Fetched:
    """What an archive has of an address: a page of its own, or a record in a file of a crawl.

    Raises:
        FetchError, InputError: it did not come. WarcError: it is broken.
    """
    place, _, part = copy.partition("#bytes=")
    if not part:
        return door.fetch(place)
    held = door.fetch(place, headers={"Range": f"bytes={part}"})
    if held.status != 206:
        raise HTTPStatus(f"{place} answered {held.status}, not with the part.", "", place, held.status)
    name = f"{place.rpartition('/')[2]} bytes {part}"
    return replace(warc_page.read_page(held.raw_body, address=address), file_name=name)


def read_page(
    door: Door, lead: Mapping[str, Any], watch: Watch, own: tuple[str, ...], read: ReadPage
) -> LeadDone:
    """The page itself."""
    address = lead["address"]
    if any(is_within(lead["host"], domain) for domain in own):
        return LeadDone(lead, "known", "it stands on a site of ours; add it with mediawatch add --work")
    try:
        fetched = door.fetch(address)
    except Refused as error:
        return LeadDone(lead, "later" if error.passing else "refused", str(error), of_host=error.passing)
    except InputError as error:
        return LeadDone(lead, "refused", str(error))
    except FetchError as error:
        return LeadDone(lead, "later", str(error), gone=not isinstance(error, TimedOut))
    return judge_answer(lead, fetched) or look_at(lead, fetched, watch, read)


def look_at(lead: Mapping[str, Any], fetched: Fetched, watch: Watch, read: ReadPage) -> LeadDone:
    """What stands on a page that came."""
    media_type, charset = read_content_type(fetched)
    shown = glance(fetched.body, media_type=media_type, charset=charset)
    if shown is not None and len(shown) >= SHORT_PAGE and not bears_name(shown, fetched, watch):
        return LeadDone(lead, "no name", "none of the names stands on the page", "quick")
    reading = read_fetched(fetched, read)
    if reading.outcome in WALLS or reading.outcome == "incomplete":
        return LeadDone(lead, "later", reading.why, "whole", fetched, reading)
    if reading.outcome != "read":
        return LeadDone(lead, "failed", reading.why, "whole", fetched, reading)
    article = reading.texts[0]
    if find_mentions(article, watch, base_address=fetched.final_address):
        return LeadDone(lead, "name", "", "whole", fetched, reading)
    beside = shown is not None and bears_name(shown, fetched, watch)
    why = (
        "a name stands beside the article alone, as in its navigation"
        if beside
        else "none of the names is in it"
    )
    return LeadDone(lead, "no name", why, "whole")


def bears_name(shown: str, fetched: Fetched, watch: Watch) -> bool:
    """Whether a page bears a name, or links to a domain of ours."""
    if may_bear(shown, watch) and find_mentions(Text(shown, "page", "", ""), watch):
        return True
    if not any(form.domain for form in watch.forms):
        return False
    body = fetched.body.lower()
    return any(form.domain and form.domain.encode("ascii", "ignore") in body for form in watch.forms)


def judge_answer(lead: Mapping[str, Any], fetched: Fetched) -> LeadDone | None:
    """What an answer that is no page means for a lead; None for a page."""
    address, status = fetched.address, fetched.status
    if not fetched.complete:
        return LeadDone(lead, "later", f"{address} broke off before it was whole.")
    if status in (404, 410):
        return LeadDone(lead, "failed", f"{address} answered {status}: the page is not there.", gone=True)
    if status in (429, 503):
        asked = read_retry_after(fetched)
        return LeadDone(lead, "later", f"{address} answered {status}.", retry_after=asked, of_host=True)
    if status >= 500 or status == 408:
        return LeadDone(lead, "later", f"{address} answered {status}.")
    if status >= 400:
        return LeadDone(lead, "refused", f"{address} answered {status}.", of_host=status == 403)
    return None


def read_retry_after(fetched: Fetched) -> int:
    """Seconds that a server asks to be left alone (RFC 9110, 10.2.3: seconds, or a date); 0 where it does not."""
    told = fetched.header("retry-after").strip()
    if told.isascii() and told.isdigit():
        return min(int(told[:9]), 7 * 86_400)
    try:
        wait = (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError, IndexError):
        return 0
    return max(0, min(round(wait), 7 * 86_400))
