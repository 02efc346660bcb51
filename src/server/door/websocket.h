// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/websocketreader.h"
#include "server/door/networkrate.h"

#include <QHostAddress>
#include <QObject>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

class QSslSocket;

namespace holdline::server {

/// The server's end of a WebSocket after the upgrade. Reports every read and every frame before it
/// handles it, so that the owner can charge for it. In one turn of the event loop it reads at most
/// kReadStep bytes and reports at most one message; other sockets get their turn in between. Owned
/// by a ClientConnection; main thread.
class WebSocket : public QObject
{
    Q_OBJECT

public:
    /// Bytes read in one turn: at most 2 700 empty frames, which take a fraction of a millisecond.
    static constexpr qint64 kReadStep = 16 * 1024;
    /// While more bytes than this wait to be written, pings are not answered. Afterwards only the
    /// newest one is.
    static constexpr qint64 kMaxPongBacklog = 4 * 1024;

    /// Owns `socket`; the bytes in it that were not read begin with the first frame. `requestUrl`
    /// is path and query. `subprotocol` is what the client was told; it may be empty. `network` may
    /// be null.
    WebSocket(QTcpSocket *socket, const QUrl &requestUrl, const QString &subprotocol,
              std::shared_ptr<NetworkRate> network);
    /// Aborts the connection.
    ~WebSocket() override;

    QHostAddress peerAddress() const { return m_socket->peerAddress(); }
    const QUrl &requestUrl() const { return m_requestUrl; }
    const QString &subprotocol() const { return m_subprotocol; }
    /// What the owner charges, together with the other connections of the peer's network; null if
    /// the network has no limit.
    NetworkRate *network() const { return m_network.get(); }
    /// A longer message closes the connection with 1009. Applies from the next frame on.
    void limitMessages(qsizetype bytes) { m_reader.limitMessages(bytes); }

    /// False as soon as either end has begun to close.
    bool isOpen() const { return m_stage == Stage::Open; }
    /// send() and ping() do nothing unless isOpen().
    void send(const protocol::WireMessage &message);
    void ping();
    /// Sends a close frame. Messages that arrive later are read and dropped: closing a TCP
    /// connection with unread bytes resets it, and a reset may destroy the close frame. The
    /// connection ends when the peer has answered, or with abort().
    void close(quint16 code, const QString &reason);
    void abort();
    /// Reads nothing for this long. Does nothing unless isOpen().
    void rest(Duration duration);

    /// Bytes that were written and not yet passed to the system; under TLS after encryption.
    qint64 bytesToWrite() const;
    /// Memory that an unfinished message uses, in bytes.
    qint64 unfinishedBytes() const { return m_reader.unfinishedBytes(); }
    /// True if a frame or message has begun and not ended.
    bool isUnfinished() const { return m_reader.isUnfinished(); }

Q_SIGNALS:
    /// One read has returned `bytes` bytes. Emitted before their frames are handled; if a receiver
    /// closes the socket, they are not handled.
    void bytesRead(qint64 bytes);
    /// A frame has arrived. Emitted before it is handled; if a receiver closes the socket, it is
    /// not handled.
    void frameRead();
    void messageReceived(const holdline::protocol::WireMessage &message);
    void pongReceived();
    /// Everything that this socket does in this turn of the event loop is done.
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

    QTcpSocket *m_socket; ///< a child object
    QSslSocket *m_encryption; ///< the same object as m_socket; null without TLS
    QUrl m_requestUrl;
    QString m_subprotocol;
    protocol::WebSocketReader m_reader;
    std::shared_ptr<NetworkRate> m_network; ///< may be null
    QTimer m_nextTurn; ///< runs while it rests, or has more bytes to read or messages to report
    Stage m_stage = Stage::Open;
    std::optional<QByteArray> m_ping; ///< payload of the newest unanswered ping
};

} // namespace holdline::server
