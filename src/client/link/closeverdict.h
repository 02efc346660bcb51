// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/connectionstatus.h"

namespace holdline::client {

/// What the end of a live WebSocket asks of the client, as the table in PROTOCOL.md has it.
struct CloseVerdict
{
    enum class Action {
        Retry, ///< a network loss or a restart
        RetryOnce, ///< our bug or their policy: a second time in a row is the end
        StartAnew, ///< as RetryOnce, but a session that can be held is first given up for a new one
        GiveUp, ///< only the user can cure it
    };

    Action action = Action::Retry;
    LossReason reason = LossReason::ConnectionLost;
    std::optional<Duration> after{}; ///< the wait the server asked for

    /// `code` and `text` as QWebSocket reports them: a cut cable as 1000, and 1012 to 1014 as 1002
    /// "Invalid close code".
    static CloseVerdict forClose(int code, const QString &text);

    friend bool operator==(const CloseVerdict &, const CloseVerdict &) = default;
};

} // namespace holdline::client
