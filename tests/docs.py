"""Docs built by hand: one token a line, with the grammar of both label sets beside each other.

A table has the columns word, STTS tag, UD head, UD label, TIGER head, TIGER label, and, optionally,
morphology ("Mood=Sub|Number=Sing") and an entity ("B-PER", "I-PER"); "-" is nothing. Heads count from 1, and 0
is the root, as in CoNLL-U.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from claimx.analysis import Analysis
from claimx.components import CLAIMS_KEY, ClaimComponent, LayoutComponent
from claimx.cues import cue_lexicon
from claimx.phrases import Phrase, PhraseReader
from claimx.pipeline import DEFAULT_ENGINE, add_components
from claimx.vocabulary import vocabulary

Scheme = Literal["ud", "tiger"]
SCHEMES: tuple[Scheme, ...] = ("ud", "tiger")

_NO_BLANK_BEFORE = frozenset(".,:;!?)]“”")
_NO_BLANK_AFTER = frozenset("„([‚")
_POS = {
    "ADJ": ("ADJA", "ADJD"),
    "ADP": ("APPR", "APPRART", "APPO", "APZR"),
    "ADV": ("ADV", "PAV", "PROAV", "PWAV"),
    "AUX": ("VAFIN", "VAINF", "VAPP", "VAIMP", "VMFIN", "VMINF", "VMPP"),
    "CCONJ": ("KON", "KOKOM"),
    "DET": ("ART", "PDAT", "PIAT", "PPOSAT", "PWAT", "PRELAT"),
    "NOUN": ("NN",),
    "NUM": ("CARD",),
    "PART": ("PTKNEG", "PTKZU", "PTKANT", "PTKA"),
    "PRON": ("PPER", "PDS", "PIS", "PRELS", "PRF", "PWS", "PPOSS"),
    "PROPN": ("NE",),
    "PUNCT": ("$.", "$,", "$("),
    "SCONJ": ("KOUS", "KOUI"),
    "VERB": ("VVFIN", "VVINF", "VVPP", "VVIZU", "VVIMP"),
}
_FORMS = {
    "ART": ("der", "die", "das", "den", "dem", "des", "ein", "eine", "einer", "eines"),
    "ADV": ("so", "auch", "nun", "noch", "nur", "nicht"),
    "PAV": ("darauf", "davon", "darüber", "dafür", "demnach"),
    "PDS": ("dies", "dieser"),
    "PIAT": ("keine", "viele"),
    "PPOSAT": ("sein", "seine", "ihre", "ihren", "seinen"),
    "APPO": ("zufolge",),
    "APPR": ("laut", "nach", "von", "aus", "in", "auf", "mit", "gegenüber", "gemäß", "für", "zu"),
    "APPRART": ("am", "im", "vom", "zum", "zur"),
    "KON": ("und", "oder", "aber", "sowie"),
    "KOUS": ("dass", "ob", "wenn", "weil"),
    "KOKOM": ("als", "wie"),
    "PPER": ("er", "sie", "es", "ihm", "ihr", "wir", "ich"),
    "PRF": ("sich",),
    "PRELS": ("welcher", "welche"),
    "PWAV": ("warum", "wann", "wo"),
    "PTKZU": ("zu",),
    "PTKVZ": ("mit", "an", "hin", "hervor"),
    "VAFIN": ("ist", "sind", "hat", "haben", "wird", "wurde", "sei", "seien", "habe", "werde"),
    "VMFIN": ("soll", "sollen", "will", "kann", "müsse", "könne", "solle"),
}
_POS_OF = {tag: pos for pos, tags in _POS.items() for tag in tags}


@dataclass(frozen=True)
class Row:
    """One token of a table."""

    word: str
    tag: str
    heads: dict[Scheme, int]
    labels: dict[Scheme, str]
    morph: str
    ent: str


@functools.cache
def blank() -> Language:
    """A blank German pipeline."""
    return spacy.blank("de")


def vocab() -> Vocab:
    """The vocabulary that all Docs built here share."""
    return blank().vocab


@functools.cache
def light(engine: str = DEFAULT_ENGINE) -> Language:
    """A blank German pipeline with the claimx components and tags by lexicon: fast, and the rules have work."""
    return new_light(engine)


def new_light(engine: str = DEFAULT_ENGINE) -> Language:
    """As `light`, each time another one."""
    nlp = spacy.blank("de")
    nlp.max_length = 10**9
    nlp.add_pipe("claimx_test_tagger")
    return add_components(nlp, engine)


@Language.component("claimx_test_tagger")
def tag_by_lexicon(doc: Doc) -> Doc:
    """Set the STTS tag of each token by what the lexicons know of its form, without its context."""
    for token in doc:
        token.tag_ = _guess(token.text)
        token.pos_ = _POS_OF.get(token.tag_, "X")
    return doc


@functools.lru_cache(maxsize=100_000)
def _guess(form: str) -> str:
    words, cues, lower = vocabulary("de"), cue_lexicon("de"), form.lower()
    for tag, forms in _FORMS.items():
        if lower in forms:
            return tag
    if not form[:1].isalnum():
        return "$," if form == "," else "$." if form in ".!?:;" else "$("
    if words.outlet(form):
        return "NE"
    if form[0].isupper():
        return "NE" if form in words.first_names or words.noun(form) is None else "NN"
    row = words.subjunctive.get(form)
    if form in cues.forms["finite"] or (row is not None and row["ambiguous"] == "no"):
        return "VVFIN"
    return "VVPP" if form in cues.forms["participle"] else "CARD" if form.isdigit() else "ADJD"


def tagged(line: str, ents: Sequence[str] | None = None) -> Doc:
    """A Doc with its layout and without a parse from "word/TAG word/TAG/Mood=Sub …".

    A word without a tag gets the one that the lexicons guess; "¶" is an end of line.
    """
    cells = [_cells(token) for token in line.split()]
    words = [word.replace("¶", "\n") for word, _, _ in cells]
    doc = Doc(
        vocab(),
        words=words,
        spaces=_spaces(words),
        tags=[tag for _, tag, _ in cells],
        pos=[_POS_OF.get(tag, "X") for _, tag, _ in cells],
        morphs=[morph for _, _, morph in cells],
        ents=list(ents) if ents else None,
    )
    return LayoutComponent()(doc)


def _cells(token: str) -> tuple[str, str, str]:
    word, _, rest = token.partition("/") if token != "/" else (token, "", "")
    tag, _, morph = rest.partition("/")
    return word, tag or ("_SP" if set(word) == {"¶"} else _guess(word)), morph


def claims(doc: Doc) -> list[dict[str, Any]]:
    """The claims that the rules find in a Doc: type, quote, speaker's name, cue, source's name."""
    return [
        {
            "type": claim["type"],
            "quote": " … ".join(doc[start:end].text for start, end in claim["quote"]),
            "speaker": (claim["speaker"] or {}).get("name"),
            "cue": " … ".join(doc[start:end].text for start, end in claim["cue"]),
            "via": (claim["via"] or {}).get("name"),
            "rule": claim["rule"],
        }
        for claim in ClaimComponent()(doc).spans[CLAIMS_KEY].attrs["claims"]
    ]


def told(line: str) -> list[tuple[str, str, str | None]]:
    """Type, quote and speaker's name of the claims in a tagged line."""
    return [(claim["type"], claim["quote"], claim["speaker"]) for claim in claims(tagged(line))]


