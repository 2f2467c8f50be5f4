"""One run of `claimx stats`: results read, or texts extracted, and counted; bars for people, rows for machines."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import IO, TYPE_CHECKING

from claimx import output
from claimx.commands_texts import OverDocuments, TextsJob
from claimx.console import Messages, output_console, styled
from claimx.messages import say, spoken
from claimx.outputs.files import replaced_file
from claimx.outputs.target import check_target
from claimx.statistics.aliases import alias_lines, read_aliases
from claimx.statistics.counts import Group, Statistics, Tally, total_of
from claimx.statistics.tables import WRITERS, dimensions, percent, row, summary, top_groups

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress_bar import ProgressBar
    from rich.table import Table
    from rich.text import Text

# From this width on, a table has all its columns; below, the name, the number and the bar.
_WIDE = 60
_MAX_WIDTH = 110
_NUMBER = 7
_TOP_OVERVIEW = 10
_TOP_ONE = 30
_SPOKEN = ("type", "kind", "gender")  # dimensions whose names are ours, not those of a text


@dataclasses.dataclass(frozen=True)
class StatsJob:
    """What to do, all options checked."""

    inputs: TextsJob
    format: str
    by: str | None
    """The dimension to count by; None is an overview."""
    top: int | None
    """How many groups of each dimension; None is all, or as many as a screen holds."""
    once: bool
    """Whether repeated quotations count once."""
    aliases: Path | None
    write_aliases: Path | None


class StatsRun(OverDocuments):
    """A job on its way: `run` does it, `done` and `failed` count what was and was not usable."""

    def __init__(self, job: StatsJob, messages: Messages) -> None:
        super().__init__(job.inputs, messages)
        self.job = job

    def run(self) -> None:
        """Read, extract where there is a text, count and print.

        An input that fails is reported and does not stop the others. Raises `InputError`, `AliasesBroken`,
        `OutputError`, `ModelError` or `EngineUnknown`. With no usable input, nothing is printed or written.
        """
        job = self.job
        aliases = read_aliases(job.aliases) if job.aliases else None
        if job.write_aliases:
            check_target(job.write_aliases, "tsv", job.inputs.names)
        tally = Tally(once=job.once, wants=job.inputs.keep.wants)
        with self.messages.progress(len(job.inputs.names)) as bar:
            for document, _, _ in self._inputs.read(bar):
                tally.add(document)
        if not self.done:
            return
        statistics = tally.statistics(aliases)
        if job.write_aliases:
            self._write_aliases(job.write_aliases, statistics)
        with output.standard_output(as_data=job.format in WRITERS) as stream:
            self._print(statistics, stream)

    def _write_aliases(self, path: Path, statistics: Statistics) -> None:
        with replaced_file(path) as stream:
            for line in alias_lines(statistics.names):
                stream.write(line)
        self.messages.note(say("aliases_written", count=len(statistics.names), path=path))

    def _print(self, statistics: Statistics, stream: IO[str]) -> None:
        job = self.job
        if job.format in WRITERS:
            stream.write(WRITERS[job.format](statistics, job.by, job.top))
            return
        draw_statistics(statistics, job.by, job.top, output_console(stream))


def draw_statistics(statistics: Statistics, by: str | None, top: int | None, console: Console) -> None:
    """Draw the totals, then a table with bars for each dimension: `by`, or all of them."""
    from rich.padding import Padding

    console.print(Padding(styled(summary(statistics), "bold"), (0, 0, 0, 1)))
    for dimension in dimensions(by):
        if statistics.groups[dimension]:
            console.print(_bars(statistics, dimension, top or (_TOP_ONE if by else _TOP_OVERVIEW), console))


def _bars(statistics: Statistics, by: str, top: int, console: Console) -> Table:
    from rich import box
    from rich.table import Table

    wide = console.width >= _WIDE
    width = min(console.width, _MAX_WIDTH)
    table = Table(box=box.SIMPLE_HEAD, header_style="dim", padding=(0, 1, 0, 0), width=width)
    table.add_column(say(f"column_{by}"), width=width * 2 // 5 if wide else width // 2, overflow="fold")
    table.add_column(say("column_claims"), justify="right", no_wrap=True)
    if wide:
        table.add_column(say("column_words"), justify="right", min_width=_NUMBER, no_wrap=True)
        table.add_column(say("column_verbatim_short"), justify="right", no_wrap=True, style="dim")
    table.add_column("", ratio=1)
    shown = top_groups(statistics, by, top)
    largest = max((group.claims for group in shown if group.name is not None), default=0)
    left = [group for group in statistics.groups[by] if group not in shown]
    for group in shown:
        if group.name is not None:
            table.add_row(*_cells(by, group, wide), _bar(group.claims, largest))
    if left:
        table.add_row(*_cells(by, total_of(left), wide, say("stats_more", count=len(left))), "", style="dim")
    for group in shown:
        if group.name is None:
            table.add_row(*_cells(by, group, wide), "")
    return table


def _cells(by: str, group: Group, wide: bool, title: str = "") -> list[str | Text]:
    if title or group.name is None:
        name = styled(title or _said(f"stats_without_{by}", say("stats_without")), "dim italic")
    else:
        name = styled(_said(f"{by}_{group.name}", group.name) if by in _SPOKEN else group.name)
    if not wide:
        return [name, str(group.claims)]
    verbatim = row(by, group, group.claims).verbatim
    return [name, str(group.claims), str(group.words), percent(verbatim)]


def _said(key: str, otherwise: str) -> str:
    """What the command line says for a key, if there is something."""
    return say(key) if key in spoken() else otherwise


def _bar(claims: int, largest: int) -> ProgressBar:
    """A bar as wide as its column, in plain characters where the terminal has no others."""
    from rich.progress_bar import ProgressBar

    return ProgressBar(total=largest, completed=claims, complete_style="cyan", finished_style="cyan")
