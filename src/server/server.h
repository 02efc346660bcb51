// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/frontdoor.h"
#include "server/livesessions.h"
#include "server/plaincall.h"
#include "server/serversettings.h"

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
    int callCount() const;

    /// Lets nobody in any more and says goodbye to everybody; ended() follows within a second.
    void end();

Q_SIGNALS:
    void ended();

private:
    void receive(QWebSocket *socket);
    void receiveStreamed(std::unique_ptr<ClientConnection> connection);
    void begin(PlainCall &call);
    void resume(PlainCall &call, Session &session);
    void putThrough(PlainCall &call, Session &session);
    PlainCall *callOf(const Session &session) const;
    void release(PlainCall &call);
    void endWhenEmpty();
    void forget(PlainCall &call);

    ServerSettings m_settings;
    SessionRegistry &m_registry;
    VoiceServices m_services;
    FrontDoor m_door;
    std::vector<PlainCall *> m_calls; ///< QObject children
    LiveSessions m_streamed; ///< the clients that speak holdline.v1
    QTimer m_ending; ///< runs from end() to ended()
};

} // namespace holdline::server
