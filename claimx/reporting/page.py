"""Documents and their texts to one HTML page that needs nothing else: no network, no other file."""

from __future__ import annotations

import base64
import dataclasses
import functools
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from claimx import __version__
from claimx.messages import REPORT, Language, Words, iso_date
from claimx.outputs.columns import COLUMNS
from claimx.records import Document
from claimx.reporting.charts import Bar, bars, time_chart
from claimx.reporting.markup import Block, Numbered, blocks, visible
from claimx.statistics.counts import outlet_name, source_of
from claimx.statistics.names import spoken_name, unified

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).parent / "templates"
_MAX_SPEAKER_BARS = 8
# What could end the script element or a line of it, and halves of characters, which UTF-8 cannot hold.
_UNSAFE_IN_SCRIPT = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


@dataclasses.dataclass(frozen=True)
class ArticleView:
    """A document as the template sees it."""

    number: int
    document: Document
    title: str
    day: str
    """The date in words."""
    date: str
    """The date as ISO has it, or what else stands there."""
    claims: tuple[Numbered, ...]
    blocks: tuple[Block, ...] | None
    """None where the text is not at hand."""

    @property
    def marked(self) -> frozenset[int]:
        """The numbers of the claims that are marked in the text."""
        return frozenset(item.number for block in self.blocks or () for voice in block.voices for item in voice.claims)


def render(
    documents: Iterable[Document],
    texts: Mapping[str, str] | None = None,
    language: Language = "en",
    names: Sequence[Mapping[str, str]] | None = None,
) -> str:
    """The report as one HTML page.

    `texts` holds the texts of the documents by their hash, `document.sha256` (see `records.text_sha256`); of a
    document whose text is not among them, the page shows only the table, with the claims' sentences. `language`
    is that of the interface. `names` holds for each document the names of its speakers with those that they have in
    all articles, by default what `statistics.names.unified` makes of the documents. Whatever the texts and the
    documents hold, nothing of it is run.
    """
    words = Words(language, REPORT)
    given = list(documents)
    articles = _articles(given, unified(given) if names is None else names, texts or {}, words)
    style, script = _own("report.css"), _own("report.js")
    page = _environment().get_template("report.html.jinja")
    return page.render(
        words=words,
        policy=_policy(style, script),
        style=Markup(style),
        script=Markup(script),
        version=__version__,
        pipelines=dict.fromkeys((d.pipeline.model, d.pipeline.engine) for d in given if d.pipeline.model),
        articles=articles,
        readable=any(article.blocks is not None for article in articles),
        **_overview(articles, words),
    )


def _articles(
    documents: list[Document], names: Sequence[Mapping[str, str]], texts: Mapping[str, str], words: Words
) -> list[ArticleView]:
    views, first = [], 1
    for number, (document, canonical) in enumerate(zip(documents, names, strict=True), 1):
        info, text = document.document, texts.get(document.document.sha256)
        claims = tuple(
            Numbered(n, claim, canonical[spoken_name(claim.speaker)] if claim.speaker else None)
            for n, claim in enumerate(document.claims, first)
        )
        views.append(
            ArticleView(
                number=number,
                document=document,
                title=info.title or Path(info.source).name or info.source,
                day=words.day(info.published),
                date=day.isoformat() if (day := iso_date(info.published)) else info.published or "",
                claims=claims,
                blocks=None if text is None else tuple(blocks(text, claims, words)),
            )
        )
        first += len(claims)
    return views


def _overview(articles: list[ArticleView], words: Words) -> dict[str, Any]:
    """What the filters and charts show, and the data for the script."""
    items = [item for article in articles for item in article.claims]
    claims = [item.claim for item in items]
    speakers = bars(item.speaker for item in items)
    types = bars(claim.type for claim in claims)
    vias = [outlet_name(claim.via.name) if claim.via else None for claim in claims]
    sources = bars(via for via in vias if via is not None)
    days = _days(articles)
    outlets = _outlets(articles)
    chart = time_chart([day for day in days if day], words)
    places = zip(
        _places((item.speaker for item in items), speakers),
        _places(vias, sources),
        [chart.column_of.get(day, -1) if chart and day else -1 for day in days],
        _places((source_of(article.document) for article in articles for _ in article.claims), outlets),
        strict=True,
    )
    data = {
        "words": dict(words.strings),
        "columns": COLUMNS,
        "speakers": [bar.value for bar in speakers],
        "places": list(places),
        "documents": [article.document.to_dict() for article in articles],
    }
    return {
        "total": len(claims),
        "speakers": speakers,
        "speaker_bars": speakers[:_MAX_SPEAKER_BARS],
        "named": sum(bar.value is not None for bar in speakers),
        "type_bars": types,
        "sources": sources,
        "outlets": outlets,
        "time": chart,
        "dated": any(article.day for article in articles),
        "data": as_json(data),
    }


def _outlets(articles: list[ArticleView]) -> tuple[Bar[str], ...]:
    """Who published the articles, with the number of claims; none where that is one, or another one for each."""
    publishers = {source_of(article.document) for article in articles}
    if not 1 < len(publishers) < len(articles):
        return ()
    return bars(source_of(article.document) for article in articles for _ in article.claims)


def _days(articles: list[ArticleView]) -> list[date | None]:
    """The day of each claim, None if its article has no date."""
    return [iso_date(article.document.document.published) for article in articles for _ in article.claims]


def _places(values: Iterable[str | None], listed: Sequence[Bar[Any]]) -> list[int]:
    """Where each claim's value stands in a list of the page, -1 if it does not."""
    places = {bar.value: place for place, bar in enumerate(listed)}
    return [places.get(value, -1) for value in values]


def as_json(data: Any) -> Markup:
    """JSON that can stand in a script element: nothing in it ends the element or is markup."""
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(_UNSAFE_IN_SCRIPT.sub(lambda match: f"\\u{ord(match.group()):04x}", plain))


@functools.cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )


def _own(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """The page's content security policy: its own style and script, nothing else, no network."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_fingerprint(style)}'",
            f"script-src '{_fingerprint(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _fingerprint(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
