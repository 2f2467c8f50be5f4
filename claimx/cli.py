"""The command line: options, the order of work, and what goes wrong as one sentence and an exit code.

Exit codes
    0    done
    1    nothing usable: no input could be read, no model, or no output could be written
    2    usage: unknown option, command, value or engine
    3    some inputs failed, the others are done
    130  interrupted (Ctrl-C)

spaCy, rich's tables and all that takes time are imported when a command needs them, so that
`claimx --help` is instant.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator
from enum import IntEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from claimx import __version__, console, output
from claimx.commands_extract import Extraction, ExtractionJob, Filter
from claimx.console import Messages
from claimx.errors import ClaimxError, EngineUnknown
from claimx.pipeline import DEFAULT_ENGINE, DEFAULT_MODEL, DOWNLOADABLE_MODELS, ENGINES, check_engine
from claimx.readers import STDIN
from claimx.records import CLAIM_TYPES
from claimx.records import schema as json_schema
from claimx.statistics.options import DIMENSIONS, REPEATS
from claimx.statistics.options import FORMATS as STATS_FORMATS
from claimx.writers import FORMATS, TABLE, format_of, known_suffixes

EVALUATION_FORMATS = (TABLE, "json")


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
    add_completion=False,
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


Value = TypeVar("Value", str, str | None, list[str] | None)


def _one_of(choices: tuple[str, ...]) -> Callable[[Value], Value]:
    """A check of an option's value or values, for the same words in every usage error."""

    def check(value: Value) -> Value:
        given = value if isinstance(value, list) else [value] if value else []
        for word in given:
            if word not in choices:
                raise typer.BadParameter(f"{word!r} is none of {', '.join(choices)}.")
        return value

    return check


def _engine(name: str) -> str:
    try:
        check_engine(name)
    except EngineUnknown as error:
        raise typer.BadParameter(str(error)) from error
    return name


FilesArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="FILE", help="Text files; - is stdin, and so is nothing when a text is piped in."),
]
FormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        callback=_one_of(FORMATS),
        help=f"{', '.join(FORMATS)}; if not given, by the suffix of -o, else a table.",
    ),
]
OutputOption = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to FILE, in the format of its suffix."),
]
TypeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--type",
        metavar="TYPE",
        callback=_one_of(CLAIM_TYPES),
        help=f"Only claims of this type; may be repeated: {', '.join(CLAIM_TYPES)}.",
    ),
]
SpeakerOption = Annotated[
    str | None,
    typer.Option("--speaker", metavar="TEXT", help="Only claims of speakers with TEXT in the name."),
]
ConfidenceOption = Annotated[
    float,
    typer.Option("--min-confidence", min=0.0, max=1.0, metavar="0…1", help="Only claims at least this sure."),
]
ModelOption = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME|PATH", help=f"A German spaCy model (else {DEFAULT_MODEL})."),
]
EngineOption = Annotated[
    str,
    typer.Option(
        "--engine",
        metavar="NAME|PATH",
        callback=_engine,
        help=f"One of {', '.join(ENGINES)}, or a folder that `claimx train` wrote.",
    ),
]
NestedOption = Annotated[
    bool,
    typer.Option("--nested", help="Also claims inside claims: quoted words, and speech that a quotation reports."),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, notes or warnings.")]


@app.command()
def extract(
    files: FilesArgument = None,
    format_name: FormatOption = None,
    output_file: OutputOption = None,
    types: TypeOption = None,
    speaker: SpeakerOption = None,
    min_confidence: ConfidenceOption = 0.0,
    model: ModelOption = None,
    engine: EngineOption = DEFAULT_ENGINE,
    nested: NestedOption = False,
    quiet: QuietOption = False,
) -> None:
    """Extract the claims of German news texts: who said what, with which words, and through whom."""
    with _edge():
        target = None if output_file in (None, STDIN) else Path(str(output_file))
        names, chosen = _inputs(files), _format(format_name, target)
        keep = Filter(frozenset(types or ()), speaker or "", min_confidence)
        job = ExtractionJob(
            names=names, target=target, format=chosen, keep=keep, model=model, engine=engine, nested=nested
        )
        extraction = Extraction(job, Messages(quiet))
        extraction.run()
    raise typer.Exit(_exit_code(extraction.done, extraction.failed))


@app.command("evaluate")
def evaluate_command(
    gold: Annotated[
        str, typer.Argument(metavar="GOLD", help="Quotation data, a case file, or corrected output of extract.")
    ],
    format_name: Annotated[
        str,
        typer.Option("--format", "-f", metavar="FORMAT", callback=_one_of(EVALUATION_FORMATS), help="table or json."),
    ] = TABLE,
    predictions: Annotated[
        str | None,
        typer.Option("--predictions", metavar="FILE", help="Measure this output of extract; run no engine."),
    ] = None,
    texts: Annotated[
        Path | None,
        typer.Option("--texts", metavar="FOLDER", help="Where the texts of corrected output lie, if not beside it."),
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="Only the first N texts.")] = None,
    errors: Annotated[
        int, typer.Option("--errors", min=0, metavar="N", help="Show the N worst mistakes, of every cause.")
    ] = 0,
    model: ModelOption = None,
    engine: EngineOption = DEFAULT_ENGINE,
    nested: NestedOption = False,
    quiet: QuietOption = False,
) -> None:
    """Measure claimx against gold: scores, types, confusions, reliability, and the worst mistakes."""
    with _edge():
        from claimx.commands_evaluate import EvaluationJob, EvaluationRun

        job = EvaluationJob(
            gold=gold,
            as_json=format_name != TABLE,
            errors=errors,
            predictions=predictions,
            texts=texts,
            limit=limit,
            model=model,
            engine=engine,
            nested=nested,
        )
        run = EvaluationRun(job, Messages(quiet))
        run.run()
    raise typer.Exit(_exit_code(run.done, run.failed))


