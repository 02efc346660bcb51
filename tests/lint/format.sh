#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Holdline authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Every C++ file must look as .clang-format says. Exits with 77 without the clang-format that decides.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

judge=$(tests/lint/judge.sh clang-format)
find src tests -name '*.cpp' -o -name '*.h' | sort | xargs "$judge" --dry-run -Werror
echo "Every file is formatted."
