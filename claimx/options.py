"""The options of the commands: spelled once, so that all commands agree on name, meaning and checks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar, cast

import typer

from claimx.errors import EngineUnknown
from claimx.messages import LANGUAGES, Language, say, spoken, use
from claimx.outputs.formats import FORMATS, TABLE
from claimx.pipeline import DEFAULT_MODEL, DOWNLOADABLE_MODELS, ENGINES, check_engine
from claimx.records import CLAIM_TYPES
from claimx.statistics.options import DIMENSIONS, REPEATS
from claimx.statistics.options import FORMATS as STATISTICS_FORMATS

EXTRACTION_FORMATS = (TABLE, *FORMATS)
EXPLANATION_FORMATS = (TABLE, "json")

Value = TypeVar("Value", str, str | None, list[str] | None)


def one_of(choices: tuple[str, ...]) -> Callable[[Value], Value]:
    """A check of an option's value or values, for the same words in every usage error."""

    def check(value: Value) -> Value:
        given = value if isinstance(value, list) else [value] if value else []
        for word in given:
            if word not in choices:
                raise typer.BadParameter(say("usage_choice", word=word, choices=", ".join(choices)))
        return value

    return check


def offer(choices: tuple[str, ...]) -> Callable[[str], list[str]]:
    """What a shell offers for an option's value."""

    def begun(incomplete: str) -> list[str]:
        return [choice for choice in choices if choice.startswith(incomplete)]

    return begun


def choice(choices: tuple[str, ...]) -> dict[str, Any]:
    """What makes an option one of these: its check, and what a shell offers."""
    return {"callback": one_of(choices), "autocompletion": offer(choices)}


def _engine(name: str) -> str:
    try:
        check_engine(name)
    except EngineUnknown as error:
        raise typer.BadParameter(error.say(spoken().language)) from error
    return name


def _speak(language: str) -> str:
    """Let all that is said from here on be in that language."""
    use(cast(Language, one_of(LANGUAGES)(language)))
    return language


FilesArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="FILE", help="Texts, web pages, Word, PDF, mail, archives, corpora; - is stdin."),
]
FormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        **choice(EXTRACTION_FORMATS),
        help=f"{', '.join(EXTRACTION_FORMATS)}; if not given, by the suffix of -o, else a table.",
    ),
]
OutputOption = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="TARGET", help="Write to a file or folder, in the format of its suffix."),
]
TypeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--type",
        metavar="TYPE",
        **choice(CLAIM_TYPES),
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
    typer.Option(
        "--model",
        metavar="NAME|PATH",
        autocompletion=offer((DEFAULT_MODEL, *DOWNLOADABLE_MODELS)),
        help=f"A German spaCy model (else {DEFAULT_MODEL}).",
    ),
]
EngineOption = Annotated[
    str,
    typer.Option(
        "--engine",
        metavar="NAME|PATH",
        callback=_engine,
        autocompletion=offer(ENGINES),
        help=f"One of {', '.join(ENGINES)}, or a folder that `claimx train` wrote.",
    ),
]
NestedOption = Annotated[
    bool,
    typer.Option("--nested", help="Also claims inside claims: quoted words, and speech that a quotation reports."),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, notes or warnings.")]
LanguageOption = Annotated[
    str,
    typer.Option(
        "--lang",
        metavar="LANGUAGE",
        envvar="CLAIMX_LANG",
        callback=_speak,
        autocompletion=offer(LANGUAGES),
        is_eager=True,
        help="en or de: the language of heads, messages, errors and reports.",
    ),
]

SourcesArgument = Annotated[
    list[str], typer.Argument(metavar="SOURCE", help="Folders, files, archives (zip, tar) and corpora.")
]
TargetOption = Annotated[
    str,
    typer.Option("--output", "-o", metavar="TARGET", help="The file or folder to write, in the format of its suffix."),
]
TargetFormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        **choice(FORMATS),
        help=", ".join(FORMATS) + ".",
    ),
]
GlobOption = Annotated[
    str | None, typer.Option("--glob", metavar="PATTERN", help="Which files of folders and archives to read.")
]
TextFieldOption = Annotated[
    str | None, typer.Option("--text-field", metavar="NAME", help="The column of a corpus with the text.")
]
IdFieldOption = Annotated[
    str | None, typer.Option("--id-field", metavar="NAME", help="The column with the article's name.")
]
DateFieldOption = Annotated[
    str | None, typer.Option("--date-field", metavar="NAME", help="The column with the day of publication.")
]
TitleFieldOption = Annotated[
    str | None, typer.Option("--title-field", metavar="NAME", help="The column with the title.")
]
WorkersOption = Annotated[
    int | None, typer.Option("--workers", "-w", min=1, metavar="N", help="Processes; all cores if not given.")
]
TimeoutOption = Annotated[
    float, typer.Option("--timeout", min=0.1, metavar="SECONDS", help="Give an article up after that time.")
]
RestartOption = Annotated[bool, typer.Option("--restart", help="Forget what earlier runs have computed.")]
ClusterOption = Annotated[
    str | None, typer.Option("--cluster", metavar="ADDRESS", help="Work on the cluster of this Dask scheduler.")
]

# explain

ClaimOption = Annotated[str | None, typer.Option("--claim", metavar="ID", help="The claim's id, as json shows it.")]
NumberOption = Annotated[
    int | None, typer.Option("--number", min=1, metavar="N", help="The claim's number, as the table shows it.")
]
ExplanationFormatOption = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        **choice(EXPLANATION_FORMATS),
        help="table or json.",
    ),
]

# report and stats

TextsOption = Annotated[
    Path | None,
    typer.Option(
        "--texts", metavar="PATH", help="The folder, archive or corpus with the texts of results, if not beside them."
    ),
]
StatsFilesArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="FILE", help="Results in any format of extract, or texts; - is stdin, with a text or json."),
]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="WHAT",
        **choice(DIMENSIONS),
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
        "--format",
        "-f",
        metavar="FORMAT",
        **choice(STATISTICS_FORMATS),
        help=", ".join(STATISTICS_FORMATS) + ".",
    ),
]
RepeatsOption = Annotated[
    str,
    typer.Option(
        "--repeats",
        metavar="|".join(REPEATS),
        **choice(REPEATS),
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
