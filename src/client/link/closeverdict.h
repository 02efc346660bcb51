// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/connectionstatus.h"

namespace holdline::client {

/// What the client does after a live WebSocket was closed, by the table of close codes in
/// PROTOCOL.md. A plain value.
struct CloseVerdict
{
    enum class Action {
        Retry, ///< after a network loss or a restart
        RetryOnce, ///< after a protocol or policy violation: the second in a row fails the line
        StartAnew, ///< as RetryOnce, but a Durable server gets one more try, with a new session
        GiveUp, ///< only the user can remove the cause
    };

    Action action = Action::Retry;
    LossReason reason = LossReason::ConnectionLost;
    std::optional<Duration> after{}; ///< the wait the server asked for

    /// `code` and `text` are those of QWebSocket. It reports a cut cable as 1000, and the codes
    /// 1012 to 1014 as 1002 "Invalid close code".
    static CloseVerdict forClose(int code, const QString &text);

    friend bool operator==(const CloseVerdict &, const CloseVerdict &) = default;
};

} // namespace holdline::client
