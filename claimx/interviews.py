"""The answers of interviews, whose speakers the layout tells: by labels, or by questions between them."""

from __future__ import annotations

from collections.abc import Iterator

from claimx.analysis import Analysis
from claimx.drafts import Draft
from claimx.phrases import Phrase, PhraseReader

_PROSE = frozenset({"paragraph", "subheading", "question"})
_MIN_QUESTIONS = 2


class InterviewRules:
    """Finds the answers of the interviews in one analysed Doc."""

    def __init__(self, analysis: Analysis, reader: PhraseReader) -> None:
        self.a = analysis
        self.v = analysis.vocabulary
        self.reader = reader

    def answers(self) -> list[Draft]:
        """The answers with a label, or else those between the questions of an interview without labels."""
        return list(self._labelled()) or list(self._unlabelled())

    # --- with labels ------------------------------------------------------------------------------

    def _labelled(self) -> Iterator[Draft]:
        """ "*Neuhaus:* Weil zu wenig gebaut wird": the interviewer's labels are outlets or "Frage"."""
        for label in self.a.labels:
            phrase = None if label.label_ == "asks" else self._interviewee(label.start, label.end)
            answer = self.a.lower[label.start] in self.v.word_class("answer-label")
            if phrase is None and not answer:
                continue
            start, end = self._words_of(label.end, self.a.blocks[self.a.block_of[label.start]].end)
            if start < end:
                frame = ((label.start, label.end),)
                yield Draft("direct", ((start, end),), "interview", frame=frame, speaker=phrase, floating=answer)

    def _interviewee(self, start: int, end: int) -> Phrase | None:
        a = self.a
        end = next((i for i in range(start, end) if a.words[i] == "("), end)  # "Steenbock *(lacht)*:"
        while end > start and not a.words[end - 1][0].isalnum():
            end -= 1
        if start >= end:
            return None
        text = a.text(start, end)
        if self.v.outlet(text) or a.lower[start] in self.v.word_class("question-label") | self.v.word_class(
            "answer-label"
        ):
            return None
        name = a.words[end - 1]
        known = any(a.words[i] == name and not (start <= i < end) for i in range(len(a.words)))
        if not known or any(self.v.outlet(part) for part in text.split("-")):
            return None
        return Phrase(start, end, end, end - 1, (start, end), (start, start), "person", "-")

    # --- without labels ---------------------------------------------------------------------------

    def _unlabelled(self) -> Iterator[Draft]:
        """Paragraphs behind questions that address somebody, where the answers speak of themselves ("ich", "wir").

        A further paragraph belongs to an answer only if it speaks of itself, too: it may as well be the narrator's.
        """
        prose = [n for n, block in enumerate(self.a.blocks) if block.kind in _PROSE and self._words(n)]
        questions = {n for n in prose if self._is_question(n)}
        if len(questions) < _MIN_QUESTIONS or not any(self._addresses(n) for n in questions):
            return
        found = list(self._between(prose, questions))
        if not any(self._is_personal(n) for n in found):
            return
        speaker = self._addressed(questions)
        for n in found:
            start, end = self._words_of(self.a.blocks[n].start, self.a.blocks[n].end)
            yield Draft("direct", ((start, end),), "interview", speaker=speaker, floating=speaker is None)

    def _between(self, prose: list[int], questions: set[int]) -> Iterator[int]:
        answering = False
        for n, before in zip(prose[1:], prose, strict=False):
            if n in questions:
                continue
            answering = before in questions or (answering and self._is_personal(n))
            if answering:
                yield n

    def _words_of(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self.a.blank[start]:
            start += 1
        while end > start and self.a.blank[end - 1]:
            end -= 1
        return start, end

    def _words(self, n: int) -> list[int]:
        block = self.a.blocks[n]
        return [i for i in range(block.start, block.end) if not self.a.blank[i] and not self.a.noise[i]]

    def _is_question(self, n: int) -> bool:
        """Whether a paragraph asks, in no other's words: it ends with a question mark, and holds no marks."""
        words = self._words(n)
        return self.a.words[words[-1]] == "?" and all(self.a.pair_of[i] < 0 for i in words)

    def _addresses(self, n: int) -> bool:
        """ "Frau Neuhaus, warum …?", "Was hat *Sie* überrascht?"."""
        inner = [i for i in self._words(n)[1:] if self.a.words[i][0].isupper() and not self.a.doc[i].is_sent_start]
        formal = any(self.a.lower[i] in self.v.word_class("formal-address") for i in inner)
        return formal or self._address(n) is not None

    def _is_personal(self, n: int) -> bool:
        return any(self.a.lower[i] in self.v.word_class("first-person") for i in self._words(n))

    def _address(self, n: int) -> Phrase | None:
        """The name that a question begins with: "*Frau Neuhaus*, warum …?"."""
        block = self.a.blocks[n]
        phrase = self.reader.at(self._words(n)[0], block.end)
        opened = phrase is not None and phrase.kind == "person" and phrase.has_name
        return phrase if opened and phrase is not None and self.a.words[phrase.end] == "," else None

    def _addressed(self, questions: set[int]) -> Phrase | None:
        """Who answers: whom a question addresses by name, or the first person with a name above the first one."""
        named = (self._address(n) for n in sorted(questions))
        if (phrase := next((p for p in named if p is not None), None)) is not None:
            return phrase
        first = self.a.blocks[min(questions)].start
        above = (p for p in self.reader.phrases(0, first) if p.kind == "person" and p.has_name)
        return next(above, None)
