// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <deque>
#include <optional>

namespace holdline::client {

/// Whether a child process that died is worth another start, and how soon. A plain value.
class RestartBudget
{
public:
    static constexpr Duration kWindow = std::chrono::seconds(30);
    static constexpr std::size_t kDeaths = 3; ///< within kWindow are too many
    static constexpr Duration kFirstWait{250}; ///< doubled with each death within kWindow

    /// It died at `now`, never before an earlier death: the wait before the next start, or nothing
    /// when it should be given up.
    std::optional<Duration> died(Instant now)
    {
        while (!m_deaths.empty() && elapsed(now, m_deaths.front()) > kWindow)
            m_deaths.pop_front();
        m_deaths.push_back(now);
        if (m_deaths.size() >= kDeaths)
            return std::nullopt;
        return kFirstWait * (1 << (m_deaths.size() - 1));
    }
    void reset() { m_deaths.clear(); }

private:
    std::deque<Instant> m_deaths; ///< within kWindow, oldest first
};

} // namespace holdline::client
