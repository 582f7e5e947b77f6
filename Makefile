# Everything runs in .venv; the first target that needs it creates it in the same way as `python run.py`.
PYTHON ?= python3
IN_VENV := .venv/bin/python
LOCK := $(IN_VENV) -m uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 \
	--fork-strategy fewest --only-binary :all:

.PHONY: help check style types layers format test quick thorough fuzz mutate bench golden examples templates lock guide bundle

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

.venv/requirements-test.stamp: requirements.txt requirements-test.txt
	@$(PYTHON) run.py prepare test

check: style types layers  ## style, types, and which part may import which

style: .venv/requirements-test.stamp
	$(IN_VENV) -m ruff check
	$(IN_VENV) -m ruff format --check

types: .venv/requirements-test.stamp
	$(IN_VENV) -m mypy

layers: .venv/requirements-test.stamp
	$(IN_VENV) .venv/bin/lint-imports

format: .venv/requirements-test.stamp  ## format the code and apply the fixes that ruff can make by itself
	$(IN_VENV) -m ruff check --fix
	$(IN_VENV) -m ruff format

test: .venv/requirements-test.stamp  ## the test suite
	$(PYTHON) run.py test $(ARGS)

quick: .venv/requirements-test.stamp  ## the unit tests of the rooms that changed since the last commit
	@rooms=$$($(IN_VENV) -m tools.changed_rooms); \
	if [ -z "$$rooms" ]; then echo "nothing that has unit tests has changed"; \
	else $(PYTHON) run.py test -n auto -q $$rooms; fi

thorough: .venv/requirements-test.stamp  ## the test suite with the long tests that CI runs
	$(PYTHON) run.py test -n auto --thorough

fuzz: .venv/requirements-test.stamp  ## try new inputs for numbers, dates, workbooks and settings, for MINUTES
	$(IN_VENV) -m tools.fuzz --minutes $(or $(MINUTES),5)

.venv/requirements-mutate.stamp: requirements-mutate.txt .venv/requirements-test.stamp
	@$(IN_VENV) -m pip install --quiet --require-hashes -r requirements-mutate.txt && touch $@

mutate: .venv/requirements-mutate.stamp  ## which small changes of the code no test notices, in ROOM (all: none given), SAMPLE of them
	@for room in $(or $(ROOM),workbook receive normalise check count); do \
	$(IN_VENV) -m tools.mutate $$room $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(SEED),--seed $(SEED)) || exit 1; done

bench: .venv/requirements-test.stamp  ## how long runs take, compared with an analyst's script; writes benchmarks/RESULTS.md
	$(IN_VENV) -m benchmarks $(ARGS)

golden: .venv/requirements-test.stamp  ## rewrite the golden files; read the diff before you commit it
	$(PYTHON) run.py test --rewrite-golden tests/golden

templates:  ## the blank workbooks in input_templates/, from the forms
	$(PYTHON) run.py templates --year 2021

examples: .venv/requirements-test.stamp  ## the filled forms in examples/
	@for maker in examples/make_*.py; do $(IN_VENV) -m examples.$$(basename $$maker .py) || exit 1; done

guide: .venv/requirements-test.stamp  ## docs/사용설명서 as DOCX and web page, with pictures of the current outputs
	$(IN_VENV) -m tools.guide

lock: .venv/requirements-test.stamp  ## choose the newest versions inside the ranges of the .in files
	$(LOCK) --upgrade requirements.in --output-file requirements.txt
	$(LOCK) --upgrade --constraint requirements.txt requirements-test.in --output-file requirements-test.txt
	$(LOCK) --upgrade --constraint requirements.txt --constraint requirements-test.txt requirements-cluster.in \
		--output-file requirements-cluster.txt
	$(LOCK) --upgrade --constraint requirements.txt --constraint requirements-test.txt requirements-mutate.in \
		--output-file requirements-mutate.txt

bundle: guide  ## one zip with the wheels for Windows and Linux, for computers without a network
	$(PYTHON) run.py bundle $(ARGS)
