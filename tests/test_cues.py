"""The cue lexicon: every form in which a cue comes."""

from __future__ import annotations

import pytest

from claimx.cues import CueLexicon, cue_lexicon
from claimx.lexicon import read


@pytest.fixture(scope="module")
def cues() -> CueLexicon:
    return cue_lexicon("de")


@pytest.mark.parametrize(
    ("kind", "form", "lemma"),
    [
        ("finite", "sagt", "sagen"),
        ("finite", "sagte", "sagen"),
        ("finite", "sagten", "sagen"),
        ("finite", "sagen", "sagen"),
        ("finite", "sage", "sagen"),
        ("finite", "rief", "rufen"),
        ("finite", "teilte", "mitteilen"),
        ("finite", "gab", "zugeben"),
        ("joined", "mitteilte", "mitteilen"),
        ("joined", "einräumt", "einräumen"),
        ("participle", "gesagt", "sagen"),
        ("participle", "mitgeteilt", "mitteilen"),
        ("participle", "eingewandt", "einwenden"),
        ("infinitive", "sagen", "sagen"),
        ("infinitive", "mitzuteilen", "mitteilen"),
        ("infinitive", "mitteilen", "mitteilen"),
    ],
)
def test_forms(cues: CueLexicon, kind: str, form: str, lemma: str) -> None:
    assert lemma in {entry.lemma for entry in cues.entries(kind, form)}


@pytest.mark.parametrize("form", ["", "xyzzy", "damm", "regnete", "„"])
def test_other_forms(cues: CueLexicon, form: str) -> None:
    assert all(cues.entries(kind, form) == [] for kind in ("finite", "joined", "participle", "infinitive"))


def test_complements(cues: CueLexicon) -> None:
    (said, *_) = [entry for entry in cues.entries("finite", "sagte") if entry.lemma == "sagen" and not entry.words]
    assert said.strength == "strong"
    assert said.medium == "speech"
    assert all(said.allows(kind) for kind in ("direct", "dass", "v2"))
    assert not said.allows("no such complement")


def test_media(cues: CueLexicon) -> None:
    media = {form: {e.medium for e in cues.entries("finite", form)} for form in ("schrieb", "glaubt", "sagte")}
    assert "writing" in media["schrieb"]
    assert "thought" in media["glaubt"]
    assert "speech" in media["sagte"]


def test_every_entry_is_sound(cues: CueLexicon) -> None:
    for kind in ("finite", "joined", "participle", "infinitive"):
        for form, entries in cues.forms[kind].items():
            assert form == form.lower()
            for entry in entries:
                assert entry.medium in ("speech", "thought", "writing")
                assert entry.strength in ("strong", "medium", "weak")
                assert entry.lemma
                assert entry.complements


@pytest.mark.parametrize(
    ("word", "noun"),
    [
        ("forderung", "Forderung"),
        ("forderungen", "Forderung"),
        ("wahlversprechen", "Versprechen"),
        ("vorwurf", "Vorwurf"),
    ],
)
def test_nouns(cues: CueLexicon, word: str, noun: str) -> None:
    found = cues.noun(word)
    assert found is not None
    assert found.noun == noun


@pytest.mark.parametrize("word", ["damm", "", "bundesrat", "montag"])
def test_other_nouns(cues: CueLexicon, word: str) -> None:
    assert cues.noun(word) is None


def test_it_is_read_once() -> None:
    assert cue_lexicon("de") is cue_lexicon("de")


def test_every_finite_form_with_an_eszett_counts_in_the_swiss_spelling(cues: CueLexicon) -> None:
    for kind, forms in cues.forms.items():
        for form in [form for form in forms if "ß" in form]:
            swiss = {entry.lemma for entry in cues.entries(kind, form.replace("ß", "ss"))}
            assert {entry.lemma for entry in cues.entries(kind, form)} <= swiss
    assert cues.swiss == {form.replace("ß", "ss") for form in cues.forms["finite"] if "ß" in form}


@pytest.mark.parametrize(
    ("kind", "form", "lemma"),
    [
        ("finite", "liess", "lassen"),
        ("finite", "heisst", "heißen"),
        ("finite", "äussert", "äußern"),
        ("joined", "guthiess", "gutheißen"),
        ("infinitive", "begrüssen", "begrüßen"),
        ("participle", "geäussert", "äußern"),
    ],
)
def test_swiss_forms(cues: CueLexicon, kind: str, form: str, lemma: str) -> None:
    assert lemma in {entry.lemma for entry in cues.entries(kind, form)}


@pytest.mark.parametrize(
    ("word", "noun"),
    [("äusserung", "Äußerung"), ("ruf", "Ruf"), ("rufe", "Ruf"), ("beruf", "")],
)
def test_spellings_and_whole_nouns(cues: CueLexicon, word: str, noun: str) -> None:
    found = cues.noun(word)
    assert (found.noun if found else "") == noun


def test_swiss_prepositions(cues: CueLexicon) -> None:
    assert [cue.words for cue in cues.prepositions["gemäss"]] == [("gemäss",)]
    assert ("nach", "äusserungen") in {cue.words for cue in cues.prepositions["nach"]}


def test_nouns_that_a_postposition_encloses_with_their_owner(cues: CueLexicon) -> None:
    assert {"angaben", "auskunft"} <= cues.enclosing
    assert not {"bericht", "studie", "umfrage", "meldung"} & cues.enclosing


def test_no_verb_is_there_twice() -> None:
    rows = [tuple(row.values()) for row in read("cue_verbs", "de")]
    assert len(set(rows)) == len(rows)
