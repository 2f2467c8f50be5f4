from __future__ import annotations

import json

from typer.testing import CliRunner

from claimx.cli import app
from claimx.records import schema


def test_schema_is_json_on_stdout() -> None:
    result = CliRunner().invoke(app, ["schema"])
    assert result.exit_code == 0
    assert json.loads(result.stdout) == schema()
    assert result.stderr == ""
