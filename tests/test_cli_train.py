"""`claimx train`: from gold to a model that extracts, and what it answers to bad input."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import ROOT
from typer.testing import CliRunner, Result

from claimx.cli import ExitCode, app
from claimx.scoring import Expected, GoldText
from claimx.training.calibration import fit_confidence
from claimx.training.examples import Quote, holds_nested, label
from claimx.training.ranker import Choice, fit_ranking

Run = Callable[..., Result]
CASES = str(ROOT / "tests" / "cases" / "phenomena.jsonl")
TEXT = "Die Brücke bleibt zu. „Wir warten auf Stahl“, sagte Bauleiterin Rike Tamm. Im Mai werde wieder geöffnet."


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs `claimx` in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def invoke(*args: str) -> Result:
        result = CliRunner().invoke(app, list(args))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.mark.model
def test_a_model_of_ones_own_extracts_and_can_be_trained_again(run: Run, tmp_path: Path) -> None:
    trained = run("train", CASES, "--output", "mine")
    assert (trained.exit_code, trained.stdout) == (ExitCode.DONE, "")
    assert "use it with: claimx extract --engine mine" in trained.stderr
    assert "fold 5 of 5 done" in trained.stderr
    record = json.loads((tmp_path / "mine" / "trained_on.json").read_text(encoding="utf-8"))
    assert record == [{"source": "cases/phenomena.jsonl", "texts": 120, "weight": 1}]
    settings = json.loads((tmp_path / "mine" / "settings.json").read_text(encoding="utf-8"))
    assert settings["nested"] == {}, "cases annotate no quotes inside quotes, which is no reason to reject them"
    assert settings["addressees"] == {}, "nor do they annotate addressees"
    (tmp_path / "bruecke.txt").write_text(TEXT, encoding="utf-8")
    extracted = json.loads(run("extract", "bruecke.txt", "--engine", "mine", "--format", "json").stdout)
    document = extracted[0] if isinstance(extracted, list) else extracted
    assert document["pipeline"]["engine"] == "mine"
    assert document["claims"][0]["quote"]["text"] == "„Wir warten auf Stahl“"
    assert document["claims"][0]["speaker"]["name"] == "Rike Tamm"
    first = {path.name: path.read_bytes() for path in (tmp_path / "mine").iterdir()}
    assert run("train", CASES, "--output", "mine", "--quiet").stderr == ""
    again = {path.name: path.read_bytes() for path in (tmp_path / "mine").iterdir()}
    assert again.keys() == first.keys()
    assert again["features.json"] == first["features.json"]


def written(path: Path, *records: dict[str, Any]) -> str:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("gold", "target", "message"),
    [
        ([{"id": "a", "text": TEXT, "claims": []}], "new", "1 text cannot train a model: at least 5, with claims"),
        ([], "new", "is empty"),
        ([{"id": "a"}], "new", "is none of the formats that claimx knows"),
        ([{"id": "a", "text": TEXT, "claims": []}], "gold.jsonl", "is a file; name a folder"),
        ([{"id": "a", "text": TEXT, "claims": []}], ".", "holds something else than a quotation model"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_written(
    run: Run, tmp_path: Path, gold: list[dict[str, Any]], target: str, message: str
) -> None:
    result = run("train", written(tmp_path / "gold.jsonl", *gold), "-o", target)
    assert result.exit_code == ExitCode.NOTHING
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gold.jsonl"]


@pytest.mark.parametrize(
    "args", [("train",), ("train", CASES), ("train", CASES, "-o", "x", "--weight", "1", "--weight", "2")]
)
def test_usage(run: Run, args: tuple[str, ...]) -> None:
    assert run(*args).exit_code == ExitCode.USAGE


def test_a_missing_library_is_named_with_the_command_that_helps(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "pycrfsuite" else found(name))
    result = run("train", CASES, "-o", "new")
    assert result.exit_code == ExitCode.NOTHING
    assert "pip install 'claimx[train]'" in result.stderr


def test_the_confidence_follows_the_evidence() -> None:
    rows = [{"bias": 1.0, "mean": 2.0}] * 30 + [{"bias": 1.0, "mean": -2.0}] * 30
    weights = fit_confidence(rows, [True] * 30 + [False] * 30, [1.0] * 60)
    assert weights["mean"] > 1.0
    assert abs(weights["bias"]) < 0.01


def test_the_ranking_learns_which_candidates_are_right() -> None:
    import numpy as np

    choice = Choice([("subject", "near"), ("far", "near")], np.array([1.0, 0.0]), 1.0)
    weights = fit_ranking([choice] * 20, 8.0)
    assert weights["subject"] > 0 > weights["far"]
    assert abs(weights.get("near", 0.0)) < 0.001


def test_gold_with_a_quote_inside_another_annotates_such() -> None:
    outer, inner = (Expected("indirect", {}, {"quote": frozenset(places)}) for places in (range(9), range(3)))
    beside = Expected("direct", {}, {"quote": frozenset(range(9, 12))})
    assert holds_nested(GoldText("a", TEXT, (outer, inner)))
    assert not holds_nested(GoldText("a", TEXT, (outer, beside, outer)))


def test_quotes_inside_quotes_get_no_labels_of_their_own() -> None:
    units = [SimpleNamespace(start=start, end=start + 2) for start in (0, 2, 4)]
    reviser = SimpleNamespace(a=SimpleNamespace(words=["Er", "sagte", "er", "habe", "nein", "gerufen"]), units=units)
    outer = Quote("indirect", frozenset(range(2, 6)), frozenset({0, 1}), frozenset({0}))
    inner = Quote("direct", frozenset({4}), frozenset(), frozenset())
    assert label(reviser, [inner, outer]) == [">", "B-I", "I-I"]  # type: ignore[arg-type]
