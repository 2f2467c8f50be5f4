"""Which spaCy models there are, what they say of themselves, and how to install one."""

from __future__ import annotations

import contextlib
import dataclasses
import sys
from collections.abc import Mapping
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from claimx.errors import ModelError, ModelIncompatible, ModelInstallFailed, ModelNotFound
from claimx.pipeline import (
    DEFAULT_MODEL,
    DOWNLOADABLE_MODELS,
    LANGUAGE,
    QUOTATION_MODELS,
    canonical_name,
    find_model,
    find_quotation_model,
    read_meta,
    require_model,
)


@dataclasses.dataclass(frozen=True)
class ModelInfo:
    """A model on this machine, or one that could be installed (`folder` is None then)."""

    name: str
    version: str | None = None
    spacy_version: str | None = None
    license: str | None = None
    description: str | None = None
    components: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    scores: Mapping[str, float] = dataclasses.field(default_factory=dict)
    """The training's own scores, 0 to 1."""
    folder: Path | None = None
    default: bool = False

    @property
    def installed(self) -> bool:
        """Whether the model is on this machine."""
        return self.folder is not None


def list_models() -> list[ModelInfo]:
    """The default model, then the other German models here, then those that spaCy offers."""
    names = [DEFAULT_MODEL, *_installed_names()]
    names += [name for name in DOWNLOADABLE_MODELS if name not in names]
    return [_info_or_name(name) for name in names]


def model_info(model: str | None = None) -> ModelInfo:
    """What a model says of itself; `model` is a name, a folder, or None for the default.

    Raises `ModelNotFound` or `ModelIncompatible`.
    """
    name = canonical_name(model)
    return _read_info(name, require_model(name))


def engine_licences() -> dict[str, str]:
    """What each engine may be used for: the licence of its quotation model's weights, or of the rules."""
    return {engine: _engine_licence(model) for engine, model in QUOTATION_MODELS.items()}


def _engine_licence(model: str) -> str:
    return str(read_meta(find_quotation_model(model))["license"]) if model else "MIT, any use"


def install_model(model: str) -> ModelInfo:
    """Download and install one of spaCy's German models; what pip says goes to stderr.

    Raises `ModelNotFound` for a name that spaCy does not offer, `ModelInstallFailed` when the
    download does not work.
    """
    name = canonical_name(model)
    if name not in DOWNLOADABLE_MODELS:
        raise ModelNotFound("model_not_offered", name=name, models=DOWNLOADABLE_MODELS)
    _download(name)
    if find_model(name) is None:
        raise ModelInstallFailed("model_lost", name=name)
    return model_info(name)


def _download(name: str) -> None:
    from spacy.cli.download import download

    try:
        with contextlib.redirect_stdout(sys.stderr):
            download(name)
    except SystemExit as error:
        if error.code:
            raise ModelInstallFailed("model_download", name=name, python=sys.executable) from error
    except OSError as error:  # every error of requests is one
        raise ModelInstallFailed("model_download", name=name, python=sys.executable) from error


def _installed_names() -> list[str]:
    """Models that are installed as packages: spaCy's packages announce themselves as entry points."""
    names = {entry.name for entry in entry_points(group="spacy_models")}
    return sorted(name for name in names if name.startswith(f"{LANGUAGE}_") and name != DEFAULT_MODEL)


def _info_or_name(name: str) -> ModelInfo:
    folder = find_model(name)
    try:
        return _read_info(name, folder) if folder else ModelInfo(name=name, default=name == DEFAULT_MODEL)
    except ModelError:
        return ModelInfo(name=name, folder=folder, default=name == DEFAULT_MODEL)


def _read_info(name: str, folder: Path) -> ModelInfo:
    meta = read_meta(folder)
    own_name = f"{meta.get('lang', '')}_{meta.get('name', '')}"
    if own_name == "_":
        raise ModelIncompatible("meta_nameless", folder=folder)
    return ModelInfo(
        name=own_name,
        version=_text(meta, "version"),
        spacy_version=_text(meta, "spacy_version"),
        license=_text(meta, "license"),
        description=_text(meta, "description"),
        components=tuple(map(str, meta.get("pipeline") or ())),
        sources=tuple(_source_name(source) for source in meta.get("sources") or ()),
        scores=_scores(meta.get("performance") or {}),
        folder=folder,
        default=name == DEFAULT_MODEL,
    )


def _text(meta: Mapping[str, Any], key: str) -> str | None:
    return str(meta[key]) if meta.get(key) else None


def _source_name(source: Any) -> str:
    if not isinstance(source, Mapping):
        return str(source)
    licence = f" ({source['license']})" if source.get("license") else ""
    return f"{source.get('name', '')}{licence}"


def _scores(performance: Mapping[str, Any]) -> dict[str, float]:
    return {name: float(value) for name, value in performance.items() if isinstance(value, int | float)}
