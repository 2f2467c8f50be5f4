"""Quotations that come again in nearly the same words, as agency copy does in many papers.

The method is that of Broder, "On the resemblance and containment of documents" (1997): a text is the set of its
shingles, here pairs of neighbouring words, and two texts resemble each other as far as their sets overlap (Jaccard).
The minima of the shingles under random hash functions agree as often as the sets overlap, so that texts with an equal
band of minima are candidates (locality-sensitive hashing); the candidates' sets are then compared exactly. The hash
functions are the multiply-shift functions of Dietzfelbinger et al. (1997) with a fixed seed.

Each quotation is compared with a bounded number of earlier ones, so the time grows linearly with their number. The
memory grows with the distinct quotations by about 0.25 kB each: hashes, not words, in flat arrays.

This is own code since the library for it, datasketch, would save no more than a random matrix and a table: it has
neither the exact comparison nor the speakers, needs scipy, and measured with the same bands on texts of one sentence
it took three times as long and eight times the memory.
"""

from __future__ import annotations

import itertools
import re
import zlib
from array import array
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from claimx.statistics.reading import fold

MIN_WORDS = 5
"""Shorter quotations ("Das ist gut") are the same by chance, and are never repeats."""
MIN_RESEMBLANCE = 0.5
"""Share of common word pairs: one word of eight may differ, two of fourteen, or four at the edges of twelve."""

_BANDS = 6
_ROWS = 2
_SEED = 1997
_FIRST_SIZE = 1023
_MAX_CANDIDATES = 4
_MAX_STEPS = 32
_WORD = re.compile(r"\w+")


class Repeats:
    """Tells of each quotation whether it was there before; `claims` and `quotations` count those that were."""

    def __init__(self) -> None:
        numbers = np.random.default_rng(_SEED)
        size = _BANDS * _ROWS
        self._factors = numbers.integers(0, 2**64, size=(size, 1), dtype=np.uint64) | np.uint64(1)
        self._summands = numbers.integers(0, 2**64, size=(size, 1), dtype=np.uint64)
        self._size = _FIRST_SIZE
        self._newest = array("i", [-1]) * (_BANDS * self._size)
        """By band and slot of the table: the last distinct quotation there, or -1."""
        self._older = array("i")
        """For each distinct quotation and band: the one before it in the same slot, or -1."""
        self._minima = array("Q")
        """For each distinct quotation and band: the minima."""
        self._shingles: list[bytes] = []
        self._figures = array("I")
        self._speakers: list[tuple[str, ...]] = []
        self._names: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._repeated: set[int] = set()
        self.claims = 0
        """How many quotations repeat an earlier one."""

    @property
    def quotations(self) -> int:
        """How many distinct quotations are repeated."""
        return len(self._repeated)

    def is_repeat(self, quote: str, speaker: tuple[str, ...]) -> bool:
        """Whether nearly the same words were said before by the same speaker, or without one; remembers them.

        `speaker` holds the folded words of the speaker's name, none if there is no speaker; one common word makes
        two names the same here. Quotations with different figures are different.
        """
        words = _WORD.findall(fold(quote))
        if len(words) < MIN_WORDS:
            return False
        figures = _hash(word for word in words if word[0].isdigit())
        shingles = np.unique(np.array([_hash(pair) for pair in itertools.pairwise(words)], dtype=np.uint32))
        bands = self._bands(shingles)
        for number in self._candidates(bands):
            if self._is_same(number, shingles, figures, speaker):
                self._repeated.add(number)
                self._speakers[number] = self._speakers[number] or speaker
                self.claims += 1
                return True
        self._remember(bands, shingles, figures, speaker)
        return False

    def _bands(self, shingles: NDArray[np.uint32]) -> list[int]:
        """The minima of the shingles, two neighbouring ones as one number."""
        hashed = (self._factors * shingles.astype(np.uint64) + self._summands) >> np.uint64(32)
        minima: list[int] = hashed.min(axis=1).astype(np.uint32).view(np.uint64).tolist()
        return minima

    def _candidates(self, bands: list[int]) -> list[int]:
        """Earlier quotations with an equal band, the oldest first."""
        found: set[int] = set()
        for band, minima in enumerate(bands):
            number = self._newest[self._slot(band, minima)]
            left = _MAX_CANDIDATES
            for _ in range(_MAX_STEPS):
                if number < 0 or not left:
                    break
                at = number * _BANDS + band
                if self._minima[at] == minima:
                    found.add(number)
                    left -= 1
                number = self._older[at]
        return sorted(found)

    def _slot(self, band: int, minima: int) -> int:
        return band * self._size + minima % self._size

    def _is_same(self, number: int, shingles: NDArray[np.uint32], figures: int, speaker: tuple[str, ...]) -> bool:
        known = self._speakers[number]
        if self._figures[number] != figures or (speaker and known and set(speaker).isdisjoint(known)):
            return False
        other = np.frombuffer(self._shingles[number], dtype=np.uint32)
        common = np.intersect1d(shingles, other, assume_unique=True).size
        return bool(common >= MIN_RESEMBLANCE * (shingles.size + other.size - common))

    def _remember(self, bands: list[int], shingles: NDArray[np.uint32], figures: int, speaker: tuple[str, ...]) -> None:
        self._shingles.append(shingles.tobytes())
        self._figures.append(figures)
        self._speakers.append(self._names.setdefault(speaker, speaker))
        self._minima.extend(bands)
        self._older.extend([-1] * _BANDS)
        if len(self._shingles) > self._size:
            self._grow()
        else:
            self._link(len(self._shingles) - 1)

    def _link(self, number: int) -> None:
        """Put a quotation into the table."""
        for at in range(number * _BANDS, (number + 1) * _BANDS):
            slot = self._slot(at % _BANDS, self._minima[at])
            self._older[at] = self._newest[slot]
            self._newest[slot] = number

    def _grow(self) -> None:
        """Put all quotations into a table of twice the size, an odd one so that all bits of the minima count."""
        self._size = 2 * self._size + 1
        self._newest = array("i", [-1]) * (_BANDS * self._size)
        for number in range(len(self._shingles)):
            self._link(number)


def _hash(words: Iterable[str]) -> int:
    return zlib.crc32(" ".join(words).encode("utf-8", "surrogatepass"))
