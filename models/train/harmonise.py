"""Make the treebanks agree: tags, relations, lemmas, marks, spacing; keep only trusted features."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

from spacy.language import Language

from .subjunctive import Subjunctives
from .words import Sentence, Word, fuse, group_by_tokens, read_conllu, surface_text

DATA = Path(os.environ.get("DATA", "../shared/data"))
HELD_OUT = 400
"""Number of sentences at the end of gsd-test that no training ever sees."""

NO_SPACE_BEFORE = set(",.;:?!)]%…") | {"..."}
NO_SPACE_AFTER = set("([")
MARKS = {'"', "``", "''", "„", "“", "”", "»", "«", "‚", "‘"}
TAGS = {"PROAV": "PAV", "PIDAT": "PIAT", "KOKON": "KOKOM", "VVIN": "VVINF", "VFINF": "VVINF", "$;": "$."}
RELATIONS = {
    "flat:name": "flat",
    "acl:relcl": "acl",
    "nmod:poss": "nmod",
    "obl:tmod": "obl",
    "iobj": "obl:arg",
    "expl:pv": "obj",
    "nsubj:outer": "nsubj",
    "csubj:pass": "csubj",
    "reparandum": "dep",
    "orphan": "dep",
    "dislocated": "dep",
}


def _listed(kind: str) -> set[str]:
    rows = (
        line.split("\t") for line in (Path(__file__).parent / "labels.tsv").read_text(encoding="utf-8").splitlines()
    )
    return {row[1] for row in rows if row[0] == kind}


ADVERBIAL = _listed("subordinator")
AGREEING = ("det", "det:poss", "amod")
STTS = _listed("tag")


def load_treebanks(nlp: Language, subjunctives: Subjunctives) -> dict[str, list[Sentence]]:
    """All treebanks, harmonised; ``gsd-train`` is the start of gsd-test and ``gsd-held`` its end."""
    raw = {
        name: list(read_conllu(DATA / "ud" / f"{name}.conllu.gz", name.split("-")[0]))
        for name in ("gsd-dev", "gsd-test", "pud", "hdt-a", "hdt-b", "lit")
    }
    banks = {
        "gsd-train": raw["gsd-test"][:-HELD_OUT],
        "gsd-dev": raw["gsd-dev"],
        "gsd-held": raw["gsd-test"][-HELD_OUT:],
        "pud": raw["pud"],
        "hdt": raw["hdt-a"] + raw["hdt-b"],
        "lit": raw["lit"],
    }
    fixers: dict[str, Callable[[Sentence, Subjunctives], None]] = {
        "pud": _fix_pud,
        "hdt": _fix_hdt,
        "lit": _fix_lit,
    }
    for name, sentences in banks.items():
        for sentence in sentences:
            if name in ("hdt", "lit"):
                rebuild_spacing(sentence)
            normalise_marks(sentence)
            if name in fixers:
                fixers[name](sentence, subjunctives)
        banks[name] = [tokenized(nlp, sentence) for sentence in sentences]
    _agree_on_lemmas(banks)
    return banks


def tokenized(nlp: Language, sentence: Sentence) -> Sentence:
    """The sentence with its words fused as the tokenizer of ``nlp`` cuts the text."""
    text, spans = surface_text(sentence)
    tokens = [(t.idx, t.idx + len(t)) for t in nlp.make_doc(text) if not t.is_space]
    return fuse(sentence, group_by_tokens(spans, tokens))


def rebuild_spacing(sentence: Sentence) -> None:
    """Give each word the space after it that German typography asks for."""
    open_mark = False
    words = sentence.words
    for word, following in pairwise(words):
        if word.unit == following.unit:
            continue
        ends = following.surface in NO_SPACE_BEFORE
        is_opening = word.surface in ("«", "»", '"') and not open_mark and not ends
        if word.surface in ("«", "»", '"'):
            open_mark = is_opening
        closes_next = following.surface in ("«", "»", '"') and open_mark
        word.space = not (
            following.surface in NO_SPACE_BEFORE or word.surface in NO_SPACE_AFTER or is_opening or closes_next
        )


def normalise_marks(sentence: Sentence) -> None:
    """Write every double mark as „ or “; spacing and place tell an opening straight mark from a closing one."""
    open_mark = False
    words = sentence.words
    for index, word in enumerate(words):
        if word.form not in ("``", "''", '"', "»", "«"):
            continue
        last = index == len(words) - 1 or words[index + 1].form in NO_SPACE_BEFORE
        attached = index > 0 and not words[index - 1].space
        opening = word.form == "``" or (word.form != "''" and not open_mark and not last)
        if word.form == '"' and sentence.source == "gsd":
            opening = not attached and not last
        open_mark = opening
        word.form = word.surface = word.lemma = "„" if opening else "“"
        if word.tag is not None and sentence.source != "pud":
            word.tag = "$("
        word.upos = "PUNCT"


def _tag(word: Word) -> None:
    if word.tag is None:
        return
    tag = TAGS.get(word.tag, word.tag)
    if word.upos == "PUNCT" and tag not in ("$(", "$,", "$."):
        tag = "$("
    word.tag = tag if tag in STTS else None


def _relations(sentence: Sentence) -> None:
    words = sentence.words
    children: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        if word.head is not None and word.dep != "ROOT":
            children[word.head].append(word)
    for index, word in enumerate(words):
        assert word.dep is not None
        assert word.feats is not None
        word.dep = RELATIONS.get(word.dep, word.dep)
        if word.dep == "det" and (word.tag == "PPOSAT" or word.feats.get("Poss") == "Yes"):
            word.dep = "det:poss"
        below = children[index]
        if word.dep == "obj" and not any(child.dep == "case" for child in below):
            cases = {word.feats.get("Case")} | {
                (child.feats or {}).get("Case") for child in below if child.dep in AGREEING
            }
            if cases - {None} == {"Dat"}:
                word.dep = "obl:arg"
        if word.dep == "ccomp" and any(child.dep == "mark" and child.form.lower() in ADVERBIAL for child in below):
            word.dep = "advcl"


def _agreement(sentence: Sentence) -> None:
    """Case, number and gender pass between a noun and its determiners and adjectives."""
    words = sentence.words
    for word in words:
        if word.dep not in AGREEING or word.head is None or word.feats is None:
            continue
        noun = words[word.head]
        if noun.feats is None or noun.upos not in ("NOUN", "PROPN"):
            continue
        for key in ("Case", "Number", "Gender"):
            here, there = word.feats.get(key), noun.feats.get(key)
            if here and not there and "," not in here:
                noun.feats[key] = here
            elif there and not here and "," not in there:
                word.feats[key] = there


def _keep(word: Word, keys: Iterable[str]) -> None:
    assert word.feats is not None
    word.feats = {key: word.feats[key] for key in keys if key in word.feats and "," not in word.feats[key]}


def _verb_class(word: Word) -> None:
    if word.tag and word.tag.startswith("VA"):
        word.upos = "AUX" if word.dep in ("aux", "aux:pass", "cop") else "VERB"
    if word.dep == "aux:pass" and word.feats is not None and word.lemma == "werden":
        word.feats["Voice"] = "Pass"


def _fix_pud(sentence: Sentence, subjunctives: Subjunctives) -> None:
    for word in sentence.words:
        word.tag = None
        if word.upos == "PUNCT":
            word.tag = "$," if word.form == "," else "$." if word.form in (".", "!", "?", ":", ";") else "$("
    _relations(sentence)
    for word in sentence.words:
        _keep(
            word,
            (
                "Case",
                "Number",
                "Gender",
                "Person",
                "Tense",
                "Mood",
                "VerbForm",
                "PronType",
                "Poss",
                "Reflex",
                "Degree",
                "NumType",
            ),
        )
        if word.upos not in ("ADJ", "NUM", "DET") and word.feats:
            word.feats.pop("Degree", None)
        if word.feats and word.upos in ("VERB", "AUX") and word.feats.get("Mood"):
            word.feats["VerbForm"] = "Fin"
            subjunctives.repair(word)
        _verb_class(word)


def _fix_hdt(sentence: Sentence, subjunctives: Subjunctives) -> None:
    _relations(sentence)
    for word in sentence.words:
        _tag(word)
        if word.tag in ("APPR", "KOUS", "KON"):
            word.feats = {}
        _keep(word, ("Case", "Number", "Gender", "Person", "Tense", "Mood", "VerbForm", "Degree"))
        if word.upos != "ADJ" and word.feats:
            word.feats.pop("Degree", None)
        if word.tag and word.tag.endswith("FIN"):
            subjunctives.repair(word)
        word.lemma = whole_lemma(word)
        _verb_class(word)
    _agreement(sentence)


def _fix_lit(sentence: Sentence, subjunctives: Subjunctives) -> None:
    _relations(sentence)
    for word in sentence.words:
        _tag(word)
        _keep(word, ("Case", "Number", "Gender", "Person"))
        assert word.feats is not None
        if word.tag and word.tag.endswith("FIN"):
            word.feats["VerbForm"] = "Fin"
            subjunctives.repair(word)
        _verb_class(word)
    _agreement(sentence)


def whole_lemma(word: Word) -> str | None:
    """Lemma with the first part of a compound put back (Mitbenutzern: Benutzer, so Mitbenutzer)."""
    form, lemma = word.form, word.lemma
    if not lemma or word.upos != "NOUN" or form[:1].lower() == lemma[:1].lower():
        return lemma
    at = form.lower().rfind(lemma.lower()[: max(3, len(lemma) - 4)])
    if at < 1:
        return None
    return form[:at] + (lemma if form[at - 1] == "-" else lemma.lower())


def _agree_on_lemmas(banks: dict[str, list[Sentence]]) -> None:
    """Closed classes take the lemma that GSD gives them."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    closed = ("DET", "PRON", "ADP", "PART", "CCONJ", "SCONJ", "AUX", "PUNCT")
    for word in (w for s in banks["gsd-train"] for w in s.words):
        if word.upos in closed and word.lemma:
            counts[word.form.lower(), word.upos][word.lemma] += 1
    for name in ("pud", "hdt", "lit"):
        for word in (w for s in banks[name] for w in s.words):
            known = counts.get((word.form.lower(), word.upos or ""))
            if known:
                word.lemma = known.most_common(1)[0][0]
