// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/administration.h"
#include "server/door/frontdoor.h"
#include "server/durable/durablesessions.h"
#include "server/plain/plaincall.h"
#include "server/settings/serversettings.h"

#include <QObject>
#include <QTimer>

#include <vector>

namespace holdline::server {

/// Everything that meets at one port: lets clients in, finds their sessions, puts them through and
/// lets them go. Main thread.
class Server : public QObject
{
    Q_OBJECT

public:
    /// `registry` and everything in `services` must outlive this.
    Server(const ServerSettings &settings, SessionRegistry &registry, const VoiceServices &services,
           HealthReport health, QObject *parent = nullptr);
    ~Server() override;

    /// Fails with a sentence for the operator.
    Outcome<QString> listen();
    /// Reads the files of the certificate again; those who are connected keep the old one. On
    /// failure everybody does.
    Outcome<QString> renewIdentity();
    quint16 port() const { return m_door.port(); }
    /// Connections, with a session or without.
    int callCount() const { return m_connections; }

    /// Lets nobody in any more. Who is idle is asked to come back later, the others once they have
    /// been answered. Then, or after ServerSettings::drainTime, the end.
    void drain(protocol::Goaway::Reason reason);
    /// Lets nobody in any more and says goodbye to everybody; ended() follows within two seconds.
    void end();

Q_SIGNALS:
    void ended();

private:
    enum class Stage { Serving, Draining, Ending };

    void receive(WebSocket *socket);
    void add(ServerFigures &figures) const;
    void count(const ClientConnection &connection);
    void receiveDurable(std::unique_ptr<ClientConnection> connection);
    void begin(PlainCall &call);
    void resume(PlainCall &call, Session &session);
    void putThrough(PlainCall &call, Session &session);
    PlainCall *callOf(const Session &session) const;
    void release(PlainCall &call);
    void forget(PlainCall &call);
    void letIdleGo();
    void letGo(const Farewell &farewell);
    bool isAnybodyBusy() const;
    bool hasRoom(const QHostAddress &peer) const;
    void proceed();
    void giveUpWaiting();
    void endWhenEmpty();

    ServerSettings m_settings;
    SessionRegistry &m_registry;
    TranscriptFeed m_feed;
    VoiceServices m_services;
    FrontDoor m_door;
    Stage m_stage = Stage::Serving;
    protocol::Goaway m_goaway; ///< while draining
    HeldMemory m_memory;
    SessionQuota m_quota;
    QTimer m_patience; ///< runs from drain() to end(), and from there to ended()
    QTimer m_idleCheck; ///< runs while draining
    int m_connections = 0; ///< open ones and such as are being closed
    quint64 m_droppedFrames = 0; ///< of all plain calls
    std::vector<PlainCall *> m_calls; ///< QObject children
    DurableSessions m_durable; ///< the clients that speak holdline.v1
    Administration m_administration;
};

} // namespace holdline::server
