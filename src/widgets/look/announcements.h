// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/conversationcontroller.h"
#include "client/link/connectionstatus.h"
#include "widgets/look/notice.h"

#include <QCoreApplication>
#include <QHash>
#include <QPersistentModelIndex>
#include <QString>

#include <optional>

namespace holdline::widgets {

/// Decides what a screen reader says by itself, so that each piece of news is said once. Every
/// function returns the words for what has just happened, or an empty string if it is no news.
class Announcements
{
    Q_DECLARE_TR_FUNCTIONS(holdline::widgets::Announcements)

public:
    using Caption = client::ConversationController::Caption;

    /// Tells of a lost line also what becomes of the user's speech.
    QString onStatus(const client::ConnectionStatus &status);
    /// Only what becomes of the user's speech while the line is down.
    QString onCaption(Caption caption);
    /// A notice that has just appeared. For notices about the connection use onStatus().
    static QString onNotice(const Notice &notice, Instant now);
    /// A row of a client::TranscriptModel that is new or has changed: a complete answer, or what
    /// happened to the line. `isAloud`: the loudspeaker speaks the answers, so they are no news.
    QString onRow(const QPersistentModelIndex &row, bool isAloud);

private:
    QString fateOfSpeech(Caption caption);

    std::optional<client::ConnectionState> m_state; ///< the latest one that was said
    Caption m_caption = Caption::MicrophoneClosed; ///< the latest one
    QHash<Caption, bool> m_saidOffline; ///< since the line was lost
    QPersistentModelIndex m_row; ///< the latest one that was said
    QString m_rowWords;
};

} // namespace holdline::widgets
