"""From mentions to names: who is meant by a surname, a pronoun, a description or a short form."""

from __future__ import annotations

from typing import Any

import pytest

import docs
from claimx.components import ClaimComponent

KERN = "Landrätin/NN Anna Kern kam/VVFIN am Montag/NN . "
LIND = "Minister/NN Paul Lind kam/VVFIN am Montag/NN . "


def speakers(line: str) -> list[dict[str, Any] | None]:
    doc = ClaimComponent()(docs.tagged(line))
    return [claim["speaker"] for claim in doc.spans["claimx"].attrs["claims"]]


def names(line: str) -> list[str | None]:
    return [speaker and speaker["name"] for speaker in speakers(line)]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (KERN + "„ Er hält “ , sagte Kern .", "Anna Kern"),
        (KERN + "„ Er hält “ , sagte die Landrätin/NN .", "Anna Kern"),
        (KERN + "„ Er hält “ , sagte sie .", "Anna Kern"),
        (KERN + "Laut Kern hielt/VVFIN der Damm .", "Anna Kern"),
        (LIND + "„ Er hält “ , sagte er .", "Paul Lind"),
        (LIND + "Ihm zufolge hielt/VVFIN der Damm .", "Paul Lind"),
        (LIND + "Nach seinen Angaben/NN hielt/VVFIN der Damm .", "Paul Lind"),
        (KERN + LIND + "„ Er hält “ , sagte sie .", "Anna Kern"),
        (LIND + KERN + "„ Er hält “ , sagte er .", "Paul Lind"),
        (KERN + LIND + "„ Er hält “ , sagte die Landrätin/NN .", "Anna Kern"),
        (KERN + LIND + "„ Er hält “ , sagte der Minister/NN .", "Paul Lind"),
        ("„ Er hält “ , sagte Landrätin/NN Kern . Anna Kern kam/VVFIN am Montag/NN .", "Anna Kern"),
        (KERN + "„ Er hält “ , sagte die 44-Jährige/NN .", "Anna Kern"),
        ("Die Deichwacht/NN Nord kam/VVFIN . „ Er hält “ , sagte die Polizei .", "Polizei"),
        ("„ Er hält “ , sagte ein Sprecher/NN der Polizei .", "Sprecher der Polizei"),
        ("„ Er hält “ , sagte die Chefin/NN , Anna Kern , am Montag/NN .", "Anna Kern"),
        ("„ Er hält “ , sagte Prof. Dr. Anna Kern .", "Anna Kern"),
        ("„ Er hält “ , sagte Frau/NN Kern .", "Kern"),
        ("„ Er hält “ , sagten Anna Kern und Paul Lind .", "Anna Kern und Paul Lind"),
        ("Moskau warf/VVFIN Kiew vor/PTKVZ , den Damm zu/PTKZU sprengen/VVINF .", "Moskau"),
    ],
)
def test_the_name_of_the_speaker(line: str, name: str) -> None:
    assert names(line) == [name]


def test_the_text_stays_that_of_the_mention() -> None:
    doc = ClaimComponent()(docs.tagged(KERN + "„ Er hält “ , sagte sie ."))
    (speaker,) = [span.text for span in doc.spans["claimx"] if span.label_ == "speaker"]
    assert speaker == "sie"


def test_role_kind_and_gender_come_from_the_first_mention() -> None:
    (speaker,) = speakers(KERN + "„ Er hält “ , sagte Kern .")
    assert speaker is not None
    assert (speaker["role"], speaker["kind"], speaker["gender"]) == ("Landrätin", "person", "f")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("„ Er hält “ , sagte Anna Kern .", "person"),
        ("„ Er hält “ , teilte die Polizei mit/PTKVZ .", "organisation"),
        ("„ Er hält “ , sagten Experten/NN .", "group"),
        ("Laut einem/ART Gutachten/NN hielt/VVFIN der Damm .", "document"),
        ("Moskau erklärte/VVFIN , der Damm halte .", "place"),
    ],
)
def test_kinds(line: str, kind: str) -> None:
    (speaker,) = speakers(line)
    assert speaker is not None
    assert speaker["kind"] == kind


