"""Test data generator, no tests: hostile archives."""

from __future__ import annotations

import bz2
import io
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator

from hostile_base import (
    SENTENCE,
    HostileFile,
    RawMember,
    bomb_member,
    deflate_bomb,
    gzip_bomb,
    gzipped,
    members,
    noise,
    raw_zip,
    stored,
    zip_info,
    zipped,
)

_TEXT = SENTENCE.encode() * 3
_ESCAPES = {
    "up": "../weg.txt",
    "up-far": "../" * 40 + "tmp/weg.txt",
    "up-later": "ordner/../../weg.txt",
    "absolute": "/tmp/weg.txt",
    "absolute-double": "//tmp/weg.txt",
    "windows": "C:\\Windows\\weg.txt",
    "windows-up": "..\\..\\weg.txt",
    "windows-share": "\\\\127.0.0.1\\c\\weg.txt",
    "home": "~/weg.txt",
    "system": "/proc/self/mem.txt",
}


def archive_files() -> Iterator[HostileFile]:
    """Files that end in `.zip` or `.tar.gz`."""
    for group in (_zip_names(), _zip_headers(), _zip_bombs(), _tar_members(), _tar_files()):
        yield from members("archive", group)


def _zip_names() -> dict[str, bytes]:
    files = {f"zip-escape-{kind}.zip": zipped((name, _TEXT), ("gut.txt", _TEXT)) for kind, name in _ESCAPES.items()}
    link = zip_info("verweis.txt", stat.S_IFLNK | 0o777)
    device = zip_info("geraet.txt", stat.S_IFCHR | 0o666)
    files["zip-symlink.zip"] = zipped((link, b"/etc/passwd"), ("gut.txt", _TEXT))
    files["zip-symlink-to-folder.zip"] = zipped(
        (zip_info("ordner", stat.S_IFLNK | 0o777), b"/tmp"), ("ordner/weg.txt", _TEXT)
    )
    files["zip-device.zip"] = zipped((device, b""), ("gut.txt", _TEXT))
    files["zip-fifo.zip"] = zipped((zip_info("rohr.txt", stat.S_IFIFO | 0o666), b""))
    files["zip-folder-with-text.zip"] = raw_zip(stored(b"ordner.txt/", _TEXT))
    files["zip-names-double.zip"] = raw_zip(*(stored(b"a.txt", _TEXT + b"%d" % i) for i in range(5)))
    files["zip-names-by-case.zip"] = raw_zip(
        stored(b"a.txt", _TEXT), stored(b"A.TXT", _TEXT), stored(b"./a.txt", _TEXT)
    )
    files["zip-names-undecodable.zip"] = raw_zip(
        *(stored(n, _TEXT, flags=0x800) for n in (b"\xff\xfe.txt", b"\xc3.txt"))
    )
    files["zip-names-cp437.zip"] = raw_zip(stored(b"Gr\x81\xe1e.txt", _TEXT), stored(b"\xff\xfe.txt", _TEXT))
    files["zip-names-nul.zip"] = raw_zip(stored(b"a.txt\0.exe", _TEXT), stored(b"b.exe\0.txt", _TEXT))
    files["zip-names-odd.zip"] = raw_zip(
        *(stored(n, _TEXT) for n in (b"", b".", b"..", b"/", b" .txt", b"\n.txt", b"CON.txt"))
    )
    files["zip-names-escapes.zip"] = raw_zip(stored(b"\x1b[31m[bold]=1+1.txt", _TEXT))
    files["zip-name-huge.zip"] = raw_zip(stored(b"x" * 60_000 + b".txt", _TEXT))
    files["zip-path-deep.zip"] = raw_zip(stored(b"a/" * 20_000 + b"a.txt", _TEXT))
    files["zip-members-hostile.zip"] = zipped(
        ("nul.txt", bytes(100)), ("random.txt", noise(81, 500)), ("leer.txt", b""), ("kaputt.pdf", b"%PDF-"),
        ("kaputt.docx", b"PK"), ("gut.txt", _TEXT),
    )  # fmt: skip
    files["zip-nothing-known.zip"] = zipped(("a.exe", b"MZ"), ("b.xyz", b""), ("ordner/", b""))
    return files


