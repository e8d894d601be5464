#!/bin/sh
# Makes .venv once and installs what the given lists pin, each only when it has changed.
set -eu
cd "$(dirname "$0")/../.."
# PostgreSQL runs under another account when we are root, and must be able to read its files.
umask 022

usable() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))' 2>/dev/null
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        set -- "$PYTHON"
    else
        set -- python3.14 python3.13 python3.12 python3 "$HOME"/.pyenv/versions/*/bin/python3
    fi
    for candidate in "$@"; do
        if usable "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    echo "Install Python 3.12 or newer with its venv module (on Debian and Ubuntu:" \
        "apt install python3 python3-venv), or name one: make run PYTHON=/path/to/python3" >&2
    exit 1
}

if ! usable .venv/bin/python; then
    python=$(find_python)
    echo "Making .venv with $("$python" --version) …"
    "$python" -m venv --clear .venv
fi
for list in "$@"; do
    if ! cmp -s "$list" ".venv/$list"; then
        echo "Installing the packages of $list (the first time takes a minute or two) …"
        # A list pins everything that its packages need. Left to look for them, the older pip of some
        # Pythons takes a newer release of what is needed with an extra, and finds no hash for it.
        .venv/bin/python -m pip install -qq --disable-pip-version-check \
            --no-input --no-compile --no-deps --require-hashes -r "$list"
        cp "$list" ".venv/$list"
    fi
done
