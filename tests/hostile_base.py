"""Test data generator, no tests: what the generators of hostile files share."""

from __future__ import annotations

import gzip
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

SENTENCE = "„Wir machen weiter“, sagte die Leiterin Gerda Sommerfeld am Freitag in Emden. "
BOMB_SIZE = 210 << 20
"""Bytes to which each bomb would expand."""

_BLOCK = 1 << 20
_FIXED_DATE = (2025, 1, 2, 3, 4, 6)
_BOMB_UNIT = b"Ja. "  # short repeats pack best; a divisor of the block


@dataclass(frozen=True)
class HostileFile:
    """One input for `claimx batch`: the name of the file with its suffix, its category, and what is in it."""

    name: str
    category: str
    data: bytes


def members(category: str, files: Mapping[str, bytes]) -> Iterator[HostileFile]:
    """The files of a category, which begins their names so that they stay together in a sorted folder."""
    for name, data in files.items():
        yield HostileFile(f"{category}-{name}", category, data)


def noise(seed: int, size: int) -> bytes:
    """Random bytes, the same for a seed."""
    return random.Random(seed).randbytes(size)


def gzipped(data: bytes) -> bytes:
    """Gzip without a date, so that it is the same each time."""
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", filename="", mtime=0) as file:
        file.write(data)
    return buffer.getvalue()


def zipped(*parts: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of the members in this order, all of the same date; a `ZipInfo` keeps its own attributes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in parts:
            archive.writestr(zip_info(name) if isinstance(name, str) else name, data, method)
    return buffer.getvalue()


def zip_info(name: str, mode: int = 0o100644) -> zipfile.ZipInfo:
    """The header of a member of a zip file, with the Unix mode of its file."""
    info = zipfile.ZipInfo(name, _FIXED_DATE)
    info.create_system = 3
    info.external_attr = mode << 16
    return info


@cache
def deflate_bomb(head: bytes = b"", tail: bytes = b"", unit: bytes = _BOMB_UNIT) -> tuple[bytes, int, int]:
    """A raw deflate stream of `head`, 210 MiB of `unit` and `tail`; the CRC-32 and the size of what it holds."""
    block = unit * (_BLOCK // len(unit))
    size = BOMB_SIZE // _BLOCK * len(block)
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    once = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)  # stands alone, so it may be repeated
    end = packer.compress(tail) + packer.flush(zlib.Z_FINISH)
    crc = zlib.crc32(head)
    for _ in range(size // len(block)):
        crc = zlib.crc32(block, crc)
    return start + once * (size // len(block)) + end, zlib.crc32(tail, crc), len(head) + size + len(tail)


def gzip_bomb(head: bytes = b"", tail: bytes = b"", unit: bytes = _BOMB_UNIT) -> bytes:
    """A gzip file of a `deflate_bomb`."""
    packed, crc, size = deflate_bomb(head, tail, unit)
    return b"\x1f\x8b\x08\0\0\0\0\0\x02\xff" + packed + struct.pack("<II", crc, size & 0xFFFFFFFF)


@dataclass(frozen=True)
class RawMember:
    """A member of a zip file as it stands in it, so that headers can lie."""

    name: bytes
    packed: bytes
    crc: int
    size: int
    method: int = zipfile.ZIP_DEFLATED
    flags: int = 0


def stored(name: bytes, data: bytes, flags: int = 0) -> RawMember:
    """An uncompressed member with true headers."""
    return RawMember(name, data, zlib.crc32(data), len(data), zipfile.ZIP_STORED, flags)


def bomb_member(name: bytes, head: bytes = b"", tail: bytes = b"") -> RawMember:
    """A member that expands to 210 MiB."""
    return RawMember(name, *deflate_bomb(head, tail))


def raw_zip(*parts: RawMember) -> bytes:
    """A zip file of members written without any check."""
    body, directory, at = [], [], 0
    for part in parts:
        sizes = struct.pack("<III", part.crc, len(part.packed), part.size)
        common = struct.pack("<HHHHH", 20, part.flags, part.method, 0, 0x5A22) + sizes
        common += struct.pack("<HH", len(part.name), 0)
        place = struct.pack("<HHHII", 0, 0, 0, 0o100644 << 16, at)
        directory.append(b"PK\x01\x02" + struct.pack("<H", 0x0314) + common + place + part.name)
        body.append(b"PK\x03\x04" + common + part.name + part.packed)
        at += len(body[-1])
    entries = b"".join(directory)
    end = struct.pack("<HHHHIIH", 0, 0, len(parts), len(parts), len(entries), at, 0)
    return b"".join(body) + entries + b"PK\x05\x06" + end
