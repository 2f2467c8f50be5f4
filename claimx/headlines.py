"""Whose words a quotation in a headline is, where the headline has no frame: the article tells it."""

from __future__ import annotations

from claimx.analysis import Analysis
from claimx.drafts import Draft
from claimx.entities import Entity, EntityIndex
from claimx.phrases import Phrase

_MIN_ECHO = 0.5  # of a headline's longer words, that a claim in words of the article's own must share


class HeadlineSpeakers:
    """Attributes the quotations of the headlines of one Doc."""

    def __init__(self, analysis: Analysis, index: EntityIndex) -> None:
        self.a = analysis
        self.v = analysis.vocabulary
        self.index = index

    def settle(self, draft: Draft, drafts: list[Draft]) -> None:
        """Give a quotation the person its headline names, else the claim that it repeats, else the only person."""
        draft.speaker = self._person(draft)
        if draft.speaker is not None:
            draft.antecedent = None
            return
        draft.antecedent = self._echo(draft, drafts)
        if draft.antecedent is None:
            draft.speaker = self._only_person(draft)

    def _person(self, draft: Draft) -> Phrase | None:
        """„Dann eben so“: *Dilger* trotzt der Kälte: the first in a headline whom the article names in full."""
        sentence = self.a.sentences[self.a.sentence_of[draft.start]]
        phrases = self.index.reader.phrases(sentence.start, sentence.end)
        named = [p for p in phrases if self.a.pair_of[p.start] < 0 and self._named_person(p) is not None]
        label = next((p for p in named if p.end < draft.start and self.a.words[p.end] == ":"), None)
        return label or (named[0] if named else None)

    def _only_person(self, draft: Draft) -> Phrase | None:
        """„*Ich* mache kein Schnitzel mehr“: the one person whom an article below such a headline names."""
        own = any(self.a.lower[i] in self.v.word_class("first-person") for r in draft.quote for i in range(*r))
        persons = [e for e in self.index.entities if e.kind == "person" and e.named]
        if not own or len(persons) != 1:
            return None
        return self.index.phrase_at(persons[0].mentions[0])

    def _named_person(self, phrase: Phrase) -> Entity | None:
        """Whom a phrase calls by name or surname, of those whom the article names in full."""
        return self.index.person(phrase) or self.index.by_surname(self.a.words[phrase.core_end - 1])

    def _echo(self, draft: Draft, drafts: list[Draft]) -> Draft | None:
        """The claim in the body that a quotation in a headline repeats; else the first direct one."""
        drafts = [d for d in drafts if d.rule == "interview"] or drafts  # an interview's headline quotes who answers
        words = self._content_words(draft)
        best, best_score = None, 0.0
        for other in drafts:
            if other.source is draft or other.rule == "floating-headline" or other.start < draft.end:
                continue
            shared = len(words & self._content_words(other)) / max(1, len(words))
            bonus = 0.1 if other.type == "direct" else 0.0
            alike = shared >= _MIN_ECHO or other.type == "direct"
            if alike and shared + bonus > best_score:
                best, best_score = other, shared + bonus
        return best

    def _content_words(self, draft: Draft) -> set[str]:
        return {self.a.lower[i] for start, end in draft.quote for i in range(start, end) if len(self.a.words[i]) > 4}
