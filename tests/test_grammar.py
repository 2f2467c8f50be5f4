"""The grammar module over Docs built by hand: both label sets give the same answers."""

from __future__ import annotations

from typing import Any

import pytest

import docs
from claimx import grammar
from claimx.components import ClaimComponent

# Landrätin Carola Wendt sagte am Montag, dass der Damm halte.
DASS = """
Landrätin  NN      4 nsubj      4 sb    -                 O
Carola     NE      1 appos      3 pnc   -                 B-PER
Wendt      NE      2 flat       1 nk    -                 I-PER
sagte      VVFIN   0 root       0 ROOT  Mood=Ind|Tense=Past|Number=Sing
am         APPRART 6 case       4 mo
Montag     NN      4 obl        5 nk
,          $,      11 punct     4 punct
dass       KOUS    11 mark      11 cp
der        ART     10 det       10 nk
Damm       NN      11 nsubj     11 sb
halte      VVFIN   4 ccomp      4 oc    Mood=Sub|Tense=Pres|Number=Sing
.          $.      4 punct      4 punct
"""

# Der Sprecher des Ministeriums hat den Plan verteidigt.
PERFECT = """
Der           ART   2 det       2 nk
Sprecher      NN    8 nsubj     5 sb    Case=Nom|Number=Sing
des           ART   4 det       4 nk
Ministeriums  NN    2 nmod      2 ag
hat           VAFIN 8 aux       0 ROOT  Mood=Ind
den           ART   7 det       7 nk
Plan          NN    8 obj       8 oa
verteidigt    VVPP  0 root      5 oc
.             $.    8 punct     5 punct
"""

# Der Plan wurde von Kern kritisiert.
PASSIVE = """
Der          ART   2 det        2 nk
Plan         NN    6 nsubj:pass 3 sb
wurde        VAFIN 6 aux:pass   0 ROOT
von          APPR  5 case       6 sbp
Kern         NE    6 obl:agent  4 nk
kritisiert   VVPP  0 root       3 oc
.            $.    6 punct      3 punct
"""

# Die Vorsitzende, Antje Sürig, ist zufrieden.
APPOSITION = """
Die           ART   2 det       2 nk
Vorsitzende   NN    8 nsubj     7 sb
,             $,    4 punct     4 punct
Antje         NE    2 appos     5 pnc
Sürig         NE    4 flat      2 app
,             $,    4 punct     4 punct
ist           VAFIN 8 cop       0 ROOT
zufrieden     ADJD  0 root      7 pd
.             $.    8 punct     7 punct
"""

# Anna Kern und Odile Marchand warnen.
PAIR = """
Anna      NE    6 nsubj    2 pnc
Kern      NE    1 flat     6 sb
und       KON   4 cc       2 cd
Odile     NE    1 conj     5 pnc
Marchand  NE    4 flat     3 cj
warnen    VVFIN 0 root     0 ROOT  Number=Plur
.         $.    6 punct    6 punct
"""

# Der neue Chef der Bahn in Wien schweigt.
PHRASE = """
Der      ART   3 det     3 nk
neue     ADJA  3 amod    3 nk
Chef     NN    8 nsubj   8 sb
der      ART   5 det     5 nk
Bahn     NN    3 nmod    3 ag
in       APPR  7 case    3 mnr
Wien     NE    3 nmod    6 nk
schweigt VVFIN 0 root    0 ROOT
.        $.    8 punct   8 punct
"""

schemes = pytest.mark.parametrize("scheme", docs.SCHEMES)


@schemes
@pytest.mark.parametrize(
    ("table", "verb", "subject"),
    [
        (DASS, "sagte", {"Landrätin"}),
        (DASS, "halte", {"Damm"}),
        (PERFECT, "hat", {"Sprecher"}),
        (PERFECT, "verteidigt", {"Sprecher"}),
        (PASSIVE, "wurde", {"Plan"}),
        (APPOSITION, "ist", {"Vorsitzende"}),
        (PAIR, "warnen", {"Anna", "Kern"}),  # the schemes head a name differently
        (PHRASE, "schweigt", {"Chef"}),
    ],
)
def test_the_subject_of_a_verb(scheme: Any, table: str, verb: str, subject: set[str]) -> None:
    doc = docs.parsed(table, scheme)
    found = grammar.subject_of(doc[docs.word(doc, verb)])
    assert found is not None
    assert found.text in subject


