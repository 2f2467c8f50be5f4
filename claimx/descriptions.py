"""Whom descriptions take up: "die Ministerin", "der 61-Jährige", "der Ortschef" is somebody whom the article names."""

from __future__ import annotations

from claimx.analysis import Analysis
from claimx.entities import Entity, EntityIndex
from claimx.grammar import PREPOSITION_TAGS
from claimx.phrases import Phrase
from claimx.roles import RoleFinder
from claimx.salience import Salience

_MIN_HEAD = 4
_MAX_TAKE_UP = 3  # sentences
_MAX_TAKE_UP_ALONE = 6  # sentences, where nobody else may be meant
_MAX_UNTOLD = 2  # sentences, where only the context says that it is the same person: "der Landarzt"
_MAX_ANNOUNCED = 2  # sentences
_MAX_HEADED = 4  # sentences below a heading
_CALLED = (
    ("court-chair", "judge"),
    ("coach", "trainer"),
    ("player", "captain"),
    ("town-head", "mayor"),
    ("ressort-head", "minister"),
    ("council-title", "department-head"),
)
"""Classes of nouns for somebody whose role the article tells by a noun of the other class."""


class DescriptionFinder:
    """Finds the persons of one Doc whom its definite descriptions mean, while claims are attributed in text order."""

    def __init__(self, analysis: Analysis, index: EntityIndex, roles: RoleFinder, salience: Salience) -> None:
        self.a = analysis
        self.v = analysis.vocabulary
        self.index = index
        self.roles = roles
        self.salience = salience
        self._learned: list[Entity] = []
        """Whose role the narrator tells behind the name."""

    def learn(self) -> None:
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
                entity.role, entity.head = self.index.role_reader.role(phrase)[0], self.a.lower[phrase.head]
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

    def find(self, phrase: Phrase) -> Entity | None:
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
            return self._successor(phrase) if a.lower[phrase.head] in self.v.word_class("successor") else None
        head = a.lower[phrase.head]
        fitting = self._described(head, phrase)
        before = [e for e in fitting if e.last_before(phrase.start) >= 0]
        if before:
            nearest = max(before, key=lambda e: e.last_before(phrase.start))
            return nearest if nearest.named else self._under_initial(nearest) or nearest
        behind = min(fitting, key=lambda e: e.mentions[0], default=None)
        return self._taken_up(phrase, head) or behind or self._announced(phrase)

    def councillor(self, phrase: Phrase) -> Entity | None:
        """ "Baudirektor Urs Brändle …, sagte *der Regierungsrat*": a member is called like the council itself."""
        head = self.a.lower[phrase.head]
        if head not in self.v.word_class("council-title") or phrase.end > phrase.core_end:
            return None
        entity = self.salience.most(phrase.start, "m" if self.a.lower[phrase.start] == "der" else "f", persons=True)
        near = entity is not None and self.salience.distance(entity, phrase.start) <= 1
        office = entity is not None and entity.head.endswith(tuple(self.v.word_class("department-head")))
        return entity if near and office else None

    def _successor(self, phrase: Phrase) -> Entity | None:
        """ "Roth ist neue Chefin. Kern mahnte … *Seine Nachfolgerin* …": the other one named before, by gender."""
        gender = "f" if self.a.lower[phrase.head].endswith("in") else "m"
        owner = self.salience.most(phrase.start, "m" if self.a.lower[phrase.start].startswith("sein") else "f")
        entities = (e for e in self.index.entities if e.kind == "person" and e.named and e is not owner)
        near = [e for e in entities if e.gender == gender and e.last_before(phrase.start) >= 0]
        return max(near, key=lambda e: e.last_before(phrase.start), default=None)

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
        if not (bare or self.is_definite(phrase)) or self._is_attributed(phrase, "place"):
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
        if self._is_charged(head, entity) or (self._is_somebodys(phrase, head) and (entity.role or not introduced)):
            return None
        alone = not self.salience.has_rival(entity, phrase.start, gender)
        if distance > (_MAX_TAKE_UP_ALONE if alone else _MAX_TAKE_UP):
            return None
        related = bool(entity.role) and self.index.is_relation(entity.head)
        told = (entity.role and not related) or not entity.named or not self.is_definite(phrase)
        if not told and not self.v.is_generic_person(head) and phrase.kind != "unknown":
            if not head.endswith(self.v.age_suffixes):
                entity.role, entity.head = entity.role or self.index.role_reader.role(phrase)[0], head
            return entity
        if self.v.is_generic_person(head) or phrase.kind == "unknown" or self._is_trait(phrase, head):
            self._tell_trade(entity, phrase, head)
            return entity
        if not self.is_definite(phrase) or not alone or not entity.named:
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

    def _is_charged(self, head: str, entity: Entity) -> bool:
        """ "*Der Angeklagte* schwieg": never the prosecutor."""
        return head in self.v.word_class("case-role") and entity.head.endswith(tuple(self.v.word_class("court-office")))

    def _tell_trade(self, entity: Entity, phrase: Phrase, head: str) -> None:
        """ "…, erzählte *die Oppositionspolitikerin*": a general noun that tells somebody's trade all the same."""
        if not entity.role and entity.named and head.endswith(tuple(self.v.word_class("trade-person"))):
            entity.role = self.index.role_reader.role(phrase)[0]

    def _is_somebodys(self, phrase: Phrase, head: str) -> bool:
        """ "der Vater *des Opfers*": a relative of somebody else, but "der Vater zweier Kinder" may be named."""
        behind = self.a.lower[phrase.core_end] if phrase.end > phrase.core_end else ""
        return self.index.is_relation(head) and behind in self.v.word_class("definite-determiner")

    def _described(self, head: str, phrase: Phrase) -> list[Entity]:
        """The persons whom a noun describes, wherever they are named."""
        fitting = []
        for entity in self.index.entities:
            if entity.kind != "person" or not entity.head or len(head) < _MIN_HEAD:
                continue
            if phrase.gender in ("f", "m") and entity.gender in ("f", "m") and phrase.gender != entity.gender:
                continue
            called = any(
                head.endswith(tuple(self.v.word_class(word))) and entity.head.endswith(tuple(self.v.word_class(other)))
                for word, other in _CALLED
            )
            years, jaehrig, _ = head.partition("-jährig")  # "einen 24-Jährigen … der 24-Jährige"
            aged = bool(jaehrig) and entity.head.startswith(years + jaehrig)
            last = head.rpartition("-")[2]  # "der CDU-*Minister*"
            named = entity.head.endswith(head) or (len(last) >= _MIN_HEAD and entity.head.endswith(last))
            if named or head.endswith(entity.head) or called or aged:
                fitting.append(entity)
        return fitting

    def _is_trait(self, phrase: Phrase, head: str) -> bool:
        """What somebody is by trade or past, not in the matter: "die *gelernte* Köchin", "der *Forscher* der TU"."""
        definite = self.is_definite(phrase) and not self._is_attributed(phrase, "organisation", "place")
        past = any(self.a.lower[i] in self.v.word_class("biographic") for i in range(phrase.start + 1, phrase.head))
        learned = head.endswith(tuple(self.v.word_class("trait-ending")))
        return definite and (past or learned or head in self.v.word_class("trait"))

    def is_definite(self, phrase: Phrase) -> bool:
        """Whether a phrase begins with "der", "die", "dieser" and the like."""
        return self.a.lower[phrase.start] in self.v.word_class("definite-determiner")

    def is_definite_singular(self, phrase: Phrase) -> bool:
        """ "der Appenzeller", "die Thüringerin"."""
        article, head = self.a.lower[phrase.start], self.a.lower[phrase.head]
        aged = any(self.a.lower[i].endswith(self.v.age_suffixes) for i in range(phrase.start + 1, phrase.head))
        past = any(self.a.lower[i] in self.v.word_class("biographic") for i in range(phrase.start + 1, phrase.head))
        if aged or past or head in self.v.word_class("demonym"):
            return article in ("der", "die")  # "die *frühere* Coiffeuse"
        endings = {"der": self.v.word_class("masculine-agent"), "die": self.v.word_class("feminine-agent")}
        return head.endswith(tuple(endings.get(article, ())))

    def is_one(self, phrase: Phrase) -> bool:
        """ "der Unionspolitiker", "die Liberale": a noun for groups in the singular."""
        article, head = self.a.lower[phrase.start], self.a.lower[phrase.head]
        singular = article == "der" or (article == "die" and not head.endswith(("n", "er")))
        return singular and self.v.is_generic_person(head)

    def _is_genitive(self, phrase: Phrase) -> bool:
        """ "Erkenntnisse *der Ermittler*": several, though "der" would do for one man, too."""
        before = self.a.previous(phrase.start)
        behind = before >= 0 and self.a.is_nominal(before) and self.a.lower[phrase.start] == "der"
        return behind and phrase.gender != "f"

    def _is_attributed(self, phrase: Phrase, *harmless: str) -> bool:
        """ "der Anwalt *des Mannes*": whether a description has an attribute, of other kinds than those named."""
        if phrase.end == phrase.core_end:
            return False
        start = phrase.core_end + (self.a.tags[phrase.core_end] in PREPOSITION_TAGS)
        inner = self.index.reader.at(start, phrase.end)
        return inner is None or inner.kind not in harmless

    def _article_gender(self, article: str) -> str | None:
        return {"der": "m", "die": "f", "dem": "m", "den": "m", "des": "m"}.get(article)
