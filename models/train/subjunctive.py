"""Lexicon of Konjunktiv forms, and the repair of the Mood column with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .words import Word

LEXICON = Path(__file__).parents[2] / "claimx" / "data" / "de" / "subjunctive.tsv"
TENSES = {"K1": "Pres", "K2": "Past"}


@dataclass(frozen=True)
class Subjunctives:
    """Forms (lower case) and their mood, ``K1`` or ``K2``; ambiguous forms apart."""

    clear: dict[str, str]
    ambiguous: dict[str, str]

    @classmethod
    def load(cls, path: Path = LEXICON) -> Subjunctives:
        """Read the lexicon (form, lemma, mood, ambiguous)."""
        clear: dict[str, str] = {}
        ambiguous: dict[str, str] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line or line.startswith(("#", "form\t")):
                continue
            form, _, mood, unsure = line.split("\t")[:4]
            (ambiguous if unsure == "yes" else clear)[form] = mood
        return cls(clear, ambiguous)

    def repair(self, word: Word) -> None:
        """Set Mood and Tense of a finite verb where the form decides; drop Mood where it does not."""
        feats = word.feats
        if feats is None:
            return
        mood = self.clear.get(word.form.lower())
        first = feats.get("Person") in ("1", "2")
        if mood == "K1" and first and word.form.lower() != "sei" and not word.form.lower().endswith("seien"):
            mood = None
        if mood:
            feats["Mood"], feats["Tense"] = "Sub", TENSES[mood]
        elif feats.get("Mood") != "Sub":
            feats.pop("Mood", None)
            if word.form.lower() not in self.ambiguous:
                feats["Mood"] = "Ind"
