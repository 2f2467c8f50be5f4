"""Whom sentences are about, and who stands behind a frame that names nobody: "hieß es", "darin steht"."""

from __future__ import annotations

from claimx.analysis import Sentence
from claimx.drafts import Draft
from claimx.phrases import Phrase
from claimx.rules import SentenceRules

_MAX_DOCUMENT_GAP = 2  # sentences
SPEAKING_KINDS = frozenset({"person", "organisation", "pronoun"})


class SubjectRules(SentenceRules):
    """Finds the subjects and documents that the sentences before a claim speak of."""

    def _is_in_document(self, draft: Draft, sentence: Sentence) -> bool:
        """ "*Darin* heißt es, …", "…, heißt es *darin*"."""
        adverbs = self.v.word_class("document-adverb")
        frame = (i for start, end in draft.frame for i in range(start, end))
        return any(self.a.lower[i] in adverbs for i in (sentence.start, *frame))

    def _medium_before(self, sentence: Sentence) -> Phrase | None:
        """ "Zöllner gab ein Votum ab. *Darin* wirft er …": the document in which somebody says it."""
        if self.a.lower[sentence.start] not in self.v.word_class("medium-adverb") or sentence.index == 0:
            return None
        before = self.a.sentences[sentence.index - 1]
        documents = [p for p in self.reader.phrases(before.start, before.end) if p.kind == "document"]
        return documents[-1] if documents else None

    def _is_anonymous(self, draft: Draft) -> bool:
        """ "…, *hieß es*": said by nobody whom the frame names; "wie es heißt" is a rumour."""
        return draft.rule != "wie" and any(self.a.lower[i] in self.v.word_class("anonymous-cue") for i in draft.cue)

    def _spokesman(self, sentence: Sentence, last: Draft | None) -> Phrase | None:
        """The organisation that the sentences before are about, or that spoke last in the same paragraph."""
        subject = self._introduced(sentence, last) or self._last_body(sentence, last)
        if subject is None and last is not None:
            near = self.a.block_of[last.start] == sentence.block or self._adjacent(sentence, last)
            subject = last.source.speaker if near else None
        return subject if subject is not None and subject.kind == "organisation" else None

    def _last_body(self, sentence: Sentence, last: Draft | None) -> Phrase | None:
        """ "*Pro Natura* ist enttäuscht. Das Urteil ist falsch. Es gehe um viel, *hieß es*": two sentences back."""
        before = self.a.sentences[sentence.index - 1] if sentence.index else None
        if before is None or before.block != sentence.block:
            return None
        subject = self._introduced(before, last)
        near = subject is not None and self.a.block_of[subject.start] == sentence.block
        return subject if near and subject is not None and subject.kind == "organisation" else None

    def _is_unsigned(self, phrase: Phrase) -> bool:
        """ "heißt es *in einer Mitteilung*": a message whose sender is told before."""
        return phrase.preposition >= 0 and self.roles.is_message(phrase, "message", "letter")

    def _host(self, draft: Draft, sentence: Sentence) -> Phrase | None:
        """ "*Beim Fahrgastverband* spottet man: …, heißt es in einer Mitteilung": whom the sentence begins with."""
        first = (
            self.reader.at(sentence.start + 1, draft.start) if self.a.lower[sentence.start] in ("bei", "beim") else None
        )
        return first if first is not None and first.kind == "organisation" else None

    def _document_source(self, sentence: Sentence) -> tuple[Phrase | None, Phrase | None]:
        """ "*Darin* heißt es, …": who speaks in the document told of before, and it, where it is the medium.

        "Dort" is a body first of all: "Die GEW sieht es anders. Das helfe niemandem, hieß es *dort*".
        """
        places = self.v.word_class("place-adverb")
        there = any(self.a.lower[i] in places for i in range(sentence.start, sentence.end))
        for before in reversed(self.a.sentences[max(0, sentence.index - _MAX_DOCUMENT_GAP) : sentence.index]):
            phrases = list(self.reader.phrases(before.start, before.end))
            bodies = [p for p in phrases if there and self._is_body(p)]
            if bodies:
                return next((p for p in reversed(bodies) if p.preposition >= 0), bodies[-1]), None
            documents = [p for p in phrases if p.kind == "document"]
            if documents:
                writer = self._writer(documents[-1], before)
                return (writer, documents[-1]) if writer is not None else (documents[-1], None)
        return None, None

    def _is_body(self, phrase: Phrase) -> bool:
        """Whether a phrase names those who may be asked: no outlet, no town, not "das *dieser Redaktion* vorliegt"."""
        town = self.a.lower[phrase.head] in self.v.word_class("settlement")
        told = self.roles.is_at_hand(phrase) or self.roles.is_outlet(phrase)
        return phrase.kind == "organisation" and not town and not told

    def _introduced(self, sentence: Sentence, last: Draft | None) -> Phrase | None:
        """The person or organisation that a narrator's sentence right before makes its subject."""
        if sentence.index == 0:
            return None
        before = self.a.sentences[sentence.index - 1]
        if last is not None and self.a.sentence_of[last.end - 1] >= before.index:
            return None
        if self._is_caption(before) != self._is_caption(sentence) or self.a.blocks[before.block].kind in (
            "headline",
            "subheading",
        ):
            return None
        return self._subject(before)

    def _subject(self, sentence: Sentence, *, groups: bool = False) -> Phrase | None:
        """The person (or, failing that, the organisation) that a sentence is about."""
        verb = next((s.verb for s in sentence.segments if s.verb >= 0 and s.kind in ("main", "v1")), -1)
        stop = next((s.end for s in sentence.segments if s.verb == verb and verb >= 0), sentence.end)
        subject = self.roles.roles(sentence.start, stop, None).speaker
        kinds = SPEAKING_KINDS | {"group"} if groups else SPEAKING_KINDS
        return subject if subject is not None and subject.kind in kinds and not self._is_unspecific(subject) else None

    def _only_person(self, sentence: Sentence) -> Phrase | None:
        """The one person whom a sentence names: "Für *Wirtin Büeler* war der Abend der letzte"."""
        named = [p for p in self.reader.phrases(sentence.start, sentence.end) if p.kind == "person" and p.has_name]
        return named[0] if len(named) == 1 else None

    def _writer(self, document: Phrase, sentence: Sentence) -> Phrase | None:
        """ "Der Verband legte *seinen* Bericht vor", "der Bericht *des Verbands*": who speaks in a document."""
        owned = self.a.tags[document.start] == "PPOSAT"
        sender = None if owned else self.roles.sender(document, sentence.end)
        if sender is not None or not (owned or self._is_issued(document, sentence)):
            return sender
        subject = self._subject(sentence, groups=True)
        marked = subject is not None and not self.a.pair_starts.isdisjoint(range(subject.start, subject.end))
        return None if marked else subject

    def _is_issued(self, document: Phrase, sentence: Sentence) -> bool:
        """ "X *verschickte* eine Mitteilung", "X äußerte sich *in* einer Mail": whether a subject speaks through it."""
        if not self.roles.is_message(document, "message", "letter"):
            return False
        issued = any(self.a.lower[i] in self.v.word_class("issuing-verb") for i in range(sentence.start, sentence.end))
        inside = document.preposition >= 0 and self.a.lower[document.preposition] in self.v.word_class("medium_prep")
        return issued or (inside and any(self.finder.cues(sentence)))

    def _is_unspecific(self, phrase: Phrase) -> bool:
        """Whether a subject tells of nobody in the text: "*Drei* …", "*Kühlwerke* stehen im Verdacht", "*das* …"."""
        bare = phrase.kind == "organisation" and self.a.tags[phrase.start] == "NN" and self.a.is_plural(phrase.head)
        if self.a.tags[phrase.start] == "CARD" or bare or self.roles.is_kin(phrase):
            return True
        return phrase.pronoun and self.a.lower[phrase.start] not in ("er", "sie", "dieser", "diese")

    def _is_caption(self, sentence: Sentence) -> bool:
        return self.a.blocks[sentence.block].kind == "caption"

    def _adjacent(self, sentence: Sentence, last: Draft) -> bool:
        i = self.a.sentence_of[last.end - 1]
        j = max([i, *(self.a.sentence_of[end - 1] for _, end in last.frame)])
        return 0 <= sentence.index - j <= 1
