"""Who speaks in a frame, to whom, and through whom: a ranking of the noun phrases around the cue."""

from __future__ import annotations

from dataclasses import dataclass, replace

from claimx.analysis import Sentence
from claimx.frames import Cue
from claimx.grammar import subject_of
from claimx.media import MediumFinder
from claimx.phrases import Phrase

_MAX_CONJUNCTS = 20  # tokens
_SOURCES = frozenset({"group", "organisation", "person"})
_KIND_SCORES = {"person": 3.0, "organisation": 2.5, "group": 2.5, "document": 1.5, "place": 1.5, "pronoun": 3.0}


@dataclass(frozen=True, slots=True)
class Roles:
    """The participants of a frame."""

    speaker: Phrase | None = None
    addressee: Phrase | None = None
    via: Phrase | None = None


class RoleFinder(MediumFinder):
    """Finds the participants of frames in one analysed Doc."""

    def roles(self, start: int, end: int, cue: Cue | None) -> Roles:
        """Speaker, addressee and source among the phrases of a frame ``start:end``."""
        phrases = self._phrases(start, end, cue)
        if cue is not None and cue.passive:
            return self._passive(phrases, cited=cue.entry.lemma == "zitieren")
        subject = self._subject(phrases, cue)
        others = [p for p in phrases if p is not subject]
        if subject is None or (cue is not None and cue.entry.impersonal) or self._is_general(subject):
            origin = self._origin(others, cue)
            subject = origin or (subject if subject is not None and not self.is_expletive(subject) else None)
            others = [p for p in others if p is not origin]
        via = self._via(others, subject, cue)
        if subject is not None and subject.preposition >= 0 and subject.kind == "document":
            sender = self._writer(subject, end)
            subject, via = (sender, subject) if sender is not None else (subject, via)
        if subject is None and cue is not None:
            subject = self._possessor(cue, end)
        if subject is not None:
            subject = self.voice(self._without_recipient(subject, others, cue), end)
            subject, via = self._chain(subject, via, others, cue)
            if self._plural(cue) or self.a.lower[self.a.previous(subject.start)] in ("sowohl", "weder", "noch"):
                subject = self.reader.conjoined(subject, end)
        return Roles(subject, self._addressee(others, via, cue), via)

    def _without_recipient(self, subject: Phrase, others: list[Phrase], cue: Cue | None) -> Phrase:
        """ "warfen elf Mitglieder des Ensembles *der Leitung* vor": the dative that the verb needs is no genitive."""
        if cue is None or cue.entry.lemma not in self.v.word_class("dative-cue"):
            return subject
        articles = [i for i in range(subject.core_end, subject.end) if self.a.tags[i] == "ART"]
        free = (p for p in others if p.preposition < 0 and not self._is_receiver(p))
        told = any(not self.may_be_nominative(p) for p in free)
        if len(articles) < 2 or told or self.a.lower[articles[-1]] != "der":
            return subject
        return replace(subject, end=articles[-1])

    def is_kin(self, phrase: Phrase) -> bool:
        """ "*Ihr Vater* war Fischer. „Früher …“": told of by the one whose relative it is."""
        owned = self.a.tags[phrase.start] == "PPOSAT" and not phrase.has_name
        return owned and self.a.lower[phrase.head] in self.v.word_class("kin")

    def is_of_another(self, sentence: Sentence, phrase: Phrase) -> bool:
        """ "Der Vater nähte. *Sie* habe oft gewartet": who is reported to speak of herself is no man."""
        if phrase.kind != "person" or phrase.gender not in ("f", "m"):
            return False
        verb = next((s.verb for s in sentence.segments if s.mood and s.kind == "main"), -1)
        if verb < 1 or verb + 1 >= len(self.a.words) or self.a.lower[verb].endswith("en"):
            return False
        near = (self.a.lower[verb - 1], self.a.lower[verb + 1])
        return ("er" in near and phrase.gender == "f") or ("sie" in near and phrase.gender == "m")

    def voice(self, subject: Phrase, limit: int) -> Phrase:
        """ "Das Fazit von *Trainerin Caduff* fiel knapp aus: …", "die Antwort *der Ministerin*: …": who speaks."""
        if subject.kind not in ("unknown", "document") or subject.preposition >= 0:
            return subject
        word = self.a.lower[subject.head]
        owned = self.a.tags[subject.start] == "PPOSAT"
        if owned and (word in self.v.word_class("utterance") or self.a.cues.noun(word)):
            return self.reader.owner(subject.start)
        return self.sender(subject, limit) or subject

    def _possessor(self, cue: Cue, limit: int) -> Phrase | None:
        """ "lautet *ihr* Resümee", "die Antwort *der Polizei* kam": whose word the noun of a cue is."""
        for i in (i for i in cue.tokens if i > 0 and self.a.is_nominal(i)):
            if self.a.tags[i - 1] == "PPOSAT":
                return self.reader.owner(i - 1)
            noun = self.reader.core(i, limit)
            if noun is not None and (sender := self.sender(noun, limit)) is not None:
                return sender
        return None

    def _is_general(self, subject: Phrase) -> bool:
        """ "In der Fachabteilung erzählt *man*": the place says who speaks."""
        return self.a.lower[subject.start] in self.v.word_class("general-pronoun")

    def is_nobody(self, speaker: Phrase | None) -> bool:
        """ "Was das kostet, weiß *niemand*", "Dafür spricht *alles*": a subject that says nothing."""
        return speaker is not None and speaker.pronoun and self.a.lower[speaker.head] in self.v.word_class("nobody")

    def is_message(self, phrase: Phrase, *classes: str) -> bool:
        """Whether a document only carries what somebody says: "in einer Mitteilung", but not "im Gutachten"."""
        word = self.a.lower[phrase.head]
        return phrase.kind == "document" and any(word.endswith(m) for c in classes for m in self.v.word_class(c))

    def sender(self, subject: Phrase, limit: int) -> Phrase | None:
        """Whose message, demand or answer it is, as the attribute behind its noun says."""
        a, behind = self.a, subject.core_end
        if behind >= limit:
            return None
        if not a.cues.noun(a.lower[subject.head]) and not self.is_message(subject, "letter"):
            return None
        if a.lower[behind] == "von":
            behind += 1
        elif a.lower[behind] not in self.v.word_class("genitive-determiner"):
            return None
        inner = self.reader.at(behind, limit)
        speaks = inner is not None and inner.kind in ("person", "organisation", "group")
        return inner if speaks and inner is not None and not self._is_fragment(inner) else None

    def _writer(self, document: Phrase, limit: int) -> Phrase | None:
        """Whose words a document holds: "in *ihrem* Bericht", "in einem Schreiben *der Kanzlei*"."""
        if self.a.tags[document.start] == "PPOSAT":
            return self.reader.owner(document.start)
        return self.sender(document, limit) if self.is_message(document, "message", "letter") else None

    def _phrases(self, start: int, end: int, cue: Cue | None) -> list[Phrase]:
        phrases = []
        fixed = set(cue.tokens) if cue is not None else set()
        i = start
        while i < end:
            if self.a.pair_of[i] >= 0 or self.a.noise[i] or self._is_quoted(i):
                i += 1
                continue
            phrase = self.reader.at(i, end)
            if phrase is None:
                i += 1
                continue
            beside = self._is_foreign_relative(phrase, cue) or self.is_at_hand(phrase)
            if not beside and (phrase.pronoun or phrase.head not in fixed):
                phrases.append(phrase)
            i = max(phrase.end, i + 1)
        return phrases

    def _is_quoted(self, i: int) -> bool:
        """Whether a token begins a quoted fragment that is no outlet's name."""
        if not self.a.embedded[i]:
            return False
        pair = next((p for p in self.a.pairs if p.start <= i < p.end and not p.opaque), None)
        if pair is None or i != pair.start:
            return True
        if self.a.lower[self.a.previous(i)] == "im" and self.a.words[pair.inner[0]][:1].isupper():
            return False  # "im »Medienspiegel Nord«"
        last = self.a.words[pair.inner[1] - 1]
        return self.v.outlet(self.a.text(*pair.inner)) is None and self.v.outlet_parts.get(last) is None

    def _is_foreign_relative(self, phrase: Phrase, cue: Cue | None) -> bool:
        """A relative pronoun counts only as the subject of a cue in its own clause."""
        if self.a.tags[phrase.start] != "PRELS":
            return False
        return cue is None or phrase.start > cue.verb or "," in self.a.words[phrase.start : cue.verb]

    # --- speaker --------------------------------------------------------------------------------

    def _subject(self, phrases: list[Phrase], cue: Cue | None) -> Phrase | None:
        scored = [(self.subject_score(p, phrases, cue), -abs(p.start - (cue.verb if cue else 0)), p) for p in phrases]
        best = max(scored, key=lambda item: item[:2], default=None)
        return best[2] if best and best[0] > 0 else None

    def subject_score(self, phrase: Phrase, phrases: list[Phrase], cue: Cue | None) -> float:
        """How well a phrase fits as the subject of the frame; 0 or less rules it out."""
        if phrase.preposition >= 0 or self._is_time(phrase) or not self.may_be_nominative(phrase):
            return -1.0
        before = self.a.previous(phrase.start)  # "*Als Kind* mochte sie ihn nicht", but "*als sie* davon sprach"
        compared = before >= 0 and self.a.lower[before] == "als" and self.a.tags[before] == "KOKOM"
        if compared or (phrase.kind == "unknown" and self.a.tags[phrase.start] == "CARD"):
            return -1.0
        if cue is not None and self.is_object(phrase, cue):
            return -1.0
        score = _KIND_SCORES.get(phrase.kind, 1.0)
        if phrase.has_name:
            score += 0.5
        if self.is_expletive(phrase):
            score -= 2.5
        if self.is_outlet(phrase):
            score -= 1.5
        return score if cue is None else score + self._place_score(phrase, phrases, cue)

    def is_object(self, phrase: Phrase, cue: Cue) -> bool:
        """ "warnte die Bewohner und rief *sie* auf, …": a pronoun whose clause leaves out its subject."""
        return phrase.pronoun and phrase.start == cue.verb + 1 and self.a.tags[cue.verb - 1] == "KON"

    def _place_score(self, phrase: Phrase, phrases: list[Phrase], cue: Cue) -> float:
        """What parse, place and number say of a phrase as the subject of a cue."""
        score = 0.0
        subject = subject_of(self.a.doc[cue.verb])
        if subject is not None and phrase.start <= subject.i < phrase.core_end:
            score += 2.5
        if phrase.pronoun and phrase.start == cue.verb + 1:
            sure = self.a.lower[phrase.start] in self.v.word_class("sure-subject")
            score += 4.0 if sure else 0.0 if self._is_preceded(phrase, phrases) else 1.5
        if phrase.start > cue.verb:
            between = [p for p in phrases if cue.verb < p.start < phrase.start and p.preposition < 0]
            score += 0.0 if between else 1.0
        elif phrase is phrases[0]:
            score += 1.0
        if self._plural(cue) != self._is_plural(phrase):
            score -= 1.5
        return score

    def _is_preceded(self, pronoun: Phrase, phrases: list[Phrase]) -> bool:
        """ "*Der Biologe Ulf Korn* hält sie für wichtig": the subject, with a name, stands before the verb."""
        before = (p for p in phrases if p.start < pronoun.start and p.preposition < 0)
        return any(p.kind == "person" and p.has_name and self.may_be_nominative(p) for p in before)

    def _is_time(self, phrase: Phrase) -> bool:
        if phrase.kind == "person" and phrase.has_name:
            return False  # "Lea Montag", "Emil Winter"
        words = {self.a.lower[phrase.start], self.a.lower[phrase.head], self.a.lower[phrase.core_end - 1]}
        return not words.isdisjoint(self.v.times)

    def is_expletive(self, phrase: Phrase) -> bool:
        """ "*Es* hieß, …": a pronoun that means nobody."""
        return phrase.pronoun and self.a.lower[phrase.start] in self.v.word_class("expletive")

    def _plural(self, cue: Cue | None) -> bool:
        if cue is None:
            return False
        return self.a.is_plural(cue.verb) or self.a.lower[cue.verb].endswith(("en", "ten"))

    def _is_plural(self, phrase: Phrase) -> bool:
        a = self.a
        if phrase.pronoun:
            return a.lower[phrase.head] in self.v.word_class("plural-pronoun") or (
                a.lower[phrase.start] == "sie" and a.is_plural(phrase.start)
            )
        joined = self.reader.conjoined(phrase, min(phrase.end + _MAX_CONJUNCTS, len(a.words)))
        if joined.conjuncts:
            return True
        return a.is_plural(phrase.head) and not (phrase.kind == "person" and phrase.has_name)

    # --- sources --------------------------------------------------------------------------------

    def _origin(self, phrases: list[Phrase], cue: Cue | None = None) -> Phrase | None:
        """The source of an impersonal frame: "aus dem Umweltministerium", "von der Reederei", "in dem Urteil"."""
        for phrase in phrases:
            if (
                phrase.preposition < 0
                or self._is_time(phrase)
                or self._is_fragment(phrase)
                or (phrase.kind in ("unknown", "pronoun") and not phrase.has_name and not self._is_told_in(phrase, cue))
            ):
                continue
            word = self.a.lower[phrase.preposition]
            if (
                word in self.v.word_class("origin_prep")
                or (word in ("in", "im") and phrase.kind in ("document", "organisation", "group"))
            ) and not (word in ("in", "im") and self._is_place(phrase)):
                return self._behind_side(phrase)
        return None

    def _is_told_in(self, phrase: Phrase, cue: Cue | None) -> bool:
        """ "*Aus Dienstplänen*, die vorliegen, geht hervor, …": what a verb of evidence stands with is a document."""
        evident = cue is not None and cue.entry.lemma in self.v.word_class("evidence-verb")
        return evident and not phrase.pronoun and self.a.lower[phrase.preposition] == "aus"

    def _is_fragment(self, phrase: Phrase) -> bool:
        """ "sprach von einem *„Bürokratiemonster“*": words in marks that are no outlet."""
        return self._is_marked(phrase) and not self.is_outlet(phrase)

    def is_location(self, phrase: Phrase) -> bool:
        """ "wie es *in Bruchsal* mitteilte": where, not who; "*aus Moskau* hieß es" is who."""
        return phrase.kind == "place" and self._is_with(phrase, "location-preposition")

    def _is_place(self, phrase: Phrase) -> bool:
        """ "*In der Stadt* wird erzählt": where, not who."""
        return phrase.kind == "place" or self.a.lower[phrase.head] in self.v.word_class("settlement")

    def _chain(
        self, subject: Phrase, via: Phrase | None, others: list[Phrase], cue: Cue | None
    ) -> tuple[Phrase, Phrase | None]:
        """ "meldet Anadolu unter Berufung auf X", "wie die dpa aus Kreisen erfuhr": the medium is the subject."""
        outlet = self.is_outlet(subject)
        if not outlet and subject.kind != "organisation":
            return subject, via
        for phrase in others:
            if phrase.preposition < 0:
                if (
                    outlet
                    and cue is not None
                    and cue.entry.lemma == "zitieren"
                    and phrase.kind in ("person", "organisation", "group", "pronoun")
                ):
                    return phrase, subject
                continue
            word = self.a.lower[phrase.preposition]
            before = self.a.lower[max(0, phrase.preposition - 1)]
            if before in self.v.word_class("citing-noun") or (
                outlet and self._is_heard(word, cue) and (phrase.kind in _SOURCES or self._names_source(phrase, cue))
            ):
                return phrase, subject
        return subject, via

    def _is_heard(self, preposition: str, cue: Cue | None) -> bool:
        """ "wie die dpa *aus* Kreisen erfuhr", "wie Reuters *von* Insidern erfuhr"."""
        return preposition == "aus" or (preposition == "von" and self._hears(cue))

    def _names_source(self, phrase: Phrase, cue: Cue | None) -> bool:
        """ "wie der Sender aus *Berlin* erfuhr", "zitiert aus *einem Vermerk*"."""
        cites = cue is not None and cue.entry.lemma == "zitieren" and phrase.kind == "document"
        return cites or self._hears(cue)

    def _hears(self, cue: Cue | None) -> bool:
        return cue is not None and cue.entry.lemma in self.v.word_class("hearing-verb")

    # --- addressee and passive ------------------------------------------------------------------

    def _addressee(self, phrases: list[Phrase], via: Phrase | None, cue: Cue | None) -> Phrase | None:
        for phrase in phrases:
            if phrase is via or self._is_time(phrase) or phrase.kind in ("unknown", "document"):
                continue
            if phrase.preposition >= 0:
                if self.a.lower[phrase.preposition] == "gegenüber":
                    return phrase
                continue
            if cue is not None and not self.is_outlet(phrase):
                return phrase
        return None

    def _behind_side(self, phrase: Phrase) -> Phrase:
        """ "von *Seiten der Bank*": the bank."""
        side = self.a.lower[phrase.head] in self.v.word_class("side") and phrase.end > phrase.core_end
        return (self.reader.at(phrase.core_end, phrase.end) if side else None) or phrase

    def _passive(self, phrases: list[Phrase], *, cited: bool) -> Roles:
        """The agent of a passive frame stands behind "von"; its subject is the addressee, or the one who is cited."""
        if cited:
            subject = self._subject([p for p in phrases if not self.is_outlet(p)], None)
            return Roles(subject, None, self._via(phrases, subject))
        agent = next(
            (
                self._behind_side(p)
                for p in phrases
                if p.preposition >= 0
                and self.a.lower[p.preposition] in self.v.word_class("agent-preposition")
                and p.kind != "unknown"
            ),
            None,
        )
        if agent is None and not any(p.preposition < 0 and self.may_be_nominative(p) for p in phrases):
            agent = self._origin(phrases)  # "*In Koalitionskreisen* wird darauf verwiesen, dass …"
        via = self._via([p for p in phrases if p is not agent], agent)
        addressee = next(
            (
                p
                for p in phrases
                if p.preposition < 0 and p.kind in ("person", "organisation", "pronoun", "group") and p is not agent
            ),
            None,
        )
        return Roles(agent, addressee, via)
