// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

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
        HeldSpeech, ///< stands for what the user says while there is no connection
    };

    /// Who said what.
    QString accessibleText() const;
    /// The same for the clipboard.
    QString plainText(const QString &assistantName) const;

    Kind kind;
    QString text;
    WallTime at{};
    bool partial = false;
    bool pending = false;
    bool replayed = false;
    int spoken = 0;
    bool interrupted = false; ///< of an answer: what follows `spoken` has not been heard
    std::optional<Duration> responseTime = {};
    QString id = {}; ///< of a typed message
    QString details = {};
};

} // namespace holdline::client
