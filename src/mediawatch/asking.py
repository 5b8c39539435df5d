"""What the outside is asked beyond an address."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Call:
    """What the interface of a program is asked besides its address."""

    token: str = field(default="", repr=False)
    """sent as a bearer token (RFC 6750), to the host of the address alone"""
    json: str = field(default="", repr=False)
    """a body, which is posted; "" asks with GET"""
