"""The generators of hostile inputs: enough of each kind, small, and the same bytes each time."""

from __future__ import annotations

import gzip
import io
import time
import zipfile
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import IO

import pytest

import docs
from claimx import api

pytest.importorskip("pyarrow")
pytest.importorskip("zstandard")
import hostile

LARGEST = 320_000  # bytes
LARGE = {"text-ten-megabytes-no-line-break.txt", "corpus-line-5mb.jsonl", "eml-header-1mb.eml"}
EXPANDED = 200 << 20  # bytes


@pytest.fixture(scope="module")
def made() -> list[hostile.HostileFile]:
    return list(hostile.hostile_files())


@pytest.fixture(scope="module")
def files(made: list[hostile.HostileFile]) -> dict[str, hostile.HostileFile]:
    return {file.name: file for file in made}


def test_there_are_enough_with_a_name_of_their_own(made: list[hostile.HostileFile]) -> None:
    names = [file.name for file in (*made, *hostile.healthy_files())]
    assert len(names) == len(set(names))
    assert len(made) >= 800


def test_all_categories_have_many_members(files: dict[str, hostile.HostileFile]) -> None:
    counts = Counter(file.category for file in files.values())
    assert sorted(counts) == sorted(hostile.CATEGORIES)
    assert min(counts.values()) >= 20
    assert all(name.startswith(f"{file.category}-") for name, file in files.items())


def test_no_two_files_of_a_suffix_hold_the_same(files: dict[str, hostile.HostileFile]) -> None:
    contents: dict[tuple[str, bytes], list[str]] = {}
    for name, file in files.items():
        if file.category != "name":
            contents.setdefault((name.partition(".")[2], file.data), []).append(name)
    assert [names for names in contents.values() if len(names) > 1] == []


def test_every_time_the_same(files: dict[str, hostile.HostileFile], monkeypatch: pytest.MonkeyPatch) -> None:
    healthy = hostile.healthy_files()
    monkeypatch.setattr(time, "time", lambda: 946_684_800.0)
    assert [file.name for file in hostile.hostile_files() if file != files[file.name]] == []
    assert hostile.healthy_files() == healthy


def test_sizes_are_bounded(files: dict[str, hostile.HostileFile]) -> None:
    large = {name: len(file.data) for name, file in files.items() if len(file.data) > LARGEST}
    assert set(large) == LARGE
    assert max(large.values()) < 11_000_000


def test_bombs_expand(files: dict[str, hostile.HostileFile]) -> None:
    with zipfile.ZipFile(io.BytesIO(files["archive-zip-bomb.zip"].data)) as archive:
        (member,) = archive.infolist()
        assert member.file_size > EXPANDED
        with archive.open(member) as stream:
            assert _length(stream) == member.file_size
    with gzip.open(io.BytesIO(files["corpus-bomb-one-line.jsonl.gz"].data)) as stream:
        assert _length(stream) > EXPANDED


def _length(stream: IO[bytes] | gzip.GzipFile) -> int:
    return sum(map(len, iter(lambda: stream.read(1 << 20), b"")))


def test_made_in_seconds() -> None:
    start = time.process_time()
    assert sum(1 for _ in hostile.hostile_files())
    assert time.process_time() - start < 5


def test_files_are_written(tmp_path: Path, made: list[hostile.HostileFile]) -> None:
    assert hostile.write_hostile(tmp_path) == made
    assert {path.name for path in tmp_path.iterdir()} == {file.name for file in made}
    assert all((tmp_path / file.name).read_bytes() == file.data for file in made)


def test_healthy_files_lie_between_hostile_ones(files: dict[str, hostile.HostileFile]) -> None:
    healthy = {file.name for file in hostile.healthy_files()}
    assert len(healthy) == 10
    names = sorted({*files, *healthy})
    assert not {names[0], names[-1]} & healthy
    assert [pair for pair in pairwise(names) if set(pair) <= healthy] == []


def test_healthy_articles_have_one_clear_quotation() -> None:
    for article in hostile.HEALTHY:
        text = "\n\n".join((article.title, *article.paragraphs))
        (claim,) = api.extract(text, nlp=docs.light("rules")).claims
        assert (claim.type, claim.quote.text) == ("direct", article.quotation)
        assert claim.speaker is not None
        assert article.speaker.endswith(claim.speaker.name)
