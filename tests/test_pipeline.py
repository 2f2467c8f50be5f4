from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language

from claimx import pipeline
from claimx.errors import EngineUnknown, ModelIncompatible, ModelNotFound


def save_model(folder: Path, lang: str = "de", pipes: tuple[str, ...] = ("tagger", "parser")) -> Path:
    """A pipeline with untrained components, on disk."""
    nlp = spacy.blank(lang)
    nlp.meta["name"] = "tiny"
    for name in pipes:
        nlp.add_pipe(name)
    if "tagger" in pipes:
        nlp.get_pipe("tagger").add_label("NN")  # type: ignore[attr-defined]
    if "parser" in pipes:
        nlp.get_pipe("parser").add_label("ROOT")  # type: ignore[attr-defined]
    nlp.initialize()
    nlp.to_disk(folder)
    return folder


def change_meta(folder: Path, **changes: Any) -> Path:
    path = folder / "meta.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))
    return folder


@pytest.fixture
def no_components(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "add_components", lambda nlp, engine, nested: nlp)


@pytest.mark.parametrize("engine", pipeline.ENGINES)
def test_a_folder_is_loaded_and_described(tmp_path: Path, engine: str) -> None:
    nlp = pipeline.load(str(save_model(tmp_path / "m")), engine)
    info = pipeline.describe(nlp)
    assert (info.model, info.model_version, info.engine) == ("de_tiny", "0.0.0", engine)


def test_an_engine_may_be_the_folder_of_a_quotation_model(tmp_path: Path) -> None:
    shutil.copytree(pipeline.find_quotation_model(pipeline.QUOTATION_MODELS["hybrid-free"]), tmp_path / "mine")
    nlp = pipeline.load(str(save_model(tmp_path / "m")), str(tmp_path / "mine"))
    assert pipeline.describe(nlp).engine == "mine"


def test_components_are_added_once_and_in_their_places() -> None:
    nlp = spacy.blank("de")
    nlp.add_pipe("sentencizer")
    added: list[tuple[str, dict[str, bool]]] = []

    class Recorder:
        pipe_names = nlp.pipe_names

        def add_pipe(self, name: str, **where: Any) -> None:
            added.append((name, where))

    pipeline.add_components(Recorder())  # type: ignore[arg-type]
    assert added == [
        ("claimx_layout", {"first": True}),
        ("claimx", {"last": True, "config": {"quotes": "de_claimx_quotes", "nested": False}}),
    ]
    Recorder.pipe_names = ["claimx_layout", "sentencizer", "claimx"]
    pipeline.add_components(Recorder())  # type: ignore[arg-type]
    assert len(added) == 2


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("de_core_news_sm", "run: claimx model install de_core_news_sm"),
        ("de_core_news_trf", "run: claimx model install de_dep_news_trf"),
        ("de_core_news_sx", "did you mean de_core_news_sm?"),
        ("./nirgends", "run: claimx model list"),
        ("", "claimx"),
    ],
)
def test_missing_models_name_the_command_that_helps(name: str, advice: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_DEFAULT_MODEL_PATHS", ())
    monkeypatch.setattr(pipeline.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModelNotFound) as caught:
        pipeline.load(name)
    assert advice in str(caught.value)


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(ModelIncompatible, match="is no spaCy pipeline"):
        pipeline.load(str(tmp_path))


def test_another_language(tmp_path: Path) -> None:
    with pytest.raises(ModelIncompatible, match="language 'en', not for German"):
        pipeline.load(str(save_model(tmp_path / "m", lang="en", pipes=())))


def test_another_spacy(tmp_path: Path) -> None:
    folder = change_meta(save_model(tmp_path / "m"), spacy_version=">=2.0.0,<2.1.0")
    with pytest.raises(ModelIncompatible, match=r"made for spaCy >=2\.0\.0,<2\.1\.0, not for 3\.8"):
        pipeline.load(str(folder))


def test_broken_weights(tmp_path: Path) -> None:
    folder = save_model(tmp_path / "m")
    (folder / "parser" / "model").write_bytes(b"nonsense")
    with pytest.raises(ModelIncompatible, match="cannot load the model"):
        pipeline.load(str(folder))


def test_a_component_that_is_not_installed(tmp_path: Path) -> None:
    folder = save_model(tmp_path / "m")
    config = folder / "config.cfg"
    config.write_text(config.read_text().replace('factory = "tagger"', 'factory = "curated_transformer"'))
    with pytest.raises(ModelIncompatible, match="curated_transformer"):
        pipeline.load(str(folder))


def test_a_pipeline_without_parser(tmp_path: Path) -> None:
    with pytest.raises(ModelIncompatible, match="needs a tagger and a parser, it has: tagger"):
        pipeline.load(str(save_model(tmp_path / "m", pipes=("tagger",))))


def test_unknown_engine() -> None:
    with pytest.raises(EngineUnknown, match="'magic'; choose one of hybrid, hybrid-free, rules, or a folder"):
        pipeline.load(engine="magic")


@pytest.mark.model
def test_the_default_model_has_our_components(model_nlp: Language) -> None:
    names = model_nlp.pipe_names
    assert (names[0], names[-1]) == ("claimx_layout", "claimx")
    assert pipeline.describe(model_nlp).model == pipeline.DEFAULT_MODEL


@pytest.mark.model
def test_only_engines_with_a_quotation_model_have_a_lemmatizer() -> None:
    loaded = {engine: pipeline.load(engine=engine).pipe_names for engine in ("hybrid", "rules")}
    assert set(loaded["hybrid"]) - set(loaded["rules"]) == {"trainable_lemmatizer"}
