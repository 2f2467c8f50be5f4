"""The engine: all rules over one analysed Doc, revised by a trained model if there is one, to plain claims."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from claimx.analysis import Analysis
from claimx.context import ContextRules
from claimx.display import DisplayRules
from claimx.drafts import Draft, Range, RangeIndex
from claimx.entities import EntityIndex
from claimx.extents import ExtentReader
from claimx.framed import FramedRules
from claimx.frames import CueFinder
from claimx.hybrid import Reviser
from claimx.interviews import InterviewRules
from claimx.marked import Pair
from claimx.nested import nested_drafts
from claimx.phrases import Phrase, PhraseReader
from claimx.quotation_model import QuotationModel
from claimx.resolution import Identity, Resolver
from claimx.roles import RoleFinder
from claimx.unframed import UnframedRules

# How often a rule's claims are right (overlap of at least 0.8), measured on the annotated training articles.
_CONFIDENCE = {
    "adverb": 0.8,
    "anaphor": 0.8,
    "card": 0.97,
    "colon": 0.55,
    "continuation": 0.82,
    "direct-postposed": 0.97,
    "direct-preposed": 0.95,
    "direct-second": 0.95,
    "floating": 0.94,
    "floating-headline": 0.95,
    "fragment": 0.78,
    "headline": 0.9,
    "hearsay": 0.7,
    "interview": 0.94,
    "nested": 0.7,
    "nested-words": 0.8,
    "model": 0.5,
    "noun": 0.66,
    "postposed": 0.85,
    "preposed": 0.86,
    "preposition": 0.92,
    "reported": 0.6,
    "so": 0.97,
    "wie": 0.92,
}


RULES = tuple(_CONFIDENCE)
"""The names of all rules; "model" is what the trained model alone found."""
MakeReviser = Callable[[Analysis, PhraseReader, RoleFinder, QuotationModel | None], Reviser]


def extract_drafts(
    analysis: Analysis, model: QuotationModel | None = None, *, nested: bool = False
) -> list[dict[str, Any]]:
    """The claims of a Doc in text order, as plain data: token ranges, names, rule and confidence.

    With a model, what the rules found is revised by it; without one, the rules decide alone. ``nested`` adds the
    claims inside claims, as far as the model accepts them; their ``parent`` is the position of the outer claim in the
    list.
    """
    return run(analysis, model, nested=nested)[1]


def run(
    analysis: Analysis, model: QuotationModel | None, *, nested: bool, make_reviser: MakeReviser = Reviser
) -> tuple[list[Draft], list[dict[str, Any]]]:
    """The drafts behind the claims of a Doc, and the claims as `extract_drafts` gives them, in the same order.

    `make_reviser` makes what revises the rules' drafts: one that takes notes, for instance.
    """
    reader = PhraseReader(analysis)
    roles = RoleFinder(analysis, reader)
    drafts = find_drafts(analysis, reader, roles)
    reviser = make_reviser(analysis, reader, roles, model)
    if model is not None:
        drafts = _told(reviser.revise(drafts), roles)
    if nested:
        inner = reviser.accepted(nested_drafts(analysis, drafts, find_alone))
        drafts = sorted([*drafts, *inner], key=lambda draft: (draft.start, -draft.end))
    drafts = _sound(drafts)
    resolver = Resolver(analysis, EntityIndex(analysis, reader), roles)
    identities = resolver.resolve(drafts)
    marks = RangeIndex((p for p in analysis.pairs if p.parent < 0), lambda pair: ((pair.start, pair.end),))
    claims = [_plain(marks, draft, identities[number], resolver) for number, draft in enumerate(drafts)]
    extents = ExtentReader(analysis, reader)
    for claim, draft in zip(claims, drafts, strict=True):
        _widen(claim["speaker"], draft, extents)
    places = {id(draft): number for number, draft in enumerate(drafts)}
    for claim, draft in zip(claims, drafts, strict=True):
        claim["parent"] = None if draft.parent is None else places[id(draft.parent)]
        claim["confidence"] = reviser.confidence(draft) or _CONFIDENCE[draft.rule]
    return drafts, claims


def _sound(drafts: list[Draft]) -> list[Draft]:
    """The drafts that hold words, each quotation once."""
    seen: set[tuple[str, tuple[Range, ...]]] = set()
    kept = []
    for draft in drafts:
        key = draft.type, draft.quote
        if key not in seen and all(start < end for start, end in draft.quote):
            seen.add(key)
            kept.append(draft)
    return kept


def find_alone(analysis: Analysis) -> list[Draft]:
    """The drafts of a stretch that is a text of its own."""
    reader = PhraseReader(analysis)
    return find_drafts(analysis, reader, RoleFinder(analysis, reader))


def find_drafts(analysis: Analysis, reader: PhraseReader, roles: RoleFinder) -> list[Draft]:
    """All drafts of a Doc in text order, speakers as phrases."""
    finder = CueFinder(analysis)
    display = DisplayRules(analysis, reader, roles)
    framed = FramedRules(analysis, reader, roles, finder)
    unframed = UnframedRules(analysis, reader, roles, finder)
    displayed = InterviewRules(analysis, reader).answers() + display.cards()
    shown = _shown(analysis, displayed)
    found = list(displayed)
    for sentence in analysis.sentences:
        if any(shown[sentence.start : sentence.end]):
            continue
        headline = display.headline(sentence)
        if headline is not None:
            found.append(headline)
            continue
        own = _told(framed.drafts(sentence), roles)
        own += unframed.prepositional(sentence, own)
        own += unframed.noun_cues(sentence, own)
        own += _told(unframed.fragments.drafts(sentence, own), roles)
        found += own
    return ContextRules(analysis, reader, roles, finder, found).run()


def _told(drafts: list[Draft], roles: RoleFinder) -> list[Draft]:
    return [draft for draft in drafts if not roles.is_nobody(draft.speaker)]


def _shown(analysis: Analysis, displayed: list[Draft]) -> list[bool]:
    """Of each token, whether a displayed quotation or its frame holds it."""
    flags = [False] * len(analysis.words)
    for draft in displayed:
        for start, end in (*draft.quote, *draft.frame):
            flags[start:end] = [True] * (end - start)
    return flags


def _plain(marks: RangeIndex[Pair], draft: Draft, identity: Identity | None, resolver: Resolver) -> dict[str, Any]:
    speaker = draft.source.speaker
    source_name = resolver.organisations.source_name
    return {
        "type": draft.type,
        "medium": draft.medium,
        "quote": [list(r) for r in draft.quote],
        "frame": [list(r) for r in draft.frame],
        "cue": _grouped(draft.cue),
        "speaker": _speaker(speaker, identity),
        "addressee": _phrase(draft.addressee),
        "via": None if draft.via is None else {**_phrase(draft.via), "name": source_name(draft.via)},
        "verbatim": [[pair.start, pair.end] for pair in marks.overlapping(*draft.quote)],
        "rule": draft.rule,
    }


def _speaker(phrase: Phrase | None, identity: Identity | None) -> dict[str, Any] | None:
    if phrase is None or identity is None:
        return None
    return {
        **_phrase(phrase),
        "name": identity.name,
        "role": identity.role,
        "kind": identity.kind,
        "gender": identity.gender,
    }


def _widen(speaker: dict[str, Any] | None, draft: Draft, extents: ExtentReader) -> None:
    """Let the words for a speaker reach as far as they do, now that it is known who speaks."""
    source = draft.source
    if speaker is not None and source.speaker is not None:
        speaker["tokens"] = [list(extents.extent(source.speaker, source))]


def _phrase(phrase: Phrase | None) -> dict[str, Any]:
    return {} if phrase is None else {"tokens": [[phrase.start, phrase.end]]}


def _grouped(tokens: tuple[int, ...]) -> list[list[int]]:
    """Token indices as ranges, neighbours together."""
    ranges: list[list[int]] = []
    for i in sorted(tokens):
        if ranges and ranges[-1][1] == i:
            ranges[-1][1] = i + 1
        else:
            ranges.append([i, i + 1])
    return ranges
