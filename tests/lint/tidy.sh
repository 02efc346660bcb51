#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Holdline authors
# SPDX-License-Identifier: GPL-3.0-or-later
# tidy.sh BUILD_FOLDER --all | --changed | --since-tag | FILE-OR-FOLDER…
# Runs clang-tidy on these sources. A file that has passed is not checked again until it, a header or
# .clang-tidy changes, because one file takes 8 s. Exits with 77 if the right version of clang-tidy is
# missing.
set -euo pipefail
build=$(realpath "$1")
shift
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

main() {
    judge=$(tests/lint/judge.sh clang-tidy)
    mkdir -p "$build/tidy/passed"
    tests/lint/singlesources.py "$build/compile_commands.json" >"$build/tidy/compile_commands.json"
    headers=$(find src tests .clang-tidy \( -name '*.h' -o -name .clang-tidy \) | sort |
        xargs sha256sum | sha256sum)
    export build headers judge
    sources "$@" | compiled | xargs -r -P "$(nproc)" -I {} "$BASH" -c 'check {}'
    echo "clang-tidy has nothing to say."
}

sources() {
    case ${1:?} in
        --all) find src tests -name '*.cpp' ;;
        --changed) changed "$(main_branch)" ;;
        --since-tag) changed_since_tag ;;
        *) find "$@" -name '*.cpp' ;;
    esac | sort
}

main_branch() {
    git merge-base HEAD origin/main 2>/dev/null || git merge-base HEAD main 2>/dev/null || git rev-parse HEAD
}

# Without a tag, the sources of the rooms that all others use.
changed_since_tag() {
    local tag
    if tag=$(git describe --tags --abbrev=0 2>/dev/null); then
        changed "$tag"
    else
        find src/core src/protocol -name '*.cpp'
    fi
}

# Prints the sources that differ from that commit, committed or not.
changed() {
    {
        git diff --name-only --diff-filter=d "$1" -- 'src/*.cpp' 'tests/*.cpp'
        git ls-files --others --exclude-standard -- 'src/*.cpp' 'tests/*.cpp'
    } | sort -u
}

# Keeps only the files that this build compiles.
compiled() {
    local file
    while read -r file; do
        if grep -qF "\"file\": \"$PWD/$file\"" "$build/tidy/compile_commands.json"; then
            echo "$file"
        fi
    done
}

check() {
    local stamp
    stamp=$build/tidy/passed/$({ echo "$headers" && cat "$1"; } | sha256sum | cut -d' ' -f1)
    [[ -e $stamp ]] && return
    "$judge" -p "$build/tidy" --quiet "$1" 2> >(grep -v 'warnings\? generated' >&2) &&
        touch "$stamp"
}
export -f check

main "$@"
