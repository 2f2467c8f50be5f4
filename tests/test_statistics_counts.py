from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import pytest
from conftest import TEXT, example_claims, make_claim, make_document, part, spans_of, speaker
from hypothesis import given
from hypothesis import strategies as st

from claimx.records import Claim, Document, Source
from claimx.statistics.aliases import alias_lines, parse_aliases
from claimx.statistics.counts import Group, Statistics, Tally, amount_of, count_words, source_of
from claimx.statistics.options import DIMENSIONS


def counted(*documents: Document, once: bool = False, aliases: dict[str, str] | None = None) -> Statistics:
    tally = Tally(once=once)
    for document in documents:
        tally.add(document)
    return tally.statistics(aliases)


def claims_by(statistics: Statistics, dimension: str) -> dict[str | None, int]:
    return {group.name: group.claims for group in statistics.groups[dimension]}


def about(document: Document, **changes: str | None) -> Document:
    return dataclasses.replace(document, document=dataclasses.replace(document.document, **changes))


def said_by(name: str, **fields: object) -> Claim:
    return make_claim(speaker=speaker(TEXT, "Petra Vogt", name, **fields))


@pytest.mark.parametrize(
    ("published", "month"),
    [("2025-08-07T10:00", "2025-08"), ("2025-08", "2025-08"), ("2025-13-01", None), ("gestern", None), (None, None)],
)
def test_months(document: Document, published: str | None, month: str | None) -> None:
    assert claims_by(counted(about(document, published=published)), "month") == {month: 2}


def test_every_dimension(document: Document) -> None:
    found = counted(about(document, outlet="Deichbote"))
    assert {dimension: claims_by(found, dimension) for dimension in DIMENSIONS} == {
        "speaker": {"Land": 1, "Petra Vogt": 1},
        "type": {"direct": 1, "indirect": 1},
        "role": {"Bürgermeisterin": 1, None: 1},
        "kind": {"organisation": 1, "person": 1},
        "gender": {"f": 1, None: 1},
        "source": {"Deichbote": 2},
        "via": {"Deutsche Presse-Agentur": 1, None: 1},
        "month": {"2025-03": 2},
        "cue": {"Laut": 1, "sagte": 1},
    }
    assert (found.documents, found.speakers) == (1, 2)
    assert found.total == Group(None, claims=2, words=8, verbatim=3)


def test_an_empty_corpus() -> None:
    found = counted(make_document())
    assert found.total == Group(None, 0, 0, 0)
    assert all(not groups for groups in found.groups.values())


def test_words_are_those_with_letters_or_digits() -> None:
    assert count_words("„Der Deich – so 3,5 Meter hoch – hält.“ …") == 7


def test_verbatim_words_are_those_in_marks() -> None:
    quote = ("sagte Bürgermeisterin", "am Montag")
    claim = make_claim(quote=quote, type="indirect", verbatim=spans_of(TEXT, "Bürgermeisterin", "Montag"))
    assert dataclasses.astuple(amount_of(claim)) == (1, 4, 2)


def test_a_direct_quotation_without_known_marks_is_verbatim() -> None:
    assert dataclasses.astuple(amount_of(make_claim())) == (1, 3, 3)


@pytest.mark.parametrize(
    ("source", "outlet", "found"),
    [
        ("a/deich.txt", None, "a/deich.txt"),
        ("https://www.deichbote.de/a?b=1", None, "deichbote.de"),
        ("https://www.deichbote.de/a", "Deichbote", "Deichbote"),
        ("https://[", None, "https://["),
    ],
)
def test_the_source_is_the_outlet_the_host_or_the_input(
    document: Document, source: str, outlet: str | None, found: str
) -> None:
    assert source_of(about(document, source=source, outlet=outlet)) == found


def test_months_come_in_their_order_and_without_a_date_last(document: Document) -> None:
    dates = ["2025-04-01", "2024-12-31", None, "irgendwann", "2025-04-30"]
    found = counted(*(about(document, published=date) for date in dates))
    assert list(claims_by(found, "month")) == ["2024-12", "2025-04", None]


def test_names_are_unified_and_what_is_known_of_a_speaker_is_known_of_all() -> None:
    documents = [make_document(said_by("Petra Vogt", gender="f")), make_document(said_by("Vogt", kind="unknown"))]
    found = counted(*documents)
    assert claims_by(found, "speaker") == {"Petra Vogt": 2}
    assert claims_by(found, "gender") == {"f": 2}
    assert claims_by(found, "kind") == {"person": 2}


