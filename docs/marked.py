"""The pages of the documentation as text: stretches that a script writes, and tables.

A stretch stands between `<!-- made: NAME -->` and `<!-- end of NAME -->`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def filled(text: str, name: str, made: str) -> str:
    """A page with a stretch put in; raises `ValueError` unless the page has one place for it."""
    block = re.compile(rf"(<!-- made: {re.escape(name)} -->\n).*?(<!-- end of {re.escape(name)} -->)", re.DOTALL)
    result, count = block.subn(lambda match: f"{match[1]}\n{made}\n{match[2]}", text)
    if count != 1:
        raise ValueError(f"the page has {count} places for {name!r}")
    return result


def put(page: Path, name: str, made: str) -> None:
    """Write a stretch into a page."""
    page.write_text(filled(page.read_text(encoding="utf-8"), name, made), encoding="utf-8")


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown; what the cells hold may not break it."""
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)
