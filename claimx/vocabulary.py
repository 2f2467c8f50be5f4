"""What the lexicons know of single words: who speaks, what carries, which words open a clause.

All knowledge is in ``data/<lang>/*.tsv``; this module looks words up in it, in any inflected form and as the
last part of a compound ("Regierungssprechers" is a "Sprecher").
"""

from __future__ import annotations

import functools
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from claimx.lexicon import Row, read

# Endings of German nouns in other cases and numbers, the longest first; "" is the word itself.
_ENDINGS = ("", "s", "n", "e", "es", "en", "er", "ern", "nen", "innen")
_MIN_COMPOUND_PART = 2
_MIN_ORIGIN = 4


class Noun(NamedTuple):
    """What a lexicon says of a noun: its kind ("person", "organisation", "group", "document", "work", "place")."""

    word: str
    kind: str
    gender: str
    detail: str = ""
    proper: bool = False


class NounLexicon:
    """Nouns of one kind with compound matching on their last part."""

    def __init__(self, nouns: dict[str, Noun], suffixes: dict[str, Noun]) -> None:
        self._nouns = nouns
        self._suffixes = suffixes
        self._longest = max(map(len, suffixes), default=0)

    def exact(self, word: str) -> Noun | None:
        """The entry for a word as it stands."""
        return self._nouns.get(word)

    def get(self, word: str) -> Noun | None:
        """The entry for a word in any case and number, or for the last part of a compound."""
        for stem in _stems(word):
            if entry := self._nouns.get(stem):
                return entry
        return self._by_suffix(word.lower())

    def _by_suffix(self, lower: str) -> Noun | None:
        for stem in _stems(lower):
            for length in range(min(self._longest, len(stem) - _MIN_COMPOUND_PART), 2, -1):
                if entry := self._suffixes.get(stem[-length:]):
                    return entry
        return None


def _stems(word: str) -> list[str]:
    return [word[: len(word) - len(e)] for e in _ENDINGS if not e or (word.endswith(e) and len(word) - len(e) >= 2)]


def _noun_lexicon(rows: tuple[Row, ...], kind: str, key: str = "noun", detail: str = "") -> NounLexicon:
    nouns: dict[str, Noun] = {}
    suffixes: dict[str, Noun] = {}
    for row in rows:
        word = row[key]
        entry = Noun(
            word,
            kind,
            row.get("gender", "-"),
            row.get(detail, "") if detail else "",
            row.get("name") == "yes",
        )
        nouns.setdefault(word, entry)
        plural = row.get("plural", "-")
        if plural not in ("-", ""):
            nouns.setdefault(plural, entry)
        if row.get("suffix") == "yes":
            suffixes.setdefault(word.lower(), entry)
            if plural not in ("-", ""):
                suffixes.setdefault(plural.lower(), entry)
    return NounLexicon(nouns, suffixes)


@dataclass(frozen=True, slots=True)
class Outlet:
    """An agency, outlet, broadcaster or platform."""

    name: str
    kind: str
    full: str


class Description(NamedTuple):
    """A noun that takes up an organisation: the collectives it may mean, and the endings of nouns that say the same."""

    takes: frozenset[str]
    like: tuple[str, ...]


