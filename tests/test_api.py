"""From articles to documents: offsets into the given text, long articles, failures, progress."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import docs
from claimx import api
from claimx.errors import EngineUnknown, ModelNotFound
from claimx.records import Article, Claim, Document, Failure, Span, claim_id, text_sha256

QUOTE = "„Der Damm hält“, sagte Landrätin Carola Wendt am Montag."


def extract(text: str, **options: Any) -> Document:
    return api.extract(text, nlp=docs.light(), **options)


def pipe(*articles: Article, **options: Any) -> list[Document | Failure]:
    return list(api.pipe(articles, **{"nlp": docs.light(), **options}))


def one(text: str) -> Claim:
    (claim,) = extract(text).claims
    return claim


# --- offsets ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "quote", "speaker", "name"),
    [
        (QUOTE, "„Der Damm hält“", "Landrätin Carola Wendt", "Carola Wendt"),
        # soft hyphens and no-break blanks
        (
            "„Der Da\u00admm hält“, sagte Land\u00adrätin Carola\u00a0Wen\u00addt.",
            "„Der Da\u00admm hält“",
            "Land\u00adrätin Carola\u00a0Wen\u00addt",
            "Carola Wendt",
        ),
        # blanks in a row and odd blanks
        (
            "„Der  Damm\u2009hält“ , sagte\u202fLandrätin   Carola\u3000Wendt.",
            "„Der  Damm\u2009hält“",
            "Landrätin   Carola\u3000Wendt",
            "Carola Wendt",
        ),
        # invisible characters
        (
            "\ufeff„Der\u200b Damm hält\u2060“, sagte \u202dLandrätin Carola Wendt\u202c.",
            "„Der\u200b Damm hält\u2060“",
            "Landrätin Carola Wendt",
            "Carola Wendt",
        ),
        # marks of several characters
        (
            "``Der Damm hält'', sagte Landrätin Carola Wendt.",
            "``Der Damm hält''",
            "Landrätin Carola Wendt",
            "Carola Wendt",
        ),
        (
            ",,Der Damm hält'', sagte Landrätin Carola Wendt.",
            ",,Der Damm hält''",
            "Landrätin Carola Wendt",
            "Carola Wendt",
        ),
        (
            "<<Der Damm hält>>, sagte Landrätin Carola Wendt.",
            "<<Der Damm hält>>",
            "Landrätin Carola Wendt",
            "Carola Wendt",
        ),
        (
            "&bdquo;Der Damm hält&ldquo;, sagte Landrätin Carola Wendt.",
            "&bdquo;Der Damm hält&ldquo;",
            "Landrätin Carola Wendt",
            "Carola Wendt",
        ),
        (
            "″Der Damm hält″, sagte Landrätin Carola Wendt.",
            "″Der Damm hält″",
            "Landrätin Carola Wendt",
            "Carola Wendt",
        ),
        # combining accents and characters outside of the basic plane
        (
            "🌊🌊 „Der Damm ha\u0308lt 👩‍🚒“, sagte Landra\u0308tin Carola Wendt.",
            "„Der Damm ha\u0308lt 👩‍🚒“",
            "Landra\u0308tin Carola Wendt",
            "Carola Wendt",
        ),
        # line ends
        (
            "\r\nDer Damm\r\n\r\n„Der Damm hält“, sagte Landrätin Carola Wendt.\r\n",
            "„Der Damm hält“",
            "Landrätin Carola Wendt",
            "Carola Wendt",
        ),
    ],
)
def test_offsets_point_into_the_text_as_given(text: str, quote: str, speaker: str, name: str) -> None:
    claim = one(text)
    assert claim.quote.text == quote
    (span,) = claim.quote.spans
    assert text[span.start : span.end] == quote
    assert claim.speaker is not None
    assert claim.speaker.text == speaker
    assert claim.speaker.name == name
    assert claim.verbatim == (span,)
    assert claim.cue is not None
    assert claim.cue.text == "sagte"
    assert claim.sentence.text == text[claim.sentence.start : claim.sentence.end]


def test_an_interrupted_quote_has_two_spans() -> None:
    text = "„Der Damm ist neu“, sagte Anna Kern, „und er hält.“"
    claim = one(text)
    assert [text[s.start : s.end] for s in claim.quote.spans] == ["„Der Damm ist neu“", "„und er hält.“"]
    assert claim.quote.text == "„Der Damm ist neu“ „und er hält.“"
    assert claim.verbatim == claim.quote.spans


def test_warnings_point_into_the_text_as_given() -> None:
    text = "\u00ad\u00adDer Damm. „Er hält, sagte Anna Kern.\n\nDas war alles am Montag."
    found = extract(text)
    assert [text[notice.start] for notice in found.warnings] == ["„"]


# --- documents -------------------------------------------------------------------------------------


def test_what_is_told_of_the_document() -> None:
    text = "date 2025-08-07\n\nNeuer Damm für Hohenfeld\n\nDer Damm ist fertig. " + QUOTE
    document = extract(text, source="damm.txt").document
    assert (document.source, document.published, document.language) == ("damm.txt", "2025-08-07", "de")
    assert (document.length, document.sha256) == (len(text), text_sha256(text))
    assert document.title == "Neuer Damm für Hohenfeld"


def test_what_the_article_tells_comes_first() -> None:
    text = "date 2025-08-07\n\nNeuer Damm für Hohenfeld\n\nDer Damm ist fertig."
    (found,) = pipe(Article("a", text, title="Titel", published="2024-01-01"))
    assert isinstance(found, Document)
    assert (found.document.title, found.document.published) == ("Titel", "2024-01-01")


def test_what_is_told_of_the_pipeline() -> None:
    info = extract(QUOTE).pipeline
    assert info.engine in ("rules", "hybrid")
    assert info.model.startswith("de_")


def test_ids_are_those_of_the_records() -> None:
    document = extract(QUOTE)
    for claim in document.claims:
        assert claim.id == claim_id(document.document.sha256, claim.quote.spans, claim.type)
        assert len(claim.id) == 16


def test_ids_do_not_depend_on_the_source() -> None:
    assert extract(QUOTE, source="a").claims == extract(QUOTE, source="b").claims


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00ad", "\ufeff", "\u200b \u200b"])
def test_a_text_without_words_has_no_claims(text: str) -> None:
    document = extract(text)
    assert document.claims == ()
    assert document.document.length == len(text)


def test_claims_are_in_the_order_of_their_quotes() -> None:
    text = "Laut Anna Kern ist es kalt. „Ja“, sagte Jo Lind. Er sagte: „Nein“.\n\n" * 3
    starts = [claim.quote.spans[0].start for claim in extract(text).claims]
    assert len(starts) > 5
    assert starts == sorted(starts)


# --- long articles ---------------------------------------------------------------------------------

FILLER = "Am Ufer lagen Steine und Sand, und der Wind kam aus Westen.\n\n"


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(api, "_CHUNK", 1000)
    return 1000


@pytest.fixture
def chunks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that the pipeline gets."""
    seen: list[str] = []
    nlp = docs.new_light()
    make_doc = nlp.make_doc

    def noted(text: str) -> Any:
        seen.append(text)
        return make_doc(text)

    monkeypatch.setattr(nlp, "make_doc", noted)
    monkeypatch.setattr(docs, "light", lambda: nlp)
    return seen


