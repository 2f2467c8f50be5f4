"""`docs/outputs.md` keeps up with the formats and columns, and its queries run."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest
from conftest import ROOT

from claimx.outputs.columns import COLUMNS, FLAT_COLUMNS
from claimx.outputs.formats import FORMATS
from claimx.outputs.target import write_target
from claimx.records import Document

PAGE = (ROOT / "docs" / "outputs.md").read_text(encoding="utf-8")
QUERIES = [
    "\n".join(line for line in query.splitlines() if not line.startswith("--")).strip()
    for query in PAGE.partition("```sql\n")[2].partition("```")[0].split(";")
]


@pytest.mark.parametrize("word", [*FORMATS, *(c.name for c in FLAT_COLUMNS), "documents", "claims", "failures", "runs"])
def test_formats_tables_and_columns_are_named(word: str) -> None:
    assert f"`{word}`" in PAGE


def test_the_contract_s_columns_stand_in_their_order() -> None:
    assert ", ".join(f"`{name}`" for name in COLUMNS) in PAGE.replace("\n", " ")


def test_the_queries_run(document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb")
    monkeypatch.chdir(tmp_path)
    write_target(Path("claims.parquet"), "parquet", [document])
    write_target(Path("claims.db"), "sqlite", [document])
    in_duckdb, *in_sqlite, rest = QUERIES
    assert rest == ""
    assert duckdb.sql(in_duckdb).fetchall() == [("Petra Vogt", 0), ("Land", document.claims[1].quote.spans[0].start)]
    with contextlib.closing(sqlite3.connect("claims.db")) as database:
        assert [len(database.execute(query).fetchall()) for query in in_sqlite] == [0, 2]
