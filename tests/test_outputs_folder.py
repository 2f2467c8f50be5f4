from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import example_claims, make_document
from hypothesis import given
from hypothesis import strategies as st

from claimx.errors import OutputError, RecordError
from claimx.outputs.folder import FAILURES, JOURNAL, MANIFEST, file_name, read
from claimx.outputs.target import write_target
from claimx.outputs.writers import json_array
from claimx.records import Document, Failure

FAILURE = Failure("fort.txt", "input-missing", "fort.txt: there is no such file.")


def made(*sources: str) -> list[Document]:
    return [make_document(*example_claims(), source=source) for source in sources]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_one_file_an_article_as_json_prints_it(tmp_path: Path) -> None:
    documents = made("ressort/deich.txt", "wald.txt")
    write_target(tmp_path / "out", "folder", [documents[0], FAILURE, documents[1]])
    first, second = file_name("ressort/deich.txt"), file_name("wald.txt")
    assert names(tmp_path / "out") == sorted([first, second, FAILURES, MANIFEST])
    assert (tmp_path / "out" / first).read_text(encoding="utf-8") == "".join(json_array(documents[:1]))
    assert json.loads((tmp_path / "out" / FAILURES).read_text()) == FAILURE.to_dict()
    manifest = [json.loads(line) for line in (tmp_path / "out" / MANIFEST).read_text().splitlines()]
    assert manifest == [{"file": first, "source": "ressort/deich.txt"}, {"file": second, "source": "wald.txt"}]


@pytest.mark.parametrize(
    ("source", "stem"),
    [
        ("ressort/Deich über Nacht.txt", "Deich-uber-Nacht"),
        ("C:\\Texte\\a b.md", "a-b"),
        ("../../etc/passwd", "passwd"),
        ("..", "article"),
        ("", "article"),
        ("日本.txt", "article"),
        ("corpus.jsonl#17", "corpus"),
        ("con.txt", "con"),
        ("x" * 300, "x" * 60),
    ],
)
def test_file_names_are_safe_and_of_the_source_alone(source: str, stem: str) -> None:
    name = file_name(source)
    assert name.rpartition("-")[0] == stem
    assert name == file_name(source)


@given(st.text(), st.text())
def test_different_sources_have_different_files(one: str, other: str) -> None:
    assert (file_name(one) == file_name(other)) == (one == other)
    assert Path(file_name(one)).name == file_name(one)
    assert len(file_name(one).encode()) < 100


def test_two_articles_of_one_source_have_a_file_each(tmp_path: Path) -> None:
    documents = [*made("a.txt", "a.txt", "a.txt")]
    write_target(tmp_path / "out", "folder", documents)
    assert len(names(tmp_path / "out")) == 4
    assert list(read(tmp_path / "out")) == documents


def test_files_of_vanished_articles_go_and_others_stay(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_target(out, "folder", [*made("a.txt", "b.txt"), FAILURE])
    (out / "eigenes.json").write_text("[]")
    (out / "notiz.txt").write_text("von Hand")
    write_target(out, "folder", made("b.txt", "c.txt"))
    kept = [file_name("b.txt"), file_name("c.txt"), MANIFEST, "eigenes.json", "notiz.txt"]
    assert names(out) == sorted(kept)
    assert list(read(out)) == made("b.txt", "c.txt")


def test_a_run_that_breaks_off_leaves_whole_files_and_the_next_one_knows_them(tmp_path: Path) -> None:
    out = tmp_path / "out"

    def breaks_off() -> Iterator[Document]:
        yield from made("b.txt", "neu.txt")
        raise KeyboardInterrupt

    write_target(out, "folder", made("a.txt", "b.txt"))
    with pytest.raises(KeyboardInterrupt):
        write_target(out, "folder", breaks_off())
    assert list(read(out)) == made("a.txt", "b.txt")
    assert file_name("neu.txt") in names(out)
    (out / f".{file_name('c.txt')}.999999999.part").write_text("halb")
    write_target(out, "folder", made("c.txt"))
    assert names(out) == sorted([file_name("c.txt"), MANIFEST])


def test_a_first_run_that_breaks_off_can_be_done_again(tmp_path: Path) -> None:
    def breaks_off() -> Iterator[Document]:
        yield from made("a.txt")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_target(tmp_path / "out", "folder", breaks_off())
    assert (tmp_path / "out" / JOURNAL).exists()
    write_target(tmp_path / "out", "folder", made("b.txt"))
    assert names(tmp_path / "out") == sorted([file_name("b.txt"), MANIFEST])


def test_a_folder_of_others_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("von Hand")
    with pytest.raises(OutputError, match="holds files that claimx did not write"):
        write_target(tmp_path, "folder", made("a.txt"))
    assert names(tmp_path) == ["brief.txt"]


def test_without_a_manifest_the_files_are_read_by_name(tmp_path: Path) -> None:
    write_target(tmp_path / "out", "folder", [*made("b.txt", "a.txt"), FAILURE])
    (tmp_path / "out" / MANIFEST).unlink()
    assert list(read(tmp_path / "out")) == [*made("a.txt", "b.txt"), FAILURE]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"file": "../geheim.json"}', "line 1: names no file of claimx"),
        ('{"file": "/etc/passwd"}', "line 1: names no file of claimx"),
        ('{"file": 7}', "line 1: names no file of claimx"),
        ("[]", "line 1: is no JSON object"),
        ('{"file": "weg-0.json"}', "names weg-0.json, which is not there"),
    ],
)
def test_a_manifest_leads_nowhere_else(line: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "geheim.json").write_text("[]")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / MANIFEST).write_text(line + "\n")
    with pytest.raises(RecordError, match=message):
        list(read(tmp_path / "out"))


def test_a_hostile_journal_removes_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "geheim.json").write_text("[]")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / JOURNAL).write_text("../geheim.json\n/etc/x.json\nhalb")
    (tmp_path / "out" / "halb").write_text("bleibt")
    write_target(tmp_path / "out", "folder", [])
    assert (tmp_path / "geheim.json").exists()
    assert names(tmp_path / "out") == ["halb", MANIFEST]
