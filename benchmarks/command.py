"""Running `claimx batch` from a benchmark: its command line, its time, and the memory of its processes."""

from __future__ import annotations

import argparse
import json
import shlex
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import common
import psutil


@dataclass(frozen=True)
class Run:
    """What a run took: seconds, and the peaks of resident memory in bytes."""

    seconds: float
    parent: int
    workers: tuple[int, ...]
    """Of each process below the parent, the largest first; none where the parent works alone."""
    total: int
    """Of all processes at once."""


def add_command(options: argparse.ArgumentParser) -> None:
    """Add the options that say what is run."""
    options.add_argument(
        "--command", default=f"{shlex.quote(sys.executable)} -m claimx", help="what stands before `batch`"
    )
    options.add_argument("--engine", default="hybrid")


def write_texts(path: Path, texts: Sequence[str]) -> None:
    """Write texts as a corpus of JSON lines with "id" and "text"."""
    with path.open("w", encoding="utf-8", newline="\n") as lines:
        for number, text in enumerate(texts):
            lines.write(json.dumps({"id": f"text-{number:06d}", "text": text}, ensure_ascii=False) + "\n")


def run_batch(command: str, engine: str, source: Path, target: Path, workers: int, pause: float) -> Run:
    """Run `claimx batch` on a corpus and look at its memory every `pause` seconds, which costs some time itself.

    Ends the benchmark if the command fails.
    """
    line = [*shlex.split(command), "batch", str(source), "-o", str(target)]
    line += ["--workers", str(workers), "--engine", engine, "--quiet"]
    start = time.perf_counter()
    parent = psutil.Popen(line, cwd=common.ROOT)
    peaks: dict[int, int] = {}
    total = 0
    while not _has_ended(parent, pause):
        sizes = _sizes(parent)
        total = max(total, sum(sizes.values()))
        for process, size in sizes.items():
            peaks[process] = max(size, peaks.get(process, 0))
    seconds = time.perf_counter() - start
    if parent.returncode:
        sys.exit(f"{shlex.join(line)}\nended with {parent.returncode}")
    below = sorted((size for process, size in peaks.items() if process != parent.pid), reverse=True)
    return Run(seconds, peaks.get(parent.pid, 0), tuple(below), total)


def _has_ended(process: psutil.Popen, timeout: float) -> bool:
    """Whether a process ends within so many seconds."""
    try:
        process.wait(timeout)
    except psutil.TimeoutExpired:
        return False
    return True


def _sizes(parent: psutil.Popen) -> dict[int, int]:
    """Resident memory of the parent and all processes below it, by process."""
    sizes = {}
    try:
        processes = [parent, *parent.children(recursive=True)]
    except psutil.Error:  # it has just ended
        return {}
    for process in processes:
        try:
            sizes[process.pid] = process.memory_info().rss
        except psutil.Error:
            continue
    return sizes
