"""A Doc as the extraction rules see it: blocks, outer sentences, quotations in marks, and clause segments.

An *outer sentence* is a sentence of the narrator; the sentence boundaries inside a quotation in marks do not
cut it. A *segment* is the stretch between two boundaries (comma, colon, semicolon, dash, a coordination of two
finite verbs, an opaque quotation) of one outer sentence. A quotation in marks is *opaque* when it is an utterance
of its own, and *transparent* when its words are built into the narrator's sentence.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Span

from claimx.cues import cue_lexicon
from claimx.grammar import FINITE_TAGS, INFINITIVE_TAGS, NOUN_TAGS
from claimx.tagging import repaired_tags
from claimx.vocabulary import Vocabulary, vocabulary

BLOCKS_KEY = "claimx_blocks"
MARKS_KEY = "claimx_marks"
NOISE_KEY = "claimx_noise"
LABELS_KEY = "claimx_labels"
STRANDED_KEY = "claimx_stranded"

_BOUNDARIES = frozenset({",", ";", ":", "–", "—", "-", "…", "..."})
_FINAL_STOPS = frozenset({".", "!", "?", "…", "..."})
_OPENING_CONTEXT = frozenset({",", ":", ";", "–", "—", "-", "(", ".", "!", "?", "|"})
_CLOSING_CONTEXT = frozenset({",", ";", ":", "–", "—", "-", ")", ".", "!", "?", "(", "|"})
_SKIPPED_BLOCKS = frozenset({"related", "byline", "credit", "share"})
_MAX_ASIDE = 25
_MAX_EMBEDDED = 30


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, headline or other stretch of the layout, in tokens."""

    start: int
    end: int
    kind: str


@dataclass(slots=True)
class Pair:
    """A quotation in marks: token bounds with the marks, and whether it is opaque."""

    start: int
    end: int
    parent: int
    closed: bool
    opaque: bool = False

    @property
    def inner(self) -> tuple[int, int]:
        """The token bounds without the marks."""
        return self.start + 1, self.end - 1 if self.closed else self.end


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


