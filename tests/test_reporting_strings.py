from __future__ import annotations

import re
from collections import Counter

import pytest

from claimx.records import CLAIM_TYPES, KINDS, MEDIA
from claimx.reporting.page import _TEMPLATES
from claimx.reporting.strings import LANGUAGES, Words, iso_date, strings


def test_both_languages_have_the_same_places_for_words() -> None:
    german, english = strings("de"), strings("en")
    places = {key: Counter(re.findall(r"{\w+}", german[key])) for key in german}
    assert places == {key: Counter(re.findall(r"{\w+}", english[key])) for key in english}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_kind_and_medium_has_a_name(language: str) -> None:
    named = strings(language)  # type: ignore[arg-type]
    assert {f"type_{kind}" for kind in CLAIM_TYPES} <= named.keys()
    assert {f"kind_{kind}" for kind in KINDS} <= named.keys()
    assert {f"medium_{medium}" for medium in MEDIA} <= named.keys()


def test_no_string_is_left_over_or_missing() -> None:
    used = "".join(path.read_text(encoding="utf-8") for path in _TEMPLATES.iterdir())
    keys = set(strings("de"))
    asked = set(re.findall(r"words\[[\"'](\w+)[\"']\]", used)) | set(re.findall(r"\bwords\.(\w+)(?=[\].,; )])", used))
    columns = set(re.findall(r'column\("(\w+)"', used))
    counted = {f"{thing}_{n}" for thing in re.findall(r'counted\("(\w+)"', used) for n in ("one", "many")}
    prefixed = {key for key in keys if key.startswith(("type_", "kind_", "medium_", "time_by_"))}
    in_code = {"percent", "months", "day"}
    missing = (asked | columns | counted) - keys - {"language", "counted", "percent"}
    assert missing == set()
    assert keys - asked - columns - counted - prefixed - in_code == set()


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", ["1 Aussage", "2 Aussagen", "98\u00a0%", "7. August 2025"]),
        ("en", ["1 claim", "2 claims", "98%", "7 August 2025"]),
    ],
)
def test_numbers_and_dates(language: str, expected: list[str]) -> None:
    words = Words(language)  # type: ignore[arg-type]
    said = [words.counted("claims", 1), words.counted("claims", 2), words.percent(0.98), words.day("2025-08-07T09:00")]
    assert said == expected


def test_only_what_is_certain_has_100_percent() -> None:
    assert [Words("en").percent(share) for share in (1.0, 0.999, 0.994, 0.0)] == ["100%", "99%", "99%", "0%"]


@pytest.mark.parametrize("published", [None, "", "gestern", "2025-13-01", "2025"])
def test_what_is_no_date_stays_as_it_is(published: str | None) -> None:
    assert iso_date(published) is None
    assert Words("de").day(published) == (published or "")
