"""A real Dask scheduler with two workers on this machine; the pipeline is that of `fake_claimx`."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_claimx import WORKER

from claimx.batching import cluster as cluster_module
from claimx.batching.cluster import Cluster
from claimx.batching.pool import LocalPool
from claimx.batching.work import Extracted
from claimx.errors import WorkerFailed
from claimx.pipeline import Settings, fingerprint
from claimx.records import Article, Failure

SETTINGS = Settings(None, "rules", nested=False)
PRINT = fingerprint(SETTINGS)
FAKE_WORKER = f"from claimx.batching import pool; pool.COMMAND = {WORKER!r}"


class Dask:
    """A scheduler and its workers, each a process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "scheduler.json"
        self.processes: list[subprocess.Popen[bytes]] = []
        self._start("dask_scheduler", "--scheduler-file", str(self.file), "--port", "0", "--no-dashboard")
        deadline = time.monotonic() + 60
        while not (self.file.exists() and self.file.read_text().endswith("}")) and time.monotonic() < deadline:
            time.sleep(0.1)  # the file may be there before its text
        self.address = json.loads(self.file.read_text())["address"]

    def add_worker(self) -> subprocess.Popen[bytes]:
        preload = self.folder / "preload.py"
        preload.write_text(FAKE_WORKER)
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--preload", str(preload))
        return self._start("dask_worker", self.address, *options, "--local-directory", str(self.folder))

    def close(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()

    def _start(self, module: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{module}", "--host", "127.0.0.1", *options]
        with (self.folder / "log.txt").open("ab") as log:
            process = subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log)
        self.processes.append(process)
        return process


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Dask]:
    pytest.importorskip("distributed")
    made = Dask(tmp_path)
    yield made
    made.close()


def tasks(count: int, odd: str = "kaputt") -> Iterator[tuple[int, Article]]:
    for number in range(count):
        yield number, Article(f"{number}.txt", odd if number % 50 == 7 else f"Text {number}")


def local_results(count: int, monkeypatch: pytest.MonkeyPatch) -> dict[int, object]:
    monkeypatch.setattr("claimx.batching.pool.COMMAND", WORKER)
    with LocalPool(SETTINGS, 1, timeout=30) as pool:
        return dict(pool.results(tasks(count)))


def test_a_worker_killed_in_the_middle_changes_nothing(dask: Dask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "PARTITION", 8)
    first, _ = dask.add_worker(), dask.add_worker()
    results: dict[int, object] = {}
    with Cluster(dask.address, SETTINGS, PRINT, timeout=30) as cluster:
        for position, outcome in cluster.results(tasks(400)):
            assert position not in results
            results[position] = outcome
            if len(results) == 60:
                first.send_signal(signal.SIGKILL)
    assert results == local_results(400, monkeypatch)
    assert sum(isinstance(outcome, Failure) for outcome in results.values()) == 8


def test_the_command_writes_the_same_bytes_as_without_the_cluster(dask: Dask, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("".join(json.dumps({"id": a.source, "text": a.text}) + "\n" for _, a in tasks(300)))
    first, _ = dask.add_worker(), dask.add_worker()
    command = [sys.executable, WORKER[1], "batch", "corpus.jsonl", "-o"]
    local = subprocess.run([*command, "local.jsonl"], cwd=tmp_path, check=False)
    process = subprocess.Popen([*command, "cluster.jsonl", "--cluster", dask.address], cwd=tmp_path)
    time.sleep(2.5)
    first.send_signal(signal.SIGKILL)
    assert process.wait(60) == local.returncode == 3
    assert (tmp_path / "cluster.jsonl").read_bytes() == (tmp_path / "local.jsonl").read_bytes()
    assert (tmp_path / "cluster.failures.jsonl").read_bytes() == (tmp_path / "local.failures.jsonl").read_bytes()


def test_a_worker_of_another_version_is_refused(dask: Dask) -> None:
    dask.add_worker()
    with (
        Cluster(dask.address, SETTINGS, "another", timeout=30) as cluster,
        pytest.raises(WorkerFailed, match="another version of claimx or of a model"),
    ):
        list(cluster.results(tasks(3)))


def test_an_article_that_kills_its_process_does_not_kill_the_worker(dask: Dask) -> None:
    worker = dask.add_worker()
    with Cluster(dask.address, SETTINGS, PRINT, timeout=30) as cluster:
        results = dict(cluster.results(tasks(20, odd="absturz")))
    assert [isinstance(results[number], Extracted) for number in range(20)] == [number != 7 for number in range(20)]
    assert worker.poll() is None


def test_no_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "_CONNECTING", 0.5)
    with pytest.raises(WorkerFailed, match="there is no Dask scheduler"), Cluster("tcp://127.0.0.1:9", SETTINGS, "", 1):
        pass
