"""The alias file: which name is counted as which, written for review and read back when it has been edited.

Tab-separated text in UTF-8, one name a line; the first line that is no comment has the column heads. A comment
begins with `#` and a blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from claimx.errors import AliasesBroken, InputMissing, InputUnreadable, Wording
from claimx.outputs.writers import harmless, one_line, unguarded
from claimx.statistics.names import Decision

COLUMNS = ("name", "canonical", "claims", "evidence")

_HEAD = """\
# Names of speakers, and the canonical name that each is counted as. Edit the second column and give this file to
# `claimx stats --aliases` or `claimx report --aliases`: what stands here wins over the automatic unification. The
# canonical name of one line may be the name of another, which is then followed. Lines may be added (two columns are
# enough) and deleted.
# A surname whose article has the full name is counted there, before anything in this file.
# claims: of the name in the whole corpus. evidence: why it got its canonical name; "as it stands" is a name alone.
"""


def alias_lines(decisions: Iterable[Decision]) -> Iterator[str]:
    """The lines of an alias file, with their ends; names that would be read as a comment are left out."""
    yield _HEAD
    yield "\t".join(COLUMNS) + "\n"
    for decision in decisions:
        if decision.name and not _is_comment(decision.name):
            cells = (harmless(decision.name), harmless(decision.canonical), str(decision.claims), decision.evidence)
            yield "\t".join(cells) + "\n"


def read_aliases(path: Path) -> dict[str, str]:
    """The canonical name of each name in an alias file, all followed to their end.

    Raises `InputMissing` or `InputUnreadable`, and `AliasesBroken`, which names file and line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise InputMissing("missing", source=path) from error
    except OSError as error:
        raise InputUnreadable("unreadable", source=path, error=error) from error
    except UnicodeDecodeError as error:
        raise AliasesBroken("not_utf8", source=path) from error
    return parse_aliases(text, str(path))


def parse_aliases(text: str, where: str) -> dict[str, str]:
    """The canonical name of each name in the text of an alias file; `where` is the name that errors give it."""
    found: dict[str, str] = {}
    lines: dict[str, int] = {}
    for number, cells in _rows(text, where):
        name, canonical = cells
        if name in found:
            raise AliasesBroken("alias_again", source=_line(where, number), name=name, line=lines[name])
        found[name], lines[name] = canonical, number
    return {name: _followed(name, found, lines, where) for name in found}


def _rows(text: str, where: str) -> Iterator[tuple[int, tuple[str, str]]]:
    headed = False
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or _is_comment(line.strip()):
            continue
        cells = [one_line(cell) for cell in line.split("\t")]
        if not headed:
            if tuple(cells[:2]) != COLUMNS[:2]:
                raise AliasesBroken("alias_columns", source=_line(where, number))
            headed = True
            continue
        if len(cells) < 2 or not (cells[0] and cells[1]):
            raise AliasesBroken("alias_cells", source=_line(where, number))
        yield number, (unguarded(cells[0]), unguarded(cells[1]))


def _followed(name: str, found: Mapping[str, str], lines: Mapping[str, int], where: str) -> str:
    seen = {name}
    while (canonical := found[name]) != name and canonical in found:
        if canonical in seen:
            raise AliasesBroken("alias_circle", source=_line(where, lines[name]), name=name, canonical=canonical)
        seen.add(canonical)
        name = canonical
    return canonical


def _line(where: str, number: int) -> Wording:
    return Wording("place_line", file=where, number=number)


def _is_comment(line: str) -> bool:
    return line == "#" or line.startswith("# ")
