from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from claimx.errors import OutputError
from claimx.outputs.files import replaced_file, replaced_path, text_file


@pytest.fixture
def dead() -> int:
    """The number of a process that is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_replaced_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("alt")
    with replaced_file(path) as stream:
        stream.write("neu ü\n")
        stream.flush()
        assert path.read_text() == "alt"
    assert path.read_bytes() == "neu ü\n".encode()
    assert names(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_error_leaves_the_old_file(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("alt")

    def break_off() -> None:
        with replaced_file(path) as stream:
            stream.write("neu")
            raise error

    with pytest.raises(error):
        break_off()
    assert path.read_text() == "alt"
    assert names(tmp_path) == ["a.txt"]


def test_a_link_stays_a_link_and_the_mode_stays(tmp_path: Path) -> None:
    path, link = tmp_path / "a.txt", tmp_path / "link.txt"
    path.write_text("alt")
    path.chmod(0o600)
    link.symlink_to(path)
    with replaced_file(link) as stream:
        stream.write("neu")
    assert link.is_symlink()
    assert path.read_text() == "neu"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_device_is_written_to(tmp_path: Path) -> None:
    with replaced_path(Path(os.devnull)) as draft:
        assert draft == Path(os.devnull)


def test_leftovers_of_dead_processes_go_and_those_of_others_stay(tmp_path: Path, dead: int) -> None:
    alive = os.getppid()
    (tmp_path / f".a.txt.{dead}.part").write_text("halb")
    (tmp_path / f".a.txt.{dead}.scratch.part").mkdir()
    (tmp_path / f".a.txt.{dead}.scratch.part" / "x").write_text("halb")
    others = [f".a.txt.{alive}.part", f".b.txt.{dead}.part", ".a.txt.part", f"a.txt.{dead}.part"]
    for name in others:
        (tmp_path / name).write_text("fremd")
    with replaced_file(tmp_path / "a.txt") as stream:
        stream.write("neu")
    assert names(tmp_path) == sorted(["a.txt", *others])


def test_what_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    message = r"a\.txt: cannot be written \(No such file or directory\)\.$"
    with pytest.raises(OutputError, match=message), replaced_file(tmp_path / "fehlt" / "a.txt"):
        pass


def test_compressed_text_has_no_time_and_no_name(tmp_path: Path) -> None:
    for name in ("a.gz", "b.gz"):
        with text_file(tmp_path / name, compressed=True) as stream:
            stream.write("Text\n")
    data = (tmp_path / "a.gz").read_bytes()
    assert data == (tmp_path / "b.gz").read_bytes()
    assert data[3:8] == bytes(5)
