"""How the fetch door is set: who we say we are, what is opened on purpose, how much and how long."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass

from requests.utils import DEFAULT_CA_BUNDLE_PATH

from mediawatch import __version__
from mediawatch.archive.dial import MeteredTLSSocket
from mediawatch.archive.guard import Target, read_target
from mediawatch.archive.networks import VARIABLE, open_networks, read_networks
from mediawatch.archive.robots import PRODUCT
from mediawatch.errors import InputError, InvalidAddress


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How the door behaves."""

    contact: str = ""
    """address or mail that goes into the User-Agent, for those who run the sites"""
    proxy: str = ""
    """one proxy, set on purpose ("http://proxy.office.example:3128"); "" = none"""
    networks: tuple[str, ...] = ()
    """networks opened on purpose, in CIDR notation"""
    max_bytes: int = 32 * 1024 * 1024
    """largest body, as it came and decoded, each"""
    connect_seconds: float = 10.0
    """for a look-up, and for connecting with its TLS handshake, each"""
    total_seconds: float = 60.0
    """for the whole fetch with robots.txt and redirects"""
    max_redirects: int = 5
    ca_file: str = ""
    """certificates trusted besides the usual ones (PEM), for an office's proxy or server; "" = none"""

    @property
    def user_agent(self) -> str:
        """The product with its version, and the contact where there is one (RFC 9110 section 10.1.5)."""
        name = f"{PRODUCT}/{__version__}"
        return f"{name} (+{self.contact})" if self.contact else name


def settings_from_environment(
    environ: Mapping[str, str], *, contact: str = "", proxy: str = ""
) -> FetchSettings:
    """Settings with the networks that MEDIAWATCH_ALLOW_NETWORKS opens ("127.0.1.0/24,fd00::/8").

    Nothing else is read from the environment. Raises InputError where it is malformed: nothing is opened.
    """
    return FetchSettings(contact=contact, proxy=proxy, networks=read_networks(environ.get(VARIABLE, "")))


def check_contact(contact: str) -> None:
    """Raise InputError for a contact that a header cannot carry."""
    if not contact.isascii() or not contact.isprintable():
        raise InputError(
            f"The contact {contact!r} cannot be sent to web sites.",
            "Give an address or mail address in plain ASCII letters.",
        )


def read_proxy(proxy: str) -> Target | None:
    """The proxy as what is to be dialled; None for "". It may be private, because it was set on purpose.

    Raises InputError for one that is not http://HOST:PORT. Passwords are not taken: they would lie in the
    record's history, where the proxy is named.
    """
    if not proxy:
        return None
    advice = "Write it as http://HOST:PORT, without a password."
    try:
        target = read_target(proxy, open_networks(("0.0.0.0/0", "::/0")))
    except InvalidAddress as error:
        raise InputError(f"The proxy cannot be used: {error.why}.", advice) from error
    if target.scheme != "http" or target.address != f"{target.site}/":
        raise InputError(f"The proxy {target.address} cannot be used: only HTTP proxies are.", advice)
    return target


def trust(ca_file: str) -> ssl.SSLContext:
    """A context that trusts what requests trusts, and what `ca_file` adds; names are always verified.

    Raises InputError where `ca_file` cannot be read.
    """
    context = ssl.create_default_context(cafile=DEFAULT_CA_BUNDLE_PATH)
    context.sslsocket_class = MeteredTLSSocket
    if ca_file:
        try:
            context.load_verify_locations(cafile=ca_file)
        except OSError as error:  # ssl.SSLError is one
            raise InputError(
                f"The certificates in {ca_file} cannot be read: {error.strerror or error}.",
                "Give a file with certificates in PEM format.",
            ) from error
    return context
