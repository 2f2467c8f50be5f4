"""The examples of the documentation are run, and print what it says; the types come out as they are described."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

sys.path.append(str(ROOT / "docs"))

from examples import FENCE, Block, ExampleFailed, Runner, blocks
from typer.main import get_command

from claimx import api, options
from claimx.cli import app
from claimx.pipeline import load

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
WITH_EXAMPLES = [path for path in PAGES if any(block.action != "file" for block in blocks(path.read_text("utf-8")))]
UNSURE = ("free_indirect", "reported")
"""Types whose examples only the rules must find."""


@pytest.mark.model
@pytest.mark.usefixtures("model_nlp")
@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=[path.stem for path in WITH_EXAMPLES])
def test_examples_print_what_the_page_says(path: Path, tmp_path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    runner = Runner(tmp_path)
    assert runner.page_with_outputs(page) == page, "run: make docs"
    if runner.skipped:
        pytest.skip(f"some examples were not run: {'; '.join(runner.skipped)}")


def examples_of_types() -> list[Any]:
    text = (ROOT / "docs" / "types.md").read_text(encoding="utf-8")
    found = []
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        kind = section.split("`")[1] if section.startswith("`") else None
        rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| ")][1:]
        found += [pytest.param(kind, *(cell.strip() for cell in [*row, "", ""][:3]), id=row[0].strip()) for row in rows]
    return found


@pytest.fixture(scope="module")
def rules_nlp() -> Any:
    return load(engine="rules")


@pytest.mark.model
@pytest.mark.parametrize(("kind", "text", "quote", "speaker"), examples_of_types())
def test_types_come_out(kind: str | None, text: str, quote: str, speaker: str, model_nlp: Any, rules_nlp: Any) -> None:
    for nlp in [rules_nlp] if kind in UNSURE else [rules_nlp, model_nlp]:
        claims = [
            (claim.type, claim.quote.text, claim.speaker.name if claim.speaker else "")
            for claim in api.extract(text, nlp=nlp).claims
        ]
        assert (kind, quote, speaker) in claims if kind else claims == []


def command_lines() -> list[Any]:
    """Every call of claimx in a shell block of a page, run or not, as its words."""
    found = []
    for path in PAGES:
        shell = [b["code"] for b in FENCE.finditer(path.read_text("utf-8")) if b["language"] in ("", "sh")]
        for line in "".join(shell).replace("\\\n", " ").splitlines():
            calls = re.findall(r"(?:^|\s)(claimx [a-z].*?)(?=$|\s\d?[|<>;&])", line)
            found += [pytest.param(shlex.split(call, comments=True)[1:], id=f"{path.stem}: {call}") for call in calls]
    return found


@pytest.mark.parametrize("words", command_lines())
def test_command_lines_have_commands_and_options_that_there_are(
    words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(options, "check_engine", lambda name: None)  # folders are not there
    command = get_command(app)
    while hasattr(command, "commands"):
        command = command.commands[words.pop(0)]
    command.make_context("claimx", words)


PAGE = """
<!-- file: a/b.txt -->
```text
Inhalt
```
```sh
not run
```
<!-- run: sh, cat -->
```sh
cat a/b.txt
```
<!-- output -->
```text
old
```
```python
x = 1
```
<!-- needs: json -->
```python
print(x, end="")
```
<!-- output -->
```text
```
<!-- not run -->
```python
1 / 0
```
"""


def test_blocks_are_told_by_the_comment_before_them() -> None:
    assert [(b.action, b.detail, b.code) for b in blocks(PAGE)] == [
        ("file", "a/b.txt", "Inhalt\n"),
        ("run", "sh, cat", "cat a/b.txt\n"),
        ("output", "", "old\n"),
        ("python", "", "x = 1\n"),
        ("python", "json", 'print(x, end="")\n'),
        ("output", "", ""),
    ]


def test_outputs_are_put_in(tmp_path: Path) -> None:
    runner = Runner(tmp_path)
    made = runner.page_with_outputs(PAGE)
    expected = PAGE.replace("old\n", "Inhalt\n")
    assert made == expected.replace("<!-- output -->\n```text\n```", "<!-- output -->\n```text\n1\n```")
    assert runner.skipped == []


def test_what_is_not_installed_is_skipped_and_keeps_its_output(tmp_path: Path) -> None:
    page = PAGE.replace("run: sh, cat", "run: no-such-program").replace("needs: json", "needs: no_such_package")
    runner = Runner(tmp_path)
    assert runner.page_with_outputs(page) == page
    assert runner.skipped == ["no-such-program not installed", "no_such_package not installed"]


def test_a_command_that_fails_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ExampleFailed, match="exit code 3"):
        Runner(tmp_path).page_with_outputs("<!-- run -->\n```sh\nexit 3\n```\n")


def test_a_file_needs_nothing() -> None:
    assert Block("file", "a, b", "", 0, 0).needs == []
