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

/// A plain voice server on a loopback port that behaves as badly as it is told to. What it is told
/// holds for the connections made from then on.
class FakeVoiceServer : public QObject
{
    Q_OBJECT

public:
    enum class Manner {
        NamesSessions, ///< a good server: restores what it knows, else makes a new session
        NamesNothing, ///< a stock server: opens and says nothing
        ClosesAtOnce, ///< opens, and drops the connection without a word
        ClosesAfterNaming, ///< as above, but names the session before
        RefusesWithStatus, ///< answers the upgrade with setStatus()
        ChoosesAnotherProtocol, ///< one that was not offered
        SpeaksSomethingElse, ///< greets as an SSH server does
        NeverAnswers,
    };

    /// One that got as far as sending its request.
    struct Request
    {
        std::optional<SessionId> offered;
        QByteArray authorization;
        QString path;
        QByteArray protocols; ///< that the client offered
    };

    FakeVoiceServer();
    ~FakeVoiceServer() override;

    QUrl url() const;
    void setManner(Manner manner) { m_manner = manner; }
    void setStatus(const QByteArray &statusLine) { m_statusLine = statusLine; }
    /// What is sent behind setStatus().
    void setPage(const QByteArray &page) { m_page = page; }
    /// Empty: a plain server, which echoes none.
    void setSubprotocols(const QStringList &protocols)
    {
        m_upgrader.setSupportedSubprotocols(protocols);
    }
    /// As a server that comes back without its memory.
    void forgetSessions() { m_sessions.clear(); }

    /// Everything goes at once, as when the process is killed: connections are reset and the port
    /// refuses, until reappear() takes the same port again.
    void vanish();
    void reappear();

    /// Resets every connection.
    void cut();
    /// Nothing is read any more, so nothing is answered, not even a ping.
    void goSilent();
    /// These bytes as they are, on every connection.
    void sendRaw(const QByteArray &bytes);
    void close(int code, const QString &reason = {});
    void send(const protocol::ServerMessage &message);
    void sendText(const QString &text);
    void sendBinary(const QByteArray &bytes);

    /// Bytes that wait in this process for the clients.
    qint64 queuedBytes() const;
    int connectionsMade() const { return m_connectionsMade; } ///< TCP connections, since the start
    int liveConnections() const { return static_cast<int>(m_webSockets.size()); }
    const std::vector<Request> &requests() const { return m_requests; }
    const std::vector<QByteArray> &received() const { return m_received; }
    std::optional<int> lastCloseCode() const { return m_lastCloseCode; }

Q_SIGNALS:
    void connectionMade();
    void opened();
    /// The connection that opened() tells of, before anything was said on it.
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