class Analysis:
    """Token columns and structure of one Doc, computed once and read by all rules."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.vocabulary: Vocabulary = vocabulary(doc.lang_ or "de")
        self.words = [token.text for token in doc]
        self.lower = [token.lower_ for token in doc]
        self.tags = repaired_tags(doc, self.vocabulary)
        self.blank = [token.is_space for token in doc]
        self.noise = self._flags(NOISE_KEY)
        self.blocks, self.block_of = self._read_blocks()
        self.labels = sorted(_group(doc, LABELS_KEY), key=lambda span: span.start)
        self.lone_marks = self._lone_marks()
        for span in self.labels:
            self.noise[span.start : span.end] = [True] * (span.end - span.start)
        for i, blank in enumerate(self.blank):
            self.noise[i] = self.noise[i] or blank or self.blocks[self.block_of[i]].kind in _SKIPPED_BLOCKS
        self.aside = self._asides()
        self.pairs = self._read_pairs()
        self.pair_of = self._pair_index()
        self.pair_starts = frozenset(pair.start for pair in self.pairs)
        self.embedded = self._embedded()
        self.sentences, self.sentence_of = self._outer_sentences()
        for sentence in self.sentences:
            sentence.segments = self._segments(sentence.start, sentence.end)

    # --- reading what the layout component found ------------------------------------------------

    def _flags(self, key: str) -> list[bool]:
        flags = [False] * len(self.doc)
        for span in _group(self.doc, key):
            flags[span.start : span.end] = [True] * (span.end - span.start)
        return flags

    def _read_blocks(self) -> tuple[list[Block], list[int]]:
        found = sorted((span.start, span.end, span.label_) for span in _group(self.doc, BLOCKS_KEY))
        blocks = [Block(*bounds) for bounds in found] or [Block(0, len(self.doc), "paragraph")]
        stamped = {span.end for span in _group(self.doc, NOISE_KEY) if span.label_ == "stamp"}
        blocks = [replace(b, kind="caption") if b.end in stamped and b.kind == "paragraph" else b for b in blocks]
        block_of, current = [], 0
        for i in range(len(self.doc)):
            while current + 1 < len(blocks) and i >= blocks[current + 1].start:
                current += 1
            block_of.append(current)
        return blocks, block_of

    def _lone_marks(self) -> list[int]:
        """Marks that belong to no quotation: stranded ones, and closing marks that nothing opened."""
        group = self.doc.spans.get(BLOCKS_KEY)
        offsets = {start for _, start, _ in group.attrs.get("notices", [])} if group is not None else set()
        stranded = {span.start for span in _group(self.doc, STRANDED_KEY)}
        opened = {span.start for span in _group(self.doc, MARKS_KEY) if len(span) > 1}
        return sorted(stranded | {token.i for token in self.doc if token.idx in offsets and token.i not in opened})

    def _asides(self) -> list[bool]:
        """Tokens in short brackets: "(CDU)", "(Dienstag)"."""
        flags, opened = [False] * len(self.doc), -1
        for i, word in enumerate(self.words):
            if word in "([" and word:
                opened = i
            elif word and word in ")]" and opened >= 0:
                if i - opened <= _MAX_ASIDE:
                    flags[opened : i + 1] = [True] * (i + 1 - opened)
                opened = -1
        return flags

    def _read_pairs(self) -> list[Pair]:
        pairs: list[Pair] = []
        open_pairs: list[int] = []
        for span in sorted(_group(self.doc, MARKS_KEY), key=lambda s: (s.start, -s.end)):
            while open_pairs and pairs[open_pairs[-1]].end < span.end:
                open_pairs.pop()
            closed = span.label_ != "open"
            if not closed and not any(word[0].isalnum() for word in self.words[span.start : span.end]):
                continue
            end = span.end if closed else self._guessed_end(span.start, span.end)
            pair = Pair(span.start, end, open_pairs[-1] if open_pairs else -1, closed)
            if pair.inner[0] >= pair.inner[1]:
                continue
            pair.opaque = pair.parent < 0 and self._is_utterance(pair)
            pairs.append(pair)
            open_pairs.append(len(pairs) - 1)
        return pairs

    def _guessed_end(self, start: int, end: int) -> int:
        """A quotation that is never closed ends before ", sagte X" at the latest."""
        lexicon = cue_lexicon(self.doc.lang_ or "de")
        for i in range(start + 2, end - 1):
            if (
                self.words[i] == ","
                and self.tags[i + 1] in FINITE_TAGS
                and self.lower[i + 1] in lexicon.common | lexicon.frequent
            ):
                return i
        return end

    def _is_utterance(self, pair: Pair) -> bool:
        """Whether a quotation in marks stands by itself rather than inside the narrator's syntax."""
        start, end = pair.inner
        inner = [i for i in range(start, end) if not self.blank[i]]
        if not inner:
            return False
        words = [i for i in inner if self.words[i][0].isalnum()]
        if not words:
            return False
        finite = any(self.tags[i] in FINITE_TAGS for i in inner)
        if self.aside[pair.start] and not finite:
            return False  # "Andy Falk (48, „Sommer in Rimini“)"
        left, right = self._open_left(pair), self._open_right(pair)
        if self.words[inner[-1]] in _FINAL_STOPS and len(words) > 1 and (left or finite):
            return True
        if not left or self._is_interjected(pair, words, finite):
            return False
        capital = self.words[words[0]][0].isupper()
        return (finite and len(words) > 2) or (
            right and ((len(words) > 1 and (finite or capital)) or self._framed(pair))
        )

    def _is_interjected(self, pair: Pair, words: list[int], finite: bool) -> bool:
        """ "Man habe ein Grollen gehört, „wie von einem Zug“, sagte X": no utterance."""
        before = self.previous(pair.start)
        if finite or before < 0 or self.words[before] != "," or self.words[words[0]][0].isupper():
            return False
        return not any(self._is_mark(i) for i in range(max(0, before - _MAX_EMBEDDED), before))

    def _open_left(self, pair: Pair) -> bool:
        """Whether a quotation begins where an utterance may: at a sentence's start or behind punctuation."""
        before = self.previous(pair.start)
        return (
            before < 0
            or self.block_of[before] != self.block_of[pair.start]
            or self.words[before] in _OPENING_CONTEXT
            or self.noise[before]
            or (before > 0 and self._is_mark(before) and self.words[before - 1] in _FINAL_STOPS)
        )

    def _open_right(self, pair: Pair) -> bool:
        after = self.next(pair.end - 1)
        return (
            after < 0
            or self.block_of[after] != self.block_of[pair.end - 1]
            or self.words[after] in _CLOSING_CONTEXT
            or self.noise[after]
            or self.doc[after].is_sent_start is True
        )

    def _framed(self, pair: Pair) -> bool:
        """A single word is an utterance behind a colon or before a frame: „Nein“, sagte sie."""
        before, after = self.previous(pair.start), self.next(pair.end - 1)
        if before >= 0 and self.words[before] == ":":
            return True
        verb = self.next(after) if after >= 0 and self.words[after] == "," else -1
        return verb >= 0 and (self.tags[verb] in FINITE_TAGS or self.lower[verb] == "so")

    def _pair_index(self) -> list[int]:
        index = [-1] * len(self.doc)
        for number, pair in enumerate(self.pairs):
            if pair.opaque:
                index[pair.start : pair.end] = [number] * (pair.end - pair.start)
        return index

    def _embedded(self) -> list[bool]:
        """Tokens inside transparent quotations: words of the narrator's sentence, without clauses of their own."""
        flags = [False] * len(self.doc)
        for pair in self.pairs:
            if not pair.opaque and pair.closed and pair.end - pair.start <= _MAX_EMBEDDED:
                flags[pair.start : pair.end] = [True] * (pair.end - pair.start)
        return flags

    # --- moving around --------------------------------------------------------------------------

    def previous(self, i: int) -> int:
        """The token before ``i`` that is no white space, or -1."""
        i -= 1
        while i >= 0 and self.blank[i]:
            i -= 1
        return i

    def next(self, i: int) -> int:
        """The token after ``i`` that is no white space, or -1."""
        i += 1
        while i < len(self.words) and self.blank[i]:
            i += 1
        return i if i < len(self.words) else -1

    def pairs_from(self, start: int, end: int) -> list[Pair]:
        """The quotations in marks that begin in a token range, in text order."""
        first, last = (bisect_left(self.pairs, i, key=lambda pair: pair.start) for i in (start, end))
        return self.pairs[first:last]

    def text(self, start: int, end: int) -> str:
        """The text of a token range."""
        return self.doc[start:end].text

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
                elif word in _FINAL_STOPS and i >= end - 2:
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
            elif any(self._is_zu_infinitive(i) for i in content[-4:]):
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
        if self.tags[first] in ("KOUS", "KOUI") or self.lower[first] in self.vocabulary.word_class("subordinator"):
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
        if (
            self.tags[first] == "APPR"
            and len(openers) > 1
            and self._is_question_word(openers[1])
            and self._verb_is_late(content, verb)
        ):
            return "w"
        return "main"

    def _is_question_word(self, i: int) -> bool:
        return self.tags[i] in ("PWS", "PWAT", "PWAV") or self.lower[i].startswith("welche")

    def _verb_is_late(self, content: list[int], verb: int) -> bool:
        """Whether only verbs, or nothing, follow the last finite verb."""
        after = [i for i in content if i > verb]
        return all(self.tags[i].startswith("V") or self.tags[i] in ("PTKZU", "KON", "PTKVZ") for i in after[:1])

    def _is_mark(self, i: int) -> bool:
        return self.doc[i].is_quote or self.words[i] in '„“”»«‚‘’›‹"'

    def _is_zu_infinitive(self, i: int) -> bool:
        if self.tags[i] == "VVIZU":
            return True
        return self.tags[i] in INFINITIVE_TAGS and i > 0 and (self.tags[i - 1] == "PTKZU" or self.lower[i - 1] == "zu")

    def mood(self, verb: int, segment: Segment) -> str:
        """K1, K2 or "" for a finite verb; the lexicon decides where its form does, the tagger elsewhere."""
        form = self.lower[verb]
        if self._is_set_phrase(verb) or (verb > 0 and self.lower[verb - 1] == "als"):
            return ""  # "als sei das nicht genug": a comparison
        if "ich" in self.lower[segment.start : segment.end] and form.endswith("e"):
            return ""
        tagged = "Sub" in self.doc[verb].morph.get("Mood", [])
        row = self.vocabulary.subjunctive.get(form)
        if row is not None:
            return row["mood"] if row["ambiguous"] == "no" or tagged else ""
        if form.endswith("e") and not form.endswith("te") and self.tags[verb] == "VVFIN":
            return "K1"
        return "K2" if tagged else ""

    def may_be_second_subjunctive(self, verb: int) -> bool:
        """Plural forms of the past that the second subjunctive shares: "stiegen", "fehlten"."""
        form = self.lower[verb]
        if not form.endswith("en"):
            return False
        row = self.vocabulary.subjunctive.get(form)
        if row is not None:
            return row["mood"] == "K2"
        return form.endswith("ten") and "Past" in self.doc[verb].morph.get("Tense", [])

    def _is_set_phrase(self, verb: int) -> bool:
        """ "es sei denn", "sei es", "man nehme": subjunctives that report nothing."""
        window = " ".join(self.lower[max(0, verb - 1) : verb + 2])
        return any(phrase in window for phrase in self.vocabulary.word_class("subjunctive-phrase"))

    def is_nominal(self, i: int) -> bool:
        """Whether a token is a noun or a name."""
        return self.tags[i] in NOUN_TAGS


def _group(doc: Doc, key: str) -> list[Span]:
    return list(doc.spans[key]) if key in doc.spans else []
