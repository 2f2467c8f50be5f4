from __future__ import annotations

import os
from pathlib import Path

import pytest

from claimx.inputs.folders import walk
from claimx.records import Failure


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder `archiv` with files of all sorts, seen from outside."""
    for name in ("b.txt", "a/z.md", "a/b/c.html", "a.txt", ".hidden.txt", ".git/x.txt", "bild.png", "k.jsonl", "ä.eml"):
        path = tmp_path / "archiv" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Text")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "archiv"


def test_articles_are_found_in_all_folders_in_a_fixed_order(folder: Path) -> None:
    expected = ["archiv/a/b/c.html", "archiv/a/z.md", "archiv/a.txt", "archiv/b.txt", "archiv/ä.eml"]
    assert list(walk("archiv")) == expected
    assert list(walk("archiv/")) == expected
    assert list(walk(str(folder))) == [str(folder.parent / path) for path in expected]


@pytest.mark.parametrize(
    ("glob", "expected"),
    [
        ("*.jsonl", ["archiv/k.jsonl"]),
        ("*.png", ["archiv/bild.png"]),
        ("**/*.txt", ["archiv/a.txt", "archiv/b.txt"]),
        ("a/*", ["archiv/a/b/c.html", "archiv/a/z.md"]),
        ("?.txt", ["archiv/a.txt", "archiv/b.txt"]),
    ],
)
def test_glob(folder: Path, glob: str, expected: list[str]) -> None:
    assert list(walk("archiv", glob)) == expected
    assert list(walk("archiv/", glob)) == expected


def test_nothing_found(folder: Path) -> None:
    sentence = "archiv: holds no articles; choose the files with --glob."
    assert list(walk("archiv", "*.xyz")) == [Failure("archiv", "input-empty", sentence)]


def test_links(folder: Path) -> None:
    (folder / "a" / "kreis").symlink_to(folder)
    (folder / "ordner").symlink_to("/usr")
    (folder / "selbst.txt").symlink_to("selbst.txt")
    (folder / "weg.txt").symlink_to("nirgends.txt")
    (folder / "zeiger.txt").symlink_to(folder / "b.txt")
    paths = list(walk("archiv"))
    assert len(paths) == 6
    assert "archiv/zeiger.txt" in paths


def test_pipes_and_devices_are_left_alone(folder: Path) -> None:
    os.mkfifo(folder / "rohr.txt")
    assert "archiv/rohr.txt" not in list(walk("archiv"))


def test_a_folder_that_cannot_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def refuse(path: str) -> os._ScandirIterator[str]:
        if path == "archiv/a":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    first, *others = walk("archiv")
    sentence = "archiv/a: cannot be read (Permission denied)."
    assert first == Failure("archiv/a", "input-unreadable", sentence)
    assert others == ["archiv/a.txt", "archiv/b.txt", "archiv/ä.eml"]


def test_a_missing_folder() -> None:
    (failure,) = walk("/nirgends/nichts")
    assert isinstance(failure, Failure)
    assert failure.slug == "input-unreadable"


def test_names_of_any_bytes(folder: Path) -> None:
    name = os.fsdecode("größe.txt".encode("latin-1"))
    (folder / name).write_text("Text")
    assert f"archiv/{name}" in list(walk("archiv"))


def test_deep_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("/".join("d" * 300))
    path.mkdir(parents=True)
    (path / "a.txt").write_text("Text")
    assert list(walk("d")) == [str(path / "a.txt")]


def test_one_folder_at_a_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: read.append(path) or scandir(path))
    (folder / "z").mkdir()
    (folder / "z" / "a.txt").write_text("Text")
    paths = walk("archiv")
    assert next(paths) == "archiv/a/b/c.html"
    assert read == ["archiv", "archiv/a", "archiv/a/b"]
