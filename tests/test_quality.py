"""The scores on the gold cases hold their floors, and the gate itself works."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import eval_gate
import pytest

from claimx import pipeline

DIGEST = "0" * 64
SCORES = {"claim": 0.8, "attributed": 0.7, "type": 0.9, "via": 0.5, "role": 0.6}
BASELINE = {"a.jsonl": {"gold": DIGEST, "floors": SCORES}}


@pytest.fixture(scope="module", params=eval_gate.ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def measured(engine: str, model_nlp: Any) -> Callable[[Path], dict[str, Any]]:
    """What the scorer says of an engine on a case file, each measured once."""
    nlp = pipeline.load(engine=engine)
    return cache(lambda gold: eval_gate.measure(gold, nlp))


@pytest.mark.model
@pytest.mark.parametrize("gold", eval_gate.case_files(), ids=lambda path: path.stem)
def test_scores_hold_their_floors(engine: str, gold: Path, measured: Callable[[Path], dict[str, Any]]) -> None:
    scores = eval_gate.scores_of(measured(gold))
    label, digest = eval_gate.label_of(engine, gold), eval_gate.fingerprint(gold)
    assert eval_gate.complaints(label, digest, scores, eval_gate.read_baseline()) == []


@pytest.mark.model
def test_no_phenomenon_is_lost_altogether(measured: Callable[[Path], dict[str, Any]]) -> None:
    by_phenomenon = measured(eval_gate.CASES / "phenomena.jsonl")["by_phenomenon"]
    assert [name for name, scores in by_phenomenon.items() if not scores["claim"]] == []


def test_equal_scores_pass() -> None:
    assert eval_gate.complaints("a.jsonl", DIGEST, SCORES, BASELINE) == []


def test_a_lower_score_is_named() -> None:
    scores = {**SCORES, "attributed": 0.65}
    (problem,) = eval_gate.complaints("a.jsonl", DIGEST, scores, BASELINE)
    assert problem == "a.jsonl: attributed is 0.6500, the floor is 0.7000"


def test_slack_allows_for_another_processor() -> None:
    scores = {**SCORES, "claim": SCORES["claim"] - eval_gate.SLACK / 2}
    assert eval_gate.complaints("a.jsonl", DIGEST, scores, BASELINE) == []


@pytest.mark.parametrize(
    ("name", "digest", "word"), [("b.jsonl", DIGEST, "no floors"), ("a.jsonl", "1" * 64, "has changed")]
)
def test_unknown_or_changed_gold_is_no_pass(name: str, digest: str, word: str) -> None:
    (problem,) = eval_gate.complaints(name, digest, SCORES, BASELINE)
    assert word in problem


def test_update_raises_and_does_not_lower(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    assert eval_gate.update([("a.jsonl", DIGEST, SCORES)], allow_lower=False, path=path) == []
    changed = {**SCORES, "claim": 0.9, "via": 0.1}
    (low,) = eval_gate.update([("a.jsonl", DIGEST, changed)], allow_lower=False, path=path)
    assert "via is 0.1000, the floor stays at 0.5000" in low
    floors = json.loads(path.read_text(encoding="utf-8"))["a.jsonl"]["floors"]
    assert (floors["claim"], floors["via"]) == (0.9, 0.5)


def test_lowering_needs_to_be_allowed(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    eval_gate.update([("a.jsonl", DIGEST, SCORES)], allow_lower=False, path=path)
    assert eval_gate.update([("a.jsonl", DIGEST, {**SCORES, "via": 0.1})], allow_lower=True, path=path) == []
    floors = json.loads(path.read_text(encoding="utf-8"))["a.jsonl"]["floors"]
    assert floors["via"] == 0.1
