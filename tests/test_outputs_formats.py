from __future__ import annotations

from pathlib import Path

import pytest

from claimx.errors import ExtraMissing
from claimx.outputs import formats
from claimx.outputs.formats import FORMATS, TABLE, format_of, known_suffixes, sidecar_of


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.json", "json"),
        ("a.JSONL", "jsonl"),
        ("a.ndjson", "jsonl"),
        ("b.csv", "csv"),
        ("c.x.tsv", "tsv"),
        ("d.md", "md"),
        ("d.jsonld", "jsonld"),
        ("d.jsonld.gz", "jsonld"),
        ("d.jsonl.gz", "jsonl"),
        ("d.CSV.GZ", "csv"),
        ("e.parquet", "parquet"),
        ("e.xlsx", "xlsx"),
        ("e.db", "sqlite"),
        ("e.sqlite", "sqlite"),
        ("f.txt", TABLE),
        ("ordner/", "folder"),
    ],
)
def test_format_by_suffix(name: str, expected: str) -> None:
    assert format_of(name) == expected


@pytest.mark.parametrize("name", ["a.docx", "claims", "a.gz", "a.parquet.gz", ".csv", "a."])
def test_unknown_suffixes_have_no_format(name: str) -> None:
    assert format_of(Path(name)) is None


def test_a_folder_is_a_folder_unless_its_suffix_says_otherwise(tmp_path: Path) -> None:
    (tmp_path / "a.json").mkdir()
    assert format_of(tmp_path) == "folder"
    assert format_of(tmp_path / "a.json") == "json"


def test_every_known_suffix_has_a_format() -> None:
    assert {format_of(f"a{suffix}") for suffix in known_suffixes()} == {TABLE, *FORMATS} - {"folder", "webanno"}
    assert ".txt" not in known_suffixes(FORMATS)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("out.csv", "out.failures.csv"),
        ("out.2025.jsonl.gz", "out.2025.failures.jsonl.gz"),
        ("out.parquet", "out.failures.parquet"),
        ("out", "out.failures"),
    ],
)
def test_sidecars_have_the_suffix_of_their_target(name: str, expected: str) -> None:
    assert sidecar_of(Path("a.b") / name) == Path("a.b") / expected


def test_a_missing_library_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(formats.importlib, "import_module", refuse)
    with pytest.raises(ExtraMissing, match=r"pyarrow is not installed; get it with: pip install 'claimx\[tables\]'"):
        formats.table_library("pyarrow.parquet")
