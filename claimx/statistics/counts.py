"""Claims counted by speaker, type, role, kind, gender, source, via, month and cue.

A tally takes one document at a time and keeps counts and hashes of it: memory grows with the distinct names, roles,
cues and quotations, not with the documents.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from urllib.parse import urlsplit

from claimx.outputs.writers import one_line
from claimx.records import Claim, Document, Speaker
from claimx.statistics.names import Decision, NameBook, canonical_names, spoken_name
from claimx.statistics.options import DIMENSIONS
from claimx.statistics.reading import read_name
from claimx.statistics.repeats import Repeats
from claimx.vocabulary import vocabulary

_MONTH = re.compile("[0-9]{4}-(0[1-9]|1[0-2])(?![0-9])")


@dataclasses.dataclass(slots=True)
class Amount:
    """How many claims, and how many words their quotes have."""

    claims: int = 0
    words: int = 0
    verbatim: int = 0
    """Words in quotation marks."""

    def add(self, other: Amount) -> None:
        """Add another amount to this one."""
        self.claims += other.claims
        self.words += other.words
        self.verbatim += other.verbatim


@dataclasses.dataclass(frozen=True)
class Group:
    """The claims that have something in common."""

    name: str | None
    """What they have in common; None if the claims do not tell it, for instance those without a speaker."""
    claims: int
    words: int
    """Words of their quotes."""
    verbatim: int
    """Those of the words that stand in quotation marks."""


@dataclasses.dataclass(frozen=True)
class Repetition:
    """What is known of repeated quotations, counted or not."""

    claims: int
    """Claims that repeat an earlier one in nearly the same words."""
    quotations: int
    """Distinct quotations that are repeated."""
    counted: str
    """`each`: every claim counts; `once`: only the first of those that repeat each other."""


@dataclasses.dataclass(frozen=True)
class Statistics:
    """A corpus in figures."""

    documents: int
    speakers: int
    """Distinct ones, unified."""
    total: Group
    repeats: Repetition
    groups: Mapping[str, tuple[Group, ...]]
    """By dimension, the groups with most claims first, months in their order; the one without a name last."""
    names: tuple[Decision, ...]
    """What became of every name, before aliases."""


class Tally:
    """Counts the claims of documents as they come."""

    def __init__(self, *, once: bool = False, wants: Callable[[Claim], bool] | None = None) -> None:
        """Count the claims that `wants` accepts, by default all; with `once`, no repeats of them.

        Claims that are not wanted still tell who a surname is.
        """
        self._once = once
        self._wants = wants or (lambda _: True)
        self._documents = 0
        self._names = NameBook()
        self._repeats = Repeats()
        self._speakers: dict[tuple[str | None, str | None, str | None], Amount] = defaultdict(Amount)
        """By name, kind and gender; the names are unified at the end."""
        self._plain: dict[str, dict[str | None, Amount]] = {d: defaultdict(Amount) for d in DIMENSIONS}

    def add(self, document: Document) -> None:
        """Count one document."""
        self._documents += 1
        full = self._names.add(document)
        source, month = source_of(document), _month_of(document)
        for claim in filter(self._wants, document.claims):
            name = full[spoken_name(claim.speaker)] if claim.speaker else None
            said_before = self._repeats.is_repeat(claim.quote.text, read_name(name).words if name else ())
            if said_before and self._once:
                continue
            amount = amount_of(claim)
            speaker = claim.speaker
            about = (name, speaker.kind, speaker.gender) if speaker else (None, None, None)
            self._speakers[about].add(amount)
            for dimension, value in _values(claim, source, month):
                self._plain[dimension][value].add(amount)

    def statistics(self, aliases: Mapping[str, str] | None = None) -> Statistics:
        """The figures of all documents so far; `aliases` give the canonical names of names, and win."""
        decisions = self._names.decisions()
        groups = {d: _sorted(_merged(self._plain[d]) if d in _MERGED else self._plain[d]) for d in DIMENSIONS}
        groups.update(self._by_person(canonical_names(decisions, aliases)))
        groups["month"] = tuple(sorted(groups["month"], key=lambda group: (group.name is None, group.name or "")))
        return Statistics(
            documents=self._documents,
            speakers=sum(group.name is not None for group in groups["speaker"]),
            total=total_of(groups["type"]),
            repeats=Repetition(self._repeats.claims, self._repeats.quotations, "once" if self._once else "each"),
            groups=groups,
            names=tuple(decisions),
        )

    def _by_person(self, canonical: Mapping[str, str]) -> dict[str, tuple[Group, ...]]:
        """Speakers, kinds and genders: what is known of a speaker in one article holds in all."""
        kinds: dict[str, set[str]] = defaultdict(set)
        genders: dict[str, set[str]] = defaultdict(set)
        for name, kind, gender in self._speakers:
            if name is not None:
                kinds[canonical[name]] |= {kind} - {None, "unknown"}  # type: ignore[arg-type]
                genders[canonical[name]] |= {gender} - {None}  # type: ignore[arg-type]
        counted: dict[str, dict[str | None, Amount]] = {d: defaultdict(Amount) for d in ("speaker", "kind", "gender")}
        for (name, kind, gender), amount in self._speakers.items():
            who = None if name is None else canonical[name]
            if who is not None:
                kind = kind if kind != "unknown" else _only(kinds[who]) or kind
                gender = gender or _only(genders[who])
            for dimension, value in (("speaker", who), ("kind", kind), ("gender", gender)):
                counted[dimension][value].add(amount)
        return {dimension: _sorted(amounts) for dimension, amounts in counted.items()}


# Values that a text spells with a capital at the beginning of a sentence, and one without.
_MERGED = frozenset({"role", "cue"})


def total_of(groups: Collection[Group]) -> Group:
    """What the groups hold together, as a group without a name."""
    return Group(
        None,
        sum(group.claims for group in groups),
        sum(group.words for group in groups),
        sum(group.verbatim for group in groups),
    )


def source_of(document: Document) -> str:
    """Who published a document: its outlet, else the host of its address, else the name of the input."""
    info = document.document
    if info.outlet:
        return one_line(info.outlet)
    host = _host(info.source)
    return host.removeprefix("www.") if host else one_line(info.source)


def _host(source: str) -> str | None:
    try:
        return urlsplit(source).hostname if source.startswith(("http://", "https://")) else None
    except ValueError:  # brackets that hold no address
        return None


def amount_of(claim: Claim) -> Amount:
    """One claim and the words of its quote.

    A direct quotation whose stretches in marks are not known, as in a table that was read back, counts as verbatim.
    """
    words = count_words(claim.quote.text)
    if claim.type == "direct" and not claim.verbatim:
        return Amount(1, words, words)
    return Amount(1, words, min(words, sum(count_words(text) for text in _verbatim_texts(claim))))


def count_words(text: str) -> int:
    """The words of a text: what stands between blanks and has a letter or digit."""
    return sum(any(c.isalnum() for c in word) for word in text.split())


def _verbatim_texts(claim: Claim) -> Iterable[str]:
    """The stretches in quotation marks, cut from the text of the quote."""
    at = 0  # where the span begins in the quote's text
    for span in claim.quote.spans:
        for marked in claim.verbatim:
            start, end = max(span.start, marked.start), min(span.end, marked.end)
            if start < end:
                yield claim.quote.text[at + start - span.start : at + end - span.start]
        at += span.end - span.start + 1


def _month_of(document: Document) -> str | None:
    found = _MONTH.match(document.document.published or "")
    return found.group() if found else None


def _values(claim: Claim, source: str, month: str | None) -> tuple[tuple[str, str | None], ...]:
    return (
        ("type", claim.type),
        ("role", _role_of(claim.speaker)),
        ("source", source),
        ("via", outlet_name(claim.via.name) if claim.via else None),
        ("month", month),
        ("cue", one_line(claim.cue.text) or None if claim.cue else None),
    )


def _role_of(speaker: Speaker | None) -> str | None:
    return one_line(speaker.role) if speaker and speaker.role else None


def outlet_name(name: str) -> str:
    """The full name of an agency or outlet, if the data files have it; else the name on one line."""
    outlet = vocabulary().outlet(one_line(name))
    return outlet.full if outlet else one_line(name)


def _merged(amounts: Mapping[str | None, Amount]) -> dict[str | None, Amount]:
    """Spellings that differ in capitals only, as one: the most frequent, small letters before capitals."""
    spellings: dict[str | None, Counter[str | None]] = defaultdict(Counter)
    for value, amount in amounts.items():
        spellings[value and value.casefold()][value] += amount.claims
    merged: dict[str | None, Amount] = {}
    for found in spellings.values():
        shown = max(found, key=lambda value: (found[value], value or ""))
        merged[shown] = _sum(amounts[value] for value in found)
    return merged


def _only(found: set[str]) -> str | None:
    return next(iter(found)) if len(found) == 1 else None


def _sum(amounts: Iterable[Amount]) -> Amount:
    total = Amount()
    for amount in amounts:
        total.add(amount)
    return total


def _sorted(amounts: Mapping[str | None, Amount]) -> tuple[Group, ...]:
    groups = (Group(name, amount.claims, amount.words, amount.verbatim) for name, amount in amounts.items())
    return tuple(sorted(groups, key=lambda g: (g.name is None, -g.claims, -g.words, g.name or "")))
