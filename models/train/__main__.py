"""Train the pipeline: ``DATA=../shared/data python -m models.train [TARGET]``.

Intermediate results go to ``models/.work`` (or WORK) and are used again; delete them to start anew.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from .distil import final_banks
from .entities import final_recogniser
from .package import package
from .recipe import kept, kept_pipeline, student

TARGET = Path(__file__).parents[1] / "de_claimx_news"


def main() -> None:
    """Run every step that has no result yet, then write the pipeline and its scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", nargs="?", type=Path, default=TARGET)
    target = parser.parse_args().target
    banks = kept("banks", final_banks)
    syntax = kept_pipeline("student", lambda: student(banks))
    entities = kept_pipeline("ner", lambda: final_recogniser(syntax))
    package(syntax, entities, target)


if __name__ == "__main__":
    main()
