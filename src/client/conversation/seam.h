// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session/line.h"

#include <QString>

#include <optional>

namespace holdline::client {

/// What an outage of the line did to the conversation. A plain value; what people read of it is
/// made here and nowhere else.
struct Seam
{
    enum class End {
        GivenUp, ///< not back, and not coming by itself
        Restored, ///< the session went on
        Replaced, ///< another session, because the old one was gone
    };
    enum class Note {
        None, ///< what was held went out by itself
        Offered,
        Sent,
        Discarded,
    };

    Line::Kind kind = Line::Kind::Plain;
    End end = End::GivenUp;
    WallTime since{};
    Duration offline{0};
    QString reason{}; ///< in words; may be empty
    /// Speech that an earlier process has left; `nullopt` unless the outage is the time without a
    /// client.
    std::optional<Duration> left{};
    Duration speechKept{0}; ///< said meanwhile
    Duration speechLost{0}; ///< said meanwhile and kept by nobody
    Note note = Note::None;
    int texts = 0; ///< that waited
    int sentAgain = 0; ///< messages of before, which had not been acknowledged
    bool wordsUnderWay =
        false; ///< something was being said, by either side, when the line was lost
    std::optional<Duration> answerAt{}; ///< how far the answer under way had been heard

    friend bool operator==(const Seam &, const Seam &) = default;
};

/// Worth a row: long enough to be noticed, or something was held or lost.
bool isVisible(const Seam &seam);
/// One line.
QString seamText(const Seam &seam);
/// What else is known, one fact a line.
QString seamDetails(const Seam &seam);

/// "3.2 s"
QString speechWords(Duration duration);
/// "14 s", "2 min 5 s", "3 h 12 min"
QString timeWords(Duration duration);

} // namespace holdline::client
