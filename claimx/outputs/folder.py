"""A folder with one JSON file an article, `manifest.jsonl` with their names in order, and `failures.jsonl`.

A file's name comes from its article's source alone, so that another run with more articles keeps it. The manifest says
which files are ours: only those are removed when their article is no longer there. While a run is on its way, the
hidden journal names the files that the manifest does not, so that the next run knows what a killed one left.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from claimx.errors import OutputError, RecordError
from claimx.outputs.files import draft_of, replaced_path, text_file
from claimx.outputs.stream import ResultStream
from claimx.outputs.text import json_lines, read_documents, read_failures
from claimx.outputs.writers import FAILURE_WRITERS, WRITERS
from claimx.records import Document, Failure, text_sha256

MANIFEST = "manifest.jsonl"
FAILURES = "failures.jsonl"
JOURNAL = ".journal"

_STEM = 60  # characters of the source's own name in the file's
_HASH = 12  # hex digits of the whole source's hash
_UNSAFE = re.compile(r"[^A-Za-z0-9_]+")
_FILE_NAME = re.compile(r"[A-Za-z0-9_-]+\.json")
_DRAFT = re.compile(r"\.[A-Za-z0-9_-]+\.jsonl?\.[0-9]+\.part")


def write(folder: Path, stream: ResultStream) -> None:
    """Write each document to a file of its own, replace the manifest, and remove our files that it no longer names.

    Each file is replaced as a whole. Raises `OSError`, or `OutputError` if the folder is not ours.
    """
    check_folder(folder)
    folder.mkdir(exist_ok=True)
    old = _own_files(folder)
    _remove(folder, (path.name for path in folder.iterdir() if _DRAFT.fullmatch(path.name)))
    with (folder / JOURNAL).open("a", encoding="ascii") as journal:
        with replaced_path(folder / MANIFEST) as draft, text_file(draft) as manifest:
            written = _write_documents(folder, stream.documents(), old, journal, manifest)
            _write_failures(folder, stream)
            stale = sorted(old - written)
            _note(journal, stale)
        _remove(folder, stale)
    (folder / JOURNAL).unlink()


def read(folder: Path) -> Iterator[Document | Failure]:
    """The documents in the manifest's order, or by name without one, and then the failures. Raises `RecordError`."""
    names = _manifest_files(folder)
    if names is None:
        names = sorted(path.name for path in folder.glob("*.json"))
        if not names:
            raise RecordError("folder_without_results", source=folder)
    for name in names:
        path = folder / name
        if not path.is_file():
            raise RecordError("manifest_file_missing", source=folder / MANIFEST, name=name)
        yield from read_documents(path, "json")
    if (folder / FAILURES).is_file():
        yield from read_failures(folder / FAILURES, "jsonl")


def check_folder(folder: Path) -> None:
    """Raise `OutputError` if a folder holds files and none of them says that claimx writes there."""
    if not folder.is_dir() or (folder / MANIFEST).exists() or (folder / JOURNAL).exists():
        return
    if any(not path.name.startswith(".") for path in folder.iterdir()):
        raise OutputError("folder_of_others", source=folder)


def file_name(source: str) -> str:
    """The name of an article's file: what letters and digits the source's own name has, and the source's hash."""
    stem = PurePosixPath(source.replace("\\", "/")).stem
    letters = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode("ascii")
    safe = _UNSAFE.sub("-", letters)[:_STEM].strip("-") or "article"
    return f"{safe}-{text_sha256(source)[:_HASH]}.json"


def _write_documents(
    folder: Path, documents: Iterable[Document], old: set[str], journal: IO[str], manifest: IO[str]
) -> set[str]:
    """Write the documents and their manifest; the names of the files."""
    written: set[str] = set()
    for document in documents:
        name = _free_name(file_name(document.document.source), written)
        written.add(name)
        if name not in old:
            _note(journal, [name])
        manifest.write(json.dumps({"file": name, "source": document.document.source}, ensure_ascii=False) + "\n")
        _write_file(folder / name, WRITERS["json"]([document]))
    return written


def _write_failures(folder: Path, stream: ResultStream) -> None:
    if stream.counts.failures:
        _write_file(folder / FAILURES, FAILURE_WRITERS["jsonl"](stream.failures()))
    else:
        (folder / FAILURES).unlink(missing_ok=True)


def _write_file(path: Path, chunks: Iterable[str]) -> None:
    """Replace one of very many files: without waiting for the disk each time, and without looking at the others."""
    draft = draft_of(path)
    try:
        with text_file(draft) as stream:
            stream.writelines(chunks)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _free_name(name: str, taken: set[str]) -> str:
    """The name, with a number if another article of the same source has it."""
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name.removesuffix('.json')}-{number}.json"
    return free


def _note(journal: IO[str], names: Iterable[str]) -> None:
    journal.writelines(f"{name}\n" for name in names)
    journal.flush()


def _own_files(folder: Path) -> set[str]:
    """The files in the folder that an earlier run wrote, whether it came to its end or not."""
    names = set(_manifest_files(folder) or ())
    if (folder / JOURNAL).is_file():
        noted = (folder / JOURNAL).read_text(encoding="ascii", errors="replace").splitlines()
        names.update(name for name in noted if _FILE_NAME.fullmatch(name))
    return names


def _manifest_files(folder: Path) -> list[str] | None:
    """The names in the manifest, None without one. Raises `RecordError` for what is no name of ours."""
    path = folder / MANIFEST
    if not path.is_file():
        return None
    names = []
    for where, entry in json_lines(path):
        name = entry.get("file")
        if not isinstance(name, str) or not _FILE_NAME.fullmatch(name):
            raise RecordError("manifest_broken", source=where)
        names.append(name)
    return names


def _remove(folder: Path, names: Iterable[str]) -> None:
    for name in list(names):
        (folder / name).unlink(missing_ok=True)
