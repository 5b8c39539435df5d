"""The error tree. Each error is one or two sentences for a person: what happened, and what to do.

    MediawatchError
    ├ InputError      wrong input: exit code 2
    │ ├ InvalidAddress
    │ ├ InvalidDate
    │ ├ NotFound
    │ ├ QuoteNotFound(best, likeness)
    │ ├ QuoteAmbiguous(places)
    │ └ NotAllowed(step)
    ├ FetchError      the outside did not give it: exit code 1
    │ ├ Refused       (robots, private network, size)
    │ ├ HTTPStatus
    │ ├ Incomplete
    │ └ TimedOut
    ├ NotDelivered    a message was not taken: exit code 1
    ├ ReadError       what came could not be read: exit code 1
    │ ├ ListingError
    │ ├ ExtractionError
    │ └ WarcError
    ├ IntegrityError  a digest, text, anchor or chain no longer agrees: exit code 3
    └ StoreError      locked, disk full: exit code 1
      └ RecordError   no record, newer schema, not a record: exit code 2

Errors carry values only (address, path, offset), never a live object.
"""

from __future__ import annotations

from collections.abc import Sequence


class MediawatchError(Exception):
    """Anything that mediawatch can explain. `message` says what happened, `advice` what to do."""

    exit_code = 1

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()


class InputError(MediawatchError):
    """What was asked for cannot be done as it was asked."""

    exit_code = 2


class InvalidAddress(InputError):
    """An address that is none, or that mediawatch does not fetch."""

    def __init__(self, address: str, why: str, advice: str = "") -> None:
        super().__init__(f"{address!r} is not an address that can be added: {why}.", advice)
        self.address = address
        self.why = why


class InvalidDate(InputError):
    """A date that is none, or that could be read in two ways."""


class NotFound(InputError):
    """A reference to something that is not in the record."""


class QuoteNotFound(InputError):
    """The quote does not stand in the texts of the report; `best` is the nearest passage, or empty, and `likeness`
    tells from 0 to 1 how like the quote it is."""

    def __init__(self, message: str, advice: str = "", best: str = "", likeness: float = 0.0) -> None:
        super().__init__(message, advice)
        self.best = best
        self.likeness = likeness


class QuoteAmbiguous(InputError):
    """The quote stands in several places; `places` shows each with the words round it, in order."""

    def __init__(self, message: str, advice: str = "", places: Sequence[str] = ()) -> None:
        super().__init__(message, advice)
        self.places = tuple(places)


class NotAllowed(InputError):
    """A step that the state of a thing does not allow (editing what is published); `step` names it."""

    def __init__(self, message: str, advice: str = "", step: str = "") -> None:
        super().__init__(message, advice)
        self.step = step


class FetchError(MediawatchError):
    """An address did not give what was asked for."""

    def __init__(self, message: str, advice: str = "", address: str = "") -> None:
        super().__init__(message, advice)
        self.address = address


class Refused(FetchError):
    """Not fetched on purpose: a private network, robots.txt, too large, too many redirects. `passing` where the reason
    may be gone soon: a robots.txt that could not be had."""

    def __init__(self, message: str, advice: str = "", address: str = "", *, passing: bool = False) -> None:
        super().__init__(message, advice, address)
        self.passing = passing


class HTTPStatus(FetchError):
    """The server answered with a status that is no success."""

    def __init__(self, message: str, advice: str = "", address: str = "", status: int = 0) -> None:
        super().__init__(message, advice, address)
        self.status = status


class Incomplete(FetchError):
    """The body ended before it was whole; it is never evidence."""


class TimedOut(FetchError):
    """The server did not answer, or not to the end, in time."""


class NotDelivered(MediawatchError):
    """A message that did not go out; nobody counts as told."""


class ReadError(MediawatchError):
    """What came could not be read."""


class ListingError(ReadError):
    """A source gave something that is no listing of leads."""


class ExtractionError(ReadError):
    """A file or page from which no text could be taken; `kind` names why in one word for the record."""

    def __init__(self, message: str, advice: str = "", kind: str = "unreadable") -> None:
        super().__init__(message, advice)
        self.kind = kind


class WarcError(ReadError):
    """A WARC file that is broken or that holds no page, or more than one."""


class IntegrityError(MediawatchError):
    """A digest, text, anchor or the chain no longer agrees with what was recorded."""

    exit_code = 3


class StoreError(MediawatchError):
    """The record could not be written or read: locked, disk full."""


class RecordError(StoreError):
    """There is no record there, or it is no record, or a newer program made it."""

    exit_code = 2
