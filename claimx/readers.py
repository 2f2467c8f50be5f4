"""Files and streams to articles: reading, decoding, and one clear error for each input that is no text.

The text is kept as it is in the file, line ends included; only a byte order mark at the start is
taken off. All offsets that claimx reports are code points of this text.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from claimx.errors import (
    InputBinary,
    InputDirectory,
    InputEmpty,
    InputError,
    InputMissing,
    InputUnreadable,
)
from claimx.records import Article, Failure

STDIN = "-"
STDIN_SOURCE = "stdin"

# The longer mark first: UTF-32's begins with UTF-16's.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a Word, LibreOffice or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)
# Tried in this order when a file is not Unicode; the first of the least odd wins.
_CODE_PAGES = ("cp1252", "mac_roman", "cp850")
_SAMPLE = 1 << 16
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_INSIDE_WORDS = "\u00ad\u2019\u2018\u2013\u2011\u200b\u200c\u200d"


def read_articles(names: Iterable[str], stdin: BinaryIO | None = None) -> Iterator[Article | Failure]:
    """Read each input in turn; one that cannot be used becomes a `Failure`, and the rest go on."""
    for name in names:
        try:
            yield read_article(name, stdin)
        except InputError as error:
            yield Failure(source=source_name(name), slug=error.slug, message=str(error))


def read_article(name: str, stdin: BinaryIO | None = None) -> Article:
    """Read the file `name`, or the stream `stdin` if the name is `-`.

    Raises the subclass of `InputError` that fits: missing, directory, unreadable, binary or empty.
    """
    source = source_name(name)
    data = _read_stream(stdin) if name == STDIN else _read_file(Path(name), source)
    text = decode(data, source)
    if not text.strip(" \t\r\n\f\v\u00a0\ufeff\u200b"):
        raise InputEmpty(f"{source}: is empty.")
    return Article(source=source, text=text)


def source_name(name: str) -> str:
    """The name of an input as the records show it: valid Unicode, whatever bytes the file name holds."""
    if name == STDIN:
        return STDIN_SOURCE
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def decode(data: bytes, source: str = "input") -> str:
    """Text of the bytes of a file: UTF-8, UTF-16 and UTF-32 with or without a mark, else a code page.

    Raises `InputBinary` when the bytes are no text.
    """
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise InputBinary(f"{source}: is {what}, not plain text; save it as text first.")
    text = _decode_unicode(data)
    if text is None:
        if b"\0" in data:
            raise InputBinary(f"{source}: is not text.")
        text = _decode_code_page(data)
    if _looks_binary(text):
        raise InputBinary(f"{source}: is not text.")
    return text


def _read_stream(stdin: BinaryIO | None) -> bytes:
    if stdin is None:
        raise InputMissing("stdin: there is no input.")
    try:
        return stdin.read()
    except OSError as error:
        raise InputUnreadable(f"stdin: cannot be read ({error.strerror or error}).") from error


def _read_file(path: Path, source: str) -> bytes:
    try:
        if path.is_dir():
            raise InputDirectory(f"{source}: is a folder; name the files in it.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputMissing(f"{source}: there is no such file.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputUnreadable(f"{source}: cannot be read ({reason}).") from error


def _decode_unicode(data: bytes) -> str | None:
    """The text if the bytes are Unicode in some form, else None."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    encoding = _utf16_without_mark(data[:_SAMPLE]) or "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return _mostly_utf8(data)


def _utf16_without_mark(sample: bytes) -> str | None:
    """The byte order of UTF-16 text without a mark: every other byte of Latin text is zero."""
    units = len(sample) // 2
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    if units and high > 0.7 * units and low < 0.1 * units:
        return "utf-16-le"
    if units and low > 0.7 * units and high < 0.1 * units:
        return "utf-16-be"
    return None


def _mostly_utf8(data: bytes) -> str | None:
    """UTF-8 text with a few broken bytes (a cut end, a pasted line), those replaced; else None."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = len(_NOT_ASCII.findall(text)) - broken
    return text if sound and broken <= max(1, sound // 10) else None


def _decode_code_page(data: bytes) -> str:
    """Text in a one-byte encoding: of the candidates the one that makes the least odd words."""
    first = next((i for i, byte in enumerate(data) if byte > 0x7F), 0)
    sample = data[max(0, first - 1024) : first + _SAMPLE]
    best, least = "cp1252", float("inf")
    for encoding in (*_CODE_PAGES, _detected(sample)):
        oddity = _oddity(sample, encoding)
        if oddity < least:
            best, least = encoding, oddity
    return data.decode(best, "replace")


def _detected(sample: bytes) -> str:
    """What charset-normalizer takes the bytes for; on short texts it is often wrong."""
    from charset_normalizer import from_bytes

    match = from_bytes(sample).best()
    return match.encoding if match else "cp1252"


def _oddity(sample: bytes, encoding: str) -> float:
    """How unlike words the sample looks: marks and capitals inside words, rare letters, gaps."""
    text = sample.decode(encoding, "replace")
    points = 0.0
    for match in _NOT_ASCII.finditer(text):
        i, char = match.start(), match.group()
        before, after = text[i - 1 : i], text[i + 1 : i + 2]
        if char == "\ufffd" or "\x80" <= char <= "\x9f":
            points += 2
        elif char.isalpha():
            points += 0.2 * (char > "\u00ff") + (char.isupper() and before.islower())
        elif before.isalpha() and after.isalpha() and char not in _INSIDE_WORDS:
            points += 1
    return points


def _looks_binary(text: str) -> bool:
    """More control characters than a text has by accident, or nothing else."""
    controls = len(_CONTROL.findall(text))
    if not controls:
        return False
    others = len(text) - controls
    return controls > 2 + others / 200 or not text.strip().strip("".join(map(chr, range(32))))