@schemes
def test_the_agent_of_a_passive_participle_is_not_its_subject(scheme: Any) -> None:
    doc = docs.parsed(PASSIVE, scheme)
    found = grammar.subject_of(doc[docs.word(doc, "kritisiert")])
    assert found is None or found.text == "Plan"


@schemes
def test_no_subject_without_one(scheme: Any) -> None:
    table = """
    Gewarnt  VVPP  0 root   2 oc
    wird     VAFIN 1 aux:pass 0 ROOT
    davor    PAV   1 advmod 1 op
    """
    doc = docs.parsed(table, scheme)
    assert grammar.subject_of(doc[1]) is None


def test_no_subject_without_a_parse() -> None:
    doc = docs.tagged("Kern/NE sagte/VVFIN nichts/PIS ./$.")
    assert grammar.subject_of(doc[1]) is None


@schemes
def test_a_loop_of_heads_ends(scheme: Any) -> None:
    table = """
    gesagt   VVPP 0 oc  0 oc
    haben    VAINF 1 oc 1 oc
    """
    doc = docs.parsed(table, scheme)
    assert [grammar.subject_of(token) for token in doc] == [None, None]


@schemes
def test_the_apposition_of_a_noun(scheme: Any) -> None:
    doc = docs.parsed(APPOSITION, scheme)
    found = grammar.apposition_of(doc[1])
    assert found is not None
    assert found.text in ("Antje", "Sürig")
    assert {token.text for token in found.subtree} >= {"Antje", "Sürig"}
    assert grammar.apposition_of(doc[docs.word(doc, "zufrieden")]) is None


@schemes
@pytest.mark.parametrize(
    ("table", "verb", "clause"),
    [
        (DASS, "halte", "dass der Damm halte"),
        (DASS, "sagte", "Landrätin Carola Wendt sagte am Montag , dass der Damm halte ."),
        (PERFECT, "hat", "Der Sprecher des Ministeriums hat den Plan verteidigt ."),
        (PASSIVE, "wurde", "Der Plan wurde von Kern kritisiert ."),
        (APPOSITION, "ist", "Die Vorsitzende , Antje Sürig , ist zufrieden ."),
    ],
)
def test_the_clause_of_a_finite_verb(scheme: Any, table: str, verb: str, clause: str) -> None:
    doc = docs.parsed(table, scheme)
    start, end = grammar.clause_of(doc[docs.word(doc, verb)])
    assert docs.words_of(doc, start, end).lstrip(", ") == clause


@schemes
@pytest.mark.parametrize(
    ("table", "head", "phrase"),
    [
        (DASS, {"Landrätin"}, "Landrätin Carola Wendt"),
        (DASS, {"Damm"}, "der Damm"),
        (PERFECT, {"Sprecher"}, "Der Sprecher des Ministeriums"),
        (PERFECT, {"Ministeriums"}, "des Ministeriums"),
        (APPOSITION, {"Vorsitzende"}, "Die Vorsitzende , Antje Sürig"),
        (PAIR, {"Anna", "Kern"}, "Anna Kern und Odile Marchand"),
        (PHRASE, {"Chef"}, "Der neue Chef der Bahn in Wien"),
        (PHRASE, {"Bahn"}, "der Bahn"),
    ],
)
def test_the_noun_phrase_around_a_noun(scheme: Any, table: str, head: set[str], phrase: str) -> None:
    doc = docs.parsed(table, scheme)
    noun = next(t for t in doc if t.text in head and t.dep_ not in ("flat", "pnc"))
    start, end = grammar.phrase_around(noun)
    assert docs.words_of(doc, start, end).rstrip(", ") == phrase


@schemes
def test_the_verb_is_not_in_the_phrase_of_its_subject(scheme: Any) -> None:
    for table in (DASS, PERFECT, PASSIVE, APPOSITION, PAIR, PHRASE):
        doc = docs.parsed(table, scheme)
        for token in doc:
            subject = grammar.subject_of(token) if token.tag_ in grammar.FINITE_TAGS else None
            if subject is not None:
                start, end = grammar.phrase_around(subject)
                assert not start <= token.i < end


