"""The documentation keeps up with the program."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

import pytest
from conftest import ROOT
from typer.main import get_command

from claimx.cli import EXTRACTION_FORMATS, app
from claimx.pipeline import DEFAULT_MODEL, DOWNLOADABLE_MODELS, ENGINES
from claimx.records import CLAIM_TYPES

README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands(command: Any, path: str = "claimx") -> list[tuple[str, Any]]:
    found = [(path, command)]
    for name, below in getattr(command, "commands", {}).items():
        found += commands(below, f"{path} {name}")
    return found


ALL = commands(get_command(app))


@pytest.mark.parametrize(("path", "command"), ALL[1:], ids=[path for path, _ in ALL[1:]])
def test_every_command_has_help_and_stands_in_the_readme(path: str, command: Any) -> None:
    assert command.help
    assert path in README or hasattr(command, "commands")


@pytest.mark.parametrize("path", [path for path, _ in ALL])
def test_every_option_has_help_and_stands_in_the_readme(path: str) -> None:
    options = [p for p in dict(ALL)[path].params if p.param_type_name == "option"]
    assert [p.name for p in options if not p.help] == []
    assert [o for p in options for o in p.opts if f"`{o}`" not in README and f" {o}`" not in README] == []


@pytest.mark.parametrize("word", [*EXTRACTION_FORMATS, *CLAIM_TYPES, *ENGINES, "CC BY-NC-SA 4.0", "MIT"])
def test_formats_types_and_licences_stand_in_the_readme(word: str) -> None:
    assert word in README


def test_models_stand_in_the_readme() -> None:
    assert DEFAULT_MODEL in README
    assert all(name in README or f"`_{name.rpartition('_')[2]}`" in README for name in DOWNLOADABLE_MODELS)


def test_files_that_the_readme_names_exist() -> None:
    names = re.findall(r"`((?:claimx|tests|models|docs|seeds)/[\w./-]*)`", README)
    assert names
    assert [name for name in names if not (ROOT / name).exists()] == []


def test_make_targets_that_the_readme_names_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"\bmake ([a-z-]+)", README)) - {"and"}
    assert [t for t in targets if not re.search(rf"^{t}:", makefile, re.MULTILINE)] == []


@pytest.mark.model
@pytest.mark.usefixtures("model_nlp")
def test_the_example_is_what_the_program_prints() -> None:
    result = subprocess.run([sys.executable, "docs/build.py", "--check"], cwd=ROOT, check=False)
    assert result.returncode == 0, "run: make docs"


@pytest.mark.model
@pytest.mark.usefixtures("model_nlp")
def test_the_picture_loads_nothing_from_elsewhere() -> None:
    picture = (ROOT / "docs" / "seed.svg").read_text(encoding="utf-8")
    assert "Juri" in picture
    assert not re.search(r"url\(\W*https?:|<(?:script|image)", picture)
