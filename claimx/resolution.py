"""From mentions to names: pronouns, surnames, descriptions and short forms become the name in the article."""

from __future__ import annotations

from dataclasses import dataclass, replace

from claimx.analysis import Analysis
from claimx.descriptions import DescriptionFinder
from claimx.drafts import Draft
from claimx.entities import Entity, EntityIndex
from claimx.grammar import FINITE_TAGS
from claimx.headlines import HeadlineSpeakers
from claimx.organisations import OrganisationFinder
from claimx.phrases import Phrase
from claimx.roles import RoleFinder
from claimx.salience import Salience


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a mention is: name, role, kind and gender as the record has them."""

    name: str
    role: str | None
    kind: str
    gender: str | None


class Resolver:
    """Resolves the speakers of the drafts of one Doc, in text order."""

    def __init__(self, analysis: Analysis, index: EntityIndex, roles: RoleFinder) -> None:
        self.a = analysis
        self.v = analysis.vocabulary
        self.index = index
        self.roles = roles
        self.organisations = OrganisationFinder(analysis, index)
        self.headlines = HeadlineSpeakers(analysis, index)
        self.salience = Salience(analysis, index, roles)
        self.descriptions = DescriptionFinder(analysis, index, roles, self.salience)
        self._meant: dict[int, Entity | None] = {}
        """Whom a phrase means, by its first token: the same for all claims that it speaks."""

    # --- speakers ---------------------------------------------------------------------------------

    def resolve(self, drafts: list[Draft]) -> dict[int, Identity | None]:
        """The identity of the speaker of every draft, by position in the list."""
        self.descriptions.learn()
        identities: dict[int, Identity | None] = {}
        by_draft: dict[int, Identity | None] = {}
        for draft in drafts:
            if draft.antecedent is None and draft.floating and draft.rule != "floating-headline":
                self._settle_floating(draft)
        for number, draft in enumerate(drafts):
            if draft.rule == "floating-headline" and draft.speaker is None:
                self.headlines.settle(draft, drafts)
            source = draft.source
            self._settle_document(source, drafts)
            source = source.source
            key = id(source)
            if key not in by_draft:
                by_draft[key] = self._speaker(source)
            identities[number] = by_draft[key]
            self._remember(draft, by_draft[key])
        return {number: self._with_role(identity) for number, identity in identities.items()}

    def _with_role(self, identity: Identity | None) -> Identity | None:
        """The identity with the role that the article tells later: "Drescher … *der Minister*"."""
        if identity is None or identity.role is not None or identity.kind != "person":
            return identity
        entity = self.index.by_name(identity.name)
        return replace(identity, role=entity.role or None) if entity is not None else identity

    def _speaker(self, draft: Draft) -> Identity | None:
        if draft.speaker is None:
            return None
        self.salience.quote = draft.quote
        if self.a.lower[draft.speaker.head] == "es" and self._neuter(draft.speaker.start) is None:
            return None  # "*es* hieß": nobody
        return (self._pair(draft) if draft.speaker.pronoun else None) or self.identity(draft.speaker)

    def _pair(self, draft: Draft) -> Identity | None:
        """ "die beiden", "sagen *sie*": the two who were named together before, or the last two persons."""
        phrase = draft.speaker
        assert phrase is not None
        word = self.a.lower[phrase.head]
        pair = word in self.v.word_class("pair")
        if not pair and not (word == "sie" and any(self._is_plural_verb(i) for i in draft.cue)):
            return None
        named = [[first, second] for i, first, second in self.index.pairs if i < phrase.start]
        if not named and not pair:
            return self._several(phrase)
        both = named[-1] if named else self._last_two(phrase.start)
        return Identity(" und ".join(e.name for e in both), None, "person", None) if len(both) == 2 else None

    def _several(self, phrase: Phrase) -> Identity | None:
        """ "sagen *sie*": the several whom the sentence before, or its own so far, is about."""
        here = self.a.sentence_of[phrase.start]
        for sentence in reversed(self.a.sentences[max(0, here - 1) : here + 1]):
            for other in self.index.reader.phrases(sentence.start, min(sentence.end, phrase.start)):
                plural = self.a.is_plural(other.head)
                several = other.kind in ("group", "person") and not other.has_name and not other.pronoun
                if plural and several and other.preposition < 0 and self.roles.may_be_nominative(other):
                    return self._unnamed(self.index.reader.conjoined(other, sentence.end))
        return None

    def _last_two(self, i: int) -> list[Entity]:
        """The last two persons with a name before token ``i``, in the order in which they came up."""
        named = [e for e in self.index.entities if e.kind == "person" and e.named and e.last_before(i) >= 0]
        return sorted(sorted(named, key=lambda e: -e.last_before(i))[:2], key=lambda e: e.mentions[0])

    def _is_plural_verb(self, i: int) -> bool:
        return self.a.tags[i] in FINITE_TAGS and (self.a.is_plural(i) or self.a.lower[i].endswith("en"))

    def _remember(self, draft: Draft, identity: Identity | None) -> None:
        if identity is not None and (entity := self.index.by_name(identity.name)):
            self.salience.speakers.append((draft.start, entity))
            if draft.speaker is not None:
                entity.add(draft.speaker.start)
        elif identity is not None and identity.kind == "unknown" and draft.speaker is not None:
            self._take_up(draft.speaker, identity.name)

    def _take_up(self, phrase: Phrase, name: str) -> None:
        """Remember a speaker whom no lexicon knows, where an article shows that he is known by now."""
        if self.descriptions.is_definite(phrase):
            self.index.add_source(phrase, name)

    def _settle_floating(self, draft: Draft) -> None:
        entity = self.salience.most(draft.start, None)
        if entity is not None:
            draft.speaker = self.index.phrase_at(entity.last_before(draft.start))

    def _settle_document(self, draft: Draft, drafts: list[Draft]) -> None:
        """ "heißt es in dem Schreiben weiter": a document that a claim came through has its speaker."""
        phrase = draft.speaker
        if phrase is None or draft.via is not None:
            return
        taken_up = self.descriptions.is_definite(phrase) and self.a.lower[phrase.head] in self.v.word_class(
            "any-document"
        )
        if not taken_up and not self.roles.is_message(phrase, "message", "letter"):
            return
        for other in reversed(drafts):
            if (
                other.start < draft.start
                and other.source is not draft
                and other.via is not None
                and other.via.kind == "document"
            ):
                draft.via, draft.speaker, draft.antecedent = phrase, None, other
                return

    def identity(self, phrase: Phrase) -> Identity:
        """Who a phrase means."""
        if phrase.conjuncts:
            return self._conjoined(phrase)
        if phrase.label:
            return Identity(phrase.label, None, phrase.kind, None)
        if self.a.tags[phrase.start] == "PDS" and (shown := self._shown(phrase)) is not None:
            return self.identity(shown)
        if phrase.start not in self._meant:
            self._meant[phrase.start] = self._entity(phrase)
        entity = self._meant[phrase.start]
        if entity is not None:
            gender = entity.gender if entity.kind == "person" and entity.gender in ("f", "m") else None
            role = self._card_role(phrase) or entity.role or None
            if role is None and entity.kind == "person" and not self.a.lower[phrase.head].endswith(self.v.age_suffixes):
                role = self.index.role_reader.role(phrase)[0] or None
            return Identity(entity.name, role, _record_kind(entity.kind), gender)
        return self._unnamed(phrase)

    def _card_role(self, phrase: Phrase) -> str | None:
        """The role that a quote card's credit gives is the one to print there."""
        apposition = phrase.apposition
        if apposition is not None and apposition.name[0] == apposition.name[1] == apposition.end:
            return self.index.role_reader.role(phrase)[0] or None
        return None

    def _conjoined(self, phrase: Phrase) -> Identity:
        parts = [self.identity(part) for part in phrase.conjuncts]
        role = self.index.role_reader.role(phrase.conjuncts[0])[0] or None
        kinds = {part.kind for part in parts}
        *first, last = (part.name for part in parts)
        return Identity(f"{', '.join(first)} und {last}", role, kinds.pop() if len(kinds) == 1 else "group", None)

    def _unnamed(self, phrase: Phrase) -> Identity:
        name = (self.index.outlet_name(phrase) if phrase.kind == "organisation" else "") or self.index.plain_text(
            phrase
        )
        gender = phrase.gender if phrase.kind == "person" and phrase.gender in ("f", "m") else None
        role = None
        if phrase.kind == "person" and phrase.has_name:
            role = self.index.role_reader.role(phrase)[0] or None
            name = (
                self.index.clean_name(
                    phrase.apposition if phrase.apposition and phrase.name[0] == phrase.name[1] else phrase
                )
                or name
            )
        return Identity(name or self.a.text(phrase.start, phrase.core_end), role, _record_kind(phrase.kind), gender)

    # --- entities ---------------------------------------------------------------------------------

    def _entity(self, phrase: Phrase) -> Entity | None:
        if phrase.pronoun:
            return self._pronoun(phrase)
        named = phrase if phrase.name[0] < phrase.name[1] else phrase.apposition
        person = phrase.kind in ("person", "unknown", "place") or self.index.is_mistaken(phrase)
        if named is not None and named.name[0] < named.name[1] and person:
            name = self.index.clean_name(named)
            entity = (
                self.index.by_name(name)
                or self.index.by_name(name.removesuffix("s"))
                or self.index.by_surname(name.split()[-1])
                or self.index.by_first_name(name)
            )
            if entity is not None:
                return entity
        if phrase.kind == "unknown":
            word = self.a.words[phrase.core_end - 1]
            known = self.index.by_surname(word) or self.index.by_first_name(word)
            return known or (self.descriptions.find(phrase) if self.descriptions.is_definite_singular(phrase) else None)
        if phrase.kind == "group":
            return (
                self.descriptions.find(phrase)
                if self.descriptions.is_one(phrase)
                else self.organisations.taken_up(phrase)
            )
        if phrase.kind == "person" and not phrase.has_name:
            police = self.organisations.taken_up(phrase) if self.a.is_plural(phrase.head) else None
            if police is not None:
                return police  # "teilten *die Beamten* mit"
            bare = phrase.core_end - phrase.start == 1
            surname = self.index.by_surname(self.a.words[phrase.start]) if bare else None  # "sagte Richter"
            return surname or self.descriptions.find(phrase)
        if phrase.kind == "organisation":
            return self.descriptions.councillor(phrase) or self.organisations.find(phrase)
        return None

    def _pronoun(self, phrase: Phrase) -> Entity | None:
        if self.a.tags[phrase.start] == "PRELS":
            return self._antecedent(phrase)
        lower = self.a.lower[phrase.head]
        row = self.v.pronouns.get(lower)
        if row is not None and row["type"] == "indefinite":
            return None  # "jemand", "niemand" speak for themselves
        gender = phrase.gender
        if lower.startswith(("ihr", "sie", "dies", "jen")) and gender not in ("f", "m"):
            gender = "f"
        if lower.startswith(("er", "ihm", "ihn", "sein")):
            gender = "m"
        if lower == "es":
            return self._neuter(phrase.start)
        return self._known(self.salience.most(phrase.start, gender), phrase.start)

    def _shown(self, pronoun: Phrase) -> Phrase | None:
        """ "Ein Nachbar rief *den Installateur*. Der fragte, …": the last one of the sentence before is meant."""
        sentence = self.a.sentences[max(0, self.a.sentence_of[pronoun.start] - 1)]
        gender = {"dieser": "m", "diese": "f"}.get(self.a.lower[pronoun.start], pronoun.gender)
        follows = pronoun.end < len(self.a.words)
        plural = follows and self._is_plural_verb(pronoun.end) if gender == "f" else gender != "m"
        if plural or sentence.block != self.a.block_of[pronoun.start]:
            return None
        phrases = self.index.reader.phrases(sentence.start, min(sentence.end, pronoun.start))
        told = (p for p in phrases if self.a.pair_of[p.start] < 0 and self.a.tags[p.start - 1] != "KOKOM")
        people = [p for p in told if p.kind == "person" and not p.pronoun and p.gender in (gender, "-", "u")]
        meant = [p for p in people if p.has_name or self.a.tags[p.start] in ("ART", "PPOSAT")]  # not "heute *Lobbyist*"
        return meant[-1] if meant else None

    def _known(self, entity: Entity | None, i: int) -> Entity | None:
        """ "*Der Minister* schwieg. *Er* …": somebody named, where a description right before a pronoun means one."""
        if entity is None or entity not in self.index.described:
            return entity
        phrase = self.index.phrase_at(entity.last_before(i))
        return (self.descriptions.find(phrase) if phrase is not None else None) or entity

    def _neuter(self, i: int) -> Entity | None:
        """ "*Das Ministerium* schwieg. *Es* meldete nur, …": the last organisation that "es" may mean."""
        here = self.a.sentence_of[i]
        if not {self.a.lower[i - 1], self.a.lower[min(i + 1, len(self.a.words) - 1)]}.isdisjoint(
            self.v.word_class("anonymous-cue")
        ):
            return None  # "heißt es"
        near = [
            entity
            for entity in self.index.entities
            if entity.kind == "organisation" and entity.gender == "n" and entity.last_before(i) >= 0
            if here - self.a.sentence_of[entity.last_before(i)] <= 1
        ]
        return self._named(max(near, key=lambda entity: entity.last_before(i), default=None), i)

    def _named(self, entity: Entity | None, i: int) -> Entity | None:
        """ "*Das Unternehmen* erwartet …, wie es mitteilte": whom the description means that a pronoun takes up."""
        if entity is None or entity.kind != "organisation" or self.v.description(entity.name) is None:
            return entity
        phrase = self.index.phrase_at(entity.last_before(i))
        return (self.organisations.find(phrase) if phrase is not None else None) or entity

    def _antecedent(self, phrase: Phrase) -> Entity | None:
        before = [e for e in self.index.entities if e.last_before(phrase.start) >= phrase.start - 12]
        return max(before, key=lambda e: e.last_before(phrase.start), default=None)


def _record_kind(kind: str) -> str:
    return kind if kind in ("person", "organisation", "place", "group", "document") else "unknown"
