"""Our figures are those of tests/score.py, to the last digit."""

from __future__ import annotations

import builtins
import json
import re
from pathlib import Path
from typing import Any

import pytest
import score
from conftest import TEXT, spans_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimx.evaluation import evaluate
from claimx.gold import read_gold, read_predictions
from claimx.records import CLAIM_TYPES, Article, Document
from claimx.scoring import (
    Expected,
    GoldText,
    Named,
    Predicted,
    ScoringUnavailable,
    accepted,
    align,
    character_positions,
    harmonic,
    name_key,
    overlap,
    published_type,
    require_solver,
    same_role,
)

CASES = Path(__file__).parent / "cases"
WORDS = ["Der", "Deich", "hält", "„", "“", ".", "sagte", "Vogt", "die", "Stadt", "werde", "erhöht"]
NAMES = ["Petra Vogt", "die Vogt", "Vogt", "VOGT", "eine Stadt", "Stadt", "Lan\u00addesamt", "–", "İzmir"]
ROLES = ["Bürgermeisterin", "die Bürgermeisterin", "Sprecher der Stadt", "Sprecher"]
SETTINGS = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def theirs(task: str, gold: Path, predictions: Path) -> dict[str, Any]:
    scorer = score.score_quotes if task == "quotes" else score.score_cases
    result, _ = scorer(gold, score.read_predictions(predictions))
    return dict(result)


def ours(gold_path: Path, predictions: Path) -> dict[str, Any]:
    gold, read = read_gold(str(gold_path)), read_predictions(str(predictions))
    found = [read.of(text, gold.format) for text in gold.texts]
    return evaluate(gold.format, gold.texts, [document.claims if document else () for document in found]).scores


def compare(task: str, folder: Path, gold: list[Any], predictions: list[Any]) -> dict[str, Any]:
    gold_path, predictions_path = folder / "gold.jsonl", folder / "claims.json"
    gold_path.write_text("\n".join(map(json.dumps, gold)), encoding="utf-8")
    predictions_path.write_text(json.dumps(predictions), encoding="utf-8")
    mine = ours(gold_path, predictions_path)
    assert mine == theirs(task, gold_path, predictions_path)
    return mine


# --- random gold and predictions -------------------------------------------------------------

names = st.none() | st.sampled_from(NAMES)


def tokens_of(words: list[str]) -> list[dict[str, Any]]:
    ends = [len(" ".join(words[: i + 1])) for i in range(len(words))]
    return [{"charBegin": e - len(w), "charEnd": e, "text": w} for w, e in zip(words, ends, strict=True)]


@st.composite
def claims(draw: Any, length: int) -> dict[str, Any]:
    """A predicted claim on a text of this length."""

    def part(**fields: Any) -> dict[str, Any]:
        ends = st.tuples(st.integers(0, length), st.integers(0, length))
        pairs = draw(st.lists(ends, min_size=1, max_size=2))
        return {**fields, "spans": [{"start": min(pair), "end": max(pair)} for pair in pairs]}

    claim = {"type": draw(st.sampled_from(CLAIM_TYPES)), "quote": part(), "confidence": 0.5}
    for role in ("addressee", "cue", "frame"):
        claim[role] = part() if draw(st.booleans()) else None
    if draw(st.booleans()):
        role = draw(st.none() | st.sampled_from(ROLES))
        claim["speaker"] = part(name=draw(names), text=draw(names), role=role)
    if draw(st.booleans()):
        claim["via"] = part(name=draw(names))
    return claim


@st.composite
def predicted(draw: Any, key: str, text: str) -> dict[str, Any]:
    found = draw(st.lists(claims(length=len(text)), max_size=4))
    return {"document": {"source": f"texte/{key}.txt"}, "claims": found}


