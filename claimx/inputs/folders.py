"""The files of a folder and of the folders in it: sorted, one folder at a time in memory."""

from __future__ import annotations

import os
from collections.abc import Iterator

from claimx.errors import InputEmpty, InputError
from claimx.inputs.files import is_taken
from claimx.inputs.streams import unreadable
from claimx.inputs.text import failure, source_name
from claimx.records import Failure


def walk(folder: str, glob: str | None = None) -> Iterator[str | Failure]:
    """The paths of the files to read, each folder's entries sorted by name; a folder that cannot be read is a failure.

    Hidden files and folders are left alone, as are links to folders, so that no loop of links is followed.
    """
    found = False
    waiting = [(folder, True)]
    while waiting:
        path, is_folder = waiting.pop()
        if not is_folder:
            found = True
            yield path
            continue
        try:
            waiting += reversed(_entries(path, folder, glob))
        except InputError as error:
            found = True
            yield failure(error, source_name(path))
    if not found:
        source = source_name(folder)
        yield failure(InputEmpty("no_articles", source=source), source)


def _entries(path: str, folder: str, glob: str | None) -> list[tuple[str, bool]]:
    """The files and folders in a folder that are looked at, sorted, and whether each is a folder."""
    try:
        with os.scandir(path) as entries:
            looked_at = [entry for entry in entries if _is_looked_at(entry, folder, glob)]
            return sorted((entry.path, entry.is_dir(follow_symlinks=False)) for entry in looked_at)
    except OSError as error:
        raise unreadable(error, source_name(path)) from error


def _is_looked_at(entry: os.DirEntry[str], folder: str, glob: str | None) -> bool:
    if entry.name.startswith("."):
        return False
    if entry.is_dir(follow_symlinks=False):
        return True
    try:
        return entry.is_file() and is_taken(_way(entry.path, folder), glob)
    except OSError:  # a link to itself
        return False


def _way(path: str, folder: str) -> str:
    """The way from the folder to a path in it, with slashes."""
    return path.removeprefix(folder).replace(os.sep, "/").lstrip("/")
