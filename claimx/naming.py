"""What the nouns of a phrase are: role, titles and name, and the kind of who or what they mean.

Tags carry the reading, since they are the most reliable layer of any pipeline; the entity labels decide only
where the lexicons are silent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claimx.analysis import Analysis
from claimx.grammar import FINITE_TAGS, PREPOSITION_TAGS
from claimx.tagging import surnames
from claimx.vocabulary import Noun

_KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place", "GPE": "place"}
_ADVERBS = frozenset({"ADV", "ADJD"})
_MIN_ROLE = 4  # letters of a role that no lexicon has: "Xi Jinping" is a name
_MAX_TRADE = 10  # tokens behind a name


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: ``start:core_end`` with determiner and name, ``start:end`` with all that belongs to it."""

    start: int
    core_end: int
    end: int
    head: int
    """The noun that decides the kind: the role noun, else the last noun or name."""
    name: tuple[int, int]
    """Token bounds of the proper name; empty (n, n) without one."""
    role: tuple[int, int]
    """Token bounds of the role or description in the core, adjectives included; empty without one."""
    kind: str
    gender: str
    pronoun: bool = False
    preposition: int = -1
    apposition: Phrase | None = None
    conjuncts: tuple[Phrase, ...] = ()
    label: str = ""
    """The name where the tokens do not spell it: "ukrainischen" (Angaben) is "Ukraine"."""

    @property
    def has_name(self) -> bool:
        """Whether the phrase holds a proper name, itself or in an apposition."""
        return self.name[0] < self.name[1] or (self.apposition is not None and self.apposition.has_name)


