from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from claimx import models, pipeline
from claimx.errors import ModelIncompatible, ModelInstallFailed, ModelNotFound

META = {
    "lang": "de",
    "name": "tiny",
    "version": "1.2.0",
    "spacy_version": ">=3.8.0,<3.9.0",
    "license": "MIT",
    "description": "Small.",
    "pipeline": ["tagger", "parser"],
    "sources": [{"name": "UD", "license": "CC BY-SA 4.0"}, "letters"],
    "performance": {"tag_acc": 0.95, "dep_las": None, "per_type": {"sb": 1}},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "de_tiny"
    made.mkdir()
    (made / "meta.json").write_text(json.dumps(META))
    return made


def test_info_reads_the_meta_file(folder: Path) -> None:
    info = models.model_info(str(folder))
    assert (info.name, info.version, info.license) == ("de_tiny", "1.2.0", "MIT")
    assert info.components == ("tagger", "parser")
    assert info.sources == ("UD (CC BY-SA 4.0)", "letters")
    assert info.scores == {"tag_acc": 0.95}
    assert info.installed
    assert not info.default


@pytest.mark.parametrize("content", ["", "[]", "{}", "{"])
def test_info_of_a_broken_meta_file(folder: Path, content: str) -> None:
    (folder / "meta.json").write_text(content)
    with pytest.raises(ModelIncompatible, match="is no spaCy pipeline"):
        models.model_info(str(folder))


def test_info_of_a_missing_model() -> None:
    with pytest.raises(ModelNotFound, match="claimx model install de_core_news_lg"):
        models.model_info("de_core_news_lg")


def test_list_has_the_default_first_and_what_can_be_installed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_DEFAULT_MODEL_PATHS", (folder,))
    monkeypatch.setattr(models, "entry_points", lambda group: [SimpleNamespace(name="en_core_web_sm")])
    listed = models.list_models()
    assert listed[0].default
    assert listed[0].installed
    assert [m.name for m in listed[1:]] == list(pipeline.DOWNLOADABLE_MODELS)


def test_list_has_installed_packages(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["de_mine", "de_core_news_md"]
    monkeypatch.setattr(models, "entry_points", lambda group: [SimpleNamespace(name=n) for n in names])
    monkeypatch.setattr(models, "find_model", lambda name: folder if name in names else None)
    listed = models.list_models()
    assert sum(m.installed for m in listed) == 2
    assert len(listed) == 1 + 2 + len(pipeline.DOWNLOADABLE_MODELS) - 1


Download = Callable[[Callable[[str], None]], None]


@pytest.fixture
def fake_download(monkeypatch: pytest.MonkeyPatch) -> Download:
    """Puts a function in the place of spaCy's download."""

    def put(function: Callable[[str], None]) -> None:
        module = ModuleType("spacy.cli.download")
        module.download = function  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "spacy.cli.download", module)

    return put


def test_install_downloads_and_reports(
    folder: Path, fake_download: Download, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []

    def download(name: str) -> None:
        asked.append(name)
        print("Download and installation successful")  # noqa: T201 - as spaCy does

    fake_download(download)
    monkeypatch.setattr(models, "find_model", lambda name: folder)
    monkeypatch.setattr(models, "require_model", lambda name: folder)
    assert models.install_model("de_core_news_trf").version == "1.2.0"
    assert asked == ["de_dep_news_trf"]
    out, err = capsys.readouterr()
    assert (out, err) == ("", "Download and installation successful\n")


@pytest.mark.parametrize("error", [SystemExit(1), ConnectionError("no route"), FileNotFoundError("pip")])
def test_a_failed_download_is_one_sentence(fake_download: Download, error: BaseException) -> None:
    def download(name: str) -> None:
        raise error

    fake_download(download)
    with pytest.raises(ModelInstallFailed, match="is there a network"):
        models.install_model("de_core_news_sm")


def test_a_download_that_leaves_nothing(fake_download: Download, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_download(lambda name: None)
    monkeypatch.setattr(models, "find_model", lambda name: None)
    with pytest.raises(ModelInstallFailed, match="does not find it"):
        models.install_model("de_core_news_sm")


def test_install_of_an_unknown_name() -> None:
    with pytest.raises(ModelNotFound, match="it offers: de_core_news_sm"):
        models.install_model("en_core_web_sm")
