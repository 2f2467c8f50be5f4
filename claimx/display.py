"""Claims that the layout attributes: headlines "Name: …" and quote cards."""

from __future__ import annotations

from dataclasses import replace

from claimx.analysis import Analysis, Segment, Sentence
from claimx.content import text_range
from claimx.drafts import Draft
from claimx.grammar import FINITE_TAGS, INFINITIVE_TAGS, PARTICIPLE_TAGS
from claimx.phrases import Phrase, PhraseReader
from claimx.roles import RoleFinder

_MAX_CREDIT_TOKENS = 16
_MAX_HEADLINE_SPEAKER = 8
_MIN_VERBLESS = 4  # tokens
_DASHES = frozenset("–—-|")
_HEADLINES = ("headline", "subheading")


class DisplayRules:
    """Finds claims by their place on the page, over the whole Doc."""

    def __init__(self, analysis: Analysis, reader: PhraseReader, roles: RoleFinder) -> None:
        self.a = analysis
        self.v = analysis.vocabulary
        self.reader = reader
        self.roles = roles

    # --- headlines --------------------------------------------------------------------------------

    def headline(self, sentence: Sentence) -> Draft | None:
        """ "Leavitt: Russische Seite wünscht sich Treffen": speaker, colon, content."""
        if self.a.blocks[sentence.block].kind not in _HEADLINES or len(sentence.segments) < 2:
            return None
        k = next((k for k, s in enumerate(sentence.segments) if ":" in s.sep), 0)
        if k == 0:
            return None
        first = max((j for j in range(k) if set(sentence.segments[j].sep) & _DASHES), default=0)
        start = sentence.segments[first].start  # "Waldbad bleibt zu – *Förderverein*: „…“"
        if sentence.segments[k - 1].end - start > _MAX_HEADLINE_SPEAKER:
            return None
        if any(s.kind != "nominal" for s in sentence.segments[first:k]):
            return None
        phrase = self.reader.at(start, sentence.segments[k - 1].end)
        if phrase is not None and self.a.lower[phrase.core_end] in self.v.word_class("headline-topic"):
            phrase = replace(phrase, end=phrase.core_end)  # "*Ärzte* zur Zuckersteuer: „…“"
        if phrase is None or not self._may_head(phrase, sentence.segments[k - 1].end):
            return None
        content = sentence.segments[k]
        frame = ((start, content.start),)
        if content.kind == "quotation":
            return Draft("direct", ((content.start, content.end),), "headline", frame=frame, speaker=phrase)
        fragment = next((p for p in self.a.pairs if p.parent < 0 and sentence.start <= p.start < sentence.end), None)
        if fragment is not None and fragment.end - fragment.start >= 0.6 * (sentence.end - content.start):
            return Draft("direct", ((fragment.start, fragment.end),), "headline", frame=frame, speaker=phrase)
        if not self._tells(sentence, content, phrase) or self._only_asks(sentence.segments[k:]):
            return None
        return Draft(
            "indirect",
            (text_range(self.a, content.start, sentence.end),),
            "headline",
            frame=frame,
            speaker=phrase,
        )

    def _only_asks(self, segments: list[Segment]) -> bool:
        """ "Balkonkraftwerke: *Was Mieter wissen müssen*": what an article answers, and nobody says."""
        return segments[0].kind == "w" and not any(s.kind in ("main", "v1") for s in segments)

    def _tells(self, sentence: Sentence, content: Segment, phrase: Phrase) -> bool:
        """Whether what stands behind the colon has a verb, or is what such a speaker may say without one."""
        if any(s.finite for s in sentence.segments if s.start >= content.start):
            return True
        long = sentence.end - content.start >= _MIN_VERBLESS
        return (long or self._is_terse(content)) and self._is_talking(phrase)

    def _is_terse(self, content: Segment) -> bool:
        """ "*Keine* Trainerdiskussion", "Planung sofort *stoppen*", "Von Plänen *überrumpelt*": short but telling."""
        denied = self.a.lower[content.start] in self.v.word_class("negative-opener")
        return denied or self.a.tags[content.end - 1] in INFINITIVE_TAGS | PARTICIPLE_TAGS

    def _is_talking(self, phrase: Phrase) -> bool:
        """Whether a line without a verb may still be what its head says: "UN: 40.000 auf der Flucht"."""
        if phrase.kind != "person":
            return phrase.kind != "unknown" or self._is_named_below(phrase)
        return self._is_named_below(phrase)

    def _is_named_below(self, phrase: Phrase) -> bool:
        name = self.a.words[phrase.core_end - 1]
        return any(self._is_surname(i, name) for i in range(phrase.end, len(self.a.words)))

    def _may_head(self, phrase: Phrase, end: int) -> bool:
        """A headline's speaker is a person, an organisation or a name that the article goes on to use."""
        if self._tells_topic(phrase, end):
            return False
        if phrase.kind == "group" or (phrase.kind == "person" and self._is_person(phrase)):
            return True
        name = self.a.text(phrase.start, phrase.core_end)
        if phrase.kind in ("organisation", "document"):
            if self._is_topic(phrase) or self.a.lower[phrase.head] in self.v.word_class("genre"):
                return False
            known = self.v.noun(self.a.words[phrase.head]) is not None or self.v.outlet(name) is not None
            if phrase.end == end and (known or name.isupper()):
                return True
        if phrase.kind == "place":
            return phrase.end == end and self.v.places.get(name) == "capital"
        return any(self._is_surname(i, name) for i in range(end, len(self.a.words)))

    def _is_person(self, phrase: Phrase) -> bool:
        """Whether a lexicon or the article confirms the person: "Bahnpräsident", "Leavitt", but not "Butterpreis"."""
        a = self.a
        known = any(
            self.v.roles.get(a.words[i]) or self.v.is_first_name(a.words[i]) or a.words[i] in self.v.titles
            for i in range(phrase.start, phrase.core_end)
        )
        name = a.words[phrase.core_end - 1]
        elsewhere = (i for i in range(len(a.words)) if not phrase.start <= i < phrase.end)
        return (
            known
            or a.lower[phrase.head].endswith(self.v.age_suffixes)
            or any(self._is_surname(i, name) for i in elsewhere)
        )

    def _is_topic(self, phrase: Phrase) -> bool:
        """ "*Leere Rathauskassen*: …": several things with an adjective are what a headline is about."""
        described = self.a.tags[phrase.start] == "ADJA" and not self.a.words[phrase.start].endswith("er")
        return described and self.a.is_plural(phrase.head)

    def _tells_topic(self, phrase: Phrase, end: int) -> bool:
        """ "*Bankkunden bestohlen*: …", "*Nationalrat*: Debatte …", "*POL-VL*: …": what happened and where."""
        head = self.a.lower[phrase.head]
        told = any(self.a.tags[i].startswith("VV") for i in range(phrase.core_end, end))
        coded = head.partition("-")[0] in self.v.word_class("press-code") and "-" in head
        assembled = head.endswith(tuple(self.v.word_class("assembly")))
        known = self.v.organisations.exact(self.a.text(phrase.start, phrase.core_end)) is not None
        placed = phrase.kind == "organisation" and phrase.core_end - phrase.head > 1 and not known  # "*Klinik Kronau*"
        return told or coded or assembled or placed

    def _is_surname(self, i: int, name: str) -> bool:
        if i == 0 or self.a.words[i] != name:
            return False
        before = self.a.words[i - 1]
        return self.a.tags[i - 1] == "NE" or before in self.v.first_names or self.v.roles.get(before) is not None

    # --- quote cards ------------------------------------------------------------------------------

    def cards(self) -> list[Draft]:
        """A quotation of its own with a line "Name, role" below it, or a name in brackets behind it."""
        drafts = []
        for pair in self.a.pairs:
            if not pair.opaque or self.a.sentence_of[pair.start] < 0:
                continue
            sentence = self.a.sentences[self.a.sentence_of[pair.start]]
            if sentence.start != pair.start or self._rest_matters(sentence, pair.end):
                continue
            credit = self._bracket_credit(pair.end, sentence) or self._credit_line(sentence.index + 1)
            if credit is not None:
                phrase, frame = credit
                drafts.append(Draft("direct", ((pair.start, pair.end),), "card", frame=(frame,), speaker=phrase))
        return drafts + self._stranded()

    def _rest_matters(self, sentence: Sentence, end: int) -> bool:
        return any(
            self.a.words[i][0].isalnum() and not self.a.aside[i] and not self.a.noise[i]
            for i in range(end, sentence.end)
        )

    def _bracket_credit(self, end: int, sentence: Sentence) -> tuple[Phrase, tuple[int, int]] | None:
        i = self.a.next(end - 1)
        if i < 0 or i >= len(self.a.words) or self.a.words[i] != "(" or self.a.block_of[i] != sentence.block:
            return None
        stop = i + 1
        while stop < len(self.a.words) and self.a.words[stop] != ")" and stop - i < _MAX_CREDIT_TOKENS:
            stop += 1
        phrase = self._credit(i + 1, stop)
        return (phrase, (i, stop + 1)) if phrase else None

    def _credit_line(self, index: int) -> tuple[Phrase, tuple[int, int]] | None:
        if index >= len(self.a.sentences):
            return None
        line = self.a.sentences[index]
        if self.a.words[line.end - 1] in ".!?" and not self.a.words[line.end - 1].isalnum():
            return None
        phrase = self._credit(line.start, line.end)
        return (phrase, (line.start, line.end)) if phrase else None

    def _credit(self, start: int, end: int) -> Phrase | None:
        """ "Name (Partei), role": the phrase of a credit, with all behind the first comma as its role."""
        a = self.a
        while start < end and a.words[start] in {"–", "—", "-", "|"}:
            start += 1
        if not 0 < end - start <= _MAX_CREDIT_TOKENS or any(
            a.tags[i] in FINITE_TAGS for i in range(start, end) if a.lower[i] == a.words[i]
        ):
            return None
        comma = next((i for i in range(start, end) if a.words[i] == ","), -1)
        core = self.reader.core(start, comma if comma > 0 else end)
        if core is None or core.pronoun or core.kind not in ("person", "unknown"):
            return None
        name_end = core.core_end
        if comma < 0:
            return core if core.has_name and core.kind == "person" and end - start <= 6 else None
        if name_end != comma and not a.aside[name_end]:
            return None
        name = core.name if core.name[0] < core.name[1] else (core.start, core.core_end)
        role_start = comma + 1
        if role_start >= end:
            return None
        role = Phrase(role_start, end, end, role_start, (end, end), (role_start, end), "person", "-")
        return replace(core, end=end, name=name, kind="person", apposition=role)

    def _stranded(self) -> list[Draft]:
        """Pull quotes that kept one mark only: "… gesetzt. „ Juri Uschakow, …", or the mark on a line of its own."""
        drafts = []
        for mark in self.a.lone_marks:
            block = self.a.blocks[self.a.block_of[mark]]
            alone = not any(self.a.words[i][0].isalnum() for i in range(block.start, block.end))
            quote, after = self._quote_below(mark) if alone else self._quote_before(mark)
            if quote is None or after < 0:
                continue
            stop = self.a.blocks[self.a.block_of[after]].end
            while stop > after and self.a.blank[stop - 1]:
                stop -= 1
            phrase = self._credit(after, stop)
            if phrase is not None:
                drafts.append(Draft("direct", (quote,), "card", frame=((after, stop),), speaker=phrase))
        return drafts

    def _quote_before(self, mark: int) -> tuple[tuple[int, int] | None, int]:
        """What a lone mark closes, from the start of its paragraph on, and the token behind the mark."""
        start, end = self.a.blocks[self.a.block_of[mark]].start, mark
        while end > start and self.a.blank[end - 1]:
            end -= 1
        return ((start, end) if start < end else None), self.a.next(mark)

    def _quote_below(self, mark: int) -> tuple[tuple[int, int] | None, int]:
        """The paragraph under a mark that stands on its own line, and the token below that."""
        number = self.a.block_of[mark] + 1
        if number + 1 >= len(self.a.blocks):
            return None, -1
        block = self.a.blocks[number]
        return (block.start, block.end), self.a.blocks[number + 1].start
