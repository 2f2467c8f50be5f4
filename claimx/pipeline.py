"""Finds and loads the spaCy pipeline and adds the extraction components; the only place naming models."""

from __future__ import annotations

import dataclasses
import difflib
import hashlib
import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimx import __version__
from claimx.errors import EngineUnknown, ModelIncompatible, ModelNotFound, Wording
from claimx.records import PipelineInfo

if TYPE_CHECKING:
    from spacy.language import Language

LANGUAGE = "de"
DEFAULT_MODEL = "de_claimx_news"
DOWNLOADABLE_MODELS = ("de_core_news_sm", "de_core_news_md", "de_core_news_lg", "de_dep_news_trf")
QUOTATION_MODELS = {"hybrid": "de_claimx_quotes", "hybrid-free": "de_claimx_quotes_free", "rules": ""}
"""The engines that come with claimx, each with its quotation model."""
ENGINES = tuple(QUOTATION_MODELS)
DEFAULT_ENGINE = "hybrid"

LAYOUT_COMPONENT = "claimx_layout"
CLAIM_COMPONENT = "claimx"

# Components whose work only a quotation model reads: the rules go by the forms of words, never by lemmas.
_LEMMATIZERS = ("lemmatizer", "trainable_lemmatizer")
# The transformer model goes by another name than its three sisters.
_ALIASES = {"de_core_news_trf": "de_dep_news_trf"}
_PACKAGE = Path(__file__).parent
_QUOTATION_SETTINGS = "settings.json"  # what makes a folder a quotation model
# Inside an installed package, then in a checkout.
_DEFAULT_MODEL_PATHS = (
    _PACKAGE / "models_data" / DEFAULT_MODEL,
    _PACKAGE.parent / "models" / DEFAULT_MODEL,
)


@dataclasses.dataclass(frozen=True)
class Settings:
    """Which pipeline reads the texts: all that results depend on, besides claimx and the text; see `load`."""

    model: str | None
    engine: str
    nested: bool
    """Whether claims inside claims are wanted, too."""

    def load(self) -> Language:
        """The pipeline; raises as `load` does."""
        return load(self.model, self.engine, nested=self.nested)

    def options(self) -> dict[str, Any]:
        """The settings by name, as functions take them and JSON keeps them."""
        return dataclasses.asdict(self)


def load(model: str | None = None, engine: str = DEFAULT_ENGINE, *, nested: bool = False) -> Language:
    """The pipeline of a model with the claimx components in it.

    `model` is the name of an installed package or a folder; None is the model that comes with
    claimx. `engine` is one of `ENGINES` or the folder of a quotation model; without such a model
    the pipeline has no lemmatizer, since nothing reads lemmas. `nested` adds claims inside claims.
    Raises `EngineUnknown`, `ModelNotFound` or `ModelIncompatible`, each with one sentence that says
    what helps.

    >>> import claimx
    >>> nlp = claimx.load(engine="rules")
    >>> [name for name in nlp.pipe_names if name.startswith("claimx")]
    ['claimx_layout', 'claimx']
    >>> claimx.extract("„Ja“, sagte Anna Kern.", nlp=nlp).pipeline.engine
    'rules'
    """
    check_engine(engine)
    name = canonical_name(model)
    folder = require_model(name)
    _check_version(name, folder)
    nlp = _load_spacy(name, folder, exclude=() if QUOTATION_MODELS.get(engine, engine) else _LEMMATIZERS)
    _check_pipeline(name, nlp)
    return add_components(nlp, engine, nested=nested)


def add_components(nlp: Language, engine: str = DEFAULT_ENGINE, *, nested: bool = False) -> Language:
    """Add the layout component in front and the claim component at the end, unless they are there."""
    if LAYOUT_COMPONENT not in nlp.pipe_names:
        nlp.add_pipe(LAYOUT_COMPONENT, first=True)
    if CLAIM_COMPONENT not in nlp.pipe_names:
        config = {"quotes": QUOTATION_MODELS.get(engine, engine), "nested": nested}
        nlp.add_pipe(CLAIM_COMPONENT, last=True, config=config)
    return nlp


def describe(nlp: Language) -> PipelineInfo:
    """What the records say of the pipeline that made them."""
    meta = nlp.meta
    quotes = nlp.get_pipe_config(CLAIM_COMPONENT)["quotes"]
    engine = next((name for name, model in QUOTATION_MODELS.items() if model == quotes), Path(quotes).name)
    return PipelineInfo(
        claimx=__version__,
        model=f"{meta.get('lang', '')}_{meta.get('name', '')}",
        model_version=str(meta.get("version", "")),
        engine=engine,
    )


