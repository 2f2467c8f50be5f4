from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import TEXT, example_claims, make_claim, make_document, speaker

from claimx.errors import RecordError
from claimx.outputs.columns import COLUMNS
from claimx.outputs.database import read
from claimx.outputs.stream import RunInfo
from claimx.outputs.target import write_target
from claimx.records import Document, Failure, Notice

FAILURE = Failure("fort.txt", "input-missing", "fort.txt: there is no such file.")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    mueller = "„Die Brücke ist gesperrt“, sagte Jörg Müller."
    items: list[Document | Failure] = [
        make_document(*example_claims(), warnings=(Notice("unbalanced-quote", 3, "Nie „zu“."),)),
        FAILURE,
        make_document(
            make_claim(mueller, ("„Die Brücke ist gesperrt“",), speaker=speaker(mueller, "Jörg Müller", "Jörg Müller")),
            text=mueller,
            source="bruecke.txt",
        ),
        make_document(source="leer.txt"),
    ]
    run = RunInfo({"nested": False, "engine": "rules"}, "2023-11-14T10:00:00Z")
    write_target(tmp_path / "out.db", "sqlite", items, run)
    return tmp_path / "out.db"


@pytest.fixture
def database(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path)
    yield connection
    connection.close()


def test_the_tables(database: sqlite3.Connection) -> None:
    made = dict(database.execute("SELECT name, type FROM sqlite_master WHERE name NOT LIKE 'claims_fts_%'"))
    assert made == {
        **dict.fromkeys(("documents", "claims", "failures", "runs", "claims_fts"), "table"),
        **dict.fromkeys(("claims_speaker", "claims_type", "claims_published", "claims_document"), "index"),
    }
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    names = [row[1] for row in database.execute("PRAGMA table_info(claims)")]
    assert tuple(names[: len(COLUMNS)]) == COLUMNS


def test_a_claim_has_its_spans_as_json(database: sqlite3.Connection) -> None:
    row = database.execute("SELECT quote_spans, frame_spans, via_spans, start FROM claims WHERE number = 1").fetchone()
    assert row[0] == "[[0,16]]"
    assert json.loads(row[1]) == [[TEXT.index("sagte"), TEXT.index(" am Montag") + len(" am Montag")]]
    assert row[2:] == (None, 0)
    starts = "SELECT json_extract(value, '$[0]') FROM claims, json_each(quote_spans) WHERE number = 2"
    assert database.execute(starts).fetchall() == [(TEXT.index("er werde"),)]


def test_documents_and_their_claims(database: sqlite3.Connection) -> None:
    found = database.execute(
        "SELECT d.source, d.claims, count(c.number), d.model FROM documents d"
        " LEFT JOIN claims c ON c.document = d.number GROUP BY d.number"
    ).fetchall()
    assert found == [("deich.txt", 2, 2, "de_test"), ("bruecke.txt", 1, 1, "de_test"), ("leer.txt", 0, 0, "de_test")]
    (warnings,) = database.execute("SELECT warnings FROM documents WHERE number = 1").fetchone()
    assert json.loads(warnings) == [{"code": "unbalanced-quote", "start": 3, "message": "Nie „zu“."}]


def test_failures_and_the_run(database: sqlite3.Connection) -> None:
    assert database.execute("SELECT source, slug, message FROM failures").fetchall() == [
        tuple(FAILURE.to_dict().values())
    ]
    *known, options, started, finished = database.execute("SELECT * FROM runs").fetchone()
    assert known == ["0.1.0", "de_test", "1.0", "rules", 3, 3, 1]
    assert options == '{"engine": "rules", "nested": false}'
    assert (started, finished) == ("2023-11-14T10:00:00Z", "2023-11-14T22:13:20Z")


@pytest.mark.parametrize(
    ("words", "sources"),
    [
        ("brucke", ["bruecke.txt"]),
        ("BRÜCKE", ["bruecke.txt"]),
        ("speaker : muller", ["bruecke.txt"]),
        ("quote : deich", ["deich.txt"]),
        ("sentence : deich AND speaker : land", ["deich.txt"]),
        ('"bis Mai"', ["deich.txt", "deich.txt"]),
        ("quote : schule", []),
    ],
)
def test_full_text_search(database: sqlite3.Connection, words: str, sources: list[str]) -> None:
    query = "SELECT c.source FROM claims_fts f JOIN claims c ON c.number = f.rowid WHERE claims_fts MATCH ?"
    assert [source for (source,) in database.execute(query, (words,))] == sources
    marked = "SELECT snippet(claims_fts, 0, '<', '>', '…', 5) FROM claims_fts WHERE claims_fts MATCH 'quote : deich'"
    assert database.execute(marked).fetchall() == [("„Der <Deich> hält“",)]


def test_the_indexes_serve(database: sqlite3.Connection) -> None:
    for column in ("speaker", "type", "published", "document"):
        (*_, plan) = database.execute(f"EXPLAIN QUERY PLAN SELECT * FROM claims WHERE {column} = 'x'").fetchone()
        assert f"claims_{column}" in plan


def test_it_can_be_vacuumed_and_searched_on(database: sqlite3.Connection) -> None:
    database.execute("DELETE FROM claims WHERE number = 1")
    database.commit()
    database.execute("VACUUM")
    query = "SELECT c.source FROM claims_fts f JOIN claims c ON c.number = f.rowid WHERE claims_fts MATCH 'brucke'"
    assert database.execute(query).fetchall() == [("bruecke.txt",)]


def test_words_that_look_like_sql_stay_words(tmp_path: Path) -> None:
    text = "'); DROP TABLE claims; --"
    odd = make_document(make_claim(text, (text,)), text=text, source="x\x00y.txt")
    write_target(tmp_path / "out.db", "sqlite", [odd])
    assert list(read(tmp_path / "out.db")) == [odd]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("PRAGMA user_version = 9", "is no database of this version"),
        ("DROP TABLE documents", "is no database of claimx"),
        ("UPDATE claims SET cue_spans = '[[1'", "document 1: "),
        ("UPDATE claims SET type = 'shouted'", "document 1: .*'shouted' is none of"),
        ("UPDATE documents SET warnings = '7'", "document 1: "),
        ("UPDATE documents SET length = 'viel'", "document 1: .*length"),
    ],
)
def test_another_database_is_one_sentence(path: Path, database: sqlite3.Connection, change: str, message: str) -> None:
    database.execute(change)
    database.commit()
    with pytest.raises(RecordError, match=rf"out\.db.*{message}"):
        list(read(path))
