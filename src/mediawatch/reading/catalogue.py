"""What is known of our works beside their words: titles, addresses, versions. Made once, used for many reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mediawatch.citing import Version, Work
from mediawatch.model import Name


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Our works made ready for find_citations."""

    works: dict[int, Work]
    """by number"""
    versions: dict[int, Version]
    """by the number of their text"""
    names: tuple[Name, ...]


def compile_catalogue(works: Sequence[Work], versions: Sequence[Version], names: Sequence[Name]) -> Catalogue:
    """The catalogue of some works, their versions, and the names that are watched."""
    return Catalogue(
        {work.number: work for work in works}, {version.number: version for version in versions}, tuple(names)
    )
