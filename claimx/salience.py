"""Who is meant most likely at some place of an article: recent, a subject, a speaker, of the right gender."""

from __future__ import annotations

from claimx.analysis import Analysis
from claimx.drafts import Range
from claimx.entities import Entity, EntityIndex
from claimx.roles import RoleFinder

_MAX_RIVAL = 2  # sentences
_BARE = 1.5  # how much less salient somebody without a surname is


class Salience:
    """Weighs the persons and organisations of one Doc, while its claims are attributed in text order."""

    def __init__(self, analysis: Analysis, index: EntityIndex, roles: RoleFinder) -> None:
        self.a = analysis
        self.index = index
        self.roles = roles
        self.speakers: list[tuple[int, Entity]] = []
        """Speakers so far with the position of their claim."""
        self.quote: tuple[Range, ...] = ()
        """The quote whose speaker is sought: whom it names does not say it."""

    def most(self, i: int, gender: str | None, *, persons: bool = False, named: bool = False) -> Entity | None:
        """The most salient entity before token ``i``: recent, a subject, a speaker, of the right gender."""
        kinds = ("person",) if persons else ("person", "organisation")
        best = self._best([e for e in self.index.entities if e.kind in kinds and e.named >= named], i, gender)
        if persons:
            return best
        if best is not None and best.kind == "person" and (near := self._organisation_before(i, gender, best)):
            return near
        if best is None:
            return self._best(self.index.described, i, gender)
        return self._described_after(best, i, gender) or best

    def _described_after(self, best: Entity, i: int, gender: str | None) -> Entity | None:
        """ "*Der Angeklagte* schwieg. …, rief der zweifache Vater": a subject without a name behind the best one."""
        described = self._best(self.index.described, i, gender)
        return described if described is not None and self._stands_between(described, best, i) else None

    def _organisation_before(self, i: int, gender: str | None, best: Entity) -> Entity | None:
        """ "*Der Bankverband* zeigte sich bestürzt. *Er* forderte …": the subject right before."""
        block, sentence = self.a.block_of[i], self.a.sentence_of[i]
        beside = self.a.block_of[best.last_before(i)] == block
        if gender not in ("f", "m") or self.a.sentence_of[best.last_before(i)] == sentence:
            return None
        for entity in self.index.entities:
            speaks = entity.kind == "organisation" and entity.detail != "media"
            mention = self._last_outside_quotes(entity, i) if speaks else -1
            if mention < 0 or self.a.block_of[mention] != block:
                continue
            apart = sentence - self.a.sentence_of[mention]
            near = self._is_clause_before(mention, i) if apart == 0 else apart == 1 and not beside
            told = apart == 0 or self._is_subject(mention) or self._opens_sentence(mention)
            if entity.gender == gender and near and told:
                return entity
        return None

    def _opens_sentence(self, mention: int) -> bool:
        """ "*Dem Sozialverband* dauert das zu lange. Er fordert …": whom a sentence is about."""
        core = self.index.reader.core(mention, len(self.a.words))
        start = self.a.sentences[self.a.sentence_of[mention]].start
        return core is not None and core.preposition < 0 and core.start == start

    def _is_clause_before(self, mention: int, i: int) -> bool:
        """Not "Von *der Stadt* wünscht *sie* sich Geld": no pronoun means what its own clause names."""
        return any(self.a.tags[j] in ("$,", "$.", "$(") for j in range(mention, i))

    def _stands_between(self, described: Entity, best: Entity, i: int) -> bool:
        """ "*Der Vater des Opfers* verließ den Saal. …, sagte *er*": the subject right before."""
        mention = described.last_before(i)
        near = self.distance(described, i) <= 1 and self.a.block_of[mention] == self.a.block_of[i]
        return near and self.distance(best, i) > 1 and self._is_subject(mention)

    def _best(self, entities: list[Entity], i: int, gender: str | None) -> Entity | None:
        best, best_score = None, -1e9
        sentence = self.a.sentence_of[i]
        for entity in entities:
            mention = self._last_outside_quotes(entity, i)
            if mention < 0 or not self.agrees(entity, gender):
                continue
            score = self._salience(entity, mention, sentence, i)
            if score > best_score:
                best, best_score = entity, score
        return best

    def agrees(self, entity: Entity, gender: str | None) -> bool:
        """Whether an entity may be meant by a word of a gender; without one, only persons may."""
        if gender not in ("f", "m"):
            return entity.kind == "person"
        if entity.kind == "person":
            return entity.gender in (gender, "-", "u")
        return entity.gender == gender

    def _salience(self, entity: Entity, mention: int, sentence: int, i: int) -> float:
        distance = sentence - self.a.sentence_of[mention]
        score = -1.5 * distance
        if entity.kind == "organisation":
            score -= 2.0 if entity.named else 3.0
        if entity.kind == "person":
            score -= 0.0 if " " in entity.name and entity.named else _BARE  # "ihre Tante Rosa", "eine Kapitänin"
            score += 2.0 if entity.gender in ("f", "m") else 0.5
        if self.a.block_of[mention] == self.a.block_of[i]:
            score += 1.0
        if self._is_subject(mention):
            score += 1.5
        if self.speakers and self.speakers[-1][1] is entity:
            score += 1.0
        return score

    def _is_subject(self, mention: int) -> bool:
        core = self.index.reader.core(mention, len(self.a.words))
        return core is not None and core.preposition < 0 and self.roles.may_be_nominative(core)

    def _last_outside_quotes(self, entity: Entity, i: int) -> int:
        outside = (m for m in entity.mentions if m < i and self.a.pair_of[m] < 0)
        return max((m for m in outside if not any(start <= m < end for start, end in self.quote)), default=-1)

    def distance(self, entity: Entity, i: int) -> int:
        """How many sentences the last mention of somebody lies before token ``i``."""
        return self.a.sentence_of[i] - self.a.sentence_of[max(0, entity.last_before(i))]

    def has_rival(self, entity: Entity, i: int, gender: str | None) -> bool:
        """Whether another person named shortly before token ``i`` may be meant by a description of this gender."""
        return any(
            e is not entity and e.kind == "person" and e.named and " " in e.name and self.agrees(e, gender)
            for e in self.index.entities
            if e.last_before(i) >= 0 and self.distance(e, i) <= _MAX_RIVAL
        )
