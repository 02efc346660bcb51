// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sessionid.h"
#include "protocol/messages.h"

#include <QByteArray>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTcpServer>
#include <QUrl>
#include <QWebSocketServer>

#include <optional>
#include <vector>

class QTcpSocket;
class QWebSocket;

namespace holdline::testing {

/// A Plain voice server on a loopback port that misbehaves as the test wants. Settings apply to
/// later connections.
class FakeVoiceServer : public QObject
{
    Q_OBJECT

public:
    enum class Manner {
        NamesSessions, ///< a good server: restores a known session, otherwise makes a new one
        NamesNothing, ///< a stock server: opens and names no session
        ClosesAtOnce, ///< opens, and drops the connection at once
        ClosesAfterNaming, ///< the same, but names the session before
        RefusesWithStatus, ///< answers the upgrade with setStatus()
        ChoosesAnotherProtocol, ///< selects a subprotocol that was not offered
        SpeaksSomethingElse, ///< answers like an SSH server
        NeverAnswers,
    };

    /// A connection that has sent its request.
    struct Request
    {
        std::optional<SessionId> offered;
        QByteArray authorization;
        QString path;
        QByteArray protocols; ///< the subprotocols that the client offered
    };

    FakeVoiceServer();
    ~FakeVoiceServer() override;

    QUrl url() const;
    void setManner(Manner manner) { m_manner = manner; }
    void setStatus(const QByteArray &statusLine) { m_statusLine = statusLine; }
    /// The body that follows setStatus().
    void setPage(const QByteArray &page) { m_page = page; }
    /// An empty list makes a Plain server, which selects none.
    void setSubprotocols(const QStringList &protocols)
    {
        m_upgrader.setSupportedSubprotocols(protocols);
    }
    /// Forgets all sessions, like a server that was restarted.
    void forgetSessions() { m_sessions.clear(); }

    /// Disappears like a killed process: connections are reset and the port refuses, until
    /// reappear() takes the same port again.
    void vanish();
    void reappear();

    /// Resets every connection.
    void cut();
    /// Stops reading, so that even pings are not answered.
    void goSilent();
    /// Sends these bytes unchanged on every connection.
    void sendRaw(const QByteArray &bytes);
    void close(int code, const QString &reason = {});
    void send(const protocol::ServerMessage &message);
    void sendText(const QString &text);
    void sendBinary(const QByteArray &bytes);

    /// Bytes for the clients that wait in this process.
    qint64 queuedBytes() const;
    int connectionsMade() const { return m_connectionsMade; } ///< TCP connections since the start
    int liveConnections() const { return static_cast<int>(m_webSockets.size()); }
    const std::vector<Request> &requests() const { return m_requests; }
    const std::vector<QByteArray> &received() const { return m_received; }
    std::optional<int> lastCloseCode() const { return m_lastCloseCode; }

Q_SIGNALS:
    void connectionMade();
    void opened();
    /// The connection of the latest opened(), before any message was sent on it.
    void served(QWebSocket *socket);
    void messageReceived();
    void closed();

private:
    void accept();
    void answer(QTcpSocket *socket);
    void serve(QWebSocket *socket);
    void nameSession(QWebSocket *socket, const std::optional<SessionId> &offered);

    QTcpServer m_listener;
    QWebSocketServer m_upgrader;
    quint16 m_port = 0;
    Manner m_manner = Manner::NamesSessions;
    QByteArray m_statusLine;
    QByteArray m_page;
    QSet<SessionId> m_sessions;
    QList<QPointer<QTcpSocket>> m_sockets;
    QList<QWebSocket *> m_webSockets;
    std::vector<Request> m_requests;
    std::vector<QByteArray> m_received;
    std::optional<int> m_lastCloseCode;
    int m_connectionsMade = 0;
};

} // namespace holdline::testing
