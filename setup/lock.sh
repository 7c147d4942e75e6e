#!/bin/sh
# Write the lock files anew from pyproject.toml and validators/: the newest versions that the requirements allow, for every
# platform, each file with its hash. Packages stay at the version they are locked at unless asked otherwise:
#
#   setup/lock.sh                      after a change of the requirements
#   setup/lock.sh --upgrade            to move everything on
#   setup/lock.sh --upgrade-package X  to move one package on
set -eu
cd "$(dirname "$0")/.."
. setup/common.sh

# uv is a tool for this one purpose, so it gets an environment of its own.
tool=.venv-lock
if [ ! -x "$tool/bin/uv" ]; then
    python=$(find_python) || fail "Python 3.11 or newer is needed."
    rm -rf "$tool"
    quietly "$python" -m venv "$tool"
    quietly "$tool/bin/python" -m pip install --quiet --disable-pip-version-check uv
fi

# compile LOCK SOURCE [OPTION...]: resolve one lock file and set its header.
compile() {
    lock=$1
    shift
    "$tool/bin/uv" pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-emit-index-url \
        --no-emit-find-links --no-header --output-file "$lock" "$@"
    {
        printf '# Made by "make lock" (setup/lock.sh); do not edit. Exact versions with hashes, for every platform.\n'
        printf '# Install: pip install --require-hashes -r %s\n' "${lock##*/}"
        cat "$lock"
    } >"$lock.new"
    mv "$lock.new" "$lock"
}

compile requirements.lock pyproject.toml "$@"
compile requirements-dev.lock --extra dev --constraint requirements.lock pyproject.toml "$@"
compile validators/node.lock validators/node.in "$@"
compile benchmarks/peers.lock benchmarks/peers.in "$@"

if command -v npm >/dev/null 2>&1; then
    (cd validators && npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved=true \
        --no-audit --no-fund --silent)
else
    say "npm is not on the path: validators/package-lock.json is left as it is."
fi
