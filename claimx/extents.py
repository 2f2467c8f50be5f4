"""How far the words for a speaker reach: the span of the record, where the phrase that was read stops short of it.

Who speaks is settled by then, so that attributes, lists and appositions that no lexicon knows may count here.
"""

from __future__ import annotations

from dataclasses import replace

from claimx.analysis import Analysis
from claimx.drafts import Draft
from claimx.grammar import FINITE_TAGS, INFINITIVE_TAGS, PREPOSITION_TAGS
from claimx.phrases import Phrase, PhraseReader

_MAX_FIELD = 28  # tokens before the finite verb
_MAX_ATTRIBUTE = 14  # tokens between an article and its participle
_MAX_MARKED = 7  # tokens, marks included
_MAX_APPOSITION = 16  # tokens
_CLAUSE_TAGS = frozenset({"KOUS", "KOUI", "PRELS", "PRELAT", "PWAV", "PWS", "PPER", *INFINITIVE_TAGS})
_NOMINAL_TAGS = frozenset({"NN", "NE", "FM", "XY", "ART", "ADJA", "CARD", "PIS", "PIAT", "PIDAT", "PPOSAT", "TRUNC"})
_OPENER_TAGS = PREPOSITION_TAGS | _NOMINAL_TAGS | {"KON", "$,", "$("}
_ATTRIBUTE_TAGS = PREPOSITION_TAGS | {"ADV", "ADJD", "PRF", "PTKNEG", "PROAV", "ART"}
_PARTICLES = frozenset({"ADV", "PROAV", "PAV"})
_ENDS = frozenset({",", ".", ":", ";", "!", "?"})


