"""Sentences that attribute the one before them: "Das teilte die Polizei mit", "Zu diesem Schluss kommt das Gericht"."""

from __future__ import annotations

from claimx.analysis import Analysis, Sentence
from claimx.frames import Cue, CueFinder
from claimx.roles import RoleFinder, Roles


class AnaphorFinder:
    """Reads whole sentences as frames whose content a pronoun, an adverb or a noun takes up."""

    def __init__(self, analysis: Analysis, finder: CueFinder, roles: RoleFinder) -> None:
        self.a = analysis
        self.v = analysis.vocabulary
        self.finder = finder
        self.roles = roles

    def attribution(self, sentence: Sentence) -> tuple[Cue, Roles] | None:
        """The cue of such a sentence and its participants, of whom the speaker is known."""
        cue = next(iter(self.finder.cues(sentence)), None)
        if cue is None or cue.entry.strength == "weak":
            return None
        rest = self._behind_anaphor(sentence.start, cue)
        if rest < 0:
            return None
        roles = self.roles.roles(rest, sentence.end, cue)
        return (cue, roles) if roles.speaker is not None and self._is_telling(cue, roles) else None

    def _behind_anaphor(self, first: int, cue: Cue) -> int:
        """Where the frame goes on behind its anaphor, or -1: "Das", "So … es", "Davor", "Zu diesem Schluss"."""
        particles = self.v.word_class("focus-particle")
        opening = [i for i in range(first, cue.verb) if self.a.lower[i] not in particles]
        if len(opening) == 1 and self.a.lower[opening[0]] == "so":
            return cue.verb + 2 if self.a.lower[cue.verb + 1 : cue.verb + 2] == ["es"] else -1
        return cue.verb if self._is_anaphor(opening, cue) else -1

    def _is_anaphor(self, opening: list[int], cue: Cue) -> bool:
        """Whether words take up what was told, and nothing else stands among them."""
        tags = [self.a.tags[i] for i in opening]
        if len(opening) != 1:
            return "PDAT" in tags and set(opening) <= set(cue.tokens)
        pronoun = self.a.lower[opening[0]] in ("das", "dies") and tags[0] in ("PDS", "ART")
        adverb = self.a.lower[opening[0]] in self.v.word_class("content-adverb")
        return pronoun or (adverb and opening[0] in cue.tokens)

    def _is_telling(self, cue: Cue, roles: Roles) -> bool:
        """Not "Das *erfuhr* die Belegschaft", nor "Das *entschieden* die Kreise"."""
        if cue.entry.lemma in self.v.word_class("hearing-verb"):
            return roles.via is not None
        return cue.entry.lemma not in self.v.word_class("decision-verb")
