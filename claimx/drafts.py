"""The working record of the rules: a claim in token offsets, before names are resolved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from claimx.phrases import Phrase

Range = tuple[int, int]
Item = TypeVar("Item")


@dataclass(slots=True, eq=False)
class Draft:
    """A claim found by a rule; all ranges are tokens, end exclusive."""

    type: str
    quote: tuple[Range, ...]
    rule: str
    """The name of the rule that found it."""
    medium: str | None = "speech"
    frame: tuple[Range, ...] = ()
    cue: tuple[int, ...] = ()
    speaker: Phrase | None = None
    addressee: Phrase | None = None
    via: Phrase | None = None
    antecedent: Draft | None = None
    """The claim whose speaker this one continues."""
    parent: Draft | None = None
    """The claim that this one is nested in."""
    floating: bool = False
    """The speaker is to be sought in the context."""
    certain: bool = False
    """The speaker is beyond doubt, whatever stands around."""

    @property
    def start(self) -> int:
        """The first token of the quote."""
        return self.quote[0][0]

    @property
    def end(self) -> int:
        """The end of the quote's last range."""
        return self.quote[-1][1]

    @property
    def tokens(self) -> frozenset[int]:
        """The tokens of the quotation."""
        return frozenset(i for part in self.quote for i in range(*part))

    def covers(self, i: int) -> bool:
        """Whether token ``i`` is in the quote."""
        return any(start <= i < end for start, end in self.quote)

    def overlaps(self, start: int, end: int) -> bool:
        """Whether the quote shares a token with a range."""
        return any(left < end and start < right for left, right in self.quote)

    @property
    def source(self) -> Draft:
        """The draft at the end of the chain of antecedents, which has the speaker itself."""
        draft = self
        while draft.antecedent is not None and draft.speaker is None:
            draft = draft.antecedent
        return draft


class RangeIndex(Generic[Item]):
    """Things by the tokens of their ranges: one look a token, where a walk over all of them for each place adds up.

    It knows the things and their ranges as they are when it is made.
    """

    def __init__(self, items: Iterable[Item], ranges: Callable[[Item], Iterable[Range]]) -> None:
        self._items = tuple(items)
        self._numbers: defaultdict[int, list[int]] = defaultdict(list)
        for number, item in enumerate(self._items):
            for i in {i for part in ranges(item) for i in range(*part)}:
                self._numbers[i].append(number)

    def first(self, i: int) -> Item | None:
        """The first one, in the order given, that holds token ``i``."""
        numbers = self._numbers.get(i)
        return self._items[numbers[0]] if numbers else None

    def overlapping(self, *ranges: Range) -> list[Item]:
        """Those that share a token with one of the ranges, in the order given."""
        numbers = {number for part in ranges for i in range(*part) for number in self._numbers.get(i, ())}
        return [self._items[number] for number in sorted(numbers)]


def by_quote(drafts: Iterable[Draft]) -> RangeIndex[Draft]:
    """Drafts by the tokens of their quotes."""
    return RangeIndex(drafts, lambda draft: draft.quote)
