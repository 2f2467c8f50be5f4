"""Annotated articles as training material: the base pipeline's Docs, the rules' drafts, units and their labels."""

from __future__ import annotations

import gzip
import json
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from spacy.language import Language

from claimx.analysis import Analysis
from claimx.clean import clean
from claimx.drafts import Draft
from claimx.engine import find_drafts
from claimx.hybrid import Reviser
from claimx.phrases import PhraseReader
from claimx.quotation_model import LETTERS
from claimx.roles import RoleFinder

_SAME = 0.8
_MOST = 0.5  # the share of a unit's words that decides


@dataclass(slots=True)
class Quote:
    """A gold quote in tokens of the Doc."""

    type: str
    nested: bool
    quote: frozenset[int]
    frame: frozenset[int] = frozenset()
    speaker: frozenset[int] = frozenset()


@dataclass(slots=True)
class Example:
    """An article ready for training."""

    source: str
    """The name of its set: quotes, news or cases."""
    key: str
    gold: list[Quote]
    drafts: list[Draft]
    reviser: Reviser
    rows: list[list[str]]
    labels: list[str]
    predicted: list[str] = field(default_factory=list)

    def fold(self, folds: int) -> int:
        """The fold that it belongs to in cross-validation: the same in every run."""
        return zlib.crc32(f"{self.source}{self.key}".encode()) % folds


def read_records(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The records of a gold file with their keys; none where there is no such file."""
    if not path.exists():
        return
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if line.strip():
                record = json.loads(line)
                yield record.get("id") or f"doc-{number:04d}", record


def read_examples(nlp: Language, path: Path, source: str) -> list[Example]:
    """The articles of a gold file; ``nlp`` has the layout and the base components, not the claims."""
    return [_example(nlp, source, key, record) for key, record in read_records(path)]


def _example(nlp: Language, source: str, key: str, record: dict[str, Any]) -> Example:
    text = record.get("originalText", record.get("text"))
    cleaned = clean(text)
    doc = nlp(cleaned.text)
    spans = [cleaned.source_span(token.idx, token.idx + len(token)) for token in doc]
    gold = [_quote(part, spans) for part in _annotations(record)]
    analysis = Analysis(doc)
    reader = PhraseReader(analysis)
    roles = RoleFinder(analysis, reader)
    drafts = find_drafts(analysis, reader, roles)
    reviser = Reviser(analysis, reader, roles, None)
    rows = reviser.read(drafts)
    if source == "cases":
        gold = [_framed(quote, drafts) for quote in gold]
    return Example(source, key, gold, drafts, reviser, rows, label(reviser, gold))


def _framed(quote: Quote, drafts: list[Draft]) -> Quote:
    """Case files have no frames: the frame is that of the rules' draft of the same quote."""
    for draft in drafts:
        tokens = {i for r in draft.quote for i in range(*r)}
        if 2 * len(tokens & quote.quote) >= _SAME * (len(tokens) + len(quote.quote)):
            return replace(quote, frame=frozenset(i for r in draft.frame for i in range(*r)))
    return quote


def _annotations(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Type, nesting and character spans of the parts, from both formats."""
    if "annotations" in record:
        begins = [(t["charBegin"], t["charEnd"]) for t in record["tokens"]]
        for part in record["annotations"]:
            spans = {
                name: [begins[i] for i in (part.get(name) or {}).get("tokenIds", [])]
                for name in ("quote", "frame", "speaker")
            }
            kind = {"Direct": "direct", "Indirect": "indirect", "IndirectFreeIndirect": "indirect_free_indirect",
                    "FreeIndirect": "free_indirect", "Reported": "reported"}[part["type"]]  # fmt: skip
            yield {"type": kind, "nested": bool(part.get("isNested")), **spans}
        return
    for claim in record["claims"]:
        begins = [(record["text"].find(q), record["text"].find(q) + len(q)) for q in claim["quote"]]
        yield {"type": claim["type"], "nested": False, "quote": begins, "frame": [], "speaker": []}


def _quote(part: dict[str, Any], spans: list[tuple[int, int]]) -> Quote:
    starts, ends = [s for s, _ in spans], [e for _, e in spans]

    def tokens(name: str) -> frozenset[int]:
        return frozenset(i for b, e in part[name] for i in range(bisect_right(ends, b), bisect_left(starts, e)))

    return Quote(part["type"], part["nested"], tokens("quote"), tokens("frame"), tokens("speaker"))


def label(reviser: Reviser, gold: list[Quote]) -> list[str]:
    """The label of every unit; quotes inside quotes are left out, longer ones go before shorter."""
    a = reviser.a
    words = [[i for i in range(u.start, u.end) if a.words[i][:1].isalnum()] for u in reviser.units]
    labels = ["O"] * len(words)
    held = [False] * len(words)

    def inside(n: int, tokens: frozenset[int]) -> bool:
        return bool(words[n]) and sum(i in tokens for i in words[n]) >= _MOST * len(words[n])

    chosen = sorted((g for g in gold if not g.nested and g.quote), key=lambda g: -len(g.quote))
    for quote in chosen:
        for n, unit in enumerate(reviser.units):
            if labels[n] == "O" and inside(n, quote.frame):
                before = min(quote.frame) < min(quote.quote) and unit.start < min(quote.quote)
                labels[n] = ">" if before else "<"
    for quote in chosen:
        mark = "B-"
        for n in range(len(words)):
            if not held[n] and inside(n, quote.quote):
                labels[n] = mark + LETTERS[quote.type]
                mark, held[n] = "I-", True
    return labels
