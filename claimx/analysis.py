"""A Doc as the extraction rules see it: a marked Doc with its outer sentences and clause segments.

An *outer sentence* is a sentence of the narrator; the sentence boundaries inside a quotation in marks do not
cut it. A *segment* is the stretch between two boundaries (comma, colon, semicolon, dash, a coordination of two
finite verbs, an opaque quotation) of one outer sentence.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from spacy.tokens import Doc

from claimx.grammar import FINITE_TAGS, INFINITIVE_TAGS, PARTICIPLE_TAGS
from claimx.marked import FINAL_STOPS, MarkedDoc

_MAX_AFTERFIELD = 4  # tokens from an infinitive on
_BOUNDARIES = frozenset({",", ";", ":", "–", "—", "-", "…", "..."})


@dataclass(slots=True)
class Segment:
    """A clause-like stretch of an outer sentence; ``kind`` is one of main, v1, sub, w, rel, inf, nominal, quotation."""

    start: int
    end: int
    sep: str
    kind: str = "nominal"
    opener: str = ""
    verb: int = -1
    mood: str = ""
    pair: int = -1
    finite: tuple[int, ...] = ()


@dataclass(slots=True)
class Sentence:
    """An outer sentence with its segments."""

    index: int
    start: int
    end: int
    block: int
    segments: list[Segment] = field(default_factory=list)

    @property
    def mood(self) -> str:
        """K1, K2 or "": the strongest subjunctive of its main clauses."""
        mains = [s for s in self.segments if s.kind in ("main", "v1")]
        if len(mains) > 1 and mains[0].kind == "v1" and not mains[0].mood:
            mains = mains[1:]  # "Sollte das scheitern, werde man klagen"
        if not mains or not mains[0].mood:
            return ""
        return "K1" if any(s.mood == "K1" for s in mains) else "K2"


class Analysis(MarkedDoc):
    """Token columns and structure of one Doc, computed once and read by all rules."""

    def __init__(self, doc: Doc) -> None:
        super().__init__(doc)
        self.sentences, self.sentence_of = self._outer_sentences()
        for sentence in self.sentences:
            sentence.segments = self._segments(sentence.start, sentence.end)

    # --- sentences and segments -----------------------------------------------------------------

    def _outer_sentences(self) -> tuple[list[Sentence], list[int]]:
        sentences: list[Sentence] = []
        sentence_of = [-1] * len(self.words)
        start = 0
        for i in range(1, len(self.words) + 1):
            if i < len(self.words) and not self._starts_sentence(i):
                continue
            bounds = self._trim(start, i)
            if bounds:
                sentences.append(Sentence(len(sentences), *bounds, block=self.block_of[bounds[0]]))
                sentence_of[start:i] = [len(sentences) - 1] * (i - start)
            start = i
        return sentences, sentence_of

    def _starts_sentence(self, i: int) -> bool:
        if self.block_of[i] != self.block_of[i - 1] and self.pair_of[i] < 0:
            return True
        if not self.doc[i].is_sent_start:
            return False
        inside = self.pair_of[i]
        return inside < 0 or self.pairs[inside].start == i

    def _trim(self, start: int, end: int) -> tuple[int, int] | None:
        while start < end and self.noise[start]:
            start += 1
        while end > start and self.noise[end - 1]:
            end -= 1
        return (start, end) if start < end else None

    def _segments(self, start: int, end: int) -> list[Segment]:
        segments: list[Segment] = []
        sep, begin, i = "", -1, start

        def close(stop: int) -> None:
            nonlocal begin, sep
            if begin >= 0:
                segments.extend(self._split_coordination(begin, stop, sep))
                sep = ""
            begin = -1

        while i < end:
            pair = self.pair_of[i]
            if pair >= 0 and self.pairs[pair].start == i:
                close(i)
                stop = min(self.pairs[pair].end, end)
                segments.append(Segment(i, stop, sep, "quotation", pair=pair))
                sep, i = "", stop
                continue
            word = self.words[i]
            if not self.noise[i] and not self.aside[i]:
                if word in _BOUNDARIES and self.embedded[i]:
                    begin = i if begin < 0 else begin
                elif word in _BOUNDARIES and self._is_boundary(i):
                    close(i)
                    sep += word
                elif word in FINAL_STOPS and i >= end - 2:
                    close(i)
                elif begin < 0:
                    begin = i
            i += 1
        close(end)
        return segments

    def _is_boundary(self, i: int) -> bool:
        """A hyphen or dots cut only when they stand free; a comma does not cut inside numbers."""
        if self.words[i] in "-":
            return bool(self.doc[i].whitespace_) and i > 0 and bool(self.doc[i - 1].whitespace_)
        return True

    def _split_coordination(self, start: int, end: int, sep: str) -> list[Segment]:
        """Cut "sagte X und fügte hinzu" before the conjunction: two finite verbs, each with a clause of its own."""
        finite = [
            i
            for i in range(start, end)
            if self.tags[i] in FINITE_TAGS and not self.noise[i] and not self.aside[i] and not self.embedded[i]
        ]
        cuts = []
        for left, right in itertools.pairwise(finite):
            joints = [i for i in range(left + 1, right) if self.tags[i] == "KON"]
            if joints:
                cuts.append(joints[-1])
        segments = []
        for begin, stop in zip([start, *cuts], [*cuts, end], strict=True):
            segments.append(self._classify(Segment(begin, stop, sep if begin == start else "und")))
        return segments

    def _classify(self, segment: Segment) -> Segment:
        tokens = [i for i in range(segment.start, segment.end) if not self.noise[i] and not self.aside[i]]
        content = [i for i in tokens if not self._is_mark(i)] or tokens
        if not content:
            return segment
        while len(content) > 1 and self.tags[content[0]] == "KON":
            content = content[1:]
        first = content[0]
        segment.opener = self.lower[first]
        finite = [i for i in content if self.tags[i] in FINITE_TAGS]
        segment.finite = tuple([i for i in finite if not self.embedded[i]] or finite)
        if not segment.finite:
            if self.lower[first] in ("dass", "daß", "ob") and any(self.tags[i].startswith("V") for i in content):
                segment.kind = "sub"
            elif self._ends_in_infinitive(content):
                segment.kind = "inf"
            return segment
        segment.verb = segment.finite[0]
        segment.kind = self._clause_kind(content, segment.verb)
        if segment.kind in ("sub", "w", "rel"):
            segment.verb = segment.finite[-1]
        segment.mood = self.mood(segment.verb, segment)
        return segment

    def _clause_kind(self, content: list[int], verb: int) -> str:
        first = content[0]
        openers = content[:3]
        if self.tags[first] == "APPR" and len(openers) > 1 and self._is_question_word(openers[1]):
            return "w" if self._verb_is_late(content, verb) else "main"  # "*seit wann* sie es weiß"
        asks = self.lower[first] in self.vocabulary.word_class("w-word")
        joins = self.tags[first] in ("KOUS", "KOUI") and not asks  # "*Wann* das ist, ließ sie offen"
        if joins or self.lower[first] in self.vocabulary.word_class("subordinator"):
            ambiguous = self.lower[first] in self.vocabulary.word_class("ambiguous-subordinator")
            if not ambiguous or self._verb_is_late(content, verb):
                return "sub"
        if verb == first:
            return "v1"
        if self.tags[first] in ("PWS", "PWAV", "PWAT") or self.lower[first] in self.vocabulary.word_class("w-word"):
            return "w" if self._verb_is_late(content, verb) else "main"
        for i in openers[:2]:
            if self.tags[i] in ("PRELS", "PRELAT") and self._verb_is_late(content, verb):
                return "rel"
        return "main"

    def _is_question_word(self, i: int) -> bool:
        asks = self.tags[i] in ("PWS", "PWAT", "PWAV") or self.lower[i] in self.vocabulary.word_class("w-word")
        return asks or self.lower[i].startswith("welche")

    def _verb_is_late(self, content: list[int], verb: int) -> bool:
        """Whether only verbs, or nothing, follow the last finite verb."""
        after = [i for i in content if i > verb]
        return all(self.tags[i].startswith("V") or self.tags[i] in ("PTKZU", "KON", "PTKVZ") for i in after[:1])

    def _ends_in_infinitive(self, content: list[int]) -> bool:
        """ "die Fertigung dort *anzusiedeln* statt wie geplant in Ungarn": what may follow it."""
        last = max((n for n, i in enumerate(content) if self._is_zu_infinitive(i)), default=-1)
        following = content[last + 1 :]
        compares = bool(following) and self.lower[following[0]] in self.vocabulary.word_class("contrast-opener")
        return last >= 0 and (len(following) < _MAX_AFTERFIELD or compares)

    def _is_zu_infinitive(self, i: int) -> bool:
        if self.tags[i] == "VVIZU":
            return True
        return self.tags[i] in INFINITIVE_TAGS and i > 0 and (self.tags[i - 1] == "PTKZU" or self.lower[i - 1] == "zu")

    def mood(self, verb: int, segment: Segment) -> str:
        """K1, K2 or "" for a finite verb; the lexicon decides where its form does, the tagger elsewhere."""
        form = self.lower[verb]
        if self._is_set_phrase(verb, segment) or (verb > 0 and self.lower[verb - 1] == "als"):
            return ""  # "als sei das nicht genug": a comparison
        if "ich" in self.lower[segment.start : segment.end] and form.endswith("e"):
            return ""
        tagged = "Sub" in self.doc[verb].morph.get("Mood", [])
        row = self.vocabulary.subjunctive.get(form)
        if row is not None:
            tagged = tagged and form not in self.vocabulary.word_class("mostly-past")
            return row["mood"] if row["ambiguous"] == "no" or tagged else ""
        if form.endswith("e") and not form.endswith("te") and self.tags[verb] == "VVFIN":
            return "K1"
        return "K2" if tagged else ""

    def may_be_second_subjunctive(self, verb: int) -> bool:
        """Plural forms of the past that the second subjunctive shares: "stiegen", "fehlten"."""
        form = self.lower[verb]
        if not form.endswith("en") or form in self.vocabulary.word_class("plain-past"):
            return False
        row = self.vocabulary.subjunctive.get(form)
        if row is not None:
            return row["mood"] == "K2"
        return form.endswith("ten") and form not in self.vocabulary.infinitives  # "reichten", but not "treten"

    def _is_set_phrase(self, verb: int, segment: Segment) -> bool:
        """ "es sei denn", "wie dem auch sei", ", sei es aus Reue, sei es …": subjunctives that report nothing."""
        before, after = self.lower[max(0, verb - 1)], self.lower[verb : verb + 2]
        words = self.vocabulary.word_class
        if any(phrase in " ".join((before, *after)) for phrase in words("subjunctive-phrase")):
            return True
        if f"{before} {self.lower[verb]}" in words("closing-subjunctive"):
            return verb == segment.end - 1
        alone = not any(self.tags[i] in PARTICIPLE_TAGS for i in range(verb, segment.end))
        return self.lower[verb] == segment.opener and alone and " ".join(after) in words("opening-subjunctive")
