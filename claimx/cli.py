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
from collections.abc import Iterator
from enum import IntEnum
from pathlib import Path
from typing import Annotated, cast

import typer

from claimx import __version__, console, output
from claimx.commands_extract import Extraction, ExtractionJob, Filter
from claimx.commands_texts import TextsJob
from claimx.console import Messages
from claimx.errors import ClaimxError
from claimx.inputs.text import STDIN
from claimx.options import (
    ClusterOption,
    ConfidenceOption,
    DateFieldOption,
    EngineOption,
    FilesArgument,
    FormatOption,
    GlobOption,
    IdFieldOption,
    ModelOption,
    NestedOption,
    OutputOption,
    QuietOption,
    RestartOption,
    SourcesArgument,
    SpeakerOption,
    TargetFormatOption,
    TargetOption,
    TextFieldOption,
    TimeoutOption,
    TitleFieldOption,
    TypeOption,
    WorkersOption,
    one_of,
)
from claimx.outputs.formats import FORMATS, TABLE, TEXT_FORMATS, format_of, known_suffixes
from claimx.pipeline import DEFAULT_ENGINE, DEFAULT_MODEL, DOWNLOADABLE_MODELS
from claimx.records import schema as json_schema
from claimx.reporting.strings import LANGUAGES, Language

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
        names, chosen = _inputs(files), _format(format_name, output_file if target else None)
        keep = Filter(frozenset(types or ()), speaker or "", min_confidence)
        job = ExtractionJob(
            names=names, target=target, format=chosen, keep=keep, model=model, engine=engine, nested=nested
        )
        extraction = Extraction(job, Messages(quiet))
        extraction.run()
    raise typer.Exit(_exit_code(extraction.done, extraction.failed))


@app.command("batch")
def batch_command(
    sources: SourcesArgument,
    output_file: TargetOption,
    format_name: TargetFormatOption = None,
    glob: GlobOption = None,
    text_field: TextFieldOption = None,
    id_field: IdFieldOption = None,
    date_field: DateFieldOption = None,
    title_field: TitleFieldOption = None,
    workers: WorkersOption = None,
    timeout: TimeoutOption = 300.0,
    restart: RestartOption = False,
    cluster: ClusterOption = None,
    types: TypeOption = None,
    speaker: SpeakerOption = None,
    min_confidence: ConfidenceOption = 0.0,
    model: ModelOption = None,
    engine: EngineOption = DEFAULT_ENGINE,
    nested: NestedOption = False,
    quiet: QuietOption = False,
) -> None:
    """Extract the claims of many articles into one target; stopped or run again, it goes on where it was."""
    with _edge():
        from claimx.batching.work import Settings
        from claimx.commands_batch import BatchJob, BatchRun, usable_cores
        from claimx.inputs.options import InputOptions

        job = BatchJob(
            sources=sources,
            target=Path(output_file),
            format=format_name or _format_by_name(output_file, "-o", "--format"),
            inputs=InputOptions(glob, text_field, id_field, date_field, title_field),
            keep=Filter(frozenset(types or ()), speaker or "", min_confidence),
            settings=Settings(model, engine, nested),
            workers=workers or usable_cores(),
            timeout=timeout,
            restart=restart,
            cluster=cluster,
        )
        run = BatchRun(job, Messages(quiet))
        run.run()
    raise typer.Exit(_exit_code(run.done, run.failed))


@app.command("show")
def show_command(
    files: FilesArgument = None,
    types: TypeOption = None,
    speaker: SpeakerOption = None,
    min_confidence: ConfidenceOption = 0.0,
    model: ModelOption = None,
    engine: EngineOption = DEFAULT_ENGINE,
    nested: NestedOption = False,
    quiet: QuietOption = False,
) -> None:
    """Show texts with their quotations marked and who said them beside: for reading in the terminal."""
    with _edge():
        from claimx.commands_show import Show

        keep = Filter(frozenset(types or ()), speaker or "", min_confidence)
        show = Show(TextsJob(_inputs(files), keep, model, engine, nested), Messages(quiet))
        show.run()
    raise typer.Exit(_exit_code(show.done, show.failed))


