// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QtGlobal>

#include <optional>
#include <random>

namespace holdline::chaos {

enum class Direction { ToServer, ToClient };

/// One misfortune of a line, after which only new connections work.
struct Fault
{
    enum class Kind {
        Reset, ///< both ends are told at once
        Partial, ///< both ends are told that the other one has closed, in the middle of a message
        HalfOpenServer, ///< the client is told; the server goes on talking to nobody
        HalfOpenClient, ///< the server is told; the client goes on talking to nobody, for a while
        Blackhole, ///< no byte goes through for a while, then both ends are told
        Slow, ///< bytes go through slowly for a while, then as Reset
    };

    struct Trigger
    {
        Direction direction;
        qint64 bytes; ///< forwarded in this direction since the fault was armed
    };

    Kind kind;
    std::optional<Trigger> trigger;
    Duration wait; ///< after the session has come back, at the latest
    Duration lasts; ///< of Kinds that last a while
    qint64 bytesPerSecond; ///< of Slow
};

const char *nameOf(Fault::Kind kind);

/// The misfortunes of one run; the same seed gives the same ones.
class Schedule
{
public:
    explicit Schedule(quint32 seed) : m_random(seed) { }

    Fault next();

private:
    int pick(int from, int to) { return std::uniform_int_distribution(from, to)(m_random); }
    Fault::Kind pickKind();

    std::mt19937 m_random;
};

} // namespace holdline::chaos
