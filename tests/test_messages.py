"""The words of the interface: complete in every language, and said in the one that was chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from conftest import ROOT

from claimx.engine import RULES
from claimx.messages import (
    COMMAND_LINE,
    DEFAULT_LANGUAGE,
    ERRORS,
    LANGUAGES,
    REPORT,
    Language,
    Words,
    counted,
    iso_date,
    say,
    spoken,
    use,
    words,
)
from claimx.records import CLAIM_TYPES, KINDS, MEDIA
from claimx.reporting.page import _TEMPLATES
from claimx.statistics.options import DIMENSIONS

PLACE = re.compile(r"{(\w+)[^}]*}")
FILES = (COMMAND_LINE, ERRORS, REPORT)


@pytest.fixture(autouse=True)
def _default_language() -> Iterator[None]:
    yield
    use(DEFAULT_LANGUAGE)


@pytest.mark.parametrize("file", FILES)
def test_all_languages_have_the_same_keys_in_the_same_order(file: str) -> None:
    assert [list(words(language, file).strings) for language in LANGUAGES] == [
        list(words("en", file).strings) for _ in LANGUAGES
    ]


@pytest.mark.parametrize("file", FILES)
def test_no_language_has_places_that_are_not_filled(file: str) -> None:
    german, english = words("de", file).strings, words("en", file).strings
    for key in german:
        assert set(PLACE.findall(german[key])) <= set(PLACE.findall(english[key])), key
        if not key.startswith("notice_"):  # the English one says the mark, too
            assert set(PLACE.findall(german[key])) == set(PLACE.findall(english[key])), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_kind_and_medium_has_a_name_in_the_report(language: Language) -> None:
    named = words(language, REPORT)
    wanted = [f"type_{kind}" for kind in CLAIM_TYPES]
    wanted += [f"kind_{kind}" for kind in KINDS] + [f"medium_{medium}" for medium in MEDIA]
    assert [key for key in wanted if key not in named] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_kind_dimension_and_rule_has_a_name_on_the_command_line(language: Language) -> None:
    named = words(language)
    wanted = [f"type_{kind}" for kind in CLAIM_TYPES] + [f"kind_{kind}" for kind in KINDS]
    wanted += [f"column_{dimension}" for dimension in DIMENSIONS] + [f"rule_{rule}" for rule in RULES]
    assert [key for key in wanted if key not in named] == []


def test_no_string_of_the_report_is_left_over_or_missing() -> None:
    used = "".join(path.read_text(encoding="utf-8") for path in _TEMPLATES.iterdir())
    keys = set(words("de", REPORT).strings)
    asked = set(re.findall(r"words\[[\"'](\w+)[\"']\]", used)) | set(re.findall(r"\bwords\.(\w+)(?=[\].,; )])", used))
    columns = set(re.findall(r'column\("(\w+)"', used))
    numbered = {f"{thing}_{n}" for thing in re.findall(r'counted\("(\w+)"', used) for n in ("one", "many")}
    prefixed = {key for key in keys if key.startswith(("type_", "kind_", "medium_", "time_by_"))}
    in_code = {"percent", "months", "day"}
    missing = (asked | columns | numbered) - keys - {"language", "counted", "percent"}
    assert missing == set()
    assert keys - asked - columns - numbered - prefixed - in_code == set()


def test_no_string_of_the_command_line_is_left_over_or_missing() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "claimx").rglob("*.py"))
    keys = set(words("en").strings)
    said = set(re.findall(r"""["']([a-z]+(?:_[\w-]+)*)["']""", code))
    begun = (*re.findall(r"""f["']([a-z]+_(?:[a-z]+_)*){""", code), "kind_", "gender_")  # asked for by dimension
    numbered = re.compile(r"_(none|one|many)$")
    left = {key for key in keys - said if not key.startswith(begun) and numbered.sub("", key) not in said}
    assert left == set()
    assert set(re.findall(r'\bsay\(\s*"([\w-]+)"', code)) - keys == set()


def test_the_command_line_speaks_the_language_chosen_last() -> None:
    assert (spoken().language, say("unnamed"), counted(2, "claim")) == ("en", "unnamed", "2 claims")
    use("de")
    assert (spoken().language, say("unnamed"), counted(2, "claim")) == ("de", "ungenannt", "2 Aussagen")


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", ["no texts", "1 text", "3 texts"]), ("de", ["keine Texte", "1 Text", "3 Texte"])],
)
def test_numbers_with_their_nouns(language: Language, expected: list[str]) -> None:
    assert [words(language).counted("text", count) for count in (0, 1, 3)] == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", ["1 Aussage", "0 Aussagen", "98\u00a0%", "7. August 2025", "März 2025"]),
        ("en", ["1 claim", "0 claims", "98%", "7 August 2025", "March 2025"]),
    ],
)
def test_numbers_and_dates_of_the_report(language: Language, expected: list[str]) -> None:
    report = Words(language, REPORT)
    counts = [report.counted("claims", 1), report.counted("claims", 0)]
    assert [*counts, report.percent(0.98), report.day("2025-08-07T09:00"), report.month(2025, 3)] == expected


def test_only_what_is_certain_has_100_percent() -> None:
    report = words("en", REPORT)
    assert [report.percent(share) for share in (1.0, 0.999, 0.994, 0.925, 0.0)] == ["100%", "99%", "99%", "93%", "0%"]


@pytest.mark.parametrize(
    "published", [None, "", "gestern", "2025-13-01", "2025", "20250807", "2025-W32-4", "２０２５-08-07"]
)
def test_what_is_no_date_stays_as_it_is(published: str | None) -> None:
    assert iso_date(published) is None
    assert words("de", REPORT).day(published) == (published or "")
