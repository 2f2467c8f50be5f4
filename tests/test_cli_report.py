"""`claimx report` in process, with an extraction that needs no model."""

from __future__ import annotations

import dataclasses
import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import TEXT, example_claims, make_document, speaker
from fake_claimx import fake_api
from pages import Page
from typer.testing import CliRunner, Result

import claimx
from claimx.cli import ExitCode, app
from claimx.outputs.writers import json_lines

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs `claimx report` in a folder with a text and the results of another."""
    fake = fake_api()
    monkeypatch.setitem(sys.modules, "claimx.api", fake)
    monkeypatch.setattr(claimx, "api", fake, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deich.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "claims.json").write_text(results(), encoding="utf-8")

    def invoke(*args: str, **options: Any) -> Result:
        result = CliRunner().invoke(app, ["report", *args], **options)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


def results(source: str = "deich.txt") -> str:
    return json.dumps([make_document(*example_claims(), source=source).to_dict()], indent=2)


def written(name: str = "out.html") -> Page:
    return Page(Path(name).read_text(encoding="utf-8"))


def test_a_text(run: Run) -> None:
    result = run("deich.txt", "-o", "out.html", "-q")
    assert (result.exit_code, result.stdout, result.stderr) == (ExitCode.DONE, "", "")
    assert [article.all("h2")[0].text for article in written().all("article")] == ["deich.txt"]
    assert "Der Deich hält" in written().all("article")[0].text


def test_what_was_written_is_said(run: Run) -> None:
    assert run("deich.txt", "-o", "out.html").stderr.endswith("claimx: 2 claims from 1 text written to out.html.\n")


def test_results_find_their_text_beside_them(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["claimx.api"], "pipe", None)
    assert run("claims.json", "-o", "out.html").exit_code == ExitCode.DONE
    assert len(written().all("article")) == 1


def test_results_by_pipe(run: Run) -> None:
    page = Page(run("-o", "-", input=results()).stdout)
    assert len(page.all("article")) == 1


def test_a_text_by_pipe(run: Run) -> None:
    (article,) = Page(run("-", "-o", "-", "-q", input=TEXT).stdout).all("article")
    assert article.all("h2")[0].text == "stdin"


def test_texts_in_another_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "texte").mkdir()
    (tmp_path / "deich.txt").rename(tmp_path / "texte" / "deich.txt")
    run("claims.json", "-o", "without.html")
    run("claims.json", "-o", "with.html", "--texts", "texte")
    assert (len(written("without.html").all("article")), len(written("with.html").all("article"))) == (0, 1)


@pytest.mark.parametrize("text", ["Ein anderer Text.", None])
def test_a_text_that_changed_or_is_gone_is_not_shown(run: Run, text: str | None) -> None:
    Path("deich.txt").unlink()
    if text:
        Path("deich.txt").write_text(text, encoding="utf-8")
    result = run("claims.json", "-o", "out.html")
    assert result.exit_code == ExitCode.DONE
    assert "deich.txt: the text is not at hand, so only its claims are shown." in result.stderr
    assert written().all("article") == []
    assert len(written().all("tbody")[0].all("tr")) == 2


def test_texts_in_an_archive(run: Run, tmp_path: Path) -> None:
    with zipfile.ZipFile("texte.zip", "w") as archive:
        archive.write("deich.txt", "archiv/deich.txt")
    Path("deich.txt").unlink()
    Path("claims.json").write_text(results("texte.zip/archiv/deich.txt"), encoding="utf-8")
    run("claims.json", "-o", "out.html")
    assert len(written().all("article")) == 1
    (tmp_path / "woanders").mkdir()
    Path("texte.zip").rename("woanders/texte.zip")
    run("claims.json", "-o", "without.html")
    run("claims.json", "-o", "with.html", "--texts", "woanders/texte.zip")
    assert (len(written("without.html").all("article")), len(written("with.html").all("article"))) == (0, 1)


def test_texts_in_a_corpus(run: Run) -> None:
    Path("deich.txt").unlink()
    lines = [json.dumps({"id": str(n), "text": text}) for n, text in enumerate(("Anderes.", TEXT))]
    Path("korpus.jsonl").write_text("\n".join(lines), encoding="utf-8")
    Path("claims.json").write_text(results("1"), encoding="utf-8")
    run("claims.json", "-o", "out.html", "--texts", "korpus.jsonl")
    assert len(written().all("article")) == 1


def test_several_texts_that_are_not_at_hand_are_told_in_one_sentence(run: Run) -> None:
    both = [make_document(*example_claims(), source=source, text="Fort.").to_dict() for source in ("a.txt", "\0")]
    Path("claims.json").write_text(json.dumps(both), encoding="utf-8")
    result = run("claims.json", "-o", "out.html")
    sentence = "2 texts are not at hand, so only their claims are shown; the first is a.txt."
    assert result.stderr.splitlines()[0] == f"claimx: {sentence}"


def test_texts_and_results_together(run: Run, tmp_path: Path) -> None:
    (tmp_path / "zwei.txt").write_text(TEXT, encoding="utf-8")
    run("zwei.txt", "claims.json", "-o", "out.html")
    assert [article.all("h2")[0].text for article in written().all("article")] == ["deich.txt", "zwei.txt"]


@pytest.mark.parametrize(
    ("args", "types"), [(("--type", "indirect"), ["indirect"]), (("--speaker", "Vogt"), ["direct"])]
)
@pytest.mark.parametrize("source", ["deich.txt", "claims.json"])
def test_filters(run: Run, args: tuple[str, ...], types: list[str], source: str) -> None:
    run(source, "-o", "out.html", *args)
    (document,) = written().data()["documents"]
    assert [claim["type"] for claim in document["claims"]] == types


def test_speakers_are_unified_over_all_inputs_and_by_aliases(run: Run) -> None:
    direct, _ = example_claims()
    short = dataclasses.replace(direct, type="reported", speaker=speaker(TEXT, "Petra Vogt", "Vogt"))
    Path("short.json").write_text(json.dumps([make_document(short, source="deich.txt").to_dict()]), encoding="utf-8")
    run("claims.json", "short.json", "-o", "out.html")
    assert written().data()["speakers"] == ["Petra Vogt", "Land"]
    run("claims.json", "short.json", "-o", "out.html", "--type", "reported")
    assert written().data()["speakers"] == ["Petra Vogt"]
    Path("names.tsv").write_text("name\tcanonical\nVogt\tPaula Vogt\nLand\tNiedersachsen\n", encoding="utf-8")
    run("claims.json", "short.json", "-o", "out.html", "--aliases", "names.tsv")
    assert written().data()["speakers"] == ["Petra Vogt", "Niedersachsen", "Paula Vogt"]


@pytest.mark.parametrize("content", [None, "Vogt\tPetra Vogt\n"])
def test_an_alias_file_that_cannot_be_used(run: Run, content: str | None) -> None:
    if content:
        Path("names.tsv").write_text(content, encoding="utf-8")
    result = run("claims.json", "-o", "out.html", "--aliases", "names.tsv")
    assert result.exit_code == ExitCode.NOTHING
    assert "names.tsv" in result.stderr
    assert not Path("out.html").exists()


def test_languages(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("claims.json", "-o", "out.html", "--lang", "de")
    assert written().all("h1")[0].text == "Wer sagt was"
    monkeypatch.setenv("CLAIMX_LANG", "de")
    run("claims.json", "-o", "out.html")
    assert written().all("h1")[0].text == "Wer sagt was"
    assert run("claims.json", "-o", "out.html", "--lang", "fr").exit_code == ExitCode.USAGE


def test_inputs_that_fail_do_not_stop_the_others(run: Run) -> None:
    Path("broken.json").write_text('[{"document": {}, "claims": []}]')
    result = run("fehlt.txt", "broken.json", "deich.txt", "-o", "out.html", "-q")
    assert result.exit_code == ExitCode.SOME_FAILED
    assert sorted(result.stderr.splitlines()) == [
        "claimx: error: broken.json, line 1: Document: field 'pipeline' is missing",
        "claimx: error: fehlt.txt: there is no such file.",
    ]
    assert len(written().all("article")) == 1


def test_failures_of_the_run_that_made_the_results_are_told(run: Run) -> None:
    Path("zeilen.jsonl").write_text("".join(json_lines([make_document(*example_claims())])), encoding="utf-8")
    failure = {"source": "kaputt.txt", "slug": "input-empty", "message": "kaputt.txt: is empty."}
    Path("zeilen.failures.jsonl").write_text(json.dumps(failure) + "\n", encoding="utf-8")
    result = run("zeilen.jsonl", "-o", "out.html", "-q")
    assert result.exit_code == ExitCode.SOME_FAILED
    assert result.stderr == "claimx: error: kaputt.txt: is empty.\n"


def test_what_stands_before_a_break_is_shown(run: Run) -> None:
    whole = results()
    Path("ab.json").write_text(whole.rstrip().removesuffix("]") + ',{"document": 1}]', encoding="utf-8")
    result = run("ab.json", "-o", "out.html", "-q")
    assert result.exit_code == ExitCode.SOME_FAILED
    assert len(written().all("article")) == 1


def test_results_without_documents_make_an_empty_page(run: Run) -> None:
    Path("leer.json").write_text("[]\n", encoding="utf-8")
    assert run("leer.json", "-o", "out.html").exit_code == ExitCode.DONE
    assert "0 articles" in written().root.text


@pytest.mark.parametrize("name", ["http://127.0.0.1:9/bericht/", "http://127.0.0.1:9/daten.json"])
def test_a_web_address_is_a_text_however_it_ends(run: Run, name: str) -> None:
    result = run(name, "-o", "out.html", "-q")
    assert result.exit_code == ExitCode.NOTHING
    assert f"{name}: cannot be fetched" in result.stderr


def test_nothing_usable_writes_nothing(run: Run) -> None:
    assert run("fehlt.txt", "-o", "out.html").exit_code == ExitCode.NOTHING
    assert not Path("out.html").exists()


def test_an_article_that_begins_like_json_is_a_text(run: Run) -> None:
    Path("update.txt").write_text("[Update] Der Deich hält.", encoding="utf-8")
    assert run("update.txt", "-o", "out.html").exit_code == ExitCode.DONE


def test_the_output_is_needed(run: Run) -> None:
    assert run("deich.txt").exit_code == ExitCode.USAGE


def test_an_input_is_not_overwritten(run: Run) -> None:
    result = run("deich.txt", "-o", "deich.txt")
    assert result.stderr == "claimx: error: deich.txt: is an input and would be overwritten; choose another output.\n"
