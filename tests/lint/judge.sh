#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Holdline authors
# SPDX-License-Identifier: GPL-3.0-or-later
# judge.sh clang-format | clang-tidy
# Prints the name of that program in the version that decides. Exits with 77 ("skipped") if it is not
# installed: other versions format differently and warn about other things.
set -euo pipefail
version=14

for program in "$1-$version" "$1"; do
    if [[ $("$program" --version 2>/dev/null) == *" version $version."* ]]; then
        echo "$program"
        exit
    fi
done
echo "Skipped: $1 $version is not installed, and other versions judge differently." >&2
exit 77
