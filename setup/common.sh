# shellcheck shell=sh
# What the set-up scripts share. They are written for POSIX sh and read this file with the dot command.
#
# Every script may be interrupted: a stamp is removed before its work starts and written when the work is done, so the next
# run takes up what is missing. A run that finds everything in place writes nothing and says nothing.

# say TEXT: tell what is being done.
say() {
    printf '%s\n' "$*" >&2
}

# fail TEXT: tell what is wrong and what to do about it, and stop.
fail() {
    say "$*"
    exit 1
}

# quietly COMMAND...: run a command; show what it printed only when it fails.
quietly() {
    output=$("$@" 2>&1 </dev/null) && return 0
    [ -z "$output" ] || printf '%s\n' "$output" | tail -n 30 >&2
    return 1
}

# as_root COMMAND...: run a command as root without asking for a password; status 1 where that cannot be done.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null && sudo -n "$@"
    fi
}

# apt_install PACKAGE...: bring the list of packages up to date and install these, and no more than they need.
apt_install() {
    as_root apt-get -q update || return 1
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends "$@"
}

# install_packages DEBIAN FEDORA MACOS: install with the machine's own package manager. Each argument is a list of
# packages, split at blanks. Status 1 where there is no package manager that works without a question.
# shellcheck disable=SC2086 # the lists are meant to be split
install_packages() {
    if command -v apt-get >/dev/null 2>&1; then
        say "Installing $1 (apt-get)"
        quietly apt_install $1
    elif command -v dnf >/dev/null 2>&1; then
        say "Installing $2 (dnf)"
        quietly as_root dnf -q -y install $2
    elif command -v brew >/dev/null 2>&1; then
        say "Installing $3 (brew)"
        quietly brew install $3
    else
        return 1
    fi
}

# find_python: print the first Python on the path that is new enough; status 1 when there is none.
find_python() {
    for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$name"
            return 0
        fi
    done
    return 1
}

# pip_install PYTHON LOCK [OPTION...]: install exactly what a lock file names, each file checked against its hash.
pip_install() {
    pip_python=$1
    pip_lock=$2
    shift 2
    quietly "$pip_python" -m pip install --quiet --no-input --disable-pip-version-check --require-hashes \
        --only-binary :all: "$@" --requirement "$pip_lock"
}
