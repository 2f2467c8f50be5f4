"""One run of `claimx train`: gold in, a quotation model out."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path

from claimx import pipeline
from claimx.console import Messages
from claimx.errors import ClaimxError, OutputError
from claimx.gold import Gold, GoldError, read_gold
from claimx.messages import say
from claimx.quotation_model import SETTINGS_FILE, QuotationModel

RECORD_FILE = "trained_on.json"
_FEWEST = 5


class TrainingUnavailable(ClaimxError):
    """The libraries of the extra ``train`` are not installed."""

    slug = "training-unavailable"


@dataclasses.dataclass(frozen=True)
class TrainingJob:
    """What to do, all options checked."""

    gold: Sequence[str]
    """The gold files."""
    weights: Sequence[int]
    """How often the texts of each file count."""
    target: Path
    """The folder of the new model."""
    model: str | None


class TrainingRun:
    """A job on its way."""

    def __init__(self, job: TrainingJob, messages: Messages) -> None:
        self.job = job
        self.messages = messages

    def run(self) -> None:
        """Read, train and save.

        Raises `TrainingUnavailable`, `GoldError`, `InputError`, `ModelError` or `OutputError`; nothing is written
        then.
        """
        _require_libraries()
        _check_target(self.job.target)
        files = [read_gold(name) for name in self.job.gold]
        trained = self._train(files)
        facts = [
            {"source": "/".join(Path(gold.source).parts[-2:]), "texts": len(gold.texts), "weight": weight}
            for gold, weight in zip(files, self.job.weights, strict=True)
        ]
        try:
            trained.save(self.job.target)
            (self.job.target / RECORD_FILE).write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            raise OutputError("unwritable", source=self.job.target, error=error) from error
        self.messages.note(say("model_written", folder=self.job.target))

    def _train(self, files: Sequence[Gold]) -> QuotationModel:
        from claimx.training.examples import read_examples
        from claimx.training.train import train

        texts = sum(len(gold.texts) for gold in files)
        if texts < _FEWEST or not any(text.claims for gold in files for text in gold.texts):
            raise GoldError("too_little_gold_one" if texts == 1 else "too_little_gold", count=texts, least=_FEWEST)
        nlp = pipeline.load(self.job.model)
        nlp.remove_pipe(pipeline.CLAIM_COMPONENT)
        examples = []
        with self.messages.progress(texts) as bar:
            for gold, weight in zip(files, self.job.weights, strict=True):
                for example in read_examples(nlp, gold, weight):
                    bar.step()
                    examples.append(example)
        return train(examples, lambda key, **values: self.messages.note(say(key, **values)))


def _require_libraries() -> None:
    for module, package in (("pycrfsuite", "python-crfsuite"), ("scipy", "scipy")):
        if importlib.util.find_spec(module) is None:
            raise TrainingUnavailable("training_needs", package=package)


def _check_target(folder: Path) -> None:
    """An old model may be replaced, and an empty folder filled; nothing else is written into."""
    if folder.exists() and not folder.is_dir():
        raise OutputError("file_for_model", source=folder)
    if folder.is_dir() and any(folder.iterdir()) and not (folder / SETTINGS_FILE).is_file():
        raise OutputError("folder_of_other_model", source=folder)
