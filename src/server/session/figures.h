// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/durationhistogram.h"

#include <QByteArray>

#include <chrono>
#include <vector>

namespace holdline::server {

/// Counters of numbered streams. Can be summed.
struct StreamFigures
{
    quint64 replayedOut = 0; ///< items that were sent again
    quint64 replayedIn = 0; ///< items that arrived late, or again after a cut
    quint64 duplicates = 0; ///< items that arrived twice and took effect once
    quint64 gaps = 0; ///< connections that were closed because an item number was missing
    std::chrono::microseconds heldSpeech{0}; ///< arrived after the client had held it

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

/// How often clients have got a session, by the way they got it. Can be summed. A resumed session
/// continues its epoch; a rejoined session begins a new one.
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

/// How often clients were refused, for one reason.
struct Refusals
{
    QByteArray reason; ///< lower case, with underscores
    quint64 count;
};

/// What a service behind an engine has done.
struct EngineFigures
{
    QByteArray engine; ///< "recognition", "voice" or "language"
    /// From the end of speech to its words, or from a sentence to its first sound, or from a
    /// question to the first word of the answer.
    DurationHistogram answers{{}};
    struct Trouble
    {
        QByteArray kind; ///< lower case, with underscores
        quint64 count;
    };
    std::vector<Trouble> troubles{}; ///< requests that failed
    quint64 outages = 0; ///< times when the engine on board took over
};

/// All figures of /metrics. Unless a comment says otherwise, they count since the start.
struct ServerFigures
{
    int plainConnections = 0; ///< the figures up to waitingUtterances are of this moment
    int durableConnections = 0;
    int waitingConnections = 0; ///< have no session yet
    int observers = 0;
    int attachedSessions = 0;
    int detachedSessions = 0;
    qint64 unacknowledgedBytes = 0;
    int recognizers = 0;
    int busyRecognizers = 0;
    int waitingUtterances = 0;
    quint64 recognizersTakenBack = 0; ///< from an utterance, because others had to be served first

    JoinFigures joins;
    StreamFigures streams;
    std::vector<Refusals> refusals;
    std::vector<EngineFigures> engines; ///< that have a service
    quint64 droppedFrames = 0; ///< frames of plain clients that are too short to be audio
    DurationHistogram commits{{}};
    DurationHistogram recoveries{{}}; ///< from losing a client to its return
};

/// Knows all figures of the server.
class FigureSource
{
public:
    virtual ServerFigures figures() const = 0;

protected:
    ~FigureSource() = default;
};

} // namespace holdline::server
