# The commands of this project. `make` alone lists them.

HOST ?= 127.0.0.1
PORT ?= 8501
ONLY ?=

# What is tested at each save: whole folders, by the rule in docs/testing.md.
QUICK := tests/house tests/data tests/geo tests/components tests/web

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
FOR_TESTS := $(VENV)/.installed-for-tests

# Else every server and process of the tests would compile all modules anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup run test check proof format visual visual-renew readings-renew lock licences outdated chromium

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(FOR_TESTS) ## Make .venv from the pinned requirements, those of the tests included

# The stamp is written last, so an interrupted set-up starts again.
$(INSTALLED): requirements.txt
	@began=$$(date +%s); python=""; \
	for name in python3.11 python3 python; do \
		if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
			python=$$name; break; \
		fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo "This project needs Python 3.11 or newer, and none was found." >&2; exit 1; \
	fi; \
	echo "Setting up $(VENV) with $$($$python --version)."; \
	if ! $$python -m venv $(VENV); then \
		echo "Python could not make a virtual environment: install its venv package." >&2; exit 1; \
	fi; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--requirement requirements.txt || exit 1; \
	touch $(INSTALLED); \
	echo "Set up in $$(($$(date +%s) - began)) seconds; what follows is timed apart."

# What the tests need besides.
$(FOR_TESTS): requirements-dev.txt $(INSTALLED)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--requirement requirements-dev.txt
	@touch $(FOR_TESTS)

run: $(INSTALLED) ## Serve the dashboard (HOST and PORT can be given)
	@exec env HOST=$(HOST) PORT=$(PORT) $(BIN)/python app.py

# Data and types are looked at while the tests run; what is found is told after them.
check: $(FOR_TESTS) ## The quick round, 1 to 2 minutes: lint, format, imports, types, data, unit tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-cache --no-logo
	@told=$$(mktemp); { $(BIN)/python -m data check && $(BIN)/basedpyright; } > $$told & beside=$$!; ok=0; \
	$(BIN)/python -m pytest --quiet --numprocesses auto --dist loadfile $(QUICK) || ok=1; \
	wait $$beside || ok=1; echo "Data and types:"; cat $$told; rm $$told; exit $$ok

# Those in the browser by themselves: what drives it keeps a loop running in its process. They wait
# for each other's servers and pages, so there is one more of them at a time than processors; who has
# done all of its own takes from the others.
TESTS = $(BIN)/python -m pytest --dist loadfile --durations 10 --numprocesses
test: $(FOR_TESTS) chromium ## All that each change must pass, 10 to 14 minutes, Chromium included
ifdef PYTEST_ARGS
	@$(TESTS) auto $(PYTEST_ARGS)
else
	@ok=0; $(TESTS) auto tests/service tests/pages tests/renewal $(QUICK) || ok=1; \
	$(TESTS) $$(($$(getconf _NPROCESSORS_ONLN) + 1)) --dist worksteal tests/browser || ok=1; exit $$ok
endif

# All three are done, whatever one of them finds.
proof: $(FOR_TESTS) chromium ## The rest, nightly and before a release: see docs/testing.md
	@ok=0; \
	FUZZ=$${FUZZ:-thorough} $(BIN)/python -m pytest --numprocesses auto --dist loadfile --durations 10 \
		tests/proof tests/*/test_disks.py $(PYTEST_ARGS) || ok=1; \
	$(BIN)/python -m tests.visual || ok=1; \
	$(BIN)/python -m tests.benchmarks.bench_load 200 || ok=1; \
	exit $$ok

format: $(FOR_TESTS) ## Put the code into the house format
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format .

visual: $(FOR_TESTS) chromium ## Compare the pages with their pictures (ONLY=money: some of them)
	@$(BIN)/python -m tests.visual --only "$(ONLY)"

visual-renew: $(FOR_TESTS) chromium ## Take the pictures of the pages and of the README anew
	@$(BIN)/python -m tests.visual --renew --only "$(ONLY)"

readings-renew: $(FOR_TESTS) chromium ## Write anew what is heard of each page (tests/proof/readings)
	@RENEW_READINGS=1 $(BIN)/python -m pytest --quiet tests/proof/test_readings.py

lock: ## Compile the .in files into the .txt files; what is pinned stays (UPGRADE=1: the newest)
	@python3 -m venv .lock
	@.lock/bin/python -m pip install --quiet --disable-pip-version-check pip-tools
	@for name in requirements requirements-dev; do \
		.lock/bin/pip-compile --quiet --no-header --strip-extras --annotation-style=line \
			--allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
			$(if $(UPGRADE),--upgrade) $$name.in || exit 1; \
		{ echo "# Compiled from $$name.in by 'make lock' (pip-tools). Change that file, not this one."; \
		grep '^[^#]' $$name.txt; } > .lock/$$name.txt; \
		mv .lock/$$name.txt $$name.txt; \
	done

licences: $(FOR_TESTS) ## Write docs/licences.md from what is installed
	@$(BIN)/python -m tests.licences

outdated: $(FOR_TESTS) ## Tell which packages are behind, and the newest of each
	@$(BIN)/python -m pip list --outdated --exclude pip --disable-pip-version-check

# The browser tests drive the system's own Chromium; this finds it, or installs it where it may.
chromium: $(FOR_TESTS)
	@$(BIN)/python -m tests.browser.chromium
