"""Where the output goes: stdout, or a file that is replaced only when it is complete."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from claimx.errors import OutputError


@contextlib.contextmanager
def standard_output(as_data: bool) -> Iterator[IO[str]]:
    """Stdout, flushed at the end. Data is UTF-8 with plain line ends whatever the terminal speaks."""
    stream = sys.stdout
    if isinstance(stream, io.TextIOWrapper):
        if as_data:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        else:
            stream.reconfigure(errors="replace")
    yield stream
    stream.flush()


def abandon_stdout() -> None:
    """Send what is still to be flushed nowhere, when the reader of a pipe has gone away."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextlib.contextmanager
def replaced_file(path: Path) -> Iterator[IO[str]]:
    """A UTF-8 file that takes the place of `path` when the block ends well; else `path` stays as it is.

    A device or pipe is written to directly, and a link stays a link. Raises `OutputError` when
    the file cannot be written.
    """
    target = path.resolve()
    direct = target.exists() and not target.is_file()
    draft = target if direct else target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with draft.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
            yield stream
        if not direct:
            _move(draft, target)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}).") from error
    finally:
        if not direct:
            draft.unlink(missing_ok=True)


def _move(draft: Path, target: Path) -> None:
    if target.exists():
        draft.chmod(target.stat().st_mode)
    draft.replace(target)


def check_writable(path: Path, inputs: list[str]) -> None:
    """Raise `OutputError` where it can be known before the work that `path` cannot be the output."""
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file.")
    if not path.resolve().parent.is_dir():
        raise OutputError(f"{path}: there is no folder {path.parent}.")
    if path.exists() and not os.access(path, os.W_OK):
        raise OutputError(f"{path}: is protected against writing.")
    for name in inputs:
        if path.is_file() and Path(name).exists() and path.samefile(name):
            raise OutputError(f"{path}: is an input too; choose another file.")
