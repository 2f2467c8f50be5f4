"""The command line with all its commands, in the order of the help page.

spaCy, rich's tables and all that takes time are imported when a command needs them, so that
`claimx --help` is instant.
"""

from __future__ import annotations

from claimx import cli_extraction, cli_reading, cli_training
from claimx.app import ExitCode, app

__all__ = ["ExitCode", "app", "cli_extraction", "cli_reading", "cli_training"]
