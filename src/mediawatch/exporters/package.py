"""Office files (ECMA-376, part 2) whose body is poured in as it comes: a tree of ten thousand entries takes minutes.

The library makes a small package with a mark in it; what is written stands where the mark stood.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import IO, BinaryIO, Final

MARK: Final = "HERE STANDS THE BODY"
KEPT_IN_MEMORY: Final = 4 * 2**20
"""Bytes of a body before it goes to a temporary file."""


def fill(
    package: bytes,
    part: str,
    cut: tuple[str, str],
    body: Iterable[str] | IO[str],
    out: BinaryIO,
    words: Mapping[str, str] | None = None,
) -> None:
    """Write the package to `out` with a body in place of the element that holds the mark.

    Args:
        part: the name of the file in the package that holds the mark.
        cut: how the element begins and ends that the mark stands in.
        body: pieces of XML.
        words: what else stands in place of what, as XML, in every part that is XML.
    """
    with zipfile.ZipFile(BytesIO(package)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            content = given.read(name)
            if name.endswith((".xml", ".rels")):
                said = content.decode("utf-8")
                for sign, word in (words or {}).items():
                    said = said.replace(sign, word)
                content = said.encode("utf-8")
            if name != part:
                made.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
                continue
            before, after = cut_out(content.decode("utf-8"), cut)
            place = zipfile.ZipInfo(name)
            place.compress_type = zipfile.ZIP_DEFLATED
            with made.open(place, "w") as written:
                written.write(before.encode("utf-8"))
                for piece in body:
                    written.write(piece.encode("utf-8"))
                written.write(after.encode("utf-8"))


def cut_out(content: str, cut: tuple[str, str]) -> tuple[str, str]:
    """What stands before and after the element that holds the mark."""
    begins, ends = cut
    at = content.index(MARK)
    return content[: content.rindex(begins, 0, at)], content[content.index(ends, at) + len(ends) :]