def parsed(table: str, scheme: Scheme = "ud") -> Doc:
    """A parsed Doc from a table, in one of the label sets."""
    rows = _rows(table)
    words = [row.word for row in rows]
    return Doc(
        vocab(),
        words=words,
        spaces=_spaces(words),
        tags=[row.tag for row in rows],
        pos=[_POS_OF.get(row.tag, "X") for row in rows],
        morphs=[row.morph for row in rows],
        heads=[row.heads[scheme] - 1 if row.heads[scheme] else i for i, row in enumerate(rows)],
        deps=[row.labels[scheme] for row in rows],
        ents=[row.ent for row in rows],
    )


def analysed(line: str, ents: Sequence[str] | None = None) -> Analysis:
    """The analysis of a tagged line."""
    return Analysis(tagged(line, ents))


def phrase_at(line: str, word: str, ents: Sequence[str] | None = None) -> tuple[Analysis, Phrase | None]:
    """The phrase that begins at a word of a tagged line."""
    analysis = analysed(line, ents)
    i = analysis.words.index(word)
    return analysis, PhraseReader(analysis).at(i, len(analysis.words))


def words_of(doc: Doc, start: int, end: int) -> str:
    """The words of a token range, joined by one blank."""
    return " ".join(token.text for token in doc[start:end])


def word(doc: Doc, text: str) -> int:
    """The place of the first token with a text."""
    return next(token.i for token in doc if token.text == text)


def _rows(table: str) -> list[Row]:
    rows = []
    for line in table.strip().splitlines():
        cells = line.split()
        cells += ["-"] * (8 - len(cells))
        name, tag, ud_head, ud, tiger_head, tiger, morph, ent = cells
        heads: dict[Scheme, int] = {"ud": int(ud_head), "tiger": int(tiger_head)}
        rows.append(Row(name, tag, heads, {"ud": ud, "tiger": tiger}, morph.strip("-"), ent if ent != "-" else "O"))
    return rows


def _spaces(words: Sequence[str]) -> list[bool]:
    following = [*words[1:], "."][: len(words)]
    return [
        after not in _NO_BLANK_BEFORE and this not in _NO_BLANK_AFTER and "\n" not in this + after
        for this, after in zip(words, following, strict=True)
    ]
