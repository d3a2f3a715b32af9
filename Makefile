# make console   open a conversation with the archive
# make test      lint, types, tests
# make crash     kill the program 400 times
# make soak      500 chats, 10,000 questions, three reloads
# make cluster   OpenSearch on three nodes: kill, freeze and fill them while questions are asked
# make fuzz      100,000 inputs for each parser, 20,000 requests to the pages and the API
# make audit     known vulnerabilities of the pinned versions
# make bench     speed, memory and size up to a million passages, beside other engines
# make picture   draw the conversation and the pages that the README shows
# make lock      pin the newest versions that pyproject.toml allows
# Results go to stdout, everything else to stderr, so that `echo سؤال | make console` prints the answer alone.

VENV := .venv
PYTHON := $(VENV)/bin/python
INSTALL := $(PYTHON) -m pip install --quiet --disable-pip-version-check
COMPILE := $(PYTHON) -m uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links

.PHONY: picture console test lock crash soak fuzz audit bench cluster
.DELETE_ON_ERROR:

console: $(VENV)/installed
	@$(VENV)/bin/isnad console

# What all four workers import is compiled once beforehand.
test: $(VENV)/installed-test
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	$(PYTHON) -m compileall -q -j 0 bot retrieval tests/support
	PYTHONDONTWRITEBYTECODE= $(PYTHON) -m pytest -q -n 4 --dist loadfile --no-loadscope-reorder

# Public text in the form that `isnad load` reads, and questions: gzipped JSON lines. See tests/benchmarks/README.md.
BENCH_SIZES := 70000 285000 1000000
BENCH_FOLDER := bench

bench: $(VENV)/installed-test
	@test -n "$(ARTICLES)" -a -n "$(QUESTIONS)" || \
		{ echo 'make bench ARTICLES=articles.jsonl.gz QUESTIONS=questions.jsonl.gz' >&2; exit 2; }
	$(INSTALL) --editable '.[bench]'
	$(PYTHON) -m tests.benchmarks.speed.first_stage --articles $(ARTICLES) --questions $(QUESTIONS) --sizes $(BENCH_SIZES)
	for size in $(BENCH_SIZES); do \
		$(PYTHON) -m tests.benchmarks.speed.building --articles $(ARTICLES) --folder $(BENCH_FOLDER) --size $$size || exit; \
	done
	$(PYTHON) -m tests.benchmarks.speed.asking --questions $(QUESTIONS) --folder $(BENCH_FOLDER) --sizes $(BENCH_SIZES)

# Needs Chromium, Noto Sans Arabic and Noto Color Emoji.
picture: $(VENV)/installed-test
	PTB_TIMEDELTA=true $(PYTHON) -m tests.support.screens.conversation docs/conversation.png
	PTB_TIMEDELTA=true $(PYTHON) -m tests.support.screens.pages docs/pages.png

lock: | $(VENV)/bin/pip
	$(INSTALL) uv
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --output-file requirements-semantic.lock --extra semantic --constraint requirements.lock
	$(COMPILE) --output-file requirements-test.lock --extra test --constraint requirements.lock

crash: $(VENV)/installed-test
	PTB_TIMEDELTA=true $(PYTHON) -m tests.trust.crash

soak: $(VENV)/installed-test
	PTB_TIMEDELTA=true $(PYTHON) -m tests.trust.soak

# Needs a JDK 17 or newer, Maven and curl.
cluster: $(VENV)/installed-test
	$(PYTHON) -m tests.trust.cluster

fuzz: $(VENV)/installed-test
	$(INSTALL) --editable '.[fuzz]'
	PTB_TIMEDELTA=true $(PYTHON) -m tests.fuzz
	PTB_TIMEDELTA=true $(PYTHON) -m tests.fuzz.http

# Asks the vulnerability service of PyPI, which a mirror seldom has.
AUDIT := pip_audit --strict --disable-pip --require-hashes --requirement requirements.lock

audit: | $(VENV)/bin/pip
	@$(INSTALL) pip-audit
	@$(PYTHON) -m $(AUDIT) 2>$(VENV)/audit; code=$$?; cat $(VENV)/audit >&2; \
	if [ $$code -ne 0 ] && ! grep -q '^Found ' $(VENV)/audit; then \
		echo 'Nothing was found out: the vulnerability service of https://pypi.org cannot be reached from here.' \
			'Where it can, with this folder: pip install pip-audit && python -m $(AUDIT)' >&2; \
	fi; exit $$code

$(VENV)/installed: requirements.lock requirements-semantic.lock pyproject.toml | $(VENV)/bin/pip
	@echo 'Installing what Isnad needs into $(VENV) …' >&2
	@$(INSTALL) --require-hashes --requirement requirements.lock >&2
	@$(INSTALL) --no-deps --editable . >&2
	@$(INSTALL) --require-hashes --requirement requirements-semantic.lock >&2 || \
		echo 'Meaning beside words cannot be installed here; answers go by words alone.' >&2
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
