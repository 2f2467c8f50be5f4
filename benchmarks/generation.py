"""What it costs to generate the claims of an article with an mT5-base, beside what claimx costs. Cost, not quality.

    python benchmarks/generation.py [--data FOLDER] [--articles 3] [--share 1.0] [--threads N] [--json FILE]

The published neural extractor of German quotations is of this size. The model here has mT5-base's shape and random
weights, so what it writes means nothing; only the time is measured: float32 on the CPU, greedy, with its cache of keys
and values, one article at a time. It reads as many tokens as the article has and writes `--share` times as many. A
token is one of spaCy's; mT5's own pieces of words are shorter, so a trained model reads more of them and takes longer.

The shortest articles with at least 100 tokens are taken, and no new one is begun once `--seconds` are over.
Needs: pip install '.[bench]'; 5 GB of memory; nothing is downloaded.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from typing import Any

import common
import spacy
import torch
from transformers import MT5Config, MT5ForConditionalGeneration

from claimx import pipeline

MT5_BASE: dict[str, Any] = {
    "vocab_size": 250112,
    "d_model": 768,
    "d_kv": 64,
    "d_ff": 2048,
    "num_layers": 12,
    "num_decoder_layers": 12,
    "num_heads": 12,
    "relative_attention_num_buckets": 32,
    "relative_attention_max_distance": 128,
    "dropout_rate": 0.1,
    "feed_forward_proj": "gated-gelu",
    "decoder_start_token_id": 0,
    "eos_token_id": 1,
    "pad_token_id": 0,
}
LEAST = 100  # tokens
REPEATS = 3  # of claimx, which is quick


def build_model(seed: int) -> Any:
    """An mT5-base with random weights."""
    torch.manual_seed(seed)
    return MT5ForConditionalGeneration(MT5Config(**MT5_BASE)).eval()


def count_parameters(model: Any) -> int:
    """All weights; the output layer counts even where the library lets it share the embeddings."""
    parameters = {name: weight.numel() for name, weight in model.named_parameters(remove_duplicate=False)}
    return sum(number for name, number in parameters.items() if name == "shared.weight" or "embed_tokens" not in name)


def seconds_to_generate(model: Any, read: int, write: int, seed: int) -> float:
    """The time that the model takes to read so many random tokens and to write so many."""
    generator = torch.Generator().manual_seed(seed)
    tokens = torch.randint(2, MT5_BASE["vocab_size"], (1, read), generator=generator)
    start = time.perf_counter()
    with torch.inference_mode():
        model.generate(
            tokens,
            attention_mask=torch.ones_like(tokens),
            do_sample=False,
            num_beams=1,
            min_new_tokens=write,
            max_new_tokens=write,
        )
    return time.perf_counter() - start


def seconds_to_extract(nlp: Any, text: str) -> float:
    """The time that claimx takes for a text: the median of some."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        nlp(text)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def shortest(texts: Sequence[str], number: int) -> list[tuple[int, str]]:
    """The shortest articles that are long enough, each with its number of tokens."""
    tokenize = spacy.blank("de")
    counted = ((sum(not token.is_space for token in tokenize.make_doc(text)), text) for text in texts)
    return sorted((count, text) for count, text in counted if count >= LEAST)[:number]


def measure(articles: Sequence[tuple[int, str]], share: float, limit: float, seed: int) -> tuple[int, list[common.Row]]:
    """The model's number of parameters, and a line for each article that was begun in time, then their sum."""
    nlp = pipeline.load()
    model = build_model(seed)
    nlp(articles[0][1])
    seconds_to_generate(model, 8, 2, seed)  # warm
    rows: list[common.Row] = []
    start = time.perf_counter()
    for number, (tokens, text) in enumerate(articles, 1):
        if time.perf_counter() - start > limit:
            break
        generated = seconds_to_generate(model, tokens, max(1, round(share * tokens)), seed)
        rows.append(_row(f"article {number}", len(text.split()), tokens, generated, seconds_to_extract(nlp, text)))
    keys = ("words", "tokens", "mT5-base s", "claimx s")
    words, total, generated, extracted = (sum(row[key] for row in rows) for key in keys)  # type: ignore[misc]
    return count_parameters(model), [*rows, _row("all", words, total, generated, extracted)]


def _row(name: str, words: int, tokens: int, generated: float, extracted: float) -> common.Row:
    return {
        "text": name,
        "words": words,
        "tokens": tokens,
        "mT5-base s": generated,
        "claimx s": extracted,
        "mT5-base words/s": words / generated,
        "claimx words/s": words / extracted,
        "times": generated / extracted,
    }


def main() -> None:
    options = common.parser(__doc__)
    common.add_data(options, articles=3)
    options.add_argument("--share", type=float, default=1.0, help="tokens to write for each token of the article")
    options.add_argument("--seconds", type=float, default=120.0, help="begin no article after so long")
    options.add_argument("--threads", type=int, default=torch.get_num_threads(), help="of torch")
    options.add_argument("--seed", type=int, default=1)
    args = options.parse_args()
    torch.set_num_threads(args.threads)
    articles = shortest(common.read_texts(args.data), args.articles)
    if not articles:
        options.error(f"{args.data}: no article has {LEAST} tokens")
    parameters, rows = measure(articles, args.share, args.seconds, args.seed)
    title = f"mT5-base, {parameters / 1e6:.0f} million random weights, float32, {args.threads} threads, greedy"
    notes = [
        "This measures cost, not quality: the weights are random, and what is generated means nothing.",
        f"The model writes {args.share:g} tokens for each token of the article (spaCy's tokens, fewer than mT5's own).",
        "claimx: engine hybrid with its pipeline, one process, the same articles.",
    ]
    common.report("generation", notes, [common.Table("generation", title, rows)], args.json)


if __name__ == "__main__":
    main()
