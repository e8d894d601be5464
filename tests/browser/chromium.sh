#!/bin/sh
# Prints where Chromium is; installs it first where the package manager can.
set -eu

find_chromium() {
    for candidate in ${CHROMIUM:+"$CHROMIUM"} chromium chromium-browser google-chrome \
        google-chrome-stable "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        if command -v "$candidate"; then
            return 0
        fi
    done
    return 1
}

find_chromium && exit
if command -v apt-get >/dev/null; then
    if [ "$(id -u)" = 0 ]; then
        as_root=""
    elif sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    else
        as_root=none
    fi
    if [ "$as_root" != none ]; then
        echo "Installing Chromium for the browser tests …" >&2
        $as_root apt-get update -qq >&2
        $as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -qq --no-install-recommends chromium >/dev/null
        find_chromium && exit
    fi
fi
echo "The browser tests need Chromium: install it (apt install chromium, brew install --cask" \
    "chromium) or name one: make test CHROMIUM=/path/to/chromium" >&2
exit 1
