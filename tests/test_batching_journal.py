from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from claimx.batching.journal import Changes, Journal, journal_path
from claimx.errors import OutputError, TargetBusy
from claimx.records import Failure

FAILURE = Failure("b.txt", "input-empty", "b.txt: is empty.")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return journal_path(tmp_path / "out.jsonl")


def run(path: Path, inputs: dict[str, bytes | Failure], *, restart: bool = False) -> Changes:
    """A run in which the result of each input is its digest in capitals."""
    journal = Journal(path, restart=restart)
    for position, (source, digest) in enumerate(inputs.items()):
        if isinstance(digest, Failure):
            journal.add_item(position, source, None, digest)
        else:
            journal.add_item(position, source, digest)
            journal.add_result(digest, digest.upper())
    changes = journal.finish()
    journal.close()
    return changes


def test_it_lies_hidden_beside_the_target(tmp_path: Path) -> None:
    assert journal_path(tmp_path / "out.jsonl") == tmp_path / ".out.jsonl.claimx-journal"


def test_entries_come_in_the_order_of_the_inputs(path: Path) -> None:
    journal = Journal(path)
    journal.add_item(2, "c.txt", b"c")
    journal.add_item(1, "b.txt", None, FAILURE)
    journal.add_item(0, "a.txt", b"a")
    journal.add_item(3, "a copy", b"a")
    journal.add_result(b"c", b"C")
    journal.add_result(b"a", b"A")
    found = [(entry.source, entry.payload, entry.failure) for entry in journal.entries()]
    assert found == [("a.txt", b"A", None), ("b.txt", None, FAILURE), ("c.txt", b"C", None), ("a copy", b"A", None)]


def test_inputs_without_a_result_yet_are_left_out(path: Path) -> None:
    journal = Journal(path)
    journal.add_item(0, "a.txt", b"a")
    assert list(journal.entries()) == []


def test_results_outlive_the_run(path: Path) -> None:
    run(path, {"a.txt": b"a"})
    journal = Journal(path)
    assert journal.has(b"a")
    assert not journal.has(b"b")
    assert list(journal.entries()) == []  # but the list of inputs is the new run's


def test_results_that_no_input_needs_are_dropped_at_the_end(path: Path) -> None:
    run(path, {"a.txt": b"a", "b.txt": b"b"})
    run(path, {"a.txt": b"a", "c.txt": FAILURE})
    journal = Journal(path)
    assert (journal.has(b"a"), journal.has(b"b")) == (True, False)


def test_changes_since_the_last_run(path: Path) -> None:
    assert run(path, {"a": b"a", "b": b"b", "c": b"c"}) == Changes(3, 0, 0, 0, ())
    assert run(path, {"a": b"a", "b": b"other", "d": b"d"}) == Changes(1, 1, 1, 1, ("c",))


def test_an_unfinished_run_is_no_measure_of_changes(path: Path) -> None:
    run(path, {"a": b"a", "b": b"b"})
    journal = Journal(path)
    journal.add_item(0, "a", b"a")
    journal.close()
    assert run(path, {"a": b"a", "b": b"b"}) == Changes(0, 0, 2, 0, ())


def test_restart_forgets_everything(path: Path) -> None:
    run(path, {"a": b"a"})
    assert run(path, {"a": b"a"}, restart=True) == Changes(1, 0, 0, 0, ())


def test_only_one_run_at_a_time(path: Path) -> None:
    first = Journal(path)
    with pytest.raises(TargetBusy, match="another run is writing here"):
        Journal(path)
    first.close()
    Journal(path).close()


def test_an_older_journal_is_begun_anew(path: Path) -> None:
    run(path, {"a": b"a"})
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    assert not Journal(path).has(b"a")


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be taken for one" * 20, b"\x00" * 5000])
def test_a_damaged_journal_says_what_helps_and_restart_helps(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(OutputError, match=r"is damaged .*; begin anew with --restart"):
        Journal(path)
    assert run(path, {"a": b"a"}, restart=True).new == 1


def test_nothing_of_a_damaged_journal_comes_back(path: Path) -> None:
    run(path, {"a": b"a"})
    kept = Journal(path)
    kept.add_item(0, "b", b"b")
    kept.add_result(b"b", b"B")
    kept.commit()
    log = path.with_name(path.name + "-wal").read_bytes()  # as a killed run leaves it
    kept.close()
    path.write_bytes(b"no database at all" * 100)
    path.with_name(path.name + "-wal").write_bytes(log)
    journal = Journal(path, restart=True)
    assert not journal.has(b"a")
    assert not journal.has(b"b")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        Journal(tmp_path / "nowhere" / "journal")
