"""Claims that hang on their context: continuations in the subjunctive, quotations without a frame, hearsay."""

from __future__ import annotations

import itertools

from claimx.analysis import Analysis, Segment, Sentence
from claimx.anaphors import AnaphorFinder
from claimx.content import names_something, text_range
from claimx.drafts import Draft, by_quote
from claimx.frames import Cue, CueFinder
from claimx.grammar import FINITE_TAGS, PARTICIPLE_TAGS, PREPOSITION_TAGS
from claimx.moods import is_conditional_plural, is_embraced, is_unreal_past, is_wish, tells_state
from claimx.phrases import Phrase, PhraseReader
from claimx.roles import RoleFinder
from claimx.subjects import SPEAKING_KINDS, SubjectRules

_MAX_GAP = 3
_CUTS = frozenset(":–—-|")


class ContextRules(SubjectRules):
    """Walks over the sentences of a Doc with the claims found so far in hand."""

    def __init__(
        self,
        analysis: Analysis,
        reader: PhraseReader,
        roles: RoleFinder,
        finder: CueFinder,
        drafts: list[Draft],
    ) -> None:
        super().__init__(analysis, reader, roles, finder)
        self.anaphors = AnaphorFinder(analysis, finder, roles)
        self.drafts = sorted(drafts, key=lambda d: d.start)

    def run(self) -> list[Draft]:
        """All claims, the given ones and those of the context, in text order."""
        last: Draft | None = None
        open_draft: Draft | None = None
        given = by_quote(self.drafts)  # what the walk adds never reaches into a later sentence
        for sentence in self.a.sentences:
            own = given.overlapping((sentence.start, sentence.end))
            self._settle_unattributed(own, sentence, last)
            floating = [] if not own and self._is_partly_quoted(sentence, last) else self._floating(sentence, own, last)
            own += floating
            self.drafts += floating
            if own:
                last = self._later(own, last, sentence)
                open_draft = None
                continue
            found = self._frameless(sentence, last, open_draft)
            if found is not None and open_draft is not None and open_draft.type == found.type == "free_indirect":
                open_draft.quote = ((open_draft.quote[0][0], sentence.end),)
                found = open_draft
            if found is not None and found is not open_draft:
                self.drafts.append(found)
            if found is not None:
                last = found if not self._is_caption(sentence) else last
            open_draft = (
                found if found is not None and found.type in ("indirect_free_indirect", "free_indirect") else None
            )
        self.drafts.sort(key=lambda d: d.start)
        return self.drafts

    def _settle_unattributed(self, own: list[Draft], sentence: Sentence, last: Draft | None) -> None:
        """A quotation behind a colon whose frame names nobody is attributed like one without a frame."""
        for draft in own:
            if draft.speaker is not None and draft.via is None:
                draft.via = self._medium_before(sentence)
            if draft.speaker is None and self._is_in_document(draft, sentence):
                draft.speaker, medium = self._document_source(sentence)
                draft.via = draft.via or medium
                draft.certain = draft.speaker is not None
            elif draft.rule == "direct-preposed" and not draft.cue and draft.speaker is None:
                self._attribute_quotation(draft, sentence, last)
            elif draft.rule == "direct-preposed" and draft.speaker is None:  # "…, fragt X *und antwortet selbst*: „…“"
                draft.antecedent = max((d for d in own if d.end <= draft.start), key=lambda d: d.end, default=None)
            elif draft.speaker is None and (draft.rule == "noun" or self._is_given(draft)):
                self._attribute(draft, sentence, last)
            elif draft.speaker is None and self._is_anonymous(draft):
                draft.speaker = self._host(draft, sentence) or self._spokesman(sentence, last)
                draft.certain = draft.speaker is not None
            elif draft.speaker is not None and self._is_unsigned(draft.speaker):
                self._settle_message(draft, sentence, last)

    def _is_given(self, draft: Draft) -> bool:
        """ "*Den Angaben* zufolge …", "nach *den* bisherigen *Angaben*": the text told before whose they are."""
        nouns = [i for i in draft.cue if self.a.lower[i] in self.v.word_class("told-noun")]
        words = self.a.lower[draft.frame[0][0] : nouns[0]] if draft.rule == "preposition" and nouns else []
        return any(word in self.v.word_class("definite-determiner") for word in words)

    def _settle_message(self, draft: Draft, sentence: Sentence, last: Draft | None) -> None:
        """Take the one whom the sentences before are about for the sender of a message; else it speaks itself."""
        message, subject = draft.speaker, self._host(draft, sentence) or self._introduced(sentence, last)
        if subject is not None:
            draft.speaker, draft.via = subject, draft.via or message
        elif last is not None and self._adjacent(sentence, last) and last.start < draft.start:
            draft.speaker, draft.via, draft.antecedent = None, draft.via or message, last

    def _later(self, own: list[Draft], last: Draft | None, sentence: Sentence) -> Draft | None:
        """The claim that what follows may continue; captions, cards and headlines do not lead on."""
        if self._is_caption(sentence):
            return last
        usable = [d for d in own if d.rule not in ("card", "headline", "floating-headline")]
        return max(usable, key=lambda d: d.end) if usable else last

    # --- subjunctive and hearsay ------------------------------------------------------------------

    def _frameless(self, sentence: Sentence, last: Draft | None, open_draft: Draft | None) -> Draft | None:
        if (adverb := self._adverb(sentence, last)) is not None:
            return adverb
        if self._is_continuation(sentence, last):
            if open_draft is not None and open_draft.type == "indirect_free_indirect":
                open_draft.quote = ((open_draft.quote[0][0], sentence.end),)
                return open_draft
            draft = Draft("indirect_free_indirect", ((sentence.start, sentence.end),), "continuation")
            self._attribute(draft, sentence, last)
            return draft
        return self._hearsay(sentence, last) or self._anaphor(sentence) or self._reported(sentence)

    def _is_continuation(self, sentence: Sentence, last: Draft | None) -> bool:
        """A first subjunctive continues speech; a second one only where it stands for the first and follows a claim."""
        mood = sentence.mood
        if self.a.blocks[sentence.block].kind in ("headline", "subheading"):
            return False
        if mood == "K1" and not is_wish(self.a, sentence):
            return True
        if last is None or not self._adjacent(sentence, last):
            return mood == "K2" and self._reacts(sentence) and is_conditional_plural(self.a, sentence)
        if not mood:
            told_here = self.a.block_of[last.end - 1] == sentence.block
            embraced = is_embraced(self.a, sentence, followed=self._is_followed(sentence))
            return embraced or (told_here and tells_state(self.a, sentence))
        told = any(s.mood == "K1" for s in self.a.sentences[sentence.index - 1].segments)
        return is_conditional_plural(self.a, sentence) or is_unreal_past(self.a, sentence, told=told)

    def _is_followed(self, sentence: Sentence) -> bool:
        """Whether the next sentence goes on in the subjunctive, and nobody is named who says it."""
        after = self.a.sentences[sentence.index + 1] if sentence.index + 1 < len(self.a.sentences) else None
        if after is None or after.block != sentence.block or after.mood != "K1":
            return False
        told = (d.speaker for d in self.drafts if d.frame and d.overlaps(after.start, after.end))
        return not any(speaker is not None and speaker.has_name for speaker in told)

    def _reacts(self, sentence: Sentence) -> bool:
        """ "Die Intendantin *reagierte* enttäuscht. Zwei Konzerte müssten entfallen": somebody is about to speak."""
        before = self.a.sentences[sentence.index - 1] if sentence.index else None
        if before is None or before.block != sentence.block:
            return False
        verbs = self.v.word_class("reaction-verb")
        return any(self.a.lower[s.verb] in verbs for s in before.segments if s.kind in ("main", "v1"))

    def _is_partly_quoted(self, sentence: Sentence, last: Draft | None) -> bool:
        """ "Städte *würden* folgen, „wenn sich nichts bewegt“": a quotation in a sentence that continues speech."""
        parts = (s for s in sentence.segments if s.kind == "quotation")
        return all(":" not in s.sep for s in parts) and bool(sentence.mood) and self._is_continuation(sentence, last)

    def _attribute(self, draft: Draft, sentence: Sentence, last: Draft | None) -> None:
        """Continue the last claim, or take the subject of a narrator's sentence in between."""
        heading = self._heading(sentence)
        subject = self._introduced(sentence, last)
        if heading is not None:
            draft.antecedent = heading
        elif subject is not None and not self.roles.is_of_another(sentence, subject):
            draft.speaker = subject
        elif last is not None and self._near(sentence, last):
            draft.antecedent = last
            draft.medium = last.medium
        else:
            draft.floating = True

    def _heading(self, sentence: Sentence) -> Draft | None:
        """ "*Wehner: Rücktritt ist kein Thema*", and below it what he said: the claim of the heading right above."""
        above = self.a.sentences[sentence.index - 1] if sentence.index else None
        if above is None or above.block == sentence.block:
            return None
        if self.a.blocks[above.block].kind not in ("headline", "subheading"):
            return None
        return next((d for d in self.drafts if d.rule == "headline" and d.overlaps(above.start, above.end)), None)

    def _near(self, sentence: Sentence, last: Draft) -> bool:
        between = range(self.a.block_of[last.end - 1] + 1, sentence.block)
        cards = {self.a.block_of[d.start] for d in self.drafts if d.rule == "card"}
        return sum(self.a.blocks[b].kind == "paragraph" and b not in cards for b in between) <= _MAX_GAP

    def _adverb(self, sentence: Sentence, last: Draft | None) -> Draft | None:
        """ "Demnach gibt es …", "Es gibt *demnach* …": the source is that of the claim before."""
        i = self._source_adverb(sentence)
        if i < 0:
            return None
        row = self.finder.lexicon.adverbs[self.a.lower[i]]
        parts = (text_range(self.a, sentence.start, i), text_range(self.a, i + 1, sentence.end))
        quote = tuple(part for part in parts if part[0] < part[1])
        if not quote:
            return None
        draft = Draft("indirect", quote, "adverb", row["class"], ((i, i + 1),), (i,))
        if last is not None and self._adjacent(sentence, last):
            draft.antecedent = last
        elif self.a.blocks[sentence.block].kind == "paragraph":
            draft.speaker, _ = self._document_source(sentence)  # "Der Laborbericht liegt vor. *Demnach* …"
            draft.certain = draft.speaker is not None
            told_here = last is not None and self.a.block_of[last.end - 1] == sentence.block
            draft.antecedent = last if told_here and draft.speaker is None else None
        return draft if draft.antecedent is not None or draft.speaker is not None else None

    def _source_adverb(self, sentence: Sentence) -> int:
        """The adverb at the head of a sentence, or in a main clause, that refers to a source; -1 without one."""
        adverbs = self.finder.lexicon.adverbs
        mains = (s for s in sentence.segments if s.kind == "main")
        places = (sentence.start, *(i for s in mains for i in range(s.start, s.end)))
        return next((i for i in places if adverbs.get(self.a.lower[i], {}).get("strength") == "strong"), -1)

    def _hearsay(self, sentence: Sentence, last: Draft | None) -> Draft | None:
        """ "soll … erhalten haben": a reporting modal with a perfect infinitive, or behind a claim with a state."""
        for k, segment in enumerate(sentence.segments):
            if segment.kind != "main" or self.a.tags[segment.verb] != "VMFIN":
                continue
            if self.a.lower[segment.verb] not in self.v.word_class("reporting-modal"):
                continue
            listed = itertools.takewhile(lambda s: s.kind == "nominal", sentence.segments[k + 1 :])
            end = max((s.end for s in listed), default=segment.end)  # "soll er *Reisen, Boote, Bier* bezahlt haben"
            tail = [i for i in range(segment.verb + 1, end) if not self.a.noise[i]][-3:]
            perfect = any(self.a.lower[i] in ("haben", "sein") for i in tail[-1:]) and any(
                self.a.tags[i] in PARTICIPLE_TAGS for i in tail
            )
            claims = self.a.lower[segment.verb] in self.v.word_class("claiming-modal")
            goes_on = last is not None and self._adjacent(sentence, last) and not claims
            if perfect or (goes_on and self._is_state(tail)):
                draft = Draft("free_indirect", ((sentence.start, sentence.end),), "hearsay")
                if claims:
                    draft.speaker = self._subject(sentence, groups=True)
                elif last is not None and self._adjacent(sentence, last):
                    draft.antecedent = last
                return draft
        return None

    def _is_state(self, tail: list[int]) -> bool:
        """ "Der Schaden soll sich auf 6,8 Millionen *belaufen*": what nobody plans."""
        return any(self.a.lower[i] in self.v.word_class("hearsay-state") for i in tail[-1:])

    def _anaphor(self, sentence: Sentence) -> Draft | None:
        """ "Das teilte X mit", "Davor warnt X": the content is the sentence before, in the same paragraph."""
        attribution = self.anaphors.attribution(sentence)
        if attribution is None:
            return None
        cue, roles = attribution
        before = self.a.sentences[sentence.index - 1] if sentence.index else None
        if before is None or not self._may_be_anaphor(before, sentence):
            self._attribute_hearsay(sentence, roles.speaker)
            return None
        quote = text_range(self.a, before.start, before.end)
        frame = (sentence.start, text_range(self.a, sentence.start, sentence.end)[1])
        medium = cue.entry.medium
        return Draft(
            "indirect", (quote,), "anaphor", medium, (frame,), cue.tokens, roles.speaker, roles.addressee, roles.via
        )

    def _attribute_hearsay(self, sentence: Sentence, speaker: Phrase | None) -> None:
        """ "X soll … haben. *Das hatte der Spiegel berichtet*": the source of what is told right before."""
        for draft in self.drafts:
            if draft.rule == "hearsay" and draft.antecedent is None and self._adjacent(sentence, draft):
                draft.speaker = draft.speaker or speaker

    def _may_be_anaphor(self, candidate: Sentence, sentence: Sentence) -> bool:
        told = candidate.block == sentence.block and "?" not in self.a.words[candidate.start : candidate.end]
        return told and not any(d.overlaps(candidate.start, candidate.end) for d in self.drafts)

    def _reported(self, sentence: Sentence) -> Draft | None:
        """The report of a speech act with its topic: "Die Union kritisierte den Minister"."""
        for cue in self.finder.cues(sentence):
            if not self._is_act(cue, sentence):
                continue
            start, end = self._clause_group(sentence, cue.segment)
            roles = self.roles.roles(start, end, cue)
            if (
                roles.speaker is None
                or self.roles.is_expletive(roles.speaker)
                or roles.speaker.kind not in SPEAKING_KINDS | {"place", "group"}
                or self._is_judged(cue, roles.speaker)
            ):
                continue
            return Draft(
                "reported",
                ((start, end),),
                "reported",
                cue.entry.medium,
                speaker=roles.speaker,
                via=roles.via,
            )
        return None

    def _is_act(self, cue: Cue, sentence: Sentence) -> bool:
        """Whether a cue tells of a speech act by itself, alone, with its fixed words or with a preposition."""
        segment, entry = sentence.segments[cue.segment], cue.entry
        if cue.segment > 0 and segment.kind not in ("main", "v1"):
            return False
        if cue.segment == 0 and segment.kind == "v1" and any(s.kind in ("main", "v1") for s in sentence.segments[1:]):
            return False  # "Verlangt der Anbieter mehr, sollte man nachfragen"
        acts = self.v.word_class("speech-act")
        if self._is_dealing(cue, segment):
            return False
        if entry.lemma in acts or " ".join((entry.lemma, *entry.words)) in acts:
            return True
        around = (i for i in range(segment.start, segment.end) if self.a.tags[i] in PREPOSITION_TAGS)
        return any(f"{entry.lemma} {self.a.lower[i]}" in acts for i in around)

    def _is_dealing(self, cue: Cue, segment: Segment) -> bool:
        """ "*bestreitet* ihr 100. *Länderspiel*", "*verlangt* das *Doppelte*": an object with which a cue is no act."""
        pairs = (entry.split() for entry in self.v.word_class("dealing"))
        endings = tuple(ending for lemma, ending in pairs if lemma == cue.entry.lemma)
        return bool(endings) and any(self.a.lower[i].endswith(endings) for i in range(segment.start, segment.end))

    def _is_judged(self, cue: Cue, speaker: Phrase) -> bool:
        """ "Das Gericht verurteilte den Mann": a sentence, no words; "sind aufgerufen": a state, no act."""
        noun = self.v.organisations.get(self.a.words[speaker.head])
        court = noun is not None and noun.detail == "court"
        state = len(cue.tokens) > 1 and self.a.lower[cue.verb] in self.v.word_class("verb-of-being")
        return state or (court and cue.entry.lemma in self.v.word_class("court-act"))

    def _clause_group(self, sentence: Sentence, k: int) -> tuple[int, int]:
        """The clauses around segment ``k`` between dashes and colons: "Tödlicher Marsch: *Anwältin fordert Haft*"."""
        segments = sentence.segments
        first = max((j for j in range(k + 1) if set(segments[j].sep) & _CUTS), default=0)
        last = next((j for j in range(k + 1, len(segments)) if set(segments[j].sep) & _CUTS), len(segments))
        end = sentence.end if last == len(segments) else segments[last - 1].end
        return (sentence.start if first == 0 else segments[first].start), end

    # --- quotations without a frame ---------------------------------------------------------------

    def _floating(self, sentence: Sentence, own: list[Draft], last: Draft | None) -> list[Draft]:
        drafts = []
        for segment in sentence.segments:
            if segment.kind != "quotation" or any(d.overlaps(segment.start, segment.end) for d in own):
                continue
            if not self._is_utterance(sentence, segment.pair) and not self._is_motto(sentence, segment):
                continue
            draft = Draft("direct", ((segment.start, segment.end),), "floating")
            same = [d for d in own if d.rule != "headline"]
            if self.a.blocks[sentence.block].kind in ("headline", "subheading"):
                draft.rule = "floating-headline"
                draft.speaker = self._headline_person(sentence, segment.end)
                draft.floating = draft.speaker is None
            elif same:
                draft.antecedent = max(same, key=lambda d: d.end)
            else:
                self._attribute_quotation(draft, sentence, last)
            drafts.append(draft)
        return drafts

    def _is_motto(self, sentence: Sentence, segment: Segment) -> bool:
        """ "Debatte über Wehrdienst: *„Kein Losverfahren mit uns“*": a headline's quotation needs no verb."""
        return self.a.blocks[sentence.block].kind in ("headline", "subheading") and ":" in segment.sep

    def _headline_person(self, sentence: Sentence, end: int) -> Phrase | None:
        """„Wir waren blind“: *Bischof Kuhnert* bittet um Verzeihung."""
        i = self.a.next(end - 1)
        if i < 0 or self.a.words[i] != ":":
            return None
        phrase = self.reader.at(self.a.next(i), sentence.end)
        return phrase if phrase is not None and phrase.kind == "person" else None

    def _is_utterance(self, sentence: Sentence, pair: int) -> bool:
        """A free quotation counts when it is a sentence, or all there is of one."""
        start, end = self.a.pairs[pair].inner
        finite = any(self.a.tags[i] in FINITE_TAGS for i in range(start, end))
        before = self.a.previous(self.a.pairs[pair].start)
        if names_something(self.a, sentence.start, self.a.pairs[pair].start):
            return False
        if before >= sentence.start and (
            self.v.works.get(self.a.words[before]) or self.v.is_outlet_noun(self.a.words[before])
        ):
            return False
        return finite or self.a.words[end - 1] in ".!?"

    def _taken_up(self, sentence: Sentence) -> Phrase | None:
        """„…“ *Mit diesem Satz* hat X sein Schweigen gebrochen: whom the sentence behind a quotation names."""
        if sentence.index + 1 >= len(self.a.sentences):
            return None
        after = self.a.sentences[sentence.index + 1]
        opening = " ".join(self.a.lower[after.start : after.start + 3])
        if opening in self.v.word_class("quotation-anaphor"):
            return self._subject(after)
        attribution = self.anaphors.attribution(after) if after.block == sentence.block else None
        return attribution[1].speaker if attribution is not None else None

    def _asked(self, answer: Draft, question: Draft) -> Draft | None:
        """ "Er sei müde, sagte Roth. Wovon, *wollte ein Reporter wissen*. „Vom Laufen.“": whom somebody asked."""
        opener = self.a.tags[question.start][:2] == "PW" or self.a.lower[question.start] == "ob"
        asks = opener and any(self.a.lower[i] in self.v.word_class("asking-cue") for i in question.cue)
        if not asks or "?" in self.a.words[answer.start : answer.end]:
            return None
        before = (d for d in self.drafts if d.end <= question.start and d.source.speaker is not None)
        asked = max(before, key=lambda d: d.end, default=None)
        near = asked is not None and self.a.block_of[asked.start] == self.a.block_of[question.start]
        return asked if near else None

    def _attribute_quotation(self, draft: Draft, sentence: Sentence, last: Draft | None) -> None:
        if taken := self._taken_up(sentence):
            draft.speaker = taken
            return
        subject = self._introduced(sentence, last)
        if subject is not None:
            draft.speaker = subject
        elif last is not None and self._adjacent(sentence, last):
            draft.antecedent = self._asked(draft, last) or last
        else:
            following = self.a.sentences[sentence.index + 1] if sentence.index + 1 < len(self.a.sentences) else None
            if following is not None and following.block == sentence.block:
                draft.speaker = self._subject(following) or self._only_person(following)
            if draft.speaker is None:
                draft.antecedent = last
                draft.floating = last is None
