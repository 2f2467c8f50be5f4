from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimx import models
from claimx.cli import ExitCode, app
from claimx.errors import ModelInstallFailed
from claimx.models import ModelInfo

OURS = ModelInfo(
    name="de_ours",
    version="0.1.0",
    spacy_version=">=3.8.0,<3.9.0",
    license="CC BY-NC-SA 4.0",
    components=("tagger", "parser"),
    sources=("UD",),
    scores={"tag_acc": 0.954},
    folder=Path("/models/de_ours"),
    default=True,
)


def test_list(monkeypatch: pytest.MonkeyPatch, plain: Callable[[str], str]) -> None:
    monkeypatch.setattr(models, "list_models", lambda: [OURS, ModelInfo(name="de_core_news_sm")])
    result = CliRunner().invoke(app, ["model", "list"])
    assert result.exit_code == ExitCode.DONE
    assert "de_ours 0.1.0 CC BY-NC-SA 4.0 default" in plain(result.stdout)
    assert "de_core_news_sm not installed" in plain(result.stdout)


def test_info(monkeypatch: pytest.MonkeyPatch, plain: Callable[[str], str]) -> None:
    monkeypatch.setattr(models, "model_info", lambda name: OURS)
    shown = plain(CliRunner().invoke(app, ["model", "info"]).stdout)
    for words in ("de_ours (default)", "Licence CC BY-NC-SA 4.0", "tagger, parser", "tag_acc 95.4"):
        assert words in shown


def test_info_of_a_missing_model() -> None:
    result = CliRunner().invoke(app, ["model", "info", "de_core_news_lg"])
    assert result.exit_code == ExitCode.NOTHING
    assert "claimx model install de_core_news_lg" in result.stderr


def test_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "install_model", lambda name: OURS)
    result = CliRunner().invoke(app, ["model", "install", "de_core_news_sm"])
    assert (result.exit_code, result.stdout) == (ExitCode.DONE, "")
    assert result.stderr == "claimx: de_ours 0.1.0 is installed.\n"


def test_install_without_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(name: str) -> ModelInfo:
        raise ModelInstallFailed("model_download", name=name, python="python3")

    monkeypatch.setattr(models, "install_model", fail)
    result = CliRunner().invoke(app, ["model", "install", "de_core_news_sm"])
    assert result.exit_code == ExitCode.NOTHING
    assert result.stderr.startswith("claimx: error: The model de_core_news_sm could not be downloaded;")


def test_install_of_an_unknown_model() -> None:
    result = CliRunner().invoke(app, ["model", "install", "en_core_web_sm"])
    assert result.exit_code == ExitCode.NOTHING
    assert "it offers: de_core_news_sm" in result.stderr
