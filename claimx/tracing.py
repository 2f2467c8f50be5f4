"""A run of the engine that takes notes: the same claims, with what the rules and the trained model went by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from claimx.analysis import Analysis
from claimx.cues import CueEntry
from claimx.drafts import Draft
from claimx.engine import run
from claimx.frames import CueFinder
from claimx.hybrid import Reviser
from claimx.phrases import PhraseReader
from claimx.quotation_model import QuotationModel
from claimx.roles import RoleFinder
from claimx.speakers import Candidate, SpeakerRanker


class NotingRanker(SpeakerRanker):
    """Ranks speakers, and remembers for each draft, by its id, what there was to choose from."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.seen: dict[int, list[Candidate]] = {}

    def candidates(self, draft: Draft, earlier: list[Draft]) -> list[Candidate]:
        """As `SpeakerRanker.candidates`."""
        found = super().candidates(draft, earlier)
        self.seen[id(draft)] = found
        return found


class NotingReviser(Reviser):
    """Revises, and remembers the features of the units and the rules' own drafts."""

    def __init__(
        self, analysis: Analysis, reader: PhraseReader, roles: RoleFinder, model: QuotationModel | None
    ) -> None:
        super().__init__(analysis, reader, roles, model)
        self.rows: list[list[str]] = []
        self.ruled: list[Draft] = []
        self.noted: NotingRanker | None = None

    def read(self, drafts: list[Draft]) -> list[list[str]]:
        """As `Reviser.read`."""
        self.ruled = drafts
        self.rows = super().read(drafts)
        return self.rows

    def ranker(self, weights: Mapping[str, float]) -> SpeakerRanker:
        """As `Reviser.ranker`."""
        self.noted = NotingRanker(self.a, self.reader, self.roles, self.finder, weights)
        return self.noted


@dataclass(frozen=True, slots=True)
class Trace:
    """What there is to tell of one Doc; `drafts` and `claims` are those of `engine.run`."""

    drafts: list[Draft]
    claims: list[dict[str, Any]]
    reviser: NotingReviser

    def units_of(self, draft: Draft) -> list[int]:
        """The numbers of the units that hold a draft's quote and frame, in text order."""
        stretches = (*draft.quote, *draft.frame)
        units = enumerate(self.reviser.units)
        return [n for n, unit in units if any(unit.start < end and start < unit.end for start, end in stretches)]

    def candidates_of(self, draft: Draft) -> list[tuple[Candidate, float]]:
        """What the ranking chose the speaker of a draft from, with scores, the best first; empty where it did not."""
        noted = self.reviser.noted
        if noted is None:
            return []
        scored = [(candidate, noted.score(candidate)) for candidate in noted.seen.get(id(draft), [])]
        return sorted(scored, key=lambda item: -item[1])


def trace(analysis: Analysis, model: QuotationModel | None, *, nested: bool) -> Trace:
    """Run the engine once more on a Doc, with notes."""
    made: list[NotingReviser] = []

    def make(*given: Any) -> NotingReviser:
        made.append(NotingReviser(*given))
        return made[-1]

    drafts, claims = run(analysis, model, nested=nested, make_reviser=make)
    return Trace(drafts, claims, made[0])


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the cue lexicon."""

    lemma: str
    kind: str
    """verb, phrase, noun, preposition or adverb; `claimx/data/de/cue_<kind>s.tsv` is its file"""
    medium: str
    strength: str | None
    complements: frozenset[str] = frozenset()


def cue_entry(reviser: Reviser, draft: Draft) -> Entry | None:
    """The lexicon's entry of a draft's cue; None without a cue, and for a verb that only its place makes one."""
    if not draft.cue:
        return None
    return _preposition(reviser, draft) or _verb(reviser, draft) or _word(reviser.finder, draft, reviser.a)


def _preposition(reviser: Reviser, draft: Draft) -> Entry | None:
    index = reviser.a.sentence_of[draft.cue[0]]
    if index < 0:
        return None
    for _, words, _, cue in reviser.unframed.attributions(reviser.a.sentences[index]):
        if set(words) == set(draft.cue):
            return Entry(" ".join(cue.words), "preposition", cue.medium, None)
    return None


def _verb(reviser: Reviser, draft: Draft) -> Entry | None:
    """The verb that the cue finder sees, else, inside a quotation, where it does not look, the first of that form."""
    index, tokens = reviser.a.sentence_of[draft.cue[0]], set(draft.cue)
    found = reviser.finder.cues(reviser.a.sentences[index]) if index >= 0 else ()
    entry = next((cue.entry for cue in found if tokens & set(cue.tokens)), None)
    if entry is None and draft.parent is not None:
        entry = _verb_of_form(reviser, draft)
    if entry is None:
        return None
    lemma = " ".join((*entry.words, entry.lemma))
    return Entry(lemma, "phrase" if entry.words else "verb", entry.medium, entry.strength, entry.complements)


def _verb_of_form(reviser: Reviser, draft: Draft) -> CueEntry | None:
    """The first verb that has one of the cue's forms, and its fixed words if it has some, auxiliaries last."""
    forms = [reviser.a.lower[i] for i in draft.cue]
    for kind in ("participle", "infinitive", "joined", "finite"):
        for entry in (entry for form in forms for entry in reviser.finder.lexicon.entries(kind, form)):
            if set(entry.words) <= set(forms):
                return entry
    return None


def _word(finder: CueFinder, draft: Draft, analysis: Analysis) -> Entry | None:
    for i in draft.cue:
        lower = analysis.lower[i]
        if adverb := finder.lexicon.adverbs.get(lower):
            return Entry(adverb["word"], "adverb", adverb["class"], adverb["strength"])
        noun = finder.lexicon.noun(lower) if analysis.is_nominal(i) else None
        if noun is not None:
            return Entry(noun.noun, "noun", noun.medium, noun.strength, noun.complements)
    return None
