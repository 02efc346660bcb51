// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

// Every log category of the project. Ids are logged shortened; tokens, words and audio never.
// An expected network loss is Info. A Warning means that somebody should look.
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
    Json, ///< one object a line, see jsonLogLine()
};

/// Sends every category at Info and above to stderr, one line each. Call from main().
void installLogFormat(LogFormat format = LogFormat::Text);
/// From now on no category writes more than LogRate admits; what was left out is counted in a line
/// of its own. Debug lines, which somebody asked for, are not limited. Call from main(), after
/// installLogFormat().
void limitLogRate();

} // namespace holdline