@pytest.mark.parametrize(
    ("line", "via"),
    [
        ("„ Er hält “ , sagte Anna Kern der dpa .", "dpa"),
        ("„ Er hält “ , sagte Anna Kern der Deutschen/ADJA Presse-Agentur/NN .", "Deutsche Presse-Agentur"),
        ("„ Er hält “ , sagte Anna Kern laut dpa .", "dpa"),
        ("„ Er hält “ , sagte Anna Kern im ZDF .", "ZDF"),
        ("„ Er hält “ , sagte Anna Kern .", None),
    ],
)
def test_the_source_is_apart_from_the_speaker(line: str, via: str | None) -> None:
    (claim,) = docs.claims(docs.tagged(line))
    assert claim["speaker"] == "Anna Kern"
    if via == "Deutsche Presse-Agentur":
        assert claim["via"] in (via, "Deutschen Presse-Agentur", "dpa")
    else:
        assert claim["via"] == via


FIRM = "Die Werft/NN Nordkai/NE schwieg/VVFIN . "


@pytest.mark.parametrize(
    ("line", "name"),
    [
        # the subject right before, where everybody named is further off
        (
            LIND + "Es war/VAFIN kalt/ADJD . Der Vater/NN des Opfers/NN ging/VVFIN . „ Er hält “ , sagte er .",
            "Vater des Opfers",
        ),
        (LIND + "Der Vater/NN ging/VVFIN mit Paul Lind . „ Er hält “ , sagte er .", "Paul Lind"),
        (KERN + FIRM + "Kern kam/VVFIN . Sie teilte/VVFIN mit/PTKVZ , der Damm sei weich .", "Anna Kern"),
        ("Das Ministerium/NN schwieg/VVFIN . Es teilte/VVFIN mit/PTKVZ , der Damm sei weich .", "Ministerium"),
        # what a councillor or the judge in the chair is called
        ("Baudirektor/NN Urs Brändle warb/VVFIN . „ Er hält “ , sagte der Regierungsrat/NN .", "Urs Brändle"),
        (LIND + "„ Er hält “ , sagte der Landtag/NN .", "Landtag"),
        ("Richterin/NN Lea Ried kam/VVFIN . „ Er hält “ , sagte die Vorsitzende/NN .", "Lea Ried"),
        # a relative of somebody else
        (LIND + "„ Er hält “ , sagte der Vater/NN des Opfers/NN .", "Vater des Opfers"),
        # a first name, and a name alone
        (KERN + LIND + "Und Anna/NE ? „ Er hält “ , sagte sie .", "Anna Kern"),
        ("Surfer/NN Momo/NE kam/VVFIN . „ Er hält “ , sagte er .", "Momo"),
    ],
)
def test_who_is_meant(line: str, name: str) -> None:
    assert names(line) == [name]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Anna Kern kam/VVFIN . Die Soziologin/NN ging/VVFIN . „ Er hält “ , sagte Kern .", "Soziologin"),
        ("Anna Kern ist Hebamme/NN . „ Er hält “ , sagte Kern .", "Hebamme"),
        ("Anna Kern ist seit/APPR März/NN Leiterin/NN . „ Er hält “ , sagte Kern .", "Leiterin"),
        ("Anna Kern kam/VVFIN . Die Zeugin/NN ging/VVFIN . „ Er hält “ , sagte Kern .", None),
        ("Anna Kern kam/VVFIN . Die Mutter/NN ging/VVFIN . „ Er hält “ , sagte Kern .", None),
        ("Anna Kern kam/VVFIN . „ Er hält “ , sagte die 44-Jährige/NN .", None),
        ("Anna Kern traf/VVFIN Lea Moos . Die Soziologin/NN ging/VVFIN . „ Er hält “ , sagte Kern .", None),
    ],
)
def test_roles_that_the_narrator_tells(line: str, role: str | None) -> None:
    ((speaker),) = speakers(line)
    assert speaker is not None
    assert speaker["role"] == role


def test_nobody_speaks_in_an_impersonal_frame() -> None:
    assert speakers("Es hieß/VVFIN , der Damm sei weich .") == [None]


