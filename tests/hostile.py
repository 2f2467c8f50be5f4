"""Test data generator, no tests: corrupt and hostile inputs for `claimx batch FOLDER`, and sound ones between them.

Nothing here is read at import; each call makes all files anew, the same bytes each time. Needs pyarrow and
zstandard.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from hostile_archives import archive_files
from hostile_base import HostileFile
from hostile_corpora import corpus_files
from hostile_healthy import HEALTHY, HEALTHY_CATEGORY, healthy_files
from hostile_markup import html_files, mail_files
from hostile_office import pdf_files, word_files
from hostile_text import name_files, text_files

__all__ = [
    "CATEGORIES",
    "HEALTHY",
    "HEALTHY_CATEGORY",
    "HostileFile",
    "healthy_files",
    "hostile_files",
    "write_files",
    "write_hostile",
]

CATEGORIES = ("archive", "corpus", "docx", "eml", "html", "name", "pdf", "text")


def hostile_files() -> Iterator[HostileFile]:
    """All hostile files, one after the other, by category."""
    for generator in (
        archive_files,
        corpus_files,
        word_files,
        mail_files,
        html_files,
        name_files,
        pdf_files,
        text_files,
    ):
        yield from generator()


def write_hostile(folder: Path) -> list[HostileFile]:
    """Write all hostile files into a folder that is there."""
    return write_files(folder, hostile_files())


def write_files(folder: Path, files: Iterable[HostileFile]) -> list[HostileFile]:
    """Write these files into a folder that is there."""
    written = list(files)
    for file in written:
        (folder / file.name).write_bytes(file.data)
    return written
