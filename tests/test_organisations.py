"""Which organisation a description takes up, on Docs built by hand."""

from __future__ import annotations

import pytest

import docs
from claimx.components import ClaimComponent
from claimx.lexicon import read
from claimx.vocabulary import vocabulary

SAID = "„ Er hält “ , sagte {} ."
FLIGHT = "Die Fluglinie/NN Nordflug/NE strich/VVFIN am Montag/NN Flüge/NN . "
SHOP = "Die Ladenkette/NN Frischhof/NE schloss/VVFIN am Montag/NN Märkte/NN . "
UNION = "Die Gewerkschaft/NN Verdi/NE verlor/VVFIN am Montag/NN Mitglieder/NN . "
OFFICE = "Das Landesamt/NN für Straßenbau/NN sperrte/VVFIN am Montag/NN die Brücke/NN . "
COURT = "Das Verwaltungsgericht/NN Hannover/NE urteilte/VVFIN am Montag/NN . "
REBELS = "Die Rebellengruppe/NN Frente/NE Patía/NE kam/VVFIN am Montag/NN . "


def name(line: str) -> str | None:
    doc = ClaimComponent()(docs.tagged(line))
    (claim,) = doc.spans["claimx"].attrs["claims"]
    return claim["speaker"] and claim["speaker"]["name"]


@pytest.mark.parametrize(
    ("before", "speaker", "meant"),
    [
        (FLIGHT, "die Airline/NN", "Nordflug"),
        (FLIGHT, "das Unternehmen/NN", "Nordflug"),
        (FLIGHT + UNION, "die Airline/NN", "Nordflug"),
        (UNION + FLIGHT, "die Gewerkschaft/NN", "Verdi"),
        (SHOP, "die Handelskette/NN", "Frischhof"),
        (OFFICE, "die Behörde/NN", "Landesamt für Straßenbau"),
        (COURT, "die Kammer/NN", "Verwaltungsgericht Hannover"),
        (REBELS, "die Rebellen/NN", "Frente Patía"),
        (FLIGHT, "die Bank/NN", "Bank"),  # of another trade
        (FLIGHT, "die Behörde/NN", "Behörde"),  # of another kind
        (FLIGHT, "eine Airline/NN", "Airline"),  # none that was named
        ("Die Molkerei/NN schloss/VVFIN am Montag/NN . ", "das Unternehmen/NN", "Unternehmen"),  # a noun is no name
        (FLIGHT + "Es war/VAFIN kalt/ADJD . " * 21, "die Airline/NN", "Airline"),  # too far back
    ],
)
def test_what_a_description_takes_up(before: str, speaker: str, meant: str) -> None:
    assert name(before + SAID.format(speaker)) == meant


@pytest.mark.parametrize(
    ("before", "meant"),
    [
        ("Der Online-Händler/NN Kaufhain/NE schwieg/VVFIN . ", "Kaufhain"),  # a firm by its trade
        ("Nach/APPR Angaben/NN der Küstenbahn/NN hält der Damm . ", "Küstenbahn"),  # a source no lexicon has
    ],
)
def test_what_only_a_description_shows_to_be_a_firm(before: str, meant: str) -> None:
    doc = ClaimComponent()(docs.tagged(before + SAID.format("das Unternehmen/NN")))
    assert doc.spans["claimx"].attrs["claims"][-1]["speaker"]["name"] == meant


def test_every_description_takes_up_collectives_that_organisations_have() -> None:
    known = {row["collective"] for row in read("organisations")}
    for word, description in vocabulary().descriptions.items():
        assert description.takes <= known, word
        assert all(part and part == part.lower() for part in description.like), word
