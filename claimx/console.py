"""What people see: the table of claims, and messages with a progress bar on stderr.

Everything that comes from a text or a file name is shown without control characters and without
being taken for markup. Colours appear on terminals only, and not where NO_COLOR is set.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, TYPE_CHECKING

from claimx.errors import ClaimxError
from claimx.messages import counted, say, spoken
from claimx.outputs.writers import one_line
from claimx.records import Claim, Document, Failure, Notice

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.progress import Progress
    from rich.table import Table
    from rich.text import Text

    from claimx.models import ModelInfo
    from claimx.outputs.stream import Counts

# From this width on, every field has a column of its own; below the second, fields stand in lines.
WIDE = 110
NARROW = 60

TYPE_STYLES = {
    "direct": "green",
    "indirect": "cyan",
    "indirect_free_indirect": "blue",
    "free_indirect": "magenta",
    "reported": "yellow",
}


def show(text: str) -> str:
    """Text from outside as it can be shown: one line, no control characters, no soft hyphens."""
    return one_line(text.replace("\u00ad", ""))


def styled(text: str, style: str = "") -> Text:
    """Text from outside as it can be shown, in a style of its own: what is appended does not take it on."""
    from rich.text import Text

    return Text().append(show(text), style=style)


def output_console(stream: IO[str]) -> Console:
    """A console for the table; its width is the terminal's, or COLUMNS, or 80."""
    return _console(file=stream)


def draw_documents(documents: Iterable[Document], console: Console) -> None:
    """Draw each document as it comes: a heading, then its claims as numbered rows."""
    for number, document in enumerate(documents):
        if number:
            console.print()
        console.print(_heading(document))
        if document.claims:
            console.print(_claims(document, console.width))


def draw_models(models: Iterable[ModelInfo], console: Console) -> None:
    """Draw the list of models, one a row."""
    table = _plain_table()
    for title in (say("model_model"), say("model_version"), say("model_licence"), ""):
        table.add_column(title, overflow="fold")
    for model in models:
        state = say("model_default") if model.default else ""
        if not model.installed:
            state = say("model_missing" if model.default else "model_absent")
        style = "bold" if model.installed else "dim"
        table.add_row(
            styled(model.name, style),
            show(model.version or ""),
            show(model.license or ""),
            styled(state, "dim"),
        )
    console.print(table)


