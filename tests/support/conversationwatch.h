// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/messages.h"
#include "support/cuttingproxy.h"
#include "support/websocketsniffer.h"

#include <QHash>
#include <QList>
#include <QSet>

#include <optional>

namespace holdline::testing {

/// What the server sent for one question.
struct WatchedTurn
{
    QString request; ///< as the server understood it
    QString id; ///< Durable only: the id of the request
    Instant requestedAt;
    QString answer{}; ///< empty until the answer is final
    std::optional<Instant> answeredAt{};
    std::optional<Instant> firstSpeechAt{};
    std::size_t speech = 0; ///< samples of the answer
};

/// Reads what a server says through a proxy, so that a test knows what was understood and answered
/// without asking either program.
class ConversationWatch : public QObject
{
    Q_OBJECT

public:
    /// `proxy` must outlive this.
    explicit ConversationWatch(CuttingProxy &proxy);

    const QList<WatchedTurn> &turns() const { return m_turns; }
    /// How often the server restored an earlier session.
    int restored() const { return m_restored; }

Q_SIGNALS:
    void changed();

private:
    void read(int connection, CuttingProxy::Direction direction, const QByteArray &bytes);
    void readText(const QByteArray &json, Instant at);
    void note(const protocol::ServerMessage &message, Instant at);
    void noteAnswer(WatchedTurn &turn, const protocol::ServerMessage &message, Instant at);
    static void noteSpeech(WatchedTurn &turn, std::size_t samples, Instant at);

    QHash<int, WebSocketSniffer> m_sniffers;
    QSet<QString> m_answered; ///< Durable only: ids of answers, each of which may come twice
    QList<WatchedTurn> m_turns;
    int m_restored = 0;
};

} // namespace holdline::testing
