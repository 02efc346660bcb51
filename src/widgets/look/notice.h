// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QString>

#include <optional>

namespace holdline::widgets {

/// What the banner says, and the actions that it offers. A plain value.
struct Notice
{
    enum class Tone { Info, Warning, Error };
    enum class Action {
        None,
        Connect,
        ReconnectNow,
        TryAgain,
        OpenSettings,
        TrustCertificate,
        Diagnose,
        UndoConversation,
        ForgetConversation,
        SendLateNote,
        DiscardLateNote,
        UseModel,
        StartAgain,
    };

    Tone tone = Tone::Info;
    QString title{};
    QString text{};
    Action action = Action::None;
    bool dismissable = false;
    std::optional<Instant> countdownTo{}; ///< the title then contains "%1" for the seconds left
    Action otherAction = Action::None; ///< for a second button
    bool offersHelp = false; ///< shows buttons for OpenSettings and Diagnose, too

    friend bool operator==(const Notice &, const Notice &) = default;
};
} // namespace holdline::widgets
