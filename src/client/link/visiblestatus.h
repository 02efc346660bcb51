// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/linkmachine.h"

namespace holdline::client {

/// The least time for which a loss is shown, even if the line is back sooner.
inline constexpr Duration kShortestDisconnected{1000};
/// The time for an open line to name its session before it is shown as connected anyway. Without
/// this time "connected" would flash up before "Session restored".
inline constexpr Duration kNamingShown{500};
/// An outage that is shorter than this shows only in the status.
inline constexpr Duration kBriefOutage{1500};
/// How long "Session restored" is shown.
inline constexpr Duration kReconnectedShown{3000};

struct VisibleStatus
{
    ConnectionStatus status; ///< without the host, which the line's state does not know
    std::optional<Instant> nextChange; ///< when time alone will change it; `nullopt` if never
};

/// What people see of the line at `now`: the first of the eight states that matches. Pure.
VisibleStatus visibleStatus(const LinkState &line, bool microphoneOpen, Instant now);

/// For logs: "recording".
QLatin1StringView toLogString(ConnectionState state);
/// The state and the attempt for logs: "recording", "reconnecting 3/10".
QString toLogString(const ConnectionStatus &status);

} // namespace holdline::client
