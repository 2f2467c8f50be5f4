"""Worker processes, most of them with the extraction of `fake_claimx`, which needs no model."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_claimx import WORKER
from hypothesis import given
from hypothesis import strategies as st

from claimx.batching import pool
from claimx.batching.pool import LocalPool, Worker, batches
from claimx.batching.work import Extracted, unpack
from claimx.errors import WorkerFailed
from claimx.pipeline import Settings
from claimx.records import Article, Failure

SETTINGS = Settings(None, "rules", nested=False)


@pytest.fixture
def fake_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "COMMAND", WORKER)


@pytest.fixture
def worker(fake_worker: None) -> Iterator[Worker]:
    made = Worker(SETTINGS, timeout=30)
    yield made
    made.close()


def articles(*texts: str) -> list[Article]:
    return [Article(f"{number}.txt", text) for number, text in enumerate(texts)]


def slugs(outcomes: object) -> list[str]:
    return [item.slug if isinstance(item, Failure) else "ok" for item in outcomes]  # type: ignore[attr-defined]


def test_a_worker_answers_in_order(worker: Worker) -> None:
    outcomes = list(worker.outcomes(articles("Ein Text.", "kaputt", "Noch einer.")))
    assert slugs(outcomes) == ["ok", "broken", "ok"]
    last = outcomes[2]
    assert isinstance(last, Extracted)
    assert last.claims == 2
    assert unpack(last.payload, "anders.txt").document.source == "anders.txt"


def test_an_article_that_kills_the_process_costs_itself_alone(worker: Worker) -> None:
    outcomes = list(worker.outcomes(articles("a", "absturz", "b", "absturz", "c")))
    assert slugs(outcomes) == ["ok", "worker-died", "ok", "worker-died", "ok"]
    assert outcomes[1] == Failure("1.txt", "worker-died", "1.txt: the worker process died (signal 9).")


@pytest.mark.usefixtures("fake_worker")
def test_an_article_that_takes_too_long_is_given_up() -> None:
    worker = Worker(SETTINGS, timeout=0.5)
    begun = time.monotonic()
    outcomes = list(worker.outcomes(articles("a", "langsam", "b")))
    worker.close()
    assert slugs(outcomes) == ["ok", "timeout", "ok"]
    assert outcomes[1] == Failure("1.txt", "timeout", "1.txt: took more than 0.5 seconds and was given up.")
    assert time.monotonic() - begun < 30


def test_a_worker_that_dies_between_two_batches_costs_nothing(worker: Worker) -> None:
    assert slugs(worker.outcomes(articles("a"))) == ["ok"]
    assert worker._process is not None
    os.kill(worker._process.pid, signal.SIGKILL)
    assert slugs(worker.outcomes(articles("a", "b"))) == ["ok", "ok"]


def test_no_worker_starts_after_the_end(worker: Worker) -> None:
    worker.close()
    with pytest.raises(WorkerFailed):
        list(worker.outcomes(articles("a")))


def test_a_worker_that_cannot_load_says_why() -> None:
    worker = Worker(Settings("de_missing", "rules", nested=False), timeout=30)
    with pytest.raises(WorkerFailed, match="There is no model or folder 'de_missing'"):
        list(worker.outcomes(articles("a")))


def test_a_worker_that_dies_while_it_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "COMMAND", ["false"])
    with pytest.raises(WorkerFailed, match="died while it loaded"):
        list(Worker(SETTINGS, timeout=30).outcomes(articles("a")))


@pytest.mark.usefixtures("fake_worker")
@pytest.mark.parametrize("workers", [1, 3])
def test_a_pool_answers_every_task_once(workers: int) -> None:
    texts = [("absturz" if number % 17 == 3 else f"Text {number}") for number in range(60)]
    with LocalPool(SETTINGS, workers, timeout=30) as made:
        results = dict(made.results(enumerate(articles(*texts))))
    assert sorted(results) == list(range(60))
    assert {number for number, item in results.items() if isinstance(item, Failure)} == set(range(3, 60, 17))


@pytest.mark.usefixtures("fake_worker")
def test_a_pool_takes_no_more_tasks_than_its_workers_can_hold() -> None:
    taken = 0

    def tasks() -> Iterator[tuple[int, Article]]:
        nonlocal taken
        for number in range(500):
            taken += 1
            yield number, Article(f"{number}.txt", "Ein Text.")

    with LocalPool(SETTINGS, 2, timeout=30) as made:
        for done, _ in enumerate(made.results(tasks()), 1):
            assert taken - done <= 2 * 2 * pool.BATCH
    assert taken == 500


@pytest.mark.usefixtures("fake_worker")
def test_a_pool_that_is_left_early_ends_its_processes() -> None:
    with LocalPool(SETTINGS, 2, timeout=30) as made:
        next(made.results(enumerate(articles(*["Text"] * 50))))
        processes = [worker._process for worker in made._workers if worker._process]
    assert processes
    assert all(process.poll() is not None for process in processes)


def test_a_pool_whose_workers_cannot_load_ends() -> None:
    with LocalPool(Settings("de_missing", "rules", nested=False), 2, timeout=30) as made, pytest.raises(WorkerFailed):
        list(made.results(enumerate(articles("a", "b"))))


@given(st.lists(st.integers(0, 50), max_size=40), st.integers(1, 6), st.integers(1, 100))
def test_batches_keep_all_tasks_in_order(sizes: list[int], most: int, characters: int) -> None:
    tasks = [(number, Article("a", "x" * size)) for number, size in enumerate(sizes)]
    made = list(batches(tasks, most, characters))
    assert [task for batch in made for task in batch] == tasks
    assert all(0 < len(batch) <= most for batch in made)
    assert all(sum(len(article.text) for _, article in batch[:-1]) < characters for batch in made)


@pytest.mark.model
def test_a_real_worker_finds_claims_and_forgets_words(tmp_path: Path) -> None:
    text = "„Der Deich hält“, sagte Bürgermeisterin Petra Vogt am Montag."
    worker = Worker(SETTINGS, timeout=120)
    (outcome,) = worker.outcomes([Article("deich.txt", text)])
    worker.close()
    assert isinstance(outcome, Extracted)
    (claim,) = unpack(outcome.payload, "deich.txt").claims
    assert claim.speaker is not None
    assert claim.speaker.name == "Petra Vogt"
