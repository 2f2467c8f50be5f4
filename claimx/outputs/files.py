"""Files that take the place of the old ones only when they are complete."""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from claimx.errors import OutputError, Wording


@contextlib.contextmanager
def replaced_file(path: Path) -> Iterator[IO[str]]:
    """A UTF-8 file that takes the place of `path` when the block ends well; else `path` stays as it is.

    A device or pipe is written to directly, and a link stays a link. Raises `OutputError` when
    the file cannot be written.
    """
    with output_errors(path), replaced_path(path) as draft, text_file(draft) as stream:
        yield stream


@contextlib.contextmanager
def replaced_path(path: Path) -> Iterator[Path]:
    """Where to write what takes the place of `path` when the block ends well; `path` itself if it is a device.

    Raises `OSError`.
    """
    target = path.resolve()
    if is_device(target):
        yield target
        return
    clean_leftovers(target)
    draft = draft_of(target)
    try:
        yield draft
        _flush_to_disk(draft)
        _move(draft, target)
    finally:
        draft.unlink(missing_ok=True)


@contextlib.contextmanager
def scratch_folder(draft: Path) -> Iterator[Path]:
    """A folder beside a draft for what is needed on the way to it, gone at the end. Raises `OSError`."""
    folder = draft.with_name(f"{draft.name.removesuffix('.part')}.scratch.part")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def text_file(path: Path, compressed: bool = False) -> Iterator[IO[str]]:
    """A file for UTF-8 text with plain line ends, gzipped without a time if `compressed`. Raises `OSError`."""
    with contextlib.ExitStack() as stack:
        raw: IO[bytes] = stack.enter_context(path.open("wb"))
        if compressed:
            raw = cast(IO[bytes], stack.enter_context(gzip.GzipFile("", "wb", fileobj=raw, mtime=0)))
        text = io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", newline="\n")
        yield stack.enter_context(text)


@contextlib.contextmanager
def output_errors(path: Path) -> Iterator[None]:
    """Turn what can go wrong with files into `OutputError`, one sentence about `path`."""
    try:
        yield
    except OSError as error:
        raise OutputError("unwritable", source=path, error=error) from error
    except OverflowError as error:
        raise OutputError("unwritable", source=path, error=Wording("large_number")) from error


def is_device(path: Path) -> bool:
    """Whether there is something that is neither a file nor a folder: a device or a pipe."""
    return path.exists() and not path.is_file() and not path.is_dir()


def draft_of(target: Path) -> Path:
    """The file that this process writes before it takes the place of `target`."""
    return target.with_name(f".{target.name}.{os.getpid()}.part")


def clean_leftovers(target: Path) -> None:
    """Remove the drafts of `target` that processes left which are no more."""
    for path in drafts_of(target):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def drafts_of(target: Path) -> list[Path]:
    """The drafts of `target` that were left by processes which are no more, or by this one."""
    draft = re.compile(re.escape(f".{target.name}.") + r"([0-9]{1,9})(\.scratch)?\.part")
    found = [(path, draft.fullmatch(path.name)) for path in target.parent.iterdir()]
    return sorted(path for path, match in found if match and not _is_other_process(int(match.group(1))))


def _is_other_process(number: int) -> bool:
    """Whether another process of that number runs."""
    if number == os.getpid():
        return False
    if os.name == "nt":  # where the question below would end the process
        return True
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it runs, and belongs to somebody else
        return True
    return True


def _flush_to_disk(path: Path) -> None:
    """So that a power cut after the renaming does not leave an empty file."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def _move(draft: Path, target: Path) -> None:
    if target.exists():
        draft.chmod(target.stat().st_mode)
    draft.replace(target)
