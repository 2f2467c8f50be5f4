"""Single files to articles, each format by the suffix; the bytes must be what the suffix says."""

from __future__ import annotations

import dataclasses
import fnmatch
import re
from collections.abc import Callable
from typing import BinaryIO

from claimx.errors import InputError, InputMissing
from claimx.inputs.limits import MAX_FILE
from claimx.inputs.mail import read_mail
from claimx.inputs.pages import read_page
from claimx.inputs.pdf import read_pdf
from claimx.inputs.streams import open_file, read_bounded
from claimx.inputs.text import STDIN_SOURCE, decode_plain, failure, internal_error, make_article, source_name
from claimx.inputs.word import read_word
from claimx.records import Article, Failure

_HEADING = re.compile(r"^#[ \t]+(\S.*)$", re.MULTILINE)


@dataclasses.dataclass(frozen=True)
class Unread:
    """The bytes of a file. Finding the text in them may be slow or fail, so a batch leaves that to its workers."""

    source: str
    data: bytes

    def article(self) -> Article | Failure:
        """The article in the bytes, or why there is none."""
        try:
            return article_from(self.data, self.source)
        except InputError as error:
            return failure(error, self.source)
        except Exception as error:  # noqa: BLE001 - one file must never cost the others
            return internal_error(error, self.source)


def read_file(name: str) -> Unread:
    """Read the bytes of the file `name`; raises the subclass of `InputError` that fits."""
    source = source_name(name)
    with open_file(name, source) as stream:
        return Unread(source, read_bounded(stream, source, MAX_FILE))


def read_article(name: str) -> Article:
    """Read the file `name`; raises the subclass of `InputError` that fits."""
    unread = read_file(name)
    return article_from(unread.data, unread.source)


def read_stdin(stdin: BinaryIO | None) -> Article:
    """Read plain text from a stream; raises the subclass of `InputError` that fits."""
    if stdin is None:
        raise InputMissing("no_input", source=STDIN_SOURCE)
    return _plain(read_bounded(stdin, STDIN_SOURCE, MAX_FILE), STDIN_SOURCE)


def article_from(data: bytes, source: str) -> Article:
    """The article in the bytes of a file, in the format of the suffix of `source`; without a known one, plain text.

    Raises the subclass of `InputError` that fits.
    """
    return _READERS.get(suffix(source), _plain)(data, source)


def is_taken(path: str, glob: str | None) -> bool:
    """Whether a file of a folder or an archive is read: what `glob` matches, without one what may be an article.

    `path` is the way from the folder to the file, with slashes.
    """
    if glob is None:
        return suffix(path) in ARTICLE_SUFFIXES
    if "/" not in glob:
        return fnmatch.fnmatchcase(path.rpartition("/")[2], glob)
    return any(fnmatch.fnmatchcase(way, glob) for way in (path, f"/{path}"))  # the second for `**/*.txt`


def suffix(name: str) -> str:
    """The suffix of a file's name in small letters, such as `.txt`."""
    stem, dot, end = name.rpartition("/")[2].rpartition(".")
    return (dot + end).lower() if stem else ""


def _plain(data: bytes, source: str) -> Article:
    return make_article(source, decode_plain(data, source))


def _markdown(data: bytes, source: str) -> Article:
    """The text as it is, so that offsets are those of the file; the first main heading is the title."""
    text = decode_plain(data, source)
    heading = _HEADING.search(text)
    return make_article(source, text, title=heading[1].rstrip("# \t\r") if heading else None)


_READERS: dict[str, Callable[[bytes, str], Article]] = {
    ".txt": _plain,
    ".md": _markdown,
    ".html": read_page,
    ".htm": read_page,
    ".docx": read_word,
    ".pdf": read_pdf,
    ".eml": read_mail,
}
ARTICLE_SUFFIXES = frozenset(_READERS)
