# What people do here. Each target first sets up what it needs; a second run finds everything in place.
#
#   make guide        build the guide in source/ into dist/
#   make test         run the tests, but for those that take long
#   make test-all     run all the tests
#   make validators   install the checkers for EPUB and HTML, and readers (Java, Node.js, Chromium, Calibre)
#   make benchmark-peers  install what benchmarks/ compares with (pandoc, Typst, Sphinx, asciidoctor-pdf)
#   make pictures     draw the pictures in docs/pictures/ anew, but for phone.png
#   make lint         check the code's style and types
#   make lock         write the lock files anew after a change of the requirements
#   make clean        remove what was built, and the caches
#   make distclean    remove what was set up as well
#
# Making a guide does not need guidepress to be installed. To have the command `guidepress` for guides that live elsewhere:
# `pip install .` in an environment of your own (or `pipx install .`).
#
# Options: PYTHON=/path/to/python3 to start from another Python, ARGS='...' for build.py or pytest.

.DEFAULT_GOAL := guide
.PHONY: guide test test-all validators benchmark-peers pictures lint lock clean distclean

# Homebrew's libraries are not where macOS looks for libraries.
BREW_LIB := $(wildcard /opt/homebrew/lib)
RUN := $(if $(BREW_LIB),DYLD_FALLBACK_LIBRARY_PATH=$(BREW_LIB):/usr/local/lib:/usr/lib ).venv/bin/python

export PYTHON

guide:
	@setup/python.sh runtime
	@$(RUN) build.py build $(ARGS)

test:
	@setup/python.sh dev
	@$(RUN) -m pytest -n 2 $(ARGS)

test-all:
	@setup/python.sh dev
	@$(RUN) -m pytest -n 2 -m "slow or not slow" $(ARGS)

validators:
	@setup/validators.sh

benchmark-peers:
	@setup/benchmark-peers.sh

pictures:
	@setup/python.sh dev
	@$(RUN) docs/examples.py

lint:
	@setup/python.sh dev
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	@.venv/bin/mypy

lock:
	@setup/lock.sh $(ARGS)

clean:
	rm -rf dist build .guidepress .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -not -path './.v*' -prune -exec rm -rf {} +

distclean: clean
	rm -rf .venv .venv-lock .validators .benchmarks
