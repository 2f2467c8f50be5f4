"""The shipped German pipeline: it loads, tags, finds moods, sentences and names, and stays small."""

from __future__ import annotations

from pathlib import Path

import pytest

spacy = pytest.importorskip("spacy")

MODEL = Path(__file__).parent.parent / "models" / "de_claimx_news"
LIMIT = 25 * 2**20

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not (MODEL / "meta.json").exists(), reason="the pipeline is not built"),
]


@pytest.fixture(scope="module")
def nlp():
    return spacy.load(MODEL)


def find(doc, form):
    return next(token for token in doc if token.text == form)


def test_meta(nlp):
    assert (nlp.meta["lang"], nlp.meta["name"]) == ("de", "claimx_news")
    assert nlp.meta["license"] == "CC BY-NC-SA 4.0"
    assert {"tagger", "morphologizer", "trainable_lemmatizer", "parser", "ner"} <= set(nlp.pipe_names)


def test_size():
    assert sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file()) <= LIMIT


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("Die Ministerin sprach am Montag in Rom.", "ART NN VVFIN APPRART NN APPR NE $."),
        ("Die Polizei habe schnell reagiert.", "ART NN VAFIN ADJD VVPP $."),
        ("Wir wollen die Schule bauen.", "PPER VMFIN ART NN VVINF $."),
        ("Der Sprecher teilte mit, dass der Zug kommt.", "ART NN VVFIN PTKVZ $, KOUS ART NN VVFIN $."),
    ],
)
def test_tags(nlp, text, tags):
    assert [token.tag_ for token in nlp(text)] == tags.split()


@pytest.mark.parametrize(
    ("text", "form", "mood"),
    [
        ("Die Lage sei ernst, sagte der Bürgermeister.", "sei", "Sub"),
        ("Die Partei habe das Geld längst gezahlt, erklärte er.", "habe", "Sub"),
        ("Die Preise würden bald steigen, sagte die Forscherin.", "würden", "Sub"),
        ("Die Firma wäre sonst pleite gegangen.", "wäre", "Sub"),
        ("Der Plan könne nicht gelingen, warnte sie.", "könne", "Sub"),
        ("Die Preise wurden gesenkt.", "wurden", "Ind"),
        ("Der Minister ist in Berlin.", "ist", "Ind"),
        ("Sie sagte nichts dazu.", "sagte", "Ind"),
    ],
)
def test_mood(nlp, text, form, mood):
    assert find(nlp(text), form).morph.get("Mood") == [mood]


def test_subject_and_clause(nlp):
    doc = nlp("Der Bürgermeister sagte, dass die Brücke im Mai gesperrt wird.")
    assert find(doc, "Bürgermeister").dep_ == "nsubj"
    assert find(doc, "Bürgermeister").head.text == "sagte"
    assert find(doc, "gesperrt").dep_ == "ccomp"
    assert find(doc, "gesperrt").head.text == "sagte"


def test_separable_verb(nlp):
    doc = nlp("Die Behörde teilte den Beschluss am Freitag mit.")
    assert (find(doc, "mit").dep_, find(doc, "mit").head.text) == ("compound:prt", "teilte")


def test_lemmas(nlp):
    doc = nlp("Die Zeitungen berichteten, die Kinder seien gesund.")
    assert [find(doc, form).lemma_ for form in ("Zeitungen", "berichteten", "seien")] == [
        "Zeitung",
        "berichten",
        "sein",
    ]


def test_sentences_and_line_breaks(nlp):
    doc = nlp("Rat lehnt Antrag ab\n\nDer Rat hat den Antrag am Dienstag abgelehnt. Die Mehrheit war knapp.")
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "Rat lehnt Antrag ab",
        "Der Rat hat den Antrag am Dienstag abgelehnt.",
        "Die Mehrheit war knapp.",
    ]


def test_entities(nlp):
    doc = nlp("Angela Merkel reiste am Dienstag nach Paris.")
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Angela Merkel", "PER"), ("Paris", "LOC")]


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "„“", "\u00ad", "a" * 500, "🙂 ?!"])
def test_odd_texts(nlp, text):
    assert nlp(text).text == text