def fingerprint(settings: Settings) -> str:
    """A hash of all that a result depends on besides the text: claimx's version, the models' files, the settings.

    Raises as `load` does where no pipeline has to be loaded to know it.
    """
    engine = settings.engine
    check_engine(engine)
    name = canonical_name(settings.model)
    folders = [require_model(name)]
    if quotes := QUOTATION_MODELS.get(engine, engine):
        folders.append(find_quotation_model(quotes))
    digest = hashlib.sha256(repr((__version__, name, Path(engine).name, settings.nested)).encode())
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(str(path.relative_to(folder)).encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def check_engine(engine: str) -> None:
    """Raise `EngineUnknown` unless there is an engine of that name, or a quotation model in that folder."""
    if engine not in ENGINES and not (Path(engine) / _QUOTATION_SETTINGS).is_file():
        raise EngineUnknown("engine_unknown", name=engine, engines=ENGINES)


def canonical_name(model: str | None) -> str:
    """The model's own name: the default for None, the right one for an alias."""
    name = model or DEFAULT_MODEL
    return _ALIASES.get(name, name)


def find_model(name: str) -> Path | None:
    """The folder with a model's `meta.json`: ours, an installed package's, or the one named; else None."""
    if name == DEFAULT_MODEL:
        return next((path for path in _DEFAULT_MODEL_PATHS if path.is_dir()), None)
    spec = importlib.util.find_spec(name) if name.isidentifier() else None
    package = Path(spec.origin).parent if spec and spec.origin else None
    if package and (package / "meta.json").is_file():
        return package
    return Path(name) if Path(name).is_dir() else None


def require_model(name: str) -> Path:
    """As `find_model`; raises `ModelNotFound` with the command that helps."""
    folder = find_model(name)
    if folder:
        return folder
    if name == DEFAULT_MODEL:
        raise ModelNotFound("model_of_claimx_missing", name=name)
    if name in DOWNLOADABLE_MODELS:
        raise ModelNotFound("model_not_installed", name=name)
    close = difflib.get_close_matches(name, [DEFAULT_MODEL, *DOWNLOADABLE_MODELS], n=1)
    hint = Wording("hint_close", name=close[0]) if close else Wording("hint_models")
    raise ModelNotFound("model_unknown", name=name, hint=hint)


def find_quotation_model(name: str) -> Path:
    """The folder of a quotation model: one that comes with claimx, or the one named. Raises `ModelNotFound`."""
    places = (_PACKAGE / "models_data" / name, _PACKAGE.parent / "models" / name, Path(name))
    folder = next((place for place in places if (place / _QUOTATION_SETTINGS).is_file()), None)
    if folder is None:
        raise ModelNotFound("quotation_model_unknown", name=name)
    return folder


def read_meta(folder: Path) -> dict[str, Any]:
    """The `meta.json` of a model's folder. Raises `ModelIncompatible` if there is none to be read."""
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelIncompatible("meta_unreadable", folder=folder) from error
    if not isinstance(meta, dict):
        raise ModelIncompatible("meta_no_object", folder=folder)
    return meta


def _check_version(name: str, folder: Path) -> None:
    meta = read_meta(folder)
    language = meta.get("lang")
    if language != LANGUAGE:
        raise ModelIncompatible("model_not_german", name=name, language=repr(language))
    import spacy
    from spacy.util import is_compatible_version

    wanted = str(meta.get("spacy_version") or "")
    if wanted and is_compatible_version(spacy.__version__, wanted) is False:
        versions = {"wanted": wanted, "spacy": spacy.__version__}
        raise ModelIncompatible("model_for_other_spacy", name=name, **versions, remedy=_remedy(name))


def _load_spacy(name: str, folder: Path, exclude: Sequence[str]) -> Language:
    import spacy

    try:
        # A package keeps its data in a folder of its own, which spaCy finds by the name.
        return spacy.load(folder if (folder / "config.cfg").is_file() else name, exclude=exclude)
    except (OSError, ValueError, ImportError, KeyError, TypeError, RuntimeError) as error:
        reason = " ".join(str(error).split())[:300]
        raise ModelIncompatible(
            "model_unloadable", spacy=spacy.__version__, name=name, error=reason, remedy=_remedy(name)
        ) from error


def _check_pipeline(name: str, nlp: Language) -> None:
    factories = {nlp.get_pipe_meta(pipe).factory for pipe in nlp.pipe_names}
    if "parser" not in factories or not factories & {"tagger", "morphologizer"}:
        parts = tuple(sorted(factories)) or Wording("nothing")
        raise ModelIncompatible("model_incomplete", name=name, parts=parts)


def _remedy(name: str) -> Wording:
    if name in DOWNLOADABLE_MODELS:
        return Wording("remedy_install", name=name)
    return Wording("remedy_claimx" if name == DEFAULT_MODEL else "remedy_other")
