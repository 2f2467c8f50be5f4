from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
from functools import cache

import pytest
from conftest import TEXT, example_claims, make_claim, make_document, part, speaker
from hypothesis import given
from hypothesis import strategies as st
from pages import Page

from claimx import __version__
from claimx.messages import LANGUAGES, Language
from claimx.records import Document, PipelineInfo, Sentence, Source, Span, text_sha256
from claimx.reporting.markup import visible
from claimx.reporting.page import _TEMPLATES, as_json, render

TEXTS = {text_sha256(TEXT): TEXT}
OWN_LIMIT = 60_000


@cache
def page(language: Language = "en", with_text: bool = True) -> Page:
    return Page(render([make_document(*example_claims())], TEXTS if with_text else None, language))


def test_script_and_style_are_small() -> None:
    assert sum(len((_TEMPLATES / name).read_bytes()) for name in ("report.js", "report.css")) <= OWN_LIMIT


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_with_the_article_and_the_table(language: Language) -> None:
    made = page(language)
    (block,) = [p for p in made.all("p") if "data-start" in p.attributes]
    assert block.text == TEXT
    assert [row.attributes["data-c"] for row in made.all("tbody")[0].all("tr")] == ["1", "2"]
    assert [note.text.split()[0] for note in made.all("div", **{"class": "notes"})[0].all("li")] == ["1", "2"]
    assert made.all("html")[0].attributes["lang"] == language
    assert made.all("h1")[0].text == {"de": "Wer sagt was", "en": "Who says what"}[language]


def test_without_the_text_there_is_only_the_table_with_sentences() -> None:
    made = page(with_text=False)
    assert made.all("article") == []
    assert made.all("mark", **{"data-c": "1"}) == []
    assert TEXT in made.all("tbody")[0].all("tr")[0].text
    assert made.all("button", role="tab") == []


def test_texts_at_hand_and_not() -> None:
    other = make_document(text="Anderes.", source="b.txt")
    made = Page(render([make_document(*example_claims()), other], TEXTS, "de"))
    shown = [article.text for article in made.all("article")]
    assert "Der Deich hält" in shown[0]
    assert "Der Text liegt nicht vor" in shown[1]


def test_nothing_is_loaded_or_run_from_elsewhere() -> None:
    made = page()
    assert {"src", "srcset", "style"} & made.attribute_names == set()
    assert {link.attributes["href"][:1] for link in made.all("a")} == {"#"}  # type: ignore[index]
    assert not [name for name in made.attribute_names if name.startswith("on")]
    assert {"link", "iframe", "object", "embed", "img", "base", "form"} & made.tags == set()


def test_the_policy_allows_the_own_style_and_script_alone() -> None:
    made = page()
    (policy,) = [m.attributes["content"] for m in made.all("meta") if "http-equiv" in m.attributes]
    assert policy is not None
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    style, script = made.all("style")[0].text, made.all("script")[1].text
    assert rules["default-src"] == "'none'"
    assert rules["style-src"] == f"'sha256-{_digest(style)}'"
    assert rules["script-src"] == f"'sha256-{_digest(script)}'"
    assert "unsafe" not in policy


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_the_script_gets_the_documents_as_extract_prints_them() -> None:
    document = make_document(*example_claims())
    assert page().data()["documents"] == [document.to_dict()]
    assert page().data()["speakers"] == ["Petra Vogt", "Land"]


