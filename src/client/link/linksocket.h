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

/// The WebSocket of one dial: makes it, tells what happens to it, and goes away with it. Owned by
/// ReconnectingSocket, which decides what follows; GUI thread.
class LinkSocket : public QObject
{
    Q_OBJECT

public:
    /// Where to dial to and how.
    struct Way
    {
        QUrl url;
        QByteArray token; ///< as in Endpoint
        bool offersDurable = false; ///< holdline.v1
        QNetworkProxy proxy;
        CertificateTrust *trust = nullptr; ///< none: only issuers that the system knows count
    };

    static constexpr int kCloseNormal = 1000;

    explicit LinkSocket(const Way &way, QObject *parent = nullptr);
    ~LinkSocket() override;

    void open();
    /// Without ceremony. Nothing more is told, and this is deleted later.
    void drop();
    /// With a close handshake of up to 1 s in the background. Nothing more is told, and this is
    /// deleted after it.
    void close(int code);

    void send(const protocol::WireMessage &message);
    void ping(Instant now);
    /// Asks the system whether bytes have left, as by itself it does only when more are written.
    void lookForProgress();

    /// Bytes that wait in this process.
    qint64 queuedBytes() const;
    /// This computer's end; null until the TCP connection is made.
    QHostAddress ownAddress() const;

Q_SIGNALS:
    /// The TCP connection is made.
    void reached();
    /// `durable`: the server speaks holdline.v1.
    void opened(bool durable);
    /// It never opened.
    void failed(holdline::client::LossReason reason, const QString &detail);
    /// It was open; `text` is the reason in the close frame, `detail` what the network said. As
    /// if the server had closed with 4400 when it takes nothing of what it asks for.
    void closed(int code, const QString &text, const QString &detail);

    /// Bytes came: pings and parts of messages, too, and before the opening.
    void heard();
    void received(const holdline::protocol::WireMessage &message);
    void ponged(holdline::Instant pingedAt);
    /// After the opening: bytes have left this computer, as far as can be known.
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
    void limitBacklog();
    void onOpen();
    void onFailed();
    void onClosed();
    LossReason failure(bool wasReached) const;
    QString detail() const;
    void fallSilent();

    Way m_way;
    Stage m_stage = Stage::Dialing;
    QWebSocket m_socket;
    QPointer<QTcpSocket> m_wire; ///< below TLS and proxies; null until the connection is made
    quint64 m_acknowledged = 0; ///< bytes, when it was last looked
};

} // namespace holdline::client
