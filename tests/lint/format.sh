#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Holdline authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Checks that all C++ files are formatted as .clang-format demands. Exits with 77 if the right version
# of clang-format is missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

judge=$(tests/lint/judge.sh clang-format)
find src tests -name '*.cpp' -o -name '*.h' | sort | xargs "$judge" --dry-run -Werror
echo "Every file is formatted."
