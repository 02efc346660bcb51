// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/control.h"

#include <algorithm>
#include <optional>

namespace holdline::client {

/// When to tell the server how far an answer has been heard: every 250 ms while that changes, and
/// at once on a new connection.
class PlayedReport
{
public:
    static constexpr Duration kEvery{250};

    void set(const protocol::Played &played)
    {
        m_isNews = m_isNews || m_played != played;
        m_played = played;
    }
    /// On a new connection of the same session.
    void repeat()
    {
        m_isNews = m_played.has_value();
        m_toldAt.reset();
    }
    /// Nothing: there is nothing to tell. It may be past.
    std::optional<Instant> due() const
    {
        if (!m_isNews)
            return std::nullopt;
        return m_toldAt ? *m_toldAt + kEvery : Instant{};
    }
    /// For a message that goes now; nothing while it is not due.
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
