"""The site of the documentation: built strictly, and whole without a network."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from claimx import api, pipeline

LOADED = re.compile(r"""<(?:script|img|iframe|source)\b[^>]*\bsrc=["']?https?:|<link\b[^>]*\bhref=["']?https?:""")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the pages."""
    pytest.importorskip("material", reason="the site needs: pip install 'claimx[site]'")
    pytest.importorskip("mkdocstrings", reason="the site needs: pip install 'claimx[site]'")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


def test_every_page_is_built(site: Path) -> None:
    pages = {path.stem for path in (ROOT / "docs").glob("*.md")}
    assert pages <= {path.stem for path in site.glob("*.html")}


def test_every_page_is_in_the_navigation() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2]
    assert [path.name for path in (ROOT / "docs").glob("*.md") if path.name not in navigation] == []


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    for page in site.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert LOADED.findall(text) == [], page.name
        assert "Content-Security-Policy" in text
    styles = [path.read_text(encoding="utf-8") for path in site.rglob("*.css")]
    assert [style for style in styles if re.search(r"(?:url\(|@import)\s*['\"]?https?:", style)] == []


def test_the_reference_has_what_the_docstrings_say(site: Path) -> None:
    page = (site / "python.html").read_text(encoding="utf-8")
    names = ("claimx.api.extract", "claimx.api.pipe", "claimx.pipeline.load", "claimx.records.Claim")
    assert [name for name in names if f'id="{name}"' not in page] == []
    for function in (api.extract, api.pipe, pipeline.load):
        words = re.split(r"[.`\n]", str(function.__doc__))[0]
        assert words in page


def test_scripts_and_marks_are_not_shown(site: Path) -> None:
    assert not list(site.rglob("*.py"))
    page = (site / "quality.html").read_text(encoding="utf-8")
    assert "made: known" not in re.sub(r"<!--.*?-->", "", page, flags=re.DOTALL)
