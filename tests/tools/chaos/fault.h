// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "support/proxylink.h"

#include <QtGlobal>

#include <optional>
#include <random>

namespace holdline::chaos {

using Direction = testing::ProxyLink::Direction;

/// One fault of a line, after which only new connections work. A plain value.
struct Fault
{
    enum class Kind {
        Reset, ///< both ends see a reset at once
        Partial, ///< both ends see a close, in the middle of a message
        HalfOpenServer, ///< the client sees a reset; the server goes on sending to no one
        HalfOpenClient, ///< the server sees a reset; the client sends to no one for a while
        Blackhole, ///< no byte passes for a while, then both ends see a reset
        Slow, ///< bytes pass slowly for a while, then as Reset
    };

    struct Trigger
    {
        Direction direction;
        qint64 bytes; ///< bytes forwarded in this direction since the fault was prepared
    };

    Kind kind;
    std::optional<Trigger> trigger;
    Duration wait; ///< longest time after the session has come back
    Duration lasts; ///< duration, for kinds that last a while
    qint64 bytesPerSecond; ///< only for Slow
};

const char *nameOf(Fault::Kind kind);

/// The faults of one run. The same seed gives the same faults.
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
