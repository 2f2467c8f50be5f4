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


def test_nobody_speaks_in_an_impersonal_frame() -> None:
    assert speakers("Es hieß/VVFIN , der Damm sei weich .") == [None]
