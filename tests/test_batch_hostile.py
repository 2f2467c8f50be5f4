"""828 corrupt and hostile inputs in one batch: each becomes results or failures, and no other article is touched.

The files come from `hostile`; the extraction is that of `fake_claimx`, since what the engine makes of hostile
texts is the subject of `test_robustness`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hostile import healthy_files, hostile_files, write_files, write_hostile

FAKE = str(Path(__file__).parent / "fake_claimx.py")
MINUTES = 5


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hostile")
    (made / "in").mkdir()
    write_hostile(made / "in")
    write_files(made / "in", healthy_files())
    return made


@pytest.fixture(scope="module")
def result(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, FAKE, "batch", "in", "-o", "out.jsonl", "--glob", "*", "--timeout", "20"]
    options = {"capture_output": True, "text": True, "errors": "replace", "timeout": 60 * MINUTES, "check": False}
    return subprocess.run(command, cwd=folder, **options)  # type: ignore[call-overload,no-any-return]


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def shown(name: str) -> str:
    """The name of a file as the records show it."""
    return "in/" + os.fsencode(name).decode("utf-8", "replace")


def test_the_run_ends_with_some_failures_and_says_nothing_else(result: subprocess.CompletedProcess[str]) -> None:
    assert result.returncode == 3, result.stderr[-2000:]
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_no_input_is_lost(folder: Path, result: subprocess.CompletedProcess[str]) -> None:
    told = {str(row["source"]) for row in [*rows(folder / "out.jsonl"), *rows(folder / "out.failures.jsonl")]}
    ids = {name for name in told if not name.startswith("in/")}  # of rows that have a name of their own
    missing = [
        file.name
        for file in hostile_files()
        if not any(
            name == shown(file.name) or name.startswith((shown(file.name) + "/", shown(file.name) + "#"))
            for name in told
        )
    ]
    assert ids
    assert [name for name in missing if not name.startswith("corpus")] == []


def test_every_failure_has_a_slug_and_one_sentence(folder: Path, result: subprocess.CompletedProcess[str]) -> None:
    for row in rows(folder / "out.failures.jsonl"):
        message = str(row["message"])
        assert row["slug"] not in ("", "internal-error"), message
        assert "\n" not in message.removeprefix(str(row["source"]))


def test_no_worker_died(folder: Path, result: subprocess.CompletedProcess[str]) -> None:
    slugs = {str(row["slug"]) for row in rows(folder / "out.failures.jsonl")}
    assert not slugs & {"worker-died", "timeout"}


def test_the_healthy_articles_between_them_are_there(folder: Path, result: subprocess.CompletedProcess[str]) -> None:
    sources = [str(row["source"]) for row in rows(folder / "out.jsonl")]
    for file in healthy_files():
        assert any(name.removeprefix("in/").startswith(file.name) for name in sources), file.name


def test_nothing_was_written_elsewhere(folder: Path, result: subprocess.CompletedProcess[str]) -> None:
    assert {path.name for path in folder.iterdir()} == {
        "in",
        "out.jsonl",
        "out.failures.jsonl",
        ".out.jsonl.claimx-journal",
    }
