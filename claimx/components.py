"""The spaCy components: layout and sentence boundaries in front of the parser, the claims behind it.

Both keep their results in ``doc.spans`` alone, so that they survive ``to_bytes`` and ``DocBin``. The records
of the claims lie in the attributes of the span group ``claimx``; its spans carry one part of a claim each, with
the part's name as label and the claim's number as span id.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from claimx import layout, marks, sentences
from claimx.analysis import Analysis
from claimx.engine import extract_drafts
from claimx.marked import BLOCKS_KEY, LABELS_KEY, MARKS_KEY, NOISE_KEY, STRANDED_KEY
from claimx.pipeline import find_quotation_model
from claimx.quotation_model import load_model

CLAIMS_KEY = "claimx"


@Language.factory("claimx_layout")
def make_layout(nlp: Language, name: str) -> LayoutComponent:  # noqa: ARG001 - spaCy's signature
    """Blocks, noise, interview labels, quotation marks and sentence boundaries, from the text alone."""
    return LayoutComponent()


@Language.factory("claimx", requires=["token.tag"], default_config={"quotes": "", "nested": False})
def make_claimx(nlp: Language, name: str, quotes: str, nested: bool) -> ClaimComponent:  # noqa: ARG001 - spaCy's signature
    """Claims with frame, cue, speaker, addressee and source.

    `quotes` names a quotation model that comes with claimx, or a folder with one; "" is the rules alone.
    `nested` adds the claims inside claims.
    """
    return ClaimComponent(quotes, nested)


class LayoutComponent:
    """Writes the layout to ``doc.spans`` and the sentence boundaries to the tokens."""

    def __call__(self, doc: Doc) -> Doc:
        """Read the layout off the text of a Doc, and set the sentence boundaries."""
        page, found = read_layout(doc)
        starts = sentences.starts([t.text for t in doc], [t.idx for t in doc], doc.text, page, found)
        values: Any = np.array([[1 if start else -1] for start in starts], dtype=np.int64)
        doc.from_array(["SENT_START"], values.astype(np.uint64))  # a token's attribute looks at the whole Doc each time
        return doc


def read_layout(doc: Doc) -> tuple[layout.Layout, marks.Marks]:
    """Write blocks, noise, labels and marks to ``doc.spans``."""
    page = layout.layout(doc.text)
    found = marks.quotations(doc.text, page.blocks)
    blocks = [(block.start, block.end, block.kind) for block in page.blocks]
    doc.spans[BLOCKS_KEY] = _spans(doc, blocks)
    doc.spans[BLOCKS_KEY].attrs["published"] = page.published
    doc.spans[BLOCKS_KEY].attrs["notices"] = [[n.code, n.start, n.message] for n in found.notices]
    doc.spans[NOISE_KEY] = _spans(doc, [(noise.start, noise.end, noise.kind) for noise in page.noise])
    doc.spans[LABELS_KEY] = _spans(doc, [(x.start, x.end, "asks" if x.asks else "answers") for x in page.labels])
    pairs = [(p.open_start, p.close_end, "closed" if p.closed else "open") for p in found.pairs]
    doc.spans[MARKS_KEY] = _spans(doc, pairs)
    doc.spans[STRANDED_KEY] = _spans(doc, [(i, i + 1, "stranded") for i in found.stranded])
    return page, found


def _spans(doc: Doc, stretches: list[tuple[int, int, str]]) -> SpanGroup:
    """Character stretches as spans of the tokens that they touch."""
    spans = []
    for start, end, label in stretches:
        span = doc.char_span(start, end, label=label, alignment_mode="expand")
        if span is not None and len(span):
            spans.append(span)
    return SpanGroup(doc, spans=spans)


class ClaimComponent:
    """Writes the claims of a Doc to ``doc.spans["claimx"]``.

    `quotes` is the name or folder of a quotation model. Raises `ModelNotFound` when there is none.
    """

    def __init__(self, quotes: str = "", nested: bool = False) -> None:
        self.quotes = quotes
        self.nested = nested
        self.model = load_model(find_quotation_model(quotes)) if quotes else None

    def __call__(self, doc: Doc) -> Doc:
        """Find the claims of a Doc; without a layout that is read first, sentence boundaries apart."""
        if BLOCKS_KEY not in doc.spans:
            read_layout(doc)
        found = extract_drafts(Analysis(doc), self.model, nested=self.nested) if len(doc) else []
        spans: list[Span] = []
        for number, claim in enumerate(found):
            claim["sentence"] = _sentence(doc, claim)
            for part in ("quote", "frame", "cue", "speaker", "addressee", "via"):
                for start, end in _ranges(claim.get(part)):
                    label = claim["type"] if part == "quote" else part
                    spans.append(Span(doc, start, end, label=label, span_id=str(number)))
        group = SpanGroup(doc, name=CLAIMS_KEY, spans=spans)
        group.attrs["claims"] = found
        doc.spans[CLAIMS_KEY] = group
        return doc


def _sentence(doc: Doc, claim: dict[str, Any]) -> list[int]:
    """The tokens of the sentence or sentences that hold quote and frame, without blanks at the edges."""
    ranges = claim["quote"] + claim["frame"]
    start, end = min(start for start, _ in ranges), max(end for _, end in ranges)
    if doc.has_annotation("SENT_START"):
        start, end = doc[start].sent.start, doc[end - 1].sent.end
    while end > start + 1 and doc[end - 1].is_space:
        end -= 1
    while start < end - 1 and doc[start].is_space:
        start += 1
    return [start, end]


def _ranges(part: Any) -> list[list[int]]:
    if not part:
        return []
    ranges: list[list[int]] = part["tokens"] if isinstance(part, dict) else part
    return ranges
