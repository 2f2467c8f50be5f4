"""All bounds on what is read, in one place: inputs are untrusted, and a million of them must fit into memory.

What passes a bound becomes a failure that says so; nothing is cut off silently but the metadata.
"""

from __future__ import annotations

MEGABYTE = 1 << 20

MAX_FILE = 50 * MEGABYTE
"""Bytes of a single file, or of stdin."""
MAX_PAGE = 10 * MEGABYTE
"""Bytes of an HTML page, from the web or from a file."""
MAX_TEXT = 20 * MEGABYTE
"""Characters of the text that a PDF or Word file gives, and bytes of an XML part of a Word file."""
MAX_WORD = 200 * MEGABYTE
"""Bytes that all parts of a Word file unpack to."""
MAX_PDF_PAGES = 5_000
"""Pages of a PDF file."""
MAX_MAIL_PARTS = 5_000
"""Lines of an e-mail that may begin a part."""
MAX_MAIL_HEADER = 2_000
"""Characters of an e-mail's header that are read."""

MAX_MEMBER = 20 * MEGABYTE
"""Bytes of one text in an archive, unpacked."""
MAX_MEMBERS = 5_000_000
"""Entries of an archive."""
MAX_TAR_HEADER = MEGABYTE
"""Bytes of one header of a tar archive."""
FREE_UNPACKED = 1024 * MEGABYTE
"""Bytes that any archive or compressed corpus may unpack to; it may be more by `MAX_RATIO` only."""
MAX_RATIO = 200
"""How many times its own size an archive or a compressed corpus may unpack to, past `FREE_UNPACKED`."""
MAX_ZSTD_WINDOW = 128 * MEGABYTE
"""Bytes that a Zstandard stream may ask its reader to remember."""

MAX_LINE = 20 * MEGABYTE
"""Bytes of one row of a corpus."""
HEAD_ROWS = 100
"""Rows of a corpus in which at least one must have the columns that are wanted."""
HEAD_BYTES = MEGABYTE
"""Characters of text that are held while the columns are looked for; a longer row ends the search."""
PARQUET_ROWS = 32
"""Rows of a Parquet file that are in memory at once."""

MAX_FIELD = 1_000
"""Characters of a title, an author, an outlet or an id; a longer title is cut, a longer id is not used."""

FETCH_TIMEOUT = 20.0
"""Seconds that a server may be silent."""
MAX_FETCH_SECONDS = 60.0
"""Seconds that a page may take in all."""


def megabytes(size: int) -> str:
    """A bound in the words of a message."""
    return f"{size // MEGABYTE:,} MB"
