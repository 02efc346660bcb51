// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session/line.h"
#include "protocol/control.h"

#include <QCoreApplication>
#include <QStringList>

namespace holdline::client {

class TranscriptModel;

/// Writes the history that a server sends for a rejoined session into the transcript. Owned by
/// ConversationController; GUI thread.
class HistoryWriter
{
    Q_DECLARE_TR_FUNCTIONS(holdline::client::HistoryWriter)

public:
    /// The number of newest messages whose ids are remembered. The server never has more messages
    /// under way.
    static constexpr qsizetype kKnown = 100;

    /// Both must outlive this.
    HistoryWriter(TranscriptModel &model, const Clock &clock) : m_model(model), m_clock(clock) { }

    /// A session begins: what follows belongs to it.
    void begin(const Line::Session &session);
    /// Forgets the ids of the messages written so far.
    void forget();
    /// See DurableLine::historyReceived().
    void write(const QList<protocol::HistoryMessage> &messages, bool first, bool last);

    /// Whether the history contained this message, so that it is shown already.
    bool knows(const QString &id) const { return !id.isEmpty() && m_known.contains(id); }
    /// The same, and no later answer has come.
    bool isNewestAnswer(const QString &id) const;

private:
    void writeDivider();

    TranscriptModel &m_model;
    const Clock &m_clock;
    std::optional<Duration> m_age; ///< age of the session
    std::optional<WallTime> m_createdAt;
    QStringList m_known; ///< ids of the newest messages
    QString m_newestAnswer;
};

} // namespace holdline::client