@st.composite
def quotation_data(draw: Any) -> tuple[list[Any], list[Any]]:
    gold, predictions = [], []
    for number in range(draw(st.integers(1, 3))):
        words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
        ids = st.sets(st.integers(0, len(words) - 1), min_size=1).map(sorted)
        optional = st.none() | ids.map(lambda numbers: {"tokenIds": numbers})
        annotations = [
            {
                "type": draw(st.none() | st.sampled_from(list(map(published_type, CLAIM_TYPES)))),
                "quote": {"tokenIds": draw(ids)},
                **{role: draw(optional) for role in ("addressee", "cue", "frame")},
                "speaker": draw(st.none() | ids.map(lambda n: {"tokenIds": n, "name": draw(names)})),
            }
            for _ in range(draw(st.integers(0, 4)))
        ]
        text = " ".join(words)
        gold.append({"originalText": text, "tokens": tokens_of(words), "annotations": annotations})
        if draw(st.integers(0, 4)):
            predictions.append(draw(predicted(f"doc-{number:04d}", text)))
    return gold, predictions


@st.composite
def cases(draw: Any) -> tuple[list[Any], list[Any]]:
    gold, predictions = [], []
    for number in range(draw(st.integers(1, 3))):
        words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
        text = " ".join(words)
        stretch = st.sampled_from([" ".join(words[i:j]) for i in range(len(words)) for j in range(i, len(words) + 1)])
        right = st.lists(st.sampled_from(NAMES), max_size=2)
        found = [
            {
                "type": draw(st.sampled_from(CLAIM_TYPES)),
                "quote": draw(st.lists(stretch, min_size=1, max_size=2)),
                "speaker": draw(right),
                "via": draw(right),
                "role": draw(st.none() | st.sampled_from(ROLES)),
            }
            for _ in range(draw(st.integers(0, 4)))
        ]
        phenomenon = draw(st.sampled_from(["direct", "noise"]))
        gold.append({"id": f"k-{number}", "phenomenon": phenomenon, "text": text, "claims": found})
        if draw(st.integers(0, 4)):
            predictions.append(draw(predicted(f"k-{number}", text)))
    return gold, predictions


@SETTINGS
@given(quotation_data())
def test_random_quotation_data_gets_the_same_figures(
    tmp_path_factory: pytest.TempPathFactory, data: tuple[list[Any], list[Any]]
) -> None:
    compare("quotes", tmp_path_factory.mktemp("q", numbered=True), *data)


@SETTINGS
@given(cases())
def test_random_cases_get_the_same_figures(
    tmp_path_factory: pytest.TempPathFactory, data: tuple[list[Any], list[Any]]
) -> None:
    compare("cases", tmp_path_factory.mktemp("c", numbered=True), *data)


# --- real predictions ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real(model_nlp: Any) -> tuple[list[Any], list[Any]]:
    """Some cases, and what the default engine finds in them."""
    from claimx import api

    lines = (CASES / "phenomena.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines[::3]]
    found = api.pipe([Article(f"{case['id']}.txt", case["text"]) for case in gold], nlp=model_nlp)
    return gold, [document.to_dict() for document in found if isinstance(document, Document)]


def as_quotation_data(case: dict[str, Any]) -> dict[str, Any]:
    """A case in the other format: the tokens of its quotes, and of what it knows of cue and speaker."""
    text = case["text"]
    tokens = [(match.start(), match.end()) for match in re.finditer(r"\w+|[^\w\s]", text)]

    def part(stretches: list[str], **fields: Any) -> dict[str, Any] | None:
        starts = [(text.find(stretch), stretch) for stretch in stretches if stretch and stretch in text]
        spans = [(start, start + len(stretch)) for start, stretch in starts]
        ids = [i for i, (b, e) in enumerate(tokens) if any(b < end and e > start for start, end in spans)]
        return {"tokenIds": ids, **fields} if ids else None

    annotations = [
        {
            "type": published_type(claim["type"]),
            "quote": part(claim["quote"]),
            "cue": part([claim["cue"] or ""]),
            "speaker": part(claim["speaker"][:1], name=claim["speaker"][0]) if claim["speaker"] else None,
        }
        for claim in case["claims"]
    ]
    rows = [{"charBegin": begin, "charEnd": end} for begin, end in tokens]
    return {"id": case["id"], "originalText": text, "tokens": rows, "annotations": annotations}


@pytest.mark.model
def test_real_predictions_on_cases_get_the_same_figures(tmp_path: Path, real: tuple[list[Any], list[Any]]) -> None:
    figures = compare("cases", tmp_path, *real)
    assert figures["claim"]["f1"] > 0.5
    assert len(figures["by_phenomenon"]) > 10


@pytest.mark.model
def test_real_predictions_on_quotation_data_get_the_same_figures(
    tmp_path: Path, real: tuple[list[Any], list[Any]]
) -> None:
    gold, predictions = real
    figures = compare("quotes", tmp_path, list(map(as_quotation_data, gold)), predictions)
    assert figures["quote"]["f1"] > 0.5
    assert figures["name"]["n"] > 10


# --- the pieces ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Petra Vogt", "petravogt"),
        ("die  Stadt\nKiel", "stadtkiel"),
        (" Der Spiegel ", "spiegel"),
        ("Lan\u00addes-Amt", "landesamt"),
        ("Dieter", "dieter"),
        ("–", ""),
    ],
)
def test_names_are_compared_without_article_case_and_marks(name: str, key: str) -> None:
    assert name_key(name) == key


