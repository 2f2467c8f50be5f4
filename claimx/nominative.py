"""The nominative of a phrase's words, as a name stands in a table: "des Weißen Hauses" is "Weißes Haus"."""

from __future__ import annotations

from claimx.analysis import Analysis
from claimx.phrases import Phrase

_ENDINGS = {"m": "er", "n": "es", "f": "e", "pl": "e"}
_SINGULAR = frozenset({"ein", "eine", "eines", "einem", "einen"})
OBLIQUE_SINGULAR = frozenset({"des", "dem", "den", "eines", "einem", "einen"})
"""Articles of a noun that is singular, most often, and not in the nominative."""


def nominative(a: Analysis, phrase: Phrase, i: int) -> str:
    """The word at token ``i`` of a phrase's text in the strong nominative; words of attributes stay as they are."""
    word = a.words[i]
    if i >= phrase.core_end:
        return word
    if a.tags[i] == "ADJA" and i < phrase.head:
        return _adjective(a, phrase, word)
    if i == phrase.head or (a.tags[i] == "NN" and i + 1 < phrase.core_end and a.tags[i + 1] == "NE"):
        return _noun(a, phrase, i)
    return word


def gender_of(a: Analysis, phrase: Phrase) -> str:
    """m, f, n, pl or "" for the head noun of a phrase, from the lexicons, then the article, then the tagger."""
    article = a.lower[phrase.start]
    noun = a.vocabulary.noun(a.words[phrase.head])
    if noun is not None and noun.kind == "group" and article in _SINGULAR:
        noun = a.vocabulary.roles.get(a.words[phrase.head])  # "einem westlichen Diplomaten"
    if (noun is not None and noun.kind == "group") or a.tags[phrase.start] == "CARD":
        return "pl"
    if a.is_plural(phrase.head) and article not in ("das", "des", "dem"):
        return "pl"
    if noun is not None and noun.gender in ("m", "f", "n"):
        return noun.gender
    if article in ("das", "des", "dem"):
        tagged = a.doc[phrase.head].morph.get("Gender", [])
        return "n" if article == "das" or "Neut" in tagged else "m"
    tagged = a.doc[phrase.head].morph.get("Gender", [])
    return {"Masc": "m", "Fem": "f", "Neut": "n"}.get(tagged[0], "") if tagged else ""


def _adjective(a: Analysis, phrase: Phrase, word: str) -> str:
    ending = _ENDINGS.get(gender_of(a, phrase))
    if ending is None or not word.endswith(("e", "en", "er", "es", "em")):
        return word
    if word[:1].isupper() and word.endswith("er"):  # "Berliner", "Kölner" never change
        return word
    stem = word[:-1] if word.endswith("e") else word[:-2]
    return stem + ending


def _noun(a: Analysis, phrase: Phrase, i: int) -> str:
    word = a.words[i]
    article = a.lower[phrase.start]
    v = a.vocabulary
    if article in _SINGULAR and phrase.kind == "group" and (role := v.roles.exact(word.removesuffix("en"))) is not None:
        return role.word  # "einem Diplomaten", "eines Polizisten"
    if article in _SINGULAR and phrase.kind == "group" and (role := v.roles.exact(word.removesuffix("n"))) is not None:
        return role.word
    if phrase.kind == "group" and (known := v.groups.get(word)) is not None and known.word in v.base_forms:
        prefix = word[: max(0, word.lower().rfind(known.word.lower()))]  # of a compound
        base = v.base_forms[known.word]
        return prefix + base.lower() if prefix and not prefix.endswith("-") else prefix + base
    if _is_dative_plural(a, phrase, i):
        return word.removesuffix("n")  # "internen Dienstplänen", "anderen Berichten"
    if article in ("des", "eines", "dieses", "seines", "ihres") and a.tags[i] == "NN":
        for ending in ("es", "s"):
            stem = word.removesuffix(ending)
            if stem != word and len(stem) > 2 and (v.noun(stem) is not None or ending == "s"):
                return stem
    if (
        word.endswith("s")
        and a.tags[i] == "NN"
        and v.organisations.exact(word) is None
        and v.organisations.exact(word[:-1])
    ):
        return word[:-1]
    if phrase.kind == "person" and phrase.start < phrase.head:
        return _adjectival_noun(a, phrase, word)
    return word


def _is_dative_plural(a: Analysis, phrase: Phrase, i: int) -> bool:
    """Whether a masculine or neuter document stands in the dative plural, as a bare adjective in "-en" shows."""
    noun = a.vocabulary.documents.get(a.words[i])
    bare = a.tags[phrase.start] == "ADJA" and a.lower[phrase.start].endswith("en")
    if noun is None or not bare or not a.words[i].endswith("en"):
        return False
    singular = noun.gender in ("m", "n") and noun.word.lower() != a.lower[i]
    return singular or (noun.gender == "-" and noun.word + "n" == a.words[i])


def _adjectival_noun(a: Analysis, phrase: Phrase, word: str) -> str:
    """ "der Angeklagte", "eines Angeklagten" is "Angeklagter"; other nouns stay."""
    plural = a.lower[phrase.start] in ("die", "diese") and word.endswith("en")
    if plural and a.vocabulary.roles.exact(word.removesuffix("n") + "r") is not None:
        return word.removesuffix("n")  # "die Beamten", "die Sachverständigen"
    stem = word.removesuffix("n") if a.lower[phrase.start] in OBLIQUE_SINGULAR else word
    masculine = stem.endswith("e") and phrase.gender != "f" and a.lower[phrase.start] not in ("die", "eine")
    known = a.vocabulary.roles.exact(stem + "r") is not None or (stem + "r").lower().endswith(a.vocabulary.age_suffixes)
    return stem + "r" if masculine and known else word
