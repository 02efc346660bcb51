// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

// All log categories of the project. Ids are logged shortened. Tokens, words and audio are never
// logged. An expected network loss is Info; a Warning means that somebody should look.
namespace holdline {

Q_DECLARE_LOGGING_CATEGORY(lcLink)
Q_DECLARE_LOGGING_CATEGORY(lcStatus)
Q_DECLARE_LOGGING_CATEGORY(lcSession)
Q_DECLARE_LOGGING_CATEGORY(lcStore)
Q_DECLARE_LOGGING_CATEGORY(lcServer)
Q_DECLARE_LOGGING_CATEGORY(lcVoice)
Q_DECLARE_LOGGING_CATEGORY(lcSpeech)
Q_DECLARE_LOGGING_CATEGORY(lcCapture)
Q_DECLARE_LOGGING_CATEGORY(lcPlayout)
Q_DECLARE_LOGGING_CATEGORY(lcApp)

enum class LogFormat {
    Text, ///< `2026-11-21T08:14:00.123Z info holdline.link: …`
    Json, ///< one JSON object per line, see jsonLogLine()
};

/// Sends all categories to stderr, from Info on, one line each. Call it from main().
void installLogFormat(LogFormat format = LogFormat::Text);
/// Limits each category to the lines that LogRate admits; a line of its own gives the number of
/// lines that were left out. Debug lines are not limited, because an operator has asked for them.
/// Call it from main(), after installLogFormat().
void limitLogRate();

} // namespace holdline
