"""How right predicted claims are: the figures of `tests/score.py`, from gold texts and predicted claims.

A claim is measured in positions: the tokens that it touches in quotation data, the letters and
digits of the text in case files and in our own records. Gold and predicted claims of a text are
paired one to one so that the sum of their overlaps is largest (see `align`); the overlap is the F1
of the two sets of positions of the quote. A claim is found from an overlap of `FOUND` on, and met
from `MET` on.
"""

from __future__ import annotations

import bisect
import collections
import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from claimx.errors import ClaimxError
from claimx.records import CLAIM_TYPES

FOUND = 0.8
MET = 0.5

ROLES = ("addressee", "cue", "frame", "speaker")
PARTS = ("quote", *ROLES)

Spans = tuple[tuple[int, int], ...]
"""Code points of the text, end exclusive."""
Positions = frozenset[int]
Figures = dict[str, Any]
"""What the scorer prints with `--json`."""

_NOTHING: Positions = frozenset()
_NO_LETTER = re.compile(r"[\W_]+")
_BLANKS = re.compile(r"\s+")
_ARTICLE = re.compile(r"^(?:der|die|das|des|dem|den|ein|eine|einer|eines|einem|einen)\s+", re.IGNORECASE)


class ScoringUnavailable(ClaimxError):
    """What the scoring needs is not installed."""

    slug: ClassVar[str] = "scoring-unavailable"


@dataclasses.dataclass(frozen=True)
class Expected:
    """A gold claim, as far as it is measured."""

    type: str | None
    spans: Mapping[str, Spans]
    """Of the parts that are there."""
    positions: Mapping[str, Positions]
    """Of the parts that are there."""
    speakers: tuple[str, ...] = ()
    """The names that are right, the best one first; none if no speaker is wanted or known by name."""
    via: tuple[str, ...] = ()
    """The names that are right; none if none is wanted."""
    role: str | None = None


@dataclasses.dataclass(frozen=True)
class Named:
    """A predicted speaker or source: its name and its words, as far as they are there."""

    names: tuple[str, ...]

    @cached_property
    def keys(self) -> frozenset[str]:
        """The names as they are compared."""
        return frozenset(map(name_key, self.names))


@dataclasses.dataclass(frozen=True)
class Predicted:
    """A predicted claim, as far as it is measured."""

    type: str
    spans: Mapping[str, Spans]
    """Of the parts that are there."""
    speaker: Named | None = None
    via: Named | None = None
    role: str | None = None
    confidence: float | None = None


@dataclasses.dataclass(frozen=True)
class GoldText:
    """A text with its gold claims."""

    key: str
    text: str
    claims: tuple[Expected, ...]
    tokens: Spans | None = None
    """What is counted, in order of begin and end; None counts letters and digits."""
    phenomenon: str = ""

    def positions(self, spans: Iterable[tuple[int, int]]) -> Positions:
        """The tokens that the spans touch, or the letters and digits in them."""
        if self.tokens is None:
            return character_positions(self.text, spans)
        found: set[int] = set()
        for start, end in spans:
            found.update(range(bisect.bisect_right(self._ends, start), bisect.bisect_left(self._begins, end)))
        return frozenset(found)

    @cached_property
    def _begins(self) -> list[int]:
        return [begin for begin, _ in self.tokens or ()]

    @cached_property
    def _ends(self) -> list[int]:
        return [end for _, end in self.tokens or ()]


@dataclasses.dataclass(frozen=True)
class Pair:
    """What is held against each other: indices into an alignment's claims, and the overlap of the quotes."""

    gold: int
    predicted: int
    overlap: float


@dataclasses.dataclass(frozen=True)
class Alignment:
    """A text's gold and predicted claims, paired. Pairs may have no overlap at all."""

    text: GoldText
    predicted: tuple[Predicted, ...]
    positions: tuple[Mapping[str, Positions], ...]
    """Of the parts of each predicted claim."""
    pairs: tuple[Pair, ...]

    def paired(self, least: float) -> list[Pair]:
        """The pairs with at least this overlap."""
        return [pair for pair in self.pairs if pair.overlap >= least]


def character_positions(text: str, spans: Iterable[tuple[int, int]]) -> Positions:
    """Offsets of the letters and digits in the spans."""
    return frozenset(i for start, end in spans for i in range(start, min(end, len(text))) if text[i].isalnum())


def name_key(name: str) -> str:
    """A name as it is compared: letters and digits in one case, without a leading article or soft hyphens."""
    plain = _BLANKS.sub(" ", name.replace("\u00ad", "")).strip()
    return _NO_LETTER.sub("", _ARTICLE.sub("", plain).casefold())


