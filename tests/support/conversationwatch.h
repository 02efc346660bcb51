// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/messages.h"
#include "support/cuttingproxy.h"
#include "support/websocketsniffer.h"

#include <QHash>
#include <QList>

#include <optional>

namespace holdline::testing {

/// What the server sent for one question.
struct WatchedTurn
{
    QString request; ///< as the server understood it
    Instant requestedAt;
    QString answer{}; ///< empty until it is final
    std::optional<Instant> answeredAt{};
    std::optional<Instant> firstSpeechAt{}; ///< of the first tts_chunk
};

/// Reads along what a server says through a proxy, so that a test knows what was understood and
/// answered without either program telling it.
class ConversationWatch : public QObject
{
    Q_OBJECT

public:
    /// `proxy` must outlive this.
    explicit ConversationWatch(CuttingProxy &proxy);

    const QList<WatchedTurn> &turns() const { return m_turns; }
    /// How often the server gave an older session back.
    int restored() const { return m_restored; }

Q_SIGNALS:
    void changed();

private:
    void read(int connection, CuttingProxy::Direction direction, const QByteArray &bytes);
    void note(const protocol::ServerMessage &message, Instant at);
    static void noteAnswer(WatchedTurn &turn, const protocol::ServerMessage &message, Instant at);

    QHash<int, WebSocketSniffer> m_sniffers;
    QList<WatchedTurn> m_turns;
    int m_restored = 0;
};

} // namespace holdline::testing
