"""A text cut where its claims begin and end: what every view of an article with marked quotations is made of.

Claims may stand inside each other, overlap, and consist of several spans. Each view gets the text as paragraphs of
stretches; over a stretch, the set of claims stays the same.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections import deque
from collections.abc import Iterator, Sequence

from claimx.records import Claim

_SENTENCE_ENDS = ".!?…:;,"
_CLOSING = "\"'“”«»‘’)] "
_MAX_HEADING = 90
"""Characters; headings of articles are shorter."""


@dataclasses.dataclass(frozen=True)
class Stretch:
    """A part of a paragraph: code points, end exclusive."""

    start: int
    end: int
    claims: tuple[int, ...]
    """Which claims stand here, by their place in the sequence, the outermost first."""


@dataclasses.dataclass(frozen=True)
class Paragraph:
    """Lines of a text without an empty line between them: code points, end exclusive."""

    start: int
    end: int
    stretches: tuple[Stretch, ...]
    heading: bool
    """Whether it looks like a heading."""

    @property
    def begun(self) -> tuple[int, ...]:
        """The claims that stand in the paragraph, in the order in which they begin."""
        return tuple(dict.fromkeys(claim for stretch in self.stretches for claim in stretch.claims))


def paragraphs(text: str, claims: Sequence[Claim]) -> Iterator[Paragraph]:
    """The paragraphs of a text, cut where the quotes begin and end.

    The stretches of a paragraph follow each other without a gap. Spans that lie outside the text are cut off.
    """
    borders = list(_borders(text))
    edges = {edge for border in borders for edge in border}
    pieces = sorted(_pieces(text, claims))
    edges.update(edge for start, end, _ in pieces for edge in (start, -end))
    cuts = deque(_stretches(sorted(edges), pieces))
    for start, end in borders:
        while cuts and cuts[0].start < start:
            cuts.popleft()
        inside = []
        while cuts and cuts[0].start < end:
            inside.append(cuts.popleft())
        yield Paragraph(start, end, tuple(inside), _is_heading(text[start:end]))


def transition(before: tuple[int, ...], after: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """From one stretch to the next: which claims close, the innermost first, and which open, the outermost first.

    A claim that overlaps another without standing inside it closes and opens again, so that the marks nest.
    """
    same = 0
    for left, right in zip(before, after, strict=False):
        if left != right:
            break
        same += 1
    return tuple(reversed(before[same:])), after[same:]


def _pieces(text: str, claims: Sequence[Claim]) -> Iterator[tuple[int, int, int]]:
    """Start, negative end and claim of each span: sorted, the outer one comes first."""
    for number, claim in enumerate(claims):
        for span in claim.quote.spans:
            start, end = max(span.start, 0), min(span.end, len(text))
            if start < end:
                yield start, -end, number


def _stretches(edges: Sequence[int], pieces: Sequence[tuple[int, int, int]]) -> Iterator[Stretch]:
    ahead, here = deque(pieces), list[tuple[int, int, int]]()
    for left, right in itertools.pairwise(edges):
        while ahead and ahead[0][0] <= left:
            here.append(ahead.popleft())
        here = [piece for piece in here if -piece[1] > left]
        yield Stretch(left, right, tuple(dict.fromkeys(claim for _, _, claim in here)))


def _borders(text: str) -> Iterator[tuple[int, int]]:
    """Where the paragraphs begin and end, white space at both ends left out."""
    at, start, end = 0, -1, -1
    for line in text.splitlines(keepends=True):
        if line.strip():
            if start < 0:
                start = at + len(line) - len(line.lstrip())
            end = at + len(line.rstrip())
        elif start >= 0:
            yield start, end
            start = -1
        at += len(line)
    if start >= 0:
        yield start, end


def _is_heading(text: str) -> bool:
    """Whether a paragraph is one short line that does not end as a sentence does."""
    if len(text) > _MAX_HEADING or len(text.splitlines()) != 1:
        return False
    return text.rstrip(_CLOSING)[-1:] not in ("", *_SENTENCE_ENDS)
