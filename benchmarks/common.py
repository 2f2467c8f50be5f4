"""What the benchmarks share: their options, the texts, and the figures as a table and as JSON."""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # measures this checkout, installed or not

from claimx.clean import clean  # noqa: E402

_CORPUS = Path(os.environ.get("DATA", ROOT.parent / "shared" / "data")) / "raw" / "gnad-test.jsonl.gz"
DEFAULT_DATA = _CORPUS if _CORPUS.exists() else ROOT / "seeds"

Row = dict[str, str | int | float]
"""A line of a table: figures by the name of their column."""


@dataclass(frozen=True)
class Table:
    """Figures: `name` is their key in the JSON."""

    name: str
    title: str
    rows: Sequence[Row]


def parser(description: str | None) -> argparse.ArgumentParser:
    """A parser with the options that all benchmarks have."""
    options = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file, too")
    return options


def add_data(options: argparse.ArgumentParser, articles: int) -> None:
    """Add the options that choose texts."""
    options.add_argument(
        "--data", type=Path, default=DEFAULT_DATA, help='a folder of .txt files, or a .jsonl(.gz) with a field "text"'
    )
    options.add_argument("--articles", type=int, default=articles, help="how many of the texts, from the first")


def read_texts(path: Path, limit: int | None = None) -> list[str]:
    """The cleaned texts of a folder of .txt files or of a JSONL file, in their order; at most `limit`."""
    if path.is_dir():
        files = sorted(path.glob("*.txt"))[:limit]
        texts = [file.read_text(encoding="utf-8") for file in files]
    else:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in itertools.islice(lines, limit)]
    if not texts:
        sys.exit(f"{path}: no texts")
    return [clean(text).text for text in texts]


def counted(texts: Sequence[str]) -> str:
    """For titles: how much text was measured."""
    return f"{len(texts)} articles, {count_words(texts)} words"


def count_words(texts: Sequence[str]) -> int:
    """Stretches between blanks."""
    return sum(len(text.split()) for text in texts)


def measure_speed(processes: Mapping[str, Callable[[str], object]], texts: Sequence[str], rounds: int) -> list[Row]:
    """Words per second of each, and its share of the first one's.

    They take turns article by article, and the best round of each article counts: so a busy machine slows all alike.
    """
    best = {name: [float("inf")] * len(texts) for name in processes}
    for process in processes.values():  # lexicons and caches are warm before the first round
        process(texts[0])
    for _ in range(rounds):
        for number, text in enumerate(texts):
            for name, process in processes.items():
                start = time.perf_counter()
                process(text)
                best[name][number] = min(best[name][number], time.perf_counter() - start)
    seconds = {name: sum(times) for name, times in best.items()}
    words, base = count_words(texts), next(iter(seconds.values()))
    return [{"pipeline": name, "words/s": words / s, "of the bare pipeline": base / s} for name, s in seconds.items()]


def report(name: str, notes: Sequence[str], tables: Sequence[Table], path: Path | None) -> None:
    """Print the tables, each under its title, and the notes; write all of it as JSON if a path is given."""
    for table in tables:
        print(f"\n{table.title}")
        print_table(table.rows)
    print()
    for note in notes:
        print(note)
    if path is not None:
        data: dict[str, Any] = {"benchmark": name, "machine": _machine(), "notes": list(notes)}
        data["tables"] = {table.name: {"title": table.title, "rows": table.rows} for table in tables}
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def print_table(rows: Sequence[Row]) -> None:
    """Print rows with the same keys below each other; names to the left, figures to the right."""
    lines = [list(rows[0]), *([_cell(value) for value in row.values()] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        first, *rest = (
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        print("  ".join([first, *rest]))


def _cell(value: str | float) -> str:
    if not isinstance(value, float):
        return str(value)
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3f}"


def _machine() -> Row:
    return {
        "system": platform.platform(),
        "processor": platform.processor() or platform.machine(),
        "cores": os.cpu_count() or 1,
        "python": platform.python_version(),
        "spacy": version("spacy"),
    }
