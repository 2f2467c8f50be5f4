"""Files as streams: opening, unpacking piece by piece, and lines; nothing is ever held as a whole.

All errors are `InputError`s; what was read before one has been handed on.
"""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import lzma
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from claimx.errors import (
    InputBinary,
    InputCorrupt,
    InputDirectory,
    InputError,
    InputMissing,
    InputTooLarge,
    InputUnreadable,
)
from claimx.inputs.limits import FREE_UNPACKED, MAX_LINE, MAX_RATIO, MAX_ZSTD_WINDOW, megabytes
from claimx.inputs.parsers import load
from claimx.inputs.text import looks_binary, refuse_foreign, wide_encoding

_CHUNK = 1 << 16
_ZSTD_CHUNK = 1 << 11  # unpacks to 64 MB at the very most

Chunks = Iterator[bytes]


def open_file(name: str, source: str) -> io.BufferedReader:
    """Open a file; raises `InputDirectory`, `InputMissing` or `InputUnreadable`."""
    try:
        if Path(name).is_dir():
            raise InputDirectory("folder_for_batch", source=source)
        return Path(name).open("rb")
    except FileNotFoundError as error:
        raise InputMissing("missing", source=source) from error
    except (OSError, ValueError) as error:
        raise unreadable(error, source) from error


def unreadable(error: Exception, source: str) -> InputUnreadable:
    """The error for what the system says against reading."""
    return InputUnreadable("unreadable", source=source, error=error)


def read_bounded(stream: BinaryIO, source: str, most: int) -> bytes:
    """All bytes of a stream; raises `InputTooLarge` for more than `most`, or `InputUnreadable`."""
    try:
        data = stream.read(most + 1)
    except OSError as error:
        raise unreadable(error, source) from error
    if len(data) > most:
        raise InputTooLarge("too_large", source=source, most=megabytes(most))
    return data


def read_head(stream: io.BufferedReader, source: str, size: int) -> bytes:
    """The first bytes of an open file, which stay to be read; raises `InputUnreadable`."""
    try:
        return stream.peek(size)[:size]
    except OSError as error:
        raise unreadable(error, source) from error


def chunks(stream: io.BufferedReader, source: str) -> Chunks:
    """The bytes of an open file in pieces, unpacked if they are packed, whatever the file is called.

    Raises `InputCorrupt` where the packed bytes are damaged or end too early, `InputTooLarge` for a bomb,
    `InputUnreadable` and, for Zstandard, `InputExtraMissing`.
    """
    try:
        head = stream.peek(8)
        opener = next((opener for magic, opener in _PACKED.items() if head.startswith(magic)), None)
        if opener is None:
            yield from _pieces(stream)
            return
        most = max(FREE_UNPACKED, MAX_RATIO * os.fstat(stream.fileno()).st_size)
        unpacked = 0
        for chunk in opener(stream, source):
            unpacked += len(chunk)
            if unpacked > most:
                raise InputTooLarge("bomb", source=source, ratio=MAX_RATIO)
            yield chunk
    except EOFError as error:
        raise InputCorrupt("ends_early", source=source) from error
    except (gzip.BadGzipFile, zlib.error, lzma.LZMAError) as error:
        raise InputCorrupt("packing_damaged", source=source) from error
    except OSError as error:
        if error.errno is None:  # raised by an unpacker, not by the system
            raise InputCorrupt("packing_damaged", source=source) from error
        raise unreadable(error, source) from error


def _pieces(stream: io.BufferedReader | gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile) -> Chunks:
    """What a single read gives at a time: with `read`, all that comes right before an error would be lost."""
    while chunk := stream.read1(_CHUNK):
        yield chunk


def _gzip(stream: BinaryIO, source: str) -> Chunks:  # noqa: ARG001 - one signature for all
    return _pieces(gzip.GzipFile(fileobj=stream))


def _bzip2(stream: BinaryIO, source: str) -> Chunks:  # noqa: ARG001
    return _pieces(bz2.BZ2File(stream))


def _xz(stream: BinaryIO, source: str) -> Chunks:  # noqa: ARG001
    return _pieces(lzma.LZMAFile(stream))


def _zstd(stream: BinaryIO, source: str) -> Chunks:
    """Frame after frame; the package's own reader does not notice a frame that ends too early."""
    zstandard = load("zstandard", "tables", source)
    frame = None
    while packed := stream.read(_ZSTD_CHUNK):
        while packed:
            frame = frame or zstandard.ZstdDecompressor(max_window_size=MAX_ZSTD_WINDOW).decompressobj()
            try:
                yield frame.decompress(packed)
            except zstandard.ZstdError as error:
                raise OSError(str(error)) from error
            packed = frame.unused_data if frame.eof else b""
            frame = None if frame.eof else frame
    if frame is not None:
        raise EOFError


_PACKED: dict[bytes, Callable[[BinaryIO, str], Chunks]] = {
    b"\x1f\x8b": _gzip,
    b"BZh": _bzip2,
    b"\xfd7zXZ\0": _xz,
    b"\x28\xb5\x2f\xfd": _zstd,
}


def lines(pieces: Chunks, source: str) -> Iterator[bytes | InputError]:
    """The lines in UTF-8 or in a code page, with their ends; a line over `MAX_LINE` is an error in its place.

    UTF-16 and UTF-32 become UTF-8. Raises `InputBinary` where the beginning is no text, and what `pieces` raises.
    """
    first = next((piece for piece in pieces if piece), b"")
    refuse_foreign(first, source, "wanted_corpus")
    encoding, mark = wide_encoding(first)
    if encoding is None and looks_binary(first):
        raise InputBinary("not_text", source=source)
    rest = _with_first(first[mark:], pieces)
    return _split(rest if encoding is None else _recoded(rest, encoding), source)


def _with_first(first: bytes, pieces: Chunks) -> Chunks:
    yield first
    yield from pieces


def _recoded(pieces: Iterable[bytes], encoding: str) -> Chunks:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for piece in pieces:
        yield decoder.decode(piece).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def _split(pieces: Iterable[bytes], source: str) -> Iterator[bytes | InputError]:
    held: list[bytes] = []  # of a line that is not complete
    length = 0
    for piece in pieces:
        *complete, rest = piece.split(b"\n")
        for end in complete:
            if length + len(end) > MAX_LINE:
                yield _too_long(source)
            else:
                yield b"".join((*held, end, b"\n"))
            held, length = [], 0
        length += len(rest)
        held.append(rest)
        if length > MAX_LINE:
            held = []
    if length > MAX_LINE:
        yield _too_long(source)
    elif length:
        yield b"".join(held)


def _too_long(source: str) -> InputTooLarge:
    return InputTooLarge("large_line", source=source, most=megabytes(MAX_LINE))
