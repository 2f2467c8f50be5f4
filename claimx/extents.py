"""How far the words for a speaker reach: the span of the record, where the phrase that was read stops short of it.

Who speaks is settled by then, so that attributes, lists and appositions that no lexicon knows may count here.
"""

from __future__ import annotations

from claimx.analysis import Analysis
from claimx.drafts import Draft
from claimx.grammar import FINITE_TAGS, INFINITIVE_TAGS, PREPOSITION_TAGS
from claimx.phrases import Phrase, PhraseReader

_MAX_FIELD = 28  # tokens before the finite verb
_MAX_APPOSITION = 16  # tokens
_CLAUSE_TAGS = frozenset({"KOUS", "KOUI", "PRELS", "PRELAT", "PWAV", "PWS", "PPER", *INFINITIVE_TAGS})
_ENDS = frozenset({",", ".", ":", ";", "!", "?"})


class ExtentReader:
    """Reads where the speakers of one analysed Doc end."""

    def __init__(self, analysis: Analysis, reader: PhraseReader) -> None:
        self.a = analysis
        self.v = analysis.vocabulary
        self.reader = reader

    def end(self, phrase: Phrase, draft: Draft) -> int:
        """The token behind the last word for the speaker of a draft; never before the end of its phrase."""
        if phrase.pronoun or self.a.sentence_of[phrase.start] < 0:
            return phrase.end
        limit = self._limit(phrase, draft)
        return self._field_end(phrase, limit) or self._end_behind_verb(phrase, limit)

    def _limit(self, phrase: Phrase, draft: Draft) -> int:
        """Where quote, cue or sentence stop the phrase."""
        stop = self.a.sentences[self.a.sentence_of[phrase.start]].end
        stops = [start for start, _ in draft.quote if start >= phrase.end]
        stops += [i for i in draft.cue if i >= phrase.end]
        return max(phrase.end, min([stop, *stops]))

    # --- before the verb --------------------------------------------------------------------------

    def _field_end(self, phrase: Phrase, limit: int) -> int:
        """The finite verb of a main clause that the phrase opens, or 0: all before it is one constituent.

        "*Das Parlament im Exil* erklärte", "*Anna Kern, Kopf einer Gruppe von Ärzten,* warnte".
        """
        a = self.a
        if not self._opens_clause(phrase):
            return 0
        stop = min(len(a.words), limit + 1, phrase.end + _MAX_FIELD)
        for i in range(phrase.end, stop):
            if a.tags[i] in FINITE_TAGS and a.words[i].islower():
                return self._without_comma(i, phrase)
            if i >= limit or not self._may_belong(i):
                return 0
        return 0

    def _opens_clause(self, phrase: Phrase) -> bool:
        """Whether only particles stand before a phrase in its sentence: "*Auch* die Sprecherin …"."""
        first = self.a.sentences[self.a.sentence_of[phrase.start]].start
        return phrase.preposition < 0 and all(self.a.tags[i] in ("ADV", "KON") for i in range(first, phrase.start))

    def _may_belong(self, i: int) -> bool:
        """Whether a token may stand inside a noun phrase with its appositions."""
        a = self.a
        return not (
            a.noise[i]
            or a.tags[i] in _CLAUSE_TAGS
            or a.words[i] in _ENDS - {","}
            or a.words[i] in {"–", "—", "-"}
            or (a.words[i] == "," and not self._opens_apposition(i) and not self._closes_apposition(i))
        )

    def _opens_apposition(self, comma: int) -> bool:
        """Whether nouns follow a comma, rather than a clause or "so der Minister"."""
        i = self.a.next(comma)
        return 0 <= i < len(self.a.words) and self.a.tags[i] in ("ART", "NN", "NE", "ADJA", "CARD", "PIS", "FM")

    def _closes_apposition(self, comma: int) -> bool:
        i = self.a.next(comma)
        return 0 <= i < len(self.a.words) and self.a.tags[i] in FINITE_TAGS

    def _without_comma(self, end: int, phrase: Phrase) -> int:
        while end > phrase.end and (self.a.words[end - 1] == "," or self.a.blank[end - 1]):
            end -= 1
        return end

    # --- behind the verb --------------------------------------------------------------------------

    def _end_behind_verb(self, phrase: Phrase, limit: int) -> int:
        """The end of a phrase with an attribute and an apposition, as far as these cannot belong to the verb."""
        if phrase.kind != "person" or phrase.conjuncts or phrase.end >= limit:
            return phrase.end
        end = self._attribute_end(phrase, limit) if phrase.apposition is None else phrase.end
        return self._apposition_end(end, limit) if phrase.has_name and phrase.apposition is None else end

    def _attribute_end(self, phrase: Phrase, limit: int) -> int:
        """ "Anna Kern *aus Kiel*", "Theo Wirth *vom TSV*": where somebody is from, up to the next comma."""
        a, end = self.a, phrase.end
        if a.tags[end] not in PREPOSITION_TAGS or a.lower[end] not in self.v.word_class("belonging-preposition"):
            return end
        inner = self.reader.at(end + 1, limit)
        if inner is None or inner.pronoun or inner.kind == "person":
            return end
        if self.v.outlet(a.text(*inner.name)) or self.v.outlet(a.words[inner.core_end - 1]):
            return end
        known = inner.kind == "place" if a.lower[end] == "aus" else inner.kind == "organisation"
        return inner.end if known or a.words[inner.core_end - 1].isupper() else end

    def _apposition_end(self, end: int, limit: int) -> int:
        """ "sagte Anna Kern, *Kopf einer Gruppe von Ärzten*, …": the end of an apposition without a verb."""
        a = self.a
        if end >= limit or a.words[end] != "," or not self._opens_apposition(end):
            return end
        start = a.next(end)
        core = self.reader.core(start, limit)
        if core is None or (core.kind != "person" and a.tags[start] != "CARD" and not self._is_one_of(start)):
            return end
        for i in range(start, min(len(a.words), start + _MAX_APPOSITION)):
            if a.words[i] in _ENDS:
                return i
            if i >= limit or a.tags[i] in FINITE_TAGS or not self._may_belong(i):
                return end
        return end

    def _is_one_of(self, i: int) -> bool:
        """ "Sadiq Wirth, *einer der Unterzeichner*"."""
        return self.a.lower[i] in self.v.word_class("one-of")
