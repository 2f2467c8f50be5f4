"""The commands for people who read: show, explain, report, stats."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claimx.app import app, edge, exit_code, inputs
from claimx.commands_extract import Filter
from claimx.commands_texts import TextsJob
from claimx.console import Messages
from claimx.inputs.text import STDIN
from claimx.messages import DEFAULT_LANGUAGE, say, spoken
from claimx.options import (
    AliasesOption,
    ByOption,
    ClaimOption,
    ConfidenceOption,
    EngineOption,
    ExplanationFormatOption,
    FilesArgument,
    LanguageOption,
    ModelOption,
    NestedOption,
    NumberOption,
    QuietOption,
    RepeatsOption,
    SpeakerOption,
    StatsFilesArgument,
    StatsFormatOption,
    TextsOption,
    TopOption,
    TypeOption,
    WriteAliasesOption,
)
from claimx.outputs.formats import TABLE
from claimx.pipeline import DEFAULT_ENGINE, Settings
from claimx.statistics.options import REPEATS


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
    _language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Show texts with their quotations marked and who said them beside: for reading in the terminal."""
    with edge():
        from claimx.commands_show import Show

        keep = Filter.of(types, speaker, min_confidence)
        show = Show(TextsJob(inputs(files), keep, Settings(model, engine, nested)), Messages(quiet))
        show.run()
    raise typer.Exit(exit_code(show.done, show.failed))


@app.command("explain")
def explain_command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The text; - is stdin.")],
    claim: ClaimOption = None,
    number: NumberOption = None,
    format_name: ExplanationFormatOption = TABLE,
    model: ModelOption = None,
    engine: EngineOption = DEFAULT_ENGINE,
    nested: NestedOption = False,
    quiet: QuietOption = False,
    _language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Explain a claim: which rule, cue and features made it one, and why this speaker."""
    if (claim is None) == (number is None):
        raise typer.BadParameter(say("usage_no_claim"))
    with edge():
        from claimx.commands_explain import ExplanationJob, ExplanationRun

        wanted = number if claim is None else claim
        assert wanted is not None
        run = ExplanationRun(
            ExplanationJob(file, wanted, format_name, Settings(model, engine, nested)), Messages(quiet)
        )
        run.run()
    raise typer.Exit(exit_code(run.done, run.failed))


@app.command("report")
def report_command(
    target: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Write to FILE; - is stdout.")],
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE", help="Texts, or results in any format of extract; - is stdin."),
    ] = None,
    texts: TextsOption = None,
    aliases: AliasesOption = None,
    types: TypeOption = None,
    speaker: SpeakerOption = None,
    min_confidence: ConfidenceOption = 0.0,
    model: ModelOption = None,
    engine: EngineOption = DEFAULT_ENGINE,
    nested: NestedOption = False,
    quiet: QuietOption = False,
    _language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Write texts with their claims as one HTML page, for reading, filtering and printing; it needs no network."""
    with edge():
        from claimx.commands_report import Report, ReportJob

        keep = Filter.of(types, speaker, min_confidence)
        texts_job = TextsJob(inputs(files), keep, Settings(model, engine, nested))
        job = ReportJob(
            inputs=texts_job,
            target=None if target == STDIN else Path(target),
            texts=texts,
            aliases=aliases,
            language=spoken().language,
        )
        report = Report(job, Messages(quiet))
        report.run()
    raise typer.Exit(exit_code(report.done, report.failed))


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
    _language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Count who speaks how often and how much, by speaker, type, role, source, month and more."""
    with edge():
        from claimx.commands_stats import StatsJob, StatsRun

        job = StatsJob(
            inputs=TextsJob(inputs(files), Filter.of(types, speaker, min_confidence), Settings(model, engine, nested)),
            format=format_name,
            by=by,
            top=top,
            once=repeats == "once",
            aliases=aliases,
            write_aliases=write_aliases,
        )
        run = StatsRun(job, Messages(quiet))
        run.run()
    raise typer.Exit(exit_code(run.done, run.failed))
