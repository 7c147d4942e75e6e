#!/bin/sh
# Set up what building a guide needs: the system's libraries for laying out text, and the Python packages in .venv/.
#
# Usage: setup/python.sh runtime|dev
#
#   runtime  what requirements.lock names: enough to make a guide
#   dev      what requirements-dev.lock names: the same, and what testing and linting need
#
# PYTHON=/path/to/python3 chooses the Python to start from.
set -eu
cd "$(dirname "$0")/.."
. setup/common.sh

case ${1:-} in
runtime) lock=requirements.lock ;;
dev) lock=requirements-dev.lock ;;
*) fail "usage: setup/python.sh runtime|dev" ;;
esac

# A copy of the lock file that was installed last; it differs, or is not there, when there is something to do.
stamp_folder=.venv/installed

# libraries_load PYTHON: whether WeasyPrint's libraries can be loaded, however they got here.
libraries_load() {
    "$1" -I -S setup/libraries.py
}

install_libraries() {
    packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig"
    if install_packages "$packages" "pango harfbuzz fontconfig" "pango" && libraries_load "$1"; then
        return 0
    fi
    fail "The libraries that lay out the pages are missing. Please install them, then try again:
on Debian or Ubuntu with 'sudo apt-get install $packages',
on Fedora with 'sudo dnf install pango harfbuzz fontconfig',
on macOS with 'brew install pango'."
}

make_environment() {
    python=$(find_python) || fail "Python 3.11 or newer is needed and was not found. Please install it, then try again:
on Debian or Ubuntu with 'sudo apt-get install python3 python3-venv', on Fedora with 'sudo dnf install python3',
on macOS with 'brew install python'. If it is in an unusual place, name it: 'make guide PYTHON=/path/to/python3'."
    "$python" -c 'import ensurepip, venv' 2>/dev/null || fail "This Python cannot make virtual environments. Please \
install the part that does, then try again: on Debian or Ubuntu with 'sudo apt-get install python3-venv', on Fedora with \
'sudo dnf install python3', on macOS with 'brew install python'."
    say "Making the Python environment .venv"
    rm -rf .venv
    quietly "$python" -m venv .venv || fail "The Python environment .venv could not be made; the lines above say why."
}

if [ ! -x .venv/bin/python ] || ! cmp -s "$lock" "$stamp_folder/$lock"; then
    # An environment whose making was interrupted, or whose Python has gone or is too old, is made anew.
    if ! .venv/bin/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        make_environment
    fi
    say "Installing the Python packages of $lock (about a minute the first time)"
    rm -rf "$stamp_folder"
    pip_install .venv/bin/python "$lock" || fail "The Python packages could not be installed; the lines above say why. \
A connection to the internet is needed this once."
    mkdir -p "$stamp_folder"
    # The development lock file holds all of the other.
    cp requirements.lock "$stamp_folder/"
    cp "$lock" "$stamp_folder/"
fi

libraries_load .venv/bin/python || install_libraries .venv/bin/python
