"""The persons and organisations of an article: who is named, with which role, where."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from claimx.analysis import Analysis
from claimx.grammar import NOUN_TAGS, PREPOSITION_TAGS, QUOTATION_MARKS
from claimx.nominative import nominative
from claimx.phrases import Phrase, PhraseReader
from claimx.role_reading import RoleReader

_GENITIVE = ("s", "’", "'")
_DETERMINERS = frozenset({"ART", "PPOSAT", "PDAT", "PIAT", "APPRART"})


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something that an article names; ``mentions`` are the first tokens of its mentions, sorted."""

    name: str
    kind: str
    gender: str = "-"
    role: str = ""
    head: str = ""
    """The noun that describes it, lower case: "verteidigungsministerin", "bauernverband"."""
    detail: str = ""
    named: bool = True
    mentions: list[int] = field(default_factory=list)

    @property
    def surname(self) -> str:
        """The last word of a person's name."""
        return self.name.split()[-1]

    def last_before(self, i: int) -> int:
        """The last mention before token ``i``, or -1."""
        at = bisect_left(self.mentions, i)
        return self.mentions[at - 1] if at else -1

    def add(self, i: int) -> None:
        """Remember a mention."""
        at = bisect_left(self.mentions, i)
        if self.mentions[at : at + 1] != [i]:
            self.mentions.insert(at, i)


