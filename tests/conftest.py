"""Documents built by hand, so that all but the marked tests run without a model."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claimx.pipeline import DEFAULT_MODEL, find_model
from claimx.records import (
    Claim,
    Document,
    DocumentInfo,
    Notice,
    Part,
    PipelineInfo,
    Sentence,
    Source,
    Span,
    Speaker,
    claim_id,
    joined_text,
    text_sha256,
)

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "000_1c8a394ffed3ba5b.txt"

TEXT = "„Der Deich hält“, sagte Bürgermeisterin Petra Vogt am Montag. Laut dpa plant das Land, er werde bis Mai erhöht."


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: opens a page in real Chromium")


def spans_of(text: str, *stretches: str) -> tuple[Span, ...]:
    """Where the stretches stand in the text, first occurrence."""
    starts = [text.index(stretch) for stretch in stretches]
    return tuple(Span(start, start + len(s)) for start, s in zip(starts, stretches, strict=True))


def part(text: str, *stretches: str) -> Part:
    spans = spans_of(text, *stretches)
    return Part(joined_text(text, spans), spans)


def speaker(text: str, stretch: str, name: str, role: str | None = None, **fields: Any) -> Speaker:
    spans = spans_of(text, stretch)
    given = {"kind": "person", "gender": None, **fields}
    return Speaker(text=stretch, spans=spans, name=name, role=role, **given)


def make_claim(text: str = TEXT, quote: tuple[str, ...] = ("„Der Deich hält“",), **fields: Any) -> Claim:
    """A claim on `text`; every field may be overridden."""
    found = part(text, *quote)
    kind = fields.pop("type", "direct")
    given: dict[str, Any] = {
        "medium": "speech",
        "verbatim": (),
        "frame": None,
        "cue": None,
        "speaker": None,
        "addressee": None,
        "via": None,
        "parent": None,
        "sentence": Sentence(0, len(text), text),
        "confidence": 0.9,
    }
    return Claim(id=claim_id(text_sha256(text), found.spans, kind), type=kind, quote=found, **{**given, **fields})


def make_document(
    *claims: Claim, text: str = TEXT, source: str = "deich.txt", warnings: tuple[Notice, ...] = ()
) -> Document:
    info = DocumentInfo(
        source=source,
        title=None,
        published="2025-03-12",
        language="de",
        length=len(text),
        sha256=text_sha256(text),
    )
    return Document(info, PipelineInfo("0.1.0", "de_test", "1.0", "rules"), claims, warnings)


def example_claims() -> tuple[Claim, ...]:
    """A direct quote with a role, and an indirect one through an agency."""
    vogt = speaker(TEXT, "Petra Vogt", "Petra Vogt", "Bürgermeisterin", gender="f")
    land = speaker(TEXT, "das Land", "Land", kind="organisation")
    dpa = Source("dpa", spans_of(TEXT, "dpa"), "dpa")
    direct = make_claim(
        speaker=vogt,
        cue=part(TEXT, "sagte"),
        frame=part(TEXT, "sagte Bürgermeisterin Petra Vogt am Montag"),
        verbatim=spans_of(TEXT, "„Der Deich hält“"),
    )
    indirect = make_claim(
        quote=("er werde bis Mai erhöht",),
        type="indirect",
        speaker=land,
        cue=part(TEXT, "Laut"),
        via=dpa,
        confidence=0.6,
    )
    return direct, indirect


@pytest.fixture
def document() -> Document:
    """`TEXT` with its two claims."""
    return make_document(*example_claims())


@pytest.fixture
def plain() -> Callable[[str], str]:
    """Takes colours and runs of blanks out of what a terminal was sent."""

    def strip(text: str) -> str:
        return " ".join(re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", text).split())

    return strip


@pytest.fixture(scope="session")
def model_nlp() -> Any:
    """The default model with our components, loaded once; its tests are skipped without it, but not in CI."""
    if find_model(DEFAULT_MODEL) is None and not os.environ.get("CI"):
        pytest.skip("the default model is not there")
    from claimx.pipeline import load

    return load()
