from __future__ import annotations

import re

from conftest import ROOT

FOLDER = ROOT / "docs" / "screenshots"


def test_every_picture_of_the_report_is_there_and_small() -> None:
    named = set(re.findall(r'Shot\("([\w-]+)"', (ROOT / "docs" / "screenshots.py").read_text(encoding="utf-8")))
    assert {path.stem for path in FOLDER.glob("*.png")} == named
    assert [path.name for path in FOLDER.glob("*.png") if path.stat().st_size >= 300_000] == []
