// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QString>

#include <optional>

namespace holdline::client {

/// A conversation period on a line that stays.
struct CallStatus
{
    enum class State {
        Idle, ///< none yet
        Active,
        Ending, ///< the user ended it; an answer still sounds, or the server has not confirmed it
        Ended,
    };

    State state = State::Idle;
    std::optional<Instant> since{}; ///< when it became active; kept when it has ended
    QString reason{}; ///< why it ended, a word of the server such as "user" or "timeout"

    friend bool operator==(const CallStatus &, const CallStatus &) = default;
};

} // namespace holdline::client
