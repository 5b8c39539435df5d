"""How many sentences, typed by eye from rendered pages, are found in the texts of the PDFs.

    python benchmarks/pdf.py [FOLDER]

FOLDER (default ../shared/data/pdf) holds PDFs and probes.json: a list of {"pdf", "kind", "text"}. A probe counts
when it stands in the text after folding. Prints each miss; exits with 1 when fewer than 15 of 17 are found (.88).
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from mediawatch.archive.extract.body import Body
from mediawatch.archive.extract.pdf import read
from mediawatch.reading.folding import fold

BAR = 15 / 17
DEFAULT = Path(__file__).parents[2] / "shared" / "data" / "pdf"


def main(folder: Path) -> int:
    probes = json.loads((folder / "probes.json").read_text(encoding="utf-8"))
    texts: dict[str, str] = {}
    for name in sorted({probe["pdf"] for probe in probes}):
        started = time.perf_counter()
        reading = read(Body((folder / name).read_bytes()))
        seconds = time.perf_counter() - started
        article = reading.texts[0]
        texts[name] = fold(article.text).text
        print(f"{name}: {len(article.pages)} pages, {len(article.text)} characters, {seconds:.2f} s")
    missed = [probe for probe in probes if fold(probe["text"]).text not in texts[probe["pdf"]]]
    for probe in missed:
        print(f"missed ({probe['kind']}, {probe['pdf']}): {probe['text']}")
    found = len(probes) - len(missed)
    enough = found >= BAR * len(probes)
    print(f"PDF probes found: {found} of {len(probes)} (bar 15 of 17): {'met' if enough else 'MISSED'}")
    return 0 if enough else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT))
