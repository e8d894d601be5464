# `make run` starts Factcheck on this machine, `make test` tests it: see README.md.
.PHONY: setup setup-dev run test bench check lock
COMPILE = .venv/bin/uv pip compile --quiet --universal --python-version 3.12 \
	--generate-hashes --no-header --upgrade

setup:
	@sh factcheck/embedded/setup.sh requirements.txt

setup-dev:
	@sh factcheck/embedded/setup.sh requirements.txt requirements-dev.txt

run: setup
	@exec .venv/bin/python -m factcheck.embedded

test: setup-dev
	@CHROMIUM=$$(sh tests/browser/chromium.sh) && export CHROMIUM && exec .venv/bin/pytest -n auto

# Takes a quarter of an hour: docs/bench.md tells how to read what it prints.
bench: setup
	@exec .venv/bin/python -m factcheck.bench

check: setup-dev
	@exec sh .ci/check

# Pins again what the two hand-written lists ask for, at the newest versions they allow.
lock: setup-dev
	$(COMPILE) --output-file requirements.txt requirements.in
	$(COMPILE) --output-file requirements-dev.txt requirements-dev.in
