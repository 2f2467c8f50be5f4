"""Archives of texts, and those made to do harm."""

from __future__ import annotations

import functools
import io
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from input_files import PARAGRAPHS, TEXT, html, tarred, zipped

from claimx.inputs import archives, streams
from claimx.inputs.archives import is_archive
from claimx.inputs.options import InputOptions
from claimx.inputs.sources import read_articles
from claimx.records import Article, Failure

Read = Callable[..., "list[Article | Failure]"]
MAKERS = {"a.zip": zipped, "a.tar.gz": tarred}


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Writes a file and reads it as an archive; the folder stays as it was."""
    monkeypatch.chdir(tmp_path)

    def run(name: str, data: bytes, glob: str | None = None) -> list[Article | Failure]:
        (tmp_path / name).write_bytes(data)
        before = sorted(tmp_path.parent.rglob("*"))
        items = list(read_articles([name], options=InputOptions(glob=glob)))
        assert sorted(tmp_path.parent.rglob("*")) == before
        return items

    return run


def short(items: list[Article | Failure]) -> list[tuple[str, str]]:
    return [(item.source, item.text if isinstance(item, Article) else item.slug) for item in items]


@pytest.mark.parametrize("name", ["a.zip", "A.ZIP", "a.tar", "a.tar.gz", "a.tgz", "a.tar.bz2", "a.tar.xz"])
def test_archives_by_suffix(name: str) -> None:
    assert is_archive(name)
    assert not is_archive(name + ".txt")


@pytest.mark.parametrize("name", MAKERS)
def test_members_in_a_fixed_order(read: Read, name: str) -> None:
    members = {"b/z.txt": "Zwei", "ä.md": "# Drei", "a.txt": "Eins", "b/bild.png": b"\x89PNG", "b/seite.html": html()}
    items = read(name, MAKERS[name](members))
    order = list(members) if name == "a.tar.gz" else sorted(members)
    assert [item.source for item in items] == [f"{name}/{m}" for m in order if m != "b/bild.png"]
    page = next(item for item in items if item.source.endswith("html"))
    assert isinstance(page, Article)
    assert PARAGRAPHS[0] in page.text


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_tars_plain_and_packed(read: Read, mode: str) -> None:
    data = tarred({"a.txt": "Eins", "leer/b.txt": "Zwei" * 500}, mode)
    assert short(read("a.tar", data)) == [("a.tar/a.txt", "Eins"), ("a.tar/leer/b.txt", "Zwei" * 500)]


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_tars_of_all_forms_with_long_names(read: Read, form: int) -> None:
    name = "/".join(["ordner" * 5] * 7) + "/größe.txt"
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=form) as archive:
        for member in (name if form != tarfile.USTAR_FORMAT else "größe.txt", "./b.txt"):
            info = tarfile.TarInfo(member)
            info.size = 2
            archive.addfile(info, io.BytesIO(b"Ja"))
    items = read("a.tar", stream.getvalue())
    assert [item.source.rpartition("/")[2] for item in items] == ["größe.txt", "b.txt"]
    assert items[1].source == "a.tar/b.txt"


@pytest.mark.parametrize("name", MAKERS)
def test_a_bad_member_costs_itself(read: Read, name: str) -> None:
    members = {"a.txt": "Eins", "b.txt": b"", "c.txt": bytes(range(256)), "d.pdf": b"%PDF-", "e.txt": "Zwei"}
    assert [s for _, s in short(read(name, MAKERS[name](members)))] == [
        "Eins",
        "input-empty",
        "input-binary",
        "input-corrupt",
        "Zwei",
    ]


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("glob", ["*.log", "logs/*"])
def test_glob(read: Read, name: str, glob: str) -> None:
    data = MAKERS[name]({"a.txt": "Nein", "logs/a.log": "Ja"})
    assert short(read(name, data, glob)) == [(f"{name}/logs/a.log", "Ja")]


@pytest.mark.parametrize("name", MAKERS)
def test_hidden_files_are_left_alone(read: Read, name: str) -> None:
    members = {".a.txt": "Nein", "x/.git/a.txt": "Nein", "__MACOSX/._a.txt": b"\0\5\26\7", "a.txt": "Ja"}
    assert short(read(name, MAKERS[name](members))) == [(f"{name}/a.txt", "Ja")]


@pytest.mark.parametrize("name", MAKERS)
def test_nothing_in_it(read: Read, name: str) -> None:
    sentence = f"{name}: holds no articles; choose the files with --glob."
    for members in ({}, {"bild.png": b"\x89PNG"}):
        assert read(name, MAKERS[name](members)) == [Failure(name, "input-empty", sentence)]


@pytest.mark.parametrize("name", MAKERS)
def test_archives_and_corpora_inside_are_named(read: Read, name: str) -> None:
    inner = zipped({"a.txt": "Ja"})
    members = dict.fromkeys(["a.zip", "b.tgz", "c.jsonl", "d.csv.gz", "e.rar"], inner)
    items = read(name, MAKERS[name](members))
    assert [s for _, s in short(items)] == ["input-nested"] * 5


# --- hostile ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize(
    "member", ["../b.txt", "x/../../b.txt", "/etc/b.txt", "..\\b.txt", "C:\\b.txt", "C:b.txt", "\\\\server\\b.txt"]
)
def test_entries_that_lead_out_of_the_archive(read: Read, name: str, member: str, tmp_path: Path) -> None:
    first, last = read(name, MAKERS[name]({member: "Böse", "zz.txt": "Ja"}))
    unsafe, fine = (first, last) if isinstance(first, Failure) else (last, first)
    assert isinstance(unsafe, Failure)
    assert unsafe.slug == "input-unsafe"
    assert unsafe.message.endswith(": leads out of the archive and is not read.")
    assert isinstance(fine, Article)
    assert not (tmp_path.parent / "b.txt").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_in_a_tar(read: Read, kind: bytes) -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        info = tarfile.TarInfo("a.txt")
        info.type = kind
        info.linkname = "/etc/passwd"
        archive.addfile(info)
        info = tarfile.TarInfo("b.txt")
        info.size = 2
        archive.addfile(info, io.BytesIO(b"Ja"))
    assert short(read("a.tar", stream.getvalue())) == [("a.tar/a.txt", "input-unsafe"), ("a.tar/b.txt", "Ja")]


def test_links_in_a_zip(read: Read) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        info = zipfile.ZipInfo("a.txt")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
        archive.writestr("b.txt", "Ja")
    assert short(read("a.zip", stream.getvalue())) == [("a.zip/a.txt", "input-unsafe"), ("a.zip/b.txt", "Ja")]


@pytest.mark.parametrize("name", MAKERS)
def test_a_member_that_is_too_large(read: Read, name: str) -> None:
    data = MAKERS[name]({"a.txt": "Ja", "b.txt": bytes(archives.MAX_MEMBER + 1), "c.txt": "Nein"})
    items = read(name, data)
    assert [s for _, s in short(items)] == ["Ja", "input-too-large", "Nein"]
    assert isinstance(items[1], Failure)
    assert items[1].message == f"{name}/b.txt: has more than 20 MB; split it first."


def test_a_member_of_a_zip_that_packs_too_well(read: Read) -> None:
    items = read("a.zip", zipped({"a.txt": "Ja", "b.txt": b" " * (5 << 20)}))
    assert [s for _, s in short(items)] == ["Ja", "input-too-large"]


@pytest.mark.parametrize("name", MAKERS)
def test_an_archive_that_unpacks_to_too_much(read: Read, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "FREE_UNPACKED", 1 << 20)
    monkeypatch.setattr(streams, "FREE_UNPACKED", 1 << 20)
    members = {f"{i:03}.txt": f"Text {i} " + "Wort " * 100_000 for i in range(40)}
    *before, last = read(name, MAKERS[name](members))
    assert isinstance(last, Failure)
    assert last == Failure(name, "input-too-large", f"{name}: unpacks to more than 200 times its size.")
    assert 0 < len(before) < 40
    assert all(isinstance(item, Article) for item in before)


@pytest.mark.parametrize("name", MAKERS)
def test_too_many_members(read: Read, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 3)
    assert len(read(name, MAKERS[name]({f"{i}.txt": "Ja" for i in range(2)}))) == 2
    items = read(name, MAKERS[name]({f"{i}.txt": "Ja" for i in range(5)}))
    assert isinstance(items[-1], Failure)
    assert items[-1].slug == "input-too-large"


def test_a_zip_that_lies_about_a_size(read: Read) -> None:
    data = zipped({"a.txt": TEXT * 1000})
    size = len(TEXT.encode()) * 1000
    lied = data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    items = read("a.zip", lied)
    assert [s for _, s in short(items)] == ["input-corrupt"]


def test_a_zip_with_a_password(read: Read) -> None:
    data = bytearray(zipped({"a.txt": "Geheim"}))
    data[6] |= 1  # the flag in the member's own header, and that in the directory
    data[data.index(b"PK\x01\x02") + 8] |= 1
    items = read("a.zip", bytes(data))
    sentence = "a.zip/a.txt: is locked by a password; unpack it first."
    assert items == [Failure("a.zip/a.txt", "input-encrypted", sentence)]


def test_a_zip_damaged_in_one_member(read: Read) -> None:
    data = bytearray(zipped({"a.txt": TEXT * 50, "b.txt": "Ja"}))
    data[40:60] = bytes(20)
    assert short(read("a.zip", bytes(data))) == [("a.zip/a.txt", "input-corrupt"), ("a.zip/b.txt", "Ja")]


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", zipped({"a.txt": TEXT * 50})[:-30], b"Ein Text.", tarred({"a": ""})],
    ids=["empty", "head", "cut", "text", "tar"],  # a packed tar holds the time, which is no name of a test
)
def test_no_zip(read: Read, data: bytes) -> None:
    sentence = "a.zip: is damaged, or no zip archive."
    assert read("a.zip", data) == [Failure("a.zip", "input-corrupt", sentence)]


@pytest.mark.parametrize("data", [b"", b"Ein Text.", TEXT.encode() * 100, b"\x1f\x8b\x08kaputt", zipped({"a": ""})])
@pytest.mark.parametrize("name", ["a.tar", "a.tgz"])
def test_no_tar(read: Read, name: str, data: bytes) -> None:
    assert [s for _, s in short(read(name, data))] == ["input-corrupt"]


@functools.cache
def long_tar(mode: str) -> bytes:
    """A tar that does not pack well."""
    texts = (" ".join(str(i * j * 7919 % 100_003) for j in range(1, 400)) for i in range(400))
    return tarred({f"{i:03}.txt": text for i, text in enumerate(texts)}, mode)


@pytest.mark.parametrize(
    ("mode", "share"),
    [("w", 0.5), ("w", 0.9), ("w:gz", 0.5), ("w:gz", 0.9), ("w:xz", 0.9)],
)
def test_a_cut_tar_fails_after_the_members_before(read: Read, mode: str, share: float) -> None:
    data = long_tar(mode)
    items = read("a.tar", data[: int(len(data) * share)])
    assert isinstance(items[-1], Failure)
    assert items[-1].slug == "input-corrupt"
    assert items[-1].source == "a.tar"
    assert len(items) > 100
    assert all(isinstance(item, Article) for item in items[:-1])


def test_a_tar_cut_between_two_members(read: Read) -> None:
    data = tarred({"a.txt": "Ja", "b.txt": "Nein"}, "w")
    items = read("a.tar", data[:1024])
    assert short(items) == [("a.tar/a.txt", "Ja"), ("a.tar", "input-corrupt")]


def test_a_tar_with_a_damaged_header_inside(read: Read) -> None:
    data = bytearray(tarred({"a.txt": "Ja", "b.txt": "Nein", "c.txt": "Doch"}, "w"))
    data[1100:1400] = b"x" * 300
    items = read("a.tar", bytes(data))
    assert short(items) == [("a.tar/a.txt", "Ja"), ("a.tar", "input-corrupt")]


def test_a_tar_whose_header_would_fill_the_memory(read: Read) -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz", format=tarfile.PAX_FORMAT, pax_headers={"comment": "x" * 3_000_000}):
        pass
    items = read("a.tgz", stream.getvalue())
    assert items == [Failure("a.tgz", "input-too-large", "a.tgz: has a header of more than 1 MB.")]


def test_a_tar_of_headers_upon_headers(read: Read) -> None:
    info = tarfile.TarInfo("././@LongLink")
    info.type = tarfile.GNUTYPE_LONGNAME
    info.size = 1
    block = info.tobuf(tarfile.GNU_FORMAT) + b"a" + bytes(511)
    items = read("a.tar", block * 5000)
    assert [s for _, s in short(items)] == ["input-corrupt"]


def test_a_tar_with_a_negative_size(read: Read) -> None:
    info = tarfile.TarInfo("a.txt")
    info.size = -1024
    items = read("a.tar", info.tobuf(tarfile.GNU_FORMAT) + bytes(10240))
    assert [s for _, s in short(items)][-1] == "input-corrupt"


def test_a_sparse_member_is_no_plain_file(read: Read) -> None:
    info = tarfile.TarInfo("a.txt")
    info.type = tarfile.GNUTYPE_SPARSE
    data = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    data[483:495] = b"%011o\0" % (1 << 32)  # the size that the holes make
    header = bytes(data[:148]) + b" " * 8 + bytes(data[156:])
    checksum = b"%06o\0 " % sum(header)
    items = read("a.tar", header[:148] + checksum + header[156:] + bytes(10240))
    assert short(items) == [("a.tar/a.txt", "input-unsafe")]


def test_a_long_tar_does_not_fill_the_memory(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "a.tar"
    path.write_bytes(tarred({f"{i}.txt": "Ja" for i in range(4000)}, "w"))
    next(read_articles([str(path)]))
    tracemalloc.start()
    assert sum(1 for _ in read_articles([str(path)])) == 4000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1 << 20
