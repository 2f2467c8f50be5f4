"""The commands around quality and models: evaluate, train, schema, model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from claimx import console, output
from claimx.app import app, edge, exit_code, model_app
from claimx.console import Messages
from claimx.messages import DEFAULT_LANGUAGE, say
from claimx.options import EngineOption, LanguageOption, ModelOption, NestedOption, QuietOption, choice, offer
from claimx.outputs.formats import TABLE
from claimx.pipeline import DEFAULT_ENGINE, DEFAULT_MODEL, DOWNLOADABLE_MODELS, Settings
from claimx.records import schema as json_schema

EVALUATION_FORMATS = (TABLE, "json")


@app.command("evaluate")
def evaluate_command(
    gold: Annotated[
        str, typer.Argument(metavar="GOLD", help="Quotation data, a case file, or corrected output of extract.")
    ],
    format_name: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            **choice(EVALUATION_FORMATS),
            help="table or json.",
        ),
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
    _language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Measure claimx against gold: scores, types, confusions, reliability, and the worst mistakes."""
    with edge():
        from claimx.commands_evaluate import EvaluationJob, EvaluationRun

        job = EvaluationJob(
            gold=gold,
            as_json=format_name != TABLE,
            errors=errors,
            predictions=predictions,
            texts=texts,
            limit=limit,
            settings=Settings(model, engine, nested),
        )
        run = EvaluationRun(job, Messages(quiet))
        run.run()
    raise typer.Exit(exit_code(run.done, run.failed))


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
    _language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Train a quotation model of your own on gold; use it with `extract --engine FOLDER`."""
    if weights and len(weights) != len(gold):
        words = say("usage_weights", weights=len(weights), files=len(gold))
        raise typer.BadParameter(words, param_hint="--weight")
    with edge():
        from claimx.commands_train import TrainingJob, TrainingRun

        job = TrainingJob(gold=gold, weights=weights or [1] * len(gold), target=target, model=model)
        TrainingRun(job, Messages(quiet)).run()


@app.command()
def schema() -> None:
    """Print the JSON Schema of what `extract --format json` prints."""
    with edge(), output.standard_output(as_data=True) as stream:
        stream.write(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n")


@model_app.command("list")
def model_list(_language: LanguageOption = DEFAULT_LANGUAGE) -> None:
    """List the German models that are here and those that can be installed."""
    with edge(), output.standard_output(as_data=False) as stream:
        from claimx import models

        console.draw_models(models.list_models(), console.output_console(stream))


@model_app.command("info")
def model_info(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME|PATH]", help=f"The model (default: {DEFAULT_MODEL}).")
    ] = None,
    _language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Show version, licence, parts and scores of a model, and the licences of the engines."""
    with edge(), output.standard_output(as_data=False) as stream:
        from claimx import models

        console.draw_model(models.model_info(name), models.engine_licences(), console.output_console(stream))


@model_app.command("install")
def model_install(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", autocompletion=offer(DOWNLOADABLE_MODELS), help=f"One of: {', '.join(DOWNLOADABLE_MODELS)}."
        ),
    ],
    _language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Download and install one of spaCy's German models."""
    with edge():
        from claimx import models

        made = models.install_model(name)
        Messages().note(say("model_installed", name=made.name, version=made.version))
