"""A Doc as rows of tokens with its blocks and its quotations in marks.

A quotation in marks is *opaque* when it is an utterance of its own, and *transparent* when its words are built into
the narrator's sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span

from claimx.cues import CueLexicon, cue_lexicon
from claimx.grammar import FINITE_TAGS, NOUN_TAGS
from claimx.tagging import repaired_tags
from claimx.vocabulary import Vocabulary, vocabulary

BLOCKS_KEY = "claimx_blocks"
MARKS_KEY = "claimx_marks"
NOISE_KEY = "claimx_noise"
LABELS_KEY = "claimx_labels"
STRANDED_KEY = "claimx_stranded"

FINAL_STOPS = frozenset({".", "!", "?", "…", "..."})
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
    opened: bool = True
    """Whether it begins with its mark; what lost it begins with its sentence."""

    @property
    def inner(self) -> tuple[int, int]:
        """The token bounds without the marks."""
        return self.start + self.opened, self.end - 1 if self.closed else self.end


class MarkedDoc:
    """Token columns, blocks and quotations of one Doc, computed once."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.vocabulary: Vocabulary = vocabulary(doc.lang_ or "de")
        self.cues: CueLexicon = cue_lexicon(doc.lang_ or "de")
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
        marked = _group(self.doc, MARKS_KEY)
        for span in sorted([*marked, *self._unopened(marked)], key=lambda s: (s.start, -s.end)):
            while open_pairs and pairs[open_pairs[-1]].end < span.end:
                open_pairs.pop()
            closed = span.label_ != "open"
            if not closed and not any(word[0].isalnum() for word in self.words[span.start : span.end]):
                continue
            end = span.end if closed else self._guessed_end(span.start, span.end)
            parent = open_pairs[-1] if open_pairs else -1
            pair = Pair(span.start, end, parent, closed, opened=span.label_ != "unopened")
            if pair.inner[0] >= pair.inner[1]:
                continue
            pair.opaque = pair.parent < 0 and self._is_utterance(pair)
            pairs.append(pair)
            open_pairs.append(len(pairs) - 1)
        return pairs

    def _unopened(self, marked: list[Span]) -> Iterator[Span]:
        """Quotations that lost their opening mark: "*Wir brauchen Hilfe“*, forderte der Schäfer"."""
        for mark in self.lone_marks:
            comma = self.next(mark)
            verb = self.next(comma) if comma >= 0 and self.words[comma] == "," else -1
            if verb < 0 or (self.tags[verb] not in FINITE_TAGS and self.lower[verb] != "so"):
                continue
            start = mark
            while start > self.blocks[self.block_of[mark]].start and not self.doc[start].is_sent_start:
                start -= 1
            if start < mark and not any(span.start <= mark and start < span.end for span in marked if len(span) > 1):
                yield Span(self.doc, start, mark + 1, "unopened")

    def _guessed_end(self, start: int, end: int) -> int:
        """A quotation that is never closed ends before ", sagte X" at the latest."""
        for i in range(start + 2, end - 1):
            if (
                self.words[i] == ","
                and self.tags[i + 1] in FINITE_TAGS
                and self.lower[i + 1] in self.cues.common | self.cues.frequent
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
        if self.words[inner[-1]] in FINAL_STOPS and len(words) > 1 and (left or finite):
            return True
        if not left or self._is_interjected(pair, words, finite):
            return False
        capital = self.words[words[0]][0].isupper()
        return (finite and (len(words) > 2 or self._with_words(pair))) or (
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
            or self._with_words(pair)
            or (before > 0 and self._is_mark(before) and self.words[before - 1] in FINAL_STOPS)
        )

    def _with_words(self, pair: Pair) -> bool:
        """ "Mit den *Worten* „Ich gehe“ verließ er den Saal"."""
        before = self.previous(pair.start)
        return before >= 0 and self.lower[before] in self.vocabulary.word_class("utterance-dative")

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

    def _is_mark(self, i: int) -> bool:
        return self.doc[i].is_quote or self.words[i] in '„“”»«‚‘’›‹"'

    def is_plural(self, i: int) -> bool:
        """Whether the tagger takes a token for a plural."""
        return "Plur" in self.doc[i].morph.get("Number", [])

    def is_nominal(self, i: int) -> bool:
        """Whether a token is a noun or a name."""
        return self.tags[i] in NOUN_TAGS


def _group(doc: Doc, key: str) -> list[Span]:
    return list(doc.spans[key]) if key in doc.spans else []
