"""Through what somebody says something: outlets, platforms, documents, spokespeople."""

from __future__ import annotations

from claimx.analysis import Analysis
from claimx.frames import Cue
from claimx.grammar import QUOTATION_MARKS
from claimx.phrases import Phrase, PhraseReader

_MIN_SHOUTED = 5  # letters of an unknown outlet's name in capitals; shorter ones are short forms
_AROUND_NAMES = "„“”»«\"'‚‘ ."


class MediumFinder:
    """Tells which phrases of one analysed Doc are media, and which forms may be subjects beside them."""

    def __init__(self, analysis: Analysis, reader: PhraseReader) -> None:
        self.a = analysis
        self.v = analysis.vocabulary
        self.reader = reader

    def _via(self, phrases: list[Phrase], subject: Phrase | None, cue: Cue | None = None) -> Phrase | None:
        """The medium of a frame: "der dpa", "im ORF", "auf X", "in einem Gastbeitrag für …"."""
        documents = []
        for phrase in phrases:
            if self._is_receiver(phrase):
                continue
            if (asker := self._asker(phrase)) is not None:
                return asker
            oblique = phrase.preposition >= 0 or not self.may_be_nominative(phrase) or subject is not None
            if oblique and (self.is_outlet(phrase) or self._is_shouted(phrase) or self._is_intermediary(phrase, cue)):
                return phrase
            if self._is_marked_place(phrase, cue):
                return phrase
            if (
                phrase.kind == "document"
                and phrase.preposition >= 0
                and not self.is_adverbial(phrase)
                and self.a.lower[phrase.preposition] in self.v.word_class("medium_prep")
            ):
                documents.append(phrase)
        return documents[0] if documents else None

    def is_outlet(self, phrase: Phrase) -> bool:
        """Whether a phrase names an agency, outlet, broadcaster or platform."""
        a = self.a
        determined = a.tags[phrase.start] in ("ART", "PDAT", "PPOSAT") and phrase.core_end - phrase.start > 1
        starts = (phrase.start, phrase.start + determined)
        names = {
            a.text(*phrase.name).strip(_AROUND_NAMES),
            a.words[phrase.core_end - 1].rstrip("."),
            a.text(phrase.role[1], phrase.core_end),
            *(a.text(start, phrase.core_end).strip(_AROUND_NAMES) for start in starts),
        }
        if any(self.v.outlet(name) for name in names if name):
            return True
        if phrase.kind == "person":
            return False
        for j in range(phrase.start, phrase.core_end):
            word = a.words[j]
            if self.v.is_outlet_noun(word) or any(self.v.outlet(part) for part in word.split("-")):
                return True
        last = phrase.core_end - 1
        if last > phrase.start and a.tags[last - 1] == "ADJA" and a.words[last - 1][:1].isupper():
            return self.v.outlet_parts.get(a.words[last]) is not None  # "der Tiroler Morgenpost"
        marked = phrase.name[0] < phrase.name[1] and a.words[phrase.name[0]] in {"„", "“", '"', "»", "«", "‚"}
        return marked and self.v.outlet_parts.get(a.words[phrase.name[1] - 2]) is not None

    def _asker(self, phrase: Phrase) -> Phrase | None:
        """ "auf Anfrage *der Agentur Keystone-SDA*": the outlet that asked."""
        if phrase.end == phrase.core_end or self.a.lower[phrase.head] not in self.v.word_class("occasion"):
            return None
        inner = self.reader.at(phrase.core_end, phrase.end)
        return inner if inner is not None and self.is_outlet(inner) else None

    def _is_receiver(self, phrase: Phrase) -> bool:
        """ "in ihrem Schreiben *an die Redaktion*", "*mit Blick* auf den Sommer"."""
        regard = " ".join(self.a.lower[max(0, phrase.preposition) : phrase.head + 1]) in self.v.word_class("regard")
        return regard or self._is_with(phrase, "receiver-preposition")

    def is_at_hand(self, phrase: Phrase) -> bool:
        """ "in dem Brief, der *dieser Zeitung vorliegt*"."""
        behind = self.a.lower[phrase.end] if phrase.end < len(self.a.words) else ""
        return behind in self.v.word_class("at-hand")

    def _is_intermediary(self, phrase: Phrase, cue: Cue | None) -> bool:
        """ "ließ *über seine Anwältin* mitteilen", "ließ *über den Klub* ausrichten"."""
        passed = cue is not None and any(self.a.lower[i] in self.v.word_class("passing-on") for i in cue.tokens)
        speaks = self.a.lower[phrase.head] in self.v.word_class("intermediary")
        return self._is_with(phrase, "through-prep") and (speaks or (passed and phrase.kind != "unknown"))

    def _is_marked_place(self, phrase: Phrase, cue: Cue | None) -> bool:
        """ "wies *im »Medienspiegel«* darauf hin", "sagte er *dem „Blitz“*": a name in marks, where one tells it."""
        if not self._is_marked(phrase):
            return False
        told = cue is not None and cue.entry.lemma in self.v.word_class("telling-verb") and cue.verb < phrase.start
        dative = phrase.preposition < 0 and self.a.lower[phrase.start] in self.v.word_class("dative-determiner")
        return self._is_with(phrase, "inside-preposition") or (
            told and (dative or self._is_with(phrase, "telling-prep"))
        )

    def _is_shouted(self, phrase: Phrase) -> bool:
        """ "sagte er zu *TAGBLICK*", "im Gespräch mit dem *HEIDEKURIER*": how tabloids write their own name."""
        word = self.a.words[phrase.core_end - 1]
        told = phrase.preposition < 0 or self.a.lower[phrase.preposition] in self.v.word_class("telling-prep")
        bare = phrase.core_end - phrase.head == 1 and phrase.end == phrase.core_end
        unknown = self.v.noun(word) is None and phrase.kind in ("unknown", "organisation", "place")
        return told and bare and unknown and word.isalpha() and word.isupper() and len(word) >= _MIN_SHOUTED

    def is_adverbial(self, phrase: Phrase) -> bool:
        """ "*auf Anfrage*", "*zur Begründung*": why somebody speaks, no medium."""
        noun, preposition = self.a.lower[phrase.head], self.a.lower[phrase.preposition]
        bare = phrase.core_end - phrase.start == 1
        asked = preposition == "auf" and noun in self.v.word_class("occasion")
        given = preposition in ("zur", "zum") and noun in self.v.word_class("given-noun")
        return bare and (asked or given)

    def _is_marked(self, phrase: Phrase) -> bool:
        """Whether the name of a phrase stands in quotation marks."""
        return phrase.name[0] < phrase.name[1] and self.a.words[phrase.name[0]] in QUOTATION_MARKS

    def _is_with(self, phrase: Phrase, prepositions: str) -> bool:
        """Whether a phrase stands with one of a class of prepositions."""
        return phrase.preposition >= 0 and self.a.lower[phrase.preposition] in self.v.word_class(prepositions)

    def may_be_nominative(self, phrase: Phrase) -> bool:
        """Whether the form of a phrase allows the nominative."""
        a = self.a
        first = a.lower[phrase.start]
        if phrase.pronoun:
            row = self.v.pronouns.get(first)
            if a.lower[phrase.head] in self.v.word_class("pair"):
                return first in ("die", "beide")
            return (
                first in self.v.word_class("subject-pronoun")
                or (a.tags[phrase.start] == "PRELS" and first not in self.v.word_class("oblique-relative"))
                or (row is not None and row["case"] == "nom")
            )
        if first in self.v.word_class("oblique-determiner"):
            return False
        if first in self.v.word_class("masculine-determiner"):
            return first != "einer" and not self._is_feminine_or_plural(phrase)
        if phrase.start == phrase.head and a.lower[phrase.head].endswith("ern") and self._is_dative(phrase.head):
            return False
        return not (
            phrase.start == phrase.head
            and phrase.kind == "group"
            and a.words[phrase.head].endswith(("ern", "nen"))
            and "Nom" not in a.doc[phrase.head].morph.get("Case", [])
        )

    def _is_dative(self, i: int) -> bool:
        """ "Er rät *Gärtnern*": the plural of a role in "-er" with the ending of the dative."""
        return self.v.roles.exact(self.a.words[i]) is None and self.v.roles.exact(self.a.words[i][:-1]) is not None

    def _is_feminine_or_plural(self, phrase: Phrase) -> bool:
        a = self.a
        if phrase.kind == "person" and phrase.gender in ("f", "m"):
            return phrase.gender == "f"
        noun = self.v.noun(a.words[phrase.head])
        if noun is not None and noun.gender in ("f", "m", "n"):
            several = noun.kind == "group" and not self.v.is_generic_person(a.lower[phrase.head])  # "der *Liberale*"
            return noun.gender == "f" or several
        token = a.doc[phrase.head]
        gender = token.morph.get("Gender", []) or a.doc[phrase.start].morph.get("Gender", [])
        return "Fem" in gender or "Plur" in token.morph.get("Number", [])
