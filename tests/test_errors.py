"""The errors of claimx: their tree, and the sentences that they have by their keys."""

from __future__ import annotations

import ast
import inspect
import itertools
import pickle
import re
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from conftest import ROOT

from claimx import errors
from claimx.errors import ClaimxError, InputMissing, InputUnreadable, RecordError, Wording
from claimx.gold import _KINDS
from claimx.inputs.text import _SIGNATURES
from claimx.messages import ERRORS, words
from claimx.records import Failure

CLASSES = [c for _, c in inspect.getmembers(errors, inspect.isclass) if issubclass(c, ClaimxError)]
MODULES = sorted((ROOT / "claimx").rglob("*.py"))
PLACE = re.compile(r"{(\w+)[^}]*}")


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


def test_an_error_has_one_sentence_in_each_language() -> None:
    error = InputMissing("missing", source=Path("deich.txt"))
    assert str(error) == "deich.txt: there is no such file."
    assert error.say("de") == "deich.txt: Diese Datei gibt es nicht."


def test_what_an_error_holds_is_said_in_the_same_language() -> None:
    inner = RecordError("record_field_missing", source=Wording("place_line", file="a{b}.jsonl", number=3), name="id")
    error = RecordError("document_broken", source="out.json", error=inner)
    assert str(error) == "out.json: a{b}.jsonl, line 3: field 'id' is missing."
    assert error.say("de") == "out.json: a{b}.jsonl, Zeile 3: das Feld „id“ fehlt."
    listed = Wording("columns_and_more", names=("a", Wording("column_unnamed"), "c"), count=2)
    assert str(listed) == "there are a, (no name), c and 2 more"
    assert listed.say("de") == "es gibt a, (ohne Namen), c und 2 weitere"


def test_of_a_file_error_only_the_words_are_kept() -> None:
    error = InputUnreadable("unreadable", source="a", error=PermissionError(13, "Permission denied", "/secret/a"))
    assert str(error) == "a: cannot be read (Permission denied)."
    assert error.wording.values["error"] == "Permission denied"


def test_an_error_survives_the_way_between_processes() -> None:
    inner = RecordError("record_list", source="a")
    error = pickle.loads(
        pickle.dumps(RecordError("record_at", source=Wording("place_row", file="b", number=1), error=inner))
    )
    assert (type(error), str(error)) == (RecordError, "b, row 1: a: expected a list")
    assert error.say("de") == "b, Zeile 1: a: erwartet ist eine Liste"


def test_a_failure_says_its_sentence_in_both_languages_and_writes_the_english_one() -> None:
    error = InputMissing("missing", source="a.txt")
    failure = Failure("a.txt", error.slug, str(error), error.wording)
    assert (failure.say("de"), failure.say("en")) == ("a.txt: Diese Datei gibt es nicht.", str(error))
    assert failure.to_dict() == {"source": "a.txt", "slug": "input-missing", "message": str(error)}
    read = Failure.from_dict(failure.to_dict())
    assert (read, read.say("de")) == (failure, str(error))


def own_classes() -> set[str]:
    """The names of all error classes, those that other modules define for themselves included."""
    nodes = itertools.chain.from_iterable(ast.walk(ast.parse(path.read_text(encoding="utf-8"))) for path in MODULES)
    classes = [node for node in nodes if isinstance(node, ast.ClassDef)]
    others = {node.name for node in classes if any(ast.unparse(base) == "ClaimxError" for base in node.bases)}
    return others | {c.__name__ for c in CLASSES}


NAMES = own_classes()


def calls(path: Path, names: Collection[str]) -> Iterator[tuple[str, ast.Call]]:
    """The calls of functions and classes of these names, each with its place."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if any(isinstance(node, ast.ImportFrom) and node.module == "claimx.errors" for node in ast.walk(tree)):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def possible_keys(key: ast.expr) -> list[str]:
    """The strings that a key may be; none where it is a variable."""
    if isinstance(key, ast.IfExp):
        return possible_keys(key.body) + possible_keys(key.orelse)
    return [key.value] if isinstance(key, ast.Constant) and isinstance(key.value, str) else []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT / "claimx")))
def test_every_error_has_a_key_that_exists_and_the_values_for_its_places(path: Path) -> None:
    sentences = words("en", ERRORS).strings
    for where, call in calls(path, NAMES | {"Wording"}):
        assert len(call.args) == 1, where
        for key in possible_keys(call.args[0]):
            assert key in sentences, where
            given = {keyword.arg for keyword in call.keywords}
            assert given == set(PLACE.findall(sentences[key])) or None in given, where  # None is **values
    for function, position in (("guarded", 1), ("opened_table", 1), ("refuse_foreign", 2)):
        for where, call in calls(path, {function}):
            for argument in call.args[position : position + 1]:
                assert all(key in sentences for key in possible_keys(argument)), where


def test_the_keys_in_tables_exist() -> None:
    signs = itertools.chain.from_iterable((what, advice) for _, what, advice in _SIGNATURES)
    assert {*signs, *_KINDS.values()} <= words("en", ERRORS).strings.keys()


def test_no_sentence_is_left_over() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in MODULES)
    said = set(re.findall(r'"([a-z]\w+)"', code))
    begun = tuple(re.findall(r'Wording\(f"([a-z]+_){', code))
    assert [key for key in words("en", ERRORS).strings if key not in said and not key.startswith(begun)] == []
