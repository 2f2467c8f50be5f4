"""Peak memory of `claimx batch` on few and on many articles: it may not grow with their number.

    python benchmarks/memory.py [--few 1000] [--many 50000] [--workers 2] [--engine rules] [--json FILE]

The articles are invented (see `synthetic.py`), two or three sentences each, the same for the same seed. Memory is the
resident set of the parent and of its largest worker, looked at 20 times a second. Pages that processes share count in
each of them.
Needs: pip install '.[bench]'
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import command
import common
import synthetic

MEGABYTE = 1_000_000
PAUSE = 0.05  # seconds between two looks


def measure(folder: Path, line: str, engine: str, workers: int, count: int, seed: int) -> command.Run:
    """Run the batch on so many articles, in a folder for the files."""
    source = folder / f"{count}.jsonl"
    synthetic.write_corpus(source, count, seed)
    return command.run_batch(line, engine, source, folder / f"{count}-claims.jsonl", workers, PAUSE)


def row(name: str, few: int, many: int) -> common.Row:
    """A line of the table: two peaks in megabytes, and how much larger the second one is."""
    growth = f"{(many - few) / few:+.1%}" if few else "-"
    return {"process": name, "few MB": few / MEGABYTE, "many MB": many / MEGABYTE, "difference": growth}


def main() -> None:
    options = common.parser(__doc__)
    command.add_command(options)
    options.set_defaults(engine="rules")
    options.add_argument("--few", type=int, default=1_000)
    options.add_argument("--many", type=int, default=50_000)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--seed", type=int, default=1)
    args = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        few, many = (
            measure(Path(folder), args.command, args.engine, args.workers, count, args.seed)
            for count in (args.few, args.many)
        )
    rows = [
        row("parent", few.parent, many.parent),
        row("largest worker", max(few.workers, default=0), max(many.workers, default=0)),
        row("all at once", few.total, many.total),
    ]
    title = f"Peak memory: {args.few} and {args.many} articles, {args.workers} workers, engine {args.engine}"
    notes = [f"{args.few} articles took {few.seconds:.0f} s, {args.many} took {many.seconds:.0f} s."]
    common.report("memory", notes, [common.Table("memory", title, rows)], args.json)


if __name__ == "__main__":
    main()
