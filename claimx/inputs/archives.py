"""Archives of single articles: zip, and tar plain or packed. Members are read in memory, never unpacked to disk.

A member's name is only ever the name of its article: `archive.zip/folder/text.txt`. Entries that lead out of the
archive, links and devices are failures, as are archives and corpora inside; hidden files are left alone. Members
of a zip come sorted by name, those of a tar in its order.
"""

from __future__ import annotations

import io
import re
import stat
import tarfile
import zipfile
from collections.abc import Iterator

from claimx.errors import (
    InputCorrupt,
    InputEmpty,
    InputEncrypted,
    InputError,
    InputNested,
    InputTooLarge,
    InputUnsafe,
    Wording,
)
from claimx.inputs.corpora import corpus_suffix
from claimx.inputs.files import Unread, is_taken
from claimx.inputs.limits import (
    FREE_UNPACKED,
    MAX_MEMBER,
    MAX_MEMBERS,
    MAX_RATIO,
    MAX_TAR_HEADER,
    MEGABYTE,
    megabytes,
)
from claimx.inputs.options import InputOptions
from claimx.inputs.parsers import guarded
from claimx.inputs.streams import Chunks, chunks, open_file
from claimx.inputs.text import failure, source_name
from claimx.records import Failure

_ZIP_SUFFIXES = (".zip",)
_TAR_SUFFIXES = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".tar.zst")
_OTHER_ARCHIVES = (".7z", ".rar")
_DRIVE = re.compile(r"[A-Za-z]:")
_BLOCK = 512  # bytes of a block of a tar archive


def is_archive(name: str) -> bool:
    """Whether a file is an archive that can be read, by its suffix."""
    return name.lower().endswith((*_ZIP_SUFFIXES, *_TAR_SUFFIXES))


def read_archive(name: str, options: InputOptions) -> Iterator[Unread | Failure]:
    """The members of an archive; a member that cannot be used is a failure, and the rest go on.

    Where the archive itself is damaged, a failure follows what could be read.
    """
    source = source_name(name)
    empty = True
    members = _zip_members if name.lower().endswith(_ZIP_SUFFIXES) else _tar_members
    try:
        for item in members(name, source, options):
            empty = False
            yield item
    except InputError as error:
        yield failure(error, source)
        return
    if empty:
        yield failure(InputEmpty("no_articles", source=source), source)


def _is_wanted(member: str, where: str, options: InputOptions) -> bool:
    """Whether a member is read; raises `InputUnsafe` or `InputNested`."""
    parts = member.replace("\\", "/").split("/")
    if parts[0] == "" or ".." in parts or _DRIVE.match(member):
        raise InputUnsafe("entry_outside", source=where)
    if any((part.startswith(".") and part != ".") or part == "__MACOSX" for part in parts):
        return False
    if is_archive(member) or member.lower().endswith(_OTHER_ARCHIVES) or corpus_suffix(member):
        raise InputNested("entry_nested", source=where)
    return is_taken("/".join(part for part in parts if part != "."), options.glob)


def _place(source: str, member: str) -> str:
    """The name of a member's article."""
    return f"{source}/{source_name(member).removeprefix('./')}"


def _check_size(size: int, where: str) -> None:
    if size > MAX_MEMBER:
        raise InputTooLarge("too_large", source=where, most=megabytes(MAX_MEMBER))


# zip


def _zip_members(name: str, source: str, options: InputOptions) -> Iterator[Unread | Failure]:
    with open_file(name, source) as stream:
        with guarded(source, "no_zip"):
            archive = zipfile.ZipFile(stream)
            size = stream.seek(0, io.SEEK_END)
        entries = archive.infolist()
        if len(entries) > MAX_MEMBERS:
            raise InputTooLarge("many_entries", source=source, most=MAX_MEMBERS)
        left = max(FREE_UNPACKED, MAX_RATIO * size)
        for info in sorted(filter(_has_name, entries), key=lambda entry: entry.filename):
            where = _place(source, info.filename)
            try:
                if info.is_dir() or not _is_wanted_entry(info, where, options):
                    continue
                left -= info.file_size
                if left < 0:
                    break
                with guarded(where, "no_zip_member"):
                    data = archive.read(info)
                yield Unread(where, data)
            except InputError as error:
                yield failure(error, where)
        if left < 0:
            raise InputTooLarge("bomb", source=source, ratio=MAX_RATIO)


