"""Claims inside claims: quoted words in reported speech, and speech that a quotation itself reports.

The readers of a table rarely want them, so they are found on request only; each names its parent. Not all words in
marks are quoted (a ship's name, a word held at arm's length): a trained model judges them by `nested_evidence`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Span, SpanGroup

from claimx.analysis import Analysis
from claimx.drafts import Draft, Range
from claimx.grammar import FINITE_TAGS
from claimx.marked import MARKS_KEY
from claimx.phrases import Phrase

Finder = Callable[[Analysis], list[Draft]]
_MIN_INNER = 4  # tokens; a shorter quotation reports nothing
_MOST_WORDS = 6
_LINKS = frozenset({"ART", "APPR", "APPRART", "KON"})


def nested_drafts(analysis: Analysis, drafts: list[Draft], find: Finder) -> list[Draft]:
    """The claims inside the given ones, each with its ``parent``; ``find`` looks for claims in a text of its own."""
    found: list[Draft] = []
    for draft in drafts:
        if draft.type == "direct":
            found += _reported_inside(analysis, draft, find)
        else:
            found += _quoted_words(analysis, draft)
    return found


def nested_evidence(analysis: Analysis, draft: Draft) -> dict[str, float]:
    """Named values that tell whether a nested draft is a claim: its words, its parent, and where in it it stands."""
    words = [i for i in sorted(draft.tokens) if analysis.words[i][:1].isalnum()]
    outer = draft.parent
    assert outer is not None
    count = min(len(words), _MOST_WORDS)
    finite = any(analysis.tags[i] in FINITE_TAGS for i in words)
    names = [
        f"outer={outer.type}",
        f"rule={outer.rule}",
        f"type={draft.type}",
        f"words={count}",
        f"finite={finite}",
        f"place={_place(draft, outer)}",
    ]
    if draft.rule == "nested-words":
        names += _worded(analysis, draft, words)
    elif draft.speaker is not None:
        names.append(f"speaker={draft.speaker.kind}|{draft.speaker.pronoun}")
    share = math.log(len(draft.tokens) / len(outer.tokens))
    return {"bias": 1.0, f"{draft.rule}|share": share} | {f"{draft.rule}|{name}": 1.0 for name in ["", *names]}


def _place(draft: Draft, outer: Draft) -> str:
    if outer.end - draft.end <= 1:
        return "end"
    return "start" if draft.start - outer.start <= 1 else "inside"


def _worded(a: Analysis, draft: Draft, words: list[int]) -> list[str]:
    """What a name in marks looks like: „die „Morgenröte““, „Verein „Haus und Hof““."""
    capital = all(a.words[i][:1].isupper() or a.tags[i] in _LINKS for i in words)
    return [
        f"before={a.tags[draft.start - 1] if draft.start else ''}",
        f"first={a.tags[words[0]] if words else ''}|{len(words) == 1}",
        f"capital={capital}|{min(len(words), 3)}",
        f"entity={all(a.doc[i].ent_type_ for i in words)}",
    ]


def _quoted_words(analysis: Analysis, draft: Draft) -> list[Draft]:
    """The stretches in marks inside reported speech: direct claims of the same speaker."""
    words = []
    for pair in analysis.pairs:
        inside = any(start <= pair.start and pair.end <= end for start, end in draft.quote)
        if pair.parent < 0 and inside and not pair.opaque:
            words.append(
                Draft(
                    "direct",
                    ((pair.start, pair.end),),
                    "nested-words",
                    draft.medium,
                    draft.frame,
                    draft.cue,
                    antecedent=draft,
                    parent=draft,
                )
            )
    return words


def _reported_inside(analysis: Analysis, draft: Draft, find: Finder) -> list[Draft]:
    """What a quotation or an interview answer reports of others."""
    found: list[Draft] = []
    for start, end in draft.quote:
        pair = next((p for p in analysis.pairs if (p.start, p.end) == (start, end)), None)
        inner = pair.inner if pair is not None else (start, end)
        if inner[1] - inner[0] < _MIN_INNER:
            continue
        offset = inner[0]
        sub = _analysis_of(analysis, inner)
        found += [
            replace(_shifted(d, offset), parent=draft)
            for d in find(sub)
            if d.frame and d.rule not in ("headline", "interview")
        ]
    return found


def _analysis_of(analysis: Analysis, bounds: Range) -> Analysis:
    """The stretch of a Doc as a text of its own, with the marks inside it."""
    start, end = bounds
    doc = analysis.doc[start:end].as_doc()
    marks = [p for p in analysis.pairs if start <= p.start and p.end <= end]
    spans = [Span(doc, p.start - start, p.end - start, label="closed" if p.closed else "open") for p in marks]
    doc.spans[MARKS_KEY] = SpanGroup(doc, spans=spans)
    return Analysis(doc)


def _shifted(draft: Draft, offset: int) -> Draft:
    """A draft of a stretch in the offsets of the whole Doc; what its antecedent says of the speaker is kept."""
    source = draft.source
    return replace(
        draft,
        quote=tuple((a + offset, b + offset) for a, b in draft.quote),
        frame=tuple((a + offset, b + offset) for a, b in draft.frame),
        cue=tuple(i + offset for i in draft.cue),
        speaker=_moved(source.speaker, offset),
        addressee=_moved(draft.addressee, offset),
        via=_moved(draft.via, offset),
        antecedent=None,
        rule="nested",
    )


def _moved(phrase: Phrase | None, offset: int) -> Phrase | None:
    if phrase is None:
        return None
    return replace(
        phrase,
        start=phrase.start + offset,
        core_end=phrase.core_end + offset,
        end=phrase.end + offset,
        head=phrase.head + offset,
        name=(phrase.name[0] + offset, phrase.name[1] + offset),
        role=(phrase.role[0] + offset, phrase.role[1] + offset),
        preposition=phrase.preposition + offset if phrase.preposition >= 0 else -1,
        apposition=_moved(phrase.apposition, offset),
        conjuncts=tuple(p for c in phrase.conjuncts if (p := _moved(c, offset)) is not None),
    )
