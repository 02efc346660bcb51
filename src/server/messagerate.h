// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <algorithm>

namespace holdline::server {

/// What one client may send: as a token bucket of time, of which each message and each byte costs a
/// little. A microphone takes a fourteenth of what comes in, and minutes of held speech may arrive
/// at once; a flood is over in a moment. A plain value.
class MessageRate
{
public:
    static constexpr std::chrono::microseconds kPerMessage{2000};
    static constexpr std::chrono::microseconds kPerKilobyte{500};
    static constexpr std::chrono::seconds kBurst{20};

    /// Whether the message that has arrived is within the limit.
    bool admit(qsizetype bytes, Instant now)
    {
        const auto cost = kPerMessage + kPerKilobyte * bytes / 1024;
        m_paidUntil = std::max(m_paidUntil, now) + cost;
        return m_paidUntil - now <= kBurst;
    }

private:
    Instant m_paidUntil = Instant::min();
};

} // namespace holdline::server