def lines(number: int) -> Iterator[str]:
    for i in range(number):
        yield FILLER
        yield f"„Satz Nummer {i} steht hier“, sagte Landrätin Carola Wendt.\n\n"


def test_a_long_article_is_split_and_loses_nothing(small_chunks: int) -> None:
    text = "".join(lines(60))
    assert len(text) > 5 * small_chunks
    document = extract(text)
    assert [claim.quote.text for claim in document.claims] == [f"„Satz Nummer {i} steht hier“" for i in range(60)]
    for claim in document.claims:
        (span,) = claim.quote.spans
        assert text[span.start : span.end] == claim.quote.text
        assert claim.sentence.text == text[claim.sentence.start : claim.sentence.end]
    assert len({claim.id for claim in document.claims}) == 60


def test_chunks_end_at_paragraphs_and_none_is_too_long(small_chunks: int, chunks: list[str]) -> None:
    extract("".join(lines(60)))
    assert len(chunks) > 5
    assert max(map(len, chunks)) <= small_chunks
    assert all(text.strip().endswith(".") for text in chunks)


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("end", ["\r\n\r\n", "\r\n", "\n", " "])
def test_a_long_article_with_other_ends_of_paragraphs(end: str, chunks: list[str]) -> None:
    text = "".join(lines(40)).replace("\n\n", end)
    found = [claim.quote.text for claim in extract(text).claims]
    assert all(chunk.strip().endswith(".") for chunk in chunks)
    assert found == [f"„Satz Nummer {i} steht hier“" for i in range(40)]


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("text", ["a" * 5000, "„" * 1500, "a\u00ad" * 3000, " " * 5000, "\n" * 5000])
def test_a_long_article_without_a_place_to_split(text: str) -> None:
    extract(text)


