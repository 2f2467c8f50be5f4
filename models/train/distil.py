"""The teacher (needs torch), and what it gives: completed columns and parsed raw text."""

from __future__ import annotations

import random
from typing import Any

from .recipe import GOLD, SEED, Banks, completed, completed_by_first, kept, raw_silver, vectors_path
from .teacher import Teacher

EPOCHS = 12


def teacher() -> Any:
    """The graph parser, trained on the gold and, for tags and morphology, the silver corpus."""
    banks = kept("banks-first", completed_by_first)
    gold = [sentence for name in GOLD for sentence in banks[name]] + banks["gsd-train"]
    model = Teacher(gold + banks["stwr"][:8000], str(vectors_path()))
    model.fit(gold, banks["stwr"], epochs=EPOCHS, seed=SEED)
    return model


def final_banks() -> Banks:
    """All that the shipped pipeline learns from."""
    model = kept("teacher", teacher)
    banks = completed(model)
    random.Random(SEED).shuffle(banks["stwr"])
    banks["raw"] = raw_silver(model)
    return banks
