// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace holdline::protocol {

/// How the assistant of a session answers and sounds, as the user has chosen it. An empty member
/// leaves the choice to the server. A plain value.
struct Configuration
{
    QString persona{}; ///< the name of the assistant
    QString instructions{}; ///< for the language model
    QString greeting{}; ///< what the assistant says first in a new conversation
    QString language{}; ///< of the conversation, as in BCP 47: "de" or "pt-BR"
    QString voice{}; ///< an id from Voices
    double speakingRate = 1; ///< times the usual pace
    std::optional<int> turnPause{}; ///< as in SetSpeed

    friend bool operator==(const Configuration &, const Configuration &) = default;
};

/// The JSON object of a configuration, as on the wire and in files, in compact UTF-8.
QByteArray encode(const Configuration &configuration);

} // namespace holdline::protocol
