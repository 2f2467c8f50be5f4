"""`claimx evaluate` in process, with an extraction that needs no model; once with the default model."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, TEXT, example_claims, make_claim, make_document
from fake_claimx import fake_api
from typer.testing import CliRunner, Result

import claimx
from claimx import scoring
from claimx.cli import ExitCode, app
from claimx.errors import ModelNotFound

Run = Callable[..., Result]

CASE = {
    "id": "k-1",
    "phenomenon": "direct",
    "text": TEXT,
    "claims": [
        {
            "type": "direct",
            "quote": ["„Der Deich hält“"],
            "speaker": ["Petra Vogt"],
            "role": "Bürgermeisterin",
            "via": [],
        },
        {"type": "indirect", "quote": ["er werde bis Mai erhöht"], "speaker": ["Kern"], "role": None, "via": ["dpa"]},
    ],
}
MISSED = "[red]Nie[/red] war es \x1b[31mso\u00ad weit"


def case(key: str, *quotes: str, text: str = TEXT) -> dict[str, Any]:
    claims = [{"type": "direct", "quote": [quote], "speaker": ["Petra Vogt"]} for quote in quotes]
    return {**CASE, "id": key, "text": text, "claims": claims}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs `claimx evaluate` in an empty folder."""
    fake = fake_api()
    monkeypatch.setitem(sys.modules, "claimx.api", fake)
    monkeypatch.setattr(claimx, "api", fake, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")

    def invoke(*args: str) -> Result:
        result = CliRunner().invoke(app, ["evaluate", *args])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture
def gold(tmp_path: Path) -> Callable[..., str]:
    """Writes cases to a file, that with one wrong speaker if none are given."""

    def written(*cases: dict[str, Any]) -> str:
        lines = [json.dumps(item) for item in cases or [CASE]]
        (tmp_path / "gold.jsonl").write_text("\n".join(lines), encoding="utf-8")
        return "gold.jsonl"

    return written


def test_tables_for_people(run: Run, gold: Callable[..., str], plain: Callable[[str], str]) -> None:
    result = run(gold())
    shown = plain(result.stdout)
    assert (result.exit_code, result.stderr) == (ExitCode.DONE, "")
    for words in (
        "gold.jsonl · 1 text · 2 gold · 2 predicted by engine hybrid",
        "claim 1.000 1.000 1.000",
        "attributed 0.500 0.500 0.500",
        "type 1.000 2",
        "via 1.000 1",
        "role 1.000 1",
        "indirect 0 1 0 invented 0 0 0",
        "Phenomenon claim F1 attributed F1",
        "0.6 to 0.7 1 0.600 1.000 0.000",
        "calibration error 2 0.250",
        "Mistakes: 0 missed, 0 invented, 1 wrong speaker, 0 wrong borders, 0 wrong type",
    ):
        assert words in shown
    assert "Kern" not in shown


def test_json_is_one_object(run: Run, gold: Callable[..., str]) -> None:
    data = json.loads(run(gold(), "--format", "json", "--errors", "3").stdout)
    assert data["gold"] == {"source": "gold.jsonl", "format": "cases", "texts": 1, "claims": 2}
    assert data["predicted"]["pipeline"]["model"] == "de_test"
    assert (data["predicted"]["claims"], data["predicted"]["failed"]) == (2, 0)
    assert data["scores"]["attributed"]["f1"] == 0.5
    assert data["scores"]["by_phenomenon"] == {"direct": {"claim": 1.0, "attributed": 0.5}}
    (error,) = data["errors"]
    assert (error["cause"], error["gold"]["speaker"], error["predicted"]["speaker"]) == (
        "wrong speaker",
        "Kern",
        "Land",
    )


def test_the_worst_mistakes_in_their_context(run: Run, gold: Callable[..., str], plain: Callable[[str], str]) -> None:
    shown = plain(run(gold(), "--errors", "1").stdout)
    start = TEXT.index("er werde")
    assert f"wrong speaker · k-1 · characters {start} to {start + 23} · overlap 1.00" in shown
    assert "gold indirect · Kern · er werde bis Mai erhöht" in shown
    assert "claimx indirect · Land · er werde bis Mai erhöht · 0.60" in shown
    assert "Laut dpa plant das Land, er werde bis Mai erhöht." in shown


def test_text_is_neither_markup_nor_control(run: Run, gold: Callable[..., str]) -> None:
    text = f"{TEXT} {MISSED} wie heute. {'Und noch ein Satz. ' * 90}"
    shown = run(gold(case("[b]k-1", "„Der Deich hält“", MISSED, text=text)), "--errors", "9").stdout
    assert "missed · [b]k-1" in shown
    assert "[red]Nie[/red] war es [31mso weit" in shown
    assert "\x1b" not in shown


def test_the_middle_of_a_long_mistake_is_left_out(run: Run, gold: Callable[..., str]) -> None:
    text = f"Anfang {'Wort ' * 400}Ende"
    result = run(gold(case("k-1", text.removesuffix(" Ende"), text=text)), "--errors", "1")
    assert "[…]" in result.stdout


def test_colours_tell_gold_from_predicted(run: Run, gold: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    shown = run(gold(case("k-1", "Laut dpa plant das Land")), "--errors", "9").stdout
    assert "\x1b[1;32mLaut dpa plant das Land" in shown
    assert "\x1b[1;31m„Der Deich hält“" in shown


def test_only_some_texts(run: Run, gold: Callable[..., str]) -> None:
    path = gold(CASE, case("k-2"), case("k-3"))
    assert json.loads(run(path, "-f", "json", "--limit", "2").stdout)["gold"]["texts"] == 2


def test_a_text_that_fails_counts_as_one_without_claims(run: Run, gold: Callable[..., str]) -> None:
    result = run(gold(CASE, case("k-2", "kaputt", text="Das ist kaputt.")), "--format", "json")
    assert (result.exit_code, result.stderr) == (ExitCode.SOME_FAILED, "claimx: error: k-2: is broken.\n")
    data = json.loads(result.stdout)
    assert (data["predicted"]["failed"], data["scores"]["claim"]["r"]) == (1, pytest.approx(2 / 3))


def test_nothing_is_printed_if_all_texts_fail(run: Run, gold: Callable[..., str]) -> None:
    result = run(gold(case("k-1", text="Das ist kaputt.")))
    assert (result.exit_code, result.stdout) == (ExitCode.NOTHING, "")


# --- output that is there already, and as gold ------------------------------------------------


def written_claims(*documents: Any, name: str = "claims.json") -> str:
    Path(name).write_text(json.dumps([document.to_dict() for document in documents]), encoding="utf-8")
    return name


def test_predictions_of_a_file(run: Run, gold: Callable[..., str], plain: Callable[[str], str]) -> None:
    path = gold()
    claims = written_claims(make_document(example_claims()[0], source="texte/k-1.txt"))
    result = run(path, "--predictions", claims)
    assert (result.exit_code, result.stderr) == (ExitCode.DONE, "")
    assert "2 gold · 1 predicted by claims.json" in plain(result.stdout)


def test_predictions_that_do_not_fit_are_said(run: Run, gold: Callable[..., str]) -> None:
    path = gold(CASE, case("k-2"))
    claims = written_claims(make_document(text=f"{TEXT} Nachtrag.", source="k-1.txt"))
    result = run(path, "--predictions", claims)
    assert result.exit_code == ExitCode.DONE
    assert "claims.json has no claims for 1 of 2 texts in gold.jsonl." in result.stderr
    assert "1 text differ" not in result.stderr
    assert "1 text is not the one" in result.stderr
    assert run(path, "--predictions", claims, "--quiet").stderr == ""


def test_predictions_of_other_texts_are_an_error(run: Run, gold: Callable[..., str]) -> None:
    result = run(gold(), "--predictions", written_claims(make_document(source="anders.txt")))
    assert (result.exit_code, result.stdout) == (ExitCode.NOTHING, "")
    assert "claims.json: holds no text of gold.jsonl; texts are matched by file name" in result.stderr


def test_our_own_corrected_output_as_gold(run: Run, tmp_path: Path, plain: Callable[[str], str]) -> None:
    (tmp_path / "texte").mkdir()
    (tmp_path / "texte" / "deich.txt").write_text(TEXT, encoding="utf-8")
    corrected = written_claims(make_document(example_claims()[0], make_claim(quote=("das Land",))))
    result = run(corrected, "--texts", "texte", "--errors", "5")
    shown = plain(result.stdout)
    assert result.exit_code == ExitCode.DONE
    assert "claim 0.500 0.500 0.500" in shown
    assert "Mistakes: 1 missed, 1 invented," in shown
    assert "missed · deich.txt" in shown
    assert "Phenomenon" not in shown


# --- what goes wrong -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "gold.jsonl: is empty."),
        ("Kein JSON.", "gold.jsonl, line 1: is no JSON (Expecting value)."),
        ("{}", "gold.jsonl: is none of the formats that claimx knows:"),
    ],
)
def test_gold_that_cannot_be_used_is_one_sentence(run: Run, tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "gold.jsonl").write_text(content, encoding="utf-8")
    result = run("gold.jsonl")
    assert (result.exit_code, result.stdout) == (ExitCode.NOTHING, "")
    assert result.stderr.startswith(f"claimx: error: {words}")
    assert result.stderr.count("\n") == 1