class EntityIndex:
    """All entities of one analysed Doc, found in one pass over its phrases."""

    def __init__(self, analysis: Analysis, reader: PhraseReader) -> None:
        self.a = analysis
        self.v = analysis.vocabulary
        self.reader = reader
        self.role_reader = RoleReader(analysis, reader)
        self.entities: list[Entity] = []
        self.described: list[Entity] = []
        """Persons by their role alone ("der Koch"): whom a pronoun means when nobody has a name."""
        self.pairs: list[tuple[int, Entity, Entity]] = []
        """Persons named together ("Lena Roth und Ali Demir"), with the first token."""
        self._by_name: dict[str, Entity] = {}
        self._by_surname: dict[str, Entity] = {}
        self._firms: bool | None = None
        phrases = list(self._scan())
        for phrase in phrases:
            named = phrase if phrase.name[0] < phrase.name[1] else phrase.apposition
            if phrase.kind == "person" and named is not None and self._is_full_name(named):
                self._add_person(phrase, named)
        for phrase in phrases:
            if self._is_known_by_one_name(phrase):
                self._add_person(phrase, phrase)
        for phrase in phrases:
            self._add_other(phrase)
            self._add_pair(phrase)
        for phrase in phrases:
            self._add_unnamed(phrase)
        self._join_short_forms()

    def _scan(self) -> list[Phrase]:
        phrases, i, n = [], 0, len(self.a.words)
        while i < n:
            block = self.a.blocks[self.a.block_of[i]]
            core = None if self.a.noise[i] else self.reader.core(i, block.end)
            if core is None:
                i += 1
                continue
            phrases.append(core if core.pronoun else self.reader.extend(core, block.end))
            i = max(core.core_end, i + 1)
        return phrases

    # --- persons ----------------------------------------------------------------------------------

    def _add_person(self, phrase: Phrase, named: Phrase) -> None:
        name = self.clean_name(named)
        entity = self._by_name.get(name) or self._by_name.get(name.removesuffix("s"))
        if entity is None:
            entity = Entity(name, "person")
            self.entities.append(entity)
            self._by_name[name] = entity
            self._by_surname.setdefault(entity.surname, entity)
        entity.add(phrase.start)
        if entity.gender not in ("f", "m") and phrase.gender in ("f", "m"):
            entity.gender = phrase.gender
        role, head = self.role_reader.role(phrase)
        if role and not entity.role and not self._is_mere_relation(phrase, head):
            entity.role, entity.head = role, head

    def _is_full_name(self, phrase: Phrase) -> bool:
        """Whether a name has a first name, too, or is that of a relative: "seine Tochter Livia", not "von Rechlin"."""
        first, end = phrase.name
        if end - first == 1:
            relative = phrase.role[0] < phrase.role[1] and self.is_relation(self.a.lower[phrase.role[1] - 1])
            relative = relative or self.a.tags[phrase.start] == "PPOSAT"  # "*Seine Frau* Tijana"
            return relative and self.v.is_first_name(self.a.words[first])
        return self.a.words[first][:1].isupper()

    def _is_known_by_one_name(self, phrase: Phrase) -> bool:
        """ "Kitesurfer *Momo*", "Bürgermeister *Huber*", "der zehnjährige *Luis*": a name that is nobody's so far."""
        first, end = phrase.name
        aged = self.reader.names.is_aged(first, end)
        if phrase.kind != "person" or end - first != 1 or not (aged or phrase.role[0] < phrase.role[1]):
            return False
        name = self.a.words[first]
        known = self.by_surname(name) is not None or self.by_first_name(name) is not None
        return (aged or self.a.tags[first] == "NE") and not known and not self._is_firm(phrase)

    def _is_mere_relation(self, phrase: Phrase, head: str) -> bool:
        """ "mit *seinem US-Kollegen* Donald Trump": a relation to somebody else is no role, but "Kollege Falk" is."""
        determined = phrase.start < phrase.role[0] or self.a.tags[phrase.start] in _DETERMINERS
        return determined and self.is_relation(head)

    def is_relation(self, head: str) -> bool:
        """Whether a noun says what somebody is to somebody else: "Kollege", "Nachbarin"."""
        relations = self.v.word_class("relation")
        return head.rpartition("-")[2] in relations or head.endswith(tuple(self.v.word_class("relation-ending")))

    def _add_pair(self, phrase: Phrase) -> None:
        if phrase.kind != "person" or phrase.pronoun:
            return
        block = self.a.blocks[self.a.block_of[phrase.start]]
        both = [self.person(part) for part in self.reader.conjoined(phrase, block.end).conjuncts]
        if len(both) == 2 and both[0] is not None and both[1] is not None:
            self.pairs.append((phrase.start, both[0], both[1]))

    def person(self, phrase: Phrase) -> Entity | None:
        """The person that a phrase names, or None."""
        named = phrase if phrase.name[0] < phrase.name[1] else phrase.apposition
        if named is None or named.name[0] == named.name[1]:
            return None
        name = self.clean_name(named)
        return self._by_name.get(name) or self.by_surname(name.split()[-1])

    def clean_name(self, phrase: Phrase) -> str:
        """The name of a phrase as one string, without marks; a genitive ending goes where the bare name is known."""
        words = [
            self.a.words[i]
            for i in range(*phrase.name)
            if not self.a.blank[i] and self.a.words[i] not in QUOTATION_MARKS
        ]
        return " ".join(map(_unshouted, words))

    def _add_unnamed(self, phrase: Phrase) -> None:
        """ "Eine ehemalige Amtsleiterin": introduced without a name, and taken up again like one."""
        if phrase.kind != "person" or phrase.has_name:
            return
        article = self.a.lower[phrase.start]
        if article in ("der", "die") and phrase.role[0] < phrase.role[1]:
            name = self.plain_text(phrase)
            self.described.append(Entity(name, "person", phrase.gender, named=False, mentions=[phrase.start]))
        if article not in self.v.word_class("indefinite-determiner"):
            return
        name = self.plain_text(phrase)
        entity = self._by_name.get(name)
        if entity is None:
            entity = Entity(name, "person", phrase.gender, head=self.a.lower[phrase.head], named=False)
            self.entities.append(entity)
            self._by_name[name] = entity
        entity.add(phrase.start)

    # --- others -----------------------------------------------------------------------------------

    def _add_other(self, phrase: Phrase) -> None:
        if phrase.pronoun:
            return
        if phrase.kind in ("person", "unknown", "place") or self.is_mistaken(phrase):
            word = self.a.words[phrase.core_end - 1]
            entity = self.by_surname(word) or (self.by_first_name(word) if self._is_one_name(phrase) else None)
            if entity is not None and (phrase.kind != "place" or phrase.name[1] - phrase.name[0] == 1):
                entity.add(phrase.start)
                role, head = self.role_reader.role(phrase)
                named = phrase.name[0] < phrase.name[1]
                if role and not entity.role and named and not self._is_mere_relation(phrase, head):
                    entity.role, entity.head = role, head
                if entity.gender not in ("f", "m"):
                    entity.gender = phrase.gender
                return
        if phrase.kind == "organisation" or (phrase.kind == "place" and phrase.preposition < 0):
            self._add_organisation(phrase)
        elif phrase.kind == "person" and self._is_firm(phrase):
            head = self.a.lower[phrase.role[1] - 1]
            self._add_mention(Entity(self.clean_name(phrase), "organisation", "m", head=head, detail="company"), phrase)

    def _is_one_name(self, phrase: Phrase) -> bool:
        """ "Und *Chantal*?": a name of one word, without a role."""
        return phrase.core_end - phrase.start == 1 and self.a.tags[phrase.start] == "NE"

    def _is_firm(self, phrase: Phrase) -> bool:
        """ "der Lachszüchter *Havbris*": a trade with a single name, where the article speaks of a firm."""
        (first, end), head = phrase.name, self.a.lower[phrase.role[1] - 1]
        single = end - first == 1 and head.endswith(tuple(self.v.word_class("trade-ending")))
        return single and self._speaks_of_firms() and not self.v.is_first_name(self.a.words[first])

    def _speaks_of_firms(self) -> bool:
        """Whether the article takes up something as a firm: "*das Unternehmen*"."""
        if self._firms is None:
            firm = self.v.word_class("firm-noun")
            self._firms = any(word in firm for word in self.a.lower)
        return self._firms

    def add_source(self, phrase: Phrase, name: str) -> None:
        """Remember a speaker whom no lexicon knows, to be taken up: "nach Angaben der Küstenbahn … das Unternehmen"."""
        self._add_mention(Entity(name, "organisation", head=self.a.lower[phrase.head], named=False), phrase)

    def _add_mention(self, entity: Entity, phrase: Phrase) -> None:
        """Remember a mention of an entity, which is added unless its name is known."""
        known = self._by_name.setdefault(entity.name, entity)
        if known is entity:
            self.entities.append(entity)
        known.add(phrase.start)

    def is_mistaken(self, phrase: Phrase) -> bool:
        """Whether a person's surname alone was taken for an organisation, which no lexicon confirms."""
        if phrase.kind != "organisation" or phrase.core_end - phrase.start > 1:
            return False
        word = self.a.words[phrase.start]
        return self.by_surname(word) is not None and self.v.noun(word) is None and self.v.outlet(word) is None

    def by_surname(self, word: str) -> Entity | None:
        """The person with this surname, also in the genitive."""
        entity = self._by_surname.get(word)
        if entity is None and word.endswith(_GENITIVE):
            entity = self._by_surname.get(word[:-1])
        return entity

    def by_first_name(self, word: str) -> Entity | None:
        """The only person of an article with this first name: "sagt *Jan-Ole*"."""
        found = [e for e in self.entities if e.kind == "person" and e.named and e.name.startswith(f"{word} ")]
        return found[0] if len(found) == 1 else None

    def by_name(self, name: str) -> Entity | None:
        """The entity with exactly this name."""
        return self._by_name.get(name)

    def phrase_at(self, i: int) -> Phrase | None:
        """The phrase that begins at token ``i``, such as at a mention; None without one."""
        return self.reader.at(i, self.a.blocks[self.a.block_of[i]].end)

    def is_proper(self, phrase: Phrase) -> bool:
        """Whether a phrase is a name of the lexicon though it has no tagged name: "das Weiße Haus"."""
        text = self.a.text(phrase.start, phrase.core_end)
        bare = text.split(" ", 1)[-1]
        return self._has_capital_adjective(phrase) or any(
            t in self.v.declined_names or ((n := self.v.organisations.exact(t)) is not None and n.proper)
            for t in (text, bare)
        )

    def _has_capital_adjective(self, phrase: Phrase) -> bool:
        """ "der *Deutsche* Journalisten-Verband", but not "der Berliner Verband"."""
        return any(
            self.a.tags[i] == "ADJA" and self.a.words[i][:1].isupper() and not self.a.words[i].endswith("er")
            for i in range(phrase.start + 1, phrase.core_end)
        )

    def outlet_name(self, phrase: Phrase) -> str:
        """The name of an outlet without its common noun and marks ("die Agentur Tass" → "Tass"), or ""."""
        start, end = phrase.name
        if start == end:
            start, end = self._unmarked_name(phrase)
        nouns = start
        while nouns < end - 1 and self._is_generic_head(nouns) and not self.a.words[nouns + 1].isdigit():
            nouns += 1
        if nouns == start:
            return ""
        return " ".join(
            w for i in range(nouns, end) if (w := self.a.words[i]) not in QUOTATION_MARKS and not self.a.blank[i]
        )

    def _unmarked_name(self, phrase: Phrase) -> tuple[int, int]:
        """The nouns of a core that is a common noun with a name that no tag tells: "die Organisation *Datenwacht*"."""
        start = phrase.start
        while start < phrase.core_end and self.a.tags[start] in ("ART", "ADJA", "PPOSAT", "PDAT", "APPRART"):
            start += 1
        return (start, phrase.core_end) if phrase.kind == "organisation" else (start, start)

    def _is_generic_head(self, i: int) -> bool:
        """A common noun that a proper name does not need: "die *Gewerkschaft* Verdi", "der *Sender* NTV"."""
        if self.v.is_outlet_noun(self.a.words[i]):
            return True
        following = self.a.words[i + 1]
        generic = self._ends_like(i, "generic-head")
        if following.isupper() and following.isalpha():  # "der Weltverband UCI", but not "die Mustermann AG"
            place = following in self.v.places or following.lower() in self.v.word_class("org-form")
            return generic or (not place and self._ends_like(i, "short-name-head"))
        if following in QUOTATION_MARKS and self.v.organisations.get(self.a.words[i]) is not None:
            return True  # "die Gruppe „Mauerfuchs“"
        return generic and (
            self.a.tags[i + 1] == "NE" or following in QUOTATION_MARKS or self.v.noun(following) is None
        )

    def _ends_like(self, i: int, name: str) -> bool:
        return any(self.a.lower[i].endswith(word) for word in self.v.word_class(name))

    def _add_organisation(self, phrase: Phrase) -> None:
        name = self.outlet_name(phrase) or self.plain_text(phrase)
        entity = self._by_name.get(name)
        if entity is None:
            noun = self.v.noun(self.a.words[phrase.head]) or next(
                (n for i in range(phrase.start, phrase.core_end) if (n := self.v.noun(self.a.words[i]))), None
            )
            head = next(
                (
                    self.a.lower[i]
                    for i in range(phrase.start, phrase.core_end)
                    if self.v.organisations.get(self.a.words[i])
                ),
                "",
            )
            formed = phrase.has_name and self.a.lower[phrase.core_end - 1] in self.v.word_class("firm-form")
            detail = "company" if formed else noun.detail if noun else ""  # "AG" alone is a court
            entity = Entity(name, phrase.kind, noun.gender if noun else "-", head=head, detail=detail, named=False)
            self.entities.append(entity)
            self._by_name[name] = entity
        entity.named = entity.named or phrase.has_name or self.is_proper(phrase)
        if acronym := self._acronym(phrase):
            self._by_name.setdefault(acronym, entity)
        entity.add(phrase.start)

    def _join_short_forms(self) -> None:
        """ "Kroll" and "Kroll Fluidtechnik" are one firm: the short form takes the name of the only longer one."""
        firms = [e for e in self.entities if e.kind == "organisation"]
        for short in firms:
            if " " in short.name or self.v.noun(short.name) is not None or self.v.outlet(short.name) is not None:
                continue
            longer = [e for e in firms if e.name.startswith(short.name + " ")]
            if len(longer) == 1:
                for mention in short.mentions:
                    longer[0].add(mention)
                self.entities.remove(short)
                self._by_name[short.name] = longer[0]

    def _acronym(self, phrase: Phrase) -> str:
        """ "Bundesgerichtshof (*BGH*)": the short form in brackets behind a name."""
        start = phrase.core_end if self.a.words[phrase.core_end : phrase.core_end + 1] == ["("] else phrase.end - 3
        words = self.a.words[max(start, phrase.core_end) : start + 3]
        bracketed = len(words) == 3 and words[0] == "(" and words[2] == ")"
        return words[1] if bracketed and words[1].isupper() else ""

    def plain_text(self, phrase: Phrase) -> str:
        """The text of a phrase in the nominative, without its article, brackets and apposition."""
        start = phrase.start
        while start < phrase.core_end - 1 and self._is_determiner(start):
            start += 1
            if self.a.tags[start] in PREPOSITION_TAGS:
                start = phrase.head  # "ein *am Montag vorgestelltes* Gutachten"
        end = phrase.end
        if phrase.apposition is not None:
            end = min(end, self.a.previous(phrase.apposition.start))
        end = self._before_place(phrase, end)
        words = [
            i
            for i in range(start, end)
            if not self.a.blank[i]
            and (not self.a.aside[i] or self.a.aside[phrase.start])  # a name in brackets is all of its phrase
            and self.a.words[i] not in QUOTATION_MARKS
        ]
        text = " ".join(self.a.words[i] for i in words)
        if text.endswith(".") and (self.v.outlet(text[:-1]) is not None or text[-2:-1].isdigit()):
            return text[:-1]  # "… sagte er in der *ZIB2.*", "… dem Sender *TV 24.*"
        return self.v.base_forms.get(text) or " ".join(nominative(self.a, phrase, i) for i in words)

    def _is_determiner(self, i: int) -> bool:
        """Whether a word is no part of a phrase's name: "*eine* Nutzerin", "*deren* Anwältin", "*70-seitiger* Text"."""
        owned = self.a.lower[i] in self.v.word_class("relative-owner")
        measured = self.a.lower[i].endswith(tuple(self.v.word_class("measure-ending")))
        pages = self.v.word_class("page-measure")  # "in dem *80 Seiten starken* Bericht"
        paged = self.a.lower[i] in pages or (self.a.tags[i] == "CARD" and self.a.lower[i + 1] in pages)
        return self.a.tags[i] in _DETERMINERS or owned or measured or paged

    def _before_place(self, phrase: Phrase, end: int) -> int:
        """Where the name ends before the place of its bearer: "die Nordstern GmbH *aus Kiel*".

        A bare noun needs its place: "das Ministerium in Wien".
        """
        places = self.v.word_class("place-preposition")
        start = next((i for i in range(end - 1, phrase.core_end - 1, -1) if self.a.tags[i] not in NOUN_TAGS), end)
        placed = phrase.kind == "organisation" and start < end - 1 and self.a.lower[start] in places
        own = start > phrase.core_end or phrase.has_name or self.is_proper(phrase)
        return start if placed and own else end


def _unshouted(word: str) -> str:
    """ "WIELTSCHNIG" in a label is the name "Wieltschnig"; short forms stay."""
    return word.capitalize() if word.isupper() and len(word) > 4 else word
