"""What a worker process does with one input, and the process itself: `python -m claimx.batching`.

The process speaks over its stdin and stdout in pickles: settings in, `Ready` or an error out; then lists of
inputs in, one outcome for each out, as soon as it is there. It ends when its stdin ends, so nobody has to
stop it when the run is killed.
"""

from __future__ import annotations

import dataclasses
import json
import os
import pickle
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

from claimx.errors import ClaimxError, Wording
from claimx.inputs.files import Unread
from claimx.records import Article, Document, Failure

if TYPE_CHECKING:
    from spacy.language import Language

    from claimx.pipeline import Settings


@dataclasses.dataclass(frozen=True)
class Extracted:
    """What was made of one input."""

    payload: bytes
    """The document, as `pack` makes it."""
    claims: int
    """How many claims it has."""


Input: TypeAlias = Article | Unread
Outcome: TypeAlias = Extracted | Failure


@dataclasses.dataclass(frozen=True)
class Ready:
    """The worker has loaded its pipeline."""


@dataclasses.dataclass(frozen=True)
class Broken:
    """The worker cannot load its pipeline."""

    wording: Wording


def pack(document: Document) -> bytes:
    """A document as the journal keeps it: JSON, compressed."""
    return zlib.compress(json.dumps(document.to_dict(), ensure_ascii=False).encode("utf-8", "surrogatepass"))


def unpack(payload: bytes, source: str) -> Document:
    """The document of a payload, under the name of the input that it is wanted for."""
    data = json.loads(zlib.decompress(payload).decode("utf-8", "surrogatepass"))
    data["document"]["source"] = source
    return Document.from_dict(data)


def work(item: Article | Unread, nlp: Language) -> Outcome:
    """Extract the claims of one input; what spaCy learnt of its words is forgotten afterwards."""
    from claimx import api

    article = item.article() if isinstance(item, Unread) else item
    if isinstance(article, Failure):
        return article
    with nlp.memory_zone():
        (result,) = api.pipe([article], nlp=nlp)
    return Extracted(pack(result), len(result.claims)) if isinstance(result, Document) else result


def serve() -> None:
    """Serve inputs until stdin ends."""
    inward = os.fdopen(os.dup(0), "rb")
    outward = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between the pickles
    try:
        _serve(inward, outward)
    except (EOFError, BrokenPipeError):
        os._exit(0)  # the run has gone away


def _serve(inward: BinaryIO, outward: BinaryIO) -> None:
    settings: Settings = pickle.load(inward)
    try:
        nlp = settings.load()
    except ClaimxError as error:
        _send(Broken(error.wording), outward)
        return
    _send(Ready(), outward)
    while True:
        for item in pickle.load(inward):
            _send(work(item, nlp), outward)


def _send(message: Any, outward: BinaryIO) -> None:
    pickle.dump(message, outward)
    outward.flush()
