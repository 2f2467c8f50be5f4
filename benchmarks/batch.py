"""Words per second of `claimx batch` with one worker and with two, beside the bare base pipeline in one process.

    python benchmarks/batch.py [--data FOLDER] [--articles 1028] [--workers 1 2] [--rounds 2] [--json FILE]

What a run costs before its first article (starting processes, loading models) is told apart: each number of workers
also runs on the first `--start` articles alone, and what counts is the words beyond those in the time beyond that
run's. All runs take turns; the quickest of each counts. The bare pipeline, its models loaded, gets those texts as well.
Needs: pip install '.[bench]'
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import command
import common
import spacy

from claimx import pipeline

PAUSE = 60.0  # seconds between two looks at the memory, which nobody asks for here

Best = dict[int, float]
"""Seconds of the quickest run, by the number of workers."""


class Measurement:
    """Runs the batch on all texts and on the first few of them, and keeps the quickest times."""

    def __init__(self, texts: Sequence[str], start: int, line: str, engine: str, folder: Path) -> None:
        self.line = line
        self.engine = engine
        self.folder = folder
        self.runs = 0
        self.whole: Best = {}
        self.beginning: Best = {}
        self.words = common.count_words(texts[start:])
        command.write_texts(folder / "all.jsonl", texts)
        command.write_texts(folder / "start.jsonl", texts[:start])

    def turn(self, workers: int) -> None:
        """One run of each kind with so many workers."""
        for name, best in (("start", self.beginning), ("all", self.whole)):
            self.runs += 1
            source, target = self.folder / f"{name}.jsonl", self.folder / f"claims-{self.runs}.jsonl"
            run = command.run_batch(self.line, self.engine, source, target, workers, PAUSE)
            best[workers] = min(run.seconds, best.get(workers, run.seconds))

    def speed(self, workers: int) -> float:
        """Words per second once all is loaded."""
        return self.words / (self.whole[workers] - self.beginning[workers])


def bare_seconds(nlp: spacy.language.Language, texts: Sequence[str]) -> float:
    """The time of the base pipeline for all texts, in its own batches."""
    start = time.perf_counter()
    for _ in nlp.pipe(texts):
        pass
    return time.perf_counter() - start


def main() -> None:
    options = common.parser(__doc__)
    common.add_data(options, articles=1028)
    command.add_command(options)
    options.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    options.add_argument("--rounds", type=int, default=2)
    options.add_argument("--start", type=int, default=16, help="articles of the run that only begins")
    args = options.parse_args()
    texts = common.read_texts(args.data, args.articles)
    if len(texts) <= args.start:
        options.error(f"more than {args.start} articles are needed, or another --start")
    nlp = spacy.load(pipeline.require_model(pipeline.canonical_name(None)))
    bare_seconds(nlp, texts[: args.start])
    bare = float("inf")
    with tempfile.TemporaryDirectory() as folder:
        measurement = Measurement(texts, args.start, args.command, args.engine, Path(folder))
        for _ in range(args.rounds):
            bare = min(bare, bare_seconds(nlp, texts[args.start :]))
            for workers in args.workers:
                measurement.turn(workers)
    rows = table(measurement, measurement.words / bare, args.workers)
    title = f"{common.counted(texts)}, engine {args.engine}, best of {args.rounds} rounds"
    notes = [f"Loading and the first {args.start} articles are not counted; they are in the column of seconds before."]
    common.report("batch", notes, [common.Table("batch", title, rows)], args.json)


def table(measurement: Measurement, bare: float, counts: Sequence[int]) -> list[common.Row]:
    """A line for the bare pipeline and for each number of workers."""
    rows: list[common.Row] = [_row("bare pipeline, 1 process", bare, bare, 0.0, "")]
    first = measurement.speed(counts[0])
    for workers in counts:
        speed = measurement.speed(workers)
        name = f"claimx batch, workers: {workers}"
        rows.append(_row(name, speed, bare, measurement.beginning[workers], f"{speed / first:.2f}"))
    return rows


def _row(name: str, speed: float, bare: float, before: float, ratio: str) -> common.Row:
    return {
        "what": name,
        "words/s": speed,
        "of the bare pipeline": speed / bare,
        "of the first": ratio,
        "seconds before": before,
    }


if __name__ == "__main__":
    main()
