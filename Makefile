# Column Inch. `make` lists what there is; on Windows see the README for the same without make.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON ?= python3
PY := .venv/bin/python

# Your own text goes to the shell as it was typed: blanks, quotes and dollar signs are safe.
override TEXTS := $(value TEXTS)
export TEXTS

.PHONY: help setup figures report lab test verify notebooks bench lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' Makefile | awk -F':.*## ' '{ printf "make %-10s %s\n", $$1, $$2 }'

setup: .venv/ready ## make .venv and install what requirements.txt pins (once; the others do it by themselves)

figures: .venv/ready ## make the figures; of your own text: make figures TEXTS="path/to/article.txt" (or a folder)
	@$(PY) -m helpers figures $${TEXTS:+"--texts=$$TEXTS"}

report: .venv/ready ## make the page and document to hand in, of the last run; of your own text: make report TEXTS="path/to/article.txt"
	@$(PY) -m helpers report $${TEXTS:+"--texts=$$TEXTS"}

lab: .venv/ready ## open JupyterLab on its start page, in working/: your own notebooks, texts and figures
	@$(PY) -m helpers lab

test: .venv/ready ## run all tests: helpers, style, every notebook against its outputs, the browser
	@$(PY) -m pytest

verify: .venv/ready ## make the figures again in a copy, and compare them with figures/ byte by byte
	@$(PY) -m helpers verify

notebooks: .venv/ready ## for developers: run the notebooks in place on the seed, in their committed form
	@$(PY) -m helpers notebooks

bench: .venv/ready ## time a warm `make figures` against its own floor
	@$(PY) benchmarks/rerun.py

lock: .venv/ready ## for developers: remake part two of requirements.txt (needs uv)
	@$(PY) .ci/lock

clean: ## remove .venv and caches; working/ and your figures stay
	@rm -rf .venv executed .pytest_cache .ruff_cache .hypothesis .ci/screenshots
	@find helpers tests benchmarks training notebooks -name __pycache__ -type d -prune -exec rm -rf {} +

# Made again only when the pins change. Byte-compiling and matplotlib's list of fonts are done here, once: without
# them every kernel would start slowly, or warn. Debian without python3-venv has no pip inside: its own pip fills .venv.
.venv/ready: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Column Inch needs Python 3.11 or newer, and '$(PYTHON)' is" \
	    "$$($(PYTHON) --version 2>/dev/null || echo not there). Try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Setting up .venv (once, one to three minutes) …"
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || $(PYTHON) -m venv --without-pip .venv
	@set -e; if $(PY) -m pip --version >/dev/null 2>&1; then pip="$(PY) -m pip"; \
	  else pip="$(PYTHON) -m pip --python $(PY)"; fi; \
	  $$pip install --quiet --disable-pip-version-check -r requirements.txt; \
	  $$pip install --quiet --disable-pip-version-check --no-deps -e .
	@$(PY) -m compileall -qq .venv/lib helpers >/dev/null 2>&1 || true
	@$(PY) -W ignore -c 'import logging; logging.disable(); import matplotlib.font_manager'
	@touch $@
