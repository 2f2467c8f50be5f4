"""Which organisation a short form or a description means: "der Verband", "die Airline", "das Haus"."""

from __future__ import annotations

from claimx.analysis import Analysis
from claimx.entities import Entity, EntityIndex
from claimx.grammar import PREPOSITION_TAGS, QUOTATION_MARKS
from claimx.phrases import Phrase
from claimx.vocabulary import Description

_REACH = {2: 20, 1: 10, 0: 4}  # sentences back, by how well an organisation fits a description
_BELOW = 4  # sentences below a headline in which an organisation is named in full
_WORTH = 3  # sentences: how much nearer a worse fit must be
_TITLED = frozenset({"authority", "court", "government", "institution", "military"})
"""Collectives whose common nouns are as good as names: "die Staatsanwaltschaft", "das Landesamt für Umwelt"."""


class OrganisationFinder:
    """Finds the organisations of one Doc by how a phrase calls them."""

    def __init__(self, analysis: Analysis, index: EntityIndex) -> None:
        self.a = analysis
        self.v = analysis.vocabulary
        self.index = index

    def find(self, phrase: Phrase) -> Entity | None:
        """The organisation that a phrase names or takes up, or None."""
        outlet = self.index.outlet_name(phrase)  # "das Blatt „VG“"
        own = self.index.by_name(outlet or self.index.plain_text(phrase))
        if outlet or phrase.has_name or self.index.is_proper(phrase):
            return own
        return self.taken_up(phrase) or self._named_below(phrase) or own

    def _named_below(self, phrase: Phrase) -> Entity | None:
        """ "*Rechnungshof* rügt den Bund", and below it "der *Bundesrechnungshof*": what a headline calls in short."""
        headed = self.a.blocks[self.a.block_of[phrase.start]].kind in ("headline", "subheading")
        if not headed or phrase.end - phrase.start > 1 or self.a.is_plural(phrase.head):
            return None
        here = self.a.sentence_of[phrase.start]
        below = (e for e in self.index.entities if e.kind == "organisation" and e.mentions[0] > phrase.start)
        return self._longer(phrase, [e for e in below if self.a.sentence_of[e.mentions[0]] - here <= _BELOW])

    def taken_up(self, phrase: Phrase) -> Entity | None:
        """The organisation named before that a bare definite noun means: "der Verband", "die Rebellen"."""
        definite = self.a.lower[phrase.start] in self.v.word_class("definite-determiner")
        if not definite or (phrase.end > phrase.core_end and not self._is_located(phrase)):
            return None
        own = self.index.by_name(self.index.plain_text(phrase))
        before = [
            entity
            for entity in self.index.entities
            if entity.kind == "organisation" and entity is not own and entity.last_before(phrase.start) >= 0
        ]
        return self._longer(phrase, before) or self._described(phrase, before)

    def _is_located(self, phrase: Phrase) -> bool:
        """ "die Behörde *in Duisburg*", "das Unternehmen *aus Dublin*": a description that tells a place."""
        inner = self.index.reader.at(phrase.core_end + 1, phrase.end)
        at_place = self.a.tags[phrase.core_end] in PREPOSITION_TAGS and inner is not None and inner.kind == "place"
        single = at_place and not self.a.is_plural(phrase.head)
        return single and self.v.description(self.a.words[phrase.head]) is not None

    def _longer(self, phrase: Phrase, before: list[Entity]) -> Entity | None:
        """ "der *Verband*" after "der Bauernverband", "der *Verkehrsverbund*" after "der Verkehrsverbund Nordheide"."""
        head = self.a.lower[phrase.head]
        noun = self.v.noun(self.a.words[phrase.head])
        stems = {head, head.removesuffix("s"), head.removesuffix("es"), noun.word.lower() if noun else head}
        longer = [
            e
            for e in before
            if e.head and e.name.lower() not in stems and e.head.endswith(tuple(stems)) and not self._is_bare_plural(e)
        ]
        return max(longer, key=lambda e: e.last_before(phrase.start), default=None)

    def _is_bare_plural(self, entity: Entity) -> bool:
        """ "die *Werke* in Zeulenroda": several without a name, whom no singular takes up."""
        first = self.index.reader.core(entity.mentions[0], len(self.a.words))
        return first is not None and not first.has_name and self.a.is_plural(first.head)

    def _described(self, phrase: Phrase, before: list[Entity]) -> Entity | None:
        """The nearest organisation that fits a description; a better fit may lie further back."""
        description = self.v.description(self.a.words[phrase.head])
        if description is None:
            return None
        here = self.a.sentence_of[phrase.start]
        best, best_score = None, -1e9
        for entity in before:
            fit = self._fit(entity, description)
            distance = here - self.a.sentence_of[entity.last_before(phrase.start)]
            if fit is None or distance > _REACH[fit]:
                continue
            score = _WORTH * fit - distance + entity.last_before(phrase.start) / len(self.a.words)
            if score > best_score:
                best, best_score = entity, score
        return best

    def _fit(self, entity: Entity, description: Description) -> int | None:
        """How well an organisation fits: 2 by its noun, 1 by its kind, 0 where that is unknown, or not at all."""
        if (entity.detail and entity.detail not in description.takes) or not self._is_name(entity):
            return None
        if self.v.outlet(entity.name) is not None and "media" not in description.takes:
            return None
        if self._is_bare_plural(entity):
            return None
        if description.like and entity.head and not self._is_proper(entity):
            return 2 if entity.head.endswith(description.like) else None
        if entity.detail:
            return 1
        return 0 if any(self._stands_free(i) for i in entity.mentions) else None

    def _is_proper(self, entity: Entity) -> bool:
        """Whether the noun of an organisation is its name, and says nothing of its trade: "die *Lebenshilfe* Nord"."""
        nouns = (self.v.noun(word) for word in entity.name.split())
        return any(noun is not None and noun.proper and noun.word.lower() == entity.head for noun in nouns)

    def _is_name(self, entity: Entity) -> bool:
        """Whether an organisation has a name, or a noun that is as good as one."""
        if entity.name in self.v.descriptions or entity.name.title() in self.v.places:
            return False
        unknown = self.v.noun(entity.name) is None and all(word[:1].isupper() for word in entity.name.split())
        return entity.named or unknown or entity.detail in _TITLED

    def _stands_free(self, i: int) -> bool:
        """Whether a mention is part of nothing else: not "in *Husum*", "auf „*Halten*“", "Öffnung *der B-Probe*"."""
        before = self.a.previous(i)
        if self.a.pair_of[i] >= 0 or self.a.embedded[i]:
            return False
        genitive = before >= 0 and self.a.is_nominal(before) and self.a.lower[i] in ("der", "des")
        speaks = genitive and self.a.lower[before] in self.v.word_class("told-noun")  # "nach Angaben *der Küstenbahn*"
        return before < 0 or speaks or not (genitive or self.a.tags[before] in PREPOSITION_TAGS)

    def source_name(self, phrase: Phrase) -> str:
        """The name of a source: "der russischen Nachrichtenagentur Tass" is "Tass"."""
        if phrase.label:
            return phrase.label
        word = self.a.words[phrase.head]
        outlet, _, noun = word.rpartition("-")
        if outlet and noun.lower() in self.v.word_class("occasion"):
            return outlet  # "auf *BLITZ*-Anfrage"
        name = self.index.outlet_name(phrase) or self.index.plain_text(phrase)
        following = self.a.words[phrase.end] if phrase.end < len(self.a.words) else ""
        cut = following in QUOTATION_MARKS and any(mark in name for mark in QUOTATION_MARKS)
        return name + following if cut else name  # "im *ARD-„Morgenmagazin“*"