def overlap(one: frozenset[Any], other: frozenset[Any]) -> float:
    """F1 of two sets; 0 if they have nothing in common."""
    both = len(one & other)
    return 2 * both / (len(one) + len(other)) if both else 0.0


def harmonic(p: float, r: float) -> float:
    """F1 of precision and recall."""
    return 2 * p * r / (p + r) if p + r else 0.0


def accepted(found: Named | None, names: Sequence[str]) -> bool:
    """Whether a predicted name is one of those that are right; where none is right, there must be none."""
    if not names:
        return found is None
    return found is not None and not found.keys.isdisjoint(map(name_key, names))


def same_role(found: str | None, wanted: str) -> bool:
    """Whether two roles share at least half of their words."""
    return overlap(frozenset((found or "").casefold().split()), frozenset(wanted.casefold().split())) >= 0.5


def coarse(kind: str | None) -> str | None:
    """A type as case files know it: they count "indirect_free_indirect" with "free_indirect"."""
    return "free_indirect" if kind == "indirect_free_indirect" else kind


def published_type(kind: str) -> str:
    """The data set's name of a type, for instance "FreeIndirect"."""
    return "".join(word.capitalize() for word in kind.split("_"))


def align(text: GoldText, claims: Iterable[Predicted]) -> Alignment:
    """Pair the gold and predicted claims of a text.

    In quotation data, predicted claims that touch no token are left out, and of equal pairings the
    one with more equal types is chosen. Raises `ScoringUnavailable` without scipy.
    """
    predicted, positions = [], []
    for claim in claims:
        places = {part: text.positions(spans) for part, spans in claim.spans.items()}
        if text.tokens is None or places.get("quote"):
            predicted.append(claim)
            positions.append(places)
    golden = [claim.positions.get("quote", _NOTHING) for claim in text.claims]
    overlaps = [[overlap(gold, places.get("quote", _NOTHING)) for places in positions] for gold in golden]

    def affinity(g: int, s: int) -> float:
        same_type = text.tokens is not None and text.claims[g].type == predicted[s].type
        return overlaps[g][s] + (0.01 if overlaps[g][s] and same_type else 0.0)

    pairs = [Pair(g, s, overlaps[g][s]) for g, s in _assignment(len(golden), len(positions), affinity)]
    return Alignment(text, tuple(predicted), tuple(positions), tuple(pairs))


def _assignment(rows: int, columns: int, affinity: Callable[[int, int], float]) -> list[tuple[int, int]]:
    """The pairs of row and column with the largest sum; as many as the shorter side has."""
    if not rows or not columns:
        return []
    solve = require_solver()
    chosen = solve([[affinity(row, column) for column in range(columns)] for row in range(rows)], maximize=True)
    return [(int(row), int(column)) for row, column in zip(*chosen, strict=True)]


def require_solver() -> Callable[..., Any]:
    """The solver of assignment problems that scipy has; raises `ScoringUnavailable` with the command that helps."""
    try:
        from scipy.optimize import linear_sum_assignment
    except ImportError as error:
        raise ScoringUnavailable("measuring_needs_scipy") from error
    solver: Callable[..., Any] = linear_sum_assignment
    return solver


def score_quotes(alignments: Sequence[Alignment]) -> Figures:
    """The metric published with the quotation data: precision and recall of tokens, by part; types; names."""
    tally = _QuoteTally()
    for alignment in alignments:
        tally.add(alignment)
    return tally.figures()


_Side = tuple["str | None", Mapping[str, Positions]]
"""Type and parts of one side of a row; an unpaired claim has the empty side beside it."""
_EMPTY: _Side = (None, {})


