// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QString>

#include <optional>

namespace holdline::client {

/// What an outage of the line did to the conversation. A plain value. The words for its row in the
/// transcript are made here and nowhere else.
struct Seam
{
    /// What the server does with the conversation after an outage.
    enum class Server {
        Continues, ///< where it stopped
        Restarts, ///< with the next words
    };
    enum class End {
        GivenUp, ///< the line is down and does not come back by itself
        Restored, ///< the session continued
        Replaced, ///< another session began, because the old one was gone
    };
    enum class Note {
        None, ///< held speech needed no decision
        Offered,
        Sent,
        Discarded,
    };

    Server server = Server::Continues;
    End end = End::GivenUp;
    WallTime since{};
    Duration offline{0};
    QString reason{}; ///< for people; may be empty
    /// Speech that an earlier process has left. `nullopt` unless the outage is the time in which no
    /// client ran.
    std::optional<Duration> left{};
    Duration speechKept{0}; ///< said during the outage, and kept
    Duration speechLost{0}; ///< said during the outage when no more could be kept
    Duration speechUnsent{0}; ///< said during the outage to a server that takes none later
    Note note = Note::None;
    int texts = 0; ///< texts that waited
    int sentAgain = 0; ///< earlier messages that had not been acknowledged
    bool wordsUnderWay = false; ///< the user spoke, or an answer came, when the line was lost
    std::optional<Duration> answerAt{}; ///< how far the current answer was heard

    friend bool operator==(const Seam &, const Seam &) = default;
};

/// Whether the outage deserves a row: it was long enough to be noticed, or something was held or
/// lost.
bool isVisible(const Seam &seam);
/// The text of the row, one line.
QString seamText(const Seam &seam);
/// More facts, one in each line.
QString seamDetails(const Seam &seam);

/// An amount of speech: "3.2 s".
QString speechWords(Duration duration);
/// A duration: "14 s", "2 min 5 s", "3 h 12 min".
QString timeWords(Duration duration);

} // namespace holdline::client
