"""The command as a process: how fast it starts, and how it behaves at pipes, terminals and Ctrl-C."""

from __future__ import annotations

import os
import pty
import re
import resource
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT, SEED

import claimx
from claimx.pipeline import DEFAULT_MODEL, find_model

FAKE = str(Path(__file__).parent / "fake_claimx.py")
HELP_SECONDS = 0.25
MAX_RATIO_TO_LOADING = 1.5


def start(*args: str, **options: object) -> subprocess.CompletedProcess[str]:
    given = {"capture_output": True, "text": True, "encoding": "utf-8", "timeout": 60, "cwd": ROOT, **options}
    return subprocess.run([sys.executable, *args], check=False, **given)  # type: ignore[call-overload,no-any-return]


def on_terminal(args: list[str], env: dict[str, str] | None = None, **streams: int) -> tuple[str, int]:
    """What the command prints on a terminal of 80 columns, and its exit code."""
    parent, child = pty.openpty()
    given = {"stdin": child, "stdout": child, "stderr": child, **streams}
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", **(env or {})}
    process = subprocess.Popen([sys.executable, *args], cwd=ROOT, env=environment, **given)  # type: ignore[call-overload]
    os.close(child)
    output = b""
    while select.select([parent], [], [], 60)[0]:
        try:
            data = os.read(parent, 65536)
        except OSError:  # the other side has gone
            break
        if not data:
            break
        output += data
    os.close(parent)
    return output.decode("utf-8"), process.wait(60)


@pytest.fixture
def text(tmp_path: Path) -> str:
    path = tmp_path / "deich.txt"
    path.write_text("Ein Text.", encoding="utf-8")
    return str(path)


def processor_seconds(*args: str) -> float:
    """Processor time of a process, which other work on the machine changes little."""
    begin = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert start(*args).returncode == 0
    end = resource.getrusage(resource.RUSAGE_CHILDREN)
    return end.ru_utime + end.ru_stime - begin.ru_utime - begin.ru_stime


@pytest.mark.timed
def test_help_is_instant() -> None:
    assert min(processor_seconds("-m", "claimx", "--help") for _ in range(5)) <= HELP_SECONDS


@pytest.mark.timed
@pytest.mark.model
@pytest.mark.usefixtures("model_nlp")
def test_the_seed_takes_little_longer_than_loading_the_model() -> None:
    model = str(find_model(DEFAULT_MODEL))
    loading = ("-c", f"import spacy; spacy.load({model!r})('Das.')")
    extracting = ("-m", "claimx", "extract", "--quiet", str(SEED))
    rounds = [(processor_seconds(*loading), processor_seconds(*extracting)) for _ in range(4)]
    assert min(e for _, e in rounds) <= MAX_RATIO_TO_LOADING * min(b for b, _ in rounds)


@pytest.mark.parametrize(
    "module", ["spacy", "pydantic", "numpy", "rich.table", "rich.progress", "pyarrow", "openpyxl", "xlsxwriter"]
)
def test_nothing_slow_is_imported_before_it_is_needed(module: str) -> None:
    code = f"import sys, claimx.cli, claimx.console, claimx.outputs.target; sys.exit({module!r} in sys.modules)"
    assert start("-c", code).returncode == 0


def test_version() -> None:
    assert start("-m", "claimx", "--version").stdout == f"claimx {claimx.__version__}\n"


def test_no_arguments_show_the_help() -> None:
    result = start("-m", "claimx")
    assert "extract" in result.stdout + result.stderr


def test_a_pipe_that_closes_early_ends_quietly(tmp_path: Path) -> None:
    names = [str(tmp_path / f"{i}.txt") for i in range(200)]
    for name in names:
        Path(name).write_text("Ein Text.", encoding="utf-8")
    for name in ("json", "csv", "table"):
        command = [sys.executable, FAKE, "extract", "--quiet", "--format", name, *names]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


def test_help_into_a_closed_pipe_ends_quietly() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "claimx", "extract", "--help"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    assert process.stderr.read() == b""
    process.wait(60)


def test_ctrl_c_is_quiet(tmp_path: Path) -> None:
    path = tmp_path / "langsam.txt"
    path.write_text("langsam", encoding="utf-8")
    quick = tmp_path / "quick.txt"
    quick.write_text("Ein Text.", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, FAKE, "extract", "--format", "json", str(quick), str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
    )
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, b"")


def test_colours_on_a_terminal(text: str) -> None:
    output, code = on_terminal([FAKE, "extract", text])
    assert code == 0
    assert "\x1b[1mPetra Vogt\x1b[0m" in output
    assert "\x1b[32mdirect\x1b[0m" in output


def test_no_color_is_honoured(text: str) -> None:
    output, _ = on_terminal([FAKE, "extract", text], env={"NO_COLOR": "1"})
    assert "Petra Vogt" in output
    assert "\x1b[32m" not in output


def test_json_on_a_terminal_has_no_colours(text: str) -> None:
    output, _ = on_terminal([FAKE, "extract", "--quiet", "--format", "json", text])
    assert "\x1b" not in output


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 110, 200])
def test_tables_fit_the_terminal(text: str, columns: int) -> None:
    output, _ = on_terminal([FAKE, "extract", "--quiet", text], env={"COLUMNS": str(columns)})
    lines = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", output).splitlines()
    assert max(len(line) for line in lines) <= columns
    assert any("Petra" in line for line in lines)


def test_no_file_at_a_terminal_is_a_usage_error() -> None:
    output, code = on_terminal([FAKE, "extract"])
    assert code == 2
    assert "name a file" in output


def test_other_terminal_encodings_do_not_matter_to_data(text: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    result = start(FAKE, "extract", "--format", "jsonl", text, env=environment)
    assert "„Der Deich hält“" in result.stdout
    table = subprocess.run(
        [sys.executable, FAKE, "extract", text], env=environment, capture_output=True, check=True, timeout=60
    )
    assert "?Der Deich hält?".encode("latin-1") in table.stdout


def test_data_is_piped_and_messages_are_not(text: str) -> None:
    result = start(FAKE, "extract", "--format", "jsonl", text, "nirgends.txt")
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr == "claimx: error: nirgends.txt: there is no such file.\n"
    assert result.returncode == 3


def test_progress_is_drawn_on_a_terminal_only(text: str, tmp_path: Path) -> None:
    target = str(tmp_path / "out.json")
    output, _ = on_terminal([FAKE, "extract", text, "-o", target])
    assert "reading" in output
    quiet, _ = on_terminal([FAKE, "extract", "--quiet", text, "-o", target])
    assert quiet == ""


@pytest.mark.parametrize("name", ["json", "table"])
def test_data_reaches_a_pipe_while_the_bar_is_on_the_terminal(text: str, tmp_path: Path, name: str) -> None:
    with (tmp_path / "out").open("wb") as out:
        shown, code = on_terminal([FAKE, "extract", "--format", name, text, "nirgends.txt"], stdout=out.fileno())
    assert code == 3
    assert "Petra Vogt" in (tmp_path / "out").read_text(encoding="utf-8")
    assert "\x1b" not in (tmp_path / "out").read_text(encoding="utf-8")
    assert "Petra Vogt" not in shown
    assert "nirgends.txt: there is no such file." in shown


def test_output_to_a_device_leaves_it_alone(text: str) -> None:
    assert start(FAKE, "extract", "--quiet", "--format", "json", text, "-o", os.devnull).returncode == 0
    assert not Path(os.devnull).is_file()
