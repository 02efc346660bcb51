#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Holdline authors
# SPDX-License-Identifier: GPL-3.0-or-later
# hardening.sh PROGRAM…
# Reads off each program how it was compiled and linked. Fails when it looks for libraries anywhere
# but in the system or beside itself, or lacks one of the protections in src/Holdline.cmake.
set -euo pipefail

failed=0

complain() {
    echo "$1: $2" >&2
    failed=1
}

for program in "$@"; do
    sections=$(readelf --wide --file-header --program-headers --dynamic --notes "$program" 2>/dev/null)
    symbols=$(readelf --wide --dyn-syms "$program")
    while read -r path; do
        [[ $path == "\$ORIGIN"* && $path != *:* ]] || complain "$program" "looks for libraries in '$path'"
    done < <(sed -n 's/.*(R\(UN\)\?PATH).*\[\(.*\)\]/\2/p' <<<"$sections")
    grep -q 'Type: *DYN' <<<"$sections" || complain "$program" "cannot be moved in memory (PIE)"
    grep -q 'GNU_RELRO' <<<"$sections" || complain "$program" "has no read-only relocations"
    grep -q 'BIND_NOW\|Flags:.*NOW' <<<"$sections" || complain "$program" "binds symbols late"
    grep -q '__stack_chk_fail' <<<"$symbols" || complain "$program" "has no stack protector"
    grep -q '__[a-z]*_chk@' <<<"$symbols" || complain "$program" "is built without _FORTIFY_SOURCE"
    grep -q '__glibcxx_assert_fail' <<<"$symbols" || complain "$program" "is built without _GLIBCXX_ASSERTIONS"
    if [[ $(uname -m) == x86_64 ]]; then
        grep -q 'x86 feature:.*IBT.*SHSTK' <<<"$sections" || complain "$program" "has no control-flow protection"
    fi
done
exit $failed
