#!/bin/sh
# Prints where Chromium is; installs it first where the package manager can. Its headless shell is
# the same browser without windows, which takes a third less of the processor.
set -eu

find_one() {
    for candidate in "$@"; do
        if command -v "$candidate"; then
            return 0
        fi
    done
    return 1
}

find_whole() {
    find_one chromium chromium-browser google-chrome google-chrome-stable \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
}

install() {
    if [ "$(id -u)" = 0 ]; then
        as_root=""
    elif sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    else
        return 1
    fi
    command -v apt-get >/dev/null || return 1
    echo "Installing $1 for the browser tests …" >&2
    $as_root apt-get update -qq >&2
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -qq --no-install-recommends "$1" >/dev/null
}

find_one ${CHROMIUM:+"$CHROMIUM"} chromium-headless-shell && exit
install chromium-headless-shell && find_one chromium-headless-shell && exit
find_whole && exit
install chromium && find_whole && exit
echo "The browser tests need Chromium: install it (apt install chromium, brew install --cask" \
    "chromium) or name one: make test CHROMIUM=/path/to/chromium" >&2
exit 1
