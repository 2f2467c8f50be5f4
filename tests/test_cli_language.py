"""`--lang de` and CLAIMX_LANG: heads, messages, errors and report in German, data and help as ever."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, TEXT
from fake_claimx import fake_api
from typer.main import get_command
from typer.testing import CliRunner, Result

import claimx
from claimx.cli import ExitCode, app
from claimx.messages import DEFAULT_LANGUAGE, use

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Run]:
    """Runs claimx in a folder with one text."""
    fake = fake_api()
    monkeypatch.setitem(sys.modules, "claimx.api", fake)
    monkeypatch.setattr(claimx, "api", fake, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    (tmp_path / "deich.txt").write_text(TEXT, encoding="utf-8")

    def invoke(*args: str, **options: Any) -> Result:
        result = CliRunner().invoke(app, args, **options)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    yield invoke
    use(DEFAULT_LANGUAGE)


def test_the_table(run: Run) -> None:
    said = run("extract", "deich.txt", "--lang", "de").stdout
    for words in ("2 Aussagen", "Wer", "Zitat", "Signal", "Quelle", "Sich.", "direkt", "indirekt"):
        assert words in said
    assert "Speaker" not in said


@pytest.mark.parametrize("columns", ["50", "80"])
def test_narrow_tables(run: Run, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    said = run("extract", "deich.txt", "--lang", "de").stdout
    assert "über dpa" in said
    assert "indirekt · Laut" in " ".join(said.split())


def test_the_environment(run: Run) -> None:
    assert "2 Aussagen" in run("extract", "deich.txt", env={"CLAIMX_LANG": "de"}).stdout
    assert "2 claims" in run("extract", "deich.txt", "--lang", "en", env={"CLAIMX_LANG": "de"}).stdout


def test_one_command_does_not_speak_for_the_next(run: Run) -> None:
    run("extract", "deich.txt", "--lang", "de")
    assert "2 claims" in run("extract", "deich.txt").stdout


@pytest.mark.parametrize("language", ["fr", "DE"])
def test_another_language_is_a_usage_error(run: Run, language: str) -> None:
    result = run("extract", "deich.txt", "--lang", language)
    assert result.exit_code == ExitCode.USAGE
    assert "none of de, en" in " ".join(result.stderr.replace("│", " ").split())


def test_messages(run: Run) -> None:
    said = run("extract", "deich.txt", "nirgends.txt", "-o", "out.json", "--lang", "de").stderr
    assert "claimx: Fehler: nirgends.txt: Diese Datei gibt es nicht." in said
    assert "claimx: out.json ist geschrieben: 2 Aussagen, 1 Text.\n" in said
    assert "claimx: Warnung: deich.txt, Zeichen 3: Dieses Anführungszeichen hat kein Gegenstück.\n" in said


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        ("show leer.txt", "leer.txt: Darin steht nichts."),
        ("extract reihen.jsonl", "reihen.jsonl#2: Das ist kein JSON (Expecting value)."),
        ("extract deich.txt -o weg/out.json", "weg/out.json: Den Ordner weg gibt es nicht."),
        ("extract deich.txt -o deich.txt", "deich.txt: Das ist eine Eingabe und würde überschrieben;"),
        ("stats reihen.jsonl", "reihen.jsonl#2: Das ist kein JSON (Expecting value)."),
        ("report reihen.jsonl -o out.html", "reihen.jsonl#2: Das ist kein JSON (Expecting value)."),
        ("convert reihen.jsonl out.csv", "reihen.jsonl, Zeile 1: Das Feld „source“ fehlt."),
        ("evaluate reihen.jsonl", "reihen.jsonl, Zeile 2: Das ist kein JSON (Expecting value)."),
        ("evaluate deich.txt", "deich.txt, Zeile 1: Das ist kein JSON (Expecting value)."),
        ("train gold.jsonl -o neu", "1 Text genügt nicht, um ein Modell zu trainieren: Nötig sind mindestens 5"),
        (
            "stats deich.txt --aliases reihen.jsonl",
            "reihen.jsonl, Zeile 1: Die ersten Spalten müssen name und canonical",
        ),
        ("model install quatsch", "Ein deutsches Modell „quatsch“ hat spaCy nicht; es bietet: de_core_news_sm"),
        ("model info quatsch", "Ein Modell oder einen Ordner „quatsch“ gibt es nicht; alle Modelle zeigt:"),
    ],
)
def test_errors(run: Run, tmp_path: Path, args: str, sentence: str) -> None:
    (tmp_path / "leer.txt").write_text(" \n", encoding="utf-8")
    (tmp_path / "reihen.jsonl").write_text('{"text": "Ein Satz."}\nkaputt\n', encoding="utf-8")
    (tmp_path / "gold.jsonl").write_text(json.dumps({"text": TEXT, "claims": []}), encoding="utf-8")
    assert f"claimx: Fehler: {sentence}" in run(*args.split(), "--lang", "de").stderr


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        ("extract deich.txt --engine quatsch", "Ein Verfahren „quatsch“ gibt es nicht, nur hybrid, hybrid-free, rules"),
        ("extract deich.txt --type quatsch", "„quatsch“ gibt es hier nicht, nur direct, indirect"),
        ("extract deich.txt --format xlsx", "xlsx braucht eine Datei oder einen Ordner: mit -o angeben."),
        ("extract deich.txt -o out.quatsch", "out.quatsch hat keine der Endungen .json, .jsonl"),
        ("convert deich.quatsch out.csv", "deich.quatsch hat keine der Endungen .json, .jsonl"),
        ("explain deich.txt", "nötig ist eine Aussage: --claim ID oder --number N."),
        ("train deich.txt -o m --weight 1 --weight 2", "Die Zahl der Gewichte ist 2, die der Dateien 1."),
    ],
)
def test_usage_errors(run: Run, args: str, sentence: str) -> None:
    result = run(*args.split(), "--lang", "de")
    assert result.exit_code == ExitCode.USAGE
    assert sentence in " ".join(result.stderr.replace("│", " ").split())


def test_failures_in_files_stay_english(run: Run, tmp_path: Path) -> None:
    run("batch", str(tmp_path / "nirgends.txt"), "-o", "out.jsonl", "--engine", "rules", "--lang", "de")
    (failure,) = map(json.loads, (tmp_path / "out.failures.jsonl").read_text(encoding="utf-8").splitlines())
    assert failure["message"].endswith("nirgends.txt: there is no such file.")


def test_the_tables_of_evaluate(run: Run, tmp_path: Path, plain: Callable[[str], str]) -> None:
    claims = [{"type": "indirect", "quote": ["„Der Deich hält“"], "speaker": ["Kern"], "via": []}]
    gold = {"id": "d", "phenomenon": "direct", "text": TEXT, "claims": claims}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold), encoding="utf-8")
    said = plain(run("evaluate", "gold.jsonl", "--errors", "3", "--lang", "de").stdout)
    for words in (
        "gold.jsonl · 1 Text · 1 im Gold · 2 vorhergesagt (Verfahren hybrid)",
        "Maß P R F1 richtig von",
        "Art P R F1 Gold claimx gefunden",
        "Gold \\ claimx direkt indirekt übersehen",
        "Phänomen Aussage F1 zugeschrieben F1",
        "Sicherheit Aussagen Mittel gefunden und zugeschrieben",
        "0.6 bis 0.7",
        "Eichfehler 2",
        "Fehler: 0 übersehen, 1 erfunden, 1 falsche Stimme, 0 falsche Grenzen, 0 falsche Art",
        "falsche Stimme · d · Zeichen",
        "Überlappung 1.00",
        "Gold nichts",
    ):
        assert words in said


def test_the_predictions_that_do_not_fit(run: Run, tmp_path: Path) -> None:
    cases = [{"id": key, "text": TEXT, "claims": []} for key in ("deich", "damm")]
    (tmp_path / "gold.jsonl").write_text("\n".join(map(json.dumps, cases)), encoding="utf-8")
    run("extract", "deich.txt", "-o", "out.json", "--quiet")
    said = run("evaluate", "gold.jsonl", "--predictions", "out.json", "--lang", "de").stderr
    assert "claimx: 2 Texte in gold.jsonl, davon 1 ohne Aussagen in out.json.\n" in said


@pytest.mark.model
def test_training(run: Run) -> None:
    said = run("train", str(ROOT / "tests" / "cases" / "phenomena.jsonl"), "-o", "mine", "--lang", "de").stderr
    assert "claimx: Durchgang 5 von 5 ist fertig\n" in said
    assert "Eichfehler" in said
    assert "claimx: mine ist geschrieben; so wird es benutzt: claimx extract --engine mine FILE\n" in said


def test_data_stays_as_it_is(run: Run) -> None:
    for name in ("json", "jsonl", "csv", "tsv", "md"):
        german = run("extract", "deich.txt", "--format", name, "--quiet", "--lang", "de").stdout
        assert german == run("extract", "deich.txt", "--format", name, "--quiet").stdout
    for name in ("json", "csv"):
        german = run("stats", "deich.txt", "--format", name, "--lang", "de").stdout
        assert german == run("stats", "deich.txt", "--format", name).stdout


def test_the_legend_of_show(run: Run) -> None:
    assert "[1 …] Zitat und seine Notiz · direkt 1 · indirekt 1" in run("show", "deich.txt", "--lang", "de").stdout


def test_the_heads_of_stats(run: Run) -> None:
    said = run("stats", "deich.txt", "--lang", "de").stdout
    assert "1 Text · 2 Aussagen · 2 Stimmen · 8 Wörter, 38 % wörtlich · keine Wiederholungen" in said
    for words in ("Wer", "Aussagen", "Wörter", "Wörtl.", "Monat", "weiblich", "Organisation"):
        assert words in said
    assert (
        "| Wer | Aussagen | Anteil | Wörter | Wörtlich |"
        in run("stats", "deich.txt", "--format", "md", "--lang", "de").stdout
    )


def test_the_report(run: Run) -> None:
    assert '<html lang="de">' in run("report", "deich.txt", "-o", "-", "--lang", "de").stdout
    assert '<html lang="en">' in run("report", "deich.txt", "-o", "-").stdout


def test_models(run: Run) -> None:
    assert "Lizenz" in run("model", "list", "--lang", "de").stdout


def test_every_command_that_says_something_takes_it() -> None:
    def silent(command: Any, name: str) -> list[str]:
        below = getattr(command, "commands", None)
        if below:
            return [found for word, one in below.items() for found in silent(one, f"{name} {word}")]
        return [] if any("--lang" in option.opts for option in command.params) else [name]

    assert silent(get_command(app), "claimx") == ["claimx schema"]