@app.command("report")
def report_command(
    target: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Write to FILE; - is stdout.")],
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE", help="Text files, or results of `extract --format json`; - is stdin."),
    ] = None,
    texts: Annotated[
        Path | None,
        typer.Option("--texts", metavar="FOLDER", help="Where the texts of results lie, if not beside them."),
    ] = None,
    language: Annotated[
        str,
        typer.Option("--lang", metavar="LANGUAGE", envvar="CLAIMX_LANG", callback=one_of(LANGUAGES), help="en or de."),
    ] = "en",
    types: TypeOption = None,
    speaker: SpeakerOption = None,
    min_confidence: ConfidenceOption = 0.0,
    model: ModelOption = None,
    engine: EngineOption = DEFAULT_ENGINE,
    nested: NestedOption = False,
    quiet: QuietOption = False,
) -> None:
    """Write texts with their claims as one HTML page, for reading, filtering and printing; it needs no network."""
    with _edge():
        from claimx.commands_report import Report, ReportJob

        keep = Filter(frozenset(types or ()), speaker or "", min_confidence)
        inputs = TextsJob(_inputs(files), keep, model, engine, nested)
        job = ReportJob(inputs, None if target == STDIN else Path(target), texts, cast(Language, language))
        report = Report(job, Messages(quiet))
        report.run()
    raise typer.Exit(_exit_code(report.done, report.failed))


@app.command("evaluate")
def evaluate_command(
    gold: Annotated[
        str, typer.Argument(metavar="GOLD", help="Quotation data, a case file, or corrected output of extract.")
    ],
    format_name: Annotated[
        str,
        typer.Option("--format", "-f", metavar="FORMAT", callback=one_of(EVALUATION_FORMATS), help="table or json."),
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


@app.command("convert")
def convert_command(
    source: Annotated[str, typer.Argument(metavar="IN", help="What claimx wrote, in any format but the table.")],
    target: Annotated[str, typer.Argument(metavar="OUT", help="The file or folder to write.")],
    source_format: Annotated[
        str | None,
        typer.Option("--from", metavar="FORMAT", callback=one_of(FORMATS), help="The format of IN, if not by suffix."),
    ] = None,
    target_format: Annotated[
        str | None,
        typer.Option("--to", metavar="FORMAT", callback=one_of(FORMATS), help="The format of OUT, if not by suffix."),
    ] = None,
    quiet: QuietOption = False,
) -> None:
    """Convert what claimx wrote into another format."""
    with _edge():
        from claimx.commands_convert import ConversionJob, convert

        job = ConversionJob(
            source=Path(source),
            source_format=source_format or _format_by_name(source, "IN", "--from"),
            target=Path(target),
            target_format=target_format or _format_by_name(target, "OUT", "--to"),
        )
        convert(job, Messages(quiet))


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


def _format(asked: str | None, target: str | None) -> str:
    """The format asked for, else the one that the target's name asks for, else the table."""
    if target is None and asked not in (None, TABLE, *TEXT_FORMATS):
        raise typer.BadParameter(f"{asked} needs a file or folder: add -o.", param_hint="--format")
    if asked or target is None:
        return asked or TABLE
    by_suffix = format_of(target)
    if by_suffix is None:
        known = ", ".join(known_suffixes())
        raise typer.BadParameter(f"{target} has none of the suffixes {known}; add --format.", param_hint="-o")
    return by_suffix


def _format_by_name(path: str, argument: str, option: str) -> str:
    """The format of what `batch` and `convert` read or write, by its name."""
    by_suffix = format_of(path)
    if by_suffix not in FORMATS:
        known = ", ".join(known_suffixes(FORMATS))
        raise typer.BadParameter(f"{path} has none of the suffixes {known}; add {option}.", param_hint=argument)
    return by_suffix


def _exit_code(done: int, failed: int) -> ExitCode:
    if not failed:
        return ExitCode.DONE
    return ExitCode.SOME_FAILED if done else ExitCode.NOTHING
