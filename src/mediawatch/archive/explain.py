"""What went wrong on the wire, in one sentence for a person."""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Iterator

from requests.exceptions import ProxyError as RequestsProxyError
from requests.exceptions import Timeout
from urllib3.exceptions import InvalidHeader, ProxyError
from urllib3.exceptions import TimeoutError as Urllib3TimeoutError

from mediawatch.archive.dial import Meter
from mediawatch.archive.guard import Target, mask
from mediawatch.errors import FetchError, Refused, TimedOut

ANSWER_IN_BROWSER = "If it opens in a browser, save the page there and add the file with --url."


def explain(error: BaseException, target: Target, meter: Meter, proxy: str = "") -> FetchError:
    """Turn what requests, urllib3, http.client, ssl or the socket raised into an error of ours."""
    address = mask(target.address)
    causes = tuple(_causes(error))
    if meter.overrun:
        return Refused(f"{address} sent more than is taken before its page began.", "", address)
    if ran_out_of_time(error):
        return too_slow(address, meter)
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            why = cause.verify_message or "it cannot be verified"
            return FetchError(
                f"The certificate of {target.host} is not valid: {why.rstrip('.')}.",
                ANSWER_IN_BROWSER,
                address,
            )
    if any(isinstance(cause, (ProxyError, RequestsProxyError)) for cause in causes):
        why = str(next((cause for cause in reversed(causes) if str(cause)), error))
        return FetchError(
            f"The proxy {proxy} did not pass the request for {address} on: {why[:160]}.",
            "Check the proxy in the settings.",
            address,
        )
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return FetchError(
            f"{target.host} could not agree on an encrypted connection.", ANSWER_IN_BROWSER, address
        )
    if any(isinstance(cause, InvalidHeader) for cause in causes):
        return FetchError(f"{address} says two different lengths of itself.", ANSWER_IN_BROWSER, address)
    if any(
        isinstance(cause, http.client.LineTooLong) or "more than 100 headers" in str(cause)
        for cause in causes
    ):
        return Refused(f"{address} sent more headers than are taken.", ANSWER_IN_BROWSER, address)
    if any(isinstance(cause, (ConnectionError, http.client.RemoteDisconnected)) for cause in causes):
        return FetchError(
            f"{target.host} broke the connection off before it answered.", "Try again later.", address
        )
    return FetchError(f"{address} did not give an answer that is HTTP.", ANSWER_IN_BROWSER, address)


def ran_out_of_time(error: BaseException) -> bool:
    """Whether a time limit is at the bottom of it."""
    slow = (TimeoutError, Timeout, Urllib3TimeoutError)
    return any(isinstance(cause, slow) for cause in _causes(error))


def too_slow(address: str, meter: Meter) -> TimedOut:
    """The error for a fetch that its time ran out on."""
    return TimedOut(
        f"{address} did not come within {meter.seconds:g} seconds.",
        f"Try again later. {ANSWER_IN_BROWSER}",
        address,
    )


def too_large(address: str, limit: int) -> Refused:
    """The error for a body larger than allowed."""
    return Refused(
        f"{address} is larger than {limit / 2**20:.4g} MiB and was not kept.",
        "If it is the right document, save it in a browser and add the file with --url.",
        address,
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and all that it grew from: causes, contexts, and errors that libraries keep in args or reason."""
    waiting, seen = [error], set[int]()
    while waiting:
        current = waiting.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        nested = (current.__cause__, current.__context__, getattr(current, "reason", None), *current.args)
        waiting.extend(item for item in nested if isinstance(item, BaseException))
