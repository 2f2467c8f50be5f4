"""Tags mended by the lexicons where form and place leave no doubt."""

from __future__ import annotations

import pytest

import docs
from claimx.tagging import repaired_tags
from claimx.vocabulary import vocabulary


def mended(line: str) -> dict[str, str]:
    """The tags that change, by word."""
    doc = docs.tagged(line)
    before = [token.tag_ for token in doc]
    tags = repaired_tags(doc, vocabulary("de"))
    assert len(tags) == len(doc)
    assert [token.tag_ for token in doc] == before
    return {token.text: tag for token, tag in zip(doc, tags, strict=True) if tag != token.tag_}


@pytest.mark.parametrize(
    ("line", "changes"),
    [
        ("Wendt plant/VVFIN , den Damm umzubauen/VVINF .", {"umzubauen": "VVIZU"}),
        ("Wendt sagte , der Damm bleibe/ADJA .", {"bleibe": "VVFIN"}),
        ("„ Der Damm hält “ , saget/ADJD Wendt .", {"saget": "VVFIN"}),
        ("„ Der Damm hält “ , sgate/ADJD Wendt .", {"sgate": "VVFIN"}),
        ("Wendt hat gefordert/VVFIN , dass es ende/VVFIN .", {"gefordert": "VVPP"}),
        ("Kritiker bemängeln/VVINF , dass der Damm weich ist .", {"bemängeln": "VVFIN"}),
        ("Wendt , die/PRELS alles leitet/VVFIN , vermutet/VVPP , dass/KOUS er hält .", {"vermutet": "VVFIN"}),
        ("Carola Wendt kam/VVFIN . Am Montag/NN ging/VVFIN Wendt/NN .", {"Wendt": "NE"}),  # a name everywhere
        ("Carola Wendt kam/VVFIN . Wendt/ADV selbst/ADV ging/VVFIN .", {"Wendt": "NE"}),
        ("Die AfD/$( forderte/VVFIN Geld/NN .", {"AfD": "NE"}),
        ("Skeptischer/NN äußert/VVFIN sich/PRF Wendt .", {"Skeptischer": "ADJD"}),
        ("Bundestrainer/NN Anders/ADV Wendt kam/VVFIN .", {"Anders": "NE"}),
        ("Wendt fragte , wann/PWAV die Züge/NN fahren/VVINF .", {"fahren": "VVFIN"}),
        ("Die Industrie-/NN und/KON Handelskammer/NN kam/VVFIN .", {"Industrie-": "TRUNC"}),
        ("Der Verband/NN Nordfisch/ADJD kam/VVFIN .", {"Nordfisch": "NE"}),
        ("Wendt kam/VVFIN , der/PRELS „ Rundpost/NN “ .", {"der": "ART"}),
        ("Wendt kam/VVFIN , hielt/VVFIN dieser/PDAT fest/PTKVZ .", {"dieser": "PDS"}),
        ("Angaben/NN eines/ART Helfers/ADJA Westen/NN .", {"Helfers": "NN"}),
    ],
)
def test_slips(line: str, changes: dict[str, str]) -> None:
    assert mended(line) == changes


@pytest.mark.parametrize(
    "line",
    [
        "„ Der Damm hält “ , sagte Landrätin/NN Carola Wendt am Montag/NN .",
        "Wendt sagte , der Damm sei weich .",
        "Wendt versprach , den Damm zu/PTKZU erhöhen/VVINF .",
        "Wendt will/VMFIN den Damm erhöhen/VVINF .",
        "Wendt hat gesagt , der Damm habe gehalten/VVPP .",
        "Die geforderten/ADJA Gelder/NN kamen/VVFIN .",
        "Das Gesagte/NN gilt/VVFIN .",
        "Der Habe/NN wegen/APPR kam/VVFIN er .",
        "Wendt fragte , wann/PWAV zu/PTKZU fahren/VVINF .",
        "Wendt kam/VVFIN , der/PRELS „ Rundpost/NN “ schrieb/VVFIN .",
        "Wendt kam/VVFIN , gehört/VVFIN das Haus/NN ihr .",
        "Ich/PPER komme/VVFIN am Montag/NN .",
        "",
        "¶ ¶¶",
        ". , „ “ ( )",
    ],
)
def test_right_tags_stay(line: str) -> None:
    assert mended(line) == {}


