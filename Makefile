# Everything one needs to work on mediawatch: `make help` lists it. Works with GNU make 3.81 (macOS) and later.
# PYTHON chooses the interpreter of .venv: make demo PYTHON=python3.13
# ARGS is handed to pytest: make test ARGS="-k quote"

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check
# One file at a time goes to the next free core, in order, so that tests with a browser stay last (tests/conftest.py).
SPREAD := -n auto --dist loadfile --no-loadscope-reorder
# Stamps: a second `make test` installs nothing, a changed pyproject.toml or constraints.txt installs again.
BASE   := $(VENV)/.installed
DEV    := $(VENV)/.installed-dev
PYTHONS := 3.11 3.12 3.13
SYSTEMS := linux macos windows
LOCK   := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --group dev \
          --custom-compile-command "make lock" pyproject.toml

.DEFAULT_GOAL := help

.PHONY: help
help:  ## list what make can do
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -e 's/:.*## /|/' | awk -F'|' '{printf "  make %-12s %s\n", $$1, $$2}'

.PHONY: demo
demo: $(BASE)  ## install, then work the sample case and show it
	@$(BIN)/mediawatch demo

.PHONY: install
install: $(BASE)  ## make .venv with mediawatch in it, in the locked versions

.PHONY: test
test: $(DEV)  ## run all tests but the slow ones
	$(BIN)/python -m pytest -m "not slow" $(SPREAD) $(ARGS)

.PHONY: test-slow
test-slow: $(DEV)  ## run the slow tests
	@$(BIN)/python -m pytest -m slow $(SPREAD) $(ARGS) || { code=$$?; test $$code -eq 5 && echo "No test is marked slow."; }

# Whoever has the plugin in a Datasette of their own may be ahead of us. What 1.0 needs and 0.65 does not is in no lock.
.PHONY: test-next
test-next: $(DEV)  ## run the plugin's tests on the newest Datasette 1.0, pre-releases too (may fail)
	@rm -rf $(VENV)-next && $(PYTHON) -m venv $(VENV)-next
	@$(BIN)/uv pip install --quiet --python $(VENV)-next/bin/python --constraint constraints.txt --editable . --group dev
	@$(BIN)/uv pip install --quiet --python $(VENV)-next/bin/python --prerelease if-necessary-or-explicit 'datasette>=1.0a0'
	@$(VENV)-next/bin/python -c 'import datasette; print("Datasette", datasette.__version__)'
	$(VENV)-next/bin/python -m pytest -q tests/served/test_own_datasette.py

.PHONY: lint
lint: $(DEV)  ## check style, types and floors
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict
	$(BIN)/lint-imports --no-cache

.PHONY: format
format: $(DEV)  ## put the code into the house's form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

.PHONY: pictures
pictures: $(DEV)  ## take docs/pictures anew (needs Chromium)
	@PYTHONPATH=tests:tests/watched $(BIN)/python -m browser.pictures docs/pictures

.PHONY: measure
measure: $(DEV)  ## print what each page weighs and how it is drawn (needs Chromium)
	@PYTHONPATH=tests:tests/watched $(BIN)/python -m browser.measure

.PHONY: bench
bench: $(DEV)  ## run every benchmark (slow; read CONTRIBUTING.md first)
	@for file in benchmarks/*.py; do \
	    test -e "$$file" || { echo "There is no benchmark yet."; break; }; \
	    echo "== $$file"; $(BIN)/python "$$file" || exit 1; \
	done

.PHONY: wheel
wheel: $(DEV)  ## build dist/mediawatch-*.whl
	@rm -f dist/mediawatch-*.whl
	$(PIP) wheel --quiet --no-deps --wheel-dir dist .
	@ls dist/mediawatch-*.whl

.PHONY: lock
lock: $(DEV)  ## write constraints.txt anew, with the newest versions that fit
	$(LOCK) --upgrade --output-file constraints.txt
	@echo "Now: make test lint check-lock, and commit constraints.txt."

.PHONY: check-lock
check-lock: $(DEV)  ## check that constraints.txt is whole and resolves to wheels everywhere
	@cp constraints.txt $(VENV)/constraints.check
	@$(LOCK) --output-file $(VENV)/constraints.check
	@diff -u constraints.txt $(VENV)/constraints.check \
	    || { echo "constraints.txt does not agree with pyproject.toml. Run: make lock"; exit 1; }
	@for version in $(PYTHONS); do for system in $(SYSTEMS); do \
	    $(BIN)/uv pip compile --quiet --group dev --python-version $$version --python-platform $$system \
	        --only-binary :all: --constraint constraints.txt --no-header --output-file $(VENV)/resolved.txt \
	        pyproject.toml >/dev/null || exit 1; \
	    echo "Python $$version on $$system: `grep -c == $(VENV)/resolved.txt` packages, all as wheels"; \
	    rm -f $(VENV)/resolved.txt; \
	done; done

.PHONY: clean
clean:  ## remove .venv, builds and caches; the record in db/ stays
	rm -rf $(VENV) $(VENV)-next dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "mediawatch needs Python 3.11 or later; `$(PYTHON) --version 2>&1` is not enough."; \
	    echo "Name another: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The interpreter is made once: that its time changes is no reason to install again, hence order-only (|).
$(BASE): pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

# pip reads dependency groups from 25.1 on; the locked pip comes first, since Python 3.11 and 3.12 bring older ones.
$(DEV): $(BASE)
	$(PIP) install --quiet --constraint constraints.txt --upgrade pip
	$(PIP) install --quiet --constraint constraints.txt --group dev
	@touch $@
