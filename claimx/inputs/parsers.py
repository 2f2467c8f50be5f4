"""Parsers of other formats: optional packages, and what they raise or log on damaged files."""

from __future__ import annotations

import contextlib
import importlib
import logging
from collections.abc import Iterator
from typing import Any

from claimx.errors import InputCorrupt, InputError, InputExtraMissing, Wording


def load(module: str, extra: str, source: str) -> Any:
    """Import an optional package; raises `InputExtraMissing`, which names claimx's extra that brings it."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise InputExtraMissing("needs_package", source=source, package=package, extra=extra) from error


@contextlib.contextmanager
def guarded(source: str, what: str) -> Iterator[None]:
    """Turn whatever a parser raises on a hostile or damaged file into `InputCorrupt`.

    `what` is the key of the wording that says what the file is not.
    """
    try:
        yield
    except InputError:
        raise
    except Exception as error:  # parsers raise anything on damaged files
        raise InputCorrupt("damaged", source=source, what=Wording(what)) from error


@contextlib.contextmanager
def silent(*loggers: str) -> Iterator[None]:
    """Keep what a parser logs of a file's oddities away from the terminal."""
    before = [(logging.getLogger(name), logging.getLogger(name).level) for name in loggers]
    for logger, _ in before:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in before:
            logger.setLevel(level)
