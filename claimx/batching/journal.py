"""What a batch has computed so far, in an SQLite file beside the target: a kill at any moment leaves it whole.

Results are kept by their digest: the hash of the input's bytes or text and of what computes them (claimx's
version, models, options). A run looks each input up before it is computed, so that going on after a crash and
running again over a changed archive are the same thing. The target is written from the journal alone.

Tables
    results   digest, payload: what `claimx.batching.worker` made of one input
    items     position, source, digest, failure: the inputs of the run on its way
    finished  source, digest: the inputs of the last run that came to its end
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from claimx.errors import OutputError, TargetBusy
from claimx.records import Failure

SUFFIX = ".claimx-journal"
_VERSION = 1
_COMMIT_EVERY = 200  # changes to the journal; what a kill can cost
_SCHEMA = """
CREATE TABLE IF NOT EXISTS results (digest BLOB PRIMARY KEY, payload BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS items (position INTEGER PRIMARY KEY, source TEXT NOT NULL, digest BLOB, failure TEXT);
CREATE TABLE IF NOT EXISTS finished (source TEXT NOT NULL, digest BLOB);
CREATE INDEX IF NOT EXISTS finished_source ON finished (source);
"""


@dataclasses.dataclass(frozen=True)
class Entry:
    """One input of the run: with the payload of its result, or with what went wrong."""

    source: str
    payload: bytes | None
    failure: Failure | None


@dataclasses.dataclass(frozen=True)
class Changes:
    """How the inputs differ from those of the last run that came to its end."""

    new: int
    changed: int
    unchanged: int
    vanished: int
    vanished_examples: tuple[str, ...]
    """At most three names."""

    @property
    def known(self) -> bool:
        """Whether there was such a run."""
        return bool(self.changed or self.unchanged or self.vanished)


def journal_path(target: Path) -> Path:
    """Where the journal of a target lies: beside it, and hidden."""
    return target.with_name(f".{target.name}{SUFFIX}")


class Journal:
    """The journal of one target, open in one process only.

    Every method raises `OutputError` when the disk fails or is full; opening it raises `TargetBusy` when
    another run has it open.
    """

    def __init__(self, path: Path, *, restart: bool = False) -> None:
        self.path = path
        self._pending = 0
        with self._translated():
            self._db = _opened(path, restart)
            self._db.executescript(f"{_SCHEMA} DROP INDEX IF EXISTS items_source; DELETE FROM items;")
            self._db.commit()

    def close(self) -> None:
        """Keep what is not yet on the disk, and let go of the file."""
        with self._translated():
            self._db.commit()
            self._db.close()

    def has(self, digest: bytes) -> bool:
        """Whether the result of an input is there."""
        with self._translated():
            return self._db.execute("SELECT 1 FROM results WHERE digest = ?", (digest,)).fetchone() is not None

    def add_item(self, position: int, source: str, digest: bytes | None, failure: Failure | None = None) -> None:
        """Note an input of this run, or, with a failure, that it could not be used."""
        told = json.dumps([failure.slug, failure.message], ensure_ascii=False) if failure else None
        self._change("INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?)", (position, source, digest, told))

    def add_result(self, digest: bytes, payload: bytes) -> None:
        """Keep the result of an input."""
        self._change("INSERT OR IGNORE INTO results VALUES (?, ?)", (digest, payload))

    def entries(self) -> Iterator[Entry]:
        """The inputs of this run in their order; those without a result yet are left out."""
        query = (
            "SELECT source, payload, failure FROM items LEFT JOIN results USING (digest) "
            "WHERE payload IS NOT NULL OR failure IS NOT NULL ORDER BY position"
        )
        with self._translated():
            for source, payload, told in self._db.execute(query):
                failure = Failure(source, *json.loads(told)) if told else None
                yield Entry(source, payload, failure)

    def finish(self) -> Changes:
        """Take this run as the last one that came to its end, and drop results that it does not need."""
        with self._translated():
            changes = self._changes()
            self._db.executescript(
                "BEGIN; DELETE FROM finished; INSERT INTO finished SELECT source, digest FROM items;"
                "DELETE FROM results WHERE digest NOT IN (SELECT digest FROM items WHERE digest IS NOT NULL); COMMIT;"
            )
        return changes

    def _changes(self) -> Changes:
        def count(query: str) -> int:
            return int(self._db.execute(f"SELECT count(*) FROM {query}").fetchone()[0])

        total = count("items")
        known = count("items WHERE source IN (SELECT source FROM finished)")
        pair = "SELECT 1 FROM finished WHERE finished.source = items.source AND finished.digest IS items.digest"
        same = count(f"items WHERE EXISTS ({pair})")
        self._db.execute("CREATE INDEX IF NOT EXISTS items_source ON items (source)")
        gone = "finished WHERE NOT EXISTS (SELECT 1 FROM items i WHERE i.source = finished.source)"
        examples = self._db.execute(f"SELECT source FROM {gone} ORDER BY rowid LIMIT 3")
        return Changes(total - known, known - same, same, count(gone), tuple(row[0] for row in examples))

    def _change(self, statement: str, values: tuple[object, ...]) -> None:
        with self._translated():
            self._db.execute(statement, values)
            self._pending += 1
            if self._pending >= _COMMIT_EVERY:
                self.commit()

    def commit(self) -> None:
        """Bring everything noted so far to the disk."""
        with self._translated():
            self._db.commit()
            self._pending = 0

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise TargetBusy("target_busy", source=self.path) from error
            raise OutputError("unwritable", source=self.path, error=error) from error
        except sqlite3.DatabaseError as error:
            raise OutputError("journal_damaged", source=self.path, error=error) from error


def _opened(path: Path, restart: bool) -> sqlite3.Connection:
    """The file, held by this process alone until it is closed or the process ends."""
    db = sqlite3.connect(path, timeout=0)
    try:
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("BEGIN EXCLUSIVE")
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if restart or version != _VERSION:
            for table in ("results", "items", "finished"):
                db.execute(f"DROP TABLE IF EXISTS {table}")
            db.execute(f"PRAGMA user_version = {_VERSION}")
        db.commit()
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
    except sqlite3.DatabaseError as error:
        db.close()
        if not restart or isinstance(error, sqlite3.OperationalError):
            raise
        for part in ("", "-wal", "-shm"):  # no database at all; what belongs to it must not be taken for the new one's
            path.with_name(path.name + part).unlink(missing_ok=True)
        return _opened(path, restart=False)
    return db
