"""Writes the pictures of the report in `docs/screenshots`: the seed article and two invented ones, in real Chromium.

python docs/screenshots.py [FOLDER]    needs playwright and a Chromium (CHROMIUM names it, else the one on the PATH)

The pictures are made with the fonts of the machine; Debian's `fonts-sil-charis` and `fonts-liberation` come near to
what most readers see.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from claimx import api
from claimx.inputs.files import read_article
from claimx.messages import LANGUAGES, Language
from claimx.records import Article, Document, text_sha256
from claimx.reporting.page import render

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "screenshots"
SEED = ROOT / "seeds" / "000_1c8a394ffed3ba5b.txt"


@dataclass(frozen=True)
class Shot:
    """One picture: how the page is looked at, and what is done before."""

    name: str
    language: Language = "en"
    scheme: str = "light"
    width: int = 1280
    height: int = 860
    focus: str = ""
    click: tuple[str, ...] = ()
    scroll: str = ""


SHOTS = (
    Shot("light", focus="#c3"),
    Shot("dark", scheme="dark", focus="#c3"),
    Shot("german", language="de", click=('.facet[data-value="indirect_free_indirect"]',)),
    Shot("table", click=("#tab-table", 'button[data-key="speaker"]')),
    Shot("narrow", width=390, height=800, scroll="#a2"),
    Shot("narrow-dark", width=390, height=800, scheme="dark", click=("#fold",)),
)


def articles() -> list[Article]:
    """The seed article and two invented ones."""
    folder = FOLDER / "articles"
    bridge = _titled(folder / "hafenbruecke.txt", "2025-10-14", "Küstenpost")
    library = _titled(folder / "bibliothek.txt", "2025-11-05", "Hollenfelder Anzeiger")
    seed = read_article(str(SEED))
    return [bridge, library, Article(SEED.name, seed.text, published="2025-08-07")]


def _titled(path: Path, published: str, outlet: str) -> Article:
    text = read_article(str(path)).text
    title, _, body = text.partition("\n")
    return Article(path.name, body.lstrip(), title=title, published=published, outlet=outlet)


def report(language: Language) -> str:
    """The page of the articles; raises `ValueError` where one could not be read."""
    given = articles()
    documents = []
    for item in api.pipe(given, nested=True):
        if not isinstance(item, Document):
            raise ValueError(item.message)
        documents.append(item)
    return render(documents, {text_sha256(article.text): article.text for article in given}, language)


def take(page: Page, shot: Shot, target: Path) -> None:
    """Look at the page as the shot says, and write the picture."""
    page.set_viewport_size({"width": shot.width, "height": shot.height})
    page.emulate_media(color_scheme="dark" if shot.scheme == "dark" else "light")
    for selector in shot.click:
        page.click(selector)
    if shot.focus:
        page.focus(shot.focus)
    if shot.scroll:
        page.locator(shot.scroll).evaluate("node => scrollTo(0, node.getBoundingClientRect().top + scrollY - 24)")
    page.mouse.move(0, 0)
    page.wait_for_timeout(300)
    page.screenshot(path=str(target))


def main() -> None:
    """Write all pictures."""
    browser_path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if browser_path is None:
        sys.exit("screenshots need Chromium: install Debian's chromium, or name one in CHROMIUM")
    folder = Path(sys.argv[1]) if sys.argv[1:] else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as work:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        for language in LANGUAGES:
            path = Path(work) / f"{language}.html"
            path.write_text(report(language), encoding="utf-8")
            for shot in SHOTS:
                if shot.language == language:
                    page = browser.new_page()
                    page.goto(path.as_uri())
                    take(page, shot, folder / f"{shot.name}.png")
                    page.close()
        browser.close()


if __name__ == "__main__":
    main()
