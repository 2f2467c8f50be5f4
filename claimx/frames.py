"""Cues in their clauses: which finite verb reports, with its particle, participle, fixed words and correlate."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterator
from dataclasses import dataclass

from claimx.analysis import Analysis, Segment, Sentence
from claimx.cues import CueEntry, CueLexicon, cue_lexicon
from claimx.grammar import INFINITIVE_TAGS, PARTICIPLE_TAGS, PREPOSITION_TAGS

_RECALLING_TAGS = frozenset({"PWAV", "KOKOM", "KOUS", "ADV"})
_AUXILIARY_TAGS = frozenset({"VAFIN", "VMFIN"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb in a text."""

    entry: CueEntry
    verb: int
    """The finite verb: the reporting verb itself, or its auxiliary."""
    tokens: tuple[int, ...]
    """All cue words in text order."""
    segment: int
    """Index of the segment with the finite verb, in its sentence."""
    last: int
    """The token with which the verb complex is complete."""
    passive: bool = False
    reported: bool = False
    """The cue stands in the first subjunctive, so somebody else reports it: "Die Chefin *habe* ihr *gesagt*"."""

    @property
    def first(self) -> int:
        """The first cue token."""
        return self.tokens[0]


_BARE = CueEntry("", "speech", "weak", frozenset({"direct"}), "", (), frozenset(), False, False, False)


def bare_cue(a: Analysis, verb: int, segment: int) -> Cue:
    """A verb that no lexicon lists in the place of a cue behind a quotation: „…“, *freute sich* der Wirt."""
    reflexive = verb + 1 < len(a.words) and a.lower[verb + 1] == "sich"
    return Cue(_BARE, verb, (verb, verb + 1) if reflexive else (verb,), segment, verb)


_INNER_TAGS = frozenset({"ART", "ADJA", "PPOSAT", "PDAT", "PIAT", "CARD"})


