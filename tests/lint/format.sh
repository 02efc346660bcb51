#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Holdline authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Every C++ file must look as .clang-format says.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

find src tests -name '*.cpp' -o -name '*.h' | sort | xargs clang-format --dry-run -Werror
echo "Every file is formatted."
