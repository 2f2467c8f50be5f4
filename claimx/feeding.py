"""What the commands that read texts share: stdin, and inputs that fail without stopping the others."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, TypeVar

from claimx.records import Failure

Item = TypeVar("Item")


def standard_input() -> BinaryIO | None:
    """The bytes of stdin, None where the process has none."""
    return sys.stdin.buffer if sys.stdin else None


def usable(items: Iterable[Item | Failure], fail: Callable[[Failure], None]) -> Iterator[Item]:
    """The items that are no failures; each failure goes to `fail`."""
    for item in items:
        if isinstance(item, Failure):
            fail(item)
        else:
            yield item
