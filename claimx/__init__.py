"""claimx: who said what in German news text.

`extract` takes one text, `pipe` many; `load` gives the spaCy pipeline behind them, and `claims` reads the records
from a spaCy `Doc` that went through it. `explain` tells why a claim is one. What they give are the records of
`claimx.records`. Names are imported when they are first asked for: `import claimx` alone loads no spaCy.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimx.api import claims, extract, pipe
    from claimx.errors import ClaimxError
    from claimx.explanation import Explanation, explain
    from claimx.pipeline import load
    from claimx.records import Article, Claim, Document, Failure

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Claim",
    "ClaimxError",
    "Document",
    "Explanation",
    "Failure",
    "__version__",
    "claims",
    "explain",
    "extract",
    "load",
    "pipe",
]

_HOMES = {
    "Article": "records",
    "Claim": "records",
    "ClaimxError": "errors",
    "Document": "records",
    "Explanation": "explanation",
    "Failure": "records",
    "claims": "api",
    "explain": "explanation",
    "extract": "api",
    "load": "pipeline",
    "pipe": "api",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