def _zip_headers() -> dict[str, bytes]:
    sound = zipped(("a.txt", _TEXT), ("b.txt", _TEXT), ("c.txt", _TEXT))
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(_TEXT) + packer.flush()
    crc = zlib.crc32(_TEXT)
    at = sound.index(b"PK\x01\x02")
    good = stored(b"gut.txt", _TEXT)

    def lying(**given: int) -> bytes:
        values = {"crc": crc, "size": len(_TEXT), "method": zipfile.ZIP_DEFLATED, "flags": 0, **given}
        return raw_zip(RawMember(b"a.txt", packed, **values), good)

    return {
        "zip-zero-bytes.zip": b"",
        "zip-no-members.zip": b"PK\x05\x06" + bytes(18),
        "zip-random.zip": noise(82, 5_000),
        "zip-random-inside.zip": b"PK\x03\x04" + noise(83, 5_000),
        "zip-cut-half.zip": sound[: len(sound) // 2],
        "zip-cut-end.zip": sound[:-15],
        "zip-cut-head.zip": sound[30:],
        "zip-directory-corrupt.zip": sound[:at] + noise(84, 40) + sound[at + 40 :],
        "zip-directory-gone.zip": sound[:at],
        "zip-directory-offset-lies.zip": sound[:-6] + b"\xff\xff\xff\x7f\0\0",
        "zip-member-count-lies.zip": sound[:-14] + b"\xff\xff\xff\xff" + sound[-10:],
        "zip-comment-length-lies.zip": sound[:-2] + b"\xff\xff",
        "zip-junk-before.zip": noise(85, 3_000) + sound,
        "zip-junk-after.zip": sound + noise(86, 3_000),
        "zip-two-archives.zip": sound + zipped(("anders.txt", _TEXT)),
        "zip-local-header-differs.zip": sound.replace(b"a.txt", b"z.txt", 1),
        "zip-data-corrupt.zip": sound[:45] + noise(87, 20) + sound[65:],
        "zip-checksum-wrong.zip": lying(crc=1),
        "zip-size-too-big.zip": lying(size=0xFFFFFFFE),
        "zip-size-too-small.zip": lying(size=1),
        "zip-encrypted-flag.zip": lying(flags=1),
        "zip-encrypted-strongly.zip": lying(flags=0x41, method=99),
        "zip-patch-flag.zip": lying(flags=0x20),
        "zip-method-unknown.zip": lying(method=77),
        "zip-method-lies-stored.zip": lying(method=zipfile.ZIP_STORED),
        "zip-method-lies-bzip2.zip": lying(method=zipfile.ZIP_BZIP2),
        "zip-method-lies-lzma.zip": lying(method=zipfile.ZIP_LZMA),
        "zip-is-tar.zip": _tarred(("a.txt", _TEXT)),
    }


def _zip_bombs() -> dict[str, bytes]:
    bomb = raw_zip(bomb_member(b"bombe.txt"))
    packed, crc, size = deflate_bomb()
    nested = zipped(("gut.txt", _TEXT))
    for level in range(30):
        nested = zipped((f"ebene-{level}.zip", nested))
    doubled = _TEXT
    for level in range(6):
        doubled = zipped(*((f"{level}-{i}.zip" if level else f"{i}.txt", doubled) for i in range(10)))
    return {
        "zip-bomb.zip": bomb,
        "zip-bomb-and-good.zip": raw_zip(stored(b"a.txt", _TEXT), bomb_member(b"bombe.txt"), stored(b"z.txt", _TEXT)),
        "zip-bomb-size-lies.zip": raw_zip(RawMember(b"bombe.txt", packed, crc, 100), stored(b"gut.txt", _TEXT)),
        "zip-bomb-jsonl.zip": raw_zip(bomb_member(b"bombe.jsonl", b'{"text": "', b'"}\n')),
        "zip-bomb-nested.zip": zipped(("innen.zip", bomb)),
        "zip-bomb-hidden.zip": raw_zip(bomb_member(b"__MACOSX/._bombe.txt"), stored(b"gut.txt", _TEXT)),
        "zip-bomb-overlapping.zip": _overlapping(packed, crc, size),
        "zip-nested-30.zip": nested,
        "zip-nested-ten-each.zip": doubled,
        "zip-members-many.zip": raw_zip(*(stored(b"%d" % i, b"") for i in range(3_000))),
        "zip-texts-many-empty.zip": raw_zip(*(stored(b"%d.txt" % i, b"") for i in range(2_000))),
    }


def _overlapping(packed: bytes, crc: int, size: int) -> bytes:
    """Fifty members that all are the same stretch of the file: 10 GB."""
    once = raw_zip(RawMember(b"bombe.txt", packed, crc, size))
    at = once.index(b"PK\x01\x02")
    entry = once[at : once.index(b"PK\x05\x06", at)]
    entries = entry * 50
    end = b"PK\x05\x06\0\0\0\0" + (50).to_bytes(2, "little") * 2
    return once[:at] + entries + end + len(entries).to_bytes(4, "little") + at.to_bytes(4, "little") + b"\0\0"


def _member(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname, info.mtime = kind, link, 1_741_338_000
    return info


def _tarred(*parts: tuple[str | tarfile.TarInfo, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=form) as archive:
        for name, data in parts:
            info = _member(name) if isinstance(name, str) else name
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def _tar_members() -> dict[str, bytes]:
    good = ("gut.txt", _TEXT)
    files = {f"tar-escape-{kind}.tar.gz": [(name, _TEXT), good] for kind, name in _ESCAPES.items()}
    link = tarfile.SYMTYPE
    special: dict[str, list[tuple[str | tarfile.TarInfo, bytes]]] = {
        "symlink": [(_member("verweis.txt", link, "/etc/passwd"), b"")],
        "symlink-to-itself": [(_member("verweis.txt", link, "verweis.txt"), b"")],
        "symlink-circle": [(_member("a.txt", link, "b.txt"), b""), (_member("b.txt", link, "a.txt"), b"")],
        "symlink-to-folder": [(_member("ordner", link, "/tmp"), b""), ("ordner/weg.txt", _TEXT)],
        "hard-link": [(_member("verweis.txt", tarfile.LNKTYPE, "/etc/passwd"), b"")],
        "hard-link-missing": [(_member("verweis.txt", tarfile.LNKTYPE, "fehlt.txt"), b"")],
        "hard-link-to-itself": [(_member("verweis.txt", tarfile.LNKTYPE, "verweis.txt"), b"")],
        "device": [(_member("geraet.txt", tarfile.CHRTYPE), b"")],
        "device-block": [(_member("platte.txt", tarfile.BLKTYPE), b"")],
        "fifo": [(_member("rohr.txt", tarfile.FIFOTYPE), b"")],
        "type-unknown": [(_member("a.txt", b"Z"), _TEXT)],
        "names-double": [("a.txt", _TEXT), ("a.txt", _TEXT + b"2"), ("./a.txt", _TEXT)],
        "names-undecodable": [("\udcff\udcfe.txt", _TEXT)],
        "names-odd": [(name, _TEXT) for name in ("", ".", "..", " .txt", "\n.txt", "\x1b[31m[bold].txt", "-rf.txt")],
        "name-huge": [("x" * 60_000 + ".txt", _TEXT)],
        "path-deep": [("a/" * 20_000 + "a.txt", _TEXT)],
        "nested": [("innen.tar.gz", gzipped(_tarred(good))), ("innen.zip", zipped(good))],
        "members-many": [(str(number), b"") for number in range(3_000)],
    }
    packed = {name: gzipped(_tarred(*parts)) for name, parts in files.items()}
    return packed | {f"tar-{name}.tar.gz": gzipped(_tarred(*parts, good)) for name, parts in special.items()}


def _tar_files() -> dict[str, bytes]:
    plain = _tarred(("a.txt", _TEXT), ("b.txt", _TEXT))
    sound = gzipped(plain)
    huge = _member("bombe.txt")
    huge.size = 210 << 20
    header = huge.tobuf(tarfile.GNU_FORMAT)
    sparse = _member("loch.txt", tarfile.GNUTYPE_SPARSE)
    negative = bytearray(_member("a.txt").tobuf(tarfile.GNU_FORMAT))
    negative[124:136] = b"\xff" * 12
    return {
        "tar-zero-bytes.tar.gz": b"",
        "tar-no-members.tar.gz": gzipped(bytes(10_240)),
        "tar-empty-gzip.tar.gz": gzipped(b""),
        "tar-random.tar.gz": noise(88, 5_000),
        "tar-random-gzip.tar.gz": gzipped(noise(89, 5_000)),
        "tar-cut-half.tar.gz": sound[: len(sound) // 2],
        "tar-cut-end.tar.gz": sound[:-6],
        "tar-cut-inside.tar.gz": gzipped(plain[:600]),
        "tar-checksum-wrong.tar.gz": sound[:-8] + b"\0\0\0\0" + sound[-4:],
        "tar-data-corrupt.tar.gz": sound[:60] + noise(90, 20) + sound[80:],
        "tar-header-corrupt.tar.gz": gzipped(plain[:100] + noise(91, 60) + plain[160:]),
        "tar-size-lies.tar.gz": gzipped(header + _TEXT),
        "tar-size-negative.tar.gz": gzipped(bytes(negative) + bytes(1_024)),
        "tar-sparse.tar.gz": gzipped(sparse.tobuf(tarfile.GNU_FORMAT) + bytes(1_024)),
        "tar-attributes-broken.tar.gz": gzipped(
            _tarred((_member("pax", tarfile.XHDTYPE), b"999999 path=x\n-5 size=\n"))
        ),
        "tar-not-packed.tar.gz": plain,
        "tar-packed-twice.tar.gz": gzipped(sound),
        "tar-is-bzip2.tar.gz": bz2.compress(plain),
        "tar-is-zip.tar.gz": zipped(("a.txt", _TEXT)),
        "tar-is-text.tar.gz": gzipped(_TEXT),
        "tar-junk-after.tar.gz": sound + noise(92, 500),
        "tar-bomb.tar.gz": gzip_bomb(header, bytes(1_024)),
        "tar-bomb-of-zeros.tar.gz": gzip_bomb(plain, unit=bytes(64)),
    }
