"""Any documents and failures, for tests of what is written and read back."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable

from hypothesis import strategies as st

from claimx.records import (
    Claim,
    Document,
    DocumentInfo,
    Failure,
    Notice,
    Part,
    PipelineInfo,
    Sentence,
    Source,
    Span,
    Speaker,
)

Item = Document | Failure

_words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["=1+1", "'@a", "\t-2", "a|b\\", "_x0041_", "<r>x</r>", "&lt; & <b>", "„Ja“\r\n\r", "\x00\x1b[31m", '",";', "*_`_*"]
)
_maybe_words = st.none() | _words
_offsets = st.integers(0, 2**31 - 1)
_spans = st.lists(st.builds(Span, _offsets, _offsets), max_size=3).map(tuple)
_parts = st.builds(Part, text=_words, spans=_spans)
_speakers = st.builds(Speaker, text=_words, spans=_spans, name=_words, role=_maybe_words)
_claims = st.builds(
    Claim,
    id=st.integers(0, 2**64 - 1).map("{:016x}".format),
    quote=_parts,
    verbatim=_spans,
    frame=st.none() | _parts,
    cue=st.none() | _parts,
    speaker=st.none() | _speakers,
    addressee=st.none() | _parts,
    via=st.none() | st.builds(Source, text=_words, spans=_spans, name=_words),
    parent=_maybe_words,
    sentence=st.builds(Sentence, start=_offsets, end=_offsets, text=_words),
    confidence=st.floats(0, 1),
)
_infos = st.builds(
    DocumentInfo,
    source=_words,
    title=_maybe_words,
    published=_maybe_words,
    length=_offsets,
    author=_maybe_words,
    outlet=_maybe_words,
)
_documents = st.builds(
    Document,
    document=_infos,
    claims=st.lists(_claims, max_size=3).map(tuple),
    warnings=st.lists(st.builds(Notice, code=_words, start=_offsets, message=_words), max_size=2).map(tuple),
)
results = st.lists(_documents | st.builds(Failure, _words, _words, _words), max_size=4)
"""Streams of documents and failures; texts without lone surrogates."""


def documents_first(items: Iterable[Item]) -> list[Item]:
    """The documents and then the failures, as every format gives them back."""
    return sorted(items, key=lambda item: isinstance(item, Failure))


def with_claims(items: Iterable[Item], known: bool) -> list[Item]:
    """What a format of claims holds: documents that have some, without warnings, neighbours of one source merged.

    With `known` it holds all of what is known of a document, else no more than source and date.
    """
    kept: list[Document] = []
    for item in items:
        if isinstance(item, Document) and item.claims:
            info, pipeline = item.document, item.pipeline
            if not known:
                info = DocumentInfo(info.source, None, info.published, "", 0, "")
                pipeline = PipelineInfo("", "", "", "")
            kept.append(Document(info, pipeline, item.claims, ()))
    groups = (list(group) for _, group in itertools.groupby(kept, key=lambda d: (d.document, d.pipeline)))
    merged = [dataclasses.replace(g[0], claims=tuple(c for d in g for c in d.claims)) for g in groups]
    return [*merged, *(item for item in items if isinstance(item, Failure))]
