"""Articles for reading in the terminal: quotations in brackets with a number, coloured by type, and who said it beside.

The brackets, numbers and notes say all that the colours say. Text from outside is shown without control characters
and without being taken for markup.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from claimx.console import NARROW, TYPE_STYLES, show, styled
from claimx.messages import counted, say
from claimx.outputs.writers import printable
from claimx.records import CLAIM_TYPES, Claim, Document
from claimx.stretches import Paragraph, Stretch, paragraphs, transition

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

_MAX_TEXT_WIDTH = 72
_GAP = 3
_BLANKS = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")


def draw_article(document: Document, text: str, console: Console) -> None:
    """Draw a document's text with its claims: heading, legend, then paragraphs with their notes.

    From 60 columns on, the notes stand in the margin, below that under their paragraph.
    """
    console.print(_heading(document))
    if document.claims:
        console.print(_legend(document.claims))
    notes = _Notes(document.claims)
    for paragraph in paragraphs(text, document.claims):
        console.print()
        body = _paragraph(paragraph, text, document.claims)
        console.print(_beside(body, notes.of(paragraph), console.width))


def _heading(document: Document) -> RenderableType:
    info = document.document
    line = styled(info.source, "bold")
    for extra in (info.title, info.outlet, info.published, counted(len(document.claims), "claim")):
        if extra:
            line.append(f" · {show(extra)}", style="dim")
    return line


def _legend(claims: tuple[Claim, ...]) -> Text:
    """The types that occur, each in its colour, and how often."""
    counts = Counter(claim.type for claim in claims)
    line = styled(say("legend"), "dim")
    for kind in CLAIM_TYPES:
        if counts[kind]:
            line.append(" · ", style="dim")
            line.append(_type_name(kind), style=TYPE_STYLES[kind])
            line.append(f" {counts[kind]}", style="dim")
    return line


def _paragraph(paragraph: Paragraph, text: str, claims: tuple[Claim, ...]) -> Text:
    from rich.text import Text

    line = Text(style="bold" if paragraph.heading else "")
    before: tuple[int, ...] = ()
    for stretch in (*paragraph.stretches, Stretch(paragraph.end, paragraph.end, ())):
        closing, opening = transition(before, stretch.claims)
        for number in closing:
            line.append("]", style=_style(claims[number], "bold"))
        for number in opening:
            line.append(f"[{number + 1} ", style=_style(claims[number], "bold"))
        style = _style(claims[stretch.claims[-1]]) if stretch.claims else ""
        line.append(_piece(text[stretch.start : stretch.end]), style=style)
        before = stretch.claims
    return line


def _piece(text: str) -> str:
    """A stretch of the text as it can be shown; line ends and the blanks at its edges stay."""
    lines = _LINE_ENDS.sub("\n", text).replace("\u00ad", "").split("\n")
    return "\n".join(_BLANKS.sub(" ", printable(line.replace("\t", " "))) for line in lines)


def _beside(body: Text, notes: Table | None, width: int) -> RenderableType:
    from rich.console import Group
    from rich.padding import Padding
    from rich.table import Table

    if width < NARROW:
        return Group(body, Padding(notes, (0, 0, 0, 2))) if notes else body
    text_width = min(_MAX_TEXT_WIDTH, (width - _GAP) * 2 // 3)
    grid = Table.grid(padding=(0, _GAP, 0, 0))
    grid.add_column(width=text_width, overflow="fold")
    grid.add_column(width=min(width - text_width - _GAP, _MAX_TEXT_WIDTH // 2), overflow="fold")
    grid.add_row(body, notes or "")
    return grid


class _Notes:
    """Who said it, and how, for each claim where it begins; a speaker's role is given once."""

    def __init__(self, claims: tuple[Claim, ...]) -> None:
        self._claims = claims
        self._places = {claim.id: place for place, claim in enumerate(claims, 1)}
        self._seen: set[int] = set()
        self._introduced: set[tuple[str, str]] = set()

    def of(self, paragraph: Paragraph) -> Table | None:
        """The notes of the claims that begin in a paragraph, None if there are none."""
        from rich.table import Table

        new = [number for number in paragraph.begun if number not in self._seen]
        if not new:
            return None
        self._seen.update(new)
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(justify="right", no_wrap=True)
        grid.add_column(overflow="fold")
        for number in new:
            claim = self._claims[number]
            note = self._speaker(claim).append("\n").append_text(self._details(claim))
            grid.add_row(styled(str(number + 1), _style(claim, "bold")), note)
        return grid

    def _speaker(self, claim: Claim) -> Text:
        speaker = claim.speaker
        if speaker is None:
            return styled(say("unnamed"), "italic")
        named = styled(speaker.name, "bold")
        if speaker.role and (speaker.name, speaker.role) not in self._introduced:
            self._introduced.add((speaker.name, speaker.role))
            named.append(f", {show(speaker.role)}")
        return named

    def _details(self, claim: Claim) -> Text:
        details = styled(_type_name(claim.type), _style(claim))
        if claim.parent in self._places:
            details.append(f" {say('nested', number=self._places[claim.parent])}")
        cue = show(claim.cue.text) if claim.cue else ""
        via = say("via", name=show(claim.via.name)) if claim.via else ""
        for part in (cue, via, f"{claim.confidence:.2f}"):
            if part:
                details.append(f" · {part}", style="dim")
        return details


def _type_name(kind: str) -> str:
    return say(f"type_{kind}")


def _style(claim: Claim, more: str = "") -> str:
    return f"{more} {TYPE_STYLES[claim.type]}".strip()
