# make run    set everything up and serve the demonstration at http://127.0.0.1:8000
#             (another port: make run PORT=8123)
# make test   set everything up and run every test
.PHONY: run serve setup test check lint bench vendor messages lock clean

BIN := .venv/bin
FLASK := $(BIN)/flask --app app
PORT := 8000

run: setup
	MMO_DATA_DIR=instance/demo $(FLASK) demo --port $(PORT)

# An empty installation: the terminal prints the code that the first page asks for.
serve: setup
	$(FLASK) serve --port $(PORT)

setup: .venv/ready

.venv/ready: requirements.txt translations/ru/LC_MESSAGES/messages.po
	.ci/setup requirements.txt
	@touch $@

.venv/ready-dev: requirements-dev.txt .venv/ready
	.ci/setup requirements-dev.txt
	@touch $@

test: .venv/ready-dev
	.ci/need chromium postgresql
	$(BIN)/python -m pytest -n 2 --dist loadgroup

# The quick look before a commit: lint, types, unit tests.
check: .venv/ready-dev lint
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m "not browser and not postgresql and not slow"

lint: .venv/ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Ratios against a baseline of the same run; fails nothing.
bench: .venv/ready-dev
	$(BIN)/python -m tests.bench

# The files of others in static/vendor, made from their npm packages.
vendor:
	cd static/vendor && npm install --ignore-scripts --no-audit --no-fund && node refresh.mjs && rm -rf node_modules package-lock.json

# New words of the screens into the Russian catalogue, to be translated there.
messages: .venv/ready-dev
	$(BIN)/pybabel --quiet extract -F translations/babel.cfg -k _l -k pgettext:1c,2 -k lazy_pgettext:1c,2 --no-location --sort-output -o translations/messages.pot .
	$(BIN)/pybabel --quiet update -i translations/messages.pot -d translations --no-fuzzy-matching --ignore-obsolete -w 100
	@rm translations/messages.pot

lock: .venv/ready-dev
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --extra dev pyproject.toml -o requirements-dev.txt

clean:
	rm -rf .venv build
