// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/guessbrake.h"

#include <algorithm>

namespace holdline::server {

namespace {

constexpr int kMaxDoublings = 3;
static_assert(GuessBrake::kFirstDelay * (1 << kMaxDoublings) == GuessBrake::kLongestDelay);

} // namespace

GuessBrake::GuessBrake() : m_records(kMaxNetworks) { }

Duration GuessBrake::fail(const QHostAddress &peer, Instant now)
{
    Record &record = m_records.use(networkOf(peer), [&](Record oldest) {
        oldest.forgive(now);
        return oldest.failures == 0;
    });
    record.forgive(now);
    const Duration delay = kFirstDelay * (1 << std::min(record.failures, kMaxDoublings));
    record.failures = std::min(record.failures + 1, kMaxDoublings + 1);
    return delay;
}

void GuessBrake::Record::forgive(Instant now)
{
    const auto forgiven = failures == 0 ? 0 : (now - since) / kForgiveness;
    failures -= static_cast<int>(std::min<qint64>(failures, forgiven));
    since = failures == 0 ? now : since + forgiven * kForgiveness;
}

} // namespace holdline::server
