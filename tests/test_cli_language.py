"""`--lang de` and CLAIMX_LANG: heads, messages and report in German, data and help as ever."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import TEXT
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
