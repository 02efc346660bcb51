// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/log.h"
#include "core/logline.h"
#include "protocol/control.h"
#include "server/door/clientconnection.h"
#include "server/door/farewell.h"
#include "server/durable/durableconversation.h"
#include "server/durable/durablestream.h"
#include "server/durable/historyteller.h"
#include "server/session/sessionregistry.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace holdline::server {

/// A Durable session in memory: leads its streams over the current connection, and its conversation
/// on while no client is connected. Only messages from the newest connection count. It is one
/// class, because each step of a connection (welcome, history, release) decides what may be sent
/// and received next. Owned by DurableSessions; main thread.
class DurableSession : public QObject
{
    Q_OBJECT

public:
    struct Setting
    {
        SessionRegistry &registry;
        VoiceServices services;
        Duration pause; ///< the silence that ends a turn, until the client changes it
        HeldMemory &memory;
    };

    /// A new session, created with this secret and epoch. All references must outlive this object.
    DurableSession(Session &session, const Setting &setting, const QByteArray &secret,
                   const QString &epoch, QObject *parent = nullptr);
    /// A session from the store. Continues the work that was under way.
    DurableSession(Session &session, const Setting &setting, const StoredSession &stored,
                   QObject *parent = nullptr);
    const SessionId &id() const { return m_session.id; }
    Session &session() { return m_session; }
    const QByteArray &secret() const { return m_secret; }
    bool isAttached() const { return m_connection != nullptr; }
    /// True while a turn or an answer is being made.
    bool isBusy() const { return m_conversation.isBusy(); }
    /// Number of the newest connection.
    quint64 connectionNumber() const { return m_number; }
    protocol::Activity::State activity() const { return m_conversation.activity(); }
    /// Bytes of items that the client has not acknowledged.
    qint64 heldBytes() const { return m_stream.stream().unacknowledgedBytes(); }
    const JoinFigures &joins() const { return m_joins; }
    StreamFigures streamFigures() const
    {
        StreamFigures figures = m_stream.figures();
        figures.heldSpeech = m_conversation.heldSpeech();
        return figures;
    }

    /// The client that opened the session is connected. `number` counts connections; a newer
    /// connection has a higher number.
    void welcome(std::unique_ptr<ClientConnection> connection, quint64 number,
                 const protocol::Open &request);
    /// The client is back. Of two connections the older one is closed: usually the present one, but
    /// `connection` if it was accepted earlier and has only asked later.
    void resume(std::unique_ptr<ClientConnection> connection, quint64 number,
                const protocol::Resume &request);
    /// Ends the call because the client was away for too long.
    void endCall(const QString &reason) { m_conversation.endCall(reason); }
    /// There is memory for answers again.
    void proceed() { m_conversation.proceed(); }
    /// Asks the connected client to come back later.
    void letGo(const Farewell &farewell);
    /// Closes the connection, if there is one. The session stays.
    void hangUp(protocol::CloseCode code, const QString &reason);

Q_SIGNALS:
    /// The connection is closed. Another one may follow.
    void detached();
    /// The client has ended the session for good.
    void forgotten();

private:
    DurableSession(Session &session, const Setting &setting, const QByteArray &secret,
                   const StoredStream &stream, QObject *parent);
    SessionEvent event(QLatin1StringView name) const
    {
        return SessionEvent(id(), name)
            .with(QLatin1StringView("connection"), static_cast<qint64>(m_number));
    }
    void connectParts();

    void take(std::unique_ptr<ClientConnection> connection, quint64 number);
    void rejoin(const protocol::Resume &request);
    void noteJoin(quint64 JoinFigures::*how, QLatin1StringView name)
    {
        ++(m_joins.*how);
        qCInfo(lcSession) << event(name);
    }
    void sendWelcome(protocol::Welcome::Mode mode, quint64 received,
                     const protocol::AudioOffer &offer);
    void attach(quint64 peerReceived, qint64 window);
    void release();

    void receive(const protocol::WireMessage &message);
    void receiveControl(const QByteArray &json);
    void sayBye();
    void breakOff(protocol::Stream::Violation violation);

    void pump();
    void acknowledge();
    void send(const protocol::ControlMessage &message);
    void send(const protocol::ServerMessage &message);
    void tellTrouble();
    void noteHeld();

    Session &m_session;
    Setting m_setting;
    QByteArray m_secret;
    HeldMemory::Share m_held;
    DurableStream m_stream;
    DurableConversation m_conversation;
    QTimer m_ackTimer;
    JoinFigures m_joins;
    std::unique_ptr<ClientConnection> m_connection; ///< null while no client is connected
    quint64 m_number = 0; ///< number of m_connection
    std::unique_ptr<HistoryTeller> m_history; ///< exists while the history is being sent
    bool m_isReady = false; ///< the welcome and all of the history are sent
};

} // namespace holdline::server
