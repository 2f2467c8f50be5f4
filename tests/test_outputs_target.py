"""What holds for every format: whole or not at all, the same bytes again, and failures that are not silent."""

from __future__ import annotations

import ast
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, example_claims, make_claim, make_document

from claimx.errors import ExtraMissing, OutputError, RecordError
from claimx.outputs import formats
from claimx.outputs.formats import FOLDER, FORMATS, ONE_TABLE_FORMATS, READABLE_FORMATS, WRITE_ONLY_FORMATS
from claimx.outputs.results import read_results
from claimx.outputs.stream import Counts
from claimx.outputs.target import check_target, write_target
from claimx.records import Document, Failure

FAILURE = Failure("=fort.txt", "input-missing", "=fort.txt: there is no such file.")
OVERWRITTEN = "{}: is an input and would be overwritten; choose another output."
FILE_FORMATS = [name for name in FORMATS if name != FOLDER]


def made(count: int) -> list[Document]:
    return [make_document(*example_claims(), source=f"{n}.txt") for n in range(count)]


def contents(path: Path) -> dict[str, bytes]:
    """All files under a folder, hidden ones too."""
    return {str(p.relative_to(path)): p.read_bytes() for p in sorted(path.rglob("*")) if p.is_file()}


@pytest.fixture(autouse=True)
def fixed_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_results_make_the_same_bytes(name: str, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        counts = write_target(tmp_path / folder / "out.x", name, [*made(20), FAILURE])
        assert counts == Counts(documents=20, claims=40, failures=1)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    before = contents(tmp_path / "a")
    write_target(tmp_path / "a" / "out.x", name, [*made(20), FAILURE])
    assert contents(tmp_path / "a") == before


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("error", [ValueError, OSError, OverflowError, KeyboardInterrupt, RecordError])
def test_an_error_on_the_way_leaves_what_was_there(name: str, error: type[BaseException], tmp_path: Path) -> None:
    def source() -> Iterator[Document | Failure]:
        yield made(1)[0]
        yield FAILURE
        raise error("run_ended")

    path = tmp_path / "out.x"
    write_target(path, name, made(1))
    before = contents(tmp_path)
    with pytest.raises(error) as raised:
        write_target(path, name, source())
    assert raised.value.args == ("run_ended",)
    after = contents(tmp_path)
    after.pop("out.x/.journal", None)
    assert after == before


@pytest.mark.parametrize("name", FORMATS)
def test_results_are_not_held(name: str, tmp_path: Path) -> None:
    alive = 0
    most = 0

    class Counted(Document):
        def __del__(self) -> None:
            nonlocal alive
            alive -= 1

    def source() -> Iterator[Document]:
        nonlocal alive, most
        for document in made(50):
            alive += 1
            most = max(most, alive)
            yield Counted(document.document, document.pipeline, document.claims, document.warnings)

    write_target(tmp_path / "out.x", name, source())
    assert most <= 3


@pytest.mark.parametrize("name", [name for name in ONE_TABLE_FORMATS if name in READABLE_FORMATS])
def test_failures_stand_beside_a_table_as_long_as_there_are_some(name: str, tmp_path: Path) -> None:
    path, sidecar = tmp_path / f"out.{name}", tmp_path / f"out.failures.{name}"
    write_target(path, name, [FAILURE, *made(1), FAILURE])
    assert sidecar.is_file()
    assert list(read_results(path))[-2:] == [FAILURE, FAILURE]
    write_target(path, name, made(1))
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("name", WRITE_ONLY_FORMATS)
def test_failures_stand_beside_linked_data_as_an_array(name: str, tmp_path: Path) -> None:
    path = tmp_path / "out.x"
    write_target(path, name, [FAILURE, *made(1), FAILURE])
    assert json.loads((tmp_path / "out.failures.x").read_text(encoding="utf-8")) == [FAILURE.to_dict()] * 2
    write_target(path, name, made(1))
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("name", ["xlsx", "sqlite", FOLDER])
def test_the_other_formats_have_no_file_beside_them(name: str, tmp_path: Path) -> None:
    write_target(tmp_path / "out", name, [FAILURE])
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


FULL_DISK = """
import resource, sys
sys.path.insert(0, "tests")
from pathlib import Path
from test_outputs_target import FORMATS, big, contents, write_target
from claimx.errors import OutputError
folder = Path(sys.argv[1])
for name in FORMATS:
    write_target(folder / f"out.{name}", name, [])
before = contents(folder)
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
for name in FORMATS:
    try:
        write_target(folder / f"out.{name}", name, big())
        print(name, "was written")
    except OutputError as error:
        print(error)
after = {path: data for path, data in contents(folder).items() if not path.endswith(".journal")}
print(sorted(set(before.items()) ^ set(after.items())))
"""


def big() -> Iterator[Document]:
    """Documents that need more than 40,000 bytes in every format, the last alone if need be."""
    for number in range(30):
        text = "".join(chr(0x4E00 + (number * 7919 + n * n * 31) % 20_000) for n in range(100 + 500 * number))
        yield make_document(make_claim(text, (text,)), text=text, source=f"{number}.txt")


def test_a_full_disk_is_one_sentence_and_leaves_what_was_there(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    *sentences, changed = result.stdout.splitlines()
    assert result.stderr == ""
    assert len(sentences) == len(FORMATS)
    for name, sentence in zip(FORMATS, sentences, strict=True):
        assert sentence.startswith(f"{tmp_path / 'out'}.{name}: cannot be written (")
    left = [path for path, _ in ast.literal_eval(changed)]
    assert all(path.startswith("out.folder/") and path.endswith(".json") for path in left)


KILLED = """
import itertools, sys, time
sys.path.insert(0, "tests")
from pathlib import Path
from test_outputs_target import made, write_target
def source():
    for number in itertools.count():
        if number == 50:
            print("on its way", flush=True)
        yield made(1)[0] if number < 50 else time.sleep(60)
write_target(Path(sys.argv[1]), sys.argv[2], source())
"""


@pytest.mark.parametrize("name", ["csv", "parquet", "xlsx", "sqlite"])
def test_a_killed_run_leaves_the_old_file_and_the_next_one_cleans_up(name: str, tmp_path: Path) -> None:
    path = tmp_path / "out.x"
    write_target(path, name, made(2))
    before = contents(tmp_path)
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(path), name], cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout
    assert process.stdout.readline() == b"on its way\n"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert contents(tmp_path)["out.x"] == before["out.x"]
    assert len(contents(tmp_path)) > 1
    write_target(path, name, made(2))
    assert contents(tmp_path) == before
    assert [p.name for p in tmp_path.iterdir()] == ["out.x"]


@pytest.mark.parametrize("name", FILE_FORMATS)
def test_a_number_without_room_is_one_sentence(name: str, tmp_path: Path) -> None:
    claim = make_claim(confidence=0.5)
    huge: Any = {**claim.to_dict(), "quote": {"text": "Ja", "spans": [{"start": 0, "end": 10**400}]}}
    document = make_document(type(claim).from_dict(huge))
    if name in ("parquet", "xlsx", "sqlite"):
        with pytest.raises(OutputError, match=r"out\.x: cannot be written \(a number is too large for the format\)"):
            write_target(tmp_path / "out.x", name, [document])
        assert contents(tmp_path) == {}
    else:
        write_target(tmp_path / "out.x", name, [document])


@pytest.mark.parametrize("name", FORMATS)
def test_lone_surrogates_do_not_stop_a_run(name: str, tmp_path: Path) -> None:
    text = "a\ud800b"
    odd = make_document(make_claim(text, (text,)), text=text, source="\udcfc.txt")
    write_target(tmp_path / "out.x", name, [odd, Failure("\udcfc.txt", "input", "\udcfc")])
    if name in WRITE_ONLY_FORMATS:
        json.loads((tmp_path / "out.x").read_text(encoding="utf-8"))
        return
    documents = [item for item in read_results(tmp_path / "out.x", name) if isinstance(item, Document)]
    assert [document.claims[0].quote.spans for document in documents] == [odd.claims[0].quote.spans]


@pytest.mark.parametrize("name", ["json", "csv"])
def test_text_goes_to_a_device(name: str) -> None:
    assert write_target(Path(os.devnull), name, [*made(1), FAILURE]).failures == 1
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(
    ("target", "name", "inputs", "sentence"),
    [
        ("ordner", "json", [], "ordner: is a folder; name a file."),
        ("fehlt/a.json", "json", [], "fehlt/a.json: there is no folder fehlt."),
        ("fehlt/a", "folder", [], "fehlt/a: there is no folder fehlt."),
        ("a.txt", "csv", ["./a.txt"], OVERWRITTEN.format("./a.txt")),
        ("a.json", "json", ["a.failures.json"], OVERWRITTEN.format("a.failures.json")),
        ("leer", "folder", ["leer"], OVERWRITTEN.format("leer")),
        ("a.txt", "folder", [], "a.txt: is a file; name a folder."),
        ("ordner", "folder", [], "ordner: holds files that claimx did not write; name an empty or a new folder."),
        (os.devnull, "xlsx", [], f"{os.devnull}: is a device or pipe; xlsx needs a file."),
    ],
)
def test_what_can_be_known_before(
    target: str,
    name: str,
    inputs: Iterable[str],
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("ordner", "leer"):
        Path(folder).mkdir()
    Path("ordner/eigenes.txt").write_text("von Hand")
    for file in ("a.txt", "a.failures.json"):
        Path(file).write_text("Text")
    with pytest.raises(OutputError) as raised:
        check_target(Path(target), name, inputs)
    assert str(raised.value) == sentence


@pytest.mark.parametrize("name", FORMATS)
def test_a_good_target_passes(name: str, tmp_path: Path) -> None:
    check_target(tmp_path / "out.x", name, ["fehlt.txt"])
    write_target(tmp_path / "out.x", name, [])
    check_target(tmp_path / "out.x", name)


@pytest.mark.parametrize(("protected", "words"), [("a.csv", "is protected"), ("", "the folder .* is protected")])
def test_a_protected_place(protected: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if protected:
        (tmp_path / "a.csv").write_text("")
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != (tmp_path / protected).resolve())
    with pytest.raises(OutputError, match=words):
        check_target(tmp_path / "a.csv", "csv")


@pytest.mark.parametrize(("name", "package"), [("parquet", "pyarrow"), ("xlsx", "xlsxwriter")])
def test_a_missing_library_is_known_before(
    name: str, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(wanted: str) -> None:
        raise ModuleNotFoundError(wanted)

    monkeypatch.setattr(formats.importlib, "import_module", refuse)
    with pytest.raises(ExtraMissing, match=package):
        check_target(tmp_path / "out.x", name)
