"""From mentions to names: pronouns, surnames, descriptions and short forms become the name in the article."""

from __future__ import annotations

from dataclasses import dataclass, replace

from claimx.analysis import Analysis
from claimx.drafts import Draft
from claimx.entities import Entity, EntityIndex
from claimx.grammar import FINITE_TAGS, PREPOSITION_TAGS
from claimx.headlines import HeadlineSpeakers
from claimx.organisations import OrganisationFinder
from claimx.phrases import Phrase
from claimx.roles import RoleFinder
from claimx.salience import Salience

_MIN_HEAD = 4
_MAX_TAKE_UP = 3  # sentences
_MAX_TAKE_UP_ALONE = 6  # sentences, where nobody else may be meant
_MAX_UNTOLD = 2  # sentences, where only the context says that it is the same person: "der Landarzt"
_MAX_ANNOUNCED = 2  # sentences
_MAX_HEADED = 4  # sentences below a heading


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
        self._meant: dict[int, Entity | None] = {}
        """Whom a phrase means, by its first token: the same for all claims that it speaks."""
        self._learned: list[Entity] = []
        """Whose role the narrator tells behind the name."""

    # --- speakers ---------------------------------------------------------------------------------

    def resolve(self, drafts: list[Draft]) -> dict[int, Identity | None]:
        """The identity of the speaker of every draft, by position in the list."""
        self._learn_roles()
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

    def _learn_roles(self) -> None:
        """ "Zwischen den Lagern steht Wiebke Hasen. *Die Soziologin* hat …": what narrators tell of somebody named."""
        for described in self.index.described:
            i = described.mentions[0]
            phrase = self.index.phrase_at(i)
            gender = described.gender if described.gender in ("f", "m") else self._article_gender(self.a.lower[i])
            entity = self.salience.most(i, gender, persons=True)
            if phrase is None or entity is None or entity.role or not self._may_describe(phrase):
                continue
            full, near = entity.named and " " in entity.name, self.salience.distance(entity, i) <= _MAX_UNTOLD
            if full and near and not self.salience.has_rival(entity, i, gender):
                entity.role, entity.head = self.index.role_of(phrase)[0], self.a.lower[phrase.head]
                self._learned.append(entity)

    def _may_describe(self, phrase: Phrase) -> bool:
        """Whether a subject says what somebody is, and not what he is in this case or to others: "*der Täter*"."""
        head = self.a.lower[phrase.head]
        if phrase.preposition >= 0 or self.a.is_plural(phrase.head):
            return False
        passing = head.endswith((*self.v.word_class("case-role"), *self.v.age_suffixes))
        if passing or self.index.is_relation(head) or self.v.is_generic_person(head):
            return False
        return self.roles.may_be_nominative(phrase) and not self._is_attributed(phrase, "organisation", "place")

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
        if self._is_definite(phrase):
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
        taken_up = self._is_definite(phrase) and self.a.lower[phrase.head] in self.v.word_class("any-document")
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
                role = self.index.role_of(phrase)[0] or None
            return Identity(entity.name, role, _record_kind(entity.kind), gender)
        return self._unnamed(phrase)

    def _card_role(self, phrase: Phrase) -> str | None:
        """The role that a quote card's credit gives is the one to print there."""
        apposition = phrase.apposition
        if apposition is not None and apposition.name[0] == apposition.name[1] == apposition.end:
            return self.index.role_of(phrase)[0] or None
        return None

    def _conjoined(self, phrase: Phrase) -> Identity:
        parts = [self.identity(part) for part in phrase.conjuncts]
        role = self.index.role_of(phrase.conjuncts[0])[0] or None
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
            role = self.index.role_of(phrase)[0] or None
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
            return known or (self._description(phrase) if self._is_definite_singular(phrase) else None)
        if phrase.kind == "group":
            return self._description(phrase) if self._is_one(phrase) else self.organisations.taken_up(phrase)
        if phrase.kind == "person" and not phrase.has_name:
            police = self.organisations.taken_up(phrase) if self.a.is_plural(phrase.head) else None
            if police is not None:
                return police  # "teilten *die Beamten* mit"
            bare = phrase.core_end - phrase.start == 1
            surname = self.index.by_surname(self.a.words[phrase.start]) if bare else None  # "sagte Richter"
            return surname or self._description(phrase)
        if phrase.kind == "organisation":
            return self._councillor(phrase) or self.organisations.find(phrase)
        return None

    def _councillor(self, phrase: Phrase) -> Entity | None:
        """ "Baudirektor Urs Brändle …, sagte *der Regierungsrat*": a member is called like the council itself."""
        head = self.a.lower[phrase.head]
        if head not in self.v.word_class("council-title") or phrase.end > phrase.core_end:
            return None
        entity = self.salience.most(phrase.start, "m" if self.a.lower[phrase.start] == "der" else "f", persons=True)
        near = entity is not None and self.salience.distance(entity, phrase.start) <= 1
        office = entity is not None and entity.head.endswith(tuple(self.v.word_class("department-head")))
        return entity if near and office else None

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
        return (self._description(phrase) if phrase is not None else None) or entity

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

    def _description(self, phrase: Phrase) -> Entity | None:
        """ "die Ministerin", "der 61-Jährige": a definite description of a person that the article names."""
        a = self.a
        first = a.lower[phrase.start]
        if self._is_genitive(phrase):
            return None
        if a.tags[phrase.start] in (
            "ART",
            "PDAT",
            "PIAT",
            "CARD",
            "PPOSAT",
        ) and first not in self.v.word_class("definite-determiner"):
            return None
        head = a.lower[phrase.head]
        fitting = self._described(head, phrase)
        before = [e for e in fitting if e.last_before(phrase.start) >= 0]
        if before:
            nearest = max(before, key=lambda e: e.last_before(phrase.start))
            return nearest if nearest.named else self._under_initial(nearest) or nearest
        behind = min(fitting, key=lambda e: e.mentions[0], default=None)
        return self._taken_up(phrase, head) or behind or self._announced(phrase)

    def _under_initial(self, unnamed: Entity) -> Entity | None:
        """ "Haft für einen 24-Jährigen. *Dennis B.* hatte …": whom the next sentence names, but for the surname."""
        here = self.a.sentence_of[unnamed.mentions[0]]
        for entity in self.index.entities:
            first, *_, last = entity.name.split() if " " in entity.name else ("", "")
            near = 0 <= self.a.sentence_of[entity.mentions[0]] - here <= 1
            if first and near and len(last) == 2 and last[1] == "." and self.salience.agrees(entity, unnamed.gender):
                return entity
        return None

    def _announced(self, phrase: Phrase) -> Entity | None:
        """„…“, scherzte *die Olympiasiegerin*. Fabienne Kreuzer gewann: who is named only in the next sentences."""
        gender = phrase.gender if phrase.gender in ("f", "m") else self._article_gender(self.a.lower[phrase.start])
        heading = self.a.blocks[self.a.block_of[phrase.start]].kind in ("headline", "subheading")
        bare = heading and self.a.tags[phrase.start] not in ("ART", "PIAT", "CARD")  # "*Wanderer* überlebt Blitzschlag"
        if not (bare or self._is_definite(phrase)) or self._is_attributed(phrase, "place"):
            return None
        if self.a.is_plural(phrase.head):
            return None
        persons = [e for e in self.index.entities if e.kind == "person" and e.named and self.salience.agrees(e, gender)]
        if any(e.last_before(phrase.start) >= 0 for e in persons):
            return None
        here = self.a.sentence_of[phrase.start]
        reach = _MAX_HEADED if heading else _MAX_ANNOUNCED
        bare_named = (e for e in persons if not e.role or e in self._learned)
        near = [e for e in bare_named if 0 < self.a.sentence_of[e.mentions[0]] - here <= reach]
        return min(near, key=lambda e: e.mentions[0], default=None)

    def _is_genitive(self, phrase: Phrase) -> bool:
        """ "Erkenntnisse *der Ermittler*": several, though "der" would do for one man, too."""
        before = self.a.previous(phrase.start)
        behind = before >= 0 and self.a.is_nominal(before) and self.a.lower[phrase.start] == "der"
        return behind and phrase.gender != "f"

    def _taken_up(self, phrase: Phrase, head: str) -> Entity | None:
        """The salient person that a definite description takes up: by age, origin, party, or a role not told before."""
        gender = phrase.gender if phrase.gender in ("f", "m") else self._article_gender(self.a.lower[phrase.start])
        entity = self.salience.most(phrase.start, gender, persons=True)
        if entity is not None and not entity.named and not self.v.is_generic_person(head):
            entity = self.salience.most(phrase.start, gender, persons=True, named=True)
        if entity is None:
            return None
        distance = self.salience.distance(entity, phrase.start)
        introduced = distance <= 1 and not any(speaker is entity for _, speaker in self.salience.speakers)
        if self._is_somebodys(phrase, head) and (entity.role or not introduced):
            return None
        alone = not self.salience.has_rival(entity, phrase.start, gender)
        if distance > (_MAX_TAKE_UP_ALONE if alone else _MAX_TAKE_UP):
            return None
        related = bool(entity.role) and self.index.is_relation(entity.head)
        told = (entity.role and not related) or not entity.named or not self._is_definite(phrase)
        if not told and not self.v.is_generic_person(head) and phrase.kind != "unknown":
            if not head.endswith(self.v.age_suffixes):
                entity.role, entity.head = entity.role or self.index.role_of(phrase)[0], head
            return entity
        if self.v.is_generic_person(head) or phrase.kind == "unknown" or self._is_trait(phrase, head):
            return entity
        if not self._is_definite(phrase) or not alone or not entity.named:
            return None
        return entity if self._may_tell_more(phrase, entity, distance, introduced=introduced) else None

    def _may_tell_more(self, phrase: Phrase, entity: Entity, distance: int, *, introduced: bool) -> bool:
        """ "Seine Chefin Heidrun Marx kam. „…“, sagte *die Marktleiterin*": a further role of somebody near."""
        head = self.a.lower[phrase.head]
        if phrase.end > phrase.core_end:  # "betonte *der Vorsitzende des Hilfsvereins*"
            return distance <= _MAX_UNTOLD and not self._is_attributed(phrase, "organisation", "place")
        office = tuple(self.v.word_class("office"))
        free = not head.endswith(office) or not entity.head.endswith(office) or self.v.is_generic_person(entity.head)
        return (introduced and free) or (distance <= _MAX_UNTOLD and not head.endswith(office))

    def _is_somebodys(self, phrase: Phrase, head: str) -> bool:
        """ "der Vater *des Opfers*": a relative of somebody else, but "der Vater zweier Kinder" may be named."""
        behind = self.a.lower[phrase.core_end] if phrase.end > phrase.core_end else ""
        return self.index.is_relation(head) and behind in self.v.word_class("definite-determiner")

    def _is_definite(self, phrase: Phrase) -> bool:
        return self.a.lower[phrase.start] in self.v.word_class("definite-determiner")

    def _is_definite_singular(self, phrase: Phrase) -> bool:
        """ "der Appenzeller", "die Thüringerin"."""
        article, head = self.a.lower[phrase.start], self.a.lower[phrase.head]
        aged = any(self.a.lower[i].endswith(self.v.age_suffixes) for i in range(phrase.start + 1, phrase.head))
        if aged or head in self.v.word_class("demonym"):
            return article in ("der", "die")
        endings = {"der": self.v.word_class("masculine-agent"), "die": self.v.word_class("feminine-agent")}
        return head.endswith(tuple(endings.get(article, ())))

    def _is_one(self, phrase: Phrase) -> bool:
        """ "der Unionspolitiker", "die Liberale": a noun for groups in the singular."""
        article, head = self.a.lower[phrase.start], self.a.lower[phrase.head]
        singular = article == "der" or (article == "die" and not head.endswith(("n", "er")))
        return singular and self.v.is_generic_person(head)

    def _described(self, head: str, phrase: Phrase) -> list[Entity]:
        """The persons whom a noun describes, wherever they are named."""
        fitting = []
        for entity in self.index.entities:
            if entity.kind != "person" or not entity.head or len(head) < _MIN_HEAD:
                continue
            if phrase.gender in ("f", "m") and entity.gender in ("f", "m") and phrase.gender != entity.gender:
                continue
            chair = any(
                head.endswith(tuple(self.v.word_class(word))) and entity.head.endswith(tuple(self.v.word_class(other)))
                for word, other in (("court-chair", "judge"), ("coach", "trainer"), ("player", "captain"))
            )
            years, jaehrig, _ = head.partition("-jährig")  # "einen 24-Jährigen … der 24-Jährige"
            aged = bool(jaehrig) and entity.head.startswith(years + jaehrig)
            last = head.rpartition("-")[2]  # "der CDU-*Minister*"
            named = entity.head.endswith(head) or (len(last) >= _MIN_HEAD and entity.head.endswith(last))
            if named or head.endswith(entity.head) or chair or aged:
                fitting.append(entity)
        return fitting

    def _is_trait(self, phrase: Phrase, head: str) -> bool:
        """What somebody is by trade or past, not in the matter: "die *gelernte* Köchin", "der *Forscher* der TU"."""
        definite = self._is_definite(phrase) and not self._is_attributed(phrase, "organisation", "place")
        past = any(self.a.lower[i] in self.v.word_class("biographic") for i in range(phrase.start + 1, phrase.head))
        learned = head.endswith(tuple(self.v.word_class("trait-ending")))
        return definite and (past or learned or head in self.v.word_class("trait"))

    def _is_attributed(self, phrase: Phrase, *harmless: str) -> bool:
        """ "der Anwalt *des Mannes*": whether a description has an attribute, of other kinds than those named."""
        if phrase.end == phrase.core_end:
            return False
        start = phrase.core_end + (self.a.tags[phrase.core_end] in PREPOSITION_TAGS)
        inner = self.index.reader.at(start, phrase.end)
        return inner is None or inner.kind not in harmless

    def _article_gender(self, article: str) -> str | None:
        return {"der": "m", "die": "f", "dem": "m", "den": "m", "des": "m"}.get(article)


def _record_kind(kind: str) -> str:
    return kind if kind in ("person", "organisation", "place", "group", "document") else "unknown"