class CueFinder:
    """Finds the cues of one analysed Doc."""

    def __init__(self, analysis: Analysis, lexicon: CueLexicon | None = None) -> None:
        self.a = analysis
        self._found: dict[int, tuple[Cue, ...]] = {}
        self._articles = analysis.vocabulary.word_class("article")
        self.lexicon = lexicon or cue_lexicon(analysis.doc.lang_ or "de")

    def cues(self, sentence: Sentence) -> tuple[Cue, ...]:
        """The cues of an outer sentence, at most one for each finite verb; found once, asked for by many rules."""
        if sentence.index not in self._found:
            self._found[sentence.index] = tuple(self._find(sentence))
        return self._found[sentence.index]

    def within(self, sentence: Sentence, start: int, end: int) -> tuple[Cue, ...]:
        """The cues of a sentence whose finite verbs stand in a token range; those of a sentence come in text order."""
        cues = self.cues(sentence)
        first, last = (bisect_left(cues, i, key=lambda cue: cue.verb) for i in (start, end))
        return cues[first:last]

    def is_own_report(self, segment: Segment) -> bool:
        """Whether a clause only recalls what the outlet told before: "…, *wie berichtet*, …"."""
        words = [i for i in range(segment.start, segment.end) if not self.a.noise[i]]
        bare = all(i == segment.verb or self.a.tags[i] in _RECALLING_TAGS for i in words)
        return bare and self.a.lower[segment.verb] in self.lexicon.forms["participle"]

    def _find(self, sentence: Sentence) -> Iterator[Cue]:
        for number, segment in enumerate(sentence.segments):
            if segment.kind == "quotation":
                continue
            for verb in segment.finite:
                if cue := self._cue(sentence, number, segment, verb):
                    yield cue

    def _cue(self, sentence: Sentence, number: int, segment: Segment, verb: int) -> Cue | None:
        region = self._region(sentence, number)
        candidates = (c for c in self._candidates(verb, region) if self._is_documented(c[0], region))
        best = max(candidates, key=lambda c: self._rank(c[0]), default=None)
        if best is None:
            return None
        entry, tokens, passive = best
        tokens += tuple(self._correlate(entry, region))
        last = max(tokens)
        words = tuple(sorted({*tokens, *self._reflexive(entry, region, verb)}))
        mood = self.a.mood(verb, segment)
        plural = self.a.lower[verb].endswith("en")  # "Die Zeugen *hätten ausgesagt*, …": stands for the first one
        reported = mood == "K1" or (mood == "K2" and (plural or segment.kind in ("sub", "w", "rel")))
        return Cue(entry, verb, words, number, last, passive, reported)

    def _is_documented(self, entry: CueEntry, region: list[int]) -> bool:
        """Whether a clause tells by a document: "zeigt eine *Studie*"; of an impersonal verb, "steht im *Vertrag*"."""
        if not entry.documented:
            return True
        a = self.a
        places = a.vocabulary.word_class("text-preposition")
        nouns = {i: self._preposition(i) for i in region if a.is_nominal(i)}
        fitting = (i for i, p in nouns.items() if (p >= 0 and a.lower[p] in places if entry.impersonal else p < 0))
        noun = next((a.vocabulary.noun(a.words[i]) for i in fitting), None)
        persons = a.vocabulary.word_class("personal-subject")
        return noun is not None and noun.kind == "document" and not any(a.lower[i] in persons for i in region)

    def _preposition(self, i: int) -> int:
        """The preposition that governs a noun, or -1: "*im* Mittel", "*auf* einer neuen Karte"."""
        tags = self.a.tags
        while i > 0 and tags[i - 1] in _INNER_TAGS:
            i -= 1
        return i - 1 if i > 0 and tags[i - 1] in PREPOSITION_TAGS else -1

    def _rank(self, entry: CueEntry) -> tuple[int, int, int]:
        strength = ("weak", "medium", "strong").index(entry.strength)
        return len(entry.words) + bool(entry.prefix), int(entry.reflexive), strength

    def _region(self, sentence: Sentence, number: int) -> list[int]:
        """The tokens of a clause: its segment and the verbless stretches that go on with it."""
        segments = sentence.segments
        region = list(range(segments[number].start, segments[number].end))
        for later in (segments[n] for n in range(number + 1, len(segments))):
            if later.kind != "nominal" or ":" in later.sep or self._is_of_the_main_clause(segments[number], later):
                break
            region.extend(range(later.start, later.end))
        else_particle = self._late_particle(sentence, number)
        return [i for i in region if not self.a.noise[i]] + else_particle

    def _is_of_the_main_clause(self, clause: Segment, later: Segment) -> bool:
        """ "Die Bank ziehe sich, wie X *sagte*, nach 18 Jahren *zurück*": a particle behind a verb-final clause."""
        final = clause.kind in ("sub", "w", "rel")
        return final and any(self.a.tags[i] == "PTKVZ" for i in range(later.start, later.end))

    def _late_particle(self, sentence: Sentence, number: int) -> list[int]:
        """ "teilte der Verband, der 20 Mitglieder hat, *mit*": a particle behind a relative clause."""
        segments = sentence.segments
        seen_relative = False
        for later in (segments[n] for n in range(number + 1, len(segments))):
            if later.kind in ("rel", "sub", "quotation"):
                seen_relative = True
            elif seen_relative and later.kind == "nominal":
                tokens = [i for i in range(later.start, later.end) if self.a.tags[i] == "PTKVZ"]
                return tokens if tokens and later.end - tokens[0] == 1 else []
            elif later.kind != "nominal":
                return []
        return []

    def _candidates(self, verb: int, region: list[int]) -> Iterator[tuple[CueEntry, tuple[int, ...], bool]]:
        a, lexicon = self.a, self.lexicon
        form = a.lower[verb]
        lower = {a.lower[i]: i for i in region if i != verb}
        reflexive = "sich" in lower
        particles = {a.lower[i]: i for i in region if i > verb and (a.tags[i] == "PTKVZ" or self._ends_clause(i))}
        prefixes = a.vocabulary.word_class("separable-prefix")
        apart = [i for i in region if i > verb and a.tags[i] == "PTKVZ" and a.lower[i] in prefixes]
        stray = any(not self._is_quoted(verb, i) for i in apart)
        for entry in lexicon.entries("finite", form):
            if entry.reflexive and not reflexive:
                continue
            if entry.prefix:
                if entry.prefix not in particles:
                    continue
                tokens = [verb, particles[entry.prefix]]
            elif stray and not entry.words:
                continue
            else:
                tokens = [verb]
            if (words := self._fixed_words(entry, region, verb, lower)) is not None:
                yield entry, tuple(tokens + words), False
        for entry in lexicon.entries("joined", form):
            if (words := self._fixed_words(entry, region, verb, lower)) is not None and (
                reflexive or not entry.reflexive
            ):
                yield entry, (*words, verb), False
        if a.tags[verb] in _AUXILIARY_TAGS:
            yield from self._periphrastic(verb, region, lower)

    def _is_quoted(self, verb: int, i: int) -> bool:
        """ "wertete es als „Signal weit *hinaus*“": whether a token stands in marks that open behind the verb."""
        return any(i < pair.end for pair in self.a.pairs_from(verb, i))

    def _takes_infinitive(self, verb: int) -> bool:
        """Modals and "werden" take a bare infinitive; a conditional "sollte …" is no frame."""
        modal = self.a.tags[verb] == "VMFIN" and not self.a.lower[verb].startswith("sollte")
        return modal or self.a.lower[verb] in self.a.vocabulary.word_class("future-auxiliary")

    def _ends_clause(self, i: int) -> bool:
        following = self.a.next(i)
        if self.a.tags[i] in ("APPR", "ART") and following in self.a.pair_starts:
            return False  # "kennen ihn *aus* „Deichwache“", "sah darin *ein* „System“"
        return following < 0 or self.a.words[following] in {
            ",",
            ".",
            ":",
            ";",
            "–",
            "!",
            "?",
            "„",
            "“",
            '"',
            "»",
            "«",
        }

    def _fixed_words(self, entry: CueEntry, region: list[int], verb: int, present: Container[str]) -> list[int] | None:
        """The tokens of a phrase's fixed words, in their order and close together, or None."""
        if not entry.words:
            return []
        words = entry.words
        if entry.key not in present:
            return None
        for position, i in enumerate(region):
            if (
                i != verb
                and self._same_word(i, words[0], len(words) > 1)
                and (tokens := self._phrase_tokens(region[position:], words))
            ):
                return tokens
        return None

    def _same_word(self, i: int, word: str, article: bool) -> bool:
        """Whether a token is a word of a phrase; one article stands for any other ("sein Versprechen")."""
        if self.a.lower[i] == word:
            return True
        return article and word in self._articles and self.a.tags[i] in ("ART", "PPOSAT", "PIAT", "PDAT")

    def _phrase_tokens(self, region: list[int], words: tuple[str, ...]) -> list[int]:
        """The tokens of a phrase at the head of a region; adjectives may stand before its noun."""
        tokens = [region[0]]
        rest = iter(region[1:])
        for word in words[1:]:
            i = next(rest, None)
            while i is not None and self.a.lower[i] != word and self.a.tags[i] in ("ADJA", "ADV"):
                i = next(rest, None)
            if i is None or not self._same_word(i, word, True):
                return []
            tokens.append(i)
        return tokens

    def _periphrastic(
        self, verb: int, region: list[int], lower: dict[str, int]
    ) -> Iterator[tuple[CueEntry, tuple[int, ...], bool]]:
        """ "hat gefordert", "wurde eingewandt", "will betonen": the cue is a participle or an infinitive."""
        a = self.a
        passive = a.lower[verb] in a.vocabulary.word_class("passive-auxiliary")
        for i in region:
            if a.tags[i] in PARTICIPLE_TAGS or a.tags[i] in ("ADJD", "PTKVZ"):
                for entry, words in self._fitting("participle", i, verb, region, lower):
                    if a.tags[verb] == "VAFIN":
                        yield entry, (verb, *words, i), passive
            elif a.tags[i] in INFINITIVE_TAGS and self._takes_infinitive(verb):
                for entry, words in self._fitting("infinitive", i, verb, region, lower):
                    if entry.words or entry.strength == "strong":
                        yield entry, (verb, *words, i), False

    def _fitting(
        self, kind: str, i: int, verb: int, region: list[int], lower: dict[str, int]
    ) -> Iterator[tuple[CueEntry, list[int]]]:
        """The entries of a non-finite form whose fixed words and reflexive pronoun are there."""
        for entry in self.lexicon.entries(kind, self.a.lower[i]):
            if entry.reflexive and "sich" not in lower:
                continue
            if (words := self._fixed_words(entry, region, verb, lower)) is not None:
                yield entry, words

    def _reflexive(self, entry: CueEntry, region: list[int], verb: int) -> list[int]:
        """The pronoun of a reflexive cue: "zeigte *sich* überzeugt"."""
        if not entry.reflexive:
            return []
        return sorted((i for i in region if self.a.lower[i] == "sich"), key=lambda i: abs(i - verb))[:1]

    def _correlate(self, entry: CueEntry, region: list[int]) -> list[int]:
        """A pronominal adverb that announces the clause: "verwies *darauf*, dass"."""
        return [i for i in region if self.a.lower[i] in entry.correlates][:1]
