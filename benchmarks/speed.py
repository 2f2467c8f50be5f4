"""Words per second of claimx beside the bare base pipeline: the same texts.

    python benchmarks/speed.py [--data FOLDER] [--articles 100] [--rounds 3] [--model NAME] [--json FILE]

One process, turns taken article by article; the best round of each article counts. The ratios
are to the bare pipeline of the same run.
"""

from __future__ import annotations

import common
import spacy

from claimx import pipeline


def main() -> None:
    options = common.parser(__doc__)
    common.add_data(options, articles=100)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--model")
    args = options.parse_args()
    texts = common.read_texts(args.data, args.articles)
    pipelines = {"bare pipeline": spacy.load(pipeline.require_model(pipeline.canonical_name(args.model)))}
    pipelines |= {engine: pipeline.load(args.model, engine) for engine in pipeline.ENGINES}
    rows = common.measure_speed(pipelines, texts, args.rounds)
    title = f"{common.counted(texts)}, best of {args.rounds} rounds"
    common.report("speed", (), [common.Table("speed", title, rows)], args.json)


if __name__ == "__main__":
    main()
