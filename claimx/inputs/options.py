"""What a user may say about the inputs."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True)
class InputOptions:
    """Which files of folders and archives to read, and which columns of corpora; the defaults find both."""

    glob: str | None = None
    """Pattern of the file names; one with a slash is matched against the path in the folder, `*` spans folders."""
    text_field: str | None = None
    id_field: str | None = None
    """Column of the names by which the articles are known; without one, they are `file.jsonl#12`."""
    date_field: str | None = None
    title_field: str | None = None