def test_speakers_have_one_name_in_all_articles() -> None:
    direct, indirect = example_claims()
    short = dataclasses.replace(direct, speaker=speaker(TEXT, "Petra Vogt", "Vogt", "Chefin"))
    documents = [make_document(direct, indirect), make_document(short, source="b.txt")]
    made = Page(render(documents, TEXTS))
    labels = [b.all("span")[0].text for b in made.all("button", **{"data-facet": "speaker"})]
    assert labels == ["Petra Vogt", "Land"]
    options = [o.text for select in made.all("select", id="speaker") for o in select.all("option")]
    assert options == ["All speakers", "Petra Vogt (2)", "Land (1)"]
    assert [row.all("bdi")[0].text for row in made.all("tbody")[0].all("tr")] == ["Petra Vogt", "Land", "Petra Vogt"]
    assert "2 speakers" in made.all("header")[0].text
    assert "Vogt" in [b.text for b in made.all("b")]  # beside the text
    assert (made.data()["speakers"], [place[0] for place in made.data()["places"]]) == (
        ["Petra Vogt", "Land"],
        [0, 1, 0],
    )
    assert made.data()["documents"] == [document.to_dict() for document in documents]


def test_names_that_are_given_win() -> None:
    names = [{"Petra Vogt": "Die Bürgermeisterin", "Land": "Niedersachsen"}]
    made = Page(render([make_document(*example_claims())], TEXTS, names=names))
    assert made.data()["speakers"] == ["Die Bürgermeisterin", "Niedersachsen"]


def test_every_control_has_a_label_and_every_id_is_distinct() -> None:
    made = page()
    labels = {label.attributes["for"] for label in made.all("label")}
    controls = {e.attributes["id"] for tag in ("input", "select") for e in made.all(tag)}
    assert controls == labels
    ids = [e.attributes["id"] for e in made._every(made.root) if "id" in e.attributes]
    assert len(set(ids)) == len(ids)


def test_the_same_text_twice_has_distinct_ids() -> None:
    document = make_document(*example_claims())
    made = Page(render([document, document], TEXTS))
    ids = [e.attributes["id"] for e in made._every(made.root) if "id" in e.attributes]
    assert len(set(ids)) == len(ids)


def test_claims_have_their_places_in_the_lists_of_the_page() -> None:
    direct, indirect = example_claims()
    nobody = dataclasses.replace(direct, speaker=None)
    documents = [_published(make_document(direct, indirect), "2025-08-07T10:00"), _published(make_document(nobody), "")]
    assert Page(render(documents, TEXTS)).data()["places"] == [[0, -1, -1, -1], [1, 0, -1, -1], [2, -1, -1, -1]]
    documents[1] = _published(make_document(nobody), "2025-08-09")
    assert Page(render(documents, TEXTS)).data()["places"] == [[0, -1, 0, -1], [1, 0, 0, -1], [2, -1, 2, -1]]


def test_the_table_has_the_day_without_the_time() -> None:
    dates = ["2025-08-07T10:00:00+02:00", "gestern", None]
    documents = [_published(make_document(example_claims()[0]), date) for date in dates]
    rows = Page(render(documents, TEXTS)).all("tbody")[0].all("tr")
    assert [row.all("td")[-1].text for row in rows] == ["2025-08-07", "gestern", ""]


def test_outlets_can_be_chosen_where_several_articles_have_one() -> None:
    def page_of(*outlets: str | None) -> Page:
        documents = [make_document(example_claims()[0], source=f"{n}.txt") for n in range(len(outlets))]
        for n, outlet in enumerate(outlets):
            info = dataclasses.replace(documents[n].document, outlet=outlet)
            documents[n] = dataclasses.replace(documents[n], document=info)
        return Page(render(documents, TEXTS))

    made = page_of("Bote", "Kurier", "Bote")
    (chosen,) = made.all("select", id="outlet")
    assert [option.text for option in chosen.all("option")] == ["All outlets", "Bote (2)", "Kurier (1)"]
    assert [place[-1] for place in made.data()["places"]] == [0, 1, 0]
    for outlets in (("Bote", "Bote"), ("Bote", "Kurier"), (None, None), ("Bote",)):
        assert page_of(*outlets).all("select", id="outlet") == []


def _published(document: Document, published: str | None) -> Document:
    return dataclasses.replace(document, document=dataclasses.replace(document.document, published=published))


