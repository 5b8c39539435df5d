"""The one door through which messages leave: mail, Slack, Teams, Matrix and the rest, by Apprise.

A place is an address as Apprise writes it (`mailtos://user:password@host:587?from=…&to=…`, `slack://…`); it holds
passwords, and stands in no error and no log.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from mediawatch.errors import InputError, NotDelivered
from mediawatch.exporters.digest import Digest, plain, write_html, write_text

SECONDS: Final = 20
"""For a server to answer, and for it to take the message."""
MAIL: Final = ("mailto", "mailtos")
_CALLS: Final = re.compile(r"([@<!])(?=\w|[!@#])")
"""What chats take for a call of people: @everyone, <!channel>."""


def address_mail(server: str, to: str) -> str:
    """The place of a mailbox at a mail server.

    Args:
        server: a mail server as Apprise writes it.
        to: a mail address.

    Raises:
        InputError: it is no mail server.
    """
    if urlsplit(server).scheme not in MAIL:
        raise InputError(
            "MEDIAWATCH_MAIL names no mail server.",
            "Write it as in mailtos://user:password@smtp.example:587?from=press@northgate.example",
        )
    kept = re.sub(r"([?&])to=[^&]*&?", r"\1", server).rstrip("?&")
    return f"{kept}{'&' if '?' in kept else '?'}to={quote(to, safe='@')}"


def send(place: str, digest: Digest) -> None:
    """Send a digest: to a mailbox as HTML and text, to all else as text.

    Raises:
        InputError: the place is none that Apprise knows.
        NotDelivered: it was not taken.
    """
    import apprise

    asset = apprise.AppriseAsset(app_id="mediawatch", app_desc="mediawatch", app_url="", async_mode=False)
    door = apprise.Apprise(asset=asset)
    is_mail = urlsplit(place).scheme in MAIL
    asked = "" if "cto=" in place else f"{'&' if '?' in place else '?'}cto={SECONDS}&rto={SECONDS}"
    if not door.add(place + asked):
        raise InputError(
            "The place of a subscription is none that can be written to.",
            "See https://github.com/caronc/apprise/wiki for how each service is written.",
        )
    body = io.StringIO()
    if is_mail:
        write_html(digest, body)
        form = apprise.NotifyFormat.HTML
    else:
        write_text(digest, body)
        form = apprise.NotifyFormat.TEXT
    title = plain(digest.sentence)
    # without a handler of its own the library's log would reach standard error, secrets and all
    with apprise.LogCapture(level=logging.WARNING, fmt="%(message)s") as log:  # type: ignore[no-untyped-call]
        done = door.notify(
            body=body.getvalue() if is_mail else mute(body.getvalue()),
            title=title if is_mail else mute(title),
            body_format=form,
        )
        said = "" if done else log.getvalue()
    if not done:
        raise NotDelivered(f"The message was not taken: {without_secrets(said, place)}")


def mute(text: str) -> str:
    """The text with nothing in it that would call people: a word joiner stands after each sign that begins a call."""
    return _CALLS.sub("\\1\u2060", text)


def without_secrets(said: str, place: str) -> str:
    """The last line of a log, in one line, without the words of an address that could be secret."""
    line = next((line for line in reversed(said.splitlines()) if line.strip()), "the server did not say why.")
    for secret in sorted(find_secrets(place), key=len, reverse=True):
        line = line.replace(secret, "…")
    return plain(line)[:300]


def find_secrets(place: str) -> Sequence[str]:
    """Whatever in an address could be a password or a token; not the name of its host."""
    parts = urlsplit(place)
    words = [parts.username, parts.password, *parts.path.split("/"), *re.findall(r"=([^&]+)", parts.query)]
    if parts.scheme not in MAIL:
        words.append(parts.hostname)  # tokens stand in its place
    return [form for word in words if word and len(word) > 3 for form in (word, unquote(word))]
