"""The cue lexicon: which words report speech, thought or writing, in every form they take in a text."""

from __future__ import annotations

import functools
from collections import defaultdict
from dataclasses import dataclass

from claimx.lexicon import Row, read

FORM_KINDS = ("finite", "joined", "participle", "infinitive")


_FRAME_FLAGS = frozenset({"refl", "es", "document"})


@dataclass(frozen=True, slots=True)
class CueEntry:
    """One reporting verb or verbal phrase."""

    lemma: str
    medium: str
    """speech, thought or writing"""
    strength: str
    """strong, medium or weak"""
    complements: frozenset[str]
    """What may hold its content: direct, dass, v2, inf, ob, fragment, wie."""
    prefix: str
    """The separable prefix, or empty."""
    words: tuple[str, ...]
    """The fixed words of a phrase, lower case ("zu", "bedenken")."""
    correlates: frozenset[str]
    """Pronominal adverbs that may stand before the clause ("darauf")."""
    needs_correlate: bool
    """Whether one of them must, for the clause to be its content."""
    reflexive: bool
    impersonal: bool
    documented: bool = False
    """Whether it only reports beside a document: "eine *Studie* zeigt, dass …"."""

    @property
    def key(self) -> str:
        """The last of the fixed words, which no other word can stand for."""
        return self.words[-1]

    def allows(self, complement: str) -> bool:
        """Whether this verb takes the complement."""
        return complement in self.complements


@dataclass(frozen=True, slots=True)
class NounCue:
    """A noun whose complement clause is reported content ("die Forderung, …")."""

    noun: str
    medium: str
    strength: str
    complements: frozenset[str]
    suffix: bool = True
    """Whether compounds match by their last part."""


@dataclass(frozen=True, slots=True)
class PrepositionCue:
    """An attribution without a verb ("laut", "nach Angaben", "zufolge")."""

    words: tuple[str, ...]
    medium: str
    position: str
    """pre, post or both"""
    role: str
    """speaker, self or via: what the noun phrase beside it is."""


class CueLexicon:
    """All cues of a language, indexed by surface form (lower case)."""

    def __init__(self, lang: str) -> None:
        self.forms: dict[str, dict[str, list[CueEntry]]] = {kind: defaultdict(list) for kind in FORM_KINDS}
        subjunctives = _second_subjunctives(lang)
        for name in ("cue_verbs", "cue_phrases"):
            for row in read(name, lang):
                self._add(row, subjunctives)
        self.common = frozenset(
            form
            for form, entries in self.forms["finite"].items()
            if any(e.strength == "strong" and not e.words for e in entries)
        )
        """Finite forms of the verbs that report almost always."""
        self.frequent = frozenset(
            form
            for form, entries in self.forms["finite"].items()
            if any(e.strength == "medium" and not e.words for e in entries)
        )
        self.swiss = frozenset(form.replace("ß", "ss") for form in self.forms["finite"] if "ß" in form)
        """Finite forms in the Swiss spelling, which taggers mistake: "liess"."""
        self.nouns = _noun_cues(lang)
        self.prepositions, self.compound_prepositions = _preposition_cues(lang)
        self.enclosing = frozenset(
            cue.words[0] for cues in self.prepositions.values() for cue in cues if cue.position == "circum"
        )
        """Nouns whose owner speaks, before a postposition: "den *Angaben* der Polizei zufolge"."""
        self.adverbs = {row["word"].lower(): row for row in read("cue_adverbs", lang)}

    def _add(self, row: Row, subjunctives: dict[str, list[str]]) -> None:
        prefix, _, base = row["lemma"].rpartition("|")
        frame = {part for part in row["frame"].split(",") if part != "-"}
        correlates = frozenset(frame - _FRAME_FLAGS)
        entry = CueEntry(
            lemma=prefix + base,
            medium=row["class"],
            strength=row["strength"],
            complements=frozenset(row["complements"].split(",")),
            prefix=prefix,
            words=tuple(row.get("words", "").lower().split()),
            correlates=correlates,
            needs_correlate=bool(correlates) and "-" not in row["frame"].split(","),
            reflexive="refl" in frame,
            impersonal="es" in frame,
            documented="document" in frame,
        )
        finite = _finite_forms(base, row["present"], row["past"]) + subjunctives.get(base, [])
        for form in dict.fromkeys(finite):
            self._enter("finite", form, entry)
            if prefix:
                self._enter("joined", prefix + form, entry)
        self._enter("participle", row["participle"].lower(), entry)
        self._enter("infinitive", prefix + base, entry)
        if prefix:
            self._enter("infinitive", f"{prefix}zu{base}", entry)

    def _enter(self, kind: str, form: str, entry: CueEntry) -> None:
        """Add a form in its spellings."""
        for spelling in _spellings(form):
            self.forms[kind][spelling].append(entry)

    def noun(self, lower: str) -> NounCue | None:
        """The cue noun that a word is, or that its last part is ("Wahlversprechen")."""
        if whole := self.nouns.get(lower):
            return whole
        for length in range(len(lower) - 1, 4, -1):
            cue = self.nouns.get(lower[-length:])
            if cue is not None and cue.suffix:
                return cue
        return None

    def entries(self, kind: str, form: str) -> list[CueEntry]:
        """The entries that a form may belong to; phrases and longer ones are not preferred here."""
        return self.forms[kind].get(form, [])