@pytest.mark.usefixtures("small_chunks")
def test_the_head_of_a_later_chunk_is_no_title_and_no_date() -> None:
    text = FILLER * 15 + "07.08.2025\n\n" + "Ein kurzer Absatz ohne Punkt\n\n" + FILLER * 15
    document = extract(text).document
    assert (document.title, document.published) == (None, None)


@pytest.mark.xfail(strict=True, reason="each chunk knows its own names alone")
@pytest.mark.usefixtures("small_chunks")
def test_names_reach_over_chunks() -> None:
    text = "Landrätin Carola Wendt kam ans Ufer.\n\n" + FILLER * 30 + "„Der Damm hält“, sagte Wendt."
    claim = one(text)
    assert claim.speaker is not None
    assert claim.speaker.name == "Carola Wendt"


# --- many articles ---------------------------------------------------------------------------------


def test_articles_come_back_in_their_order() -> None:
    found = pipe(*(Article(f"{i}.txt", QUOTE if i % 2 else "Nichts.") for i in range(40)))
    assert [item.document.source for item in found if isinstance(item, Document)] == [f"{i}.txt" for i in range(40)]
    assert [len(item.claims) for item in found if isinstance(item, Document)] == [0, 1] * 20


def test_pipe_finds_what_extract_finds() -> None:
    (found,) = pipe(Article("text", QUOTE))
    assert found == extract(QUOTE)


def test_articles_are_worked_on_lazily() -> None:
    taken: list[int] = []

    def articles() -> Iterator[Article]:
        for i in range(1000):
            taken.append(i)
            yield Article(str(i), "Nichts.")

    next(api.pipe(articles(), nlp=docs.light()))
    assert len(taken) < 100


def test_a_failing_article_is_a_failure_and_the_others_go_on() -> None:
    nlp = docs.new_light()

    @nlp.component("claimx_test_fails")
    def fails(doc: Any) -> Any:
        if "Kaputt" in doc.text:
            raise ValueError("no such luck")
        return doc

    nlp.add_pipe("claimx_test_fails")
    found = pipe(Article("a", QUOTE), Article("b", "Kaputt."), Article("c", QUOTE), nlp=nlp)
    assert [type(item) for item in found] == [Document, Failure, Document]
    failure = found[1]
    assert isinstance(failure, Failure)
    assert failure.source == "b"
    assert failure.slug
    assert "no such luck" in failure.message


def test_progress_is_told_after_each_article() -> None:
    told: list[int] = []
    pipe(*(Article(str(i), "Nichts.") for i in range(5)), on_progress=told.append)
    assert told == [1, 2, 3, 4, 5]


def test_no_articles() -> None:
    assert pipe() == []


def test_an_unknown_engine_or_model_is_told_before_the_first_article() -> None:
    with pytest.raises(EngineUnknown):
        next(api.pipe([Article("a", QUOTE)], engine="magic"))
    with pytest.raises(ModelNotFound):
        api.extract(QUOTE, model="de_core_news_none")


def test_spans_are_records() -> None:
    assert all(isinstance(span, Span) for claim in extract(QUOTE).claims for span in claim.quote.spans)