def test_the_footer_names_what_made_the_claims() -> None:
    document = make_document(*example_claims())
    other = dataclasses.replace(document, pipeline=dataclasses.replace(document.pipeline, engine="hybrid"))
    unknown = dataclasses.replace(document, pipeline=PipelineInfo("", "", "", ""))  # as in a table
    footer = Page(render([document, other, document, unknown], TEXTS)).all("footer")[0].text.strip()
    assert footer.startswith(
        f"Made with claimx {__version__}, model de_test, engine rules; model de_test, engine hybrid."
    )
    assert Page(render([unknown])).all("footer")[0].text.strip().startswith(f"Made with claimx {__version__}. ")


def test_a_claim_outside_the_text_has_no_link_into_it() -> None:
    direct, indirect = example_claims()
    outside = dataclasses.replace(indirect, quote=dataclasses.replace(indirect.quote, spans=(Span(900, 905),)))
    made = Page(render([make_document(direct, outside)], TEXTS))
    assert [link.attributes["href"] for link in made.all("tbody")[0].all("a")] == ["#c1"]


def test_charts_have_texts() -> None:
    later = dataclasses.replace(make_document(*example_claims()).document, published="2025-03-14")
    documents = [
        make_document(*example_claims()),
        dataclasses.replace(make_document(*example_claims()), document=later),
    ]
    made = Page(render(documents, TEXTS, "de"))
    assert made.all("desc")[0].text == "12. März 2025: 2; 14. März 2025: 2"
    assert made.all("svg", role="img")[0].attributes["aria-labelledby"] == "time-title time-text"
    labels = [[e.text for e in b.all("span")] for b in made.all("button", **{"data-facet": "speaker"})]
    assert labels == [["Petra Vogt", "2"], ["Land", "2"]]


def test_no_documents_and_no_claims() -> None:
    nothing = Page(render([]))
    assert "0 claims" in nothing.root.text
    assert "No claims found." in nothing.all("main")[0].text
    assert [h.text for h in nothing.all("h2")] == []
    empty = make_document(text="Nichts.")
    assert "No claims found" in Page(render([empty], {text_sha256("Nichts."): "Nichts."})).root.text


@given(st.recursive(st.text(), lambda items: st.lists(items) | st.dictionaries(st.text(), items), max_leaves=8))
def test_json_in_a_script_comes_back_and_holds_no_markup(data: object) -> None:
    made = as_json(data)
    assert not set("<>&\u2028\u2029") & set(made)
    assert json.loads(made) == data
    made.encode()


hostile = st.text(max_size=40) | st.sampled_from(
    [
        "</script><script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 7 * 7 }}",
        "{% raw %}",
        "<!--",
        "]]>",
        "\ud800",
    ]
)


def _document(text: str, name: str, quote: str) -> Document:
    claim = make_claim(
        text,
        (quote,),
        speaker=speaker(text, quote, name, name),
        cue=part(text, quote),
        via=Source(name, (), name),
        sentence=Sentence(0, len(text), text),
    )
    made = make_document(claim, text=text, source=name)
    return dataclasses.replace(
        made, document=dataclasses.replace(made.document, title=name, published=name, author=name, outlet=name)
    )


@given(hostile, hostile, hostile)
def test_whatever_the_text_holds_only_our_elements_are_in_the_page(before: str, quote: str, name: str) -> None:
    text, quote = f"{before}{quote}.", f"{quote}."
    html = render([_document(text, name, quote)], {text_sha256(text): text})
    html.encode()
    made = Page(html)
    assert made.tags <= page().tags
    assert made.attribute_names <= page().attribute_names
    assert len(made.all("script")) == 2
    assert made.all("script")[1].text == page().all("script")[1].text
    (claim,) = made.data()["documents"][0]["claims"]
    assert claim["quote"]["text"] == quote
    assert visible(quote) in made.all("tbody")[0].text
    for block in [p for p in made.all("p") if "data-start" in p.attributes]:
        start, end = int(block.attributes["data-start"] or 0), int(block.attributes["data-end"] or 0)
        assert block.text == visible(text)[start:end]
