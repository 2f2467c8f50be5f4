"""Articles as HTML: paragraphs with marked quotes, and for each paragraph who speaks in it.

Everything from a text is escaped here or by the template. Each character of a text stays one character of the page,
so that offsets hold there, too.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from claimx.messages import Words
from claimx.records import Claim, Speaker
from claimx.stretches import Paragraph, Stretch, paragraphs, transition

# Steers the page or cannot stand in it: controls, text direction, halves of characters.
_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclasses.dataclass(frozen=True)
class Numbered:
    """A claim and its number in the report, from 1."""

    number: int
    claim: Claim
    speaker: str | None
    """The speaker's name in all articles of the report, None without a speaker."""


@dataclasses.dataclass(frozen=True)
class Voice:
    """One speaker's claims that begin in a paragraph, one after the other."""

    speaker: Speaker | None
    claims: tuple[Numbered, ...]


@dataclasses.dataclass(frozen=True)
class Block:
    """A paragraph as HTML, with who speaks in it."""

    start: int
    end: int
    heading: bool
    html: Markup
    voices: tuple[Voice, ...]


def visible(text: str) -> str:
    """The text as a page can show it, each character in its place: what cannot be shown becomes U+FFFD."""
    return _UNSHOWABLE.sub("\ufffd", text.replace("\r\n", " \n").replace("\r", "\n"))


def blocks(text: str, claims: Sequence[Numbered], words: Words) -> Iterator[Block]:
    """The paragraphs of an article with its claims."""
    shown = visible(text)
    begun: set[int] = set()
    for paragraph in paragraphs(text, [item.claim for item in claims]):
        new = [place for place in paragraph.begun if place not in begun]
        begun.update(new)
        html = _paragraph(paragraph, shown, claims, set(new), words)
        voices = tuple(_voices([claims[place] for place in new]))
        yield Block(paragraph.start, paragraph.end, paragraph.heading, html, voices)


def _paragraph(paragraph: Paragraph, text: str, claims: Sequence[Numbered], new: set[int], words: Words) -> Markup:
    parts: list[Markup] = []
    before: tuple[int, ...] = ()
    unnamed = set(new)
    for stretch in (*paragraph.stretches, Stretch(paragraph.end, paragraph.end, ())):
        closing, opening = transition(before, stretch.claims)
        parts += [Markup("</mark>")] * len(closing)
        for depth, place in enumerate(opening, len(stretch.claims) - len(opening)):
            if place in unnamed:
                parts.append(_reference(claims[place], words))
                unnamed.remove(place)
            parts.append(_opening(claims[place], depth))
        parts.append(escape(text[stretch.start : stretch.end]))
        before = stretch.claims
    return Markup().join(parts)


def _opening(item: Numbered, depth: int) -> Markup:
    deep = Markup(" deep") if depth else Markup()
    return Markup('<mark class="t-{}{}" data-c="{}">').format(item.claim.type, deep, item.number)


def _reference(item: Numbered, words: Words) -> Markup:
    """The number before a quote: what the keyboard reaches, and what leads to the note."""
    speaker = item.claim.speaker.name if item.claim.speaker else words["unnamed"]
    label = visible(f"{item.number}: {speaker}, {words['type_' + item.claim.type]}")
    return Markup('<a class="ref t-{}" id="c{}" href="#n{}" data-c="{}" aria-label="{}">{}</a>').format(
        item.claim.type, item.number, item.number, item.number, label, item.number
    )


def _voices(claims: list[Numbered]) -> Iterator[Voice]:
    group: list[Numbered] = []
    for item in claims:
        if group and _who(group[-1].claim) != _who(item.claim):
            yield Voice(group[-1].claim.speaker, tuple(group))
            group = []
        group.append(item)
    if group:
        yield Voice(group[-1].claim.speaker, tuple(group))


def _who(claim: Claim) -> tuple[str, str | None] | None:
    return (claim.speaker.name, claim.speaker.role) if claim.speaker else None