@app.command("train")
def train_command(
    gold: Annotated[
        list[str], typer.Argument(metavar="GOLD", help="Quotation data, case files, or corrected output of extract.")
    ],
    target: Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="Where to write the model.")],
    weights: Annotated[
        list[int] | None,
        typer.Option("--weight", min=1, metavar="N", help="How often the texts of each GOLD count, in their order."),
    ] = None,
    model: ModelOption = None,
    quiet: QuietOption = False,
) -> None:
    """Train a quotation model of your own on gold; use it with `extract --engine FOLDER`."""
    if weights and len(weights) != len(gold):
        raise typer.BadParameter(f"{len(weights)} weights for {len(gold)} files.", param_hint="--weight")
    with _edge():
        from claimx.commands_train import TrainingJob, TrainingRun

        job = TrainingJob(gold=gold, weights=weights or [1] * len(gold), target=target, model=model)
        TrainingRun(job, Messages(quiet)).run()


StatsFilesArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="FILE", help="Results of extract (json), or texts; - is stdin, with either."),
]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="WHAT",
        callback=_one_of(DIMENSIONS),
        help=f"Count by one of {', '.join(DIMENSIONS)}; if not given, an overview of all.",
    ),
]
TopOption = Annotated[
    int | None,
    typer.Option("--top", min=1, metavar="N", help="Only the N largest groups, or the N latest months."),
]
StatsFormatOption = Annotated[
    str,
    typer.Option(
        "--format", "-f", metavar="FORMAT", callback=_one_of(STATS_FORMATS), help=f"{', '.join(STATS_FORMATS)}."
    ),
]
RepeatsOption = Annotated[
    str,
    typer.Option(
        "--repeats",
        metavar="|".join(REPEATS),
        callback=_one_of(REPEATS),
        help="How often a quotation counts that comes again in nearly the same words.",
    ),
]
AliasesOption = Annotated[
    Path | None, typer.Option("--aliases", metavar="FILE", help="Canonical names of speakers; they win.")
]
WriteAliasesOption = Annotated[
    Path | None,
    typer.Option("--write-aliases", metavar="FILE", help="Write how names were unified, to edit and pass back."),
]


