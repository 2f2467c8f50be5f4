"""The examples of a page: commands, Python and files, told by a comment in the line before the fence.

    <!-- file: NAME -->   the block is a file of that name
    <!-- run -->          the block is run by bash; `run: jq, make` names programs it cannot do without
    <!-- output -->       what the block before prints to stdout
    <!-- needs: NAME -->  a Python block that cannot do without a package
    <!-- not run -->      a Python block that is only shown; all others run

The examples of a page share a folder, which holds `seeds/` and the article in it as `article.txt` and in `texts/`;
Python blocks share their names.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from marked import ROOT

FENCE = re.compile(
    r"(?:<!-- (?P<mark>[^\n]*?) -->\n)?^```(?P<language>\w*)[^\n]*\n(?P<code>.*?)^```$", re.DOTALL | re.MULTILINE
)
SECONDS = 120
EPOCH = "1764000000"


class ExampleFailed(Exception):
    """A block that ended with an error."""


@dataclass(frozen=True)
class Block:
    """A fenced block: what is to be done with it, and what that needs."""

    action: str
    """`file`, `run`, `python`, `output`, or nothing."""
    detail: str
    """The name of a file, or the programs or packages needed."""
    code: str
    start: int
    """Where the code stands in the page."""
    end: int

    @property
    def needs(self) -> list[str]:
        """The programs or packages that the block cannot do without."""
        return [need.strip() for need in self.detail.split(",") if need.strip()] if self.action != "file" else []


def blocks(page: str) -> Iterator[Block]:
    """The fenced blocks of a page that mean something here, in their order."""
    for match in FENCE.finditer(page):
        action, _, detail = (match["mark"] or "").partition(":")
        action = action.strip()
        if match["language"] == "python" and action != "not run":
            action = "python"
        if action in ("file", "run", "python", "output"):
            yield Block(action, detail.strip(), match["code"], match.start("code"), match.end("code"))


@dataclass
class Runner:
    """Runs the blocks of one page in a folder; `skipped` says what could not be run and why."""

    folder: Path
    skipped: list[str] = field(default_factory=list)
    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "__main__"})

    def page_with_outputs(self, page: str) -> str:
        """Run all blocks and give the page with what they print; raises `ExampleFailed`."""
        self._prepare()
        made, last = "", 0
        printed: str | None = ""
        for block in blocks(page):
            if block.action == "output":
                made += page[last : block.start] + (block.code if printed is None else printed)
                last = block.end
            else:
                printed = self._do(block)
        return made + page[last:]

    def _prepare(self) -> None:
        shutil.copytree(ROOT / "seeds", self.folder / "seeds")
        (self.folder / "texts").mkdir()
        for copy in ("article.txt", "texts/article.txt"):
            shutil.copy(next((ROOT / "seeds").glob("*.txt")), self.folder / copy)
        program = self.folder / ".bin" / "claimx"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m claimx "$@"\n', encoding="utf-8")
        program.chmod(0o755)

    def _do(self, block: Block) -> str | None:
        """What the block prints; None if it was skipped."""
        if block.action == "file":
            path = self.folder / block.detail
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.code, encoding="utf-8")
            return ""
        is_there = importlib.util.find_spec if block.action == "python" else shutil.which
        missing = [need for need in block.needs if is_there(need) is None]
        if missing:
            self.skipped.append(f"{', '.join(missing)} not installed")
            return None
        printed = self._python(block.code) if block.action == "python" else self._shell(block.code)
        return "".join(f"{line.rstrip()}\n" for line in printed.splitlines())

    def _shell(self, code: str) -> str:
        environment = {
            **os.environ,
            "PATH": f"{self.folder / '.bin'}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "COLUMNS": "80",
            "NO_COLOR": "1",
            "SOURCE_DATE_EPOCH": EPOCH,
        }
        for name in ("CLAIMX_LANG", "MAKEFLAGS", "MAKELEVEL", "MFLAGS"):  # a page is the same under make
            environment.pop(name, None)
        result = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", code],
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=False,
        )
        if result.returncode:
            raise ExampleFailed(f"exit code {result.returncode} of\n{code}\n{result.stderr}")
        return result.stdout

    def _python(self, code: str) -> str:
        with contextlib.redirect_stdout(io.StringIO()) as printed, _inside(self.folder):
            exec(compile(code, "example", "exec"), self.names)
        return printed.getvalue()


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    """The working folder is that one in the block."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
