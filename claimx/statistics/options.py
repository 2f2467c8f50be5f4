"""What can be asked of statistics: by what claims are counted, how repeats count, in which format."""

from __future__ import annotations

DIMENSIONS = ("speaker", "type", "role", "kind", "gender", "source", "via", "month", "cue")
"""By what claims can be counted."""
REPEATS = ("each", "once")
"""Whether a repeated quotation counts each time or once."""
FORMATS = ("table", "json", "csv", "md")
"""The first one is for people."""
