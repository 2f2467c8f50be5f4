"""What all commands share: the app itself, what goes wrong as one sentence and an exit code, and their inputs.

Exit codes
    0    done
    1    nothing usable: no input could be read, no model, or no output could be written
    2    usage: unknown option, command, value, engine or claim
    3    some inputs failed, the others are done
    130  interrupted (Ctrl-C)

spaCy, rich's tables and all that takes time are imported when a command needs them, so that
`claimx --help` is instant.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from enum import IntEnum
from typing import Annotated

import typer

from claimx import __version__, output
from claimx.console import Messages
from claimx.errors import ClaimUnknown, ClaimxError
from claimx.inputs.text import STDIN
from claimx.messages import say
from claimx.outputs.formats import FORMATS, TABLE, TEXT_FORMATS, format_of, known_suffixes


class ExitCode(IntEnum):
    """What the process returns; the table above says when."""

    DONE = 0
    NOTHING = 1
    USAGE = 2
    SOME_FAILED = 3
    INTERRUPTED = 130


app = typer.Typer(
    name="claimx",
    help="Who said what in German news text: quotations, indirect speech, speakers and sources.",
    epilog="Exit codes: 0 done, 1 nothing usable, 2 usage, 3 some inputs failed.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
model_app = typer.Typer(help="List, show and install the spaCy models that claimx can use.", no_args_is_help=True)
app.add_typer(model_app, name="model")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"claimx {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


@contextlib.contextmanager
def edge() -> Iterator[None]:
    """Where expected errors become one sentence and an exit code; bugs keep their traceback."""
    try:
        yield
    except KeyboardInterrupt:
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except BrokenPipeError:
        output.abandon_stdout()
        raise typer.Exit(ExitCode.DONE) from None
    except ClaimUnknown as error:
        Messages().error(error)
        raise typer.Exit(ExitCode.USAGE) from None
    except ClaimxError as error:
        Messages().error(error)
        raise typer.Exit(ExitCode.NOTHING) from None


def inputs(files: list[str] | None) -> list[str]:
    """The files named, or stdin if something is piped in."""
    if files:
        return files
    if sys.stdin is None or sys.stdin.isatty():
        raise typer.BadParameter(say("usage_no_file"), param_hint="FILE")
    return [STDIN]


def format_by_suffix(asked: str | None, target: str | None) -> str:
    """The format asked for, else the one that the target's name asks for, else the table."""
    if target is None and asked not in (None, TABLE, *TEXT_FORMATS):
        raise typer.BadParameter(say("usage_format", format=asked), param_hint="--format")
    if asked or target is None:
        return asked or TABLE
    by_suffix = format_of(target)
    if by_suffix is None:
        known = ", ".join(known_suffixes())
        words = say("usage_suffix", path=target, known=known, option="--format")
        raise typer.BadParameter(words, param_hint="-o")
    return by_suffix


def format_by_name(path: str, argument: str, option: str) -> str:
    """The format of what `batch` and `convert` read or write, by its name."""
    by_suffix = format_of(path)
    if by_suffix not in FORMATS:
        known = ", ".join(known_suffixes(FORMATS))
        words = say("usage_suffix", path=path, known=known, option=option)
        raise typer.BadParameter(words, param_hint=argument)
    return by_suffix


def exit_code(done: int, failed: int) -> ExitCode:
    """What to return when so many inputs are done and so many failed."""
    if not failed:
        return ExitCode.DONE
    return ExitCode.SOME_FAILED if done else ExitCode.NOTHING
