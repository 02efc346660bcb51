// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "protocol/control.h"

#include <QCoreApplication>
#include <QString>

#include <optional>

namespace holdline::client {

/// One row of a TranscriptModel. A plain value.
struct TranscriptRow
{
    Q_DECLARE_TR_FUNCTIONS(holdline::client::TranscriptModel)

public:
    enum class Kind {
        User,
        Assistant,
        Divider,
        HeldSpeech, ///< for speech that is held while there is no connection
    };

    /// The row of a message of the history.
    static TranscriptRow ofHistory(const protocol::HistoryMessage &message);

    /// The text with its speaker, for a screen reader.
    QString accessibleText() const;
    /// The text with its speaker, for the clipboard.
    QString plainText(const QString &assistantName) const;

    Kind kind;
    QString text;
    WallTime at{};
    bool partial = false;
    bool pending = false;
    bool replayed = false;
    int spoken = 0;
    bool interrupted = false; ///< an answer whose text after `spoken` was not heard
    std::optional<Duration> responseTime = {};
    QString id = {}; ///< id of a typed message
    QString details = {};
};

} // namespace holdline::client
