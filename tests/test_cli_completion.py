"""Shell completion: the scripts that shells load, and what they offer."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from conftest import ROOT

from claimx.outputs.formats import FORMATS, TABLE
from claimx.pipeline import ENGINES
from claimx.records import CLAIM_TYPES

SCRIPT = "import sys; sys.argv[0] = 'claimx'; from claimx.__main__ import main; main()"


def run(*args: str, **environment: str) -> str:
    """What `claimx` prints in that environment."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *args],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert "Traceback" not in done.stderr
    return done.stdout


def offered(line: str) -> list[str]:
    """What bash offers at the end of a line."""
    words = line.split(" ")
    return run(_CLAIMX_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=str(len(words) - 1)).split()


@pytest.mark.parametrize(
    ("shell", "words"),
    [("bash", "complete -o default"), ("zsh", "#compdef claimx"), ("fish", "complete --command claimx")],
)
def test_every_shell_has_its_script(shell: str, words: str) -> None:
    script = run("--show-completion", shell, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert words in script
    assert "_CLAIMX_COMPLETE" in script


def test_commands() -> None:
    assert offered("claimx ex") == ["extract", "explain"]
    assert offered("claimx model in") == ["info", "install"]


def test_options() -> None:
    assert {"--claim", "--number", "--format", "--lang"} <= set(offered("claimx explain --"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("claimx extract --format ", [TABLE, *FORMATS]),
        ("claimx extract --format js", ["json", "jsonl", "jsonld"]),
        ("claimx extract --type ", list(CLAIM_TYPES)),
        ("claimx explain --engine ", list(ENGINES)),
        ("claimx show --lang ", ["de", "en"]),
        ("claimx stats --by m", ["month"]),
        ("claimx convert --to web", ["webanno"]),
    ],
)
def test_values(line: str, expected: list[str]) -> None:
    assert offered(line) == expected


def test_completing_loads_nothing_slow() -> None:
    code = (
        "import os, sys; os.environ.update(_CLAIMX_COMPLETE='complete_bash', COMP_WORDS='claimx extract --', "
        "COMP_CWORD='2'); sys.argv = ['claimx']\n"
        "from claimx.cli import app\n"
        "try: app()\n"
        "except SystemExit: pass\n"
        "print('spacy' in sys.modules, 'numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)
    assert done.stdout.splitlines()[-1] == "False False"
