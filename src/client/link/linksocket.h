// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/connectionstatus.h"
#include "protocol/itemcodec.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QObject>
#include <QPointer>
#include <QUrl>
#include <QWebSocket>

class QTcpSocket;

namespace holdline::client {

class CertificateTrust;

/// The WebSocket of one dial, from the dial to its end. Reports what happens to it.
/// ReconnectingSocket owns it and decides what follows. GUI thread.
class LinkSocket : public QObject
{
    Q_OBJECT

public:
    /// The address to dial, and how to dial it.
    struct Way
    {
        QUrl url;
        QByteArray token; ///< as in Endpoint
        bool offersDurable = false; ///< offers holdline.v1
        QNetworkProxy proxy;
        CertificateTrust *trust = nullptr; ///< if null, only issuers trusted by the system count
    };

    static constexpr int kCloseNormal = 1000;

    explicit LinkSocket(const Way &way, QObject *parent = nullptr);
    ~LinkSocket() override;

    void open();
    /// Ends the socket without a close handshake. Emits no more signals and deletes this later.
    void drop();
    /// Ends the socket with a close handshake of up to 1 s in the background. Emits no more signals
    /// and deletes this afterwards.
    void close(int code);

    void send(const protocol::WireMessage &message);
    void ping(Instant now);
    /// Asks the system whether bytes have left. Otherwise this is noticed only when more bytes are
    /// written.
    void lookForProgress();

    /// Bytes that this process has not handed to the system yet.
    qint64 queuedBytes() const;
    /// The local address; null until the TCP connection is made.
    QHostAddress ownAddress() const;

Q_SIGNALS:
    /// The TCP connection is made.
    void reached();
    /// `durable`: the server speaks holdline.v1.
    void opened(bool durable);
    /// The dial has failed: the WebSocket never opened.
    void failed(holdline::client::LossReason reason, const QString &detail);
    /// The open WebSocket has ended. `text` is the reason in the close frame, `detail` the error
    /// text of the network. `code` is 4400 if this client ended it because the server pings on and
    /// on without reading the answers.
    void closed(int code, const QString &text, const QString &detail);

    /// Bytes have arrived. Counts pings, parts of messages, and bytes before the opening.
    void heard();
    void received(const holdline::protocol::WireMessage &message);
    void ponged(holdline::Instant pingedAt);
    /// After the opening: bytes of ours have left this computer, as far as the system tells.
    void left();
    /// Some queued bytes have left this process.
    void roomMade(qint64 bytes);

private:
    enum class Stage {
        Dialing,
        Reached,
        Open,
        Ended,
    };

    void watch();
    void watch(QTcpSocket &socket);
    void watchWire(QTcpSocket &wire);
    void noteProgress(bool written);
    void limitHead(const QTcpSocket &socket);
    void limitBacklog();
    void onOpen();
    void onFailed();
    void onClosed();
    const QAbstractSocket *failedBelow() const;
    LossReason failure(bool wasReached) const;
    QString detail() const;
    void fallSilent();

    Way m_way;
    Stage m_stage = Stage::Dialing;
    QWebSocket m_socket;
    QPointer<QTcpSocket> m_wire; ///< below TLS and proxies; null until the connection is made
    quint64 m_acknowledged = 0; ///< bytes that the peer had acknowledged at the latest look
};

} // namespace holdline::client
