"""What an evaluation says beyond the scores, on small texts where it can be counted by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.evaluation import BINS, CAUSES, Evaluation, evaluate, reliability
from claimx.gold import CASES, QUOTES, RECORDS, GoldFormat
from claimx.records import CLAIM_TYPES
from claimx.scoring import Expected, GoldText, Named, Predicted, character_positions

TEXT = "aaaaaaaaaa bbbbbbbbbb cccccccccc dddddddddd eeeeeeeeee"
A, B, C, D, E = ((i, i + 10) for i in range(0, 55, 11))


def gold(span: tuple[int, int], kind: str | None = "direct", speaker: str | None = "Vogt") -> Expected:
    positions = {"quote": character_positions(TEXT, [span])}
    return Expected(kind, {"quote": (span,)}, positions, (speaker,) if speaker else ())


def found(
    span: tuple[int, int], kind: str = "direct", speaker: str | None = "Vogt", confidence: float | None = 0.9
) -> Predicted:
    return Predicted(kind, {"quote": (span,)}, Named((speaker,)) if speaker else None, confidence=confidence)


def measure(golden: list[Expected], predicted: list[Predicted], gold_format: GoldFormat = RECORDS) -> Evaluation:
    return evaluate(gold_format, [GoldText("a", TEXT, tuple(golden))], [predicted])


def test_nothing_against_nothing_is_all_right() -> None:
    evaluation = measure([], [])
    assert evaluation.scores["claim"]["f1"] == 1.0
    assert (evaluation.types, evaluation.found_reliability, evaluation.worst(9)) == ({}, None, [])
    json.dumps(evaluation.to_dict(3))


def test_scores_by_type() -> None:
    evaluation = measure(
        [gold(A), gold(B), gold(C, "indirect")], [found(A), found(C), found(D, "indirect"), found((22, 27), "reported")]
    )
    direct, indirect, reported = (evaluation.types[kind] for kind in ("direct", "indirect", "reported"))
    assert (direct.p, direct.r, direct.gold, direct.predicted, direct.found) == (0.5, 0.5, 2, 2, 1)
    assert (indirect.f1, indirect.gold, indirect.predicted, indirect.found) == (0.0, 1, 1, 1)
    assert (reported.gold, reported.predicted) == (0, 1)
    assert list(evaluation.types) == ["direct", "indirect", "reported"]


def test_confusion_of_types() -> None:
    evaluation = measure([gold(A), gold(B), gold(C, "indirect")], [found(A), found((22, 28), "reported"), found(D)])
    counts = {(row, column): n for row, cells in evaluation.confusion.items() for column, n in cells.items() if n}
    assert counts == {
        ("direct", "direct"): 1,
        ("direct", "missed"): 1,
        ("indirect", "reported"): 1,
        ("invented", "direct"): 1,
    }


def test_case_files_know_one_free_type() -> None:
    claims = [gold(A, "free_indirect")], [found(A, "indirect_free_indirect")]
    assert measure(*claims, CASES).types["free_indirect"].f1 == 1.0
    assert measure(*claims, CASES).mistakes["wrong type"] == []
    assert "indirect_free_indirect" not in measure(*claims, CASES).confusion
    assert measure(*claims, CASES).scores["type"]["accuracy"] == 1.0
    assert len(measure(*claims, RECORDS).mistakes["wrong type"]) == 1
    assert measure(*claims, RECORDS).scores["type"]["accuracy"] == 0.0


@pytest.mark.parametrize("kind", CLAIM_TYPES)
def test_our_own_records_have_every_type(kind: str) -> None:
    evaluation = measure([gold(A, kind)], [found(A, kind)])
    assert evaluation.scores["type"]["accuracy"] == 1.0
    assert not any(evaluation.mistakes.values())


def test_gold_without_a_type_is_a_row_of_its_own() -> None:
    evaluation = measure([gold(A, None)], [found(A)])
    assert evaluation.confusion["untyped"]["direct"] == 1
    assert set(evaluation.types) == {"untyped", "direct"}


# --- reliability -----------------------------------------------------------------------------


def test_calibration_error_by_hand() -> None:
    """One bin with 0.9 of which half is right, one with 0.25 of which none is."""
    figures = reliability([(0.9, True), (0.9, False), (0.25, False), (0.25, False)])
    assert figures.ece == pytest.approx(0.5 * 0.4 + 0.5 * 0.25)
    assert [(b.low, b.high, b.n) for b in figures.bins if b.n] == [(0.2, 0.3, 2), (0.9, 1.0, 2)]
    assert (figures.bins[9].confidence, figures.bins[9].right) == (0.9, 0.5)


def test_bins_begin_with_their_lower_end_and_the_last_takes_one() -> None:
    figures = reliability([(i / BINS, True) for i in range(BINS + 1)])
    assert [b.n for b in figures.bins] == [1] * (BINS - 1) + [2]


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
def test_calibration_error_is_between_0_and_1_and_loses_no_claim(rated: list[tuple[float, bool]]) -> None:
    figures = reliability(rated)
    assert 0 <= figures.ece <= 1
    assert figures.n == sum(b.n for b in figures.bins) == len(rated)


def test_right_is_found_and_attributed_is_more() -> None:
    predicted = [found(A), found(B, speaker="Kern"), found((22, 27)), found(D, confidence=None)]
    evaluation = measure([gold(A), gold(B), gold(C), gold(D)], predicted)
    one, both = evaluation.found_reliability, evaluation.attributed_reliability
    assert one is not None
    assert both is not None
    assert (one.n, one.bins[9].right, both.bins[9].right) == (3, pytest.approx(2 / 3), pytest.approx(1 / 3))


# --- speakers in quotation data --------------------------------------------------------------

TOKENS = (A, B, C, D, E)


def quotation(speaker: set[int], *names: str) -> Expected:
    return Expected("direct", {"quote": (A,)}, {"quote": frozenset({0}), "speaker": frozenset(speaker)}, names)


@pytest.mark.parametrize(
    ("wanted", "span", "name", "right"),
    [
        (quotation({1}, "Petra Vogt"), C, "Petra Vogt", True),
        (quotation({1}, "Petra Vogt"), B, "Vogt", False),
        (quotation({1, 2}), B, "gleich", True),
        (quotation({1, 2}), D, "gleich", False),
        (quotation(set()), None, None, True),
        (quotation(set()), B, "Vogt", False),
        (quotation({1}), None, None, False),
    ],
)
def test_speakers_of_quotation_data_by_name_else_by_tokens(
    wanted: Expected, span: tuple[int, int] | None, name: str | None, right: bool
) -> None:
    spans = {"quote": (A,), "speaker": (span,)} if span else {"quote": (A,)}
    predicted = Predicted("direct", spans, Named((name,)) if name else None)
    evaluation = evaluate(QUOTES, [GoldText("a", TEXT, (wanted,), TOKENS)], [[predicted]])
    assert len(evaluation.mistakes["wrong speaker"]) == (0 if right else 1)


# --- mistakes --------------------------------------------------------------------------------


def test_every_mistake_has_one_cause() -> None:
    golden = [gold(A), gold(B), gold(C), gold(D), gold((44, 54))]
    predicted = [found(A, speaker="Kern"), found((22, 28)), found(D, "indirect"), found((44, 54)), found((49, 54))]
    evaluation = measure(golden, predicted)
    assert {cause: len(m) for cause, m in evaluation.mistakes.items()} == {
        "missed": 1,
        "invented": 1,
        "wrong speaker": 1,
        "wrong borders": 1,
        "wrong type": 1,
    }
    (borders,) = evaluation.mistakes["wrong borders"]
    assert borders.overlap == pytest.approx(0.75)


def test_the_worst_come_first_and_every_cause_has_its_turn() -> None:
    long, short = gold((0, 21)), gold(C)
    golden = [short, long, gold((44, 45)), gold(D)]
    evaluation = measure(golden, [found((46, 48), confidence=0.2), found((50, 54)), found(D, "reported")])
    assert [(m.cause, m.spans) for m in evaluation.worst(4)] == [
        ("missed", ((0, 21),)),
        ("missed", (C,)),
        ("invented", ((50, 54),)),
        ("wrong type", (D,)),
    ]
    assert [m.cause for m in evaluation.worst(99)] == ["missed"] * 3 + ["invented"] * 2 + ["wrong type"]
    assert evaluation.worst(0) == []


def test_json_has_all_of_it() -> None:
    evaluation = measure([gold(A), gold(B, speaker=None)], [found(A, "indirect", "Kern", 0.7)])
    data = json.loads(json.dumps(evaluation.to_dict(5)))
    assert list(data) == ["scores", "types", "confusion", "reliability", "causes", "errors"]
    assert set(data["causes"]) == set(CAUSES)
    assert len(data["reliability"]["found"]["bins"]) == BINS
    assert set(data["confusion"]) == {*CLAIM_TYPES, "invented"}
    missed, wrong = data["errors"]
    assert (missed["cause"], missed["text"], missed["predicted"]) == ("missed", "a", None)
    assert missed["gold"] == {
        "type": "direct",
        "quote": "b" * 10,
        "spans": [{"start": 11, "end": 21}],
        "speaker": None,
        "role": None,
    }
    assert wrong["cause"] == "wrong speaker"
    assert (wrong["gold"]["speaker"], wrong["predicted"]["speaker"]) == ("Vogt", "Kern")
    assert wrong["predicted"]["confidence"] == 0.7


def test_the_words_stand_for_a_speaker_without_a_name() -> None:
    wanted: Any = Expected("direct", {"quote": (A,), "speaker": (B, D)}, {"quote": frozenset({0})})
    (mistake,) = measure([wanted], []).mistakes["missed"]
    assert mistake.to_dict()["gold"]["speaker"] == f"{'b' * 10} {'d' * 10}"
