"""The process that sets a PDF: `python -m mediawatch.exporters.pdf_child TEMPLATE MOMENT`.

It reads TEMPLATE and the data.json beside it, and leaves made.pdf there; MOMENT (Unix seconds) stands in the file as
the time of its making. PDF/UA lets no character be missing, so each that no font at hand has is replaced by its number,
[U+65E5], and a note on the cover says how many there were.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

FONTS: Final = ("Libertinus Serif", "DejaVu Sans", "Noto Sans", "Noto Sans CJK SC", "Noto Sans CJK JP")
"""The first comes with typst; the others are taken where the system has them, and after them any that has the sign."""
MONO: Final = ("DejaVu Sans Mono",)
"""Comes with typst."""
STANDARD: Final = "ua-1"
MISSING: Final = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
"""How typst names a text that no font shows, quoted as Rust quotes it."""
SAID_ESCAPED: Final = re.compile(r"\\(?:u\{([0-9a-fA-F]+)\}|(.))")
AT_ONCE: Final = 500
"""Characters tried in one trial document."""
TRIES: Final = 5
"""Times that the whole is set again when signs turn up that only together cannot be shown."""


def main(template: Path, moment: int) -> int:
    """Set the pages.

    Raises:
        typst.TypstError: they cannot be set.
    """
    import typst

    folder = template.parent
    told = json.loads((folder / "data.json").read_text(encoding="utf-8"))
    told |= {"fonts": list(FONTS), "mono": list(MONO), "note": ""}
    replaced: dict[str, int] = {}
    missing = find_missing(folder, sorted(collect(told)))
    for _ in range(TRIES):
        if missing:
            told = replace(told, missing, replaced)
            told["note"] = say_note(replaced)
        (folder / "data.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        try:
            typst.compile(
                str(template),
                output=str(folder / "unfinished.pdf"),
                root=str(folder),
                pdf_standards=STANDARD,
                timestamp=moment,
            )
        except typst.TypstError as error:
            missing = read_missing(error.diagnostic)
            if not missing:
                raise
        else:
            (folder / "unfinished.pdf").replace(folder / "made.pdf")
            return 0
    raise RuntimeError("characters that no font shows keep turning up")


def collect(value: Any) -> set[str]:
    """Every character beyond ASCII in any string of a value."""
    if isinstance(value, str):
        return {sign for sign in value if sign > "~"}
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return set().union(*(collect(each) for each in values))


def find_missing(folder: Path, signs: Sequence[str]) -> set[str]:
    """Those of the signs that no font at hand has: a trial document tells."""
    import typst

    missing: set[str] = set()
    for first in range(0, len(signs), AT_ONCE):
        trial = {"fonts": list(FONTS), "signs": signs[first : first + AT_ONCE]}
        (folder / "signs.json").write_text(json.dumps(trial, ensure_ascii=False), encoding="utf-8")
        (folder / "signs.typ").write_text(
            '#let told = json("signs.json")\n#set document(title: "signs")\n'
            '#set text(font: told.fonts, lang: "en")\n#for sign in told.signs { par(sign) }\n',
            encoding="utf-8",
        )
        try:
            typst.compile(str(folder / "signs.typ"), root=str(folder), format="pdf", pdf_standards=STANDARD)
        except typst.TypstError as error:
            missing |= read_missing(error.diagnostic)
    return missing


def read_missing(diagnostic: str) -> set[str]:
    """The signs that typst says no font shows; letters that stand beside one in the same text stay."""

    def plain(escaped: re.Match[str]) -> str:
        return (
            chr(int(escaped[1], 16))
            if escaped[1]
            else {"n": "\n", "t": "\t", "r": "\r"}.get(escaped[2], escaped[2])
        )

    texts = (SAID_ESCAPED.sub(plain, found) for found in MISSING.findall(diagnostic))
    return {sign for text in texts for sign in text if sign > "~"}


def replace(value: Any, missing: set[str], replaced: dict[str, int]) -> Any:
    """A value with these signs as numbers in every string; `replaced` counts them."""
    if isinstance(value, str):
        if missing.isdisjoint(value):
            return value
        pieces = []
        for sign in value:
            if sign in missing:
                replaced[sign] = replaced.get(sign, 0) + 1
                pieces.append(f"[U+{ord(sign):04X}]")
            else:
                pieces.append(sign)
        return "".join(pieces).replace("][U+", " U+")
    if isinstance(value, dict):
        return {name: replace(each, missing, replaced) for name, each in value.items()}
    return [replace(each, missing, replaced) for each in value] if isinstance(value, list) else value


def say_note(replaced: dict[str, int]) -> str:
    """What the cover says of signs that are not shown."""
    number = sum(replaced.values())
    if not number:
        return ""
    characters = "1 character is" if number == 1 else f"{number:,} characters are"
    return (
        f"{characters} shown as numbers, such as [U+{ord(min(replaced)):04X}], since no font on the machine that made "
        "this has them. The page (.html), the document (.docx) and the record have the characters themselves."
    )


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
