#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Holdline authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares every #include "room/…" in src/ with the arrows that ARCHITECTURE.md draws."""

import pathlib
import re
import sys

# room -> the rooms that it may see besides itself
MAY_SEE = {
    "core": set(),
    "protocol": {"core"},
    "audio": {"core"},
    "audio/devices": {"core", "audio"},
    "speech": {"core", "audio"},
    "server": {"core", "protocol", "audio", "speech"},
    "client": {"core", "protocol", "audio"},
    "widgets": {"core", "protocol", "audio", "client"},
    "apps/holdline": {"core", "protocol", "audio", "audio/devices", "client", "widgets"},
    "apps/holdlined": {"core", "protocol", "audio", "speech", "server"},
}
# Qt modules that a room must not need, so that the `server` preset builds without them.
WIDGETS = re.compile(r"Q(Widget|MainWindow|Dialog|PushButton|Label|Menu|ApplicationWindow)\b")
MULTIMEDIA = re.compile(r"Q(Audio|Media)\w+")
WITHOUT = {
    WIDGETS: set(MAY_SEE) - {"widgets", "apps/holdline"},
    MULTIMEDIA: set(MAY_SEE) - {"audio/devices"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)')


def room_of(path: str) -> str | None:
    """The deepest room whose folder holds `path`, which is relative to src/."""
    rooms = [room for room in MAY_SEE if path.startswith(room + "/")]
    return max(rooms, key=len, default=None)


def violations(src: pathlib.Path):
    for file in sorted(p for p in src.rglob("*") if p.suffix in {".h", ".cpp"}):
        here = room_of(file.relative_to(src).as_posix())
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            match = INCLUDE.match(line)
            if not match or here is None:
                continue
            own, foreign = match.groups()
            there = room_of(own) if own else None
            if there and there != here and there not in MAY_SEE[here]:
                yield f"{file}:{number}: {here} must not see {there}: {line.strip()}"
            for pattern, rooms in WITHOUT.items():
                if foreign and here in rooms and pattern.fullmatch(foreign):
                    yield f"{file}:{number}: {here} must do without <{foreign}>"
            if own and not there and (src / own).exists():
                yield f"{file}:{number}: {own} belongs to no room"


def main() -> int:
    src = pathlib.Path(__file__).resolve().parents[2] / "src"
    if len(sys.argv) > 1:
        src = pathlib.Path(sys.argv[1])
    if not src.is_dir():
        print(f"{src} is no folder", file=sys.stderr)
        return 2
    found = list(violations(src))
    print("\n".join(found) if found else "Every include follows an arrow.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
