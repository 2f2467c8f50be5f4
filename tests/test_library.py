"""claimx as a library: what it offers, how little it costs to import, and its examples."""

from __future__ import annotations

import doctest
import inspect
import json
import resource
import subprocess
import sys
from importlib import resources
from typing import Any

import pytest
from conftest import ROOT

import claimx
import docs
from claimx import pipeline
from claimx.errors import RecordError
from claimx.records import Article, Document, Failure

TEXT = "„Der Damm hält“, sagte Landrätin Carola Wendt. Laut Polizei blieb die Brücke gesperrt."
IMPORT_SECONDS = 0.03
FUNCTIONS = ("claims", "explain", "extract", "load", "pipe")


def fresh(code: str) -> Any:
    """What a new interpreter prints as JSON."""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)
    return json.loads(done.stdout)


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """A pipeline without a model; the list fills with what was loaded."""
    loaded: list[tuple[Any, ...]] = []

    def load(model: str | None = None, engine: str = "hybrid", *, nested: bool = False) -> Any:
        loaded.append((model, engine, nested))
        return docs.light(engine)

    monkeypatch.setattr(pipeline, "load", load)
    return loaded


def test_all_that_is_offered_is_there_and_sorted() -> None:
    for name in claimx.__all__:
        assert getattr(claimx, name) is not None
    assert sorted(set(claimx.__all__)) == claimx.__all__
    assert set(claimx.__all__) <= set(dir(claimx))
    assert set(claimx._HOMES) == set(claimx.__all__) - {"__version__"}


def test_star_gives_all_that_is_offered() -> None:
    names: dict[str, Any] = {}
    exec("from claimx import *", names)
    assert set(claimx.__all__) <= set(names)


def test_what_is_not_offered_is_not_there() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        claimx.nothing  # noqa: B018


def test_importing_loads_nothing_slow() -> None:
    heavy = ("spacy", "numpy", "typer", "rich", "pydantic", "claimx.api", "claimx.pipeline")
    code = "import json, sys, claimx; claimx.__all__; print(json.dumps([m for m in {!r} if m in sys.modules]))"
    assert fresh(code.format(heavy)) == []


def test_the_functions_are_there_without_spacy() -> None:
    code = "import json, sys, claimx; claimx.extract, claimx.pipe, claimx.load, claimx.claims, claimx.Claim; {}"
    assert fresh(code.format("print(json.dumps('spacy' in sys.modules))")) is False


def test_importing_takes_next_to_no_time() -> None:
    def seconds(code: str) -> float:
        begin = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
        end = resource.getrusage(resource.RUSAGE_CHILDREN)
        return end.ru_utime + end.ru_stime - begin.ru_utime - begin.ru_stime

    nothing, ours = (min(seconds(code) for _ in range(5)) for code in ("pass", "import claimx"))
    assert ours - nothing <= IMPORT_SECONDS


def test_types_come_with_the_package() -> None:
    assert resources.files("claimx").joinpath("py.typed").is_file()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_parameter_is_documented_and_typed(name: str) -> None:
    function = getattr(claimx, name)
    assert function.__doc__
    for parameter in inspect.signature(function).parameters.values():
        assert parameter.annotation is not inspect.Parameter.empty
    assert "Raises" in function.__doc__
    assert ">>> " in function.__doc__


@pytest.mark.model
@pytest.mark.usefixtures("model_nlp")
@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_examples_run(name: str) -> None:
    function = getattr(claimx, name)
    (test,) = doctest.DocTestFinder(recurse=False).find(function, name, globs={})
    assert test.examples
    assert doctest.DocTestRunner().run(test).failed == 0


def test_extract_gives_a_document(light: list[tuple[Any, ...]]) -> None:
    document = claimx.extract(TEXT, source="damm.txt", engine="rules", nested=True)
    assert light == [(None, "rules", True)]
    assert isinstance(document, claimx.Document)
    assert [claim.speaker and claim.speaker.name for claim in document.claims] == ["Carola Wendt", "Polizei"]
    assert document.document.source == "damm.txt"


def test_pipe_takes_texts_and_articles(light: list[tuple[Any, ...]]) -> None:
    done: list[int] = []
    found = list(claimx.pipe([TEXT, Article("b.txt", TEXT, title="Damm"), ""], engine="rules", on_progress=done.append))
    assert light == [(None, "rules", False)]
    documents = [item for item in found if isinstance(item, Document)]
    assert [item.document.source for item in documents] == ["text 1", "b.txt", "text 3"]
    assert documents[1].document.title == "Damm"
    assert documents[0].claims == documents[1].claims
    assert documents[2].claims == ()
    assert done == [1, 2, 3]


def test_a_text_that_cannot_be_worked_on_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = docs.new_light("rules")
    make_doc = nlp.make_doc

    def broken(text: str) -> Any:
        if "kaputt" in text:
            raise ValueError("no")
        return make_doc(text)

    monkeypatch.setattr(nlp, "make_doc", broken)
    first, second = claimx.pipe(["kaputt", TEXT], nlp=nlp)
    assert isinstance(first, Failure)
    assert (first.source, first.slug) == ("text 1", "internal-error")
    assert isinstance(second, Document)
    assert second.claims


def test_pipe_is_lazy(light: list[tuple[Any, ...]]) -> None:
    def texts() -> Any:
        yield TEXT
        raise AssertionError("asked for too early")

    assert next(claimx.pipe(texts(), engine="rules")).document.source == "text 1"  # type: ignore[union-attr]


def test_claims_are_those_of_extract() -> None:
    nlp = docs.light("rules")
    assert claimx.claims(nlp(TEXT)) == claimx.extract(TEXT, nlp=nlp).claims


def test_a_doc_without_claims_is_refused() -> None:
    with pytest.raises(RecordError, match="the component 'claimx'"):
        claimx.claims(docs.blank()(TEXT))
