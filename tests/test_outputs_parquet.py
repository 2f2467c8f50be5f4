from __future__ import annotations

from pathlib import Path

import pytest
from conftest import example_claims, make_document

from claimx.errors import RecordError
from claimx.outputs import parquet
from claimx.outputs.columns import COLUMNS, FLAT_COLUMNS
from claimx.outputs.parquet import read_documents, read_failures, write_documents, write_failures
from claimx.records import Document, Failure

duckdb = pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")


@pytest.fixture
def path(document: Document, tmp_path: Path) -> Path:
    write_documents(tmp_path / "o'ut.parquet", [document, make_document(*example_claims(), source="zwei.txt")])
    return tmp_path / "o'ut.parquet"


def test_duckdb_reads_typed_columns(path: Path) -> None:
    table = duckdb.read_parquet(str(path))
    types = dict(zip(table.columns, map(str, table.types), strict=True))
    assert tuple(table.columns[: len(COLUMNS)]) == COLUMNS
    assert types["quote_spans"] == 'STRUCT("start" INTEGER, "end" INTEGER)[]'
    assert (types["start"], types["confidence"], types["speaker"]) == ("INTEGER", "DOUBLE", "VARCHAR")


def test_duckdb_asks_for_spans(path: Path, document: Document) -> None:
    table = duckdb.read_parquet(str(path))
    found = table.query("t", 'SELECT s."start", s."end" FROM (SELECT unnest(frame_spans) AS s FROM t) ORDER BY ALL')
    frame = document.claims[0].frame
    assert frame
    assert found.fetchall() == [(frame.spans[0].start, frame.spans[0].end)] * 2
    speakers = table.query("t", "SELECT speaker, count(*), sum(len(via_spans)) FROM t GROUP BY speaker ORDER BY ALL")
    assert speakers.fetchall() == [("Land", 2, 2), ("Petra Vogt", 2, None)]


def test_many_rows_make_several_groups(document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_GROUP", 3)
    monkeypatch.setattr(parquet, "_BATCH", 2)
    documents = [make_document(*example_claims(), source=f"{n}.txt") for n in range(5)]
    write_documents(tmp_path / "a.parquet", documents)
    assert list(read_documents(tmp_path / "a.parquet")) == documents


def test_failures(tmp_path: Path) -> None:
    failures = [Failure("a.txt", "input-empty", "a.txt: is empty.")] * 3
    write_failures(tmp_path / "a.parquet", failures)
    assert list(read_failures(tmp_path / "a.parquet")) == failures


def test_the_contract_s_columns_are_enough_to_read(path: Path, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    pq.write_table(pq.read_table(path, columns=list(COLUMNS)), tmp_path / "less.parquet")
    (first, _) = read_documents(tmp_path / "less.parquet")
    assert first.document.language == ""
    assert first.claims[0].speaker is not None


def test_another_table_is_one_sentence(path: Path, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(
        pq.read_table(path, columns=[c.name for c in FLAT_COLUMNS if c.name != "id"]), tmp_path / "a.parquet"
    )
    with pytest.raises(RecordError, match=r"a\.parquet: has no column 'id'"):
        list(read_documents(tmp_path / "a.parquet"))
    table = pq.read_table(path)
    at = table.column_names.index("cue_spans")
    pq.write_table(table.set_column(at, "cue_spans", pa.array([1, 2, 3, 4])), tmp_path / "b.parquet")
    with pytest.raises(RecordError, match=r"b\.parquet, row 1: spans are no lists"):
        list(read_documents(tmp_path / "b.parquet"))
