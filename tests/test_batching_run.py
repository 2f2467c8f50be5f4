from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from conftest import example_claims, make_document
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.batching.journal import Journal
from claimx.batching.pool import Result, Task
from claimx.batching.run import Tally, documents, extract_all, input_digest
from claimx.batching.work import Extracted, pack, unpack
from claimx.records import Article, Document, Failure

EMPTY = Failure("leer.txt", "input-empty", "leer.txt: is empty.")
LETTERS = ("a", "b", "c")


class Reversed:
    """Answers in the opposite order, and counts what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def results(self, tasks: Iterable[Task]) -> Iterator[Result]:
        for position, article in reversed(list(tasks)):
            self.asked.append(article.source)
            if article.text == "kaputt":
                yield position, Failure(article.source, "broken", "is broken.")
            else:
                document = make_document(*example_claims(), source=article.source)
                yield position, Extracted(pack(document), len(document.claims))


def run(
    path: Path, items: Iterable[Article | Failure], fingerprint: str = "v1"
) -> tuple[Tally, list[str], list[object]]:
    """The tally, what had to be extracted, and what came out: names, or failures."""
    journal, extractor = Journal(path), Reversed()
    tally = extract_all(items, journal, extractor, fingerprint, lambda tally: None)
    found = [item.document.source if isinstance(item, Document) else item for item in documents(journal)]
    journal.finish()
    journal.close()
    return tally, extractor.asked, found


def articles(**texts: str) -> list[Article | Failure]:
    return [Article(source, text) for source, text in texts.items()]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal"


def test_everything_comes_out_in_the_order_of_the_inputs(path: Path) -> None:
    items = [*articles(a="Text a", b="kaputt"), EMPTY, *articles(c="Text c")]
    tally, asked, found = run(path, items)
    assert found == ["a", Failure("b", "broken", "is broken."), EMPTY, "c"]
    assert asked == ["c", "b", "a"]
    assert tally == Tally(known=0, extracted=2, failed=2, claims=4)


def test_what_is_known_is_not_extracted_again_but_what_failed_is(path: Path) -> None:
    items = [*articles(a="Text a", b="kaputt"), EMPTY]
    first = run(path, items)
    second = run(path, items)
    assert second[1] == ["b"]
    assert second[2] == first[2]
    assert second[0] == Tally(known=1, extracted=0, failed=2, claims=0)


def test_changed_and_new_articles_are_extracted(path: Path) -> None:
    run(path, articles(a="Text a", b="Text b"))
    _, asked, found = run(path, articles(a="Text a", b="anders", c="Text c"))
    assert asked == ["c", "b"]
    assert found == ["a", "b", "c"]


def test_another_model_or_version_extracts_everything_again(path: Path) -> None:
    run(path, articles(a="Text a"))
    assert run(path, articles(a="Text a"), fingerprint="v2")[1] == ["a"]


def test_the_same_text_under_another_name_is_known(path: Path) -> None:
    run(path, articles(a="Text a"))
    tally, asked, found = run(path, articles(b="Text a", c="Text a"))
    assert (tally.known, asked, found) == (2, [], ["b", "c"])


def test_every_state_is_reported(path: Path) -> None:
    seen: list[int] = []
    journal = Journal(path)
    items = [*articles(a="Text a", b="kaputt"), EMPTY]
    extract_all(items, journal, Reversed(), "v1", lambda tally: seen.append(tally.inputs))
    assert seen == [1, 2, 3]


@pytest.mark.parametrize(
    "change", [{"text": "x"}, {"title": "x"}, {"published": "x"}, {"author": "x"}, {"outlet": "x"}], ids=str
)
def test_the_digest_covers_all_that_a_record_shows(change: dict[str, str]) -> None:
    article = Article("a", "Text", "Titel", "2025-01-02", "Autor", "Blatt")
    assert input_digest(dataclasses.replace(article, **change), "v1") != input_digest(article, "v1")
    assert input_digest(dataclasses.replace(article, source="x"), "v1") == input_digest(article, "v1")
    assert input_digest(article, "v2") != input_digest(article, "v1")


def test_fields_do_not_run_into_each_other() -> None:
    assert input_digest(Article("a", "Text", "x", None), "v") != input_digest(Article("a", "Text", None, "x"), "v")


@given(st.text(max_size=30))
def test_any_text_can_be_hashed_and_packed(text: str) -> None:
    assert len(input_digest(Article("a", text + "\ud800"), "v")) == 32
    document = make_document(*example_claims(), source=text)
    assert unpack(pack(document), text) == document


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(LETTERS), max_size=6), min_size=1, max_size=4))
def test_any_sequence_of_runs_ends_as_a_single_run_would(
    tmp_path_factory: pytest.TempPathFactory, runs: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("runs")
    for texts in runs:
        last = run(folder / "shared", [Article(f"{n}", f"Text {text}") for n, text in enumerate(texts)])
    alone = run(folder / "alone", [Article(f"{n}", f"Text {text}") for n, text in enumerate(runs[-1])])
    assert last[2] == alone[2]
