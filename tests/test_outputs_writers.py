from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator

import pytest
from conftest import TEXT, make_claim, make_document, speaker
from hypothesis import given
from hypothesis import strategies as st

from claimx.outputs import writers
from claimx.outputs.columns import COLUMNS
from claimx.outputs.writers import FAILURE_WRITERS, WRITERS
from claimx.records import Document, Failure

# The contract's columns, in its order.
CONTRACT = (
    "source, published, id, type, speaker, role, kind, quote, cue, via, addressee, start, end, confidence, sentence"
)


def written(name: str, *documents: Document) -> str:
    return "".join(WRITERS[name](documents))


def with_quote(quote: str) -> Document:
    return make_document(make_claim(quote, (quote,)), text=quote)


def test_columns_are_those_of_the_contract() -> None:
    assert ", ".join(COLUMNS) == CONTRACT


def test_json_is_an_array_even_of_one(document: Document) -> None:
    assert json.loads(written("json", document)) == [document.to_dict()]
    assert json.loads(written("json", document, document)) == [document.to_dict()] * 2
    assert written("json") == "[]\n"


def test_json_keeps_umlauts_readable(document: Document) -> None:
    assert "Bürgermeisterin" in written("json", document)


def test_json_of_lone_surrogates_can_be_read_back() -> None:
    document = with_quote("a\ud800b")
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace")
    stream.write(written("json", document))
    stream.flush()
    assert json.loads(stream.buffer.getvalue()) == [document.to_dict()]  # type: ignore[attr-defined]


def test_jsonl_has_one_claim_a_line(document: Document) -> None:
    lines = written("jsonl", document).splitlines()
    first = json.loads(lines[0])
    assert len(lines) == 2
    assert (first.pop("source"), first.pop("published")) == ("deich.txt", "2025-03-12")
    assert first == document.claims[0].to_dict()


def test_jsonl_of_a_quote_with_line_ends_stays_one_line() -> None:
    assert written("jsonl", with_quote("Eins.\u2028Zwei.\r\nDrei.")).count("\n") == 1


def test_csv_row(document: Document) -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", document), newline="")))
    assert list(rows[0]) == list(COLUMNS)
    assert rows[1] == {
        "source": "deich.txt",
        "published": "2025-03-12",
        "id": document.claims[1].id,
        "type": "indirect",
        "speaker": "Land",
        "role": "",
        "kind": "organisation",
        "quote": "er werde bis Mai erhöht",
        "cue": "Laut",
        "via": "dpa",
        "addressee": "",
        "start": str(TEXT.index("er werde")),
        "end": str(len(TEXT) - 1),
        "confidence": "0.6",
        "sentence": TEXT,
    }


def test_csv_without_documents_is_a_header() -> None:
    assert written("csv") == ",".join(COLUMNS) + "\n"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_formulas_are_harmless(name: str, start: str) -> None:
    document = with_quote(f"{start}HYPERLINK(1)")
    delimiter = {"csv": ",", "tsv": "\t"}[name]
    (row,) = csv.DictReader(io.StringIO(written(name, document), newline=""), delimiter=delimiter)
    assert row["quote"][:1] not in {"=", "+", "-", "@", "\t", "\r", "\n", "＝"}


def test_harmless_text_stays() -> None:
    assert writers.harmless("Das = ist + kein - Problem @home") == "Das = ist + kein - Problem @home"
    assert writers.harmless("=1") == "'=1"


@pytest.mark.parametrize("text", ["'=1", "''+1", "'", "'a'", "", "@", "a=b"])
def test_the_guard_comes_off_again(text: str) -> None:
    assert writers.unguarded(writers.harmless(text)) == text


def test_speakers_and_file_names_are_guarded_too() -> None:
    claim = make_claim(speaker=speaker(TEXT, "Petra Vogt", "=cmd()", "@SUM(1)"))
    (row,) = csv.DictReader(io.StringIO(written("csv", make_document(claim, source="-x.txt"))))
    assert (row["source"], row["speaker"], row["role"]) == ("'-x.txt", "'=cmd()", "'@SUM(1)")


def test_tsv_is_one_line_a_claim() -> None:
    text = written("tsv", with_quote("Eins\tzwei.\r\nDrei."))
    assert len(text.splitlines()) == 2
    assert "Eins zwei. Drei." in text


def test_markdown_escapes_markup() -> None:
    text = written("md", with_quote("a|b *fett* <b> [x](y) `c` snake_case _kursiv_\nneu \\"))
    row = text.splitlines()[2]
    assert len(re.findall(r"(?<!\\)\|", row)) == len(COLUMNS) + 1
    assert r"a\|b \*fett\* &lt;b&gt; \[x\](y) \`c\` snake_case \_kursiv\_ neu \\" in row


def test_terminal_controls_do_not_reach_the_tables() -> None:
    document = with_quote("rot \x1b[31mtot\x07 \u202egelesen\x9b2J")
    for name in ("csv", "tsv", "md"):
        assert not re.search(r"[\x1b\x07\x9b\u202e]", written(name, document))


@given(st.text(st.characters(codec=None), min_size=1, max_size=60))
def test_any_quote_makes_whole_rows(quote: str) -> None:
    document = with_quote(quote)
    assert json.loads(written("json", document)) == [document.to_dict()]
    for name, delimiter in (("csv", ","), ("tsv", "\t")):
        rows = list(csv.reader(io.StringIO(written(name, document), newline=""), delimiter=delimiter))
        assert [len(row) for row in rows] == [len(COLUMNS)] * 2
    assert len(written("md", document).splitlines()) == 3


@pytest.mark.parametrize("name", WRITERS)
def test_documents_are_written_as_they_come(name: str, document: Document) -> None:
    drawn = []

    def source() -> Iterator[Document]:
        for number in range(3):
            drawn.append(number)
            yield document

    for chunk in WRITERS[name](source()):
        if document.claims[0].id in chunk:
            break
    assert drawn == [0]


@pytest.mark.parametrize("name", FAILURE_WRITERS)
def test_failures_have_their_own_table(name: str) -> None:
    failures = [Failure("=a|b.txt", "input-empty", "a|b.txt:\nis empty.")]
    text = "".join(FAILURE_WRITERS[name](iter(failures)))
    expected = {
        **{key: [f.to_dict() for f in failures] for key in ("json", "jsonld", "webanno")},
        "jsonl": failures[0].to_dict(),
        "csv": 'source,slug,message\n\'=a|b.txt,input-empty,"a|b.txt:\nis empty."\n',
        "tsv": "source\tslug\tmessage\n'=a|b.txt\tinput-empty\ta|b.txt: is empty.\n",
        "md": "| source | slug | message |\n| --- | --- | --- |\n| =a\\|b.txt | input-empty | a\\|b.txt: is empty. |\n",
    }
    assert (text if isinstance(expected[name], str) else json.loads(text)) == expected[name]