class ExtentReader:
    """Reads where the speakers of one analysed Doc end."""

    def __init__(self, analysis: Analysis, reader: PhraseReader) -> None:
        self.a = analysis
        self.v = analysis.vocabulary
        self.reader = reader

    def extent(self, phrase: Phrase, draft: Draft) -> tuple[int, int]:
        """The tokens for the speaker of a draft; never less than its phrase."""
        if self.a.sentence_of[phrase.start] < 0 or (phrase.pronoun and self.a.tags[phrase.start] != "PIS"):
            return phrase.start, phrase.end
        whole = replace(phrase, start=self._attribute_start(phrase))
        end = self._end(whole, draft)
        start = self._list_start(whole.start, end)
        return (phrase.start if draft.overlaps(start, phrase.start) else start), end

    # --- before the phrase ------------------------------------------------------------------------

    def _attribute_start(self, phrase: Phrase) -> int:
        """ "*eine im März* erschienene Studie", "*der heute* 84-Jährige": where the article of a participle stands."""
        a = self.a
        if phrase.preposition >= 0 or phrase.pronoun or a.tags[phrase.start] not in ("ADJA", "NN"):
            return phrase.start
        lowest = max(a.sentences[a.sentence_of[phrase.start]].start, phrase.start - _MAX_ATTRIBUTE)
        for i in range(phrase.start - 1, lowest - 1, -1):
            if a.tags[i] in ("ART", "PPOSAT") and a.tags[i + 1] in _ATTRIBUTE_TAGS:
                return i
            if a.tags[i] in FINITE_TAGS or a.tags[i] in _CLAUSE_TAGS or a.words[i] in _ENDS or a.aside[i] or a.noise[i]:
                break
        return phrase.start

    def _list_start(self, start: int, end: int) -> int:
        """ "*Deutschland und* sechs Staaten fordern", "*Einer der Offiziere,* Uwe Kolb, dankte": a list's start."""
        a = self.a
        first = a.sentences[a.sentence_of[start]].start
        verb = a.next(end - 1) if a.words[end - 1] != "," else end
        verb = a.next(verb) if 0 <= verb < len(a.words) and a.words[verb] == "," else verb
        if first == start or not 0 <= verb < len(a.words) or a.tags[verb] not in FINITE_TAGS:
            return start
        if a.tags[start - 1] != "KON" and a.words[start - 1] != ",":
            return start
        head = self.reader.core(first, start)
        if head is None or head.preposition >= 0 or start - first > _MAX_ATTRIBUTE:
            return start
        nominal = all(self._may_belong(i) and a.tags[i] not in FINITE_TAGS for i in range(first, start - 1))
        return first if nominal else start

    # --- behind the phrase ------------------------------------------------------------------------

    def _end(self, phrase: Phrase, draft: Draft) -> int:
        """The token behind the last word of a phrase."""
        limit = self._limit(phrase, draft)
        if end := self._field_end(phrase, limit):
            return end
        named = replace(phrase, end=self._marked_end(phrase, limit))
        return self._end_behind_verb(named, limit, alone=all(stop <= phrase.start for _, stop in draft.quote))

    def _limit(self, phrase: Phrase, draft: Draft) -> int:
        """Where quote, cue or sentence stop the phrase."""
        stop = self.a.sentences[self.a.sentence_of[phrase.start]].end
        stops = [start for start, _ in draft.quote if start >= phrase.end]
        stops += [i for i in draft.cue if i >= phrase.end]
        if draft.via is not None and not self.a.pair_starts.isdisjoint(range(draft.via.start, draft.via.end)):
            stops.append(max(phrase.end, draft.via.preposition))  # "der Kritiker *vom „Boten“* urteilte"
        return max(phrase.end, min([stop, *stops]))

    # --- before the verb --------------------------------------------------------------------------

    def _field_end(self, phrase: Phrase, limit: int) -> int:
        """The finite verb of a main clause that the phrase opens, or 0: all before it is one constituent.

        "*Das Parlament im Exil* erklärte", "*Anna Kern, Kopf einer Gruppe von Ärzten,* warnte".
        """
        a = self.a
        if phrase.end >= len(a.words) or a.tags[phrase.end] not in _OPENER_TAGS or not self._opens_clause(phrase):
            return 0
        stop = min(len(a.words), limit + 1, phrase.end + _MAX_FIELD)
        for i in range(phrase.end, stop):
            if a.tags[i] in FINITE_TAGS and a.words[i].islower():
                return 0 if self._is_relative(phrase.end, i) else self._without_comma(i, phrase)
            if i >= limit or not self._may_belong(i):
                return 0
        return 0

    def _is_relative(self, start: int, verb: int) -> bool:
        """Whether a verb before a comma may end a relative clause: "Anna Kern, die Verbände berät, …"."""
        opened = any(self.a.tags[i] == "PRELS" for i in range(start, verb))
        return opened and verb + 1 < len(self.a.words) and self.a.words[verb + 1] == ","

    def _opens_clause(self, phrase: Phrase) -> bool:
        """Whether only particles stand before a phrase in its sentence: "*Auch* die Sprecherin …"."""
        first = self.a.sentences[self.a.sentence_of[phrase.start]].start
        return phrase.preposition < 0 and all(self.a.tags[i] in ("ADV", "KON") for i in range(first, phrase.start))

    def _may_belong(self, i: int) -> bool:
        """Whether a token may stand inside a noun phrase with its appositions."""
        a = self.a
        return not (
            a.noise[i]
            or (a.tags[i] in _CLAUSE_TAGS and not self._is_article(i))
            or (a.words[i][0].isupper() and a.tags[i] in ("ADV", "PROAV", "APPR", "KOKOM"))
            or a.words[i] in _ENDS - {","}
            or a.words[i] in {"–", "—", "-"}
            or (a.words[i] == "," and not self._opens_apposition(i) and not self._closes_apposition(i))
        )

    def _opens_apposition(self, comma: int) -> bool:
        """Whether nouns follow a comma, rather than a clause or "so der Minister"."""
        i = self.a.next(comma)
        if not 0 <= i < len(self.a.words):
            return False
        return self.a.tags[i] in ("ART", "NN", "NE", "ADJA", "CARD", "PIS", "FM") or self._is_article(i)

    def _is_article(self, i: int) -> bool:
        """Whether what is tagged as a relative pronoun may be an article: "Uwe Kolb, *der* Leiter des Amtes, sagte"."""
        a = self.a
        return a.tags[i] == "PRELS" and i + 1 < len(a.words) and a.tags[i + 1] in ("NN", "ADJA")

    def _closes_apposition(self, comma: int) -> bool:
        i = self.a.next(comma)
        return 0 <= i < len(self.a.words) and self.a.tags[i] in FINITE_TAGS

    def _without_comma(self, end: int, phrase: Phrase) -> int:
        """The field's end without the comma and the particle before the verb: "die Kammer aus Kiel *dagegen*"."""
        a = self.a
        while end > phrase.end and (a.words[end - 1] == "," or a.blank[end - 1] or a.tags[end - 1] in _PARTICLES):
            end -= 1
        return end

    # --- names in marks ---------------------------------------------------------------------------

    def _marked_end(self, phrase: Phrase, limit: int) -> int:
        """ "meldete die Nachrichtenseite *„Der Bote“*": the end of a name in marks behind a noun."""
        found = self.a.pairs_from(phrase.end, phrase.end + 1)
        pair = next((p for p in found if not p.opaque), None)
        fits = pair is not None and pair.end <= limit and pair.end - pair.start <= _MAX_MARKED
        return pair.end if pair is not None and fits and phrase.kind != "person" else phrase.end

    # --- behind the verb --------------------------------------------------------------------------

    def _end_behind_verb(self, phrase: Phrase, limit: int, *, alone: bool) -> int:
        """The end of a phrase with an attribute and an apposition, as far as these cannot belong to the verb.

        Words behind a speaker who stands ``alone``, with all of the quote before him, are no further content.
        """
        if phrase.kind != "person" or phrase.conjuncts or phrase.end >= limit:
            return phrase.end
        end = self._attribute_end(phrase, limit) if phrase.apposition is None else phrase.end
        if not phrase.has_name or phrase.apposition is not None:
            return end
        return self._apposition_end(end, limit, alone=alone)

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
        if a.lower[end] == "aus":
            return inner.end if inner.kind == "place" else end
        named = inner.name[0] < inner.name[1] and inner.kind != "place"
        return inner.end if named or inner.kind == "organisation" or a.words[inner.core_end - 1].isupper() else end

    def _apposition_end(self, end: int, limit: int, *, alone: bool) -> int:
        """ "sagte Anna Kern, *Kopf einer Gruppe von Ärzten*, …": the end of an apposition without a verb."""
        a = self.a
        if end >= limit or a.words[end] != "," or not self._opens_apposition(end):
            return end
        start = a.next(end)
        core = self.reader.core(start, limit)
        if core is None or not (core.kind == "person" or self._is_one_of(start) or (alone and self._heads(core))):
            return end
        for i in range(start, min(len(a.words), start + _MAX_APPOSITION)):
            if a.words[i] in _ENDS:
                return i
            if i >= limit or a.tags[i] in FINITE_TAGS or not self._may_belong(i):
                return end
        return end

    def _is_one_of(self, i: int) -> bool:
        """ "Jost Wirth, *einer der Unterzeichner*"."""
        return self.a.lower[i] in self.v.word_class("one-of")

    def _heads(self, core: Phrase) -> bool:
        """ "*Kopf* einer Gruppe", "*Stimme* von Radio Süd": a bare noun in the singular with an attribute."""
        a = self.a
        bare = core.start + 1 == core.core_end and a.tags[core.start] in ("NN", "NE")
        if not bare or core.core_end >= len(a.words) or a.is_plural(core.start):
            return False
        return a.lower[core.core_end] in self.v.word_class("genitive-determiner") | self.v.word_class(
            "attribute-preposition"
        )
