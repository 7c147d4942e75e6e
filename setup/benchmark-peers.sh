#!/bin/sh
# Set up the tools that benchmarks/ compares with: pandoc, Typst and Sphinx as Python packages in .benchmarks/, asciidoctor-pdf and Chromium from
# the system's packages.
set -eu
cd "$(dirname "$0")/.."
. setup/common.sh

setup/python.sh dev
folder=.benchmarks
if ! cmp -s benchmarks/peers.lock "$folder/peers.lock"; then
    say "Installing pandoc, Typst and Sphinx into $folder"
    rm -rf "$folder"
    python=$(find_python) || fail "Python 3.11 or newer is needed."
    quietly "$python" -m venv "$folder"
    pip_install "$folder/bin/python" benchmarks/peers.lock || fail "They could not be installed; the lines above say why."
    cp benchmarks/peers.lock "$folder/peers.lock"
fi
command -v asciidoctor-pdf >/dev/null 2>&1 || install_packages ruby-asciidoctor-pdf rubygem-asciidoctor-pdf asciidoctor ||
    fail "asciidoctor-pdf is missing. Please install it, then try again: on Debian or Ubuntu with 'sudo apt-get install ruby-asciidoctor-pdf'."
command -v chromium >/dev/null 2>&1 || install_packages chromium chromium "--cask chromium" ||
    fail "Chromium is missing. Please install it, then try again: on Debian or Ubuntu with 'sudo apt-get install chromium'."
