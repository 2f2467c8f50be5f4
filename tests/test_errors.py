from __future__ import annotations

import inspect
import re

import pytest

from claimx import errors

CLASSES = [c for _, c in inspect.getmembers(errors, inspect.isclass) if c.__module__ == errors.__name__]


def test_all_errors_descend_from_one() -> None:
    assert all(issubclass(c, errors.ClaimxError) for c in CLASSES)


def test_slugs_are_distinct_words() -> None:
    slugs = [c.slug for c in CLASSES]
    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", slug) for slug in slugs)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda c: c.__name__)
def test_the_tree_drawn_on_top_names_every_class(cls: type) -> None:
    assert cls.__name__ in (errors.__doc__ or "")
    assert cls.__doc__


def test_the_tree_drawn_on_top_names_no_other_class() -> None:
    drawn = set(re.findall(r"\b[A-Z]\w+[a-z][A-Z]\w+|ClaimxError", errors.__doc__ or ""))
    assert drawn == {c.__name__ for c in CLASSES}
