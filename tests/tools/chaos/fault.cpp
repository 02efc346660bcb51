// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/chaos/fault.h"

#include <cmath>

namespace holdline::chaos {

namespace {

// The byte counts at which lines break cover all magnitudes: a third is in the handshake, a third
// in what is sent again after it.
constexpr double kMostBytes = 60000;
constexpr int kLongestWait = 120; // ms

} // namespace

const char *nameOf(Fault::Kind kind)
{
    switch (kind) {
    case Fault::Kind::Reset:
        return "reset";
    case Fault::Kind::Partial:
        return "partial";
    case Fault::Kind::HalfOpenServer:
        return "half-open server";
    case Fault::Kind::HalfOpenClient:
        return "half-open client";
    case Fault::Kind::Blackhole:
        return "blackhole";
    case Fault::Kind::Slow:
        return "slow";
    }
    Q_UNREACHABLE();
}

Fault::Kind Schedule::pickKind()
{
    const int percent = pick(0, 99);
    if (percent < 35)
        return Fault::Kind::Reset;
    if (percent < 55)
        return Fault::Kind::Partial;
    if (percent < 70)
        return Fault::Kind::HalfOpenServer;
    if (percent < 77)
        return Fault::Kind::HalfOpenClient;
    if (percent < 90)
        return Fault::Kind::Blackhole;
    return Fault::Kind::Slow;
}

Fault Schedule::next()
{
    Fault fault{.kind = pickKind(),
                .trigger = {},
                .wait = Duration(pick(0, kLongestWait)),
                .lasts = Duration(pick(30, 200)),
                .bytesPerSecond = pick(20, 400) * 1000};
    if (fault.kind == Fault::Kind::Partial || pick(0, 99) < 60) {
        std::uniform_real_distribution<double> magnitude(0, std::log(kMostBytes));
        fault.trigger = {.direction = pick(0, 1) == 0 ? Direction::ToServer : Direction::ToClient,
                         .bytes = static_cast<qint64>(std::exp(magnitude(m_random)))};
    }
    return fault;
}

} // namespace holdline::chaos
