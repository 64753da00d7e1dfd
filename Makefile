# Two commands do all the set-up: `make demo` shows the main job without any account, `make test` passes the tests.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
SOURCES := $(shell find watcher -type f -not -name '*.pyc') pyproject.toml
TESTS  ?= tests

.PHONY: demo test test-full bench lint clean tools
.DELETE_ON_ERROR:

demo: $(VENV)/.demo
	@$(BIN)/rejection-watcher demo

test: $(VENV)/.test lint
	$(BIN)/python -m coverage erase
	$(BIN)/pytest -n 2 --dist loadfile --cov=watcher --cov-branch --cov-report= $(TESTS)
	$(BIN)/python -m coverage report --include='*/watcher/core/*' --show-missing --skip-covered --fail-under=100

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test-full: $(VENV)/.test
	WATCHER_FULL=1 $(BIN)/pytest -n 2 --dist loadfile $(TESTS)

bench: $(VENV)/.test
	$(BIN)/python bench/classify.py
	$(BIN)/python bench/extract.py

# The environment is made anew from pyproject.toml and tests/constraints.txt.
$(VENV)/.demo: $(SOURCES) tests/constraints.txt | tools
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV) (a minute or two the first time) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint tests/constraints.txt '.[demo]'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall .
	@touch $@

$(VENV)/.test: $(SOURCES) tests/constraints.txt | tools
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV) (a minute or two the first time) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint tests/constraints.txt '.[test]'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall --editable .
	@touch $@ $(VENV)/.demo

tools:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is missing. On Debian: sudo apt install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) --version). Name another one: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing. On Debian: sudo apt install python3-venv" >&2; exit 1; }

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage
