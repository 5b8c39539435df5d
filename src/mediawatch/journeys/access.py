"""Users of the served pages: added, given a role, signed in and out.

Passwords are hashed by scrypt (RFC 7914) with the parameters that OWASP's "Password Storage Cheat Sheet" gives; whoever
guesses is slowed down from the sixth wrong try on, by account and by address.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal, get_args

from mediawatch.errors import InputError, NotAllowed, NotFound
from mediawatch.store import access
from mediawatch.store.access import open_access, place_beside

Role = Literal["leader", "staff", "editor"]
"""leader: the pages and the public views. staff and editor: also the views with what is confidential."""
ROLES: Final = get_args(Role)
HOURS: Final = 8
"""A session's length: a working day."""
FREE_TRIES: Final = 5
"""Wrong tries in a row that cost nothing."""
LONGEST_WAIT: Final = 900
"""Seconds between two tries at most; a quarter of an hour keeps a guesser at a hundred a day."""
FORGOTTEN: Final = timedelta(days=1)
"""After which wrong tries count no more."""
SHORTEST: Final = 12
"""Characters of a password (NIST SP 800-63B asks for 8 at least, and 15 where it stands alone)."""
LONGEST: Final = 200
COST, BLOCK, PARALLEL = 2**15, 8, 3
"""scrypt's N, r and p: 32 MB and some tenth of a second."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody who is signed in."""

    name: str
    role: Role
    token: str = ""
    """of a new session; "" otherwise"""


class SlowDown(NotAllowed):
    """Too many wrong tries; `seconds` until the next."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            f"There were too many wrong tries. Try again in {seconds} seconds.",
            "Whoever runs this can give you a new password.",
            "sign in",
        )
        self.seconds = seconds


def hash_password(password: str) -> str:
    """A password as it is stored."""
    salt = secrets.token_bytes(16)
    return "$".join(
        ("scrypt", f"{COST}", f"{BLOCK}", f"{PARALLEL}", encode(salt), encode(derive(password, salt)))
    )


def derive(
    password: str, salt: bytes, cost: int = COST, block: int = BLOCK, parallel: int = PARALLEL
) -> bytes:
    """What scrypt makes of a password."""
    room = 128 * block * (cost + parallel + 2)
    return hashlib.scrypt(
        password.encode("utf-8"), salt=salt, n=cost, r=block, p=parallel, maxmem=room, dklen=32
    )


def encode(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def is_right(password: str, stored: str) -> bool:
    """Whether a password is the stored one. It takes as long where nothing is stored."""
    if not stored:
        derive(password, b"nobody has this salt")
        return False
    _, cost, block, parallel, salt, made = stored.split("$")
    found = derive(password, base64.b64decode(salt), int(cost), int(block), int(parallel))
    return hmac.compare_digest(found, base64.b64decode(made))


def check_password(password: str, name: str) -> None:
    """Raise InputError for one that is too short, too long, or the user's own name."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise InputError(
            f"A password has {SHORTEST} to {LONGEST} characters; this has {len(password)}.",
            "Take four words that have nothing to do with each other.",
        )
    if name.casefold() in password.casefold():
        raise InputError("The password holds the user's name.", "Take another.")


def make_password() -> str:
    """A password that nobody can guess, in groups that can be read out."""
    letters = "abcdefghijkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(5)) for _ in range(4))


def add_user(record: Path, name: str, role: Role, password: str = "") -> str:
    """Let somebody sign in; gives the password, which is made up where none is given.

    Raises:
        InputError: no name, no such role, or a poor password. NotAllowed: there is somebody of that name.
    """
    name = check_name(name)
    check_role(role)
    chosen = password or make_password()
    check_password(chosen, name)
    with open_access(record, create=True) as found:
        if access.read_user(found, name):
            raise NotAllowed(
                f"{name} can sign in already.", f"A new password: mediawatch user reset {name!r}", "add"
            )
        access.insert_user(found, name, role, hash_password(chosen), now())
    return chosen


def check_name(name: str) -> str:
    """A user's name, in one line.

    Raises:
        InputError: it is none.
    """
    plain = " ".join(name.split())
    if not plain or len(plain) > 100 or not plain.isprintable():
        raise InputError(f"{name!r} is no name of a user.", "Write one as in “Ada Bell”.")
    return plain


def check_role(role: str) -> None:
    """Raise InputError where there is no such role."""
    if role not in ROLES:
        raise InputError(f"{role!r} is no role.", f"There are: {', '.join(ROLES)}.")


def set_role(record: Path, name: str, role: Role) -> None:
    """Give somebody another role; open sessions end.

    Raises:
        InputError: no such role. NotFound: nobody of that name.
    """
    check_role(role)
    with open_access(record) as found:
        access.set_user(found, find(found, name)["name"], now(), role=role)


def reset_password(record: Path, name: str, password: str = "") -> str:
    """Give somebody a new password, which is made up where none is given; open sessions end.

    Raises:
        InputError: a poor password. NotFound: nobody of that name.
    """
    chosen = password or make_password()
    with open_access(record) as found:
        user = find(found, name)
        check_password(chosen, user["name"])
        access.set_user(found, user["name"], now(), password=hash_password(chosen))
        access.forget_wrong(found, f"account {user['name'].casefold()}")
    return chosen


def remove_user(record: Path, name: str) -> None:
    """Let somebody sign in no longer; open sessions end.

    Raises:
        NotFound: nobody of that name.
    """
    with open_access(record) as found:
        access.delete_user(found, find(found, name)["name"])


def list_users(record: Path) -> list[dict[str, Any]]:
    """Everybody who can sign in.

    Raises:
        RecordError: nobody can.
    """
    with open_access(record, write=False) as found:
        return access.list_users(found)


def can_anybody(record: Path) -> bool:
    """Whether there is somebody who can sign in."""
    return place_beside(record).exists() and bool(list_users(record))


def find(found: Any, name: str) -> dict[str, Any]:
    """A user by name.

    Raises:
        NotFound: nobody of that name.
    """
    user = access.read_user(found, " ".join(name.split()))
    if user is None:
        raise NotFound(f"Nobody called {name!r} can sign in.", "See `mediawatch user list`.")
    return user


def sign_in(record: Path, name: str, password: str, address: str) -> SignedIn | None:
    """Begin a session; None where name or password is wrong, which of them is not told.

    Args:
        address: from where.

    Raises:
        SlowDown: there were too many wrong tries.
    """
    plain = " ".join(name.split())[:LONGEST]
    tried = (f"account {plain.casefold()}", f"address {address}")
    with open_access(record) as found:
        wait = max(find_wait(*access.read_wrong(found, of)) for of in tried)
        if wait:
            raise SlowDown(wait)
        user = access.read_user(found, plain)
    # outside the transaction, since it takes a while
    right = is_right(password[: LONGEST + 1], user["password"] if user else "")
    with open_access(record) as found:
        if user is None or not right:
            for of in tried:
                access.count_wrong(found, of, now())
            return None
        before = (datetime.now(UTC) - FORGOTTEN).isoformat(timespec="seconds")
        access.forget_wrong(found, *tried, before=before)
        token = secrets.token_urlsafe(32)
        expires = (datetime.now(UTC) + timedelta(hours=HOURS)).isoformat(timespec="seconds")
        access.insert_session(found, digest(token), user["name"], expires, now())
    return SignedIn(user["name"], user["role"], token)


def find_wait(wrong: int, last_at: str) -> int:
    """Seconds until the next try: none for the first five, then twice as long with each."""
    if wrong <= FREE_TRIES - 1:
        return 0
    last = datetime.fromisoformat(last_at)
    since = (datetime.now(UTC) - last).total_seconds()
    if since > FORGOTTEN.total_seconds():
        return 0
    wait = min(LONGEST_WAIT, 1 << min(wrong - FREE_TRIES + 1, 20))
    return max(0, round(wait - since))


def find_session(record: Path, token: str) -> SignedIn | None:
    """Who is signed in with a token."""
    if not token or len(token) > LONGEST:
        return None
    with open_access(record, write=False) as found:
        row = access.read_session(found, digest(token), now())
    return SignedIn(row["name"], row["role"]) if row else None


def find_named(record: Path, name: str) -> SignedIn | None:
    """The user whom a trusted proxy names."""
    with open_access(record, write=False) as found:
        row = access.read_user(found, " ".join(name.split()))
    return SignedIn(row["name"], row["role"]) if row else None


def sign_out(record: Path, token: str) -> None:
    """End a session."""
    with open_access(record) as found:
        access.delete_session(found, digest(token))


def digest(token: str) -> str:
    """A token as it is stored."""
    return hashlib.sha256(token.encode("utf-8")).hexdigest()


def now() -> str:
    """UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")
