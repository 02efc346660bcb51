#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Holdline authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks every #include "room/…" in src/ against the dependencies in ARCHITECTURE.md."""

import pathlib
import re
import sys

# For each room, the other rooms whose headers it may include, or single headers of them. A folder of a
# room is a room of its own; the files beside these folders put them together.
CLIENT = {"core", "protocol", "audio"}
SERVER = {"core", "protocol", "audio", "speech"}
# Widgets decide nothing. So they see the controllers of the client and what these report, but no
# sockets, streams or secrets; of the folders that have these, only plain values.
WIDGETS = {
    "core",
    "protocol/limits.h",
    "audio/soundcard.h",
    "client",
    "client/conversation",
    "client/diagnostics",
    "client/lab",
    "client/persona",
    "client/setup",
    "client/link/certificatefacts.h",
    "client/link/connectionstatus.h",
    "client/link/endpoint.h",
    "client/link/roundtriphistory.h",
}
MAY_SEE = {
    "core": set(),
    "protocol": {"core"},
    "audio": {"core"},
    "audio/devices": {"core", "audio"},
    "speech": {"core", "audio"},
    "client/link": CLIENT,
    "client/vault": CLIENT | {"client/link"},
    "client/session": CLIENT | {"client/link", "client/vault"},
    "client/voice": CLIENT | {"client/session"},
    "client/conversation": CLIENT | {"client/session", "client/voice"},
    "client/lab": CLIENT | {"client/link", "client/session"},
    "client/setup": CLIENT | {"client/link", "client/vault", "client/session", "client/voice"},
    "client/persona": CLIENT | {"client/session", "client/setup"},
    "client/diagnostics": CLIENT
    | {"client/link", "client/session", "client/conversation", "client/setup"},
    "client": CLIENT | {"client/*"},
    "server/door": SERVER,
    "server/settings": SERVER | {"server/door"},
    "server/store": SERVER,
    "server/session": SERVER | {"server/door", "server/store"},
    "server/voice": SERVER | {"server/session"},
    "server/plain": SERVER | {"server/door", "server/session", "server/voice"},
    "server/durable": SERVER | {"server/door", "server/store", "server/session", "server/voice"},
    "server/admin": SERVER
    | {"server/door", "server/session", "server/voice", "server/plain", "server/durable"},
    "server": SERVER | {"server/*"},
    "widgets/look": WIDGETS,
    "widgets/transcript": WIDGETS | {"widgets/look"},
    "widgets/diagnostics": WIDGETS | {"widgets/look"},
    "widgets/settings": WIDGETS | {"widgets/look"},
    "widgets/panes": WIDGETS | {"widgets/look", "widgets/transcript"},
    "widgets": WIDGETS | {"widgets/*"},
    "apps/holdline": {"core", "protocol", "audio", "audio/devices", "client", "client/*", "widgets", "widgets/*"},
    "apps/holdlined": {"core", "protocol", "audio", "speech", "server", "server/*"},
}
# Qt modules that a room must not use, so that the preset `server` can be built without them.
QT_WIDGETS = re.compile(r"Q(Widget|MainWindow|Dialog|PushButton|Label|Menu|ApplicationWindow)\b")
QT_MULTIMEDIA = re.compile(r"Q(Audio|Media)\w+")
WITHOUT = {
    QT_WIDGETS: {room for room in MAY_SEE if not room.startswith(("widgets", "apps/holdline"))},
    QT_MULTIMEDIA: set(MAY_SEE) - {"audio/devices"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)')


def room_of(path: str) -> str | None:
    """The innermost room that contains `path`, which is relative to src/. None if there is none."""
    rooms = [room for room in MAY_SEE if path.startswith(room + "/")]
    return max(rooms, key=len, default=None)


def allowed(here: str, there: str, header: str = "") -> bool:
    may_see = MAY_SEE[here]
    folder = there.split("/")[0] + "/*" if "/" in there else None
    return there == here or there in may_see or folder in may_see or header in may_see


def circles():
    """Rooms that may include themselves by way of other rooms."""
    seen = {here: {there for there in MAY_SEE if there != here and allowed(here, there)} for here in MAY_SEE}
    for through in MAY_SEE:
        for here in MAY_SEE:
            if through in seen[here]:
                seen[here] |= seen[through]
    return [room for room in MAY_SEE if room in seen[room]]


def violations(src: pathlib.Path):
    for file in sorted(p for p in src.rglob("*") if p.suffix in {".h", ".cpp"}):
        here = room_of(file.relative_to(src).as_posix())
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            match = INCLUDE.match(line)
            if not match or here is None:
                continue
            own, foreign = match.groups()
            there = room_of(own) if own else None
            if there and not allowed(here, there, own):
                yield f"{file}:{number}: {here} must not see {own}"
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
    found = [f"{room} sees itself by way of others" for room in circles()] + list(violations(src))
    print("\n".join(found) if found else "Every include follows an arrow.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
