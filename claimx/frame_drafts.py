"""Frames and their content as drafts of claims: where they begin and end, and who takes part in them."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from claimx.analysis import Analysis, Segment, Sentence
from claimx.content import (
    content_end,
    frame_start,
    frame_stop,
    is_relative_pronoun,
    is_so_frame,
    resumes,
    text_range,
    verbatim,
    without_blanks,
)
from claimx.drafts import Draft, Range
from claimx.frames import Cue, CueFinder
from claimx.phrases import Phrase, PhraseReader
from claimx.roles import RoleFinder, Roles
from claimx.rules import SentenceRules


class Found:
    """The claims of a sentence in the order in which they are found, and what they take up of it."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.edge = 0
        """The end of the claim or frame that reaches furthest."""
        self._tokens: set[int] = set()

    def add(self, draft: Draft) -> None:
        """Take up a claim that was found."""
        self.drafts.append(draft)
        self.edge = max([self.edge, draft.end, *(end for _, end in draft.frame)])
        self._tokens |= draft.tokens

    def holds(self, segment: Segment) -> bool:
        """Whether a quote found so far shares a token with a segment."""
        return not self._tokens.isdisjoint(range(segment.start, segment.end))


class FrameDrafts(SentenceRules):
    """Makes drafts of the frames that rules find, one outer sentence at a time."""

    def __init__(self, analysis: Analysis, reader: PhraseReader, roles: RoleFinder, finder: CueFinder) -> None:
        super().__init__(analysis, reader, roles, finder)
        self._opened: dict[int, list[int]] = {}

    def _first_free(self, sentence: Sentence, k: int, found: Found) -> int:
        """The first segment before ``k`` that no earlier claim or frame of the sentence holds.

        Behind a relative pronoun, the frame reports the relative clause: "die Frau, *die*, wie sie erzählt, *reiste*".
        """
        if k > 0 and is_relative_pronoun(self.a, sentence.segments[k - 1]):
            return k - 1
        first = self._openings(sentence)[k]
        return bisect_left(sentence.segments, found.edge, first, k, key=lambda segment: segment.start)

    def _openings(self, sentence: Sentence) -> list[int]:
        """Of each segment, the last one up to it that begins anew: behind a semicolon, or behind a topic.

        A colon only closes a topic where no verb stands before it: "Sirenen ohne Strom: Der Rechnungshof …".
        """
        if sentence.index not in self._opened:
            segments = sentence.segments
            topic = next((i for i, s in enumerate(segments) if s.kind != "nominal"), len(segments))
            anew = (i if ";" in s.sep or (":" in s.sep and i <= topic) else 0 for i, s in enumerate(segments))
            self._opened[sentence.index] = list(itertools.accumulate(anew, max))
        return self._opened[sentence.index]

    def _is_so_clause(self, segment: Segment) -> bool:
        """ "…, *so hielt der Direktor fest*, …", "…, *das ergab eine Recherche*": the verb behind "so" or "das"."""
        opened = segment.opener in self.v.word_class("frame-opener") and segment.verb == segment.start + 1
        return segment.kind == "main" and opened and segment.sep in (",", "–", "-")

    def _frame_end(self, sentence: Sentence, k: int, cue: Cue | None) -> int:
        """The index behind the last segment of a postposed frame: appositions and relative clauses belong to it.

        So does all that stands before its participle: "…, hat X, der Vorsitzende, *den Mitgliedern mitgeteilt*".
        """
        segments = sentence.segments
        j = k + 1
        direct = segments[k - 1].kind == "quotation"
        while j < len(segments):
            segment = segments[j]
            if segment.kind == "quotation" or ":" in segment.sep or is_so_frame(segment):
                break
            framed = cue is not None and segment.start <= cue.last
            if not direct and not framed and resumes(self.a, segments[k - 1], segment):
                break
            if segment.kind == "main" or (segment.kind == "v1" and segment.sep != "und"):
                break
            j += 1
        return j

    def _direct_before(self, sentence: Sentence, k: int, last: int, cue: Cue | None) -> Iterator[tuple[Draft, int]]:
        segments = sentence.segments
        quotes = [(segments[k - 1].start, segments[k - 1].end)]
        back = k - 2
        while back >= 0 and segments[back].kind == "quotation":
            quotes.insert(0, (segments[back].start, segments[back].end))
            back -= 1
        after = last
        frame_end = frame_stop(self.a, sentence, last)
        if last < len(segments) and segments[last].kind == "quotation" and self._continues(segments[last]):
            quotes.append((segments[last].start, segments[last].end))
            after = last + 1
        frame_first = frame_start(self.a, segments[k].start, quotes[0][1] if len(quotes) == 1 else segments[k - 1].end)
        draft = self._draft("direct", quotes, (frame_first, frame_end), cue, "direct-postposed", segments[k].start)
        yield draft, after
        if after < len(segments) and after == last:
            yield from self._second_quotation(sentence, last, draft)

    def _continues(self, segment: Segment) -> bool:
        """Whether a quotation behind a medial frame goes on with the one before it."""
        start, _ = self.a.pairs[segment.pair].inner
        return "," in segment.sep or self.a.words[start][:1].islower()

    def _second_quotation(self, sentence: Sentence, last: int, first: Draft) -> Iterator[tuple[Draft, int]]:
        """„…“, sagt sie, und: „…“ — a second quotation under the same frame."""
        segments = sentence.segments
        gap = self.a.text(segments[last - 1].end, segments[last].start).lower()
        if segments[last].kind == "quotation" and (":" in segments[last].sep or "und" in gap):
            own = next((c for c in self.finder.cues(sentence) if c.segment == last - 1), None)
            cue = own.tokens if own is not None else first.cue
            second = replace(first, quote=((segments[last].start, segments[last].end),), cue=cue, rule="direct-second")
            second.speaker = self._other_speaker(segments[last - 1]) or first.speaker
            yield second, last + 1

    def _other_speaker(self, segment: Segment) -> Phrase | None:
        """„…“, sagte A, *während B strahlte*: „…“: whom a clause of its own names before a second quotation."""
        speaker = self.roles.roles(segment.start, segment.end, None).speaker if segment.kind == "sub" else None
        return speaker if speaker is not None and speaker.kind == "person" and speaker.has_name else None

    def _direct_after(self, sentence: Sentence, start: int, j: int, cue: Cue | None) -> Draft:
        segments = sentence.segments
        quotes = [(segments[j].start, segments[j].end)]
        for segment in segments[j + 1 :]:
            if segment.kind != "quotation" or segment.sep not in ("", ","):
                break
            quotes.append((segment.start, segment.end))
        frame = (start, without_blanks(self.a, segments[j].start, start))
        return self._draft("direct", quotes, frame, cue, "direct-preposed", start)

    def _indirect(self, sentence: Sentence, first: int, k: int, last: int, cue: Cue | None, rule: str) -> Draft:
        """An indirect claim of the segments before frame ``k:last``, with what resumes behind it."""
        segments = sentence.segments
        quotes = [text_range(self.a, segments[first].start, segments[k - 1].end)]
        stop = self._resumed_end(sentence, segments[first:k], last)
        frame_end = frame_stop(self.a, sentence, last)
        if stop > last:
            quotes.append(text_range(self.a, segments[last].start, segments[stop - 1].end))
        frame_first = frame_start(self.a, segments[k].start, quotes[0][1])
        kind, quotes = verbatim(self.a, quotes, segments[first:k])
        subject_start = segments[k].verb if self._is_so_clause(segments[k]) else segments[k].start
        return self._draft(kind, quotes, (frame_first, frame_end), cue, rule, subject_start)

    def _resumed_end(self, sentence: Sentence, before: list[Segment], last: int) -> int:
        segments = sentence.segments
        if last >= len(segments) or segments[last].kind == "quotation":
            return last
        if not resumes(self.a, before[-1] if before else None, segments[last]):
            return last
        return content_end(self.a, sentence, last, self._resumed(before[-1]) if before else "v2")

    def _resumed(self, before: Segment) -> str:
        """The complement that goes on behind a frame: a relative clause after its pronoun, else a main clause."""
        return "rel" if is_relative_pronoun(self.a, before) else "v2"

    def _draft(
        self, kind: str, quotes: list[Range], frame: Range, cue: Cue | None, rule: str, subject_start: int
    ) -> Draft:
        roles: Roles = self.roles.roles(subject_start, frame[1], cue)
        stranger = roles.speaker is not None and roles.speaker.kind == "unknown" and not roles.speaker.has_name
        if cue is None and stranger:
            roles = Roles(None, None, roles.via)
        return Draft(
            kind,
            tuple(quotes),
            rule,
            medium=cue.entry.medium if cue else "speech",
            frame=(frame,),
            cue=cue.tokens if cue is not None else (),
            speaker=roles.speaker,
            addressee=roles.addressee,
            via=roles.via,
        )
