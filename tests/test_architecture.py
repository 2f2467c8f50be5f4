"""What holds the package together: layers, late imports, where printing and naming models is allowed."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "claimx"
MODULES = sorted(
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
    for path in PACKAGE.rglob("*.py")
    if path.parent == PACKAGE or path.stem != "__init__"
)

# Each layer imports from the layers above it, and from its own.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("__init__", "lexicon"),
    ("messages",),
    ("errors",),
    ("records", "grammar", "clean", "quotation_model"),
    ("pipeline",),
    ("cues", "vocabulary", "layout", "marks", "sentences"),
    (
        "tagging",
        "marked",
        "analysis",
        "naming",
        "cores",
        "nominative",
        "phrases",
        "frames",
        "drafts",
        "content",
        "media",
        "roles",
        "role_reading",
        "entities",
        "organisations",
        "headlines",
        "salience",
        "descriptions",
    ),
    ("anaphors", "rules", "moods"),
    ("fragments", "subjects"),
    ("frame_drafts",),
    ("framed", "unframed", "display", "interviews", "context", "resolution", "nested", "extents"),
    ("units", "speakers"),
    ("addressees",),
    ("features",),
    ("hybrid",),
    ("engine", "components"),
    ("tracing", "models", "api"),
    ("explanation",),
    ("outputs.formats", "outputs.linked", "outputs.columns", "outputs.stream", "outputs.files"),
    ("outputs.writers", "outputs.text", "outputs.parquet", "outputs.sheets", "outputs.database", "outputs.folder"),
    ("outputs.target", "outputs.results"),
    ("inputs.limits", "inputs.options", "inputs.parsers"),
    ("inputs.text", "inputs.dates"),
    ("inputs.streams", "inputs.pages", "inputs.word", "inputs.pdf"),
    ("inputs.mail", "inputs.rows"),
    ("inputs.files", "inputs.fields"),
    ("inputs.corpora", "inputs.folders", "inputs.web"),
    ("inputs.archives",),
    ("inputs.sources", "output", "console", "scoring", "stretches"),
    ("gold", "evaluation"),
    ("statistics.options", "statistics.reading"),
    ("statistics.names", "statistics.repeats"),
    ("statistics.aliases", "statistics.counts"),
    ("statistics.tables",),
    ("batching.work",),
    ("batching.journal", "batching.pool", "batching.__main__"),
    ("batching.run", "batching.cluster"),
    ("training.examples",),
    ("training.crf", "training.ranker", "training.calibration"),
    ("training.train",),
    ("reading",),
    ("reporting.markup", "reporting.charts"),
    ("reporting.page",),
    ("progress", "evaluation_tables"),
    ("feeding",),
    ("commands_extract",),
    ("explanation_tables", "commands_texts", "commands_show", "commands_report", "commands_stats"),
    ("commands_explain", "commands_batch", "commands_convert", "commands_evaluate", "commands_train"),
    ("app", "options"),
    ("cli_extraction", "cli_reading", "cli_training"),
    ("cli", "__main__"),
)
COMMAND_LINE = {
    "output",
    "console",
    "app",
    "options",
    "cli_extraction",
    "cli_reading",
    "cli_training",
    "progress",
    "feeding",
    "reading",
    "commands_texts",
    "commands_show",
    "commands_report",
    "commands_extract",
    "commands_batch",
    "commands_convert",
    "evaluation_tables",
    "commands_evaluate",
    "commands_train",
    "commands_stats",
    "explanation_tables",
    "commands_explain",
    "cli",
    "__main__",
}
MAX_LINES = 500
MAX_FUNCTION_LINES = 50


def source_of(module: str) -> str:
    return (PACKAGE / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8")


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(source_of(module))


def imported(module: str, top_level_only: bool = False) -> set[str]:
    """Full names of what a module imports; `if TYPE_CHECKING` is left out."""
    nodes = tree(module).body if top_level_only else list(_run_time_nodes(tree(module)))
    names: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            below = {f"{node.module}.{alias.name}" for alias in node.names}
            names |= {name for name in below if name.removeprefix("claimx.") in MODULES} or {node.module}
    return names


def _run_time_nodes(node: ast.AST) -> list[ast.AST]:
    found = [node]
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        found += _run_time_nodes(child)
    return found


def own_imports(module: str) -> set[str]:
    return {name.removeprefix("claimx.") for name in imported(module) if name.startswith("claimx.")}


@pytest.mark.parametrize("module", MODULES)
def test_each_module_has_its_layer_and_imports_no_higher_one(module: str) -> None:
    layer_of = {name: number for number, layer in enumerate(LAYERS) for name in layer}
    assert module in layer_of, "add the module to LAYERS"
    higher = {name for name in own_imports(module) if layer_of[name] > layer_of[module]}
    assert higher == set()


def test_imports_make_no_circle() -> None:
    graph = {module: own_imports(module) for module in MODULES}
    while leaves := [module for module, needs in graph.items() if not needs & graph.keys()]:
        for module in leaves:
            del graph[module]
    assert graph == {}


@pytest.mark.parametrize("module", [m for m in MODULES if m not in COMMAND_LINE])
def test_only_the_command_line_draws_and_prints(module: str) -> None:
    roots = {name.partition(".")[0] for name in imported(module)}
    assert not roots & {"rich", "typer", "click"}
    calls = [node.func.id for node in ast.walk(tree(module)) if _is_plain_call(node)]  # type: ignore[attr-defined]
    assert "print" not in calls
    assert not own_imports(module) & COMMAND_LINE


def _is_plain_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name)


@pytest.mark.parametrize(
    "module",
    [
        *(module for module in MODULES if module.startswith(("inputs.", "outputs."))),
        *("errors", "records", "output", "console", "cli", "models", "scoring", "gold"),
    ],
)
def test_these_modules_do_without_spacy_at_import(module: str) -> None:
    assert not any(name.partition(".")[0] == "spacy" for name in imported(module, top_level_only=True))


def test_the_package_imports_without_spacy() -> None:
    code = "import sys, claimx, claimx.api; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("module", [m for m in MODULES if m != "pipeline"])
def test_only_the_pipeline_names_models(module: str) -> None:
    names = [n.value for n in ast.walk(tree(module)) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    assert [name for name in names if name.startswith(("de_core_", "de_dep_", "de_claimx_"))] == []


@pytest.mark.parametrize("module", MODULES)
def test_modules_and_functions_stay_small(module: str) -> None:
    lines = source_of(module).count("\n")
    assert lines <= MAX_LINES, f"{module} has {lines} lines: does it have two jobs?"
    functions = [n for n in ast.walk(tree(module)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [f.name for f in functions if (f.end_lineno or 0) - f.lineno >= MAX_FUNCTION_LINES]
    assert long == []


def test_factories_are_entry_points_with_functions_behind_them() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for name, function in (("claimx_layout", "make_layout"), ("claimx", "make_claimx")):
        assert f'{name} = "claimx.components:{function}"' in text
        assert function in {n.name for n in tree("components").body if isinstance(n, ast.FunctionDef)}


def test_versions_agree() -> None:
    import claimx

    assert f'version = "{claimx.__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f"## {claimx.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_module_has_a_docstring() -> None:
    assert [module for module in MODULES if not ast.get_docstring(tree(module))] == []


def test_data_files_are_inside_the_package() -> None:
    assert list(Path(PACKAGE / "data" / "de").glob("*.tsv"))
