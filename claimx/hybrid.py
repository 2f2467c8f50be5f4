"""Drafts of the rules and quotes of the model made one: kept, corrected, dropped or new."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from claimx.addressees import AddresseeRanker
from claimx.analysis import Analysis, Sentence
from claimx.content import text_range
from claimx.drafts import Draft, Range, RangeIndex, by_quote
from claimx.features import FeatureReader
from claimx.frames import Cue, CueFinder
from claimx.nested import nested_evidence
from claimx.phrases import Phrase, PhraseReader
from claimx.quotation_model import LETTERS, QuotationModel, Stretch, stretches
from claimx.roles import RoleFinder
from claimx.speakers import SpeakerRanker
from claimx.unframed import UnframedRules
from claimx.units import Unit, read_units

_DISPLAYED = frozenset({"interview", "card"})
_SETTLED = _DISPLAYED | {"floating-headline"}
"""Rules whose speakers are not ranked: labels and credits tell them, or the body of the article does."""
_HEADINGS = frozenset({"headline", "subheading"})
_WHOLE = frozenset({"indirect_free_indirect", "free_indirect", "reported"})
_HELD = frozenset({"indirect_free_indirect", "free_indirect"})
_PARTING = frozenset({"colon", "so", "postposed", "preposition"})
"""Rules whose frames part quotes."""
_DOUBTED = {
    "continuation": 0.25,
    "adverb": 0.0,
    "fragment": 0.25,
    "hearsay": 0.25,
    "preposed": 0.25,
    "preposition": 0.25,
}
"""Rules that are mostly right where the model leaves their claims out, and how likely a claim must be to be kept."""
_GOING_ON = tuple(f"{place}-{LETTERS['indirect_free_indirect']}" for place in "BI")
_SAME = 0.5
_ACCEPTED = 0.4  # the probability from which a claim inside a claim is kept


class Reviser:
    """Revises the drafts of one Doc by a trained model; without a model it only reads units and features."""

    def __init__(
        self, analysis: Analysis, reader: PhraseReader, roles: RoleFinder, model: QuotationModel | None
    ) -> None:
        self.a = analysis
        self.reader = reader
        self.roles = roles
        self.model = model
        self.finder = CueFinder(analysis)
        self.unframed = UnframedRules(analysis, reader, roles, self.finder)
        self.units: list[Unit] = []
        self._starts: list[int] = []
        self.labels: list[str] = []
        self.chances = np.zeros((0, 0))
        """The model's probability of every label for every unit."""
        self.evidence: dict[int, dict[str, float]] = {}
        """What speaks for each draft, by its id: see `confidence`."""
        self._accepted: dict[int, float] = {}
        """The probability of each claim inside a claim, by its id."""

    def read(self, drafts: list[Draft]) -> list[list[str]]:
        """Find the units of the Doc; returns their features."""
        displayed = by_quote(d for d in drafts if d.rule in _DISPLAYED)
        credited = {i for d in drafts if d.rule == "card" for start, end in d.frame for i in range(start, end)}
        rest = [d for d in drafts if d.rule not in _DISPLAYED]
        self.units = [
            unit
            for unit in read_units(self.a, self.unframed)
            if unit.start not in credited and not displayed.overlapping((unit.start, unit.end))
        ]
        self._starts = [unit.start for unit in self.units]
        return FeatureReader(self.a, self.finder, rest).features(self.units)

    def revise(self, drafts: list[Draft]) -> list[Draft]:
        """The claims of the Doc in text order."""
        rows = self.read(drafts)
        assert self.model is not None
        found = self.merge(drafts, *self.model.predict(rows))
        self.settle(found, self.model.settings["speakers"], self.model.settings.get("addressees"))
        return found

    def settle(
        self, drafts: list[Draft], speakers: Mapping[str, float], addressees: Mapping[str, float] | None
    ) -> None:
        """Give drafts the speakers and addressees that rank best; without weights the rules' addressees stay."""
        ranker = self.ranker(speakers)
        ranker.settle(drafts, _SETTLED)
        if addressees:
            AddresseeRanker(ranker, addressees).settle(drafts, _SETTLED)

    def ranker(self, weights: Mapping[str, float]) -> SpeakerRanker:
        """The ranking of speakers with the given weights."""
        return SpeakerRanker(self.a, self.reader, self.roles, self.finder, weights)

    def merge(self, drafts: list[Draft], labels: list[str], chances: np.ndarray) -> list[Draft]:
        """Drafts for a sequence of labels, from the rules' drafts where they fit."""
        rest = by_quote(d for d in drafts if d.rule not in _DISPLAYED)
        found = [d for d in drafts if d.rule in _DISPLAYED]
        labels = self._without_narration(self._with_frames(labels, drafts))
        self.labels, self.chances = labels, chances
        taken: set[int] = set()
        framed = {self.a.sentence_of[min(d.start, d.frame[0][0])] for d in drafts if d.frame}
        for stretch in (part for whole in stretches(labels) for part in self._split(whole, framed)):
            quote = self._ranges(stretch)
            if not quote or self._is_heading(stretch):
                continue
            twin = self._twin(rest, quote, taken)
            if twin is None and stretch.type == "reported":
                continue  # a report needs a verb that tells of a speech act, which the rules know
            if twin is not None:
                taken.add(id(twin))
            draft = self._new(stretch, quote, found) if twin is None else self._corrected(twin, stretch, quote)
            if any(self.unframed.is_asked(i) for i in draft.cue):
                continue
            self.evidence[id(draft)] = self._evidence(stretch, draft, twin)
            found.append(draft)
        found += self._doubted(drafts, found)
        return sorted(found, key=lambda d: d.start)

    def _doubted(self, drafts: list[Draft], found: list[Draft]) -> Iterator[Draft]:
        """Claims of some rules that the model leaves out, though it does not think them unlikely."""
        held = by_quote(found)
        for draft in drafts:
            units = tuple(_between(self._starts, draft.quote))
            if draft.rule not in _DOUBTED or not units or held.overlapping(*draft.quote):
                continue
            if self.chances[list(units)][:, self._columns()["quote"]].sum(axis=1).mean() >= _DOUBTED[draft.rule]:
                self.evidence[id(draft)] = self._evidence(Stretch(draft.type, units), draft, draft)
                yield draft

    def _with_frames(self, labels: list[str], drafts: list[Draft]) -> list[str]:
        """The labels where a frame of the narrator parts what is said before from what is said with it.

        "Die Kosten seien zu hoch. *Anders sieht das Kern:* Sie seien tragbar.", "Er zögere. Es sei zu teuer, *so
        Kern*.": the rules see what the model may miss.
        """
        labels = list(labels)
        for draft in (draft for draft in drafts if draft.rule in _PARTING):
            framed, quoted = (_between(self._starts, ranges) for ranges in (draft.frame, draft.quote))
            parted = ("B", "I") if draft.rule == "colon" else _GOING_ON
            if not framed or not all(labels[n].startswith(parted) for n in framed):
                continue
            for n in framed:
                labels[n] = ">" if draft.frame[0][0] < draft.start else "<"
            for n in quoted:
                labels[n] = f"{'B' if n == quoted[0] else 'I'}-{LETTERS['indirect']}"
        return labels

    def _without_narration(self, labels: list[str]) -> list[str]:
        """The labels without sentences that only the narrator can say, where speech goes on without a frame.

        "Er habe nichts gewusst. *Die Verteidigerin beantragte Freispruch.* Ihr Mandant sei getäuscht worden."
        """
        labels = list(labels)
        letter = LETTERS["indirect_free_indirect"]
        for n, unit in enumerate(self.units):
            if labels[n] == f"I-{letter}" and self._is_narrated(unit.sentence):
                labels[n] = "O"
            elif labels[n] == f"I-{letter}" and n and labels[n - 1] == "O":
                labels[n] = f"B-{letter}"
        return labels

    def _is_narrated(self, sentence: Sentence) -> bool:
        """Whether a sentence stands in a singular indicative throughout."""
        mains = [s for s in sentence.segments if s.kind in ("main", "v1")]
        plain = all(not s.mood and not self.a.lower[s.verb].endswith("en") for s in mains)
        return bool(mains) and plain and not any(s.mood for s in sentence.segments)

    # --- confidence -------------------------------------------------------------------------------

    def _evidence(self, stretch: Stretch, draft: Draft, twin: Draft | None) -> dict[str, float]:
        """Named values for the calibration: log-odds of the model's probabilities, and where the draft is from."""
        columns = self._columns()
        units = list(stretch.units)
        letter = LETTERS[stretch.type]
        quoted = self.chances[units][:, columns["quote"]].sum(axis=1)
        typed = self.chances[units][:, columns[letter]].sum(axis=1)
        begins = float(self.chances[units[0]][columns["begin"]].sum())
        after = units[-1] + 1
        ends = float(self.chances[after][columns["inside"]].sum()) if after < len(self.chances) else 0.0
        agreement = "new" if twin is None else "same" if twin.quote == draft.quote else "changed"
        return {
            "bias": 1.0,
            "mean": _log_odds(float(quoted.mean())),
            "least": _log_odds(float(quoted.min())),
            "typed": _log_odds(float(typed.mean())),
            "begins": _log_odds(begins),
            "ends": _log_odds(1.0 - ends),
            "length": math.log(len(units)),
            f"type={stretch.type}": 1.0,
            f"rule={agreement}": 1.0,
        }

    def _columns(self) -> dict[str, list[int]]:
        assert self.model is not None
        return self.model.columns

    def confidence(self, draft: Draft) -> float | None:
        """The calibrated probability that a draft is right; None for what the model does not judge."""
        if id(draft) in self._accepted:
            return round(self._accepted[id(draft)], 3)
        evidence = self.evidence.get(id(draft))
        if evidence is None or self.model is None:
            return None
        return round(certainty(self.model.settings.get("confidence", {}), evidence), 3)

    def accepted(self, inner: list[Draft]) -> list[Draft]:
        """The claims inside claims that the model takes for such; all where it has not learnt to tell."""
        weights = self.model.settings.get("nested") if self.model is not None else None
        if not weights:
            return inner
        chances = {id(draft): certainty(weights, nested_evidence(self.a, draft)) for draft in inner}
        self._accepted = {key: chance for key, chance in chances.items() if chance >= _ACCEPTED}
        return [draft for draft in inner if id(draft) in self._accepted]

    def _split(self, stretch: Stretch, framed: set[int]) -> Iterator[Stretch]:
        """A quote may run over paragraphs, but not over a heading or picture, nor into one that begins with a frame."""
        begin = 0
        for n in range(1, len(stretch.units)):
            left, right = (self.units[stretch.units[m]].sentence.block for m in (n - 1, n))
            kinds = {self.a.blocks[block].kind for block in range(left, right + 1)}
            first = self.units[stretch.units[n]]
            anew = stretch.type in _HELD and first.sentence.index in framed
            if left != right and (anew or kinds != {"paragraph"}):
                yield Stretch(stretch.type, stretch.units[begin:n])
                begin = n
        yield Stretch(stretch.type, stretch.units[begin:])

    def _is_heading(self, stretch: Stretch) -> bool:
        """A headline does not go on with what somebody said before."""
        block = self.units[stretch.units[0]].sentence.block
        return stretch.type in _HELD and self.a.blocks[block].kind in _HEADINGS

    # --- ranges -----------------------------------------------------------------------------------

    def _ranges(self, stretch: Stretch) -> tuple[Range, ...]:
        """The token ranges of a quote: whole sentences with their stop, others without punctuation at the edges."""
        runs: list[list[int]] = []
        for number in stretch.units:
            if runs and runs[-1][-1] == number - 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        ranges = []
        for run in runs:
            first, last = self.units[run[0]], self.units[run[-1]]
            whole = stretch.type in _WHOLE and self._ends_sentence(run[-1])
            if whole:
                start, end = first.start, last.sentence.end
            elif stretch.type == "direct":
                start, end = first.start, last.end
            else:
                start, end = text_range(self.a, first.start, last.end)
            if start < end:
                ranges.append((start, end))
        return tuple(ranges)

    def _ends_sentence(self, number: int) -> bool:
        return number + 1 >= len(self.units) or self.units[number + 1].sentence is not self.units[number].sentence

    # --- drafts of the rules ----------------------------------------------------------------------

    def _twin(self, drafts: RangeIndex[Draft], quote: tuple[Range, ...], taken: set[int]) -> Draft | None:
        """The rules' draft of the same quote, if there is one."""
        wanted = {i for r in quote for i in range(*r)}
        best, best_share = None, _SAME
        for draft in drafts.overlapping(*quote):
            if id(draft) in taken:
                continue
            have = draft.tokens
            share = 1.0 if self._begins(draft, quote) else len(wanted & have) / len(wanted | have)
            if share >= best_share:
                best, best_share = draft, share
        return best

    def _corrected(self, draft: Draft, stretch: Stretch, quote: tuple[Range, ...]) -> Draft:
        """A copy of a draft with the model's type, and its borders where they differ by more than punctuation.

        What the rules saw in marks stays direct.
        """
        if self._begins(draft, quote) and not self._is_quoted(draft.quote[len(quote) :]):
            quote = draft.quote  # "Man habe gewartet, erklärte X, *weil Schnee angesagt war*"
        frame = tuple(f for f in draft.frame if not any(f[0] < e and s < f[1] for s, e in quote))
        kind = draft.type if draft.type == "direct" else stretch.type
        return replace(draft, type=kind, quote=quote, frame=frame)

    def _begins(self, draft: Draft, quote: tuple[Range, ...]) -> bool:
        """Whether a quote is all that stands of a draft's before its frame, but for punctuation."""
        return [*map(self._core, quote)] == [*map(self._core, draft.quote[: len(quote)])]

    def _is_quoted(self, ranges: Iterable[Range]) -> bool:
        """Whether the labels make token ranges part of a quote."""
        return any(self.labels[n][0] in "BI" for n in _between(self._starts, ranges))

    def _core(self, stretch: Range) -> Range:
        return text_range(self.a, *stretch)

    # --- new drafts -------------------------------------------------------------------------------

    def _new(self, stretch: Stretch, quote: tuple[Range, ...], found: list[Draft]) -> Draft:
        draft = Draft(stretch.type, quote, "model")
        sentence = self.units[stretch.units[0]].sentence
        frame = self._frame(stretch, quote)
        if frame is not None:
            draft.frame = (frame,)
            self._fill(draft, stretch, frame)
        elif stretch.type == "reported":
            cue = next(iter(self.finder.cues(sentence)), None)
            draft.speaker = self.roles.roles(sentence.start, sentence.end, cue).speaker
        if draft.speaker is None and draft.type == "direct" and self.a.blocks[sentence.block].kind in _HEADINGS:
            draft.rule = "floating-headline"
        elif draft.speaker is None:
            before = [d for d in found if d.start < draft.start]
            draft.antecedent = max(before, key=lambda d: d.end, default=None)
            draft.floating = draft.antecedent is None
        return draft

    def _frame(self, stretch: Stretch, quote: tuple[Range, ...]) -> Range | None:
        """The frame that the labels put beside a quote, with the punctuation between them."""
        first, last = stretch.units[0], stretch.units[-1]
        before = self._run(first - 1, -1, ">", self.units[first].sentence.index)
        if before:
            stop = quote[0][0]
            while stop > self.units[before[0]].end and self.a.blank[stop - 1]:
                stop -= 1
            return self.units[before[-1]].start, stop
        inside = [n for n in range(first, last) if self.labels[n] == "<"]
        after = inside or self._run(last + 1, 1, "<", self.units[last].sentence.index)
        if not after:
            return None
        start = self.units[after[0]].start
        previous = self.a.previous(start)
        if (
            previous >= 0
            and self.a.words[previous] in (",", "–", "-", "—")
            and not any(s <= previous < e for s, e in quote)
        ):
            start = previous
        return start, self.units[after[-1]].end

    def _run(self, number: int, step: int, label: str, sentence: int) -> list[int]:
        run = []
        while (
            0 <= number < len(self.units)
            and self.labels[number] == label
            and self.units[number].sentence.index == sentence
        ):
            run.append(number)
            number += step
        return run

    def _fill(self, draft: Draft, stretch: Stretch, frame: Range) -> None:
        """Cue and participants of a frame."""
        sentence = self.units[stretch.units[0]].sentence
        if frame[0] == sentence.start and self.a.lower[frame[0]] in self.finder.lexicon.adverbs:
            draft.cue = (frame[0],)  # "Demnach": the source is that of the claim before
            return
        for place, words, phrase, cue in self.unframed.attributions(sentence):
            if frame[0] <= place[0] < frame[1] and cue.role != "via":
                draft.cue, draft.speaker, draft.medium = words, phrase, cue.medium
                return
        verb = self._cue(sentence, frame, draft.start)
        if verb is not None:
            roles = self.roles.roles(frame[0], frame[1], verb)
            draft.cue, draft.medium = verb.tokens, verb.entry.medium
            draft.speaker, draft.addressee, draft.via = roles.speaker, roles.addressee, roles.via
            return
        draft.cue, draft.speaker = self._noun(frame)
        if draft.speaker is None:
            draft.speaker = self.roles.roles(frame[0], frame[1], None).speaker

    def _cue(self, sentence: Sentence, frame: Range, quote: int) -> Cue | None:
        return min(self.finder.within(sentence, *frame), key=lambda c: abs(c.verb - quote), default=None)

    def _noun(self, frame: Range) -> tuple[tuple[int, ...], Phrase | None]:
        for i in range(frame[1] - 1, frame[0] - 1, -1):
            if self.a.is_nominal(i) and self.finder.lexicon.noun(self.a.lower[i]):
                return (i,), self.unframed.possessor(i, frame[0])
        return (), None


def _between(starts: list[int], ranges: Iterable[Range]) -> list[int]:
    """The numbers of the units that begin in token ranges."""
    return [n for start, end in ranges for n in range(bisect_left(starts, start), bisect_left(starts, end))]


def certainty(weights: Mapping[str, float], evidence: Mapping[str, float]) -> float:
    """The probability that a logistic regression gives to named values."""
    return 1.0 / (1.0 + math.exp(-sum(weights.get(name, 0.0) * value for name, value in evidence.items())))


def _log_odds(probability: float) -> float:
    p = min(max(probability, 0.001), 0.999)
    return math.log(p / (1.0 - p))
