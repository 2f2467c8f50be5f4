"""An evaluation as people see it: tables of figures, and the worst mistakes in their context.

Everything that comes from a text is shown without control characters and without being taken for
markup. Colours tell gold (green) from predicted (red); without colours, the lines below tell them apart.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from claimx.console import TYPE_STYLES, show, styled
from claimx.evaluation import INVENTED, MISSED, Evaluation, Mistake, Reliability, quote_spans
from claimx.messages import say
from claimx.outputs.writers import printable
from claimx.scoring import Expected, Predicted, Spans

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

# Characters shown before and after a mistake; of a longer mistake, the middle is left out.
CONTEXT = 70
LONGEST = 480

_BLANKS = re.compile(r"\s+")
# By whether a character is in the gold quote and in the predicted one.
_STYLES = {
    (True, True): "bold",
    (True, False): "bold green",
    (False, True): "bold red",
    (False, False): "dim",
}


def draw_evaluation(title: str, facts: Iterable[str], evaluation: Evaluation, errors: int, console: Console) -> None:
    """Draw the figures, then the `errors` worst mistakes; `title` and `facts` make the heading."""
    from rich.padding import Padding

    heading = styled(title, "bold")
    for fact in facts:
        heading.append(f" · {show(fact)}", style="dim")
    mistakes = (_mistake(mistake) for mistake in evaluation.worst(errors))
    for number, part in enumerate(itertools.chain([heading], _tables(evaluation), [_causes(evaluation)], mistakes)):
        if number:
            console.print()
        console.print(Padding(part, (0, 0, 0, 1), expand=False))


def _tables(evaluation: Evaluation) -> Iterator[RenderableType]:
    yield _scores(evaluation)
    yield _types(evaluation)
    yield _confusion(evaluation)
    if "by_phenomenon" in evaluation.scores:
        yield _phenomena(evaluation)
    if evaluation.found_reliability and evaluation.attributed_reliability:
        yield _reliability(evaluation.found_reliability, evaluation.attributed_reliability)


def _scores(evaluation: Evaluation) -> Table:
    table = _table("score", "p", "r", "f1", "right", "of")
    for name, value in evaluation.scores.items():
        if "f1" in value:
            table.add_row(say(f"score_{name}"), *(f"{value[key]:.3f}" for key in ("p", "r", "f1")))
        elif "accuracy" in value:
            table.add_row(say(f"score_{name}"), "", "", "", f"{value['accuracy']:.3f}", str(value["n"]))
    return table


def _types(evaluation: Evaluation) -> Table:
    table = _table("type", "p", "r", "f1", "gold", "predicted", "found")
    for kind, score in evaluation.types.items():
        numbers = (score.gold, score.predicted, score.found)
        table.add_row(_kind(kind), f"{score.p:.3f}", f"{score.r:.3f}", f"{score.f1:.3f}", *map(str, numbers))
    return table


def _confusion(evaluation: Evaluation) -> Table:
    """Gold types as rows, predicted types as columns, those that occur."""
    kinds = [kind for kind in evaluation.type_names if kind in evaluation.types]
    heads = (*(say(f"head_{kind}") for kind in kinds), say("cause_missed"))
    table = _headed(say("evaluation_confusion"), *heads)
    for row in (*kinds, INVENTED):
        counts = evaluation.confusion[row]
        cells = [_count(counts.get(column, 0), column == row) for column in (*kinds, MISSED)]
        table.add_row(styled(say("cause_invented")) if row == INVENTED else _kind(row), *cells)
    return table


def _phenomena(evaluation: Evaluation) -> Table:
    table = _table("phenomenon", "claim_f1", "attributed_f1")
    for name, value in evaluation.scores["by_phenomenon"].items():
        table.add_row(styled(name), f"{value['claim']:.3f}", f"{value['attributed']:.3f}")
    return table


def _reliability(found: Reliability, attributed: Reliability) -> Table:
    table = _table("confidence", "claims", "mean", "found", "and_attributed")
    for one, other in zip(found.bins, attributed.bins, strict=True):
        if one.n:
            shares = (one.confidence, one.right, other.right)
            table.add_row(
                say("evaluation_bin", low=one.low, high=one.high), str(one.n), *(f"{x or 0:.3f}" for x in shares)
            )
    table.add_section()
    table.add_row(say("evaluation_calibration"), str(found.n), "", f"{found.ece:.3f}", f"{attributed.ece:.3f}")
    return table


def _causes(evaluation: Evaluation) -> Text:
    counts = [f"{len(found)} {_cause(cause)}" for cause, found in evaluation.mistakes.items()]
    return styled(say("evaluation_mistakes", counts=", ".join(counts)))


def _mistake(mistake: Mistake) -> RenderableType:
    from rich.console import Group
    from rich.padding import Padding
    from rich.table import Table

    head = styled(_cause(mistake.cause), "bold yellow").append(f" · {show(mistake.text.key)}", style="bold")
    if spans := mistake.spans:
        place = say("evaluation_characters", start=spans[0][0], end=max(end for _, end in spans))
        head.append(f" · {place}", style="dim")
    if mistake.overlap:
        head.append(f" · {say('evaluation_overlap', share=mistake.overlap)}", style="dim")
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for label, style, claim in (("gold", "green", mistake.gold), ("claimx", "red", mistake.predicted)):
        grid.add_row(styled(say(f"evaluation_of_{label}"), style), _claim(mistake, claim))
    grid.add_row(styled(say("evaluation_of_text"), "dim"), _context(mistake))
    return Group(head, Padding(grid, (0, 0, 0, 2), expand=False))


def _claim(mistake: Mistake, claim: Expected | Predicted | None) -> Text:
    """Type, speaker, quote and confidence on one line."""
    if claim is None:
        return styled(say("evaluation_nothing"), "dim italic")
    line = _kind(claim.type or "untyped")
    speaker = mistake.speaker(claim)
    line.append(" · ").append(show(speaker or say("evaluation_nobody")), style="bold" if speaker else "italic")
    line.append(f" · {show(mistake.quoted(claim))}")
    if isinstance(claim, Predicted) and claim.confidence is not None:
        line.append(f" · {claim.confidence:.2f}", style="dim")
    return line


def _context(mistake: Mistake) -> Text:
    """The text around a mistake; quotes in bold, in colour where only one side has them."""
    from rich.text import Text

    text, spans = mistake.text.text, mistake.spans
    start, end = (spans[0][0], max(end for _, end in spans)) if spans else (0, 0)
    first, last = _word_borders(text, start - CONTEXT, end + CONTEXT)
    gold, predicted = _members(quote_spans(mistake.gold)), _members(quote_spans(mistake.predicted))
    half = LONGEST // 2 + CONTEXT
    pieces = [(first, last)] if last - first <= 2 * half else [(first, first + half), (last - half, last)]
    shown = Text().append("… " if first else "", style="dim")
    for number, piece in enumerate(pieces):
        if number:
            shown.append(" […] ", style="dim")
        for style, run in itertools.groupby(range(*piece), lambda i: _STYLES[i in gold, i in predicted]):
            shown.append(_plain("".join(text[i] for i in run)), style=style)
    return shown.append(" …" if last < len(text) else "", style="dim")


def _word_borders(text: str, first: int, last: int) -> tuple[int, int]:
    """A stretch of the text, made a little smaller so that no word is cut; words end at blanks."""
    if first > 0 and (blank := text.find(" ", first, first + CONTEXT)) >= 0:
        first = blank + 1
    if last < len(text) and (blank := text.rfind(" ", last - CONTEXT, last)) >= 0:
        last = blank
    return max(0, first), min(len(text), last)


def _members(spans: Spans) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def _plain(text: str) -> str:
    """A stretch of a text without control characters and soft hyphens; blanks at its ends stay."""
    return _BLANKS.sub(" ", printable(text.replace("\u00ad", "")))


def _table(*columns: str) -> Table:
    """An empty table with these columns."""
    return _headed(*(say(f"evaluation_column_{column}") for column in columns))


def _headed(*titles: str) -> Table:
    """An empty table: names on the left, numbers on the right."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, header_style="dim", padding=(0, 2, 0, 0), show_edge=False, pad_edge=False)
    for number, title in enumerate(titles):
        table.add_column(title, justify="right" if number else "left", overflow="fold", no_wrap=not number)
    return table


def _kind(kind: str) -> Text:
    return styled(say(f"type_{kind}"), TYPE_STYLES.get(kind, ""))


def _cause(cause: str) -> str:
    return say(f"cause_{cause.replace(' ', '_')}")


def _count(count: int, right: bool) -> Text:
    return styled(str(count), ("bold green" if right else "") if count else "dim")
