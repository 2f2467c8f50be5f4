"""`claimx stats` in process, on results and on texts, with an extraction that needs no model."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, TEXT, example_claims, make_claim, make_document, speaker
from fake_claimx import fake_api
from typer.main import get_command
from typer.testing import CliRunner, Result

import claimx
from claimx.cli import ExitCode, app
from claimx.records import Document
from claimx.statistics.options import DIMENSIONS, FORMATS, REPEATS

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs `claimx stats` in a folder with results in `funde.json` and texts in `deich.txt` and `kaputt.txt`."""
    fake = fake_api()
    monkeypatch.setitem(sys.modules, "claimx.api", fake)
    monkeypatch.setattr(claimx, "api", fake, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    results(tmp_path / "funde.json", make_document(*example_claims()), said_by("Vogt"), said_by("Jan Deich"))
    (tmp_path / "deich.txt").write_text("Ein Text.", encoding="utf-8")
    (tmp_path / "kaputt.txt").write_text("Ein kaputter Text, kaputt.", encoding="utf-8")

    def invoke(*args: str, **options: Any) -> Result:
        result = CliRunner().invoke(app, ["stats", *args], **options)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


def said_by(name: str, role: str | None = None) -> Document:
    return make_document(make_claim(speaker=speaker(TEXT, "Petra Vogt", name, role, gender=None)))


def results(path: Path, *documents: Document) -> None:
    path.write_text(json.dumps([document.to_dict() for document in documents]), encoding="utf-8")


def speakers(result: Result) -> dict[str, int]:
    found = json.loads(result.stdout)["by"]["speaker"]
    return {group["name"]: group["claims"] for group in found}


def test_an_overview(run: Run, plain: Callable[[str], str]) -> None:
    result = run("funde.json")
    assert result.exit_code == ExitCode.DONE
    assert plain(result.stdout).startswith("3 texts · 4 claims · 3 speakers · 14 words, 64 % verbatim · no repeats")
    for words in ("Petra Vogt 2", "Jan Deich 1", "Land 1", "direct 3", "without a role 3", "female 2", "2025-03 4"):
        assert words in plain(result.stdout)
    assert result.stderr == ""


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_bars_fit_the_terminal_and_need_no_colour(run: Run, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = run("funde.json", "--by", "speaker").stdout.splitlines()
    assert max(map(len, lines)) <= columns
    assert "…" not in "".join(lines)
    assert "\x1b" not in "".join(lines)
    vogt, deich = (next(line for line in lines if name in line).count("━") for name in ("Vogt", "Deich"))
    assert vogt > deich > 0


def test_groups_beyond_the_top_are_told_in_one_row(run: Run, plain: Callable[[str], str]) -> None:
    assert "Petra Vogt 2" in (shown := plain(run("funde.json", "--by", "speaker", "--top", "1").stdout))
    assert "… 2 more 2" in shown
    assert "Deich" not in shown


def test_those_without_a_name_stand_last(run: Run) -> None:
    results(Path("rollen.json"), *(said_by("Vogt", role) for role in ("Rätin", "Chefin", None)))
    lines = run("rollen.json", "--by", "role", "--top", "1").stdout.splitlines()
    assert [line.split("  ")[0].strip() for line in lines[-4:]] == ["Chefin", "… 1 more", "without a role", ""]


@pytest.mark.parametrize("by", DIMENSIONS)
def test_json_by_each_dimension(run: Run, by: str) -> None:
    data = json.loads(run("funde.json", "--by", by, "--format", "json").stdout)
    assert sum(group["claims"] for group in data["by"][by]) == data["claims"] == 4


def test_csv_and_markdown(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("funde.json", "-f", "csv", "--by", "type").stdout)))
    assert [(row["name"], row["claims"]) for row in rows] == [("direct", "3"), ("indirect", "1")]
    assert "| direct | 3 | 75 % |" in run("funde.json", "-f", "md").stdout


def test_filters(run: Run) -> None:
    assert speakers(run("funde.json", "-f", "json", "--type", "indirect")) == {"Land": 1}
    assert speakers(run("funde.json", "-f", "json", "--speaker", "DEICH")) == {"Jan Deich": 1}
    assert speakers(run("funde.json", "-f", "json", "--min-confidence", "0.7")) == {"Petra Vogt": 2, "Jan Deich": 1}


def test_texts_are_extracted_and_failures_told(run: Run) -> None:
    result = run("deich.txt", "kaputt.txt", "fehlt.txt", "-f", "json")
    assert result.exit_code == ExitCode.SOME_FAILED
    assert json.loads(result.stdout)["documents"] == 1
    assert "fehlt.txt: there is no such file." in result.stderr
    assert "kaputt.txt: is broken." in result.stderr