def test_overlap_is_the_f1_of_two_sets() -> None:
    assert overlap(frozenset(), frozenset()) == 0.0
    assert overlap(frozenset({1, 2, 3}), frozenset({3})) == 0.5
    assert harmonic(0, 0) == 0
    assert harmonic(1, 0.5) == pytest.approx(2 / 3)


def test_a_claim_without_speaker_wants_none() -> None:
    assert accepted(None, ())
    assert not accepted(Named(("Vogt",)), ())
    assert not accepted(None, ("Vogt",))
    assert accepted(Named(("Petra Vogt", "die Vogt")), ("Landrat", "Vogt"))


@pytest.mark.parametrize(("found", "same"), [("Sprecherin", True), ("die Ministerin", False), (None, False)])
def test_roles_share_half_of_their_words(found: str | None, same: bool) -> None:
    assert same_role(found, "sprecherin der Stadt") is same


def test_positions_are_letters_and_digits_or_the_tokens_that_are_touched() -> None:
    assert character_positions("„Ja“ 5", [(0, 5), (5, 99)]) == {1, 2, 5}
    text = GoldText("a", "Der Deich hält", (), tokens=((0, 3), (4, 9), (10, 14)))
    assert text.positions([(2, 5)]) == {0, 1}
    assert text.positions([(3, 4)]) == set()
    assert text.positions([(9, 99)]) == {2}


def test_pairs_are_chosen_for_the_whole_text() -> None:
    """The better pair of two is given up where that costs the other claim its only partner."""
    spans = ((0, 10),), ((7, 10),)
    wanted = tuple(Expected("direct", {}, {"quote": character_positions("abcdefghij", s)}) for s in spans)
    found = [Predicted("direct", {"quote": ((1, 10),)}), Predicted("direct", {"quote": ((0, 7),)})]
    alignment = align(GoldText("a", "abcdefghij", wanted), found)
    assert {(pair.gold, pair.predicted) for pair in alignment.pairs} == {(0, 1), (1, 0)}
    assert [(pair.gold, pair.predicted) for pair in alignment.paired(0.8)] == [(0, 1)]


def test_predicted_claims_without_a_token_do_not_count() -> None:
    text = GoldText("a", TEXT, (), tokens=((0, 1),))
    spans = tuple((span.start, span.end) for span in spans_of(TEXT, "dpa"))
    assert align(text, [Predicted("direct", {"quote": spans})]).predicted == ()


def test_without_scipy_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    load = builtins.__import__

    def refuse(name: str, *args: Any, **options: Any) -> Any:
        if name.startswith("scipy"):
            raise ImportError(name)
        return load(name, *args, **options)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ScoringUnavailable, match=re.escape("pip install 'claimx[eval]'")):
        require_solver()
