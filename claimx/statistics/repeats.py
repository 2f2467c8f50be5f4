"""Quotations that come again in nearly the same words, as agency copy does in many papers.

The method is that of Broder, "On the resemblance and containment of documents" (1997): a text is the set of its
shingles, here pairs of neighbouring words, and two texts resemble each other as far as their sets overlap (Jaccard).
The minima of the shingles under random hash functions agree as often as the sets overlap, so that texts with an equal
band of minima are candidates (locality-sensitive hashing); the candidates' sets are then compared exactly. The hash
functions are the multiply-shift functions of Dietzfelbinger et al. (1997) with a fixed seed.

Each quotation is compared with a bounded number of earlier ones, so the time grows linearly with their number. The
memory grows with the distinct quotations by about 1 kB each: hashes, not words.

This is own code since the library for it, datasketch, would save no more than a random matrix and a dict: it has
neither the exact comparison nor the speakers, needs scipy, and measured with the same bands on texts of one sentence
it took four times as long and twice the memory.
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
_MAX_STEPS = 4
_WORD = re.compile(r"\w+")


class Repeats:
    """Tells of each quotation whether it was there before; `claims` and `quotations` count those that were."""

    def __init__(self) -> None:
        numbers = np.random.default_rng(_SEED)
        size = _BANDS * _ROWS
        self._factors = numbers.integers(0, 2**64, size=(size, 1), dtype=np.uint64) | np.uint64(1)
        self._summands = numbers.integers(0, 2**64, size=(size, 1), dtype=np.uint64)
        self._newest: tuple[dict[int, int], ...] = tuple({} for _ in range(_BANDS))
        """By band: the last distinct quotation with these minima."""
        self._older = array("i")
        """For each distinct quotation and band: the one before it with the same minima, or -1."""
        self._shingles: list[bytes] = []
        self._figures = array("L")
        self._speakers: list[frozenset[str]] = []
        self._repeated: set[int] = set()
        self.claims = 0
        """How many quotations repeat an earlier one."""

    @property
    def quotations(self) -> int:
        """How many distinct quotations are repeated."""
        return len(self._repeated)

    def is_repeat(self, quote: str, speaker: frozenset[str]) -> bool:
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
            number = self._newest[band].get(minima, -1)
            for _ in range(_MAX_STEPS):
                if number < 0:
                    break
                found.add(number)
                number = self._older[number * _BANDS + band]
        return sorted(found)

    def _is_same(self, number: int, shingles: NDArray[np.uint32], figures: int, speaker: frozenset[str]) -> bool:
        known = self._speakers[number]
        if self._figures[number] != figures or (speaker and known and not speaker & known):
            return False
        other = np.frombuffer(self._shingles[number], dtype=np.uint32)
        common = np.intersect1d(shingles, other, assume_unique=True).size
        return bool(common >= MIN_RESEMBLANCE * (shingles.size + other.size - common))

    def _remember(self, bands: list[int], shingles: NDArray[np.uint32], figures: int, speaker: frozenset[str]) -> None:
        number = len(self._shingles)
        self._shingles.append(shingles.tobytes())
        self._figures.append(figures)
        self._speakers.append(speaker)
        for band, minima in enumerate(bands):
            self._older.append(self._newest[band].get(minima, -1))
            self._newest[band][minima] = number


def _hash(words: Iterable[str]) -> int:
    return zlib.crc32(" ".join(words).encode("utf-8", "surrogatepass"))
