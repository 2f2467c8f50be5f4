"""The units that the quotation model labels: clause segments, cut further at attributions and quoted fragments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claimx.analysis import Analysis, Segment, Sentence
from claimx.unframed import UnframedRules

_MIN_FRAGMENT = 3  # tokens, marks included


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A stretch of tokens, ``start:end``, that lies inside or outside of a quote as a whole."""

    start: int
    end: int
    sentence: Sentence
    k: int
    """The index of its segment in the sentence."""
    piece: str
    """What it is of its segment: whole, first, rest, attribution, fragment, adverb or quotation."""

    @property
    def segment(self) -> Segment:
        """The clause segment that holds the unit."""
        return self.sentence.segments[self.k]


def read_units(a: Analysis, rules: UnframedRules) -> list[Unit]:
    """All units of a Doc in text order."""
    pairs = [p for p in a.pairs if p.parent < 0 and not p.opaque and p.end - p.start >= _MIN_FRAGMENT]
    units: list[Unit] = []
    for sentence in a.sentences:
        frames = [frame for frame, *_ in rules.attributions(sentence)]
        inner = [(p.start, p.end) for p in pairs if sentence.start <= p.start < sentence.end]
        for k, segment in enumerate(sentence.segments):
            if segment.kind == "quotation":
                units.append(Unit(segment.start, segment.end, sentence, k, "quotation"))
                continue
            cuts = [(*frame, "attribution") for frame in frames]
            cuts += [(*pair, "fragment") for pair in inner if not _touches(pair, frames)]
            if k == 0 and a.lower[segment.start] in rules.lexicon.adverbs:
                cuts.append((segment.start, segment.start + 1, "adverb"))
            units += _pieces(a, sentence, k, cuts)
    return units


def _touches(stretch: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(stretch[0] < end and start < stretch[1] for start, end in others)


def _pieces(a: Analysis, sentence: Sentence, k: int, cuts: list[tuple[int, int, str]]) -> list[Unit]:
    """The units of one segment: its cuts and what lies between them."""
    segment = sentence.segments[k]
    at, name = segment.start, "whole"
    units: list[Unit] = []

    def add(start: int, end: int, piece: str) -> None:
        if any(a.words[i][:1].isalnum() and not a.noise[i] for i in range(start, end)):
            units.append(Unit(start, end, sentence, k, piece))

    for start, end, piece in sorted(cuts):
        left, right = max(start, at), min(end, segment.end)
        if left >= right:
            continue
        add(at, left, "first")
        add(left, right, piece)
        at, name = right, "rest"
    add(at, segment.end, name)
    return units
