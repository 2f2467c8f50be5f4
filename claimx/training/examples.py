"""Gold texts as training material: the base pipeline's Docs, the rules' drafts, units and their labels."""

from __future__ import annotations

import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.language import Language

from claimx.analysis import Analysis
from claimx.clean import clean
from claimx.drafts import Draft
from claimx.engine import find_drafts
from claimx.gold import CASES, Gold
from claimx.hybrid import Reviser
from claimx.phrases import PhraseReader
from claimx.quotation_model import LETTERS
from claimx.roles import RoleFinder
from claimx.scoring import FOUND, Expected, GoldText, overlap

_MOST = 0.5  # the share of a unit's words that decides


@dataclass(frozen=True, slots=True)
class Quote:
    """A gold quote in tokens of the Doc."""

    type: str
    quote: frozenset[int]
    frame: frozenset[int]
    speaker: frozenset[int]
    addressee: frozenset[int] = frozenset()


@dataclass(slots=True)
class Example:
    """An article ready for training."""

    key: str
    weight: int
    """How often it counts."""
    knows_roles: bool
    """Whether the gold says where speakers and addressees stand; case files only name speakers."""
    knows_nested: bool
    """Whether quotes inside quotes are annotated in the file that it is from."""
    gold: list[Quote]
    drafts: list[Draft]
    reviser: Reviser
    rows: list[list[str]]
    labels: list[str]

    def fold(self, folds: int) -> int:
        """The fold that it belongs to in cross-validation: the same in every run."""
        return zlib.crc32(self.key.encode()) % folds


def read_examples(nlp: Language, gold: Gold, weight: int) -> Iterator[Example]:
    """The texts of a gold file; ``nlp`` has the layout and the base components, not the claims."""
    knows_nested = any(holds_nested(text) for text in gold.texts)
    for text in gold.texts:
        yield _example(nlp, text, gold, weight, knows_nested)


def holds_nested(text: GoldText) -> bool:
    """Whether a quote stands inside another; a file without any does not annotate such."""
    quotes = [claim.positions.get("quote", frozenset()) for claim in text.claims]
    return any(inner and inner < outer for inner in quotes for outer in quotes)


def _example(nlp: Language, text: GoldText, gold: Gold, weight: int, knows_nested: bool) -> Example:
    cleaned = clean(text.text)
    doc = nlp(cleaned.text)
    spans = [cleaned.source_span(token.idx, token.idx + len(token)) for token in doc]
    quotes = [_quote(claim, spans) for claim in text.claims if claim.type is not None]
    analysis = Analysis(doc)
    reader = PhraseReader(analysis)
    roles = RoleFinder(analysis, reader)
    drafts = find_drafts(analysis, reader, roles)
    reviser = Reviser(analysis, reader, roles, None)
    rows = reviser.read(drafts)
    if gold.format == CASES:
        quotes = [_framed(quote, drafts) for quote in quotes]
    key = f"{Path(gold.source).name}{text.key}"
    labels = label(reviser, quotes)
    return Example(key, weight, gold.format != CASES, knows_nested, quotes, drafts, reviser, rows, labels)


def _quote(claim: Expected, spans: list[tuple[int, int]]) -> Quote:
    starts, ends = [s for s, _ in spans], [e for _, e in spans]

    def tokens(part: str) -> frozenset[int]:
        found = claim.spans.get(part, ())
        return frozenset(i for b, e in found for i in range(bisect_right(ends, b), bisect_left(starts, e)))

    assert claim.type is not None
    return Quote(claim.type, tokens("quote"), tokens("frame"), tokens("speaker"), tokens("addressee"))


def _framed(quote: Quote, drafts: list[Draft]) -> Quote:
    """Case files have no frames: the frame is that of the rules' draft of the same quote."""
    for draft in drafts:
        if overlap(draft.tokens, quote.quote) >= FOUND:
            return replace(quote, frame=frozenset(i for r in draft.frame for i in range(*r)))
    return quote


def label(reviser: Reviser, gold: list[Quote]) -> list[str]:
    """The label of every unit; quotes inside quotes are left out."""
    a = reviser.a
    words = [[i for i in range(u.start, u.end) if a.words[i][:1].isalnum()] for u in reviser.units]
    labels = ["O"] * len(words)
    held = [False] * len(words)

    def inside(n: int, tokens: frozenset[int]) -> bool:
        return bool(words[n]) and sum(i in tokens for i in words[n]) >= _MOST * len(words[n])

    outer = [quote for quote in gold if quote.quote and not any(quote.quote < other.quote for other in gold)]
    outer.sort(key=lambda quote: -len(quote.quote))
    for quote in outer:
        for n, unit in enumerate(reviser.units):
            if labels[n] == "O" and inside(n, quote.frame):
                before = min(quote.frame) < min(quote.quote) and unit.start < min(quote.quote)
                labels[n] = ">" if before else "<"
    for quote in outer:
        mark = "B-"
        for n in range(len(words)):
            if not held[n] and inside(n, quote.quote):
                labels[n] = mark + LETTERS[quote.type]
                mark, held[n] = "I-", True
    return labels
