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

/// The whole server at its one port: accepts clients, finds or creates their sessions, connects the
/// two, and sends clients away when it ends. Owned by main(); main thread.
class Server : public QObject, private FigureSource
{
    Q_OBJECT

public:
    /// Adds the figures of the engines of speech and language.
    using EngineReport = std::function<void(ServerFigures &)>;

    /// `registry` and everything in `services` must outlive this object.
    Server(const ServerSettings &settings, SessionRegistry &registry, const VoiceServices &services,
           HealthReport health, EngineReport engines = {}, QObject *parent = nullptr);
    ~Server() override;

    /// Fails with a sentence for the operator.
    Outcome<QString> listen();
    /// Reads the certificate and key files again. Open connections keep the old certificate. On
    /// failure new connections keep it, too.
    Outcome<QString> renewIdentity();
    quint16 port() const { return m_door.port(); }
    /// Connections, with or without a session.
    int callCount() const { return m_connections; }

    /// Stops accepting connections. Sends idle clients away at once and the others after their
    /// answer. Emits ended() when all have gone; calls end() after ServerSettings::drainTime.
    void drain(protocol::Goaway::Reason reason);
    /// Stops accepting connections and sends all clients away. ended() follows within two seconds.
    void end();

Q_SIGNALS:
    void ended();

private:
    enum class Stage { Serving, Draining, Ending };

    void receive(WebSocket *socket);
    ServerFigures figures() const override;
    void count(const ClientConnection &connection);
    void letIdleGo();
    void letGo(const Farewell &farewell);
    bool isAnybodyBusy() const;
    void proceed();
    void giveUpWaiting();
    void endWhenEmpty();

    ServerSettings m_settings;
    TranscriptFeed m_feed;
    VoiceServices m_services;
    FrontDoor m_door;
    Stage m_stage = Stage::Serving;
    protocol::Goaway m_goaway; ///< what clients are told; set by drain() or end()
    HeldMemory m_memory;
    Admission m_admission;
    QTimer m_patience; ///< runs from drain() to end(), and from end() to ended()
    QTimer m_idleCheck; ///< runs while draining
    int m_connections = 0; ///< including those that are closing
    PlainCalls m_plain;
    DurableSessions m_durable;
    EngineReport m_engines; ///< may be empty
    Administration m_administration;
};

} // namespace holdline::server