class Vocabulary:
    """The closed classes and noun lexicons of one language; get it with `vocabulary`."""

    def __init__(self, lang: str) -> None:
        self.roles = _noun_lexicon(read("roles", lang), "person", detail="also")
        self.organisations = _noun_lexicon(read("organisations", lang), "organisation", detail="collective")
        self.groups = _noun_lexicon(read("groups", lang), "group")
        self.documents = _noun_lexicon(read("documents", lang), "document")
        self.works = _noun_lexicon(read("works", lang), "work")
        self._described = _noun_lexicon(read("descriptions", lang), "organisation")
        self.descriptions = {
            row["noun"]: Description(frozenset(row["takes"].split("|")), _parts(row["like"]))
            for row in read("descriptions", lang)
        }
        self.declined_names = {row["noun"]: row["base"] for row in read("organisations", lang) if row["base"] != "-"}
        """Names as they are declined in texts, to their nominative: "Weißen Hauses" → "Weißes Haus"."""
        groups = {row["noun"]: row["nominative"] for row in read("groups", lang) if row["nominative"] != "-"}
        self.base_forms = self.declined_names | groups
        """The same of names and of nouns for groups: "Kreisen" → "Kreise"."""
        self.outlets, self.outlet_nouns, self.outlet_parts = _outlets(lang)
        self.age_suffixes = tuple(word["word"] for word in read("grammar", lang) if word["class"] == "age-suffix")
        self.multiword_names = self._multiword_names(lang)
        self.titles = {row["title"]: row["part"] for row in read("titles", lang)}
        self.title_gender = {row["title"]: row["gender"] for row in read("titles", lang)}
        self.first_names = {row["name"]: row["gender"] for row in read("first_names", lang)}
        self.ambiguous_names = frozenset(r["name"] for r in read("first_names", lang) if r.get("ambiguous") == "yes")
        self.places, self.place_adjectives = _places(lang)
        self.classes: dict[str, frozenset[str]] = _classes(lang)
        self.pronouns = {row["form"]: row for row in reversed(read("pronouns", lang))}
        self.subjunctive = {row["form"]: row for row in reversed(read("subjunctive", lang))}
        self.infinitives = frozenset(row["lemma"] for row in read("subjunctive", lang))

    def _multiword_names(self, lang: str) -> dict[str, list[tuple[str, ...]]]:
        """Names of organisations and outlets in several words, by their first word, the longest first."""
        names = {row["noun"] for row in read("organisations", lang) if row["name"] == "yes"} | set(self.outlets)
        by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for name in sorted(names, key=lambda n: (-n.count(" "), n)):
            words = tuple(name.split())
            if len(words) > 1:
                by_first[words[0]].append(words)
        return dict(by_first)

    def word_class(self, name: str) -> frozenset[str]:
        """The words (lower case) of a class of ``words.tsv``; empty for an unknown class."""
        return self.classes.get(name, frozenset())

    @functools.lru_cache(maxsize=65536)  # noqa: B019 - one vocabulary a language, alive as long as the process
    def noun(self, word: str) -> Noun | None:
        """The best entry for a noun: exact matches before compounds, persons before the rest."""
        for lexicon in (self.roles, self.organisations, self.groups, self.documents):
            if entry := lexicon.exact(word):
                return entry
        if word in self.places:
            return Noun(word, "place", "n", proper=True)
        for lexicon in (self.roles, self.groups, self.organisations, self.documents):
            if entry := lexicon.get(word):
                return entry
        return None

    def is_first_name(self, word: str) -> bool:
        """Whether a word is a first name, or several with hyphens ("Jan-Ole")."""
        return word in self.first_names or ("-" in word and all(part in self.first_names for part in word.split("-")))

    @functools.cached_property
    def times(self) -> frozenset[str]:
        """Nouns of time: weekdays, months, "Woche", "Abend"."""
        return self.word_class("weekday") | self.word_class("month") | self.word_class("time")

    def outlet(self, name: str) -> Outlet | None:
        """The outlet, agency or platform with this name or alias, or None."""
        return self.outlets.get(name) or self.outlets.get(name.removesuffix("s"))

    @functools.lru_cache(maxsize=4096)  # noqa: B019
    def is_origin(self, lower: str) -> bool:
        """Whether a noun names people by where they come from: "Thüringerin", "Niederländer"."""
        stem = next((lower.removesuffix(e) for e in ("erinnen", "erin", "ern", "er") if lower.endswith(e)), "")
        stem = stem.replace("länd", "land")
        if len(stem) < _MIN_ORIGIN:
            return False
        return any(p.lower().startswith(stem) and len(p) - len(stem) <= _MIN_ORIGIN for p in self.places)

    def is_generic_person(self, lower: str) -> bool:
        """Whether a noun tells nothing but age, origin or that it is a person: "47-Jährige", "Politiker"."""
        offices = tuple(self.word_class("office-ending"))
        return (
            lower.endswith(("-jährige", "-jähriger", "-jährigen"))
            or lower in self.word_class("generic-person") | self.word_class("demonym")
            or (lower.endswith(tuple(self.word_class("generic-person-suffix"))) and not lower.endswith(offices))
            or self.is_origin(lower)
        )

    def description(self, word: str) -> Description | None:
        """What a noun takes up where it describes an organisation ("Airline", "Möbelkette"), or None."""
        noun = self._described.get(word)
        return self.descriptions[noun.word] if noun is not None else None

    def is_outlet_noun(self, word: str) -> bool:
        """Whether a common noun means an outlet ("Nachrichtenagentur", "TV-Sender")."""
        return self.outlet_nouns.get(word) is not None


def _parts(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(cell.split("|"))


def _outlets(lang: str) -> tuple[dict[str, Outlet], NounLexicon, NounLexicon]:
    outlets: dict[str, Outlet] = {}
    nouns: dict[str, Noun] = {}
    parts: dict[str, Noun] = {}
    for row in read("outlets", lang):
        if row["kind"] in ("noun", "name-part"):
            (nouns if row["kind"] == "noun" else parts)[row["name"]] = Noun(row["name"], "outlet", "-")
            continue
        full = row["full"] if row["full"] != "-" else row["name"]
        outlet = Outlet(row["name"], row["kind"], full)
        for name in (row["name"], full, *row["aliases"].split("|")):
            if name != "-":
                outlets.setdefault(name, outlet)
    noun_suffixes = {word.lower(): noun for word, noun in nouns.items()}
    return (
        outlets,
        NounLexicon(nouns, noun_suffixes),
        NounLexicon(parts, {w.lower(): n for w, n in parts.items()}),
    )


def _places(lang: str) -> tuple[dict[str, str], dict[str, str]]:
    kinds: dict[str, str] = {}
    adjectives: dict[str, str] = {}
    for row in read("places", lang):
        kinds.setdefault(row["name"], row["kind"])
        if row["adjective"] != "-" and row["kind"] in ("country", "state", "region"):
            adjectives.setdefault(row["adjective"].lower(), row["name"])
    return kinds, adjectives


def _classes(lang: str) -> dict[str, frozenset[str]]:
    classes: dict[str, set[str]] = defaultdict(set)
    for name in ("words", "grammar"):
        for row in read(name, lang):
            classes[row["class"]].add(row["word"].lower())
    return {name: frozenset(words) for name, words in classes.items()}


@functools.cache
def vocabulary(lang: str = "de") -> Vocabulary:
    """The vocabulary of a language, read once."""
    return Vocabulary(lang)
