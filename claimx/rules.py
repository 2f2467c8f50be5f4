"""What all rules over the sentences of a Doc hold in hand."""

from __future__ import annotations

from claimx.analysis import Analysis
from claimx.frames import CueFinder
from claimx.phrases import PhraseReader
from claimx.roles import RoleFinder


class SentenceRules:
    """Rules that read one outer sentence at a time."""

    def __init__(self, analysis: Analysis, reader: PhraseReader, roles: RoleFinder, finder: CueFinder) -> None:
        self.a = analysis
        self.v = analysis.vocabulary
        self.reader = reader
        self.roles = roles
        self.finder = finder
