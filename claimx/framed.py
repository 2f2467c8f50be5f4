"""Claims with a frame that has a finite cue, or "so X", in their own sentence."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator

from claimx.analysis import Analysis, Segment, Sentence
from claimx.content import (
    content_end,
    frame_start,
    frame_stop,
    goes_on,
    has_subjunctive,
    is_condition,
    is_so_frame,
    names_something,
    starts_content,
    text_range,
    without_blanks,
)
from claimx.drafts import Draft, Range
from claimx.frame_drafts import Found, FrameDrafts
from claimx.frames import Cue, CueFinder, bare_cue
from claimx.grammar import PREPOSITION_TAGS
from claimx.phrases import Phrase, PhraseReader
from claimx.roles import RoleFinder


class FramedRules(FrameDrafts):
    """Finds framed claims, one outer sentence at a time."""

    def __init__(self, analysis: Analysis, reader: PhraseReader, roles: RoleFinder, finder: CueFinder) -> None:
        super().__init__(analysis, reader, roles, finder)
        self._wie: dict[int, list[int]] = {}

    def drafts(self, sentence: Sentence) -> list[Draft]:
        """The framed claims of a sentence, in the order in which they were found."""
        found = Found()
        cues = {cue.segment: cue for cue in reversed(list(self.finder.cues(sentence))) if not cue.reported}
        used: set[int] = set()
        for k, segment in enumerate(sentence.segments):
            if k in used or found.holds(segment):
                continue
            for draft, last in self._claims_at(sentence, k, cues.get(k), found):
                found.add(draft)
                used.update(range(k, last))
        return found.drafts

    def _claims_at(self, sentence: Sentence, k: int, cue: Cue | None, found: Found) -> Iterator[tuple[Draft, int]]:
        segment = sentence.segments[k]
        if is_so_frame(segment):
            yield from self._so_frame(sentence, k, found)
        elif segment.kind == "quotation":
            return
        elif segment.kind in ("w", "sub") and segment.opener == "wie" and cue is not None:
            yield from self._wie_frame(sentence, k, cue, found)
        else:
            behind = list(self._postposed(sentence, k, cue, found)) if self._is_postposed(sentence, k, cue) else []
            yield from behind or self._preposed(sentence, k, cue, found)

    # --- frames behind or within their content ---------------------------------------------------

    def _is_postposed(self, sentence: Sentence, k: int, cue: Cue | None) -> bool:
        """A verb-first clause behind content: „…“, sagte X; …, sagte X."""
        segment = sentence.segments[k]
        if k == 0 or self.a.tags[segment.start] == "KON":
            return False
        if segment.kind != "v1" and not self._is_so_clause(segment):
            return False
        previous = sentence.segments[k - 1]
        if previous.kind == "quotation":
            if segment.kind == "main":
                return cue is not None and cue.entry.strength == "strong"
            return cue is not None or self._is_bare_frame(segment)
        impersonal = cue is not None and cue.entry.impersonal and cue.entry.strength != "weak"  # "…, ist zu hören"
        if cue is not None and not impersonal and not self._has_subject(sentence, segment):
            return False
        if cue is None or segment.sep not in (",", "–", "-", ";", ":", ""):
            return False
        return not segment.mood and cue.verb == segment.verb

    def _has_subject(self, sentence: Sentence, segment: Segment) -> bool:
        """A postposed frame has a subject of its own: not "Sie lobten …, *nannten aber Gründe*"."""
        own = itertools.takewhile(lambda p: p.start < segment.end, self.reader.phrases(segment.verb + 1, sentence.end))
        contrast = not self.v.word_class("contrast").isdisjoint(self.a.lower[segment.verb + 1 : segment.verb + 2])
        bare = (p for p in own if p.preposition < 0 and not (contrast and p.kind == "unknown"))
        return any(map(self.roles.may_be_nominative, bare))

    def _is_bare_frame(self, segment: Segment) -> bool:
        """Behind a quotation any full verb may be the frame: „…“, knurrte der Wirt."""
        return self.a.tags[segment.verb] == "VVFIN" and segment.mood != "K2"

    def _postposed(self, sentence: Sentence, k: int, cue: Cue | None, found: Found) -> Iterator[tuple[Draft, int]]:
        segments = sentence.segments
        first = self._first_free(sentence, k, found)
        last = self._frame_end(sentence, k, cue)
        if segments[k - 1].kind == "quotation" and not self._is_clause_end(segments[first:k]):
            yield from self._direct_before(sentence, k, last, cue or bare_cue(self.a, segments[k].verb, k))
            return
        before = segments[first:k]
        if cue is None or not before:
            return
        opens = last < len(segments) and segments[last].kind == "v1" and bool(segments[last].mood)
        if not opens and not self._accepts(before, cue):  # "Andernfalls, drohte sie, *werde* man klagen"
            return
        yield self._indirect(sentence, first, k, last, cue, "postposed"), self._resumed_end(sentence, before, last)
        behind = last + (last + 1 < len(segments) and segments[last].sep.endswith("und"))  # "sagte sie und lachte: „…“"
        if behind < len(segments) and segments[behind].kind == "quotation" and ":" in segments[behind].sep:
            yield self._direct_after(sentence, segments[k].start, behind, cue), behind + 1

    def _is_clause_end(self, before: list[Segment]) -> bool:
        """ "Das Gerät *habe* eine Sperre, *„die versagt hat“*, teilte X mit": quoted words that end reported speech."""
        if len(before) < 2 or before[-2].mood != "K1" or before[-1].sep != ",":
            return False
        first, _ = self.a.pairs[before[-1].pair].inner
        return self.a.words[first][:1].islower()

    def _accepts(self, before: list[Segment], cue: Cue) -> bool:
        """Whether clauses before a postposed frame may be its content."""
        if before[0].kind == "nominal" and len(before) > 1 and self._ends_in_cue_noun(before[0]):
            return False  # "Den Vorwurf, sie schwänze, wies …"
        clear = cue.entry.strength != "weak" or any(map(self._is_reported, before))  # "*wäre* …, so endete es"
        if (clear and has_subjunctive(before)) or before[0].opener in ("dass", "daß"):
            return True
        if before[0].opener == "ob":
            return cue.entry.lemma not in self.v.word_class("decision-verb")  # "Ob das gelingt, entscheidet der Rat"
        amount = before[0].opener == "wie" and self.a.tags[before[0].start + 1] in (
            "PIAT",
            "ADV",
            "ADJD",
        )  # "wie viele"
        if (before[0].kind == "w" or amount) and cue.entry.allows("ob"):
            return True
        if all(s.kind == "nominal" for s in before):
            return cue.entry.strength == "strong" and not self._is_fronted(before)  # "Kein Ruhmesblatt, sagt Uhde"
        told = any(s.kind in ("main", "v1") for s in before) and not is_condition(self.a, before, cue.entry)
        return cue.entry.strength != "weak" and told

    def _is_reported(self, segment: Segment) -> bool:
        """A first subjunctive, or a plural that stands for one."""
        return segment.mood == "K1" or (segment.mood == "K2" and self.a.lower[segment.verb].endswith("en"))

    def _ends_in_cue_noun(self, segment: Segment) -> bool:
        """ "Den *Vorwurf*, …", "Mit dem *Hinweis*, …": a nominal that a clause behind it belongs to."""
        i = segment.end - 1
        first = segment.start + (self.a.tags[segment.start] in PREPOSITION_TAGS)
        article = self.a.lower[first] in self.v.word_class("definite-determiner")
        return article and self.a.is_nominal(i) and self.finder.lexicon.noun(self.a.lower[i]) is not None

    def _is_fronted(self, before: list[Segment]) -> bool:
        """Whether stretches without a verb only open the narrator's sentence: "Am Montag", "Auf Nachfrage"."""
        first, following = self.a.tags[before[0].start], self.a.tags[before[0].start + 1]
        opens = first in PREPOSITION_TAGS and following != "ADJD"  # not "*Zu teuer*, findet sie"
        return opens or first in ("ADV", "PAV", "KON")

    # --- "so X" and "wie X sagte" ----------------------------------------------------------------

    def _so_frame(self, sentence: Sentence, k: int, found: Found) -> Iterator[tuple[Draft, int]]:
        segment = sentence.segments[k]
        if k == 0:
            return
        named = self.reader.at(segment.start + 1, sentence.end)
        if named is None or named.pronoun or named.preposition >= 0:
            return
        phrase = self.roles.voice(named, sentence.end)  # "so *die Befürchtung des Verbands*"
        if phrase.kind == "unknown" and not phrase.has_name:
            return
        last = k + 1
        while last < len(sentence.segments) and sentence.segments[last].end <= phrase.end:
            last += 1
        if sentence.segments[k - 1].kind == "quotation":
            for draft, after in self._direct_before(sentence, k, last, None):
                self._so_cue(draft, segment, phrase)
                yield draft, after
            return
        first = self._first_free(sentence, k, found)
        if first >= k:
            return
        draft = self._indirect(sentence, first, k, last, None, "so")
        self._so_cue(draft, segment, phrase)
        yield draft, self._resumed_end(sentence, sentence.segments[first:k], last)

    def _so_cue(self, draft: Draft, segment: Segment, phrase: Phrase) -> None:
        draft.cue = (segment.start,)
        draft.rule = "so"
        roles = self.roles.roles(phrase.end, draft.frame[0][1], None)
        draft.speaker, draft.addressee = phrase, None
        draft.via = draft.via if draft.via is not None and draft.via.start != phrase.start else roles.via
        if draft.via is None and roles.speaker is not None and self.roles.is_outlet(roles.speaker):
            draft.via = roles.speaker

    def _wie_frame(self, sentence: Sentence, k: int, cue: Cue, found: Found) -> Iterator[tuple[Draft, int]]:
        segments = sentence.segments
        if not self._may_follow_wie(cue) or self.finder.is_own_report(segments[k]):
            return
        last = k + 1
        while last < len(segments) and segments[last].kind in ("rel",) and k > 0:
            last += 1
        if k == 0:
            if all(s.kind == "quotation" for s in segments[last:]):
                return
            quote = text_range(self.a, segments[last].start, segments[-1].end)
            frame = (segments[0].start, frame_stop(self.a, sentence, last))
            yield self._draft("indirect", [quote], frame, cue, "wie", segments[0].start), len(segments)
            return
        first = self._first_free(sentence, k, found)
        if first >= k:
            self._add_source(sentence, k, last, cue, found)
            return
        if segments[k - 1].kind == "quotation":
            yield from self._direct_before(sentence, k, last, cue)
            return
        quotes = [text_range(self.a, segments[first].start, segments[k - 1].end)]
        stop, complement = last, self._resumed(segments[k - 1])
        if last < len(segments) and (complement == "rel" or goes_on(segments[last])):
            stop = content_end(self.a, sentence, last, complement)
            quotes.append(text_range(self.a, segments[last].start, segments[stop - 1].end))
        frame = (frame_start(self.a, segments[k].start, quotes[0][1]), frame_stop(self.a, sentence, last))
        yield self._draft("indirect", quotes, frame, cue, "wie", segments[k].start), stop

    def _may_follow_wie(self, cue: Cue) -> bool:
        """Whether "wie" before a cue opens a frame: "wie X *mitteilte*", but not "wie das Gerät Tumoren *erkennt*"."""
        return cue.entry.allows("wie") or cue.entry.strength == "strong"

    def _add_source(self, sentence: Sentence, k: int, last: int, cue: Cue, found: Found) -> None:
        """ "X sagte, …, wie die dpa erfuhr": the medium of the claim that is already there."""
        roles = self.roles.roles(sentence.segments[k].start, sentence.segments[last - 1].end, cue)
        if found.drafts and found.drafts[-1].via is None:
            found.drafts[-1].via = roles.via or roles.speaker

    # --- frames before their content -------------------------------------------------------------

    def _preposed(self, sentence: Sentence, k: int, cue: Cue | None, found: Found) -> Iterator[tuple[Draft, int]]:
        segments = sentence.segments
        start = segments[self._first_free(sentence, k, found)].start
        wie_frame = self._next_frame(sentence, k)
        for j in range(k + 1, len(segments)):
            segment = segments[j]
            if segment.kind == "quotation":
                if cue is None and self.a.blocks[sentence.block].kind in ("headline", "subheading"):
                    return  # "Brückensperrung an der Saale: »Uns fragt keiner«": a topic, no frame
                opens = self._opens_quotation(segment, (start, segments[j - 1].start), cue)
                if opens and not self._has_told(sentence, k, j, cue):
                    yield self._direct_after(sentence, start, j, cue), j + 1
                return
            if ":" in segment.sep:
                if cue is None or segment.start > cue.last:
                    yield from self._colon(sentence, start, j, cue)
                return
            if cue is None or segment.start <= cue.last:
                continue
            complement = "" if j == wie_frame else self._complement(segments, j, cue)
            if complement:
                stop = content_end(self.a, sentence, j, complement, self._next_frame(sentence, j))
                quote = text_range(self.a, segments[j].start, segments[stop - 1].end)
                yield self._preposed_draft(sentence, start, k, j, [quote], cue), stop
            if complement or j == wie_frame or segment.kind in ("main", "v1"):
                return

    def _has_told(self, sentence: Sentence, k: int, j: int, cue: Cue | None) -> bool:
        """ "Sie sei am Ende, *sagte X*: „…“": a frame before a quotation that stands behind other content."""
        if cue is not None or sentence.segments[k].kind == "nominal":
            return False
        frames = ((m, self._frame_behind(sentence, m)) for m in range(k + 1, j))
        return any(frame is not None and self._accepts(sentence.segments[k:m], frame) for m, frame in frames)

    def _complement(self, segments: list[Segment], j: int, cue: Cue) -> str:
        """The complement of the cue that begins with segment ``j``, or ""."""
        also = self._noun_complements(segments[j - 1])
        plain = cue.entry.strength == "strong" and cue.entry.allows("v2") and not cue.passive
        complement = starts_content(self.a, segments, j, cue.entry, plain, also)
        return complement if complement and self._is_plausible(cue, segments, j, complement) else ""

    def _noun_complements(self, segment: Segment) -> frozenset[str]:
        """What the noun at the end of a segment takes: "erwähnte auch die *Absicht*, …"."""
        i = segment.end - 1
        noun = self.finder.lexicon.noun(self.a.lower[i]) if self.a.is_nominal(i) else None
        return noun.complements if noun is not None else frozenset()

    def _next_frame(self, sentence: Sentence, j: int) -> int | None:
        """The first segment behind ``j`` that is a frame of its own: "…, wie die dpa erfuhr"."""
        frames = self._wie_frames(sentence)
        at = bisect_right(frames, j)
        return frames[at] if at < len(frames) else None

    def _wie_frames(self, sentence: Sentence) -> list[int]:
        if sentence.index not in self._wie:
            numbers = sorted({cue.segment for cue in self.finder.cues(sentence) if self._may_follow_wie(cue)})
            segments = sentence.segments
            self._wie[sentence.index] = [
                k for k in numbers if segments[k].opener == "wie" and segments[k].kind in ("w", "sub")
            ]
        return self._wie[sentence.index]

    def _opens_quotation(self, segment: Segment, starts: tuple[int, ...], cue: Cue | None) -> bool:
        """Whether what stands before a quotation is its frame, with a colon or with a cue."""
        named = any(names_something(self.a, start, segment.start) for start in starts)
        if (cue is None or cue.entry.strength != "strong") and named:
            return False
        return ":" in segment.sep or (cue is not None and segment.sep in ("", ","))

    def _is_plausible(self, cue: Cue, segments: list[Segment], j: int, complement: str) -> bool:
        """Whether cue and complement together report: a weak verb needs a clause in the subjunctive."""
        if (
            cue.entry.needs_correlate
            and complement != "v2"
            and not any(self.a.lower[i] in cue.entry.correlates for i in cue.tokens)
        ):
            return False
        if cue.entry.strength == "strong" or complement == "inf":
            return cue.entry.strength != "weak" or cue.entry.allows("inf")
        return cue.entry.strength != "weak" or any(s.mood for s in segments[j:])

    def _colon(self, sentence: Sentence, start: int, j: int, cue: Cue | None) -> Iterator[tuple[Draft, int]]:
        """An indirect clause behind a colon: "widersprach: Die Familie habe unter Zwang verkauft".

        Without a cue, the clause must stand in the first subjunctive: "wollte das nicht stehen lassen: Es *seien* …".
        """
        segments = sentence.segments
        told = any(s.kind == "main" and not s.mood for s in segments[:j])  # by the narrator
        if cue is None and (segments[j].mood != "K1" or not told):
            return
        if cue is not None and cue.entry.strength == "weak" and not segments[j].mood:
            return
        stop = content_end(self.a, sentence, j, "v2")
        if (own := self._frame_behind(sentence, stop)) is not None:  # "Die Grünen zweifeln: Es sei zu spät, *sagte X*"
            yield self._indirect(sentence, j, stop, self._frame_end(sentence, stop, own), own, "postposed"), stop + 1
            return
        quote = text_range(self.a, segments[j].start, segments[stop - 1].end)
        frame = (start, without_blanks(self.a, segments[j].start, start))
        draft = self._draft("indirect", [quote], frame, cue, "colon", start)
        if cue is None and (judge := self._judge(start, frame[1])) is not None:
            draft.speaker = judge
        if cue is not None or draft.speaker is not None:
            yield draft, stop

    def _frame_behind(self, sentence: Sentence, k: int) -> Cue | None:
        """The cue of a frame that begins with segment ``k`` and stands behind its content, or None."""
        own = next((cue for cue in self.finder.cues(sentence) if cue.segment == k and not cue.reported), None)
        return own if own is not None and self._is_postposed(sentence, k, own) else None

    def _judge(self, start: int, end: int) -> Phrase | None:
        """ "*Für Kern* ist die Sache klar: …": whose view a sentence of the narrator announces."""
        phrase = self.reader.at(start + 1, end) if self.a.lower[start] == "für" else None
        return phrase if phrase is not None and phrase.kind in ("person", "organisation") else None

    def _preposed_draft(self, sentence: Sentence, start: int, k: int, j: int, quotes: list[Range], cue: Cue) -> Draft:
        frame = (start, without_blanks(self.a, sentence.segments[j].start, start))
        return self._draft("indirect", quotes, frame, cue, "preposed", self._clause_start(sentence, k, start))

    def _clause_start(self, sentence: Sentence, k: int, start: int) -> int:
        """Where to look for the subject: from the cue's clause on, or further back when that has none of its own."""
        segment = sentence.segments[k]
        if segment.kind == "v1" and segment.sep.endswith("und"):  # "A sprach von Gewalt, *B rügte sie und drohte*"
            mains = (s.start for s in sentence.segments[:k] if s.kind == "main" and s.sep in (",", ";"))
            return max((start, *mains))
        if segment.kind in ("sub", "w"):
            return segment.start
        return start

    # --- drafts -----------------------------------------------------------------------------------
