"""The automatic STTS and RFTagger columns of the Redewiedergabe corpus as a second source of tags and mood."""

from __future__ import annotations

import csv
import io
import tarfile
from collections.abc import Iterator

from .harmonise import DATA, STTS, TAGS, normalise_marks, rebuild_spacing
from .subjunctive import Subjunctives
from .words import Sentence, Word

VALUES = {
    "Nom": ("Case", "Nom"),
    "Acc": ("Case", "Acc"),
    "Dat": ("Case", "Dat"),
    "Gen": ("Case", "Gen"),
    "Sg": ("Number", "Sing"),
    "Pl": ("Number", "Plur"),
    "Masc": ("Gender", "Masc"),
    "Fem": ("Gender", "Fem"),
    "Neut": ("Gender", "Neut"),
    "1": ("Person", "1"),
    "2": ("Person", "2"),
    "3": ("Person", "3"),
    "Pres": ("Tense", "Pres"),
    "Past": ("Tense", "Past"),
    "Ind": ("Mood", "Ind"),
    "Subj": ("Mood", "Sub"),
    "Pos": ("Degree", "Pos"),
    "Comp": ("Degree", "Cmp"),
    "Sup": ("Degree", "Sup"),
    "Def": ("Definite", "Def"),
    "Indef": ("Definite", "Ind"),
}
AGREE = {
    "NN": "N",
    "NE": "N",
    "ART": "ART",
    "ADJA": "ADJA",
    "ADJD": "ADJD",
    "APPRART": "APPRART",
    "VVFIN": "VFIN",
    "VAFIN": "VFIN",
    "VMFIN": "VFIN",
    "PPER": "PRO",
    "PPOSAT": "PRO",
    "PRELS": "PRO",
    "PDAT": "PRO",
    "PDS": "PRO",
    "PIS": "PRO",
    "PIAT": "PRO",
    "PRF": "PRO",
}
LEMMATIZED = {"NN", "ADJA", "ADJD", "ADV", "VVFIN", "VVINF", "VVPP", "VVIZU", "VAFIN", "VMFIN", "VAINF", "VMINF"}
LONGEST = 80


def load_silver(subjunctives: Subjunctives) -> Iterator[Sentence]:
    """Sentences with ``tag``, ``lemma`` and trusted ``feats`` (``None``: unknown), without a tree."""
    with tarfile.open(DATA / "stwr" / "redewiedergabe-main.tar.gz") as archive:
        for member in sorted(archive.getnames()):
            if "/rwk_" not in member:
                continue
            stream = archive.extractfile(member)
            assert stream is not None
            text = io.TextIOWrapper(stream, encoding="utf-8")
            rows = csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE)
            yield from _sentences(rows, subjunctives)


def _sentences(rows: Iterator[dict[str, str]] | csv.DictReader[str], subjunctives: Subjunctives) -> Iterator[Sentence]:
    words: list[Word] = []
    for row in rows:
        if not row["tok"] or " " in row["tok"]:
            continue
        words.append(_word(row, len(words), subjunctives))
        closes = words[-1].tag == "$." and words[-1].form not in (";", ":")
        if (closes and len(words) > 3) or len(words) >= LONGEST:
            yield _finished(words)
            words = []
    if words:
        yield _finished(words)


def _finished(words: list[Word]) -> Sentence:
    sentence = Sentence("stwr", words)
    rebuild_spacing(sentence)
    normalise_marks(sentence)
    return sentence


def _word(row: dict[str, str], unit: int, subjunctives: Subjunctives) -> Word:
    tag = "FM" if row["pos"].startswith("FM.") else TAGS.get(row["pos"], row["pos"])
    lemma = row["lemma"] if tag in LEMMATIZED and row["lemma"][:1].lower() == row["tok"][:1].lower() else None
    word = Word(row["tok"], lemma=lemma, tag=tag if tag in STTS else None, unit=unit, surface=row["tok"])
    if word.tag == "FM":
        word.tag = None
    parts = row["rfpos"].split(".")
    expected = AGREE.get(tag)
    if expected is None:
        word.feats = {} if tag not in AGREE else None
    elif parts[0] == expected:
        word.feats = dict(VALUES[part] for part in parts[1:] if part in VALUES)
    if word.feats is not None and tag.endswith("FIN"):
        word.feats["VerbForm"] = "Fin"
        claimed = word.feats.get("Mood")
        subjunctives.repair(word)
        unsure = word.form.lower() in subjunctives.ambiguous or word.feats.get("Tense") == "Past"
        if claimed == "Sub" and word.feats.get("Mood") == "Sub" and unsure and not _clear(word, subjunctives):
            word.feats = None
    return word


def _clear(word: Word, subjunctives: Subjunctives) -> bool:
    return word.form.lower() in subjunctives.clear