class NameReader:
    """Tells roles, titles and names apart in the phrases of one analysed Doc."""

    def __init__(self, analysis: Analysis) -> None:
        self.a = analysis
        self.v = analysis.vocabulary
        self._entity = {i: ent.label_ for ent in analysis.doc.ents for i in range(ent.start, ent.end)}
        self.surnames = surnames(analysis.words, analysis.tags, self.v) | frozenset(self._labelled_surnames())

    def _labelled_surnames(self) -> Iterator[str]:
        """ "Annelies *Schuler*": a surname tagged as a noun, which no lexicon has and the label takes for a name."""
        for ent in self.a.doc.ents:
            first, last = self.a.words[ent.start], self.a.words[ent.end - 1]
            whole = ent.label_ == "PER" and ent.end - ent.start == 2 and self.v.is_first_name(first)
            if whole and self.a.tags[ent.start] == "NE" and self.a.tags[ent.end - 1] == "NN" and not self.v.noun(last):
                yield last

    def phrase(self, start: int, modifiers: int, first: int, end: int) -> Phrase:
        """The phrase of a core, its nouns split into role, titles and name."""
        a = self.a
        first = self._behind_owner(first, end)
        split = first
        role_end = first
        for j in range(first, end):
            if self.title(j) not in (None, "particle"):
                split = j + 1
                continue
            if self._is_role(j, end) and not (role_end > first and self._is_unknown_name(j)):
                split = role_end = j + 1
            else:
                break
        kind, gender, head = self._kind(first, role_end, split, end)
        determined = start < first and a.tags[start] in ("ART", "PDAT", "PPOSAT")
        described = determined and end - first == 1 and not self.is_aged(first, end)
        if role_end > first and split == role_end == end - 1 and self._is_country_genitive(end - 1):
            split = role_end = end  # "der Verteidigungsminister Österreichs"
        name = (split, end) if kind == "person" and split < end and not described else (end, end)
        if kind != "person" and any(a.tags[j] in ("NE", "FM") for j in range(first, end)):
            name = (first, end)
        role = (modifiers, role_end) if kind == "person" and role_end > first else (first, first)
        if kind == "person" and (split >= end or described) and role_end == first:
            role = (modifiers, end)
        return Phrase(start, end, end, head, name, role, kind, gender, preposition=self.preposition(start))

    def _behind_owner(self, first: int, end: int) -> int:
        """ "Finnlands *Verteidigungsministerin* Aino Lehtola": a genitive of a name in front does not count."""
        j = first
        while j < end - 1 and self._may_own(j, first) and self.a.words[j] not in self.v.titles:
            j += 1
        for k in range(first, j):
            owner = self.a.words[k].endswith("s") or self.v.is_origin(self.a.lower[k])
            if owner and not self.v.is_first_name(self.a.words[k]) and self._may_be_role(k + 1, end):
                return k + 1
        return first

    def _may_own(self, j: int, first: int) -> bool:
        """Whether a word may be a name in front: tagged so, or the bare genitive that opens a phrase."""
        if self.a.tags[j] == "NE":
            return True
        bare = j == first and (j == 0 or self.a.tags[j - 1] not in ("ART", "ADJA", "APPRART", "PPOSAT"))
        return bare and self.a.tags[j] == "NN" and self.v.noun(self.a.words[j]) is None

    def _may_be_role(self, j: int, end: int) -> bool:
        """Whether a noun is a role by the lexicon or by a first name behind it."""
        return self.v.roles.get(self.a.words[j]) is not None or (
            j + 1 < end and self.v.is_first_name(self.a.words[j + 1])
        )

    def _is_role(self, j: int, end: int) -> bool:
        word = self.a.words[j]
        noun = self.v.noun(word)
        if self.v.is_first_name(word) and j + 1 < end and (self.a.tags[j] == "NE" or noun is None):
            return False
        opens = self.a.doc[j].is_sent_start and word not in self.surnames  # "*Fischhändler* droht Bargfelde: …"
        if (
            noun
            and noun.kind == "person"
            and (self.a.tags[j] != "NE" or j + 1 < end or "-" in word or self.v.roles.exact(word) or opens)
        ):
            return True
        # "Grünen-Haushaltspolitiker", "ZDF-Korrespondent": an unknown compound before a first name
        return (
            (
                self.a.tags[j] == "NN" or (self.a.tags[j] == "NE" and (j + 2 < end or "-" in word))
            )  # not "Tyrese Coleman"
            and len(word) >= _MIN_ROLE
            and j + 1 < end
            and self.v.is_first_name(self.a.words[j + 1])
            and (
                noun is None
                or noun.kind not in ("organisation", "place")
                or noun.word.lower() in self.v.word_class("body-role")  # "*DGB-Vorstand* Uwe Kretzer"
                or self.v.roles.get(word) is not None
                or word.lower() in self.v.word_class("generic-person")  # "die finnische *Grüne* Satu Lehtinen"
            )
        )

    def _is_unknown_name(self, j: int) -> bool:
        """ "die Ärztin *Nguyen* Thi Mai": behind a role stands a name, though a first name follows."""
        return self.a.tags[j] == "NE" and self.v.noun(self.a.words[j]) is None

    def _is_country_genitive(self, j: int) -> bool:
        word = self.a.words[j]
        return word.endswith("s") and word[:-1] in self.v.places

    def _kind(self, first: int, role_end: int, split: int, end: int) -> tuple[str, str, int]:
        a = self.a
        if role_end > first:
            noun = self.v.noun(a.words[role_end - 1])
            if noun and noun.detail == "body" and split >= end:
                return "organisation", "-", role_end - 1
            return "person", self._role_gender(noun, self._name_gender(split, end)), role_end - 1
        if split > first:
            gender = next(
                (g for j in range(first, split) if (g := self.v.title_gender.get(a.words[j], "-")) in "fm"),
                "-",
            )
            return "person", gender if gender in ("f", "m") else self._name_gender(split, end), end - 1
        if a.lower[end - 1].endswith(self.v.age_suffixes):
            return "person", self._article_gender(first), end - 1
        text = a.text(first, end)
        if self.v.outlet(text):
            return "organisation", "-", end - 1
        named = self.v.is_first_name(a.words[first]) and end - first >= 2 and not self._is_organisation(first, end)
        if named or self.is_aged(first, end):
            return "person", self._name_gender(first, end), end - 1
        for j in (first, end - 1):
            if noun := self.v.noun(a.words[j]):
                surname = noun.kind == "person" and first < j and a.tags[first] == "NE"  # "Cemile *Kaplan*"
                return noun.kind, "-" if surname else noun.gender, j
        if end - first > 1 and self.v.is_outlet_noun(a.words[first]):
            return "organisation", "-", first  # "in der *Talkshow* „3nach9“"
        return self._unknown_kind(first, end)

    def _unknown_kind(self, first: int, end: int) -> tuple[str, str, int]:
        """What a name is that no lexicon knows, by the other names of the article and by its label."""
        if end - first == 1 and self.a.words[first] in self.surnames:
            return "person", "-", end - 1
        trade = self._trade(first, end)
        if trade is not None:
            return "person", trade.gender, end - 1
        kind = _KINDS.get(self._entity.get(end - 1, ""), "unknown")
        if kind == "person" and self._is_thing(first, end):
            kind = "unknown"
        gender = self._name_gender(first, end) if kind == "person" else "-"
        return kind, gender, end - 1

    def _trade(self, first: int, end: int) -> Noun | None:
        """ "*Selvije Nasufi* arbeitet seit 17 Jahren *als Hebamme*": what somebody is whose first name is unknown."""
        a, stop = self.a, min(end + _MAX_TRADE, len(self.a.words) - 1)
        whole = end - first == 2 and a.tags[first] == a.tags[first + 1] == "NE"
        if not whole or end >= stop or a.tags[end] not in FINITE_TAGS:
            return None
        comma = next((i for i in range(end, stop) if a.tags[i][:1] == "$"), stop)
        worked = next((i for i in range(end, comma) if a.lower[i] == "als"), -1)
        role = self.v.roles.exact(a.words[worked + 1]) if worked >= 0 else None
        return role if role is not None and role.kind == "person" else None

    def label(self, i: int) -> str:
        """The label of the named entity that a token is in, or ""."""
        return self._entity.get(i, "")

    def _is_thing(self, first: int, end: int) -> bool:
        """ "eine *Charge Kräuterquark*": common nouns behind "ein", whatever their label says."""
        indefinite = first > 0 and self.a.lower[first - 1] in self.v.word_class("indefinite-determiner")
        return indefinite and end - first > 1 and all(self.a.tags[j] == "NN" for j in range(first, end))

    def is_aged(self, first: int, end: int) -> bool:
        """ "der zehnjährige *Luis*": a first name that stands for somebody."""
        single = end - first == 1 and self.v.is_first_name(self.a.words[first])
        return single and self.a.lower[first - 1].endswith(tuple(self.v.word_class("age-ending")))

    def _role_gender(self, noun: Noun | None, named: str) -> str:
        """ "Badegast Mandy Liebold" is a woman: some roles have but one form, the first name tells."""
        if noun is None or noun.gender not in ("f", "m"):
            return named
        word = noun.word.lower()
        epicene = word in self.v.word_class("epicene-role") or word.endswith(tuple(self.v.word_class("epicene-ending")))
        return named if epicene and named in ("f", "m") else noun.gender

    def _article_gender(self, first: int) -> str:
        article = self.a.lower[first - 1] if first else ""
        for j in range(max(0, first - 3), first):
            if self.a.lower[j] in ("der", "die", "ein", "eine"):
                article = self.a.lower[j]
        return {"der": "m", "ein": "m", "die": "f", "eine": "f"}.get(article, "-")

    def _is_organisation(self, first: int, end: int) -> bool:
        nouns = [self.v.noun(self.a.words[j]) for j in (first, end - 1)]
        if (
            end - first == 2
            and self.a.tags[end - 1] == "NE"
            and self.v.organisations.exact(self.a.words[end - 1]) is None
        ):
            return False  # "Fabienne *Kreuzer*"
        return any(noun is not None and noun.kind == "organisation" for noun in nouns[:1] if noun) or (
            nouns[0] is None and nouns[1] is not None and nouns[1].kind == "organisation"
        )

    def _name_gender(self, first: int, end: int) -> str:
        if first < end:
            gender = self.v.first_names.get(self.a.words[first], "-")
            if gender in ("f", "m"):
                return gender
        return "-"

    def title(self, j: int) -> str | None:
        """The kind of title that a token is, its stop in the token or behind it ("Mag" "."), or None."""
        words = self.a.words
        if words[j] == "." and j > 0:
            return self.v.titles.get(words[j - 1] + ".")
        if j + 1 < len(words) and words[j + 1] == "." and (kind := self.v.titles.get(words[j] + ".")):
            return kind
        return self.v.titles.get(words[j])

    def preposition(self, start: int) -> int:
        """The preposition before a phrase that begins at ``start``, or -1."""
        i = self.a.previous(start)
        while i >= 0 and self.a.tags[i] in _ADVERBS and self.a.tags[self.a.previous(i)] in PREPOSITION_TAGS:
            i = self.a.previous(i)
        return i if i >= 0 and self.a.tags[i] in PREPOSITION_TAGS else -1
