// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <deque>
#include <optional>

namespace holdline::client {

/// Decides whether a child process that died is started again, and after which wait. A plain value,
/// owned by EmbeddedServer.
class RestartBudget
{
public:
    static constexpr Duration kWindow = std::chrono::seconds(30);
    static constexpr std::size_t kDeaths = 3; ///< so many deaths within kWindow are too many
    static constexpr Duration kFirstWait{250}; ///< doubled with each death within kWindow

    /// The process died at `now`, which never lies before an earlier death. Returns the wait before
    /// the next start, or `nullopt` if it is not to be started again.
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
