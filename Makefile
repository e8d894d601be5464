# `make run` starts Factcheck on this machine, `make test` tests it: see README.md.
.PHONY: setup run test check lock
SETUP = @sh factcheck/embedded/setup.sh
PYTHON_HERE = .venv/bin/python

setup:
	$(SETUP) requirements.txt

run: setup
	@exec $(PYTHON_HERE) -m factcheck.embedded

test:
	$(SETUP) requirements.txt requirements-dev.txt
	@CHROMIUM=$$(sh tests/browser/chromium.sh) && export CHROMIUM && exec $(PYTHON_HERE) -m pytest

check:
	$(SETUP) requirements.txt requirements-dev.txt
	@sh .ci/check

# Pins again what the two hand-written lists ask for, at the newest versions they allow.
lock:
	$(SETUP) requirements.txt requirements-dev.txt
	$(PYTHON_HERE) -m uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --upgrade --output-file requirements.txt requirements.in
	$(PYTHON_HERE) -m uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --upgrade --output-file requirements-dev.txt requirements-dev.in