def test_results_and_texts_together(run: Run) -> None:
    assert json.loads(run("deich.txt", "funde.json", "-f", "json").stdout)["documents"] == 4


@pytest.mark.parametrize("name", ["funde.json", "deich.txt"])
def test_stdin_holds_results_or_a_text(run: Run, name: str) -> None:
    data = json.loads(run("-", "-f", "json", input=Path(name).read_bytes()).stdout)
    assert data["claims"] == (4 if name == "funde.json" else 2)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "line 1: should have a '[' here"),
        ("{}", "line 1: should have a '[' here"),
        ('[{"document": 1}]', "line 1: Document: field"),
    ],
)
def test_what_is_no_result_is_one_sentence(run: Run, text: str, message: str) -> None:
    Path("fremd.json").write_text(text, encoding="utf-8")
    result = run("fremd.json")
    assert result.exit_code == ExitCode.NOTHING
    assert message in result.stderr
    assert result.stdout == ""
    assert run("fremd.json", "funde.json").exit_code == ExitCode.SOME_FAILED
    assert "there is no such file" in run("fehlt.json").stderr


def test_results_without_documents(run: Run) -> None:
    Path("leer.json").write_text("[]\n", encoding="utf-8")
    result = run("leer.json", "--by", "type")
    assert result.exit_code == ExitCode.DONE
    assert result.stdout.strip().startswith("no texts · no claims")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("korpus.jsonl", '{"id": "1", "text": "Ein Text."}\n{"id": "2", "text": "Noch ein Text."}\n'),
        ("korpus.csv", "source,id,text\nBote,1,Ein Text.\nBote,2,Noch ein Text.\n"),
    ],
)
def test_a_corpus_is_told_from_results(run: Run, name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")
    result = run(name, "-f", "json")
    assert result.exit_code == ExitCode.DONE
    assert json.loads(result.stdout)["documents"] == 2


def test_what_is_neither_results_nor_a_corpus(run: Run) -> None:
    Path("fremd.csv").write_text("name,preis\nDeich,1\n", encoding="utf-8")
    result = run("fremd.csv")
    assert result.exit_code == ExitCode.NOTHING
    assert "so it is no table of claimx" in result.stderr


def test_repeats_once(run: Run) -> None:
    quote = ("Laut dpa plant das Land, er werde bis Mai erhöht",)
    results(Path("agentur.json"), *[make_document(make_claim(quote=quote))] * 3)
    assert "2 repeats of 1 quotation" in " ".join(run("agentur.json").stdout.split())
    data = json.loads(run("agentur.json", "--repeats", "once", "-f", "json").stdout)
    assert (data["claims"], data["repeats"]) == (1, {"claims": 2, "quotations": 1, "counted": "once"})


def test_aliases_are_written_edited_and_passed_back(run: Run) -> None:
    result = run("funde.json", "--write-aliases", "namen.tsv", "-f", "json")
    assert speakers(result) == {"Petra Vogt": 2, "Jan Deich": 1, "Land": 1}
    assert "4 names written to namen.tsv" in result.stderr
    text = Path("namen.tsv").read_text(encoding="utf-8")
    assert "Vogt\tPetra Vogt\t1\tonly full name with this surname\n" in text
    Path("namen.tsv").write_text(text.replace("Jan Deich\tJan Deich", "Jan Deich\tLand"), encoding="utf-8")
    assert speakers(run("funde.json", "--aliases", "namen.tsv", "-f", "json")) == {"Petra Vogt": 2, "Land": 2}


def test_errors_in_aliases_name_file_and_line(run: Run) -> None:
    Path("namen.tsv").write_text("name\tcanonical\nVogt\n", encoding="utf-8")
    result = run("funde.json", "--aliases", "namen.tsv")
    assert result.exit_code == ExitCode.NOTHING
    assert "namen.tsv, line 2: a name and its canonical name are needed" in result.stderr
    assert result.stdout == ""


def test_the_alias_file_is_no_input(run: Run) -> None:
    result = run("funde.json", "--write-aliases", "funde.json")
    assert result.exit_code == ExitCode.NOTHING
    assert "is an input and would be overwritten" in result.stderr


@pytest.mark.parametrize("option", [("--by", "size"), ("--format", "xml"), ("--repeats", "twice"), ("--top", "0")])
def test_usage(run: Run, option: tuple[str, str]) -> None:
    assert run("funde.json", *option).exit_code == ExitCode.USAGE


def test_the_documentation_names_all_that_can_be_asked() -> None:
    text = (ROOT / "docs" / "statistics.md").read_text(encoding="utf-8")
    options = [o for p in get_command(app).commands["stats"].params for o in p.opts if o.startswith("--")]
    words = [*options, *DIMENSIONS, *FORMATS, *REPEATS]
    assert [word for word in words if f"`{word}`" not in text] == []
