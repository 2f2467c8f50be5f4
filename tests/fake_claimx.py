"""The command line with an extraction that finds the same two claims in every text: no model needed.

Run as a script it is `claimx`; a text with the word "langsam" takes a minute, one with "kaputt" fails.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from conftest import example_claims, make_document

from claimx.records import Article, Document, Failure, Notice


def pipe(articles: Iterable[Article], **options: Any) -> Iterator[Document | Failure]:
    """Stands in for `claimx.api.pipe`."""
    for article in articles:
        if "kaputt" in article.text:
            yield Failure(article.source, "broken", f"{article.source}: is broken.")
            continue
        if "langsam" in article.text:
            time.sleep(60)
        odd = (Notice("unbalanced-quote", 3, "This mark is never closed."),) if "„" in article.text else ()
        yield make_document(*example_claims(), source=article.source, warnings=odd)


def fake_api() -> ModuleType:
    """A module in the place of `claimx.api`."""
    module = ModuleType("claimx.api")
    module.pipe = pipe  # type: ignore[attr-defined]
    return module


if __name__ == "__main__":
    import claimx
    from claimx.__main__ import main

    claimx.api = sys.modules["claimx.api"] = fake_api()  # type: ignore[attr-defined]
    main()
