"""The documentation keeps up with the program."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

sys.path.append(str(ROOT / "docs"))

import figures
import marked
import reference

from claimx.options import EXTRACTION_FORMATS
from claimx.pipeline import DEFAULT_MODEL, DOWNLOADABLE_MODELS, ENGINES
from claimx.records import CLAIM_TYPES

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md"))}
WRITTEN = {"README.md": README, **{name: text for name, text in PAGES.items() if name != reference.PAGE.name}}
"""What people wrote, without the page of all commands."""
ALL = dict(reference.all_commands())


@pytest.mark.parametrize("path", [path for path in ALL if path != "claimx"])
def test_every_command_has_help_and_stands_in_the_readme(path: str) -> None:
    assert ALL[path].help
    assert path in README or hasattr(ALL[path], "commands")


@pytest.mark.parametrize("path", ALL)
def test_every_option_has_help_and_stands_on_a_page_about_its_command(path: str) -> None:
    options = reference.options(ALL[path])
    assert [option.name for option in options if not option.help] == []
    text = "\n".join(page for page in WRITTEN.values() if path in page)
    names = [name for option in options for name in option.opts]
    assert [name for name in names if not re.search(rf"(?<![\w-]){name}(?![\w-])", text)] == []


def test_the_page_of_all_commands_is_what_the_program_says() -> None:
    assert PAGES[reference.PAGE.name] == reference.page(), "run: make docs"


def test_the_page_of_all_commands_names_every_argument_and_option() -> None:
    page = reference.page()
    for path, command in ALL.items():
        section = page.partition(f"\n## {path} {{")[2].partition("\n## ")[0]
        names = [o for option in reference.options(command) for o in option.opts]
        assert [name for name in names if f"`{name}`" not in section] == [], path
        assert command.help in section


def test_the_list_of_what_does_not_work_is_today_s() -> None:
    text = PAGES["quality.md"]
    assert marked.filled(text, "known", figures.known_table()) == text, "run: make docs"


def test_the_table_of_errors_is_what_the_program_raises() -> None:
    text = PAGES["python.md"]
    assert marked.filled(text, "errors", reference.errors_table()) == text, "run: make docs"
    assert "| `TargetBusy` | `target-busy` | `OutputError` | Another run" in text


@pytest.mark.parametrize("word", [*EXTRACTION_FORMATS, *CLAIM_TYPES, *ENGINES, "CC BY-NC-SA 4.0", "MIT"])
def test_formats_types_and_licences_stand_in_the_readme(word: str) -> None:
    assert word in README


@pytest.mark.parametrize("name", ["README.md", "licences.md"])
def test_models_are_named_with_their_licences(name: str) -> None:
    text = WRITTEN[name]
    assert DEFAULT_MODEL in text
    assert all(name in text or f"`_{name.rpartition('_')[2]}`" in text for name in DOWNLOADABLE_MODELS)


def test_all_types_have_examples() -> None:
    assert [kind for kind in CLAIM_TYPES if f"## `{kind}`" not in PAGES["types.md"]] == []


def test_all_extras_are_named() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("[project.optional-dependencies]")[2]
    extras = re.findall(r"^([a-z]+) = \[", project.partition("\n[")[0], re.MULTILINE)
    assert "web" in extras
    assert [extra for extra in extras if f"`{extra}`" not in PAGES["install.md"]] == []


@pytest.mark.parametrize("name", WRITTEN)
def test_files_that_are_named_exist(name: str) -> None:
    names = re.findall(r"`((?:claimx|tests|models|docs|seeds|benchmarks)/[\w./-]*)`", WRITTEN[name])
    assert [path for path in names if not (ROOT / path).exists() and path not in COMING] == []


COMING = {"tests/test_batch_hostile.py"}


@pytest.mark.parametrize("name", WRITTEN)
def test_data_files_that_are_named_exist(name: str) -> None:
    names = re.findall(r"`((?:cue|quote|first)_\w+\.tsv|(?:titles|roles|outlets|organisations)\.tsv)`", WRITTEN[name])
    assert [path for path in names if not (ROOT / "claimx" / "data" / "de" / path).exists()] == []


@pytest.mark.parametrize("name", WRITTEN)
def test_make_targets_that_are_named_exist(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"(?:`|^)make ([a-z-]+)", WRITTEN[name], re.MULTILINE)) - {"speakers"}
    assert [t for t in targets if not re.search(rf"^{t}:", makefile, re.MULTILINE)] == []


@pytest.mark.parametrize("name", WRITTEN)
def test_links_lead_somewhere(name: str) -> None:
    folder = ROOT if name == "README.md" else ROOT / "docs"
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", WRITTEN[name])
    assert [link for link in links if not (folder / link).exists()] == []


def test_tests_that_the_page_on_reliability_names_exist() -> None:
    text = PAGES["reliability.md"]
    names = set(re.findall(r"`(test_\w+)`", text))
    there = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert len(names) > 20
    assert [name for name in names if f"def {name}(" not in there] == []


def test_figures_of_the_page_on_reliability_are_those_of_the_tests() -> None:
    text = PAGES["reliability.md"]
    faults = (ROOT / "tests" / "test_batch_faults.py").read_text(encoding="utf-8")
    for constant, words in (("KILLS", "{} kills"), ("ARTICLES", "corpus of {} articles")):
        (number,) = re.findall(rf"^{constant} = (\d+)$", faults, re.MULTILINE)
        assert words.format(number) in text
    pytest.importorskip("pyarrow")
    pytest.importorskip("zstandard")
    import hostile

    counts = Counter(file.category for file in hostile.hostile_files())
    assert f"{sum(counts.values())} corrupt and hostile inputs" in text
    assert [kind for kind, number in counts.items() if f"| {kind} | {number} |" not in text] == []


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


def test_a_stretch_is_put_in_its_place() -> None:
    page = "a\n<!-- made: x -->\nold\n<!-- end of x -->\nb\n"
    assert marked.filled(page, "x", "new\n") == "a\n<!-- made: x -->\n\nnew\n\n<!-- end of x -->\nb\n"
    with pytest.raises(ValueError, match="0 places for 'y'"):
        marked.filled(page, "y", "new")


def test_cells_do_not_break_a_table() -> None:
    assert marked.table(("a",), [("x|y",)]) == "| a |\n| --- |\n| x\\|y |\n"


def test_measuring_says_where_the_data_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    page = tmp_path / "quality.md"
    page.write_text("<!-- made: known -->\n<!-- end of known -->\n", encoding="utf-8")
    monkeypatch.setattr(figures, "PAGE", page)
    monkeypatch.setenv("DATA", str(tmp_path))
    assert figures.main() == 1
    assert "set DATA" in capsys.readouterr().err


def test_figures_become_tables() -> None:
    scores = {"p": 0.5, "r": 0.25, "f1": 0.3333, "gold": 8, "predicted": 4, "found": 2}
    measured = {
        ("news", engine): {
            "scores": {"quote": scores, "joint": scores, "speaker": scores, "name": {"accuracy": 0.9, "n": 2}},
            "types": {"direct": scores} if engine != "rules" else {},
            "reliability": {"found": {"ece": 0.04}},
        }
        for engine in ENGINES
    }
    rules = figures.scores_table(measured).splitlines()[-1]
    assert rules == "| `rules` | news | 0.333 | 0.500 | 0.250 | 0.333 | 0.333 | 0.900 | 0.040 |"
    (direct,) = figures.types_table(measured, "news").splitlines()[2:]
    assert direct == "| `direct` | 8 | 0.500 | 0.250 | 0.333 | 0.333 |  |"
