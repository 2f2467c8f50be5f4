"""What a user names as input, of whatever kind, as one lazy stream of articles and failures in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from claimx.errors import InputError
from claimx.inputs.archives import is_archive, read_archive
from claimx.inputs.corpora import corpus_suffix, read_corpus
from claimx.inputs.files import Unread, read_file, read_stdin
from claimx.inputs.folders import walk
from claimx.inputs.options import InputOptions
from claimx.inputs.text import STDIN, failure, internal_error, source_name
from claimx.inputs.web import is_url, read_url
from claimx.records import Article, Failure

_DEFAULTS = InputOptions()


def read_articles(
    names: Iterable[str], stdin: BinaryIO | None = None, options: InputOptions = _DEFAULTS
) -> Iterator[Article | Failure]:
    """The articles of files, archives, corpora, web addresses, and of `stdin` for the name `-`, in their order.

    What cannot be used, a folder included, becomes a `Failure`, and the rest go on. Raises nothing.
    """
    for name in names:
        for item in _read(name, stdin, options):
            yield item.article() if isinstance(item, Unread) else item


def read_sources(names: Iterable[str], options: InputOptions = _DEFAULTS) -> Iterator[Article | Unread | Failure]:
    """As `read_articles`, and the files of folders, too; there is no stdin. The text of files is still to be found."""
    for name in names:
        if is_url(name) or not _is_folder(name):
            yield from _read(name, None, options)
            continue
        for path in walk(name, options.glob):
            if isinstance(path, Failure):
                yield path
            else:
                yield from _read_file(path, options)


def _read(name: str, stdin: BinaryIO | None, options: InputOptions) -> Iterator[Article | Unread | Failure]:
    if name != STDIN and not is_url(name):
        yield from _read_file(name, options)
        return
    try:
        yield read_url(name) if is_url(name) else read_stdin(stdin)
    except InputError as error:
        yield failure(error, source_name(name))


def _read_file(path: str, options: InputOptions) -> Iterator[Article | Unread | Failure]:
    try:
        if is_archive(path):
            yield from read_archive(path, options)
        elif corpus_suffix(path):
            yield from read_corpus(path, options)
        else:
            yield read_file(path)
    except InputError as error:
        yield failure(error, source_name(path))
    except Exception as error:  # noqa: BLE001 - one file must never cost the others
        yield internal_error(error, source_name(path))


def _is_folder(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):
        return False
