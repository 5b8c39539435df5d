"""A sample of the phrases of many texts, so that those that share passages with a text are named in milliseconds.

A fingerprint is 32 bits of a phrase of LENGTH words. Of all phrases of a text one in KEPT_OF is kept, and always
the same ones, whatever stands round them: those whose number is a multiple of KEPT_OF. So the share of a text's
fingerprints that another one has is, but for chance, the share of its phrases (Broder, "On the resemblance and
containment of documents", 1997; Irber et al., "Lightweight compositional analysis of metagenomes with FracMinHash
and minimum metagenome covers", 2022).

Fingerprints lie in sorted rows, each more than twice as long as the next: adding a text sorts a short row, and now
and then two rows become one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from mediawatch.reading.hashed_words import Row

LENGTH: Final = 6
"""Words of a phrase: shorter ones are shared by chance, of longer ones a copy that was edited here and there keeps
fewer."""
KEPT_OF: Final = 4
"""A paragraph of 60 words has 14 fingerprints, on average."""
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_BASE: Final = np.uint64(0xD6E8FEB86659FD93)
_HALF: Final = np.uint64(32)
_SLOT: Final = np.uint64((1 << 32) - 1)


def take_fingerprints(hashes: Row, own: Row) -> tuple[Row, Row]:
    """The fingerprints of a text, uint32, and the word at which each one's phrase begins, in their order.

    `own`: bool, which words count; a phrase with one that does not has no fingerprint.
    """
    count = len(hashes) - LENGTH + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.int64)
    numbers = np.zeros(count, dtype=np.uint64)
    whole = np.ones(count, dtype=bool)
    for step in range(LENGTH):
        numbers *= _BASE
        numbers += hashes[step : step + count]
        whole &= own[step : step + count]
    numbers ^= numbers >> _HALF
    numbers *= _MIX
    kept = (whole & (numbers % np.uint64(KEPT_OF) == 0)).nonzero()[0]
    return (numbers[kept] >> _HALF).astype(np.uint32), kept


class Fingerprints:
    """Which texts have which fingerprints. Texts are known by a slot of the caller's, each used once."""

    def __init__(self, rows: Sequence[Row] = ()) -> None:
        """`rows`: as `list_rows` of another gave them."""
        self._rows = list(rows)
        self._waiting: list[Row] = []

    def add(self, slot: int, fingerprints: Row) -> None:
        """Take in a text's fingerprints, each once."""
        self._waiting.append((fingerprints.astype(np.uint64) << _HALF) | np.uint64(slot))

    def keep(self, alive: Row, slots: Row) -> None:
        """Drop the texts for which `alive` is not true, and give the others these slots, in the same order. Linear in
        the size of the index."""
        self._settle()
        kept = []
        for row in self._rows:
            old = (row & _SLOT).astype(np.int64)
            stays = alive[old]
            kept.append((row[stays] & ~_SLOT) | slots[old[stays]].astype(np.uint64))
        self._rows = kept

    def list_rows(self) -> list[Row]:
        """One sorted row with all of them: uint64, the fingerprint in the upper half, the slot in the lower."""
        self._settle()
        row = np.concatenate([np.zeros(0, dtype=np.uint64), *self._rows])
        row.sort()
        self._rows = [row]
        return [row]

    def find(self, fingerprints: Row, most: int) -> tuple[Row, Row, Row]:
        """Which texts have these fingerprints (sorted, each once): for each hit the place of the fingerprint among
        them, and the slot; and how many texts have each. Those that more than `most` have come without hits."""
        self._settle()
        lows = fingerprints.astype(np.uint64) << _HALF
        counts = np.zeros(len(fingerprints), dtype=np.int64)
        found = []
        for row in self._rows:
            first = row.searchsorted(lows)
            past = row.searchsorted(lows | _SLOT, "right")
            counts += past - first
            found.append((row, first, past))
        places, slots = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
        for row, first, past in found:
            sizes = np.where(counts <= most, past - first, 0)
            if sizes.any():
                ends = sizes.cumsum()
                rows = np.arange(int(ends[-1])) + (first - (ends - sizes)).repeat(sizes)
                places.append(np.arange(len(fingerprints)).repeat(sizes))
                slots.append((row[rows] & _SLOT).astype(np.int64))
        return np.concatenate(places), np.concatenate(slots), counts

    def _settle(self) -> None:
        """Bring what was added into the rows."""
        if not self._waiting:
            return
        row = np.concatenate(self._waiting)
        row.sort()
        self._waiting = []
        self._rows.append(row)
        while len(self._rows) > 1 and len(self._rows[-2]) <= 2 * len(self._rows[-1]):
            last = self._rows.pop()
            merged = np.concatenate((self._rows.pop(), last))
            merged.sort()
            self._rows.append(merged)
