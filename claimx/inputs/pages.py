"""HTML to articles: the main text of a page without navigation, adverts and scripts, and what its head says.

Nothing of a page is run or fetched. trafilatura finds the main text (extra `web`).
"""

from __future__ import annotations

import re

from claimx.errors import InputNoText, InputTooLarge
from claimx.inputs.dates import iso_date
from claimx.inputs.limits import MAX_PAGE, megabytes
from claimx.inputs.parsers import guarded, load, silent
from claimx.inputs.text import decode, is_blank, make_article, refuse_foreign
from claimx.records import Article

_HEAD = 4096
_CHARSET = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")


def read_page(data: bytes, source: str, url: str | None = None, charset: str | None = None) -> Article:
    """The article of an HTML page; `url` is where it was, `charset` what the server said of it.

    Raises `InputBinary`, `InputTooLarge`, `InputNoText`, `InputCorrupt` or `InputExtraMissing`.
    """
    refuse_foreign(data, source, "wanted_page")
    if len(data) > MAX_PAGE:
        raise InputTooLarge("large_page", source=source, most=megabytes(MAX_PAGE))
    trafilatura = load("trafilatura", "web", source)
    text = _DECLARATION.sub("", decode(data, source, charset or _declared(data)), count=1)
    with guarded(source, "no_page"), silent("trafilatura", "htmldate", "courlan"):
        found = trafilatura.bare_extraction(
            text,
            url=url,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    if found is None or is_blank(found.text or ""):
        raise InputNoText("page_without_text", source=source)
    return make_article(
        source,
        found.text,
        title=found.title,
        published=iso_date(found.date),
        author=found.author,
        outlet=found.sitename,
    )


def _declared(data: bytes) -> str | None:
    """The encoding that the head of the page names."""
    match = _CHARSET.search(data[:_HEAD])
    return match[1].decode("ascii", "replace") if match else None