def _spellings(form: str) -> dict[str, None]:
    """A form and, where it has an ß, its Swiss spelling: "ließ", "liess"."""
    return dict.fromkeys((form, form.replace("ß", "ss")))


def _finite_forms(base: str, present: str, past: str) -> list[str]:
    """Third person forms in the indicative and the first subjunctive, with the first person singular."""
    stem = base[:-2] if base.endswith("en") else base[:-1]
    plural_past = past + ("n" if past.endswith("e") else "en")
    return [present, base, past, plural_past, stem + "e"]


def _second_subjunctives(lang: str) -> dict[str, list[str]]:
    forms: dict[str, list[str]] = defaultdict(list)
    for row in read("subjunctive", lang):
        if row["mood"] == "K2":
            forms[row["lemma"]].append(row["form"])
    return forms


def _noun_cues(lang: str) -> dict[str, NounCue]:
    cues: dict[str, NounCue] = {}
    for row in read("cue_nouns", lang):
        cue = NounCue(
            row["noun"],
            row["class"],
            row["strength"],
            frozenset(row["complements"].split(",")),
            row["suffix"] == "yes",
        )
        for form in (row["noun"], row["plural"]):
            for spelling in _spellings(form.lower()) if form != "-" else ():
                cues.setdefault(spelling, cue)
    return cues


def _preposition_cues(lang: str) -> tuple[dict[str, list[PrepositionCue]], dict[str, list[PrepositionCue]]]:
    """Cues by their first word, longest first; and those with a compound ("nach *angaben"), by the same or by "*"."""
    whole: dict[str, list[PrepositionCue]] = defaultdict(list)
    compound: dict[str, list[PrepositionCue]] = defaultdict(list)
    for row in read("cue_prepositions", lang):
        for pattern in _spellings(row["pattern"].lower()):
            words = tuple(pattern.split())
            cue = PrepositionCue(words, row["class"], row["position"], row["kind"])
            if "*" not in pattern:
                whole[words[0]].append(cue)
            else:
                compound["*" if words[0].startswith("*") else words[0]].append(cue)
    for cues in (*whole.values(), *compound.values()):
        cues.sort(key=lambda cue: -len(cue.words))
    return dict(whole), dict(compound)


@functools.cache
def cue_lexicon(lang: str = "de") -> CueLexicon:
    """The cue lexicon of a language, read once."""
    return CueLexicon(lang)