def test_aliases_win() -> None:
    documents = [make_document(said_by(name)) for name in ("Vogt", "Petra Vogt", "Frau Vogt")]
    assert claims_by(counted(*documents, aliases={"Vogt": "Jan Vogt"}), "speaker") == {"Petra Vogt": 2, "Jan Vogt": 1}
    renamed = counted(*documents, aliases={"Petra Vogt": "Petra Vogt-Deich"})
    assert claims_by(renamed, "speaker") == {"Petra Vogt-Deich": 3}


def test_spellings_that_differ_in_capitals_are_one_cue() -> None:
    cues = [part(TEXT, "Laut"), dataclasses.replace(part(TEXT, "Laut"), text="laut"), part(TEXT, "sagte")]
    found = counted(make_document(*(make_claim(cue=cue) for cue in cues)))
    assert claims_by(found, "cue") == {"laut": 2, "sagte": 1}


def test_claims_that_are_not_wanted_still_tell_who_a_surname_is() -> None:
    direct, indirect = said_by("Vogt"), dataclasses.replace(said_by("Petra Vogt"), type="indirect")
    tally = Tally(wants=lambda claim: claim.type == "direct")
    tally.add(make_document(direct))
    tally.add(make_document(indirect))
    assert claims_by(tally.statistics(), "speaker") == {"Petra Vogt": 1}


def test_repeats_count_each_time_or_once() -> None:
    long = make_claim(quote=("Laut dpa plant das Land, er werde bis Mai erhöht",))
    documents = [make_document(long), make_document(long), make_document(*example_claims())]
    each, once = counted(*documents), counted(*documents, once=True)
    assert (each.total.claims, once.total.claims) == (4, 3)
    assert dataclasses.astuple(each.repeats) == (1, 1, "each")
    assert dataclasses.astuple(once.repeats) == (1, 1, "once")


def test_the_first_of_the_wanted_claims_counts_not_one_that_is_left_out() -> None:
    quote = ("Laut dpa plant das Land, er werde bis Mai erhöht",)
    tally = Tally(once=True, wants=lambda claim: claim.type == "direct")
    tally.add(make_document(make_claim(quote=quote, type="indirect"), make_claim(quote=quote)))
    assert tally.statistics().total.claims == 1


QUOTES = [
    ("„Der Deich hält“",),
    ("Laut dpa plant das Land, er werde bis Mai erhöht",),
    ("Bürgermeisterin Petra Vogt am Montag. Laut dpa plant",),
]
NAMES = st.sampled_from(["Vogt", "Petra Vogt", "Jan Vogt", "Frau Vogt", "SPD", "die SPD", "Koch", "Lea Koch"])


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    who = draw(st.none() | NAMES)
    kind = draw(st.sampled_from(["person", "organisation", "unknown"]))
    gender = draw(st.sampled_from(["f", "m", None]))
    return make_claim(
        quote=draw(st.sampled_from(QUOTES)),
        type=draw(st.sampled_from(["direct", "indirect", "reported"])),
        speaker=None if who is None else speaker(TEXT, "Petra Vogt", who, kind=kind, gender=gender),
        via=draw(st.none() | st.just(Source("dpa", spans_of(TEXT, "dpa"), "dpa"))),
    )


CORPORA = st.lists(st.lists(claims(), max_size=4), max_size=6)


def documents_of(corpus: Iterable[list[Claim]]) -> list[Document]:
    return [make_document(*said) for said in corpus]


@given(CORPORA, st.booleans())
def test_every_dimension_adds_up_to_all_claims(corpus: list[list[Claim]], once: bool) -> None:
    found = counted(*documents_of(corpus), once=once)
    for groups in found.groups.values():
        assert sum(group.claims for group in groups) == found.total.claims
        assert sum(group.words for group in groups) == found.total.words
        assert sum(group.verbatim for group in groups) == found.total.verbatim
    if not once:
        assert found.total.claims == sum(map(len, corpus))


@given(CORPORA)
def test_once_is_each_without_the_repeats(corpus: list[list[Claim]]) -> None:
    each, once = counted(*documents_of(corpus)), counted(*documents_of(corpus), once=True)
    assert once.total.claims == each.total.claims - each.repeats.claims
    by_each = claims_by(each, "speaker")
    assert all(by_each[name] >= count for name, count in claims_by(once, "speaker").items())


@given(CORPORA)
def test_an_alias_file_that_nobody_edited_changes_nothing(corpus: list[list[Claim]]) -> None:
    found = counted(*documents_of(corpus))
    aliases = parse_aliases("".join(alias_lines(found.names)), "aliases.tsv")
    assert counted(*documents_of(corpus), aliases=aliases) == found
