"""The page of all commands and the table of all errors, made from the program itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from marked import DOCS, table
from typer.main import get_command

from claimx.cli import app
from claimx.errors import ClaimxError

PAGE = DOCS / "commands.md"
INTRODUCTION = """# Commands

This page is written by `make docs` from the program itself; `claimx COMMAND --help` says the same.

Data goes to stdout, messages go to stderr. Exit codes:

| code | |
|---|---|
| 0 | done |
| 1 | nothing usable: no input could be read, there is no model, or no output could be written |
| 2 | usage: an unknown option, command, value or engine |
| 3 | some inputs failed, the others are done |
| 130 | interrupted (Ctrl-C) |
"""


def commands(command: Any, path: str = "claimx") -> Iterator[tuple[str, Any]]:
    """The command and all below it, each with its full name."""
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, f"{path} {name}")


def all_commands() -> list[tuple[str, Any]]:
    """All commands of the program, in the order of its help page."""
    return list(commands(get_command(app)))


def options(command: Any) -> list[Any]:
    """The options of a command that its help page shows."""
    return [p for p in command.params if p.param_type_name == "option" and not getattr(p, "hidden", False)]


def page() -> str:
    """The whole page."""
    return INTRODUCTION + "".join(_section(path, command) for path, command in all_commands())


def errors_table() -> str:
    """One row an error class, each below its base."""
    rows = [(f"`{kind.__name__}`", f"`{kind.slug}`", _base(kind), kind.__doc__ or "") for kind in _errors(ClaimxError)]
    return table(("class", "slug", "a kind of", ""), rows)


def _base(kind: type[ClaimxError]) -> str:
    return f"`{kind.__bases__[0].__name__}`" if kind.__bases__[0] is not Exception else ""


def _errors(kind: type[ClaimxError]) -> Iterator[type[ClaimxError]]:
    """The class and all below it that `claimx.errors` defines."""
    yield kind
    for below in kind.__subclasses__():
        if below.__module__ == ClaimxError.__module__:
            yield from _errors(below)


def _section(path: str, command: Any) -> str:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    words = [path, *(["[OPTIONS]"] if options(command) else []), *map(_argument, arguments)]
    if getattr(command, "commands", None):
        words.append("COMMAND")
    text = f"\n## {path} {{ #{path.replace(' ', '-')} }}\n\n{command.help}\n\n```text\n{' '.join(words)}\n```\n"
    if arguments:
        text += "\n" + table(("argument", ""), [(f"`{_argument(a)}`", a.help or "") for a in arguments])
    if options(command):
        text += "\n" + table(("option", "value", "default", ""), [_row(option) for option in options(command)])
    return text


def _argument(argument: Any) -> str:
    name = (argument.metavar or argument.name.upper()).strip("[]")
    several = "…" if argument.nargs == -1 else ""
    return f"{name}{several}" if argument.required else f"[{name}]{several}"


def _row(option: Any) -> tuple[str, str, str, str]:
    names = ", ".join(f"`{name}`" for name in option.opts)
    words = "" if option.is_flag else option.metavar or option.type.name.upper()
    value = " or ".join(f"`{word}`" for word in words.split("|") if word)
    has_default = option.default is not None and not option.is_flag
    default = "required" if option.required else f"`{option.default}`" if has_default else ""
    help_text = option.help + (f" Environment: `{option.envvar}`." if option.envvar else "")
    return names, value, default, help_text
