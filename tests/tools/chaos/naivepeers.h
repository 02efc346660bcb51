// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "protocol/itemcodec.h"

#include <QObject>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>
#include <QWebSocketServer>

#include <deque>
#include <memory>

namespace holdline::chaos {

/// What most clients and servers do about a broken line, for comparison with ours.
enum class NaiveDesign {
    Plain, ///< messages that cannot be sent now are dropped
    Queue, ///< such messages are kept and sent later; messages on their way are forgotten
};

/// One end of such a line. It trusts the socket that it was given last.
class NaiveEnd : public QObject
{
    Q_OBJECT

public:
    explicit NaiveEnd(NaiveDesign design) : m_design(design) { }

    void use(std::unique_ptr<QWebSocket> socket);
    void send(const protocol::WireMessage &message);
    bool isConnected() const;

Q_SIGNALS:
    void received(const holdline::protocol::WireMessage &message);
    void connected();
    void lost();

private:
    void onConnected();
    void transmit(const protocol::WireMessage &message);

    NaiveDesign m_design;
    std::unique_ptr<QWebSocket> m_socket;
    std::deque<protocol::WireMessage> m_queue;
};

/// Dials again as soon as the line is lost.
class NaiveClient : public NaiveEnd
{
    Q_OBJECT

public:
    NaiveClient(NaiveDesign design, const QUrl &url);

private:
    void dial();

    QUrl m_url;
    QTimer m_redial;
};

/// Uses the newest connection as its client's.
class NaiveServer : public NaiveEnd
{
    Q_OBJECT

public:
    explicit NaiveServer(NaiveDesign design);

    bool listen();
    quint16 port() const { return m_server.serverPort(); }

private:
    QWebSocketServer m_server;
};

} // namespace holdline::chaos
