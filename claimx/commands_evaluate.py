"""One run of `claimx evaluate`: gold in, predictions made or read, figures out as tables or JSON."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from claimx import output
from claimx.console import Messages, output_console
from claimx.evaluation import Evaluation, evaluate, predict
from claimx.evaluation_tables import draw_evaluation
from claimx.gold import Gold, GoldError, Predictions, predicted_claim, read_gold, read_predictions
from claimx.messages import counted, say
from claimx.pipeline import Settings
from claimx.records import Document, Failure, text_sha256
from claimx.scoring import Predicted, require_solver


@dataclasses.dataclass(frozen=True)
class EvaluationJob:
    """What to do, all options checked."""

    gold: str
    """The gold file."""
    as_json: bool
    errors: int
    """How many mistakes to show."""
    predictions: str | None
    """The file with the predictions; None runs the engine."""
    texts: Path | None
    """The folder with the texts of our own records; None is the gold's own."""
    limit: int | None
    """How many texts to measure; None is all."""
    settings: Settings


class EvaluationRun:
    """A job on its way: `run` does it, `done` and `failed` count the texts."""

    def __init__(self, job: EvaluationJob, messages: Messages) -> None:
        self.job = job
        self.messages = messages
        self.done = 0
        self.failed = 0
        self._pipeline: dict[str, Any] | None = None

    def run(self) -> None:
        """Read, extract, measure and print; a text that fails is reported and counts as one without claims.

        Raises `GoldError`, `InputError`, `ScoringUnavailable`, `ModelError` or `EngineUnknown`. Nothing is
        printed if no text could be used.
        """
        require_solver()
        gold = read_gold(self.job.gold, self.job.texts, self.job.limit)
        read = read_predictions(self.job.predictions) if self.job.predictions else None
        predicted = self._extracted(gold) if read is None else self._looked_up(gold, read)
        evaluation = evaluate(gold.format, gold.texts, predicted)
        if self.done:
            self._print(gold, evaluation)

    def _extracted(self, gold: Gold) -> list[tuple[Predicted, ...]]:
        found: list[tuple[Predicted, ...]] = []
        with self.messages.progress(len(gold.texts)) as bar:
            for item in predict(gold.texts, **self.job.settings.options()):
                bar.step()
                found.append(self._claims(item))
        return found

    def _claims(self, item: Document | Failure) -> tuple[Predicted, ...]:
        if isinstance(item, Failure):
            self.failed += 1
            self.messages.error(item)
            return ()
        self.done += 1
        self._pipeline = self._pipeline or item.pipeline.to_dict()
        return tuple(predicted_claim(claim.to_dict(), claim.id) for claim in item.claims)

    def _looked_up(self, gold: Gold, read: Predictions) -> list[tuple[Predicted, ...]]:
        """The predictions of a file, in the order of the gold; what does not fit is said."""
        documents = [read.of(text, gold.format) for text in gold.texts]
        missing = documents.count(None)
        if read.documents and missing == len(documents):
            raise GoldError("predictions_of_others", source=read.source, gold=gold.source, name=gold.texts[0].key)
        if missing:
            texts = counted(len(documents), "text")
            self.messages.note(say("unpredicted", source=read.source, missing=missing, texts=texts, gold=gold.source))
        changed = [
            text.key
            for text, document in zip(gold.texts, documents, strict=True)
            if document and document.sha256 and document.sha256 != text_sha256(text.text)
        ]
        if changed:
            key = "changed_text" if len(changed) == 1 else "changed_texts"
            self.messages.note(say(key, count=len(changed), source=read.source, name=changed[0]))
        self.done = len(documents)
        self._pipeline = read.pipeline
        return [document.claims if document else () for document in documents]

    def _print(self, gold: Gold, evaluation: Evaluation) -> None:
        golden = sum(len(text.claims) for text in gold.texts)
        found = sum(len(item.predicted) for item in evaluation.alignments)
        if self.job.as_json:
            data = {
                "gold": {
                    "source": gold.source,
                    "format": gold.format,
                    "texts": len(gold.texts),
                    "claims": golden,
                },
                "predicted": {
                    "source": self.job.predictions,
                    "pipeline": self._pipeline,
                    "failed": self.failed,
                    "claims": found,
                },
                **evaluation.to_dict(self.job.errors),
            }
            with output.standard_output(as_data=True) as stream:
                stream.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
            return
        by = self.job.predictions or say("by_engine", name=self.job.settings.engine)
        facts = (
            counted(len(gold.texts), "text"),
            say("gold_claims", count=golden),
            say("predicted_claims", count=found, by=by),
        )
        with output.standard_output(as_data=False) as stream:
            draw_evaluation(gold.source, facts, evaluation, self.job.errors, output_console(stream))
