"""Quoted words within a sentence of the narrator's: "nannte den Beschluss „absurd“"."""

from __future__ import annotations

from claimx.analysis import Sentence
from claimx.drafts import Draft
from claimx.frames import Cue
from claimx.grammar import FINITE_TAGS, MODIFIER_TAGS, NOUN_TAGS, PREPOSITION_TAGS
from claimx.marked import Pair
from claimx.rules import SentenceRules

_BARE_NAME = 3  # tokens: a word and its marks


class FragmentRules(SentenceRules):
    """Finds quoted words that are the object or predicate of a cue, one outer sentence at a time."""

    def drafts(self, sentence: Sentence, found: list[Draft]) -> list[Draft]:
        """ "nannte den Beschluss „absurd“": quoted words as the object or predicate of a cue."""
        drafts: list[Draft] = []
        cues = list(self.finder.cues(sentence))
        for pair in self.a.pairs_from(sentence.start, sentence.end):
            if pair.parent >= 0 or self.a.aside[pair.start]:
                continue
            if any(d.overlaps(pair.start, pair.end) for d in [*found, *drafts]):
                continue
            cue = self._cue_of(sentence, cues, pair)
            if cue is None:
                draft = self._opinion(sentence, pair)
            else:
                draft = None if self._is_name(pair, cue) else self._fragment(sentence, pair, cue, drafts)
            if draft is not None:
                drafts.append(draft)
        return drafts

    def are_quoted(self, sentence: Sentence) -> bool:
        """Whether the quotations of a sentence are the object of a cue."""
        cues = list(self.finder.cues(sentence))
        pairs = (p for p in self.a.pairs_from(sentence.start, sentence.end) if p.parent < 0)
        return any((cue := self._cue_of(sentence, cues, pair)) and not self._is_name(pair, cue) for pair in pairs)

    def _cue_of(self, sentence: Sentence, cues: list[Cue], pair: Pair) -> Cue | None:
        """The cue that takes fragments, in the clause that holds the quotation or the one before it."""
        for cue in reversed(cues):
            if not cue.entry.allows("fragment") or cue.reported:
                continue
            before = self.a.previous(pair.start)
            compared = self.a.lower[before] == "als" and cue.last < before  # "feierte ihn als „Glücksfall“"
            if cue.entry.strength == "weak" and self.a.words[pair.inner[0]][:1].isupper() and not compared:
                continue
            segment = sentence.segments[cue.segment]
            end = segment.end
            for later in (sentence.segments[n] for n in range(cue.segment + 1, len(sentence.segments))):
                if later.kind not in ("nominal", "inf"):
                    break
                end = later.end
            if segment.start <= pair.start < max(end, cue.last + 1):
                return cue
        return None

    def _is_name(self, pair: Pair, cue: Cue) -> bool:
        """Titles, names of works and ships, outlets, and scare quotes are no claims."""
        a = self.a
        inner = a.text(*pair.inner)
        before = a.previous(pair.start)
        if self.v.outlet(inner) or (before >= 0 and a.lower[before] in self.v.word_class("scare")):
            return True
        if "-" in a.words[pair.start] or (
            before >= 0 and a.words[before].endswith("-") and a.doc[before].whitespace_ == ""
        ):
            return True
        if before < 0 or a.words[pair.inner[0]][:1].islower():
            outlet = before >= 0 and self.v.is_outlet_noun(a.words[before])
            return outlet and cue.verb >= pair.end  # "Wie das Portal *„bitweise“* berichtet"
        placed = a.tags[before] in PREPOSITION_TAGS or a.tags[before] == "KOKOM"  # "warnte im Radio *vor* „…“"
        if any(self._is_medium(i) for i in ((before,) if placed else (before, a.previous(before)))):
            return True
        naming = cue.entry.lemma in self.v.word_class("naming-verb")
        giving = cue.entry.lemma in self.v.word_class("giving-verb")  # "attestiert der Politik „Mutlosigkeit“"
        if a.tags[before] in NOUN_TAGS and not naming and not giving:
            noun = self.v.noun(a.words[before])
            first = self.a.sentences[self.a.sentence_of[pair.start]].segments[0]
            called = first.kind == "main" and pair.end == first.verb  # "Der Verband *„Haus und Hof“* sieht das anders"
            return noun is None or called or noun.kind not in ("person", "organisation", "group")
        if naming and a.lower[before] == "das" and a.tags[a.previous(before)] in FINITE_TAGS:
            return False  # "nennt das „Kahlschlag“"
        if a.lower[before] == "vom" and "davon" in cue.entry.correlates:
            return False  # "schwärmt vom „Klang eines Tieres“"
        if a.lower[before] == "zu" and cue.verb < before and cue.entry.lemma in self.v.word_class("addressing-verb"):
            return True  # "sagte sie *zu «20 Kurz»*, der Plan sei falsch"
        if a.tags[before] == "APPR" and a.lower[before] in self.v.word_class("name-preposition"):
            return pair.end - pair.start == _BARE_NAME  # "kennen ihn aus „Küstenrevier“"
        return a.tags[before] == "APPRART" or a.lower[before] in self.v.word_class("definite-determiner")

    def _is_medium(self, i: int) -> bool:
        """ "die *Zeitung* „Bote“", "ihr *Roman* „Torf“", not "hatte ihm letzte *Woche* „Verrat“ vorgeworfen"."""
        if (
            i < 0
            or self.a.tags[i] not in NOUN_TAGS
            or (self.a.lower[i] in self.v.times and self.a.tags[i - 1] == "ADJA")
        ):
            return False
        return self.v.works.get(self.a.words[i]) is not None or self.v.is_outlet_noun(self.a.words[i])

    def _gapped(self, twin: Draft, pair: Pair) -> Draft | None:
        """ "Kern sprach von „harten Jahren“, *Lind hingegen von* „Chancen“": another's words under the same verb."""
        a = self.a
        link = next((i for i in range(pair.start - 1, twin.end, -1) if a.tags[i] not in MODIFIER_TAGS), twin.end)
        plain = not any(a.tags[i].startswith("V") or a.words[i] in ".;" for i in range(twin.end, pair.start))
        if not plain or a.lower[link] not in self.v.word_class("fragment-link"):
            return None
        for phrase in self.reader.phrases(twin.end, link):
            if phrase.kind in ("person", "organisation", "group") and phrase.preposition < 0:
                frame = ((phrase.start, pair.start),)
                quote = ((pair.start, pair.end),)
                return Draft("direct", quote, "fragment", twin.medium, frame, twin.cue, phrase)
        return None

    def _opinion(self, sentence: Sentence, pair: Pair) -> Draft | None:
        """ "Für die Gewerkschafterin ist das „ein Anfang“": a predicate in marks, and for whom it is so."""
        segment = next((s for s in sentence.segments if s.start <= pair.start < s.end), None)
        if segment is None or segment.verb < 0 or segment.verb > pair.start:
            return None
        before = self.a.previous(pair.start)
        placed = self.a.tags[before] in PREPOSITION_TAGS or self.a.lower[before] in ("der", "dem", "den", "die")
        if placed or before == segment.verb or self.a.lower[segment.verb] not in self.v.word_class("copula"):
            return None
        for phrase in self.reader.phrases(segment.start, pair.start):
            judge = phrase.kind in ("person", "organisation", "group", "pronoun")
            if judge and phrase.preposition >= 0 and self.a.lower[phrase.preposition] == "für":
                frame = (segment.start, pair.start)
                cue = (phrase.preposition,)
                return Draft("direct", ((pair.start, pair.end),), "fragment", "thought", (frame,), cue, phrase)
        return None

    def _is_joined(self, twin: Draft, pair: Pair) -> bool:
        """ "sprach von „harten Jahren“ *und* „großen Chancen“", "nennt A „…“, *B* „…“": two under one cue."""
        a, between = self.a, range(twin.end, pair.start)
        if len(between) == 1:
            return all(a.tags[i] in ("KON", "$,") for i in between)
        before = a.previous(twin.start)
        alike = a.lower[before] == a.lower[a.previous(pair.start)] and a.lower[before] in ("als", "für")
        plain = not any(a.tags[i].startswith("V") for i in between)
        return alike and plain and a.words[twin.end] in (",", "und")

    def _clause_start(self, sentence: Sentence, cue: Cue) -> int:
        """Where to look for the subject: in the cue's clause, or before it: "*Kern*, Chef der Bahn, sprach von „…“"."""
        segment = sentence.segments[cue.segment]
        apart = segment.kind == "v1" and all(s.kind in ("nominal", "rel") for s in sentence.segments[: cue.segment])
        return sentence.start if cue.passive or apart else segment.start

    def _fragment(self, sentence: Sentence, pair: Pair, cue: Cue, drafts: list[Draft]) -> Draft | None:
        twin = next((d for d in drafts if d.cue == cue.tokens), None)
        roles = self.roles.roles(self._clause_start(sentence, cue), sentence.end, cue)
        speaker = roles.speaker
        segment = sentence.segments[cue.segment]
        joined = "und" in segment.sep and self.roles.roles(sentence.start, segment.start, None).speaker is not None
        if segment.kind == "v1" and (joined or speaker is None or speaker.kind == "unknown"):
            roles = self.roles.roles(sentence.start, sentence.end, cue)  # "*Kern* lobte den Plan, nannte ihn aber „…“"
            speaker = roles.speaker
        if twin is not None and not self._is_joined(twin, pair):
            return self._gapped(twin, pair)
        if speaker is None:
            roles = self.roles.roles(sentence.start, pair.start, cue)
            speaker = roles.speaker
        if speaker is None and not cue.entry.impersonal:
            return None
        tokens = [*cue.tokens, *([speaker.start, speaker.end - 1] if speaker else [])]
        left = [t for t in tokens if t < pair.start] or tokens
        frame = (min(left), max(left) + 1)
        return Draft(
            "direct",
            ((pair.start, pair.end),),
            "fragment",
            cue.entry.medium,
            (frame,),
            cue.tokens,
            speaker,
            roles.addressee,
            roles.via,
        )
