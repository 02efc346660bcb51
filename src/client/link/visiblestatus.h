// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/linkmachine.h"

namespace holdline::client {

/// How long a loss is shown at least, even if the line is back sooner.
inline constexpr Duration kShortestDisconnected{1000};
/// How long an open line may take to name its session before it is shown as connected all the
/// same. Without this, "connected" would flash up before "Session restored".
inline constexpr Duration kNamingShown{500};
/// How long an outage lasts at least of which more than the status is shown.
inline constexpr Duration kBriefOutage{1500};
/// How long "Session restored" is shown.
inline constexpr Duration kReconnectedShown{3000};

struct VisibleStatus
{
    ConnectionStatus status; ///< without the host, which the line's state does not know
    std::optional<Instant> nextChange; ///< when it will be another by the passing of time alone
};

/// What people see of the line at `now`: the first of the eight states that matches. Pure.
VisibleStatus visibleStatus(const LinkState &line, bool microphoneOpen, Instant now);

/// For logs: "recording".
QLatin1StringView toLogString(ConnectionState state);
/// The state and the attempt for logs: "recording", "reconnecting 3/10".
QString toLogString(const ConnectionStatus &status);

} // namespace holdline::client
