// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/control.h"

#include <algorithm>
#include <optional>

namespace holdline::client {

/// Decides when to tell the server how far an answer was heard: every 250 ms while that changes,
/// and at once on a new connection. A plain value, owned by DurableDialect.
class PlayedReport
{
public:
    static constexpr Duration kEvery{250};

    void set(const protocol::Played &played)
    {
        m_isNews = m_isNews || m_played != played;
        m_played = played;
    }
    /// Reports again: there is a new connection of the same session.
    void repeat()
    {
        m_isNews = m_played.has_value();
        m_toldAt.reset();
    }
    /// When the next report is due, which may be in the past; `nullopt` if there is no news.
    std::optional<Instant> due() const
    {
        if (!m_isNews)
            return std::nullopt;
        return m_toldAt ? *m_toldAt + kEvery : Instant{};
    }
    /// The position to report now; `nullopt` while no report is due.
    std::optional<protocol::Played> take(Instant now)
    {
        if (!m_isNews || now < *due())
            return std::nullopt;
        m_isNews = false;
        m_toldAt = now;
        return m_played;
    }

private:
    std::optional<protocol::Played> m_played;
    std::optional<Instant> m_toldAt;
    bool m_isNews = false;
};

} // namespace holdline::client
