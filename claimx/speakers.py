"""The speakers of drafts, ranked: a log-linear model over the phrases around a quote and the speakers before it."""

from __future__ import annotations

import collections
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from claimx.analysis import Analysis, Sentence
from claimx.drafts import Draft
from claimx.frames import Cue, CueFinder
from claimx.grammar import subject_of
from claimx.phrases import Phrase, PhraseReader
from claimx.roles import RoleFinder

_REACH = 4  # sentences back
_DETERMINERS = frozenset({"ART", "PPOSAT", "PDAT", "PIAT"})
_LONG = 200  # tokens; of a longer sentence only the phrases that are so near to the quote
_NEAR = 6  # earlier quotes whose cues are no speakers: "nach seinen *Angaben*"
_EARLIER = 4  # claims back
_BESIDE = frozenset({"caption", "headline", "subheading"})
_FRAMELESS = frozenset({"continuation", "floating", "hearsay", "adverb", "model", "reported"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that may be the speaker, with the earlier claim whose speaker it is; nobody without a phrase."""

    phrase: Phrase | None
    antecedent: Draft | None
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Traits:
    """What a phrase is like, whoever is looked for."""

    kind: str
    case: str
    subject: bool
    outlet: bool
    mentions: int
    first: bool
    """It opens its sentence."""
    article: str
    """Its determiner, lower case, or "-"."""


class SpeakerRanker:
    """Ranks candidates for the drafts of one Doc; ``weights`` are those of the features."""

    def __init__(
        self,
        analysis: Analysis,
        reader: PhraseReader,
        roles: RoleFinder,
        finder: CueFinder,
        weights: Mapping[str, float],
    ) -> None:
        self.a = analysis
        self.reader = reader
        self.roles = roles
        self.finder = finder
        self.weights = weights
        self._phrases: dict[int, list[Phrase]] = {}
        self._traits: dict[Phrase, _Traits] = {}
        self._subjects: dict[int, set[int]] = {}
        self._counts = collections.Counter(analysis.words)

    def settle(self, drafts: list[Draft], sure: frozenset[str]) -> None:
        """Give every draft the best candidate; the rules named in ``sure`` know their speakers."""
        for number, draft in enumerate(drafts):
            own = draft.source.speaker
            rumour = draft.rule == "hearsay" and own is None  # "*Er soll* … haben": nobody's words
            if draft.rule in sure or draft.certain or rumour or self._is_owner(own):
                continue
            candidates = self.candidates(draft, drafts[:number])
            scores = [self.score(c) for c in candidates]
            best = max(range(len(scores)), key=scores.__getitem__)
            kept = next(s for c, s in zip(candidates, scores, strict=True) if _is_same(c.phrase, own))
            if scores[best] > kept:
                self._assign(draft, candidates[best])

    def _is_owner(self, phrase: Phrase | None) -> bool:
        """ "*Seine* Antwort: …": the noun of the cue says whose words they are."""
        return phrase is not None and phrase.pronoun and self.a.tags[phrase.start] == "PPOSAT"

    def _assign(self, draft: Draft, chosen: Candidate) -> None:
        draft.antecedent = chosen.antecedent
        draft.speaker = None if chosen.antecedent is not None else chosen.phrase
        draft.floating = False
        if chosen.phrase is not None and _is_same(chosen.phrase, draft.addressee):
            draft.addressee = None

    def score(self, candidate: Candidate) -> float:
        """The sum of a candidate's weights."""
        return sum(self.weights.get(feature, 0.0) for feature in candidate.features)

    # --- candidates -------------------------------------------------------------------------------

    def candidates(self, draft: Draft, earlier: list[Draft]) -> list[Candidate]:
        """The phrases around a quote, the nearest sentences first, each once."""
        found: dict[int, tuple[Phrase, Draft | None, list[str]]] = {}
        home = self._home(draft)
        own = draft.source.speaker
        if own is not None:
            found[own.head] = (own, draft.antecedent if draft.speaker is None else None, [])
        for rank, other in enumerate(self._earlier(draft, earlier)):
            phrase = other.source.speaker
            if phrase is None:
                continue
            entry = found.setdefault(phrase.head, (phrase, other.source, []))
            if not any(f.startswith("claim") for f in entry[2]):
                between = self.a.block_of[draft.start] - self.a.block_of[other.end - 1]
                entry[2].append(f"claim={rank}|{min(between, 2)}|{other.type}")
                entry[2].append(f"claim={rank}|{min(home - self.a.sentence_of[other.end - 1], 4)}")
        other_words = self._other_words(draft, earlier)
        cue = self.cue(draft)
        for index in range(max(0, home - _REACH), min(len(self.a.sentences), home + 2)):
            sentence = self.a.sentences[index]
            later = index > home and sentence.block != self.a.block_of[draft.start]
            if later or self._is_beside(sentence.start, draft):
                continue
            for phrase in self._around(draft, sentence):
                own_words = range(phrase.start, phrase.core_end)
                if other_words.isdisjoint(own_words) and not self._is_ruled_out(draft, cue, home, phrase):
                    found.setdefault(phrase.head, (phrase, None, []))
        heads = sorted(head for head, (p, _, _) in found.items() if p.kind in ("person", "organisation"))
        context = self._context(draft, cue)
        candidates = [
            Candidate(phrase, antecedent, tuple(self._features(draft, phrase, home, heads, cue, context) + extra))
            for phrase, antecedent, extra in found.values()
        ]
        if own is None or draft.frame:  # what goes on without a frame goes on with somebody
            nobody = (f"nobody|{own is None}|{draft.rule}", f"nobody|{own is None}|{context}", "nobody")
            candidates.append(Candidate(None, None, nobody))
        return candidates

    def _is_ruled_out(self, draft: Draft, cue: Cue | None, home: int, phrase: Phrase) -> bool:
        """Whether form or place forbid that a phrase is the speaker of a draft."""
        if draft.covers(phrase.start) or draft.covers(phrase.head):
            return True
        if self.roles.is_location(phrase) or self.roles.is_at_hand(phrase):
            return True
        if draft.frame:
            return cue is not None and self.roles.is_object(phrase, cue)
        if self.roles.is_kin(phrase):
            return True
        another = draft.type != "direct" and self.roles.is_of_another(self.a.sentences[home], phrase)
        return another or phrase.kind == "document"  # a document only goes on where it spoke before

    def _other_words(self, draft: Draft, earlier: list[Draft]) -> set[int]:
        """The tokens of cues near a draft, and of the medium of what a person says: nobody who speaks."""
        words = {i for other in (draft, *earlier[-_NEAR:]) for i in other.cue}
        own, via = draft.source.speaker, draft.via
        spoken = own is not None and (own.kind in ("person", "group", "pronoun") or own.preposition >= 0)
        if via is None or own is None:
            return words
        carried = own.kind != "document" and self.roles.is_message(via, "message", "letter")
        governed = via.preposition >= 0 > own.preposition  # "*Auf Instagram* kritisiert der Elternrat, …"
        if carried or ((spoken or governed) and self.roles.is_outlet(via)):
            words |= set(range(via.start, via.core_end))
        return words

    def _home(self, draft: Draft) -> int:
        """The number of the sentence where the quote begins, or of its frame."""
        at = draft.frame[0][0] if draft.frame else draft.start
        while at < len(self.a.words) - 1 and self.a.sentence_of[at] < 0:
            at += 1
        return max(0, self.a.sentence_of[at])

    def _earlier(self, draft: Draft, earlier: list[Draft]) -> Iterator[Draft]:
        """The claims before a draft, the last one first, each speaker's phrase once."""
        seen: set[int] = set()
        for other in reversed(earlier):
            phrase = other.source.speaker
            if phrase is not None and phrase.head not in seen and not self._is_beside(other.start, draft):
                seen.add(phrase.head)
                yield other
                if len(seen) >= _EARLIER:
                    return

    def _is_beside(self, i: int, draft: Draft) -> bool:
        """Whether a token stands in a caption or heading beside the text that a draft belongs to."""
        kind, own = (self.a.blocks[self.a.block_of[j]].kind for j in (i, draft.start))
        return kind in _BESIDE and kind != own

    def phrases(self, sentence: Sentence) -> list[Phrase]:
        """The phrases of a sentence outside of its quotations in marks."""
        if sentence.index not in self._phrases:
            phrases, i = [], sentence.start
            while i < sentence.end:
                skipped = self.a.pair_of[i] >= 0 or self.a.noise[i]
                phrase = None if skipped else self.reader.at(i, sentence.end)
                if phrase is not None:
                    phrases.append(phrase)
                i = max(phrase.end if phrase is not None else 0, i + 1)
            self._phrases[sentence.index] = phrases
        return self._phrases[sentence.index]

    def _around(self, draft: Draft, sentence: Sentence) -> list[Phrase]:
        """The phrases of a sentence that may be a draft's speaker: the near ones, where it is endless."""
        phrases = [p for p in self.phrases(sentence) if p.preposition < 0 or not self.roles.is_adverbial(p)]
        if sentence.end - sentence.start <= _LONG:
            return phrases
        edges = [draft.start, draft.end, *(i for part in draft.frame for i in part)]
        first = bisect_left(phrases, min(edges) - _LONG, key=lambda phrase: phrase.start)
        return phrases[first : bisect_right(phrases, max(edges) + _LONG, key=lambda phrase: phrase.start)]

    def cue(self, draft: Draft) -> Cue | None:
        """The cue of a draft with its lexicon entry, if a verb is one."""
        home = self._home(draft)
        if not draft.cue or home >= len(self.a.sentences):
            return None
        sentence = self.a.sentences[home]
        return next((c for i in sorted(draft.cue) for c in self.finder.within(sentence, i, i + 1)), None)

    # --- features ---------------------------------------------------------------------------------

    def _context(self, draft: Draft, cue: Cue | None) -> str:
        """What kind of attribution it is."""
        if draft.rule in _FRAMELESS and not draft.frame:
            return f"{draft.rule}|{draft.type}"
        if cue is None:
            return f"uncued|{draft.rule}"
        side = "pre" if draft.frame and draft.frame[0][0] < draft.start else "post"
        return f"{side}|{'passive' if cue.passive else 'active'}"

    def _features(
        self, draft: Draft, phrase: Phrase, home: int, heads: list[int], cue: Cue | None, context: str
    ) -> list[str]:
        own = draft.source.speaker
        place = self._place(draft, phrase, home)
        traits = self._traits_of(phrase)
        kind, subject, source = traits.kind, traits.subject, context.split("|")[0]
        chosen = _is_same(phrase, own)
        row = [
            f"own={chosen}|{draft.rule}",
            f"own={chosen}|{kind}",
            f"own={chosen}|{own is None}|{context}",
            f"place={place}|{context}",
            f"kind={kind}|{source}",
            f"kind={kind}|{phrase.has_name}",
            f"subject={subject}|{place}",
            f"subject={subject}|{context}",
            f"case={traits.case}|{place[0]}",
            f"case={traits.case}|{subject}|{source}",
            f"mentions={traits.mentions}|{phrase.kind}|{source in _FRAMELESS}",
            f"first={traits.first}|{place}",
            f"article={traits.article}|{kind}|{place[0]}",
        ]
        if phrase.has_name:
            row.append(f"told={self._is_told_of(draft, phrase)}|{source in _FRAMELESS}")
        if traits.outlet:
            row.append(f"outlet|{source}")
        if cue is not None and place == "frame":
            row += self._to_cue(phrase, cue)
        if place not in ("frame",):
            nearer = bisect_left(heads, draft.start) - bisect_right(heads, phrase.head)
            row.append(f"nearer={min(max(nearer, 0), 4)}|{kind}|{place}")
            row.append(f"agrees={self._agrees(draft, phrase)}|{draft.type}")
        return row

    def _is_told_of(self, draft: Draft, phrase: Phrase) -> bool:
        """Whether a quote itself names somebody: seldom the one who says it."""
        name = self.a.words[phrase.core_end - 1]
        return any(self.a.words[i] == name for part in draft.quote for i in range(*part))

    def _traits_of(self, phrase: Phrase) -> _Traits:
        """The traits of a phrase, read once: every quote near it asks for them."""
        if phrase not in self._traits:
            self._traits[phrase] = _Traits(
                self._kind(phrase),
                self._case(phrase),
                self._is_subject(phrase),
                self.roles.is_outlet(phrase),
                min(self._counts.get(self.a.words[phrase.core_end - 1], 0), 6),
                phrase.start - self.a.sentences[self.a.sentence_of[phrase.start]].start < 2,
                self.a.lower[phrase.start] if self.a.tags[phrase.start] in _DETERMINERS else "-",
            )
        return self._traits[phrase]

    def _kind(self, phrase: Phrase) -> str:
        if phrase.pronoun:
            return f"pronoun-{self.a.lower[phrase.start]}"
        return phrase.kind

    def _place(self, draft: Draft, phrase: Phrase, home: int) -> str:
        if any(start <= phrase.start < end for start, end in draft.frame):
            return "frame"
        if draft.covers(phrase.start):
            return "quote"
        apart = home - self.a.sentence_of[phrase.start]
        block = "same" if self.a.block_of[phrase.start] == self.a.block_of[draft.start] else "other"
        if apart == 0:
            return f"home-{'before' if phrase.start < draft.start else 'after'}"
        return f"{max(min(apart, 4), -1)}-{block}"

    def _case(self, phrase: Phrase) -> str:
        if phrase.preposition >= 0:
            return f"prep-{self.a.lower[phrase.preposition]}"
        return "nom" if self.roles.may_be_nominative(phrase) else "oblique"

    def _is_subject(self, phrase: Phrase) -> bool:
        index = self.a.sentence_of[phrase.start]
        if index not in self._subjects:
            heads = (
                subject_of(self.a.doc[s.verb]) for s in self.a.sentences[index].segments if s.verb >= 0 and s.pair < 0
            )
            self._subjects[index] = {head.i for head in heads if head is not None}
        return any(phrase.start <= i < phrase.core_end for i in self._subjects[index])

    def _to_cue(self, phrase: Phrase, cue: Cue) -> list[str]:
        side = "after" if phrase.start > cue.verb else "before"
        subject = subject_of(self.a.doc[cue.verb])
        governed = subject is not None and phrase.start <= subject.i < phrase.core_end
        low, high = min(phrase.end, cue.verb), max(phrase.start, cue.verb)
        commas = self.a.words[low:high].count(",")
        return [
            f"cue={side}|{min(high - low, 12) // 2}",
            f"cue={side}|{governed}|{cue.passive}",
            f"commas={min(commas, 3)}|{side}|{governed}",
        ]

    def _agrees(self, draft: Draft, phrase: Phrase) -> str:
        """Whether the quote's own pronouns fit: "Er habe …" speaks of a man, "wir" in marks comes from somebody."""
        first = self.a.lower[draft.start]
        if draft.type == "direct":
            words = set(self.a.lower[draft.start : draft.end])
            return f"{bool(words & self.a.vocabulary.word_class('first-person'))}|{phrase.kind}"
        if first in ("er", "sie"):
            return f"{first}|{phrase.gender if phrase.kind == 'person' else phrase.kind}"
        return "-"


def _is_same(phrase: Phrase | None, other: Phrase | None) -> bool:
    if phrase is None or other is None:
        return phrase is other
    return phrase.head == other.head
