"""The working record of the rules: a claim in token offsets, before names are resolved."""

from __future__ import annotations

from dataclasses import dataclass

from claimx.phrases import Phrase

Range = tuple[int, int]


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
