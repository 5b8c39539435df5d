"""Add a report: an address, a file, or a list of addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from mediawatch.archive import extract, warc
from mediawatch.archive.files import open_file
from mediawatch.errors import FetchError, InputError, MediawatchError, NotFound, ReadError
from mediawatch.journeys.added import Added, AddOptions, Kind, describe_there
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.extend import find_ref
from mediawatch.journeys.look_through import look_through
from mediawatch.journeys.receive import receive
from mediawatch.model import Fetched, Reading, Ref
from mediawatch.reading.addresses import normalise
from mediawatch.store import documents, problems, reports
from mediawatch.store.documents import read_address
from mediawatch.store.events import sha256
from mediawatch.store.works import insert_check

MAX_FILE_BYTES = 64 * 1024 * 1024
"""A file larger than this is refused: the record is one file that has to be carried about."""

SAVE_IT = "Open the page in your browser, save it, and add what you saved: mediawatch add saved.html --url {address}"


@dataclass(frozen=True, slots=True)
class ListDone:
    """What became of a list of addresses."""

    total: int
    added: int
    known: int
    failed: tuple[tuple[str, str], ...]
    """address and what went wrong"""


def add_anything(desk: Desk, what: str, options: AddOptions, *, look: bool = True) -> Added:
    """Add an address or a file, whichever it is. `look`: for a work, look through the reports for citations of it.

    Raises:
        InputError: it is neither.
        FetchError, ReadError, StoreError: see add_address and add_file.
    """
    if "://" in what or what.lower().startswith(("www.", "javascript:", "mailto:", "data:")):
        return add_address(desk, what, options, look=look)
    path = Path(what)
    if path.exists():
        return add_file(desk, path, options, look=look)
    first = what.split("/", 1)[0]
    if "." in first and " " not in what and not FILE_ENDINGS.fullmatch(path.suffix):
        raise NotFound(
            f"There is no file {what!r}.", f"For an address write it whole: mediawatch add https://{what}"
        )
    raise NotFound(f"There is no file {what!r}.", "Name a file, or an address that begins with https://.")


FILE_ENDINGS = re.compile(
    r"\.(x?html?|mht(ml)?|pdf|txt|eml|docx|warc|gz|png|jpe?g|gif|webp|tiff?)", re.IGNORECASE
)
"""Endings by which a word is taken for a file's name rather than a host's."""


def add_address(
    desk: Desk, address: str, options: AddOptions, *, kind: Kind = "report", look: bool = True
) -> Added:
    """Fetch an address and record what it gave.

    A page that is no article (a refusal, a consent wall, …) is recorded as a failed capture: the result
    has no `ref`, and says why and what to do. A work that is there is read again, and recorded where it changed.

    Raises:
        InvalidAddress: it is none, or is private.
        FetchError: nothing came; a problem is recorded.
    """
    if options.address and normalise(options.address) != normalise(address):
        raise InputError("--url says where a file comes from.", "An address needs no --url.")
    normalised = normalise(address)
    known = documents.find_document(desk.record.db, normalised)
    ref = find_ref(desk.record.db, known) if known and kind == "report" else None
    if ref is not None and (ref.letter == "w") == options.as_work:
        thing = reports.read_thing(desk.record.db, ref, withdrawn=True)
        if ref.letter == "w" and not thing["withdrawn_at"]:
            return read_again(
                desk, ref.number, address=address, ignore_robots=options.ignore_robots, look=look
            )
        if thing["article_id"] is not None or thing["withdrawn_at"]:
            return describe_there(desk.record.db, ref, thing)
    try:
        fetched = desk.door().fetch(address, ignore_robots=options.ignore_robots)
    except FetchError as error:
        note_problem(desk, address, error, kind=kind)
        raise
    reading = read_fetched(fetched)
    return find_citing(desk, receive(desk, fetched, reading, options, kind=kind), look)


def read_again(
    desk: Desk, work: int, *, address: str = "", ignore_robots: bool = False, look: bool = True
) -> Added:
    """Fetch a work once more. Where its text changed it has a new version, and else it was seen to stand as it did.

    Raises:
        NotFound: there is no such work.
        InputError: it has no address, as it was added from a file.
        FetchError: nothing came; a problem is recorded.
    """
    db = desk.record.db
    thing = reports.read_thing(db, Ref("w", work))
    address = address or read_address(db, thing["document_id"])
    if not address:
        raise InputError(
            f"w{work} was added from a file and has no address, so it cannot be fetched again.",
            f"Add the newer file: mediawatch add --work FILE, or say where it stands: mediawatch set w{work}"
            " --old-address URL",
        )
    asked = {} if thing["article_id"] is None else read_validators(db, thing["capture_id"])
    try:
        fetched = desk.door().fetch(address, ignore_robots=ignore_robots, headers=asked)
    except FetchError as error:
        note_problem(desk, address, error)
        raise
    if fetched.status == NOT_MODIFIED and asked:
        actor = desk.actor()
        with desk.record.write() as writing:
            insert_check(writing, actor, work, thing["capture_id"], fetched.status, sha256(b""))
        return replace(describe_there(db, Ref("w", work), thing), checked=True)
    done = receive(
        desk, fetched, read_fetched(fetched), AddOptions(as_work=True), document=thing["document_id"]
    )
    return find_citing(desk, done, look)


NOT_MODIFIED = 304
"""RFC 9110, 15.4.5: the copy that we have is the one that stands there."""


def read_validators(db: Database, capture: int) -> dict[str, str]:
    """What asks a server for a page only if it changed since a capture (RFC 9110, 13.1)."""
    row = db.execute("SELECT record FROM archived WHERE capture_id = ?", (capture,)).fetchone()
    fetched = warc.read(row[0])
    if fetched.how != "fetched":
        return {}
    told = {"If-None-Match": fetched.header("etag"), "If-Modified-Since": fetched.header("last-modified")}
    return {name: value for name, value in told.items() if value}


def find_citing(desk: Desk, added: Added, look: bool) -> Added:
    """For a work that is new or has changed: the same with where reports cite it."""
    if not (look and added.ref.startswith("w") and added.new_capture and added.outcome == "read"):
        return added
    looked = look_through(desk, [int(added.ref[1:])], desk.progress)
    return replace(added, citations=looked.seen, looked_through=looked.reports)


def add_file(
    desk: Desk, path: Path, options: AddOptions, *, kind: Kind = "report", look: bool = True
) -> Added:
    """Record a file that somebody saved or was sent.

    Raises:
        InputError: no such file, a folder, too large, a date that is none.
        ReadError: a file that cannot be read (encrypted, broken, of an unknown kind). Nothing is stored.
    """
    if options.address:
        normalise(options.address)
    fetched = open_path(desk, path, options)
    reading = read_fetched(fetched)
    if reading.outcome in ("encrypted", "unreadable"):
        raise InputError(reading.why, reading.advice)
    if not options.address and fetched.address.startswith(("http://", "https://")):
        options = replace(options, address=fetched.address)
    return find_citing(desk, receive(desk, fetched, reading, options, kind=kind), look)


def open_path(desk: Desk, path: Path, options: AddOptions) -> Fetched:
    """The file as something that was given, retrieved when the user says or when it was last changed."""
    if path.is_dir():
        raise InputError(f"{path} is a folder.", "Name the files in it.")
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise InputError(
                f"{path} has {size // 2**20} MB, more than the {MAX_FILE_BYTES // 2**20} MB that the record takes.",
                "Keep it elsewhere, and add the passage with `mediawatch add --typed`.",
            )
        content = path.read_bytes()
        saved = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}).", "Check its permissions.") from error
    moment = (parse_time(options.retrieved, desk) if options.retrieved else saved).isoformat(
        timespec="seconds"
    )
    fetched = open_file(content, path.name, address=options.address, retrieved_at=moment)
    # a file may know its own time; what the person says wins over both
    return replace(fetched, retrieved_at=moment) if options.retrieved else fetched


def parse_time(typed: str, desk: Desk) -> datetime:
    """A time as typed (ISO 8601; without an offset it is in the record's time zone), in UTC.

    Raises:
        InputError: it is none, or lies in the future.
    """
    try:
        moment = datetime.fromisoformat(typed.strip())
    except ValueError as error:
        raise InputError(f"{typed!r} is no time.", "Write it as 2026-03-04 or 2026-03-04T09:15.") from error
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(desk.timezone))
    if moment > datetime.now(UTC):
        raise InputError(f"{typed} lies in the future.", "Say when the file was saved.")
    return moment.astimezone(UTC)


def read_fetched(fetched: Fetched, read: Callable[..., Reading] = extract.read) -> Reading:
    """What a body says; a status, an incomplete body or a redirect to the front page is a failure.

    Args:
        read: as archive.extract.read, or in another process.
    """
    address = fetched.address or fetched.final_address
    if not fetched.complete:
        return Reading(
            "incomplete",
            why=f"{address} broke off before the page was whole; an incomplete page is never evidence.",
            advice="Try again in a while. " + SAVE_IT.format(address=address),
        )
    if fetched.how == "fetched" and fetched.status >= 400:
        return judge_status(fetched, address)
    if fetched.how == "fetched" and leads_to_front_page(fetched):
        return Reading(
            "soft 404",
            why=f"{address} leads to the front page {fetched.final_address}: the page is not there any more.",
            advice="Check the address; if you have a saved copy: mediawatch add saved.html --url " + address,
        )
    media_type, charset = read_content_type(fetched)
    reading = read(
        fetched.body,
        media_type=media_type,
        charset=charset,
        address=fetched.final_address or fetched.address,
        file_name=fetched.file_name,
        language=fetched.header("content-language"),
    )
    if reading.outcome != "read" and not reading.advice:
        reading = replace(reading, advice=SAVE_IT.format(address=address))
    return reading


def read_content_type(fetched: Fetched) -> tuple[str, str]:
    """Media type and charset as the header declares them (RFC 9110, 8.3); "" for what it does not."""
    media_type, _, parameters = fetched.header("content-type").partition(";")
    charset = ""
    for parameter in parameters.split(";"):
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "charset":
            charset = value.strip().strip("\"'")
    return media_type.strip().lower(), charset


def judge_status(fetched: Fetched, address: str) -> Reading:
    """A failed capture for an answer that is no success (RFC 9110, 15.5 and 15.6)."""
    meaning = {
        401: "asks for a login",
        402: "asks for money",
        403: "refuses us",
        404: "has no such page",
        410: "has taken the page away",
        429: "asks us to come less often",
        451: "may not show the page for legal reasons",
    }.get(fetched.status, "has a fault of its own" if fetched.status >= 500 else "refuses the request")
    saved = SAVE_IT.format(address=address)
    advice = "Check the address." if fetched.status in (404, 410) else saved
    if fetched.status >= 500 or fetched.status == 429:
        advice = "Try again later. " + saved
    return Reading(
        "http status", why=f"{address} answered {fetched.status}: the server {meaning}.", advice=advice
    )


def leads_to_front_page(fetched: Fetched) -> bool:
    """A page that redirects to the front page of its site is gone (a soft 404)."""
    if not fetched.hops:
        return False
    asked, came = urlsplit(fetched.address), urlsplit(fetched.final_address)
    return came.path in ("", "/") and not came.query and asked.path not in ("", "/")


def note_problem(desk: Desk, address: str, error: MediawatchError, *, kind: Kind = "report") -> None:
    """Record that an address gave nothing. What fails with evidence is called so: it may be for staff alone."""
    actor = desk.actor()
    normalised = "" if isinstance(error, InputError) else normalise(address)
    with desk.record.write() as db:
        problems.insert_problem(
            db,
            actor,
            document=documents.find_document(db, normalised),
            address=address,
            kind=f"{'evidence: ' if kind == 'evidence' else ''}{type(error).__name__}",
            message=error.message,
            advice=error.advice,
        )


def add_list(
    desk: Desk,
    lines: Iterable[str],
    options: AddOptions,
    progress: Callable[[int, int, str], None] = lambda done, total, address: None,
) -> ListDone:
    """Add each address of a list; one that fails is recorded and the rest goes on.

    Args:
        lines: one address each; empty lines and lines that begin with # are passed over.
        progress: called before each with how many are done, how many there are, and which comes.
    """
    wanted = [line.strip() for line in lines]
    wanted = list(dict.fromkeys(line for line in wanted if line and not line.startswith("#")))
    if not wanted:
        raise InputError("The list holds no address.", "Write one address on each line.")
    actor = desk.actor()
    with desk.record.write() as db:
        run = problems.start_run(db, actor, "add")
    added = known = 0
    failed: list[tuple[str, str]] = []
    works: list[int] = []
    for done, what in enumerate(wanted):
        progress(done, len(wanted), what)
        try:
            result = add_anything(desk, what, options, look=False)
        except (InputError, FetchError, ReadError) as error:
            if isinstance(error, InputError):
                note_problem(desk, what, error)
            failed.append((what, str(error)))
            continue
        if not result.ref:
            failed.append((what, f"{result.why} {result.advice}".strip()))
            continue
        if result.ref.startswith("w") and result.new_capture:
            works.append(int(result.ref[1:]))
        added += result.new
        known += not result.new
    if works:
        look_through(desk, works, desk.progress)
    actor = desk.actor()
    with desk.record.write() as db:
        problems.end_run(db, actor, run, added + known, len(failed))
    return ListDone(len(wanted), added, known, tuple(failed))
