from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import make_document

from claimx.outputs.stream import Counts, ResultStream, RunInfo, SourceError, utc_now
from claimx.records import Document, Failure

FAILURES = [Failure(f"{n}.txt", "input-empty", f"{n}.txt: ist\nleer \ud800.") for n in range(3)]


def test_documents_and_failures_are_taken_apart(document: Document, tmp_path: Path) -> None:
    items = [FAILURES[0], document, FAILURES[1], make_document(), FAILURES[2]]
    with ResultStream(items, tmp_path) as stream:
        assert list(stream.documents()) == [document, make_document()]
        assert list(stream.failures()) == FAILURES
        assert stream.counts == Counts(documents=2, claims=2, failures=3)
        assert stream.pipeline == document.pipeline
        assert list(tmp_path.iterdir()) == []


def test_without_failures_there_are_none(document: Document) -> None:
    with ResultStream([document], None) as stream:
        assert (list(stream.documents()), list(stream.failures())) == ([document], [])


@pytest.mark.parametrize("error", [OSError("weg"), ZeroDivisionError(), OverflowError()])
def test_an_error_of_the_source_is_told_apart(error: Exception) -> None:
    def source() -> Iterator[Document]:
        raise error
        yield

    with ResultStream(source(), None) as stream, pytest.raises(SourceError) as raised:
        list(stream.documents())
    assert raised.value.__cause__ is error


def test_the_time_may_be_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert utc_now() == RunInfo().started == "2023-11-14T22:13:20Z"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "gestern")
    assert utc_now() > "2024"
