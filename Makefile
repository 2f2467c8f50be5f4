# Two commands for a start: `make run` and `make test`. Needs Python 3.10 to 3.13, nothing else.

# Where the training and measuring data lies (see models/ for what it is).
DATA ?= ../shared/data
VENV ?= .venv
# The first Python that fits; `make PYTHON=/path/to/python3.12 test` chooses another.
FITS := import sys; sys.exit(not (3, 10) <= sys.version_info[:2] < (3, 14))
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.10 python; do \
	$$p -c '$(FITS)' 2>/dev/null && echo $$p && break; done)

BIN := $(VENV)/bin
SEED := seeds/000_1c8a394ffed3ba5b.txt
CASES := $(wildcard tests/cases/*.jsonl)
NEWS := $(wildcard $(DATA)/quotes/dev.jsonl.gz $(DATA)/news/dev.jsonl.gz)
SOURCES := claimx tests docs models benchmarks

.DEFAULT_GOAL := help
BENCH_ARTICLES ?= 100

.PHONY: help run test lint eval bench bench-others docs figures screenshots picture train-pipeline train-quotes train clean

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.installed ## install what is missing and show the claims of the seed article
	@$(BIN)/claimx extract $(SEED)

test: lint ## linters and all tests
	$(BIN)/python -m pytest -q -n auto --dist loadfile -m "not timed"
	$(BIN)/python -m pytest -q -m timed

lint: $(VENV)/.installed-test ## ruff and mypy
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy

eval: $(VENV)/.installed-test ## the scores on the cases, and on DATA where it is there
	@for gold in $(CASES) $(NEWS); do \
		echo "== $$gold"; $(BIN)/claimx evaluate --quiet "$$gold" || test $$? = 3 || exit 1; \
	done

bench: $(VENV)/.installed-test ## words per second beside the bare pipeline, alone and with 1 and 2 workers; memory
	DATA="$(DATA)" $(BIN)/python benchmarks/speed.py --articles $(BENCH_ARTICLES)
	DATA="$(DATA)" $(BIN)/python benchmarks/batch.py
	DATA="$(DATA)" $(BIN)/python benchmarks/memory.py

bench-others: $(VENV)-bench/.installed ## beside textacy, and what generation with an mT5-base costs
	DATA="$(DATA)" $(VENV)-bench/bin/python benchmarks/alternatives.py
	DATA="$(DATA)" $(VENV)-bench/bin/python benchmarks/generation.py

docs: $(VENV)/.installed-test ## write what README and docs/ show of the program anew, and the site to build/site
	$(BIN)/python docs/build.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

figures: $(VENV)/.installed-test ## measure all engines on DATA and write the figures into docs/quality.md (minutes)
	DATA="$(DATA)" $(BIN)/python docs/figures.py

picture: docs ## the same: docs/seed.svg is the picture

screenshots: $(VENV)/.installed-test ## pictures of the report in docs/screenshots, made by Chromium
	$(BIN)/python docs/screenshots.py

train-pipeline: $(VENV)/.installed-pipeline ## train models/de_claimx_news from DATA (hours)
	DATA="$(DATA)" $(BIN)/python -m models.train

train-quotes: $(VENV)/.installed-test ## train both quotation models from DATA (minutes)
	$(BIN)/claimx train "$(DATA)/quotes/train.jsonl.gz" "$(DATA)/news/train.jsonl.gz" tests/cases/extra.jsonl \
		--weight 1 --weight 3 --weight 3 --output models/de_claimx_quotes
	$(BIN)/claimx train "$(DATA)/news/train.jsonl.gz" tests/cases/extra.jsonl --output models/de_claimx_quotes_free

train: train-pipeline train-quotes ## all that is trained

clean: ## take away what make and the tests made
	rm -rf $(VENV) $(VENV)-bench build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/bin/pip:
	@test -n "$(PYTHON)" || { echo "claimx needs Python 3.10 to 3.13; none is on the PATH." >&2; exit 1; }
	@echo "Creating $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/pip
	@echo "Installing claimx into $(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-pipeline: $(VENV)/.installed-test
	@echo "Installing what training the pipeline needs into $(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,pipeline]'
	@touch $@

# torch has a place of its own: where it is installed, thinc imports it, and everything starts later.
$(VENV)-bench/.installed: pyproject.toml
	@echo "Installing claimx and what it is compared with into $(VENV)-bench"
	@$(PYTHON) -m venv $(VENV)-bench
	@$(VENV)-bench/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

$(VENV)/.installed-test: pyproject.toml | $(VENV)/bin/pip
	@echo "Installing claimx and its test tools into $(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $(VENV)/.installed $@