def draw_model(model: ModelInfo, engines: Mapping[str, str], console: Console) -> None:
    """Draw all that is known of one model, and the licences of the engines beside it."""
    table = _plain_table(header=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    fields = {
        say("model_model"): say("model_is_default", name=model.name) if model.default else model.name,
        say("model_version"): model.version,
        say("model_spacy"): model.spacy_version,
        say("model_licence"): model.license,
        say("model_description"): model.description,
        say("model_pipeline"): ", ".join(model.components),
        say("model_sources"): "; ".join(model.sources),
        say("model_scores"): ", ".join(f"{name} {100 * value:.1f}" for name, value in model.scores.items()),
        say("model_folder"): str(model.folder) if model.folder else say("model_absent"),
        **{say("model_engine", name=name): licence for name, licence in engines.items()},
    }
    for name, value in fields.items():
        if value:
            table.add_row(name, show(value))
    console.print(table)


def _heading(document: Document) -> RenderableType:
    from rich.padding import Padding

    info = document.document
    heading = styled(info.source, "bold")
    for extra in (info.title, info.published, counted(len(document.claims), "claim")):
        if extra:
            heading.append(f" · {show(extra)}", style="dim")
    return Padding(heading, (0, 0, 0, 1))


def _claims(document: Document, width: int) -> RenderableType:
    numbers = {claim.id: number for number, claim in enumerate(document.claims, 1)}
    if width >= WIDE:
        return _wide_table(document.claims, numbers)
    if width >= NARROW:
        return _narrow_table(document.claims, numbers)
    return _stack(document.claims, numbers)


def _wide_table(claims: Iterable[Claim], numbers: dict[str, int]) -> Table:
    table = _plain_table(leading=1)
    table.add_column(say("column_number"), justify="right", style="dim", no_wrap=True)
    table.add_column(say("column_speaker"), max_width=24, overflow="fold")
    table.add_column(say("column_quote"), overflow="fold")
    table.add_column(say("column_cue"), max_width=13, overflow="fold")
    table.add_column(say("column_via"), max_width=16, overflow="fold")
    table.add_column(say("column_type"), max_width=13)
    table.add_column(say("column_confidence"), justify="right", style="dim", no_wrap=True)
    for number, claim in enumerate(claims, 1):
        table.add_row(
            str(number),
            _speaker(claim),
            show(claim.quote.text),
            show(claim.cue.text) if claim.cue else "",
            show(claim.via.name) if claim.via else "",
            _type(claim, numbers),
            f"{claim.confidence:.2f}",
        )
    return table


def _narrow_table(claims: Iterable[Claim], numbers: dict[str, int]) -> Table:
    table = _plain_table(leading=1)
    table.add_column(say("column_number"), justify="right", style="dim", no_wrap=True)
    table.add_column(say("column_speaker"), max_width=24, overflow="fold")
    table.add_column(say("column_quote"), overflow="fold")
    for number, claim in enumerate(claims, 1):
        quote = _lines(styled(claim.quote.text), _details(claim, numbers))
        table.add_row(str(number), _lines(_speaker(claim), _via(claim)), quote)
    return table


def _stack(claims: Iterable[Claim], numbers: dict[str, int]) -> Table:
    table = _plain_table(header=False, leading=1)
    table.add_column(justify="right", style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for number, claim in enumerate(claims, 1):
        parts = (_speaker(claim), _via(claim), styled(claim.quote.text), _details(claim, numbers))
        table.add_row(str(number), _lines(*parts))
    return table


def _plain_table(header: bool = True, leading: int = 0) -> Table:
    from rich import box
    from rich.table import Table

    return Table(box=box.SIMPLE_HEAD, show_header=header, header_style="dim", leading=leading, padding=(0, 1, 0, 0))


def _lines(*parts: Text | None) -> Text:
    from rich.text import Text

    return Text("\n").join(part for part in parts if part)


def _speaker(claim: Claim) -> Text:
    """Full name in bold, with the role below it."""
    if claim.speaker is None:
        return styled(say("unnamed"), "dim italic")
    role = styled(claim.speaker.role, "dim") if claim.speaker.role else None
    return _lines(styled(claim.speaker.name, "bold"), role)


def _via(claim: Claim) -> Text | None:
    return styled(say("via", name=claim.via.name), "dim") if claim.via else None


def _type(claim: Claim, numbers: dict[str, int]) -> Text:
    kind = styled(say(f"type_{claim.type}"), TYPE_STYLES[claim.type])
    if claim.parent in numbers:
        kind.append(f" {say('nested', number=numbers[claim.parent])}", style="dim")
    return kind


def _details(claim: Claim, numbers: dict[str, int]) -> Text:
    """Type, cue and confidence on one line."""
    details = _type(claim, numbers)
    if claim.cue:
        details.append(f" · {show(claim.cue.text)}", style="dim")
    details.append(f" · {claim.confidence:.2f}", style="dim")
    return details


class Bar:
    """A progress bar that vanishes when it is closed; without a console it does nothing."""

    def __init__(self, console: Console | None, total: int) -> None:
        self._progress: Progress | None = None
        if console is None:
            return
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

        columns = (SpinnerColumn(), TextColumn(say("reading")), BarColumn(), MofNCompleteColumn())
        # Messages go above the bar; stdout is for data, and rich must not take it.
        self._progress = Progress(*columns, console=console, transient=True, redirect_stdout=False)
        self._task = self._progress.add_task("", total=total)
        self._progress.start()

    def step(self) -> None:
        """One more input is done."""
        if self._progress:
            self._progress.advance(self._task)

    def close(self) -> None:
        """Take the bar off the screen; a second call does nothing."""
        if self._progress:
            self._progress.stop()
            self._progress = None


class Messages:
    """What is said on stderr; `quiet` leaves only errors."""

    def __init__(self, quiet: bool = False) -> None:
        self.quiet = quiet

    def error(self, problem: ClaimxError | Failure) -> None:
        """Say what went wrong, in one sentence."""
        self._say(problem.say(spoken().language), say("error"), "bold red")

    def warning(self, source: str, notice: Notice) -> None:
        """Say what is odd in a text, and where."""
        if not self.quiet:
            key, message = f"notice_{notice.code}", notice.message
            message = say(key, message=message) if key in spoken() else message
            self._say(say("notice", source=source, start=notice.start, message=message), say("warning"), "yellow")

    def note(self, message: str) -> None:
        """Say what was done."""
        if not self.quiet:
            self._say(message, "", "")

    def written(self, counts: Counts, target: str) -> None:
        """Say what was written, and what had no room."""
        claims, texts = counted(counts.claims, "claim"), counted(counts.documents, "text")
        if counts.failures:
            failures = counted(counts.failures, "failure")
            self.note(say("written_failures", claims=claims, texts=texts, failures=failures, target=target))
        else:
            self.note(say("written", claims=claims, texts=texts, target=target))
        if counts.shortened:
            self.note(counted(counts.shortened, "shortened"))

    @contextlib.contextmanager
    def progress(self, total: int) -> Iterator[Bar]:
        """A bar over `total` inputs, drawn on a terminal only."""
        console = error_console()
        bar = Bar(console if console.is_terminal and not self.quiet else None, total)
        try:
            yield bar
        finally:
            bar.close()

    def _say(self, message: str, label: str, style: str) -> None:
        from rich.text import Text

        line = Text.assemble("claimx: ", (label, style), " " if label else "", show(message))
        error_console().print(line, soft_wrap=True)


def error_console() -> Console:
    """A console for stderr."""
    return _console(stderr=True)


def _console(file: IO[str] | None = None, stderr: bool = False) -> Console:
    from rich.console import Console

    class QuietConsole(Console):
        """Leaves it to the caller what a reader that has gone away means."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return QuietConsole(file=file, stderr=stderr, highlight=False, emoji=False, markup=False)
