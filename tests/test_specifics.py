"""What is special about German reports of speech, one short text each, from the text to the record.

`cases/specifics.jsonl` holds what works; `cases/specifics_known.jsonl` what does not yet, each with a reason.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import score

from claimx import api

CASES = Path(__file__).parent / "cases"
ENOUGH = 0.95  # character F1 of two quotes

Case = dict[str, Any]


def read(name: str) -> list[Case]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def faults(case: Case, claims: list[Case]) -> list[str]:
    """What is wrong with the claims found in a case; empty when all is right."""
    text = case["text"]
    wanted = case["claims"]
    want = [quote_of(text, claim["quote"]) for claim in wanted]
    got = [score.char_positions(text, score.spans_of(claim["quote"])) for claim in claims]
    pairs = [(g, s) for g, s in score.pair_up(want, got, score.set_f1) if score.set_f1(want[g], got[s]) > 0]
    missing = [f"lacks {wanted[g]['quote']}" for g in range(len(want)) if g not in {g for g, _ in pairs}]
    added = [f"adds {claims[s]['quote']['text']!r}" for s in range(len(got)) if s not in {s for _, s in pairs}]
    wrong = [
        fault for g, s in pairs for fault in differences(wanted[g], claims[s], score.set_f1(want[g], got[s]) >= ENOUGH)
    ]
    return missing + added + wrong


def quote_of(text: str, parts: list[str]) -> set[int]:
    found: set[int] = score.char_positions(text, [(text.find(q), text.find(q) + len(q)) for q in parts])
    return found


def differences(want: Case, got: Case, same: bool) -> list[str]:
    """In what a claim differs from the one wanted."""
    out = [] if same else [f"quote {got['quote']['text']!r} for {want['quote']}"]
    kind = "free_indirect" if got["type"] == "indirect_free_indirect" else got["type"]
    if kind != want["type"]:
        out.append(f"type {kind} for {want['type']}")
    speaker, via = got["speaker"], got["via"]
    name = speaker and speaker["name"]
    if not same_name(name, want["speaker"]):
        out.append(f"speaker {name!r} for {want['speaker']}")
    if not same_name(via and via["name"], want["via"]):
        out.append(f"via {via and via['name']!r} for {want['via']}")
    role = (speaker or {}).get("role")
    if want["role"] and not score.set_f1(words(role), words(want["role"])) > 0.5:
        out.append(f"role {role!r} for {want['role']!r}")
    cue = got["cue"] and got["cue"]["text"]
    if want["cue"] and words(cue) != words(want["cue"]):
        out.append(f"cue {cue!r} for {want['cue']!r}")
    return out


def same_name(name: str | None, names: list[str]) -> bool:
    if not names:
        return name is None
    return name is not None and score.name_key(name) in {score.name_key(accepted) for accepted in names}


def words(text: str | None) -> set[str]:
    return set((text or "").replace("\u00ad", "").casefold().split())


def extracted(case: Case, nlp: Any) -> list[Case]:
    claims: list[Case] = api.extract(case["text"], nlp=nlp).to_dict()["claims"]
    return claims


def parameters(name: str) -> list[Any]:
    return [pytest.param(case, id=f"{case['id']}-{case['phenomenon']}") for case in read(name)]


@pytest.mark.model
@pytest.mark.parametrize("case", parameters("specifics.jsonl"))
def test_it_works(case: Case, model_nlp: Any) -> None:
    assert faults(case, extracted(case, model_nlp)) == []


def known_parameters(name: str) -> list[Any]:
    return [
        pytest.param(
            case,
            id=f"{case['id']}-{case['phenomenon']}",
            marks=pytest.mark.xfail(strict=True, reason=case["reason"]),
        )
        for case in (read(name) if (CASES / name).exists() else [])
    ]


@pytest.mark.model
@pytest.mark.parametrize("case", known_parameters("specifics_known.jsonl"))
def test_it_does_not_work_yet(case: Case, model_nlp: Any) -> None:
    assert faults(case, extracted(case, model_nlp)) == []


def test_every_known_case_has_a_reason_and_an_id_of_its_own() -> None:
    known = read("specifics_known.jsonl")
    assert all(case["reason"].strip() for case in known)
    ids = [case["id"] for case in known + read("specifics.jsonl")]
    assert len(set(ids)) == len(ids)


def test_every_quote_stands_in_its_text() -> None:
    for case in read("specifics_known.jsonl") + read("specifics.jsonl"):
        assert all(quote in case["text"] for claim in case["claims"] for quote in claim["quote"])
