// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session/line.h"

#include <QCoreApplication>
#include <QStringList>

namespace holdline::client {

class TranscriptModel;

/// Writes what the server tells of a conversation that this client did not hear, or not all of it.
/// Owned by ConversationController; GUI thread.
class HistoryWriter
{
    Q_DECLARE_TR_FUNCTIONS(holdline::client::HistoryWriter)

public:
    /// Of so many messages the ids are known: the server has no more of them under way.
    static constexpr qsizetype kKnown = 100;

    /// Both must outlive this.
    HistoryWriter(TranscriptModel &model, const Clock &clock) : m_model(model), m_clock(clock) { }

    /// A session begins; what follows is of it.
    void begin(const Line::Session &session);
    /// What was told counts no more.
    void forget();
    /// See Line::historyReceived().
    void write(const QList<protocol::HistoryMessage> &messages, bool first, bool last);

    /// Whether the history told of this message, so that it is shown already.
    bool knows(const QString &id) const { return !id.isEmpty() && m_known.contains(id); }
    /// The same, and no later answer.
    bool isNewestAnswer(const QString &id) const;

private:
    void writeDivider();

    TranscriptModel &m_model;
    const Clock &m_clock;
    std::optional<Duration> m_age; ///< of the session
    std::optional<WallTime> m_createdAt;
    QStringList m_known; ///< the newest ones
    QString m_newestAnswer;
};

} // namespace holdline::client
