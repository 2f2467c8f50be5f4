"""Reports opened in real headless Chromium, and the documents that the tests look at there."""

from __future__ import annotations

import dataclasses
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import make_claim, make_document, part, spans_of, speaker

from claimx.records import Claim, Document, Sentence, Source, Span, joined_text, text_sha256
from claimx.records import Part as RecordPart
from claimx.reporting.page import render

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
BRIDGE = (
    "„Der Damm hält“, sagte Bürgermeisterin Petra Vogt 😀 am Montag.\n\n"
    "Laut dpa plant das Land, er werde bis Mai erhöht. Das Land „prüfe alles“, hieß es."
)
LIBRARY = "Die Bibliothek öffne sonntags, sagte Omar Kaya."


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium; skips the test with the reason where there is none."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="the browser tests need playwright: pip install playwright"
    )
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("the browser tests need Chromium: install Debian's chromium, or name one in CHROMIUM")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


class Reports:
    """Opens reports in pages of their own; what the pages ask for, say and complain of is kept."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser = browser
        self.folder = folder
        self.requests: list[str] = []
        self.complaints: list[str] = []

    def open(
        self,
        documents: Sequence[Document],
        texts: Sequence[str],
        language: Any = "en",
        before: str = "",
        **options: Any,
    ) -> Page:
        """A page with the report of the documents; `options` are those of a browser context.

        `before` is a script that runs before the page is read.
        """
        path = self.folder / "report.html"
        path.write_text(render(documents, {text_sha256(text): text for text in texts}, language), encoding="utf-8")
        page = self.browser.new_context(**options).new_page()
        page.add_init_script(before)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))
        page.goto(path.as_uri())
        return page

    def close(self) -> None:
        """Close all pages."""
        for context in self.browser.contexts:
            context.close()


def two_documents() -> list[Document]:
    """Five claims: direct and indirect, nested, one in two spans, one unnamed, through an agency, on two days."""
    vogt = speaker(BRIDGE, "Petra Vogt", "Petra Vogt", "Bürgermeisterin", gender="f")
    land = speaker(BRIDGE, "das Land", "Land", kind="organisation")
    direct = make_claim(
        BRIDGE, ("„Der Damm hält“",), speaker=vogt, cue=part(BRIDGE, "sagte"), confidence=0.98, sentence=_sentence(0)
    )
    indirect = make_claim(
        BRIDGE,
        ("Laut dpa", "er werde bis Mai erhöht"),
        type="indirect",
        speaker=land,
        cue=part(BRIDGE, "plant"),
        via=Source("dpa", spans_of(BRIDGE, "dpa"), "dpa"),
        confidence=0.6,
        sentence=_sentence(1),
    )
    third = _sentence(2)
    outer = make_claim(BRIDGE, (third.text,), type="reported", confidence=0.4, sentence=third)
    inner = make_claim(BRIDGE, ("„prüfe alles“",), parent=outer.id, speaker=land, confidence=0.8, sentence=third)
    kaya = speaker(LIBRARY, "Omar Kaya", "Omar Kaya")
    library = make_claim(LIBRARY, ("Die Bibliothek öffne sonntags",), type="indirect", speaker=kaya)
    later = make_document(library, text=LIBRARY, source="bibliothek.txt")
    return [make_document(direct, indirect, outer, inner, text=BRIDGE), dated(later, "2025-05-02")]


def _sentence(number: int) -> Sentence:
    """One of the sentences of `BRIDGE`."""
    ends = [match.end() for match in re.finditer(r"\.", BRIDGE)]
    start = ends[number - 1] + 1 if number else 0
    return Sentence(start, ends[number], BRIDGE[start : ends[number]].strip())


def dated(document: Document, published: str) -> Document:
    """The document with another date."""
    return dataclasses.replace(document, document=dataclasses.replace(document.document, published=published))


def many_documents(articles: int, claims: int) -> tuple[list[Document], list[str]]:
    """Documents with as many claims each, and their texts."""
    documents, texts = [], []
    for number in range(articles):
        paragraphs = [
            f"„Der Damm Nummer {number}-{n} hält noch viele Jahre“, sagte Karla Muster{(number * 7 + n) % 90} am "
            f"Montag. Der Deich im Norden ist alt, er wurde 1962 gebaut und seither zweimal erhöht."
            for n in range(claims)
        ]
        text = "\n\n".join(paragraphs)
        made, at = [], 0
        for n, paragraph in enumerate(paragraphs):
            made.append(_claim_at(text, at, paragraph, f"Karla Muster{(number * 7 + n) % 90}", n))
            at += len(paragraph) + 2
        document = make_document(*made, text=text, source=f"artikel{number}.txt")
        documents.append(dated(document, f"2025-{number % 12 + 1:02d}-{number % 28 + 1:02d}"))
        texts.append(text)
    return documents, texts


def _claim_at(text: str, at: int, paragraph: str, name: str, n: int) -> Claim:
    def found(words: str) -> RecordPart:
        start = at + paragraph.index(words)
        span = (Span(start, start + len(words)),)
        return RecordPart(joined_text(text, span), span)

    quote = found(paragraph[: paragraph.index("“") + 1])
    who = found(name)
    kind = ("direct", "indirect", "indirect_free_indirect", "free_indirect", "reported")[n % 5]
    claim = make_claim(
        text,
        ("„Der",),
        type=kind,
        speaker=dataclasses.replace(speaker(text, name, name, "Sprecherin"), text=who.text, spans=who.spans),
        cue=found("sagte"),
        sentence=Sentence(at, at + len(paragraph), paragraph),
        confidence=0.5 + n % 50 / 100,
    )
    return dataclasses.replace(claim, quote=quote, id=f"{at:016x}")