def _has_name(info: zipfile.ZipInfo) -> bool:
    """Whether an entry has a name; zipfile cannot work with one that has none."""
    return bool(info.filename)


def _is_wanted_entry(info: zipfile.ZipInfo, where: str, options: InputOptions) -> bool:
    """Whether the entry is to be read; raises `InputError` where it must not be. zipfile reads no more than it says."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise InputUnsafe("entry_special", source=where)
    if not _is_wanted(info.filename, where, options):
        return False
    if info.flag_bits & 1:
        raise InputEncrypted("entry_locked", source=where)
    _check_size(info.file_size, where)
    if info.file_size > max(MEGABYTE, MAX_RATIO * info.compress_size):
        raise InputTooLarge("bomb", source=where, ratio=MAX_RATIO)
    return True


# tar


def _tar_members(name: str, source: str, options: InputOptions) -> Iterator[Unread | Failure]:
    with open_file(name, source) as stream:
        tape = _Tape(chunks(stream, source), source)
        with guarded(source, "no_tar"):
            archive = tarfile.TarFile(fileobj=tape, encoding="utf-8", errors="surrogateescape")  # type: ignore[arg-type]
        if not archive.offset:  # the archive is empty, and Python 3.10 fails to say so again
            tape.check_end()
            return
        for _ in range(MAX_MEMBERS):
            with guarded(source, "no_tar"):
                member = archive.next()
                archive.members.clear()  # type: ignore[attr-defined] # else a million of them stay in memory
            if member is None:
                tape.check_end()
                return
            item = _tar_item(tape, member, source, options)
            if item is not None:
                yield item
        raise InputTooLarge("many_entries", source=source, most=MAX_MEMBERS)


def _tar_item(tape: _Tape, member: tarfile.TarInfo, source: str, options: InputOptions) -> Unread | Failure | None:
    """A member of the archive, or why there is none; None for what is left alone. Raises `InputError` for the tape."""
    where = _place(source, member.name)
    try:
        if member.isdir():
            return None
        if not member.isreg() or member.issparse():
            raise InputUnsafe("entry_special", source=where)
        if not _is_wanted(member.name, where, options):
            return None
        _check_size(member.size, where)
    except InputError as error:
        return failure(error, where)
    return Unread(where, tape.data(member))


class _Tape:
    """The bytes of a tar archive as tarfile wants them: a file that is only ever read forward.

    tarfile takes a damaged header inside the archive for its end, so the tape knows what an end looks like.
    """

    def __init__(self, pieces: Chunks, source: str) -> None:
        self._pieces = pieces
        self._source = source
        self._piece = b""
        self._at = 0  # in the piece
        self._position = 0
        self._last = b""

    def read(self, size: int) -> bytes:
        """The next bytes, fewer at the end; raises `InputTooLarge` for a header that would fill the memory."""
        if size > MAX_TAR_HEADER:
            raise InputTooLarge("large_header", source=self._source, most=megabytes(MAX_TAR_HEADER))
        self._last = b"".join(self._take(size))
        return self._last

    def data(self, member: tarfile.TarInfo) -> bytes:
        """The bytes of a member; raises `InputCorrupt` where there are fewer."""
        self.seek(member.offset_data)
        data = b"".join(self._take(member.size))
        if len(data) < member.size:
            raise InputCorrupt("ends_early", source=self._source)
        return data

    def tell(self) -> int:
        """How many bytes have been read."""
        return self._position

    def seek(self, position: int) -> None:
        """Go forward; raises `InputCorrupt` for a header that leads back."""
        if position < self._position:
            raise InputCorrupt("damaged", source=self._source, what=Wording("no_tar"))
        for _ in self._take(position - self._position):
            pass

    def check_end(self) -> None:
        """Raise `InputCorrupt` if what was read last does not end an archive."""
        if not self._last:
            raise InputCorrupt("ends_early", source=self._source)
        if self._last != bytes(_BLOCK):
            raise InputCorrupt("rest_damaged", source=self._source)

    def _take(self, size: int) -> Iterator[bytes]:
        while size > 0:
            if self._at == len(self._piece):
                self._piece, self._at = next(self._pieces, b""), 0
                if not self._piece:
                    return
            taken = self._piece[self._at : self._at + size]
            self._at += len(taken)
            self._position += len(taken)
            size -= len(taken)
            yield taken
