"""Passwords and keys: from the environment or the operating system's keyring, never from the record."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module, util

from mediawatch.errors import InputError

SERVICE = "mediawatch"
"""Under which the keyring keeps them."""


def find_key(environ: Mapping[str, str], name: str) -> str:
    """The key of that name: MEDIAWATCH_NAME, else what the keyring keeps for mediawatch under "name"; "" for none.

    The keyring is asked where the package `keyring` is installed (`pip install mediawatch[keyring]`).
    """
    variable = f"MEDIAWATCH_{name.upper().replace('-', '_')}"
    if environ.get(variable, "").strip():
        return environ[variable].strip()
    if util.find_spec("keyring") is None:
        return ""
    keyring = import_module("keyring")
    try:
        return str(keyring.get_password(SERVICE, name.lower()) or "")
    except import_module("keyring.errors").KeyringError:
        return ""  # there is none on this machine, or it is locked: as if nothing was in it


def read_key(environ: Mapping[str, str], name: str, what: str) -> str:
    """The same, where there has to be one.

    Args:
        what: what it is, for whoever has to set it.

    Raises:
        InputError: there is none.
    """
    found = find_key(environ, name)
    if not found:
        variable = f"MEDIAWATCH_{name.upper().replace('-', '_')}"
        raise InputError(
            f"{what} is not known.",
            f"Set {variable}, or keep it in the keyring: keyring set {SERVICE} {name.lower()}",
        )
    return found
