"""An explanation as people see it: why a claim, why this speaker, how sure.

Everything that comes from a text is shown without control characters and without being taken for markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from claimx.console import TYPE_STYLES, show, styled
from claimx.messages import say, spoken

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from claimx.explanation import CandidateSpeaker, Effect, Explanation, Labelling

Row = tuple[str, "Text"]

_MOST_CANDIDATES = 5
_MOST_OF_OTHERS = 4  # features of a candidate that was not chosen
_MOST_UNITS = 6


def draw_explanation(source: str, explanation: Explanation, console: Console) -> None:
    """Draw the claim, then the reasons: rule, cue, model, speaker and confidence."""
    from rich.padding import Padding

    console.print(Padding(_heading(source, explanation), (0, 0, 0, 1)))
    parts = (
        ("explain_why", _why(explanation)),
        ("explain_who", _who(explanation)),
        ("explain_sure", _sure(explanation)),
    )
    for title, rows in parts:
        console.print()
        console.print(Padding(styled(say(title), "bold"), (0, 0, 0, 1)))
        console.print(Padding(_grid(rows), (0, 0, 0, 3)))
    if explanation.model is not None:
        for key in ("explain_label_hint", "explain_hint"):
            console.print()
            console.print(Padding(styled(say(key), "dim"), (0, 0, 0, 1)))


def _heading(source: str, explanation: Explanation) -> Text:
    claim = explanation.claim
    line = styled(source, "bold").append(f" · {say('explain_claim', number=explanation.number)}", style="dim")
    line.append(" · ", style="dim").append(say(f"type_{claim.type}"), style=TYPE_STYLES[claim.type])
    line.append(f" · {claim.id}", style="dim")
    line.append("\n").append(show(claim.quote.text), style="not bold")
    speaker = claim.speaker
    name = say("unnamed") if speaker is None else ", ".join(filter(None, (speaker.name, speaker.role)))
    return line.append("\n").append(show(name), style="bold" if speaker else "italic")


def _why(explanation: Explanation) -> Iterator[Row]:
    rule = f"rule_{explanation.rule}"
    yield "explain_rule", styled(say(rule) if rule in spoken() else "").append(f" ({explanation.rule})", style="dim")
    yield "explain_cue", _cue(explanation)
    if explanation.model is not None:
        yield from _model(explanation.model)
    elif explanation.engine == "rules":
        yield "explain_model", styled(say("explain_no_model", engine=explanation.engine), "dim")
    else:
        yield "explain_model", styled(say("explain_not_judged"), "dim")


def _cue(explanation: Explanation) -> Text:
    cue, entry = explanation.claim.cue, explanation.cue
    if cue is None:
        return styled(say("explain_no_cue"), "dim")
    line = styled(cue.text, "bold")
    if entry is None:
        return line.append(f" · {say('explain_no_entry')}", style="dim")
    meaning, kind = say(f"meaning_{entry.meaning}"), say(f"cue_{entry.kind}")
    line.append(" → ").append(say("explain_lexeme", lemma=entry.lemma, meaning=meaning, kind=kind))
    if entry.strength:
        line.append(f" · {say('explain_strength', strength=say(f'strength_{entry.strength}'))}")
    if entry.complements:
        line.append(f" · {say('explain_complements', complements=', '.join(entry.complements))}")
    return line.append(f" ({entry.file})", style="dim")


def _model(model: Labelling) -> Iterator[Row]:
    yield "explain_model", styled(say(f"explain_{model.agreement}"))
    labels = [styled(f"{unit.probability:.2f}").append(f" {unit.label:<3} {show(unit.text)}") for unit in model.units]
    yield "explain_labels", _lines(_cut(labels, _MOST_UNITS))
    yield "explain_features", _lines(map(_effect, model.effects))


def _who(explanation: Explanation) -> Iterator[Row]:
    choice, speaker = explanation.speaker, explanation.claim.speaker
    line = styled(say(f"origin_{choice.origin}", claim=choice.continues or ""))
    if speaker is not None and speaker.name != speaker.text:
        line.append("\n").append(say("explain_mention", text=show(speaker.text), name=show(speaker.name)))
    yield "explain_speaker", line
    if choice.candidates:
        drawn = [_candidate(candidate) for candidate in choice.candidates]
        yield "explain_candidates", _lines(_cut(drawn, _MOST_CANDIDATES))
    else:
        yield "explain_candidates", styled(say("explain_no_ranking"), "dim")


def _candidate(candidate: CandidateSpeaker) -> Text:
    """Score and words, with the strongest features on the lines below."""
    name = say("explain_nobody") if candidate.text is None else candidate.text
    line = styled(f"{candidate.score:+.2f}").append(f" {show(name)}", style="bold" if candidate.chosen else "")
    for effect in candidate.effects if candidate.chosen else candidate.effects[:_MOST_OF_OTHERS]:
        line.append("\n  ").append(_effect(effect))
    return line


def _sure(explanation: Explanation) -> Iterator[Row]:
    confidence = explanation.confidence
    line = styled(say(f"explain_from_{confidence.origin}", value=f"{confidence.value:.2f}"))
    yield "explain_confidence", _lines([line, *(_effect(effect) for effect in confidence.evidence if effect.effect)])


def _effect(effect: Effect) -> Text:
    style = "green" if effect.effect > 0 else "red"
    return styled(f"{effect.effect:+.2f}", style).append(f" {show(effect.feature)}", style="dim")


def _cut(lines: list[Text], most: int) -> list[Text]:
    """The first lines, and how many there are besides."""
    rest = len(lines) - most
    return lines if rest <= 0 else [*lines[:most], styled(say("explain_more", count=rest), "dim")]


def _grid(rows: Iterable[Row]) -> Table:
    from rich.table import Table

    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for key, cell in rows:
        grid.add_row(say(key), cell)
    return grid


def _lines(parts: Iterable[Text]) -> Text:
    from rich.text import Text

    return Text("\n").join(parts)
