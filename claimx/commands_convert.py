"""One run of `claimx convert`: results of any format into another."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from claimx.console import Messages
from claimx.outputs.results import read_results
from claimx.outputs.stream import RunInfo
from claimx.outputs.target import check_target, write_target


@dataclasses.dataclass(frozen=True)
class ConversionJob:
    """What to do, all options checked."""

    source: Path
    source_format: str
    target: Path
    target_format: str


def convert(job: ConversionJob, messages: Messages) -> None:
    """Read, write and say what was written.

    Raises `OutputError`, `RecordError`, `InputError` or `ExtraMissing`; the target then stays as it was.
    """
    check_target(job.target, job.target_format, [str(job.source)])
    results = read_results(job.source, job.source_format)
    run = RunInfo({"command": "convert", "source": job.source.name})
    messages.written(write_target(job.target, job.target_format, results, run), str(job.target))
