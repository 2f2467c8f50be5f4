"""Words per second of claimx beside the bare base pipeline: the same texts, one process, turns taken.

    python benchmarks/speed.py [--texts DATA/raw/gnad-test.jsonl.gz] [--articles 100] [--rounds 3] [--model NAME]

Prints one line a pipeline with words per second (the best round) and the ratio to the bare pipeline.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import spacy

from claimx import pipeline
from claimx.clean import clean

ROOT = Path(__file__).parent.parent
DEFAULT = Path(os.environ.get("DATA", ROOT.parent / "shared" / "data")) / "raw" / "gnad-test.jsonl.gz"


def read_texts(path: Path, limit: int) -> list[str]:
    """The cleaned texts of a JSONL file with a field "text", or of the article files in a folder."""
    if path.is_dir():
        files = sorted(path.glob("*.txt"))[:limit]
        return [clean(file.read_text(encoding="utf-8")).text for file in files]
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [clean(json.loads(line)["text"]).text for _, line in zip(range(limit), lines, strict=False)]


def run(process: Callable[[str], object], texts: Sequence[str]) -> float:
    """Seconds that a pipeline takes for all texts."""
    start = time.perf_counter()
    for text in texts:
        process(text)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=DEFAULT if DEFAULT.exists() else ROOT / "seeds")
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--model")
    args = parser.parse_args()
    texts = read_texts(args.texts, args.articles)
    words = sum(len(text.split()) for text in texts)
    pipelines = {"bare pipeline": spacy.load(pipeline.require_model(pipeline.canonical_name(args.model)))}
    pipelines |= {engine: pipeline.load(args.model, engine) for engine in pipeline.ENGINES}
    for nlp in pipelines.values():  # lexicons and caches are warm before the first round
        nlp(texts[0])
    best = dict.fromkeys(pipelines, float("inf"))
    for _ in range(args.rounds):
        for name, nlp in pipelines.items():
            best[name] = min(best[name], run(nlp, texts))
    print(f"{len(texts)} articles, {words} words, best of {args.rounds} rounds")
    for name, seconds in best.items():
        print(f"{name:16} {words / seconds:8.0f} words/s   {best['bare pipeline'] / seconds:6.1%} of the bare pipeline")


if __name__ == "__main__":
    main()
