"""Bytes to text: names of inputs, encodings, and one clear error for bytes that are no text.

The text is kept as it is in the file, line ends included; only a byte order mark at the start is
taken off. All offsets that claimx reports are code points of this text.
"""

from __future__ import annotations

import codecs
import contextlib
import re

from claimx.errors import InputBinary, InputEmpty, InputError, Wording
from claimx.inputs.limits import MAX_FIELD
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
# How the files begin, what they are, and what to do about it, as keys of wordings.
_AS_TEXT = "first_as_text"
_SIGNATURES = (
    (b"%PDF-", "kind_pdf", "first_as_pdf"),
    (b"PK\x03\x04", "kind_zip", "first_as_zip"),
    (b"PAR1\x15", "kind_parquet", "first_as_parquet"),
    (b"\xd0\xcf\x11\xe0", "kind_old_office", _AS_TEXT),
    (b"{\\rtf", "kind_rtf", _AS_TEXT),
    (b"\x89PNG", "kind_picture", _AS_TEXT),
    (b"\xff\xd8\xff", "kind_picture", _AS_TEXT),
    (b"GIF8", "kind_picture", _AS_TEXT),
    (b"\x1f\x8b", "kind_packed", "first_unpacked"),
    (b"\x28\xb5\x2f\xfd", "kind_packed", "first_unpacked"),
    (b"BZh91AY&SY", "kind_packed", "first_unpacked"),
    (b"\xfd7zXZ\0", "kind_packed", "first_unpacked"),
)
_HTML = re.compile(r"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_CODE_PAGE = re.compile(r"(?:iso8859|cp|mac|koi8)[\w-]*")  # others may be slow, or run over the memory
# Tried in this order when a file is not Unicode; the first of the least odd wins.
_CODE_PAGES = ("cp1252", "mac_roman", "cp850")
_SAMPLE = 1 << 16
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_INSIDE_WORDS = "\u00ad\u2019\u2018\u2013\u2011\u200b\u200c\u200d"


def source_name(name: str) -> str:
    """The name of an input as the records show it: valid Unicode, whatever bytes the file name holds."""
    if name == STDIN:
        return STDIN_SOURCE
    try:
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:  # a lone surrogate that stands for no byte
        return sound(name)


def failure(error: InputError, source: str) -> Failure:
    """The failure that stands for an input that raised `error`."""
    return Failure(source, error.slug, str(error), error.wording)


def internal_error(error: Exception, source: str) -> Failure:
    """The failure that stands for an input that brought a reader down."""
    return Failure(source, "internal-error", f"{source}: {type(error).__name__}: {error}")


def make_article(
    source: str,
    text: str,
    *,
    title: str | None = None,
    published: str | None = None,
    author: str | None = None,
    outlet: str | None = None,
) -> Article:
    """An article of valid Unicode, its metadata one line each; raises `InputEmpty` where there is no text."""
    if is_blank(text):
        raise InputEmpty("empty", source=source)
    return Article(source, sound(text), one_line(title), published, one_line(author), one_line(outlet))


def is_blank(text: str) -> bool:
    """Whether nobody could read anything in the text."""
    return not text.strip(" \t\r\n\f\v\u00a0\ufeff\u200b")


def sound(text: str) -> str:
    """The text with each lone surrogate, which is no character, replaced by one that says so; the length stays."""
    return _SURROGATE.sub("\ufffd", text)


def one_line(text: str | None) -> str | None:
    """Metadata in one line of at most `MAX_FIELD` characters; None where there is nothing to read."""
    line = " ".join(sound(text[: 4 * MAX_FIELD]).split())[:MAX_FIELD] if text else ""
    return line or None


def decode_plain(data: bytes, source: str = "input") -> str:
    """The text of a file that should be plain text; raises `InputBinary` for all else, HTML included."""
    text = decode(data, source)
    if _HTML.match(text[:1024].lstrip("\ufeff")):
        raise InputBinary("html_as_text", source=source)
    return text


def refuse_foreign(data: bytes, source: str, wanted: str = "wanted_text") -> None:
    """Raise `InputBinary` for the beginning of a file of a kind that is known and not the wording `wanted`."""
    for signature, what, advice in _SIGNATURES:
        if data.startswith(signature):
            wordings = {"what": Wording(what), "wanted": Wording(wanted), "advice": Wording(advice)}
            raise InputBinary("foreign", source=source, **wordings)


def decode(data: bytes, source: str = "input", declared: str | None = None) -> str:
    """Text of the bytes of a file: UTF-8, UTF-16 and UTF-32 with or without a mark, else a code page.

    `declared` is the code page that the file itself names, if it does. Raises `InputBinary` when the
    bytes are no text.
    """
    refuse_foreign(data, source)
    text = _decode_unicode(data)
    if text is None:
        if b"\0" in data:
            raise InputBinary("not_text", source=source)
        text = _decode_declared(data, declared) or data.decode(_code_page(data), "replace")
    if _looks_binary(text):
        raise InputBinary("not_text", source=source)
    return text


class LineDecoder:
    """Decodes the lines of one file: UTF-8, else the code page of the first line that is not."""

    def __init__(self) -> None:
        self._page: str | None = None

    def __call__(self, line: bytes, where: str) -> str:
        """The text of a line; raises `InputBinary`, which names the place `where`."""
        text = _utf8(line)
        if text is None:
            self._page = self._page or _code_page(line)
            text = line.decode(self._page, "replace")
        if _looks_binary(text):
            raise InputBinary("not_text", source=where)
        return text


def looks_binary(sample: bytes) -> bool:
    """Whether bytes that are neither UTF-16 nor UTF-32 are no text in any other encoding."""
    return bool(sample) and _looks_binary(sample.decode("latin-1"))


def wide_encoding(sample: bytes) -> tuple[str | None, int]:
    """The encoding of bytes that begin like UTF-16 or UTF-32, else None; and the length of the mark before them."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if sample.startswith(mark):
            return (None if encoding == "utf-8" else encoding), len(mark)
    return _utf16_without_mark(sample), 0


def _decode_declared(data: bytes, declared: str | None) -> str | None:
    """The text in the code page of that name, if it is one and fits; what calls itself Latin-1 is Windows-1252."""
    try:
        name = codecs.lookup(declared or "").name
        return data.decode("cp1252" if name == "iso8859-1" else name) if _CODE_PAGE.fullmatch(name) else None
    except (LookupError, ValueError):
        return None


def _decode_unicode(data: bytes) -> str | None:
    """The text if the bytes are Unicode in some form, else None."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    wide = _utf16_without_mark(data[:_SAMPLE])
    if wide is not None:
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode(wide)
    return _utf8(data)


def _utf8(data: bytes) -> str | None:
    """UTF-8 text, a few bytes of it broken at most; else None."""
    try:
        return data.decode()
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


def _code_page(data: bytes) -> str:
    """The one-byte encoding of the bytes: of the candidates the one that makes the least odd words."""
    first = next((i for i, byte in enumerate(data) if byte > 0x7F), 0)
    sample = data[max(0, first - 1024) : first + _SAMPLE]
    best, least = "cp1252", float("inf")
    for encoding in (*_CODE_PAGES, _detected(sample)):
        oddity = _oddity(sample, encoding)
        if oddity < least:
            best, least = encoding, oddity
    return best


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
