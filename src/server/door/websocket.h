// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/websocketreader.h"

#include <QHostAddress>
#include <QObject>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

class QSslSocket;

namespace holdline::server {

/// The server's end of a WebSocket, from the answered upgrade on. Every byte and every frame is
/// reported before it is handled, so that the owner can count it. No turn of the event loop reads
/// more than kReadStep or reports more than one message: the other sockets get their turn in
/// between. Main thread.
class WebSocket : public QObject
{
    Q_OBJECT

public:
    /// 2 700 empty frames, a fraction of a millisecond.
    static constexpr qint64 kReadStep = 16 * 1024;
    /// While more waits to be written, a ping is answered only when it is the newest.
    static constexpr qint64 kMaxPongBacklog = 4 * 1024;

    /// Owns `socket`; whatever it has read and not yet given is the first frame. `requestUrl` is
    /// path and query, `subprotocol` what the client was told; it may be empty.
    WebSocket(QTcpSocket *socket, const QUrl &requestUrl, const QString &subprotocol);
    /// Aborts the connection.
    ~WebSocket() override;

    QHostAddress peerAddress() const { return m_socket->peerAddress(); }
    const QUrl &requestUrl() const { return m_requestUrl; }
    const QString &subprotocol() const { return m_subprotocol; }
    /// A longer message closes with 1009; applies from the next frame on.
    void limitMessages(qsizetype bytes) { m_reader.limitMessages(bytes); }

    /// Neither end has begun to close.
    bool isOpen() const { return m_stage == Stage::Open; }
    /// Both do nothing unless isOpen().
    void send(const protocol::WireMessage &message);
    void ping();
    /// Nothing that arrives later is reported; it is read and dropped, because closing a TCP
    /// connection with unread bytes resets it, and a reset may destroy the close frame. The
    /// connection ends when the peer has answered, or with abort().
    void close(quint16 code, const QString &reason);
    void abort();

    /// Written and not yet given to the system, in bytes; under TLS after encryption.
    qint64 bytesToWrite() const;
    /// Memory held by a message that has not ended, in bytes.
    qint64 unfinishedBytes() const { return m_reader.unfinishedBytes(); }
    /// A frame or message has begun and not ended.
    bool isUnfinished() const { return m_reader.isUnfinished(); }

Q_SIGNALS:
    /// So many bytes have come in one read. Comes before what they hold; a receiver that closes
    /// keeps them from being handled. So does frameRead().
    void bytesRead(qint64 bytes);
    void frameRead();
    void messageReceived(const holdline::protocol::WireMessage &message);
    void pongReceived();
    /// All that this turn of the event loop has for this socket has been handled.
    void turnEnded();
    void bytesWritten();
    /// Either end has begun to close, or the peer has broken a rule.
    void closing();
    void disconnected();

private:
    enum class Stage { Open, Closing };

    void proceed();
    bool handle(const protocol::WebSocketReader::Event &event);
    void answerPing();
    void answerClose(const protocol::WebSocketReader::Close &close);

    QTcpSocket *m_socket; ///< a child
    QSslSocket *m_encryption; ///< m_socket; null without TLS
    QUrl m_requestUrl;
    QString m_subprotocol;
    protocol::WebSocketReader m_reader;
    QTimer m_nextTurn; ///< runs while there is more to read or to report
    Stage m_stage = Stage::Open;
    std::optional<QByteArray> m_ping; ///< payload of the newest ping without an answer
};

} // namespace holdline::server
