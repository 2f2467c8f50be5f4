"""Gold and predictions from files: every format, and one sentence for what cannot be read."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import TEXT, example_claims, make_document

from claimx.errors import ClaimxError, InputDirectory, InputEmpty, InputMissing, InputUnreadable
from claimx.gold import CASES, QUOTES, RECORDS, GoldError, predicted_claim, read_gold, read_predictions
from claimx.outputs.writers import json_array, json_lines
from claimx.records import Document
from claimx.scoring import Named

Write = Callable[..., str]

CASE = {
    "id": "k-1",
    "phenomenon": "direct",
    "text": TEXT,
    "claims": [
        {
            "type": "direct",
            "quote": ["„Der Deich hält“"],
            "speaker": ["Petra Vogt", "Vogt"],
            "role": "Bürgermeisterin",
            "cue": "sagte",
            "via": [],
        }
    ],
}
TOKENS = [(0, 1), (1, 4), (5, 10), (11, 15), (15, 16), (16, 17), (18, 23), (24, 39), (40, 45), (46, 50)]
ARTICLE = {
    "originalText": TEXT,
    "tokens": [{"charBegin": begin, "charEnd": end} for begin, end in TOKENS],
    "annotations": [
        {
            "type": "Direct",
            "quote": {"tokenIds": [0, 1, 2, 3, 4]},
            "cue": {"tokenIds": [6]},
            "frame": {"tokenIds": [5, 6, 8, 9]},
            "speaker": {"tokenIds": [8, 9], "name": "Petra Vogt", "role": "Bürgermeisterin"},
            "addressee": None,
        }
    ],
}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes JSON lines, or text as it is, and returns the path."""

    def written(*records: Any, name: str = "gold.jsonl") -> str:
        lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        return str(tmp_path / name)

    return written


@pytest.fixture
def own(tmp_path: Path, document: Document) -> list[Any]:
    """The example document as data; its text lies in the folder."""
    (tmp_path / "deich.txt").write_text(TEXT, encoding="utf-8")
    return [json.loads(json.dumps(document.to_dict()))]


# --- the formats -----------------------------------------------------------------------------


def test_quotation_data(write: Write) -> None:
    gold = read_gold(write(ARTICLE))
    (text,) = gold.texts
    (claim,) = text.claims
    assert (gold.format, text.key, text.text) == (QUOTES, "doc-0000", TEXT)
    assert (claim.type, claim.speakers, claim.role) == ("direct", ("Petra Vogt",), "Bürgermeisterin")
    assert claim.positions["frame"] == {5, 6, 8, 9}
    assert {part: [TEXT[b:e] for b, e in spans] for part, spans in claim.spans.items()} == {
        "quote": ["„Der Deich hält“"],
        "cue": ["sagte"],
        "frame": [", sagte", "Petra Vogt"],
        "speaker": ["Petra Vogt"],
    }


def test_cases(write: Write) -> None:
    gold = read_gold(write(CASE))
    (text,) = gold.texts
    (claim,) = text.claims
    assert (gold.format, text.key, text.phenomenon) == (CASES, "k-1", "direct")
    assert (claim.spans["quote"], claim.speakers, claim.via) == (((0, 16),), ("Petra Vogt", "Vogt"), ())
    assert claim.positions["quote"] == {1, 2, 3, 5, 6, 7, 8, 9, 11, 12, 13, 14}


def test_cases_may_say_only_what_they_know(write: Write) -> None:
    (text,) = read_gold(write({"text": "Ja.", "claims": [{"type": "direct", "quote": ["Ja."]}]})).texts
    (claim,) = text.claims
    assert (text.key, text.phenomenon) == ("doc-0000", "other")
    assert (claim.speakers, claim.via, claim.role) == ((), (), None)


@pytest.mark.parametrize("record", [ARTICLE, CASE], ids=["quotes", "cases"])
def test_compressed_with_a_mark_blank_lines_and_a_limit(tmp_path: Path, record: dict[str, Any]) -> None:
    path = tmp_path / "gold.jsonl.gz"
    lines = [json.dumps({**record, "id": None}, ensure_ascii=False)] * 3
    path.write_bytes(gzip.compress(b"\xef\xbb\xbf" + "\r\n\r\n".join(lines).encode()))
    assert [text.key for text in read_gold(str(path)).texts] == ["doc-0000", "doc-0002", "doc-0004"]
    assert len(read_gold(str(path), limit=2).texts) == 2


