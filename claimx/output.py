"""Standard output: data is UTF-8, and a reader that goes away ends the run quietly."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from typing import IO


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