@pytest.mark.parametrize(
    "line",
    [
        "Wendt sagte , die Böden/NN seien zu/PTKZU trocken/ADJD .",
        "Wendt sagt , der Damm ist zu/PTKZU weich .",
        "Der Damm droht/VVFIN zu/PTKZU brechen/VVINF .",
        "Die Leute/NN scheinen/VVFIN zu/PTKZU warten/VVINF .",
        "Wendt hat zu/PTKZU warten/VVINF .",
    ],
)
def test_a_finite_verb_before_zu_stays(line: str) -> None:
    assert mended(line) == {}


def test_a_doc_without_tags() -> None:
    doc = docs.blank()("„Der Damm hält“, sagte Wendt.")
    assert len(repaired_tags(doc, vocabulary("de"))) == len(doc)


@pytest.mark.parametrize(
    ("line", "changes"),
    [
        ("Wendt liess/ADJD ihn/PPER wissen/VVINF , dass es regne/VVFIN .", {"liess": "VVFIN"}),
        ("Der Hund/NN jage/VVFIN Katzen/NN und fresse/NN alles/PIS .", {"fresse": "VVFIN"}),
        ("Wendt sagte , er kommentiere/ADJA Gerüchte/NN nicht .", {"kommentiere": "VVFIN"}),
        ("Wendt droht/VVFIN zu/PTKZU stürzen/VVFIN .", {"stürzen": "VVINF"}),
        ("Vonseiten/NN des Verlags/NN hieß/VVFIN es nichts/PIS .", {"Vonseiten": "APPR"}),
        ("Per/APPR Kjellmark/NE ist alt .", {"Per": "NE"}),
        ("Per/APPR Kjellmark/NE , Skipper/NN , kam/VVFIN .", {"Per": "NE"}),
        ("Der Ärztliche/NN Direktor/NN kam/VVFIN .", {"Ärztliche": "ADJA"}),
        ("Froh/NE ist er nicht .", {"Froh": "ADJD"}),
        ("Wendt selbst/ADV bestreitet/VVPP , krank/ADJD zu/PTKZU sein/VAINF .", {"bestreitet": "VVFIN"}),
        ("Man/PIS bitte/ADV darum .", {"bitte": "VVFIN"}),
        ("Die Eltern/NN säßen/ADV lange/ADV im Flur/NN .", {"säßen": "VVFIN"}),
        ("Er fragt/VVFIN , wer/PWS für Geräte/NN haftet/VVPP .", {"haftet": "VVFIN"}),
        ("Jolanta/NE Bartkowiak/NE kniet/NE vor/APPR dem Balg/NN .", {"kniet": "VVFIN"}),
        ("Wendt : Gebe/NN nicht auf/PTKVZ", {"Gebe": "VVFIN"}),
        ("Drei/CARD sitzen/VVFIN da/ADV . „ Er hält “ , ruft/VVFIN einer/ART herüber/ADV .", {"einer": "PIS"}),
        (
            "Von/APPR den/ART im/APPRART Mai/NN bewilligten/VVFIN 900/CARD Euro/NN sei nichts da/ADV .",
            {"bewilligten": "ADJA"},
        ),
    ],
)
def test_more_slips(line: str, changes: dict[str, str]) -> None:
    assert mended(line) == changes


@pytest.mark.parametrize(
    "line",
    [
        "Der Hund/NN fraß/VVFIN mit der Fresse/NN und der Pfote/NN .",
        "Die Zahl/NN und Größe/NN zählt/VVFIN .",
        "Per/APPR Post/NN kam/VVFIN nichts/PIS .",
        "Per/APPR Kjellmark/NE Bahn/NN kam/VVFIN nichts/PIS .",
        "Die frisierte/ADJA Mähne/NN glänzt/VVFIN .",
        "Vonseiten/NN kam/VVFIN nichts/PIS .",
        "Müller/NE ist krank/ADJD .",
        "Er bittet/VVFIN , bitte/ADV zu/PTKZU kommen/VVINF .",
        "Lind sprach/VVFIN von einer/ART „ Pause/NN “ .",
        "Die Leute/NN im/APPRART Dorf/NN bewilligten/VVFIN 900/CARD Euro/NN .",
    ],
)
def test_words_that_only_look_like_slips(line: str) -> None:
    assert mended(line) == {}
