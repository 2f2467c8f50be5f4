"""The quality gate: no engine's scores on tests/cases may fall below the floors in eval_baseline.json.

    python tests/eval_gate.py                          compare; exit code 1 if a score is too low
    python tests/eval_gate.py --update                 raise the floors to today's scores
    python tests/eval_gate.py --update --allow-lower   lower them too; say why in the commit

A floor belongs to the gold file with the fingerprint beside it: after a change of the gold, the
gate asks for an update. Scores may miss a floor by `SLACK`, since another processor may tip a tag.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import score

TESTS = Path(__file__).parent
CASES = TESTS / "cases"
BASELINE = TESTS / "eval_baseline.json"
SLACK = 0.01
ENGINES = ("hybrid", "hybrid-free", "rules")

# The name of a score, and where the scorer puts it.
MEASURES = {
    "claim": ("claim", "f1"),
    "attributed": ("attributed", "f1"),
    "type": ("type", "accuracy"),
    "via": ("via", "accuracy"),
    "role": ("role", "accuracy"),
}

Scores = dict[str, float]
Measured = tuple[str, str, Scores]
"""Label, fingerprint of the gold file, and scores."""


def measure(gold: Path, nlp: Any = None) -> dict[str, Any]:
    """What the scorer says of the extraction on the texts of a case file."""
    from claimx import api
    from claimx.records import Article, Document

    articles = [Article(source=key, text=text) for key, text, _ in score.read_gold(gold)]
    predictions = {}
    for item in api.pipe(articles, nlp=nlp):
        if not isinstance(item, Document):
            raise ValueError(f"{item.source}: {item.message}")
        predictions[item.document.source] = item.to_dict()["claims"]
    result, _ = score.score_cases(gold, predictions)
    return dict(result)


def scores_of(result: Mapping[str, Any]) -> Scores:
    """The scores that have floors, rounded to four digits."""
    return {name: round(result[part][key], 4) for name, (part, key) in MEASURES.items()}


def label_of(engine: str, gold: Path) -> str:
    """The name that the baseline has for an engine on a gold file."""
    return f"{engine}/{gold.name}"


def fingerprint(gold: Path) -> str:
    """Hash of a gold file."""
    return hashlib.sha256(gold.read_bytes()).hexdigest()


def read_baseline(path: Path = BASELINE) -> dict[str, Any]:
    """Floors by label; empty when there is no baseline yet."""
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def complaints(name: str, digest: str, scores: Scores, baseline: Mapping[str, Any]) -> list[str]:
    """What is wrong with the scores of one file, one sentence each; empty when all is well."""
    entry = baseline.get(name)
    if entry is None:
        return [f"{name} has no floors; run: python tests/eval_gate.py --update"]
    if entry["gold"] != digest:
        return [f"{name} has changed since its floors were set; run: python tests/eval_gate.py --update"]
    floors: Scores = entry["floors"]
    return [
        f"{name}: {measure_name} is {scores[measure_name]:.4f}, the floor is {floor:.4f}"
        for measure_name, floor in floors.items()
        if scores[measure_name] < floor - SLACK
    ]


def raised(entry: Mapping[str, Any] | None, digest: str, scores: Scores, allow_lower: bool) -> dict[str, Any]:
    """The new entry of one file: the higher of floor and score, or the score if lowering is allowed."""
    old: Mapping[str, float] = entry["floors"] if entry else {}
    floors = {k: v if allow_lower else max(v, old.get(k, v)) for k, v in scores.items()}
    return {"gold": digest, "floors": floors}


def update(measured: Iterable[Measured], allow_lower: bool, path: Path = BASELINE) -> list[str]:
    """Write the floors anew; returns a sentence for each score that stays below its floor."""
    old, new, low = read_baseline(path), {}, []
    for label, digest, scores in measured:
        new[label] = raised(old.get(label), digest, scores, allow_lower)
        low += [
            f"{label}: {name} is {scores[name]:.4f}, the floor stays at {floor:.4f}"
            for name, floor in new[label]["floors"].items()
            if scores[name] < floor - SLACK
        ]
    path.write_text(json.dumps(new, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return low


def case_files() -> list[Path]:
    """The gold files, in order of their names."""
    return sorted(CASES.glob("*.jsonl"))


def main() -> int:
    """Measure and compare, or update; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="raise the floors to today's scores")
    parser.add_argument("--allow-lower", action="store_true", help="with --update: lower floors too")
    args = parser.parse_args()
    from claimx.pipeline import load

    pipelines = {engine: load(engine=engine) for engine in ENGINES}
    measured = [
        (label_of(engine, gold), fingerprint(gold), scores_of(measure(gold, nlp)))
        for engine, nlp in pipelines.items()
        for gold in case_files()
    ]
    for label, _, scores in measured:
        print(f"{label:36}", "  ".join(f"{name} {value:.4f}" for name, value in scores.items()))
    if args.update:
        problems = update(measured, args.allow_lower)
    else:
        baseline = read_baseline()
        problems = [p for label, digest, s in measured for p in complaints(label, digest, s, baseline)]
    print("\n".join(problems) or "No score is below its floor.")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
