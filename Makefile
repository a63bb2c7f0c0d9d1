# The two commands of a newcomer: `make run` and `make test`. Each does all its own set-up.

PORT ?= 8000
HOST ?= 127.0.0.1
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python

.PHONY: help run test test-fast check bench shots clean
.DELETE_ON_ERROR:

help:
	@echo "make run        serve on http://localhost:$(PORT)/   (PORT=..., STUDYAPP_DATA=<folder>)"
	@echo "make test       every test, on SQLite and on PostgreSQL, with a real browser"
	@echo "make test-fast  the tests that need neither browser nor PostgreSQL, under 30 s"
	@echo "make check      lint, types, templates, content, machine checks of facts"
	@echo "make bench      benchmarks; tables on the screen, JSON in bench/results/"

run: $(VENV)/run.done
	@$(PY) -m studyapp.setup $(PORT)
	@exec $(PY) manage.py serve --host $(HOST) --port $(PORT)

test: $(VENV)/dev.done
	@tools/system-packages
	$(PY) manage.py check_content
	$(PY) manage.py write_schema --check
	$(PY) -m pytest -n 2 -m "not journey"
	tools/with-postgres $(PY) -m pytest -n 2 -m "not journey"
	$(PY) -m pytest -m journey

test-fast: $(VENV)/dev.done
	$(PY) -m pytest -q -n 2 -m "not journey and not slow"

check: $(VENV)/dev.done
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/djade --check $$(git ls-files 'templates/*.html')
	$(VENV)/bin/mypy
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py check --fail-level WARNING
	$(PY) manage.py check_content
	$(PY) manage.py write_schema --check
	$(PY) manage.py verify_facts --verbosity 0

bench: $(VENV)/dev.done
	@for bench in bench/bank.py bench/study.py; do echo "== $$bench"; $(PY) $$bench || exit 1; done

$(VENV)/run.done: requirements.txt
	@tools/environment $(PYTHON) $(VENV) requirements.txt
	@touch $@

$(VENV)/dev.done: requirements-dev.txt requirements.txt
	@tools/environment $(PYTHON) $(VENV) requirements-dev.txt
	@touch $@ $(VENV)/run.done

clean:
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache
