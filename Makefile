# make console   converse with the archive          make test   lint, types, tests
# make lock      pin the newest versions that pyproject.toml allows
# Results go to stdout, everything else to stderr, so that `echo سؤال | make console` prints the answer alone.

VENV := .venv
PYTHON := $(VENV)/bin/python
INSTALL := $(PYTHON) -m pip install --quiet --disable-pip-version-check
COMPILE := $(PYTHON) -m uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links

.PHONY: console test lock
.DELETE_ON_ERROR:

console: $(VENV)/installed
	@$(VENV)/bin/isnad console

test: $(VENV)/installed-test
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	$(PYTHON) -m pytest -q -n 2

lock: | $(VENV)/bin/pip
	$(INSTALL) uv
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --output-file requirements-test.lock --extra test --constraint requirements.lock

$(VENV)/installed: requirements.lock pyproject.toml | $(VENV)/bin/pip
	@echo 'Installing what Isnad needs into $(VENV) …' >&2
	@$(INSTALL) --require-hashes --requirement requirements.lock >&2
	@$(INSTALL) --no-deps --editable . >&2
	@touch $@

$(VENV)/installed-test: requirements-test.lock $(VENV)/installed
	@echo 'Installing what the tests need into $(VENV) …' >&2
	@$(INSTALL) --require-hashes --requirement requirements-test.lock >&2
	@touch $@

# pip is the last thing that venv makes: where it is, the environment is whole.
$(VENV)/bin/pip:
	@for python in python3.13 python3.12 python3.11 python3; do \
		if $$python -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			exec $$python -m venv $(VENV); \
		fi; \
	done; \
	echo 'Isnad needs Python 3.11 or newer with venv; on Debian and Ubuntu: apt install python3-venv' >&2; exit 1
