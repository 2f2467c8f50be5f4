"""Claims whose attribution is no clause: prepositional phrases and noun cues."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from claimx.analysis import Analysis, Segment, Sentence
from claimx.anaphors import AnaphorFinder
from claimx.content import complement_of, content_end, starts_content, text_range
from claimx.cues import NounCue, PrepositionCue
from claimx.drafts import Draft, Range, by_quote
from claimx.fragments import FragmentRules
from claimx.frames import CueFinder
from claimx.grammar import INFINITIVE_TAGS, MODIFIER_TAGS, NOUN_TAGS, PARTICIPLE_TAGS, PREPOSITION_TAGS
from claimx.phrases import Phrase, PhraseReader
from claimx.roles import RoleFinder
from claimx.rules import SentenceRules

_MAX_BETWEEN = 3
_CLOSING_VERBS = INFINITIVE_TAGS | PARTICIPLE_TAGS | {"PTKVZ"}


class UnframedRules(SentenceRules):
    """Finds claims without a cue verb of their own, one outer sentence at a time."""

    def __init__(self, analysis: Analysis, reader: PhraseReader, roles: RoleFinder, finder: CueFinder) -> None:
        super().__init__(analysis, reader, roles, finder)
        self.lexicon = finder.lexicon
        self.anaphors = AnaphorFinder(analysis, finder, roles)
        self.fragments = FragmentRules(analysis, reader, roles, finder)

    # --- prepositions -----------------------------------------------------------------------------

    def prepositional(self, sentence: Sentence, found: list[Draft]) -> list[Draft]:
        """ "Laut X …", "… nach Angaben von X …", "X zufolge …"; inside another claim's frame: its source."""
        drafts: list[Draft] = []
        for frame, words, phrase, cue in self._content_attributions(sentence):
            host = next((d for d in found if self._in_frame(d, frame)), None)
            if host is not None and host.rule == "preposed" and host.speaker is None:
                found.remove(host)  # "*Laut einer Umfrage* erwägt jeder fünfte, abzuwandern"
            elif host is not None:
                spoken = host.speaker is not None and phrase is not None and host.speaker.start == phrase.start
                if phrase is not None and host.via is None and not spoken:
                    host.via = phrase
                continue
            if any(d.overlaps(*frame) for d in [*found, *drafts]) or cue.role == "via":
                continue
            if phrase is None and cue.role == "speaker" and sentence.mood == "K1":
                continue  # "…, sagte X. Die Steuer *werde* nach den Prognosen sinken": X goes on
            quotes = self._rest(sentence, frame)
            if not quotes or any(d.overlaps(*q) for d in [*found, *drafts] for q in quotes):
                continue
            told = cue.role == "self" or (phrase is not None and self.roles.is_outlet(phrase))
            if told and self.fragments.are_quoted(sentence):
                continue  # "nannte das nach eigenem Bekunden „Größenwahn“", "spricht laut AFP von einem „Bauernopfer“"
            if cue.role == "self":
                phrase = self._self_subject(sentence) or phrase
            draft = Draft("indirect", quotes, "preposition", cue.medium, (frame,), words, phrase)
            draft.certain = cue.role == "self" and phrase is not None
            drafts.append(draft)
        return drafts

    def _content_attributions(
        self, sentence: Sentence
    ) -> Iterator[tuple[Range, tuple[int, ...], Phrase | None, PrepositionCue]]:
        """The attributions of a sentence that holds content: not "*Das sagte* die Ministerin laut Reuters"."""
        return iter(()) if self.anaphors.attribution(sentence) is not None else self.attributions(sentence)

    def _in_frame(self, draft: Draft, frame: Range) -> bool:
        return any(start <= frame[0] < end for start, end in draft.frame)

    def attributions(
        self, sentence: Sentence
    ) -> Iterator[tuple[Range, tuple[int, ...], Phrase | None, PrepositionCue]]:
        """The attributing phrases of a sentence ("nach Angaben der Polizei"): place, cue, speaker and entry."""
        i = sentence.start
        while i < sentence.end:
            found = None if self.a.pair_of[i] >= 0 or self.a.noise[i] else self._attribution(i, sentence)
            if found is None:
                i += 1
                continue
            yield found
            i = max(found[0][1], i + 1)

    def _attribution(
        self, i: int, sentence: Sentence
    ) -> tuple[Range, tuple[int, ...], Phrase | None, PrepositionCue] | None:
        compounds = self.lexicon.compound_prepositions
        for cue in compounds.get(self.a.lower[i], ()):
            if (words := self._match(cue.words, i, sentence.end)) and self._names_source(cue, words[-1]):
                return self._compound(cue, words)
        for cue in self.lexicon.prepositions.get(self.a.lower[i], ()):
            if cue.position in ("pre", "both") and (words := self._match(cue.words, i, sentence.end)):
                result = self._before_phrase(cue, words, sentence)
                if result:
                    return result
            if cue.position in ("post", "both") and (words := self._match(cue.words, i, sentence.end)):
                result = self._behind_phrase(cue, words, sentence)
                if result:
                    return result
        for cue in (
            *compounds.get(self.a.lower[i], ()),
            *(compounds.get("*", ()) if self.a.tags[i] in NOUN_TAGS else ()),
        ):
            if words := self._match(cue.words, i, sentence.end):
                return self._compound(cue, words)
        return None

    def _match(self, pattern: tuple[str, ...], i: int, limit: int) -> tuple[int, ...]:
        """The tokens of a pattern from ``i`` on; determiners and adjectives may stand before its noun."""
        a = self.a
        tokens: list[int] = []
        j = i
        for number, word in enumerate(pattern):
            skipped = 0
            while j < limit and not self._fits(word, j):
                owner = a.lower[j] in self.v.word_class("relative-owner")  # "nach *dessen* Angaben"
                owner = owner or a.words[j].removesuffix("s") in self.reader.names.surnames
                if number == 0 or not (owner or a.tags[j] in MODIFIER_TAGS) or skipped >= _MAX_BETWEEN:
                    return ()
                skipped += 1
                j += 1
            if j >= limit:
                return ()
            tokens.append(j)
            j += 1
        return tuple(tokens)

    def _fits(self, word: str, j: int) -> bool:
        lower = self.a.lower[j]
        if word.startswith("*"):
            return lower.endswith(word[1:]) and len(lower) > len(word) and self.a.tags[j] in NOUN_TAGS
        return lower == word

    def _before_phrase(
        self, cue: PrepositionCue, words: tuple[int, ...], sentence: Sentence
    ) -> tuple[Range, tuple[int, ...], Phrase | None, PrepositionCue] | None:
        a = self.a
        last = words[-1]
        j = last + 1
        phrase: Phrase | None = None
        if cue.role in ("self", "none"):
            return (words[0], j), words, None, cue
        if owner := self._owner(words):
            return (words[0], j), words, owner, cue
        if j < sentence.end and len(words) > 1 and a.tags[last] in NOUN_TAGS:
            bare = a.tags[j] == "ADJA" and a.lower[j].endswith("er")  # "nach Meinung *politischer Beobachter*"
            joined = a.lower[j] in ("von", "vom", "aus", "der", "des", "einer", "eines")
            object_ = a.lower[j] in ("den", "dem", "das")  # "verließ mit Tränen in den Augen *den Platz*"
            if bare or joined or (a.tags[j] in ("ART", "PPOSAT", "NE", "PIAT", "PDAT") and not object_):
                skip = 1 if a.lower[j] in ("von", "vom", "aus") else 0
                phrase = self.reader.at(j + skip, sentence.end)
        elif j < sentence.end:
            owned = a.lower[j] in self.v.word_class("relative-owner")  # "Laut *dessen* Expertin Ludmilla Hrast …"
            phrase = self.reader.at(j + owned, sentence.end)
        if phrase is None:
            named = cue.medium == "thought" or cue.role == "owner"  # no claim: "Tränen *in den Augen*"
            alone = len(words) > 1 and a.tags[last] in NOUN_TAGS and not named
            return ((words[0], j), words, None, cue) if alone else None
        if cue.medium == "thought" and self.a.lower[phrase.head].endswith(tuple(self.v.word_class("footage"))):
            return None  # "nach Ansicht der Fernsehbilder": what is seen, nobody who thinks
        if phrase.kind == "document" and a.tags[phrase.start] == "PPOSAT":  # "laut *seinen* Berechnungen"
            return (words[0], phrase.end), words, self.reader.owner(phrase.start), cue
        phrase = self.reader.conjoined(phrase, sentence.end)
        return (words[0], phrase.end), words, self._reporter(phrase), cue

    def _owner(self, words: tuple[int, ...]) -> Phrase | None:
        """The speaker between preposition and noun: "nach *ihren* Angaben", "nach *ukrainischen* Angaben"."""
        a = self.a
        for left, right in itertools.pairwise(words):
            for j in range(left + 1, right):
                if a.lower[j] in self.v.word_class("relative-owner"):
                    return self._named_before(left) or self.reader.owner(j)
                if a.tags[j] == "PPOSAT":
                    return self.reader.owner(j)
                if a.words[j].removesuffix("s") in self.reader.names.surnames:  # "nach *Eyrings* Angaben"
                    name = (j, j + 1)
                    return Phrase(*name, j + 1, j, name, (j, j), "person", "-")
                stem = a.lower[j].rstrip("nmrs").removesuffix("e")
                if place := self.v.place_adjectives.get(stem):
                    return Phrase(j, j + 1, j + 1, j, (j, j + 1), (j, j), "place", "-", label=place)
        return None

    def _named_before(self, i: int) -> Phrase | None:
        """ "Die Messung *des Amts* ergab nach dessen Angaben nichts": the last one that the sentence names so far."""
        start = self.a.sentences[self.a.sentence_of[i]].start
        speaks = [p for p in self._parts(start, i) if p.kind in ("person", "organisation", "group") and not p.pronoun]
        return speaks[-1] if speaks else None

    def _parts(self, start: int, end: int) -> Iterator[Phrase]:
        """The phrases of a token range and their attributes."""
        for phrase in self.reader.phrases(start, end):
            yield phrase
            if phrase.core_end < phrase.end and (inner := self.reader.at(phrase.core_end, phrase.end)) is not None:
                yield inner

    def _behind_phrase(
        self, cue: PrepositionCue, words: tuple[int, ...], sentence: Sentence
    ) -> tuple[Range, tuple[int, ...], Phrase | None, PrepositionCue] | None:
        """ "X zufolge": the phrase that ends right before the cue; "*ihrer* Ansicht nach": the owner in it."""
        stop = words[0]
        if len(words) > 1 and self.a.is_nominal(stop):
            start = max(sentence.start, stop - 1 - _MAX_BETWEEN)
            first = next((j for j in range(start, stop) if self.a.tags[j] == "PPOSAT"), -1)
            inside = first > sentence.start and self.a.tags[first - 1] in ("ART", "PDAT")  # "die ihrer Ansicht nach …"
            return None if first < 0 or inside else ((first, words[-1] + 1), words, self.reader.owner(first), cue)
        for i in range(max(sentence.start, stop - 12), stop):
            if self.a.tags[i] in NOUN_TAGS and i > sentence.start and self.a.tags[i - 1] in MODIFIER_TAGS:
                continue
            phrase = self.reader.at(i, stop)
            if phrase is not None and phrase.end == stop and phrase.preposition < 0 and not self._is_object(phrase):
                frame = (phrase.start, words[-1] + 1)
                if self.a.lower[phrase.head] in self.lexicon.enclosing:
                    return frame, (phrase.head, *words), self._giver(phrase) or self._itself(phrase), cue
                if phrase.kind == "document" and self.a.tags[phrase.start] == "PPOSAT":  # "*seiner* Auswertung zufolge"
                    return frame, words, self.reader.owner(phrase.start), cue
                return frame, words, self._reporter(phrase), cue
        return None

    def _is_object(self, phrase: Phrase) -> bool:
        """ "konnte *den Effekt* der Studie zufolge nicht ausgleichen": an accusative, and what follows it speaks."""
        return self.a.lower[phrase.start] == "den" and not self.a.lower[phrase.head].endswith(("n", "s"))

    def _itself(self, phrase: Phrase) -> Phrase | None:
        """ "*einer Statistik* zufolge" speaks itself; "*den Angaben* zufolge" are somebody's who was named before."""
        given = self.a.lower[phrase.start] in self.v.word_class("definite-determiner")
        return None if given and self.a.lower[phrase.head] in self.v.word_class("told-noun") else phrase

    def _giver(self, phrase: Phrase) -> Phrase | None:
        """ "den Angaben *der Polizei*", "*ihren* Angaben": whose words a noun means."""
        a = self.a
        if phrase.end > phrase.core_end:
            return self.reader.at(phrase.core_end + (a.lower[phrase.core_end] in ("von", "vom", "aus")), phrase.end)
        return self._owner((phrase.start - 1, phrase.head))

    def _reporter(self, phrase: Phrase) -> Phrase:
        """ "einem Bericht *des Senders Kanal 6*": the outlet whose report it is; else the document speaks."""
        sender = self.roles.sender(phrase, phrase.end) if phrase.kind == "document" else None
        return sender if sender is not None and self.roles.is_outlet(sender) else phrase

    def _compound(
        self, cue: PrepositionCue, words: tuple[int, ...]
    ) -> tuple[Range, tuple[int, ...], Phrase | None, PrepositionCue]:
        """ "nach Vereinsangaben", "laut APA-Informationen": the first part of the compound speaks."""
        a = self.a
        j = words[-1]
        suffix = cue.words[-1].lstrip("*")
        stem = a.words[j][: len(a.words[j]) - len(suffix)].rstrip("-")
        if suffix.startswith(("bericht", "meldung", "kreis")):
            stem = a.words[j].removesuffix("n")
        label = stem.removesuffix("s") if self.v.noun(stem) is None and self.v.noun(stem.removesuffix("s")) else stem
        phrase = Phrase(j, j + 1, j + 1, j, (j, j + 1), (j, j), "organisation", "-", label=label)
        return (words[0], j + 1), words, phrase, cue

    def _names_source(self, cue: PrepositionCue, j: int) -> bool:
        """ "laut *Polizei*angaben": whether the first part of a compound is somebody, and not what it is about."""
        stem = self.a.words[j][: len(self.a.words[j]) - len(cue.words[-1].lstrip("*"))].rstrip("-")
        noun = self.v.noun(stem) or self.v.noun(stem.removesuffix("s"))
        return noun is not None and noun.kind in ("organisation", "person", "group")

    def _rest(self, sentence: Sentence, frame: Range) -> tuple[Range, ...]:
        """The sentence without the frame; only the clause, where the phrase stands in a relative clause."""
        start, end = sentence.start, sentence.end
        told = False  # a main clause of the narrator stands before
        for segment in sentence.segments:
            within = segment.start <= frame[0] < segment.end
            if within and segment.kind == "rel":
                start, end = segment.start, segment.end
            elif within and segment.kind == "main" and told and segment.sep in (",", ";"):
                start = segment.start  # "Alle kamen davon, *der Schaden beträgt nach Angaben der Polizei 9000 Euro*"
            told = told or (segment.kind == "main" and not segment.mood)
        for segment in sentence.segments:
            if segment.kind == "quotation" and segment.end <= frame[0]:
                start = max(start, segment.start)
        parts = (text_range(self.a, start, frame[0]), text_range(self.a, self._behind_relative(sentence, frame), end))
        return tuple(p for p in parts if p[0] < p[1] and any(self.a.words[i][0].isalnum() for i in range(*p)))

    def _behind_relative(self, sentence: Sentence, frame: Range) -> int:
        """ "Einem Dienstplan zufolge, *der dieser Zeitung vorliegt*, waren es …": no content."""
        if frame[0] != sentence.start:
            return frame[1]
        behind = [s for s in sentence.segments if s.start >= frame[1]]
        verb_first = next((n for n, s in enumerate(behind) if s.kind == "v1"), 0)
        return behind[verb_first].start if verb_first and behind[0].sep == "," else frame[1]

    def _self_subject(self, sentence: Sentence) -> Phrase | None:
        """ "nach eigenen Angaben": the subject of the clause speaks of itself."""
        verb = next((s.verb for s in sentence.segments if s.verb >= 0 and s.kind in ("main", "v1")), -1)
        if verb < 0:
            return None
        roles = self.roles.roles(sentence.start, sentence.end, None)
        return roles.speaker

    # --- noun cues --------------------------------------------------------------------------------

    def _is_told(self, segments: list[Segment], k: int) -> bool:
        """ "Die Mahnung, früh zu planen, *helfe* wenig": the clause that holds a noun is speech itself, or quoted."""
        if segments[k].kind == "nominal":
            return any(s.kind == "v1" and s.mood == "K1" for s in segments[k + 1 :])
        return segments[k].kind == "quotation" or segments[k].mood == "K1"

    def noun_cues(self, sentence: Sentence, found: list[Draft]) -> list[Draft]:
        """ "die Forderung von X, …": a noun whose complement clause is reported."""
        drafts: list[Draft] = []
        segments = sentence.segments
        quotes = by_quote(found)
        for k, segment in enumerate(segments[:-1]):
            if self._is_told(segments, k) or quotes.overlapping((segment.start, segment.end)):
                continue
            hit = self._noun_before_edge(segment)
            colon = k == 0 and ":" in segments[1].sep and segment.kind == "nominal"
            if hit is None or not (colon or "," in segments[k + 1].sep):
                continue
            noun, cue, phrase = hit
            if colon and segment.end - segment.start == 1 and complement_of(self.a, segments[1]) == "ob":
                continue  # "*Analyse*: Was bringt die kürzere Woche?"
            complement = starts_content(self.a, segments, k + 1, None, False) or self._past_plural(segments[k + 1])
            if colon and not complement and phrase is not None and self._is_clause(segments[1]):
                complement = "v2"  # "Die Botschaft der Forscherin: Das Eis schmilzt"
            if not complement or complement not in cue.complements | (
                {"v2"} if "dass" in cue.complements else frozenset()
            ):
                continue
            if quotes.overlapping((segments[k + 1].start, segments[k + 1].end)):
                continue
            stop = len(segments) if colon else self._noun_content_end(sentence, k + 1, complement)
            quote = text_range(self.a, segments[k + 1].start, segments[stop - 1].end)
            speaker, rest = self._whose(sentence, segment, stop, phrase)
            frame: tuple[Range, ...] = ((sentence.start, quote[0]), *rest)
            if colon and phrase is None:
                speaker = None  # "Der Vorwurf: …": whose it is, the sentences before tell
            if speaker is None and not colon:
                continue
            drafts.append(Draft("indirect", (quote,), "noun", cue.medium, frame, (noun,), speaker))
        return drafts

    def _is_clause(self, segment: Segment) -> bool:
        """A main clause, or advice in the infinitive: "Ihr Rat: täglich *lüften*"."""
        return segment.kind == "main" or (segment.kind == "nominal" and self.a.tags[segment.end - 1] == "VVINF")

    def _whose(
        self, sentence: Sentence, segment: Segment, stop: int, phrase: Phrase | None
    ) -> tuple[Phrase | None, tuple[Range, ...]]:
        """Whose words a noun means, and the rest of the frame behind the content, where that tells."""
        segments = sentence.segments
        behind = stop < len(segments) and segments[stop].kind == "v1"
        if behind and phrase is not None and phrase.pronoun and self.a.tags[segment.start] in PREPOSITION_TAGS:
            phrase = None  # "Mit *seiner* Ankündigung, …, hat *Okko Harms* …"
        speaker = phrase or self.roles.roles(segments[0].start, segment.end, None).speaker
        if speaker is not None or not behind:
            return speaker, ()
        rest = text_range(self.a, segments[stop].start, sentence.end)
        return self.roles.roles(*rest, None).speaker, (rest,)  # "Den Vorwurf, …, *wies der Minister* zurück"

    def _past_plural(self, segment: Segment) -> str:
        """ "ihre Einschätzung, *die Lieferungen deckten den Bedarf nicht*": a past that stands for a subjunctive."""
        return "v2" if segment.kind == "main" and self.a.may_be_second_subjunctive(segment.verb) else ""

    def _noun_before_edge(self, segment: Segment) -> tuple[int, NounCue, Phrase | None] | None:
        """A noun cue that, with its attribute, ends a segment; a verb may stand behind it."""
        end = self._before_verbs(segment)
        for i in range(end - 1, segment.start - 1, -1):
            if self.a.tags[i] not in NOUN_TAGS or not (cue := self.lexicon.noun(self.a.lower[i])):
                continue
            if i == end - 1:
                owner = self.possessor(i, segment.start)
                bare = owner is None and (self.is_asked(i) or end < segment.end)
                return None if bare else (i, cue, owner)
            j = i + 1
            skip = 1 if self.a.lower[j] in ("von", "vom", "aus") else 0
            phrase = self.reader.at(j + skip, end)
            if phrase is not None and phrase.end >= end:
                return i, cue, phrase
            return None
        return None

    def _before_verbs(self, segment: Segment) -> int:
        """Where a segment ends but for its verbs: "Hoffnung hat die Aussage der Ärztin *geweckt*, dass …"."""
        end = segment.end
        while end - 1 > segment.verb >= 0 and self.a.tags[end - 1] in _CLOSING_VERBS:
            end -= 1
        return end

    def is_asked(self, noun: int) -> bool:
        """ "*Auf die Frage*, ob sie erleichtert sei, lächelte sie": by whom, the text leaves open."""
        question = self.a.lower[noun] in self.v.word_class("question-noun")
        return question and noun > 1 and self.a.lower[noun - 2] == "auf" and self.a.words[noun + 1 : noun + 2] == [","]

    def possessor(self, noun: int, start: int) -> Phrase | None:
        """ "*Ihre* Ankündigung, …", "*Wöhrles* Tipp: …": the speaker stands in the possessive or genitive."""
        owner = self.a.words[noun - 1].removesuffix("s") if noun > start else ""
        if owner in self.reader.names.surnames:
            name = (noun - 1, noun)
            return Phrase(*name, noun, noun - 1, name, (noun - 1, noun - 1), "person", "-")
        for j in range(noun - 1, max(start, noun - 4) - 1, -1):
            if self.a.tags[j] == "PPOSAT":
                return self.reader.owner(j)
        return None

    def _noun_content_end(self, sentence: Sentence, first: int, complement: str) -> int:
        """The complement of a noun inside a clause ends where that clause goes on."""
        segments = sentence.segments
        stop = content_end(self.a, sentence, first, complement)
        for k in range(first + 1, stop):
            if segments[k].kind in ("v1", "main") and complement != "v2":
                return k
            if segments[k].kind == "v1" and not segments[k].mood:
                return k
        return stop