@pytest.mark.parametrize("writer", [json_array, json_lines])
def test_our_own_records_with_the_text_beside_them(write: Write, own: list[Any], writer: Any) -> None:
    document = Document.from_dict(own[0])
    gold = read_gold(write("".join(writer([document])).rstrip("\n")))
    (text,) = gold.texts
    assert (gold.format, text.key, text.text, len(text.claims)) == (RECORDS, "deich.txt", TEXT, 2)
    direct, indirect = text.claims
    assert (direct.type, direct.speakers, direct.role) == ("direct", ("Petra Vogt",), "Bürgermeisterin")
    assert (indirect.speakers, indirect.via) == (("Land",), ("dpa",))
    assert min(indirect.positions["quote"]) == TEXT.index("er werde")


@pytest.mark.parametrize("spread", [None, 2])
def test_a_single_document_is_enough(write: Write, own: list[Any], spread: int | None) -> None:
    assert len(read_gold(write(json.dumps(own[0], indent=spread))).texts) == 1


def test_texts_in_another_folder(write: Write, own: list[Any], tmp_path: Path) -> None:
    (tmp_path / "texte").mkdir()
    (tmp_path / "deich.txt").rename(tmp_path / "texte" / "deich.txt")
    own[0]["document"]["source"] = "woanders/deich.txt"
    path = write(json.dumps(own))
    with pytest.raises(InputMissing, match="name the folder where it lies with --texts"):
        read_gold(path)
    assert read_gold(path, tmp_path / "texte").texts[0].key == "woanders/deich.txt"


def test_a_claim_written_by_hand_needs_type_and_words(write: Write, own: list[Any]) -> None:
    own[0]["claims"] = [{"type": "indirect", "quote": {"text": "er werde bis Mai erhöht"}, "speaker": {"name": "Land"}}]
    (claim,) = read_gold(write(json.dumps(own))).texts[0].claims
    assert [TEXT[start:end] for start, end in claim.spans["quote"]] == ["er werde bis Mai erhöht"]
    assert claim.speakers == ("Land",)


# --- predictions -----------------------------------------------------------------------------


@pytest.mark.parametrize("writer", [json_array, json_lines])
def test_predictions(write: Write, document: Document, writer: Any) -> None:
    read = read_predictions(write("".join(writer([document])).rstrip("\n"), name="claims"))
    (found,) = read.documents
    assert found.source == "deich.txt"
    direct, indirect = found.claims
    assert direct.speaker == Named(("Petra Vogt", "Petra Vogt"))
    assert direct.spans["quote"] == ((0, 16),)
    assert (indirect.confidence, indirect.via) == (0.6, Named(("dpa", "dpa")))


@pytest.mark.parametrize("content", ["", "[]"])
def test_no_predictions_at_all(write: Write, content: str) -> None:
    assert read_predictions(write(content)).documents == ()


def test_predictions_are_found_by_file_name(write: Write) -> None:
    sources = ["texte/k-1.txt", "v1.2.txt", "a/deich.txt"]
    documents = [make_document(source=source).to_dict() for source in sources]
    read = read_predictions(write(json.dumps(documents), name="claims.json"))

    def found(key: str, gold_format: Any = CASES) -> str | None:
        (text,) = read_gold(write({**CASE, "id": key})).texts
        prediction = read.of(text, gold_format)
        return prediction.source if prediction else None

    assert found("k-1") == "texte/k-1.txt"
    assert found("v1.2") == "v1.2.txt"
    assert found("deich.pdf") is None
    assert found("b/deich.txt", RECORDS) == "a/deich.txt"


def test_a_claim_of_ours_says_the_same_as_its_record() -> None:
    direct, _ = example_claims()
    claim = predicted_claim(direct.to_dict())
    assert (claim.type, claim.role, claim.confidence) == ("direct", "Bürgermeisterin", 0.9)
    assert set(claim.spans) == {"quote", "cue", "frame", "speaker"}


# --- what cannot be read ---------------------------------------------------------------------