@app.command("stats")
def stats_command(
    files: StatsFilesArgument = None,
    by: ByOption = None,
    top: TopOption = None,
    format_name: StatsFormatOption = TABLE,
    repeats: RepeatsOption = REPEATS[0],
    aliases: AliasesOption = None,
    write_aliases: WriteAliasesOption = None,
    types: TypeOption = None,
    speaker: SpeakerOption = None,
    min_confidence: ConfidenceOption = 0.0,
    model: ModelOption = None,
    engine: EngineOption = DEFAULT_ENGINE,
    nested: NestedOption = False,
    quiet: QuietOption = False,
) -> None:
    """Count who speaks how often and how much, by speaker, type, role, source, month and more."""
    with _edge():
        from claimx.commands_stats import StatsJob, StatsRun

        job = StatsJob(
            names=_inputs(files),
            format=format_name,
            by=by,
            top=top,
            keep=Filter(frozenset(types or ()), speaker or "", min_confidence),
            once=repeats == "once",
            aliases=aliases,
            write_aliases=write_aliases,
            model=model,
            engine=engine,
            nested=nested,
        )
        run = StatsRun(job, Messages(quiet))
        run.run()
    raise typer.Exit(_exit_code(run.done, run.failed))


@app.command()
def schema() -> None:
    """Print the JSON Schema of what `extract --format json` prints."""
    with _edge(), output.standard_output(as_data=True) as stream:
        stream.write(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n")


@model_app.command("list")
def model_list() -> None:
    """List the German models that are here and those that can be installed."""
    with _edge(), output.standard_output(as_data=False) as stream:
        from claimx import models

        console.draw_models(models.list_models(), console.output_console(stream))


@model_app.command("info")
def model_info(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME|PATH]", help=f"The model (default: {DEFAULT_MODEL}).")
    ] = None,
) -> None:
    """Show version, licence, parts and scores of a model, and the licences of the engines."""
    with _edge(), output.standard_output(as_data=False) as stream:
        from claimx import models

        console.draw_model(models.model_info(name), models.engine_licences(), console.output_console(stream))


@model_app.command("install")
def model_install(
    name: Annotated[str, typer.Argument(metavar="NAME", help=f"One of: {', '.join(DOWNLOADABLE_MODELS)}.")],
) -> None:
    """Download and install one of spaCy's German models."""
    with _edge():
        from claimx import models

        made = models.install_model(name)
        Messages().note(f"{made.name} {made.version} is installed.")


@contextlib.contextmanager
def _edge() -> Iterator[None]:
    """Where expected errors become one sentence and an exit code; bugs keep their traceback."""
    try:
        yield
    except KeyboardInterrupt:
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except BrokenPipeError:
        output.abandon_stdout()
        raise typer.Exit(ExitCode.DONE) from None
    except ClaimxError as error:
        Messages().error(str(error))
        raise typer.Exit(ExitCode.NOTHING) from None


def _inputs(files: list[str] | None) -> list[str]:
    """The files named, or stdin if something is piped in."""
    if files:
        return files
    if sys.stdin is None or sys.stdin.isatty():
        raise typer.BadParameter("name a file, or pipe a text in.", param_hint="FILE")
    return [STDIN]


def _format(asked: str | None, target: Path | None) -> str:
    """The format asked for, else the one of the output file's suffix, else the table."""
    if asked or target is None:
        return asked or TABLE
    by_suffix = format_of(target)
    if by_suffix is None:
        known = ", ".join(known_suffixes())
        raise typer.BadParameter(f"{target.name} has none of the suffixes {known}; add --format.", param_hint="-o")
    return by_suffix


def _exit_code(done: int, failed: int) -> ExitCode:
    if not failed:
        return ExitCode.DONE
    return ExitCode.SOME_FAILED if done else ExitCode.NOTHING
