// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/durationhistogram.h"

#include <QByteArray>

#include <chrono>
#include <vector>

namespace holdline::server {

/// What numbered streams have been through. Sums up.
struct StreamFigures
{
    quint64 replayedOut = 0; ///< items that went out once more
    quint64 replayedIn = 0; ///< items that came in late, or once more after a cut
    quint64 duplicates = 0; ///< items that came in twice, and counted once
    quint64 gaps = 0; ///< connections broken off because a number was left out
    std::chrono::microseconds heldSpeech{0}; ///< came in after it had waited at the client

    StreamFigures &operator+=(const StreamFigures &other)
    {
        replayedOut += other.replayedOut;
        replayedIn += other.replayedIn;
        duplicates += other.duplicates;
        gaps += other.gaps;
        heldSpeech += other.heldSpeech;
        return *this;
    }
};

/// How often clients have got a session, by how they came to it. Sums up.
struct JoinFigures
{
    quint64 plainNew = 0;
    quint64 plainRestored = 0;
    quint64 opened = 0;
    quint64 resumed = 0;
    quint64 rejoined = 0;

    JoinFigures &operator+=(const JoinFigures &other)
    {
        plainNew += other.plainNew;
        plainRestored += other.plainRestored;
        opened += other.opened;
        resumed += other.resumed;
        rejoined += other.rejoined;
        return *this;
    }
};

/// How often something was refused.
struct Refusals
{
    QByteArray reason; ///< lower case and underscores
    quint64 count;
};

/// Everything that /metrics tells. Counts since the start, unless it says otherwise.
struct ServerFigures
{
    int plainConnections = 0; ///< now, like the next ones
    int durableConnections = 0;
    int waitingConnections = 0; ///< without a session yet
    int observers = 0;
    int attachedSessions = 0;
    int detachedSessions = 0;
    qint64 unacknowledgedBytes = 0;
    int recognizers = 0;
    int busyRecognizers = 0;
    int waitingUtterances = 0;
    quint64 recognizersTakenBack = 0; ///< from utterances that others had to be served before

    JoinFigures joins;
    StreamFigures streams;
    std::vector<Refusals> refusals;
    quint64 droppedFrames = 0; ///< of plain clients, too short to be audio
    DurationHistogram commits{{}};
    DurationHistogram recoveries{{}}; ///< from losing a client to having it back
};

} // namespace holdline::server
