"""What happens to a batch on its way: kills, full disks, locks. The extraction is that of `fake_claimx`.

`docs/reliability.md` names these tests; the hostile inputs are in `test_batch_hostile.py`.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

FAKE = str(Path(__file__).parent / "fake_claimx.py")
ARTICLES = 400
KILLS = 20


def command(target: Path, *options: str) -> list[str]:
    return [sys.executable, FAKE, "batch", "corpus.jsonl", "-o", str(target), "--workers", "2", *options]


ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1764000000"}


def start(folder: Path, target: Path) -> subprocess.Popen[str]:
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command(target), cwd=folder, env=ENVIRONMENT, **streams)  # type: ignore[call-overload,no-any-return]


def finish(folder: Path, target: Path) -> subprocess.CompletedProcess[str]:
    options = {"capture_output": True, "text": True, "timeout": 120, "check": False}
    return subprocess.run(command(target), cwd=folder, env=ENVIRONMENT, **options)  # type: ignore[call-overload,no-any-return]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus in which some articles fail and some take a moment, and the outputs of undisturbed runs."""
    made = tmp_path_factory.mktemp("archive")
    with (made / "corpus.jsonl").open("w", encoding="utf-8") as stream:
        for number in range(ARTICLES):
            word = "kaputt" if number % 100 == 9 else "gemächlich" if number % 2 else "Text"
            stream.write(json.dumps({"id": f"a{number}", "text": f"{word} Nummer {number}."}) + "\n")
    for suffix in ("jsonl", "db"):
        assert finish(made, target_in(made / "expected", suffix)).returncode == 3
    return made


def target_in(folder: Path, suffix: str) -> Path:
    """A target that is alone in its folder, with what belongs to it."""
    (folder / suffix).mkdir(parents=True, exist_ok=True)
    return folder / suffix / f"out.{suffix}"


def outputs(target: Path) -> dict[str, bytes]:
    """The target and its sidecar, without hidden files."""
    return {path.name: path.read_bytes() for path in target.parent.glob("[!.]*")}


def workers_of(process: subprocess.Popen[str]) -> list[psutil.Process]:
    """Its worker processes, as soon as there are some."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if found := psutil.Process(process.pid).children(recursive=True):
            return found
        time.sleep(0.01)
    raise AssertionError("no worker was started")


def gone(processes: list[psutil.Process]) -> bool:
    """Whether the processes end soon by themselves."""
    _, alive = psutil.wait_procs(processes, timeout=30)
    return not alive


@pytest.mark.parametrize("suffix", ["jsonl", "db"])
def test_killed_at_random_moments_it_goes_on_to_the_same_output(folder: Path, tmp_path: Path, suffix: str) -> None:
    moments = random.Random(7)
    target, expected = target_in(tmp_path, suffix), outputs(target_in(folder / "expected", suffix))
    killed = 0
    while killed < KILLS // 2:
        process = start(folder, target)
        workers = workers_of(process)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=moments.uniform(0.0, 2.5))
        if process.poll() is not None:  # it was faster: begin anew
            assert outputs(target) == expected
            shutil.rmtree(target.parent)
            target.parent.mkdir()
            continue
        process.send_signal(signal.SIGKILL)
        process.communicate()
        killed += 1
        assert gone(workers)
        assert all(expected[name] == content for name, content in outputs(target).items())  # what stands is whole
    result = finish(folder, target)
    assert result.returncode == 3, result.stderr
    assert outputs(target) == expected


def test_killed_while_a_new_version_is_written_the_old_one_stays(folder: Path, tmp_path: Path) -> None:
    target, expected = target_in(tmp_path, "jsonl"), target_in(folder / "expected", "jsonl")
    shutil.copy(expected, target)
    process = start(folder, target)
    workers_of(process)
    time.sleep(0.3)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert target.read_bytes() == expected.read_bytes()


def test_ctrl_c_keeps_what_is_done_and_says_so(folder: Path, tmp_path: Path) -> None:
    target = target_in(tmp_path, "jsonl")
    process = start(folder, target)
    workers = workers_of(process)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said == "claimx: interrupted; the same command goes on from here.\n"
    assert gone(workers)
    finish(folder, target)
    assert outputs(target) == outputs(target_in(folder / "expected", "jsonl"))


def test_killed_workers_change_nothing(folder: Path, tmp_path: Path) -> None:
    target = target_in(tmp_path, "jsonl")
    process = start(folder, target)
    time.sleep(2)
    for worker in workers_of(process):
        worker.kill()
        time.sleep(0.3)
    process.communicate(timeout=60)
    assert process.returncode == 3
    assert outputs(target) == outputs(target_in(folder / "expected", "jsonl"))


def test_a_second_run_on_the_same_target_is_refused(folder: Path, tmp_path: Path) -> None:
    target = target_in(tmp_path, "jsonl")
    first = start(folder, target)
    workers_of(first)
    second = finish(folder, target)
    assert second.returncode == 1
    assert "another run is writing here" in second.stderr
    first.communicate(timeout=60)
    assert first.returncode == 3
    assert outputs(target) == outputs(target_in(folder / "expected", "jsonl"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder whose disk is a file system of its own, of 400 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small file system cannot be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def remount(disk: Path, option: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{option}", str(disk)], check=True)


def test_a_full_disk_is_one_sentence_and_nothing_is_lost(folder: Path, small_disk: Path) -> None:
    target = target_in(small_disk, "jsonl")
    full = finish(folder, target)
    assert full.returncode == 1
    assert len(full.stderr.splitlines()) == 1
    assert "cannot be written" in full.stderr
    assert outputs(target) == {}
    remount(small_disk, "size=50m")
    assert finish(folder, target).returncode == 3
    assert outputs(target) == outputs(target_in(folder / "expected", "jsonl"))


def test_a_disk_that_cannot_be_written_is_known_before_the_work(folder: Path, small_disk: Path) -> None:
    target = target_in(small_disk, "jsonl")
    remount(small_disk, "ro")
    result = finish(folder, target)
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert "is protected against writing." in result.stderr