def changed(record: dict[str, Any], *path: Any, to: Any) -> dict[str, Any]:
    """A copy with one field changed."""
    copy = json.loads(json.dumps(record))
    place = copy
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return dict(copy)


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ("Kein JSON.", "line 1: is no JSON (Expecting value)"),
        ("[1, 2", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ("[1]", "document 1: is no JSON object"),
        ("7", "line 1: is no JSON object"),
        ("{}", "is none of the formats that claimx knows"),
        ({"text": "Ohne Gold."}, "is none of the formats that claimx knows"),
        (changed(CASE, "text", to=7), "line 1: the field 'text' is no string"),
        (changed(CASE, "claims", to={}), "line 1: the field 'claims' is no list"),
        (changed(CASE, "claims", 0, "type", to="Direct"), "claim 1: the type 'Direct' is none of direct, indirect,"),
        (changed(CASE, "claims", 0, "type", to=None), "claim 1: the field 'type' is missing"),
        (changed(CASE, "claims", 0, "quote", to=["Der Damm"]), "the quote 'Der Damm' does not stand in the text"),
        (changed(CASE, "claims", 0, "speaker", to=[1]), "the field 'speaker' is no list of strings"),
        (changed(ARTICLE, "annotations", 0, "type", to="Quote"), "annotation 1: the type 'Quote' is none of Direct,"),
        (changed(ARTICLE, "annotations", 0, "quote", "tokenIds", to=[10]), "quote: the field 'tokenIds' names tokens"),
        (changed(ARTICLE, "annotations", 0, "quote", to=None), "annotation 1: the field 'quote' is missing"),
        (changed(ARTICLE, "tokens", 0, "charBegin", to=30), "line 1: the tokens are not in the order of the text"),
        (changed(ARTICLE, "tokens", 0, "charBegin", to=True), "token 1: the field 'charBegin' is no whole number"),
    ],
)
def test_broken_gold_is_one_sentence(write: Write, record: Any, words: str) -> None:
    path = write(record)
    with pytest.raises(GoldError) as caught:
        read_gold(path)
    assert words in str(caught.value)
    assert str(caught.value).startswith(path)
    assert "\n" not in str(caught.value)


def test_the_line_of_an_error_is_named(write: Write) -> None:
    with pytest.raises(GoldError, match=r"line 3, claim 1: the quote 'Damm'"):
        read_gold(write(CASE, "", changed(CASE, "claims", 0, "quote", to=["Damm"])))


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("document", "sha256"), "0" * 64, "is no longer the text that the claims were found in"),
        (("claims", 0, "quote", "text"), "„Der Damm hält“", "the spans hold other words than the field 'text'"),
        (("claims", 0, "quote", "spans"), [{"start": 0, "end": 9999}], "reach beyond the end of the text"),
        (("claims", 0, "quote", "spans"), [{"start": -1, "end": 9}], "a span begins before the text"),
        (("claims", 0, "quote", "spans"), [{"start": 1}], "span 1: the field 'end' is missing"),
        (("claims", 0, "quote"), {"text": "Der Damm"}, "has no spans, and its text is not found"),
        (("claims", 0, "confidence"), "hoch", "claim 1: the field 'confidence' is no number"),
        (("claims", 0, "speaker"), "Vogt", "claim 1: the field 'speaker' is no object"),
    ],
)
def test_broken_records_are_one_sentence(
    write: Write, own: list[Any], path: tuple[Any, ...], value: Any, words: str
) -> None:
    with pytest.raises(GoldError) as caught:
        read_gold(write(json.dumps([changed(own[0], *path, to=value)])))
    assert words in str(caught.value)


@pytest.mark.parametrize("read", [read_gold, read_predictions])
def test_files_that_cannot_be_read(tmp_path: Path, read: Callable[[str], Any]) -> None:
    with pytest.raises(InputMissing, match="there is no such file"):
        read(str(tmp_path / "nichts.jsonl"))
    with pytest.raises(InputDirectory, match="is a folder"):
        read(str(tmp_path))
    (tmp_path / "halb.gz").write_bytes(gzip.compress(b"{}" * 999)[:20])
    with pytest.raises(InputUnreadable, match="cannot be read"):
        read(str(tmp_path / "halb.gz"))
    (tmp_path / "alt.jsonl").write_bytes("„Ä“".encode("cp1252"))
    with pytest.raises(GoldError, match="is no JSON in UTF-8"):
        read(str(tmp_path / "alt.jsonl"))


@pytest.mark.parametrize("content", ["", "\n \n", "[]"])
def test_empty_gold(write: Write, content: str) -> None:
    with pytest.raises(InputEmpty, match=r"gold\.jsonl: is empty"):
        read_gold(write(content))


def test_a_text_that_cannot_be_read_is_named(write: Write, own: list[Any], tmp_path: Path) -> None:
    (tmp_path / "deich.txt").write_bytes(b"%PDF-1.7")
    with pytest.raises(ClaimxError, match=r"deich\.txt: is a PDF file"):
        read_gold(write(json.dumps(own)))
