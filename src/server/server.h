// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/administration.h"
#include "server/door/frontdoor.h"
#include "server/durable/durablesessions.h"
#include "server/plain/plaincalls.h"
#include "server/settings/serversettings.h"

#include <QObject>
#include <QTimer>

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
    PlainCalls m_plain;
    DurableSessions m_durable;
    Administration m_administration;
};

} // namespace holdline::server