class _QuoteTally:
    def __init__(self) -> None:
        self.precision: dict[str, list[float]] = {part: [] for part in PARTS}
        self.recall: dict[str, list[float]] = {part: [] for part in PARTS}
        self.count: collections.Counter[str] = collections.Counter()
        self.found: collections.Counter[str] = collections.Counter()
        self.wanted: collections.Counter[str] = collections.Counter()

    def add(self, alignment: Alignment) -> None:
        gold: list[_Side] = [(claim.type, claim.positions) for claim in alignment.text.claims]
        predicted: list[_Side] = [
            (claim.type, places) for claim, places in zip(alignment.predicted, alignment.positions, strict=True)
        ]
        for pair in alignment.pairs:
            self._row(gold[pair.gold], predicted[pair.predicted])
            self._name(alignment, pair)
        seen = {pair.gold for pair in alignment.pairs}
        for i in sorted(set(range(len(gold))) - seen):
            self._row(gold[i], _EMPTY)
        seen = {pair.predicted for pair in alignment.pairs}
        for i in sorted(set(range(len(predicted))) - seen):
            self._row(_EMPTY, predicted[i])

    def _row(self, gold: _Side, predicted: _Side) -> None:
        (wanted, gold_parts), (found, parts) = gold, predicted
        for part in PARTS:
            g, s = gold_parts.get(part, _NOTHING), parts.get(part, _NOTHING)
            if s:
                self.precision[part].append(len(g & s) / len(s))
            if g:
                self.recall[part].append(len(g & s) / len(g))
        if wanted == found:
            self.count["tp"] += 1
        else:
            self.count["fp"] += found is not None
            self.count["fn"] += wanted is not None
        if wanted:
            quotes = (gold_parts.get("quote", _NOTHING), parts.get("quote", _NOTHING))
            self.wanted[wanted] += 1
            self.found[wanted] += overlap(*quotes) >= FOUND

    def _name(self, alignment: Alignment, pair: Pair) -> None:
        names = alignment.text.claims[pair.gold].speakers
        if names and pair.overlap >= MET:
            speaker = alignment.predicted[pair.predicted].speaker
            self.count["named"] += 1
            self.count["name"] += speaker is not None and name_key(names[0]) in speaker.keys

    def figures(self) -> Figures:
        result: Figures = {"quote": self._line("quote"), "roles": self._line(*ROLES), "joint": self._line(*PARTS)}
        result |= {role: self._line(role) for role in ROLES}
        n = self.count
        result["type"] = _line(n["tp"] / max(1, n["tp"] + n["fp"]), n["tp"] / max(1, n["tp"] + n["fn"]))
        if n["named"]:
            result["name"] = {"accuracy": n["name"] / n["named"], "n": n["named"]}
        result["found_by_type"] = {
            published_type(kind): f"{self.found[kind]}/{self.wanted[kind]}" for kind in CLAIM_TYPES
        }
        return result

    def _line(self, *parts: str) -> dict[str, float]:
        return _line(
            _mean([value for part in parts for value in self.precision[part]]),
            _mean([value for part in parts for value in self.recall[part]]),
        )


def score_cases(alignments: Sequence[Alignment], fold_types: bool = True) -> Figures:
    """The metric of the case files: claims found and attributed; type, via and role of those found.

    `fold_types` takes predicted types as case files know them (see `coarse`).
    """
    total: collections.Counter[str] = collections.Counter()
    phenomena: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for alignment in alignments:
        count = _count_cases(alignment, fold_types)
        total.update(count)
        phenomena[alignment.text.phenomenon].update(count)
    result: Figures = _found_and_attributed(total)
    for name, base in (("type", "found"), ("via", "via_gold"), ("role", "role_gold")):
        result[name] = {"accuracy": total[name] / max(1, total[base]), "n": total[base]}
    result["by_phenomenon"] = {
        name: {kind: round(line["f1"], 3) for kind, line in _found_and_attributed(count).items()}
        for name, count in sorted(phenomena.items())
    }
    return result


def _count_cases(alignment: Alignment, fold_types: bool) -> collections.Counter[str]:
    pairs = alignment.paired(FOUND)
    count = collections.Counter(gold=len(alignment.text.claims), predicted=len(alignment.predicted), found=len(pairs))
    for pair in pairs:
        want, got = alignment.text.claims[pair.gold], alignment.predicted[pair.predicted]
        count["type"] += (coarse(got.type) if fold_types else got.type) == want.type
        count["attributed"] += accepted(got.speaker, want.speakers)
        if want.via:
            count["via_gold"] += 1
            count["via"] += accepted(got.via, want.via)
        if want.role:
            count["role_gold"] += 1
            count["role"] += same_role(got.role, want.role)
    return count


def _found_and_attributed(count: Mapping[str, int]) -> dict[str, dict[str, float]]:
    gold, predicted = count["gold"], count["predicted"]

    def line(hits: int) -> dict[str, float]:
        p = hits / predicted if predicted else float(not gold)
        r = hits / gold if gold else float(not predicted)
        return _line(p, r)

    return {"claim": line(count["found"]), "attributed": line(count["attributed"])}


def _line(p: float, r: float) -> dict[str, float]:
    return {"p": p, "r": r, "f1": harmonic(p, r)}


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
