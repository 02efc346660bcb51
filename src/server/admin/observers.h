// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/door/accesspolicy.h"
#include "server/door/clientconnection.h"
#include "server/door/guessbrake.h"
#include "server/voice/transcriptfeed.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace holdline::server {

/// Sends the conversations to the observers at /logs: those of all sessions, or of one session with
/// its earlier messages. A new connection is a stranger until it has sent {"token":…}, with or
/// without "session", within 4 s; afterwards it only listens. Wrong tokens are answered more and
/// more slowly.
///
/// Strangers do not take the places of observers, and a crowd of strangers from one network does
/// not push out those of others. Sessions do not wait for observers: one that reads too slowly is
/// cut off. Owned by Administration; main thread.
class Observers : public QObject
{
    Q_OBJECT

public:
    static constexpr Duration kPatience{4000};
    static constexpr quint64 kMaxIntroductionBytes = 4096;
    /// Observers with the right token. Another one is sent away.
    static constexpr std::size_t kMaxObservers = 32;
    /// Connections without the right token. When another one comes, the network with the most of
    /// them loses its oldest.
    static constexpr std::size_t kMaxStrangers = 256;
    /// Bytes that may wait for an observer.
    static constexpr qint64 kMaxBacklog = 1024 * 1024;

    /// Returns the earlier messages of the sessions with this short id, oldest first.
    using Past = std::function<std::vector<TranscriptEvent>(const QString &session)>;

    /// `policy` and `feed` must outlive this object.
    Observers(const AccessPolicy &policy, TranscriptFeed &feed, Past past,
              QObject *parent = nullptr);
    ~Observers() override;

    /// Owns `socket`, which is open.
    void receive(WebSocket *socket);
    /// Observers and strangers.
    int count() const { return static_cast<int>(m_observers.size() + m_strangers.size()); }
    /// Wrong tokens since the start.
    quint64 refused() const { return m_refused; }

private:
    struct Observer
    {
        explicit Observer(std::unique_ptr<ClientConnection> open)
            : connection(std::move(open))
            , network(networkOf(connection->peer()))
        {
        }

        std::unique_ptr<ClientConnection> connection;
        PeerNetwork network;
        QTimer patience; ///< runs until the observer has sent its token
        QString session; ///< shortened id; empty for all sessions
    };
    using List = std::vector<std::unique_ptr<Observer>>;

    void makeRoom();
    void introduce(Observer &observer, const protocol::WireMessage &message);
    void refuse(Observer &observer);
    void admit(Observer &observer, const QString &session);
    void tell(const TranscriptEvent &event);
    void forget(const Observer &observer);

    const AccessPolicy &m_policy;
    Past m_past;
    Clock m_clock;
    GuessBrake m_brake;
    List m_strangers; ///< the oldest first
    List m_observers;
    quint64 m_refused = 0;
};

} // namespace holdline::server