SAYS = "„ Er hält “ , sagte "
HALL = "Der Saal/NN war/VAFIN voll/ADJD . "


@pytest.mark.parametrize(
    ("line", "name"),
    [
        # a trade takes up the only one who may be meant
        (KERN + SAYS + "die Bäckerin/NN .", "Anna Kern"),
        (KERN.replace("kam", "traf") + LIND + SAYS + "die Bäckerin/NN .", "Anna Kern"),
        (KERN + HALL + SAYS + "die Bäckerin/NN .", "Anna Kern"),
        # not with a rival, from afar, or with an attribute
        (KERN + "Ministerin/NN Lea Moos kam/VVFIN . " + SAYS + "die Bäckerin/NN .", "Bäckerin"),
        (KERN + HALL * 2 + SAYS + "die Bäckerin/NN .", "Bäckerin"),
        (KERN + SAYS + "die Bäckerin/NN des Dorfs/NN .", "Bäckerin des Dorfs"),
        (KERN + SAYS + "eine/ART Bäckerin/NN .", "Bäckerin"),
        (KERN + SAYS + "der Bäcker/NN .", "Bäcker"),
        # what somebody is by profession reaches further
        (KERN + HALL * 4 + SAYS + "die Ärztin/NN .", "Anna Kern"),
        (KERN + HALL * 7 + SAYS + "die Ärztin/NN .", "Ärztin"),
        # a noun for groups in the singular
        (LIND + SAYS + "der Unionspolitiker/NN .", "Paul Lind"),
        (KERN + SAYS + "die Liberale/NN .", "Anna Kern"),
        (LIND + "„ Er hält “ , sagten die Liberalen/NN .", "Liberale"),
        # an attribute that says no more than where
        (KERN + SAYS + "die Ärztin/NN der Klinik/NN Nord/NE .", "Anna Kern"),
        (KERN + SAYS + "die Anwältin/NN des Mannes/NN .", "Anwältin des Mannes"),
        # a noun that no lexicon has
        (LIND + SAYS + "der Lagerist/NN .", "Paul Lind"),
        # somebody else's office
        (LIND + SAYS + "der Bürgermeister/NN .", "Bürgermeister"),
        ("Ein/ART Polizeisprecher/NN kam/VVFIN . " + SAYS + "der Bäcker/NN .", "Bäcker"),
        # who is told
        (KERN + SAYS + "die Bündnerin/NN der « Alpenpost/NE » .", "Anna Kern"),
    ],
)
def test_take_up(line: str, name: str) -> None:
    assert names(line) == [name]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (SAYS + "die Siegerin/NN . Anna Kern kam/VVFIN am Montag/NN .", "Anna Kern"),
        (SAYS + "die Siegerin/NN im Ziel/NN . Anna Kern kam/VVFIN am Montag/NN .", "Anna Kern"),
        (SAYS + "die Siegerin/NN . Paul Lind kam/VVFIN am Montag/NN .", "Siegerin"),
        (
            SAYS + "die Siegerin/NN . Minister/NN Paul Lind traf/VVFIN Ministerin/NN Anna Kern .",
            "Siegerin",
        ),  # has a role
        (SAYS + "eine/ART Siegerin/NN . Anna Kern kam/VVFIN am Montag/NN .", "Siegerin"),
    ],
)
def test_who_is_named_only_afterwards(line: str, name: str) -> None:
    assert names(line) == [name]


