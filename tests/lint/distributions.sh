#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Holdline authors
# SPDX-License-Identifier: GPL-3.0-or-later
# On systems other than Debian `./dev test` and `./dev run` name the packages that are missing, by the
# names of that system, and go on when none is.
set -euo pipefail
dev=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../../dev")
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
export OS_RELEASE=$folder/os-release DISPLAY=:0
failed=0

# expect TEXT… : what the latest run said
expect() {
    local text
    for text in "$@"; do
        if ! grep -qF -- "$text" "$folder/said"; then
            echo "$(head -n 1 "$OS_RELEASE"): expected '$text', but ./dev said:" >&2
            cat "$folder/said" >&2
            failed=1
        fi
    done
}

# run EXIT_CODE VERB
run() {
    local code=0
    PATH=$folder:$PATH "$dev" "$2" >"$folder/said" 2>&1 || code=$?
    if [[ $code -ne $1 ]]; then
        echo "$(head -n 1 "$OS_RELEASE"): ./dev $2 exited with $code instead of $1" >&2
        failed=1
    fi
}

# program NAME COMMAND : what is found instead of the system's
program() {
    printf '#!/bin/sh\n%s\n' "$2" >"$folder/$1"
    chmod +x "$folder/$1"
}

for tool in rpm pacman pkg-config; do program "$tool" 'exit 1'; done
for verb in run test; do
    echo 'ID=fedora' >"$OS_RELEASE"
    run 1 "$verb"
    expect 'sudo dnf install' gcc-c++ 'cmake\(Qt6WebSockets\)' 'pkgconfig\(opus\)' SphinxBase
    printf '%s\n' 'ID=manjaro' 'ID_LIKE=arch' >"$OS_RELEASE"
    run 1 "$verb"
    expect 'sudo pacman -S' qt6-websockets webrtc-audio-processing-1 AUR
    echo 'ID=opensuse-tumbleweed' >"$OS_RELEASE"
    run 1 "$verb"
    expect 'what Debian calls' qt6-websockets-dev 'cmake --preset release'
done

for tool in rpm pacman pkg-config ctest; do program "$tool" 'exit 0'; done
program cmake 'echo "cmake builds"'
for name in fedora arch; do
    echo "ID=$name" >"$OS_RELEASE"
    run 0 test
    expect 'cmake builds'
done
exit $failed
