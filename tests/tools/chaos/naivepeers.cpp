// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/chaos/naivepeers.h"

#include "client/link/websocketsignals.h"

#include <utility>

namespace holdline::chaos {

namespace {
constexpr Duration kRedial{10};
} // namespace

void NaiveEnd::use(std::unique_ptr<QWebSocket> socket)
{
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket.release()->deleteLater(); // the socket may be emitting this signal
    }
    m_socket = std::move(socket);
    connect(m_socket.get(), &QWebSocket::connected, this, &NaiveEnd::onConnected);
    connect(m_socket.get(), &QWebSocket::disconnected, this, &NaiveEnd::lost);
    connect(m_socket.get(), client::kWebSocketError, this, &NaiveEnd::lost);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        Q_EMIT received({.binary = false, .bytes = text.toUtf8()});
    });
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this,
            [this](const QByteArray &bytes) { Q_EMIT received({.binary = true, .bytes = bytes}); });
    if (isConnected())
        onConnected();
}

bool NaiveEnd::isConnected() const
{
    return m_socket && m_socket->state() == QAbstractSocket::ConnectedState;
}

void NaiveEnd::send(const protocol::WireMessage &message)
{
    if (isConnected())
        transmit(message);
    else if (m_design == NaiveDesign::Queue)
        m_queue.push_back(message);
}

void NaiveEnd::transmit(const protocol::WireMessage &message)
{
    if (message.binary)
        m_socket->sendBinaryMessage(message.bytes);
    else
        m_socket->sendTextMessage(QString::fromUtf8(message.bytes));
}

void NaiveEnd::onConnected()
{
    for (const protocol::WireMessage &message : std::exchange(m_queue, {}))
        transmit(message);
    Q_EMIT connected();
}

NaiveClient::NaiveClient(NaiveDesign design, const QUrl &url) : NaiveEnd(design), m_url(url)
{
    m_redial.setSingleShot(true);
    m_redial.setInterval(kRedial);
    connect(&m_redial, &QTimer::timeout, this, &NaiveClient::dial);
    connect(this, &NaiveEnd::lost, &m_redial, QOverload<>::of(&QTimer::start));
    m_redial.start();
}

void NaiveClient::dial()
{
    auto socket = std::make_unique<QWebSocket>();
    socket->open(m_url);
    use(std::move(socket));
}

NaiveServer::NaiveServer(NaiveDesign design)
    : NaiveEnd(design)
    , m_server(QString(), QWebSocketServer::NonSecureMode)
{
    connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
        while (std::unique_ptr<QWebSocket> socket{m_server.nextPendingConnection()}) {
            socket->setParent(nullptr);
            use(std::move(socket));
        }
    });
}

bool NaiveServer::listen()
{
    return m_server.listen(QHostAddress::LocalHost);
}

} // namespace holdline::chaos
