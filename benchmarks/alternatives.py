"""claimx beside textacy's `direct_quotations` on the same base pipeline: words per second, and F1 on the case files.

    python benchmarks/alternatives.py [--data FOLDER] [--articles 100] [--rounds 3] [--gold FILE ...] [--json FILE]

textacy knows reporting verbs of English, Spanish and French only. It gets German ones here, in the place where it looks
them up by language: the lemmas of claimx's own lexicon (`claimx/data/de/cue_verbs.tsv`) that report a direct quotation,
those with a separable prefix also without it, since the pipeline's lemma of "kündigte … an" is "kündigen". Of six such
lists (by strength, with and without the bare verbs) this one served textacy best. Nothing else of it is changed: the
speaker is the head noun that it gives, which is seldom a full name. Where a text has an odd number of quotation marks,
textacy refuses it; that counts as no claims.

Speed includes the pipeline, one text at a time, in one process, turns taken article by article; the best round of each
counts. A claim is found from an F1 of its letters of 0.8 on (`claimx.scoring`). textacy only looks for direct
quotations, so the figures for those stand beside the figures for all. The case files are this project's own: claimx's
rules were written with them, and hybrid was trained on extra.jsonl. `--gold` measures on other files, in any format of
`claimx evaluate`.
Needs: pip install '.[eval,bench]'
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import common
import spacy
from textacy import constants
from textacy.extract.triples import direct_quotations

from claimx import api, lexicon, pipeline
from claimx.gold import predicted_claim, read_gold
from claimx.records import Article, Document
from claimx.scoring import GoldText, Named, Predicted, align, score_cases

ENGINES = ("rules", "hybrid")
CASES = sorted((common.ROOT / "tests" / "cases").glob("*.jsonl"))
Finder = Callable[[GoldText], list[Predicted]]


def german_verbs() -> set[str]:
    """Lemmas of the verbs that report a direct quotation, those with a separable prefix also without it."""
    lemmas = [row["lemma"] for row in lexicon.read("cue_verbs") if "direct" in row["complements"].split(",")]
    return {lemma.replace("|", "") for lemma in lemmas} | {lemma.rpartition("|")[2] for lemma in lemmas}


class Textacy:
    """textacy's direct quotations, with the number of texts that it refused."""

    def __init__(self, nlp: Any) -> None:
        self.nlp = nlp
        self.refused = 0

    def quotations(self, text: str) -> list[Any]:
        """(speaker, cue, content) of each direct quotation."""
        try:
            return list(direct_quotations(self.nlp(text)))
        except ValueError:  # an odd number of quotation marks
            self.refused += 1
            return []

    def find(self, text: GoldText) -> list[Predicted]:
        """The quotations as they are measured; the speaker's name is the words that textacy gives."""
        return [
            Predicted(
                "direct",
                {"quote": ((found.content.start_char, found.content.end_char),)},
                speaker=Named((" ".join(token.text for token in found.speaker),)),
            )
            for found in self.quotations(text.text)
        ]


def claimx_finder(nlp: Any) -> Finder:
    """What claimx finds with a loaded pipeline."""

    def find(text: GoldText) -> list[Predicted]:
        (item,) = api.pipe([Article(text.key, text.text)], nlp=nlp)
        assert isinstance(item, Document), item
        return [predicted_claim(claim.to_dict()) for claim in item.claims]

    return find


def measure_quality(finders: dict[str, Finder], gold: Iterable[Path]) -> tuple[list[common.Row], list[common.Row]]:
    """Two tables with a line for each file and method and for all files: all claims, and direct quotations alone."""
    every: dict[str, list[GoldText]] = {path.name: list(read_gold(str(path)).texts) for path in gold}
    found = {
        name: {file: [find(text) for text in texts] for file, texts in every.items()} for name, find in finders.items()
    }
    files = [*([file] for file in every), *([list(every)] if len(every) > 1 else [])]
    tables: tuple[list[common.Row], list[common.Row]] = ([], [])
    for names in files:
        label = names[0] if len(names) == 1 else "all files"
        texts = [text for file in names for text in every[file]]
        for method, by_file in found.items():
            claims = [items for file in names for items in by_file[file]]
            for table, direct in zip(tables, (False, True), strict=True):
                table.append({"file": label, "method": method, **_scores(texts, claims, direct)})
    return tables


def _scores(texts: Sequence[GoldText], claims: Sequence[list[Predicted]], direct: bool) -> common.Row:
    if direct:
        texts = [dataclasses.replace(t, claims=tuple(c for c in t.claims if c.type == "direct")) for t in texts]
        claims = [[claim for claim in items if claim.type == "direct"] for items in claims]
    figures = score_cases([align(*pair) for pair in zip(texts, claims, strict=True)])
    line = figures["claim"]
    return {
        "gold": sum(len(text.claims) for text in texts),
        "predicted": sum(map(len, claims)),
        "precision": line["p"],
        "recall": line["r"],
        "claim F1": line["f1"],
        "with speaker": figures["attributed"]["f1"],
    }


def main() -> None:
    options = common.parser(__doc__)
    common.add_data(options, articles=100)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--gold", type=Path, nargs="+", default=CASES, metavar="FILE", help="default: the case files")
    options.add_argument("--model")
    args = options.parse_args()
    verbs = german_verbs()
    constants.REPORTING_VERBS["de"] = verbs
    bare = spacy.load(pipeline.require_model(pipeline.canonical_name(args.model)))
    engines = {engine: pipeline.load(args.model, engine) for engine in ENGINES}
    textacy = Textacy(bare)
    texts = common.read_texts(args.data, args.articles)
    speed = common.measure_speed({"bare pipeline": bare, "textacy": textacy.quotations, **engines}, texts, args.rounds)
    refused = sum(len([token for token in bare.make_doc(text) if token.is_quote]) % 2 for text in texts)
    textacy.refused = 0
    finders: dict[str, Finder] = {"textacy": textacy.find} | {n: claimx_finder(nlp) for n, nlp in engines.items()}
    everything, direct = measure_quality(finders, args.gold)
    tables = [
        common.Table("speed", f"Speed: {common.counted(texts)}, best of {args.rounds} rounds", speed),
        common.Table("claims", "Claims of all types", everything),
        common.Table("direct", "Direct quotations alone", direct),
    ]
    notes = [
        f"textacy has no German reporting verbs; it was given {len(verbs)} lemmas from claimx's lexicon.",
        f"It refused {refused} of {len(texts)} articles and {textacy.refused} gold texts for an odd number of marks.",
        "The case files are claimx's own: its rules were written with them, hybrid was trained on extra.jsonl.",
    ]
    common.report("alternatives", notes, tables, args.json)


if __name__ == "__main__":
    main()
