"""Measures the engines and writes the figures into `docs/quality.md`; minutes on one core.

DATA=../shared/data python docs/figures.py    DATA holds quotes/dev.jsonl.gz and news/dev.jsonl.gz

Each figure comes from `claimx evaluate GOLD --engine ENGINE --format json`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from marked import DOCS, ROOT, put, table

from claimx.pipeline import ENGINES
from claimx.records import CLAIM_TYPES

PAGE = DOCS / "quality.md"
ARTICLES = ("quotes", "news")
"""The development parts of the data, by their folder in DATA."""
CASES = "tests/cases/heldout12.jsonl"
KNOWN = "tests/cases/specifics_known.jsonl"

Figures = dict[str, Any]
"""What `claimx evaluate --format json` prints."""


def gold_file(name: str) -> Path:
    """The development part of a set of articles; raises `FileNotFoundError` if DATA has none."""
    path = Path(os.environ.get("DATA", ROOT / ".." / "shared" / "data")) / name / "dev.jsonl.gz"
    if not path.is_file():
        raise FileNotFoundError(f"{path}: there is nothing to measure with; set DATA.")
    return path


def evaluate(gold: Path | str, engine: str) -> Figures:
    """What the command says of an engine; texts that fail count as texts without claims."""
    command = [sys.executable, "-m", "claimx", "evaluate", str(gold), "--engine", engine, "--format", "json", "--quiet"]
    result = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return dict(json.loads(result.stdout))


def figure(value: float | None) -> str:
    """A share with three digits, nothing for none."""
    return "" if value is None else f"{value:.3f}"


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of a file, by its path in the checkout."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def known_table() -> str:
    """One row a text that does not work yet, with the cause."""
    rows = [(case["phenomenon"], case["reason"], " ".join(case["text"].split())) for case in cases(KNOWN)]
    return table(("phenomenon", "what goes wrong", "text"), rows)


def scores_table(measured: dict[tuple[str, str], Figures]) -> str:
    """One row an engine and a set of articles."""
    header = ("engine", "data", "quote F1", "precision", "recall", "with its parts", "speaker", "name", "calibration")
    rows = []
    for (name, engine), figures in measured.items():
        scores, found = figures["scores"], figures["reliability"]["found"]
        shares = [scores["quote"][part] for part in ("f1", "p", "r")]
        shares += [scores["joint"]["f1"], scores["speaker"]["f1"], scores.get("name", {}).get("accuracy")]
        rows.append((f"`{engine}`", name, *map(figure, shares), figure(found and found["ece"])))
    return table(header, rows)


def types_table(measured: dict[tuple[str, str], Figures], name: str) -> str:
    """One row a type: how many there are, and how an engine finds them."""
    header = ("type", "in the gold", *(f"{part} (`{ENGINES[0]}`)" for part in ("precision", "recall", "F1")))
    header += tuple(f"F1 (`{engine}`)" for engine in ENGINES[1:])
    rows = []
    for kind in CLAIM_TYPES:
        scores = [measured[name, engine]["types"].get(kind) for engine in ENGINES]
        first = next((score for score in scores if score), None)
        if first is None or not first["gold"]:
            continue
        shares = [scores[0][part] if scores[0] else None for part in ("p", "r", "f1")]
        shares += [score["f1"] if score else None for score in scores[1:]]
        rows.append((f"`{kind}`", str(first["gold"]), *map(figure, shares)))
    return table(header, rows)


def phenomena_table(measured: Sequence[Figures]) -> str:
    """One row a phenomenon: F1 of finding its claims, and of finding them with their speakers, by engine."""
    header = ("phenomenon", "texts", *(f"{what} (`{e}`)" for e in ENGINES for what in ("found", "with speaker")))
    by_engine = [figures["scores"]["by_phenomenon"] for figures in measured]
    texts = Counter(case["phenomenon"] for case in cases(CASES))
    rows = []
    for name in sorted(by_engine[0]):
        found = [scores[name][part] for scores in by_engine for part in ("claim", "attributed")]
        rows.append((name, str(texts[name]), *map(figure, found)))
    return table(header, rows)


def sentence(measured: Iterable[Figures]) -> str:
    """What was measured with which version."""
    made = next(iter(measured))["predicted"]["pipeline"]
    return f"Measured with claimx {made['claimx']} and the base model {made['model']} {made['model_version']}.\n"


def main() -> int:
    """Measure and write; returns the exit code."""
    put(PAGE, "known", known_table())
    try:
        golds = {name: gold_file(name) for name in ARTICLES}
    except FileNotFoundError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    measured = {(name, engine): evaluate(gold, engine) for engine in ENGINES for name, gold in golds.items()}
    put(PAGE, "scores", scores_table(measured) + "\n" + sentence(measured.values()))
    for name in ARTICLES:
        put(PAGE, f"types {name}", types_table(measured, name))
    put(PAGE, "phenomena", phenomena_table([evaluate(CASES, engine) for engine in ENGINES]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
