#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Holdline authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""singlesources.py COMPILE_COMMANDS
Prints the compiler calls of a unity build as if each source was compiled by itself, for clang: without
options that only g++ knows, and without its precompiled header, so each file must include what it uses.
"""

import json
import pathlib
import re
import sys

ONLY_GCC = re.compile(
    r"-Winvalid-pch -include \S+/cmake_pch\.hxx|-Wno-subobject-linkage|-Wno-maybe-uninitialized"
    r"|--param=ggc-min-heapsize=\d+"
)
INCLUDE = re.compile(r'^#include "(.+\.cpp)"$', re.MULTILINE)


def sources(file: str) -> list[str]:
    return INCLUDE.findall(pathlib.Path(file).read_text(encoding="utf-8")) if "/Unity/" in file else [file]


calls = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
single = []
for call in calls:
    command = ONLY_GCC.sub("", call["command"])
    for source in sources(call["file"]):
        single.append({**call, "file": source, "command": command.replace(call["file"], source)})
json.dump(single, sys.stdout, indent=0)
