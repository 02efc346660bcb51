#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Holdline authors
# SPDX-License-Identifier: GPL-3.0-or-later
# hardening.sh BUILD_FOLDER PROGRAM…
# Fails if a program looks for libraries outside the system and its own folder, or if it lacks one of
# the protections in src/Holdline.cmake. Some protections cannot be seen in a program, because Debian's
# static libraries lack them or because no code uses them; for these the compiler calls are checked.
set -euo pipefail

build=$1
shift
failed=0

complain() {
    echo "$1: $2" >&2
    failed=1
}

for program in "$@"; do
    facts=$(readelf --wide --file-header --program-headers --dynamic "$program")
    symbols=$(readelf --wide --dyn-syms "$program")
    while read -r path; do
        [[ $path == "\$ORIGIN"* && $path != *:* ]] || complain "$program" "looks for libraries in '$path'"
    done < <(sed -n 's/.*(R\(UN\)\?PATH).*\[\(.*\)\]/\2/p' <<<"$facts")
    grep -q 'Type: *DYN' <<<"$facts" || complain "$program" "cannot be moved in memory (PIE)"
    grep -q 'GNU_RELRO' <<<"$facts" || complain "$program" "has no read-only relocations"
    grep -q 'BIND_NOW\|Flags:.*NOW' <<<"$facts" || complain "$program" "binds symbols late"
    grep -q '__stack_chk_fail' <<<"$symbols" || complain "$program" "has no stack protector"
    grep -q '__glibcxx_assert_fail' <<<"$symbols" || complain "$program" "is built without _GLIBCXX_ASSERTIONS"
done

flags=(-fstack-protector-strong "-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2" -D_GLIBCXX_ASSERTIONS)
[[ $(uname -m) == x86_64 ]] && flags+=(-fcf-protection)
calls=$(grep '"command":.*/src/[^ ]*\.c\(pp\|xx\)"' "$build/compile_commands.json" | grep -v autogen)
[[ -n $calls ]] || complain "$build" "has no compiler calls"
for flag in "${flags[@]}"; do
    ! grep -qv -- "$flag" <<<"$calls" || complain "$build" "compiles some of src/ without $flag"
done
exit $failed