def test_gold_that_is_not_there(run: Run) -> None:
    result = run("nirgends.jsonl")
    assert (result.exit_code, result.stderr) == (
        ExitCode.NOTHING,
        "claimx: error: nirgends.jsonl: there is no such file.\n",
    )


def test_without_scipy_no_engine_is_run(run: Run, gold: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    monkeypatch.setattr(claimx.api, "pipe", None)
    result = run(gold())
    assert (result.exit_code, result.stdout) == (ExitCode.NOTHING, "")
    assert result.stderr == (
        "claimx: error: Measuring needs scipy, which is not installed; run: pip install 'claimx[eval]'\n"
    )


def test_a_missing_model_is_one_sentence(run: Run, gold: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **options: Any) -> None:
        raise ModelNotFound("quotation_model_unknown", name="x")

    monkeypatch.setattr(claimx.api, "pipe", fail)
    result = run(gold(), "--model", "de_nichts")
    assert (result.exit_code, result.stderr) == (ExitCode.NOTHING, "claimx: error: There is no quotation model 'x'.\n")


@pytest.mark.parametrize(
    "args",
    [(), ("gold.jsonl", "--format", "csv"), ("gold.jsonl", "--engine", "x"), ("gold.jsonl", "--limit", "0")],
)
def test_usage_errors(run: Run, args: tuple[str, ...]) -> None:
    assert run(*args).exit_code == ExitCode.USAGE


@pytest.mark.model
@pytest.mark.usefixtures("model_nlp")
def test_the_seed_with_the_default_model(tmp_path: Path) -> None:
    """The scores are those of tests/score.py for the output of `claimx extract`."""
    import score

    gold = ROOT / "tests" / "cases" / "seed.jsonl"
    ((key, text, _),) = score.read_gold(gold)
    (tmp_path / f"{key}.txt").write_bytes(text.encode())
    claims = str(tmp_path / "claims.json")
    assert CliRunner().invoke(app, ["extract", str(tmp_path / f"{key}.txt"), "-o", claims]).exit_code == 0
    result = CliRunner().invoke(app, ["evaluate", str(gold), "--format", "json"])
    expected, _ = score.score_cases(gold, score.read_predictions(claims))
    data = json.loads(result.stdout)
    assert data["scores"] == expected
    assert data["reliability"]["found"]["n"] == data["predicted"]["claims"] > 10
    assert scoring.FOUND == 0.8
