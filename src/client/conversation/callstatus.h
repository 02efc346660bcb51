// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QString>

#include <optional>

namespace holdline::client {

/// A call: a period of conversation on a line that stays connected. A plain value.
struct CallStatus
{
    enum class State {
        Idle, ///< no call yet
        Active,
        Ending, ///< ended by the user; the answer still plays, or the server must confirm
        Ended,
    };

    State state = State::Idle;
    std::optional<Instant> since{}; ///< when it became active; kept after its end
    QString reason{}; ///< why it ended: a word of the server such as "user" or "timeout"

    friend bool operator==(const CallStatus &, const CallStatus &) = default;
};

} // namespace holdline::client