@schemes
def test_the_content_clauses_of_a_verb(scheme: Any) -> None:
    doc = docs.parsed(DASS, scheme)
    found = [token.text for token in grammar.complement_clauses(doc[docs.word(doc, "sagte")])]
    assert found == ["halte"]


# Kern hat gesagt, dass der Damm halte.
PERFECT_DASS = """
Kern    NE    3 nsubj  2 sb
hat     VAFIN 3 aux    0 ROOT
gesagt  VVPP  0 root   2 oc
,       $,    8 punct  2 punct
dass    KOUS  8 mark   8 cp
der     ART   7 det    7 nk
Damm    NN    8 nsubj  8 sb
halte   VVFIN 3 ccomp  3 oc  Mood=Sub
.       $.    3 punct  2 punct
"""


@schemes
def test_a_participle_is_no_content_of_its_auxiliary(scheme: Any) -> None:
    doc = docs.parsed(PERFECT_DASS, scheme)
    found = [token.text for token in grammar.complement_clauses(doc[docs.word(doc, "hat")])]
    assert found == ["halte"]


def test_the_label_sets_are_told_apart() -> None:
    assert [grammar.uses_tiger(docs.parsed(DASS, scheme)) for scheme in docs.SCHEMES] == [False, True]


# --- whole extractions ---------------------------------------------------------------------------

# „Der Damm hält“, sagte Landrätin Carola Wendt am Montag.
DIRECT = """
„          $(      4 punct      4 punct
Der        ART     3 det        3 nk
Damm       NN      4 nsubj      4 sb
hält       VVFIN   7 ccomp      7 oc     Mood=Ind|Tense=Pres
“          $(      4 punct      4 punct
,          $,      4 punct      7 punct
sagte      VVFIN   0 root       0 ROOT   Mood=Ind|Tense=Past
Landrätin  NN      7 nsubj      7 sb
Carola     NE      8 appos      10 pnc   -    B-PER
Wendt      NE      9 flat       8 nk     -    I-PER
am         APPRART 12 case      7 mo
Montag     NN      7 obl        11 nk
.          $.      7 punct      7 punct
"""

# Laut Wendt ist der Damm sicher.
LAUT = """
Laut    APPR  2 case   3 mo
Wendt   NE    6 obl    1 nk    -    B-PER
ist     VAFIN 6 cop    0 ROOT  Mood=Ind
der     ART   5 det    5 nk
Damm    NN    6 nsubj  3 sb
sicher  ADJD  0 root   3 pd
.       $.    6 punct  3 punct
"""


def claims(table: str, scheme: Any) -> list[dict[str, Any]]:
    """The claims of a Doc: type, quote, speaker's name and cue."""
    doc = ClaimComponent()(docs.parsed(table, scheme))
    return [
        {
            "type": claim["type"],
            "quote": " … ".join(doc[start:end].text for start, end in claim["quote"]),
            "speaker": (claim["speaker"] or {}).get("name"),
            "cue": " ".join(doc[start:end].text for start, end in claim["cue"]),
        }
        for claim in doc.spans["claimx"].attrs["claims"]
    ]


@schemes
@pytest.mark.parametrize(
    ("table", "kind", "quote", "speaker", "cue"),
    [
        (DIRECT, "direct", "„Der Damm hält“", "Carola Wendt", "sagte"),
        (DASS, "indirect", "dass der Damm halte", "Carola Wendt", "sagte"),
        (PERFECT_DASS, "indirect", "dass der Damm halte", "Kern", "hat gesagt"),
        (LAUT, "indirect", "ist der Damm sicher", "Wendt", "Laut"),
    ],
)
def test_an_extraction(scheme: Any, table: str, kind: str, quote: str, speaker: str, cue: str) -> None:
    expected = {"type": kind, "quote": quote, "speaker": speaker, "cue": cue}
    assert claims(table, scheme) == [expected]


@schemes
def test_two_sentences_share_a_name(scheme: Any) -> None:
    second = "\n".join(
        f"{word} {tag} {int(a) + 13 if a != '0' else 0} {ud} {int(b) + 13 if b != '0' else 0} {tiger}"
        for word, tag, a, ud, b, tiger in (line.split()[:6] for line in LAUT.strip().splitlines())
    )
    found = claims(DIRECT.strip() + "\n" + second, scheme)
    assert [claim["speaker"] for claim in found] == ["Carola Wendt", "Carola Wendt"]
