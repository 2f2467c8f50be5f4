"""The command line with an extraction that finds the same two claims in every text: no model needed.

Run as a script it is `claimx`, and with the argument `worker` a worker of a batch. A text with the word "langsam"
takes a minute, one with "gemächlich" a moment; one with "kaputt" fails, one with "absturz" kills its process.
"""

from __future__ import annotations

import contextlib
import os
import signal
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
        if "absturz" in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "gemächlich" in article.text:
            time.sleep(0.02)
        if "langsam" in article.text:
            time.sleep(60)
        odd = (Notice("unbalanced-quote", 3, "This mark is never closed."),) if "„" in article.text else ()
        yield make_document(*example_claims(), source=article.source, warnings=odd)


def fake_api() -> ModuleType:
    """A module in the place of `claimx.api`."""
    module = ModuleType("claimx.api")
    module.pipe = pipe  # type: ignore[attr-defined]
    return module


WORKER = [sys.executable, __file__, "worker"]


class FakeLanguage:
    """What a worker needs of a pipeline."""

    memory_zone = staticmethod(contextlib.nullcontext)


if __name__ == "__main__":
    import claimx
    from claimx import pipeline
    from claimx.__main__ import main
    from claimx.batching import pool, work

    claimx.api = sys.modules["claimx.api"] = fake_api()  # type: ignore[attr-defined]
    pipeline.load = lambda *args, **options: FakeLanguage()  # type: ignore[assignment,return-value]
    pool.COMMAND = WORKER
    if sys.argv[1:] == ["worker"]:
        work.serve()
    else:
        main()