def test_a_role_told_later_counts_from_the_first_claim_on() -> None:
    line = "„ Er hält “ , sagte Paul Lind . " + SAYS + "der Minister/NN ."
    assert [speaker and speaker["role"] for speaker in speakers(line)] == ["Minister", "Minister"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Seine/PPOSAT Tochter/NN Livia kam/VVFIN . " + SAYS + "sie .", "Livia"),
        ("Ihr/PPOSAT Nachbar/NN Paul kam/VVFIN . " + SAYS + "er .", "Paul"),
        ("Die Bäckerin/NN Livia kam/VVFIN . " + SAYS + "sie .", "Livia"),
        ("Wiprecht von/APPR Trotha kam/VVFIN . " + SAYS + "von/APPR Trotha .", "Wiprecht von Trotha"),
    ],
)
def test_names_in_part(line: str, name: str) -> None:
    assert names(line) == [name]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Kollege/NN Falk Reuter kam/VVFIN . " + SAYS + "er .", "Kollege"),
        ("Sein/PPOSAT Kollege/NN Falk Reuter kam/VVFIN . " + SAYS + "er .", None),
        ("Der US-Kollege/NN Falk Reuter kam/VVFIN . " + SAYS + "er .", None),
    ],
)
def test_a_relation_to_somebody_else_is_no_role(line: str, role: str | None) -> None:
    (speaker,) = speakers(line)
    assert speaker is not None
    assert (speaker["name"], speaker["role"]) == ("Falk Reuter", role)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Die Angler/NN/Number=Plur warten/VVFIN . Er sei weich , sagen/VVFIN sie .", "Angler"),
        ("Die Angler/NN/Number=Plur warten/VVFIN . Er sei weich , sagt/VVFIN sie .", "sie"),
        ("Der Angler/NN wartet/VVFIN . Er sei weich , sagen/VVFIN sie .", "sie"),
        ("Mit den/ART Anglern/NN/Number=Plur kam/VVFIN Regen/NN . Er sei weich , sagen/VVFIN sie .", "sie"),
        ("Die Angler/NN/Number=Plur warten/VVFIN . " + HALL + "Er sei weich , sagen/VVFIN sie .", "sie"),
        ("Anna Kern und Paul Lind kamen/VVFIN . Er sei weich , sagen/VVFIN sie .", "Anna Kern und Paul Lind"),
    ],
)
def test_they(line: str, name: str) -> None:
    assert names(line) == [name]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("„ Er hält “ , sagten Anna Kern , Paul Lind und Jo Moos .", "Anna Kern, Paul Lind und Jo Moos"),
        ("Anna Kern , Paul Lind und Jo Moos sagten , er halte .", "Anna Kern, Paul Lind und Jo Moos"),
        (
            "„ Er hält “ , sagten Anna Kern , Paul Lind , Jo Moos und Ida Voss .",
            "Anna Kern, Paul Lind, Jo Moos und Ida Voss",
        ),
        ("„ Er hält “ , sagte Anna Kern , Paul Lind und Jo Moos kamen/VVFIN .", "Anna Kern"),
    ],
)
def test_several_names(line: str, name: str) -> None:
    assert names(line) == [name]


def test_each_of_several_has_the_name_told_before() -> None:
    line = KERN + LIND + "„ Er hält “ , sagten Kern , Lind und Jo Moos ."
    assert names(line) == ["Anna Kern, Paul Lind und Jo Moos"]


TOLD = "Das/ART Unternehmen/NN teilte mit/PTKVZ , es fehle Geld/NN ."


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("Die Molkerei/NN Alpnach schließt/VVFIN . ", "Molkerei Alpnach"),
        ("Die Werke/NN/Number=Plur in Zeulenroda schließen/VVFIN . ", "Unternehmen"),
        ("Die Polizei kam/VVFIN . ", "Unternehmen"),
    ],
)
def test_whom_a_common_noun_for_organisations_takes_up(before: str, name: str) -> None:
    assert names(before + TOLD) == [name]


@pytest.mark.parametrize(
    ("line", "via"),
    [
        ("Anna Kern sagte dem Sender/NN Kanal/NN 6/CARD , er halte .", "Kanal 6"),
        ("Anna Kern sagte dem Sender/NN Nordfunk , er halte .", "Nordfunk"),
    ],
)
def test_the_number_of_an_outlet_belongs_to_its_name(line: str, via: str) -> None:
    (claim,) = docs.claims(docs.tagged(line))
    assert claim["via"] == via


def test_a_phrase_before_the_noun_is_no_part_of_a_name() -> None:
    line = "Ein im/APPRART Mai/NN vorgestelltes/ADJA Gutachten/NN warnt/VVFIN , der Damm sei weich ."
    assert names(line) == ["Gutachten"]
