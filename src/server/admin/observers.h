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

/// Who follows at /logs what is said: all sessions, or one with what was said in it before. They
/// are strangers until they have said one thing, {"token":…} with or without "session", within 4 s;
/// then they only listen. A wrong token is answered ever more slowly. Strangers take no room from
/// observers, and a crowd of them from one network none from those of others. No session waits for
/// one that reads too slowly: it is dropped. Main thread.
class Observers : public QObject
{
    Q_OBJECT

public:
    static constexpr Duration kPatience{4000};
    static constexpr quint64 kMaxIntroductionBytes = 4096;
    /// With the token. One more is sent away.
    static constexpr std::size_t kMaxObservers = 32;
    /// Without it, or not yet. One more, and the network that has most of them loses its oldest.
    static constexpr std::size_t kMaxStrangers = 256;
    /// What may wait for an observer.
    static constexpr qint64 kMaxBacklog = 1024 * 1024;

    /// What was said in a session of that short id, oldest first.
    using Past = std::function<std::vector<TranscriptEvent>(const QString &session)>;

    /// `policy` and `feed` must outlive this.
    Observers(const AccessPolicy &policy, TranscriptFeed &feed, Past past,
              QObject *parent = nullptr);
    ~Observers() override;

    /// Owns `socket`, which is open.
    void receive(WebSocket *socket);
    /// Observers and strangers.
    int count() const { return static_cast<int>(m_observers.size() + m_strangers.size()); }
    /// How many had not the right token, since the start.
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
        QTimer patience; ///< runs until it has introduced itself
        QString session; ///< shortened; empty: all
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
