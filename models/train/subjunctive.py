"""Lexicon of Konjunktiv forms, and the repair of the Mood column with it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from .words import Word

LEXICON = Path(__file__).parents[2] / "claimx" / "data" / "de" / "subjunctive.tsv"
AUXILIARIES = ("sein", "haben", "werden", "können", "müssen", "dürfen", "sollen", "wollen", "mögen")
PREFIXES = ("ab", "an", "auf", "aus", "bei", "ein", "fest", "hin", "mit", "nach", "vor", "weg", "zu", "zurück")
TENSES = {"K1": "Pres", "K2": "Past"}


@dataclass(frozen=True)
class Subjunctives:
    """Forms (lower case) and their mood, ``K1`` or ``K2``; ambiguous forms apart."""

    clear: dict[str, str]
    ambiguous: dict[str, str]
    first: tuple[tuple[str, str], ...]
    """Unambiguous forms of the Konjunktiv I with their lemmas."""

    @classmethod
    def load(cls, path: Path = LEXICON) -> Subjunctives:
        """Read the lexicon (form, lemma, mood, ambiguous)."""
        clear: dict[str, str] = {}
        ambiguous: dict[str, str] = {}
        first: list[tuple[str, str]] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line or line.startswith(("#", "form\t")):
                continue
            form, lemma, mood, unsure = line.split("\t")[:4]
            (ambiguous if unsure == "yes" else clear)[form] = mood
            if mood == "K1" and unsure == "no" and lemma not in AUXILIARIES:
                first.append((form, lemma))
        return cls(clear, ambiguous, tuple(first))

    def correct(self, word: Word) -> bool:
        """Set Mood and Tense of a finite verb whose form decides; whether it does."""
        feats = word.feats
        if feats is None or feats.get("VerbForm", "Fin") != "Fin" or "Degree" in feats:
            return False
        form = word.form.lower()
        mood = self.clear.get(form)
        first = feats.get("Person") in ("1", "2")
        if mood is None or (mood == "K1" and first and form not in ("sei", "seien")):
            return False
        feats["Mood"], feats["Tense"] = "Sub", TENSES[mood]
        return True

    def repair(self, word: Word) -> None:
        """Like ``correct``; where the form does not decide, drop an indicative that it leaves in doubt."""
        feats = word.feats
        if self.correct(word) or feats is None or feats.get("Mood") == "Sub":
            return
        feats.pop("Mood", None)
        if word.form.lower() not in self.ambiguous:
            feats["Mood"] = "Ind"

    def vary(self, words: list[Word], rng: random.Random) -> None:
        """Now and then, put another verb of the lexicon for a full verb in the Konjunktiv I."""
        for word in words:
            if word.tag != "VVFIN" or self.clear.get(word.form) != "K1" or rng.random() > 0.3:
                continue
            if word.feats and word.feats.get("Mood") == "Sub":
                form, lemma = rng.choice(self.first)
                if form.startswith(PREFIXES) == word.form.startswith(PREFIXES):
                    word.form, word.lemma = form, lemma
