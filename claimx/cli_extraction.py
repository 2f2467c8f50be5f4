"""The commands that find claims and write them: extract, batch, convert."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claimx.app import app, edge, exit_code, format_by_name, format_by_suffix, inputs
from claimx.commands_extract import Extraction, ExtractionJob, Filter
from claimx.console import Messages
from claimx.inputs.options import InputOptions
from claimx.inputs.text import STDIN
from claimx.messages import DEFAULT_LANGUAGE
from claimx.options import (
    ClusterOption,
    ConfidenceOption,
    DateFieldOption,
    EngineOption,
    FilesArgument,
    FormatOption,
    GlobOption,
    IdFieldOption,
    LanguageOption,
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
    choice,
)
from claimx.outputs.formats import FORMATS
from claimx.pipeline import DEFAULT_ENGINE, Settings


@app.command()
def extract(
    files: FilesArgument = None,
    format_name: FormatOption = None,
    output_file: OutputOption = None,
    text_field: TextFieldOption = None,
    id_field: IdFieldOption = None,
    date_field: DateFieldOption = None,
    title_field: TitleFieldOption = None,
    types: TypeOption = None,
    speaker: SpeakerOption = None,
    min_confidence: ConfidenceOption = 0.0,
    model: ModelOption = None,
    engine: EngineOption = DEFAULT_ENGINE,
    nested: NestedOption = False,
    quiet: QuietOption = False,
    _language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Extract the claims of German news texts: who said what, with which words, and through whom."""
    with edge():
        target = None if output_file in (None, STDIN) else Path(str(output_file))
        names, chosen = inputs(files), format_by_suffix(format_name, output_file if target else None)
        keep = Filter.of(types, speaker, min_confidence)
        job = ExtractionJob(
            names=names,
            inputs=InputOptions(None, text_field, id_field, date_field, title_field),
            target=target,
            format=chosen,
            keep=keep,
            settings=Settings(model, engine, nested),
        )
        extraction = Extraction(job, Messages(quiet))
        extraction.run()
    raise typer.Exit(exit_code(extraction.done, extraction.failed))


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
    _language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Extract the claims of many articles into one target; stopped or run again, it goes on where it was."""
    with edge():
        from claimx.commands_batch import BatchJob, BatchRun, usable_cores

        job = BatchJob(
            sources=sources,
            target=Path(output_file),
            format=format_name or format_by_name(output_file, "-o", "--format"),
            inputs=InputOptions(glob, text_field, id_field, date_field, title_field),
            keep=Filter.of(types, speaker, min_confidence),
            settings=Settings(model, engine, nested),
            workers=workers or usable_cores(),
            timeout=timeout,
            restart=restart,
            cluster=cluster,
        )
        run = BatchRun(job, Messages(quiet))
        run.run()
    raise typer.Exit(exit_code(run.done, run.failed))


@app.command("convert")
def convert_command(
    source: Annotated[str, typer.Argument(metavar="IN", help="What claimx wrote, in any format but the table.")],
    target: Annotated[str, typer.Argument(metavar="OUT", help="The file or folder to write.")],
    source_format: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="FORMAT",
            **choice(FORMATS),
            help="The format of IN, if not by suffix.",
        ),
    ] = None,
    target_format: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="FORMAT",
            **choice(FORMATS),
            help="The format of OUT, if not by suffix.",
        ),
    ] = None,
    quiet: QuietOption = False,
    _language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Convert what claimx wrote into another format."""
    with edge():
        from claimx.commands_convert import ConversionJob, convert

        job = ConversionJob(
            source=Path(source),
            source_format=source_format or format_by_name(source, "IN", "--from"),
            target=Path(target),
            target_format=target_format or format_by_name(target, "OUT", "--to"),
        )
        convert(job, Messages(quiet))
