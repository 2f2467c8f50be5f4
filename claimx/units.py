"""The units that the quotation model labels: clause segments, cut further at attributions and quoted fragments."""

from __future__ import annotations

from dataclasses import dataclass

from claimx.analysis import Analysis, Segment, Sentence
from claimx.drafts import Range, RangeIndex
from claimx.unframed import UnframedRules

Cut = tuple[int, int, str]
"""Where a segment is cut, and what the piece is."""
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
    units: list[Unit] = []
    for sentence in a.sentences:
        cuts = _cuts(a, rules, sentence)
        for k, segment in enumerate(sentence.segments):
            if segment.kind == "quotation":
                units.append(Unit(segment.start, segment.end, sentence, k, "quotation"))
                continue
            own = cuts.overlapping((segment.start, segment.end))
            if k == 0 and a.lower[segment.start] in rules.lexicon.adverbs:
                own.append((segment.start, segment.start + 1, "adverb"))
            units += _pieces(a, sentence, k, own)
    return units


def _cuts(a: Analysis, rules: UnframedRules, sentence: Sentence) -> RangeIndex[Cut]:
    """What cuts the segments of a sentence: its attributions, and the quoted fragments that touch none of them."""
    attributions = [(*frame, "attribution") for frame, *_ in rules.attributions(sentence)]
    frames = RangeIndex(attributions, _place)
    fragments = [
        (pair.start, pair.end, "fragment")
        for pair in a.pairs_from(sentence.start, sentence.end)
        if pair.parent < 0 and not pair.opaque and pair.end - pair.start >= _MIN_FRAGMENT
    ]
    return RangeIndex([*attributions, *(cut for cut in fragments if not frames.overlapping(cut[:2]))], _place)


def _place(cut: Cut) -> tuple[Range, ...]:
    return (cut[:2],)


def _pieces(a: Analysis, sentence: Sentence, k: int, cuts: list[Cut]) -> list[Unit]:
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
