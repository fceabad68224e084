# Portico: `make run` shows it, `make test` is the whole gate. Everything lives in .venv; Node comes from PyPI.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
NPM := $(BIN)/python backend/hatch_build.py npm
PYTEST ?= $(BIN)/pytest

# Python keeps what it compiled, whatever this shell prefers: the gate starts some hundred processes.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test soak check-python check-dashboard lint format typos mutants mutmut letters bench frontend install lock schema clean

run: export PORTICO_PORT ?= 8000
run: export PORTICO_DATA_DIR ?= $(CURDIR)/.data
run: .venv/.runtime frontend
	@exec $(BIN)/portico demo

PHASE := $(BIN)/python tests/phase.py
TOGETHER := $(MAKE) --no-print-directory -j2 --output-sync=target

# Databases of tests live in memory where there is room for them: half of what the gate took from the processor was the disk's.
test soak: export TMPDIR ?= $(shell df -k --output=avail /dev/shm 2>/dev/null | awk 'NR == 2 && $$1 > 4000000 {print "/dev/shm"}')

# The whole gate, cheapest first: at most ten minutes on two idle cores.
test: .venv/.dev
	@$(PHASE) "formats, types, contracts, dashboard's unit tests" 60 $(TOGETHER) check-python check-dashboard
	@$(PHASE) "tests on SQLite and on a private PostgreSQL" 240 $(PYTEST) -n 3 --dist worksteal -m "not browser and not soak"
	@$(PHASE) "dashboard in Chromium" 240 $(PYTEST) tests/browser --capture=no

# What takes over thirty seconds: whole products of which the gate has a sample, the other engine of what has either, and long walks by chance.
soak: .venv/.dev typos mutants mutmut
	$(PYTEST) -n 3 --dist worksteal -m soak
	LOOKS=all SPECS="every-screen looks-desk looks-steps" $(PYTEST) tests/browser --capture=no

check-python: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/portico export-schema --check
	$(BIN)/portico draw --check

check-dashboard: .venv/.dev
	$(NPM) run --silent codegen
	$(NPM) run --silent lint
	$(NPM) run --silent types
	$(NPM) run --silent test

lint: check-python
	$(NPM) run --silent codegen
	$(NPM) run --silent lint

# Misspellings planted in a throw-away copy of the law: each has to be found.
typos: .venv/.dev
	@$(BIN)/python -m tests.typos

# Alters every row of every lifecycle as data: a quarter of a minute.
mutants: .venv/.dev
	@$(BIN)/python -m tests.mutants

# Alters the functions of the law with mutmut, an expression at a time: a quarter of an hour.
mutmut: .venv/.dev
	@$(BIN)/python -m tests.mutants.functions

# Every mail of every lifecycle, as its receiver gets it: to be read.
LETTERS ?= .letters
letters: .venv/.dev
	@$(BIN)/python -m tests.letters $(LETTERS)

# Reading and creating beside what else one could put on the same PostgreSQL, in turns, and every list of a million numbers beside ten thousand:
# four minutes and ten on two idle cores (docs/performance.md).
bench: .venv/.dev
	@PYTHONPATH=backend:. $(BIN)/python -m benchmarks.peers $(BENCH)
	@PYTHONPATH=backend:. $(BIN)/python -m benchmarks.lists_at_scale $(SCALE)

format: .venv/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(NPM) run --silent format

frontend: .venv/.runtime
	@$(BIN)/python backend/hatch_build.py

install: .venv/.dev

# Writes what `make test` compares: schema.graphql and docs/lifecycles.md.
schema: .venv/.dev
	$(BIN)/portico export-schema
	$(BIN)/portico draw

# The locks hold names and versions only, so that any index serves them.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-emit-index-url --no-emit-find-links
lock: .venv/.dev
	$(LOCK) $(LOCKFLAGS) pyproject.toml -o backend/requirements.txt
	$(LOCK) $(LOCKFLAGS) --group build -o backend/requirements-build.txt
	$(LOCK) $(LOCKFLAGS) -c backend/requirements.txt -c backend/requirements-build.txt --group dev -o backend/requirements-dev.txt

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache dist build
	rm -rf frontend/node_modules frontend/src/gql frontend/test-results backend/portico/static
	find backend tests -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Portico needs Python 3.11 or newer: install it, or name it with 'make PYTHON=...'" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "Python cannot make a virtual environment: on Debian and Ubuntu, install the package python3-venv" >&2; exit 1; }

.venv/.runtime: .venv/bin/python pyproject.toml backend/requirements.txt backend/requirements-build.txt
	@echo "Installing Portico into .venv"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r backend/requirements.txt -r backend/requirements-build.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

.venv/.dev: .venv/.runtime backend/requirements-dev.txt
	@echo "Installing the development tools into .venv"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r backend/requirements-dev.txt
	@touch $@
